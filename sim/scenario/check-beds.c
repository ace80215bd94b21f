#include "sim/scenario/check.h"

static void check_block(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdBedBlockSpec *it = cd_scenario_bed_block(scenario, i);
  for (guint j = 0; j < i; j++) {
    const CdBedBlockSpec *other = cd_scenario_bed_block(scenario, j);
    if (other->head.parent == it->head.parent && other->area == it->area) {
      cd_complain(resolve->complaints, CD_COMPLAINT_BEDS,
                  cd_row_span(resolve, CD_ENTITY_BED_BLOCK, i, CD_FIELD(BED_BLOCK, BedBlock, area)),
                  "add its places to those", "bed-block \"%s\" states the places of area \"%s\" already",
                  other->head.id, cd_scenario_area(scenario, (guint)it->area)->head.id);
      return;
    }
  }
}

static void check_need(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdBedNeedSpec *it = cd_scenario_bed_need(scenario, i);
  for (guint j = 0; j < i; j++) {
    const CdBedNeedSpec *other = cd_scenario_bed_need(scenario, j);
    for (guint k = 0; other->head.parent == it->head.parent && k < it->cohorts.n; k++)
      for (guint l = 0; l < other->cohorts.n; l++)
        if (it->cohorts.at[k] == other->cohorts.at[l])
          cd_complain(resolve->complaints, CD_COMPLAINT_BEDS,
                      cd_row_span(resolve, CD_ENTITY_BED_NEED, i, CD_FIELD(BED_NEED, BedNeed, cohorts)), NULL,
                      "bed-need \"%s\" states the need of cohort \"%s\" already", other->head.id,
                      cd_scenario_cohort(scenario, it->cohorts.at[k])->head.id);
  }
}

/* A post for a mental health need asks how many have one. */
static void check_post(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdPostSpec *post = cd_scenario_post(scenario, i);
  const CdField *serves = CD_FIELD(POST, Post, serves);
  for (guint k = 0; post->serves == CD_SERVES_MENTAL_HEALTH && k < post->cohorts.n; k++) {
    const CdCohortSpec *cohort = cd_scenario_cohort(scenario, post->cohorts.at[k]);
    if (cohort->mental_share.dist.kind == CD_DIST_UNSET)
      cd_complain(resolve->complaints, CD_COMPLAINT_MENTAL_HEALTH, cd_row_span(resolve, CD_ENTITY_POST, i, serves),
                  "give the cohort one: mental-health-share=\"...\"",
                  "cohort \"%s\" does not state how many have a mental health need", cohort->head.id);
  }
}

void cd_check_beds(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  for (guint i = 0; i < scenario->table[CD_ENTITY_POST].n; i++)
    check_post(resolve, i);
  for (guint i = 0; i < scenario->table[CD_ENTITY_BED_BLOCK].n; i++)
    check_block(resolve, i);
  for (guint i = 0; i < scenario->table[CD_ENTITY_BED_NEED].n; i++)
    check_need(resolve, i);
  for (guint b = 0; b < scenario->table[CD_ENTITY_BED_SERVICE].n; b++) {
    bool needed = false;
    for (guint i = 0; i < scenario->table[CD_ENTITY_BED_NEED].n; i++)
      needed = needed || cd_scenario_bed_need(scenario, i)->head.parent == (int)b;
    if (!needed)
      cd_complain(resolve->complaints, CD_COMPLAINT_BEDS, cd_row_span(resolve, CD_ENTITY_BED_SERVICE, b, NULL),
                  "add <bed-need id=\"...\" cohorts=\"...\" share=\"...\"/>",
                  "nobody needs a place of bed-service \"%s\"", cd_scenario_bed_service(scenario, b)->head.id);
  }
}
