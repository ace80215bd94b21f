/* Talks of whatever scenario the loader lets in come to an end, and to numbers: numbers of councils, talks, costs, market and calendar at the ends of
 * their ranges, every tactic and protocol, red lines that leave nothing, tables of one level, talks that begin too late. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "sim/engine/partners/session.h"
#include "sim/scenario/load.h"
#include "tests/property/dice.h"
#include "tests/property/generate.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

enum { REPLICATES = 3, SECONDS = 60 };

static CdValue *value_at(CdSpecHead *row, const CdField *field)
{
  return (CdValue *)(void *)((char *)row + field->spec_offset);
}

static void set(CdSpecHead *row, const CdField *field, double x)
{
  *value_at(row, field) = (CdValue){.dist = {.kind = CD_DIST_POINT, .a = x}, .source = "invented", .grade = "D"};
}

/* Numbers of a row, each with this chance at one end of its range; ends of fields whose name holds EXCEPT are left. */
static void drive(CdDice *dice, CdEntityKind kind, CdSpecHead *row, double chance, const char *except)
{
  const CdEntity *entity = cd_entity(kind);
  for (guint f = 0; f < entity->n_fields; f++) {
    const CdField *field = &entity->field[f];
    bool high = cd_dice_chance(dice, 0.5), moved = cd_dice_chance(dice, chance);
    if (field->kind == CD_FIELD_NUMBER && moved && !strstr(field->name, except))
      set(row, field, high ? field->high : field->low);
  }
}

static void drive_all(CdDice *dice, CdScenario *scenario, CdEntityKind kind, double chance, const char *except)
{
  for (guint i = 0; i < scenario->table[kind].n; i++)
    drive(dice, kind, cd_scenario_row(scenario, kind, i), chance, except);
}

static void set_by_name(CdSpecHead *row, CdEntityKind kind, const char *name, double x)
{
  set(row, cd_entity_field(cd_entity(kind), name), x);
}

/* A range of one term: as wide as it may be, a point, or somewhere between; a few levels. */
static void lay_term(CdDice *dice, CdSpecHead *row, const char *term, double low, double high)
{
  g_autofree char *least = g_strdup_printf("%s-least", term), *most = g_strdup_printf("%s-most", term),
                  *levels = g_strdup_printf("%s-levels", term);
  double a = cd_dice_chance(dice, 0.4) ? low : cd_dice_between(dice, low, high);
  double b = cd_dice_chance(dice, 0.2) ? a : cd_dice_chance(dice, 0.4) ? high : cd_dice_between(dice, a, high);
  set_by_name(row, CD_ENTITY_NEGOTIATION, least, a);
  set_by_name(row, CD_ENTITY_NEGOTIATION, most, b);
  set_by_name(row, CD_ENTITY_NEGOTIATION, levels, 1 + cd_dice_below(dice, 4));
}

static void add_talks(CdDice *dice, CdScenario *scenario)
{
  CdSpecHead *row = cd_scenario_append(scenario, CD_ENTITY_NEGOTIATION, -1, NULL, NULL);
  CdNegotiationSpec *talks = (CdNegotiationSpec *)(void *)row;
  const CdCalendarSpec *calendar = cd_scenario_calendar(scenario, 0);
  talks->protocol = cd_dice_chance(dice, 0.7) ? CD_PROTOCOL_OFFERS : (int)cd_dice_below(dice, 7);
  talks->lead = talks->protocol == CD_PROTOCOL_LEAD ? (int)cd_dice_below(dice, scenario->table[CD_ENTITY_COUNCIL].n) : -1;
  talks->begin =
      cd_dice_chance(dice, 0.3) ? calendar->planned_start - 1 : calendar->decision - (int)cd_dice_below(dice, 30);
  talks->join_later = cd_dice_chance(dice, 0.5) ? CD_YES : CD_NO;
  set_by_name(row, CD_ENTITY_NEGOTIATION, "rounds", cd_dice_chance(dice, 0.3) ? 1 : 50);
  lay_term(dice, row, "length", 1, 15);
  lay_term(dice, row, "quality-weight", 0, 1);
  lay_term(dice, row, "outcomes-share", 0, 1);
  lay_term(dice, row, "localisation", 0, 1);
  cd_scenario_set_keys(scenario, CD_ENTITY_NEGOTIATION, 0, NULL);
}

