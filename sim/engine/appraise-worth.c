#include <math.h>

#include "sim/engine/appraise.h"
#include "sim/engine/council-money.h"
#include "sim/engine/one-off.h"
#include "sim/engine/paid.h"

typedef struct {
  const CdRunFacts *facts;
  const CdMetricLayout *layout;
  double *value;
} Sheet;

static void put(const Sheet *sheet, CdMetricKind kind, double x)
{
  *cd_metric_slot(sheet->layout, sheet->value, kind, CD_TOTAL, 0) = x;
}

/* Of all people in all cells. */
static double in_year(const CdRunFacts *facts, CdFlow flow, guint year)
{
  const CdCaseload *caseload = facts->caseload;
  gint64 sum = 0;
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    sum += facts->count[((gsize)year * caseload->n_cells + cell) * CD_FLOW_COUNT + flow];
  return (double)sum;
}

static double opiate_clients(const CdRunFacts *facts, guint years)
{
  const CdCaseload *caseload = facts->caseload;
  double opiate = 0;
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    for (guint year = 0;
         facts->world->cohort[cell % caseload->n_cohorts].substance == CD_SUBSTANCE_OPIATE && year < years; year++)
      opiate += (double)facts->count[((gsize)year * caseload->n_cells + cell) * CD_FLOW_COUNT + CD_FLOW_MONTHS_TREATED] /
                12 / years;
  return opiate;
}

/* What is paid over the horizon, undiscounted, by whom, and what of it comes of a late start and of replacing providers. */
static void appraise_horizon(const Sheet *sheet, const CdPaid *paid)
{
  const CdWorld *world = sheet->facts->world;
  double years = paid->months / 12.0, total = 0, replacing = 0;
  for (guint i = 0; i < world->n_council; i++) {
    double own =
        cd_paid_by(paid, i, 0, paid->months, true) / years - cd_unspent_by(sheet->facts, i, 0, paid->months / 12);
    replacing += (cd_paid_by(paid, i, 0, paid->months, true) - cd_paid_by(paid, i, 0, paid->months, false)) / years;
    *cd_metric_slot(sheet->layout, sheet->value, CD_METRIC_COST_HORIZON, CD_BY_COUNCIL, i) = own;
    total += own;
  }
  for (guint f = 0; f < world->n_funder; f++) {
    double money[CD_PAID_STATES];
    cd_paid_row(paid->funder, f, money);
    double own = cd_paid_mean(paid, money, 0, paid->months);
    *cd_metric_slot(sheet->layout, sheet->value, CD_METRIC_COST_HORIZON, CD_BY_FUNDER, f) = own;
    total += own;
  }
  put(sheet, CD_METRIC_COST_HORIZON, total);
  put(sheet, CD_METRIC_COST_DELAY, cd_paid_mean(paid, paid->total, 0, paid->months) - paid->total[CD_PAID_NEW]);
  put(sheet, CD_METRIC_COST_REPLACING, replacing);
}

/* What all pay in YEAR, without one-off costs: pounds. */
static double running_cost(const CdRunFacts *facts, const CdPaid *paid, guint year)
{
  guint from = 12 * year, to = from + 12;
  double sum = -cd_unspent(facts, year, year + 1), once = 0;
  for (guint i = 0; i < facts->world->n_council; i++)
    sum += cd_paid_by(paid, i, from, to, false);
  for (guint f = 0; f < facts->world->n_funder; f++) {
    double money[CD_PAID_STATES];
    cd_paid_row(paid->funder, f, money);
    sum += cd_paid_mean(paid, money, from, to);
  }
  for (guint c = 0; c < facts->footprint->n_contracts; c++)
    once += cd_one_off_yearly(&facts->awards->contract[c]);
  guint new = to > paid->start ? to - MAX(from, paid->start) : 0;
  return sum - once * new / 12;
}

/* Of BENEFIT in YEAR: years of life count for less by a lower rate than money does. */
static double present_benefit(const CdAppraisal *appraisal, double benefit, guint year)
{
  double health = appraisal->health_share * benefit;
  return (benefit - health) / pow(1 + appraisal->discount, year) + health / pow(1 + appraisal->health_discount, year);
}

/* Benefit in proportion to time in treatment and to completions, each against the balance of business as usual. What a person's treatment is worth hangs on
 * nothing that it costs here: a dearer service is worth no more. */
static void appraise_value(const Sheet *sheet, const CdPaid *paid)
{
  const CdRunFacts *facts = sheet->facts;
  const CdCaseload *caseload = facts->caseload;
  const CdAppraisal *appraisal = facts->world->appraisal;
  double clients = 0, completions = 0, people = 0;
  guint years = paid->months / 12;
  for (guint cell = 0; cell < caseload->n_cells; cell++) {
    people += caseload->people[cell];
    clients += caseload->clients[cell];
    completions += caseload->completions[cell];
  }
  /* Somebody is in treatment and completes: adults-in-treatment is one at least, completed-share .01. */
  g_assert(clients > 0 && completions > 0);
  double whole = appraisal->benefit_ratio * appraisal->benefit_spend * people;
  double one_off = cd_one_off_value(facts, appraisal->discount) * (1 + appraisal->optimism);
  double mean = 0, npsv = -one_off, worth = 0, spent = 0;
  for (guint year = 0; year < years; year++) {
    double treated = in_year(facts, CD_FLOW_MONTHS_TREATED, year) / 12 / clients;
    double completed = in_year(facts, CD_FLOW_COMPLETIONS, year) / completions;
    double benefit = whole * ((1 - appraisal->completion_share) * treated + appraisal->completion_share * completed);
    double cost = running_cost(facts, paid, year);
    mean += benefit / years;
    double factor = pow(1 + appraisal->discount, year), present = present_benefit(appraisal, benefit, year);
    npsv += present - cost / factor;
    worth += present;
    spent += cost / factor;
  }
  put(sheet, CD_METRIC_BENEFIT, mean);
  put(sheet, CD_METRIC_NPSV, npsv);
  put(sheet, CD_METRIC_PRESENT_BENEFIT, worth);
  put(sheet, CD_METRIC_PRESENT_COST, spent);
  put(sheet, CD_METRIC_PRESENT_ONE_OFF, one_off);
  put(sheet, CD_METRIC_BENEFIT_PER_POUND, spent + one_off > 0 ? worth / (spent + one_off) : NAN);
  put(sheet, CD_METRIC_CRIME, opiate_clients(facts, years) * appraisal->crime_cost * appraisal->crime_reduction);
}

void cd_appraise_worth(const CdRunFacts *facts, const CdMetricLayout *layout, double *value)
{
  const Sheet sheet = {facts, layout, value};
  appraise_horizon(&sheet, facts->paid);
  appraise_value(&sheet, facts->paid);
}
