/* Two towns by hand: every figure that docs/two-towns.md works out on paper, against the program's. None of the numbers below comes
 * from the program; what sixty months bring was summed by a separate one, written from docs/model.md alone. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/results.h"
#include "sim/base/random.h"
#include "sim/engine/replicate.h"
#include "sim/engine/typical-offer.h"
#include "sim/engine/views.h"
#include "sim/scenario/load.h"
#include "tests/flow-name.h"
#include "tests/unit/near.h"
#include "tests/validation/without-effects.h"

enum { NORTH, SOUTH };
enum { OPIATE, ALCOHOL, JUSTICE };
enum { SEPARATE, JOINT, SHARED };
enum { MONTHS = 60, YEARS = 5 };

/* Nobody may bid more than half the reference cost, so nobody bids; the incumbents go on at the reference cost. What a structure costs
 * is then no longer a matter of chance. */
static const char *const at_reference_cost[] = {"market/envelope=0.5",
                                                "market/no-bid-premium=0",
                                                "structure[separate]/contract[north]/remedy=extend",
                                                "structure[separate]/contract[south]/remedy=extend",
                                                "structure[joint]/contract[both]/remedy=extend",
                                                "structure[shared-justice]/contract[north-adults]/remedy=extend",
                                                "structure[shared-justice]/contract[south-adults]/remedy=extend",
                                                "structure[shared-justice]/contract[justice]/remedy=extend",
                                                NULL};

/* Nothing acts on delivery. */
static const char *const without_effects[] = {WITHOUT_EFFECTS, NULL};

/* The two towns as the engine lays them out before any structure is run, but for stocks, which are rounded to whole people. */
typedef struct {
  CdScenario *scenario;
  CdWorld *world;
  CdArena *arena;
  CdCaseload caseload;
  CdFootprint baseline;
  CdPlanReference reference;
  gint64 *initial;
  CdExpectContext context;
} Towns;

