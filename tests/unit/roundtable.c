#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN, MODEL };

static CdSeated *laid(const char *calendar)
{
  CdScenario *s = cd_seated_small();
  cd_small_set(s, CD_ENTITY_CALENDAR, NULL, calendar);
  CdSeated *it = cd_seated_new(s, 0);
  cd_seated_lay(it);
  return it;
}

/* --- Last meetings --------------------------------------------------------------------------------------- */

/* Talks from October 2020, the new service planned for January 2022, two months of approval and nine of procurement. Alone, a council that meets in
 * month k starts in October 2020 + k + 2 + redesign + 9, and the old contract lasts until January 2022 (15 months after) and the extension:
 * k <= 15 + extension - 11 - redesign. */
static void the_last_meeting_leaves_time_to_go_alone(void **state)
{
  (void)state;
  static const struct {
    const char *calendar;
    guint last;
  } cases[] = {
      {"extension-months=6 redesign-months=2", 8},
      {"extension-months=0 redesign-months=2", 2},
      {"extension-months=0 redesign-months=4", 0},
      {"extension-months=0 redesign-months=9", 0},                    /* too late from the first meeting on */
      {"extension-months=60 redesign-months=0", 59},                  /* talks are not followed further; 64 by hand */
      {"extension-months=6 redesign-months=2.5", 7},                  /* the service starts at the next whole month */
      {"extension-months=5.6 redesign-months=2", 8},                  /* extensions are whole months */
      {"extension-months=6 redesign-months=2 agreement-months=5", 8}, /* nobody to agree with */
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CdSeated) it = laid(cases[i].calendar);
    assert_int_equal(it->table->last[EASTERN], cases[i].last);
    assert_int_equal(it->table->last[WESTERN], cases[i].last);
  }
}

/* Eastern decides nothing from July 2021 on for three months: what it would approve in July, from a meeting in May (month 7), waits until October. */
static void a_blackout_brings_the_last_meeting_forward(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_BLACKOUT, "eastern", "election", "from=2021-07 to=2021-09");
  g_autoptr(CdSeated) it = cd_seated_new(s, 0);
  cd_seated_lay(it);
  assert_int_equal(it->table->last[WESTERN], 8); /* June 2021 */
  assert_int_equal(it->table->last[EASTERN], 6); /* April 2021 */
}

/* A co-commissioner that takes two years to decide holds nobody up who leaves. */
static void alone_a_council_waits_for_no_co_commissioner(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "police",
               "kind=probation component=justice contribution=7000 decision-months=24 weight-cost=1 weight-outcomes=1"
               " weight-continuity=1 weight-control=1 weight-time=1 belief-scale=0 belief-disruption=0 belief-fit=0"
               " belief-same-provider=0");
  g_autoptr(CdSeated) it = cd_seated_new(s, 0);
  cd_seated_lay(it);
  assert_int_equal(it->table->last[EASTERN], 8);
}

/* --- Now ------------------------------------------------------------------------------------------------- */

static void now_is_business_as_usual_as_each_believes_in_it(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = laid("");
  for (guint believer = EASTERN; believer <= MODEL; believer++) {
    CdFunding funding;
    cd_funding_init(&funding, it->world, it->scene->baseline.n_contracts, it->arena);
    cd_funding_settle(&funding, it->world, &it->scene->baseline);
    double same[] = {1, 0.6, 0.6, 1};
    CdBeliefs beliefs =
        believer == MODEL ? cd_model_beliefs(it->world, same) : cd_council_beliefs(&it->world->council[believer]);
    CdExpectation expected;
    cd_expect(&expected, &it->scene->context, &it->scene->baseline, &funding, &beliefs, it->arena);
    for (guint i = 0; i < 2; i++) {
      CdConsequences now = cd_council_consequences(&expected, &it->scene->baseline, it->world, i);
      const CdConsequences *found = cd_roundtable_now(it->table, believer, i);
      assert_same(found->cost, now.cost);
      assert_same(found->completions, now.completions);
      assert_same(found->continuity, now.continuity);
      assert_same(found->control, now.control);
      assert_same(found->delay, now.delay);
    }
  }
  assert_true(cd_roundtable_now(it->table, EASTERN, WESTERN)->cost !=
              cd_roundtable_now(it->table, WESTERN, WESTERN)->cost);
}

