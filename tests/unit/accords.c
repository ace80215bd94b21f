#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/appraisal/accords.h"
#include "sim/base/random.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

enum { REPLICATES = 60 };

static const char *const as_it_is[] = {NULL};

static CdRunOptions options_of(guint replicates, guint jobs)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = replicates;
  options.jobs = jobs;
  return options;
}

static CdAccords *negotiate(guint replicates, guint jobs)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(as_it_is);
  const CdRunOptions options = options_of(replicates, jobs);
  return cd_negotiate(scenario, &options, NULL);
}

static int set_up(void **state)
{
  *state = negotiate(REPLICATES, 2);
  return *state ? 0 : -1;
}

static int tear_down(void **state)
{
  cd_accords_free(*state);
  return 0;
}

typedef void (*Change)(CdTalkRecord *record, guint k);

/* What would be told, were each record changed. */
static CdAccords *changed(const CdAccords *from, Change change)
{
  CdAccords *it = g_new0(CdAccords, 1);
  it->scenario = cd_scenario_ref(from->scenario);
  it->session = cd_session_new(from->scenario, from->seed);
  it->seed = from->seed;
  it->replicates = from->replicates;
  it->n_councils = from->n_councils;
  it->record = g_memdup2(from->record, from->replicates * sizeof *from->record);
  for (guint k = 0; k < it->replicates; k++)
    change(&it->record[k], k);
  cd_accords_appraise(it);
  return it;
}

/* --- talks of many replicates --- */

static void the_number_of_threads_moves_no_byte(void **state)
{
  g_autofree char *json = cd_accords_json(*state), *csv = cd_accords_csv(*state),
                  *text = cd_accords_text(*state, 100, false);
  static const guint jobs[] = {1, 3, 8, 0};
  for (guint j = 0; j < G_N_ELEMENTS(jobs); j++) {
    g_autoptr(CdAccords) other = negotiate(REPLICATES, jobs[j]);
    g_autofree char *other_json = cd_accords_json(other), *other_csv = cd_accords_csv(other),
                    *other_text = cd_accords_text(other, 100, false);
    assert_string_equal(json, other_json);
    assert_string_equal(csv, other_csv);
    assert_string_equal(text, other_text);
  }
}

static void more_replicates_leave_the_first_as_they_were(void **state)
{
  const CdAccords *accords = *state;
  g_autoptr(CdAccords) more = negotiate(REPLICATES + 7, 2);
  for (guint k = 0; k < REPLICATES; k++) {
    const CdDecision *one = &accords->record[k].decision, *other = &more->record[k].decision;
    assert_true(one->meeting == other->meeting && one->kind == other->kind &&
                one->council[1].value == other->council[1].value);
  }
  assert_memory_equal(accords->x, more->x, sizeof *accords->x * REPLICATES * accords->n_inputs);
}

static void talks_differ_from_one_draw_to_the_next(void **state)
{
  const CdAccords *accords = *state;
  assert_true(accords->accord->n_partitions == 2 && accords->accord->agreed.n > 0 &&
              accords->accord->agreed.n < REPLICATES);
}

static void inputs_are_those_that_are_drawn(void **state)
{
  const CdAccords *accords = *state;
  bool slippage = false, belief = false, fixed = false;
  for (guint i = 0; i < accords->n_inputs; i++) {
    const CdAccordInput *it = &accords->input[i];
    slippage = slippage || g_str_equal(it->path, "calendar/slippage-months");
    belief = belief || g_str_equal(it->path, "council[east]/belief-scale");
    fixed = fixed || g_str_equal(it->path, "council[east]/weight-cost");
    bool varies = false;
    for (guint k = 0; k < REPLICATES; k++) {
      double x = accords->x[k * accords->n_inputs + i];
      assert_true(x >= it->field->low && x <= it->field->high);
      varies = varies || x != accords->x[i];
    }
    if (!varies)
      print_error("%s\n", it->path);
    assert_true(varies);
  }
  assert_true(belief && !slippage && !fixed);
}

