#include "sim/base/random.h"

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

/* Above this mean a quantile's walk from 0 costs more than rejection does. */
#define QUANTILE_MEAN 100

typedef struct {
  double first, second;
} UniformPair;

/* The top 53 of 64 bits, on the grid of 2^-53, where 1 - u is exact too; 0 is moved to the grid's next point. */
static inline double open_unit(guint32 low, guint32 high)
{
  gint64 bits = (gint64)(((guint64)high << 32 | low) >> 11);
  return (double)MAX(bits, 1) * 0x1p-53;
}

static inline UniformPair uniform_pair(const CdStream *stream, guint month, guint block)
{
  g_assert(stream->purpose < 1 << 8 && month < 1 << 12 && block < 1 << 12);
  philox4x32_ctr_t counter = {{(guint32)stream->entity, (guint32)(stream->entity >> 32), stream->run,
                               stream->purpose << 24 | month << 12 | block}};
  philox4x32_key_t key = {{(guint32)stream->seed, (guint32)(stream->seed >> 32)}};
  philox4x32_ctr_t word = philox4x32(counter, key);
  return (UniformPair){open_unit(word.v[0], word.v[1]), open_unit(word.v[2], word.v[3])};
}

double cd_stream_uniform(CdStream stream, guint month, guint index)
{
  UniformPair pair = uniform_pair(&stream, month, index / 2);
  return index % 2 == 0 ? pair.first : pair.second;
}

double cd_stream_normal(CdStream stream, guint month, guint index)
{
  return gsl_cdf_ugaussian_Pinv(cd_stream_uniform(stream, month, index));
}

/* Own logarithm and exponential, from additions, products and quotients alone: libm's differ in the last bit between
 * CPUs with and without FMA, and then a count would differ. Both are good to 2 units in the last place. */

/* z/3 + z^2/5 + z^3/7 + ..., so that log((1 + s) / (1 - s)) = 2 s (1 + this at z = s^2); less than 2^-57 short for
 * z <= ATANH_MAX. */
#define ATANH_MAX 0.0295
static inline double atanh_tail(double z)
{
  double z2 = z * z, z4 = z2 * z2;
  double low = (1.0 / 3 + z * (1.0 / 5)) + z2 * (1.0 / 7 + z * (1.0 / 9));
  double middle = (1.0 / 11 + z * (1.0 / 13)) + z2 * (1.0 / 15 + z * (1.0 / 17));
  return z * (low + z4 * (middle + z4 * (1.0 / 19 + z * (1.0 / 21))));
}

/* ln 2 as a part whose multiples below 2^10 are exact, and the rest. */
#define LN2_HIGH 0x1.62e42fefa38p-1
#define LN2_LOW 0x1.ef35793c7673p-45

/* Natural logarithm of a positive normal X = 2^e m, m in [sqrt(1/2), sqrt(2)). */
static double logarithm(double x)
{
  const guint64 sqrt_half = G_GUINT64_CONSTANT(0x3fe6a09e667f3bcd);
  guint64 bits;
  memcpy(&bits, &x, sizeof bits);
  gint64 exponent = (gint64)(bits - sqrt_half) >> 52;
  bits -= (guint64)exponent << 52;
  double m, e = (double)exponent;
  memcpy(&m, &bits, sizeof m);
  double s = (m - 1) / (m + 1);
  return e * LN2_HIGH + (2 * s + (2 * s * atanh_tail(s * s) + e * LN2_LOW));
}

/* log(1 - p), 0 <= p <= 0.29. */
static inline double log_complement(double p)
{
  double s = -p / (2 - p);
  return 2 * s + 2 * s * atanh_tail(s * s);
}

/* e^x, -700 < x <= 0: 2^k times Taylor's series at |r| <= ln(2)/2, its terms to r^13 summed in pairs. */
static double exponential(double x)
{
  gint64 k = (gint64)(x * (1 / (LN2_HIGH + LN2_LOW)) - 0.5);
  double r = (x - (double)k * LN2_HIGH) - (double)k * LN2_LOW, r2 = r * r, r4 = r2 * r2;
  double t0 = (1 + r) + r2 * (1.0 / 2 + r * (1.0 / 6));
  double t4 = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
  double t8 = (1.0 / 40320 + r * (1.0 / 362880)) + r2 * (1.0 / 3628800 + r * (1.0 / 39916800));
  double t12 = 1.0 / 479001600 + r * (1.0 / 6227020800);
  guint64 bits = (guint64)(k + 1023) << 52;
  double scale;
  memcpy(&scale, &bits, sizeof scale);
  return (t0 + r4 * (t4 + r4 * (t8 + r4 * t12))) * scale;
}

/* base^n by squaring, two bits of N at a time and without a branch on them, which would be mispredicted. */
static inline double power(double base, gint64 n)
{
  double result = 1;
  for (; n > 0; n >>= 2) {
    double square = base * base;
    const double factor[4] = {1, base, square, square * base};
    result *= factor[n & 3];
    base = square * square;
  }
  return result;
}

