#include "sim/appraisal/event.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/appraisal/resampled.h"
#include "sim/appraisal/share.h"
#include "sim/base/order.h"

#define CONFIDENCE 0.95
/* Nearer to nought or to one than this a correlation counts as such: the beta distribution there has no digits left. */
#define EXTREME 1e-3
#define HALVINGS 60
#define ALIKES 48   /* nodes of likeness */
#define MEANS 33    /* of the mean: odd, so that one is at the centre */
#define REACH 5.0   /* standard errors on either side of the mean, were both runs of a draw one */
#define UNSEEN 0.02 /* a likeness whose interval begins below this is not told from none */
#define NO_BELIEF 1e-9

typedef struct {
  double mean, alike; /* E p, and Var p / (E p (1 - E p)), 0..1; NAN where E p is 0 or 1 */
} Moments;

/* Pairs of one draw's two runs in which it happens never, once and twice; values between nought and one count in part. */
typedef struct {
  double never, once, twice;
} Pairs;

/* What may be so, given the pairs: means along one side, likeness along the other, each with its share of belief. */
typedef struct {
  Moments at[ALIKES * MEANS];
  double weight[ALIKES * MEANS]; /* sums to one */
} Posterior;

static Pairs pairs_of(const double *y, guint n)
{
  Pairs out = {0, 0, 0};
  for (guint i = 0; i < n; i++) {
    double a = y[2 * i], b = y[2 * i + 1];
    out.twice += a * b;
    out.never += (1 - a) * (1 - b);
    out.once += a + b - 2 * a * b;
  }
  return out;
}

static double log_of(double count, double chance)
{
  return count > 0 ? count * log(chance) : 0;
}

/* Two runs of one draw under moments M: P(twice) = E p^2, P(never) = E (1 - p)^2, P(once) the rest. No more of p's distribution bears on them. */
static double likelihood(const Pairs *pairs, const Moments *m)
{
  double apart = m->mean * (1 - m->mean), with = m->alike * apart;
  return log_of(pairs->twice, m->mean * m->mean + with) + log_of(pairs->never, (1 - m->mean) * (1 - m->mean) + with) +
         log_of(pairs->once, 2 * apart * (1 - m->alike));
}

/* Nodes of likeness between LOW and HIGH, of means about what the pairs say, evenly by their logit; prior: every likeness as likely, Jeffreys' of the mean. */
static void lay(Posterior *it, const Pairs *pairs, guint n, double low, double high)
{
  double mean = (pairs->twice + pairs->once / 2 + 0.25) / (n + 0.5), centre = log(mean / (1 - mean)),
         step = REACH / sqrt(n * mean * (1 - mean)) / (MEANS / 2), most = -INFINITY, sum = 0;
  for (guint a = 0; a < ALIKES; a++)
    for (guint m = 0; m < MEANS; m++) {
      double logit = centre + step * ((double)m - MEANS / 2), p = 1 / (1 + exp(-logit));
      Moments at = {CLAMP(p, 1e-12, 1 - 1e-12), low + (high - low) * (a + 0.5) / ALIKES};
      it->at[a * MEANS + m] = at;
      it->weight[a * MEANS + m] =
          likelihood(pairs, &at) + log(at.mean * (1 - at.mean)) / 2; /* d mean = p (1 - p) d logit */
      most = MAX(most, it->weight[a * MEANS + m]);
    }
  for (guint i = 0; i < ALIKES * MEANS; i++)
    sum += it->weight[i] = exp(it->weight[i] - most);
  for (guint i = 0; i < ALIKES * MEANS; i++)
    it->weight[i] /= sum;
}

/* Laid twice, the second time where belief is. */
static void believe(Posterior *it, const Pairs *pairs, guint n)
{
  lay(it, pairs, n, 0, 1);
  double low = 1, high = 0, half = 1.0 / ALIKES;
  for (guint i = 0; i < ALIKES * MEANS; i++)
    if (it->weight[i] > NO_BELIEF) {
      low = MIN(low, it->at[i].alike);
      high = MAX(high, it->at[i].alike);
    }
  lay(it, pairs, n, MAX(low - half, 0), MIN(high + half, 1));
}

