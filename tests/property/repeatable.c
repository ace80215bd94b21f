/* Same inputs and seed, same bytes: whatever else is in the scenario, in whatever order, on however many
 * threads. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "concordat/report.h"
#include "sim/appraisal/results.h"
#include "tests/property/generate.h"
#include "tests/property/runs.h"
#include "tests/property/trials.h"
#include "tests/property/transform.h"

static gsize size_of(const CdRuns *runs)
{
  return (gsize)runs->replicates * CD_LUCKS * runs->arms * runs->n * sizeof(double);
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
  (void)state;
  guint n = cd_test_count(20, 8);
  for (guint seed = 10000; seed < 10000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdRuns *first = cd_runs_new(scenario, seed, 2), *second = cd_runs_new(scenario, seed, 2);
    CdRuns *other = cd_runs_new(scenario, seed + 1, 2);
    assert_memory_equal(first->value, second->value, size_of(first));
    assert_true(memcmp(first->value, other->value, size_of(first)) != 0);
    cd_runs_free(first);
    cd_runs_free(second);
    cd_runs_free(other);
    cd_scenario_unref(scenario);
  }
}

static void a_replicate_does_not_know_which_came_before_it(void **state)
{
  (void)state;
  enum { REPLICATES = 4 };
  guint n = cd_test_count(20, 8);
  for (guint seed = 11000; seed < 11000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdRuns *forwards = cd_runs_new(scenario, seed, REPLICATES);
    CdWorker *worker = cd_worker_new(forwards->engine);
    gsize stride = (gsize)CD_LUCKS * forwards->arms * forwards->n;
    g_autofree double *value = g_new(double, stride);
    for (guint k = REPLICATES; k-- > 0;) {
      cd_engine_replicate(forwards->engine, worker, k, &(CdReplicateOut){.value = value});
      assert_memory_equal(value, &forwards->value[k * stride], stride * sizeof(double));
    }
    cd_worker_free(worker);
    cd_runs_free(forwards);
    cd_scenario_unref(scenario);
  }
}

static CdResults *run_on(CdScenario *scenario, guint jobs)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 5;
  options.jobs = jobs;
  g_autoptr(GError) error = NULL;
  CdResults *results = cd_run(scenario, &options, &error);
  assert_non_null(results);
  return results;
}

static void any_number_of_threads_gives_the_same_bytes(void **state)
{
  (void)state;
  static const guint jobs[] = {2, 8};
  guint n = cd_test_count(6, 2);
  for (guint seed = 12000; seed < 12000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdResults *one = run_on(scenario, 1);
    for (guint j = 0; j < G_N_ELEMENTS(jobs); j++) {
      CdResults *many = run_on(scenario, jobs[j]);
      gsize values = (gsize)one->replicates * CD_LUCKS * one->n_arms * one->n_values;
      assert_memory_equal(one->value, many->value, values * sizeof(double));
      g_autofree char *first = cd_report_json(one),
                      *second = cd_report_json(many); /* all that was appraised, and no padding of structs */
      assert_string_equal(first, second);
      cd_results_free(many);
    }
    cd_results_free(one);
    cd_scenario_unref(scenario);
  }
}

/* --- other positions --------------------------------------------------------------------------------- */

/* Row of B's structure that has the id of A's. */
static guint same_structure(const CdScenario *a, const CdScenario *b, guint structure)
{
  int row = cd_scenario_find(b, CD_ENTITY_STRUCTURE, -1, cd_scenario_structure(a, structure)->head.id);
  g_assert(row >= 0);
  return (guint)row;
}

static bool is_count(CdMetricKind kind)
{
  switch (kind) {
  case CD_METRIC_CLIENTS:
  case CD_METRIC_CASELOAD:
  case CD_METRIC_STARTS:
  case CD_METRIC_COMPLETIONS:
  case CD_METRIC_COMPLETIONS_FIRST:
  case CD_METRIC_COMPLETIONS_LATER:
  case CD_METRIC_COMPLETIONS_CJ:
  case CD_METRIC_REPRESENTATIONS:
  case CD_METRIC_UNPLANNED:
  case CD_METRIC_DEATHS_IN:
  case CD_METRIC_REFERRALS_LOST:
  case CD_METRIC_BORDER_MOVES:
  case CD_METRIC_BORDER_LOSSES:
  case CD_METRIC_BIDS:
  case CD_METRIC_NO_BID:
  case CD_METRIC_START_DELAY:
  case CD_METRIC_FIRST_CHOICE:
    return true;
  default:
    return false;
  }
}

