#include "sim/sampling/maximin.h"

#include <math.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/sampling/latin.h"

enum { LEAST_STEPS = 100000, MOST_STEPS = 1000000, STEPS_A_COORDINATE = 200, LEAST_CYCLE = 1000 };

/* A step takes time as there are points: some seconds' worth. */
#define MOST_WORK 500000000

/* By how much phi_p may worsen in a step, at the beginning of a cycle: doubling lets it go anywhere. */
#define THRESHOLD 1

typedef struct {
  guint n, k;
  guint32 *level;
  guint32 *squared; /* [n * n] distances; at most 2,000 x 100,000 within the limits */
  double sum, peak; /* PEAK: greatest since the sum was last taken anew */
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
  guint64 wanted = (guint64)points * factors * STEPS_A_COORDINATE;
  return MIN(CLAMP(wanted, LEAST_STEPS, MOST_STEPS), MOST_WORK / points);
}

/* A swap of what A and B have in one column. */
typedef struct {
  gsize a, b, column;
} Swap;

/* How much closer in squares B is than A to LEVEL in the column: what A gains in distance from a point there, and B loses, if they swap. */
static inline gint64 gain(gint64 a, gint64 b, gint64 level)
{
  return (b - level) * (b - level) - (a - level) * (a - level);
}

/* By how much the sum changes. The distance between the two themselves stays. */
static double change(const Search *search, Swap swap)
{
  const guint32 *at = search->level + swap.column, *da = search->squared + swap.a * search->n,
                *db = search->squared + swap.b * search->n;
  gint64 a = at[swap.a * search->k], b = at[swap.b * search->k];
  double before = 0, after = 0;
  for (gsize t = 0; t < search->n; t++) {
    if (t == swap.a || t == swap.b)
      continue;
    gint64 shift = gain(a, b, at[t * search->k]);
    before += crowding(da[t]) + crowding(db[t]);
    after += crowding((guint64)(da[t] + shift)) + crowding((guint64)(db[t] - shift));
  }
  return after - before;
}

static void put(Search *search, gsize i, gsize j, gint64 shift)
{
  guint32 squared = (guint32)(search->squared[i * search->n + j] + shift);
  search->squared[i * search->n + j] = search->squared[j * search->n + i] = squared;
}

static void carry_out(Search *search, Swap swap)
{
  guint32 *at = search->level + swap.column, a = at[swap.a * search->k], b = at[swap.b * search->k];
  for (gsize t = 0; t < search->n; t++)
    if (t != swap.a && t != swap.b) {
      gint64 shift = gain(a, b, at[t * search->k]);
      put(search, swap.a, t, shift);
      put(search, swap.b, t, -shift);
    }
  at[swap.a * search->k] = b;
  at[swap.b * search->k] = a;
}

static double whole_sum(const Search *search)
{
  double sum = 0;
  for (gsize i = 0; i < search->n; i++)
    for (gsize j = 0; j < i; j++)
      sum += crowding(search->squared[i * search->n + j]);
  return sum;
}

/* A sum that has become much smaller than it was is taken anew: by then it holds the rounding of what has gone. */
static void note(Search *search, double sum)
{
  search->sum = sum;
  search->peak = fmax(search->peak, sum);
  if (sum < search->peak / 1024)
    search->sum = search->peak = whole_sum(search);
}

static void try_swap(Search *search, CdStream stream, guint64 step, double threshold)
{
  stream.entity = step;
  Swap swap = {.column = (gsize)(cd_stream_uniform(stream, 0, 0) * search->k),
               .a = (gsize)(cd_stream_uniform(stream, 0, 1) * search->n),
               .b = (gsize)(cd_stream_uniform(stream, 0, 2) * (search->n - 1))};
  swap.b += swap.b >= swap.a;
  double sum = search->sum + change(search, swap);
  if (sum > search->sum * fiftieth(1 + threshold * cd_stream_uniform(stream, 0, 3)))
    return;
  carry_out(search, swap);
  note(search, sum);
}

static void begin(Search *search)
{
  for (gsize i = 0; i < search->n; i++)
    for (gsize j = 0; j < search->n; j++)
      search->squared[i * search->n + j] =
          (guint32)distance(search->level + i * search->k, search->level + j * search->k, search->k);
  search->sum = search->peak = whole_sum(search);
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
  Search search = {
      .n = points, .k = factors, .level = g_memdup2(level, size), .squared = g_new(guint32, (gsize)points * points)};
  begin(&search);
  double best = search.sum;
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
  g_free(search.squared);
}
