#include "sim/appraisal/estimate.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/resampled.h"
#include "sim/base/mean.h"
#include "sim/base/order.h"
#include "sim/base/resample.h"

#define CLEAR_EDGE 0.95
#define LEANING_EDGE 0.80
#define UNTOUCHED 0.1 /* share of runs without any difference from which on assumptions without effect are looked for */

/* One replicate's difference; c1, c2 about the mean of all. Small, so that a thousand stay in the nearest
 * cache. */
typedef struct {
  double mean, c1, c2;
  guint differs; /* in how many of its two runs: 0, 1, 2 */
} Pair;

typedef struct {
  double mean, between, luck;
  double touched; /* the least share of assumptions under which there is any difference by luck: what two runs of each allow */
} Moments;

typedef struct {
  double up, down;
  double up_most, down_most; /* were a difference possible under all assumptions */
} Shares;

static bool usable(const double *x, guint k)
{
  return isfinite(x[2 * k]) && isfinite(x[2 * k + 1]);
}

static double variance_of(const double *x, guint n)
{
  double mean = cd_mean(x, n), sum = 0;
  for (guint i = 0; i < n; i++)
    sum += (x[i] - mean) * (x[i] - mean);
  return sum / (n - 1);
}

CdSummary cd_summarise(const double *x, guint replicates)
{
  CdSummary summary = {NAN, NAN, NAN, NAN, NAN, NAN, 0};
  g_autofree double *run = g_new(double, 2 * (gsize)replicates), *average = g_new(double, replicates);
  guint n = 0;
  for (guint k = 0; k < replicates; k++)
    if (usable(x, k)) {
      memcpy(run + 2 * n, x + 2 * k, 2 * sizeof *run);
      average[n++] = (x[2 * k] + x[2 * k + 1]) / 2;
    }
  summary.n = n;
  if (n == 0)
    return summary;
  summary.mean = cd_mean(average, n);
  summary.sd = sqrt(variance_of(run, 2 * n));
  gsl_sort(run, 1, 2 * n);
  summary.p5 = cd_quantile(run, 2 * n, 0.05);
  summary.p95 = cd_quantile(run, 2 * n, 0.95);
  if (n > 1) {
    double half = gsl_cdf_tdist_Pinv(0.975, n - 1.0) * sqrt(variance_of(average, n) / n);
    summary.low = summary.mean - half;
    summary.high = summary.mean + half;
  }
  return summary;
}

/* The differences of the replicates that have both; returns how many. DIFFERENCE gets them as a sample of its
 * own. */
static guint collect(const double *a, const double *b, guint replicates, double *difference, double *mean_a,
                     double *mean_b)
{
  guint n = 0;
  for (guint k = 0; k < replicates; k++)
    if (usable(a, k) && usable(b, k)) {
      difference[2 * n] = a[2 * k] - b[2 * k];
      difference[2 * n + 1] = a[2 * k + 1] - b[2 * k + 1];
      mean_a[n] = (a[2 * k] + a[2 * k + 1]) / 2;
      mean_b[n++] = (b[2 * k] + b[2 * k + 1]) / 2;
    }
  return n;
}

static void fill_pairs(Pair *pair, const double *difference, guint n, double centre, double delta)
{
  for (guint k = 0; k < n; k++) {
    double d1 = difference[2 * k], d2 = difference[2 * k + 1];
    pair[k] = (Pair){.mean = (d1 + d2) / 2,
                     .c1 = d1 - centre,
                     .c2 = d2 - centre,
                     .differs = (fabs(d1) > delta) + (guint)(fabs(d2) > delta)};
  }
}

/* Of N replicates, DIFFERS runs show a difference that matters and BOTH replicates do so twice. With p(theta) the chance that a run does,
 * Cauchy-Schwarz gives P(p > 0) >= (E p)^2 / E p^2: equal where p is one number wherever it is not nought, more where p varies; two runs tell no third moment by which to know.
 * Where hardly a run shows none, nothing is concluded from it. */
static double touched_share(guint differs, guint both, guint n)
{
  double any = differs / (2.0 * n), twice = (double)both / n;
  return 1 - any < UNTOUCHED || twice <= 0 ? 1 : MIN(1, any * any / twice);
}

/* Sums over the replicates in INDEX, which may repeat. */
static Moments moments_of(const Pair *pair, const guint *index, guint n, double centre)
{
  double s1 = 0, s2 = 0, product = 0, square = 0;
  guint differs = 0, both = 0;
  for (guint i = 0; i < n; i++) {
    const Pair *p = &pair[index[i]];
    s1 += p->c1;
    s2 += p->c2;
    product += p->c1 * p->c2;
    square += (p->c1 - p->c2) * (p->c1 - p->c2);
    differs += p->differs;
    both += p->differs == 2;
  }
  return (Moments){.mean = centre + (s1 + s2) / (2.0 * n),
                   .between = n > 1 ? MAX((product - s1 * s2 / n) / (n - 1), 0) : NAN,
                   .luck = square / (2.0 * n),
                   .touched = touched_share(differs, both, n)};
}

