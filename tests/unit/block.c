#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

/* The blocks of a scenario, and the world that they are of. */
typedef struct {
  CdScenario *scenario;
  CdWorld *world;
  CdArena *arena;
  CdBlocks *blocks;
} Case;

static Case *case_new(CdScenario *scenario)
{
  Case *it = g_new0(Case, 1);
  it->scenario = scenario;
  it->world = cd_world_new(scenario);
  it->arena = cd_arena_new();
  cd_world_draw(it->world, 1, 0);
  it->blocks = cd_blocks_new(it->world);
  return it;
}

static void case_free(Case *it)
{
  cd_blocks_free(it->blocks);
  cd_arena_free(it->arena);
  cd_world_free(it->world);
  cd_scenario_unref(it->scenario);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

static guint row(const Case *it, CdEntityKind kind, const char *id)
{
  return cd_small_row(it->scenario, kind, NULL, id);
}

static guint32 block_of(const Case *it, const char *councils)
{
  g_auto(GStrv) id = g_strsplit(councils, "+", -1);
  guint32 block = 0;
  for (guint i = 0; id[i]; i++)
    block |= 1u << row(it, CD_ENTITY_COUNCIL, id[i]);
  return block;
}

static guint forms(const Case *it, const char *councils)
{
  return it->blocks->block[block_of(it, councils)].n_forms;
}

static const CdForm *form(const Case *it, const char *councils, guint f)
{
  return &it->blocks->block[block_of(it, councils)].form[f];
}

/* "structure/contract structure/contract" of a form, in its order; one that was made up: its hubs, in brackets. */
static char *name_of(const Case *it, const CdForm *form)
{
  GString *text = g_string_new(NULL);
  for (guint c = 0; c < form->n_contracts; c++) {
    const CdContract *contract = cd_blocks_contract(it->blocks, it->world, form->contract[c]);
    g_string_append(text, c > 0 ? " " : "");
    if (contract->head.parent >= 0)
      g_string_append_printf(text, "%s/%s", it->world->structure[contract->head.parent].head.id, contract->head.id);
    for (guint h = 0; contract->head.parent < 0 && h < contract->hubs.n; h++)
      g_string_append_printf(text, "(%s)", it->world->hub[contract->hubs.at[h]].head.id);
  }
  return g_string_free(text, FALSE);
}

#define assert_form(it, councils, f, expected)                                                                         \
  do {                                                                                                                 \
    g_autofree char *found = name_of((it), form((it), (councils), (f)));                                               \
    assert_string_equal(found, (expected));                                                                            \
  } while (0)

/* --- Forms ----------------------------------------------------------------------------------------------- */

static void councils_tied_by_a_common_contract_are_a_block(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(cd_seated_small());
  assert_int_equal(forms(it, "eastern"), 1);
  assert_int_equal(forms(it, "western"), 1);
  assert_int_equal(forms(it, "eastern+western"), 2);
  assert_form(it, "eastern", 0, "apart/eastern");
  assert_form(it, "western", 0, "apart/western");
  assert_form(it, "eastern+western", 0, "joint/all"); /* the joint structure's comes first */
}

/* One contract for justice ties those together who buy the rest on their own. */
static void a_core_and_local_contracts_are_one_form(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(cd_seated_small());
  const CdForm *core = form(it, "eastern+western", 1);
  assert_int_equal(core->n_contracts, 3);
  assert_int_equal(core->structure, row(it, CD_ENTITY_STRUCTURE, "core"));
  guint seen = 0;
  for (guint c = 0; c < 3; c++) {
    const CdContract *contract = cd_blocks_contract(it->blocks, it->world, core->contract[c]);
    assert_int_equal(contract->head.parent, core->structure);
    seen |= 1u << (contract - it->world->contract);
    assert_true(c == 0 || it->world->contract[core->contract[c - 1]].head.key < contract->head.key);
  }
  assert_int_equal(__builtin_popcount(seen), 3);
}

/* a-b and b-c: a, b and c. */
static void ties_hold_through_others(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_AREA, NULL, "south", "population=30000 adults-in-treatment=100");
  cd_small_add(s, CD_ENTITY_COUNCIL, NULL, "southern", "areas=south");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "chain", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "chain", "one", "areas=south+east components=justice");
  cd_small_add(s, CD_ENTITY_CONTRACT, "chain", "two", "areas=hill+west components=treatment");
  g_autoptr(Case) it = case_new(s);
  guint chain = row(it, CD_ENTITY_STRUCTURE, "chain");
  for (guint i = 0; i < 3; i++)
    assert_int_equal(it->blocks->structure_block[chain * 3 + i], 7);
  assert_int_equal(form(it, "eastern+western+southern", 0)->n_contracts, 2);
}

