#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "sim/base/hash.h"
#include "sim/scenario/draft.h"
#include "sim/scenario/load.h"
#include "sim/scenario/names.h"
#include "sim/scenario/prescan.h"

static char *minimal_path(void)
{
  g_autofree char *here = g_path_get_dirname(__FILE__);
  return g_build_filename(here, "..", "scenarios", "minimal.xml", NULL);
}

static char *minimal_text(void)
{
  g_autofree char *path = minimal_path();
  char *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

static CdScenario *read_text(const char *text, const char *const *settings)
{
  GError *error = NULL;
  CdScenario *scenario = cd_scenario_read_text(text, strlen(text), "t.xml", NULL, settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  return scenario;
}

static CdScenario *read_minimal(const char *setting)
{
  g_autofree char *text = minimal_text();
  const char *const settings[] = {setting, NULL};
  return read_text(text, settings);
}

/* The whole message with which the minimal scenario is refused under the settings. */
static char *refusal(const char *const *settings)
{
  g_autofree char *text = minimal_text();
  g_autoptr(GError) error = NULL;
  assert_null(cd_scenario_read_text(text, strlen(text), "t.xml", NULL, settings, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_SCENARIO));
  return g_strdup(error->message);
}

static guint row(const CdScenario *scenario, CdEntityKind kind, const char *id)
{
  int found = cd_scenario_find(scenario, kind, -1, id);
  assert_true(found >= 0);
  return (guint)found;
}

static void assert_close(double found, double expected)
{
  if (fabs(found - expected) > 1e-9)
    fail_msg("%.17g, not %.17g", found, expected);
}

static char *replaced(const char *text, const char *from, const char *to)
{
  const char *at = strstr(text, from);
  assert_non_null(at);
  return g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* ---- what is read ---- */

static void every_kind_of_field_is_read(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  assert_string_equal(s->id, "minimal");
  assert_string_equal(s->label, "Eastham and Westham");
  assert_int_equal(s->table[CD_ENTITY_AREA].n, 2);
  assert_int_equal(s->table[CD_ENTITY_CONTRACT].n, 5);
  const CdConcordatSpec *root = cd_scenario_concordat(s, 0);
  assert_string_equal(root->question, "Together or apart?");
  assert_null(root->illustration);
  assert_int_equal(root->joint, row(s, CD_ENTITY_STRUCTURE, "joint"));
  const CdAreaSpec *west = cd_scenario_area(s, row(s, CD_ENTITY_AREA, "west"));
  assert_int_equal(west->adults_in_treatment.dist.kind, CD_DIST_TRIANGULAR);
  assert_true(west->adults_in_treatment.dist.b == 1600);
  const CdHubSpec *spoke = cd_scenario_hub(s, row(s, CD_ENTITY_HUB, "west-hub"));
  assert_int_equal(spoke->kind, CD_HUB_SPOKE);
  assert_int_equal(spoke->area, row(s, CD_ENTITY_AREA, "west"));
  const CdContractSpec *all = cd_scenario_contract(s, 2);
  assert_string_equal(all->head.id, "all");
  assert_int_equal(all->areas.n, 2);
  assert_int_equal(all->areas.at[1], 1);
  assert_int_equal(all->cost_sharing, -1);
  assert_int_equal(all->pricing, -1);
  assert_true(all->length.dist.a == 7 && all->quality_weight.dist.kind == CD_DIST_UNSET);
  const CdCalendarSpec *calendar = cd_scenario_calendar(s, 0);
  assert_int_equal(calendar->decision, 2021 * 12);
  assert_int_equal(calendar->planned_start, 2022 * 12 + 3);
}

/* With a second pricing method, so that a council may refuse the first. */
static char *minimal_text_with_two_methods(void)
{
  g_autofree char *text = minimal_text();
  return replaced(text, "<pricing id=\"block\"/>", "<pricing id=\"block\"/><pricing id=\"capped\"/>");
}

/* How councils talk: what stands there, and what is left at the registry's. */
static void talks_value_functions_and_red_lines_are_read(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text_with_two_methods();
  g_autofree char *with = replaced(text, "talks-begin=\"2020-07\"",
                                   "talks-begin=\"2020-07\" protocol=\"lead\" lead=\"west\" length-least=\"4\" "
                                   "length-levels=\"3\" source=\"made-up\" grade=\"D\"");
  g_autofree char *bound = replaced(with, "weight-control=\"25\"",
                                    "weight-control=\"25\" tactic=\"exponential\" length-most=\"7\" friction=\"0.01\"");
  g_autofree char *refusing = replaced(bound, "liking=\"0.6\"", "liking=\"0.6\" acceptable=\"no\"");
  g_autoptr(CdScenario) s = read_text(refusing, NULL);
  const CdNegotiationSpec *talks = cd_scenario_negotiation(s, 0);
  assert_int_equal(talks->protocol, CD_PROTOCOL_LEAD);
  assert_int_equal(talks->lead, 1);
  assert_int_equal(talks->begin, 2020 * 12 + 6);
  assert_true(talks->length_least.dist.a == 4 && talks->length_most.dist.a == 10 && talks->length_levels.dist.a == 3);
  assert_true(talks->quality_levels.dist.a == 9 && talks->quality_levels.is_default);
  const CdCouncilSpec *east = cd_scenario_council(s, 0), *west = cd_scenario_council(s, 1);
  assert_true(west->tactic == CD_COUNCIL_TACTIC_EXPONENTIAL && east->tactic == CD_COUNCIL_TACTIC_POLYNOMIAL);
  assert_true(west->length_most.dist.a == 7 && west->friction.dist.a == 0.01);
  assert_int_equal(west->length_least.dist.kind, CD_DIST_UNSET);
  assert_int_equal(east->length_most.dist.kind, CD_DIST_UNSET);
  assert_int_equal(cd_scenario_pricing_view(s, 0)->acceptable, CD_NO);
  const CdValueFunctionSpec *function = cd_scenario_value_function(s, 0);
  assert_true(function->head.parent == 1 && function->term == CD_TERM_LENGTH && function->shape == CD_SHAPE_STEPPED);
  assert_int_equal(s->table[CD_ENTITY_VALUE_POINT].n, 2);
  const CdValuePointSpec *point = cd_scenario_value_point(s, 1);
  assert_true(point->head.parent == 0 && point->at.dist.a == 5 && point->value.dist.a == 1);
  g_autofree char *path = cd_scenario_path(s, CD_ENTITY_VALUE_POINT, 1);
  assert_string_equal(path, "council[west]/value-function[length]/value-point[long]");
}

/* The first block of XML behind HEADING in docs/scenario-format.md. */
static char *example_of_the_documents(const char *heading)
{
  g_autofree char *here = g_path_get_dirname(__FILE__);
  g_autofree char *path = g_build_filename(here, "..", "..", "docs", "scenario-format.md", NULL);
  g_autofree char *page = NULL;
  assert_true(g_file_get_contents(path, &page, NULL, NULL));
  const char *from = strstr(page, heading);
  assert_non_null(from);
  from = strstr(from, "```xml\n");
  assert_non_null(from);
  from += strlen("```xml\n");
  return g_strndup(from, (gsize)(strstr(from, "```") - from));
}

/* The minimal scenario with the documents' talks and western council in place of its own. */
static void the_documents_example_of_talks_is_fit(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text_with_two_methods(), *example = example_of_the_documents("## Talks");
  g_autofree char *silent = replaced(text, "<negotiation talks-begin=\"2020-07\"/>", example);
  char *west = strstr(silent, "<council id=\"west\" label="), *end = strstr(west, "</council>") + strlen("</council>");
  memset(west, ' ', (gsize)(end - west));
  g_autoptr(CdScenario) s = read_text(silent, NULL);
  const CdNegotiationSpec *talks = cd_scenario_negotiation(s, 0);
  assert_true(talks->length_levels.dist.a == 5 && talks->localisation_levels.dist.a == 3);
  const CdCouncilSpec *council = cd_scenario_council(s, 1);
  assert_string_equal(council->head.id, "west");
  assert_true(council->length_least.dist.a == 4 && council->quality_least.dist.a == 0.7 &&
              council->friction.dist.a == 0.02);
  assert_true(cd_scenario_value_function(s, 0)->shape == CD_SHAPE_TABLE && s->table[CD_ENTITY_VALUE_POINT].n == 3);
  assert_int_equal(cd_scenario_pricing_view(s, 0)->acceptable, CD_NO);
}

static void without_talks_there_is_no_table(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text();
  g_autofree char *silent = replaced(text, "<negotiation talks-begin=\"2020-07\"/>", "");
  g_autoptr(CdScenario) s = read_text(silent, NULL);
  assert_int_equal(s->table[CD_ENTITY_NEGOTIATION].n, 0);
  const char *const settings[] = {"negotiation/length-least=4", NULL};
  g_autoptr(GError) error = NULL;
  assert_null(cd_scenario_read_text(silent, strlen(silent), "t.xml", NULL, settings, &error));
  assert_non_null(strstr(error->message, "E0152"));
}

/* 25 x 25 x 25 x 32 texts and two pricing methods: a million, and no more. */
static void a_million_texts_are_not_too_many(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text();
  g_autofree char *two = replaced(text, "<pricing id=\"block\"/>", "<pricing id=\"block\"/><pricing id=\"capped\"/>");
  const char *const settings[] = {"negotiation/length-levels=25", "negotiation/quality-weight-levels=25",
                                  "negotiation/outcomes-share-levels=25", "negotiation/localisation-levels=32", NULL};
  g_autoptr(CdScenario) s = read_text(two, settings);
  assert_true(cd_scenario_negotiation(s, 0)->localisation_levels.dist.a == 32);
}

static void labels_and_ids_have_defaults(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  assert_string_equal(cd_scenario_area(s, 0)->head.label, "Eastham");
  assert_string_equal(cd_scenario_pricing(s, 0)->head.label, "block");
  assert_string_equal(cd_scenario_market(s, 0)->head.id, "");
  assert_string_equal(cd_scenario_concordat(s, 0)->head.id, "");
}

static void children_know_their_parents(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  g_autofree char *path = cd_scenario_path(s, CD_ENTITY_CONTRACT, 2);
  assert_string_equal(path, "structure[joint]/contract[all]");
  assert_int_equal(cd_scenario_travel(s, 2)->head.parent, 1);
  assert_int_equal(cd_scenario_market(s, 0)->head.parent, -1);
}

static void keys_hash_the_path_and_draw_as(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  const CdSpecHead *all = &cd_scenario_contract(s, 2)->head;
  guint64 parent = cd_hash_pair(cd_hash_pair(0, cd_hash_text("structure")), cd_hash_text("joint"));
  assert_true(all->key == cd_hash_pair(cd_hash_pair(parent, cd_hash_text("contract")), cd_hash_text("all")));
  assert_true(all->draw_key == all->key);
  const CdSpecHead *small = &cd_scenario_provider(s, 1)->head;
  assert_string_equal(small->draw_as, "local");
  assert_true(small->draw_key == cd_hash_pair(cd_hash_pair(0, cd_hash_text("provider")), cd_hash_text("local")));
  assert_true(small->key != small->draw_key);
  const CdValue *cost = &cd_scenario_cohort(s, 1)->direct_cost;
  assert_true(cost->draw_key == cd_hash_text("drinkers"));
  assert_true(cd_scenario_cohort(s, 0)->direct_cost.draw_key == 0);
}

static void two_entities_may_draw_alike(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text();
  g_autofree char *alike = replaced(text, "<provider id=\"large\"", "<provider id=\"large\" draw-as=\"local\"");
  g_autoptr(CdScenario) s = read_text(alike, NULL);
  assert_true(cd_scenario_provider(s, 0)->head.draw_key == cd_scenario_provider(s, 1)->head.draw_key);
  assert_true(cd_scenario_provider(s, 0)->head.key != cd_scenario_provider(s, 1)->head.key);
}

static void places_are_those_of_the_text(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text();
  g_autoptr(CdScenario) s = read_text(text, NULL);
  const char *at = strstr(text, "triangular(1300"), *line = at;
  guint lines = 1;
  for (const char *p = text; p < at; p++)
    lines += *p == '\n';
  while (line[-1] != '\n')
    line--;
  CdPlace place = cd_scenario_area(s, 1)->adults_in_treatment.place;
  assert_int_equal(place.file, 0);
  assert_int_equal(place.line, lines);
  assert_int_equal(place.column, at - line + 1);
  assert_int_equal(cd_scenario_area(s, 1)->head.place.column, 3);
  assert_int_equal(cd_scenario_area(s, 1)->young_in_treatment.place.line, 0);
}

static void what_is_run_is_hashed(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text();
  g_autoptr(CdScenario) s = read_text(text, NULL);
  g_autofree char *xml = cd_scenario_to_xml(s), *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, xml, -1);
  assert_string_equal(s->sha256, sum);
  g_autoptr(CdScenario) again = cd_scenario_read_text(xml, strlen(xml), "again.xml", NULL, NULL, NULL);
  assert_string_equal(again->sha256, s->sha256);
  static const char *const settings[] = {"cost/overhead=0.1", NULL};
  g_autoptr(CdScenario) set = cd_scenario_read_text(text, strlen(text), "t.xml", NULL, settings, NULL);
  assert_string_not_equal(set->sha256, s->sha256);
  assert_string_equal(s->file[0], "t.xml");
  assert_null(s->file[1]);
}

/* ---- evidence and prices ---- */

static void sources_and_grades_come_from_the_nearest_element(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  const CdAreaSpec *west = cd_scenario_area(s, 1);
  assert_string_equal(west->population.source, "made-up");
  assert_string_equal(west->population.grade, "D");
  assert_string_equal(west->adults_in_treatment.grade, "C");
  assert_string_equal(cd_scenario_travel(s, 0)->minutes.source, "made-up"); /* its locality's */
  assert_false(west->population.is_default);
}

static void defaults_keep_the_registrys_evidence(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  const CdField *field = cd_entity_field(cd_entity(CD_ENTITY_MARKET), "envelope");
  const CdValue *value = &cd_scenario_market(s, 0)->envelope;
  assert_true(value->is_default);
  assert_string_equal(value->source, field->source);
  assert_string_equal(value->grade, field->grade);
  assert_int_equal(value->dist.kind, CD_DIST_TRIANGULAR);
}

static void what_holds_by_construction_needs_no_source(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  assert_string_equal(cd_scenario_concordat(s, 0)->base_year.source, "by construction");
  assert_false(cd_scenario_concordat(s, 0)->base_year.is_default);
}

static void money_is_brought_to_base_year_prices(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  double factor = 100.0 / 94;
  assert_close(cd_scenario_hub(s, 1)->rent.dist.a, 25000 * factor);
  const CdDist *cost = &cd_scenario_cohort(s, 1)->direct_cost.dist;
  assert_close(cost->a, 940 * factor);
  assert_close(cost->c, 1880 * factor);
  assert_true(cd_scenario_cohort(s, 0)->direct_cost.dist.a == 1500); /* stated at base-year prices */
  assert_true(cd_scenario_cost(s, 0)->officer_cost.dist.a == 60000); /* a default */
  assert_true(cd_scenario_cohort(s, 1)->stay_months.dist.a == 6);    /* no money, in an element with a price year */
}

static void another_base_year_moves_money_alone(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal("base-year=2019");
  assert_close(cd_scenario_hub(s, 1)->rent.dist.a, 25000);
  assert_close(cd_scenario_cohort(s, 0)->direct_cost.dist.a, 1500 * 0.94);
  assert_true(cd_scenario_cohort(s, 0)->stay_months.dist.a == 42);
  assert_true(cd_scenario_cost(s, 0)->officer_cost.dist.a == 60000);
}

/* ---- settings ---- */

static void settings_reach_every_kind_of_field(void **state)
{
  (void)state;
  const char *const settings[] = {
      "structure[joint]/contract[all]/length=3",
      "cost/overhead=uniform(0.1, 0.2)",
      "council[west]/belief-scale=0.25",
      "structure[apart]/border-policy=residents-only",
      "structure[apart]/contract[east]/pricing=block",
      "provider[small]/incumbent-in=west east",
      "calendar/planned-start=2023-01",
      "question=Why?=",
      "price-index[2019]/index=50",
      "locality[riverside]/travel[to-west]/minutes=12.5",
      "concordat/illustration=none",
      "concordat/cost/complexity=7",
      "negotiation/protocol=nash",
      "negotiation/localisation-levels=3",
      "council[west]/value-function[length]/shape=table",
      "council[west]/value-function[length]/value-point[short]/value=0.25",
      "council[west]/pricing-view[block]/acceptable=no",
      "market/envelope=1.2",
      "market/envelope=1.3",
      NULL,
  };
  g_autofree char *text = minimal_text_with_two_methods();
  g_autoptr(CdScenario) s = read_text(text, settings);
  assert_true(cd_scenario_contract(s, 2)->length.dist.a == 3);
  assert_int_equal(cd_scenario_cost(s, 0)->overhead.dist.kind, CD_DIST_UNIFORM);
  assert_true(cd_scenario_council(s, 1)->belief_scale.dist.a == 0.25);
  assert_int_equal(cd_scenario_structure(s, 2)->border_policy, CD_BORDER_RESIDENTS);
  assert_int_equal(cd_scenario_contract(s, 3)->pricing, 0);
  assert_int_equal(cd_scenario_provider(s, 1)->incumbent.n, 2);
  assert_int_equal(cd_scenario_provider(s, 1)->incumbent.at[0], 1);
  assert_int_equal(cd_scenario_calendar(s, 0)->planned_start, 2023 * 12);
  assert_string_equal(cd_scenario_concordat(s, 0)->question, "Why?=");
  assert_close(cd_scenario_cohort(s, 1)->direct_cost.dist.a, 940 * 2);
  assert_true(cd_scenario_travel(s, 0)->minutes.dist.a == 12.5);
  assert_string_equal(cd_scenario_concordat(s, 0)->illustration, "none");
  assert_true(cd_scenario_cost(s, 0)->complexity.dist.a == 7);
  assert_int_equal(cd_scenario_negotiation(s, 0)->protocol, CD_PROTOCOL_NASH);
  assert_true(cd_scenario_negotiation(s, 0)->localisation_levels.dist.a == 3);
  assert_int_equal(cd_scenario_value_function(s, 0)->shape, CD_SHAPE_TABLE);
  assert_true(cd_scenario_value_point(s, 0)->value.dist.a == 0.25);
  assert_int_equal(cd_scenario_pricing_view(s, 0)->acceptable, CD_NO);
  assert_true(cd_scenario_market(s, 0)->envelope.dist.a == 1.3);
}

static void what_is_set_says_so(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal("cohort[alcohol]/direct-cost=1000");
  const CdValue *value = &cd_scenario_cohort(s, 1)->direct_cost;
  assert_true(value->dist.a == 1000); /* at base-year prices, whatever its element says */
  assert_string_equal(value->source, "--set");
  assert_string_equal(value->grade, "D");
  assert_int_equal(value->place.line, 0);
  assert_false(value->is_default);
  assert_true(value->draw_key == cd_hash_text("drinkers"));
}

static void unfit_settings_are_shown_like_lines_of_a_file(void **state)
{
  (void)state;
  const struct {
    const char *setting, *message;
  } unfit[] = {
      {"cost/overhead", "error[E0151]: there is no \"=\"\n  --> --set 1:1:1\n1 | cost/overhead\n  | ^ write it as "
                        "element[id]/value=1.5"},
      {"cost/overhed=1", "error[E0152]: <cost> has no value \"overhed\"\n  --> --set 1:1:6\n1 | cost/overhed=1\n"
                         "  |      ^^^^^^^ did you mean \"overhead\"? (allowed: "},
      {"cost/overhead=0.9",
       "error[E0120]: overhead: 0.9 is outside 0 to 0.5\n  --> --set 1:1:15\n1 | cost/overhead=0.9\n"
       "  |               ^^^ unit: share. "},
      {"structure[jont]/contract[all]/length=3",
       "error[E0153]: unknown structure \"jont\"\n  --> --set 1:1:11\n1 | "
       "structure[jont]/contract[all]/length=3\n"
       "  |           ^^^^ did you mean \"joint\"? (allowed: bau, joint, apart)"},
      {"structure[bau]/contract[all]/length=3", "error[E0153]: unknown contract \"all\"\n  --> --set "
                                                "1:1:25\n1 | structure[bau]/contract[all]/length=3\n"
                                                "  |                         ^^^ allowed: east, west"},
      {"structure/contract[all]/length=3", "error[E0151]: there may be several of <structure>\n  --> --set "
                                           "1:1:1\n1 | structure/contract[all]/length=3\n"
                                           "  | ^^^^^^^^^ write its id in brackets"},
      {"cost[x]/overhead=0.1", "error[E0151]: this element stands once and takes no id\n  --> --set 1:1:5\n"
                               "1 | cost[x]/overhead=0.1\n  |     ^ write it as element[id]/value=1.5"},
      {"council[west/reserves=0",
       "error[E0151]: this bracket is not closed\n  --> --set 1:1:8\n1 | council[west/reserves=0\n"
       "  |        ^ write it as element[id]/value=1.5"},
      {"council[west]reserves=0",
       "error[E0151]: a \"/\" must stand here\n  --> --set 1:1:14\n1 | council[west]reserves=0\n"
       "  |              ^ write it as element[id]/value=1.5"},
      {"contract[all]/length=0", "error[E0152]: <concordat> holds no element \"contract\"\n  --> --set 1:1:1\n"
                                 "1 | contract[all]/length=0\n  | ^^^^^^^^ "},
      {"terms/pricing=blok", "error[E0123]: unknown pricing \"blok\"\n  --> --set 1:1:15\n1 | terms/pricing=blok\n"
                             "  |               ^^^^ did you mean \"block\"? (allowed: block)"},
      {"terms/pricing=", "error[E0154]: nothing stands behind the \"=\"\n  --> --set 1:1:15\n"
                         "1 | terms/pricing=\n  |               ^ write it as element[id]/value=1.5; to keep what the "
                         "scenario says, leave the setting out"},
      {"cost/overhead= ", "error[E0154]: nothing stands behind the \"=\""},
      {"cost/overhead=0.1-0.2",
       "error[E0120]: overhead: a range is written as a distribution\n  --> --set 1:1:18\n1 | cost/overhead=0.1-0.2\n"
       "  |                  ^^^^ write uniform(0.1, 0.2), within 0 to 0.5"},
      {"appraisal/horizon-months=30",
       "error[E0210]: horizon-months is a plain number, a multiple of 12\n  --> --set 1:1:26\n"
       "1 | appraisal/horizon-months=30\n  |                          ^^"},
      {"calendar/planned-start=2019-01",
       "error[E0216]: talks begin no earlier than the planned start\n  --> --set 1:1:24\n1 | "
       "calendar/planned-start=2019-01\n  |                        ^^^^^^^ talks begin in 2020-07: write a later "
       "month\n\n"
       "error[E0206]: planned-start is not after decision\n  --> --set 1:1:24\n1 | calendar/planned-start=2019-01\n"
       "  |                        ^^^^^^^ the decision is in 2021-01: write a later month"},
      {"calendar/decision=2040-01",
       "error[E0206]: planned-start is not after decision\n  --> --set 1:1:19\n1 | calendar/decision=2040-01\n"
       "  |                   ^^^^^^^ the start is planned for 2022-04: write an earlier month"},
      {"question=a\ab", "error[E0002]: a character that XML does not have\n  --> --set 1:1:11\n1 | question=a␇b\n"
                        "  |           ^"},
      {"=1", "error[E0152]: <concordat> has no value \"\"\n  --> --set 1:1:1\n1 | =1\n  | ^ "},
  };
  for (guint i = 0; i < G_N_ELEMENTS(unfit); i++) {
    const char *const settings[] = {unfit[i].setting, NULL};
    g_autofree char *message = refusal(settings);
    if (!g_str_has_prefix(message, unfit[i].message)) /* lists of the registry are left out */
      assert_string_equal(message, unfit[i].message);
  }
}

static void each_setting_has_its_number(void **state)
{
  (void)state;
  const char *const settings[] = {"cost/overhead=0.1", "cost/overhead=x", NULL};
  g_autofree char *message = refusal(settings);
  assert_non_null(strstr(message, "--> --set 2:1:15\n"));
}

/* One loop over every number of the registry that the scenario has a row for: its path reaches it. */
static void every_number_of_the_registry_can_be_set(void **state)
{
  (void)state;
  g_autofree char *alone = minimal_text();
  g_autofree char *text = replaced(
      alone, "<terms ",
      "<consortium id=\"both\" members=\"large small\" lead=\"large\"/>"
      "<bed-service id=\"beds\" component=\"adult\" stay-weeks=\"2\" week-price=\"900\" source=\"made-up\" grade=\"D\">"
      "<bed-block id=\"east\" area=\"east\" places=\"2\"/><bed-need id=\"all\" cohorts=\"opiate\" share=\"0.1\"/>"
      "</bed-service>"
      "<claim id=\"said\" label=\"It starts on time\" says=\"East\">"
      "<claim-test id=\"start\" expect=\"likely\" metric=\"on-time\" option=\"joint\"/></claim>"
      "<options-table id=\"pros\" label=\"Pros\" options=\"joint apart\">"
      "<criterion id=\"cheap\" label=\"Cheap\" metric=\"cost-annual\" against=\"apart\"/></options-table>"
      "<experiment id=\"sweep\" n=\"4\"><factor id=\"a\" path=\"cost/overhead\"/>"
      "<factor id=\"b\" path=\"delivery/fit\"/><correlation id=\"c\" first=\"a\" second=\"b\" "
      "value=\"0.5\"/><filter id=\"d\" factor=\"a\" to=\"0.1\"/></experiment><today "
      "length=\"5\" source=\"made-up\" grade=\"D\"/><referrer id=\"police\" cohorts=\"opiate\" share=\"0.2\" "
      "source=\"made-up\" "
      "grade=\"D\"/><slow-months id=\"winter\" from=\"2025-12\" to=\"2025-12\"/><terms ");
  g_autoptr(CdScenario) plain = read_text(text, NULL);
  guint reached = 0;
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    assert_true(plain->table[k].n > 0);
    for (guint f = 0; f < entity->n_fields; f++) {
      const CdField *field = &entity->field[f];
      if (field->kind != CD_FIELD_NUMBER)
        continue;
      guint last = plain->table[k].n - 1;
      g_autofree char *path = cd_scenario_path(plain, (CdEntityKind)k, last);
      g_autofree char *value = cd_dist_format(&(CdDist){.kind = CD_DIST_POINT, .a = field->high});
      g_autofree char *setting = g_strdup_printf("%s/%s=%s", path, field->name, value);
      g_autoptr(GError) error = NULL;
      const char *const settings[] = {setting, NULL};
      g_autoptr(CdScenario) s = cd_scenario_read_text(text, strlen(text), "t", NULL, settings, &error);
      if (!s) /* what is wrong with it is that value, or else money that it moves */
        assert_true(strstr(error->message, "--> --set 1:1:") || strstr(error->message, "E0166") ||
                    strstr(error->message, "E0168"));
      else
        assert_true(((const CdValue *)(const void *)((const char *)cd_scenario_row(s, (CdEntityKind)k, last) +
                                                     field->spec_offset))
                        ->dist.a == field->high);
      reached += s != NULL;
    }
  }
  assert_true(reached > 120);
}

/* ---- writing ---- */

static void assert_same_value(const CdValue *a, const CdValue *b)
{
  g_autofree char *left = cd_dist_format(&a->dist), *right = cd_dist_format(&b->dist);
  assert_string_equal(left, right);
  assert_true(g_strcmp0(a->source, b->source) == 0);
  assert_true(g_strcmp0(a->grade, b->grade) == 0);
  assert_true(g_strcmp0(a->draw_as, b->draw_as) == 0);
  assert_true(a->draw_key == b->draw_key && a->is_default == b->is_default);
}

static void assert_same_field(const CdField *field, const char *a, const char *b)
{
  const void *left = a + field->spec_offset, *right = b + field->spec_offset;
  switch (field->kind) {
  case CD_FIELD_NUMBER:
    assert_same_value(left, right);
    break;
  case CD_FIELD_CHOICE:
  case CD_FIELD_REF:
  case CD_FIELD_MONTH:
    assert_int_equal(*(const int *)left, *(const int *)right);
    break;
  case CD_FIELD_REFS: {
    const CdRefs *these = left, *those = right;
    assert_int_equal(these->n, those->n);
    for (guint i = 0; i < these->n; i++)
      assert_int_equal(these->at[i], those->at[i]);
    break;
  }
  case CD_FIELD_TEXT:
    assert_true(g_strcmp0(*(const char *const *)left, *(const char *const *)right) == 0);
    break;
  }
}

static void assert_same_scenario(const CdScenario *a, const CdScenario *b)
{
  assert_string_equal(a->id, b->id);
  assert_string_equal(a->label, b->label);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    assert_int_equal(a->table[k].n, b->table[k].n);
    for (guint i = 0; i < a->table[k].n; i++) {
      const CdSpecHead *left = cd_scenario_row(a, (CdEntityKind)k, i), *right = cd_scenario_row(b, (CdEntityKind)k, i);
      assert_string_equal(left->id, right->id);
      assert_string_equal(left->label, right->label);
      assert_true(g_strcmp0(left->note, right->note) == 0 && g_strcmp0(left->source, right->source) == 0);
      assert_true(g_strcmp0(left->grade, right->grade) == 0 && g_strcmp0(left->draw_as, right->draw_as) == 0);
      assert_true(left->parent == right->parent && left->key == right->key && left->draw_key == right->draw_key);
      for (guint f = 0; f < entity->n_fields; f++)
        assert_same_field(&entity->field[f], (const char *)left, (const char *)right);
    }
  }
}

