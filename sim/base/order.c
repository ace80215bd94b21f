#include "sim/base/order.h"

#include <stdlib.h>

typedef struct {
  double x;
  guint at;
} Item;

static int by_x(gconstpointer first, gconstpointer second)
{
  const Item *a = first, *b = second;
  return a->x < b->x ? -1 : a->x > b->x ? 1 : a->at < b->at ? -1 : 1;
}

void cd_order(const double *x, guint n, guint *order)
{
  g_autofree Item *item = g_new(Item, n);
  for (guint k = 0; k < n; k++)
    item[k] = (Item){x[k], k};
  if (n > 1)
    qsort(item, n, sizeof *item, by_x);
  for (guint k = 0; k < n; k++)
    order[k] = item[k].at;
}

double cd_ranks(const double *x, const guint *order, guint n, double *rank)
{
  double squares = 0, middle = (n - 1) / 2.0;
  for (guint from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && x[to] == x[from]; to++)
      ;
    double shared = (from + to - 1) / 2.0 - middle;
    for (guint i = from; i < to; i++)
      rank[order[i]] = shared;
    squares += (to - from) * shared * shared;
  }
  return squares;
}

double cd_quantile(const double *sorted, guint n, double p)
{
  double at = (n - 1) * p;
  guint i = (guint)at;
  if (i + 1 >= n || sorted[i] == sorted[i + 1]) /* be they infinite */
    return sorted[MIN(i, n - 1)];
  return sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]);
}
