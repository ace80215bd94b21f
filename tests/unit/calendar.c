#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/calendar/calendar.h"

#define MONTH(year, month) ((year)*12 + (month)-1)
#define DECISION MONTH(2021, 1)

/* Two councils, one with blackouts, and two co-commissioners. Decided in January 2021; to start in January 2022. */
typedef struct {
  CdCalendar calendar;
  CdCouncil council[2];
  CdBlackout blackout[3];
  CdSlowMonths slow_months[2];
  CdProcurement procurement;
  CdFunder funder[2];
  CdWorld world;
  bool councils[2], funders[2];
  CdCalendarCase it;
} Case;

static Case *case_new(void)
{
  Case *c = g_new0(Case, 1);
  c->calendar = (CdCalendar){.decision = DECISION,
                             .planned_start = MONTH(2022, 1),
                             .extension = 3,
                             .redesign = 2,
                             .agreement = 1,
                             .procurement = 9};
  c->council[0].approval_months = 2;
  c->council[1].approval_months = 1;
  c->funder[0].decision_months = 4;
  c->funder[1].decision_months = 6;
  c->world = (CdWorld){.calendar = &c->calendar,
                       .council = c->council,
                       .n_council = 2,
                       .blackout = c->blackout,
                       .slow_months = c->slow_months,
                       .procurement = &c->procurement,
                       .funder = c->funder,
                       .n_funder = 2};
  c->councils[0] = c->councils[1] = true;
  c->it = (CdCalendarCase){.largest_parties = 1, .council = c->councils, .funder = c->funders, .prepared = true};
  return c;
}

static void add_blackout(Case *c, int council, int from, int to)
{
  c->blackout[c->world.n_blackout++] = (CdBlackout){.head.parent = council, .from = from, .to = to, .every_year = CD_NO};
}

static void assert_ready(Case *c, int month)
{
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  if (result.ready != month)
    fail_msg("%04d-%02d, not %04d-%02d", result.ready / 12, result.ready % 12 + 1, month / 12, month % 12 + 1);
}

static void approval_and_procurement_follow_the_decision(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  assert_ready(c, MONTH(2021, 12)); /* 2 + 9 months */
  c->councils[0] = false;
  assert_ready(c, MONTH(2021, 11)); /* the other needs one month only */
}

static void each_further_council_in_a_contract_takes_its_time_to_agree(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->it.largest_parties = 2;
  assert_ready(c, MONTH(2022, 1));
  c->it.largest_parties = 4;
  assert_ready(c, MONTH(2022, 3));
}

static void another_footprint_must_be_redesigned(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->it.prepared = false;
  assert_ready(c, MONTH(2022, 2));
}

static void approval_waits_until_a_blackout_is_over(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  add_blackout(c, 0, MONTH(2021, 2), MONTH(2021, 4)); /* approval would fall on the 1st of March */
  assert_ready(c, MONTH(2022, 2));                    /* so the 1st of May, and nine months */
}

static void a_blackout_begins_with_its_first_month_and_ends_with_its_last(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  add_blackout(c, 0, MONTH(2021, 4), MONTH(2021, 6)); /* after the approval */
  add_blackout(c, 0, MONTH(2021, 1), MONTH(2021, 2)); /* over by then */
  assert_ready(c, MONTH(2021, 12));
  c->council[0].approval_months = 3; /* the 1st of April: in */
  assert_ready(c, MONTH(2022, 4));
  c->council[0].approval_months = 5.5; /* the middle of June: still in */
  assert_ready(c, MONTH(2022, 4));
}

static void a_blackout_that_is_over_holds_nobody_back(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  add_blackout(c, 0, MONTH(2021, 1), MONTH(2021, 2));
  c->council[0].approval_months = 2.5; /* the middle of March, + 9 */
  assert_ready(c, MONTH(2022, 1));
}

