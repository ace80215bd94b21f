#include "sim/engine/passages.h"

#include <math.h>
#include "sim/engine/footprint.h"

/* Beyond any uniform that is drawn from 53 bits. */
#define NEARLY_NEVER 1e-17

static double least_of(const CdValue *value, const CdField *field)
{
  return cd_dist_quantile(&value->dist, NEARLY_NEVER, field->low, field->high);
}

static double most_of(const CdValue *value, const CdField *field)
{
  /* One minus the smallest number would be one, where no quantile is: the largest number below one. */
  return cd_dist_quantile(&value->dist, nextafter(1, 0), field->low, field->high);
}

/* Whether CONTRACT is sure to treat somebody in its areas: adults are in treatment in every area. */
static bool treats_adults(const CdScenario *scenario, const CdContractSpec *contract)
{
  const CdField *share = CD_FIELD(COHORT, Cohort, share);
  for (guint k = 0; k < scenario->table[CD_ENTITY_COHORT].n; k++) {
    const CdCohortSpec *cohort = cd_scenario_cohort(scenario, k);
    if (cohort->age == CD_AGE_ADULT && cd_refs_has(contract->components, (guint)cohort->component) &&
        least_of(&cohort->share, share) > 0)
      return true;
  }
  return false;
}

/* Whether STRUCTURE has a contract that serves AREA pay for HUB. */
static bool pays(const CdScenario *scenario, guint structure, guint area, guint hub)
{
  for (guint c = 0; c < scenario->table[CD_ENTITY_CONTRACT].n; c++) {
    const CdContractSpec *contract = cd_scenario_contract(scenario, c);
    if (contract->head.parent == (int)structure && cd_refs_has(contract->areas, area) &&
        cd_refs_has(contract->hubs, hub) && treats_adults(scenario, contract))
      return true;
  }
  return false;
}

/* A hub of AREA's own that its residents' contracts pay for whoever goes with whom, in blocks that no structure shows too
 * (sim/engine/partners/block.c). */
static bool is_always_there(const CdScenario *scenario, guint area, guint hub)
{
  if (cd_scenario_hub(scenario, hub)->area != (int)area)
    return false;
  for (guint s = 0; s < scenario->table[CD_ENTITY_STRUCTURE].n; s++)
    if (!pays(scenario, s, area, hub))
      return false;
  return true;
}

/* Minutes from LOCALITY to its nearest hub of those that are always there, at the most. */
static double surely_within(const CdScenario *scenario, guint locality)
{
  double minutes = INFINITY;
  const CdField *field = CD_FIELD(TRAVEL, Travel, minutes);
  guint area = (guint)cd_scenario_locality(scenario, locality)->area;
  for (guint t = 0; t < scenario->table[CD_ENTITY_TRAVEL].n; t++) {
    const CdTravelSpec *travel = cd_scenario_travel(scenario, t);
    if (travel->head.parent == (int)locality && is_always_there(scenario, area, (guint)travel->hub))
      minutes = fmin(minutes, most_of(&travel->minutes, field));
  }
  return minutes;
}

static void mark(bool *pair, guint n_areas, int from, int to)
{
  if (from != to)
    pair[(guint)from * n_areas + (guint)to] = true;
}

static void mark_borders(const CdScenario *scenario, bool *pair, guint n_areas)
{
  for (guint b = 0; b < scenario->table[CD_ENTITY_BORDER].n; b++) {
    const CdBorderSpec *border = cd_scenario_border(scenario, b);
    mark(pair, n_areas, border->first, border->second);
    mark(pair, n_areas, border->second, border->first);
  }
}

static void mark_hubs(const CdScenario *scenario, bool *pair, guint n_areas)
{
  const CdField *minutes = CD_FIELD(TRAVEL, Travel, minutes), *across = CD_FIELD(LOCALITY, Locality, best_across);
  for (guint l = 0; l < scenario->table[CD_ENTITY_LOCALITY].n; l++) {
    const CdLocalitySpec *locality = cd_scenario_locality(scenario, l);
    double within = surely_within(scenario, l);
    if (locality->best_hub >= 0 && most_of(&locality->best_across, across) > 0)
      mark(pair, n_areas, locality->area, cd_scenario_hub(scenario, (guint)locality->best_hub)->area);
    for (guint t = 0; t < scenario->table[CD_ENTITY_TRAVEL].n; t++) {
      const CdTravelSpec *travel = cd_scenario_travel(scenario, t);
      if (travel->head.parent == (int)l && least_of(&travel->minutes, minutes) <= within) /* a tie goes by the hubs' ids */
        mark(pair, n_areas, locality->area, cd_scenario_hub(scenario, (guint)travel->hub)->area);
    }
  }
}

CdPassages *cd_passages_new(const CdScenario *scenario)
{
  guint n_areas = scenario->table[CD_ENTITY_AREA].n, n = 0;
  g_autofree bool *pair = g_new0(bool, n_areas *n_areas + 1);
  mark_borders(scenario, pair, n_areas);
  mark_hubs(scenario, pair, n_areas);
  for (guint p = 0; p < n_areas * n_areas; p++)
    n += pair[p];
  CdPassages *passages = g_new0(CdPassages, 1);
  passages->from = g_new0(guint, n + 1);
  passages->to = g_new0(guint, n + 1);
  for (guint p = 0; p < n_areas * n_areas; p++)
    if (pair[p]) {
      passages->from[passages->n] = p / n_areas;
      passages->to[passages->n++] = p % n_areas;
    }
  return passages;
}

void cd_passages_free(CdPassages *passages)
{
  if (!passages)
    return;
  g_free(passages->from);
  g_free(passages->to);
  g_free(passages);
}

int cd_passage_find(const CdPassages *passages, guint from, guint to)
{
  for (guint i = 0; i < passages->n; i++)
    if (passages->from[i] == from && passages->to[i] == to)
      return (int)i;
  return -1;
}