/* A lone replicate shows no variance between assumptions: nothing to shrink by, or towards. */
static double shrinkage(const Moments *m)
{
  double total = m->between + m->luck / 2;
  return total > 0 ? sqrt(m->between / total) : 1;
}

static Shares shares_of(const Pair *pair, const guint *index, guint n, const Moments *m, double delta)
{
  double keep = shrinkage(m), rest = (1 - keep) * m->mean;
  guint up = 0, down = 0;
  for (guint i = 0; i < n; i++) {
    double expected = keep * pair[index[i]].mean + rest;
    up += expected > delta;
    down += expected < -delta;
  }
  /* Linear shrinkage moves replicates without a difference that matters towards the mean, and would count them all. Told is the least that the runs
   * allow; how many more there may be is for the upper limits. */
  double most = (up + down) > 0 ? MIN(1, m->touched * n / (up + down)) : 1;
  return (Shares){most * up / n, most * down / n, (double)up / n, (double)down / n};
}

typedef struct {
  double up[CD_RESAMPLES], down[CD_RESAMPLES], within[CD_RESAMPLES];
  double up_most[CD_RESAMPLES], down_most[CD_RESAMPLES]; /* as in Shares */
  double larger[CD_RESAMPLES]; /* of the two in one resample: kept, since reading an interval sorts each of them by itself */
} Resampled;

static double within(Shares shares)
{
  return MAX(1 - shares.up - shares.down, 0);
}

static void bootstrap(Resampled *r, const Pair *pair, guint n, double centre, double delta, guint64 seed, guint64 key)
{
  g_autofree guint *index = g_new(guint, n);
  for (guint b = 0; b < CD_RESAMPLES; b++) {
    cd_resample(seed, key, b, n, index);
    Moments moments = moments_of(pair, index, n, centre);
    Shares shares = shares_of(pair, index, n, &moments, delta);
    r->up[b] = shares.up;
    r->down[b] = shares.down;
    r->up_most[b] = shares.up_most;
    r->down_most[b] = shares.down_most;
    r->larger[b] = MAX(shares.up_most, shares.down_most);
    r->within[b] = within(shares);
  }
}

/* Sets the interval of the larger share, and of each; returns the lower limit of the share within delta. */
static double set_interval(CdDifference *out, CdSided *sided, Resampled *r, Shares shares, guint n, double confidence)
{
  CdInterval up = {cd_resampled_interval(r->up, shares.up, n, confidence).low,
                   cd_resampled_interval(r->up_most, shares.up_most, n, confidence).high};
  CdInterval down = {cd_resampled_interval(r->down, shares.down, n, confidence).low,
                     cd_resampled_interval(r->down_most, shares.down_most, n, confidence).high};
  out->q_low = out->direction > 0 ? up.low : out->direction < 0 ? down.low : MIN(up.low, down.low);
  out->q_high = cd_resampled_interval(r->larger, MAX(shares.up_most, shares.down_most), n, confidence).high;
  *sided = (CdSided){{shares.up, up.low, up.high}, {shares.down, down.low, down.high}};
  return cd_resampled_interval(r->within, within(shares), n, confidence).low;
}

static guint more_replicates(const CdDifference *d, double within_share, double confidence)
{
  if (within_share >= CLEAR_EDGE)
    return MAX(d->d.n, 1); /* no edge is near: luck alone is in the way, and twice the runs halve its variance */
  double n = d->d.n, q = MAX(d->q, d->q_down), z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
  double distance = MAX(fabs(q - LEANING_EDGE), MIN(1 / (2 * n), 0.005));
  double half = q < LEANING_EDGE ? d->q_high - q : q - d->q_low;
  double needed = MAX(z * z * q * (1 - q), n * half * half) / (distance * distance);
  return (guint)CLAMP(ceil(needed - n), 1, G_MAXUINT);
}

static CdVerdict verdict_of(const CdDifference *d, bool always_within, double within_share, double within_low)
{
  if (always_within)
    return CD_VERDICT_NONE;
  if (d->q_low >= CLEAR_EDGE)
    return CD_VERDICT_CLEAR;
  if (d->q_low >= LEANING_EDGE)
    return CD_VERDICT_LEANING;
  if (within_low >= CLEAR_EDGE)
    return CD_VERDICT_NONE;
  /* Nearly all within delta, but not surely so: that is not to depend on assumptions. */
  return d->q_high < LEANING_EDGE && within_share < CLEAR_EDGE ? CD_VERDICT_DEPENDS : CD_VERDICT_CANNOT_TELL;
}

static bool all_within(const double *difference, guint n, double delta)
{
  for (guint i = 0; i < n; i++)
    if (fabs(difference[i]) > delta)
      return false;
  return true;
}