static void blackouts_that_touch_or_overlap_are_waited_out_together(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  /* The later stand first. */
  add_blackout(c, 0, MONTH(2021, 6), MONTH(2021, 8));
  add_blackout(c, 0, MONTH(2021, 5), MONTH(2021, 5));
  add_blackout(c, 0, MONTH(2021, 3), MONTH(2021, 4));
  assert_ready(c, MONTH(2022, 6)); /* 1st of September + 9 */
  c->blackout[1].to = MONTH(2021, 7);
  assert_ready(c, MONTH(2022, 6));
  c->blackout[1].from = c->blackout[1].to = MONTH(2021, 12); /* May is free now */
  assert_ready(c, MONTH(2022, 2));
}

static void a_blackout_of_every_year_comes_back(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  add_blackout(c, 0, MONTH(2019, 3), MONTH(2019, 4)); /* approval would fall on the 1st of March 2021 */
  assert_ready(c, MONTH(2021, 12));
  c->blackout[0].every_year = CD_YES;
  assert_ready(c, MONTH(2022, 2)); /* 1st of May, + 9 */
  c->blackout[0].from = MONTH(2024, 12);
  c->blackout[0].to = MONTH(2025, 1); /* over the turn of the year, and told by a later one */
  assert_ready(c, MONTH(2021, 12));
  c->it.decided = -2; /* the 1st of January */
  assert_ready(c, MONTH(2021, 11));
  add_blackout(c, 0, MONTH(2021, 2), MONTH(2021, 2)); /* and one of this year alone right behind it */
  assert_ready(c, MONTH(2021, 12));
}

static void a_blackout_binds_its_own_council_and_only_if_it_takes_part(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  add_blackout(c, 1, MONTH(2021, 2), MONTH(2021, 3)); /* council 1 approves on the 1st of February, unless ... */
  assert_ready(c, MONTH(2022, 1));
  c->councils[1] = false;
  assert_ready(c, MONTH(2021, 12));
}

static void tender_begins_when_the_last_council_has_approved(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->council[1].approval_months = 5;
  assert_ready(c, MONTH(2022, 3));
}

static void redesign_comes_after_the_blackout(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->it.prepared = false;
  add_blackout(c, 0, MONTH(2021, 3), MONTH(2021, 3)); /* 1st of April, + 2, + 9 */
  assert_ready(c, MONTH(2022, 3));
}

static void funders_decide_beside_the_councils_from_the_decision_on(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->funders[0] = true;
  assert_ready(c, MONTH(2022, 2)); /* 4 + 9 */
  c->funders[1] = true;
  assert_ready(c, MONTH(2022, 4)); /* 6 + 9 */
  c->it.largest_parties = 6;       /* 5 + 2 + 9: the councils take longer */
  assert_ready(c, MONTH(2022, 5));
}

static void a_funder_is_critical_only_where_the_councils_would_be_ready_first(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  assert_false(cd_calendar_run(&c->world, &c->it).funder_critical);
  c->funders[0] = true;
  assert_true(cd_calendar_run(&c->world, &c->it).funder_critical); /* 4 against 2 months */
  c->it.prepared = false;
  assert_false(cd_calendar_run(&c->world, &c->it).funder_critical); /* 4 against 2 + 2: a tie is the councils' */
  c->funders[1] = true;
  assert_true(cd_calendar_run(&c->world, &c->it).funder_critical); /* 6 */
}

/* ALL: consultation and evaluation too. */
static void add_slow(Case *c, int from, int to, double pace, bool all)
{
  int other = all ? CD_YES : CD_NO;
  c->slow_months[c->world.n_slow_months++] = (CdSlowMonths){.from = from,
                                                            .to = to,
                                                            .every_year = CD_YES,
                                                            .pace = pace,
                                                            .consultation = other,
                                                            .tender = CD_YES,
                                                            .evaluation = other,
                                                            .mobilisation = CD_YES};
}