static void assert_round_trip(const CdScenario *first)
{
  g_autofree char *written = cd_scenario_to_xml(first);
  g_autoptr(CdScenario) second = read_text(written, NULL);
  assert_same_scenario(first, second);
  g_autofree char *again = cd_scenario_to_xml(second);
  assert_string_equal(written, again);
}

static void what_is_written_reads_back_the_same(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = read_minimal(NULL);
  assert_round_trip(s);
  g_autofree char *written = cd_scenario_to_xml(s);
  assert_non_null(strstr(written, "<rent value=\"26595.74468085106"));
  assert_null(strstr(written, "price-year=\"2019\""));
}

static void settings_and_odd_texts_survive_writing(void **state)
{
  (void)state;
  const char *const settings[] = {"cohort[alcohol]/direct-cost=lognormal(1000.1, 0.3)", "base-year=2019",
                                  "question=a <\"b\">\n\t& 'c' é", "structure[apart]/contract[west]/specification=s",
                                  NULL};
  g_autofree char *text = minimal_text();
  g_autofree char *noted =
      replaced(text, "<market/>", "<market note=\"a&#10;&lt;b&gt; &amp; 'c'\" label=\"M\" grade=\"A\"/>");
  g_autoptr(CdScenario) s = read_text(noted, settings);
  assert_string_equal(cd_scenario_market(s, 0)->head.note, "a\n<b> & 'c'");
  assert_round_trip(s);
}

