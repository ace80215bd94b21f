/* The talks of two towns by hand: docs/two-towns.md, "The talks". Where nothing acts on delivery every text is reckoned here, from that page
 * alone; with all effects figures come from a separate program, written from docs/model.md alone. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/engine/partners/session.h"
#include "sim/negotiation/solution.h"
#include "sim/scenario/load.h"
#include "tests/unit/near.h"
#include "tests/validation/without-effects.h"

enum { NORTH, SOUTH, TOWNS };
enum { BLOCK, CAPPED };
enum { SEPARATE = -1, JOINT, SHARED }; /* the latter two are the forms of both, in this order */
enum { BOTH = 3, TEXTS = 432, ALONE = 216 };

typedef struct {
  int form;
  double length, quality, outcomes, local;
  int pricing;
} Text;

/* What terms alone act through is off as well. */
static const char *const still[] = {WITHOUT_EFFECTS, "market/quality-effect=0", "delivery/early-help=0", NULL};

/* The table laid out, people rounded to the nearest whole. */
typedef struct {
  CdScenario *scenario;
  CdWorld *world;
  CdArena *arena, *scratch;
  CdPartners *partners;
  CdScene scene;
  CdRoundtable table;
  CdBlockValues values;
} Talks;

static CdScenario *read_towns(const char *const *settings)
{
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(SCENARIOS "/two-towns.xml", settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  return scenario;
}

static Talks *talks_new(const char *const *settings)
{
  Talks *it = g_new0(Talks, 1);
  it->scenario = read_towns(settings);
  it->world = cd_world_new(it->scenario);
  it->arena = cd_arena_new();
  it->scratch = cd_arena_new();
  it->partners = cd_partners_new(it->world, 1, 0, it->scratch);
  cd_world_central(it->world);
  cd_scene_make(&it->scene, it->world, 1, 0, 0, it->arena);
  const CdCaseload *caseload = &it->scene.caseload;
  for (guint i = 0; i < caseload->n_cells * CD_STOCK_COUNT; i++)
    it->scene.initial[i] = (gint64)floor(caseload->stock[i] + 0.5);
  cd_now_make(&it->scene.now, &it->scene.context, &it->scene.baseline, (double[]){1, 0, 0, 1}, it->arena);
  cd_roundtable_make(&it->table, it->partners, &it->scene, it->arena);
  cd_block_values_make(&it->values, &it->table, CD_BELIEFS_OWN, CD_TASTES_OWN);
  return it;
}

static void talks_free(Talks *it)
{
  cd_partners_free(it->partners);
  cd_world_free(it->world);
  cd_arena_free(it->scratch);
  cd_arena_free(it->arena);
  cd_scenario_unref(it->scenario);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Talks, talks_free)

static Text text_of(const CdPartners *partners, guint32 block, guint text)
{
  const CdTermTable *table = &partners->table;
  const CdGrid *grid = &partners->grid[block];
  return (Text){.form = block == BOTH ? (int)cd_grid_level(grid, text, CD_ISSUE_FORM) : SEPARATE,
                .length = cd_text_at(table, grid, text, CD_TERM_LENGTH),
                .quality = cd_text_at(table, grid, text, CD_TERM_QUALITY_WEIGHT),
                .outcomes = cd_text_at(table, grid, text, CD_TERM_OUTCOMES_SHARE),
                .local = cd_text_at(table, grid, text, CD_TERM_LOCALISATION),
                .pricing = (int)cd_text_at(table, grid, text, CD_TERM_PRICING)};
}

static bool is_text(Text a, Text b)
{
  return a.form == b.form && a.pricing == b.pricing && fabs(a.length - b.length) < 1e-9 &&
         fabs(a.quality - b.quality) < 1e-9 && fabs(a.outcomes - b.outcomes) < 1e-9 && fabs(a.local - b.local) < 1e-9;
}

static guint find_text(const CdPartners *partners, guint32 block, Text wanted)
{
  for (guint text = 0; text < partners->grid[block].n_texts; text++)
    if (is_text(text_of(partners, block, text), wanted))
      return text;
  fail_msg("no such text");
  return 0;
}

static double utility_of(const Talks *it, guint town, guint32 block, guint text)
{
  return block == BOTH ? it->values.u[block][2 * text + town] : it->values.u[block][text];
}

/* --- Sums by hand ------------------------------------------------------------------------------------------------------ */

static const double caseload_share[TOWNS] = {0.6, 0.4}, believed_scale[TOWNS] = {0.05, 0.02};

/* A price of 1 + premium + marks squared; 0.3 w / (1 - w) is what a mark is worth, half of it what is added. */
static double price_of(Text it)
{
  double marks = 0.15 * it.quality / (1 - it.quality);
  return 1 + (it.pricing == BLOCK ? 0.02 : 0.01) + marks * marks;
}

/* A contract's RECURRENT cost a year as a town believes: the joint rate of management, 400 a client, and of the extra that BELIEF gives to
 * separate contracts a part: each has 50,000 of management less its clients' part of one, 50,000 the two together. Overhead a tenth. */
static double believed(double recurrent, double management, double clients, double belief)
{
  return recurrent + 1.1 * (400 * clients - management) + belief * 1735000 * (1 - clients / 500);
}

/* A contract's yearly price: recurrent cost, LOCAL parts, five per cent of mobilisation over the length; the tender on top. */
static double paid(double recurrent, double local, Text it)
{
  return (recurrent + local) * (1 + 0.05 / it.length) * price_of(it) + 50000 / it.length;
}

static double own_cost(guint town, Text it)
{
  static const double separate[] = {1052000, 716000}, clients[] = {300, 200}, management[] = {140000, 110000},
                      adults[] = {809700, 567300}, treated[] = {240, 160}, managed[] = {122000, 98000},
                      fund[] = {30000, 20000};
  double belief = believed_scale[town], share = caseload_share[town];
  double local = 12000 * it.local, partner = 30000 + 6000 * 12.0 / 13;
  if (it.form == SEPARATE)
    return paid(believed(separate[town], management[town], clients[town], belief), 0, it) + 30000 - fund[town];
  if (it.form == JOINT)
    return share * (paid(1735000, local, it) + partner - 50000);
  return paid(believed(adults[town], managed[town], treated[town], belief), 0, it) + 30000 +
         share * (paid(believed(413000, 80000, 100, belief), local, it) + partner - 50000);
}

static double say(guint town, Text it)
{
  double joint = it.local + (1 - it.local) * caseload_share[town];
  return it.form == SEPARATE ? 1 : it.form == JOINT ? joint : 0.8 + 0.2 * joint;
}

static double peak(double x, double ideal, double tolerance)
{
  return fmax(0, 1 - fabs(x - ideal) / tolerance);
}

static double terms_of(guint town, Text it)
{
  bool north = town == NORTH;
  return 0.2 * (peak(it.length, north ? 7 : 4, 4) + peak(it.quality, north ? 0.6 : 0.4, 0.5) +
                (it.pricing == (north ? BLOCK : CAPPED) ? 1 : 0.5) + peak(it.outcomes, north ? 0.4 : 0.6, 0.5) +
                peak(it.local, north ? 0.2 : 0.7, 0.5));
}

/* As now one half for completions and continuity, 0.3 and 0.15 of the weight; on time 0.1. */
static double by_hand(guint town, Text it)
{
  static const Text common = {SEPARATE, 5, 0.5, 0.3, 0.3, BLOCK};
  double now = own_cost(town, common), change = (own_cost(town, it) - now) / now;
  double value = 0.5 - 0.5 * change / 0.10;
  return 0.8 * (0.3 * value + 0.15 + 0.075 + 0.15 * say(town, it) + 0.10) + 0.2 * terms_of(town, it);
}

static void the_table_holds_two_forms_and_216_terms(void **state)
{
  (void)state;
  g_autoptr(Talks) it = talks_new(NULL);
  const CdBlocks *blocks = it->partners->blocks;
  assert_int_equal(it->partners->grid[BOTH].n_texts, TEXTS);
  assert_int_equal(blocks->block[BOTH].n_forms, 2);
  assert_int_equal(blocks->block[BOTH].form[JOINT].n_contracts, 1);
  assert_int_equal(blocks->block[BOTH].form[SHARED].n_contracts, 3);
  for (guint town = 0; town < TOWNS; town++)
    assert_int_equal(it->partners->grid[1u << town].n_texts, ALONE);
}

static void the_sums_of_the_page(void **state)
{
  (void)state;
  assert_near(own_cost(NORTH, (Text){SEPARATE, 5, 0.5, 0.3, 0.3, BLOCK}), 1131049.2475, 1e-8);
  assert_near(own_cost(NORTH, (Text){JOINT, 5, 0.5, 0.3, 0.3, BLOCK}), 1095692.32, 1e-8);
  assert_near(by_hand(NORTH, (Text){JOINT, 5, 0.5, 0.3, 0.3, BLOCK}), 0.659912348, 1e-8);
  assert_near(own_cost(NORTH, (Text){JOINT, 7, 0.4, 0.4, 1, CAPPED}), 1072409.68, 1e-8);
  assert_near(by_hand(NORTH, (Text){JOINT, 7, 0.4, 0.4, 1, CAPPED}), 0.686214342, 1e-8);
}

static void every_text_is_worth_what_the_sums_say(void **state)
{
  (void)state;
  g_autoptr(Talks) it = talks_new(still);
  for (guint town = 0; town < TOWNS; town++) {
    for (guint text = 0; text < TEXTS; text++)
      assert_nine(utility_of(it, town, BOTH, text), by_hand(town, text_of(it->partners, BOTH, text)));
    for (guint text = 0; text < ALONE; text++)
      assert_nine(utility_of(it, town, 1u << town, text), by_hand(town, text_of(it->partners, 1u << town, text)));
  }
}

/* --- Who can count on what ---------------------------------------------------------------------------------------------- */

/* Without the other each has its best text alone; business as usual is left by neither, so friction does not enter. */
static void a_town_can_count_on_its_best_text_alone(void **state)
{
  (void)state;
  static const struct {
    bool effects;
    Text best[TOWNS];
    double value[TOWNS], accuracy;
    guint zone;
    Text nash;
  } known[] = {{false,
                {{SEPARATE, 7, 0.4, 0.4, 0, BLOCK}, {SEPARATE, 4, 0.4, 0.6, 0.5, CAPPED}},
                {0.688616863925, 0.702447039330},
                1e-9,
                0,
                {0}},
               {true,
                {{SEPARATE, 7, 0.6, 0.4, 0, BLOCK}, {SEPARATE, 4, 0.4, 0.6, 0.5, CAPPED}},
                {0.686796295, 0.693590514},
                2e-4,
                136,
                {JOINT, 7, 0.4, 0.6, 1, CAPPED}}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autoptr(Talks) it = talks_new(known[i].effects ? NULL : still);
    const CdBlockSolution *both = &it->values.solution[BOTH];
    for (guint town = 0; town < TOWNS; town++) {
      guint text = find_text(it->partners, 1u << town, known[i].best[town]);
      assert_near(utility_of(it, town, 1u << town, text), known[i].value[town], known[i].accuracy);
      assert_nine(both->reservation[town], utility_of(it, town, 1u << town, text));
    }
    assert_int_equal(both->n_feasible, known[i].zone);
    assert_int_equal(both->forms, known[i].zone > 0);
    if (both->forms)
      assert_true(is_text(text_of(it->partners, BOTH, both->text), known[i].nash));
  }
}

static void solutions_of_theory_are_those_of_the_page(void **state)
{
  (void)state;
  static const struct {
    CdSolutionKind kind;
    Text text;
  } known[] = {{CD_SOLUTION_NASH, {JOINT, 7, 0.4, 0.6, 1, CAPPED}},
               {CD_SOLUTION_KALAI_SMORODINSKY, {JOINT, 7, 0.5, 0.6, 1, CAPPED}},
               {CD_SOLUTION_EGALITARIAN, {JOINT, 7, 0.5, 0.6, 1, BLOCK}},
               {CD_SOLUTION_UTILITARIAN, {JOINT, 7, 0.4, 0.6, 1, CAPPED}}};
  g_autoptr(Talks) it = talks_new(NULL);
  guint members[CD_COUNCILS_MOST];
  CdDomain domain = cd_block_domain(&it->values, BOTH, members);
  CdBargain bargain = cd_bargain(&domain, it->values.solution[BOTH].reservation, CD_IDEAL_RATIONAL_TEXT, it->arena);
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    guint text = cd_solve(&bargain, known[i].kind, it->arena).text;
    assert_true(is_text(text_of(it->partners, BOTH, text), known[i].text));
  }
}

