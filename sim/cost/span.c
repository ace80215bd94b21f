#include "sim/cost/span.h"

#include <string.h>

static gint64 common_divisor(gint64 a, gint64 b)
{
  while (b != 0) {
    gint64 rest = a % b;
    a = b;
    b = rest;
  }
  return ABS(a);
}

static void to_lowest_terms(gint64 *row, guint n)
{
  gint64 divisor = 0;
  for (guint i = 0; i < n; i++)
    divisor = common_divisor(divisor, row[i]);
  for (guint i = 0; i < n && divisor > 1; i++)
    row[i] /= divisor;
}

/* ROW[n] of SET less what the span has of it; the first column left, n when none is. */
static guint reduce(const CdSpan *span, guint set, gint64 *row)
{
  for (guint i = 0; i < span->n; i++)
    row[i] = set >> i & 1;
  for (guint r = 0; r < span->rank; r++) {
    gint64 own = row[span->pivot[r]], pivot = span->row[r][span->pivot[r]];
    if (own == 0)
      continue;
    for (guint i = 0; i < span->n; i++)
      row[i] = row[i] * pivot - span->row[r][i] * own;
    to_lowest_terms(row, span->n);
  }
  guint first = 0;
  while (first < span->n && row[first] == 0)
    first++;
  return first;
}

bool cd_span_holds(const CdSpan *span, guint set)
{
  gint64 row[CD_NUCLEOLUS_MAX];
  return reduce(span, set, row) == span->n;
}

bool cd_span_add(CdSpan *span, guint set)
{
  g_assert(span->n <= CD_NUCLEOLUS_MAX && set >> span->n == 0);
  gint64 rest[CD_NUCLEOLUS_MAX];
  guint first = reduce(span, set, rest);
  if (first == span->n)
    return false;
  memcpy(span->row[span->rank], rest, span->n * sizeof *rest);
  span->pivot[span->rank++] = first;
  return true;
}
