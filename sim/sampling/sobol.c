#include "sim/sampling/sobol.h"

#include <stdbool.h>
#include "sim/sampling/owen.h"

enum { BITS = 32, MAX_DEGREE = 13, MAX_LEVELS = 14 };

typedef struct {
  guint degree, inner; /* of the primitive polynomial: x^s + a_1 x^(s-1) + ... + 1, a_1 the highest bit of INNER */
  guint16 m[MAX_DEGREE];
} Direction;

/* Of dimensions 1, 2, ...; dimension 0 has none, and counts in binary. */
static const Direction directions[CD_SOBOL_MAX_DIMENSIONS - 1] = {
#define DIRECTION(degree, inner, ...) {degree, inner, {__VA_ARGS__}},
#include "sim/sampling/joe-kuo.def"
#undef DIRECTION
};

typedef struct {
  guint32 v[BITS]; /* direction numbers as fractions of 2^32 */
} Column;

struct _CdSobol {
  guint dimensions;
  bool scrambled;
  guint64 seed;
  guint levels;  /* highest bits whose coins are in COIN */
  guint8 *coins; /* a bit a coin, 2^LEVELS a dimension: of the bits above, prefixed by a 1 */
  Column *column;
};

static void fill_column(Column *column, guint dimension)
{
  if (dimension == 0) {
    for (guint j = 0; j < BITS; j++)
      column->v[j] = 1u << (BITS - 1 - j);
    return;
  }
  const Direction *of = &directions[dimension - 1];
  guint s = of->degree;
  guint32 *v = column->v;
  for (guint j = 0; j < s; j++)
    v[j] = (guint32)of->m[j] << (BITS - 1 - j);
  for (guint j = s; j < BITS; j++) {
    v[j] = v[j - s] ^ v[j - s] >> s;
    for (guint k = 1; k < s; k++)
      if (of->inner >> (s - 1 - k) & 1)
        v[j] ^= v[j - k];
  }
}

CdSobol *cd_sobol_new(guint dimensions)
{
  g_assert(dimensions >= 1 && dimensions <= CD_SOBOL_MAX_DIMENSIONS);
  CdSobol *sobol = g_new0(CdSobol, 1);
  sobol->dimensions = dimensions;
  sobol->column = g_new(Column, dimensions);
  for (guint d = 0; d < dimensions; d++)
    fill_column(&sobol->column[d], d);
  return sobol;
}

/* Where a dimension's coins begin, in bytes. */
static inline gsize coins_at(const CdSobol *sobol, guint dimension)
{
  return dimension * (((gsize)1 << sobol->levels) / 8 + 1);
}

/* The bits above B of the coordinates that share a coin, with a 1 before them: 1, 2-3, 4-7, ... a level. */
static void toss(CdSobol *sobol)
{
  sobol->coins = g_new0(guint8, coins_at(sobol, sobol->dimensions));
  for (guint d = 0; d < sobol->dimensions; d++) {
    guint8 *coins = sobol->coins + coins_at(sobol, d);
    for (guint level = 0; level < sobol->levels; level++)
      for (guint32 above = 0; above < 1u << level; above++) {
        guint32 coordinate = level == 0 ? 0 : above << (BITS - level), node = 1u << level | above;
        if (cd_owen_coin(sobol->seed, d, coordinate, BITS - 1 - level))
          coins[node / 8] |= (guint8)(1u << node % 8);
      }
  }
}

CdSobol *cd_sobol_new_scrambled(guint dimensions, guint64 seed, guint64 points)
{
  CdSobol *sobol = cd_sobol_new(dimensions);
  sobol->scrambled = true;
  sobol->seed = seed;
  while (sobol->levels < MAX_LEVELS && (guint64)1 << sobol->levels < points)
    sobol->levels++;
  toss(sobol);
  return sobol;
}

void cd_sobol_free(CdSobol *sobol)
{
  if (!sobol)
    return;
  g_free(sobol->coins);
  g_free(sobol->column);
  g_free(sobol);
}

guint cd_sobol_dimensions(const CdSobol *sobol)
{
  return sobol->dimensions;
}

static inline guint32 plain_bits(const Column *column, guint32 index)
{
  guint32 bits = 0;
  for (guint32 gray = index ^ index >> 1; gray; gray &= gray - 1)
    bits ^= column->v[g_bit_nth_lsf(gray, -1)];
  return bits;
}

static inline guint32 scramble(const CdSobol *sobol, guint dimension, guint32 bits)
{
  const guint8 *coins = sobol->coins + coins_at(sobol, dimension);
  guint32 flips = cd_owen_flips_below(sobol->seed, dimension, bits, sobol->levels);
  for (guint level = 0; level < sobol->levels; level++) {
    guint32 node = 1u << level | (guint32)((guint64)bits >> (BITS - level));
    flips |= (guint32)(coins[node / 8] >> node % 8 & 1) << (BITS - 1 - level);
  }
  return bits ^ flips;
}

guint32 cd_sobol_bits(const CdSobol *sobol, guint32 index, guint dimension)
{
  g_assert(dimension < sobol->dimensions);
  guint32 bits = plain_bits(&sobol->column[dimension], index);
  return sobol->scrambled ? scramble(sobol, dimension, bits) : bits;
}

void cd_sobol_point(const CdSobol *sobol, guint32 index, double *unit)
{
  double middle = sobol->scrambled ? 0.5 : 0;
  for (guint d = 0; d < sobol->dimensions; d++)
    unit[d] = ((double)cd_sobol_bits(sobol, index, d) + middle) * 0x1p-32;
}
