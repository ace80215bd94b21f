#include "sim/appraisal/ordered.h"

#define IN_A_BIN 40u
#define LEAST_BINS 5u
#define MOST_BINS 20u
#define LEAST_IN_A_BIN 5u

CdOrdered *cd_ordered_new(const CdPaired *paired)
{
  CdOrdered *it = g_new0(CdOrdered, 1);
  guint n = paired->n;
  it->at = g_new(guint, n);
  it->bin = g_new(guint, n);
  it->x = g_new(double, n);
  it->y = g_new(double, n);
  it->rank = g_new(double, n);
  return it;
}

void cd_ordered_free(CdOrdered *ordered)
{
  if (!ordered)
    return;
  g_free(ordered->at);
  g_free(ordered->bin);
  g_free(ordered->x);
  g_free(ordered->y);
  g_free(ordered->rank);
  g_free(ordered);
}

static void fill_bins(CdOrdered *it)
{
  guint bins = CLAMP(it->n / IN_A_BIN, LEAST_BINS, MOST_BINS), full = (it->n + bins - 1) / bins, bin = 0, count = 0;
  for (guint from = 0, to; from < it->n; from = to) {
    for (to = from + 1; to < it->n && it->x[to] == it->x[from]; to++)
      ;
    if ((count >= full || (to - from >= full && count >= LEAST_IN_A_BIN)) && it->n - from >= LEAST_IN_A_BIN) {
      bin++;
      count = 0;
    }
    for (guint i = from; i < to; i++)
      it->bin[i] = bin;
    count += to - from;
  }
  it->bins = it->n > 0 ? bin + 1 : 0;
}

void cd_ordered_fill(CdOrdered *it, const CdColumns *columns, guint input, const CdPaired *paired)
{
  const guint *order = &columns->order[(gsize)input * columns->replicates];
  const double *x = &columns->x[(gsize)input * columns->replicates];
  it->n = 0;
  for (guint i = 0; i < columns->replicates; i++) {
    guint place = paired->place[order[i]];
    if (place == G_MAXUINT)
      continue;
    it->at[it->n] = place;
    it->x[it->n] = x[order[i]];
    it->y[it->n++] = paired->d[place];
  }
  fill_bins(it);
}

double cd_ordered_sums(const CdOrdered *it, const double *value, guint *count, double *sum)
{
  for (guint b = 0; b < it->bins; b++) {
    count[b] = 0;
    sum[b] = 0;
  }
  for (guint i = 0; i < it->n; i++) {
    count[it->bin[i]]++;
    sum[it->bin[i]] += value[it->at[i]];
  }
  double squares = 0;
  for (guint b = 0; b < it->bins; b++)
    squares += sum[b] * sum[b] / count[b];
  return squares;
}

void cd_ordered_fifths(const CdOrdered *it, guint *low_end, guint *high_begin)
{
  guint n = it->n, fifth = (n + 4) / 5, low = fifth, high = n - fifth;
  while (low < n && it->x[low] == it->x[low - 1])
    low++;
  while (high > 0 && it->x[high] == it->x[high - 1])
    high--;
  if (low > high) { /* low ends where that value does, high begins with it */
    guint begin = high, end = low;
    high = end < n ? end : begin;
    low = begin > 0 ? begin : end;
  }
  *low_end = low;
  *high_begin = high;
}
