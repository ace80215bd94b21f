#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/preference.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };

/* small.h's councils, the western one with two value functions: quality in steps, outcomes by a straight line. Parents of points stand
 * between one another, so that a function is not just the next rows. */
static CdSmall *small_with_functions(void)
{
  CdScenario *s = cd_small_scenario();
  guint steps = cd_small_add(s, CD_ENTITY_VALUE_FUNCTION, "western", "quality", "term=quality-weight shape=stepped");
  guint line = cd_small_add(s, CD_ENTITY_VALUE_FUNCTION, "western", "outcomes", "term=outcomes-share shape=linear");
  static const struct {
    bool line;
    const char *id, *fields;
  } point[] = {{false, "a", "at=0.4 value=0.2"},
               {true, "a", "at=0.2 value=0.9"},
               {false, "b", "at=0.6 value=1"},
               {true, "b", "at=0.7 value=0.4"},
               {false, "c", "at=0.8 value=0.5"}};
  for (guint i = 0; i < G_N_ELEMENTS(point); i++)
    cd_small_add(s, CD_ENTITY_VALUE_POINT, point[i].line ? "outcomes" : "quality", point[i].id, point[i].fields);
  assert_true(steps != line);
  return cd_small_new(s);
}

static void a_term_without_a_function_is_worth_its_nearness_to_the_ideal(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with_functions();
  CdCouncil *council = &small->world->council[WESTERN];
  council->ideal_length = 7;
  council->length_tolerance = 5;
  council->ideal_localisation = 0.2;
  council->share_tolerance = 0.4;
  assert_nine(cd_term_value(small->world, WESTERN, CD_TERM_LENGTH, 5), 0.6);
  assert_nine(cd_term_value(small->world, WESTERN, CD_TERM_LENGTH, 7), 1);
  assert_nine(cd_term_value(small->world, WESTERN, CD_TERM_LOCALISATION, 0.3), 0.75);
  assert_nine(cd_term_value(small->world, EASTERN, CD_TERM_LENGTH, 5), 1); /* its own ideal */
  council->ideal_quality_weight = 0.5;
  council->ideal_outcomes = 0.6;
  assert_nine(cd_term_value(small->world, EASTERN, CD_TERM_QUALITY_WEIGHT, 0.6),
              0.8); /* no function of its own: 0.1 of 0.5 away */
}

static void a_value_function_takes_the_ideal_s_place(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with_functions();
  const CdWorld *world = small->world;
  assert_nine(cd_term_value(world, WESTERN, CD_TERM_QUALITY_WEIGHT, 0.4), 0.2);
  assert_nine(cd_term_value(world, WESTERN, CD_TERM_QUALITY_WEIGHT, 0.59), 0.2);
  assert_nine(cd_term_value(world, WESTERN, CD_TERM_QUALITY_WEIGHT, 0.6), 1);
  assert_nine(cd_term_value(world, WESTERN, CD_TERM_QUALITY_WEIGHT, 0.95), 0.5);
  assert_nine(cd_term_value(world, WESTERN, CD_TERM_OUTCOMES_SHARE, 0.3), 0.8); /* a fifth of the way from 0.9 to 0.4 */
  assert_nine(cd_term_value(world, WESTERN, CD_TERM_OUTCOMES_SHARE, 0.9), 0.4);
}

static void terms_are_valued_by_their_weights(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with_functions();
  CdCouncil *council = &small->world->council[WESTERN];
  council->weight_length = 0.3;
  council->weight_quality_weight = 0.25;
  council->weight_pricing = 0.2;
  council->weight_outcomes_share = 0.15;
  council->weight_localisation = 0.1;
  static const double weight[CD_TERM_COUNT] = {
      [CD_TERM_LENGTH] = 0.3, [CD_TERM_QUALITY_WEIGHT] = 0.25, [CD_TERM_PRICING] = 0.2, [CD_TERM_OUTCOMES_SHARE] = 0.15, [CD_TERM_LOCALISATION] = 0.1};
  for (int t = 0; t < CD_TERM_COUNT; t++)
    assert_nine(cd_term_weight(council, (CdTerm)t), weight[t]);
  CdTermsDrawn terms = cd_common_terms(small->world, NULL);
  terms.length = 6;           /* of 5, four years being nought: 0.75 */
  terms.quality_weight = 0.5; /* 0.2 */
  terms.outcomes_share = 0.3; /* 0.8; nothing is said of pricing: 0.5 */
  terms.localisation = 0.4;   /* of 0.3, half: 0.8 */
  assert_nine(cd_terms_value(small->world, WESTERN, &terms),
              0.3 * 0.75 + 0.25 * 0.2 + 0.2 * 0.5 + 0.15 * 0.8 + 0.1 * 0.8);
}

static void red_lines_forbid_what_lies_beyond_and_not_what_lies_on_them(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with_functions();
  CdCouncil *council = &small->world->council[WESTERN];
  council->length_least = 4;
  council->length_most = 8;
  council->quality_least = 0.55;
  council->quality_most = 0.85;
  council->outcomes_most = 0.7;
  council->localisation_least = 0.1;
  council->localisation_most = 0.1;
  static const struct {
    CdTerm term;
    double x;
    bool fit;
  } known[] = {
      {CD_TERM_LENGTH, 3.9, false},
      {CD_TERM_LENGTH, 4, true},
      {CD_TERM_LENGTH, 8, true},
      {CD_TERM_LENGTH, 8.1, false},
      {CD_TERM_QUALITY_WEIGHT, 0.54, false},
      {CD_TERM_QUALITY_WEIGHT, 0.55, true},
      {CD_TERM_QUALITY_WEIGHT, 0.85, true},
      {CD_TERM_QUALITY_WEIGHT, 0.86, false},
      {CD_TERM_OUTCOMES_SHARE, 0, true},
      {CD_TERM_OUTCOMES_SHARE, 0.7, true},
      {CD_TERM_OUTCOMES_SHARE, 0.71, false},
      {CD_TERM_LOCALISATION, 0.09, false},
      {CD_TERM_LOCALISATION, 0.11, false},
      {CD_TERM_LOCALISATION, 0.3 / 3, true}, /* 0.09999999999999999 */
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    assert_true(cd_term_acceptable(small->world, WESTERN, known[i].term, known[i].x) == known[i].fit);
    assert_true(cd_term_acceptable(small->world, EASTERN, known[i].term, known[i].x)); /* which has drawn none */
  }
}

static void a_pricing_method_is_signed_unless_its_view_refuses_it(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_PRICING_VIEW, "western", "results", "pricing=results liking=0.9 acceptable=no");
  cd_small_add(s, CD_ENTITY_PRICING_VIEW, "eastern", "results", "pricing=results liking=0.1");
  g_autoptr(CdSmall) small = cd_small_new(s);
  assert_true(cd_term_acceptable(small->world, WESTERN, CD_TERM_PRICING, 0));
  assert_false(cd_term_acceptable(small->world, WESTERN, CD_TERM_PRICING, 1)); /* however much it likes it */
  assert_true(cd_term_acceptable(small->world, EASTERN, CD_TERM_PRICING, 1));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_term_without_a_function_is_worth_its_nearness_to_the_ideal),
      cmocka_unit_test(a_value_function_takes_the_ideal_s_place),
      cmocka_unit_test(terms_are_valued_by_their_weights),
      cmocka_unit_test(red_lines_forbid_what_lies_beyond_and_not_what_lies_on_them),
      cmocka_unit_test(a_pricing_method_is_signed_unless_its_view_refuses_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
