#include "sim/sensitivity/saltelli.h"

#include <string.h>

CdSaltelli *cd_saltelli_new(const double *y, const CdSaltelliShape *shape, CdMissing missing, GError **error)
{
  g_assert(shape->groups > 0 && shape->replicates > 0);
  guint blocks = cd_saltelli_blocks(shape), first = 0;
  gsize width = (gsize)blocks * shape->replicates;
  g_assert((guint64)shape->base * blocks <= G_MAXUINT);
  if (!cd_missing_allowed(y, shape->base * blocks, shape->replicates, missing, error))
    return NULL;
  g_autoptr(CdSaltelli) it = g_new0(CdSaltelli, 1);
  it->shape = *shape;
  it->y = g_new(double, shape->base *width + 1);
  for (guint point = 0; point < shape->base; point++) {
    const double *rows = &y[point * width];
    guint n = cd_missing_count(rows, blocks, shape->replicates, &first);
    it->n_missing += n;
    it->n_dropped += n > 0;
    if (n == 0)
      memcpy(&it->y[it->n++ * width], rows, width * sizeof *rows);
  }
  if (it->n < 2) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%u of %u base points have all their rows: indices need two at least",
                it->n, shape->base);
    return NULL;
  }
  return g_steal_pointer(&it);
}

void cd_saltelli_free(CdSaltelli *saltelli)
{
  if (!saltelli)
    return;
  g_free(saltelli->y);
  g_free(saltelli);
}
