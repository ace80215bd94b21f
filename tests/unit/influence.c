/* Influences held against functions whose exact indices are known, and against what chance alone would do. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/influence.h"
#include "sim/appraisal/paired.h"
#include "sim/base/hash.h"
#include "sim/base/order.h"
#include "sim/base/random.h"
#include "tests/unit/near.h"

enum { MOST_INPUTS = 40 };

/* Drawn inputs and, of a function of them, a sample with luck. */
typedef struct {
  guint n, inputs;
  double *x, *a, *b; /* x[input * n + replicate]; b is nought */
  guint *order;
  guint64 key[MOST_INPUTS];
  CdColumns columns;
} Case;

static Case *case_new(guint n, guint inputs)
{
  Case *it = g_new0(Case, 1);
  it->n = n;
  it->inputs = inputs;
  it->x = g_new0(double, (gsize)n *inputs);
  it->order = g_new0(guint, (gsize)n * inputs);
  it->a = g_new0(double, 2 * (gsize)n);
  it->b = g_new0(double, 2 * (gsize)n);
  for (guint i = 0; i < inputs; i++)
    it->key[i] = cd_hash_pair(77, i);
  it->columns = (CdColumns){inputs, n, it->x, it->order, it->key};
  return it;
}

static void case_free(Case *it)
{
  g_free(it->x);
  g_free(it->order);
  g_free(it->a);
  g_free(it->b);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

/* Uniform on LOW .. HIGH. */
static void draw(Case *it, guint64 seed, double low, double high)
{
  for (guint i = 0; i < it->inputs; i++)
    for (guint k = 0; k < it->n; k++)
      it->x[(gsize)i * it->n + k] = low + (high - low) * cd_stream_uniform(cd_stream(seed, k, CD_PURPOSE_INPUT, i), 0, 0);
}

static double x_of(const Case *it, guint input, guint k)
{
  return it->x[(gsize)input * it->n + k];
}

/* VALUE of a replicate, with luck of standard deviation LUCK in each of its two runs. */
static void put(Case *it, guint k, double value, guint64 seed, double luck)
{
  for (guint l = 0; l < 2; l++)
    it->a[2 * k + l] = value + luck * cd_stream_normal(cd_stream(seed, k, CD_PURPOSE_DEMAND, l), 0, 0);
}

static CdInfluences *tell(Case *it)
{
  for (guint i = 0; i < it->inputs; i++)
    cd_order(it->x + (gsize)i * it->n, it->n, it->order + (gsize)i * it->n);
  return cd_influences_new(&it->columns, it->a, it->b, 0, 1, 5);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdInfluences, cd_influences_free)

static const CdInfluence *of_input(const CdInfluences *told, guint input)
{
  for (guint i = 0; i < told->n_told; i++)
    if (told->influence[i].input == input)
      return &told->influence[i];
  return NULL;
}

/* --- exact indices --- */

static const double slope[] = {3, 2, 1};

/* 3 x0 + 2 x1 + x2 of 5 inputs, uniform on 0..1: shares 9/14, 4/14, 1/14. */
static CdInfluences *tell_linear(guint n, guint64 seed, double luck)
{
  g_autoptr(Case) it = case_new(n, 5);
  draw(it, seed, 0, 1);
  for (guint k = 0; k < n; k++)
    put(it, k, slope[0] * x_of(it, 0, k) + slope[1] * x_of(it, 1, k) + slope[2] * x_of(it, 2, k), seed, luck);
  return tell(it);
}

static void a_straight_line_has_its_shares_and_nothing_else_is_told(void **state)
{
  (void)state;
  g_autoptr(CdInfluences) told = tell_linear(2000, 3, 0.5);
  assert_int_equal(told->n, 2000);
  assert_int_equal(told->n_tested, 5);
  assert_int_equal(told->n_told, 3);
  for (guint i = 0; i < 3; i++) {
    const CdInfluence *it = &told->influence[i];
    double exact = slope[i] * slope[i] / 14;
    assert_int_equal(it->input, i);
    assert_int_equal(it->direction, 1);
    assert_true(fabs(it->share - exact) < 0.03);
    assert_true(it->share_low < exact && exact < it->share_high);
  }
  /* sigma_E^2 14/12, sigma_W^2 1/4 */
  assert_true(fabs(told->luck - 0.25 / (0.25 + 14.0 / 12)) < 0.02);
}

/* With luck three times as large as all that assumptions do, shares are still of what assumptions do. */
static void luck_has_no_part_in_shares(void **state)
{
  (void)state;
  double sum[3] = {0};
  guint samples = 60;
  for (guint s = 0; s < samples; s++) {
    g_autoptr(CdInfluences) told = tell_linear(1000, 100 + s, 1.9);
    for (guint i = 0; i < 2; i++) {
      assert_non_null(of_input(told, i));
      sum[i] += of_input(told, i)->share / samples;
    }
  }
  assert_true(fabs(sum[0] - 9.0 / 14) < 0.03);
  assert_true(fabs(sum[1] - 4.0 / 14) < 0.03);
}

/* Homma & Saltelli 1996; S1 .3139, .4424 and 0, the third acting with the first alone. */
static void ishigami_s_function_has_its_indices(void **state)
{
  (void)state;
  static const double exact[] = {0.313905191, 0.442411145, 0};
  g_autoptr(Case) it = case_new(4000, 3);
  draw(it, 5, -M_PI, M_PI);
  for (guint k = 0; k < it->n; k++)
    put(it, k,
        sin(x_of(it, 0, k)) + 7 * pow(sin(x_of(it, 1, k)), 2) + 0.1 * pow(x_of(it, 2, k), 4) * sin(x_of(it, 0, k)), 5, 1);
  g_autoptr(CdInfluences) told = tell(it);
  assert_int_equal(told->n_told, 2);
  assert_int_equal(told->influence[0].input, 1);
  assert_int_equal(told->influence[0].direction, 0); /* it bends */
  for (guint i = 0; i < 2; i++)
    assert_true(fabs(of_input(told, i)->share - exact[i]) < 0.04);
}

/* The g-function, a = (0, 1, 4.5, 9): .7162, .1790, .0237, .0072 of V .4654. */
static void the_g_function_has_its_indices(void **state)
{
  (void)state;
  static const double a[] = {0, 1, 4.5, 9}, exact[] = {0.716192, 0.179048, 0.023676, 0.007162};
  g_autoptr(Case) it = case_new(4000, 4);
  draw(it, 9, 0, 1);
  for (guint k = 0; k < it->n; k++) {
    double product = 1;
    for (guint i = 0; i < 4; i++)
      product *= (fabs(4 * x_of(it, i, k) - 2) + a[i]) / (1 + a[i]);
    put(it, k, product, 9, 0.3);
  }
  g_autoptr(CdInfluences) told = tell(it);
  assert_true(told->n_told >= 3);
  for (guint i = 0; i < 3; i++)
    assert_true(fabs(of_input(told, i)->share - exact[i]) < 0.04);
}

/* x0 x1 about nought: neither does anything by itself. */
static void what_two_do_only_together_counts_for_neither(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(2000, 2);
  draw(it, 4, -1, 1);
  for (guint k = 0; k < it->n; k++)
    put(it, k, x_of(it, 0, k) * x_of(it, 1, k), 4, 0);
  g_autoptr(CdInfluences) told = tell(it);
  assert_int_equal(told->n_tested, 2);
  assert_int_equal(told->n_told, 0);
}

/* --- chance --- */

/* Of 600 samples with 40 inputs that do nothing, few tell any: at 5 %, with an error of 0.9 %. Skewed luck; half of the inputs take three values. */
static void what_does_nothing_is_seldom_told(void **state)
{
  (void)state;
  guint samples = 600, wrong = 0;
  for (guint s = 0; s < samples; s++) {
    g_autoptr(Case) it = case_new(100, MOST_INPUTS);
    draw(it, 1000 + s, 0, 1);
    for (guint k = 0; k < it->n; k++) {
      for (guint i = 0; i < MOST_INPUTS; i += 2)
        it->x[(gsize)i * it->n + k] = floor(3 * x_of(it, i, k));
      put(it, k, exp(cd_stream_normal(cd_stream(1000 + s, k, CD_PURPOSE_LOT, 1), 0, 0)), 1000 + s, 0.5);
    }
    g_autoptr(CdInfluences) told = tell(it);
    wrong += told->n_told > 0;
  }
  assert_true(wrong <= 0.05 * samples + 2 * 0.009 * samples);
}

/* Shares of a line, of 400 samples: intervals of 95 % hold the exact ones in 92 to 99 %. */
static void intervals_of_shares_cover(void **state)
{
  (void)state;
  static const double lucks[] = {0.3, 2};
  for (guint l = 0; l < G_N_ELEMENTS(lucks); l++) {
    guint samples = 400, covered[2] = {0};
    for (guint s = 0; s < samples; s++) {
      g_autoptr(CdInfluences) told = tell_linear(400, 5000 + s, lucks[l]);
      for (guint i = 0; i < 2; i++) {
        const CdInfluence *it = of_input(told, i);
        double exact = slope[i] * slope[i] / 14;
        covered[i] += it && it->share_low <= exact && exact <= it->share_high;
      }
    }
    for (guint i = 0; i < 2; i++)
      if (covered[i] < 0.92 * samples || covered[i] > 0.99 * samples)
        fail_msg("luck %g, input %u: %u of %u", lucks[l], i, covered[i], samples);
  }
}

/* What has a share of `least` is told about every second time. */
static void the_least_share_is_told_half_of_the_time(void **state)
{
  (void)state;
  guint samples = 200, told_of = 0;
  double least = 0;
  for (guint s = 0; s < samples; s++) {
    g_autoptr(Case) it = case_new(400, MOST_INPUTS);
    draw(it, 9000 + s, 0, 1);
    /* 0.041 of the variance: 0.716^2 / 12 beside 1 */
    for (guint k = 0; k < it->n; k++)
      put(it, k, 0.716 * x_of(it, 0, k) + cd_stream_normal(cd_stream(9000 + s, k, CD_PURPOSE_LOT, 2), 0, 0), 9000 + s,
          0.1);
    g_autoptr(CdInfluences) told = tell(it);
    told_of += of_input(told, 0) != NULL;
    least += told->least / samples;
  }
  assert_true(fabs(least - 0.0295) < 0.001); /* z^2 / n, z = 3.42 of 40 inputs, tests doubled */
  assert_true(told_of > 0.5 * samples && told_of < 0.9 * samples);
}

/* --- low and high, reversal, break-even --- */

/* D = x - 30 without luck, x = 1 .. 100 shuffled: lowest fifth 1..20, mean 10.5; highest 81..100. */
static Case *case_of_a_hundred(double less)
{
  Case *it = case_new(100, 1);
  for (guint k = 0; k < 100; k++) {
    it->x[k] = (k * 37) % 100 + 1;
    put(it, k, it->x[k] - less, 1, 0);
  }
  return it;
}

static void low_and_high_are_the_fifths_of_an_input(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_of_a_hundred(30);
  g_autoptr(CdInfluences) told = tell(it);
  assert_int_equal(told->n_told, 1);
  const CdInfluence *only = told->influence;
  assert_same(told->mean, 20.5);
  assert_same(only->low.d.d.mean, 10.5 - 30);
  assert_same(only->high.d.d.mean, 90.5 - 30);
  assert_true(only->low.x == 10.5 && only->low.from == 1 && only->low.to == 20);
  assert_true(only->high.x == 90.5 && only->high.from == 81 && only->high.to == 100);
  assert_int_equal(only->low.d.d.n, 20);
  assert_same(only->low.d.q_down, 1); /* the verdict's share, of that fifth alone */
  assert_same(only->high.d.q, 1);
  double half = 2.0930240544 * sqrt(35.0 / 20); /* t of 19; the variance of 1..20 is 35 */
  assert_nine(only->low.d.d.high - only->low.d.d.mean, half);
  assert_int_equal(only->reversal, CD_REVERSAL_SURE);
  double lost = (20 * 20 - 1.0) / (100 * 100 - 1); /* the variance within five bins, in which a line rises too */
  assert_nine(only->share, 0.99 * (1 - lost - 4 * lost / 95));
  assert_true(told->luck == 0);
}

/* D = x - 12: in the lowest fifth the mean is -1.5, its interval 2.8 either way. */
static void a_reversal_that_may_be_chance_is_only_perhaps_one(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_of_a_hundred(12);
  g_autoptr(CdInfluences) told = tell(it);
  assert_int_equal(told->influence[0].reversal, CD_REVERSAL_PERHAPS);
  assert_null(cd_influences_reversing(told, CD_REVERSAL_SURE));
  assert_non_null(cd_influences_reversing(told, CD_REVERSAL_PERHAPS));
}

static void a_line_breaks_even_where_it_crosses(void **state)
{
  (void)state;
  g_autoptr(Case) inside = case_of_a_hundred(30), outside = case_of_a_hundred(200);
  g_autoptr(CdInfluences) in = tell(inside), out = tell(outside);
  assert_int_equal(in->influence[0].even.crossings, 1);
  assert_nine(in->influence[0].even.value, 30);
  assert_int_equal(out->influence[0].even.crossings, 0);
  assert_true(isnan(out->influence[0].even.value) && isnan(out->influence[0].even.low));
  assert_int_equal(out->influence[0].reversal, CD_REVERSAL_NONE);
  assert_null(cd_influences_reversing(out, CD_REVERSAL_PERHAPS));
  assert_ptr_equal(cd_influences_reversing(in, CD_REVERSAL_SURE), &in->influence[0]);
}

/* Of 400 samples: 2 x - 0.9, and the bent 2 x^1.5 - 0.8, with luck. */
static void intervals_of_the_break_even_cover(void **state)
{
  (void)state;
  guint samples = 400, line = 0, bent = 0;
  for (guint s = 0; s < samples; s++) {
    enum { N = 300 };
    double x[N], straight[N], curved[N];
    guint order[N];
    double drawn[N];
    for (guint k = 0; k < N; k++)
      drawn[k] = cd_stream_uniform(cd_stream(s, k, CD_PURPOSE_INPUT, 1), 0, 0);
    cd_order(drawn, N, order);
    for (guint k = 0; k < N; k++) {
      double luck = 0.5 * cd_stream_normal(cd_stream(s, k, CD_PURPOSE_DEMAND, 2), 0, 0);
      x[k] = drawn[order[k]];
      straight[k] = 2 * x[k] - 0.9 + luck;
      curved[k] = 2 * pow(x[k], 1.5) - 0.8 + luck;
    }
    CdBreakEven one = cd_break_even(x, straight, N), two = cd_break_even(x, curved, N);
    double exact = pow(0.4, 1 / 1.5);
    line += one.crossings == 1 && !(one.low > 0.45) && !(one.high < 0.45);
    bent += two.crossings == 1 && !(two.low > exact) && !(two.high < exact);
  }
  if (line < 0.92 * samples || bent < 0.92 * samples || line > 0.99 * samples || bent > 0.99 * samples)
    fail_msg("line %u, bent %u of %u", line, bent, samples);
}

static void what_crosses_twice_has_no_one_break_even(void **state)
{
  (void)state;
  double x[200], y[200];
  for (guint k = 0; k < 200; k++) {
    x[k] = k;
    y[k] = pow((k - 100.0) / 100, 2) - 0.3;
  }
  CdBreakEven even = cd_break_even(x, y, 200);
  assert_int_equal(even.crossings, 2);
  assert_true(isnan(even.value));
}

static void turned_round_everything_mirrors(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_of_a_hundred(30);
  g_autoptr(CdInfluences) one = tell(it);
  g_autoptr(CdInfluences) other = cd_influences_new(&it->columns, it->b, it->a, 0, 1, 5);
  const CdInfluence *first = one->influence, *second = other->influence;
  assert_same(other->mean, -one->mean);
  assert_same(second->low.d.d.mean, -first->low.d.d.mean);
  assert_same(second->share, first->share);
  assert_int_equal(second->direction, -first->direction);
  assert_same(second->even.value, first->even.value);
  assert_int_equal(second->reversal, first->reversal);
}

/* --- values that are alike, undefined, or do not vary --- */

/* One of 0, 1, 2 with 3, 94 and 3 in a hundred: what is alike is never parted, and the middle goes to neither side. */
static void few_values_stay_together(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(400, 2);
  draw(it, 6, 0, 1);
  for (guint k = 0; k < it->n; k++) {
    double u = x_of(it, 0, k), value = u < 0.05 ? 0 : u < 0.95 ? 1 : 2;
    it->x[k] = value;
    it->x[it->n + k] = 7; /* does not vary */
    put(it, k, 10 * value, 6, 1);
  }
  g_autoptr(CdInfluences) told = tell(it);
  assert_int_equal(told->n_tested, 1);
  assert_int_equal(told->n_told, 1);
  const CdInfluence *only = told->influence;
  assert_true(only->low.from == 0 && only->low.to == 0 && only->high.from == 2 && only->high.to == 2);
  assert_true(only->low.d.d.n < 40 && only->high.d.d.n < 40);
  assert_true(fabs(only->low.d.d.mean) < 1 && fabs(only->high.d.d.mean - 20) < 1);
  assert_true(only->share > 0.95);
  assert_true(isnan(only->even.value)); /* between three values there is nothing to read off */
}

/* A switch that is on in 4 of a hundred, and one that is off in so many. */
static void a_rare_value_is_told(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(400, 2);
  draw(it, 8, 0, 1);
  for (guint k = 0; k < it->n; k++) {
    it->x[k] = x_of(it, 0, k) < 0.04;
    it->x[it->n + k] = x_of(it, 1, k) >= 0.04;
    put(it, k, 10 * x_of(it, 0, k) + 10 * x_of(it, 1, k), 8, 1);
  }
  g_autoptr(CdInfluences) told = tell(it);
  assert_int_equal(told->n_tested, 2);
  assert_int_equal(told->n_told, 2);
  for (guint i = 0; i < 2; i++)
    assert_true(of_input(told, i)->low.to == 0 && of_input(told, i)->high.from == 1);
}

static void same(const CdInfluences *one, const CdInfluences *other)
{
  assert_int_equal(one->n_told, other->n_told);
  assert_true(one->n_told > 0);
  for (guint i = 0; i < one->n_told; i++) {
    const CdInfluence *a = &one->influence[i], *b = &other->influence[i];
    assert_true(a->share == b->share && a->p == b->p && a->share_low == b->share_low);
    assert_true(a->low.d.d.mean == b->low.d.d.mean && a->high.d.q_low == b->high.d.q_low);
  }
}

/* A replicate without a value is as if it had not been run. */
static void undefined_values_are_left_out(void **state)
{
  (void)state;
  g_autoptr(Case) whole = case_new(240, 3), part = case_new(200, 3);
  draw(whole, 12, 0, 1);
  guint n = 0;
  for (guint k = 0; k < whole->n; k++) {
    bool missing = k % 6 == 4;
    put(whole, k, 5 * x_of(whole, 1, k), 12, 1);
    if (missing) {
      *(k % 4 ? &whole->a[2 * k + 1] : &whole->b[2 * k]) = k % 3 ? NAN : INFINITY;
      continue;
    }
    memcpy(part->a + 2 * n, whole->a + 2 * k, 2 * sizeof(double));
    for (guint i = 0; i < 3; i++)
      part->x[(gsize)i * part->n + n] = x_of(whole, i, k);
    n++;
  }
  assert_int_equal(n, 200);
  g_autoptr(CdInfluences) found = tell(whole), expected = tell(part);
  assert_int_equal(found->n, 200);
  same(found, expected);
}

/* The order of inputs is nobody's business. */
static void inputs_in_another_order_say_the_same(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(300, 4), turned = case_new(300, 4);
  draw(it, 15, 0, 1);
  for (guint k = 0; k < it->n; k++) {
    put(it, k, 5 * x_of(it, 1, k) - 3 * x_of(it, 3, k), 15, 1);
    memcpy(turned->a + 2 * k, it->a + 2 * k, 2 * sizeof(double));
    for (guint i = 0; i < 4; i++)
      turned->x[(gsize)(3 - i) * it->n + k] = x_of(it, i, k);
  }
  for (guint i = 0; i < 4; i++)
    turned->key[3 - i] = it->key[i];
  g_autoptr(CdInfluences) one = tell(it), other = tell(turned);
  same(one, other);
  assert_int_equal(one->influence[0].input, 1);
  assert_int_equal(other->influence[0].input, 2);
}

static void what_does_not_vary_turns_on_nothing(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(100, 1), few = case_of_a_hundred(0);
  draw(it, 2, 0, 1);
  for (guint k = 0; k < it->n; k++) {
    put(it, k, 1e6 * x_of(it, 0, k), 2, 0);
    for (guint l = 0; l < 2; l++)
      it->b[2 * k + l] = it->a[2 * k + l] * (1 + (k % 3) * 1e-16); /* rounding */
  }
  g_autoptr(CdInfluences) told = tell(it);
  assert_int_equal(told->n_told, 0);
  assert_true(isnan(told->luck) && isnan(told->least));

  for (guint k = 19; k < few->n; k++)
    few->a[2 * k] = NAN;
  g_autoptr(CdInfluences) nineteen = tell(few);
  assert_int_equal(nineteen->n, 19);
  assert_int_equal(nineteen->n_tested + nineteen->n_told, 0);

  memset(few->a, 0xff, 2 * few->n * sizeof(double)); /* NAN throughout */
  g_autoptr(CdInfluences) none = tell(few);
  assert_true(none->n == 0 && none->n_told == 0 && isnan(none->mean));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_straight_line_has_its_shares_and_nothing_else_is_told),
      cmocka_unit_test(luck_has_no_part_in_shares),
      cmocka_unit_test(ishigami_s_function_has_its_indices),
      cmocka_unit_test(the_g_function_has_its_indices),
      cmocka_unit_test(what_two_do_only_together_counts_for_neither),
      cmocka_unit_test(what_does_nothing_is_seldom_told),
      cmocka_unit_test(intervals_of_shares_cover),
      cmocka_unit_test(the_least_share_is_told_half_of_the_time),
      cmocka_unit_test(low_and_high_are_the_fifths_of_an_input),
      cmocka_unit_test(a_reversal_that_may_be_chance_is_only_perhaps_one),
      cmocka_unit_test(a_line_breaks_even_where_it_crosses),
      cmocka_unit_test(intervals_of_the_break_even_cover),
      cmocka_unit_test(what_crosses_twice_has_no_one_break_even),
      cmocka_unit_test(turned_round_everything_mirrors),
      cmocka_unit_test(few_values_stay_together),
      cmocka_unit_test(a_rare_value_is_told),
      cmocka_unit_test(undefined_values_are_left_out),
      cmocka_unit_test(inputs_in_another_order_say_the_same),
      cmocka_unit_test(what_does_not_vary_turns_on_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
