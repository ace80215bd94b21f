/* Councils' money against figures that do not come from the program: a committee paper's sums, and what cuts have come to in people. docs/validation.md. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"
#include "tests/unit/near.h"

#define COST 6610000.0
#define CUT 0.138
#define PEOPLE 4200.0

typedef struct {
  CdScenario *scenario;
  CdEngine *engine;
  CdWorker *worker;
  double *value;
} Case;

static Case case_new(const char *const *settings)
{
  g_autoptr(GError) error = NULL;
  Case it = {.scenario = cd_scenario_load(SCENARIOS "/../tests/scenarios/hill-county.xml", settings, &error)};
  if (!it.scenario)
    fail_msg("%s", error->message);
  it.engine = cd_engine_new(it.scenario, 1);
  it.worker = cd_worker_new(it.engine);
  it.value = g_new(double, (gsize)cd_engine_arms(it.engine) * CD_LUCKS * cd_engine_layout(it.engine)->n);
  return it;
}

static void case_clear(Case *it)
{
  g_free(it->value);
  cd_worker_free(it->worker);
  cd_engine_free(it->engine);
  cd_scenario_unref(it->scenario);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

/* The county's, of the first option and luck. */
static double got(const Case *it, CdMetricKind kind)
{
  return it->value[cd_metric_at(cd_engine_layout(it->engine), kind, CD_BY_COUNCIL, 0)];
}

static void run(Case *it, guint32 replicate)
{
  cd_engine_replicate(it->engine, it->worker, replicate, &(CdReplicateOut){.value = it->value});
}

/* 13.22m less 11.86m is 1.36m: half a year's budget as it was and three half years of one 13.8 per cent lower. To what the paper rounds by. */
static void a_cut_budget_and_an_old_contract_leave_the_papers_gap(void **state)
{
  (void)state;
  const char *const none[] = {NULL};
  g_auto(Case) it = case_new(none);
  run(&it, 0);
  assert_nine(got(&it, CD_METRIC_COST_ANNUAL), COST);
  assert_true(fabs(2 * got(&it, CD_METRIC_COST_ANNUAL) - 13.22e6) < 5e3);
  assert_true(fabs(2 * got(&it, CD_METRIC_BUDGET) - 11.86e6) < 1e4);
  assert_true(fabs(got(&it, CD_METRIC_BUDGET_GAP_TWO) - 1.36e6) < 1e4);
  assert_nine(got(&it, CD_METRIC_BUDGET_GAP_TWO), 1.5 * CUT * COST);
  assert_nine(got(&it, CD_METRIC_BUDGET_GAP), 1.5 * CUT * COST / 2);
  assert_nine(got(&it, CD_METRIC_BUDGET_GAP_LAST), CUT * COST);
}

static void reserves_are_exhausted_before_the_contract_ends(void **state)
{
  (void)state;
  const char *const none[] = {NULL}, *const rich[] = {"council[hill]/reserves=1500000", NULL};
  g_auto(Case) it = case_new(none);
  run(&it, 0);
  assert_nine(got(&it, CD_METRIC_RESERVES_OUT), 1);
  assert_nine(got(&it, CD_METRIC_RESERVES_DRAWN), 1e6);
  assert_nine(got(&it, CD_METRIC_RESERVES_LAST), 6 + 1e6 / (CUT * COST / 12)); /* May 2019 */
  assert_nine(got(&it, CD_METRIC_UNFUNDED), (1.5 * CUT * COST - 1e6) / 2);
  assert_nine(got(&it, CD_METRIC_GAP_PEOPLE), 0); /* cost moves, the service stays */
  g_auto(Case) other = case_new(rich);
  run(&other, 0);
  assert_nine(got(&other, CD_METRIC_RESERVES_OUT), 0);
  assert_true(isnan(got(&other, CD_METRIC_RESERVES_LAST)));
  assert_nine(got(&other, CD_METRIC_UNFUNDED), 0);
}