static CdScenario *read_towns(const char *const *settings)
{
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(SCENARIOS "/two-towns.xml", settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  return scenario;
}

static CdFootprint footprint_of(Towns *it, guint structure)
{
  CdFootprint footprint;
  cd_footprint_make(&footprint, it->world, &it->caseload, structure, CD_TERMS_ARM_COMMON, NULL, it->arena);
  return footprint;
}

static Towns *towns_new(const char *const *settings)
{
  Towns *it = g_new0(Towns, 1);
  it->scenario = read_towns(settings);
  it->world = cd_world_new(it->scenario);
  it->arena = cd_arena_new();
  cd_world_central(it->world);
  cd_doors_caseload(&it->caseload, it->world, it->arena);
  it->baseline = footprint_of(it, SEPARATE);
  cd_plan_reference_make(&it->reference, &it->baseline, it->world, &it->caseload, it->arena);
  it->initial = cd_arena_array(it->arena, gint64, it->caseload.n_cells * CD_STOCK_COUNT);
  for (guint i = 0; i < it->caseload.n_cells * CD_STOCK_COUNT; i++)
    it->initial[i] = (gint64)floor(it->caseload.stock[i] + 0.5);
  it->context = (CdExpectContext){.world = it->world,
                                  .caseload = &it->caseload,
                                  .reference = &it->reference,
                                  .initial = it->initial,
                                  .months = MONTHS,
                                  .scale = cd_scale_reference(it->world, &it->caseload, it->arena)};
  return it;
}

static void towns_free(Towns *it)
{
  cd_world_free(it->world);
  cd_arena_free(it->arena);
  cd_scenario_unref(it->scenario);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Towns, towns_free)

static guint cell_of(const Towns *it, guint area, guint cohort)
{
  return cd_cell(&it->caseload, area, cohort);
}

/* --- 1. People -------------------------------------------------------------------------------------------------------- */

static void people_clients_and_starts_of_every_cell(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  static const double known[2][3][3] = {
      {{192, 144, 48}, {288, 96, 192}, {120, 60, 60}},
      {{128, 96, 32}, {192, 64, 128}, {80, 40, 40}},
  };
  for (guint a = 0; a < 2; a++)
    for (guint k = 0; k < 3; k++) {
      guint cell = cell_of(it, a, k);
      assert_nine(it->caseload.people[cell], known[a][k][0]);
      assert_nine(it->caseload.clients[cell], known[a][k][1]);
      assert_nine(it->caseload.starts[cell], known[a][k][2]);
    }
  assert_nine(it->caseload.area_clients[NORTH], 300);
  assert_nine(it->caseload.area_clients[SOUTH], 200);
}

/* Before the start each group of clients in each town has its own balance: workers exactly as by hand, a worker for 45 clients; stocks are made whole, up or
 * down, so that starts lie within six tenths of one who waits. */
static void months_of_every_cell_begin_in_the_balance(void **state)
{
  (void)state;
  static const double clients[2][3] = {{144, 96, 60}, {96, 64, 40}},
                      starts[2][3] = {{4, 16, 5}, {32 / 12.0, 128 / 12.0, 40 / 12.0}};
  g_autoptr(CdScenario) scenario = read_towns(NULL);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 4;
  options.cells = true;
  g_autoptr(CdResults) results = cd_run(scenario, &options, NULL);
  assert_non_null(results);
  const CdMonths *months = results->months;
  for (guint a = 0; a < 2; a++)
    for (guint k = 0; k < 3; k++) {
      guint slice = 1 + 2 + 3 + a * 3 + k;
      g_autofree char *id = cd_month_slice_id(&months->layout, scenario, slice);
      static const char *const known[2][3] = {{"north-town/opiate", "north-town/alcohol", "north-town/opiate-justice"},
                                              {"south-town/opiate", "south-town/alcohol", "south-town/opiate-justice"}};
      assert_string_equal(id, known[a][k]);
      assert_near(cd_month_mean(months, JOINT, 0, slice, CD_MONTH_FIGURE_WORKERS), clients[a][k] / 45, 1e-4);
      assert_true(fabs(cd_month_mean(months, JOINT, 0, slice, CD_MONTH_FIGURE_TREATED) - clients[a][k]) <= 2);
      assert_true(fabs(cd_month_mean(months, JOINT, 0, slice, CD_MONTH_FIGURE_STARTS) - starts[a][k]) <= 0.6);
    }
}

static void monthly_rates_of_every_cell(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  static const struct {
    CdRate rate;
    double monthly[3]; /* opiate, alcohol, justice; the same in both towns */
  } known[] = {
      {CD_RATE_REACH, {1, 1, 0.953755760692}},
      {CD_RATE_START, {0.6, 0.6, 0.6}},
      {CD_RATE_GIVE_UP, {0.0666666666667, 0.0666666666667, 0.0666666666667}},
      {CD_RATE_SETTLE, {0.294265550595, 0.324304315476, 0.30741889881}},
      {CD_RATE_EARLY_UNPLANNED, {0.0664189732143, 0.038046875, 0.053265625}},
      {CD_RATE_EARLY_DEATH, {0.00166666666667, 0, 0.00166666666667}},
      {CD_RATE_COMPLETE, {0.00706974301952, 0.185171102662, 0.0424231111111}},
      {CD_RATE_UNPLANNED, {0.0128669322955, 0.0756115335868, 0.0371202222222}},
      {CD_RATE_TRANSFER, {0.00282789720781, 0.0154309252218, 0.0106057777778}},
      {CD_RATE_DEATH, {0.00166666666667, 0, 0.00166666666667}},
      {CD_RATE_COME_BACK_SHARE, {0.2, 0.1, 0.2}},
      {CD_RATE_COME_BACK, {0.333333333333, 0.333333333333, 0.333333333333}},
      {CD_RATE_OUT_RETURN, {0.0333333333333, 0.0333333333333, 0.0333333333333}},
      {CD_RATE_OUT_LEAVE, {0.0166666666667, 0.0166666666667, 0.0166666666667}},
      {CD_RATE_OUT_DEATH, {0.00416666666667, 0, 0.00416666666667}},
      {CD_RATE_WAITING_DEATH, {0.00416666666667, 0, 0.00416666666667}},
  };
  static const double arrivals[2][3] = {{2.50671794872, 11.8992592593, 3.40934456903},
                                        {1.67114529915, 7.93283950617, 2.27289637935}};
  for (guint a = 0; a < 2; a++)
    for (guint k = 0; k < 3; k++) {
      const double *rate = &it->caseload.rate[cell_of(it, a, k) * CD_RATE_COUNT];
      for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        assert_nine(rate[known[i].rate], known[i].monthly[k]);
      assert_nine(rate[CD_RATE_ARRIVALS], arrivals[a][k]);
    }
}

static void stocks_in_balance_of_every_cell(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  /* waiting, early, settled, returning, out */
  static const double known[2][3][5] = {
      {{6.66666666667, 11.0390143737, 132.960985626, 0.564, 53.3251282051},
       {26.6666666667, 44.1560574949, 51.8439425051, 2.88, 147.555555556},
       {8.33333333333, 13.7987679671, 46.2012320329, 1.176, 58.3978726466}},
      {{4.44444444444, 7.35934291581, 88.6406570842, 0.376, 35.5500854701},
       {17.7777777778, 29.4373716632, 34.5626283368, 1.92, 98.3703703704},
       {5.55555555556, 9.19917864476, 30.8008213552, 0.784, 38.9319150977}},
  };
  for (guint a = 0; a < 2; a++)
    for (guint k = 0; k < 3; k++)
      for (guint stock = 0; stock < 5; stock++)
        assert_nine(it->caseload.stock[stock * it->caseload.n_cells + cell_of(it, a, k)], known[a][k][stock]);
}

/* --- 2. What a typical provider's service costs ----------------------------------------------------------------------- */

static void reference_cost_of_every_contract_layer_by_layer(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  static const struct {
    guint structure, contract;
    double clients, direct, by_use, management, estate, specialists, overhead, local, mobilisation, reference;
  } known[] = {
      {SEPARATE, 0, 300, 600000, 150000, 140000, 50000, 30000, 82000, 0, 10520, 1062520},
      {SEPARATE, 1, 200, 400000, 100000, 110000, 50000, 0, 56000, 0, 7160, 723160},
      {JOINT, 0, 500, 1000000, 250000, 200000, 100000, 50000, 135000, 3600, 17386, 1755986},
      {SHARED, 0, 240, 480000, 120000, 122000, 25000, 0, 62700, 0, 8097, 817797},
      {SHARED, 1, 160, 320000, 80000, 98000, 25000, 0, 44300, 0, 5673, 572973},
      {SHARED, 2, 100, 200000, 50000, 80000, 50000, 0, 33000, 3600, 4166, 420766},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    CdFootprint footprint = footprint_of(it, known[i].structure);
    const CdFootprintContract *contract = &footprint.at[known[i].contract];
    assert_nine(contract->clients, known[i].clients);
    assert_nine(contract->layer[CD_LAYER_DIRECT], known[i].direct);
    assert_nine(contract->layer[CD_LAYER_PASS_THROUGH], known[i].by_use);
    assert_nine(contract->layer[CD_LAYER_MANAGEMENT], known[i].management);
    assert_nine(contract->layer[CD_LAYER_ESTATE], known[i].estate);
    assert_nine(contract->layer[CD_LAYER_SPECIALISTS], known[i].specialists);
    assert_nine(contract->layer[CD_LAYER_OVERHEAD], known[i].overhead);
    assert_nine(contract->layer[CD_LAYER_COMPLEXITY], known[i].local);
    assert_nine(contract->layer[CD_LAYER_MOBILISATION], known[i].mobilisation);
    assert_nine(contract->reference, known[i].reference);
  }
  assert_nine(footprint_of(it, SEPARATE).reference, 1785680);
  assert_nine(footprint_of(it, SHARED).reference, 1811536);
  static const double recurrent[] = {1768000, 1735000,
                                     1790000}; /* without local parts: what beliefs about scale are about */
  for (guint s = 0; s < 3; s++) {
    CdFootprint footprint = footprint_of(it, s);
    assert_nine(cd_footprint_scaled(&footprint), recurrent[s]);
  }
}

static void hubs_stay_whole_and_posts_are_kept_where_clients_suffice(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  for (guint s = 0; s < 3; s++) {
    CdFootprint footprint = footprint_of(it, s);
    assert_true(footprint.hub_size[0] == 1 && footprint.hub_size[1] == 1);
  }
  CdFootprint separate = footprint_of(it, SEPARATE), joint = footprint_of(it, JOINT);
  const CdPost *team = &it->world->post[0], *specialist = &it->world->post[1];
  assert_nine(cd_post_wte(team, separate.at[0].post_clients[0], 1), 3);
  assert_nine(cd_post_wte(team, separate.at[1].post_clients[0], 1), 0);
  assert_nine(cd_post_wte(team, joint.at[0].post_clients[0], 1), 5);
  assert_nine(cd_post_wte(team, separate.at[0].post_clients[0], 0), 0); /* without the fund 1.8 */
  assert_nine(cd_post_wte(team, joint.at[0].post_clients[0], 0), 3);
  assert_nine(cd_post_wte(specialist, separate.at[0].post_clients[1], 1), 0.6);
  assert_nine(cd_post_wte(specialist, separate.at[1].post_clients[1], 1), 0);
  assert_nine(cd_post_wte(specialist, joint.at[0].post_clients[1], 1), 1);
}

/* Where every contract has a provider of its own. */
static double doors_of(Towns *it, const CdFootprint *footprint)
{
  CdDoors doors;
  double *same = cd_arena_array(it->arena, double, footprint->n_contracts * footprint->n_contracts);
  cd_doors_make(&doors, it->world, &it->caseload, footprint, same, 0, it->arena);
  return doors.doors[0];
}

static void effective_parties_officers_and_doors(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  CdFootprint separate = footprint_of(it, SEPARATE), joint = footprint_of(it, JOINT), shared = footprint_of(it, SHARED);
  assert_nine(separate.at[0].parties, 1);
  assert_nine(joint.at[0].parties, 1.92307692308);  /* 500^2 / (300^2 + 200^2) */
  assert_nine(shared.at[2].parties, 1.92307692308); /* 100^2 / (60^2 + 40^2) */
  assert_nine(cd_officer_wte(it->world->cost, 1, joint.at[0].parties - 1), 0.592307692308);
  assert_nine(doors_of(it, &separate), 1.92307692308);
  assert_nine(doors_of(it, &joint), 1);
  assert_nine(doors_of(it, &shared), 1);
}

/* --- 3. What is paid, by whom ----------------------------------------------------------------------------------------- */

typedef struct {
  CdScenario *scenario;
  CdEngine *engine;
  double *value;
} Replicate;

static Replicate replicate_of(const char *const *settings)
{
  Replicate it = {.scenario = read_towns(settings)};
  it.engine = cd_engine_new(it.scenario, 1);
  it.value = g_new0(double, (gsize)CD_LUCKS *cd_engine_arms(it.engine) * cd_engine_layout(it.engine)->n);
  CdWorker *worker = cd_worker_new(it.engine);
  CdDecision decision;
  cd_engine_replicate(it.engine, worker, 0, &(CdReplicateOut){.value = it.value, .decision = &decision});
  cd_worker_free(worker);
  return it;
}

static void replicate_clear(Replicate *it)
{
  g_free(it->value);
  cd_engine_free(it->engine);
  cd_scenario_unref(it->scenario);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Replicate, replicate_clear)

static double got(const Replicate *it, guint structure, const char *name)
{
  const CdMetricLayout *layout = cd_engine_layout(it->engine);
  int at = cd_metric_find(layout, name);
  if (at < 0)
    fail_msg("no value %s", name);
  return it->value[(gsize)CD_ARM(structure, false) * layout->n + (guint)at];
}

static void yearly_cost_at_reference_prices_to_the_penny_and_who_pays_it(void **state)
{
  (void)state;
  g_auto(Replicate) it = replicate_of(at_reference_cost);
  static const struct {
    const char *name;
    double by_structure[3]; /* separate, joint, shared justice */
  } known[] = {
      {"no-bid", {1, 1, 1}},
      {"layer-management", {250000, 200000, 275000}},
      {"layer-specialists", {30000, 50000, 34000}},
      {"layer-overhead", {138000, 135000, 140900}},
      {"layer-estate", {100000, 100000, 100000}},
      {"layer-mobilisation", {17680, 17386, 17936}},
      {"layer-transfer", {0, 2809.5776, 673.2256}},
      {"layer-complexity", {0, 3600, 16600}},
      {"layer-officers", {60000, 35538.4615385, 95538.4615385}},
      {"layer-procurement", {20000, 10000, 30000}},
      {"layer-margin", {0, 0, 0}},
      {"cost-annual", {1865680, 1804334.04, 1960647.69}},
      {"cost-annual[north]", {1072520, 1052600.42, 1129310.64}},
      {"cost-annual[south]", {743160, 701733.62, 781337.05}},
      {"cost-annual[justice-fund]", {50000, 50000, 50000}},
      {"cost-same-offer", {1887680, 1804334.04, 1978247.69}},
      {"cost-per-client", {1865.68, 1804.33404, 1960.64769}},
      {"officer-wte", {1, 0.592307692308, 1.59230769231}},
      {"specialist-posts", {0.6, 1, 0.68}},
      {"cj-team", {0.6, 1, 1}},
      {"provider-change", {0, 0.4, 0.08}}, /* 200 of 500 clients; 40 of 500 */
      {"places", {0, 32.8812872518, -50.902453797}},
      {"places-expected", {0, 6.57625745037, -10.1804907594}},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    for (guint s = 0; s < 3; s++)
      assert_nine(got(&it, s, known[i].name), known[i].by_structure[s]);
}

/* --- 4. When it starts ------------------------------------------------------------------------------------------------ */

static void start_and_delay_by_slippage(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  static const struct {
    guint structure;
    double slippage;
    int ready, delay, extension, gap; /* ready: months after 2025-01 */
  } known[] = {
      {SEPARATE, 0, 13, 0, 0, 0}, {SEPARATE, 3, 16, 1, 1, 0}, {SEPARATE, 12, 25, 10, 6, 4},
      {JOINT, 0, 13, 0, 0, 0},    {JOINT, 2, 15, 0, 0, 0},    {JOINT, 8.5, 22, 7, 6, 1},
      {SHARED, 0, 15, 0, 0, 0},   {SHARED, 1, 16, 1, 1, 0},   {SHARED, 7, 22, 7, 6, 1},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    CdFootprint footprint = footprint_of(it, known[i].structure);
    CdFunding funding;
    cd_funding_init(&funding, it->world, footprint.n_contracts, it->arena);
    CdCalendarResult result =
        cd_structure_calendar(it->world, &footprint, &funding, known[i].slippage, 0, NULL, it->arena);
    assert_int_equal(result.ready - it->world->calendar->decision, known[i].ready);
    assert_int_equal(result.delay, known[i].delay);
    assert_int_equal(result.extension, known[i].extension);
    assert_int_equal(result.gap, known[i].gap);
    assert_false(result.funder_critical);
  }
}

/* Agreement, approvals, redesign, co-commissioner, tender, nobody bid, slippage. The fund decides by May; shared justice is redone by July. */
static void stages_from_the_decision_on(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  static const struct {
    guint structure;
    double slippage, no_bid, redesign, stage[7];
  } known[] = {
      {SEPARATE, 3, 0, 2, {0, 2, 2, 0, 9, 0, 3}},     {JOINT, 8.5, 0, 2, {1, 3, 0, 0, 9, 0, 9}},
      {SHARED, 0, 0, 2, {1, 3, 2, 0, 9, 0, 0}},       {SHARED, 1.25, 6, 2, {1, 3, 2, 0, 9, 6, 2}},
      {SHARED, 0, 0, 0.5, {1, 3, 0.5, 0, 9, 0, 0.5}},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    CdFootprint footprint = footprint_of(it, known[i].structure);
    CdFunding funding;
    cd_funding_init(&funding, it->world, footprint.n_contracts, it->arena);
    it->world->calendar->redesign = known[i].redesign;
    CdCalendarResult result =
        cd_structure_calendar(it->world, &footprint, &funding, known[i].slippage, known[i].no_bid, NULL, it->arena);
    static const CdCalendarStage told[7] = {CD_CALENDAR_AGREEMENT, CD_CALENDAR_APPROVALS, CD_CALENDAR_REDESIGN,
                                            CD_CALENDAR_FUNDERS,   CD_CALENDAR_TENDER,    CD_CALENDAR_NO_BID,
                                            CD_CALENDAR_SLIPPAGE};
    for (guint s = 0; s < G_N_ELEMENTS(told); s++)
      assert_nine(result.stage[told[s]], known[i].stage[s]);
  }
}

/* --- 5. Two months of the joint service ------------------------------------------------------------------------------- */

typedef struct {
  CdFootprint footprint;
  CdFunding funding;
  CdAwards awards;
  CdService service;
  CdPlan plan;
} Realised;

/* As the luck of RUN has it. */
static void realise(Towns *it, guint structure, guint32 run, Realised *r)
{
  *r = (Realised){.footprint = footprint_of(it, structure)};
  cd_funding_init(&r->funding, it->world, r->footprint.n_contracts, it->arena);
  cd_funding_settle(&r->funding, it->world, &r->footprint);
  CdMarketLuck luck;
  cd_market_luck_draw(&luck, &it->baseline, it->world, 1, run, it->arena);
  cd_awards_make(&r->awards, &r->footprint, &it->reference, &r->funding, it->world, &luck, it->arena);
  for (guint c = 0; c < r->footprint.n_contracts;
       c++) /* as a provider would be that is kept with what is natural to it: the service is worked out so */
    if (r->awards.contract[c].no_bid)
      r->awards.contract[c].award.quality = it->world->provider[r->awards.contract[c].provider].quality;
  CdCalendarResult calendar = cd_structure_calendar(it->world, &r->footprint, &r->funding, 0, 0, NULL, it->arena);
  cd_service_make(&r->service, &r->footprint, &r->awards, &r->funding, &calendar, it->world, &luck, it->arena);
  cd_plan_make(&r->plan, &r->service, &it->reference, it->world, &it->caseload, it->initial, MONTHS, it->arena);
}

/* The same plan with everything standing still from MONTH on: counts of the first year are then those before. */
static double *expect_until(Towns *it, const CdFlowPlan *flow, guint month)
{
  CdFlowPlan part = *flow;
  gsize row = (gsize)flow->n_cells * CD_RATE_COUNT;
  double *rate = cd_arena_array(it->arena, double, MONTHS *row);
  memcpy(rate, flow->rate, month * row * sizeof(double));
  part.rate = rate;
  CdMove *move = cd_arena_array(it->arena, CdMove, flow->n_moves);
  for (guint i = 0; i < flow->n_moves; i++)
    move[i] = flow->move[i];
  part.move = move;
  part.n_months = 12;
  double *count = cd_arena_array(it->arena, double, cd_flow_count_size(&part));
  double *final = cd_arena_array(it->arena, double, cd_flow_final_size(&part));
  double *scratch = cd_arena_array(it->arena, double, cd_flow_scratch_size(&part));
  cd_flow_expect(&part, count, final, scratch);
  return count;
}

/* All clients stay with one contract, two fifths with another provider; quality 0.6. */
static void expected_flows_of_the_first_two_months(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(at_reference_cost);
  Realised joint;
  realise(it, JOINT, 4, &joint);
  assert_int_equal(joint.awards.contract[0].provider, 0);
  static const struct {
    CdFlow flow;
    double opiate[2], justice[2]; /* of North: after one month, after two */
  } known[] = {
      {CD_FLOW_ARRIVALS, {2.50671794872, 5.01343589744}, {3.40934456903, 6.81868913805}},
      {CD_FLOW_NOT_REACHED, {0, 0}, {0, 0}},
      {CD_FLOW_STARTS, {3.93872123077, 7.98279680624}, {4.50139569231, 9.35651116754}},
      {CD_FLOW_GIVE_UPS, {0.511897435897, 1.03309834401}, {0.585025641026, 1.21075346126}},
      {CD_FLOW_COMPLETIONS, {0.864146346303, 1.7352164438}, {1.79346281025, 3.60473434257}},
      {CD_FLOW_UNPLANNED, {2.51804017596, 5.0249631819}, {2.61124927308, 5.17973488989}},
      {CD_FLOW_TRANSFERS, {0.376110328638, 0.752068265669}, {0.487865777778, 0.976461579836}},
      {CD_FLOW_DEATHS_IN, {0.237623762376, 0.475081107241}, {0.0990099009901, 0.197190664596}},
      {CD_FLOW_DEATHS_OUT, {0.247524752475, 0.496438411841}, {0.272277227723, 0.547154958883}},
      {CD_FLOW_REPRESENTATIONS, {0.172829269261, 0.347043288759}, {0.35869256205, 0.720946868514}},
  };
  for (guint months = 1; months <= 2; months++) {
    const double *count = expect_until(it, &joint.plan.flow, months);
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
      assert_nine(count[cell_of(it, NORTH, OPIATE) * CD_FLOW_COUNT + known[i].flow], known[i].opiate[months - 1]);
      assert_nine(count[cell_of(it, NORTH, JUSTICE) * CD_FLOW_COUNT + known[i].flow], known[i].justice[months - 1]);
    }
  }
}

/* --- 6. Across the border --------------------------------------------------------------------------------------------- */

static const CdMove *move_of(const Towns *it, const CdPlan *plan, guint from, guint to, guint cohort)
{
  for (guint i = 0; i < plan->flow.n_moves; i++)
    if (plan->flow.move[i].from == cell_of(it, from, cohort) && plan->flow.move[i].to == cell_of(it, to, cohort))
      return &plan->flow.move[i];
  fail_msg("no such move");
  return NULL;
}

static void moves_are_25_a_year_each_way_over_the_settled(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(at_reference_cost);
  Realised joint;
  realise(it, JOINT, 4, &joint);
  for (guint k = 0; k < 3; k++) {
    /* North: 300 clients less 25 starts a month in their first 2.7597... months; 25 / 12 / 231.006160164 */
    assert_nine(move_of(it, &joint.plan, NORTH, SOUTH, k)->probability, 0.00901851851852);
    assert_nine(move_of(it, &joint.plan, SOUTH, NORTH, k)->probability, 0.0135277777778);
  }
}

/* Under shared justice: that cohort's, the third, and nobody else's; a fifth of the settled, so 10 of 50 moves. */
static void justice_clients_alone_move_within_one_contract(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(at_reference_cost);
  Realised shared;
  realise(it, SHARED, 4, &shared);
  double all = 0, within = 0;
  for (guint m = 0; m < shared.plan.flow.n_moves; m++) {
    const CdMove *move = &shared.plan.flow.move[m];
    double share = shared.plan.boundary[m].share[1][CD_BOUNDARY_ONE_CONTRACT];
    double settled = (double)it->caseload.stock[CD_STOCK_SETTLED * it->caseload.n_cells + move->from];
    assert_nine(share, move->from % it->caseload.n_cohorts == 2);
    all += 12 * settled * move->probability;
    within += 12 * settled * move->probability * share;
  }
  assert_nine(all, 50);
  assert_nine(within, 10);
}

static double yearly_losses(Towns *it, guint structure, double same_provider)
{
  CdFootprint footprint = footprint_of(it, structure);
  CdFunding funding;
  cd_funding_init(&funding, it->world, footprint.n_contracts, it->arena);
  cd_funding_settle(&funding, it->world, &footprint);
  CdBeliefs beliefs = cd_model_beliefs(it->world, NULL);
  beliefs.same_provider = same_provider;
  CdExpectation expectation;
  cd_expect(&expectation, &it->context, &footprint, &funding, &beliefs, it->arena);
  return expectation.losses;
}

/* 50 moves by 4, 10 or 20 per cent; under shared justice the justice cohort, 2 of 10 movers, is within one contract. The stocks move
 * a little in five years, hence only to the first order. */
static void losses_at_the_border_to_the_first_order(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  assert_near(yearly_losses(it, JOINT, 0), 2, 0.03);
  assert_near(yearly_losses(it, JOINT, 1), 2, 0.03);
  assert_near(yearly_losses(it, SEPARATE, 1), 5, 0.03);
  assert_near(yearly_losses(it, SEPARATE, 0), 10, 0.03);
  /* 46.2 of 231 settled are in criminal justice: 0.2 x 0.04 + 0.8 x 0.2 = 0.168, of 50 moves. */
  assert_near(yearly_losses(it, SHARED, 0), 8.4, 0.03);
}

/* --- 7. What the councils make of it ---------------------------------------------------------------------------------- */

static double utility_of(Towns *it, guint structure, guint council)
{
  CdNow now;
  CdUtilities utilities;
  cd_now_make(&now, &it->context, &it->baseline, (double[]){1, 0, 0, 1}, it->arena);
  CdFootprint footprint = footprint_of(it, structure);
  CdFunding funding;
  cd_funding_init(&funding, it->world, footprint.n_contracts, it->arena);
  cd_funding_settle(&funding, it->world, &footprint);
  static const double same[9] = {0}; /* of the model's beliefs, which are not asked for */
  cd_utilities_make(&utilities, &it->context, &footprint, &funding, &now, same, it->arena);
  return utilities.council_own[council];
}

static void utilities_under_own_beliefs(void **state)
{
  (void)state;
  static const struct {
    bool effects;
    guint structure;
    double utility[2]; /* North, South */
  } known[] = {
      {true, SEPARATE, {0.656, 0.606}},
      {false, SEPARATE, {0.656, 0.606}},
      {false, JOINT, {0.659912348102, 0.603860696305}},
      {false, SHARED, {0.590453167698, 0.550896356396}},
      {true, JOINT, {0.708829945516, 0.665979386753}},
      {true, SHARED, {0.605417348503, 0.620513455889}},
  };
  g_autoptr(Towns) with = towns_new(NULL), without = towns_new(without_effects);
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    for (guint council = 0; council < 2; council++)
      assert_nine(utility_of(known[i].effects ? with : without, known[i].structure, council), known[i].utility[council]);
}

/* What a typical bidder offers: 0.3 w / (1 - w) / 2 marks more than it has, at their square, and the premium of the method. */
static void what_partners_expect_of_terms(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  static const struct {
    guint structure;
    CdTermsArm arm;
    guint contract;
    double marks, price;
  } known[] = {
      {SEPARATE, CD_TERMS_ARM_COMMON, 0, 0.15, 1.0425}, {JOINT, CD_TERMS_ARM_COMMON, 0, 0.15, 1.0425},
      {SEPARATE, CD_TERMS_ARM_OWN, 0, 0.225, 1.070625}, /* block, w = 0.6 */
      {SEPARATE, CD_TERMS_ARM_OWN, 1, 0.1, 1.02},       /* capped, w = 0.4 */
      {JOINT, CD_TERMS_ARM_OWN, 0, 0.1625, 1.04640625}, /* block, w = 0.52 */
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    CdFootprint footprint;
    cd_footprint_make(&footprint, it->world, &it->caseload, known[i].structure, known[i].arm, NULL, it->arena);
    CdTypicalOffer offer =
        cd_typical_offer(it->world, &footprint.at[known[i].contract].terms, it->world->market->envelope, 1);
    assert_nine(offer.quality, known[i].marks);
    assert_nine(offer.price, known[i].price);
  }
}

/* --- 8. One provider for both ----------------------------------------------------------------------------------------- */

enum { MOST_RUNS = 200 };

/* Contracts of STRUCTURE that go to one provider, FIRST and SECOND alone, in the first run in which they do. */
static void realise_together(Towns *it, guint structure, guint first, guint second, Realised *r)
{
  for (guint32 k = 0; k < MOST_RUNS; k++) {
    realise(it, structure, cd_run_word(k, 1), r);
    guint n = r->footprint.n_contracts, same = 0;
    for (guint i = 0; i < n * n; i++)
      same += r->awards.same[i] > 0;
    if (r->awards.same[first * n + second] > 0 && same == n + 2)
      return;
  }
  fail_msg("not one of %d runs gives both to one provider", MOST_RUNS);
}

/* What the councils expect in certainty of the same: model's beliefs but for that. */
static double *expected_costs(Towns *it, const Realised *r)
{
  CdExpectation *expectation = cd_arena_array(it->arena, CdExpectation, 1);
  CdBeliefs beliefs = cd_model_beliefs(it->world, r->awards.same);
  cd_expect(expectation, &it->context, &r->footprint, &r->funding, &beliefs, it->arena);
  return expectation->council_cost;
}

/* What a contract's provider is paid beside the price it won with and the transfer of staff. */
static double beside_the_price(const CdContractResult *contract)
{
  return contract->value - contract->award.price - contract->layer[CD_LAYER_TRANSFER];
}

/* Half of 50,000 of management is kept, as 140 : 110; the specialist, one post for 500, as 300 : 200, of which the north had its 0.6 and the
 * south none; a tenth of overhead on both; 13,000 for a second specification, as 300 : 200. */
static void one_provider_for_both_towns_costs_what_partners_expect(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  Realised both;
  realise_together(it, SEPARATE, 0, 1, &both);
  double north = -14000 - 1400 + 7800, south = -11000 + 20000 + 900 + 5200;
  assert_nine(north + south, 7500);
  assert_nine(beside_the_price(&both.awards.contract[0]), north);
  assert_nine(beside_the_price(&both.awards.contract[1]), south);
  const double *cost = expected_costs(it, &both);
  assert_nine(cost[NORTH], 1062520 * 1.0425 + north + 10000 + 30000 - 30000);
  assert_nine(cost[SOUTH], 723160 * 1.0425 + south + 10000 + 30000 - 20000);
}

/* Where bidders ask the reference cost and the incumbent of both towns wins, there is nothing else between what is expected and what is
 * paid: of 1,785,680 and 7,500 the sum, to the pound. */
static void at_reference_prices_what_is_expected_is_what_is_paid(void **state)
{
  (void)state;
  static const char *const settings[] = {"market/envelope=0.5",
                                         "market/no-bid-premium=0",
                                         "pricing[block]/risk-premium=0",
                                         "provider[provider-a]/incumbent-in=north-town south-town",
                                         "provider[provider-b]/incumbent-in=",
                                         NULL};
  g_autoptr(Towns) it = towns_new(settings);
  Realised both;
  realise(it, SEPARATE, cd_run_word(0, 1), &both);
  assert_true(both.awards.same[1] > 0);
  assert_nine(both.awards.contract[0].value + both.awards.contract[1].value, 1785680 + 7500);
  const double *cost = expected_costs(it, &both);
  assert_nine(cost[NORTH] - 10000, both.awards.contract[0].value); /* tender and officer, less the fund */
  assert_nine(cost[SOUTH] - 20000, both.awards.contract[1].value);
}

/* One provider with North's adults and justice, as in section 3: 25,000 of management as 122 : 80, 0.68 of a specialist as 240 : 100. */
static void one_provider_for_two_of_three_contracts_costs_what_partners_expect(void **state)
{
  (void)state;
  g_autoptr(Towns) it = towns_new(NULL);
  Realised two;
  realise_together(it, SHARED, 0, 2, &two);
  double adults = (24000 - 25000 * 122.0 / 202) * 1.1 + 13000 * 24.0 / 34,
         justice = (10000 - 25000 * 80.0 / 202) * 1.1 + 13000 * 10.0 / 34;
  assert_nine(adults + justice, 22900);
  assert_nine(beside_the_price(&two.awards.contract[0]), adults);
  assert_nine(beside_the_price(&two.awards.contract[1]), 0);
  assert_nine(beside_the_price(&two.awards.contract[2]), justice);
  const double *cost = expected_costs(it, &two);
  double shared = 420766 * 1.0425 + justice + 10000 + 35538.4615384615 - 50000;
  assert_nine(cost[NORTH], 817797 * 1.0425 + adults + 40000 + 0.6 * shared);
  assert_nine(cost[SOUTH], 572973 * 1.0425 + 40000 + 0.4 * shared);
}

/* --- 9. Chance on average --------------------------------------------------------------------------------------------- */

enum { LUCKS = 2000, SLICES = 1 + 2 + 3 + YEARS };

/* A sum of counts: all, one town's, one cohort's, or one year's. */
static bool slice_holds(guint slice, guint year, guint area, guint cohort)
{
  if (slice == 0)
    return true;
  if (slice <= 2)
    return area == slice - 1;
  if (slice <= 5)
    return cohort == slice - 3;
  return year == slice - 6;
}

static double count_of(const Towns *it, const gint64 *count, const double *mean, CdFlow flow, guint slice)
{
  double sum = 0;
  for (guint year = 0; year < YEARS; year++)
    for (guint cell = 0; cell < it->caseload.n_cells; cell++) {
      gsize at = ((gsize)year * it->caseload.n_cells + cell) * CD_FLOW_COUNT + flow;
      if (slice_holds(slice, year, cell / 3, cell % 3))
        sum += count ? (double)count[at] : mean[at];
    }
  return sum;
}

typedef struct {
  double sum, squares; /* over LUCKS, of the distance from what is expected */
} Moments;

/* How likely so large a distance is. Counts of which there are few are held against Poisson's distribution, than which sums of rare
 * events of many people hardly vary more; others against the normal one. */
static double chance_of(Moments found, double expected)
{
  if (expected == 0)
    return found.squares == 0 ? 1 : 0;
  if (expected < 2) {
    double n = found.sum + LUCKS * expected, mean = LUCKS * expected;
    guint k = (guint)(n + 0.5);
    double below = gsl_cdf_poisson_P(k, mean), above = k > 0 ? gsl_cdf_poisson_Q(k - 1, mean) : 1;
    return fmin(1, 2 * fmin(below, above));
  }
  double variance = (found.squares - found.sum * found.sum / LUCKS) / (LUCKS - 1);
  if (variance <= 1e-12 * expected) /* no chance in it at all */
    return fabs(found.sum) < 1e-9 * LUCKS * expected ? 1 : 0;
  return 2 * gsl_cdf_ugaussian_Q(fabs(found.sum) / sqrt(LUCKS * variance));
}

static void measure(Towns *it, const CdFlowPlan *flow, guint64 seed, const double *expected, Moments *moments)
{
  gint64 *count = cd_arena_array(it->arena, gint64, cd_flow_count_size(flow));
  gint64 *final = cd_arena_array(it->arena, gint64, cd_flow_final_size(flow));
  gint64 *scratch = cd_arena_array(it->arena, gint64, cd_flow_scratch_size(flow));
  for (guint32 k = 0; k < LUCKS; k++) {
    cd_flow_run(flow, seed, cd_run_word(k, 1), count, final, scratch);
    for (guint f = 0; f < CD_FLOW_COUNT; f++)
      for (guint s = 0; s < SLICES; s++) {
        double off = count_of(it, count, NULL, (CdFlow)f, s) - expected[f * SLICES + s];
        moments[f * SLICES + s].sum += off;
        moments[f * SLICES + s].squares += off * off;
      }
  }
}

/* Awards held fast, flows left to luck: every flow of every town, cohort and year averages what is expected. Holm's procedure over all of
 * them at a thousandth: its first step, which alone decides whether any is rejected. */
static void chance_averages_the_expectation(void **state)
{
  (void)state;
  double least = 1;
  guint claims = 0;
  g_autofree char *worst = NULL;
  for (guint s = 0; s < 3; s++) {
    g_autoptr(Towns) it = towns_new(NULL);
    Realised realised;
    realise(it, s, cd_run_word(11, 1), &realised);
    const CdFlowPlan *flow = &realised.plan.flow;
    double *mean = cd_arena_array(it->arena, double, cd_flow_count_size(flow));
    double *final = cd_arena_array(it->arena, double, cd_flow_final_size(flow));
    double *scratch = cd_arena_array(it->arena, double, cd_flow_scratch_size(flow));
    cd_flow_expect(flow, mean, final, scratch);
    double expected[CD_FLOW_COUNT * SLICES];
    Moments moments[CD_FLOW_COUNT * SLICES] = {{0}};
    for (guint f = 0; f < CD_FLOW_COUNT; f++)
      for (guint slice = 0; slice < SLICES; slice++)
        expected[f * SLICES + slice] = count_of(it, NULL, mean, (CdFlow)f, slice);
    measure(it, flow, 100 + s, expected, moments);
    for (guint i = 0; i < CD_FLOW_COUNT * SLICES; i++, claims++) {
      double p = chance_of(moments[i], expected[i]);
      if (p >= least)
        continue;
      least = p;
      g_free(worst);
      worst = g_strdup_printf("structure %u, %s, slice %u: %.6g expected, %.6g on average", s,
                              cd_flow_name((CdFlow)(i / SLICES)), i % SLICES, expected[i],
                              expected[i] + moments[i].sum / LUCKS);
    }
  }
  if (least * claims < 0.001)
    fail_msg("%s (p = %.2g, the least of %u)", worst, least, claims);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_clients_and_starts_of_every_cell),
      cmocka_unit_test(months_of_every_cell_begin_in_the_balance),
      cmocka_unit_test(monthly_rates_of_every_cell),
      cmocka_unit_test(stocks_in_balance_of_every_cell),
      cmocka_unit_test(reference_cost_of_every_contract_layer_by_layer),
      cmocka_unit_test(hubs_stay_whole_and_posts_are_kept_where_clients_suffice),
      cmocka_unit_test(effective_parties_officers_and_doors),
      cmocka_unit_test(yearly_cost_at_reference_prices_to_the_penny_and_who_pays_it),
      cmocka_unit_test(start_and_delay_by_slippage),
      cmocka_unit_test(stages_from_the_decision_on),
      cmocka_unit_test(expected_flows_of_the_first_two_months),
      cmocka_unit_test(moves_are_25_a_year_each_way_over_the_settled),
      cmocka_unit_test(justice_clients_alone_move_within_one_contract),
      cmocka_unit_test(losses_at_the_border_to_the_first_order),
      cmocka_unit_test(utilities_under_own_beliefs),
      cmocka_unit_test(what_partners_expect_of_terms),
      cmocka_unit_test(one_provider_for_both_towns_costs_what_partners_expect),
      cmocka_unit_test(at_reference_prices_what_is_expected_is_what_is_paid),
      cmocka_unit_test(one_provider_for_two_of_three_contracts_costs_what_partners_expect),
      cmocka_unit_test(chance_averages_the_expectation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