static double expected_likeness(const Posterior *it)
{
  double sum = 0;
  for (guint i = 0; i < ALIKES * MEANS; i++)
    sum += it->weight[i] * it->at[i].alike;
  return sum;
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

static double quantile(const Moments *m, double share)
{
  if (is_point(m))
    return m->mean;
  double low = 0, high = 1;
  for (int i = 0; i < HALVINGS; i++) {
    double middle = (low + high) / 2;
    if (below(m, middle) < share)
      low = middle;
    else
      high = middle;
  }
  return high < 0.5 ? low : high; /* so that nought and one are told as such */
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

/* The values of X[n] below which TAIL lies, and above which; WEIGHT[n], one in sum. */
static CdInterval tails_of(const double *x, const double *weight, guint n, double tail)
{
  g_autofree guint *order = g_new(guint, n);
  guint low = 0, high = n - 1;
  cd_order(x, n, order);
  for (double sum = weight[order[0]]; low + 1 < n && sum < tail; sum += weight[order[low]])
    low++;
  for (double sum = weight[order[n - 1]]; high > 0 && sum < tail; sum += weight[order[high]])
    high--;
  return (CdInterval){x[order[low]], x[order[high]]};
}

/* Of the share of assumptions; no narrower than Wilson's, as of any share. */
static CdInterval interval_of(const Posterior *posterior, guint n, double share, double chance, bool at_most,
                              double confidence)
{
  g_autofree double *holds = g_new(double, ALIKES *MEANS);
  for (guint i = 0; i < ALIKES * MEANS; i++)
    holds[i] = posterior->weight[i] > NO_BELIEF ? holding(&posterior->at[i], chance, at_most) : share;
  CdInterval out = tails_of(holds, posterior->weight, ALIKES * MEANS, (1 - confidence) / 2), exact;
  cd_wilson(share, n, confidence, &exact.low, &exact.high);
  return (CdInterval){MIN(out.low, exact.low), MAX(out.high, exact.high)};
}

/* LOW and HIGH of likeness at 95 %. */
static CdInterval likeness_interval(const Posterior *posterior)
{
  g_autofree double *alike = g_new(double, ALIKES *MEANS);
  for (guint i = 0; i < ALIKES * MEANS; i++)
    alike[i] = posterior->at[i].alike;
  return tails_of(alike, posterior->weight, ALIKES * MEANS, (1 - CONFIDENCE) / 2);
}

CdEventChance cd_event_chance(const double *y, guint replicates, double chance, bool at_most, double confidence,
                              CdShareOfAssumptions *holds)
{
  g_autofree double *kept = g_new(double, 2 * (gsize)replicates + 1);
  guint n = collect(y, replicates, kept);
  CdEventChance out = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, n};
  *holds = (CdShareOfAssumptions){NAN, NAN, NAN};
  if (n == 0)
    return out;
  Pairs pairs = pairs_of(kept, n);
  Moments moments = {(pairs.twice + pairs.once / 2) / n, NAN};
  CdInterval interval;
  if (pairs.once <= 0) { /* it goes by the draw alone, always or never happens: nothing is left to believe */
    moments.alike = pairs.twice > 0 && pairs.never > 0 ? 1 : NAN;
    out.alike_low = out.alike_high = moments.alike;
    holds->share = holding(&moments, chance, at_most);
    cd_wilson(holds->share, n, confidence, &interval.low, &interval.high);
  } else {
    g_autofree Posterior *posterior = g_new(Posterior, 1);
    believe(posterior, &pairs, n);
    moments.alike = expected_likeness(posterior);
    CdInterval alike = likeness_interval(posterior);
    out.alike_low = alike.low < UNSEEN ? 0 : alike.low;
    out.alike_high = alike.high;
    holds->share = holding(&moments, chance, at_most);
    interval = interval_of(posterior, n, holds->share, chance, at_most, confidence);
  }
  holds->low = interval.low;
  holds->high = interval.high;
  out.mean = moments.mean;
  out.alike = moments.alike;
  double worth = isnan(moments.alike) ? n : 2.0 * n / (1 + moments.alike);
  cd_wilson(out.mean, (guint)worth, CONFIDENCE, &out.low, &out.high);
  out.p5 = quantile(&moments, 0.05);
  out.p95 = quantile(&moments, 0.95);
  return out;
}