/* --- With all effects --------------------------------------------------------------------------------------------------- */

/* Sixty months of each text, by the separate program. Terms reach flows through few channels (sim/engine/partners/compile.h): not to nine
 * digits, but well within what an agreement turns on. */
static void texts_are_worth_what_a_separate_program_finds(void **state)
{
  (void)state;
  static const struct {
    Text text;
    double north, south;
  } known[] = {
      {{JOINT, 4, 0.4, 0.4, 0, BLOCK}, 0.673961531, 0.655454221},
      {{JOINT, 7, 0.6, 0.6, 1, CAPPED}, 0.736080305, 0.775748507},
      {{JOINT, 7, 0.4, 0.4, 1, CAPPED}, 0.748228733, 0.787356411},
      {{JOINT, 5, 0.5, 0.5, 0.5, BLOCK}, 0.714296037, 0.726771599},
      {{JOINT, 4, 0.4, 0.6, 1, CAPPED}, 0.700667083, 0.831586965},
      {{JOINT, 7, 0.5, 0.4, 1, BLOCK}, 0.761275752, 0.744804207},
      {{SHARED, 4, 0.6, 0.6, 0, BLOCK}, 0.577463747, 0.620434374},
      {{SHARED, 7, 0.4, 0.5, 1, CAPPED}, 0.595775100, 0.695433616},
      {{SHARED, 6, 0.5, 0.4, 0.5, CAPPED}, 0.608673351, 0.678257134},
      {{SEPARATE, 7, 0.6, 0.4, 0, BLOCK}, 0.686796295, 0.583615417},
      {{SEPARATE, 4, 0.4, 0.6, 0.5, CAPPED}, 0.605971833, 0.693590514},
      {{SEPARATE, 5, 0.5, 0.5, 1, BLOCK}, 0.629858553, 0.635788120},
  };
  g_autoptr(Talks) it = talks_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    for (guint town = 0; town < TOWNS; town++) {
      guint32 block = known[i].text.form == SEPARATE ? 1u << town : BOTH;
      double u = utility_of(it, town, block, find_text(it->partners, block, known[i].text));
      assert_near(u, town == NORTH ? known[i].north : known[i].south, 2e-4);
    }
}