/* 20,000 pounds missing over two years, so 10,000 a year. Its 6.4 places are arithmetic; the fall to expect is a twentieth of that. */
#define TEN_THOUSAND_SHORT                                                                                             \
  "budgets/gap=fixed-budget", "council[hill]/reserves=0", "council[hill]/budget=6600000",                              \
      "council[hill]/budget-change[cut]/factor=1"

static void ten_thousand_pounds_less_is_the_evidence_s_fall(void **state)
{
  (void)state;
  const char *const settings[] = {TEN_THOUSAND_SHORT, "budgets/people-per-10000=0.30",
                                  "budgets/completions-per-10000=0.21", NULL};
  g_auto(Case) it = case_new(settings);
  run(&it, 0);
  assert_nine(got(&it, CD_METRIC_UNFUNDED), 10000);
  assert_nine(got(&it, CD_METRIC_GAP_PEOPLE), 0.30);
  assert_nine(got(&it, CD_METRIC_GAP_COMPLETIONS), 0.21);
  assert_nine(got(&it, CD_METRIC_GAP_PLACES), 10000 / (COST / PEOPLE));
}

/* What the flows expect of a year that begins in month 120, of the first option. */
typedef struct {
  double people, completions;
} Year;

static Year year_in_balance(const char *gap)
{
  const char *const settings[] = {TEN_THOUSAND_SHORT,
                                  gap,
                                  "budgets/people-per-10000=0.30",
                                  "budgets/completions-per-10000=0.21",
                                  "terms/length=15",
                                  "appraisal/horizon-months=132",
                                  "delivery/capacity-drop-incumbent=0",
                                  NULL};
  g_auto(Case) it = case_new(settings);
  CdMonthLayout layout = cd_engine_months(it.engine);
  g_autofree double *months = g_new(double, cd_month_size(&layout));
  cd_engine_replicate(it.engine, it.worker, 0, &(CdReplicateOut){.value = it.value, .months = months});
  Year year = {0, 0};
  for (guint m = CD_MONTHS_BEFORE + 120; m < layout.n_months; m++) {
    const double *sum = &months[cd_month_at(&layout, 0, m, 0) * CD_MONTH_SUMS];
    year.people += (m == CD_MONTHS_BEFORE + 120 ? sum[CD_MONTH_TREATED] : 0) + sum[CD_MONTH_STARTS];
    year.completions += sum[CD_MONTH_COMPLETIONS];
  }
  return year;
}

/* A lack that lasts takes out of the flows what the study found: here 10,000 pounds for ten years, of which the stocks need some to settle. */
static void a_lasting_lack_takes_the_evidence_s_fall_out_of_the_flows(void **state)
{
  (void)state;
  Year free = year_in_balance("budgets/gap=fixed-service"), held = year_in_balance("budgets/gap=fixed-budget");
  assert_true(fabs(free.people - held.people - 0.30) < 0.03 * 0.30);
  assert_true(fabs(free.completions - held.completions - 0.21) < 0.03 * 0.21);
}

/* As drawn by default: centred on what was found, within its interval. */
static void the_fall_is_drawn_from_the_evidence_s_range(void **state)
{
  (void)state;
  const char *const settings[] = {TEN_THOUSAND_SHORT, NULL};
  g_auto(Case) it = case_new(settings);
  enum { DRAWS = 300 };
  double people = 0, completions = 0;
  for (guint32 k = 0; k < DRAWS; k++) {
    run(&it, k);
    double p = got(&it, CD_METRIC_GAP_PEOPLE), c = got(&it, CD_METRIC_GAP_COMPLETIONS);
    assert_true(p >= 0.16 && p <= 0.45 && c >= 0.12 && c <= 0.29);
    people += p / DRAWS;
    completions += c / DRAWS;
  }
  assert_true(fabs(people - 0.30) < 0.02);
  assert_true(fabs(completions - 0.21) < 0.015);
}

