#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

typedef struct {
  CdSmall *small;
  CdTermTable table;
  CdGrid grid;
} Case;

static Case case_of(const char *levels)
{
  CdScenario *s = cd_seated_small();
  cd_small_set(s, CD_ENTITY_NEGOTIATION, NULL, levels);
  Case it = {.small = cd_small_new(s)};
  cd_term_table_make(&it.table, it.small->world);
  cd_term_grid(&it.grid, &it.table, 2);
  return it;
}

static void levels_are_evenly_spaced_from_least_to_most(void **state)
{
  (void)state;
  Case it = case_of("length-least=3 length-most=10 length-levels=6 outcomes-share-levels=5");
  static const double length[] = {3, 4.4, 5.8, 7.2, 8.6, 10}, outcomes[] = {0, 0.25, 0.5, 0.75, 1};
  assert_int_equal(it.table.levels[CD_TERM_LENGTH], 6);
  for (guint l = 0; l < 6; l++)
    assert_same(it.table.at[CD_TERM_LENGTH][l], length[l]);
  for (guint l = 0; l < 5; l++)
    assert_same(it.table.at[CD_TERM_OUTCOMES_SHARE][l], outcomes[l]);
  cd_small_free(it.small);
}

static void one_level_is_the_middle(void **state)
{
  (void)state;
  Case it = case_of("localisation-least=0.2 localisation-most=0.6 localisation-levels=1");
  assert_int_equal(it.table.levels[CD_TERM_LOCALISATION], 1);
  assert_same(it.table.at[CD_TERM_LOCALISATION][0], 0.4);
  cd_small_free(it.small);
}

static void pricing_methods_stand_by_hashed_id(void **state)
{
  (void)state;
  Case it = case_of("");
  const CdWorld *world = it.small->world;
  assert_int_equal(it.table.levels[CD_TERM_PRICING], 2);
  guint first = (guint)it.table.at[CD_TERM_PRICING][0], second = (guint)it.table.at[CD_TERM_PRICING][1];
  assert_int_equal(first + second, 1);
  assert_true(world->pricing[first].head.key < world->pricing[second].head.key);
  cd_small_free(it.small);
}

/* 3 lengths x 2 quality weights x 2 pricing methods x 3 x 3 x 2 forms; the form moves fastest. */
static void a_text_is_one_level_of_every_term_and_a_form(void **state)
{
  (void)state;
  Case it = case_of("");
  assert_int_equal(it.grid.n_texts, 216);
  guint text = ((((2 * 2 + 1) * 2 + 0) * 3 + 1) * 3 + 2) * 2 + 1;
  assert_int_equal(cd_grid_level(&it.grid, text, CD_ISSUE_FORM), 1);
  CdTermsDrawn before = {.results_share = 0.11, .notice_months = 7, .cost_sharing = 1, .exit_right = true};
  CdTermsDrawn terms = cd_text_terms(&it.table, &it.grid, text, before);
  assert_same(terms.length, 7);
  assert_same(terms.quality_weight, 0.75);
  assert_int_equal(terms.pricing, it.table.at[CD_TERM_PRICING][0]);
  assert_same(terms.outcomes_share, 0.5);
  assert_same(terms.localisation, 1);
  assert_true(terms.results_share == 0.11 && terms.notice_months == 7 && terms.cost_sharing == 1 && terms.exit_right);
  assert_same(cd_text_at(&it.table, &it.grid, text, CD_TERM_QUALITY_WEIGHT), 0.75);
  cd_small_free(it.small);
}

/* 8 lengths in whole years, 9 quality weights, 4 pricing methods, 6 outcomes shares, 6 localisations. */
static void the_default_table_has_10368_texts(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(cd_seated_llr(), 0);
  for (guint block = 1; block < 8; block++)
    assert_int_equal(it->partners->grid[block].n_texts, 8 * 9 * 4 * 6 * 6);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(levels_are_evenly_spaced_from_least_to_most),
      cmocka_unit_test(one_level_is_the_middle),
      cmocka_unit_test(pricing_methods_stand_by_hashed_id),
      cmocka_unit_test(a_text_is_one_level_of_every_term_and_a_form),
      cmocka_unit_test(the_default_table_has_10368_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
