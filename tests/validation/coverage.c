/* Intervals of sim/sensitivity cover what they are of as often as they say: simulated, against functions whose indices are exact. Accepted is a coverage that is not against chance (one in 10,000, each way) for
 * any true coverage between the bounds that each test states; a percentile bootstrap of ratios is known to cover a little less than it says (Efron & Tibshirani 1993, ch. 14). */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/sampling/sobol.h"
#include "sim/sensitivity/indices.h"
#include "sim/sensitivity/effects.h"
#include "sim/sensitivity/pairs.h"
#include "sim/sensitivity/scrambles.h"
#include "tests/unit/analytic.h"

enum { TRIALS = 1000, POINTS = 256, FACTORS = 3 };

static void assert_covers(const char *what, guint hits, guint n, double least, double most)
{
  double fewer = gsl_cdf_binomial_P(hits, least, n), more = hits > 0 ? gsl_cdf_binomial_Q(hits - 1, most, n) : 1;
  if (fewer < 1e-4 || more < 1e-4)
    fail_msg("%s: covered %u of %u times, %.3f, which is against %.3f .. %.3f", what, hits, n, hits / (double)n, least,
             most);
}

static bool covers(const CdResamples *spread, double exact)
{
  return spread->low <= exact && exact <= spread->high;
}

static bool covers_z(const CdResamples *spread, double exact)
{
  return spread->z_low <= exact && exact <= spread->z_high;
}

/* --- Random points ----------------------------------------------------------------------------------------------------------------------- */

static const double lift[] = {1.5, 0.8, 2.4};

/* Its indices: tests/unit/indices.c. */
static double product(const double *u, guint k)
{
  double y = 1;
  for (guint i = 0; i < k; i++)
    y *= 1 + lift[i] * (u[i] - 0.5);
  return y;
}

typedef struct {
  double first[FACTORS], total[FACTORS], second; /* second: of the first and the third */
  double variance;
} Exact;

static const Exact ishigami = {
    {.313905191, .442411145, 0}, {.557588855, .442411145, .243683664}, .243683664, 13.8445879407};

static Exact exact_product(void)
{
  Exact exact;
  double v[FACTORS], all = 1;
  for (guint i = 0; i < FACTORS; i++) {
    v[i] = lift[i] * lift[i] / 12;
    all *= 1 + v[i];
  }
  exact.variance = all - 1;
  for (guint i = 0; i < FACTORS; i++) {
    exact.first[i] = v[i] / exact.variance;
    exact.total[i] = v[i] * all / (1 + v[i]) / exact.variance;
  }
  exact.second = v[0] * v[2] / exact.variance;
  return exact;
}

/* Replicates of f + sd Z, Z of each row or of each base point. */
static double *with_luck(const double *f, const CdSaltelliShape *shape, double sd, CdSharedLuck luck, guint64 seed)
{
  guint blocks = cd_saltelli_blocks(shape), n = shape->replicates;
  double *y = g_new(double, (gsize)shape->base *blocks *n);
  for (guint row = 0; row < shape->base * blocks; row++)
    for (guint r = 0; r < n; r++)
      y[row * n + r] =
          f[row] +
          (n > 1 ? sd * cd_stream_normal(
                            cd_stream(seed, luck == CD_LUCK_POINT ? row / blocks : row, CD_PURPOSE_DEMAND, 0), 0, r)
                 : 0);
  return y;
}

typedef struct {
  CdAnalytic f;
  Exact exact;
  double sd; /* of a run's luck */
  CdSharedLuck luck;
  CdFirstOrder first;
} Trial;

static CdIndices *try(const Trial *it, guint64 seed)
{
  g_autofree double *point = cd_uniform_points(seed, POINTS, 2 * FACTORS);
  CdSaltelliShape shape = {POINTS, FACTORS, true, it->luck == CD_LUCK_NONE ? 1 : 3};
  g_autofree double *f = cd_saltelli_outcomes(point, FACTORS, NULL, &shape, it->f);
  g_autofree double *y = with_luck(f, &shape, it->sd, it->luck, seed);
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
  CdIndicesOptions options = CD_INDICES_OPTIONS_INIT;
  options.resamples = 400;
  options.seed = seed;
  options.luck = it->luck;
  options.first = it->first;
  return cd_indices_new(outcomes, POINTS, &options, NULL);
}