/* Red lines only for some: at the ends of their ranges they forbid all. */
static void drive_councils(CdDice *dice, CdScenario *scenario)
{
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    CdCouncilSpec *council = cd_scenario_council(scenario, i);
    bool strict = cd_dice_chance(dice, 0.2);
    drive(dice, CD_ENTITY_COUNCIL, &council->head, 0.15,
          strict ? "historic-share" : "st"); /* least, most, cost, tolerance of outcomes stay */
    council->tactic = (int)cd_dice_below(dice, CD_COUNCIL_TACTIC_COUNT);
  }
  for (guint v = 0; v < scenario->table[CD_ENTITY_PRICING_VIEW].n; v++)
    cd_scenario_pricing_view(scenario, v)->acceptable = cd_dice_chance(dice, 0.15) ? CD_NO : CD_YES;
}

/* Leaving as bad as it can be: every month of it and its friction cost all that they can, from early on, and some want lengths that others refuse. */
static void make_leaving_dear(CdDice *dice, CdScenario *scenario)
{
  CdNegotiationSpec *talks = cd_scenario_negotiation(scenario, 0);
  talks->begin = cd_scenario_calendar(scenario, 0)->decision - 40;
  talks->protocol = CD_PROTOCOL_OFFERS;
  talks->lead = -1;
  set_by_name(&talks->head, CD_ENTITY_NEGOTIATION, "length-least", 3);
  set_by_name(&talks->head, CD_ENTITY_NEGOTIATION, "length-most", 10);
  set_by_name(&talks->head, CD_ENTITY_NEGOTIATION, "length-levels", 4);
  cd_fix(scenario, CD_ENTITY_COST, "coordination-wte", 20);
  cd_fix(scenario, CD_ENTITY_COST, "officer-cost", 2e5);
  cd_fix(scenario, CD_ENTITY_COUNCIL, "friction", 1);
  cd_fix(scenario, CD_ENTITY_COUNCIL, "cost-scale", 0.005);
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    CdCouncilSpec *council = cd_scenario_council(scenario, i);
    bool wants_long = cd_dice_chance(dice, 0.5);
    set_by_name(&council->head, CD_ENTITY_COUNCIL, "ideal-length", wants_long ? 10 : 3);
    set_by_name(&council->head, CD_ENTITY_COUNCIL, wants_long ? "length-least" : "length-most", 6);
  }
}

static CdScenario *nasty(guint64 seed)
{
  CdDice dice = cd_dice(seed);
  guint councils = 2 + cd_dice_below(&dice, 4);
  CdScenario *scenario = cd_generate(seed, (CdWanted){.areas = MAX(councils, 2), .councils = councils, .horizon = 12});
  add_talks(&dice, scenario);
  drive_councils(&dice, scenario);
  drive_all(&dice, scenario, CD_ENTITY_COST, 0.1, "management");
  drive_all(&dice, scenario, CD_ENTITY_MARKET, 0.1, "scale");
  drive_all(&dice, scenario, CD_ENTITY_DELIVERY, 0.1, "none");
  drive_all(&dice, scenario, CD_ENTITY_CALENDAR, 0.1, "none");
  drive_all(&dice, scenario, CD_ENTITY_PRICING, 0.1, "none");
  drive_all(&dice, scenario, CD_ENTITY_AREA, 0.05, "young");
  if (seed % 4 == 0)
    make_leaving_dear(&dice, scenario);
  return scenario;
}

/* As the loader reads it; NULL where it refuses it. */
static CdScenario *loaded(const CdScenario *scenario)
{
  g_autofree char *xml = cd_scenario_to_xml(scenario);
  return cd_scenario_read_text(xml, strlen(xml), "nasty", NULL, NULL, NULL);
}

static bool all_finite(const CdTalkRecord *record, guint councils)
{
  bool finite = true;
  for (guint i = 0; i < councils; i++) {
    const CdCouncilEnd *end = &record->decision.council[i];
    finite = finite && isfinite(end->value) && isfinite(end->walk_away) && isfinite(record->inquiry.shortfall[i]);
    for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
      finite = finite && (!record->shares.applies[rule] || isfinite(record->shares.share[rule][i]));
  }
  return finite;
}

/* Nobody is in a block of more than one on terms that it refuses. */
static bool nobody_is_forced(const CdTalkRecord *record, guint councils)
{
  for (guint i = 0; i < councils; i++)
    if (record->decision.council[i].value <= CD_REFUSED)
      return false;
  return true;
}

enum { FINE, NOT_FINITE, FORCED };