/* Source: Cumbria 2024: six weeks of engagement and two weeks for Christmas. From the 1st of December: eight weeks and not six. */
static void half_of_december_is_two_weeks(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->calendar.procurement = 1.5;
  c->it.decided = 9;                   /* October, approved by the 1st of December */
  assert_ready(c, MONTH(2022, 1) + 1); /* the middle of January */
  double before = cd_calendar_run(&c->world, &c->it).stage[CD_CALENDAR_TENDER];
  assert_true(before == 1.5);
  add_slow(c, MONTH(2019, 12), MONTH(2019, 12), 0.5, true);
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  assert_true(fabs(result.stage[CD_CALENDAR_TENDER] - 2) < 1e-9);
  assert_int_equal(result.ready, MONTH(2022, 2));
}

/* Bidding of 2 months from the 1st of July meets August (0.25) after one; evaluation of 1 is not slowed; mobilisation of 2 meets December (0.5). */
static void slow_months_lengthen_the_stages_that_they_concern(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  CdAwardingTime time = {.stage = {2, 1, 0, 2, 0}};
  c->it.awarding = &time;
  c->it.decided = 4; /* May, approved by the 1st of July */
  add_slow(c, MONTH(2020, 8), MONTH(2020, 8), 0.25, false);
  add_slow(c, MONTH(2020, 12), MONTH(2020, 12), 0.5, false);
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  /* July 1, August 0.25, September 0.75: bids by 30.75 of September; evaluated by 0.75 of October; mobilised in 0.25 + 1 + 0.5 + 0.25 of January. */
  assert_true(fabs(result.stage[CD_CALENDAR_TENDER] - 2.75) < 1e-9);
  assert_true(fabs(result.stage[CD_CALENDAR_EVALUATION] - 1) < 1e-9);
  assert_true(fabs(result.stage[CD_CALENDAR_MOBILISATION] - 2.5) < 1e-9);
  assert_int_equal(result.ready, MONTH(2022, 2));
  double sum = 0;
  for (guint i = 0; i < CD_CALENDAR_STAGES; i++)
    sum += result.stage[i];
  assert_true(fabs(sum - (result.ready - DECISION - 4)) < 1e-9);
  c->slow_months[0].evaluation = c->slow_months[1].evaluation = CD_YES; /* evaluated from September on: no slow month */
  assert_true(fabs(cd_calendar_run(&c->world, &c->it).stage[CD_CALENDAR_EVALUATION] - 1) < 1e-9);
  c->slow_months[0].from = c->slow_months[0].to =
      MONTH(2020, 9); /* bid for by the 1st of September: a quarter of the work there */
  assert_true(fabs(cd_calendar_run(&c->world, &c->it).stage[CD_CALENDAR_EVALUATION] - 1.75) < 1e-9);
}

static void a_consultation_through_august_takes_longer(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->world.n_procurement = 1;
  c->procurement.consultation = 2;
  c->it.prepared = false;
  c->it.decided = 6; /* from the 1st of July */
  add_slow(c, MONTH(2020, 8), MONTH(2020, 8), 0.4, true);
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  assert_true(fabs(result.stage[CD_CALENDAR_CONSULTATION] - 2.6) < 1e-9);
  c->slow_months[0].consultation = CD_NO;
  assert_true(fabs(cd_calendar_run(&c->world, &c->it).stage[CD_CALENDAR_CONSULTATION] - 2) < 1e-9);
}

/* A tender held until an extension ends is begun sooner where slow months are in its way, and ends when it is meant to. */
static void a_tender_that_is_held_allows_for_slow_months(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  CdAwardingTime time = {.stage = {3, 2, 0.4, 3, 1}, .held = 24};
  c->it.awarding = &time;
  double notice = cd_calendar_run(&c->world, &c->it).notice;
  add_slow(c, MONTH(2019, 8), MONTH(2019, 8), 0.5, true);
  add_slow(c, MONTH(2019, 12), MONTH(2020, 1), 0.3, true);
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  assert_int_equal(result.ready, MONTH(2024, 1));
  assert_true(fabs(notice - result.notice - 1.2) < 1e-9); /* 0.7 in December, 0.5 in August */
  double awarding = 0;
  for (guint i = 0; i < CD_AWARDING_STAGES; i++)
    awarding += result.stage[CD_AWARDING_FIRST + i];
  assert_true(fabs(result.notice + awarding - MONTH(2024, 1)) < 1e-9);
}

