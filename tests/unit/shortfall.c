#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/engine/council-money.h"
#include "sim/engine/shortfall.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { MONTHS = 24, EASTERN = 0 };

/* Business as usual in its balance, and what the eastern council lacks in each month. */
typedef struct {
  CdSmall *small;
  CdPlan plan;
  CdCouncilMoney money[2];
  double cost[MONTHS], extra[MONTHS], unfunded[MONTHS], ended[MONTHS];
  double *before; /* rates */
} Case;

static void lay(Case *it, const char *budgets)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_BUDGETS, NULL, "", budgets);
  *it = (Case){.small = cd_small_new(s)};
  const CdCaseload *caseload = &it->small->caseload;
  guint cells = caseload->n_cells;
  gint64 *initial = cd_arena_array(it->small->arena, gint64, cells * CD_STOCK_COUNT);
  for (guint i = 0; i < cells * CD_STOCK_COUNT; i++)
    initial[i] = (gint64)(caseload->stock[i] + 0.5);
  gsize row = (gsize)cells * CD_RATE_COUNT;
  it->plan.rate = cd_arena_array(it->small->arena, double, MONTHS *row);
  it->before = cd_arena_array(it->small->arena, double, MONTHS *row);
  for (guint t = 0; t < MONTHS; t++)
    memcpy(&it->plan.rate[t * row], caseload->rate, row * sizeof(double));
  memcpy(it->before, it->plan.rate, MONTHS * row * sizeof(double));
  it->plan.flow = (CdFlowPlan){
      .n_cells = cells, .n_months = MONTHS, .cell_key = caseload->key, .initial = initial, .rate = it->plan.rate};
  it->money[EASTERN] = (CdCouncilMoney){.months = MONTHS - 6,
                                        .course = {.extra = it->extra, .ended = it->ended},
                                        .cost = it->cost,
                                        .unfunded = it->unfunded};
  for (guint t = 0; t < MONTHS; t++)
    it->cost[t] = 1e6; /* so much that what is short is little */
}

static void take(Case *it)
{
  CdRunFacts facts = {.world = it->small->world, .caseload = &it->small->caseload, .plan = &it->plan, .money = it->money};
  cd_shortfall_take(&it->plan, &facts, it->small->arena);
}

static double *rate_at(Case *it, double *rate, guint month, const char *area, const char *cohort)
{
  return &rate[((gsize)month * it->plan.flow.n_cells + cd_small_cell(it->small, area, cohort)) * CD_RATE_COUNT];
}

static void case_clear(Case *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

#define FIXED "gap=fixed-budget people-per-10000=0.5 completions-per-10000=0.4"

/* 90,000 pounds a year short: 4.5 of the 540 people treated in a year in East and Hill, and 3.6 of their completions. */
static void a_month_without_money_takes_its_share_of_starts_and_completions(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, FIXED);
  it.unfunded[3] = 5000;
  it.ended[3] = 2500;
  take(&it);
  const double *base = rate_at(&it, it.before, 3, "hill", "alcohol"),
               *now = rate_at(&it, it.plan.rate, 3, "hill", "alcohol");
  const CdCaseload *caseload = &it.small->caseload;
  double completions = 0;
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    completions += cell / caseload->n_cohorts == cd_small_cell(it.small, "west", "opiate") / caseload->n_cohorts
                       ? 0
                       : caseload->completions[cell];
  double starts = 1 - 4.5 / 540, complete = (1 - 3.6 / completions) / starts;
  assert_nine(now[CD_RATE_START], base[CD_RATE_START] * starts);
  assert_nine(now[CD_RATE_COMPLETE], base[CD_RATE_COMPLETE] * complete);
  assert_nine(now[CD_RATE_COMPLETE] + now[CD_RATE_UNPLANNED], base[CD_RATE_COMPLETE] + base[CD_RATE_UNPLANNED]);
  assert_nine(now[CD_RATE_GIVE_UP], base[CD_RATE_GIVE_UP]);
}

/* Not the months with money, nor the residents of a council that has enough. */
static void nobody_else_is_touched(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, FIXED);
  it.unfunded[3] = 5000;
  take(&it);
  gsize row = (gsize)it.plan.flow.n_cells * CD_RATE_COUNT;
  assert_memory_equal(it.plan.rate, it.before, 3 * row * sizeof(double));
  assert_memory_equal(&it.plan.rate[4 * row], &it.before[4 * row], (MONTHS - 4) * row * sizeof(double));
  for (guint r = 0; r < CD_RATE_COUNT; r++)
    assert_true(rate_at(&it, it.plan.rate, 3, "west", "opiate")[r] == rate_at(&it, it.before, 3, "west", "opiate")[r]);
}

static void money_that_suffices_or_is_found_elsewhere_leaves_all_as_it_is(void **state)
{
  (void)state;
  static const char *const budgets[] = {FIXED, "gap=fixed-service"};
  for (guint i = 0; i < 2; i++) {
    g_auto(Case) it = {0};
    lay(&it, budgets[i]);
    it.unfunded[3] = i == 0 ? 0 : 5000;
    take(&it);
    assert_memory_equal(it.plan.rate, it.before, MONTHS * it.plan.flow.n_cells * CD_RATE_COUNT * sizeof(double));
  }
}

static void no_money_at_all_takes_everybody_and_no_more(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, FIXED);
  for (guint t = 0; t < 12; t++)
    it.unfunded[t] = it.cost[t];
  take(&it);
  const double *now = rate_at(&it, it.plan.rate, 5, "east", "opiate");
  assert_true(now[CD_RATE_START] == 0 && now[CD_RATE_COMPLETE] >= 0);
  assert_nine(rate_at(&it, it.plan.rate, 12, "east", "opiate")[CD_RATE_START],
              rate_at(&it, it.before, 12, "east", "opiate")[CD_RATE_START]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_month_without_money_takes_its_share_of_starts_and_completions),
      cmocka_unit_test(nobody_else_is_touched),
      cmocka_unit_test(money_that_suffices_or_is_found_elsewhere_leaves_all_as_it_is),
      cmocka_unit_test(no_money_at_all_takes_everybody_and_no_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