static int talk(const CdScenario *scenario)
{
  g_autoptr(CdSession) session = cd_session_new(scenario, 1);
  g_autoptr(CdWorld) world = cd_world_new(scenario);
  g_autoptr(CdArena) arena = cd_arena_new();
  g_autoptr(CdArena) minutes = cd_arena_new();
  g_autofree CdTalkRecord *record = g_new0(CdTalkRecord, 1);
  for (guint k = 0; k < REPLICATES; k++) {
    CdLedger ledger;
    cd_arena_rewind(minutes, 0);
    cd_ledger_init(&ledger, minutes);
    cd_session_replicate(session, world, arena, k, record, &ledger, NULL, NULL);
    for (guint e = 0; e < ledger.n; e++)
      if (!isfinite(ledger.event[e].utility) || !isfinite(ledger.event[e].threshold))
        return NOT_FINITE;
    if (!all_finite(record, world->n_council))
      return NOT_FINITE;
    if (!nobody_is_forced(record, world->n_council))
      return FORCED;
  }
  return FINE;
}

/* In a process of its own, since a failed assertion ends it, and a talk without end too. */
static void try_talk(const CdScenario *scenario, guint64 seed)
{
  pid_t child = fork();
  if (child == 0) {
    alarm(SECONDS);
    if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
      _exit(9);
    _exit(talk(scenario));
  }
  int status = 1;
  assert_true(child > 0 && waitpid(child, &status, 0) == child);
  if (WIFSIGNALED(status))
    fail_msg("seed %u: ended by signal %d", (guint)seed, WTERMSIG(status));
  if (WEXITSTATUS(status) != FINE)
    fail_msg("seed %u: %s", (guint)seed,
             WEXITSTATUS(status) == NOT_FINITE ? "not a finite number" : "on terms that are refused");
}

static void talks_of_any_scenario_come_to_an_end_and_to_numbers(void **state)
{
  (void)state;
  guint n = cd_test_count(120, 20), tried = 0;
  for (guint64 seed = 1; seed <= n; seed++) {
    CdScenario *made = nasty(seed), *scenario = loaded(made);
    cd_scenario_unref(made);
    if (!scenario)
      continue;
    tried++;
    try_talk(scenario, seed);
    cd_scenario_unref(scenario);
  }
  if (tried < n / 4) /* about half are too nasty to be let in, of twenty once in a while fewer */
    fail_msg("of %u scenarios the loader let in %u only", n, tried);
}

/* What the loader says of SCENARIO, which is given up. */
static void assert_refused(CdScenario *scenario, const char *message)
{
  g_autofree char *xml = cd_scenario_to_xml(scenario);
  g_autoptr(GError) error = NULL;
  cd_scenario_unref(scenario);
  CdScenario *read = cd_scenario_read_text(xml, strlen(xml), "large", NULL, NULL, &error);
  if (read)
    fail_msg("taken, not: %s", message);
  if (!strstr(error->message, message))
    fail_msg("%s, not: %s", error->message, message);
}

/* Councils, structures of three or more, and a table of LEVELS for every term but pricing. */
static CdScenario *with_levels(guint councils, guint levels)
{
  CdDice dice = cd_dice(7);
  CdScenario *scenario = cd_generate(7, (CdWanted){.areas = councils, .councils = councils, .horizon = 12, .sure = true});
  add_talks(&dice, scenario);
  static const char *const name[] = {"length-levels", "quality-weight-levels", "outcomes-share-levels",
                                     "localisation-levels"};
  for (guint t = 0; t < G_N_ELEMENTS(name); t++)
    cd_fix(scenario, CD_ENTITY_NEGOTIATION, name[t], levels);
  return scenario;
}

static void add_pricings(CdScenario *scenario, guint until)
{
  while (scenario->table[CD_ENTITY_PRICING].n < until) {
    guint row = scenario->table[CD_ENTITY_PRICING].n;
    g_autofree char *id = g_strdup_printf("more-%u", row);
    cd_scenario_append(scenario, CD_ENTITY_PRICING, -1, id, NULL);
    CdPricingSpec *pricing = cd_scenario_pricing(scenario, row);
    CdSpecHead head = pricing->head;
    *pricing = *cd_scenario_pricing(scenario, 0);
    pricing->head = head;
    cd_scenario_set_keys(scenario, CD_ENTITY_PRICING, row, NULL);
  }
}

static void tables_that_no_memory_holds_are_refused(void **state)
{
  (void)state;
  assert_refused(with_levels(2, 32), "more than a million texts");
  assert_refused(with_levels(8, 15), "fifty million"); /* 15^4 x 8 x 128 */
  CdScenario *scenario = with_levels(2, 2);
  add_pricings(scenario, 33);
  assert_refused(scenario, "more than 32 of <pricing>");
  scenario = with_levels(2, 2);
  add_pricings(scenario, 32);
  CdScenario *read = loaded(scenario);
  assert_non_null(read);
  try_talk(read, 0);
  cd_scenario_unref(read);
  cd_scenario_unref(scenario);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(talks_of_any_scenario_come_to_an_end_and_to_numbers),
                                     cmocka_unit_test(tables_that_no_memory_holds_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