/* "county-rutland" and "separate" both have the City alone; what its contract pays for is the same, so that it is one form. */
static void structures_that_show_the_same_contracts_show_one_form(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(cd_seated_llr());
  static const char *const block[] = {"county",      "city",           "rutland",
                                      "county+city", "county+rutland", "county+city+rutland"};
  for (guint b = 0; b < G_N_ELEMENTS(block); b++)
    assert_int_equal(forms(it, block[b]), 1);
  assert_form(it, "rutland", 0, "bau/rutland"); /* before the same of "separate" */
  assert_form(it, "county", 0, "separate/county");
  assert_form(it, "county+city", 0, "bau/city-county");
  assert_form(it, "county+city+rutland", 0, "joint/all");
}

static void another_hub_share_or_specification_is_another_form(void **state)
{
  (void)state;
  static const char *const other[] = {"", "hubs=mill", "share=0.5", "specification=mine",
                                      "components=treatment+justice+youth"};
  static const guint more[] = {0, 1, 1, 1, 1};
  for (guint i = 0; i < G_N_ELEMENTS(other); i++) {
    CdScenario *s = cd_seated_small();
    cd_small_add(s, CD_ENTITY_HUB, NULL, "mill", "area=west rent=1000");
    cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "again", "");
    g_autofree char *fields = g_strconcat("areas=west components=treatment+justice+youth+beds ", other[i], NULL);
    cd_small_add(s, CD_ENTITY_CONTRACT, "again", "western", fields);
    g_autoptr(Case) it = case_new(s);
    assert_int_equal(forms(it, "western"), 1 + more[i]);
  }
}

/* Two halves for the west, the second of another specification, against two halves of the first: not the same, whichever is looked for in which. */
static void forms_are_alike_only_contract_for_contract(void **state)
{
  (void)state;
  static const char *const specification[2][2] = {{"a", "a"}, {"a", "b"}};
  for (guint first = 0; first < 2; first++) {
    CdScenario *s = cd_seated_small();
    for (guint i = 0; i < 2; i++) {
      g_autofree char *id = g_strdup_printf("halves-%u", i);
      cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, id, "");
      for (guint c = 0; c < 2; c++) {
        g_autofree char *contract = g_strdup_printf("half-%u", c);
        g_autofree char *fields =
            g_strdup_printf("areas=west components=treatment+justice+youth+beds share=0.5 specification=%s",
                            specification[(first + i) % 2][c]);
        cd_small_add(s, CD_ENTITY_CONTRACT, id, contract, fields);
      }
    }
    g_autoptr(Case) it = case_new(s);
    assert_int_equal(forms(it, "western"), 3);
  }
}

/* --- Blocks that are weighed ----------------------------------------------------------------------------- */

static void weighed_are_all_or_those_shown_each_alone_and_the_whole(void **state)
{
  (void)state;
  for (guint shown = 0; shown < 2; shown++) {
    CdScenario *s = cd_seated_small();
    cd_seated_add_southern(s);
    if (shown)
      cd_small_set(s, CD_ENTITY_NEGOTIATION, NULL, "groupings=shown");
    g_autoptr(Case) it = case_new(s);
    static const char *const always[] = {"eastern", "western", "southern", "eastern+western", "eastern+western+southern"};
    for (guint b = 0; b < G_N_ELEMENTS(always); b++)
      assert_true(it->blocks->weighed[block_of(it, always[b])]);
    assert_int_equal(it->blocks->weighed[block_of(it, "eastern+southern")], !shown);
    assert_int_equal(it->blocks->weighed[block_of(it, "western+southern")], !shown);
    assert_false(it->blocks->weighed[0]);
    assert_int_equal(forms(it, "eastern+southern"), 1); /* it can be let all the same */
  }
}

/* --- Blocks that no structure shows ---------------------------------------------------------------------- */

