#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/negotiation/ultimatum.h"
#include "tests/unit/near.h"
#include "tests/unit/three-councils.h"

/* Knowing what the others need, each council gets the text of the zone best for itself (found by brute force). */
static void a_lead_who_knows_gets_its_best_text_of_the_zone(void **state)
{
  (void)state;
  ThreeCouncils it;
  three_councils_init(&it);
  double chance[COUNCIL_TEXTS];
  const double best[] = {.9, .7, 1};
  for (guint lead = 0; lead < COUNCILS; lead++) {
    cd_ultimatum_chances(&it.domain, lead, council_reservation, chance);
    CdUltimatum ultimatum = {.lead = lead, .reservation = council_reservation, .chance = chance};
    bool signs[COUNCILS] = {false};
    CdUltimatumResult result = cd_ultimatum(&it.domain, &ultimatum, signs);
    assert_near(cd_domain_u(&it.domain, result.text, lead), best[lead], 1e-12);
    assert_true(result.signed_by_all && signs[0] && signs[1] && signs[2]);
  }
}

/* Two parties, one issue; the lead is the first. */
typedef struct {
  CdGrid grid;
  CdDomain domain;
} Pair;

static void pair_init(Pair *it, guint n_texts, const double *u)
{
  static const guint party[] = {0, 1};
  cd_grid_init(&it->grid, 1, &n_texts);
  it->domain = (CdDomain){.grid = &it->grid, .n_parties = 2, .party = party, .u = u};
}

static const double rising[] = {.2, .8, .5, .5, .8, .2, .9, .1};

static void a_lead_who_asks_too_much_gets_nothing(void **state)
{
  (void)state;
  Pair it;
  pair_init(&it, 4, rising);
  const double reservation[] = {.3, .4}, believed[] = {2, .15};
  double chance[4];
  cd_ultimatum_chances(&it.domain, 0, believed, chance);
  CdUltimatum ultimatum = {.lead = 0, .reservation = reservation, .chance = chance};
  bool signs[2];
  CdUltimatumResult result = cd_ultimatum(&it.domain, &ultimatum, signs);
  assert_int_equal(result.text, 2);
  assert_true(signs[0] && !signs[1] && !result.signed_by_all);
}

/* Above a reservation value of 0: .6 x .8 = .48 against .95 x .5, 1 x .2 and .1 x .9; above .45: .6 x .35 against
 * .95 x .05. */
static void the_chance_counts_against_the_gain(void **state)
{
  (void)state;
  Pair it;
  pair_init(&it, 4, rising);
  const double chance[] = {1, .95, .6, .1}, none[] = {0, 0}, some[] = {.45, 0};
  CdUltimatum ultimatum = {.lead = 0, .reservation = none, .chance = chance};
  assert_int_equal(cd_ultimatum(&it.domain, &ultimatum, NULL).text, 2);
  ultimatum.confidence = .9;
  assert_int_equal(cd_ultimatum(&it.domain, &ultimatum, NULL).text, 1);
  ultimatum.confidence = .99;
  assert_int_equal(cd_ultimatum(&it.domain, &ultimatum, NULL).text, 0);
  ultimatum.reservation = some;
  ultimatum.confidence = 0;
  assert_int_equal(cd_ultimatum(&it.domain, &ultimatum, NULL).text, 2);
}

static void nothing_is_tabled_that_the_lead_would_not_sign_or_cannot_pass(void **state)
{
  (void)state;
  Pair it;
  pair_init(&it, 4, rising);
  const double chance[] = {1, 1, 0, 0}, much[] = {.6, 0};
  CdUltimatum ultimatum = {.lead = 0, .reservation = much, .chance = chance};
  bool signs[] = {true, true};
  CdUltimatumResult result = cd_ultimatum(&it.domain, &ultimatum, signs);
  assert_int_equal(result.text, 4);
  assert_false(result.signed_by_all || signs[0] || signs[1]);
}

static void ties_go_to_the_likelier_then_the_kinder_then_the_first(void **state)
{
  (void)state;
  Pair it;
  const double u[] = {.8, .1, .4, .2, .4, .3, .4, .3}, none[] = {0, 0};
  pair_init(&it, 4, u);
  const double chance[] = {.5, 1, 1, 1};
  CdUltimatum ultimatum = {.lead = 0, .reservation = none, .chance = chance};
  assert_int_equal(cd_ultimatum(&it.domain, &ultimatum, NULL).text, 2);
}

static void thresholds_on_utilities_are_reached(void **state)
{
  (void)state;
  Pair it;
  const double u[] = {.1 + .2, .7, .6, .3}, reservation[] = {.3, .1 + .2};
  pair_init(&it, 2, u);
  double chance[2];
  cd_ultimatum_chances(&it.domain, 0, reservation, chance);
  CdUltimatum ultimatum = {.lead = 0, .reservation = reservation, .chance = chance};
  CdUltimatumResult result = cd_ultimatum(&it.domain, &ultimatum, NULL);
  assert_true(result.text == 1 && result.signed_by_all);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_lead_who_knows_gets_its_best_text_of_the_zone),
      cmocka_unit_test(a_lead_who_asks_too_much_gets_nothing),
      cmocka_unit_test(the_chance_counts_against_the_gain),
      cmocka_unit_test(nothing_is_tabled_that_the_lead_would_not_sign_or_cannot_pass),
      cmocka_unit_test(ties_go_to_the_likelier_then_the_kinder_then_the_first),
      cmocka_unit_test(thresholds_on_utilities_are_reached),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