/* .92 to .965 for each index, by percentiles and by z. */
static void assert_trial_covers(const Trial *it)
{
  guint first[FACTORS] = {0}, total[FACTORS] = {0}, first_z[FACTORS] = {0}, total_z[FACTORS] = {0};
  guint second = 0, dummy = 0, luck = 0;
  double share = it->sd * it->sd / (it->sd * it->sd + it->exact.variance);
  for (guint64 t = 1; t <= TRIALS; t++) {
    g_autoptr(CdIndices) found = try(it, t);
    for (guint i = 0; i < FACTORS; i++) {
      first[i] += covers(&found->first[i].spread, it->exact.first[i]);
      total[i] += covers(&found->total[i].spread, it->exact.total[i]);
      first_z[i] += covers_z(&found->first[i].spread, it->exact.first[i]);
      total_z[i] += covers_z(&found->total[i].spread, it->exact.total[i]);
    }
    second += covers(&found->second[2].spread, it->exact.second);
    dummy += covers(&found->dummy_first.spread, 0);
    luck += it->luck != CD_LUCK_NONE && covers(&found->luck.spread, share);
  }
  for (guint i = 0; i < FACTORS; i++) {
    assert_covers("first", first[i], TRIALS, 0.92, 0.965);
    assert_covers("total", total[i], TRIALS, 0.92, 0.965);
    assert_covers("first by z", first_z[i], TRIALS, 0.92, 0.965);
    assert_covers("total by z", total_z[i], TRIALS, 0.92, 0.965);
  }
  assert_covers("second", second, TRIALS, 0.92, 0.965);
  assert_covers("dummy", dummy, TRIALS, 0.92, 0.965);
  if (it->luck != CD_LUCK_NONE)
    assert_covers("luck", luck, TRIALS, 0.92, 0.965);
}

static void intervals_of_indices_cover(void **state)
{
  (void)state;
  assert_trial_covers(&(Trial){cd_ishigami, ishigami, 0, CD_LUCK_NONE, CD_FIRST_SALTELLI});
  assert_trial_covers(&(Trial){product, exact_product(), 0, CD_LUCK_NONE, CD_FIRST_JANSEN});
}

static void intervals_freed_of_luck_cover(void **state)
{
  (void)state;
  assert_trial_covers(&(Trial){cd_ishigami, ishigami, 3, CD_LUCK_OWN, CD_FIRST_JANSEN});
  assert_trial_covers(&(Trial){product, exact_product(), 0.5, CD_LUCK_POINT, CD_FIRST_SALTELLI});
}

/* --- Nets -------------------------------------------------------------------------------------------------------------------------------- */

/* Of eight nets scrambled apart .92 to .98, and of totals narrower than a bootstrap of a net as large as all of them would be, by its own root of eight; of base points of a net, too wide: .97 and more. */
static void scrambled_nets_cover_narrowly_and_their_bootstrap_widely(void **state)
{
  (void)state;
  enum { DESIGNS = 8, NETS = 200 };
  CdSaltelliShape shape = {POINTS, FACTORS, false, 1};
  guint first[FACTORS] = {0}, total[FACTORS] = {0}, resampled[FACTORS] = {0};
  double narrow[FACTORS] = {0}, wide[FACTORS] = {0};
  for (guint64 t = 1; t <= NETS; t++) {
    CdIndices *of[DESIGNS];
    for (guint d = 0; d < DESIGNS; d++) {
      g_autoptr(CdSobol) sobol = cd_sobol_new_scrambled(2 * FACTORS, t * DESIGNS + d, POINTS);
      g_autofree double *point = g_new(double, POINTS * 2 * FACTORS);
      for (guint p = 0; p < POINTS; p++)
        cd_sobol_point(sobol, p, &point[p * 2 * FACTORS]);
      g_autofree double *y = cd_saltelli_outcomes(point, FACTORS, NULL, &shape, cd_ishigami);
      g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
      CdIndicesOptions options = CD_INDICES_OPTIONS_INIT;
      options.resamples = d == 0 ? 200 : 0;
      options.seed = t;
      of[d] = cd_indices_new(outcomes, POINTS, &options, NULL);
    }
    g_autoptr(CdScrambles) scrambles = cd_scrambles_new((const CdIndices *const *)of, DESIGNS, 0.95);
    for (guint i = 0; i < FACTORS; i++) {
      const CdMean *s = &scrambles->first[i], *all = &scrambles->total[i];
      const CdResamples *spread = &of[0]->total[i].spread;
      first[i] += s->low <= ishigami.first[i] && ishigami.first[i] <= s->high;
      total[i] += all->low <= ishigami.total[i] && ishigami.total[i] <= all->high;
      resampled[i] += covers(spread, ishigami.total[i]);
      narrow[i] += all->high - all->low;
      wide[i] += (spread->high - spread->low) / sqrt(DESIGNS);
    }
    for (guint d = 0; d < DESIGNS; d++)
      cd_indices_free(of[d]);
  }
  for (guint i = 0; i < FACTORS; i++) {
    assert_covers("first of scrambles", first[i], NETS, 0.92, 0.98);
    assert_covers("total of scrambles", total[i], NETS, 0.92, 0.98);
    assert_covers("total of a net, resampled", resampled[i], NETS, 0.97, 1);
    assert_true(narrow[i] < wide[i]);
  }
}