/* --- The minutes -------------------------------------------------------------------------------------------------------- */

/* Each asks for less by even steps from its best text to what it can count on, tables what of that is best for the other, and takes what is
 * no worse than what it asks for. South speaks first. */
static void the_towns_agree_at_the_fifth_meeting(void **state)
{
  (void)state;
  static const struct {
    guint meeting, town;
    CdStepKind step;
    Text text;
  } known[] = {{0, SOUTH, CD_STEP_TABLES, {JOINT, 4, 0.4, 0.6, 1, CAPPED}},
               {0, NORTH, CD_STEP_REFUSES, {JOINT, 4, 0.4, 0.6, 1, CAPPED}},
               {0, NORTH, CD_STEP_TABLES, {JOINT, 7, 0.5, 0.4, 1, BLOCK}},
               {1, SOUTH, CD_STEP_REFUSES, {JOINT, 7, 0.5, 0.4, 1, BLOCK}},
               {1, SOUTH, CD_STEP_TABLES, {JOINT, 5, 0.4, 0.6, 1, CAPPED}},
               {1, NORTH, CD_STEP_REFUSES, {JOINT, 5, 0.4, 0.6, 1, CAPPED}},
               {1, NORTH, CD_STEP_TABLES, {JOINT, 7, 0.5, 0.5, 1, BLOCK}},
               {2, SOUTH, CD_STEP_REFUSES, {JOINT, 7, 0.5, 0.5, 1, BLOCK}},
               {2, SOUTH, CD_STEP_TABLES, {JOINT, 6, 0.4, 0.6, 1, CAPPED}},
               {2, NORTH, CD_STEP_REFUSES, {JOINT, 6, 0.4, 0.6, 1, CAPPED}},
               {2, NORTH, CD_STEP_TABLES, {JOINT, 7, 0.5, 0.4, 1, CAPPED}},
               {3, SOUTH, CD_STEP_REFUSES, {JOINT, 7, 0.5, 0.4, 1, CAPPED}},
               {3, SOUTH, CD_STEP_TABLES, {JOINT, 7, 0.4, 0.6, 1, CAPPED}},
               {3, NORTH, CD_STEP_REFUSES, {JOINT, 7, 0.4, 0.6, 1, CAPPED}},
               {3, NORTH, CD_STEP_TABLES, {JOINT, 7, 0.5, 0.5, 1, CAPPED}},
               {4, SOUTH, CD_STEP_REFUSES, {JOINT, 7, 0.5, 0.5, 1, CAPPED}},
               {4, SOUTH, CD_STEP_TABLES, {JOINT, 7, 0.4, 0.5, 1, CAPPED}},
               {4, NORTH, CD_STEP_ACCEPTS, {JOINT, 7, 0.4, 0.5, 1, CAPPED}},
               {4, SOUTH, CD_STEP_AGREEMENT, {JOINT, 7, 0.4, 0.5, 1, CAPPED}}};
  g_autoptr(CdScenario) scenario = read_towns(NULL);
  g_autoptr(CdSession) session = cd_session_new(scenario, 1);
  g_autoptr(CdWorld) world = cd_world_new(scenario);
  g_autoptr(CdArena) arena = cd_arena_new(), minutes = cd_arena_new();
  CdLedger ledger;
  cd_ledger_init(&ledger, minutes);
  CdTalkRecord record;
  cd_session_replicate(session, world, arena, 0, &record, &ledger, NULL, NULL);
  assert_int_equal(ledger.n, G_N_ELEMENTS(known));
  for (guint i = 0; i < ledger.n; i++) {
    CdStep step = ledger.event[i].step;
    assert_int_equal(step.meeting, known[i].meeting);
    assert_int_equal(step.party, known[i].town);
    assert_int_equal(step.kind, known[i].step);
    assert_true(is_text(text_of(session->partners, BOTH, step.text), known[i].text));
  }
  assert_true(record.decision.agreed && record.decision.meeting == 4);
  /* July 2024 and fourteen months: decided by September 2025, 2 + 2 + 9 months, and six of the old contract extended. */
  assert_true(record.last[NORTH] == 14 && record.last[SOUTH] == 14);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_holds_two_forms_and_216_terms),
      cmocka_unit_test(the_sums_of_the_page),
      cmocka_unit_test(every_text_is_worth_what_the_sums_say),
      cmocka_unit_test(a_town_can_count_on_its_best_text_alone),
      cmocka_unit_test(solutions_of_theory_are_those_of_the_page),
      cmocka_unit_test(texts_are_worth_what_a_separate_program_finds),
      cmocka_unit_test(the_towns_agree_at_the_fifth_meeting),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