/* Sums run in another order, so reals may differ in their last digits, and a penny may fall to another payer
 * of a contract. */
static bool alike(CdMetricKind kind, double a, double b, guint contracts)
{
  if (isnan(a) || isnan(b))
    return isnan(a) && isnan(b);
  if (is_count(kind)) /* of whole people, months or bids, but divided by years */
    return fabs(a - b) <= 1e-9 * fmax(1, fabs(a));
  double pennies = kind == CD_METRIC_COST_ANNUAL || kind == CD_METRIC_FUNDER_MONEY ? 0.011 * contracts : 0;
  if (kind >= CD_METRIC_BUDGET_GAP &&
      kind <= CD_METRIC_GAP_COMPLETIONS) /* what is left of two sums of money, over three years at most */
    pennies = kind == CD_METRIC_RESERVES_LAST ? 1e-4 : 0.033 * contracts;
  /* Built on money rounded to the penny. */
  double relative = 1e-9 + (cd_metric(kind)->basis == CD_ABSOLUTE ? 0 : 1e-7);
  return fabs(a - b) <= relative * fmax(fabs(a), fabs(b)) + pennies + 1e-6;
}

static void compare_by_name(const CdScenario *a, const CdRuns *first, const CdScenario *b, const CdRuns *second,
                            guint seed)
{
  assert_int_equal(first->n, second->n);
  guint contracts = a->table[CD_ENTITY_CONTRACT].n;
  for (guint v = 0; v < first->n; v++) {
    int other = cd_metric_find(second->layout, first->layout->name[v]);
    assert_true(other >= 0);
    for (guint run = 0; run < CD_LUCKS * first->replicates; run++)
      for (guint arm = 0; arm < first->arms; arm++) {
        guint there = 2 * same_structure(a, b, arm / 2) + arm % 2;
        double x = cd_runs_at(first, run, arm)[v], y = cd_runs_at(second, run, there)[other];
        if (!alike(first->layout->kind[v], x, y, contracts))
          fail_msg("seed %u, run %u, arm %u: %s is %.17g, in another order %.17g", seed, run, arm,
                   first->layout->name[v], x, y);
      }
  }
}

static void positions_in_the_file_do_not_matter(void **state)
{
  (void)state;
  guint n = cd_test_count(24, 12);
  for (guint seed = 13000; seed < 13000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdScenario *shuffled = cd_shuffle(scenario, seed);
    CdRuns *first = cd_runs_new(scenario, seed, 2), *second = cd_runs_new(shuffled, seed, 2);
    compare_by_name(scenario, first, shuffled, second, seed);
    cd_runs_free(first);
    cd_runs_free(second);
    cd_scenario_unref(scenario);
    cd_scenario_unref(shuffled);
  }
}

/* --- more entities ----------------------------------------------------------------------------------- */

/* Whom a partner ranks first depends on what there is to rank. */
static bool is_ranking(CdMetricKind kind)
{
  return kind == CD_METRIC_FIRST_CHOICE || kind == CD_METRIC_FIRST_CHOICE_MODEL;
}

/* Every value of SMALL in LARGE, to the bit. */
static void assert_untouched(const CdRuns *small, const CdRuns *large, guint seed)
{
  for (guint v = 0; v < small->n; v++) {
    int other = cd_metric_find(large->layout, small->layout->name[v]);
    assert_true(other >= 0);
    if (is_ranking(small->layout->kind[v]) && large->arms > small->arms)
      continue;
    for (guint run = 0; run < CD_LUCKS * small->replicates; run++)
      for (guint arm = 0; arm < small->arms; arm++)
        if (memcmp(&cd_runs_at(small, run, arm)[v], &cd_runs_at(large, run, arm)[other], sizeof(double)) != 0)
          fail_msg("seed %u, run %u, arm %u: %s was %.17g and became %.17g", seed, run, arm, small->layout->name[v],
                   cd_runs_at(small, run, arm)[v], cd_runs_at(large, run, arm)[other]);
  }
}

typedef CdScenario *(*Addition)(const CdScenario *scenario);

