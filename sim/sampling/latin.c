#include "sim/sampling/latin.h"

#include <math.h>
#include "sim/base/random.h"
#include "sim/sampling/permutation.h"

guint64 cd_latin_level(guint64 seed, guint64 n, guint64 row, guint32 factor)
{
  return cd_permutation_at(seed, CD_PURPOSE_DESIGN_STRATUM, factor, n, row);
}

/* On a grid of a millionth of the stratum: of 2^32 strata, a finer place would be rounded into the next. */
double cd_latin_unit(guint64 seed, guint64 n, guint64 row, guint32 factor, guint64 level, bool centred)
{
  double within = 0.5;
  if (!centred) {
    double u = cd_stream_uniform(cd_stream(seed, factor, CD_PURPOSE_DESIGN_WITHIN, row), 0, 0);
    within = (floor(u * 0x1p20) + 0.5) * 0x1p-20;
  }
  return ((double)level + within) / (double)n;
}
