#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/appraisal/flip.h"
#include "sim/appraisal/results.h"
#include "sim/experiment/probe.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

#define REPLICATES 80u

/* A year is enough for costs. */
#define ONE_YEAR "appraisal/horizon-months=12"

static CdScenario *towns(const char *setting)
{
  g_autofree char *here = g_path_get_dirname(__FILE__);
  g_autofree char *path = g_build_filename(here, "..", "..", "scenarios", "two-towns.xml", NULL);
  const char *const settings[] = {ONE_YEAR, setting, NULL};
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(path, settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  return scenario;
}

static CdRunOptions options_of(guint jobs)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  options.jobs = jobs;
  return options;
}

static CdFlip *flip_of(CdScenario *scenario, const CdFlipQuestion *question)
{
  g_autoptr(GError) error = NULL;
  CdRunOptions options = options_of(2);
  CdFlip *flip = cd_flip(scenario, question, &options, &error);
  if (!flip)
    fail_msg("%s", error->message);
  return flip;
}

static const char *const coordination[] = {"cost/coordination-wte", NULL};

/* What a further partner takes of an officer's time is paid by the joint service alone: 60,000 a post, for 12/13 of one partner more (two-towns.xml), so that the
 * difference rises by 55,385 for each post, whatever else is drawn. At a tenth of a post it is 63.0 thousand less (4,000 replicates, standard error .2), so nought
 * at 0.1 + 63.0 / 55.385 = 1.238. */
#define SLOPE (60000 * 12.0 / 13)
#define ROOT 1.238

/* One for all tests that only look, on two threads. */
static int set_up(void **state)
{
  g_autoptr(CdScenario) scenario = towns("cost/coordination-wte=uniform(0, 1.8)");
  *state = flip_of(scenario, &(CdFlipQuestion){.path = coordination});
  return 0;
}

static int tear_down(void **state)
{
  cd_flip_free(*state);
  return 0;
}

static void a_cost_that_enters_linearly_has_the_break_even_of_arithmetic(void **state)
{
  const CdFlip *flip = *state;
  assert_int_equal(flip->n, 1);
  const CdFlipLever *it = &flip->lever[0];
  assert_int_equal(it->within->kind, CD_CROSSES_ONCE);
  for (guint i = 1; i < it->within->n_scanned; i++) {
    const CdScanned *a = &it->within->scanned[i - 1], *b = &it->within->scanned[i];
    assert_near((b->mean - a->mean) / (b->x - a->x), SLOPE, 1e-5);
  }
  /* As well known as by all the replicates, not the half of them that each value has: 17.3 thousand for one, by chance alone. */
  assert_true(it->within->scanned[0].se < 2350);
  const CdFlipPoint *point = &it->point[0];
  assert_near(point->at.value, it->within->scanned[0].mean / -SLOPE, 0.002); /* to a part of a gap */
  assert_near(point->at.value, ROOT, 0.05);
  assert_true(point->low <= ROOT && ROOT <= point->high);
  assert_near(it->reversed, (1.8 - point->at.value) / 1.8, 0.001);
}

static double difference(gconstpointer of, const CdEngine *engine, const double *value)
{
  const CdFlip *flip = of;
  gsize n = cd_engine_layout(engine)->n;
  return value[flip->measure.arm * n + flip->measure.value] -
         value[(gsize)flip->measure.against * n + flip->measure.value];
}

/* What was found at the ends is what draws of another seed have there. */
static void ends_are_confirmed_with_fresh_draws(void **state)
{
  const CdFlip *flip = *state;
  CdScenario *scenario = flip->scenario;
  const CdFlipPoint *point = &flip->lever[0].point[0];
  assert_true(point->confirmed);
  assert_true(point->low <= point->at.low && point->at.high <= point->high); /* what is told is where they were tried */
  assert_true(flip->fresh != flip->seed);
  assert_true(point->end[0].mean + point->end[0].half < 0 && point->end[1].mean - point->end[1].half > 0);
  assert_true(point->end[0].x == point->low && point->end[1].x == point->high);
  assert_true(point->low <= point->at.low && point->at.high <= point->high);
  g_autofree bool *among = g_new0(bool, scenario->table[CD_ENTITY_STRUCTURE].n);
  among[CD_ARM_STRUCTURE(flip->measure.arm)] = among[CD_ARM_STRUCTURE((guint)flip->measure.against)] = true;
  CdProbe probe = {.scenario = scenario, .among = among, .probed = difference, .of = flip, .jobs = 2};
  const CdHeld held = {CD_ENTITY_COST, 0, CD_FIELD(COST, Cost, coordination_wte), point->low};
  bool found = false;
  for (guint trial = 0; trial < 8 && !found; trial += 2) {
    double d[REPLICATES], mean = 0;
    assert_true(cd_probe_held(&probe, &held, 1, flip->fresh + trial, REPLICATES, d));
    for (guint k = 0; k < REPLICATES; k++)
      mean += d[k] / REPLICATES;
    found = fabs(mean - point->end[0].mean) < 1e-6;
  }
  assert_true(found);
}

