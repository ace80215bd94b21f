/* Points of one's own, what a coordinate is to a factor, and rows that are the same. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/base/random.h"
#include "sim/sampling/design.h"
#include "sim/sampling/distinct.h"
#include "sim/sampling/given.h"
#include "tests/unit/near.h"

static double between(double u, gconstpointer data)
{
  const double *range = data;
  return range[0] + u * (range[1] - range[0]);
}

static const double range[2] = {10, 30};
static const char *const words[] = {"joint", "apart", "lead"};
static const CdFactor factors[3] = {
    {.name = "price", .kind = CD_FACTOR_CONTINUOUS, .quantile = between, .data = range},
    {.name = "lots", .kind = CD_FACTOR_INTEGER, .low = -1, .high = 3},
    {.name = "form", .kind = CD_FACTOR_CATEGORICAL, .n_words = 3, .word = words},
};

static void a_coordinate_becomes_the_factor_s_value(void **state)
{
  (void)state;
  static const double unit[][3] = {
      {0, 0, 0}, {0.25, 0.1999, 0.3333}, {0.5, 0.2, 0.3334}, {0.75, 0.7999, 0.6667}, {1, 1, 1}};
  static const double value[][3] = {{10, -1, 0}, {15, -1, 0}, {20, 0, 1}, {25, 2, 2}, {30, 3, 2}};
  for (guint r = 0; r < G_N_ELEMENTS(unit); r++) {
    double found[3];
    cd_factor_values(factors, 3, unit[r], found);
    assert_memory_equal(found, value[r], sizeof found);
  }
}

/* Of as many levels at the ends as there are categories, each has one; so have levels in the middles. */
static void levels_and_categories_meet(void **state)
{
  (void)state;
  for (guint m = 1; m <= 60; m++) {
    CdFactor factor = {.kind = CD_FACTOR_CATEGORICAL, .n_words = m};
    for (guint level = 0; level < m; level++) {
      assert_true(cd_factor_value(&factor, cd_level_unit(CD_LEVELS_ENDS, level, m)) == (m == 1 ? 0 : level));
      assert_true(cd_factor_value(&factor, cd_level_unit(CD_LEVELS_MIDDLES, level, m)) == level);
    }
  }
}

/* Categories come equally often in a stratified design, to the point. */
static void categories_share_a_design_equally(void **state)
{
  (void)state;
  CdDesignPlan plan = {.kind = CD_DESIGN_LATIN, .factors = 1, .n = 300, .seed = 2};
  g_autoptr(CdDesign) design = cd_design_new(&plan, NULL);
  g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(design);
  guint count[3] = {0};
  for (guint64 row = 0; row < 300; row++) {
    double unit;
    cd_design_read(cursor, row, 1, &unit, NULL);
    count[(guint)cd_factor_value(&factors[2], unit)]++;
  }
  assert_true(count[0] == 100 && count[1] == 100 && count[2] == 100);
}

static void the_same_rows_are_found(void **state)
{
  (void)state;
  static const double value[] = {1, 2, /**/ 1, 3, /**/ 1, 2, /**/ 0.0, 1, /**/ -0.0, 1, /**/ 1, 3, /**/ 2, 1};
  static const guint64 expected[] = {0, 1, 0, 3, 3, 1, 6};
  guint64 first[7];
  assert_int_equal(cd_distinct_rows(value, 7, 2, first), 4);
  assert_memory_equal(first, expected, sizeof first);
  assert_int_equal(cd_distinct_rows(value, 0, 2, first), 0);
}

/* Against looking at every pair, on rows of few values. */
static void as_by_looking_at_every_pair(void **state)
{
  (void)state;
  enum { ROWS = 300 };
  for (guint seed = 0; seed < 30; seed++) {
    guint k = 1 + seed % 4;
    double value[ROWS * 4];
    guint64 first[ROWS], distinct = 0;
    for (guint i = 0; i < ROWS * k; i++)
      value[i] = floor(cd_stream_uniform(cd_stream(seed, i, CD_PURPOSE_INPUT, 0), 0, 0) * 4);
    guint64 found = cd_distinct_rows(value, ROWS, k, first);
    for (guint row = 0; row < ROWS; row++) {
      guint other = 0;
      while (memcmp(value + other * k, value + row * k, sizeof *value * k) != 0)
        other++;
      assert_int_equal(first[row], other);
      distinct += other == row;
    }
    assert_int_equal(found, distinct);
  }
}

static CdGivenPoints *read_text(const char *text, GError **error)
{
  return cd_given_read(text, strlen(text), factors, 3, error);
}

