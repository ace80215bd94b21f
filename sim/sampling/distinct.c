#include "sim/sampling/distinct.h"

#include <stdbool.h>
#include <string.h>
#include "sim/base/hash.h"

static guint64 hash_row(const double *row, guint k)
{
  guint64 hash = 0;
  for (guint c = 0; c < k; c++) {
    double value = row[c] == 0 ? 0 : row[c]; /* of the two noughts one */
    guint64 bits;
    memcpy(&bits, &value, sizeof bits);
    hash = cd_hash_pair(hash, bits);
  }
  return hash;
}

static bool is_same(const double *a, const double *b, guint k)
{
  for (guint c = 0; c < k; c++)
    if (a[c] != b[c])
      return false;
  return true;
}

/* Open addressing in a table at most half full; a slot holds a row's number plus one. */
guint64 cd_distinct_rows(const double *value, guint64 rows, guint k, guint64 *first)
{
  guint64 size = 16, distinct = 0;
  while (size < 2 * rows)
    size *= 2;
  g_autofree guint64 *slot = g_new0(guint64, size);
  for (guint64 row = 0; row < rows; row++) {
    guint64 at = hash_row(value + row * k, k) & (size - 1);
    while (slot[at] && !is_same(value + (slot[at] - 1) * k, value + row * k, k))
      at = (at + 1) & (size - 1);
    if (!slot[at]) {
      slot[at] = row + 1;
      distinct++;
    }
    first[row] = slot[at] - 1;
  }
  return distinct;
}
