/* Hubs, who uses them, and what staff transfer costs: on any scenario. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/engine/access.h"
#include "tests/property/generate.h"
#include "tests/property/stage.h"
#include "tests/property/trials.h"

enum { JOINT = 0 };

typedef void (*Check)(CdStage *stage, guint structure, guint seed);

static void on_every_structure(Check check, guint trials, guint first)
{
  guint n = cd_test_count(trials, 10);
  for (guint seed = first; seed < first + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    for (guint s = 0; s < stage->world->n_structure; s++)
      check(stage, s, seed);
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

static bool is_paid_by(const CdFootprintContract *it, int hub)
{
  return cd_refs_has(it->contract->hubs, (guint)hub);
}

/* The share of AREA's clients who use HUB. */
static double use_of(const CdFootprint *footprint, const CdWorld *world, guint area, guint hub)
{
  double share = 0;
  for (guint l = 0; l < world->n_locality; l++) {
    CdHubUse use[CD_HUB_USES];
    cd_access_uses(footprint, world, l, use);
    for (guint u = 0; world->locality[l].area == (int)area && u < CD_HUB_USES; u++)
      share += use[u].hub == (int)hub ? world->locality[l].client_share * use[u].share : 0;
  }
  return share;
}

/* Each client once: whose contract pays for HUB whether they come or not, the others if they come. */
static double clients_of(const CdFootprint *footprint, const CdWorld *world, guint hub)
{
  double clients = 0;
  for (guint a = 0; a < world->n_area; a++) {
    double use = use_of(footprint, world, a, hub);
    for (guint c = 0; c < footprint->n_contracts; c++)
      clients += footprint->at[c].area_clients[a] * (is_paid_by(&footprint->at[c], (int)hub) ? 1 : use);
  }
  return clients;
}

static guint shrunk, whole;

static void check_sizes(CdStage *stage, guint structure, guint seed)
{
  const CdWorld *world = stage->world;
  CdFootprint footprint = cd_stage_structure(stage, structure).footprint;
  for (guint h = 0; h < world->n_hub; h++) {
    double size = footprint.hub_size[h], rent = world->hub[h].rent;
    guint payers = 0;
    for (guint c = 0; c < footprint.n_contracts; c++)
      payers += is_paid_by(&footprint.at[c], (int)h);
    double carried = world->cost->hub_limit * clients_of(&footprint, world, h);
    double expected = payers == 0 ? 0 : world->hub[h].kind == CD_HUB_SPOKE ? 1 : carried >= rent ? 1 : carried / rent;
    if (fabs(size - expected) > 1e-12)
      fail_msg("seed %u, structure %u: hub %u has size %.17g, not %.17g", seed, structure, h, size, expected);
    shrunk += payers > 0 && size < 1;
    whole += payers > 0 && size >= 1 && world->hub[h].kind == CD_HUB_HUB;
  }
}

static void a_hub_is_as_large_as_its_clients_can_carry(void **state)
{
  (void)state;
  shrunk = whole = 0;
  on_every_structure(check_sizes, 200, 46000);
  assert_true(shrunk > 20 && whole > 20);
}

static void check_rents(CdStage *stage, guint structure, guint seed)
{
  const CdWorld *world = stage->world;
  CdFootprint footprint = cd_stage_structure(stage, structure).footprint;
  double estate = 0, spent = 0;
  for (guint c = 0; c < footprint.n_contracts; c++)
    estate += footprint.at[c].layer[CD_LAYER_ESTATE];
  for (guint h = 0; h < world->n_hub; h++)
    spent += world->hub[h].rent * footprint.hub_size[h];
  if (fabs(estate - spent) > 1e-9 * fmax(1, spent))
    fail_msg("seed %u, structure %u: contracts pay %.12g, hubs cost %.12g", seed, structure, estate, spent);
}

static void contracts_pay_for_their_hubs_as_they_are_and_no_more(void **state)
{
  (void)state;
  on_every_structure(check_rents, 100, 46200);
}