static void assert_addition_moves_nothing(Addition add, guint first_seed, guint n)
{
  for (guint seed = first_seed; seed < first_seed + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdScenario *larger = add(scenario);
    CdRuns *small = cd_runs_new(scenario, seed, 2), *large = cd_runs_new(larger, seed, 2);
    assert_untouched(small, large, seed);
    cd_runs_free(small);
    cd_runs_free(large);
    cd_scenario_unref(scenario);
    cd_scenario_unref(larger);
  }
}

/* A copy of the joint structure's contracts under another name, in two halves. */
static CdScenario *with_structure(const CdScenario *scenario)
{
  CdScenario *larger = cd_copy(scenario);
  cd_scenario_append(larger, CD_ENTITY_STRUCTURE, -1, "aaa-added", NULL);
  guint row = larger->table[CD_ENTITY_STRUCTURE].n - 1;
  cd_scenario_structure(larger, row)->border_policy = CD_BORDER_OPEN;
  cd_scenario_set_keys(larger, CD_ENTITY_STRUCTURE, row, NULL);
  CdRefs areas = cd_scenario_contract(larger, 0)->areas, components = cd_scenario_contract(larger, 0)->components;
  for (guint half = 0; half < 2; half++) {
    cd_scenario_append(larger, CD_ENTITY_CONTRACT, (int)row, half ? "aaa-second" : "aaa-first", NULL);
    guint at = larger->table[CD_ENTITY_CONTRACT].n - 1;
    CdContractSpec *contract = cd_scenario_contract(larger, at);
    contract->areas = cd_refs_new(larger, areas.at, areas.n);
    contract->components = cd_refs_new(larger, components.at, components.n);
    contract->share.dist = (CdDist){.kind = CD_DIST_POINT, .a = 0.5};
    cd_scenario_set_keys(larger, CD_ENTITY_CONTRACT, at, NULL);
  }
  return larger;
}

static void a_structure_more_leaves_the_others_untouched(void **state)
{
  (void)state;
  assert_addition_moves_nothing(with_structure, 14000, cd_test_count(20, 6));
}

/* A provider that no contract is large enough for. */
static CdScenario *with_provider(const CdScenario *scenario)
{
  CdScenario *larger = cd_copy(scenario);
  cd_scenario_append(larger, CD_ENTITY_PROVIDER, -1, "aaa-aloof", NULL);
  guint row = larger->table[CD_ENTITY_PROVIDER].n - 1;
  CdProviderSpec *provider = cd_scenario_provider(larger, row);
  provider->kind = CD_PROVIDER_LERO;
  provider->minimum_value.dist = (CdDist){.kind = CD_DIST_POINT, .a = 1e9};
  cd_scenario_set_keys(larger, CD_ENTITY_PROVIDER, row, NULL);
  return larger;
}

static void a_provider_that_bids_for_nothing_moves_nothing(void **state)
{
  (void)state;
  assert_addition_moves_nothing(with_provider, 15000, cd_test_count(20, 6));
}

/* A cohort like the first, but of nobody. */
static CdScenario *with_cohort(const CdScenario *scenario)
{
  CdScenario *larger = cd_copy(scenario);
  cd_scenario_append(larger, CD_ENTITY_COHORT, -1, "aaa-empty", NULL);
  guint row = larger->table[CD_ENTITY_COHORT].n - 1;
  CdCohortSpec *cohort = cd_scenario_cohort(larger, row);
  CdSpecHead head = cohort->head;
  *cohort = *cd_scenario_cohort(larger, 0);
  cohort->head = head;
  cohort->share.dist = (CdDist){.kind = CD_DIST_POINT, .a = 0};
  cd_scenario_set_keys(larger, CD_ENTITY_COHORT, row, NULL);
  return larger;
}

static void a_cohort_of_nobody_moves_nothing(void **state)
{
  (void)state;
  assert_addition_moves_nothing(with_cohort, 16000, cd_test_count(20, 6));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_same_seed_gives_the_same_bytes),
      cmocka_unit_test(a_replicate_does_not_know_which_came_before_it),
      cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
      cmocka_unit_test(positions_in_the_file_do_not_matter),
      cmocka_unit_test(a_structure_more_leaves_the_others_untouched),
      cmocka_unit_test(a_provider_that_bids_for_nothing_moves_nothing),
      cmocka_unit_test(a_cohort_of_nobody_moves_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
