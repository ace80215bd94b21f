#include "sim/sensitivity/slices.h"

#include <string.h>
#include "sim/base/hash.h"
#include "sim/base/order.h"
#include "sim/base/random.h"

CdSlices *cd_slices_new(const double *x, guint rows, guint wanted)
{
  g_assert(rows > 0 && wanted > 0);
  CdSlices *it = g_new0(CdSlices, 1);
  g_autofree guint *order = g_new(guint, rows);
  it->of = g_new(guint, rows);
  it->size = g_new0(guint, wanted);
  cd_order(x, rows, order);
  guint next = 1; /* which slice's turn it is to begin, if values differ there */
  for (guint rank = 0; rank < rows; rank++) {
    bool may = rank > 0 && x[order[rank]] > x[order[rank - 1]];
    if (may && (guint64)rank * wanted >= (guint64)next * rows) {
      it->n++;
      next = (guint)((guint64)rank * wanted / rows) + 1;
    }
    it->of[order[rank]] = it->n;
    it->size[it->n]++;
  }
  it->n++;
  return it;
}

CdSlices *cd_slices_shuffled(const CdSlices *slices, guint rows, guint64 seed, guint64 key, guint b)
{
  CdSlices *it = g_new0(CdSlices, 1);
  it->n = slices->n;
  it->of = g_memdup2(slices->of, rows * sizeof *it->of);
  it->size = g_memdup2(slices->size, slices->n * sizeof *it->size);
  CdStream stream = cd_stream(seed, b, CD_PURPOSE_BOOTSTRAP, key);
  guint64 state = (guint64)(cd_stream_uniform(stream, 0, 0) * 0x1p53);
  for (guint left = rows; left > 1; left--) { /* Fisher & Yates, by SplitMix64 */
    state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    guint at = (guint)(((cd_hash_mix(state) >> 32) * left) >> 32), kept = it->of[at];
    it->of[at] = it->of[left - 1];
    it->of[left - 1] = kept;
  }
  return it;
}

void cd_slices_free(CdSlices *slices)
{
  if (!slices)
    return;
  g_free(slices->of);
  g_free(slices->size);
  g_free(slices);
}
