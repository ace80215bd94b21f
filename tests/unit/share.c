#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/cost/share.h"

enum { MOST = 12, CASES = 10000 };

/* A random division; weights whole numbers up to a million, some of them 0. */
typedef struct {
  gint64 total;
  double weight[MOST];
  gint64 share[MOST];
  guint n;
} Case;

static double uniform(guint c, guint index)
{
  return cd_stream_uniform(cd_stream(11, c, CD_PURPOSE_INPUT, 1), 0, index);
}

static Case random_case(guint c)
{
  Case it = {.total = (gint64)((uniform(c, 0) - 0.5) * (c % 2 ? 2e12 : 2e3)), .n = 1 + (guint)(uniform(c, 1) * MOST)};
  for (guint i = 0; i < it.n; i++) {
    double u = uniform(c, 2 + i);
    it.weight[i] = u < 0.1 ? 0 : floor(u * (c % 3 ? 1e6 : 8));
  }
  cd_share_pence(it.total, it.weight, it.n, it.share);
  return it;
}

static gint64 weight_sum(const Case *it)
{
  double sum = 0;
  for (guint i = 0; i < it->n; i++)
    sum += it->weight[i];
  return (gint64)sum;
}

static void shares_sum_to_the_total(void **state)
{
  (void)state;
  for (guint c = 0; c < CASES; c++) {
    Case it = random_case(c);
    gint64 sum = 0;
    for (guint i = 0; i < it.n; i++)
      sum += it.share[i];
    assert_int_equal(sum, it.total);
  }
}

static void shares_lie_within_a_penny_of_the_quota(void **state)
{
  (void)state;
  for (guint c = 0; c < CASES; c++) {
    Case it = random_case(c);
    gint64 sum = weight_sum(&it);
    for (guint i = 0; sum > 0 && i < it.n; i++) {
      /* |share sum - total weight| < sum, in whole numbers: 10^12 x 10^6 fits 63 bits */
      gint64 off = it.share[i] * sum - it.total * (gint64)it.weight[i];
      assert_true(ABS(off) < sum);
      if (it.weight[i] == 0)
        assert_int_equal(it.share[i], 0);
    }
  }
}

static void a_larger_weight_never_gets_less(void **state)
{
  (void)state;
  for (guint c = 0; c < CASES; c++) {
    Case it = random_case(c);
    for (guint i = 0; i < it.n; i++)
      for (guint j = 0; j < it.n; j++)
        if (it.weight[i] > it.weight[j])
          assert_true(it.total >= 0 ? it.share[i] >= it.share[j] : it.share[i] <= it.share[j]);
  }
}

static void relabelling_moves_shares_with_their_owners(void **state)
{
  (void)state;
  guint tried = 0;
  for (guint c = 0; c < CASES; c++) {
    Case it = random_case(c);
    double turned[MOST];
    gint64 share[MOST];
    for (guint i = 0; i < it.n; i++)
      turned[i] = it.weight[it.n - 1 - i];
    cd_share_pence(it.total, turned, it.n, share);
    /* Ties go by index: equal weights may swap their penny, so only distinct remainders must agree. */
    gint64 sum = weight_sum(&it);
    for (guint i = 0; sum > 0 && i < it.n; i++) {
      bool tied = false;
      for (guint j = 0; j < it.n; j++)
        tied |= j != i && ABS(it.total) * (gint64)it.weight[i] % sum == ABS(it.total) * (gint64)it.weight[j] % sum;
      if (tied)
        continue;
      tried++;
      assert_int_equal(it.share[i], share[it.n - 1 - i]);
    }
  }
  assert_true(tried > CASES);
}

static void the_unit_of_weight_does_not_matter(void **state)
{
  (void)state;
  for (guint c = 0; c < 1000; c++) {
    Case it = random_case(c);
    double scaled[MOST];
    gint64 share[MOST];
    for (guint i = 0; i < it.n; i++)
      scaled[i] = it.weight[i] * 1024 * 3;
    cd_share_pence(it.total, scaled, it.n, share);
    for (guint i = 0; i < it.n; i++)
      assert_int_equal(share[i], it.share[i]);
  }
}

/* The Alabama paradox's usual illustration: 10 seats for 6, 6, 2 give 4, 4, 2, and 11 seats give 5, 5, 1. */
static void hamilton_s_known_examples(void **state)
{
  (void)state;
  const double three[] = {6, 6, 2}, thirds[] = {1, 1, 1}, tenths[] = {0.1, 0.1, 0.1}, tie[] = {1, 2, 1};
  gint64 share[3];
  cd_share_pence(10, three, 3, share);
  assert_memory_equal(share, ((const gint64[]){4, 4, 2}), sizeof share);
  cd_share_pence(11, three, 3, share);
  assert_memory_equal(share, ((const gint64[]){5, 5, 1}), sizeof share);
  cd_share_pence(10000, thirds, 3, share);
  assert_memory_equal(share, ((const gint64[]){3334, 3333, 3333}), sizeof share);
  cd_share_pence(300, tenths, 3, share);
  assert_memory_equal(share, ((const gint64[]){100, 100, 100}), sizeof share);
  cd_share_pence(2, tie, 3, share);
  assert_memory_equal(share, ((const gint64[]){1, 1, 0}), sizeof share);
}

static void a_negative_total_mirrors_a_positive_one(void **state)
{
  (void)state;
  for (guint c = 0; c < 1000; c++) {
    Case it = random_case(c);
    gint64 share[MOST];
    cd_share_pence(-it.total, it.weight, it.n, share);
    for (guint i = 0; i < it.n; i++)
      assert_int_equal(share[i], -it.share[i]);
  }
}

