#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/base/random.h"
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };

static CdSeated *laid(CdScenario *scenario, guint32 replicate)
{
  CdSeated *it = cd_seated_new(scenario, replicate);
  cd_seated_lay(it);
  return it;
}

/* Text by text as a table is filled with it. */
static void assert_filled_as_judged(CdSeated *it, const CdTaste *taste, guint believer, guint32 block, guint position)
{
  const CdGrid *grid = &it->partners->grid[block];
  const CdCompiled *form = cd_roundtable_compiled(it->table, believer, block);
  guint council = it->table->stand[block][0].member[position], stride = 2, refused = 0;
  const CdConsequences *now = cd_roundtable_now(it->table, believer, council);
  g_autofree double *u = g_new(double, (gsize)stride * grid->n_texts);
  for (guint text = 0; text < stride * grid->n_texts; text++)
    u[text] = NAN;
  cd_taste_fill(taste, grid, form, position, now, u, stride);
  for (guint text = 0; text < grid->n_texts; text++) {
    guint level[CD_TERM_COUNT];
    CdChange change = cd_text_change(grid, form, position, now, text, level);
    assert_near(u[text * stride], cd_taste_utility(taste, &change, level), 1e-12);
    assert_true(isnan(u[text * stride + 1])); /* another member's */
    refused += u[text * stride] == CD_REFUSED;
  }
  assert_true(refused < grid->n_texts);
}

static void a_table_is_filled_with_what_each_text_is_judged_to_be(void **state)
{
  (void)state;
  g_autoptr(CdSeated) small = laid(cd_seated_small(), 0), llr = laid(cd_seated_llr(), 3);
  for (guint32 block = 1; block < 4; block++)
    for (guint m = 0; m < small->table->stand[block][0].n_members; m++)
      assert_filled_as_judged(small, &small->table->taste[m], 1, block, m);
  for (guint i = 0; i < 3; i++)
    assert_filled_as_judged(llr, &llr->table->taste[i], i, 7, i);
  assert_filled_as_judged(llr, &llr->partners->mean[2], 0, 6, 1);
  /* Each contract has a price and a quality of its own, by localisation too. */
  CdScenario *s = cd_seated_small();
  cd_small_set(s, CD_ENTITY_MARKET, NULL, "envelope-basis=today envelope=1.05 no-bid-premium=0.15");
  g_autoptr(CdSeated) today = laid(s, 0);
  assert_true(cd_roundtable_compiled(today->table, EASTERN, 3)->n_localities > 1);
  for (guint m = 0; m < 2; m++)
    assert_filled_as_judged(today, &today->table->taste[m], EASTERN, 3, m);
}

static guint count_refused(const CdSeated *it, const double *u, guint32 block)
{
  guint n = 0;
  for (guint text = 0; text < it->partners->grid[block].n_texts; text++)
    n += u[2 * text + EASTERN] == CD_REFUSED;
  return n;
}

/* 3 lengths x 2 quality weights x 2 pricing methods x 3 outcomes shares x 3 localisations x 2 forms. */
static void red_lines_refuse_the_texts_beyond_them_and_no_other(void **state)
{
  (void)state;
  static const struct {
    const char *line;
    guint refused;
  } cases[] = {{"", 0},
               {"length-least=4", 72},
               {"length-most=6", 72},
               {"length-most=5", 72}, /* on the line: signed */
               {"quality-weight-least=0.6", 108},
               {"outcomes-share-most=0.4", 144},
               {"localisation-least=0.6", 144},
               {"localisation-least=0.6 length-least=4", 144 + 24}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    CdScenario *s = cd_seated_small();
    cd_small_set(s, CD_ENTITY_COUNCIL, "eastern", cases[i].line);
    g_autoptr(CdSeated) it = laid(s, 0);
    const double *u = cd_roundtable_utilities(it->table, 3, CD_BELIEFS_OWN, CD_TASTES_OWN);
    assert_int_equal(count_refused(it, u, 3), cases[i].refused);
    assert_filled_as_judged(it, &it->table->taste[EASTERN], EASTERN, 3, 0);
    for (guint text = 0; text < it->partners->grid[3].n_texts; text++)
      assert_true(u[2 * text + WESTERN] >= 0 && u[2 * text + WESTERN] <= 1);
  }
}

