/* When partners stay together: without differences and with real scale they do; a difference wide enough parts them; greater scale puts that off.
 * Each under its conditions, and what happens without them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/partners/inquiry.h"
#include "sim/negotiation/zone.h"
#include "tests/property/quiet.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"
#include "tests/unit/seated.h"

enum { COUNCILS = 2 };

/* Numbers that a scenario gives of every row of KIND become those of its first. */
static void level(CdScenario *scenario, CdEntityKind kind)
{
  const CdEntity *entity = cd_entity(kind);
  for (guint f = 0; f < entity->n_fields; f++) {
    const CdField *field = &entity->field[f];
    const CdSpecHead *first = cd_scenario_row(scenario, kind, 0);
    const CdValue *value = (const CdValue *)(const void *)((const char *)first + field->spec_offset);
    bool is_given =
        field->kind == CD_FIELD_NUMBER && (cd_scenario_is_set(first, field) || (field->deflt && *field->deflt));
    if (is_given)
      cd_fix(scenario, kind, field->name, cd_value_median(value, field));
  }
}

/* Councils of one area each, alike in size, wants, beliefs and dates, with real scale, no cost of going together, and nothing but money and terms
 * between the structures; a contract's length changes nothing but how it is liked. */
static CdScenario *alike(guint64 seed)
{
  CdScenario *varied = cd_quiet(seed, (CdWanted){.areas = COUNCILS, .councils = COUNCILS, .talks = true});
  CdScenario *same_dates = cd_without(varied, CD_ENTITY_BLACKOUT), *scenario = cd_without(same_dates, CD_ENTITY_POST);
  cd_scenario_unref(varied);
  cd_scenario_unref(same_dates);
  level(scenario, CD_ENTITY_AREA);
  level(scenario, CD_ENTITY_COUNCIL);
  cd_fix(scenario, CD_ENTITY_PRICING_VIEW, "liking", 0.5);
  cd_fix(scenario, CD_ENTITY_COUNCIL, "weight-control", 0);
  cd_fix(scenario, CD_ENTITY_COUNCIL, "weight-cost", 60);
  cd_fix(scenario, CD_ENTITY_COUNCIL, "cost-scale", 0.1);
  cd_fix(scenario, CD_ENTITY_COUNCIL, "belief-fit", 0);
  cd_fix(scenario, CD_ENTITY_COUNCIL, "belief-scale", 0.03);
  cd_fix(scenario, CD_ENTITY_COST, "coordination-wte", 0);
  cd_fix(scenario, CD_ENTITY_COST, "complexity", 0);
  cd_fix(scenario, CD_ENTITY_COST, "management-elasticity", 0.9);
  static const char *const by_length[] = {"mobilisation", "procurement", "transfer"};
  for (guint i = 0; i < G_N_ELEMENTS(by_length); i++)
    cd_fix(scenario, CD_ENTITY_COST, by_length[i], 0);
  cd_fix(scenario, CD_ENTITY_MARKET, "length-premium", 0);
  cd_choose(scenario, CD_ENTITY_TERMS, "scoring", CD_SCORING_ABSOLUTE);
  cd_fix(scenario, CD_ENTITY_MARKET, "envelope", 1.05);
  cd_fix(scenario, CD_ENTITY_NEGOTIATION, "length-levels", 15); /* 3, 3.5, ... 10 years */
  cd_choose(scenario, CD_ENTITY_NEGOTIATION, "protocol", CD_PROTOCOL_OFFERS);
  cd_choose(scenario, CD_ENTITY_TERMS, "cost-sharing", CD_SHARING_CASELOAD);
  /* Prices follow what contracts cost: not today's money, no premium that the envelope has no room for, and absolute marks. Else who is left to bid decides too. */
  cd_choose(scenario, CD_ENTITY_MARKET, "envelope-basis", CD_ENVELOPE_OWN_COST);
  cd_fix(scenario, CD_ENTITY_PRICING, "risk-premium", 0);
  cd_fix(scenario, CD_ENTITY_MARKET, "length-premium", 0);
  cd_choose(scenario, CD_ENTITY_TERMS, "scoring", CD_SCORING_ABSOLUTE);
  cd_fix(scenario, CD_ENTITY_MARKET, "envelope", 1.05);
  for (guint c = 0; c < scenario->table[CD_ENTITY_CONTRACT].n; c++)
    cd_scenario_contract(scenario, c)->hubs = (CdRefs){0, NULL};
  return scenario;
}

