#include "sim/appraisal/driver.h"

#include <math.h>
#include <stdlib.h>

#define SIGNIFICANCE 0.05
/* The region keeps at least this part of the replicates; limits are tried at tenths. */
#define SUPPORT_LEAST 0.1
#define CUTS 10
/* A further limit must raise the share by at least this factor on what it was found on. */
#define GAIN_LEAST 1.1
/* With fewer events than this to look at, limits follow chance. */
#define EVENTS_LEAST 20

typedef struct {
  double x;
  guint8 event;
} Draw;

static int by_x(gconstpointer a, gconstpointer b)
{
  double first = ((const Draw *)a)->x, second = ((const Draw *)b)->x;
  return first < second ? -1 : first > second;
}

static double median_of(const Draw *draw, guint n, guint8 event)
{
  guint of = 0, seen = 0;
  for (guint k = 0; k < n; k++)
    of += draw[k].event == event;
  double lower = NAN;
  for (guint k = 0; k < n; k++) {
    if (draw[k].event != event)
      continue;
    seen++;
    if (seen == (of + 1) / 2)
      lower = draw[k].x;
    if (seen == of / 2 + 1)
      return (lower + draw[k].x) / 2;
  }
  return NAN;
}

/* DRAW sorted. Ties count one half. */
static double rank_sum(const Draw *draw, guint n, double *ties)
{
  double sum = 0;
  for (guint k = 0; k < n;) {
    guint to = k, events = 0;
    for (; to < n && draw[to].x == draw[k].x; to++)
      events += draw[to].event;
    double m = to - k;
    sum += events * (k + 1 + to) / 2.0;
    *ties += m * m * m - m;
    k = to;
  }
  return sum;
}

static CdDriver drive(const double *x, const guint8 *event, guint replicates, guint n_inputs, guint input, Draw *draw)
{
  double with = 0, n = replicates, ties = 0;
  for (guint k = 0; k < replicates; k++) {
    draw[k] = (Draw){x[(gsize)k * n_inputs + input], event[k]};
    with += event[k];
  }
  qsort(draw, replicates, sizeof *draw, by_x);
  double u = rank_sum(draw, replicates, &ties) - with * (with + 1) / 2, without = n - with;
  double variance = with * without / 12 * (n + 1 - ties / (n * (n - 1)));
  return (CdDriver){.input = input,
                    .auc = u / (with * without),
                    .z = variance > 0 ? (u - with * without / 2) / sqrt(variance) : 0,
                    .median_with = median_of(draw, replicates, 1),
                    .median_without = median_of(draw, replicates, 0)};
}

static int by_strength(gconstpointer a, gconstpointer b)
{
  const CdDriver *first = a, *second = b;
  double difference = fabs(second->z) - fabs(first->z);
  return difference < 0 ? -1 : difference > 0 ? 1 : first->input < second->input ? -1 : 1;
}

/* How many of DRIVER, the strongest first, are told from chance (Holm 1979). */
static guint count_told(const CdDriver *driver, guint n)
{
  guint told = 0;
  while (told < n && erfc(fabs(driver[told].z) * M_SQRT1_2) <= SIGNIFICANCE / (n - told))
    told++;
  return told;
}

static guint count_events(const guint8 *event, guint replicates)
{
  guint with = 0;
  for (guint k = 0; k < replicates; k++)
    with += event[k];
  return with;
}

guint cd_drivers(const double *x, const guint8 *event, guint replicates, guint n_inputs, CdDriver *driver)
{
  guint with = count_events(event, replicates);
  if (n_inputs == 0 || with == 0 || with == replicates)
    return 0;
  g_autofree Draw *draw = g_new(Draw, replicates);
  for (guint i = 0; i < n_inputs; i++)
    driver[i] = drive(x, event, replicates, n_inputs, i, draw);
  qsort(driver, n_inputs, sizeof *driver, by_strength);
  return count_told(driver, n_inputs);
}

typedef struct {
  const double *x;
  const guint8 *event;
  guint replicates, n_inputs;
} Data;

static bool is_inside(const Data *data, const CdRegion *region, guint k)
{
  for (guint l = 0; l < region->n_limits; l++) {
    double x = data->x[(gsize)k * data->n_inputs + region->limit[l].input];
    if (region->limit[l].below ? x > region->limit[l].limit : x < region->limit[l].limit)
      return false;
  }
  return true;
}

typedef struct {
  guint inside, events, all, all_events;
} Count;

/* Over replicates of one parity. */
static Count count_inside(const Data *data, const CdRegion *region, guint parity)
{
  Count count = {0};
  for (guint k = parity; k < data->replicates; k += 2) {
    bool inside = is_inside(data, region, k);
    count.all++;
    count.all_events += data->event[k];
    count.inside += inside;
    count.events += inside && data->event[k];
  }
  return count;
}

static int by_value(gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;
  return first < second ? -1 : first > second;
}

/* Deciles of an input over all replicates. */
static void cuts_of(const Data *data, guint input, double *cut)
{
  g_autofree double *x = g_new(double, data->replicates);
  for (guint k = 0; k < data->replicates; k++)
    x[k] = data->x[(gsize)k * data->n_inputs + input];
  qsort(x, data->replicates, sizeof *x, by_value);
  for (guint c = 1; c < CUTS; c++)
    cut[c - 1] = x[(gsize)c * data->replicates / CUTS];
}

static double share_of(Count count)
{
  return count.inside > 0 ? (double)count.events / count.inside : 0;
}

/* REGION with the one more limit that is best (driver.h); false where none raises the share enough. */
static bool tighten(const Data *data, CdRegion *region, const CdDriver *driver, guint n_drivers)
{
  double now = share_of(count_inside(data, region, 1)), best = 0;
  CdRegion found = *region, tried = *region;
  guint at = tried.n_limits++;
  for (guint d = 0; d < n_drivers; d++) {
    double cut[CUTS - 1];
    cuts_of(data, driver[d].input, cut);
    for (guint c = 0; c < 2 * (CUTS - 1); c++) {
      tried.limit[at].input = driver[d].input;
      tried.limit[at].below = c % 2;
      tried.limit[at].limit = cut[c / 2];
      Count count = count_inside(data, &tried, 1);
      double quality = (share_of(count) - now) * sqrt(count.inside);
      if (count.inside >= SUPPORT_LEAST * count.all && share_of(count) >= now * GAIN_LEAST && quality > best) {
        best = quality;
        found = tried;
      }
    }
  }
  bool raised = found.n_limits > region->n_limits;
  *region = found;
  return raised;
}

static void state_shares(const Data *data, CdRegion *region)
{
  Count count = count_inside(data, region, 0);
  region->inside = cd_share_of(count.events, count.inside);
  region->all = cd_share_of(count.all_events, count.all);
  region->holds = cd_share_of(count.events, count.all_events);
}

CdRegion cd_region_find(const double *x, const guint8 *event, guint replicates, guint n_inputs, const CdDriver *driver,
                        guint n_drivers)
{
  const Data data = {x, event, replicates, n_inputs};
  CdRegion region = {0};
  bool enough = count_inside(&data, &region, 1).all_events >= EVENTS_LEAST;
  while (enough && region.n_limits < CD_REGION_LIMITS && tighten(&data, &region, driver, n_drivers))
    ;
  state_shares(&data, &region);
  if (region.n_limits > 0 && !(region.inside.low > region.all.share)) {
    region = (CdRegion){0};
    state_shares(&data, &region);
  }
  return region;
}
