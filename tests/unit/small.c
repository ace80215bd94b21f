#include "tests/unit/small.h"

#include <stdio.h>
#include <string.h>

/* Whatever the parent itself stands in. */
static int parent_row(const CdScenario *scenario, CdEntityKind kind, const char *parent)
{
  if (!parent)
    return -1;
  CdEntityKind of = cd_entity(kind)->parent;
  for (guint i = 0; i < scenario->table[of].n; i++)
    if (g_str_equal(cd_scenario_row(scenario, of, i)->id, parent))
      return (int)i;
  g_assert_not_reached();
}

guint cd_small_row(const CdScenario *scenario, CdEntityKind kind, const char *parent, const char *id)
{
  int row = cd_scenario_find(scenario, kind, parent_row(scenario, kind, parent), id);
  g_assert(row >= 0);
  return (guint)row;
}

static int choice_of(const CdField *field, const char *text)
{
  const char *const *choice = cd_choices[field->choices];
  for (int i = 0; choice[i]; i++)
    if (g_str_equal(choice[i], text))
      return i;
  g_assert_not_reached();
}

static CdRefs refs_of(CdScenario *scenario, CdEntityKind target, const char *text)
{
  g_auto(GStrv) id = g_strsplit(text, "+", -1);
  guint n = g_strv_length(id);
  guint *row = g_new(guint, n);
  for (guint i = 0; i < n; i++)
    row[i] = cd_small_row(scenario, target, NULL, id[i]);
  g_ptr_array_add(scenario->blocks, row);
  return (CdRefs){n, row};
}

static int month_of(const char *text)
{
  int year = 0, month = 0;
  g_assert(sscanf(text, "%d-%d", &year, &month) == 2);
  return year * 12 + month - 1;
}

static void set_field(CdScenario *scenario, CdSpecHead *row, const CdField *field, const char *text)
{
  void *slot = (char *)row + field->spec_offset;
  CdValueProblem problem;
  bool ok = true;
  switch (field->kind) {
  case CD_FIELD_NUMBER: {
    CdValue *value = slot;
    *value = (CdValue){.source = "invented", .grade = "D"};
    ok = cd_dist_parse(text, field->low, field->high, &value->dist, &problem);
    break;
  }
  case CD_FIELD_CHOICE:
    *(int *)slot = choice_of(field, text);
    break;
  case CD_FIELD_REF:
    *(int *)slot = (int)cd_small_row(scenario, field->target, NULL, text);
    break;
  case CD_FIELD_REFS:
    *(CdRefs *)slot = refs_of(scenario, field->target, text);
    break;
  case CD_FIELD_TEXT:
    *(const char **)slot = g_string_chunk_insert_const(scenario->text, text);
    break;
  case CD_FIELD_MONTH:
    *(int *)slot = month_of(text);
    break;
  }
  g_assert(ok);
}

static void set_fields(CdScenario *scenario, CdEntityKind kind, guint row, const char *fields)
{
  g_auto(GStrv) part = g_strsplit(fields, " ", -1);
  for (guint i = 0; part[i]; i++) {
    char *equals = strchr(part[i], '=');
    if (!equals)
      continue;
    *equals = '\0';
    const CdField *field = cd_entity_field(cd_entity(kind), part[i]);
    g_assert(field);
    set_field(scenario, cd_scenario_row(scenario, kind, row), field, equals + 1);
  }
}

/* What is uncertain by default is made sure, at its median. */
static void make_sure(CdScenario *scenario, CdEntityKind kind, guint row)
{
  const CdEntity *entity = cd_entity(kind);
  for (guint f = 0; f < entity->n_fields; f++) {
    const CdField *field = &entity->field[f];
    if (field->kind != CD_FIELD_NUMBER)
      continue;
    CdValue *value = (CdValue *)(void *)((char *)cd_scenario_row(scenario, kind, row) + field->spec_offset);
    if (cd_dist_is_uncertain(&value->dist))
      value->dist = (CdDist){.kind = CD_DIST_POINT, .a = cd_value_median(value, field)};
  }
}

guint cd_small_add(CdScenario *scenario, CdEntityKind kind, const char *parent, const char *id, const char *fields)
{
  guint row = scenario->table[kind].n;
  cd_scenario_append(scenario, kind, parent_row(scenario, kind, parent), id, NULL);
  make_sure(scenario, kind, row);
  set_fields(scenario, kind, row, fields);
  cd_scenario_set_keys(scenario, kind, row, NULL);
  return row;
}