static void a_default_may_be_written_out(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text();
  g_autofree char *spelt = replaced(text, "<market/>",
                                    "<market><envelope value=\"triangular(1.020, 1.08, 1.15)\" "
                                    "source=\"default\"/></market>");
  g_autoptr(CdScenario) plain = read_text(text, NULL);
  g_autoptr(CdScenario) same = read_text(spelt, NULL);
  assert_same_scenario(plain, same);
}

/* ---- files ---- */

typedef struct {
  char *folder;
} Files;

static int make_folder(void **state)
{
  Files *files = g_new0(Files, 1);
  files->folder = g_dir_make_tmp("concordat-XXXXXX", NULL);
  *state = files;
  return files->folder ? 0 : -1;
}

static int remove_folder(void **state)
{
  Files *files = *state;
  GDir *folder = g_dir_open(files->folder, 0, NULL);
  for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder)) {
    g_autofree char *path = g_build_filename(files->folder, name, NULL);
    g_remove(path);
  }
  g_dir_close(folder);
  int failed = g_rmdir(files->folder);
  g_free(files->folder);
  g_free(files);
  return failed;
}

static char *save(const Files *files, const char *name, const char *text)
{
  char *path = g_build_filename(files->folder, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  return path;
}

/* The minimal scenario with its <source> taken from the file that HREF names. */
static char *save_including(const Files *files, const char *href)
{
  g_autofree char *text = minimal_text();
  g_autofree char *include = g_strdup_printf("<include href=\"%s\"/>", href);
  g_autofree char *including = replaced(text,
                                        "<source id=\"made-up\" title=\"Invented for tests\" "
                                        "href=\"https://example.org/\" date=\"2021\"/>",
                                        include);
  return save(files, "main.xml", including);
}

static const char *const library = "<concordat-library format=\"1\">\n  <source id=\"made-up\" title=\"Shared\"/>\n"
                                   "  <pricing id=\"shared\" risk-premium=\"0.1\" source=\"made-up\" grade=\"B\"/>\n"
                                   "</concordat-library>\n";

static void a_library_is_read_in_its_place(void **state)
{
  g_autofree char *path = save_including(*state, "shared.xml"), *shared = save(*state, "shared.xml", library);
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) s = cd_scenario_load(path, NULL, &error);
  assert_non_null(s);
  assert_string_equal(s->file[0], path);
  assert_string_equal(s->file[1], shared);
  assert_null(s->file[2]);
  assert_string_equal(cd_scenario_source(s, 0)->title, "Shared");
  const CdValue *premium = &cd_scenario_pricing(s, 0)->risk_premium;
  assert_int_equal(premium->place.file, 1);
  assert_int_equal(premium->place.line, 3);
  assert_string_equal(premium->grade, "B");
  g_autofree char *xml = cd_scenario_to_xml(s), *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, xml, -1);
  assert_string_equal(s->sha256, sum);
  assert_round_trip(s);
}