/* A month: 0.1 of an officer at 60,000, 500 pounds. Its council pays COST now, and values a cost 20 % (western: 30 %) higher at nought instead of a
 * half, with a weight of 0.2 on cost and 0.8 (0.7) on consequences. */
static void a_month_of_talks_costs_an_officer_s_time(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = laid("");
  static const double scale[] = {0.2, 0.3}, consequences[] = {0.8, 0.7};
  for (guint i = 0; i < 2; i++) {
    assert_nine(it->table->officers[i], 500);
    double cost = cd_roundtable_now(it->table, i, i)->cost;
    assert_nine(cd_month_worth(it->table, i, i, &it->table->taste[i]),
                consequences[i] * 0.2 * 500 / (2 * scale[i] * cost));
  }
  CdTaste careless = it->table->taste[0];
  careless.weights.cost = 0;
  assert_true(cd_month_worth(it->table, 0, 0, &careless) == 0);
}

/* Utility lost by a pound is what paying it does to the utility of a text. */
static void a_month_is_worth_what_its_pounds_do_to_utility(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = laid("");
  const CdConsequences *now = cd_roundtable_now(it->table, 0, 0);
  CdConsequences then = *now, dearer = *now;
  dearer.cost += it->table->officers[0];
  const guint level[CD_TERM_COUNT] = {0};
  CdChange without = cd_change_of(&then, now), with = cd_change_of(&dearer, now);
  const CdTaste *taste = &it->table->taste[0];
  assert_nine(cd_taste_utility(taste, &without, level) - cd_taste_utility(taste, &with, level),
              cd_month_worth(it->table, 0, 0, taste));
}

/* --- Utilities ------------------------------------------------------------------------------------------- */

static void own_beliefs_and_the_model_s_are_told_apart(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = laid("");
  const CdGrid *grid = &it->partners->grid[3];
  const double *own = cd_roundtable_utilities(it->table, 3, CD_BELIEFS_OWN, CD_TASTES_OWN);
  const double *model = cd_roundtable_utilities(it->table, 3, CD_BELIEFS_MODEL, CD_TASTES_OWN);
  for (guint i = 0; i < 2; i++)
    for (guint text = 0; text < grid->n_texts; text += 7) {
      guint level[CD_TERM_COUNT];
      CdChange of_own = cd_text_change(grid, cd_roundtable_compiled(it->table, i, 3), i,
                                       cd_roundtable_now(it->table, i, i), text, level);
      CdChange of_model = cd_text_change(grid, cd_roundtable_compiled(it->table, MODEL, 3), i,
                                         cd_roundtable_now(it->table, MODEL, i), text, level);
      assert_near(own[2 * text + i], cd_taste_utility(&it->table->taste[i], &of_own, level), 1e-12);
      assert_near(model[2 * text + i], cd_taste_utility(&it->table->taste[i], &of_model, level), 1e-12);
      assert_true(fabs(own[2 * text + i] - model[2 * text + i]) > 1e-6);
    }
}

