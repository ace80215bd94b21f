#include "sim/sampling/permutation.h"

#include <math.h>
#include "sim/base/hash.h"

/* Small halves mix slowly: of five places, ten rounds would leave some orders visibly likelier than others. */
enum { FEW = 1024, ROUNDS_OF_FEW = 24, ROUNDS = 12 };

/* How far round ROUND moves one half, of SIZE places, where the other is at OTHER. */
static guint64 shift(CdStream stream, guint round, guint64 n, guint64 other, guint64 size)
{
  stream.entity = cd_hash_pair(n, other);
  return (guint64)(cd_stream_uniform(stream, round, 0) * (double)size);
}

guint64 cd_permutation_at(guint64 seed, CdPurpose purpose, guint32 column, guint64 n, guint64 i)
{
  g_assert(i < n && n <= G_GUINT64_CONSTANT(1) << 32);
  CdStream stream = cd_stream(seed, column, purpose, 0);
  guint64 a = (guint64)ceil(sqrt((double)n));
  a += a % 2; /* turning an odd row is an even permutation: odd by odd would never give an odd one */
  guint64 b = (n + a - 1) / a;
  guint rounds = n <= FEW ? ROUNDS_OF_FEW : ROUNDS;
  do {
    guint64 left = i % a, right = i / a;
    for (guint round = 0; round < rounds; round += 2) {
      left = (left + shift(stream, round, n, right, a)) % a;
      right = (right + shift(stream, round + 1, n, left, b)) % b;
    }
    i = left + a * right;
  } while (i >= n);
  return i;
}
