#include "sim/sampling/owen.h"

#include <Random123/philox.h>

#define OWEN 0x4f57454eu

/* Shifts of 64 bits, for nothing is above the highest. */
static inline guint32 coin(philox4x32_key_t key, guint32 dimension, guint32 coordinate, guint b)
{
  philox4x32_ctr_t place = {{(guint32)((guint64)coordinate >> (b + 1)), b, dimension, OWEN}};
  return philox4x32(place, key).v[0] & 1;
}

static inline philox4x32_key_t key_of(guint64 seed)
{
  return (philox4x32_key_t){{(guint32)seed, (guint32)(seed >> 32)}};
}

guint32 cd_owen_coin(guint64 seed, guint32 dimension, guint32 coordinate, guint b)
{
  g_assert(b < 32);
  return coin(key_of(seed), dimension, coordinate, b);
}

guint32 cd_owen_flips_below(guint64 seed, guint32 dimension, guint32 coordinate, guint levels)
{
  g_assert(levels <= 32);
  philox4x32_key_t key = key_of(seed);
  guint32 flips = 0;
  for (guint b = 0; b < 32 - levels; b++)
    flips |= coin(key, dimension, coordinate, b) << b;
  return flips;
}

guint32 cd_owen_scramble(guint64 seed, guint32 dimension, guint32 coordinate)
{
  return coordinate ^ cd_owen_flips_below(seed, dimension, coordinate, 0);
}
