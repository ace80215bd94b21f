#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "tests/unit/near.h"
#include "tests/unit/small.h"

static double rate_of(const CdSmall *small, const char *area, const char *cohort, CdRate rate)
{
  return small->caseload.rate[(gsize)cd_small_cell(small, area, cohort) * CD_RATE_COUNT + rate];
}

static double stock_of(const CdSmall *small, const char *area, const char *cohort, CdStock stock)
{
  return small->caseload.stock[(gsize)stock * small->caseload.n_cells + cd_small_cell(small, area, cohort)];
}

/* P people and a stay of L years: P L / (1 + L) clients, P / (1 + L) starts a year. */
static void people_become_clients_and_starts_by_their_stay(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  static const struct {
    const char *area, *cohort;
    double people, clients, starts;
  } known[] = {
      {"east", "opiate", 200, 150, 50}, {"east", "alcohol", 120, 40, 80}, {"east", "justice", 80, 40, 40},
      {"east", "young", 40, 20, 20},    {"west", "opiate", 100, 75, 25},  {"west", "alcohol", 60, 20, 40},
      {"west", "justice", 40, 20, 20},  {"west", "young", 0, 0, 0},       {"hill", "opiate", 50, 37.5, 12.5},
      {"hill", "alcohol", 30, 10, 20},  {"hill", "justice", 20, 10, 10},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    guint cell = cd_small_cell(small, known[i].area, known[i].cohort);
    assert_nine(small->caseload.people[cell], known[i].people);
    assert_nine(small->caseload.clients[cell], known[i].clients);
    assert_nine(small->caseload.starts[cell], known[i].starts);
  }
  assert_int_equal(small->caseload.n_cells, 12);
  assert_int_equal(small->caseload.n_areas, 3);
  assert_int_equal(small->caseload.n_cohorts, 4);
}

static void areas_add_up_their_cohorts_and_adults_apart(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  guint east = cd_small_row(small->scenario, CD_ENTITY_AREA, NULL, "east");
  guint west = cd_small_row(small->scenario, CD_ENTITY_AREA, NULL, "west");
  assert_nine(small->caseload.area_clients[east], 250);
  assert_nine(small->caseload.area_adults[east], 230);
  assert_nine(small->caseload.area_clients[west], 115);
  assert_nine(small->caseload.area_adults[west], 115);
}

/* East's opiate cohort, worked out in docs/model.md's terms: L = 3, D = 0.02 x 3 = 0.06, delta = 0.02 / 12, e u = 0.25 x 0.4 = 0.1,
 * f = 1 - 0.1 x 0.94 - delta E = 0.9014004, T = (36 - E) / f = 36.8762... and so on; by bc. */
