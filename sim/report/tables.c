#include "sim/report/tables.h"

#include "concordat/report.h"
#include "sim/report/csv.h"
#include "sim/report/option.h"

#define PIECE 65536u

static void value_cells(CdCsv *csv, const CdResults *results, guint v)
{
  cd_csv_text(csv, results->layout->name[v]);
  cd_csv_text(csv, cd_scope_name(results->layout->scope[v]));
  cd_csv_text(csv, results->layout->id[v]);
  cd_csv_unit(csv, cd_unit_text(cd_metric(results->layout->kind[v])->unit));
}

static void summary_cells(CdCsv *csv, const CdSummary *summary)
{
  cd_csv_number(csv, summary->mean);
  cd_csv_number(csv, summary->low);
  cd_csv_number(csv, summary->high);
  cd_csv_number(csv, summary->sd);
  cd_csv_number(csv, summary->p5);
  cd_csv_number(csv, summary->p95);
  cd_csv_integer(csv, summary->n);
}

/* Whether the arm may say anything that the structure's common-terms arm does not. */
static bool arm_is_shown(const CdResults *results, guint arm)
{
  return arm % 2 == 0 || cd_option_own_terms(results);
}

static const char *arm_terms(guint arm)
{
  return arm % 2 ? "own" : "common";
}

char *cd_report_csv(const CdResults *results)
{
  static const char *const heads[] = {"structure", "terms", "metric", "scope", "id",  "unit", "mean",
                                      "low",       "high",  "sd",     "p5",    "p95", "n",    NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint arm = 0; arm < results->n_arms; arm++)
    for (guint v = 0; arm_is_shown(results, arm) && v < results->n_values; v++) {
      cd_csv_text(&csv, cd_option_id(results, arm / 2));
      cd_csv_text(&csv, arm_terms(arm));
      value_cells(&csv, results, v);
      summary_cells(&csv, &results->summary[(gsize)arm * results->n_values + v]);
      cd_csv_end_row(&csv);
    }
  return g_string_free(csv.out, FALSE);
}

static void difference_row(CdCsv *csv, const CdResults *results, const CdComparison *comparison, guint v)
{
  const CdDifference *it = &comparison->value[v];
  cd_csv_text(csv, cd_option_id(results, comparison->arm_a / 2));
  cd_csv_text(csv, cd_option_id(results, comparison->arm_b / 2));
  cd_csv_text(csv, comparison->of_terms ? "own against common" : comparison->same_terms ? "common" : "own");
  value_cells(csv, results, v);
  summary_cells(csv, &it->d);
  cd_csv_number(csv, it->q);
  cd_csv_number(csv, it->q_down);
  cd_csv_number(csv, it->q_low);
  cd_csv_number(csv, it->q_high);
  cd_csv_integer(csv, it->direction);
  cd_csv_text(csv, cd_verdict_text(it->verdict));
  cd_csv_integer(csv, it->more);
  cd_csv_number(csv, cd_results_delta(results, v));
  cd_csv_number(csv, it->variance_ratio);
  cd_csv_end_row(csv);
}

char *cd_differences_csv(const CdResults *results)
{
  static const char *const heads[] = {"a",
                                      "b",
                                      "terms",
                                      "metric",
                                      "scope",
                                      "id",
                                      "unit",
                                      "mean",
                                      "low",
                                      "high",
                                      "sd",
                                      "p5",
                                      "p95",
                                      "n",
                                      "q",
                                      "q_down",
                                      "q_low",
                                      "q_high",
                                      "direction",
                                      "verdict",
                                      "more",
                                      "delta",
                                      "variance_ratio",
                                      NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint c = 0; c < results->n_comparisons; c++)
    for (guint v = 0; v < results->n_values; v++)
      difference_row(&csv, results, &results->comparison[c], v);
  return g_string_free(csv.out, FALSE);
}

/* All totals; and by payer what adds up to one of them, or is set against it, run by run. The rest is in the store. */
static bool is_in_runs(const CdMetricLayout *layout, guint v)
{
  static const CdMetricKind by_payer[] = {
      CD_METRIC_COST_ANNUAL,      CD_METRIC_COST_HORIZON,    CD_METRIC_COST_BY_POPULATION,
      CD_METRIC_COST_BY_CASELOAD, CD_METRIC_COST_BY_HISTORY, CD_METRIC_COST_IN_EQUAL_PARTS,
      CD_METRIC_BUDGET,           CD_METRIC_BUDGET_GAP};
  if (layout->scope[v] == CD_TOTAL)
    return true;
  bool is_by_payer = false;
  for (guint m = 0; m < G_N_ELEMENTS(by_payer); m++)
    is_by_payer = is_by_payer || layout->kind[v] == by_payer[m];
  return is_by_payer;
}

static void runs_heads(CdCsv *csv, const CdResults *results)
{
  static const char *const heads[] = {"replicate", "luck", "structure", "terms"};
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
    cd_csv_text(csv, heads[i]);
  for (guint v = 0; v < results->n_values; v++)
    if (is_in_runs(results->layout, v))
      cd_csv_text(csv, results->layout->name[v]);
  cd_csv_end_row(csv);
}

static void runs_row(CdCsv *csv, const CdResults *results, guint run, guint arm)
{
  const double *value = &results->value[((gsize)run * results->n_arms + arm) * results->n_values];
  cd_csv_integer(csv, run / CD_LUCKS + 1);
  cd_csv_integer(csv, run % CD_LUCKS + 1);
  cd_csv_text(csv, cd_option_id(results, arm / 2));
  cd_csv_text(csv, arm_terms(arm));
  for (guint v = 0; v < results->n_values; v++)
    if (is_in_runs(results->layout, v))
      cd_csv_number(csv, value[v]);
  cd_csv_end_row(csv);
}

bool cd_runs_csv(const CdResults *results, bool (*write)(const char *text, gsize length, gpointer user), gpointer user)
{
  g_autoptr(GString) piece = g_string_sized_new(PIECE);
  CdCsv csv = {.out = piece};
  runs_heads(&csv, results);
  for (guint run = 0; run < results->replicates * CD_LUCKS; run++)
    for (guint arm = 0; arm < results->n_arms; arm++) {
      if (!arm_is_shown(results, arm))
        continue;
      runs_row(&csv, results, run, arm);
      if (piece->len >= PIECE) {
        if (!write(piece->str, piece->len, user))
          return false;
        g_string_truncate(piece, 0);
      }
    }
  return write(piece->str, piece->len, user);
}