/* Everybody's work begins when it is decided; blackouts stay where they are. */
static void a_later_decision_moves_all_but_blackouts(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->it.decided = 3;
  assert_ready(c, MONTH(2022, 3)); /* April 2021, + 2 + 9 */
  c->it.decided = -6;
  assert_ready(c, MONTH(2021, 6)); /* July 2020 */
  c->funders[1] = true;
  assert_ready(c, MONTH(2021, 10)); /* + 6 + 9 */
  c->it.decided = 3;
  assert_ready(c, MONTH(2022, 7));
  c->funders[1] = false;
  add_blackout(c, 0, MONTH(2021, 3), MONTH(2021, 4));
  assert_ready(c, MONTH(2022, 3)); /* approval in June: past it */
  c->it.decided = 0.5;
  assert_ready(c, MONTH(2022, 2)); /* in the middle of March, so the 1st of May */
}

static void slippage_and_a_tender_without_bids_postpone_the_start(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->it.slippage_months = 2;
  assert_ready(c, MONTH(2022, 2));
  c->it.no_bid_months = 6;
  assert_ready(c, MONTH(2022, 8));
}

static void a_part_of_a_month_counts_as_a_whole_one(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->it.slippage_months = 0.01;
  assert_ready(c, MONTH(2022, 1));
  c->it.slippage_months = 1;
  assert_ready(c, MONTH(2022, 1));
  c->calendar.procurement = 8.7; /* 2 + 8.7 + 1.3: a whole number but for rounding */
  c->it.slippage_months = 1.3;
  assert_ready(c, MONTH(2022, 1));
}

static void delay_is_met_by_the_extension_first_and_then_is_a_gap(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  static const struct {
    double slippage;
    int delay, extension, gap;
  } known[] = {{0, 0, 0, 0}, {1, 0, 0, 0}, {2, 1, 1, 0}, {4, 3, 3, 0}, {5, 4, 3, 1}, {11, 10, 3, 7}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    c->it.slippage_months = known[i].slippage;
    CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
    assert_int_equal(result.delay, known[i].delay);
    assert_int_equal(result.extension, known[i].extension);
    assert_int_equal(result.gap, known[i].gap);
    assert_int_equal(result.on_time, known[i].delay == 0);
  }
}

static void extensions_are_whole_months(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->it.slippage_months = 11;
  c->calendar.extension = 2.3;
  assert_int_equal(cd_calendar_run(&c->world, &c->it).extension, 2);
  c->calendar.extension = 2.6;
  assert_int_equal(cd_calendar_run(&c->world, &c->it).extension, 3);
}

/* Agreement, approvals, redesign, co-commissioners, tender, nobody bid, slippage; the others nought. */
static void assert_stages(Case *c, const double *told)
{
  double months[CD_CALENDAR_STAGES] = {
      [CD_CALENDAR_AGREEMENT] = told[0], [CD_CALENDAR_APPROVALS] = told[1], [CD_CALENDAR_REDESIGN] = told[2],
      [CD_CALENDAR_FUNDERS] = told[3],   [CD_CALENDAR_TENDER] = told[4],    [CD_CALENDAR_NO_BID] = told[5],
      [CD_CALENDAR_SLIPPAGE] = told[6]};
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  double sum = 0;
  for (guint i = 0; i < CD_CALENDAR_STAGES; i++) {
    if (fabs(result.stage[i] - months[i]) > 1e-9)
      fail_msg("stage %u: %g months, not %g", i, result.stage[i], months[i]);
    sum += result.stage[i];
  }
  assert_true(fabs(sum - (result.ready - DECISION - c->it.decided)) < 1e-9);
}