static void points_are_read_in_the_factors_order(void **state)
{
  (void)state;
  static const double expected[] = {12.5, 3, 1, /**/ -1e3, -1, 0};
  static const char *const texts[] = {"form,price,lots\napart,12.5,3\njoint,-1e3,-1\n",
                                      "\xef\xbb\xbf\"form\", price ,lots\r\n\"apart\",12.5, 3\r\njoint,-1e3,-1",
                                      "form,price,lots\napart,12.50,3\njoint,-1000,-1\n\n\n"};
  for (guint t = 0; t < G_N_ELEMENTS(texts); t++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(CdGivenPoints) given = read_text(texts[t], &error);
    assert_null(error);
    assert_int_equal(given->rows, 2);
    assert_memory_equal(given->value, expected, sizeof expected);
  }
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
  (void)state;
  static const struct {
    const char *text, *place, *what;
  } bad[] = {
      {"", "row 1, column 1", "no header"},
      {"\nprice", "row 1, column 1", "no header"},
      {"price,lots,forn\n1,1,joint", "row 1, column 3", "did you mean \"form\""},
      {"price,lots\n1,1", "row 1, column 2", "no column is called \"form\""},
      {"price,lots,price\n", "row 1, column 3", "has a column already"},
      {"price,lots,form\n", "row 2, column 1", "there is no point"},
      {"price,lots,form\n1,1", "row 2, column 2", "2 cells, and the header 3"},
      {"price,lots,form\n1,1,joint,2", "row 2, column 4", "4 cells"},
      {"price,lots,form\n1,1,joint\n\n1,1,joint", "row 3, column 1", "empty"},
      {"price,lots,form\n1,1,joint\n,1,joint", "row 3, column 1", "a number belongs here"},
      {"price,lots,form\n1,1.5,joint", "row 2, column 2", "no whole number"},
      {"price,lots,form\n1,4,joint", "row 2, column 2", "-1 to 3"},
      {"price,lots,form\n1,2,jont", "row 2, column 3", "did you mean \"joint\""},
      {"price,lots,form\nnan,2,joint", "row 2, column 1", "no number"},
      {"price,lots,form\n1e999,2,joint", "row 2, column 1", "no number"},
      {"price,lots,form\n0x10,2,joint", "row 2, column 1", "no number"},
      {"price,lots,form\n\"12,5\",2,joint", "row 2, column 1", "with a point"},
      {"price,lots,form\n=1+1,2,joint", "row 2, column 1", "no number"},
      {"price,lots,form\n1,\"2,joint", "row 2, column 2", "not closed"},
      {"price,lots,form\n1,2\rjoint", "row 2, column 2", "carriage return"},
  };
  for (guint b = 0; b < G_N_ELEMENTS(bad); b++) {
    g_autoptr(GError) error = NULL;
    assert_null(read_text(bad[b].text, &error));
    assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
    if (!g_str_has_prefix(error->message, bad[b].place) || !strstr(error->message, bad[b].what))
      fail_msg("\"%s\" lacks \"%s\" or \"%s\"", error->message, bad[b].place, bad[b].what);
  }
}

static void other_encodings_and_long_cells_are_refused_in_a_line(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  assert_null(cd_given_read("price\0,lots", 11, factors, 3, &error));
  assert_string_equal(error->message, "row 1: byte 0x00 is no UTF-8 text here; save the table as CSV in UTF-8");
  g_clear_error(&error);
  g_autofree char *filler = g_strnfill(5000, 'z'), *text = g_strdup_printf("price,lots,form\n%s,1,joint", filler);
  assert_null(read_text(text, &error));
  assert_true(strlen(error->message) < 200);
  g_clear_error(&error);
  assert_null(read_text("price,lots,form\n1,1,joint\n1,1,\xff\xfe", &error));
  assert_non_null(strstr(error->message, "row 3: byte 0xff"));
  g_clear_error(&error);
  assert_null(read_text("price,lots,form\n1,1,p\xc3\xa9pin\n", &error));
  assert_non_null(strstr(error->message, "\"p\xc3\xa9pin\" is none of the words"));
}

/* A table cut anywhere, or with a byte changed anywhere, is read or refused, never worse. */
static void damaged_tables_are_read_or_refused(void **state)
{
  (void)state;
  static const char table[] = "form,price,lots\n\"apart\",12.5,3\r\njoint,-1e3,-1\nlead,0.1,2\n";
  static const char bytes[] = {'\0', '"', ',', '\n', '\r', ' ', '-', 'e', (char)0xff, '9'};
  for (gsize at = 0; at < sizeof table; at++)
    for (guint c = 0; c <= sizeof bytes; c++) {
      char *copy = g_memdup2(table, sizeof table);
      gsize length = sizeof table - 1;
      if (c < sizeof bytes && at < length)
        copy[at] = bytes[c];
      else
        copy[length = MIN(at, length)] = '\0';
      g_autoptr(GError) error = NULL;
      g_autoptr(CdGivenPoints) given = cd_given_read(copy, length, factors, 3, &error);
      assert_true((given != NULL) != (error != NULL));
      g_free(copy);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_coordinate_becomes_the_factor_s_value),
      cmocka_unit_test(levels_and_categories_meet),
      cmocka_unit_test(categories_share_a_design_equally),
      cmocka_unit_test(the_same_rows_are_found),
      cmocka_unit_test(as_by_looking_at_every_pair),
      cmocka_unit_test(points_are_read_in_the_factors_order),
      cmocka_unit_test(what_is_wrong_is_said_with_its_place),
      cmocka_unit_test(other_encodings_and_long_cells_are_refused_in_a_line),
      cmocka_unit_test(damaged_tables_are_read_or_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
