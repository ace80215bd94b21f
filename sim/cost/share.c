#include "sim/cost/share.h"
#include <math.h>

__extension__ typedef unsigned __int128 Wide;

enum { WEIGHT_BITS = 60 };

/* By a power of two, which keeps whole-number ratios, so that ties are seen as ties. */
static Wide fill_whole_weights(const double *weight, guint n, guint64 *whole)
{
  double largest = 0;
  for (guint i = 0; i < n; i++) {
    g_assert(isfinite(weight[i]) && weight[i] >= 0);
    largest = MAX(largest, weight[i]);
  }
  int exponent;
  (void)frexp(largest, &exponent);
  Wide sum = 0;
  for (guint i = 0; i < n; i++) {
    whole[i] = largest > 0 ? (guint64)ldexp(weight[i], WEIGHT_BITS - exponent) : 1;
    sum += whole[i];
  }
  return sum;
}

static guint largest_of(const Wide *remainder, guint n)
{
  guint best = 0;
  for (guint i = 1; i < n; i++)
    if (remainder[i] > remainder[best])
      best = i;
  return best;
}

void cd_share_pence(gint64 total, const double *weight, guint n, gint64 *out)
{
  guint64 whole[CD_SHARE_MOST];
  Wide remainder[CD_SHARE_MOST];
  g_assert(n > 0 && n <= CD_SHARE_MOST && total > G_MININT64);
  Wide sum = fill_whole_weights(weight, n, whole);
  gint64 sign = total < 0 ? -1 : 1, left = sign * total;
  Wide amount = (Wide)left;
  for (guint i = 0; i < n; i++) {
    Wide product = amount * whole[i];
    gint64 floor_share = (gint64)(product / sum);
    out[i] = sign * floor_share;
    remainder[i] = product % sum;
    left -= floor_share;
  }
  /* Fewer pennies are left than there are remainders above 0. */
  for (; left > 0; left--) {
    guint i = largest_of(remainder, n);
    out[i] += sign;
    remainder[i] = 0;
  }
}

void cd_share_amounts(gint64 total, const double *amount, guint n, gint64 *out)
{
  double remainder[CD_SHARE_MOST];
  g_assert(n > 0 && n <= CD_SHARE_MOST);
  gint64 left = total;
  for (guint i = 0; i < n; i++) {
    g_assert(fabs(amount[i]) < 0x1p53);
    out[i] = (gint64)floor(amount[i]);
    remainder[i] = amount[i] - floor(amount[i]);
    left -= out[i];
  }
  g_assert(left >= 0 && left <= n);
  for (; left > 0; left--) {
    guint best = 0;
    for (guint i = 1; i < n; i++)
      if (remainder[i] > remainder[best])
        best = i;
    out[best]++;
    remainder[best] = -1;
  }
}

double cd_share_weight(CdSharing rule, double population, double caseload, double historic)
{
  switch (rule) {
  case CD_SHARING_POPULATION:
    return population;
  case CD_SHARING_CASELOAD:
    return caseload;
  case CD_SHARING_HISTORIC:
    return historic;
  case CD_SHARING_EQUAL:
    break;
  }
  return 1;
}