/* Of which a whole run has the same two values, to the last bit. */
typedef struct {
  const CdScenario *scenario;
  CdMetricKind metric;
  CdScope scope;
} Asked;

static guint place_of(const Asked *asked, const CdMetricLayout *layout)
{
  return cd_metric_at(layout, asked->metric, asked->scope, 0);
}

static double joint(gconstpointer of, const CdEngine *engine, const double *value)
{
  const Asked *asked = of;
  const CdMetricLayout *layout = cd_engine_layout(engine);
  guint row = (guint)cd_scenario_concordat(asked->scenario, 0)->joint;
  return value[CD_ARM(row, false) * layout->n + place_of(asked, layout)];
}

static void assert_as_a_run_has_it(CdScenario *probed, CdScenario *run, const CdHeld *held, guint n_held, Asked asked)
{
  enum { N = 6 };
  CdRunOptions options = options_of(1);
  options.replicates = N;
  asked.scenario = probed;
  g_autoptr(CdResults) results = cd_run(run, &options, NULL);
  guint row = (guint)cd_scenario_concordat(probed, 0)->joint;
  g_autofree double *expected = cd_results_sample(results, CD_ARM(row, false), place_of(&asked, results->layout));
  g_autofree bool *among = g_new0(bool, probed->table[CD_ENTITY_STRUCTURE].n);
  among[row] = true;
  CdProbe probe = {.scenario = probed,
                   .among = among,
                   .views_alone = asked.metric == CD_METRIC_UTILITY,
                   .probed = joint,
                   .of = &asked,
                   .jobs = 2};
  double d[N];
  assert_true(cd_probe_held(&probe, held, n_held, options.seed, N, d));
  for (guint k = 0; k < N; k++)
    assert_true(d[k] == expected[2 * k] / 2 + expected[2 * k + 1] / 2);
}

static void what_is_held_is_what_is_set(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = towns("cost/overhead=uniform(0, 0.3)"), set = towns("cost/overhead=0.2");
  const CdHeld held = {CD_ENTITY_COST, 0, CD_FIELD(COST, Cost, overhead), 0.2};
  assert_as_a_run_has_it(scenario, set, &held, 1, (Asked){.metric = CD_METRIC_COST_ANNUAL, .scope = CD_TOTAL});
  assert_as_a_run_has_it(scenario, set, &held, 1, (Asked){.metric = CD_METRIC_UTILITY, .scope = CD_BY_COUNCIL});
}

/* Whose own come first, here all that is drawn. */
static void what_a_partner_makes_of_it_is_asked_about_its_own_views(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = towns("council[north]/belief-scale=uniform(0, 0.1)");
  g_autoptr(CdFlip) flip = flip_of(scenario, &(CdFlipQuestion){.partner = "north"});
  assert_string_equal(flip->layout->name[flip->measure.value], "utility[north]");
  assert_int_equal(flip->n, 1);
  assert_true(flip->lever[0].own);
  assert_string_equal(flip->lever[0].lever.member[0].path, "council[north]/belief-scale");
  g_autofree char *text = cd_flip_text(flip, 200, false);
  assert_non_null(strstr(text, "Value to North Town Council, by its own beliefs and weights"));
}

/* The file states one value, a tenth of a post. */
static void what_lies_outside_the_stated_range_is_told_as_such(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = towns(NULL);
  g_autoptr(CdFlip) flip = flip_of(scenario, &(CdFlipQuestion){.path = coordination});
  const CdFlipLever *it = &flip->lever[0];
  assert_false(it->lever.is_drawn);
  assert_null(it->within);
  assert_int_equal(it->n, 1);
  assert_true(it->point[0].outside);
  assert_near(it->point[0].at.value, ROOT, 0.05);
  assert_true(isnan(it->reversed));
  g_autofree char *text = cd_flip_text(flip, 200, false);
  assert_non_null(strstr(text, "OUTSIDE THE RANGE THAT THE FILE STATES"));
  assert_null(strstr(text, "REVERSED BY ONE ASSUMPTION"));
}