/* Differences that vary by no more than rounding do not vary. */
static double variance_ratio(const double *difference, const double *mean_a, const double *mean_b, guint n)
{
  if (n < 2)
    return NAN;
  g_autofree double *mean = g_new(double, n);
  for (guint k = 0; k < n; k++)
    mean[k] = (difference[2 * k] + difference[2 * k + 1]) / 2;
  double apart = variance_of(mean_a, n) + variance_of(mean_b, n), paired = variance_of(mean, n);
  return paired > 1e-24 * apart ? apart / paired : NAN;
}

/* DIFFERENCE holds N > 0 replicates, all defined. */
static void set_shares_and_verdict(CdDifference *out, CdSided *sided, const double *difference, guint n, double delta,
                                   double confidence, guint64 seed, guint64 key)
{
  g_autofree Pair *pair = g_new(Pair, n);
  g_autofree guint *all = g_new(guint, n);
  for (guint k = 0; k < n; k++)
    all[k] = k;
  fill_pairs(pair, difference, n, out->d.mean, delta);
  Moments moments = moments_of(pair, all, n, out->d.mean);
  Shares shares = shares_of(pair, all, n, &moments, delta);
  out->var_between = moments.between;
  out->var_luck = moments.luck;
  out->q = shares.up;
  out->q_down = shares.down;
  out->direction = (shares.up > shares.down) - (shares.up < shares.down);

  Resampled resampled;
  bootstrap(&resampled, pair, n, out->d.mean, delta, seed, key);
  double within_low = set_interval(out, sided, &resampled, shares, n, confidence);
  out->verdict = verdict_of(out, all_within(difference, 2 * n, delta), within(shares), within_low);
  if (out->verdict == CD_VERDICT_CANNOT_TELL)
    out->more = more_replicates(out, within(shares), confidence);
}

CdDifference cd_difference_untold(CdSummary d)
{
  return (CdDifference){.d = d,
                        .var_between = NAN,
                        .var_luck = NAN,
                        .q = NAN,
                        .q_down = NAN,
                        .q_low = NAN,
                        .q_high = NAN,
                        .verdict = CD_VERDICT_UNDEFINED,
                        .variance_ratio = NAN};
}

CdDifference cd_difference_sided(const double *a, const double *b, guint replicates, double delta, double confidence,
                                 guint64 seed, guint64 key, CdSided *sided)
{
  g_assert(delta >= 0 && confidence > 0 && confidence < 1);
  g_autofree double *difference = g_new(double, 2 * (gsize)replicates);
  g_autofree double *mean_a = g_new(double, replicates), *mean_b = g_new(double, replicates);
  guint n = collect(a, b, replicates, difference, mean_a, mean_b);
  CdDifference out = cd_difference_untold(cd_summarise(difference, n));
  *sided = (CdSided){{NAN, NAN, NAN}, {NAN, NAN, NAN}};
  out.variance_ratio = variance_ratio(difference, mean_a, mean_b, n);
  if (n > 0)
    set_shares_and_verdict(&out, sided, difference, n, delta, confidence, seed, key);
  return out;
}

CdDifference cd_difference(const double *a, const double *b, guint replicates, double delta, double confidence,
                           guint64 seed, guint64 key)
{
  CdSided sided;
  return cd_difference_sided(a, b, replicates, delta, confidence, seed, key, &sided);
}

/* As verdict_of() decides. */
CdLimit cd_difference_limit(const CdDifference *difference)
{
  double q = MAX(difference->q, difference->q_down);
  if (difference->verdict == CD_VERDICT_LEANING)
    return (CdLimit){CD_LIMIT_LEAST, difference->q_low};
  if (difference->verdict != CD_VERDICT_CANNOT_TELL)
    return (CdLimit){CD_LIMIT_NONE, NAN};
  if (1 - difference->q - difference->q_down >= CLEAR_EDGE)
    return (CdLimit){CD_LIMIT_DIFFERENCE, difference->q_high};
  return q >= LEANING_EDGE ? (CdLimit){CD_LIMIT_LEAST, difference->q_low} : (CdLimit){CD_LIMIT_MOST, difference->q_high};
}

CdDifference cd_difference_turned(const CdDifference *difference)
{
  CdDifference it = *difference;
  it.d.mean = -difference->d.mean;
  it.d.low = -difference->d.high;
  it.d.high = -difference->d.low;
  it.d.p5 = -difference->d.p95;
  it.d.p95 = -difference->d.p5;
  it.q = difference->q_down;
  it.q_down = difference->q;
  it.direction = -difference->direction;
  return it;
}

const char *cd_verdict_text(CdVerdict verdict)
{
  switch (verdict) {
  case CD_VERDICT_CLEAR:
    return "clear";
  case CD_VERDICT_LEANING:
    return "leaning";
  case CD_VERDICT_DEPENDS:
    return "depends on assumptions";
  case CD_VERDICT_CANNOT_TELL:
    return "cannot tell";
  case CD_VERDICT_NONE:
    return "no difference";
  case CD_VERDICT_UNDEFINED:
    return "not defined";
  }
  g_assert_not_reached();
}