static void rates_are_those_of_the_balance(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  static const struct {
    CdRate rate;
    double monthly;
  } known[] = {
      {CD_RATE_REACH, 1},
      {CD_RATE_START, 0.6},
      {CD_RATE_GIVE_UP, 0.0666666666667},
      {CD_RATE_SETTLE, 0.326623511905},
      {CD_RATE_EARLY_UNPLANNED, 0.0340610119048},
      {CD_RATE_EARLY_DEATH, 0.00166666666667},
      {CD_RATE_COMPLETE, 0.014139486039},
      {CD_RATE_UNPLANNED, 0.00848369162342},
      {CD_RATE_TRANSFER, 0.00282789720781},
      {CD_RATE_DEATH, 0.00166666666667},
      {CD_RATE_COME_BACK_SHARE, 0.2},
      {CD_RATE_COME_BACK, 0.333333333333},
      {CD_RATE_OUT_RETURN, 0.0333333333333},
      {CD_RATE_OUT_LEAVE, 0.0166666666667},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    assert_near(rate_of(small, "east", "opiate", known[i].rate), known[i].monthly, 2e-12);
  assert_near(rate_of(small, "east", "alcohol", CD_RATE_COMPLETE), 0.153537705957, 2e-12);
  assert_near(rate_of(small, "east", "alcohol", CD_RATE_SETTLE), 0.32546391369, 2e-12);
}

static void stocks_and_arrivals_are_those_of_the_balance(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  small->world->delivery->out_death_ratio = 2.5;
  cd_small_lay_reaching(small, 0.9);
  assert_nine(stock_of(small, "east", "opiate", CD_STOCK_WAITING), 6.94444444444);
  assert_nine(stock_of(small, "east", "opiate", CD_STOCK_EARLY), 11.498973306);
  assert_nine(stock_of(small, "east", "opiate", CD_STOCK_SETTLED), 138.501026694);
  assert_nine(stock_of(small, "east", "opiate", CD_STOCK_RETURNING), 1.175);
  assert_nine(stock_of(small, "east", "opiate", CD_STOCK_OUT), 37.4700854701);
  assert_nine(rate_of(small, "east", "opiate", CD_RATE_ARRIVALS), 3.01789529915);
  assert_nine(stock_of(small, "east", "opiate", CD_STOCK_RECOVERED), 0);
  assert_nine(stock_of(small, "east", "alcohol", CD_STOCK_OUT), 66.7686703097);
  assert_nine(rate_of(small, "east", "alcohol", CD_RATE_ARRIVALS), 4.52771098968);
  /* A tenth of criminal-justice referrals miss the door. */
  assert_nine(stock_of(small, "east", "justice", CD_STOCK_OUT), 35.5075555556);
  assert_nine(rate_of(small, "east", "justice", CD_RATE_ARRIVALS), 2.46288888889);
  assert_nine(rate_of(small, "east", "justice", CD_RATE_REACH), 0.9);
}

/* What a month changes of each stock of a cell in treatment or near it, apart from handovers and moves. */
static void assert_in_balance(const CdSmall *small, const char *area, const char *cohort, double handed_over,
                              double taken_over)
{
  double r[CD_RATE_COUNT], s[CD_STOCK_COUNT];
  for (guint i = 0; i < CD_RATE_COUNT; i++)
    r[i] = rate_of(small, area, cohort, (CdRate)i);
  for (guint i = 0; i < CD_STOCK_COUNT; i++)
    s[i] = stock_of(small, area, cohort, (CdStock)i);
  double start = s[CD_STOCK_WAITING] * r[CD_RATE_START], give_up = s[CD_STOCK_WAITING] * r[CD_RATE_GIVE_UP],
         settle = s[CD_STOCK_EARLY] * r[CD_RATE_SETTLE], early = s[CD_STOCK_EARLY] * r[CD_RATE_EARLY_UNPLANNED],
         complete = s[CD_STOCK_SETTLED] * r[CD_RATE_COMPLETE], unplanned = s[CD_STOCK_SETTLED] * r[CD_RATE_UNPLANNED],
         others = s[CD_STOCK_SETTLED] * (r[CD_RATE_TRANSFER] + r[CD_RATE_DEATH]),
         back = s[CD_STOCK_RETURNING] * r[CD_RATE_COME_BACK], again = s[CD_STOCK_OUT] * r[CD_RATE_OUT_RETURN];
  assert_nine(start + give_up + s[CD_STOCK_WAITING] * r[CD_RATE_WAITING_DEATH],
              r[CD_RATE_ARRIVALS] * r[CD_RATE_REACH] + back + again);
  assert_nine(start, settle + early + s[CD_STOCK_EARLY] * r[CD_RATE_EARLY_DEATH]);
  assert_nine(settle + taken_over, complete + unplanned + others + handed_over);
  assert_nine(back, complete * r[CD_RATE_COME_BACK_SHARE]);
  assert_nine(early + unplanned + give_up + r[CD_RATE_ARRIVALS] * (1 - r[CD_RATE_REACH]),
              s[CD_STOCK_OUT] * (r[CD_RATE_OUT_RETURN] + r[CD_RATE_OUT_LEAVE] + r[CD_RATE_OUT_DEATH]));
}

/* Who turns 18 leaves the young by that instead of otherwise and makes room for fewer starts among adults: caseloads are as stated. 20 young
 * clients, 20 / 12 starts a month and 2.76 months each in the first stage: 15.4 settled, of whom 0.6 / 12 turn 18. */
static void turning_18_keeps_the_balance_of_both_cohorts(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COHORT, "young", "adult-cohort=alcohol turns-18-rate=0.6");
  g_autoptr(CdSmall) small = cd_small_new(s), as_before = cd_small_new(cd_small_scenario());
  double settled = 20 - 20.0 / 12 * CD_EARLY_MONTHS, turning = settled * 0.6 / 12;
  guint young = cd_small_cell(small, "east", "young"), alcohol = cd_small_cell(small, "east", "alcohol");
  assert_nine(small->caseload.turning[young], 0.05);
  assert_nine(small->caseload.turning[alcohol], 0);
  assert_nine(stock_of(small, "east", "young", CD_STOCK_SETTLED), settled);
  assert_in_balance(small, "east", "young", turning, 0);
  assert_in_balance(small, "east", "alcohol", 0, turning);
  assert_in_balance(small, "east", "opiate", 0, 0);
  assert_nine(stock_of(small, "east", "alcohol", CD_STOCK_EARLY) + stock_of(small, "east", "alcohol", CD_STOCK_SETTLED),
              40);
  assert_true(small->caseload.starts[alcohol] < as_before->caseload.starts[alcohol] - 5);
  assert_true(small->caseload.completions[young] < as_before->caseload.completions[young]);
  assert_memory_equal(&small->caseload.rate[cd_small_cell(small, "east", "opiate") * CD_RATE_COUNT],
                      &as_before->caseload.rate[cd_small_cell(small, "east", "opiate") * CD_RATE_COUNT],
                      CD_RATE_COUNT * sizeof(double));
}

