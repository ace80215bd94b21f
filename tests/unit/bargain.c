#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/coalition/bargain.h"
#include "tests/unit/near.h"

/* The three councils of NEG-3 (negotiation-and-games A6): length 1..5 x quality weight 30..70 x pricing. */
typedef struct {
  double weight[3], length[5], quality[5], pricing[3];
} Council;

static const Council councils[] = {
    {{.1, .2, .7}, {.2, .6, 1, .6, .2}, {0, .25, .5, .75, 1}, {1, .6, 0}},
    {{.3, .5, .2}, {0, .25, .5, .75, 1}, {1, .75, .5, .25, 0}, {0, .5, 1}},
    {{.4, .4, .2}, {.7, 1, .7, .4, .1}, {0, .5, 1, .5, 0}, {.4, 1, .2}},
};

static guint text_of(guint length, guint quality, guint pricing)
{
  return (length * 5 + quality) * 3 + pricing;
}

static void fill(double *u)
{
  for (guint l = 0; l < 5; l++)
    for (guint q = 0; q < 5; q++)
      for (guint p = 0; p < 3; p++)
        for (guint c = 0; c < 3; c++) {
          const Council *it = &councils[c];
          u[text_of(l, q, p) * 3 + c] =
              it->weight[0] * it->length[l] + it->weight[1] * it->quality[q] + it->weight[2] * it->pricing[p];
        }
}

static void three_councils_agree_where_brute_force_and_negmas_do(void **state)
{
  (void)state;
  double u[75 * 3];
  const double reservation[] = {.355, .385, .505};
  fill(u);
  CdBlockBargain it = cd_block_bargain(&(CdBlockTable){75, u}, 3, reservation);
  assert_int_equal(it.n_feasible, 15);
  assert_int_equal(it.text, text_of(2, 2, 1)); /* 3 years, 50, cv */
  assert_nine(u[it.text * 3], .62);
  assert_nine(u[it.text * 3 + 1], .50);
  assert_nine(u[it.text * 3 + 2], .88);
}

static void what_a_member_would_rather_leave_is_not_feasible(void **state)
{
  (void)state;
  const double u[] = {1, 0.4, 0.6, 0.5, 0.5, 0.6};
  const double reservation[] = {0.5, 0.5};
  CdBlockBargain it = cd_block_bargain(&(CdBlockTable){3, u}, 2, reservation);
  assert_int_equal(it.n_feasible, 2);
  const double more[] = {0.7, 0.5};
  assert_int_equal(cd_block_bargain(&(CdBlockTable){3, u}, 2, more).n_feasible, 0);
  assert_int_equal(cd_block_bargain(&(CdBlockTable){0, NULL}, 2, more).n_feasible, 0);
}

static void a_reservation_value_missed_within_the_tolerance_is_met(void **state)
{
  (void)state;
  const double u[] = {0.5 - 0.9e-9, 0.7};
  CdBlockBargain it = cd_block_bargain(&(CdBlockTable){1, u}, 2, (const double[]){0.5, 0.5});
  assert_int_equal(it.n_feasible, 1);
  it = cd_block_bargain(&(CdBlockTable){1, u}, 2, (const double[]){0.5 + 0.2e-9, 0.5});
  assert_int_equal(it.n_feasible, 0);
}

/* One member gets no surplus from any text: all products are nought, and no text may waste what another could
 * have. */
static void without_surplus_for_all_nothing_is_wasted(void **state)
{
  (void)state;
  const double u[] = {0.5, 0.6, 0.7, 0.5, 0.9, 0.7, 0.5, 0.6, 0.9};
  CdBlockBargain it = cd_block_bargain(&(CdBlockTable){3, u}, 3, (const double[]){0.5, 0.5, 0.5});
  assert_int_equal(it.n_feasible, 3);
  assert_int_equal(it.text, 1);
}

static void a_surplus_within_the_tolerance_is_none(void **state)
{
  (void)state;
  const double u[] = {0.5 + 0.8e-9, 0.6, 0.5, 0.9};
  assert_int_equal(cd_block_bargain(&(CdBlockTable){2, u}, 2, (const double[]){0.5, 0.5}).text, 1);
}

static void of_equal_products_the_evener_is_agreed_then_the_first(void **state)
{
  (void)state;
  const double uneven_first[] = {0.8, 0.2, 0.4, 0.4, 0.2, 0.8};
  CdBlockBargain it = cd_block_bargain(&(CdBlockTable){3, uneven_first}, 2, (const double[]){0, 0});
  assert_int_equal(it.text, 1);
  const double mirrored[] = {0.1, 0.1, 0.8, 0.2, 0.2, 0.8};
  it = cd_block_bargain(&(CdBlockTable){3, mirrored}, 2, (const double[]){0, 0});
  assert_int_equal(it.text, 1);
  const double but_for_rounding[] = {0.3, 0.1, 0.1, 0.1 + 0.2};
  it = cd_block_bargain(&(CdBlockTable){2, but_for_rounding}, 2, (const double[]){0, 0});
  assert_int_equal(it.text, 0);
}

/* Products of 1e-20 and 2e-20 differ. */
static void ten_small_surpluses_are_told_apart(void **state)
{
  (void)state;
  double u[20], reservation[10] = {0};
  for (guint i = 0; i < 20; i++)
    u[i] = 0.01;
  u[10] = 0.02;
  u[11] = 0.0099; /* leximin prefers the first text */
  assert_int_equal(cd_block_bargain(&(CdBlockTable){2, u}, 10, reservation).text, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_councils_agree_where_brute_force_and_negmas_do),
      cmocka_unit_test(what_a_member_would_rather_leave_is_not_feasible),
      cmocka_unit_test(a_reservation_value_missed_within_the_tolerance_is_met),
      cmocka_unit_test(without_surplus_for_all_nothing_is_wasted),
      cmocka_unit_test(a_surplus_within_the_tolerance_is_none),
      cmocka_unit_test(of_equal_products_the_evener_is_agreed_then_the_first),
      cmocka_unit_test(ten_small_surpluses_are_told_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
