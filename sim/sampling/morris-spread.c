#include "sim/sampling/morris-spread.h"

#include <math.h>

/* LEVEL[(trajectory * (groups + 1) + point) * factors + factor] */
static guint *levels_of_pool(const CdMorris *morris, guint pool)
{
  guint k = morris->factors, points = morris->groups + 1;
  guint *level = g_new(guint, (gsize)pool * points * k);
  CdTrajectory drawn = {g_new(guint, k), g_new(bool, k), g_new(guint, morris->groups), g_new(guint, morris->groups)};
  for (guint t = 0; t < pool; t++) {
    cd_morris_draw(morris, t, &drawn);
    for (guint p = 0; p < points; p++)
      cd_morris_levels(morris, &drawn, p, level + ((gsize)t * points + p) * k);
  }
  g_free(drawn.low);
  g_free(drawn.rises);
  g_free(drawn.order);
  g_free(drawn.place);
  return level;
}

static double between(const guint *a, const guint *b, guint points, guint k)
{
  double sum = 0;
  for (gsize i = 0; i < points; i++)
    for (gsize j = 0; j < points; j++) {
      gint64 squared = 0;
      for (gsize f = 0; f < k; f++) {
        gint64 off = (gint64)a[i * k + f] - (gint64)b[j * k + f];
        squared += off * off;
      }
      sum += sqrt((double)squared);
    }
  return sum * sum;
}

double *cd_morris_distances(const CdMorris *morris, guint pool)
{
  guint k = morris->factors, points = morris->groups + 1;
  gsize size = (gsize)points * k;
  g_autofree guint *level = levels_of_pool(morris, pool);
  double *table = g_new0(double, (gsize)pool *pool);
  for (gsize a = 0; a < pool; a++)
    for (gsize b = 0; b < a; b++)
      table[a * pool + b] = table[b * pool + a] = between(level + a * size, level + b * size, points, k);
  return table;
}

typedef struct {
  guint pool;
  const double *distance;
  bool *is_in;
  double *gain; /* [pool] distances to all that are chosen */
} Choice;

static void put(Choice *choice, gsize t, bool in)
{
  choice->is_in[t] = in;
  for (gsize u = 0; u < choice->pool; u++)
    choice->gain[u] += in ? choice->distance[t * choice->pool + u] : -choice->distance[t * choice->pool + u];
}

static void put_best_pair(Choice *choice)
{
  gsize first = 1, second = 0, pool = choice->pool;
  for (gsize a = 0; a < pool; a++)
    for (gsize b = 0; b < a; b++)
      if (choice->distance[a * pool + b] > choice->distance[first * pool + second]) {
        first = a;
        second = b;
      }
  put(choice, first, true);
  put(choice, second, true);
}

static void put_best(Choice *choice)
{
  guint best = choice->pool;
  for (guint t = 0; t < choice->pool; t++)
    if (!choice->is_in[t] && (best == choice->pool || choice->gain[t] > choice->gain[best]))
      best = t;
  put(choice, best, true);
}

/* The exchange that adds most. Less than a billionth is rounding, and would go round in circles. */
static bool exchange(Choice *choice)
{
  guint out = 0, in = 0;
  double most = 0;
  for (guint a = 0; a < choice->pool; a++)
    for (guint b = 0; choice->is_in[a] && b < choice->pool; b++) {
      if (choice->is_in[b])
        continue;
      double adds = choice->gain[b] - choice->distance[(gsize)a * choice->pool + b] - choice->gain[a];
      if (adds > most + 1e-9 * choice->gain[a]) {
        most = adds;
        out = a;
        in = b;
      }
    }
  if (most <= 0)
    return false;
  put(choice, out, false);
  put(choice, in, true);
  return true;
}

void cd_morris_spread(const CdMorris *morris, guint pool, guint wanted, guint *chosen)
{
  g_assert(wanted >= 2 && wanted <= pool && pool <= CD_MORRIS_MAX_POOL);
  g_autofree double *distance = cd_morris_distances(morris, pool), *gain = g_new0(double, pool);
  g_autofree bool *is_in = g_new0(bool, pool);
  Choice choice = {.pool = pool, .distance = distance, .is_in = is_in, .gain = gain};
  put_best_pair(&choice);
  for (guint n = 2; n < wanted; n++)
    put_best(&choice);
  while (exchange(&choice))
    ;
  for (guint t = 0, n = 0; t < pool; t++)
    if (is_in[t])
      chosen[n++] = t;
}
