#include "sim/appraisal/results.h"

#include <math.h>
#include <string.h>
#include "sim/appraisal/bidding.h"
#include "sim/base/hash.h"

/* Points of the unit-cost curve, from a quarter of the smallest area to twice the whole. */
#define CURVE_POINTS 33
#define CONFIDENCE 0.95

double *cd_results_sample(const CdResults *results, guint arm, guint value)
{
  guint runs = results->replicates * CD_LUCKS;
  double *x = g_new(double, runs);
  for (guint r = 0; r < runs; r++)
    x[r] = results->value[((gsize)r * results->n_arms + arm) * results->n_values + value];
  return x;
}

const CdSummary *cd_results_summary(const CdResults *results, guint arm, CdMetricKind kind, CdScope scope, guint row)
{
  return &results->summary[(gsize)arm * results->n_values + cd_metric_at(results->layout, kind, scope, row)];
}

const CdComparison *cd_results_comparison(const CdResults *results, guint a, guint b, bool same_terms, int *sign)
{
  for (guint c = 0; c < results->n_comparisons; c++) {
    const CdComparison *it = &results->comparison[c];
    if (it->of_terms || it->same_terms != same_terms)
      continue;
    guint first = it->arm_a / 2, second = it->arm_b / 2;
    if ((first == a && second == b) || (first == b && second == a)) {
      *sign = first == a ? 1 : -1;
      return it;
    }
  }
  return NULL;
}