static void stages_are_told_one_by_one(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  assert_stages(c, (double[]){0, 2, 0, 0, 9, 0, 0});
  c->it.largest_parties = 2;
  c->it.prepared = false;
  c->it.no_bid_months = 6;
  c->it.slippage_months = 3;
  assert_stages(c, (double[]){1, 2, 2, 0, 9, 6, 3});
  add_blackout(c, 0, MONTH(2021, 4), MONTH(2021, 5)); /* agreed in February, approved in April: from June on */
  assert_stages(c, (double[]){1, 4, 2, 0, 9, 6, 3});
  c->it.decided = -3; /* agreed in November, approved in January */
  assert_stages(c, (double[]){1, 2, 2, 0, 9, 6, 3});
}

static void funders_are_waited_for_when_the_councils_work_is_done(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->funders[0] = c->funders[1] = true; /* 6 months, of which the councils take 2 */
  assert_stages(c, (double[]){0, 2, 0, 4, 9, 0, 0});
  c->it.prepared = false;
  assert_stages(c, (double[]){0, 2, 2, 2, 9, 0, 0});
  c->it.largest_parties = 4; /* the councils take 7 */
  assert_stages(c, (double[]){3, 2, 2, 0, 9, 0, 0});
}

static void what_is_left_of_the_last_month_counts_as_slippage(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->calendar.procurement = 8.3;
  assert_stages(c, (double[]){0, 2, 0, 0, 8.3, 0, 0.7});
  c->it.slippage_months = 1.25;
  assert_stages(c, (double[]){0, 2, 0, 0, 8.3, 0, 1.7});
  c->it.decided = 0.5;
  assert_stages(c, (double[]){0, 2, 0, 0, 8.3, 0, 2.2});
}

/* Bit S: the start hangs on stage S. */
static guint critical_of(Case *c)
{
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  guint critical = 0;
  for (guint s = 0; s < CD_CALENDAR_STAGES; s++)
    critical |= result.critical[s] ? 1u << s : 0;
  return critical;
}

#define BIT(stage) (1u << CD_CALENDAR_##stage)

static void the_start_hangs_on_what_would_bring_it_forward(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  assert_int_equal(critical_of(c), 0); /* ready before the plan: nothing does */
  c->calendar.planned_start = MONTH(2021, 10);
  assert_int_equal(critical_of(c), BIT(APPROVALS) | BIT(TENDER));
  c->funders[0] = true; /* 4 months, of which the councils take 2 */
  assert_int_equal(critical_of(c), BIT(FUNDERS) | BIT(TENDER));
  c->it.slippage_months = 0.5;
  c->it.no_bid_months = 0.25; /* within the month that slips anyway */
  assert_int_equal(critical_of(c), BIT(FUNDERS) | BIT(TENDER));
  c->it.no_bid_months = 0.75;
  assert_int_equal(critical_of(c), BIT(FUNDERS) | BIT(TENDER) | BIT(SLIPPAGE) | BIT(NO_BID));
}

/* Agreed a month sooner, the council is asked within the same blackout. */
static void what_a_blackout_swallows_is_not_hung_on(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  c->calendar.planned_start = MONTH(2021, 10);
  c->it.largest_parties = 2;
  assert_int_equal(critical_of(c), BIT(AGREEMENT) | BIT(APPROVALS) | BIT(TENDER));
  add_blackout(c, 0, MONTH(2021, 3), MONTH(2021, 4)); /* asked in April, without agreeing in March: May either way */
  assert_ready(c, MONTH(2022, 2));
  assert_int_equal(critical_of(c), BIT(APPROVALS) | BIT(TENDER));
}

static void it_is_known_who_decides_last(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  assert_int_equal(result.last_council, 0);
  assert_int_equal(result.last_funder, -1);
  add_blackout(c, 1, MONTH(2021, 2), MONTH(2021, 3)); /* the 1st of April, against March */
  assert_int_equal(cd_calendar_run(&c->world, &c->it).last_council, 1);
  c->funders[0] = c->funders[1] = true;
  result = cd_calendar_run(&c->world, &c->it);
  assert_int_equal(result.last_council, -1);
  assert_int_equal(result.last_funder, 1);
}