static void without_differences_and_with_scale_all_stay_together(void **state)
{
  (void)state;
  guint n = cd_test_count(80, 12);
  for (guint seed = 61000; seed < 61000 + n; seed++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(alike(seed), 0);
    g_autoptr(CdArena) minutes = cd_arena_new();
    CdLedger ledger;
    CdInquiry inquiry;
    cd_ledger_init(&ledger, minutes);
    CdDecision decision = cd_partners_decide(&seated->values, seed, 0, &ledger, NULL, NULL);
    cd_inquire(&inquiry, &seated->values, &decision, &ledger);
    if (!decision.agreed || !inquiry.open || !inquiry.stable[CD_STABLE_CORE] || inquiry.n_coalitions > 0)
      fail_msg("seed %u: %s, zone %s, %s the core", seed, decision.agreed ? "together" : "apart",
               inquiry.open ? "open" : "shut", inquiry.stable[CD_STABLE_CORE] ? "in" : "not in");
  }
}

/* --- one difference, wider and wider ------------------------------------------------------------------------------- */

enum { DISTANCES = 15 };

/* Councils that care for length, and by WEIGHT for terms at all, not at all TOLERANCE years off their ideal, the second liking half a year more at each step. OPEN[d]: texts that reach both
 * councils' walk-away values of the first step. */
static void widen(guint64 seed, double weight, double tolerance, double belief_in_scale, guint *open)
{
  g_autoptr(CdSeated) seated = cd_seated_new(alike(seed), 0);
  double reservation[COUNCILS] = {0};
  for (guint d = 0; d < DISTANCES; d++) {
    for (guint i = 0; i < COUNCILS; i++) {
      CdCouncil *council = &seated->world->council[i];
      council->terms_weight = weight;
      council->belief_scale = belief_in_scale;
      council->weight_length = 1; /* of a drawn world: they add up to one */
      council->weight_quality_weight = council->weight_pricing = council->weight_outcomes_share =
          council->weight_localisation = 0;
      council->length_tolerance = tolerance;
      council->ideal_length = 3 + (i == 1 ? d / 2.0 : 0);
    }
    cd_seated_lay(seated);
    cd_seated_solve(seated);
    guint members[CD_COUNCILS_MOST];
    CdDomain domain = cd_block_domain(&seated->values, cd_block_all(&seated->values), members);
    for (guint i = 0; d == 0 && i < COUNCILS; i++)
      reservation[i] = seated->values.solution[cd_block_all(&seated->values)].reservation[i];
    open[d] = cd_zone_count(&domain, reservation);
  }
}

static guint distance_of_break(const guint *open)
{
  guint d = 0;
  while (d < DISTANCES && open[d] > 0)
    d++;
  return d;
}

static void a_difference_wide_enough_parts_them_and_a_wider_one_never_mends_it(void **state)
{
  (void)state;
  guint n = cd_test_count(40, 8);
  for (guint seed = 62000; seed < 62000 + n; seed++) {
    guint open[DISTANCES];
    widen(seed, 0.9, 1.5, 0.03, open);
    assert_true(open[0] > 0);
    if (distance_of_break(open) == DISTANCES)
      fail_msg("seed %u: nothing parts them", seed);
    for (guint d = 1; d < DISTANCES; d++)
      if (open[d] > open[d - 1])
        fail_msg("seed %u: %u texts at %g years between them, %u at half a year less", seed, open[d], d / 2.0,
                 open[d - 1]);
  }
}

/* Without the condition: what weighs nothing parts nobody. */
static void a_difference_in_what_weighs_nothing_changes_nothing(void **state)
{
  (void)state;
  guint n = cd_test_count(20, 4);
  for (guint seed = 62000; seed < 62000 + n; seed++) {
    guint open[DISTANCES];
    widen(seed, 0, 1.5, 0.03, open);
    for (guint d = 0; d < DISTANCES; d++)
      assert_int_equal(open[d], open[0]);
  }
}

static void who_believes_in_more_scale_parts_over_a_wider_difference_only(void **state)
{
  (void)state;
  guint n = cd_test_count(15, 4), later = 0;
  for (guint seed = 63000; seed < 63000 + n; seed++) {
    guint open[DISTANCES], before = 0;
    for (guint step = 0; step < 4; step++) {
      widen(seed, 0.5, 4, 0.02 + 0.06 * step, open);
      guint now = distance_of_break(open);
      if (step > 0 && now < before)
        fail_msg("seed %u: with more scale they part at %g years, with less at %g", seed, now / 2.0, before / 2.0);
      later += step > 0 && now > before;
      before = now;
    }
  }
  assert_true(later > 2 * n);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_differences_and_with_scale_all_stay_together),
      cmocka_unit_test(a_difference_wide_enough_parts_them_and_a_wider_one_never_mends_it),
      cmocka_unit_test(a_difference_in_what_weighs_nothing_changes_nothing),
      cmocka_unit_test(who_believes_in_more_scale_parts_over_a_wider_difference_only),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
