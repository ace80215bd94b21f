/* Rows of a study: the parts of a run's variance against numbers reckoned by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/analysis/rows.h"
#include "sim/base/random.h"

static bool is_near(double x, double wanted, double within)
{
  return fabs(x - wanted) <= within;
}

/* Two rows of two replicates of two draws of chance: means 2, 4 and 7, 5; a row's means 3 and 6, all 4.5. Rows: (1.5^2 + 1.5^2) / 1 = 4.5. Within: 1 + 1 + 1 + 1 = 4 over 2 (2 - 1) = 2. Columns: what
 * rows share off their means, -1 + 1 and 1 - 1: none. Residual 4 / 1 = 4, so varied 4.5 - 4 / 2 = 2.5. Chance: half squares of 2, 0, 4, 2: 2, 0, 8, 2, mean 3; held 2 - 3 / 2 = 0.5. */
static void parts_of_variance_are_those_reckoned_by_hand(void **state)
{
  (void)state;
  const double value[] = {1, 3, 4, 4, 9, 5, 4, 6};
  CdDesignLabel label[2] = {{0}};
  CdStudy study = {.rows = 2, .replicates = 2, .label = label};
  const guint row[] = {0, 1};
  CdRowsVariance of = cd_rows_variance(&study, value, 0, G_MAXUINT, row, 2);
  assert_int_equal(of.rows, 2);
  assert_true(is_near(of.varied, 2.5, 1e-12));
  assert_true(is_near(of.chance, 3, 1e-12));
  assert_true(is_near(of.held, 0.5, 1e-12));
}

enum { ROWS = 400, REPLICATES = 40 };

static double normal(guint what, guint a, guint b)
{
  return cd_stream_normal(cd_stream(7, cd_run_word(a, 0), CD_PURPOSE_BOOTSTRAP, what), 0, b);
}

static double variance_drawn(guint what, guint n)
{
  double sum = 0, squares = 0;
  for (guint a = 0; a < n; a++) {
    sum += normal(what, a, 0);
    squares += normal(what, a, 0) * normal(what, a, 0);
  }
  return (squares - sum * sum / n) / (n - 1);
}

/* y = 3 row + 2 (replicate, shared by all rows) + 1 (row and replicate) + 4 chance: variances 9, 5 and 16. */
static void parts_of_variance_are_those_that_it_was_made_of(void **state)
{
  (void)state;
  g_autofree double *value = g_new(double, 2 * ROWS * REPLICATES * 2);
  g_autofree CdDesignLabel *label = g_new0(CdDesignLabel, ROWS);
  g_autofree guint *row = g_new(guint, ROWS);
  for (guint i = 0; i < ROWS; i++) {
    row[i] = i;
    for (guint r = 0; r < REPLICATES; r++)
      for (guint luck = 0; luck < 2; luck++) {
        gsize at = ((gsize)i * REPLICATES + r) * 2 + luck;
        value[at] = 3 * normal(1, i, 0) + 2 * normal(2, r, 0) + normal(3, i, r) + 4 * normal(4, i, r * 2 + luck) + 1e6;
        value[at + ROWS * REPLICATES * 2] = 1e6;
      }
  }
  CdStudy study = {.rows = ROWS, .replicates = REPLICATES, .label = label};
  CdRowsVariance of = cd_rows_variance(&study, value, 0, 1, row, ROWS);
  /* Against the variances of the very rows and replicates that were drawn; what is left is the mean of 16,000 numbers. */
  assert_true(is_near(of.varied, 9 * variance_drawn(1, ROWS), 0.4));
  assert_true(is_near(of.held, 4 * variance_drawn(2, REPLICATES) + 1, 0.4));
  assert_true(is_near(of.chance, 16, 0.4));
}

static void rows_that_lack_a_run_count_nowhere(void **state)
{
  (void)state;
  const double value[] = {1, 3, 4, 4, 9, 5, 4, 6, 2, NAN, 8, 8};
  CdDesignLabel label[3] = {{0}, {0}, {0, CD_BLOCK_AB, 0}};
  CdStudy study = {.rows = 3, .replicates = 2, .label = label};
  const guint all[] = {0, 1, 2};
  guint row[3];
  assert_int_equal(cd_rows_variance(&study, value, 0, G_MAXUINT, all, 3).rows, 2);
  assert_true(is_near(cd_rows_variance(&study, value, 0, G_MAXUINT, all, 3).varied, 2.5, 1e-12));
  assert_int_equal(cd_rows_drawn(&study, row), 2); /* a row AB is no draw */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parts_of_variance_are_those_reckoned_by_hand),
      cmocka_unit_test(parts_of_variance_are_those_that_it_was_made_of),
      cmocka_unit_test(rows_that_lack_a_run_count_nowhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