static void doors_matter_to_criminal_justice_alone(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  cd_small_lay_reaching(small, 0.8);
  assert_true(rate_of(small, "east", "opiate", CD_RATE_REACH) == 1);
  assert_true(rate_of(small, "east", "justice", CD_RATE_REACH) == 0.8);
  assert_nine(small->caseload.starts[cd_small_cell(small, "east", "justice")], 40);
}

static void opiate_clients_die_more_often_out_of_treatment(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  small->world->delivery->out_death_ratio = 2.5;
  cd_small_lay(small, NULL);
  assert_nine(rate_of(small, "west", "opiate", CD_RATE_OUT_DEATH), 0.05 / 12);
  assert_nine(rate_of(small, "west", "alcohol", CD_RATE_OUT_DEATH), 0.01 / 12);
  assert_nine(rate_of(small, "west", "opiate", CD_RATE_WAITING_DEATH), 0.05 / 12);
  assert_nine(rate_of(small, "west", "alcohol", CD_RATE_WAITING_DEATH), 0.01 / 12);
}

static void where_nobody_comes_back_nobody_is_waited_for(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  cd_small_set(scenario, CD_ENTITY_COHORT, "alcohol", "return-rate=0 leave-rate=0 death-rate=0");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  assert_true(stock_of(small, "east", "alcohol", CD_STOCK_OUT) == 0);
  /* 80 / 12 / 0.9 referred, 80 / 12 x 0.5 x 0.2 of them completers who come back. */
  assert_nine(rate_of(small, "east", "alcohol", CD_RATE_ARRIVALS), 7.40740740741 - 0.666666666667);
}

static void every_cell_has_a_key_of_its_own(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  for (guint cell = 0; cell < small->caseload.n_cells; cell++)
    for (guint other = 0; other < cell; other++)
      assert_true(small->caseload.key[cell] != small->caseload.key[other]);
}

/* --- The rates at work ----------------------------------------------------------------------------------------------- */

enum { LONG = 4092 };

typedef struct {
  double *count, *final; /* of LONG months from INITIAL, at the rates of the caseload */
} LongRun;

static LongRun run_long(const CdSmall *small, const gint64 *initial, const double *rate)
{
  guint n = small->caseload.n_cells;
  gsize row = (gsize)n * CD_RATE_COUNT;
  double *all = g_new(double, LONG *row);
  for (guint t = 0; t < LONG; t++)
    memcpy(&all[t * row], rate, row * sizeof(double));
  CdFlowPlan plan = {.n_cells = n, .n_months = LONG, .cell_key = small->caseload.key, .initial = initial, .rate = all};
  LongRun run = {g_new(double, cd_flow_count_size(&plan)), g_new(double, cd_flow_final_size(&plan))};
  g_autofree double *scratch = g_new(double, cd_flow_scratch_size(&plan));
  cd_flow_expect(&plan, run.count, run.final, scratch);
  g_free(all);
  return run;
}

static void long_run_free(LongRun *run)
{
  g_free(run->count);
  g_free(run->final);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LongRun, long_run_free)

