#include "sim/appraisal/region.h"

#include <math.h>
#include "sim/sensitivity/prim.h"

#define SUPPORT_LEAST 0.1 /* the region keeps at least this part of the replicates */
#define GAIN_LEAST 1.1    /* a limit must raise the share by at least this factor on what it was found on */
#define QUASI_P_MOST 0.05 /* and by no more than chance would */
#define EVENTS_LEAST 20   /* with fewer events than this to look at, limits follow chance */

typedef struct {
  const double *x;
  const guint8 *event;
  guint replicates, n_inputs;
} Data;

/* The replicates that it is found on, as prim.h takes them. */
typedef struct {
  double *x, *y;
  guint rows, n_inputs;
} Found;

static Found odd_replicates(const Data *data, const CdDriver *driver, guint n_drivers)
{
  Found it = {.rows = data->replicates / 2, .n_inputs = n_drivers};
  it.x = g_new(double, (gsize)it.rows *n_drivers + 1);
  it.y = g_new(double, it.rows + 1);
  for (guint r = 0; r < it.rows; r++) {
    guint k = 2 * r + 1;
    it.y[r] = data->event[k];
    for (guint d = 0; d < n_drivers; d++)
      it.x[(gsize)d * it.rows + r] = data->x[(gsize)k * data->n_inputs + driver[d].input];
  }
  return it;
}

/* --- Which box, and which of its limits ---------------------------------------------------------------------------------- */

static double quality_of(double sum, guint n, double base)
{
  return n > 0 ? (sum / n - base) * sqrt(n) : -INFINITY;
}

static guint best_box(const CdPrim *prim)
{
  guint best = 0;
  double base = prim->box[0].density;
  for (guint b = 1; b < prim->n_boxes; b++)
    if (quality_of(prim->box[b].sum, prim->box[b].n, base) > quality_of(prim->box[best].sum, prim->box[best].n, base))
      best = b;
  return best;
}

static guint limits_of(const CdPrimBox *box, guint n_inputs)
{
  guint n = 0;
  for (guint i = 0; i < n_inputs; i++)
    n += (guint) !!isfinite(box->low[i]) + (guint) !!isfinite(box->high[i]);
  return n;
}

/* Gives up the limit without which the box is best, if there are too many or it does too little. */
static bool give_up_one(const CdPrim *prim, const Found *found, CdPrimBox *box)
{
  double base = prim->box[0].density, best = -INFINITY, best_sum = 0;
  guint input = 0, best_n = 0;
  bool upper = false;
  for (guint i = 0; i < prim->n_inputs; i++)
    for (guint end = 0; end < 2; end++) {
      if (!isfinite((end ? box->high : box->low)[i]))
        continue;
      double sum;
      guint n = cd_prim_count(prim, found->x, found->y, box, i, end, &sum);
      double quality = quality_of(sum, n, base);
      if (quality > best) {
        best = quality;
        best_sum = sum;
        best_n = n;
        input = i;
        upper = end;
      }
    }
  if (best_n == 0)
    return false;
  bool weak = box->density < GAIN_LEAST * best_sum / best_n || best >= quality_of(box->sum, box->n, base) ||
              cd_prim_quasi_p(prim, found->x, found->y, box, input, upper) > QUASI_P_MOST;
  if (!weak && limits_of(box, prim->n_inputs) <= CD_REGION_LIMITS)
    return false;
  (upper ? box->high : box->low)[input] = upper ? INFINITY : -INFINITY;
  box->n = best_n;
  box->sum = best_sum;
  box->density = best_sum / best_n;
  return true;
}

static CdRegion region_of(const CdPrimBox *box, const CdDriver *driver, guint n_drivers)
{
  CdRegion region = {0};
  for (guint d = 0; d < n_drivers; d++)
    for (guint upper = 0; upper < 2; upper++) {
      double limit = (upper ? box->high : box->low)[d];
      if (!isfinite(limit))
        continue;
      g_assert(region.n_limits < CD_REGION_LIMITS);
      region.limit[region.n_limits].input = driver[d].input;
      region.limit[region.n_limits].below = upper;
      region.limit[region.n_limits++].limit = limit;
    }
  return region;
}

/* --- What it is worth ---------------------------------------------------------------------------------------------------- */

bool cd_region_holds(const CdRegion *region, const double *x)
{
  for (guint l = 0; l < region->n_limits; l++) {
    double at = x[region->limit[l].input];
    if (region->limit[l].below ? at > region->limit[l].limit : at < region->limit[l].limit)
      return false;
  }
  return true;
}

void cd_region_tell(CdRegion *region, guint events, guint inside, guint all_events, guint all)
{
  region->inside = cd_share_of(events, inside);
  region->all = cd_share_of(all_events, all);
  region->holds = cd_share_of(events, all_events);
  region->mass = cd_share_of(inside, all);
}

static void state_shares(const Data *data, CdRegion *region)
{
  guint all = 0, all_events = 0, inside = 0, events = 0;
  for (guint k = 0; k < data->replicates; k += 2) {
    /* Where nothing varies there is no row of inputs, and no limit that would read one. */
    bool in = data->n_inputs == 0 || cd_region_holds(region, &data->x[(gsize)k * data->n_inputs]);
    all++;
    all_events += data->event[k];
    inside += in;
    events += in && data->event[k];
  }
  cd_region_tell(region, events, inside, all_events, all);
}

static CdRegion find(const Data *data, const CdDriver *driver, guint n_drivers)
{
  Found found = odd_replicates(data, driver, n_drivers);
  g_autofree double *x = found.x, *y = found.y;
  double events = 0;
  for (guint r = 0; r < found.rows; r++)
    events += y[r];
  if (events < EVENTS_LEAST)
    return (CdRegion){0};
  CdPrimOptions options = CD_PRIM_OPTIONS_INIT;
  options.least = SUPPORT_LEAST;
  g_autoptr(CdPrim) prim = cd_prim_new(x, y, found.rows, n_drivers, options);
  CdPrimBox box = prim->box[best_box(prim)];
  while (give_up_one(prim, &found, &box))
    ;
  return region_of(&box, driver, n_drivers);
}

CdRegion cd_region_find(const double *x, const guint8 *event, guint replicates, guint n_inputs, const CdDriver *driver,
                        guint n_drivers)
{
  const Data data = {x, event, replicates, n_inputs};
  CdRegion region = find(&data, driver, n_drivers);
  state_shares(&data, &region);
  if (region.n_limits > 0 && !(region.inside.low > region.all.share)) {
    region = (CdRegion){0};
    state_shares(&data, &region);
  }
  return region;
}
