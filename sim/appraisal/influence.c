#include "sim/appraisal/influence.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include "sim/base/hash.h"
#include "sim/base/order.h"

#define SIGNIFICANCE 0.05
#define CONFIDENCE 0.95
#define LEAST_REPLICATES 20

typedef struct {
  guint input;
  double p;
  double explained; /* variance of D's mean, given the input */
  int direction;
} Tested;

static double bend_p(const CdOrdered *it, const CdPaired *paired)
{
  guint count[CD_BINS_MOST];
  double sum[CD_BINS_MOST], squares = cd_ordered_sums(it, paired->rank, count, sum);
  return gsl_cdf_chisq_Q((it->n - 1) * squares / paired->rank_squares, it->bins - 1.0);
}

/* Sets the direction, too. */
static double trend_p(CdOrdered *it, const CdPaired *paired, int *direction)
{
  double product = 0, squares = cd_ranks(it->x, it->at, it->n, it->rank);
  for (guint k = 0; k < it->n; k++)
    product += it->rank[k] * paired->rank[k];
  double z = product / sqrt(squares * paired->rank_squares) * sqrt(it->n - 1.0);
  *direction = (z > 0) - (z < 0);
  return erfc(fabs(z) * M_SQRT1_2);
}

/* How much more D's means over bins vary than they would without any influence. */
static double explained(const CdOrdered *it, const CdPaired *paired)
{
  guint count[CD_BINS_MOST];
  double sum[CD_BINS_MOST], around = 0, n = it->n;
  cd_ordered_sums(it, paired->d, count, sum);
  for (guint b = 0; b < it->bins; b++)
    around += count[b] * pow(sum[b] / count[b] - paired->mean, 2);
  double within = (paired->variance * (n - 1) - around) / (n - it->bins);
  return (around - (it->bins - 1) * within) / n;
}

static Tested test(CdOrdered *it, guint input, const CdPaired *paired)
{
  Tested tested = {.input = input};
  double trend = trend_p(it, paired, &tested.direction), bend = bend_p(it, paired);
  tested.p = MIN(1, 2 * MIN(trend, bend));
  if (trend > bend && trend > SIGNIFICANCE)
    tested.direction = 0;
  tested.explained = explained(it, paired);
  return tested;
}

static int by_p(gconstpointer first, gconstpointer second)
{
  const Tested *a = first, *b = second;
  return a->p < b->p ? -1 : a->p > b->p ? 1 : a->input < b->input ? -1 : 1;
}

static int by_explained(gconstpointer first, gconstpointer second)
{
  const Tested *a = first, *b = second;
  return a->explained > b->explained ? -1 : a->explained < b->explained ? 1 : a->input < b->input ? -1 : 1;
}

/* How many of TESTED, by rising p, are told from chance (Holm 1979). */
static guint count_told(const Tested *tested, guint n)
{
  guint told = 0;
  while (told < n && tested[told].p <= SIGNIFICANCE / (n - told))
    told++;
  return told;
}

/* VARIANCE, explained, over sigma_E^2. Its error has two parts: that of the ratio, by the delta method with the bins' means freed of their noise as the
 * variance is; and what is left of a variance of means where there is no influence. */
static void set_share(CdInfluence *out, const CdOrdered *it, const CdPaired *paired, double variance)
{
  guint count[CD_BINS_MOST];
  double sum[CD_BINS_MOST], n = it->n, squares = 0, around = 0;
  out->share = out->share_low = out->share_high = NAN;
  if (!paired->between_told)
    return;
  double share = variance / paired->between;
  cd_ordered_sums(it, paired->d, count, sum);
  for (guint b = 0; b < it->bins; b++)
    around += count[b] * pow(sum[b] / count[b] - paired->mean, 2) / n;
  double keep = around > 0 ? sqrt(MAX(variance, 0) / around) : 0;
  for (guint i = 0; i < it->n; i++) {
    double d = paired->d[it->at[i]] - paired->mean, m = keep * (sum[it->bin[i]] / count[it->bin[i]] - paired->mean);
    double part = 2 * d * m - m * m - variance - share * (paired->product[it->at[i]] - paired->between);
    squares += part * part;
  }
  double none = 2 * (it->bins - 1) * pow((paired->variance - MAX(variance, 0)) / n, 2);
  double half = gsl_cdf_ugaussian_Pinv((1 + CONFIDENCE) / 2) * sqrt(squares / (n * n) + none) / paired->between;
  out->share = CLAMP(share, 0, 1);
  out->share_low = CLAMP(share - half, 0, 1);
  out->share_high = CLAMP(share + half, 0, 1);
}