/* What a library sets holds against what it stands over; what the scenario sets itself, against both. */
static void what_a_file_sets_holds(void **state)
{
  static const char *const set =
      "<concordat-library format=\"1\">\n  <source id=\"made-up\" title=\"Shared\"/>\n"
      "  <set path=\"cost/overhead\" value=\"0.1\" source=\"made-up\" grade=\"B\"/>\n"
      "  <set path=\"cost/procurement\" value=\"50000\" source=\"made-up\" grade=\"B\" price-year=\"2019\"/>\n"
      "  <set path=\"council[west]/label\" value=\"x\"/>\n</concordat-library>\n";
  g_autofree char *path = save_including(*state, "shared.xml");
  g_free(save(*state, "shared.xml", set));
  g_autoptr(GError) error = NULL;
  assert_null(cd_scenario_load(path, NULL, &error));
  assert_non_null(strstr(error->message, "<council> has no value \"label\""));
  g_autofree char *numbers = replaced(set, "  <set path=\"council[west]/label\" value=\"x\"/>\n", "");
  g_free(save(*state, "shared.xml", numbers));
  g_autoptr(CdScenario) library_alone = cd_scenario_load(path, NULL, NULL);
  const CdValue *overhead = &cd_scenario_cost(library_alone, 0)->overhead;
  assert_true(overhead->dist.a == 0.1);
  assert_string_equal(overhead->grade, "B");
  assert_int_equal(overhead->place.file, 1);
  assert_int_equal(overhead->place.line, 3);
  assert_true(fabs(cd_scenario_cost(library_alone, 0)->procurement.dist.a - 50000 * 100 / 94.) < 1e-6);
  assert_round_trip(library_alone);

  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autofree char *own = replaced(text, "</concordat>",
                                  "<set path=\"cost/overhead\" value=\"0.2\" source=\"made-up\" grade=\"C\"/>"
                                  "<set path=\"terms/exit-right\" value=\"no\" note=\"for its readers\"/></concordat>");
  g_free(save(*state, "main.xml", own));
  g_autoptr(CdScenario) both = cd_scenario_load(path, NULL, NULL);
  assert_true(cd_scenario_cost(both, 0)->overhead.dist.a == 0.2);
  assert_string_equal(cd_scenario_cost(both, 0)->overhead.grade, "C");
  assert_int_equal(cd_scenario_terms(both, 0)->exit_right, CD_NO);
  static const char *const settings[] = {"cost/overhead=0.3", NULL}; /* the last word is the user's */
  g_autoptr(CdScenario) set_again = cd_scenario_load(path, settings, NULL);
  assert_true(cd_scenario_cost(set_again, 0)->overhead.dist.a == 0.3);
}

