/* Which ways there are across the borders: borders to move across, hubs to be seen at, and nothing else. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/passages.h"
#include "tests/unit/small.h"

#define EVERYTHING "components=treatment+justice+youth+beds"

/* East has a hub, market, and so has West, quay; every structure is a contract each, and East's pays for EASTERN_HUBS in the first and for the
 * market in the second. From the only locality, in East, it is MARKET and QUAY minutes. */
static CdScenario *scenario_with(const char *eastern_hubs, const char *locality, const char *market, const char *quay)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_HUB, NULL, "market", "area=east rent=100");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "quay", "area=west rent=100");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "town", locality);
  g_autofree char *to_market = g_strconcat("hub=market minutes=", market, NULL),
                  *to_quay = g_strconcat("hub=quay minutes=", quay, NULL);
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "market", to_market);
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "quay", to_quay);
  static const char *const structure[] = {"one", "other"};
  for (guint i = 0; i < 2; i++) {
    g_autofree char *eastern =
        g_strdup_printf("areas=east+hill %s hubs=%s", EVERYTHING, i == 0 ? eastern_hubs : "market");
    cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, structure[i], "border-policy=open");
    cd_small_add(s, CD_ENTITY_CONTRACT, structure[i], "eastern", eastern);
    cd_small_add(s, CD_ENTITY_CONTRACT, structure[i], "western", "areas=west " EVERYTHING " hubs=quay");
  }
  return s;
}

/* EAST_WEST: the only way there is, if any. */
static void assert_ways(CdScenario *scenario, bool east_west)
{
  g_autoptr(CdPassages) passages = cd_passages_new(scenario);
  assert_int_equal(passages->n, east_west);
  assert_int_equal(cd_passage_find(passages, 0, 1), east_west ? 0 : -1);
  assert_int_equal(cd_passage_find(passages, 1, 0), -1);
  cd_scenario_unref(scenario);
}

static void a_border_is_crossed_both_ways(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_small_scenario();
  cd_small_add(scenario, CD_ENTITY_BORDER, NULL, "border", "first=hill second=east moves-per-year=1");
  g_autoptr(CdPassages) passages = cd_passages_new(scenario);
  assert_int_equal(passages->n, 2);
  assert_int_equal(cd_passage_find(passages, 0, 2), 0);
  assert_int_equal(cd_passage_find(passages, 2, 0), 1);
  assert_int_equal(cd_passage_find(passages, 0, 1), -1);
}

static void nobody_goes_to_a_farther_hub(void **state)
{
  (void)state;
  assert_ways(scenario_with("market", "area=east client-share=1", "10", "11"), false);
  assert_ways(scenario_with("market", "area=east client-share=1", "triangular(5,8,10)", "uniform(10.5,20)"), false);
}

static void a_hub_that_may_be_nearer_is_a_way(void **state)
{
  (void)state;
  assert_ways(scenario_with("market", "area=east client-share=1", "10", "9"), true);
  assert_ways(scenario_with("market", "area=east client-share=1", "10", "10"), true); /* a tie */
  assert_ways(scenario_with("market", "area=east client-share=1", "uniform(5,12)", "uniform(10.5,20)"), true);
}

static void a_hub_that_is_not_always_paid_for_keeps_nobody_at_home(void **state)
{
  (void)state;
  assert_ways(scenario_with("quay", "area=east client-share=1", "10", "60"), true);
}

static void the_best_hub_is_a_way_however_far(void **state)
{
  (void)state;
  assert_ways(scenario_with("market", "area=east client-share=1 best-hub=quay best-across=0.1", "10", "60"), true);
  assert_ways(scenario_with("market", "area=east client-share=1 best-hub=quay best-across=uniform(0,0.5)", "10", "60"),
              true);
  assert_ways(scenario_with("market", "area=east client-share=1 best-hub=quay best-across=0", "10", "60"), false);
}

static void nothing_is_freed_twice(void **state)
{
  (void)state;
  cd_passages_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_border_is_crossed_both_ways),
      cmocka_unit_test(nobody_goes_to_a_farther_hub),
      cmocka_unit_test(a_hub_that_may_be_nearer_is_a_way),
      cmocka_unit_test(a_hub_that_is_not_always_paid_for_keeps_nobody_at_home),
      cmocka_unit_test(the_best_hub_is_a_way_however_far),
      cmocka_unit_test(nothing_is_freed_twice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