void cd_small_set(CdScenario *scenario, CdEntityKind kind, const char *id, const char *fields)
{
  set_fields(scenario, kind, id ? cd_small_row(scenario, kind, NULL, id) : 0, fields);
}

void cd_small_set_within(CdScenario *scenario, CdEntityKind kind, const char *parent, const char *id, const char *fields)
{
  set_fields(scenario, kind, cd_small_row(scenario, kind, parent, id), fields);
}

/* All five weights of an agent alike, all its scales a tenth, no beliefs. */
#define VIEWS                                                                                                          \
  " weight-cost=20 weight-outcomes=20 weight-continuity=20 weight-control=20 weight-time=20 belief-scale=0"            \
  " belief-disruption=0 belief-fit=0 belief-same-provider=0 cost-scale=0.1 outcome-scale=0.1 "                         \
  "continuity-scale=0.1"                                                                                               \
  " time-scale=12"

#define TERMS                                                                                                          \
  " terms-weight=0 ideal-length=5 ideal-quality-weight=0.5 ideal-outcomes=0.3 ideal-localisation=0.3 "                 \
  "length-tolerance=4"                                                                                                 \
  " share-tolerance=0.5 weight-length=20 weight-quality-weight=20 weight-pricing=20 "                                  \
  "weight-outcomes-share=20"                                                                                           \
  " weight-localisation=20 approval-months=2"

#define EXITS                                                                                                          \
  " completed-share=0.5 unplanned-share=0.4 transferred-share=0.1 early-share=0.25 "                                   \
  "re-presentation-share=0.2"                                                                                          \
  " wait-months=0.5 give-up-share=0.1 return-rate=0.4 leave-rate=0.2"

static void add_people(CdScenario *s)
{
  cd_small_add(s, CD_ENTITY_AREA, NULL, "east", "population=50000 adults-in-treatment=400 young-people-in-treatment=40");
  cd_small_add(s, CD_ENTITY_AREA, NULL, "west", "population=30000 adults-in-treatment=200 rural-share=0.5");
  cd_small_add(s, CD_ENTITY_AREA, NULL, "hill", "population=20000 adults-in-treatment=100 rural-share=1");
  cd_small_add(s, CD_ENTITY_COMPONENT, NULL, "treatment", "");
  cd_small_add(s, CD_ENTITY_COMPONENT, NULL, "justice", "");
  cd_small_add(s, CD_ENTITY_COMPONENT, NULL, "youth", "");
  cd_small_add(s, CD_ENTITY_COMPONENT, NULL, "beds", "client-cost=100 pass-through=yes");
  cd_small_add(s, CD_ENTITY_COHORT, NULL, "opiate",
               "substance=opiate component=treatment share=0.5 stay-months=36 death-rate=0.02 direct-cost=1000"
               " pass-through-cost=200" EXITS);
  cd_small_add(s, CD_ENTITY_COHORT, NULL, "alcohol",
               "substance=alcohol component=treatment share=0.3 stay-months=6 death-rate=0.01 direct-cost=600" EXITS);
  cd_small_add(s, CD_ENTITY_COHORT, NULL, "justice",
               "substance=opiate pathway=criminal-justice component=justice share=0.2 stay-months=12 death-rate=0.02"
               " direct-cost=800" EXITS);
  cd_small_add(s, CD_ENTITY_COHORT, NULL, "young",
               "substance=non-opiate age=under-18 component=youth share=1 stay-months=12 death-rate=0 "
               "direct-cost=1500" EXITS);
}

static void add_councils(CdScenario *s)
{
  cd_small_add(s, CD_ENTITY_PRICING, NULL, "block", "provider-bears=1");
  cd_small_add(s, CD_ENTITY_PRICING, NULL, "results", "by-results=yes provider-bears=0.25");
  cd_small_add(s, CD_ENTITY_COUNCIL, NULL, "eastern", "areas=east+hill historic-share=3" VIEWS TERMS);
  cd_small_add(s, CD_ENTITY_COUNCIL, NULL, "western", "areas=west historic-share=1" VIEWS TERMS);
  cd_small_add(s, CD_ENTITY_TERMS, NULL, NULL,
               "pricing=block length=5 quality-weight=0.5 results-share=0.4 outcomes-share=0.3 "
               "localisation=0.3 notice-months=9");
}