static void what_has_no_part_in_it_is_told(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = towns("council[north]/weight-control=uniform(0, 30)");
  static const char *const path[] = {"council[north]/weight-control", NULL};
  g_autoptr(CdFlip) flip = flip_of(scenario, &(CdFlipQuestion){.path = path});
  assert_true(flip->lever[0].no_part);
  assert_int_equal(flip->lever[0].n, 0);
  g_autofree char *text = cd_flip_text(flip, 200, false);
  assert_non_null(strstr(text, "1 more that were looked at have no part in it at all"));
}

/* A small scenario of talks, whose drinkers' costs are drawn alike; see alternative.c for the choice. */
static const char *const turned[] = {
    "<market/>", "<market same-provider-passed-on=\"1\" incumbent-spread=\"1\" source=\"made-up\" grade=\"D\"/>", NULL};

static void a_choice_that_reverses_it_is_named(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(turned);
  g_autoptr(CdFlip) flip = flip_of(scenario, &(CdFlipQuestion){0});
  assert_int_equal(flip->side, -1);
  bool found = false, refused = false;
  for (guint c = 0; c < flip->n_choices; c++) {
    const CdFlipChoice *it = &flip->choice[c];
    bool turns = g_str_equal(it->word.setting, "market/envelope-basis=today");
    found = found || (turns && it->change == CD_FLIP_REVERSES && it->with.mean > 0 && it->fresh.mean > 0);
    refused = refused || (it->word.refusal && strstr(it->word.refusal, "historic-share"));
  }
  assert_true(found && refused);
  g_autofree char *text = cd_flip_text(flip, 200, false);
  assert_non_null(strstr(
      text,
      "The cost that the envelope is a multiple of: “today” instead of “own-cost” (market/envelope-basis=today): £"));
}

static void threads_move_no_byte(void **state)
{
  const CdFlip *two = *state;
  CdRunOptions options = options_of(1);
  g_autoptr(CdFlip) one = cd_flip(two->scenario, &(CdFlipQuestion){.path = coordination}, &options, NULL);
  g_autofree char *first = cd_flip_json(one), *second = cd_flip_json(two);
  assert_string_equal(first, second);
  g_autofree char *sheet = cd_flip_csv(two);
  assert_non_null(strstr(sheet, "path,grade,part,at,mean,se,side\r\n"));
}

/* --- claims --- */

#define CLAIM(id, tests) "<claim id=\"" id "\" label=\"Together costs less\" says=\"Eastham\">" tests "</claim>"
#define CHEAPER(id)                                                                                                    \
  "<claim-test id=\"" id "\" expect=\"less\" metric=\"cost-annual\" option=\"joint\" against=\"apart\"/>"
static const char *const claimed[] = {
    "</concordat>",
    CLAIM("cheaper", CHEAPER("cost")) CLAIM("twice", CHEAPER("cost") CHEAPER("again")) CLAIM(
        "talks",
        "<claim-test id=\"end\" expect=\"likely\" talks-end=\"agreed\"/>") "<claim id=\"other\" label=\"Something "
                                                                           "else\" says=\"Westham\" not-modelled=\"no "
                                                                           "mechanism\"/></concordat>",
    NULL};
static const char *const management[] = {"cost/management-fixed", NULL};

/* By how much it holds: the saving, less what matters of business as usual's cost. */
static void a_claim_is_asked_about_by_its_margin(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(claimed);
  g_autoptr(CdFlip) cost = flip_of(scenario, &(CdFlipQuestion){.path = management});
  g_autoptr(CdFlip) flip = flip_of(scenario, &(CdFlipQuestion){.claim = "cheaper", .path = management});
  g_autoptr(CdFlip) named = flip_of(scenario, &(CdFlipQuestion){.claim = "twice/again", .path = management});
  CdRunOptions options = options_of(2);
  g_autoptr(CdResults) results = cd_run(scenario, &options, NULL);
  double delta = cd_results_delta(results, flip->measure.value);
  assert_true(delta > 0);
  assert_near(flip->criterion.delta, delta, 1e-12);
  assert_near(flip->stated.mean, -cost->stated.mean - delta, 1e-9);
  assert_near(flip->stated.mean, named->stated.mean, 1e-12);
  assert_int_equal(flip->side, 1);
  g_autofree char *text = cd_flip_text(flip, 200, false);
  assert_non_null(strstr(
      text, "“Together costs less” (Eastham). Tested by: Yearly cost, “Together” (joint) held against “Apart” (apart). "
            "On average over the assumptions tried it holds: £"));
}

