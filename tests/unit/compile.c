#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

/* Held-out texts a block and believer. */
#define TEXTS 64
/* What compiling may be off: flows relative to today's, and utility. Seen over 20 replicates of LLR 2021: 0.85e-3 and 1.1e-3. */
#define FLOW_ERROR 1.2e-3
#define UTILITY_ERROR 2e-3

typedef struct {
  double cost, completions, continuity, control, delay, utility;
} Worst;

/* Even over the grid, and off its round numbers. */
static guint held_out(const CdGrid *grid, guint k)
{
  return (guint)(((gsize)k * 2654435761u + 97) % grid->n_texts);
}

static void put_text(const CdSeated *it, CdBlockStand *stand, guint32 block, guint text)
{
  for (guint c = 0; c < stand->n_own; c++) {
    CdTermsDrawn terms =
        cd_text_terms(&it->partners->table, &it->partners->grid[block], text, stand->footprint.at[c].terms);
    cd_footprint_set_terms(&stand->footprint, it->world, c, &terms);
  }
}

static void take_back(const CdSeated *it, CdBlockStand *stand)
{
  CdTermsDrawn common = cd_common_terms(it->world, NULL);
  for (guint c = 0; c < stand->n_own; c++)
    cd_footprint_set_terms(&stand->footprint, it->world, c, &common);
}

static CdBeliefs beliefs_of(const CdSeated *it, guint believer, guint32 block, guint form)
{
  return believer == it->partners->n_councils ? cd_stand_model_beliefs(it->partners, it->world, block, form)
                                              : cd_council_beliefs(&it->world->council[believer]);
}

static void compare(const CdSeated *it, guint believer, guint32 block, guint text, const CdExpectation *full, Worst *worst)
{
  const CdCompiled *form = cd_roundtable_compiled(it->table, believer, block);
  const CdGrid *grid = &it->partners->grid[block];
  const CdBlockStand *stand = &it->table->stand[block][cd_grid_level(grid, text, CD_ISSUE_FORM)];
  for (guint m = 0; m < stand->n_members; m++) {
    guint i = stand->member[m], level[CD_TERM_COUNT];
    const CdConsequences *now = cd_roundtable_now(it->table, believer, i);
    CdConsequences exact = cd_council_consequences(full, &stand->footprint, it->world, i);
    CdChange exact_change = cd_change_of(&exact, now), change = cd_text_change(grid, form, m, now, text, level);
    CdConsequences found = cd_compiled_consequences(&form[cd_grid_level(grid, text, CD_ISSUE_FORM)], m, level);
    worst->cost = fmax(worst->cost, fabs(found.cost / exact.cost - 1));
    worst->control = fmax(worst->control, fabs(found.control - exact.control));
    worst->delay = fmax(worst->delay, fabs(found.delay - exact.delay));
    worst->completions = fmax(worst->completions, fabs(found.completions - exact.completions) / now->completions);
    worst->continuity = fmax(worst->continuity, fabs(found.continuity - exact.continuity) / fabs(now->continuity));
    const CdTaste *taste = &it->table->taste[i];
    worst->utility = fmax(worst->utility,
                          fabs(cd_taste_utility(taste, &change, level) - cd_taste_utility(taste, &exact_change, level)));
  }
}

static Worst held_against_full_runs(CdSeated *it)
{
  Worst worst = {0};
  guint n = it->partners->n_councils;
  for (guint32 block = 1; block < 1u << n; block++)
    for (guint believer = 0; believer <= n; believer++) {
      cd_roundtable_compiled(it->table, believer, block);
      for (guint k = 0; k < TEXTS; k++) {
        guint text = held_out(&it->partners->grid[block], k);
        guint f = cd_grid_level(&it->partners->grid[block], text, CD_ISSUE_FORM);
        CdBlockStand *stand = &it->table->stand[block][f];
        gsize mark = cd_arena_mark(it->arena);
        put_text(it, stand, block, text);
        CdBeliefs beliefs = beliefs_of(it, believer, block, f);
        CdExpectation full;
        cd_expect(&full, &it->scene->context, &stand->footprint, &stand->funding, &beliefs, it->arena);
        compare(it, believer, block, text, &full, &worst);
        take_back(it, stand);
        cd_arena_rewind(it->arena, mark);
      }
    }
  return worst;
}

static void assert_close(const Worst *worst, double flow, double utility)
{
  print_message("cost %.2g completions %.2g continuity %.2g control %.2g delay %.2g utility %.2g\n", worst->cost,
                worst->completions, worst->continuity, worst->control, worst->delay, worst->utility);
  assert_true(worst->cost < 1e-9);
  assert_true(worst->control < 1e-9);
  assert_true(worst->delay < 1e-9);
  assert_true(worst->completions < flow && worst->continuity < flow);
  assert_true(worst->utility < utility);
}