static void a_pricing_method_that_is_not_acceptable_is_refused(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_PRICING_VIEW, "eastern", "block", "pricing=block liking=0.9 acceptable=no");
  g_autoptr(CdSeated) it = laid(s, 0);
  const double *u = cd_roundtable_utilities(it->table, 3, CD_BELIEFS_OWN, CD_TASTES_OWN);
  assert_int_equal(count_refused(it, u, 3), 108);
}

/* A text through the taste, and the same terms laid on the structure through the views of structures (views.h). */
static void the_views_of_structures_give_the_same_utility(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = laid(cd_seated_llr(), 5);
  const CdGrid *grid = &it->partners->grid[7];
  CdBlockStand *stand = &it->table->stand[7][0];
  for (guint text = 5; text < grid->n_texts; text += 1913) {
    CdTermsDrawn terms = cd_text_terms(&it->partners->table, grid, text, stand->footprint.at[0].terms);
    cd_footprint_set_terms(&stand->footprint, it->world, 0, &terms);
    CdUtilities views;
    CdBeliefs model = cd_stand_model_beliefs(it->partners, it->world, 7, 0);
    cd_utilities_make(&views, &it->scene->context, &stand->footprint, &stand->funding, &it->scene->now, model.same,
                      it->arena);
    for (guint i = 0; i < 3; i++) {
      CdBeliefs own = cd_council_beliefs(&it->world->council[i]);
      guint level[CD_TERM_COUNT];
      for (guint t = 0; t < CD_TERM_COUNT; t++)
        level[t] = cd_grid_level(grid, text, t);
      for (guint whose = 0; whose < 2; whose++) {
        CdExpectation full;
        cd_expect(&full, &it->scene->context, &stand->footprint, &stand->funding, whose ? &model : &own, it->arena);
        CdConsequences then = cd_council_consequences(&full, &stand->footprint, it->world, i);
        CdChange change = cd_change_of(&then, cd_roundtable_now(it->table, whose ? 3 : i, i));
        assert_near(cd_taste_utility(&it->table->taste[i], &change, level),
                    whose ? views.council_model[i] : views.council_own[i], 1e-12);
      }
    }
  }
}

/* --- The mean -------------------------------------------------------------------------------------------- */

static double drawn(guint64 what, double low, double high)
{
  return low + (high - low) * cd_stream_uniform(cd_stream(7, 0, CD_PURPOSE_INPUT, what), 0, 0);
}

static CdTaste drawn_taste(const CdTermTable *table, guint64 seed)
{
  CdTaste it = {
      .scales = {drawn(seed, .1, .9), drawn(seed + 1, .1, .9), drawn(seed + 2, .1, .9), drawn(seed + 3, 6, 24), false},
      .terms_weight = drawn(seed + 4, 0, .6)};
  double w[5], sum = 0;
  for (guint i = 0; i < 5; i++)
    sum += w[i] = drawn(seed + 5 + i, .1, 1);
  it.weights = (CdWeights){w[0] / sum, w[1] / sum, w[2] / sum, w[3] / sum, w[4] / sum};
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    for (guint l = 0; l < table->levels[t]; l++)
      it.term[t][l] = drawn(seed + 10 + 40 * t + l, 0, .2);
  return it;
}

/* Three tastes of unlike weights, scales and terms; changes so small that no value is at its bounds. */
static void the_mean_taste_s_utility_is_the_tastes_mean_utility(void **state)
{
  (void)state;
  const CdTermTable table = {.levels = {3, 2, 2, 3, 3}};
  static const double part[] = {.2, .3, .5};
  CdTaste taste[3], mean;
  const CdTaste *each[3];
  for (guint i = 0; i < 3; i++) {
    taste[i] = drawn_taste(&table, 1000 * (i + 1));
    each[i] = &taste[i];
  }
  cd_taste_mean(&mean, each, part, 3, &table);
  for (guint k = 0; k < 200; k++) {
    CdChange change = {drawn(9000 + k, -.1, .1), drawn(19000 + k, -.1, .1), drawn(29000 + k, -.1, .1),
                       drawn(39000 + k, 0, 1), drawn(49000 + k, 0, 6)};
    const guint level[] = {k % 3, k % 2, k / 2 % 2, k / 3 % 3, k / 9 % 3};
    double expected = 0;
    for (guint i = 0; i < 3; i++)
      expected += part[i] * cd_taste_utility(&taste[i], &change, level);
    assert_near(cd_taste_utility(&mean, &change, level), expected, 1e-12);
  }
}