/* England's spend fell by 27 per cent and people in treatment by 11: an elasticity of 0.41, or 1.9 people for 10,000 pounds at 2,140 pounds a
 * person. The regression's 0.30 are a sixth of that, and the model's absorption of four fifths lies between. No one rate gives both. */
static void the_crude_elasticity_and_the_regression_cannot_both_be_met(void **state)
{
  (void)state;
  double each = 2140, places = 10000 / each, crude = 0.11 / 0.27 * places, absorbed = places * (1 - 0.80);
  assert_true(fabs(crude - 1.90) < 0.01);
  assert_true(crude > 4 * 0.45);
  assert_true(0.45 < absorbed && absorbed < crude);
}

/* 1.15m a year that stops after March 2019, for care beside the contract: half a year of two without it. */
static void a_supplementary_grant_that_stops_takes_people_with_it(void **state)
{
  (void)state;
  const char *const stops[] = {"council[hill]/grant[national]/renewal=0", "budgets/people-per-10000=0.30", NULL},
                    *const lasts[] = {"council[hill]/grant[national]/renewal=1", NULL};
  g_auto(Case) without = case_new(stops);
  g_auto(Case) with = case_new(lasts);
  run(&without, 0);
  run(&with, 0);
  assert_nine(got(&with, CD_METRIC_GRANTS), 0.75 * 1151985);
  assert_nine(got(&with, CD_METRIC_GAP_PEOPLE), 0);
  assert_nine(got(&without, CD_METRIC_GRANTS), 0.5 * 1151985);
  assert_nine(got(&without, CD_METRIC_GAP_PLACES), 0.25 * 1151985 / (COST / PEOPLE));
  assert_nine(got(&without, CD_METRIC_GAP_PEOPLE), 0.25 * 1151985 / 10000 * 0.30);
  assert_nine(got(&without, CD_METRIC_BUDGET_GAP), got(&with, CD_METRIC_BUDGET_GAP));
}

static double in_all(const Case *it, CdMetricKind kind)
{
  return it->value[cd_metric_at(cd_engine_layout(it->engine), kind, CD_TOTAL, 0)];
}

/* Its care goes whether or not the contract's own service is fixed: 1.7m that stop after the first of 24 months, at 3 people for each 10,000 pounds, are 510 of 4,200. Who does not start
 * does not complete either. */
static void care_that_a_grant_paid_for_is_missing_among_starts(void **state)
{
  (void)state;
#define STOPPED                                                                                                        \
  "council[hill]/grant[national]/from=2017-04", "council[hill]/grant[national]/until=2017-10",                         \
      "council[hill]/grant[national]/pounds=1700000", "budgets/completions-per-10000=0"
  const char *const stops[] = {STOPPED, "council[hill]/grant[national]/renewal=0", "budgets/people-per-10000=3", NULL},
                    *const lasts[] = {STOPPED, "council[hill]/grant[national]/renewal=1", NULL};
  g_auto(Case) without = case_new(stops);
  g_auto(Case) with = case_new(lasts);
  double starts = 0, would = 0;
  for (guint32 k = 0; k < 8; k++) {
    run(&without, k);
    run(&with, k);
    starts += in_all(&without, CD_METRIC_STARTS);
    would += in_all(&with, CD_METRIC_STARTS);
    assert_true(in_all(&without, CD_METRIC_COMPLETIONS) < in_all(&with, CD_METRIC_COMPLETIONS));
    assert_true(in_all(&without, CD_METRIC_COST_ANNUAL) == in_all(&with, CD_METRIC_COST_ANNUAL)); /* of the contract */
  }
  assert_true(fabs(starts / would - (1 - 510 / 4200.0 * 23 / 24)) < 0.01);
}