static double over_years(const CdSmall *small, const LongRun *run, CdFlow flow, guint cell, guint from)
{
  double sum = 0;
  for (guint year = from; year < LONG / 12; year++)
    sum += run->count[((gsize)year * small->caseload.n_cells + cell) * CD_FLOW_COUNT + flow];
  return sum;
}

/* From nobody at all: whatever the start, the rates lead to the stocks, and yearly flows to what statistics would count. */
static void rates_lead_to_the_stocks_and_keep_them(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  small->world->delivery->out_death_ratio = 2.5;
  cd_small_lay_reaching(small, 0.85);
  const CdCaseload *caseload = &small->caseload;
  g_autofree gint64 *nobody = g_new0(gint64, caseload->n_cells * CD_STOCK_COUNT);
  g_auto(LongRun) run = run_long(small, nobody, caseload->rate);
  guint last = LONG / 12 - 1;
  for (guint cell = 0; cell < caseload->n_cells; cell++) {
    for (guint stock = 0; stock <= CD_STOCK_OUT; stock++)
      assert_nine(run.final[stock * caseload->n_cells + cell], caseload->stock[stock * caseload->n_cells + cell]);
    assert_nine(over_years(small, &run, CD_FLOW_STARTS, cell, last), caseload->starts[cell]);
    assert_nine(over_years(small, &run, CD_FLOW_CLIENTS, cell, last), caseload->people[cell]);
    assert_nine(over_years(small, &run, CD_FLOW_MONTHS_TREATED, cell, last) / 12, caseload->clients[cell]);
  }
}

/* A thousand starters of each cell followed to their end, nobody coming after or coming back. */
static LongRun follow_starters(const CdSmall *small)
{
  const CdCaseload *caseload = &small->caseload;
  g_autofree gint64 *initial = g_new0(gint64, caseload->n_cells * CD_STOCK_COUNT);
  g_autofree double *rate = g_memdup2(caseload->rate, caseload->n_cells * CD_RATE_COUNT * sizeof(double));
  for (guint cell = 0; cell < caseload->n_cells; cell++) {
    initial[CD_STOCK_EARLY * caseload->n_cells + cell] = 1000;
    rate[cell * CD_RATE_COUNT + CD_RATE_ARRIVALS] = 0;
    rate[cell * CD_RATE_COUNT + CD_RATE_COME_BACK] = 0;
    rate[cell * CD_RATE_COUNT + CD_RATE_OUT_RETURN] = 0;
    rate[cell * CD_RATE_COUNT + CD_RATE_OUT_DEATH] = 0;
  }
  return run_long(small, initial, rate);
}

static void starters_stay_as_long_and_leave_as_stated(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  g_auto(LongRun) run = follow_starters(small);
  static const struct {
    const char *cohort;
    double months, dead; /* of a starter: death rate x stay in years */
  } known[] = {{"opiate", 36, 0.06}, {"alcohol", 6, 0.005}, {"justice", 12, 0.02}, {"young", 12, 0}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    guint cell = cd_small_cell(small, "east", known[i].cohort);
    assert_nine(over_years(small, &run, CD_FLOW_MONTHS_TREATED, cell, 0) / 1000, known[i].months);
    assert_nine(over_years(small, &run, CD_FLOW_DEATHS_IN, cell, 0) / 1000, known[i].dead);
    assert_nine(over_years(small, &run, CD_FLOW_COMPLETIONS, cell, 0) / 1000, 0.5 * (1 - known[i].dead));
    assert_nine(over_years(small, &run, CD_FLOW_UNPLANNED, cell, 0) / 1000, 0.4 * (1 - known[i].dead));
    assert_nine(over_years(small, &run, CD_FLOW_TRANSFERS, cell, 0) / 1000, 0.1 * (1 - known[i].dead));
    assert_nine(over_years(small, &run, CD_FLOW_REPRESENTATIONS, cell, 0) / 1000, 0.1 * (1 - known[i].dead));
  }
}

