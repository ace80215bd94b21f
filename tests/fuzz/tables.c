/* Feeds bytes to the readers of tables of costs, weights, bids, factors and runs. What is accepted must be within its limits; what is not, refused with a fit message. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/tables/bids.h"
#include "sim/tables/costs.h"
#include "sim/tables/factors.h"
#include "sim/tables/outcomes.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Not g_error(), whose trap the fuzzer does not catch. */
static void fault(const char *what)
{
  g_printerr("%s\n", what);
  abort();
}

static void check_error(const void *read, const GError *error)
{
  if (!read == !error || (error && (error->domain != CD_ERROR || !g_utf8_validate(error->message, -1, NULL))))
    fault("refused without a fit message");
}

static void check_costs(const CdCosts *costs)
{
  guint all = (1u << costs->n) - 1, given = 0;
  if (costs->n < 1 || costs->n > CD_COSTS_MEMBERS || !costs->given[all])
    fault("members that are none");
  for (guint set = 0; set <= all; set++) {
    given += costs->given[set];
    if (!(costs->cost[set] >= 0 && costs->cost[set] <= CD_COSTS_LARGEST))
      fault("a cost that is none");
  }
  if (given != costs->n_given || costs->given[0])
    fault("combinations are miscounted");
}

/* The last column as outcome; none, as of points. */
static void check_runs(const char *table, gsize size)
{
  static const char *const none[] = {NULL};
  g_autoptr(GError) no_runs = NULL, no_points = NULL;
  g_autoptr(CdOutcomes) runs = cd_outcomes_read(table, size, &(CdOutcomesColumns){NULL, NULL, false}, &no_runs);
  g_autoptr(CdOutcomes) points = cd_outcomes_read(table, size, &(CdOutcomesColumns){NULL, none, false}, &no_points);
  check_error(runs, no_runs);
  check_error(points, no_points);
  guint failed = 0;
  for (gsize i = 0; runs && i < (gsize)runs->rows * runs->n_inputs; i++)
    if (!isfinite(runs->x[i]))
      fault("an input that is none");
  for (guint r = 0; runs && r < runs->rows; r++)
    failed += !isfinite(runs->y[r]);
  if (runs && (runs->n_outputs != 1 || !failed != !runs->failed[0]))
    fault("failed runs are miscounted");
  if (runs && points && (points->rows != runs->rows || points->n_inputs != runs->n_inputs + 1))
    fault("points and runs differ");
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  static const char known[] = "members,cost\na,1\nb,2\na+b,2\n";
  g_autofree char *table = g_malloc0(size + 1); /* readers end on a zero byte */
  if (size > 0)
    memcpy(table, data, size);
  g_autoptr(GError) no_costs = NULL, no_weights = NULL, no_bids = NULL, no_factors = NULL;
  g_autoptr(CdCosts) costs = cd_costs_read(table, size, &no_costs), two = cd_costs_read(known, sizeof known - 1, NULL);
  g_autoptr(CdCostWeights) weights = cd_weights_read(two, table, size, &no_weights);
  g_autoptr(CdBids) bids = cd_bids_read(table, size, &no_bids);
  g_autoptr(CdFactors) factors = cd_factors_read(table, size, &no_factors);
  check_error(factors, no_factors);
  check_runs(table, size);
  check_error(costs, no_costs);
  check_error(weights, no_weights);
  check_error(bids, no_bids);
  if (costs)
    check_costs(costs);
  for (guint i = 0; bids && i < bids->n; i++)
    if (!(bids->quality[i] >= 0 && bids->quality[i] <= 100) || !(bids->price[i] > 0 && isfinite(bids->price[i])))
      fault("a bid that is none");
  for (guint f = 0; factors && f < factors->n; f++) {
    const CdTableFactor *it = &factors->factor[f];
    double x = cd_dist_quantile(&it->dist, 0.3, it->low, it->high);
    if (!*it->name || !(it->low < it->high) || !(x >= it->low && x <= it->high))
      fault("an input that is none");
  }
  return 0;
}
