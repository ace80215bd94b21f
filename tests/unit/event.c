/* The chance of an event over assumptions, on models whose distribution of it is known: how often intervals hold the truth, also where the sample's variance is nought or less. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/appraisal/event.h"
#include "sim/base/random.h"
#include "tests/unit/near.h"

enum { SAMPLES = 200, MOST = 400 };

/* p(theta) is of the beta distribution (a, b), or logistic: of a + b z, z of the normal distribution; b = 0: p is known. */
typedef struct {
  const char *name;
  bool beta;
  double a, b, chance;
} Model;

static const Model models[] = {{"evenly spread", true, 1, 1, 0.7},       {"beta, alike 1/9", true, 2.4, 5.6, 0.5},
                               {"beta, alike 1/21", true, 10, 10, 0.5},  {"beta, alike 0.02", true, 14.7, 34.3, 0.25},
                               {"u-shaped", true, 0.3, 0.7, 0.5},        {"rare", true, 0.5, 9.5, 0.1},
                               {"logistic, wide", false, 0, 2, 0.3},     {"logistic, as demand", false, 0, 0.75, 0.5},
                               {"logistic, narrow", false, -1, 0.3, 0.3}};

static double uniform(guint sample, guint k, guint which)
{
  return cd_stream_uniform(cd_stream(11, k, CD_PURPOSE_INPUT, sample), which, 0);
}

static double chance_at(const Model *m, double u)
{
  return m->beta ? gsl_cdf_beta_Pinv(u, m->a, m->b) : 1 / (1 + exp(-m->a - m->b * gsl_cdf_ugaussian_Pinv(u)));
}

/* P(p(theta) <= x). */
static double share_below(const Model *m, double x)
{
  if (x <= 0 || x >= 1)
    return x >= 1;
  return m->beta ? gsl_cdf_beta_P(x, m->a, m->b) : gsl_cdf_ugaussian_P((log(x / (1 - x)) - m->a) / m->b);
}

typedef struct {
  guint n, held;
  double mass; /* of assumptions between p5 and p95, summed over samples */
} Tally;

static void add(Tally *tally, const Model *m, const CdEventChance *it, const CdShareOfAssumptions *holds)
{
  double truth = 1 - share_below(m, m->chance);
  tally->n++;
  tally->held += holds->low <= truth && truth <= holds->high;
  tally->mass += share_below(m, it->p95) - share_below(m, it->p5);
}

static double sample_variance(const double *y, guint n)
{
  double sum = 0, product = 0;
  for (guint k = 0; k < n; k++) {
    sum += y[2 * k] + y[2 * k + 1];
    product += y[2 * k] * y[2 * k + 1];
  }
  return product / n - (sum / (2.0 * n)) * (sum / (2.0 * n));
}

/* ALL samples of N draws; NOUGHT: those whose variance of p would be told as nought or less. */
static void simulate(const Model *m, guint n, Tally *all, Tally *nought)
{
  for (guint s = 0; s < SAMPLES; s++) {
    double y[2 * MOST];
    for (guint k = 0; k < n; k++) {
      double p = chance_at(m, uniform(s, k, 0));
      for (guint luck = 0; luck < 2; luck++)
        y[2 * k + luck] = uniform(s, k, 1 + luck) < p;
    }
    CdShareOfAssumptions holds;
    CdEventChance it = cd_event_chance(y, n, m->chance, false, 0.95, &holds);
    add(all, m, &it, &holds);
    if (sample_variance(y, n) <= 0)
      add(nought, m, &it, &holds);
  }
}

/* 200 samples at 95 %: less three standard errors 0.90, and a little less where next to nothing is by assumptions, since every likeness is thought as likely beforehand. Of the very samples that were once told as known exactly nine in ten intervals hold the truth, over all
 * models: picked by what luck did to them, they need not do so in each. What is told as nine in ten holds about that much; of a model that is not
 * of the beta distribution no less than 0.8. */
static void intervals_cover(void **state)
{
  (void)state;
  Tally noughts = {0, 0, 0};
  for (guint m = 0; m < G_N_ELEMENTS(models); m++)
    for (guint n = 100; n <= MOST; n *= 2) {
      Tally all = {0, 0, 0}, nought = {0, 0, 0};
      simulate(&models[m], n, &all, &nought);
      double held = (double)all.held / all.n, mass = all.mass / all.n;
      print_message("%-20s n %u: share held %.3f, between p5 and p95 %.3f; of %u with no variance: %u, %.3f\n",
                    models[m].name, n, held, mass, nought.n, nought.held, nought.n > 0 ? nought.mass / nought.n : NAN);
      assert_true(held >= 0.89);
      assert_true(mass >= 0.8 && mass <= 1);
      noughts = (Tally){noughts.n + nought.n, noughts.held + nought.held, noughts.mass + nought.mass};
    }
  assert_true(noughts.n >= 100);
  assert_true(noughts.held >= 0.9 * noughts.n && noughts.mass >= 0.8 * noughts.n);
}

/* As often twice as two runs of one chance would: nothing to tell assumptions by, and nothing against them. */
static void no_variance_is_not_to_be_known_exactly(void **state)
{
  (void)state;
  double y[2 * 200];
  for (guint k = 0; k < 200; k++) {
    y[2 * k] = k % 2;
    y[2 * k + 1] = k % 4 / 2;
  }
  CdShareOfAssumptions holds;
  CdEventChance it = cd_event_chance(y, 200, 0.5, false, 0.95, &holds);
  assert_near(sample_variance(y, 200), 0, 1e-12);
  assert_near(it.mean, 0.5, 1e-12);
  assert_near(it.alike_low, 0, 0);
  assert_true(it.alike_high > 0.1 && it.alike_high < 0.25);
  assert_true(it.p5 < 0.4 && it.p95 > 0.6);
  assert_true(holds.low < 0.3 && holds.high > 0.7 && holds.share > 0.3 && holds.share < 0.7);
}

/* The posterior of likeness by its own integral, the mean known: Bayes' theorem on a fine grid. */
static void likeness_is_what_bayes_says(void **state)
{
  (void)state;
  double y[2 * 400];
  for (guint k = 0; k < 400; k++) { /* 130 twice, 130 never, 140 once */
    y[2 * k] = k < 130 || k >= 260;
    y[2 * k + 1] = k < 130;
    if (k >= 330) {
      y[2 * k] = 0;
      y[2 * k + 1] = 1;
    }
  }
  double sum = 0, moment = 0;
  for (guint i = 0; i < 100000; i++) {
    double r = (i + 0.5) / 100000, l = exp(260 * log((1 + r) / (1 + 0.3)) + 140 * log((1 - r) / (1 - 0.3)));
    sum += l;
    moment += r * l;
  }
  CdShareOfAssumptions holds;
  assert_near(cd_event_chance(y, 400, 0.5, false, 0.95, &holds).alike, moment / sum, 0.005);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(intervals_cover),
                                     cmocka_unit_test(no_variance_is_not_to_be_known_exactly),
                                     cmocka_unit_test(likeness_is_what_bayes_says)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