static void a_block_that_no_structure_shows_lets_one_contract_with_its_members_hubs(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(cd_seated_llr());
  assert_int_equal(forms(it, "city+rutland"), 1);
  assert_form(it, "city+rutland", 0, "(city-hub)(spoke-city)(spoke-oakham)");
  const CdForm *made = form(it, "city+rutland", 0);
  assert_int_equal(made->structure, it->world->n_structure);
  assert_int_equal(it->blocks->n_made, 1);
  const CdContract *contract = cd_blocks_contract(it->blocks, it->world, made->contract[0]);
  assert_int_equal(contract->areas.n, 2);
  assert_true(cd_refs_has(contract->areas, row(it, CD_ENTITY_AREA, "city")));
  assert_true(cd_refs_has(contract->areas, row(it, CD_ENTITY_AREA, "rutland")));
  assert_int_equal(contract->components.n, it->world->n_component);
  assert_true(isnan(contract->length) && contract->pricing == -1 && contract->share == 1);
}

/* No structure shows a council alone: then it takes the hubs that stand in its areas. */
static void without_contracts_of_their_own_members_bring_the_hubs_of_their_areas(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_HUB, NULL, "far", "area=west rent=1000");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "near", "area=east rent=1000");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "high", "area=hill rent=1000");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "joint", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "joint", "all",
               "areas=east+west+hill components=treatment+justice+youth+beds hubs=far+near");
  cd_small_set(s, CD_ENTITY_CONCORDAT, NULL, "baseline=joint joint=joint apart=joint");
  g_autoptr(Case) it = case_new(s);
  assert_form(it, "eastern", 0, "(near)(high)");
  assert_form(it, "western", 0, "(far)");
  assert_int_equal(it->blocks->n_made, 2);
}

/* --- Divisions ------------------------------------------------------------------------------------------- */

static void assert_round_trip(Case *it)
{
  for (guint s = 0; s < it->world->n_structure; s++) {
    CdDivision division = cd_structure_division(it->blocks, s);
    guint32 all = 0;
    for (guint b = 0; b < division.n_blocks; b++) {
      assert_int_equal(all & division.block[b], 0);
      assert_true(b == 0 || __builtin_ctz(division.block[b]) > __builtin_ctz(division.block[b - 1]));
      all |= division.block[b];
    }
    assert_int_equal(all, (1u << it->world->n_council) - 1);
    assert_int_equal(cd_blocks_structure(it->blocks, it->world, &division), s);
    CdLayout of_division = cd_division_layout(it->blocks, it->world, &division, it->arena);
    CdLayout of_structure = cd_structure_layout(it->world, s, it->arena);
    assert_int_equal(of_division.n_contracts, of_structure.n_contracts);
    for (guint c = 0; c < of_structure.n_contracts; c++) {
      bool found = false;
      for (guint d = 0; d < of_division.n_contracts; d++) {
        const CdContract *a = of_structure.contract[c], *b = of_division.contract[d];
        found = found || (a->areas.n == b->areas.n && cd_refs_has(b->areas, a->areas.at[0]) &&
                          a->components.n == b->components.n && cd_refs_has(b->components, a->components.at[0]));
      }
      assert_true(found);
    }
    assert_int_equal(of_division.border_policy, of_structure.border_policy);
    assert_int_equal(of_division.intelligence, of_structure.intelligence);
    assert_int_equal(of_division.prepared, of_structure.prepared);
    assert_int_equal(of_division.as_now, of_structure.as_now);
  }
}

static void a_structure_is_found_again_from_its_division(void **state)
{
  (void)state;
  g_autoptr(Case) small = case_new(cd_seated_small()), llr = case_new(cd_seated_llr());
  assert_round_trip(small);
  assert_round_trip(llr);
}

static void the_order_of_blocks_does_not_hide_a_structure(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(cd_seated_llr());
  CdDivision division = {.n_blocks = 2, .block = {block_of(it, "rutland"), block_of(it, "county+city")}};
  assert_int_equal(cd_blocks_structure(it->blocks, it->world, &division), row(it, CD_ENTITY_STRUCTURE, "bau"));
}