static void add_rules(CdScenario *s)
{
  cd_small_add(s, CD_ENTITY_COST, NULL, NULL,
               "rural-premium=0 management-fixed=0 management-per-client=0 management-reference=100 "
               "management-elasticity=1"
               " overhead=0 same-provider-retention=0 complexity=0 mobilisation=0 transfer=0 transfer-split-factor=1"
               " hub-limit=10000 contract-management-wte=0 coordination-wte=0 officer-cost=60000 procurement=0 "
               "absorption=0");
  cd_small_add(s, CD_ENTITY_MARKET, NULL, NULL,
               "cost-spread=0.08 shared-spread=0.5 incumbent-spread=1 incumbent-rewin=1 quality-cost=1 "
               "price-band=0.3 envelope=1.1"
               " length-premium=0 reference-quality=0.7 quality-effect=0 no-bid-premium=0 no-bid-months=0 "
               "same-provider-passed-on=1 "
               "failure-rate=0"
               " failure-loss=0 failure-locked-months=24 demand-spread=0 flex-outputs=0 flex-outcomes=0");
  cd_small_add(s, CD_ENTITY_DELIVERY, NULL, NULL,
               "capacity-drop=0 capacity-drop-incumbent=0 recovery-months=6 fit=0 loss-one-contract=0 "
               "loss-same-provider=0"
               " loss-other-provider=0 door-loss=0 death-ratio-out=1 intelligence-effect=0 travel-effect=0 "
               "digital-share=0"
               " early-help=0 early-help-months=24");
  cd_small_add(
      s, CD_ENTITY_CALENDAR, NULL, NULL,
      "decision=2021-01 planned-start=2022-01 extension-premium=0 gap-loss=0.25 gap-cost-share=1 redesign-months=0 "
      "agreement-months=0"
      " procurement-months=9 slippage-months=0");
  cd_small_add(s, CD_ENTITY_APPRAISAL, NULL, NULL,
               "horizon-months=24 discount-rate=0 optimism-bias=0 benefit-per-pound=1 completion-benefit-share=0.5"
               " crime-cost=1000");
}

CdScenario *cd_small_scenario(void)
{
  CdScenario *s = cd_scenario_new_empty();
  s->id = g_strdup("small");
  s->label = g_strdup("Small");
  cd_small_add(s, CD_ENTITY_CONCORDAT, NULL, NULL, "base-year=2021");
  add_people(s);
  add_councils(s);
  add_rules(s);
  return s;
}

void cd_small_add_structures(CdScenario *scenario)
{
  static const char everything[] = "treatment+justice+youth+beds";
  g_autofree char *all = g_strdup_printf("areas=east+west+hill components=%s", everything);
  g_autofree char *eastern = g_strdup_printf("areas=east+hill components=%s", everything);
  g_autofree char *western = g_strdup_printf("areas=west components=%s", everything);
  cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "apart", "");
  cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "joint", "");
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "apart", "eastern", eastern);
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "apart", "western", western);
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "joint", "all", all);
  cd_small_set(scenario, CD_ENTITY_CONCORDAT, NULL, "baseline=apart joint=joint apart=apart");
}

CdSmall *cd_small_new(CdScenario *scenario)
{
  CdSmall *small = g_new0(CdSmall, 1);
  small->scenario = scenario;
  small->world = cd_world_new(scenario);
  small->arena = cd_arena_new();
  cd_world_central(small->world);
  cd_small_lay(small, NULL);
  return small;
}

void cd_small_lay(CdSmall *small, const double *reach)
{
  cd_caseload_make(&small->caseload, small->world, reach, small->arena);
}

void cd_small_lay_reaching(CdSmall *small, double reach_cj)
{
  const CdWorld *world = small->world;
  double *reach = cd_arena_array(small->arena, double, world->n_area * world->n_cohort);
  for (guint cell = 0; cell < world->n_area * world->n_cohort; cell++)
    reach[cell] = world->cohort[cell % world->n_cohort].pathway == CD_PATHWAY_CJ ? reach_cj : 1;
  cd_small_lay(small, reach);
}

void cd_small_free(CdSmall *small)
{
  cd_world_free(small->world);
  cd_arena_free(small->arena);
  cd_scenario_unref(small->scenario);
  g_free(small);
}

guint cd_small_cell(const CdSmall *small, const char *area, const char *cohort)
{
  return cd_cell(&small->caseload, cd_small_row(small->scenario, CD_ENTITY_AREA, NULL, area),
                 cd_small_row(small->scenario, CD_ENTITY_COHORT, NULL, cohort));
}