static void assert_include_refused(const Files *files, const char *href, int code, const char *number)
{
  g_autofree char *path = save_including(files, href);
  g_autoptr(GError) error = NULL;
  assert_null(cd_scenario_load(path, NULL, &error));
  assert_true(g_error_matches(error, CD_ERROR, code));
  assert_non_null(strstr(error->message, number));
}

static void nothing_outside_the_folder_is_read(void **state)
{
  const Files *files = *state;
  g_free(save(files, "shared.xml", library));
  g_autofree char *link_path = g_build_filename(files->folder, "link.xml", NULL);
  g_autofree char *pipe_path = g_build_filename(files->folder, "pipe.xml", NULL);
  assert_int_equal(symlink("shared.xml", link_path), 0);
  assert_int_equal(mkfifo(pipe_path, 0600), 0);
  const char *const outside[] = {"link.xml", "pipe.xml", "../shared.xml", "./shared.xml", "/etc/passwd",   ".",
                                 "..",       "",         ".hidden",       "a\\b",         "sub/shared.xml"};
  for (guint i = 0; i < G_N_ELEMENTS(outside); i++)
    assert_include_refused(files, outside[i], CD_ERROR_SCENARIO, "error[E0141]");
}

static void an_include_that_cannot_be_read_is_an_io_error(void **state)
{
  assert_include_refused(*state, "gone.xml", CD_ERROR_IO, "error[E0145]");
}

