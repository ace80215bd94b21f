#include "sim/appraisal/driver.h"

#include <math.h>
#include <stdlib.h>

#define SIGNIFICANCE 0.05

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