/* Paid until the 18th month: nothing moves before. */
static void nothing_moves_while_a_grant_is_paid(void **state)
{
  (void)state;
  const char *const stops[] = {"council[hill]/grant[national]/renewal=0", "budgets/people-per-10000=3", NULL},
                    *const lasts[] = {"council[hill]/grant[national]/renewal=1", "budgets/people-per-10000=3", NULL};
  g_auto(Case) without = case_new(stops);
  g_auto(Case) with = case_new(lasts);
  run(&without, 0);
  run(&with, 0);
  assert_true(in_all(&without, CD_METRIC_COMPLETIONS_FIRST) == in_all(&with, CD_METRIC_COMPLETIONS_FIRST));
  assert_true(in_all(&without, CD_METRIC_STARTS) < in_all(&with, CD_METRIC_STARTS));
}

/* The same as money towards the contract: no care goes at once, the gap grows. */
static void the_same_grant_towards_the_contract_is_a_gap_when_it_stops(void **state)
{
  (void)state;
  const char *const stops[] = {"council[hill]/grant[national]/renewal=0", "council[hill]/grant[national]/buys=service",
                               NULL};
  g_auto(Case) it = case_new(stops);
  run(&it, 0);
  assert_nine(got(&it, CD_METRIC_BUDGET_GAP_TWO), 1.5 * CUT * COST - 1151985);
  assert_nine(got(&it, CD_METRIC_UNFUNDED), 0); /* what the last half year lacks, 456,090, reserves meet */
  assert_nine(got(&it, CD_METRIC_RESERVES_DRAWN), CUT * COST / 2);
  assert_nine(got(&it, CD_METRIC_GAP_PEOPLE), 0);
}

/* Prices fixed in cash fall behind by inflation in the second year, and only the provider's: 6.58m of 6.61m. */
static void a_price_fixed_in_cash_falls_behind(void **state)
{
  (void)state;
  const char *const settings[] = {"budgets/inflation=0.1", "budgets/indexation=0", NULL},
                    *const half[] = {"budgets/inflation=0.1", "budgets/indexation=0.5", NULL},
                    *const whole[] = {"budgets/inflation=0.1", NULL};
  g_auto(Case) fixed = case_new(settings);
  g_auto(Case) part = case_new(half);
  g_auto(Case) follows = case_new(whole);
  run(&fixed, 0);
  run(&part, 0);
  run(&follows, 0);
  assert_nine(got(&follows, CD_METRIC_BUDGET_GAP_TWO), 1.5 * CUT * COST);
  assert_nine(got(&fixed, CD_METRIC_BUDGET_GAP_TWO), 1.5 * CUT * COST - 6.58e6 * (1 - 1 / 1.1));
  assert_nine(got(&part, CD_METRIC_BUDGET_GAP_TWO), 1.5 * CUT * COST - 6.58e6 * (1 - 1.05 / 1.1));
}

/* Demand that the contract cannot flex, where its pricing method leaves it with the council, is part of the gap year by year. */
static void overspend_that_the_council_bears_is_part_of_its_gap(void **state)
{
  (void)state;
  const char *const provider[] = {"market/demand-spread=0.1", NULL}, *const council[] = {
                                                                         "market/demand-spread=0.1",
                                                                         "pricing[block]/provider-bears=0", NULL};
  g_auto(Case) theirs = case_new(provider);
  g_auto(Case) ours = case_new(council);
  double most = 0;
  for (guint32 k = 0; k < 8; k++) {
    run(&theirs, k);
    run(&ours, k);
    double borne = ours.value[cd_metric_at(cd_engine_layout(ours.engine), CD_METRIC_OVERSPEND_COMMISSIONER, CD_TOTAL, 0)];
    assert_nine(got(&theirs, CD_METRIC_BUDGET_GAP), 1.5 * CUT * COST / 2);
    assert_nine(got(&ours, CD_METRIC_BUDGET_GAP), 1.5 * CUT * COST / 2 + borne);
    most = fmax(most, borne);
  }
  assert_true(most > 1e5);
}