/* East and hill have 70,000 people, west 30,000. */
static void like_preferences_are_the_mean_by_population_with_red_lines_kept(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_set(s, CD_ENTITY_COUNCIL, "western", "length-least=4");
  g_autoptr(CdSeated) it = cd_seated_new(s, 0);
  cd_seated_lay(it);
  const CdTaste *taste = it->table->taste, *mean = it->table->mean_taste;
  for (guint i = 0; i < 2; i++) {
    assert_nine(mean[i].terms_weight, 0.7 * 0.2 + 0.3 * 0.3);
    assert_nine(mean[i].weights.cost, 0.2);
    double slope = 0.7 * 0.8 * 0.2 / 0.2 + 0.3 * 0.7 * 0.2 / 0.3;
    assert_nine((1 - mean[i].terms_weight) * 0.2 / mean[i].scales.cost_scale, slope);
    assert_nine(mean[i].terms_weight * mean[i].term[CD_TERM_LENGTH][0],
                0.7 * 0.2 * taste[0].term[CD_TERM_LENGTH][0] + 0.3 * 0.3 * taste[1].term[CD_TERM_LENGTH][0]);
    assert_memory_equal(mean[i].refused, taste[i].refused, sizeof taste[i].refused);
  }
  assert_true(mean[WESTERN].refused[CD_TERM_LENGTH][0] && !mean[EASTERN].refused[CD_TERM_LENGTH][0]);
}

static void beliefs_and_tastes_meet_in_every_way(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = laid("");
  const double *u[4];
  for (guint k = 0; k < 4; k++)
    u[k] = cd_roundtable_utilities(it->table, 3, (CdWhoseBeliefs)(k / 2), (CdWhoseTastes)(k % 2));
  gsize bytes = 2 * sizeof(double) * it->partners->grid[3].n_texts;
  for (guint a = 0; a < 4; a++)
    for (guint b = 0; b < a; b++)
      assert_memory_not_equal(u[a], u[b], bytes);
}

/* --- Solving --------------------------------------------------------------------------------------------- */

typedef struct {
  CdSeated *seated;
  guint asked;
} Looking;

/* Utilities of BLOCK worked out text by text. */
static CdBlockTable look(gpointer user, guint32 block)
{
  Looking *it = user;
  CdSeated *seated = it->seated;
  const CdGrid *grid = &seated->partners->grid[block];
  guint members[CD_COUNCILS_MOST], n = cd_mask_members(block, members), level[CD_TERM_COUNT];
  double *u = cd_arena_array(seated->arena, double, (gsize)n * grid->n_texts);
  for (guint text = 0; text < grid->n_texts; text++)
    for (guint m = 0; m < n; m++) {
      guint i = members[m];
      CdChange change = cd_text_change(grid, cd_roundtable_compiled(seated->table, i, block), m,
                                       cd_roundtable_now(seated->table, i, i), text, level);
      u[(gsize)text * n + m] = cd_taste_utility(&seated->table->taste[i], &change, level);
    }
  it->asked++;
  return (CdBlockTable){.n_texts = grid->n_texts, .u = u};
}

static void assert_solved_alike(const CdBlockSolution *a, const CdBlockSolution *b, guint32 block, guint n)
{
  assert_int_equal(a->forms, b->forms);
  assert_int_equal(a->n_feasible, b->n_feasible);
  assert_int_equal(a->text, b->text);
  assert_true(cd_partition_equal(&a->best, &b->best) && cd_partition_equal(&a->alternative, &b->alternative));
  for (guint i = 0; i < n; i++)
    if (block >> i & 1) {
      assert_near(a->value[i], b->value[i], 1e-12);
      assert_near(a->reservation[i], b->reservation[i], 1e-12);
    }
}

static void walk_away_values_are_those_of_an_independent_call(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 6; replicate++) {
    g_autoptr(CdSeated) it = cd_seated_solved(cd_seated_llr(), replicate);
    double friction[3];
    guint32 today[3];
    for (guint i = 0; i < 3; i++) {
      friction[i] = it->world->council[i].friction;
      today[i] = cd_seated_block(
          it, i == cd_small_row(it->scenario, CD_ENTITY_COUNCIL, NULL, "rutland") ? "rutland" : "county+city");
    }
    const CdParties parties = {.n_parties = 3, .friction = friction, .bau_block = today};
    Looking looking = {.seated = it};
    const CdBlockSolution *solution = cd_reservation(&parties, look, &looking, it->arena);
    assert_int_equal(looking.asked, 7);
    for (guint32 block = 1; block < 8; block++)
      assert_solved_alike(&solution[block], &it->values.solution[block], block, 3);
  }
}