/* (1 - p)^n, n p <= QUANTILE_MEAN. Squaring's error grows as n 2^-53; the logarithm's does not, but it costs more. */
static inline double none_of(gint64 n, double p)
{
  return n <= 1024 ? power(1 - p, n) : exponential((double)n * log_complement(p));
}

/* 1/k at [k - 1]; divisions would be half of a walk's time. */
#define FOUR(k) 1.0 / (k), 1.0 / (k + 1), 1.0 / (k + 2), 1.0 / (k + 3)
#define TWENTY(k) FOUR(k), FOUR(k + 4), FOUR(k + 8), FOUR(k + 12), FOUR(k + 16)
#define EIGHTY(k) TWENTY(k), TWENTY(k + 20), TWENTY(k + 40), TWENTY(k + 60)
static const double inverse[] = {EIGHTY(1), EIGHTY(81), EIGHTY(161)};

/* No walk is longer: beyond lies less than 2^-80 of a Poisson (so of a binomial, too) of this mean. */
static inline double walk_end(double mean)
{
  return mean + 9 * sqrt(mean) + 40;
}
G_STATIC_ASSERT(QUANTILE_MEAN <= 10 * 10 && G_N_ELEMENTS(inverse) > 10 * 10 + 9 * 10 + 40);

/* Smallest k with P(0) + ... + P(k) >= u, given P(0) and P(k) = P(k - 1) (a / k - b). Two steps at a time: the products
 * and sums that wait for one another are then half as many. END stops a u so close to 1 that the rounded sum never
 * reaches it. */
static inline gint64 walk_up(double u, double p0, double a, double b, double end)
{
  double p = p0, sum = p0;
  gint64 last = (gint64)end;
  if (sum >= u)
    return 0;
  for (gint64 k = 0; k < last; k += 2) {
    double one = a * inverse[k] - b, two = one * (a * inverse[k + 1] - b);
    double p_one = p * one, p_two = p * two, next = sum + (p_one + p_two);
    if (next >= u)
      return MIN(k + (sum + p_one >= u ? 1 : 2), last);
    p = p_two;
    sum = next;
  }
  return last;
}

/* p <= 1/2 */
static inline gint64 binomial_quantile_low(gint64 n, double p, double u)
{
  double odds = p / (1 - p), size = (double)n, end = walk_end(size * p);
  return walk_up(u, none_of(n, p), (size + 1) * odds, odds, MIN(end, size));
}

/* With Y = n - X ~ B(n, 1 - p): P(X <= k) >= u if and only if P(Y <= n - k - 1) <= 1 - u, so n - X's quantile is the
 * smallest j with P(Y <= j) > 1 - u; strictly, hence the next number above 1 - u. */
gint64 cd_binomial_quantile(gint64 n, double p, double u)
{
  g_assert(n >= 0 && p >= 0 && p <= 1 && u > 0 && u < 1 && (double)n * MIN(p, 1 - p) <= QUANTILE_MEAN);
  if (p == 1)
    return n;
  return p <= 0.5 ? binomial_quantile_low(n, p, u) : n - binomial_quantile_low(n, 1 - p, nextafter(1 - u, 2));
}

gint64 cd_poisson_quantile(double mean, double u)
{
  g_assert(mean >= 0 && mean <= QUANTILE_MEAN && u > 0 && u < 1);
  return walk_up(u, exponential(-mean), mean, 0, walk_end(mean));
}

/* x log(x / mean) - x + mean >= 0 without cancellation (Loader 2000, "Fast and accurate computation of binomial
 * probabilities"): with v = (x - mean) / (x + mean), (x - mean) v + 2 x v (v^2/3 + v^4/5 + ...). */
static double deviance(double x, double mean)
{
  double difference = x - mean, v = difference / (x + mean);
  if (v * v <= ATANH_MAX)
    return difference * v + 2 * x * v * atanh_tail(v * v);
  return x * logarithm(x / mean) - difference;
}

/* log(x!) less Stirling's log(sqrt(2 pi x) (x/e)^x): 1/(12 x) - 1/(360 x^3) + 1/(1260 x^5), x >= REJECTION_LOW. */
static double stirling_rest(double x)
{
  double y = 1 / x, square = y * y;
  return y * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260)));
}

/* Rejection proposes nothing below: there lies less than 10^-25 when the mean is above QUANTILE_MEAN. */
#define REJECTION_LOW 16

/* The table-mountain hat that the two rejections of Hormann (1993) share. */
typedef struct {
  double a, b, centre;
} Hat;

/* One try: the hat's inverse at U - 1/2 (the count is its floor), and U's distance from the nearer end of (0, 1). */
typedef struct {
  double x, v, us;
} Try;

static inline Try hat_try(Hat hat, double uniform, double v)
{
  double u = uniform - 0.5, us = 0.5 - fabs(u);
  return (Try){.x = (2 * hat.a / us + hat.b) * u + hat.centre, .v = v, .us = us};
}