/* --- Elementary effects ------------------------------------------------------------------------------------------------------------------ */

/* Trajectories from random points of the grid in random order. */
static void trajectory(guint64 seed, guint t, double *unit, double *y)
{
  CdStream stream = cd_stream(seed, t, CD_PURPOSE_INPUT, 0);
  double x[FACTORS];
  guint order[FACTORS] = {0, 1, 2};
  for (guint i = 0; i < FACTORS; i++)
    x[i] = floor(4 * cd_stream_uniform(stream, 0, i)) / 3;
  for (guint i = FACTORS - 1; i > 0; i--) {
    guint j = (guint)(cd_stream_uniform(stream, 1, i) * (i + 1)), kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  for (guint step = 0; step <= FACTORS; step++) {
    if (step > 0)
      x[order[step - 1]] += x[order[step - 1]] < 0.5 ? 2.0 / 3 : -2.0 / 3;
    for (guint i = 0; i < FACTORS; i++)
      unit[step * FACTORS + i] = x[i];
    y[step] = cd_ishigami(x, FACTORS);
  }
}

/* The population's mu* of Ishigami's first and third factor; effects have few values, so .92 to .98. The second's effect is always as large: its interval is a point. */
static void intervals_of_mu_star_cover(void **state)
{
  (void)state;
  enum { N = 20, SAMPLES = 2000 };
  guint one = 0, three = 0;
  for (guint64 seed = 1; seed <= SAMPLES; seed++) {
    double unit[N * (FACTORS + 1) * FACTORS], y[N * (FACTORS + 1)];
    for (guint t = 0; t < N; t++)
      trajectory(seed, t, &unit[t * (FACTORS + 1) * FACTORS], &y[t * (FACTORS + 1)]);
    CdEffectsShape shape = {N, FACTORS, FACTORS, NULL};
    CdEffectsOptions options = {.resamples = 500, .confidence = 0.95, .seed = seed};
    g_autoptr(CdEffects) morris = cd_effects_new(unit, y, &shape, CD_MISSING_REFUSE, &options, NULL);
    one += covers(&morris->effect[0].star_spread, 7.704054);
    three += covers(&morris->effect[2].star_spread, 6.248796);
    assert_true(fabs(morris->effect[1].star_spread.high - 7.875) < 1e-9);
  }
  assert_covers("mu* of the first", one, SAMPLES, 0.92, 0.98);
  assert_covers("mu* of the third", three, SAMPLES, 0.92, 0.98);
}

/* --- Pairs ------------------------------------------------------------------------------------------------------------------------------- */

static double difference(guint64 seed, guint i, bool skewed)
{
  CdStream stream = cd_stream(seed, i, CD_PURPOSE_DEMAND, 1);
  return skewed ? -log(cd_stream_uniform(stream, 0, 0)) : 1 + cd_stream_normal(stream, 0, 0);
}

/* The mean of PILOT pairs and as many more as Stein's rule asks for, +- half of what was wanted, against 1. */
static guint stein_hits(guint pilot, double wanted, bool skewed, guint samples)
{
  guint hits = 0;
  g_autofree double *a = g_new(double, pilot), *b = g_new0(double, pilot);
  for (guint64 seed = 1; seed <= samples; seed++) {
    double sum = 0;
    for (guint i = 0; i < pilot; i++)
      sum += a[i] = difference(seed, i, skewed);
    CdStein stein = cd_stein(pilot, cd_pairs(a, b, pilot, 0.95).sd, wanted, 0.95);
    for (guint i = pilot; i < stein.size; i++)
      sum += difference(seed, i, skewed);
    hits += fabs(sum / (double)stein.size - 1) <= stein.half;
  }
  return hits;
}

/* Of normal differences the rule is exact; of skewed ones a pilot of 64 is enough for .935 and more. */
static void two_stages_cover(void **state)
{
  (void)state;
  enum { SAMPLES = 3000 };
  assert_covers("normal, pilot 10", stein_hits(10, 0.3, false, SAMPLES), SAMPLES, 0.945, 0.96);
  assert_covers("normal, pilot 32", stein_hits(32, 0.2, false, SAMPLES), SAMPLES, 0.945, 0.96);
  assert_covers("skewed, pilot 64", stein_hits(64, 0.15, true, SAMPLES), SAMPLES, 0.935, 0.96);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(intervals_of_indices_cover),
      cmocka_unit_test(intervals_freed_of_luck_cover),
      cmocka_unit_test(scrambled_nets_cover_narrowly_and_their_bootstrap_widely),
      cmocka_unit_test(intervals_of_mu_star_cover),
      cmocka_unit_test(two_stages_cover),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