/* City and Rutland beside the County is no structure: laid out as where all are apart, neither prepared nor as now. */
static void a_division_that_is_no_structure_is_laid_out_as_where_all_are_apart(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(cd_seated_llr());
  CdDivision division = {.n_blocks = 2, .block = {block_of(it, "county"), block_of(it, "city+rutland")}};
  assert_int_equal(cd_blocks_structure(it->blocks, it->world, &division), -1);
  CdLayout layout = cd_division_layout(it->blocks, it->world, &division, it->arena);
  const CdStructure *apart = &it->world->structure[it->world->concordat->apart];
  assert_int_equal(layout.n_contracts, 2);
  assert_int_equal(layout.border_policy, apart->border_policy);
  assert_int_equal(layout.intelligence, apart->intelligence);
  assert_false(layout.prepared || layout.as_now);
  assert_string_equal(layout.contract[0]->head.id, "county");
}

/* Two structures of the same contracts: business as usual before the one apart, before one of another id. */
static void of_structures_of_the_same_contracts_business_as_usual_is_named(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "again", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "again", "eastern", "areas=east+hill components=treatment+justice+youth+beds");
  cd_small_add(s, CD_ENTITY_CONTRACT, "again", "western", "areas=west components=treatment+justice+youth+beds");
  g_autoptr(Case) it = case_new(s);
  CdDivision again = cd_structure_division(it->blocks, row(it, CD_ENTITY_STRUCTURE, "again"));
  assert_int_equal(cd_blocks_structure(it->blocks, it->world, &again), row(it, CD_ENTITY_STRUCTURE, "apart"));
}

/* --- Order ----------------------------------------------------------------------------------------------- */

/* The small case with structures and contracts the other way round. */
static CdScenario *reversed(void)
{
  CdScenario *s = cd_small_scenario();
  static const char rest[] = "components=beds+youth+treatment";
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "core", "");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "joint", "");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "apart", "");
  g_autofree char *western = g_strdup_printf("areas=west %s", rest),
                  *eastern = g_strdup_printf("areas=hill+east %s", rest);
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "western", western);
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "eastern", eastern);
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "shared", "areas=hill+west+east components=justice");
  cd_small_add(s, CD_ENTITY_CONTRACT, "joint", "all", "areas=hill+west+east components=beds+youth+justice+treatment");
  cd_small_add(s, CD_ENTITY_CONTRACT, "apart", "western", "areas=west components=beds+youth+justice+treatment");
  cd_small_add(s, CD_ENTITY_CONTRACT, "apart", "eastern", "areas=hill+east components=beds+youth+justice+treatment");
  cd_small_set(s, CD_ENTITY_CONCORDAT, NULL, "baseline=apart joint=joint apart=apart");
  return s;
}

static void the_order_of_the_file_moves_no_form(void **state)
{
  (void)state;
  static const char *const block[] = {"eastern", "western", "eastern+western"};
  g_autoptr(Case) one = case_new(cd_seated_small()), other = case_new(reversed());
  for (guint b = 0; b < G_N_ELEMENTS(block); b++) {
    assert_int_equal(forms(one, block[b]), forms(other, block[b]));
    for (guint f = 0; f < forms(one, block[b]); f++) {
      g_autofree char *here = name_of(one, form(one, block[b], f)), *there = name_of(other, form(other, block[b], f));
      assert_string_equal(here, there);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(councils_tied_by_a_common_contract_are_a_block),
      cmocka_unit_test(a_core_and_local_contracts_are_one_form),
      cmocka_unit_test(ties_hold_through_others),
      cmocka_unit_test(structures_that_show_the_same_contracts_show_one_form),
      cmocka_unit_test(another_hub_share_or_specification_is_another_form),
      cmocka_unit_test(forms_are_alike_only_contract_for_contract),
      cmocka_unit_test(weighed_are_all_or_those_shown_each_alone_and_the_whole),
      cmocka_unit_test(a_block_that_no_structure_shows_lets_one_contract_with_its_members_hubs),
      cmocka_unit_test(without_contracts_of_their_own_members_bring_the_hubs_of_their_areas),
      cmocka_unit_test(a_structure_is_found_again_from_its_division),
      cmocka_unit_test(the_order_of_blocks_does_not_hide_a_structure),
      cmocka_unit_test(a_division_that_is_no_structure_is_laid_out_as_where_all_are_apart),
      cmocka_unit_test(of_structures_of_the_same_contracts_business_as_usual_is_named),
      cmocka_unit_test(the_order_of_the_file_moves_no_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
