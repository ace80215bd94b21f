#include "tests/unit/seated.h"

#include "sim/scenario/load.h"
#include "tests/unit/small.h"

#define LOCAL "components=treatment+youth+beds"
#define PROVIDER                                                                                                       \
  "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 bid-cost=5000 risk-aversion=1 "

CdScenario *cd_seated_small(void)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL,
               "management-fixed=7000 management-per-client=20 procurement=40000 contract-management-wte=0.5"
               " coordination-wte=0.1 mobilisation=0.04 complexity=3000");
  cd_small_set(s, CD_ENTITY_CALENDAR, NULL, "extension-months=6 redesign-months=2");
  cd_small_set(s, CD_ENTITY_MARKET, NULL, "quality-effect=0.4 length-premium=0.004 quality-cost=0.5");
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL,
               "fit=0.06 early-help=0.05 capacity-drop=0.1 loss-one-contract=0.04 loss-other-provider=0.2");
  cd_small_set(s, CD_ENTITY_PRICING, "results", "completions-odds=1.1 starts-odds=0.9 risk-premium=0.05");
  cd_small_set(s, CD_ENTITY_COUNCIL, "eastern",
               "terms-weight=0.2 belief-fit=0.05 belief-disruption=0.05 belief-scale=0.04 cost-scale=0.2 friction=0.02"
               " ideal-length=3 ideal-outcomes=0.2");
  cd_small_set(s, CD_ENTITY_COUNCIL, "western",
               "terms-weight=0.3 belief-fit=0.02 belief-disruption=0.08 belief-scale=0.08 cost-scale=0.3 friction=0.03"
               " ideal-length=7 ideal-localisation=0.6");
  cd_small_add(s, CD_ENTITY_BORDER, NULL, "border", "first=east second=west moves-per-year=40 from-first=0.5");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "one", PROVIDER "incumbent-in=east+hill+west");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "two", PROVIDER);
  cd_small_add_structures(s);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "core", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "shared", "areas=east+west+hill components=justice");
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "eastern", "areas=east+hill " LOCAL);
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "western", "areas=west " LOCAL);
  cd_small_add(s, CD_ENTITY_NEGOTIATION, NULL, NULL,
               "talks-begin=2020-10 length-least=3 length-most=7 length-levels=3 quality-weight-least=0.5"
               " quality-weight-most=0.75 quality-weight-levels=2 outcomes-share-levels=3 localisation-levels=3");
  return s;
}

void cd_seated_add_southern(CdScenario *s)
{
  cd_small_add(s, CD_ENTITY_AREA, NULL, "south", "population=30000 adults-in-treatment=100");
  cd_small_add(s, CD_ENTITY_COUNCIL, NULL, "southern",
               "areas=south weight-cost=20 weight-outcomes=20 weight-continuity=20 weight-control=20 weight-time=20"
               " belief-scale=0 cost-scale=0.1 outcome-scale=0.1 continuity-scale=0.1 time-scale=12");
  static const char *const structure[] = {"apart", "joint", "core"};
  for (guint k = 0; k < 3; k++)
    cd_small_add(s, CD_ENTITY_CONTRACT, structure[k], "southern", "areas=south components=treatment+justice+youth+beds");
}

/* Read and taught once for all the replicates that tests ask of it: the one takes longer than a replicate, the other ten times as long. */
static struct {
  CdScenario *scenario;
  CdPartners *partners;
} llr;

CdScenario *cd_seated_llr(void)
{
  g_autoptr(GError) error = NULL;
  if (!llr.scenario)
    llr.scenario = cd_scenario_load(SCENARIOS "/llr-2021.xml", NULL, &error);
  if (!llr.scenario)
    g_error("%s", error->message);
  return cd_scenario_ref(llr.scenario);
}

static CdPartners *partners_of(CdSeated *it)
{
  if (it->scenario != llr.scenario)
    return cd_partners_new(it->world, 1, 0, it->arena);
  if (!llr.partners)
    llr.partners = cd_partners_new(it->world, 1, 0, it->arena);
  return llr.partners;
}

CdSeated *cd_seated_new(CdScenario *scenario, guint32 replicate)
{
  CdSeated *it = g_new0(CdSeated, 1);
  it->scenario = scenario;
  it->world = cd_world_new(scenario);
  it->arena = cd_arena_new();
  it->partners = partners_of(it);
  cd_world_draw(it->world, 1, replicate);
  return it;
}

void cd_seated_free(CdSeated *it)
{
  if (it->partners != llr.partners)
    cd_partners_free(it->partners);
  cd_world_free(it->world);
  cd_arena_free(it->arena);
  cd_scenario_unref(it->scenario);
  g_free(it);
}

/* One provider for two contracts of business as usual: a chance that is neither nought nor one. */
static double *same_of(CdSeated *it)
{
  enum { HALF = 64 };
  double *same = cd_arena_array(it->arena, double, HALF *HALF);
  guint n = 0;
  for (guint c = 0; c < it->world->n_contract; c++)
    n += it->world->contract[c].head.parent == it->world->concordat->baseline;
  g_assert(n <= HALF);
  for (guint c = 0; c < n; c++)
    for (guint d = 0; d < n; d++)
      same[c * n + d] = c == d ? 1 : 0.6;
  return same;
}

void cd_seated_lay(CdSeated *it)
{
  it->scene = cd_arena_array(it->arena, CdScene, 1);
  cd_scene_make(it->scene, it->world, 1, 0, 0, it->arena);
  cd_now_make(&it->scene->now, &it->scene->context, &it->scene->baseline, same_of(it), it->arena);
  it->table = cd_arena_array(it->arena, CdRoundtable, 1);
  cd_roundtable_make(it->table, it->partners, it->scene, it->arena);
}

void cd_seated_solve(CdSeated *it)
{
  cd_block_values_make(&it->values, it->table, CD_BELIEFS_OWN, CD_TASTES_OWN);
}

CdSeated *cd_seated_solved(CdScenario *scenario, guint32 replicate)
{
  CdSeated *it = cd_seated_new(scenario, replicate);
  cd_seated_lay(it);
  cd_seated_solve(it);
  return it;
}

guint32 cd_seated_block(const CdSeated *it, const char *councils)
{
  g_auto(GStrv) id = g_strsplit(councils, "+", -1);
  guint32 block = 0;
  for (guint i = 0; id[i]; i++)
    block |= 1u << cd_small_row(it->scenario, CD_ENTITY_COUNCIL, NULL, id[i]);
  return block;
}