/* Of replicates FROM .. TO in the order of the input. */
static CdFifth fifth_of(const CdOrdered *it, const CdPaired *paired, guint from, guint to, double delta, guint64 seed,
                        guint64 key)
{
  guint n = to - from;
  g_autofree double *a = g_new(double, 2 * (gsize)n), *b = g_new(double, 2 * (gsize)n);
  for (guint i = 0; i < n; i++)
    for (guint luck = 0; luck < 2; luck++) {
      a[2 * i + luck] = paired->a[2 * it->at[from + i] + luck];
      b[2 * i + luck] = paired->b[2 * it->at[from + i] + luck];
    }
  return (CdFifth){.x = cd_quantile(it->x + from, n, 0.5),
                   .from = it->x[from],
                   .to = it->x[to - 1],
                   .d = cd_difference(a, b, n, delta, CONFIDENCE, seed, key)};
}

CdReversal cd_fifth_reverses(const CdFifth *fifth, double mean)
{
  if (!(fifth->d.d.mean * mean < 0))
    return CD_REVERSAL_NONE;
  return fifth->d.d.low * fifth->d.d.high > 0 ? CD_REVERSAL_SURE : CD_REVERSAL_PERHAPS;
}

static CdInfluence influence_of(const Tested *tested, const CdOrdered *it, const CdPaired *paired, double delta,
                                guint64 seed, guint64 key)
{
  CdInfluence out = {.input = tested->input, .p = tested->p, .direction = tested->direction};
  guint low_end, high_begin;
  set_share(&out, it, paired, tested->explained);
  cd_ordered_fifths(it, &low_end, &high_begin);
  out.low = fifth_of(it, paired, 0, low_end, delta, seed, cd_hash_pair(key, 0));
  out.high = fifth_of(it, paired, high_begin, it->n, delta, seed, cd_hash_pair(key, 1));
  out.reversal = MAX(cd_fifth_reverses(&out.low, paired->mean), cd_fifth_reverses(&out.high, paired->mean));
  out.even = cd_break_even(it->x, it->y, it->n);
  return out;
}

/* What is found by the trend's test half of the time, were all of it a straight line. */
static double least_share(const CdPaired *paired, guint n_tested)
{
  if (!paired->between_told || n_tested == 0)
    return NAN;
  double z = gsl_cdf_ugaussian_Qinv(SIGNIFICANCE / (4.0 * n_tested));
  return MIN(1, z * z / (paired->n - 1) * paired->variance / paired->between);
}

static guint test_all(const CdColumns *columns, const CdPaired *paired, CdOrdered *ordered, Tested *tested)
{
  guint n = 0;
  for (guint i = 0; i < columns->n_inputs; i++) {
    cd_ordered_fill(ordered, columns, i, paired);
    if (ordered->bins > 1)
      tested[n++] = test(ordered, i, paired);
  }
  return n;
}

CdInfluences *cd_influences_new(const CdColumns *columns, const double *a, const double *b, double delta, guint64 seed,
                                guint64 key)
{
  g_autoptr(CdPaired) paired = cd_paired_new(a, b, columns->replicates);
  CdInfluences *out = g_new0(CdInfluences, 1);
  double total = paired->varies ? MAX(paired->between, 0) + paired->luck : 0;
  out->n = paired->n;
  out->mean = paired->mean;
  out->luck = total > 0 ? paired->luck / total : NAN;
  out->least = out->together = NAN;
  if (paired->n < LEAST_REPLICATES || !paired->varies)
    return out;
  g_autoptr(CdOrdered) ordered = cd_ordered_new(paired);
  g_autofree Tested *tested = g_new(Tested, columns->n_inputs + 1);
  out->n_tested = test_all(columns, paired, ordered, tested);
  out->least = least_share(paired, out->n_tested);
  qsort(tested, out->n_tested, sizeof *tested, by_p);
  out->n_told = count_told(tested, out->n_tested);
  qsort(tested, out->n_told, sizeof *tested, by_explained);
  out->influence = g_new(CdInfluence, out->n_told);
  out->together = 0;
  for (guint i = 0; i < out->n_told; i++) {
    guint input = tested[i].input;
    cd_ordered_fill(ordered, columns, input, paired);
    out->influence[i] = influence_of(&tested[i], ordered, paired, delta, seed, cd_hash_pair(key, columns->key[input]));
    out->together = MIN(out->together + out->influence[i].share, 1);
  }
  return out;
}

void cd_influences_free(CdInfluences *influences)
{
  if (!influences)
    return;
  g_free(influences->influence);
  g_free(influences);
}

const CdInfluence *cd_influences_reversing(const CdInfluences *influences, CdReversal kind)
{
  for (guint i = 0; i < influences->n_told; i++)
    if (influences->influence[i].reversal >= kind)
      return &influences->influence[i];
  return NULL;
}