static void what_is_compiled_is_what_full_runs_find_in_llr_2021(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 4; replicate++) {
    g_autoptr(CdSeated) it = cd_seated_new(cd_seated_llr(), replicate);
    cd_seated_lay(it);
    Worst worst = held_against_full_runs(it);
    assert_close(&worst, FLOW_ERROR, UTILITY_ERROR);
  }
}

/* With core and local contracts, several forms, blocks that hold one side of a border. */
static void what_is_compiled_is_what_full_runs_find_in_a_small_case(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(cd_seated_small(), 0);
  cd_seated_lay(it);
  Worst worst = held_against_full_runs(it);
  assert_close(&worst, 3e-3, 2 * UTILITY_ERROR);
}

/* Each contract has an envelope, and so a price and a quality, of its own; quality is compiled as the mean of the block's contracts. */
static void what_is_compiled_is_what_full_runs_find_with_envelopes_of_today_s_money(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_set(s, CD_ENTITY_MARKET, NULL, "envelope-basis=today envelope=1.05 no-bid-premium=0.15");
  g_autoptr(CdSeated) it = cd_seated_new(s, 0);
  cd_seated_lay(it);
  Worst worst = held_against_full_runs(it);
  assert_close(&worst, 3e-3, 2 * UTILITY_ERROR);
}

/* Contracts that are not tendered cost what their route settles, beside others that are. */
static void what_is_compiled_is_what_full_runs_find_by_several_routes(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_PROCUREMENT, NULL, NULL, "footprint-change=minor negotiated-premium=0.03 lead-risk=0.01");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "kept", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "kept", "shared",
               "areas=east+west+hill components=justice route=extension-redesign");
  cd_small_add(s, CD_ENTITY_CONTRACT, "kept", "eastern", "areas=east+hill components=treatment+youth+beds");
  cd_small_add(s, CD_ENTITY_CONTRACT, "kept", "western", "areas=west components=treatment+youth+beds route=extension");
  g_autoptr(CdSeated) it = cd_seated_new(s, 0);
  cd_seated_lay(it);
  assert_int_equal(it->partners->blocks->block[3].n_forms, 3); /* "core" and "kept" buy the same by other routes */
  Worst worst = held_against_full_runs(it);
  assert_close(&worst, 3e-3, 2 * UTILITY_ERROR);
}

/* A text moves no price that nobody bids: of two that differ in the weight of quality alone neither is dearer. */
static void no_text_moves_the_price_of_what_is_not_tendered(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_PROCUREMENT, NULL, NULL, "footprint-change=minor");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "kept", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "kept", "all",
               "areas=east+west+hill components=treatment+justice+youth+beds route=extension-redesign");
  g_autoptr(CdSeated) it = cd_seated_new(s, 0);
  cd_seated_lay(it);
  const CdBlockForms *forms = &it->partners->blocks->block[3];
  guint tendered = 0, kept = 0;
  while (forms->form[kept].structure != cd_small_row(it->scenario, CD_ENTITY_STRUCTURE, NULL, "kept"))
    kept++;
  double moved[2] = {0};
  for (guint i = 0; i < 2; i++) {
    const guint plain[CD_ISSUE_COUNT] = {0}, better[CD_ISSUE_COUNT] = {[CD_TERM_QUALITY_WEIGHT] = 1};
    const CdCompiled *form = &cd_roundtable_compiled(it->table, 0, 3)[i ? kept : tendered];
    moved[i] = cd_compiled_consequences(form, 0, better).cost - cd_compiled_consequences(form, 0, plain).cost;
  }
  assert_true(moved[0] > 1);
  assert_same(moved[1], 0);
}

/* At the terms of the base runs nothing is approximate. */
static void the_base_runs_are_met_to_the_last_digits(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(cd_seated_llr(), 0);
  cd_seated_lay(it);
  const guint32 block = 7;
  for (guint pricing = 0; pricing < 4; pricing++) {
    const guint level[] = {4, 4, pricing, 3, 3, 0};
    guint text = 0;
    for (guint t = 0; t < CD_ISSUE_COUNT; t++)
      text = cd_grid_with(&it->partners->grid[block], text, t, level[t]);
    CdBlockStand *stand = &it->table->stand[block][0];
    put_text(it, stand, block, text);
    CdBeliefs beliefs = beliefs_of(it, 0, block, 0);
    CdExpectation full;
    cd_expect(&full, &it->scene->context, &stand->footprint, &stand->funding, &beliefs, it->arena);
    for (guint m = 0; m < 3; m++) {
      CdConsequences exact = cd_council_consequences(&full, &stand->footprint, it->world, m);
      take_back(it, stand);
      CdConsequences found = cd_compiled_consequences(cd_roundtable_compiled(it->table, 0, block), m, level);
      put_text(it, stand, block, text);
      assert_near(found.completions, exact.completions, 1e-12);
      assert_near(found.continuity, exact.continuity, 1e-12);
    }
    take_back(it, stand);
  }
}

