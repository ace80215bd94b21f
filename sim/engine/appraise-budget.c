#include <math.h>

#include "sim/engine/appraise.h"
#include "sim/engine/council-money.h"

#define TWO_YEARS 24u

static double sum_of(const double *x, guint from, guint to)
{
  double sum = 0;
  for (guint t = from; t < to; t++)
    sum += x[t];
  return sum;
}

static double gap_of(const CdCouncilMoney *money, guint from, guint to)
{
  double sum = 0;
  for (guint t = from; t < to; t++)
    sum += money->cost[t] - money->income[t];
  return sum;
}

static void appraise_council(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, guint council)
{
  const CdBudgets *budgets = facts->world->budgets;
  const CdCouncilMoney *money = &facts->money[council];
  const CdBudgetCourse *course = &money->course;
  const CdBudgetAccount *account = &money->account;
  guint months = money->months;
  if (months == 0)
    return;
  double unknown = money->stated ? 0 : NAN; /* what goes by the budget is not defined without one */
  double each = *cd_metric_slot(layout, value, CD_METRIC_COST_PER_CLIENT, CD_TOTAL, 0);
  double years = months / 12.0, missing = 0;
  for (guint t = 0; t < months; t++)
    missing += cd_missing_by(facts, council, t);
  missing /= years;
  const struct {
    CdMetricKind kind;
    double x;
  } found[] = {
      {CD_METRIC_BUDGET, sum_of(money->income, 0, months) / years + unknown},
      {CD_METRIC_GRANTS, (sum_of(course->grants, 0, months) + sum_of(course->extra, 0, months)) / years},
      {CD_METRIC_BUDGET_GAP, account->gap / years + unknown},
      {CD_METRIC_BUDGET_GAP_TWO, months >= TWO_YEARS ? gap_of(money, 0, TWO_YEARS) + unknown : NAN},
      {CD_METRIC_BUDGET_GAP_LAST, months >= 12 ? gap_of(money, months - 12, months) + unknown : NAN},
      {CD_METRIC_RESERVES_DRAWN, account->drawn + unknown},
      {CD_METRIC_RESERVES_OUT, !isnan(account->out) + unknown},
      {CD_METRIC_RESERVES_LAST, account->out},
      {CD_METRIC_UNFUNDED, account->unfunded / years + unknown},
      {CD_METRIC_GAP_PLACES, missing / each},
      {CD_METRIC_GAP_PEOPLE, missing / CD_EVIDENCE_POUNDS * budgets->people_lost},
      {CD_METRIC_GAP_COMPLETIONS, missing / CD_EVIDENCE_POUNDS * budgets->completions_lost},
  };
  for (guint i = 0; i < G_N_ELEMENTS(found); i++)
    *cd_metric_slot(layout, value, found[i].kind, CD_BY_COUNCIL, council) = found[i].x;
  for (guint y = 0; y < CD_BUDGET_YEARS && 12 * y + 12 <= months; y++)
    *cd_metric_slot(layout, value, (CdMetricKind)(CD_METRIC_BUDGET_YEAR + y), CD_BY_COUNCIL, council) =
        gap_of(money, 12 * y, 12 * y + 12) + unknown;
}

void cd_appraise_budgets(const CdRunFacts *facts, const CdMetricLayout *layout, double *value)
{
  for (guint i = 0; facts->money && i < facts->world->n_council; i++)
    appraise_council(facts, layout, value, i);
}