static void no_weight_at_all_means_equal_shares(void **state)
{
  (void)state;
  const double none[] = {0, 0, 0, 0};
  gint64 share[4];
  cd_share_pence(-7, none, 4, share);
  assert_memory_equal(share, ((const gint64[]){-2, -2, -2, -1}), sizeof share);
}

static void extreme_totals_and_weights_are_exact(void **state)
{
  (void)state;
  const double wide[] = {1e300, 1e300, 1e-300}, small[] = {5e-324, 5e-324, 0}, whole[] = {9007199254740991.0, 1, 0};
  gint64 share[3];
  cd_share_pence(G_MAXINT64, wide, 3, share);
  assert_memory_equal(share, ((const gint64[]){G_MAXINT64 / 2 + 1, G_MAXINT64 / 2, 0}), sizeof share);
  cd_share_pence(-G_MAXINT64, small, 3, share);
  assert_memory_equal(share, ((const gint64[]){-(G_MAXINT64 / 2 + 1), -(G_MAXINT64 / 2), 0}), sizeof share);
  /* 2^63 - 1 = 1023 x 2^53 + (2^53 - 1): the second's quota is 1023 and a remainder of (2^53 - 1) / 2^53. */
  cd_share_pence(G_MAXINT64, whole, 3, share);
  assert_int_equal(share[1], 1024);
  assert_int_equal(share[0], G_MAXINT64 - 1024);
}

static void one_party_pays_all(void **state)
{
  (void)state;
  const double weight = 0.3;
  gint64 share;
  cd_share_pence(123456789, &weight, 1, &share);
  assert_int_equal(share, 123456789);
}

/* --- amounts of either sign --------------------------------------------------------------------------------- */

/* As random_case, some of them up to 50 times the total and below 0, the last making up the total. */
static void fill_amounts(guint c, const Case *it, double *amount)
{
  double left = (double)it->total;
  for (guint i = 0; i + 1 < it->n; i++) {
    double u = uniform(c, 40 + i);
    amount[i] = c % 5 == 0 ? floor(100 * u) : (u - 0.5) * (c % 7 ? 10 : 100) * (double)it->total;
    left -= amount[i];
  }
  amount[it->n - 1] = left;
}

static void amounts_of_either_sign_sum_to_the_total(void **state)
{
  (void)state;
  guint below_nought = 0;
  for (guint c = 0; c < CASES; c++) {
    Case it = random_case(c);
    double amount[MOST];
    gint64 share[MOST], sum = 0;
    fill_amounts(c, &it, amount);
    cd_share_amounts(it.total, amount, it.n, share);
    for (guint i = 0; i < it.n; i++) {
      sum += share[i];
      below_nought += share[i] < 0;
      assert_true(fabs((double)share[i] - amount[i]) < 1);
    }
    assert_int_equal(sum, it.total);
  }
  assert_true(below_nought > CASES);
}

static void whole_amounts_stay_as_they_are(void **state)
{
  (void)state;
  const double whole[] = {-7, 0, 12, 0x1p52};
  gint64 share[4];
  cd_share_amounts(5 + (G_GINT64_CONSTANT(1) << 52), whole, 4, share);
  assert_memory_equal(share, ((const gint64[]){-7, 0, 12, G_GINT64_CONSTANT(1) << 52}), sizeof share);
}

/* Down to -3, 1 and 3, with 2 pennies left for remainders of 0.6, 0.5 and 0.9. */
static void pennies_go_to_the_largest_remainders_below_nought_too(void **state)
{
  (void)state;
  const double amount[] = {-2.4, 1.5, 3.9}, tie[] = {-0.5, 0.5}, last_bits[] = {2.9999999999, -1.0000000001};
  gint64 share[3];
  cd_share_amounts(3, amount, 3, share);
  assert_memory_equal(share, ((const gint64[]){-2, 1, 4}), sizeof share);
  cd_share_amounts(0, tie, 2, share);
  assert_memory_equal(share, ((const gint64[]){0, 0}), 2 * sizeof *share);
  cd_share_amounts(2, last_bits, 2, share);
  assert_memory_equal(share, ((const gint64[]){3, -1}), 2 * sizeof *share);
}

static void each_rule_weighs_by_what_it_names(void **state)
{
  (void)state;
  assert_true(cd_share_weight(CD_SHARING_POPULATION, 360000, 1800, 55) == 360000);
  assert_true(cd_share_weight(CD_SHARING_CASELOAD, 360000, 1800, 55) == 1800);
  assert_true(cd_share_weight(CD_SHARING_HISTORIC, 360000, 1800, 55) == 55);
  assert_true(cd_share_weight(CD_SHARING_EQUAL, 360000, 1800, 55) == 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares_sum_to_the_total),
      cmocka_unit_test(shares_lie_within_a_penny_of_the_quota),
      cmocka_unit_test(a_larger_weight_never_gets_less),
      cmocka_unit_test(relabelling_moves_shares_with_their_owners),
      cmocka_unit_test(the_unit_of_weight_does_not_matter),
      cmocka_unit_test(hamilton_s_known_examples),
      cmocka_unit_test(a_negative_total_mirrors_a_positive_one),
      cmocka_unit_test(no_weight_at_all_means_equal_shares),
      cmocka_unit_test(extreme_totals_and_weights_are_exact),
      cmocka_unit_test(one_party_pays_all),
      cmocka_unit_test(amounts_of_either_sign_sum_to_the_total),
      cmocka_unit_test(whole_amounts_stay_as_they_are),
      cmocka_unit_test(pennies_go_to_the_largest_remainders_below_nought_too),
      cmocka_unit_test(each_rule_weighs_by_what_it_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