static void claims_that_cannot_be_asked_about_are_refused(void **state)
{
  (void)state;
  static const struct {
    CdFlipQuestion question;
    const char *says;
  } cases[] = {{{.claim = "chaeper"}, "did you mean \"cheaper\""},
               {{.claim = "twice"}, "has several tests: ask about one, as twice/cost (there are cost, again)"},
               {{.claim = "twice/third"}, "no test of that claim called \"third\""},
               {{.claim = "talks"}, "is about the talks"},
               {{.claim = "other"}, "is not modelled"},
               {{.claim = "cheaper", .metric = "deaths"}, "exclude each other"},
               {{.claim = "cheaper", .option = "joint"}, "names its options itself"}};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(claimed);
  CdRunOptions options = options_of(1);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(cd_flip(scenario, &cases[i].question, &options, &error));
    if (!strstr(error->message, cases[i].says))
      fail_msg("%s", error->message);
  }
}

/* --- assumptions as levers --- */

static void those_drawn_alike_move_as_one(void **state)
{
  (void)state;
  static const char *const alike[] = {
      "<provider id=\"large\" kind=\"national-charity\" incumbent-in=\"east\"/>",
      "<provider id=\"large\" kind=\"national-charity\" incumbent-in=\"east\" draw-as=\"local\" "
      "bid-cost=\"uniform(10000, 20000)\" source=\"made-up\" grade=\"D\" price-year=\"2019\"/>",
      NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(alike);
  GArray *levers = cd_levers_new(scenario);
  guint shared = 0, n = 0;
  for (guint l = 0; l < levers->len; l++) {
    const CdLever *it = &g_array_index(levers, CdLever, l);
    n += it->n;
    if (it->n < 2)
      continue;
    shared++;
    g_autoptr(GArray) held = g_array_new(FALSE, FALSE, sizeof(CdHeld));
    cd_lever_hold(scenario, it, cd_lever_at(scenario, it, 0.3), held);
    assert_int_equal(held->len, it->n);
    for (guint m = 0; m < it->n; m++) {
      const CdHeld *h = &g_array_index(held, CdHeld, m);
      const CdValue *value = cd_field_of(cd_scenario_row(scenario, h->kind, h->row), h->field);
      assert_near(h->x, cd_dist_quantile(&value->dist, 0.3, h->field->low, h->field->high), 1e-9);
    }
  }
  guint inputs;
  CdAccordInput *all = cd_inputs_new(scenario, &inputs);
  assert_true(shared > 0 && n == inputs);
  cd_inputs_free(all, inputs);
  cd_levers_free(levers);
}

static void shares_below_are_those_of_the_distribution(void **state)
{
  (void)state;
  static const struct {
    const char *value;
    double x, share;
  } cases[] = {{"uniform(0, 0.4)", 0.1, 0.25},
               {"triangular(0, 0.2, 0.4)", 0.2, 0.5},
               {"discrete(0.1:0.3, 0.2:0.7)", 0.1, 0.3},
               {"discrete(0.1:0.3, 0.2:0.7)", 0.3, 1},
               {"uniform(0, 0.4)", 0.5, 1}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *setting = g_strconcat("cost/overhead=", cases[i].value, NULL);
    g_autoptr(CdScenario) scenario = towns(setting);
    CdLever lever = cd_lever_of(scenario, CD_ENTITY_COST, 0, CD_FIELD(COST, Cost, overhead));
    assert_near(cd_lever_share_below(scenario, &lever, cases[i].x), cases[i].share, 1e-9);
    cd_lever_clear(&lever);
  }
}

/* --- what is told beside business as usual --- */

static void places_are_those_of_a_run(void **state)
{
  (void)state;
  static const char *const fit[] = {"delivery/fit", NULL};
  g_autoptr(CdScenario) scenario = towns(NULL);
  CdRunOptions options = options_of(1);
  options.replicates = CD_FLIP_REPLICATES_LEAST;
  g_autoptr(CdFlip) flip = cd_flip(scenario, &(CdFlipQuestion){.metric = "places", .path = fit}, &options, NULL);
  assert_non_null(flip);
  g_autoptr(CdResults) results = cd_run(scenario, &options, NULL);
  guint value = flip->measure.value;
  guint joint = CD_ARM((guint)cd_scenario_concordat(scenario, 0)->joint, false),
        apart = CD_ARM((guint)cd_scenario_concordat(scenario, 0)->apart, false);
  g_autofree double *a = cd_results_sample(results, joint, value), *b = cd_results_sample(results, apart, value);
  double mean = 0;
  for (guint i = 0; i < 2 * options.replicates; i++)
    mean += (a[i] - b[i]) / (2 * options.replicates);
  assert_near(flip->stated.mean, mean, 1e-9);
}

/* --- what is refused --- */

static void questions_that_cannot_be_asked_are_refused(void **state)
{
  (void)state;
  static const char *const misspelt[] = {"cost/coordination-wt", NULL}, *const choice[] = {"market/entry", NULL},
                           *const unset[] = {"council[north]/historic-share", NULL},
                           *const nobodys[] = {"council[nroth]/weight-cost", NULL}, *const nothing[] = {"", NULL};
  static const struct {
    CdFlipQuestion question;
    const char *says;
  } cases[] = {{{.option = "jiont"}, "did you mean \"joint\""},
               {{.against = "joint"}, "against itself"},
               {{.metric = "cost-anual"}, "did you mean \"cost-annual\""},
               {{.metric = "first-choice[north]"}, "is not told of options by themselves"},
               {{.partner = "nroth"}, "did you mean \"north\""},
               {{.partner = "north", .metric = "deaths"}, "exclude each other"},
               {{.path = misspelt}, "did you mean \"cost/coordination-wte\"?"},
               {{.path = nobodys}, "did you mean \"council[north]/weight-cost\"?"},
               {{.path = choice}, "there is no number \"market/entry\" that is set"},
               {{.path = unset}, "there is no number \"council[north]/historic-share\" that is set"},
               {{.path = nothing}, "there is no number \"\" that is set"}};
  g_autoptr(CdScenario) scenario = towns(NULL);
  CdRunOptions options = options_of(1);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(cd_flip(scenario, &cases[i].question, &options, &error));
    assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
    if (!strstr(error->message, cases[i].says))
      fail_msg("%s", error->message);
  }
  options.replicates = CD_FLIP_REPLICATES_LEAST - 1;
  g_autoptr(GError) error = NULL;
  assert_null(cd_flip(scenario, &(CdFlipQuestion){0}, &options, &error));
  assert_non_null(strstr(error->message, "at least 80"));
}