/* Doors stay: shrinking changes no way and no attendance. */
static void check_limit(CdStage *stage, guint structure, guint seed)
{
  CdWorld *world = stage->world;
  double limit = world->cost->hub_limit;
  CdAccess access[2];
  CdFootprint footprint[2];
  for (guint i = 0; i < 2; i++) {
    world->cost->hub_limit = i ? limit : limit / 100;
    footprint[i] = cd_stage_structure(stage, structure).footprint;
    cd_access_make(&access[i], &footprint[i], world, stage->arena);
  }
  for (guint h = 0; h < world->n_hub; h++)
    assert_true(footprint[0].hub_size[h] <= footprint[1].hub_size[h]);
  for (guint a = 0; a < world->n_area; a++) {
    if (access[0].attendance[a] != access[1].attendance[a] ||
        !(access[0].minutes[a] == access[1].minutes[a] || isnan(access[0].minutes[a])))
      fail_msg("seed %u, structure %u, area %u: a lower limit moves clients", seed, structure, a);
  }
}

static void a_lower_limit_makes_hubs_smaller_and_moves_nobody(void **state)
{
  (void)state;
  on_every_structure(check_limit, 100, 46400);
}

static guint kept_out;

/* Attendance and minutes from one and the same hub, and no hub that is shut to a client. */
static void check_uses(CdStage *stage, guint structure, guint seed)
{
  const CdWorld *world = stage->world;
  CdFootprint footprint = cd_stage_structure(stage, structure).footprint;
  CdAccess access;
  cd_access_make(&access, &footprint, world, stage->arena);
  for (guint a = 0; a < world->n_area; a++) {
    double across = 0;
    for (guint h = 0; h < world->n_hub; h++) {
      double use = use_of(&footprint, world, a, h);
      across += world->hub[h].area != (int)a ? use : 0;
      bool own = false;
      for (guint c = 0; c < footprint.n_contracts; c++)
        own = own || (footprint.at[c].area_clients[a] > 0 && is_paid_by(&footprint.at[c], (int)h));
      bool shut =
          footprint.hub_sharers[h] == 0 || (!own && world->structure[structure].border_policy == CD_BORDER_RESIDENTS);
      kept_out += shut;
      if (shut && use > 0)
        fail_msg("seed %u, structure %u: area %u uses hub %u, which is shut to it", seed, structure, a, h);
    }
    if (fabs(access.attendance[a] - across) > 1e-12 || access.attendance[a] > 1)
      fail_msg("seed %u, structure %u, area %u: %.17g attend across the border, %.17g use a hub there", seed, structure,
               a, access.attendance[a], across);
  }
}

static void who_uses_a_hub_across_the_border_attends_there(void **state)
{
  (void)state;
  kept_out = 0;
  on_every_structure(check_uses, 100, 46600);
  assert_true(kept_out > 20);
}

static guint divided, united;

static void check_transfer(CdStage *stage, guint structure, guint seed)
{
  CdWorld *world = stage->world;
  world->cost->transfer_split = 1.5;
  CdRealised it;
  cd_stage_realise(stage, structure, CD_TERMS_ARM_COMMON, cd_run_word(0, 1), &it);
  for (guint c = 0; c < it.footprint.n_contracts; c++) {
    const CdContractResult *result = &it.awards.contract[c];
    double alone = result->change * world->cost->transfer * result->let->reference / result->let->terms.length;
    if (alone <= 0)
      continue;
    double factor = result->layer[CD_LAYER_TRANSFER] / alone;
    if (!(factor > 1 - 1e-12 && factor < 1.5 + 1e-12) || (structure == JOINT && fabs(factor - 1) > 1e-12))
      fail_msg("seed %u, structure %u, contract %u: factor %.17g", seed, structure, c, factor);
    divided += factor > 1 + 1e-9;
    united += structure == JOINT;
  }
}

static void joining_contracts_divides_no_staff(void **state)
{
  (void)state;
  divided = united = 0;
  on_every_structure(check_transfer, 100, 46800);
  assert_true(divided > 0 && united > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_hub_is_as_large_as_its_clients_can_carry),
      cmocka_unit_test(contracts_pay_for_their_hubs_as_they_are_and_no_more),
      cmocka_unit_test(a_lower_limit_makes_hubs_smaller_and_moves_nobody),
      cmocka_unit_test(who_uses_a_hub_across_the_border_attends_there),
      cmocka_unit_test(joining_contracts_divides_no_staff),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
