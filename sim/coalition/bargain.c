#include "sim/coalition/bargain.h"

#include "sim/coalition/hedonic.h"

typedef struct {
  double product;
  double surplus[CD_COALITION_MAX];
} Offer;

/* False where some member would rather have its reservation value. */
static bool offer_of(const CdBlockTable *table, guint text, guint n, const double *reservation, Offer *offer)
{
  const double *u = table->u + (gsize)text * n;
  offer->product = 1;
  for (guint i = 0; i < n; i++) {
    if (cd_better(reservation[i], u[i]))
      return false;
    offer->surplus[i] = cd_better(u[i], reservation[i]) ? u[i] - reservation[i] : 0;
    offer->product *= offer->surplus[i];
  }
  return true;
}

static void sort(double *value, guint n)
{
  for (guint i = 1; i < n; i++) {
    double moved = value[i];
    guint j = i;
    for (; j > 0 && value[j - 1] > moved; j--)
      value[j] = value[j - 1];
    value[j] = moved;
  }
}

static bool leximin_better(const Offer *a, const Offer *b, guint n)
{
  Offer x = *a, y = *b;
  sort(x.surplus, n);
  sort(y.surplus, n);
  for (guint i = 0; i < n; i++) {
    if (cd_better(x.surplus[i], y.surplus[i]))
      return true;
    if (cd_better(y.surplus[i], x.surplus[i]))
      return false;
  }
  return false;
}

/* Not an absolute difference: the surpluses of ten parties multiply to next to nothing. */
static bool is_better(const Offer *a, const Offer *b, guint n)
{
  double tie = CD_COALITION_TOLERANCE * MAX(a->product, b->product);
  if (a->product > b->product + tie)
    return true;
  return a->product >= b->product - tie && leximin_better(a, b, n);
}

CdBlockBargain cd_block_bargain(const CdBlockTable *table, guint n_members, const double *reservation)
{
  g_assert(n_members >= 1 && n_members <= CD_COALITION_MAX);
  CdBlockBargain bargain = {0};
  Offer best, offer;
  for (guint text = 0; text < table->n_texts; text++) {
    if (!offer_of(table, text, n_members, reservation, &offer))
      continue;
    if (bargain.n_feasible++ == 0 || is_better(&offer, &best, n_members)) {
      best = offer;
      bargain.text = text;
    }
  }
  return bargain;
}