/* Of the first stage: twelve weeks on average, and its share of the unplanned exits. */
static void early_exits_are_their_share_of_the_unplanned(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(cd_small_scenario());
  double weeks = CD_EARLY_MONTHS * 365.25 / 12 / 7;
  assert_nine(weeks, 12);
  double leave = rate_of(small, "east", "opiate", CD_RATE_SETTLE) +
                 rate_of(small, "east", "opiate", CD_RATE_EARLY_UNPLANNED) +
                 rate_of(small, "east", "opiate", CD_RATE_EARLY_DEATH);
  assert_nine(leave, 1 / CD_EARLY_MONTHS);
  assert_nine(rate_of(small, "east", "opiate", CD_RATE_EARLY_UNPLANNED) / leave, 0.25 * 0.4 * 0.94);
}

static void waiting_takes_its_months_and_some_give_up(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  cd_small_set(scenario, CD_ENTITY_COHORT, "opiate", "wait-months=3 give-up-share=0.2");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  assert_nine(rate_of(small, "east", "opiate", CD_RATE_START), 0.2); /* a quarter leave a month, four in five to start */
  assert_nine(rate_of(small, "east", "opiate", CD_RATE_GIVE_UP), 0.05);
  assert_nine(stock_of(small, "east", "opiate", CD_STOCK_WAITING), 50.0 / 12 / 0.8 * 4);
}

/* Whatever a file may say, no stock is left by more than all that are in it. */
static void exits_add_up_to_at_most_one_at_the_ends_of_the_ranges(void **state)
{
  (void)state;
  const CdEntity *cohort = cd_entity(CD_ENTITY_COHORT);
  CdScenario *scenario = cd_small_scenario();
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  CdCohort *it = &small->world->cohort[cd_small_row(scenario, CD_ENTITY_COHORT, NULL, "opiate")];
  it->stay_months = cd_entity_field(cohort, "stay-months")->low;
  it->return_rate = cd_entity_field(cohort, "return-rate")->high;
  it->leave_rate = cd_entity_field(cohort, "leave-rate")->high;
  it->wait_months = cd_entity_field(cohort, "wait-months")->low;
  it->early_share = 0;
  cd_small_lay(small, NULL);
  static const CdRate exits[][4] = {
      {CD_RATE_START, CD_RATE_GIVE_UP, CD_RATE_WAITING_DEATH, CD_RATE_WAITING_DEATH},
      {CD_RATE_SETTLE, CD_RATE_EARLY_UNPLANNED, CD_RATE_EARLY_DEATH, CD_RATE_EARLY_DEATH},
      {CD_RATE_COMPLETE, CD_RATE_UNPLANNED, CD_RATE_TRANSFER, CD_RATE_DEATH},
      {CD_RATE_OUT_RETURN, CD_RATE_OUT_LEAVE, CD_RATE_OUT_DEATH, CD_RATE_OUT_DEATH},
  };
  for (guint i = 0; i < G_N_ELEMENTS(exits); i++) {
    double sum = 0;
    for (guint j = 0; j < 4; j++)
      if (j == 0 || exits[i][j] > exits[i][j - 1]) {
        assert_true(rate_of(small, "east", "opiate", exits[i][j]) >= 0);
        sum += rate_of(small, "east", "opiate", exits[i][j]);
      }
    if (sum > 1 + 1e-12)
      fail_msg("exits of kind %u add up to %.6g a month", i, sum);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_become_clients_and_starts_by_their_stay),
      cmocka_unit_test(areas_add_up_their_cohorts_and_adults_apart),
      cmocka_unit_test(rates_are_those_of_the_balance),
      cmocka_unit_test(stocks_and_arrivals_are_those_of_the_balance),
      cmocka_unit_test(turning_18_keeps_the_balance_of_both_cohorts),
      cmocka_unit_test(doors_matter_to_criminal_justice_alone),
      cmocka_unit_test(opiate_clients_die_more_often_out_of_treatment),
      cmocka_unit_test(where_nobody_comes_back_nobody_is_waited_for),
      cmocka_unit_test(every_cell_has_a_key_of_its_own),
      cmocka_unit_test(rates_lead_to_the_stocks_and_keep_them),
      cmocka_unit_test(starters_stay_as_long_and_leave_as_stated),
      cmocka_unit_test(early_exits_are_their_share_of_the_unplanned),
      cmocka_unit_test(waiting_takes_its_months_and_some_give_up),
      cmocka_unit_test(exits_add_up_to_at_most_one_at_the_ends_of_the_ranges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