int cd_delta_basis(const CdMetricLayout *layout, guint value)
{
  switch (cd_metric(layout->kind[value])->basis) {
  case CD_ABSOLUTE:
    return -1;
  case CD_RELATIVE:
    return (int)value;
  case CD_RELATIVE_COST:
    return (int)cd_metric_at(layout, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
  case CD_OF_PEOPLE:
    return (int)cd_metric_at(layout, CD_METRIC_CLIENTS, CD_TOTAL, 0);
  }
  g_assert_not_reached();
}

double cd_results_delta(const CdResults *results, guint value)
{
  double materiality = cd_metric(results->layout->kind[value])->materiality;
  guint baseline = CD_ARM((guint)cd_scenario_concordat(results->scenario, 0)->baseline, false);
  int basis = cd_delta_basis(results->layout, value);
  return basis < 0 ? materiality
                   : materiality * fabs(results->summary[(gsize)baseline * results->n_values + (guint)basis].mean);
}

/* Whether a structure's two arms have the same VALUE in every run: as they have most of them where it has no terms of its own. */
static bool arms_agree(const CdResults *results, guint structure, guint value)
{
  guint runs = results->replicates * CD_LUCKS;
  for (guint r = 0; r < runs; r++) {
    const double *common = &results->value[((gsize)r * results->n_arms + CD_ARM(structure, false)) * results->n_values];
    if (memcmp(&common[value], &common[results->n_values + value], sizeof(double)) != 0)
      return false;
  }
  return true;
}

/* The same pair under the common terms, of a pair under its own; else NULL. */
static const CdComparison *common_of(const CdResults *results, const CdComparison *it)
{
  int sign;
  return it->same_terms || it->of_terms ? NULL
                                        : cd_results_comparison(results, it->arm_a / 2, it->arm_b / 2, true, &sign);
}

static void compare(gpointer data, gpointer user)
{
  CdComparison *it = data;
  CdResults *results = user;
  const CdComparison *common = common_of(results, it);
  it->value = g_new0(CdDifference, results->n_values);
  for (guint v = 0; v < results->n_values; v++) {
    if (common && arms_agree(results, it->arm_a / 2, v) && arms_agree(results, it->arm_b / 2, v)) {
      it->value[v] = common->value[v];
      continue;
    }
    g_autofree double *a = cd_results_sample(results, it->arm_a, v);
    g_autofree double *b = cd_results_sample(results, it->arm_b, v);
    double delta = cd_results_delta(results, v);
    guint64 key = cd_hash_text(results->layout->name[v]);
    it->value[v] = cd_difference(a, b, results->replicates, isnan(delta) ? 0 : delta, CONFIDENCE, results->seed, key);
  }
}

/* Each fills its own place and draws from streams keyed by the metric, so the order of threads cannot matter. */
static void compare_some(CdResults *results, guint from, guint to, guint jobs)
{
  GThreadPool *pool = g_thread_pool_new(compare, results, (gint)jobs, FALSE, NULL);
  for (guint c = from; c < to; c++)
    g_thread_pool_push(pool, &results->comparison[c], NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}

static void add_pairs(CdResults *results, bool own)
{
  for (guint a = 0; a < results->n_structures; a++)
    for (guint b = a + 1; b < results->n_structures; b++)
      results->comparison[results->n_comparisons++] =
          (CdComparison){.arm_a = CD_ARM(a, own), .arm_b = CD_ARM(b, own), .same_terms = !own};
}

static bool any_own_terms(const CdResults *results)
{
  for (guint s = 0; s < results->n_structures; s++)
    if (cd_engine_has_own_terms(results->engine, s))
      return true;
  return false;
}

void cd_results_pair(CdResults *results)
{
  guint n = results->n_structures;
  if (results->comparison)
    return;
  results->comparison = g_new0(CdComparison, n * (n - 1) + n + 1);
  add_pairs(results, false);
  if (any_own_terms(results))
    add_pairs(results, true);
  for (guint s = 0; s < n; s++)
    if (cd_engine_has_own_terms(results->engine, s))
      results->comparison[results->n_comparisons++] =
          (CdComparison){.arm_a = CD_ARM(s, true), .arm_b = CD_ARM(s, false), .of_terms = true};
}

static void compare_all(CdResults *results, guint jobs)
{
  cd_results_pair(results);
  guint common = results->n_structures * (results->n_structures - 1) / 2;
  compare_some(results, 0, common, jobs);
  compare_some(results, common, results->n_comparisons, jobs); /* which look at the former */
}

static void summarise_market(CdResults *results)
{
  guint providers = cd_scenario_bidders(results->scenario), runs = results->replicates * CD_LUCKS;
  results->market = g_new0(CdMarketSummary, results->n_contracts);
  g_autofree double *bids = g_new(double, runs), *price = g_new(double, runs), *quality = g_new(double, runs);
  for (guint c = 0; c < results->n_contracts; c++) {
    CdMarketSummary *it = &results->market[c];
    it->contract = c;
    it->won = g_new0(double, providers);
    for (guint r = 0; r < runs; r++) {
      const CdContractOutcome *outcome = &results->outcome[(gsize)r * 2 * results->n_contracts + c];
      bids[r] = outcome->bids;
      price[r] = outcome->price;
      quality[r] = outcome->quality;
      it->no_bid += (double)outcome->no_bid / runs;
      if (outcome->provider >= 0)
        it->won[outcome->provider] += 1.0 / runs;
      else
        it->unknown += 1.0 / runs;
    }
    it->bids = cd_summarise(bids, results->replicates);
    it->price = cd_summarise(price, results->replicates);
    it->quality = cd_summarise(quality, results->replicates);
  }
}

static void rank_agent(const CdResults *results, CdRanking *ranking, CdScope scope, guint row)
{
  guint n = results->n_forced;
  guint own = cd_metric_at(results->layout, CD_METRIC_FIRST_CHOICE, scope, row);
  guint model = cd_metric_at(results->layout, CD_METRIC_FIRST_CHOICE_MODEL, scope, row);
  ranking->first_own = g_new0(double, results->n_structures);
  ranking->first_model = g_new0(double, results->n_structures);
  for (guint k = 0; k < results->replicates; k++) {
    bool parted = false;
    for (guint s = 0; s < n; s++) {
      const double *value =
          &results->value[((gsize)k * CD_LUCKS * results->n_arms + CD_ARM(s, false)) * results->n_values];
      ranking->first_own[s] += value[own] / results->replicates;
      ranking->first_model[s] += value[model] / results->replicates;
      parted = parted || fabs(value[own] - value[model]) > 0.25;
    }
    ranking->parted += (double)parted / results->replicates;
  }
}

static void draw_curve(CdResults *results)
{
  const CdScenario *scenario = results->scenario;
  double smallest = INFINITY, all = 0;
  for (guint a = 0; a < scenario->table[CD_ENTITY_AREA].n; a++) {
    const CdAreaSpec *area = cd_scenario_area(scenario, a);
    double people = cd_value_median(&area->adults_in_treatment, CD_FIELD(AREA, Area, adults_in_treatment)) +
                    cd_value_median(&area->young_in_treatment, CD_FIELD(AREA, Area, young_in_treatment));
    smallest = fmin(smallest, people);
    all += people;
  }
  results->n_curve = CURVE_POINTS;
  results->curve = g_new0(CdCurvePoint, CURVE_POINTS);
  cd_scale_curve(scenario, results->seed, smallest, 2 * all, CURVE_POINTS, results->curve);
}

void cd_results_lay_out(CdResults *results)
{
  results->layout = cd_engine_layout(results->engine);
  results->n_forced = results->scenario->table[CD_ENTITY_STRUCTURE].n;
  results->n_structures = results->n_forced + cd_engine_decides(results->engine);
  results->n_arms = cd_engine_arms(results->engine);
  results->n_values = results->layout->n;
  results->n_contracts = cd_engine_contracts(results->engine);
  results->n_bidders = cd_scenario_bidders(results->scenario);
}

void cd_results_take_up(CdResults *results)
{
  const CdRemarkOptions as_they_were = CD_REMARK_OPTIONS_INIT;
  results->remark = cd_remark(results, &as_they_were);
  results->bidding = cd_bidding_new(results);
  if (!results->decision)
    return;
  const CdSession *session = cd_engine_session(results->engine);
  const CdTalksTable talks = {results->decision, results->inquiry, sizeof(CdDecision), sizeof(CdInquiry)};
  results->accord = cd_accord_new(results->decision, sizeof(CdDecision), results->replicates,
                                  results->scenario->table[CD_ENTITY_COUNCIL].n);
  cd_accord_mark_today(results->accord, results->scenario, session->partners->blocks);
  results->reasons = cd_reasons_new(results->scenario, session, results->accord, &talks);
  cd_reasons_illustrate(results->reasons, results->minutes);
}

void cd_results_appraise(CdResults *results, guint jobs)
{
  results->summary = g_new0(CdSummary, (gsize)results->n_arms * results->n_values);
  for (guint arm = 0; arm < results->n_arms; arm++)
    for (guint v = 0; v < results->n_values; v++) {
      g_autofree double *x = cd_results_sample(results, arm, v);
      results->summary[(gsize)arm * results->n_values + v] = cd_summarise(x, results->replicates);
    }
  cd_results_take_up(results);
  compare_all(results, jobs);
  summarise_market(results);
  guint councils = results->scenario->table[CD_ENTITY_COUNCIL].n, funders = results->scenario->table[CD_ENTITY_FUNDER].n;
  results->ranking_council = g_new0(CdRanking, councils + 1);
  results->ranking_funder = g_new0(CdRanking, funders + 1);
  for (guint i = 0; i < councils; i++)
    rank_agent(results, &results->ranking_council[i], CD_BY_COUNCIL, i);
  for (guint f = 0; f < funders; f++)
    rank_agent(results, &results->ranking_funder[f], CD_BY_FUNDER, f);
  results->regrets = cd_regrets_new(results);
  draw_curve(results);
  results->scale = cd_scale_new(results->scenario, results->seed);
  results->questions = cd_questions_new(results, jobs);
  results->claims = cd_claims_new(results, jobs);
  results->options = cd_option_tables_new(results);
  results->evidence = cd_evidence_new(results, jobs);
  if (results->alternatives)
    cd_alternatives_appraise(results->alternatives, results, jobs);
}

static void free_rankings(CdRanking *ranking, guint n)
{
  for (guint i = 0; ranking && i < n; i++) {
    g_free(ranking[i].first_own);
    g_free(ranking[i].first_model);
  }
  g_free(ranking);
}

static void free_comparisons(CdResults *results)
{
  for (guint c = 0; c < results->n_comparisons; c++)
    g_free(results->comparison[c].value);
  g_clear_pointer(&results->comparison, g_free);
  results->n_comparisons = 0;
}

static void free_markets(CdResults *results)
{
  for (guint c = 0; results->market && c < results->n_contracts; c++)
    g_free(results->market[c].won);
  g_clear_pointer(&results->market, g_free);
}

void cd_results_forget(CdResults *results)
{
  g_clear_pointer(&results->remark, cd_remark_free);
  g_clear_pointer(&results->bidding, cd_bidding_free);
  g_clear_pointer(&results->reasons, cd_reasons_free);
  g_clear_pointer(&results->accord, cd_accord_free);
  free_comparisons(results);
  free_markets(results);
  free_rankings(results->ranking_council, results->scenario->table[CD_ENTITY_COUNCIL].n);
  free_rankings(results->ranking_funder, results->scenario->table[CD_ENTITY_FUNDER].n);
  results->ranking_council = results->ranking_funder = NULL;
  g_clear_pointer(&results->evidence, cd_evidence_free);
  g_clear_pointer(&results->regrets, cd_regrets_free);
  g_clear_pointer(&results->questions, cd_questions_free);
  g_clear_pointer(&results->claims, cd_claims_free);
  g_clear_pointer(&results->options, cd_option_tables_free);
  cd_alternatives_forget(results->alternatives);
  g_clear_pointer(&results->curve, g_free);
  results->n_curve = 0;
  g_clear_pointer(&results->scale, cd_scale_free);
  g_clear_pointer(&results->summary, g_free);
}

const CdScenario *cd_results_scenario(const CdResults *results)
{
  return results->scenario;
}

guint64 cd_results_seed(const CdResults *results)
{
  return results->seed;
}

guint cd_results_replicates(const CdResults *results)
{
  return results->replicates;
}

void cd_results_free(CdResults *results)
{
  if (!results)
    return;
  cd_results_forget(results);
  g_free(results->value);
  g_free(results->outcome);
  g_free(results->tender);
  g_free(results->bid);
  if (results->minutes)
    g_ptr_array_free(results->minutes, TRUE);
  g_free(results->inquiry);
  g_free(results->decision);
  cd_months_free(results->months);
  cd_alternatives_free(results->alternatives);
  cd_engine_free(results->engine);
  cd_scenario_unref(results->scenario);
  g_free(results->version);
  g_free(results);
}