static bool stop(guint done, guint total, gpointer user)
{
  (void)done, (void)total, (void)user;
  return false;
}

static void a_search_can_be_stopped(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = towns(NULL);
  CdRunOptions options = options_of(1);
  g_autoptr(GError) error = NULL;
  options.progress = stop;
  assert_null(cd_flip(scenario, &(CdFlipQuestion){0}, &options, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_STOPPED));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_cost_that_enters_linearly_has_the_break_even_of_arithmetic),
      cmocka_unit_test(ends_are_confirmed_with_fresh_draws),
      cmocka_unit_test(what_is_held_is_what_is_set),
      cmocka_unit_test(what_a_partner_makes_of_it_is_asked_about_its_own_views),
      cmocka_unit_test(what_lies_outside_the_stated_range_is_told_as_such),
      cmocka_unit_test(what_has_no_part_in_it_is_told),
      cmocka_unit_test(a_choice_that_reverses_it_is_named),
      cmocka_unit_test(threads_move_no_byte),
      cmocka_unit_test(a_claim_is_asked_about_by_its_margin),
      cmocka_unit_test(claims_that_cannot_be_asked_about_are_refused),
      cmocka_unit_test(those_drawn_alike_move_as_one),
      cmocka_unit_test(shares_below_are_those_of_the_distribution),
      cmocka_unit_test(places_are_those_of_a_run),
      cmocka_unit_test(questions_that_cannot_be_asked_are_refused),
      cmocka_unit_test(a_search_can_be_stopped),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
