#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/recharge.h"
#include "sim/engine/replicate.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { CLOSED, OPEN, RECHARGED, STRUCTURES };

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdEngine, cd_engine_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdWorker, cd_worker_free)

/* The same two contracts under three border policies. A quarter of the east's 250 clients live at its edge; half of these are best served at the
 * west's quay, farther off than their own market: 31.25, beside the west's 115, of whom all use it. */
static CdScenario *scenario_new(void)
{
  static const char *const policy[] = {"border-policy=residents-only", "border-policy=open", "border-policy=recharged"},
                           *const id[] = {"closed", "open", "recharged"};
  static const char everything[] = "components=treatment+justice+youth+beds";
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL, "travel-effect=0.2");
  cd_small_set(s, CD_ENTITY_COST, NULL, "overhead=0.1");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "market", "area=east rent=100");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "quay", "area=west rent=1170");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "town", "area=east client-share=0.75");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "edge", "area=east client-share=0.25 best-hub=quay best-across=0.5");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "harbour", "area=west client-share=1");
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "market", "hub=market minutes=10");
  cd_small_add(s, CD_ENTITY_TRAVEL, "edge", "market", "hub=market minutes=20");
  cd_small_add(s, CD_ENTITY_TRAVEL, "edge", "quay", "hub=quay minutes=60");
  cd_small_add(s, CD_ENTITY_TRAVEL, "harbour", "quay", "hub=quay minutes=8");
  for (guint i = 0; i < STRUCTURES; i++) {
    cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, id[i], policy[i]);
    g_autofree char *eastern = g_strdup_printf("areas=east+hill hubs=market %s", everything);
    g_autofree char *western = g_strdup_printf("areas=west hubs=quay %s", everything);
    cd_small_add(s, CD_ENTITY_CONTRACT, id[i], "eastern", eastern);
    cd_small_add(s, CD_ENTITY_CONTRACT, id[i], "western", western);
  }
  cd_small_set(s, CD_ENTITY_CONCORDAT, NULL, "baseline=closed joint=open apart=closed");
  return s;
}

typedef struct {
  CdSmall *small;
  CdFootprint footprint;
} Laid;

static Laid laid(guint structure)
{
  Laid it = {.small = cd_small_new(scenario_new())};
  cd_footprint_make(&it.footprint, it.small->world, &it.small->caseload, structure, CD_TERMS_ARM_COMMON, NULL,
                    it.small->arena);
  return it;
}

static void laid_clear(Laid *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Laid, laid_clear)

/* 31.25 of 146.25 who use the quay, of its rent of 1,170; their care is bought at home. */
static void home_pays_the_host_its_guests_part_of_the_rent(void **state)
{
  (void)state;
  g_auto(Laid) it = laid(RECHARGED);
  double between[9], council[2] = {1000, 2000};
  gint64 pence[2] = {0, 0};
  assert_nine(it.footprint.hub_clients[1], 146.25);
  cd_recharge_areas(&it.footprint, it.small->world, between);
  assert_nine(between[0 * 3 + 1], 250);
  assert_nine(between[1 * 3 + 0], 0);
  cd_recharge_councils(&it.footprint, it.small->world, council, it.small->arena);
  assert_nine(council[0], 1250);
  assert_nine(council[1], 1750);
  cd_recharge_pence(&it.footprint, it.small->world, 1, pence, it.small->arena);
  assert_int_equal(pence[0], 25000);
  assert_int_equal(pence[1], -25000);
}

/* A hub that can afford four fifths of its rent is paid for by so much. */
static void rent_is_what_is_spent(void **state)
{
  (void)state;
  g_auto(Laid) it = laid(RECHARGED);
  double between[9];
  it.footprint.hub_size[1] = 0.8;
  cd_recharge_areas(&it.footprint, it.small->world, between);
  assert_nine(between[1], 200);
}

static void nobody_pays_across_an_open_border(void **state)
{
  (void)state;
  for (guint structure = CLOSED; structure <= OPEN; structure++) {
    g_auto(Laid) it = laid(structure);
    double between[9], council[2] = {0, 0};
    gint64 pence[2] = {0, 0};
    cd_recharge_areas(&it.footprint, it.small->world, between);
    cd_recharge_councils(&it.footprint, it.small->world, council, it.small->arena);
    cd_recharge_pence(&it.footprint, it.small->world, 1, pence, it.small->arena);
    assert_nine(between[1], 0);
    assert_nine(council[0], 0);
    assert_int_equal(pence[1], 0);
  }
}

/* Of a run: what the councils pay and expect moves, the sum and the service do not; and an open border is no worse for anybody. */
static void a_run_books_the_transfer_and_nothing_else(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, 7);
  g_autoptr(CdWorker) worker = cd_worker_new(engine);
  const CdMetricLayout *layout = cd_engine_layout(engine);
  g_autofree double *value = g_new0(double, (gsize)cd_engine_arms(engine) * CD_LUCKS * layout->n);
  cd_engine_replicate(engine, worker, 0, &(CdReplicateOut){.value = value});
  static const struct {
    const char *name;
    double more;
  } moved[] = {{"cost-annual", 0},       {"cost-annual[eastern]", 250},       {"cost-annual[western]", -250},
               {"cost-horizon", 0},      {"cost-horizon[eastern]", 250},      {"cost-by-population[western]", -250},
               {"border-recharge", 250}, {"border-recharge[east>west]", 250}, {"completions", 0},
               {"travel-minutes", 0}};
  for (guint i = 0; i < G_N_ELEMENTS(moved); i++) {
    int at = cd_metric_find(layout, moved[i].name);
    assert_true(at >= 0);
    double open = value[(gsize)CD_ARM(OPEN, false) * layout->n + (guint)at],
           recharged = value[(gsize)CD_ARM(RECHARGED, false) * layout->n + (guint)at];
    if (fabs(recharged - open - moved[i].more) > 1e-6)
      fail_msg("%s: %.9g more", moved[i].name, recharged - open);
  }
  guint completions = (guint)cd_metric_find(layout, "completions"),
        travel = (guint)cd_metric_find(layout, "travel-minutes"),
        utility = (guint)cd_metric_find(layout, "utility[eastern]");
  const double *open = &value[(gsize)CD_ARM(OPEN, false) * layout->n],
               *closed = &value[(gsize)CD_ARM(CLOSED, false) * layout->n],
               *recharged = &value[(gsize)CD_ARM(RECHARGED, false) * layout->n];
  assert_true(open[travel] > closed[travel]); /* they travel farther, since it is worth it to them */
  assert_nine(open[completions], closed[completions]);
  assert_true(recharged[utility] < open[utility]); /* a council reckons with what it will pay */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(home_pays_the_host_its_guests_part_of_the_rent),
      cmocka_unit_test(rent_is_what_is_spent),
      cmocka_unit_test(nobody_pays_across_an_open_border),
      cmocka_unit_test(a_run_books_the_transfer_and_nothing_else),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
