#include "sim/sampling/maximin.h"

#include <string.h>
#include "sim/base/random.h"
#include "sim/sampling/latin.h"

enum { LEAST_STEPS = 100000, MOST_STEPS = 400000, STEPS_A_COORDINATE = 200, LEAST_CYCLE = 1000 };

/* A step takes time as points x factors: some seconds' worth. */
#define MOST_WORK G_GUINT64_CONSTANT(2000000000)

/* By how much phi_p may worsen in a step, at the beginning of a cycle: doubling lets it go anywhere. */
#define THRESHOLD 1

typedef struct {
  guint n, k;
  guint32 *level;
  double sum;
} Search;

static guint64 distance(const guint32 *a, const guint32 *b, guint k)
{
  guint64 sum = 0;
  for (guint c = 0; c < k; c++) {
    gint64 off = (gint64)a[c] - (gint64)b[c];
    sum += (guint64)(off * off);
  }
  return sum;
}

/* x^50 by products. */
static double fiftieth(double x)
{
  double x2 = x * x, x4 = x2 * x2, x8 = x4 * x4, x16 = x8 * x8;
  return x16 * x16 * x16 * x2;
}

/* d^-50 of a squared distance. */
static double crowding(guint64 squared)
{
  double y = 1 / (double)squared, y2 = y * y, y4 = y2 * y2, y8 = y4 * y4, y16 = y8 * y8;
  return y16 * y8 * y;
}

guint64 cd_maximin_least(const guint32 *level, guint points, guint factors)
{
  guint64 least = G_MAXUINT64;
  for (gsize i = 0; i < points; i++)
    for (gsize j = 0; j < i; j++)
      least = MIN(least, distance(level + i * factors, level + j * factors, factors));
  return least;
}

double cd_maximin_crowding(const guint32 *level, guint points, guint factors)
{
  double sum = 0;
  for (gsize i = 0; i < points; i++)
    for (gsize j = 0; j < i; j++)
      sum += crowding(distance(level + i * factors, level + j * factors, factors));
  return sum;
}

guint64 cd_maximin_steps(guint points, guint factors)
{
  guint64 coordinates = (guint64)points * factors;
  return MIN(CLAMP(coordinates * STEPS_A_COORDINATE, LEAST_STEPS, MOST_STEPS), MOST_WORK / coordinates);
}

/* What points A and B have to do with all others. Between the two themselves a swap in one column changes nothing. */
static double crowding_of(const Search *search, gsize a, gsize b)
{
  double sum = 0;
  const guint32 *at = search->level, *pa = at + a * search->k, *pb = at + b * search->k;
  for (gsize t = 0; t < search->n; t++)
    if (t != a && t != b)
      sum +=
          crowding(distance(pa, at + t * search->k, search->k)) + crowding(distance(pb, at + t * search->k, search->k));
  return sum;
}

static void swap(Search *search, gsize a, gsize b, gsize column)
{
  guint32 *x = &search->level[a * search->k + column], *y = &search->level[b * search->k + column], kept = *x;
  *x = *y;
  *y = kept;
}

/* A sum that loses most of itself is taken anew: what is left would be rounding. */
static double moved(const Search *search, double before, double after)
{
  double sum = search->sum - before + after;
  return sum > search->sum / 16 ? sum : cd_maximin_crowding(search->level, search->n, search->k);
}

static void try_swap(Search *search, CdStream stream, guint64 step, double threshold)
{
  stream.entity = step;
  gsize column = (gsize)(cd_stream_uniform(stream, 0, 0) * search->k);
  gsize a = (gsize)(cd_stream_uniform(stream, 0, 1) * search->n);
  gsize b = (gsize)(cd_stream_uniform(stream, 0, 2) * (search->n - 1));
  b += b >= a;
  double before = crowding_of(search, a, b);
  swap(search, a, b, column);
  double sum = moved(search, before, crowding_of(search, a, b));
  double bound = fiftieth(1 + threshold * cd_stream_uniform(stream, 0, 3));
  if (sum <= search->sum * bound)
    search->sum = sum;
  else
    swap(search, a, b, column);
}

void cd_maximin_fill(guint64 seed, guint points, guint factors, guint64 steps, guint32 *level)
{
  g_assert(points >= 1 && points <= CD_MAXIMIN_MAX_POINTS && factors >= 1 &&
           (guint64)points * factors <= CD_MAXIMIN_MAX_COORDINATES);
  for (gsize i = 0; i < points; i++)
    for (guint c = 0; c < factors; c++)
      level[i * factors + c] = (guint32)cd_latin_level(seed, points, i, c);
  if (points < 3 || factors < 2)
    return;
  gsize size = sizeof *level * points * factors;
  Search search = {.n = points, .k = factors, .level = g_memdup2(level, size)};
  double best = search.sum = cd_maximin_crowding(level, points, factors);
  CdStream stream = cd_stream(seed, 0, CD_PURPOSE_DESIGN_SWAP, 0);
  if (steps == 0)
    steps = cd_maximin_steps(points, factors);
  guint64 cycles = steps / MAX((guint64)points * factors * STEPS_A_COORDINATE, LEAST_CYCLE),
          cycle = steps / MAX(cycles, 1);
  for (guint64 step = 0; step < steps; step++) {
    double left = 1 - (double)(step % cycle) / (double)cycle, cooled = left * left;
    try_swap(&search, stream, step, THRESHOLD * cooled * cooled);
    if (search.sum < best) {
      best = search.sum;
      memcpy(level, search.level, size);
    }
  }
  g_free(search.level);
}
