#include "sim/report/analysis.h"

#include <string.h>

/* An owner of a metric, such as a partner of its value: "county" of "utility[county]". The caller frees. */
static char *owner_of(const CdStudy *study, const CdAnalysis *it)
{
  const char *name = study->plan->metric[it->metric], *whose = strchr(name, '[');
  return whose ? g_strndup(whose + 1, strlen(whose) - 2) : g_strdup("all");
}

/* One metric, of several owners. */
static bool are_alike(const CdAnalyses *analyses)
{
  const CdAnalysis *first = g_ptr_array_index(analyses->of, 0);
  for (guint a = 0; a < analyses->of->len; a++) {
    const CdAnalysis *it = g_ptr_array_index(analyses->of, a);
    if (it->kind != first->kind || !it->robust)
      return false;
  }
  return analyses->of->len > 1;
}

typedef enum { WORST, MEAN, REGRET } Criterion;

static char *cell(const CdAnalysis *it, guint option, Criterion criterion)
{
  const CdMetric *metric = cd_metric(it->kind);
  CdFigureKind figure = cd_figure_kind(metric->unit);
  const CdRobustness *of = &it->robust[option];
  double x = criterion == WORST ? of->worst : of->mean;
  return criterion == REGRET ? cd_figure_size(figure, of->regret_most)
                             : cd_figure(figure, metric->better == CD_LOWER ? -x : x);
}

static char **row_of(const CdAnalyses *analyses, const char *label, guint option, Criterion criterion)
{
  char **row = g_new0(char *, analyses->of->len + 2);
  row[0] = g_strdup(label);
  for (guint a = 0; a < analyses->of->len; a++)
    row[a + 1] = cell(g_ptr_array_index(analyses->of, a), option, criterion);
  return row;
}

static char **heads_of(const CdAnalyses *analyses)
{
  char **row = g_new0(char *, analyses->of->len + 2);
  row[0] = g_strdup("");
  for (guint a = 0; a < analyses->of->len; a++)
    row[a + 1] = owner_of(analyses->study, g_ptr_array_index(analyses->of, a));
  return row;
}

void cd_analysis_beside(const CdAnalyses *analyses, CdScreen *screen)
{
  static const char *const criteria[] = {"at worst", "on average", "most regret"};
  if (!are_alike(analyses))
    return;
  const CdSweepPlan *plan = analyses->study->plan;
  const CdAnalysis *first = g_ptr_array_index(analyses->of, 0);
  g_autofree char *heading = g_strdup_printf("%s: the options as each sees them, where no assumption is known to hold",
                                             cd_metric(first->kind)->label);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  g_ptr_array_add(rows, heads_of(analyses));
  for (guint c = 0; c < G_N_ELEMENTS(criteria); c++)
    for (guint o = 0; o < plan->n_options; o++) {
      g_autofree char *label =
          g_strdup_printf("%s, %s", cd_scenario_structure(plan->scenario, plan->option[o])->head.id, criteria[c]);
      g_ptr_array_add(rows, row_of(analyses, label, o, (Criterion)c));
    }
  cd_screen_heading(screen, heading);
  cd_screen_table(screen, rows);
  cd_screen_paragraph(
      screen, "Over the points, each the mean of its runs; regret: what an option falls short of the better one at the same point (Savage).",
      "  ", "  ");
}
