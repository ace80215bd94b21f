#include "sim/appraisal/reach.h"

#include <math.h>
#include "sim/appraisal/results.h"
#include "sim/appraisal/test-sample.h"

/* Inputs that a region is looked for among: the strongest of those told from chance. */
#define DRIVERS_MOST 12u
#define UNDEFINED 2

static bool is_met(const CdCriterion *criterion, double margin)
{
  switch (criterion->expect) {
  case CD_EXPECT_AT_LEAST:
  case CD_EXPECT_AT_MOST:
  case CD_EXPECT_LIKELY:
  case CD_EXPECT_UNLIKELY:
    return margin >= 0;
  case CD_EXPECT_MORE:
  case CD_EXPECT_LESS:
  case CD_EXPECT_NO_MORE:
  case CD_EXPECT_NO_LESS:
  case CD_EXPECT_BEFORE:
    break;
  }
  return margin > 0;
}

/* MET[replicate]: 1, 0 or UNDEFINED, taken together with those of the tests before. */
static void add_test(const CdResults *results, const CdTestAnswer *test, bool all, bool first, guint8 *met)
{
  g_autofree double *x = cd_test_sample(results, test);
  for (guint k = 0; k < results->replicates; k++) {
    double margin = NAN;
    if (x)
      margin =
          (cd_criterion_margin_of(&test->criterion, x[2 * k]) + cd_criterion_margin_of(&test->criterion, x[2 * k + 1])) /
          2;
    bool so = is_met(&test->criterion, margin);
    if (met[k] == UNDEFINED || isnan(margin))
      met[k] = UNDEFINED;
    else
      met[k] = first ? so : all ? met[k] && so : met[k] || so;
  }
}

/* Keeps the draws that have a value, in their order; X[draw * n_inputs + input]. */
static guint keep(const CdColumns *columns, guint8 *met, double *x)
{
  guint kept = 0;
  for (guint k = 0; k < columns->replicates; k++) {
    if (met[k] == UNDEFINED)
      continue;
    for (guint i = 0; i < columns->n_inputs; i++)
      x[(gsize)kept * columns->n_inputs + i] = columns->x[(gsize)i * columns->replicates + k];
    met[kept++] = met[k];
  }
  return kept;
}

void cd_claim_reach(const CdResults *results, const CdClaims *claims, const CdDrawnInputs *inputs, CdClaimAnswer *claim)
{
  const CdColumns *columns = &inputs->columns;
  bool all = cd_scenario_claim(results->scenario, claim->claim)->needs == CD_NEEDS_ALL;
  g_autofree guint8 *met = g_new0(guint8, results->replicates + 1);
  for (guint t = 0; t < claim->n; t++)
    add_test(results, &claims->test[claim->first + t], all, t == 0, met);
  g_autofree double *x = g_new(double, (gsize)columns->n_inputs * results->replicates + 1);
  guint kept = keep(columns, met, x), events = 0;
  for (guint k = 0; k < kept; k++)
    events += met[k];
  claim->draws = cd_share_of(events, kept);
  g_autofree CdDriver *driver = g_new(CdDriver, columns->n_inputs + 1);
  guint told = cd_drivers(x, met, kept, columns->n_inputs, driver);
  claim->region = cd_region_find(x, met, kept, columns->n_inputs, driver, MIN(told, DRIVERS_MOST));
}
