/* What each case's papers ask of a model (docs/validation.md, "What the cases ask of a model"): that it can come out, under some assumptions within the ranges that are held fair. Not how
 * often: that is a result. Few draws, of which each has to show up in at least two; and what is told of them is counted again by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/appraisal/results.h"
#include "sim/scenario/load.h"

static CdResults *run_of(const char *name, const char *const *settings, guint replicates)
{
  g_autofree char *path = g_strdup_printf("%s/%s.xml", SCENARIOS, name);
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) scenario = cd_scenario_load(path, settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = replicates;
  options.seed = 7;
  options.alternatives = false;
  CdResults *results = cd_run(scenario, &options, &error);
  if (!results)
    fail_msg("%s", error->message);
  return results;
}

static const CdClaimAnswer *claim_of(const CdResults *results, const char *id)
{
  int row = cd_scenario_find(results->scenario, CD_ENTITY_CLAIM, -1, id);
  assert_true(row >= 0);
  return &results->claims->claim[row];
}

static void assert_reached(const CdResults *results, const char *id)
{
  const CdClaimAnswer *claim = claim_of(results, id);
  if (claim->draws.n < 2)
    fail_msg("%s: reached in %u of %u draws", id, claim->draws.n, claim->draws.of);
  assert_int_equal(claim->verdict, CD_CLAIM_REACHED);
  assert_true(claim->holds.share == claim->draws.share && claim->holds.low == claim->draws.low);
}

/* --- LLR 2021 ------------------------------------------------------------------------------------------------------------ */

/* How much of its say localising gives a council has no source and no fair range of its own (docs/llr-2021-talks.md): here from none to all. */
static int run_llr_2021(void **state)
{
  static const char *const settings[] = {"council[county]/local-say=uniform(0, 1)",
                                         "council[city]/local-say=uniform(0, 1)",
                                         "council[rutland]/local-say=uniform(0, 1)", NULL};
  *state = run_of("llr-2021", settings, 32);
  return 0;
}

static int done(void **state)
{
  cd_results_free(*state);
  return 0;
}

static void llr_2021_is_reached(void **state)
{
  static const char *const claim[] = {"rep-unilateral", "rep-rutland-follows", "rep-small-share", "rep-time-pressure",
                                      "rep-walk-away"};
  for (guint c = 0; c < G_N_ELEMENTS(claim); c++)
    assert_reached(*state, claim[c]);
}

/* Draw by draw: the County gives notice, ends without the City, which wanted to stay; and parting costs the County more. */
static void a_claim_of_several_tests_is_counted_draw_by_draw(void **state)
{
  const CdResults *it = *state;
  const CdClaimAnswer *claim = claim_of(it, "rep-walk-away");
  const CdTestAnswer *cost = &it->claims->test[claim->first + 1];
  guint met = 0;
  for (guint k = 0; k < it->replicates; k++) {
    const CdCouncilEnd *council = it->decision[k].council;
    bool leaves = council[0].departure == CD_GAVE_NOTICE && !(council[0].block & 2) && council[1].wanted_to_stay;
    double d = 0;
    for (guint luck = 0; luck < CD_LUCKS; luck++)
      d += cd_measure_of_run(&cost->measure, &it->value[((gsize)k * CD_LUCKS + luck) * it->n_arms * it->n_values],
                             it->n_values) /
           CD_LUCKS;
    met += leaves && d > cost->criterion.delta;
  }
  assert_true(met > 0);
  assert_int_equal(claim->draws.n, met);
  assert_int_equal(claim->draws.of, it->replicates);
}

/* S0 has "no further scope" to extend: then every month by which all together start late is one that no contract covers. */
static void no_extension_left_makes_time_cost(void **state)
{
  const CdResults *it = *state;
  g_autoptr(CdDrawnInputs) drawn = cd_questions_draw(it->questions, it);
  guint input = 0;
  while (!g_str_equal(it->questions->input[input].path, "calendar/extension-months"))
    input++;
  const CdTestAnswer *gap = &it->claims->test[claim_of(it, "rep-time-pressure")->first];
  double sum[2] = {0};
  guint n[2] = {0};
  for (guint k = 0; k < it->replicates; k++) {
    guint long_one = drawn->x[(gsize)input * it->replicates + k] > 5;
    sum[long_one] +=
        it->value[(((gsize)k * CD_LUCKS) * it->n_arms + gap->measure.arm) * it->n_values + gap->measure.value];
    n[long_one]++;
  }
  assert_true(n[0] > 8 && n[1] > 8);
  assert_true(sum[0] / n[0] > 2 * sum[1] / n[1]);
}

/* --- LLR 2015 ------------------------------------------------------------------------------------------------------------ */

/* Rutland joins later in some 4 % of draws: of fewer the two that are looked for may not be there. */
static int run_llr_2015(void **state)
{
  *state = run_of("llr-2015", NULL, 96);
  return 0;
}

static void llr_2015_is_reached(void **state)
{
  assert_reached(*state, "rep15-integrated");
  assert_reached(*state, "rep15-joins");
  assert_reached(*state, "rep15-both-fears");
}

/* Rutland, the third, is outside before anybody joins later where it ends alone, or has joined. */
static void who_joins_later_was_outside(void **state)
{
  const CdResults *it = *state;
  guint outside = 0, joined = 0;
  for (guint k = 0; k < it->replicates; k++) {
    const CdCouncilEnd *council = it->decision[k].council;
    bool alone = council[2].block == 4 || council[2].joined_later;
    outside += alone && council[0].block >> 1 & 1 && !council[0].joined_later && !council[1].joined_later;
    joined += alone && council[0].block == 7;
  }
  assert_int_equal(claim_of(it, "rep15-integrated")->draws.n, outside);
  assert_int_equal(claim_of(it, "rep15-joins")->draws.n, joined);
}

/* Claims of parties are told as if nothing had to be reproduced: intervals are widened for their tests alone. */
static void what_is_to_reproduce_widens_no_interval(void **state)
{
  const CdResults *it = *state;
  guint tests = 0;
  for (guint c = 0; c < it->claims->n; c++)
    tests += cd_claim_is_to_reproduce(it, &it->claims->claim[c]) ? 0 : it->claims->claim[c].n;
  assert_true(tests > 0 && tests < it->claims->n_tests);
  assert_true(fabs(it->claims->confidence - (1 - 0.05 / tests)) < 1e-12);
}

/* --- Norfolk ------------------------------------------------------------------------------------------------------------- */

static void norfolk_is_reached(void **state)
{
  (void)state;
  g_autoptr(CdResults) later = run_of("norfolk-2017-later", NULL, 6);
  assert_reached(later, "rep-retender");
  g_autoptr(CdResults) now = run_of("norfolk-2017", NULL, 6);
  assert_reached(now, "rep-incumbent");
  assert_reached(now, "rep-second-funder");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(llr_2021_is_reached),
      cmocka_unit_test(a_claim_of_several_tests_is_counted_draw_by_draw),
      cmocka_unit_test(no_extension_left_makes_time_cost),
  };
  const struct CMUnitTest tests_2015[] = {
      cmocka_unit_test(llr_2015_is_reached),
      cmocka_unit_test(who_joins_later_was_outside),
      cmocka_unit_test(what_is_to_reproduce_widens_no_interval),
  };
  const struct CMUnitTest tests_norfolk[] = {cmocka_unit_test(norfolk_is_reached)};
  int failed = cmocka_run_group_tests(tests, run_llr_2021, done);
  failed += cmocka_run_group_tests(tests_2015, run_llr_2015, done);
  return failed + cmocka_run_group_tests(tests_norfolk, NULL, NULL);
}
