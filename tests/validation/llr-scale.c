/* Economies of scale of the LLR 2021 case against what does not come from this program: a commissioner's hand calculation and the cost
 * elasticities of the literature (docs/validation.md). */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/appraisal/scale.h"
#include "sim/scenario/load.h"

typedef struct {
  CdScenario *scenario;
  CdScale *scale;
} Case;

static Case open_case(const char *const *settings)
{
  g_autoptr(GError) error = NULL;
  Case it = {.scenario = cd_scenario_load(SCENARIOS "/llr-2021.xml", settings, &error)};
  assert_null(error);
  it.scale = cd_scale_new(it.scenario, 1);
  return it;
}

static void close_case(Case *it)
{
  cd_scale_free(it->scale);
  cd_scenario_unref(it->scenario);
}

#define assert_between(x, low, high)                                                                                   \
  do {                                                                                                                 \
    double found = (x);                                                                                                \
    if (!(found >= (low) && found <= (high)))                                                                          \
      fail_msg("%s is %.4g, not in %.4g to %.4g", #x, found, (double)(low), (double)(high));                           \
  } while (0)

static guint row_of(const CdScenario *scenario, CdEntityKind kind, const char *parent, const char *id)
{
  int up = parent ? cd_scenario_find(scenario, CD_ENTITY_STRUCTURE, -1, parent) : -1;
  int row = cd_scenario_find(scenario, kind, up, id);
  assert_true(row >= 0);
  return (guint)row;
}

static const CdServed *served(const Case *it, const char *post, const char *structure, const char *contract)
{
  return &it->scale->post_served[row_of(it->scenario, CD_ENTITY_CONTRACT, structure, contract) * it->scale->n_posts +
                                 row_of(it->scenario, CD_ENTITY_POST, NULL, post)];
}

/* "CJ team: caseload gives 3,660 x 0.52 x 0.16 / 40 = 7.6 workers, split 4.2/3.5 (unviable at 5)." At 16 clients to a worker, which is what the
 * co-commissioners' money comes to, 19 and 10/9 (viable): that input decides the claim. */
static void the_justice_team_is_viable_or_not_as_by_hand(void **state)
{
  (void)state;
  static const char *const by_caseload[] = {"post[justice-team]/clients-per-wte=40", "post[justice-team]/minimum-wte=5",
                                            NULL},
                           *const by_money[] = {"post[justice-team]/clients-per-wte=16",
                                                "post[justice-team]/minimum-wte=5", NULL};
  Case it = open_case(by_caseload);
  const CdServed *all = served(&it, "justice-team", "joint", "all");
  const CdServed *city = served(&it, "justice-team", "county-rutland", "city");
  const CdServed *county = served(&it, "justice-team", "county-rutland", "county-rutland");
  assert_between(all->clients.median / 40, 7.2, 8.2);
  assert_between(city->clients.median / 40, 3.9, 4.5);
  assert_between(county->clients.median / 40, 3.3, 3.9);
  assert_between(all->kept, 0.95, 1);
  assert_between(city->kept, 0, 0.1);
  assert_between(county->kept, 0, 0.1);
  assert_between(city->pooled, 0.95, 1);
  close_case(&it);
  it = open_case(by_money);
  assert_between(served(&it, "justice-team", "county-rutland", "city")->kept, 0.95, 1);
  assert_between(served(&it, "justice-team", "county-rutland", "county-rutland")->kept, 0.95, 1);
  close_case(&it);
}

/* "A one-post service leaves County 0.454: a minimum of 0.45 keeps it, one of 0.5 abolishes it. Draw minima." Then neither does for certain. */
static void posts_minima_are_no_knife_edge(void **state)
{
  const Case *it = *state;
  static const char *const post[] = {"dual-diagnosis", "hospital-liaison", "pharmacist", "prison-link"};
  for (guint p = 0; p < G_N_ELEMENTS(post); p++) {
    assert_between(served(it, post[p], "joint", "all")->kept, 0.99, 1);
    assert_between(served(it, post[p], "county-rutland", "county-rutland")->kept, 0.2, 0.8);
    assert_between(served(it, post[p], "county-rutland", "city")->kept, 0.5, 0.95);
  }
}

/* What the split costs before anybody has bid, as an elasticity: within 0.82 (programmes; Health Services Research 2008) and 1, about 0.93 (contracts). By
 * hand 0.93 is 4.9 % and 0.82 is 13.2 %; "recurrent loss above 10 % is a bug". */
static void the_split_costs_what_elasticities_between_the_evidence_s_say(void **state)
{
  const Case *it = *state;
  const CdSplitSize *split = &it->scale->split[row_of(it->scenario, CD_ENTITY_STRUCTURE, NULL, "county-rutland")];
  assert_between(split->evidence[1], 0.045, 0.053);
  assert_between(split->evidence[0], 0.125, 0.139);
  assert_between(split->elasticity.median, 0.90, 0.96);
  assert_between(split->elasticity.p5, 0.82, 0.93);
  assert_between(split->elasticity.p95, 0.93, 1);
  assert_between(split->penalty.median, 0.015, 0.08);
  assert_between(split->penalty.p95, 0, 0.10);
}

/* The joint contract, whose posts and hub are not at stake, lies inside the range; those of the split near one, because posts and a hub that they are nearly
 * too small for grow with them; Rutland's own, 57 people, far below. */
static void contracts_elasticities_lie_about_the_evidence_s(void **state)
{
  const Case *it = *state;
  const CdContractSize *contract = it->scale->contract;
  const CdContractSize *all = &contract[row_of(it->scenario, CD_ENTITY_CONTRACT, "joint", "all")];
  assert_between(all->elasticity.median, 0.82, 0.96);
  assert_between(contract[row_of(it->scenario, CD_ENTITY_CONTRACT, "county-rutland", "city")].elasticity.median, 0.93,
                 1.05);
  assert_between(contract[row_of(it->scenario, CD_ENTITY_CONTRACT, "separate", "rutland")].elasticity.median, 0.4, 0.7);
}

/* What lifts the split's above the evidence's is what small contracts do without: with posts and hubs kept by all they lie inside the range, and the
 * joint contract's, which has both anyway, hardly moves. */
static void with_the_same_offer_elasticities_lie_inside_the_evidence_s(void **state)
{
  const Case *as_it_is = *state;
  static const char *const same_offer[] = {"post[justice-team]/minimum-wte=0",
                                           "post[dual-diagnosis]/minimum-wte=0",
                                           "post[hospital-liaison]/minimum-wte=0",
                                           "post[alcohol-nurse]/minimum-wte=0",
                                           "post[family]/minimum-wte=0",
                                           "post[pharmacist]/minimum-wte=0",
                                           "post[blood-borne-virus]/minimum-wte=0",
                                           "post[young-justice]/minimum-wte=0",
                                           "post[prison-link]/minimum-wte=0",
                                           "cost/hub-limit=10000",
                                           NULL};
  Case it = open_case(same_offer);
  static const char *const contract[] = {"city", "county-rutland"};
  for (guint c = 0; c < G_N_ELEMENTS(contract); c++) {
    guint row = row_of(it.scenario, CD_ENTITY_CONTRACT, "county-rutland", contract[c]);
    assert_between(it.scale->contract[row].elasticity.median, 0.82, 0.93);
    assert_between(as_it_is->scale->contract[row].elasticity.median - it.scale->contract[row].elasticity.median, 0.08,
                   0.18);
  }
  guint all = row_of(it.scenario, CD_ENTITY_CONTRACT, "joint", "all");
  assert_between(as_it_is->scale->contract[all].elasticity.median - it.scale->contract[all].elasticity.median, -0.01,
                 0.01);
  close_case(&it);
}

static int open_whole(void **state)
{
  Case *it = g_new(Case, 1);
  *it = open_case(NULL);
  *state = it;
  return 0;
}

static int close_whole(void **state)
{
  close_case(*state);
  g_free(*state);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_justice_team_is_viable_or_not_as_by_hand),
      cmocka_unit_test(posts_minima_are_no_knife_edge),
      cmocka_unit_test(the_split_costs_what_elasticities_between_the_evidence_s_say),
      cmocka_unit_test(contracts_elasticities_lie_about_the_evidence_s),
      cmocka_unit_test(with_the_same_offer_elasticities_lie_inside_the_evidence_s),
  };
  return cmocka_run_group_tests(tests, open_whole, close_whole);
}
