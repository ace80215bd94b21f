#include "sim/appraisal/tally.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include "sim/appraisal/estimate.h"
#include "sim/base/order.h"

void cd_tally_add(GArray *tally, guint mask)
{
  for (guint i = 0; i < tally->len; i++)
    if (g_array_index(tally, CdMaskShare, i).mask == mask) {
      g_array_index(tally, CdMaskShare, i).share.n++;
      return;
    }
  CdMaskShare fresh = {.mask = mask, .share = {.n = 1}};
  g_array_append_val(tally, fresh);
}

static int by_frequency(gconstpointer a, gconstpointer b)
{
  const CdMaskShare *first = a, *second = b;
  if (first->share.n != second->share.n)
    return first->share.n > second->share.n ? -1 : 1;
  return first->mask < second->mask ? -1 : first->mask > second->mask;
}

CdMaskShare *cd_tally_finish(GArray *tally, guint of, guint *n)
{
  for (guint i = 0; i < tally->len; i++) {
    CdMaskShare *it = &g_array_index(tally, CdMaskShare, i);
    it->share = cd_share_of(it->share.n, of);
  }
  g_array_sort(tally, by_frequency);
  *n = tally->len;
  return (CdMaskShare *)(void *)g_array_free(tally, FALSE);
}

CdSpread cd_spread_of(double *x, guint n)
{
  if (n == 0)
    return (CdSpread){NAN, NAN, NAN, 0};
  gsl_sort(x, 1, n);
  return (CdSpread){cd_quantile(x, n, 0.05), cd_quantile(x, n, 0.5), cd_quantile(x, n, 0.95), n};
}
