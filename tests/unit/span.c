#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/base/random.h"
#include "sim/cost/span.h"

static void a_set_follows_from_all_and_the_rest(void **state)
{
  (void)state;
  CdSpan span = {.n = 3};
  assert_false(cd_span_holds(&span, 7));
  assert_true(cd_span_add(&span, 7));
  assert_true(cd_span_add(&span, 3));
  assert_true(cd_span_holds(&span, 4));
  assert_false(cd_span_holds(&span, 1));
  assert_false(cd_span_add(&span, 4));
  assert_int_equal(span.rank, 2);
  assert_true(cd_span_add(&span, 6));
  for (guint set = 0; set < 8; set++)
    assert_true(cd_span_holds(&span, set));
}

/* 110 + 101 + 011 is 222: no pair of these rows gives any other. */
static void pairs_make_up_singles_by_halves(void **state)
{
  (void)state;
  CdSpan span = {.n = 3};
  assert_true(cd_span_add(&span, 3) && cd_span_add(&span, 5));
  assert_false(cd_span_holds(&span, 6) || cd_span_holds(&span, 1) || cd_span_holds(&span, 7));
  assert_true(cd_span_add(&span, 6));
  assert_true(cd_span_holds(&span, 1) && cd_span_holds(&span, 7));
}

enum { TEN = CD_NUCLEOLUS_MAX, PRIME = 1000003, FAMILIES = 4000 };

static gint64 power(gint64 base, guint exponent)
{
  gint64 result = 1;
  for (; exponent > 0; exponent /= 2, base = base * base % PRIME)
    if (exponent % 2)
      result = result * base % PRIME;
  return result;
}

static void clear_column(gint64 row[][TEN], guint rows, guint rank, guint column)
{
  for (guint r = rank + 1; r < rows; r++) {
    gint64 factor = row[r][column] * power(row[rank][column], PRIME - 2) % PRIME;
    for (guint c = 0; c < TEN; c++)
      row[r][c] = ((row[r][c] - factor * row[rank][c]) % PRIME + PRIME) % PRIME;
  }
}

/* Modulo a prime, which divides no minor: ten rows of 0 and 1 have none above 320. */
static guint rank_of(const guint *set, guint n)
{
  gint64 row[TEN][TEN];
  guint rank = 0;
  for (guint r = 0; r < n; r++)
    for (guint c = 0; c < TEN; c++)
      row[r][c] = set[r] >> c & 1;
  for (guint column = 0; column < TEN && rank < n; column++) {
    guint r = rank;
    while (r < n && row[r][column] == 0)
      r++;
    if (r == n)
      continue;
    for (guint c = 0; c < TEN; c++) {
      gint64 held = row[r][c];
      row[r][c] = row[rank][c];
      row[rank][c] = held;
    }
    clear_column(row, n, rank++, column);
  }
  return rank;
}

static void ranks_of_ten_players_are_exact(void **state)
{
  (void)state;
  guint full = 0;
  for (guint family = 0; family < FAMILIES; family++) {
    CdSpan span = {.n = TEN};
    CdStream stream = cd_stream(5, family, CD_PURPOSE_INPUT, 1);
    guint set[TEN];
    for (guint s = 0; s < TEN; s++) {
      set[s] = (guint)(cd_stream_uniform(stream, 0, s) * (1 << TEN));
      guint before = span.rank;
      bool held = cd_span_holds(&span, set[s]);
      assert_int_equal(cd_span_add(&span, set[s]), !held);
      assert_int_equal(span.rank, before + !held);
      assert_int_equal(span.rank, rank_of(set, s + 1));
    }
    for (guint r = 0; r < span.rank; r++)
      for (guint i = 0; i < TEN; i++)
        assert_true(ABS(span.row[r][i]) <= 320);
    full += span.rank == TEN;
  }
  assert_in_range(full, FAMILIES / 10, FAMILIES - FAMILIES / 10);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_set_follows_from_all_and_the_rest),
      cmocka_unit_test(pairs_make_up_singles_by_halves),
      cmocka_unit_test(ranks_of_ten_players_are_exact),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
