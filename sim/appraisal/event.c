#include "sim/appraisal/event.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/appraisal/resampled.h"
#include "sim/appraisal/share.h"
#include "sim/base/resample.h"

#define CONFIDENCE 0.95
/* Nearer to nought or to one than this a correlation counts as such: the beta distribution there has no digits left. */
#define EXTREME 1e-3
/* A quantile is found to a hundredth of a per cent; few resamples are enough for that. */
#define HALVINGS 14
#define RESAMPLES_OF_QUANTILES 100

typedef struct {
  double mean, alike; /* E p, and Var p / (E p (1 - E p)), 0..1; NAN where E p is 0 or 1 */
} Moments;

static Moments moments_of(const double *y, const guint *index, guint n)
{
  double sum = 0, product = 0;
  for (guint i = 0; i < n; i++) {
    const double *pair = &y[2 * (gsize)index[i]];
    sum += pair[0] + pair[1];
    product += pair[0] * pair[1];
  }
  double mean = sum / (2.0 * n), most = mean * (1 - mean);
  return (Moments){mean, most > 0 ? CLAMP((product / n - mean * mean) / most, 0, 1) : NAN};
}

static bool is_point(const Moments *m)
{
  return !(m->alike > EXTREME);
}

static bool is_two_points(const Moments *m)
{
  return m->alike > 1 - EXTREME;
}

/* Share of assumptions with p(theta) < X; of those where p is X itself, none. */
static double below(const Moments *m, double x)
{
  if (is_point(m))
    return m->mean < x;
  if (x <= 0 || x > 1)
    return x > 1;
  if (is_two_points(m))
    return 1 - m->mean;
  double strength = 1 / m->alike - 1;
  return gsl_cdf_beta_P(x, m->mean * strength, (1 - m->mean) * strength);
}

/* Of p(theta) as N_M moments, each as likely, have it: its SHARE-quantile. */
static double quantile(const Moments *m, guint n_m, double share)
{
  double low = 0, high = 1;
  for (int i = 0; i < HALVINGS; i++) {
    double middle = (low + high) / 2, all = 0;
    for (guint b = 0; b < n_m; b++)
      all += below(&m[b], middle) / n_m;
    if (all < share)
      low = middle;
    else
      high = middle;
  }
  return high == 1 ? 1 : low == 0 ? 0 : high; /* nought and one are told as such */
}

/* At most CHANCE is not above it: the next number is the first that is. */
static double holding(const Moments *m, double chance, bool at_most)
{
  return at_most ? below(m, nextafter(chance, 2)) : 1 - below(m, chance);
}

/* Of the replicates that have a value under both lucks: their pairs, one behind the other. */
static guint collect(const double *y, guint replicates, double *kept)
{
  guint n = 0;
  for (guint k = 0; k < replicates; k++)
    if (isfinite(y[2 * k]) && isfinite(y[2 * k + 1])) {
      kept[2 * n] = y[2 * k];
      kept[2 * n++ + 1] = y[2 * k + 1];
    }
  return n;
}

/* What the moments might as well have been. */
static void resample_moments(const double *y, guint n, guint64 seed, guint64 key, Moments *resampled)
{
  g_autofree guint *index = g_new(guint, n);
  for (guint b = 0; b < CD_RESAMPLES; b++) {
    cd_resample(seed, key, b, n, index);
    resampled[b] = moments_of(y, index, n);
  }
}

/* Two runs of a draw that are always alike, or all runs, leave no doubt of how luck and assumptions divide. */
static bool is_divided(const Moments *m)
{
  return isnan(m->alike) || is_two_points(m);
}

CdEventChance cd_event_chance(const double *y, guint replicates, double chance, bool at_most, double confidence,
                              guint64 seed, guint64 key, CdShareOfAssumptions *holds)
{
  g_autofree double *kept = g_new(double, 2 * (gsize)replicates);
  guint n = collect(y, replicates, kept);
  CdEventChance out = {NAN, NAN, NAN, NAN, NAN, NAN, n};
  *holds = (CdShareOfAssumptions){NAN, NAN, NAN};
  if (n == 0)
    return out;
  g_autofree guint *all = g_new(guint, n);
  for (guint k = 0; k < n; k++)
    all[k] = k;
  Moments moments = moments_of(kept, all, n);
  out.mean = moments.mean;
  out.alike = moments.alike;
  double worth = isnan(moments.alike) ? n : 2.0 * n / (1 + moments.alike);
  cd_wilson(out.mean, (guint)worth, CONFIDENCE, &out.low, &out.high);
  Moments resampled[CD_RESAMPLES];
  double held[CD_RESAMPLES], mean_held = 0;
  resample_moments(kept, n, seed, key, resampled);
  for (guint b = 0; b < CD_RESAMPLES; b++) {
    held[b] = holding(&resampled[b], chance, at_most);
    mean_held += held[b] / CD_RESAMPLES;
  }
  bool divided = is_divided(&moments);
  const Moments *likely = divided ? &moments : resampled;
  guint n_likely = divided ? 1 : RESAMPLES_OF_QUANTILES;
  out.p5 = isnan(moments.alike) ? moments.mean : quantile(likely, n_likely, 0.05);
  out.p95 = isnan(moments.alike) ? moments.mean : quantile(likely, n_likely, 0.95);
  holds->share = divided ? holding(&moments, chance, at_most) : mean_held;
  CdInterval interval = cd_resampled_interval(held, holds->share, n, confidence);
  holds->low = interval.low;
  holds->high = interval.high;
  return out;
}