static void parts_take_the_place_of_procurement_months(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  CdAwardingTime awarding = {.stage = {2, 1.5, 0.4, 3, 1}};
  c->it.awarding = &awarding;
  assert_ready(c, MONTH(2021, 11)); /* 2 + 7.9 */
  CdCalendarResult result = cd_calendar_run(&c->world, &c->it);
  assert_true(fabs(result.stage[CD_CALENDAR_STANDSTILL] - 0.4) < 1e-12);
  assert_true(fabs(result.stage[CD_CALENDAR_SLIPPAGE] - 0.1) < 1e-9);
  awarding.held = 3; /* not before April 2022: noticed 7.9 months before */
  result = cd_calendar_run(&c->world, &c->it);
  assert_int_equal(result.ready, MONTH(2022, 4));
  assert_true(fabs(result.notice - (MONTH(2022, 4) - 7.9)) < 1e-9);
  assert_int_equal(critical_of(c),
                   BIT(HELD)); /* without the wait it would be ready by the plan; with it nothing else helps */
}

static void what_an_extension_does_not_cover_now_it_could_cover_yet(void **state)
{
  (void)state;
  g_autofree Case *c = case_new();
  assert_int_equal(cd_calendar_run(&c->world, &c->it).extension_left, 3);
  c->it.slippage_months = 3; /* two months late */
  assert_int_equal(cd_calendar_run(&c->world, &c->it).extension_left, 1);
  c->it.slippage_months = 9;
  assert_int_equal(cd_calendar_run(&c->world, &c->it).extension_left, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(approval_and_procurement_follow_the_decision),
      cmocka_unit_test(each_further_council_in_a_contract_takes_its_time_to_agree),
      cmocka_unit_test(another_footprint_must_be_redesigned),
      cmocka_unit_test(approval_waits_until_a_blackout_is_over),
      cmocka_unit_test(a_blackout_begins_with_its_first_month_and_ends_with_its_last),
      cmocka_unit_test(a_blackout_that_is_over_holds_nobody_back),
      cmocka_unit_test(blackouts_that_touch_or_overlap_are_waited_out_together),
      cmocka_unit_test(a_blackout_of_every_year_comes_back),
      cmocka_unit_test(a_blackout_binds_its_own_council_and_only_if_it_takes_part),
      cmocka_unit_test(tender_begins_when_the_last_council_has_approved),
      cmocka_unit_test(redesign_comes_after_the_blackout),
      cmocka_unit_test(funders_decide_beside_the_councils_from_the_decision_on),
      cmocka_unit_test(a_funder_is_critical_only_where_the_councils_would_be_ready_first),
      cmocka_unit_test(a_later_decision_moves_all_but_blackouts),
      cmocka_unit_test(half_of_december_is_two_weeks),
      cmocka_unit_test(slow_months_lengthen_the_stages_that_they_concern),
      cmocka_unit_test(a_consultation_through_august_takes_longer),
      cmocka_unit_test(a_tender_that_is_held_allows_for_slow_months),
      cmocka_unit_test(slippage_and_a_tender_without_bids_postpone_the_start),
      cmocka_unit_test(a_part_of_a_month_counts_as_a_whole_one),
      cmocka_unit_test(delay_is_met_by_the_extension_first_and_then_is_a_gap),
      cmocka_unit_test(extensions_are_whole_months),
      cmocka_unit_test(stages_are_told_one_by_one),
      cmocka_unit_test(funders_are_waited_for_when_the_councils_work_is_done),
      cmocka_unit_test(what_is_left_of_the_last_month_counts_as_slippage),
      cmocka_unit_test(the_start_hangs_on_what_would_bring_it_forward),
      cmocka_unit_test(what_a_blackout_swallows_is_not_hung_on),
      cmocka_unit_test(it_is_known_who_decides_last),
      cmocka_unit_test(parts_take_the_place_of_procurement_months),
      cmocka_unit_test(what_an_extension_does_not_cover_now_it_could_cover_yet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