/* The service starts after the year that is looked at, at the price that is paid today, a tenth above cost: what demand costs until then goes by the price. */
static void until_a_service_starts_demand_costs_at_today_s_price(void **state)
{
  (void)state;
#define LATE                                                                                                           \
  "calendar/decision=2017-09", "calendar/procurement-months=16", "structure[as-is]/contract[all]/remedy=re-tender",    \
      "market/envelope=1.1", "appraisal/horizon-months=12", "pricing[block]/provider-bears=0"
  const char *const calm[] = {LATE, NULL}, *const busy[] = {LATE, "market/demand-spread=0.1", NULL};
  g_auto(Case) without = case_new(calm);
  g_auto(Case) with = case_new(busy);
  double most = 0;
  for (guint32 k = 0; k < 8; k++) {
    run(&without, k);
    run(&with, k);
    const CdMetricLayout *layout = cd_engine_layout(with.engine);
    double borne = with.value[cd_metric_at(layout, CD_METRIC_OVERSPEND_COMMISSIONER, CD_TOTAL, 0)];
    assert_true(with.value[cd_metric_at(layout, CD_METRIC_START_DELAY, CD_TOTAL, 0)] >= 12);
    assert_nine(got(&with, CD_METRIC_BUDGET_GAP), got(&without, CD_METRIC_BUDGET_GAP) + borne);
    most = fmax(most, borne);
  }
  assert_true(most > 1e5);
}

/* One ledger: what is paid is the service, what demand costs the council and, fixed in cash, what prices leave of it; of that a fixed budget leaves unpaid what
 * neither it nor reserves meet. From the paper's sums, without a cut: 6.58m to the provider, 30,000 for officers, five years. */
static void what_is_paid_is_what_there_is_money_for(void **state)
{
  (void)state;
#define FIVE_YEARS                                                                                                     \
  "council[hill]/budget-change[cut]/factor=1", "terms/length=5", "appraisal/horizon-months=60",                        \
      "budgets/gap=fixed-budget", "pricing[block]/provider-bears=0", "council[hill]/reserves=0",                       \
      "council[hill]/grant[national]/pounds=0", "appraisal/discount-rate=0"
  static const struct {
    const char *budget, *spread, *inflation;
  } tried[] = {{"council[hill]/budget=6610000", "market/demand-spread=0.2", "budgets/inflation=0"},
               {"council[hill]/budget=5500000", "market/demand-spread=0", "budgets/inflation=0.1"},
               {"council[hill]/budget=0", "market/demand-spread=0.2", "budgets/inflation=0"},
               {"council[hill]/budget=0", "market/demand-spread=0", "budgets/inflation=0.1"}};
  for (guint i = 0; i < G_N_ELEMENTS(tried); i++) {
    const char *const settings[] = {FIVE_YEARS,         tried[i].budget,        tried[i].spread,
                                    tried[i].inflation, "budgets/indexation=0", NULL};
    g_auto(Case) it = case_new(settings);
    for (guint32 k = 0; k < 4; k++) {
      run(&it, k);
      const CdMetricLayout *layout = cd_engine_layout(it.engine);
      const double *total = it.value;
#define TOTAL(kind) total[cd_metric_at(layout, CD_METRIC_##kind, CD_TOTAL, 0)]
      double due = TOTAL(OVERSPEND_COMMISSIONER), fall = i % 2 ? 1 / 1.1 : 1;
      for (guint year = 0; year < 5; year++)
        due += (30000 + 6580000 * pow(fall, year)) / 5;
      double paid = due - got(&it, CD_METRIC_UNFUNDED);
      assert_true(fabs(got(&it, CD_METRIC_COST_HORIZON) - paid) < 0.01);
      assert_true(fabs(TOTAL(COST_HORIZON) - paid) < 0.01);
      assert_true(fabs(TOTAL(PRESENT_COST) - 5 * paid) < 0.05);
      assert_true(paid >= -1e-6 && paid <= due + 1e-6);
      if (i >= 2) { /* no money, no service */
        assert_true(fabs(paid) < 1e-6);
        assert_true(TOTAL(STARTS) == 0 && TOTAL(COMPLETIONS) == 0);
        assert_true(isnan(TOTAL(COST_PER_COMPLETION)));
      } else
        assert_nine(TOTAL(COST_PER_COMPLETION), COST * paid / due / TOTAL(COMPLETIONS));
    }
  }
}