static void the_mean_of_one_taste_is_itself(void **state)
{
  (void)state;
  const CdTermTable table = {.levels = {3, 2, 2, 3, 3}};
  CdTaste taste = drawn_taste(&table, 1), mean;
  taste.refused[CD_TERM_LENGTH][2] = true;
  taste.weights.cost += taste.weights.time; /* one that weighs nothing keeps its scale */
  taste.weights.time = 0;
  const CdTaste *each = &taste;
  const double part = 1;
  cd_taste_mean(&mean, &each, &part, 1, &table);
  assert_nine(mean.terms_weight, taste.terms_weight);
  assert_nine(mean.weights.cost, taste.weights.cost);
  assert_nine(mean.scales.cost_scale, taste.scales.cost_scale);
  assert_nine(mean.scales.time_scale, taste.scales.time_scale);
  assert_nine(mean.term[CD_TERM_LENGTH][1], taste.term[CD_TERM_LENGTH][1]);
  assert_memory_equal(mean.refused, taste.refused, sizeof mean.refused);
}

static void the_mean_refuses_what_all_refuse(void **state)
{
  (void)state;
  const CdTermTable table = {.levels = {3, 2, 2, 3, 3}};
  CdTaste taste[2] = {drawn_taste(&table, 1), drawn_taste(&table, 2)}, mean;
  taste[0].refused[CD_TERM_LENGTH][0] = taste[0].refused[CD_TERM_LENGTH][1] = taste[1].refused[CD_TERM_LENGTH][1] = true;
  const CdTaste *const each[] = {&taste[0], &taste[1]};
  static const double part[] = {.5, .5};
  cd_taste_mean(&mean, each, part, 2, &table);
  assert_false(mean.refused[CD_TERM_LENGTH][0]);
  assert_true(mean.refused[CD_TERM_LENGTH][1]);
  assert_false(mean.refused[CD_TERM_LENGTH][2]);
}

/* By hand: weights of 0.2 each, scales of 0.2, 0.1, 0.1 and 12 months, a weight of 0.2 on terms of 0.2 each. Length 3: the ideal, 1; quality weight
 * 0.5: the ideal, 1; pricing: no view, 0.5; outcomes share 0.5 from 0.2, tolerance 0.5: 0.4; localisation 0 from 0.3: 0.4. Terms 0.2 x 3.3 = 0.66.
 * Cost 4 % up: 0.4; completions 5 % up: 0.75; continuity 20 % down: 0; control 0.7; 3 months: 0.75; consequences 0.2 x 2.6 = 0.52. */
static void a_utility_by_hand(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = laid(cd_seated_small(), 0);
  const CdConsequences now = {1000, 200, 50, 1, 0}, then = {1040, 210, 40, 0.7, 3};
  CdChange change = cd_change_of(&then, &now);
  const guint level[] = {0, 0, 1, 1, 0};
  assert_nine(cd_taste_utility(&it->table->taste[EASTERN], &change, level), 0.8 * 0.52 + 0.2 * 0.66);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_table_is_filled_with_what_each_text_is_judged_to_be),
      cmocka_unit_test(red_lines_refuse_the_texts_beyond_them_and_no_other),
      cmocka_unit_test(a_pricing_method_that_is_not_acceptable_is_refused),
      cmocka_unit_test(the_views_of_structures_give_the_same_utility),
      cmocka_unit_test(the_mean_taste_s_utility_is_the_tastes_mean_utility),
      cmocka_unit_test(the_mean_of_one_taste_is_itself),
      cmocka_unit_test(the_mean_refuses_what_all_refuse),
      cmocka_unit_test(a_utility_by_hand),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