static void they_are_read_from_the_world_of_their_replicate(void **state)
{
  const CdAccords *accords = *state;
  guint at = 0;
  while (!g_str_equal(accords->input[at].path, "council[east]/belief-scale"))
    at++;
  for (guint k = 0; k < REPLICATES; k++) { /* uniform(0.03, 0.1) */
    double x = accords->x[k * accords->n_inputs + at];
    assert_true(x >= 0.03 && x <= 0.1);
  }
}

/* --- what is refused --- */

static void refused(const char *const *pair, CdRunOptions options, const char *words)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  g_autoptr(GError) error = NULL;
  assert_null(cd_negotiate(scenario, &options, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
  if (!strstr(error->message, words))
    fail_msg("%s", error->message);
}

static void what_cannot_be_is_refused_with_what_to_do(void **state)
{
  (void)state;
  static const char *const silent[] = {"<negotiation talks-begin=\"2020-07\"/>", "", NULL};
  refused(silent, options_of(20, 1), "add <negotiation talks-begin=");
  refused(as_it_is, options_of(1, 1), "at least 2 and at most 100000");
  refused(as_it_is, options_of(100001, 1), "at most 100000");
  refused(as_it_is, options_of(20, 1025), "1025 jobs");
  CdRunOptions timed = options_of(20, 1);
  timed.seconds = 5;
  refused(as_it_is, timed, "not by time");
}

static bool stop_at_ten(guint done, guint total, gpointer user)
{
  (void)user;
  assert_int_equal(total, REPLICATES);
  return done < 10;
}

static void progress_may_stop_the_talks(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(as_it_is);
  CdRunOptions options = options_of(REPLICATES, 2);
  options.progress = stop_at_ten;
  g_autoptr(GError) error = NULL;
  assert_null(cd_negotiate(scenario, &options, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_STOPPED));
}

static void every_protocol_tells_how_it_ends(void **state)
{
  (void)state;
  static const char *const protocol[] = {"offers",      "mediated",   "lead\" lead=\"west", "nash", "kalai-smorodinsky",
                                         "egalitarian", "utilitarian"};
  for (guint p = 0; p < G_N_ELEMENTS(protocol); p++) {
    g_autofree char *attribute = g_strdup_printf("<negotiation protocol=\"%s\" ", protocol[p]);
    const char *const pair[] = {"<negotiation ", attribute, NULL};
    g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
    const CdRunOptions options = options_of(20, 2);
    g_autoptr(CdAccords) accords = cd_negotiate(scenario, &options, NULL);
    assert_non_null(accords);
    guint n = 0;
    for (guint k = 0; k < accords->accord->n_partitions; k++)
      n += accords->accord->partition[k].share.n;
    assert_int_equal(n, 20);
    g_autofree char *text = cd_accords_text(accords, 100, false);
    assert_non_null(strstr(text, "WHO LEAVES WHOM"));
    g_autoptr(GError) error = NULL;
    g_autoptr(CdMinutes) minutes = cd_minutes(scenario, 1, 1, NULL, NULL, &error);
    if (minutes)
      continue;
    assert_true(p > 0 && g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
    assert_non_null(strstr(error->message, "offers in turn only"));
  }
}

/* --- examples --- */

static void examples_are_the_first_of_the_most_frequent_ends(void **state)
{
  const CdAccords *accords = *state;
  assert_int_equal(accords->reasons->n_examples, MIN(accords->accord->n_partitions, CD_EXAMPLES_MOST));
  for (guint e = 0; e < accords->reasons->n_examples; e++) {
    const CdTalkExample *it = &accords->reasons->example[e];
    assert_int_equal(it->partition, e);
    for (guint k = 0; k < it->replicate; k++) {
      CdPartition partition = cd_decision_partition(&accords->record[k].decision);
      assert_int_equal(cd_partition_equal(&partition, &accords->accord->partition[e].partition), k + 1 == it->replicate);
    }
    g_autoptr(CdMinutes) minutes = cd_minutes(accords->scenario, accords->seed, it->replicate, NULL, NULL, NULL);
    g_autofree char *told = cd_minutes_json(it->minutes), *expected = cd_minutes_json(minutes);
    assert_string_equal(told, expected);
  }
}

/* --- what is made of the records --- */

static void any_bits(CdTalkRecord *record, guint k)
{
  CdStream stream = cd_stream(9, k, CD_PURPOSE_INPUT, 0);
  bool whole = record->decision.agreed;
  record->inquiry.open = cd_stream_uniform(stream, 0, 0) < 0.5;
  record->inquiry.open_in_truth = cd_stream_uniform(stream, 1, 0) < 0.4;
  record->decision.agreed = whole && cd_stream_uniform(stream, 2, 0) < 0.6; /* who agrees has a text of all */
}

static void parts_of_the_break_add_up_to_the_last_replicate(void **state)
{
  g_autoptr(CdAccords) mixed = changed(*state, any_bits);
  const CdAccords *of[] = {*state, mixed};
  for (guint i = 0; i < G_N_ELEMENTS(of); i++) {
    const CdBreakParts *it = &of[i]->reasons->parts;
    guint apart = 0;
    for (guint k = 0; k < REPLICATES; k++)
      apart += !of[i]->record[k].decision.agreed;
    assert_int_equal(it->true_empty.n + it->own_empty.n + it->missed.n,
                     apart + it->settled_true_empty.n + it->settled_own_empty.n);
  }
  const CdBreakParts *it = &mixed->reasons->parts;
  assert_true(it->true_empty.n > 0 && it->own_empty.n > 0 && it->missed.n > 0 && it->settled_true_empty.n > 0 &&
              it->settled_own_empty.n > 0);
}

/* Replicates by ten: 0..3 closed and bridged by a payment of 1000 k, 4 and 5 by a subsidy, 6 by nothing; 7..9 open. */
static void ten_kinds(CdTalkRecord *record, guint k)
{
  CdInquiry *it = &record->inquiry;
  guint digit = k % 10;
  it->open = digit >= 7;
  it->cause = it->open ? CD_CAUSE_NONE : digit < 4 ? CD_CAUSE_BELIEF : CD_CAUSE_STRUCTURAL;
  it->bridge.kind = digit < 4   ? CD_BRIDGE_PAYMENT
                    : digit < 6 ? CD_BRIDGE_SUBSIDY
                    : digit < 7 ? CD_BRIDGE_NONE
                                : CD_BRIDGE_PROCESS_FAILURE;
  it->bridge.pounds = digit < 6 ? 1000.0 * k : digit < 7 ? INFINITY : 0;
  it->payment[0] = digit == 0 ? -INFINITY : -2000.0 * k;
  it->payment[1] = 1000.0 * k;
  it->blocking = (CdBlocking){.kind = digit < 4  ? CD_BLOCKING_TERMS
                                      : it->open ? CD_BLOCKING_NOTHING
                                                 : CD_BLOCKING_CONSEQUENCES};
  it->blocking.n = digit < 4 ? 1 + (digit == 0) : 0;
  it->blocking.set[0] = digit < 3 ? 1 : 6;
  it->blocking.set[1] = 8;
  record->decision.agreed = record->decision.agreed && digit == 0;
  it->concession = (CdConcession){.open = digit >= 8, .terms = digit - 7};
}

static void causes_bridges_and_blocking_sets_are_counted(void **state)
{
  g_autoptr(CdAccords) it = changed(*state, ten_kinds);
  assert_true(it->reasons->cause[CD_CAUSE_NONE].n == 18 && it->reasons->cause[CD_CAUSE_BELIEF].n == 24 &&
              it->reasons->cause[CD_CAUSE_STRUCTURAL].n == 18);
  assert_true(it->reasons->consequences.n == 18 && it->reasons->consequences.of == 42);
  assert_true(it->reasons->bridge[CD_BRIDGE_PAYMENT].n == 24 && it->reasons->bridge[CD_BRIDGE_SUBSIDY].n == 12 &&
              it->reasons->bridge[CD_BRIDGE_NONE].n == 6);
  assert_true(it->reasons->bridge[CD_BRIDGE_PAYMENT].of == 42 && it->reasons->bridge[CD_BRIDGE_NONE].of == 42);
  assert_true(it->reasons->bridge[CD_BRIDGE_PROCESS_FAILURE].n == 18 &&
              it->reasons->bridge[CD_BRIDGE_PROCESS_FAILURE].of == REPLICATES);
  assert_true(it->reasons->closed.n == 42 && it->reasons->closed.of == REPLICATES);
  assert_int_equal(it->reasons->n_blocking, 3); /* 1: digits 0..2; then 6 and 8, once each ten, by their masks */
  assert_true(it->reasons->blocking[0].mask == 1 && it->reasons->blocking[0].share.n == 18 &&
              it->reasons->blocking[0].share.of == 42);
  assert_true(it->reasons->blocking[1].mask == 6 && it->reasons->blocking[1].share.n == 6 &&
              it->reasons->blocking[2].mask == 8 && it->reasons->blocking[2].share.n == 6);
}

/* Numbers 0..3, 10..13, .. 50..53: the twelfth and thirteenth of 24 are 23 and 30. */
static void spreads_are_of_what_is_there(void **state)
{
  g_autoptr(CdAccords) it = changed(*state, ten_kinds);
  CdSpread paid = it->reasons->pounds[CD_BRIDGE_PAYMENT];
  assert_int_equal(paid.n, 24);
  assert_nine(paid.median, 26500);
  assert_nine(paid.p5, 1150); /* 0.05 * 23 = 1.15 */
  assert_nine(paid.p95, 51850);
  assert_int_equal(it->reasons->pounds[CD_BRIDGE_NONE].n, 0);
  assert_true(isnan(it->reasons->pounds[CD_BRIDGE_PROCESS_FAILURE].median));
  assert_nine(it->reasons->payment[1].median, 26500);
  assert_true(isinf(it->reasons->payment[0].p5) && it->reasons->payment[0].p5 < 0);
  assert_nine(it->reasons->payment[0].median,
              -74000); /* six of 24 could spare any sum; 53, 52, 51, 43, 42, 41 and 33 follow */
  assert_true(it->reasons->concession_terms.n == 12 && it->reasons->concession_terms.median == 1.5);
}

static void one_to_five(CdTalkRecord *record, guint k)
{
  record->last[0] = 1 + k % 5;
  record->last[1] = 7;
}

static void quantiles_are_interpolated(void **state)
{
  g_autoptr(CdAccords) it = changed(*state, one_to_five);
  assert_true(it->last_meeting[0].median == 3 && it->last_meeting[0].p5 == 1 && it->last_meeting[0].p95 == 5);
  assert_true(it->last_meeting[1].median == 7 && it->last_meeting[1].p5 == 7 && it->last_meeting[1].n == REPLICATES);
}

/* Rule 0 applies in two of three; in one of those the first council leaves, gaining 10, but once the second, gaining 15. */
static void some_leave(CdTalkRecord *record, guint k)
{
  CdCostShares *it = &record->shares;
  memset(it, 0, sizeof *it);
  it->cost[3] = 200;
  it->applies[0] = k % 3 < 2;
  it->share[0][0] = k % 3 == 0 ? 50 : 150;
  it->share[0][1] = 200 - it->share[0][0];
  it->in_core[0] = k % 3 == 0;
  it->leaver[0] = k == 1 ? 2 : k % 3 == 1 ? 1 : 0;
  it->gain[0] = 10 + (k == 1) * 5;
  it->applies[1] = k == 5;
  it->share[1][0] = it->share[1][1] = 100;
  it->in_core[1] = true;
}

static void rules_are_summed_up_where_they_apply(void **state)
{
  g_autoptr(CdAccords) it = changed(*state, some_leave);
  const CdRuleSummary *rule = &it->rule[0];
  assert_true(rule->applies.n == 40 && rule->applies.of == REPLICATES && rule->in_core.n == 20 && rule->in_core.of == 40);
  assert_same(rule->part[0], 0.5);
  assert_same(rule->part[1], 0.5);
  assert_true(rule->leaver.mask == 1 && rule->leaver.share.n == 19 && rule->leaver.share.of == 40); /* once the other */
  assert_same(rule->gain, 10);
  assert_true(it->rule[1].applies.n == 1 && it->rule[1].leaver.mask == 0 && it->rule[1].leaver.share.n == 0 &&
              it->rule[1].gain == 0);
  assert_true(it->rule[2].applies.n == 0 && it->rule[2].in_core.of == 0);
}

static void some_are_stable(CdTalkRecord *record, guint k)
{
  CdInquiry *it = &record->inquiry;
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    it->stable[s] = k < 10 * (s + 1);
  it->convention_dependent = k < 3;
  it->expected = (CdPartition){0};
  cd_partition_add(&it->expected, k < 20 ? 3 : 1);
  if (k >= 20)
    cd_partition_add(&it->expected, 2);
}

static void stability_is_counted_sense_by_sense(void **state)
{
  g_autoptr(CdAccords) it = changed(*state, some_are_stable);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    assert_int_equal(it->reasons->stable[s].n, 10 * (s + 1));
  assert_int_equal(it->reasons->convention_dependent.n, 3);
  assert_int_equal(it->reasons->n_expected, 2);
  assert_true(it->reasons->expected[0].share.n == 40 && it->reasons->expected_partition[0].n_blocks == 2);
  assert_true(it->reasons->expected[1].share.n == 20 && it->reasons->expected_partition[1].block[0] == 3);
}

static void terms_are_those_of_all_together(void **state)
{
  const CdAccords *accords = *state;
  guint agreed = accords->accord->agreed.n, priced = 0;
  for (CdTerm t = 0; t < CD_TERM_COUNT; t++)
    assert_int_equal(accords->reasons->term[t].n, agreed);
  for (guint p = 0; p < accords->session->partners->table.levels[CD_TERM_PRICING]; p++)
    priced += accords->reasons->pricing[p].n;
  assert_int_equal(priced, agreed);
  assert_true(accords->reasons->term[CD_TERM_LENGTH].median >= 3 && accords->reasons->term[CD_TERM_LENGTH].median <= 10);
}

static void events_are_counted_and_their_drivers_listed(void **state)
{
  const CdAccords *accords = *state;
  assert_int_equal(accords->n_events, 3);
  assert_int_equal(accords->event[0].share.n, REPLICATES - accords->accord->agreed.n);
  assert_string_equal(accords->event[1].id, "apart");
  assert_int_equal(accords->event[1].share.n, accords->accord->partition[1].share.n); /* two councils: apart or not */
  const CdAccordEvent *it = &accords->event[0];
  assert_true(it->n_drivers > 0 && it->n_drivers <= 12 && it->n_told <= it->n_drivers);
  for (guint d = 1; d < it->n_drivers; d++)
    assert_true(fabs(it->driver[d - 1].z) >= fabs(it->driver[d].z));
}

/* West gives notice in every third replicate, in every sixth ends alone with east wishing it had not; every twelfth had an open zone, else east could
 * have paid 100 k. */
static void west_leaves(CdTalkRecord *record, guint k)
{
  CdDecision *decision = &record->decision;
  decision->council[1].departure = k % 3 == 0 ? CD_GAVE_NOTICE : CD_STAYED;
  decision->council[1].block = k % 6 == 0 ? 2 : 3;
  decision->council[0].wanted_to_stay = k % 6 == 0;
  record->inquiry.open = k % 12 == 0;
  record->inquiry.offer[1] = (CdBridge){.kind = CD_BRIDGE_NONE};
  record->inquiry.offer[0] = (CdBridge){.kind = CD_BRIDGE_PAYMENT, .pounds = 100.0 * k};
}

static void a_course_asked_about_is_told_step_by_step_and_with_what_was_lacking(void **state)
{
  g_autoptr(CdAccords) it = changed(*state, west_leaves);
  assert_int_equal(it->n_events, 3);
  const CdAccordEvent *event = &it->event[2];
  assert_string_equal(event->id, "exit");
  assert_true(event->gives_notice.n == 20 && event->and_goes.n == 10 && event->stay.n == 10 && event->share.n == 10);
  assert_true(event->open.n == 5 && event->open.of == 10);
  assert_true(event->offer[1].n == 0 && event->offer[0].n == 5 && event->offer[0].of == 5);
  assert_true(event->offered[0].median == 3000 && event->offered[1].n == 0); /* 600, 1800, 3000, 4200, 5400 */
  g_autofree char *text = cd_accords_text(it, 200, false), *json = cd_accords_json(it);
  assert_non_null(
      strstr(text, "Westham: notice in 33% of all; and without Eastham, in 17%; and those left behind would rather "
                   "have stayed in 17%."));
  assert_non_null(strstr(text, "Eastham alone could afford"));
  assert_non_null(strstr(json, "\"and_those_left_would_stay\""));
}

/* Business as usual is apart. */
static void a_grouping_that_is_today_s_is_told_so(void **state)
{
  const CdAccords *accords = *state;
  const CdAccord *accord = accords->accord;
  for (guint p = 0; p < accord->n_partitions; p++)
    assert_int_equal(accord->partition[p].as_today, accord->partition[p].partition.n_blocks == 2);
  g_autofree char *text = cd_accords_text(accords, 200, false);
  assert_non_null(strstr(text, "Eastham | Westham (as today)"));
}

/* Shares in the core of the rule that the common terms name, and of the Shapley value. */
static void by_which_rule_they_talk_is_told(void **state)
{
  const CdAccords *accords = *state;
  const CdRuleSummary *rule = accords->rule;
  g_autofree char *text = cd_accords_html(accords); /* one line a sentence */
  g_autofree char *core =
      g_strdup_printf("in %.0f%% of the assumptions tried; divided by the Shapley value, in %.0f%%.",
                      100 * rule[CD_RULE_CASELOAD].in_core.share, 100 * rule[CD_RULE_SHAPLEY].in_core.share);
  assert_non_null(strstr(text, "is divided by caseload"));
  assert_non_null(strstr(text, core));
}

static void nobody_agrees(CdTalkRecord *record, guint k)
{
  (void)k;
  record->decision.agreed = false;
}

static void what_never_happens_is_told_as_such(void **state)
{
  g_autoptr(CdAccords) it = changed(*state, nobody_agrees);
  assert_true(it->accord->agreed.n == 0 && it->reasons->term[CD_TERM_LENGTH].n == 0 &&
              isnan(it->reasons->term[CD_TERM_LENGTH].median));
  assert_true(it->event[0].share.share == 1 && it->event[0].n_drivers == 0 && it->event[0].region.n_limits == 0);
  g_autofree char *text = cd_accords_text(it, 80, false), *json = cd_accords_json(it);
  assert_null(strstr(text, "TERMS"));
  assert_null(strstr(text, "nan"));
  assert_null(strstr(json, "nan"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_number_of_threads_moves_no_byte),
      cmocka_unit_test(examples_are_the_first_of_the_most_frequent_ends),
      cmocka_unit_test(more_replicates_leave_the_first_as_they_were),
      cmocka_unit_test(talks_differ_from_one_draw_to_the_next),
      cmocka_unit_test(inputs_are_those_that_are_drawn),
      cmocka_unit_test(they_are_read_from_the_world_of_their_replicate),
      cmocka_unit_test(what_cannot_be_is_refused_with_what_to_do),
      cmocka_unit_test(progress_may_stop_the_talks),
      cmocka_unit_test(every_protocol_tells_how_it_ends),
      cmocka_unit_test(parts_of_the_break_add_up_to_the_last_replicate),
      cmocka_unit_test(causes_bridges_and_blocking_sets_are_counted),
      cmocka_unit_test(spreads_are_of_what_is_there),
      cmocka_unit_test(quantiles_are_interpolated),
      cmocka_unit_test(rules_are_summed_up_where_they_apply),
      cmocka_unit_test(stability_is_counted_sense_by_sense),
      cmocka_unit_test(terms_are_those_of_all_together),
      cmocka_unit_test(events_are_counted_and_their_drivers_listed),
      cmocka_unit_test(a_course_asked_about_is_told_step_by_step_and_with_what_was_lacking),
      cmocka_unit_test(a_grouping_that_is_today_s_is_told_so),
      cmocka_unit_test(by_which_rule_they_talk_is_told),
      cmocka_unit_test(what_never_happens_is_told_as_such),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