static void includes_count_towards_the_limit(void **state)
{
  GString *large = g_string_new("<concordat-library format=\"1\">");
  g_string_append_printf(large, "%*s</concordat-library>", (int)CD_LIMIT_BYTES - 100, "");
  g_free(save(*state, "shared.xml", large->str));
  g_string_free(large, TRUE);
  assert_include_refused(*state, "shared.xml", CD_ERROR_SCENARIO, "error[E0001]");
}

static void a_missing_file_is_named(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  assert_null(cd_scenario_load("no/such/file.xml", NULL, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
  assert_non_null(strstr(error->message, "no/such/file.xml"));
  g_clear_error(&error);
  assert_null(cd_scenario_load("/", NULL, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
}

static void text_alone_has_no_folder(void **state)
{
  g_autofree char *path = save_including(*state, "shared.xml"), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(GError) error = NULL;
  assert_null(cd_scenario_read_text(text, strlen(text), "t", NULL, NULL, &error));
  assert_true(g_str_has_prefix(error->message, "error[E0144]"));
}

/* ---- the registry ---- */

static void no_field_has_the_name_of_anything_else(void **state)
{
  (void)state;
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    assert_true(entity->n_fields + CD_COMMON_COUNT + 1 < CD_LIMIT_TAG_ATTRIBUTES);
    for (guint f = 0; f < entity->n_fields; f++) {
      const char *name = entity->field[f].name;
      CdEntityKind kind = cd_entity_by_name(name);
      assert_int_equal(cd_common_by_name(name), CD_COMMON_COUNT);
      assert_true(entity->field[f].kind != CD_FIELD_NUMBER || kind == CD_ENTITY_NONE ||
                  cd_entity(kind)->parent != (CdEntityKind)k);
      assert_string_not_equal(name, CD_ATTRIBUTE_FORMAT);
    }
  }
}

static void every_kind_has_a_limit(void **state)
{
  (void)state;
  assert_int_equal(cd_draft_limit(CD_ENTITY_AREA), 64);
  assert_int_equal(cd_draft_limit(CD_ENTITY_COUNCIL), 20);
  assert_int_equal(cd_draft_limit(CD_ENTITY_CALENDAR), 1);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    assert_true(cd_draft_limit((CdEntityKind)k) >= 1 && cd_draft_limit((CdEntityKind)k) <= 8192);
}

static void months_years_and_ids_have_one_form(void **state)
{
  (void)state;
  assert_int_equal(cd_month_parse("1900-01"), 1900 * 12);
  assert_int_equal(cd_month_parse("2199-12"), 2199 * 12 + 11);
  const char *const no_months[] = {"1899-12",  "2200-01", "2021-00", "2021-13", "2021-1",
                                   "2021-001", "21-01",   "2021/01", "+021-01", ""};
  for (guint i = 0; i < G_N_ELEMENTS(no_months); i++)
    assert_int_equal(cd_month_parse(no_months[i]), -1);
  g_autofree char *month = cd_month_format(cd_month_parse("2021-04"));
  assert_string_equal(month, "2021-04");
  assert_int_equal(cd_year_parse("2021"), 2021);
  const char *const no_years[] = {"", "021", "20211", "2o21", "-021"};
  for (guint i = 0; i < G_N_ELEMENTS(no_years); i++)
    assert_int_equal(cd_year_parse(no_years[i]), 0);
  gsize bad = 0;
  g_autofree char *longest = g_strnfill(CD_ID_MAX, 'a'), *longer = g_strnfill(CD_ID_MAX + 1, 'a');
  assert_true(cd_id_is_fit("a", &bad) && cd_id_is_fit("a-1-", &bad) && cd_id_is_fit(longest, &bad));
  assert_false(cd_id_is_fit("", &bad) || cd_id_is_fit("1a", &bad) || cd_id_is_fit("-a", &bad) ||
               cd_id_is_fit(longer, &bad));
  assert_false(cd_id_is_fit("ab_c", &bad));
  assert_int_equal(bad, 2);
}

static void loading_takes_milliseconds(void **state)
{
  (void)state;
  g_autofree char *text = minimal_text();
  gint64 start = g_get_monotonic_time();
  for (guint i = 0; i < 20; i++) {
    g_autoptr(CdScenario) s = read_text(text, NULL);
    assert_non_null(s);
  }
  double each = (double)(g_get_monotonic_time() - start) / 20 / 1000;
  assert_true(each < 100); /* 0.6 measured; the rest is for slow machines and sanitizers */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_kind_of_field_is_read),
      cmocka_unit_test(talks_value_functions_and_red_lines_are_read),
      cmocka_unit_test(the_documents_example_of_talks_is_fit),
      cmocka_unit_test(without_talks_there_is_no_table),
      cmocka_unit_test(a_million_texts_are_not_too_many),
      cmocka_unit_test(labels_and_ids_have_defaults),
      cmocka_unit_test(children_know_their_parents),
      cmocka_unit_test(keys_hash_the_path_and_draw_as),
      cmocka_unit_test(two_entities_may_draw_alike),
      cmocka_unit_test(places_are_those_of_the_text),
      cmocka_unit_test(what_is_run_is_hashed),
      cmocka_unit_test(sources_and_grades_come_from_the_nearest_element),
      cmocka_unit_test(defaults_keep_the_registrys_evidence),
      cmocka_unit_test(what_holds_by_construction_needs_no_source),
      cmocka_unit_test(money_is_brought_to_base_year_prices),
      cmocka_unit_test(another_base_year_moves_money_alone),
      cmocka_unit_test(settings_reach_every_kind_of_field),
      cmocka_unit_test(what_is_set_says_so),
      cmocka_unit_test(unfit_settings_are_shown_like_lines_of_a_file),
      cmocka_unit_test(each_setting_has_its_number),
      cmocka_unit_test(every_number_of_the_registry_can_be_set),
      cmocka_unit_test(what_is_written_reads_back_the_same),
      cmocka_unit_test(settings_and_odd_texts_survive_writing),
      cmocka_unit_test(a_default_may_be_written_out),
      cmocka_unit_test_setup_teardown(a_library_is_read_in_its_place, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(what_a_file_sets_holds, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(nothing_outside_the_folder_is_read, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(an_include_that_cannot_be_read_is_an_io_error, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(includes_count_towards_the_limit, make_folder, remove_folder),
      cmocka_unit_test(a_missing_file_is_named),
      cmocka_unit_test_setup_teardown(text_alone_has_no_folder, make_folder, remove_folder),
      cmocka_unit_test(no_field_has_the_name_of_anything_else),
      cmocka_unit_test(every_kind_has_a_limit),
      cmocka_unit_test(months_years_and_ids_have_one_form),
      cmocka_unit_test(loading_takes_milliseconds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