/* A lack of half the cost is beyond the 27 per cent of which anything is known: starts fall by 0.27 of what they would at 0.30 people for each 10,000, and by
 * 23/73 of what is left. */
static void beyond_known_cuts_the_line_goes_to_nobody(void **state)
{
  (void)state;
  const char *const settings[] = {FIVE_YEARS,
                                  "council[hill]/budget=3305000",
                                  "market/demand-spread=0",
                                  "budgets/people-per-10000=0.30",
                                  "budgets/completions-per-10000=0.21",
                                  NULL};
  const char *const free_settings[] = {FIVE_YEARS,
                                       "council[hill]/budget=3305000",
                                       "market/demand-spread=0",
                                       "budgets/people-per-10000=0",
                                       "budgets/completions-per-10000=0",
                                       "budgets/known-cut=1",
                                       NULL};
  g_auto(Case) it = case_new(settings);
  g_auto(Case) free_of_it = case_new(free_settings);
  double known = 0.30 * 0.27 * COST / 10000 / PEOPLE, left = (1 - known) * 50 / 73, starts = 0, would = 0;
  for (guint32 k = 0; k < 8; k++) {
    run(&it, k);
    run(&free_of_it, k);
    const CdMetricLayout *layout = cd_engine_layout(it.engine);
    starts += it.value[cd_metric_at(layout, CD_METRIC_STARTS, CD_TOTAL, 0)];
    would += free_of_it.value[cd_metric_at(layout, CD_METRIC_STARTS, CD_TOTAL, 0)];
  }
  assert_true(fabs(starts / would - left) < 0.01);
}

/* In half and full money, over five years. Mortality of opiate clients out of treatment is two to three times that in treatment (Sordo et al. 2017). */
static void a_cut_costs_lives(void **state)
{
  (void)state;
  double deaths[2] = {0};
  const char *const settings[2][12] = {{FIVE_YEARS, "market/demand-spread=0", NULL},
                                       {FIVE_YEARS, "council[hill]/budget=3305000", "market/demand-spread=0", NULL}};
  for (guint cut = 0; cut < 2; cut++) {
    g_auto(Case) it = case_new(settings[cut]);
    for (guint32 k = 0; k < 8; k++) {
      run(&it, k);
      deaths[cut] += it.value[cd_metric_at(cd_engine_layout(it.engine), CD_METRIC_DEATHS, CD_TOTAL, 0)];
    }
  }
  assert_true(deaths[1] > 1.05 * deaths[0]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_cut_budget_and_an_old_contract_leave_the_papers_gap),
      cmocka_unit_test(reserves_are_exhausted_before_the_contract_ends),
      cmocka_unit_test(ten_thousand_pounds_less_is_the_evidence_s_fall),
      cmocka_unit_test(a_lasting_lack_takes_the_evidence_s_fall_out_of_the_flows),
      cmocka_unit_test(the_fall_is_drawn_from_the_evidence_s_range),
      cmocka_unit_test(the_crude_elasticity_and_the_regression_cannot_both_be_met),
      cmocka_unit_test(a_supplementary_grant_that_stops_takes_people_with_it),
      cmocka_unit_test(care_that_a_grant_paid_for_is_missing_among_starts),
      cmocka_unit_test(nothing_moves_while_a_grant_is_paid),
      cmocka_unit_test(the_same_grant_towards_the_contract_is_a_gap_when_it_stops),
      cmocka_unit_test(a_price_fixed_in_cash_falls_behind),
      cmocka_unit_test(overspend_that_the_council_bears_is_part_of_its_gap),
      cmocka_unit_test(what_is_paid_is_what_there_is_money_for),
      cmocka_unit_test(beyond_known_cuts_the_line_goes_to_nobody),
      cmocka_unit_test(a_cut_costs_lives),
      cmocka_unit_test(until_a_service_starts_demand_costs_at_today_s_price),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