/* V over the hat's density at the try. */
static inline double hat_height(Hat hat, Try try)
{
  return try.v / (hat.a / (try.us * try.us) + hat.b);
}

typedef struct {
  double n, p, spread; /* p <= 1/2; the standard deviation */
} Binomial;

/* -log of the probability of k, less a constant and less half the logarithm of k (n - k) */
static double binomial_depth(Binomial of, double k)
{
  return deviance(k, of.n * of.p) + deviance(of.n - k, of.n * (1 - of.p)) + stirling_rest(k) + stirling_rest(of.n - k);
}

/* Whether LOG_HEIGHT <= log(P(k) / P(mode)). First the squeeze of Kachitvichyanukul & Schmeiser (1988, "Binomial random
 * variate generation", Comm. ACM 31, step 5.2), valid within half the variance of the mode; it decides most cases. */
static bool below_binomial(Binomial of, double k, double log_height)
{
  double mode = floor((of.n + 1) * of.p), off = fabs(k - mode), variance = of.spread * of.spread;
  if (off < variance / 2 - 1) {
    double normal = -off * off / (2 * variance);
    double slack = off / variance * (((off / 3 + 0.625) * off + 1.0 / 6) / variance + 0.5);
    if (fabs(log_height - normal) > slack)
      return log_height < normal;
  }
  double ratio = k * (of.n - k) / (mode * (of.n - mode));
  return log_height + 0.5 * logarithm(ratio) <= binomial_depth(of, mode) - binomial_depth(of, k);
}

/* BTRS: Hormann (1993), "The generation of binomial random variates", J. Stat. Comput. Simul. 46; n p >= 10. REFLECT
 * takes 1 - u for u, so that the complement of the count rises with u. */
static gint64 binomial_rejection(const CdStream *stream, guint month, Binomial of, bool reflect)
{
  double b = 1.15 + 2.53 * of.spread, sure = 0.92 - 4.2 / b;
  Hat hat = {.a = -0.0873 + 0.0248 * b + 0.01 * of.p, .b = b, .centre = of.n * of.p + 0.5};
  for (guint block = 0;; block++) {
    UniformPair draw = uniform_pair(stream, month, block);
    Try try = hat_try(hat, reflect ? 1 - draw.first : draw.first, draw.second);
    if (try.us >= 0.07 && try.v <= sure)
      return (gint64)try.x;
    if (!(try.x >= REJECTION_LOW && try.x <= of.n - REJECTION_LOW))
      continue;
    double alpha = (2.83 + 5.1 / b) * of.spread;
    if (below_binomial(of, floor(try.x), logarithm(alpha * hat_height(hat, try))))
      return (gint64)try.x;
  }
}

/* PTRS: Hormann (1993), "The transformed rejection method for generating Poisson random variables", Insurance:
 * Mathematics and Economics 12; mean >= 10. */
static gint64 poisson_rejection(const CdStream *stream, guint month, double mean)
{
  double b = 0.931 + 2.53 * sqrt(mean), sure = 0.9277 - 3.6224 / (b - 2);
  Hat hat = {.a = -0.059 + 0.02483 * b, .b = b, .centre = mean + 0.43};
  for (guint block = 0;; block++) {
    UniformPair draw = uniform_pair(stream, month, block);
    Try try = hat_try(hat, draw.first, draw.second);
    if (try.us >= 0.07 && try.v <= sure)
      return (gint64)try.x;
    if (!(try.x >= REJECTION_LOW && try.x < 0x1p62) || (try.us < 0.013 && try.v > try.us))
      continue;
    double k = floor(try.x), scale = (1.1239 + 1.1328 / (b - 3.4)) * sqrt(2 * G_PI * k);
    if (logarithm(scale * hat_height(hat, try)) <= -deviance(k, mean) - stirling_rest(k))
      return (gint64)try.x;
  }
}

gint64 cd_stream_binomial(CdStream stream, guint month, gint64 n, double p)
{
  g_assert(n >= 0 && n < (gint64)1 << 53 && p >= 0 && p <= 1);
  if (n == 0 || p == 0)
    return 0;
  if (p == 1)
    return n;
  bool reflect = p > 0.5;
  double rarer = reflect ? 1 - p : p;
  if ((double)n * rarer <= QUANTILE_MEAN)
    return cd_binomial_quantile(n, p, uniform_pair(&stream, month, 0).first);
  double variance = (double)n * rarer * (1 - rarer);
  Binomial of = {.n = (double)n, .p = rarer, .spread = sqrt(variance)};
  gint64 k = binomial_rejection(&stream, month, of, reflect);
  return reflect ? n - k : k;
}

gint64 cd_stream_poisson(CdStream stream, guint month, double mean)
{
  g_assert(mean >= 0 && mean < 0x1p53);
  if (mean == 0)
    return 0;
  if (mean <= QUANTILE_MEAN)
    return cd_poisson_quantile(mean, uniform_pair(&stream, month, 0).first);
  return poisson_rejection(&stream, month, mean);
}