/* Two councils, each alone today: what each counts on is its own best text alone, and friction is not felt. */
static void of_two_councils_each_counts_on_its_best_alone(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_solved(cd_seated_small(), 0);
  for (guint i = 0; i < 2; i++) {
    double best = -1;
    for (guint text = 0; text < it->partners->grid[1u << i].n_texts; text++)
      best = fmax(best, it->values.u[1u << i][text]);
    assert_same(it->values.solution[3].reservation[i], best);
  }
  guint members[CD_COUNCILS_MOST];
  CdDomain domain = cd_block_domain(&it->values, 3, members);
  guint open = 0;
  for (guint text = 0; text < domain.grid->n_texts; text++)
    open += domain.u[2 * text] >= it->values.solution[3].reservation[0] - 1e-9 &&
            domain.u[2 * text + 1] >= it->values.solution[3].reservation[1] - 1e-9;
  assert_int_equal(it->values.solution[3].n_feasible, open);
}

static void masks_and_places(void **state)
{
  (void)state;
  guint members[CD_COUNCILS_MOST];
  assert_int_equal(cd_mask_members(0x2a5, members), 5);
  static const guint expected[] = {0, 2, 5, 7, 9};
  for (guint m = 0; m < 5; m++) {
    assert_int_equal(members[m], expected[m]);
    assert_int_equal(cd_mask_position(0x2a5, expected[m]), m);
  }
}

/* What is not weighed is not reckoned, nobody counts on it, and what it is worth when the talks come to it is the same to the last bit. */
static void groups_not_weighed_are_reckoned_when_the_talks_come_to_them(void **state)
{
  (void)state;
  CdScenario *every = cd_seated_small(), *shown = cd_seated_small();
  cd_seated_add_southern(every);
  cd_seated_add_southern(shown);
  cd_small_set(shown, CD_ENTITY_NEGOTIATION, NULL, "groupings=shown");
  g_autoptr(CdSeated) all = cd_seated_solved(every, 0);
  g_autoptr(CdSeated) few = cd_seated_solved(shown, 0);
  for (guint32 block = 1; block < 8; block++) {
    bool weighed = few->partners->blocks->weighed[block];
    assert_true((few->values.u[block] != NULL) == weighed && (few->table->stand[block] != NULL) == weighed);
    assert_true(weighed || !few->values.solution[block].forms);
    const double *right = cd_block_utilities(&all->values, block), *found = cd_block_utilities(&few->values, block);
    gsize size = (gsize)all->partners->grid[block].n_texts * (guint)__builtin_popcount(block) * sizeof *right;
    assert_memory_equal(found, right, size);
    assert_true(cd_block_utilities(&few->values, block) == found);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_last_meeting_leaves_time_to_go_alone),
      cmocka_unit_test(a_blackout_brings_the_last_meeting_forward),
      cmocka_unit_test(alone_a_council_waits_for_no_co_commissioner),
      cmocka_unit_test(now_is_business_as_usual_as_each_believes_in_it),
      cmocka_unit_test(a_month_of_talks_costs_an_officer_s_time),
      cmocka_unit_test(a_month_is_worth_what_its_pounds_do_to_utility),
      cmocka_unit_test(own_beliefs_and_the_model_s_are_told_apart),
      cmocka_unit_test(like_preferences_are_the_mean_by_population_with_red_lines_kept),
      cmocka_unit_test(beliefs_and_tastes_meet_in_every_way),
      cmocka_unit_test(walk_away_values_are_those_of_an_independent_call),
      cmocka_unit_test(of_two_councils_each_counts_on_its_best_alone),
      cmocka_unit_test(groups_not_weighed_are_reckoned_when_the_talks_come_to_them),
      cmocka_unit_test(masks_and_places),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