/* Moved along one term, outcomes share is met everywhere: flows are straight lines in it. */
static void the_outcomes_share_alone_is_met_everywhere(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(cd_seated_llr(), 0);
  cd_seated_lay(it);
  const guint32 block = 3;
  for (guint outcomes = 0; outcomes < 6; outcomes++) {
    const guint level[] = {4, 4, 2, outcomes, 3, 0};
    guint text = 0;
    for (guint t = 0; t < CD_ISSUE_COUNT; t++)
      text = cd_grid_with(&it->partners->grid[block], text, t, level[t]);
    const CdCompiled *form = cd_roundtable_compiled(it->table, 1, block);
    CdBlockStand *stand = &it->table->stand[block][0];
    put_text(it, stand, block, text);
    CdBeliefs beliefs = beliefs_of(it, 1, block, 0);
    CdExpectation full;
    cd_expect(&full, &it->scene->context, &stand->footprint, &stand->funding, &beliefs, it->arena);
    CdConsequences exact = cd_council_consequences(&full, &stand->footprint, it->world, 0);
    CdConsequences found = cd_compiled_consequences(form, 0, level);
    assert_near(found.completions, exact.completions, 1e-9);
    assert_near(found.continuity, exact.continuity, 1e-9);
    take_back(it, stand);
  }
}

static void the_stand_is_left_as_it_was(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(cd_seated_small(), 0);
  cd_seated_lay(it);
  CdBlockStand *stand = &it->table->stand[3][1];
  guint n = stand->footprint.n_contracts;
  CdFootprint footprint = stand->footprint;
  g_autofree CdFootprintContract *before = g_memdup2(footprint.at, n * sizeof *before);
  CdBeliefs beliefs = beliefs_of(it, 0, 3, 1);
  CdCompiled compiled;
  cd_compile(&compiled, stand, &it->scene->context, &it->partners->table, &beliefs, it->arena);
  assert_memory_equal(&footprint, &stand->footprint, sizeof footprint);
  assert_memory_equal(before, stand->footprint.at, n * sizeof *before);
}

/* What a division that is a structure comes to is what the engine makes of that structure. */
static void a_stand_is_the_structure_that_it_shows(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(cd_seated_small(), 0);
  cd_seated_lay(it);
  static const char *const structure[] = {"joint", "core"};
  for (guint f = 0; f < 2; f++) {
    CdFootprint expected;
    cd_footprint_make(&expected, it->world, &it->scene->caseload,
                      cd_small_row(it->scenario, CD_ENTITY_STRUCTURE, NULL, structure[f]), CD_TERMS_ARM_COMMON, NULL,
                      it->arena);
    const CdFootprint *found = &it->table->stand[3][f].footprint;
    assert_int_equal(found->n_contracts, expected.n_contracts);
    assert_same(found->reference, expected.reference);
    assert_true(found->prepared == expected.prepared && found->as_now == expected.as_now);
  }
}

/* Where the table has one level of every term there is nothing to compile but one run. */
static void a_table_of_one_text_is_one_full_run(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_set(s, CD_ENTITY_NEGOTIATION, NULL,
               "length-levels=1 quality-weight-levels=1 outcomes-share-levels=1 localisation-levels=1");
  g_autoptr(CdSeated) it = cd_seated_new(s, 0);
  cd_seated_lay(it);
  Worst worst = held_against_full_runs(it);
  assert_close(&worst, 1e-9, 1e-9);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_compiled_is_what_full_runs_find_in_llr_2021),
      cmocka_unit_test(what_is_compiled_is_what_full_runs_find_in_a_small_case),
      cmocka_unit_test(what_is_compiled_is_what_full_runs_find_with_envelopes_of_today_s_money),
      cmocka_unit_test(what_is_compiled_is_what_full_runs_find_by_several_routes),
      cmocka_unit_test(no_text_moves_the_price_of_what_is_not_tendered),
      cmocka_unit_test(the_base_runs_are_met_to_the_last_digits),
      cmocka_unit_test(the_outcomes_share_alone_is_met_everywhere),
      cmocka_unit_test(the_stand_is_left_as_it_was),
      cmocka_unit_test(a_stand_is_the_structure_that_it_shows),
      cmocka_unit_test(a_table_of_one_text_is_one_full_run),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
