#include "sim/sensitivity/pawn.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>
#include "sim/base/hash.h"
#include "sim/base/order.h"
#include "sim/sensitivity/slices.h"

#define FLOOR 0.95

/* The outcomes in order. */
typedef struct {
  guint rows;
  guint *order; /* [rank] row */
  guint *after; /* [rank] the first rank whose outcome is larger */
} Outcomes;

static Outcomes outcomes_of(const double *y, guint rows)
{
  Outcomes it = {rows, g_new(guint, rows), g_new(guint, rows)};
  cd_order(y, rows, it.order);
  for (guint rank = rows; rank-- > 0;)
    it.after[rank] = rank + 1 < rows && y[it.order[rank]] == y[it.order[rank + 1]] ? it.after[rank + 1] : rank + 1;
  return it;
}

static void outcomes_clear(Outcomes *it)
{
  g_free(it->order);
  g_free(it->after);
}

/* DISTANCE[slice]. Between two of a slice's own outcomes its function is level and the other rises: the largest distances lie just before, and at, its own. */
static void distances(const Outcomes *it, const CdSlices *slices, double *distance)
{
  g_autofree guint *seen = g_new0(guint, slices->n), *last = g_new0(guint, slices->n);
  memset(distance, 0, slices->n * sizeof *distance);
  double n = it->rows;
  for (guint from = 0; from < it->rows; from = it->after[from]) {
    guint to = it->after[from];
    for (guint rank = from; rank < to; rank++) {
      guint s = slices->of[it->order[rank]];
      if (last[s] != to) { /* its first in this run of equal outcomes */
        distance[s] = fmax(distance[s], fabs(from / n - (double)seen[s] / slices->size[s]));
        last[s] = to;
      }
      seen[s]++;
    }
    for (guint rank = from; rank < to; rank++) {
      guint s = slices->of[it->order[rank]];
      distance[s] = fmax(distance[s], fabs(to / n - (double)seen[s] / slices->size[s]));
    }
  }
}

static void set_floor(const Outcomes *it, const CdSlices *slices, const CdPawnOptions *options, CdPawn *pawn, guint64 key)
{
  g_autofree double *distance = g_new(double, slices->n), *median = g_new(double, options->dummies);
  g_autofree double *most = g_new(double, options->dummies);
  for (guint d = 0; d < options->dummies; d++) {
    g_autoptr(CdSlices) dealt = cd_slices_shuffled(slices, it->rows, options->seed, key, d);
    distances(it, dealt, distance);
    gsl_sort(distance, 1, slices->n);
    median[d] = cd_quantile(distance, slices->n, 0.5);
    most[d] = distance[slices->n - 1];
  }
  gsl_sort(median, 1, options->dummies);
  gsl_sort(most, 1, options->dummies);
  pawn->floor_median = cd_quantile(median, options->dummies, FLOOR);
  pawn->floor_most = cd_quantile(most, options->dummies, FLOOR);
}

/* Whether the floor of one input is that of another. */
static bool same_sizes(const CdSlices *a, const CdSlices *b)
{
  return a->n == b->n && memcmp(a->size, b->size, a->n * sizeof *a->size) == 0;
}

static void set_distances(const Outcomes *it, const CdSlices *slices, CdPawn *pawn)
{
  g_autofree double *distance = g_new(double, slices->n);
  double sum = 0;
  distances(it, slices, distance);
  gsl_sort(distance, 1, slices->n);
  for (guint s = 0; s < slices->n; s++)
    sum += distance[s];
  pawn->least = distance[0];
  pawn->mean = sum / slices->n;
  pawn->median = cd_quantile(distance, slices->n, 0.5);
  pawn->most = distance[slices->n - 1];
}

void cd_pawn(const CdSample *table, const CdPawnOptions *options, CdPawn *pawn)
{
  Outcomes outcomes = outcomes_of(table->y, table->rows);
  CdSlices *floored = NULL; /* of the last input whose floor was found */
  guint like = 0;
  for (guint i = 0; i < table->n_inputs; i++) {
    CdSlices *slices = cd_slices_new(cd_sample_input(table, i), table->rows, options->slices);
    pawn[i] = (CdPawn){slices->n, NAN, NAN, NAN, NAN, NAN, NAN};
    if (slices->n > 1)
      set_distances(&outcomes, slices, &pawn[i]);
    if (slices->n < 2 || options->dummies == 0) {
      cd_slices_free(slices);
      continue;
    }
    if (floored && same_sizes(slices, floored)) {
      pawn[i].floor_median = pawn[like].floor_median;
      pawn[i].floor_most = pawn[like].floor_most;
      cd_slices_free(slices);
      continue;
    }
    set_floor(&outcomes, slices, options, &pawn[i], options->key);
    cd_slices_free(floored);
    floored = slices;
    like = i;
  }
  cd_slices_free(floored);
  outcomes_clear(&outcomes);
}
