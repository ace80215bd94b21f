#include <math.h>

#include "sim/engine/appraise.h"

/* Of a cell's clients with a mental health need, those whose contract has a post for it; NAN: none is meant for the cohort. */
static double served_share(const CdRunFacts *facts, guint cell)
{
  const CdWorld *world = facts->world;
  double served = 0;
  bool meant = false;
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    double none = 1;
    for (guint s = 0; s < world->n_post; s++) {
      const CdPost *post = &world->post[s];
      if (post->serves != CD_SERVES_MENTAL_HEALTH || !cd_refs_has(post->cohorts, cell % facts->caseload->n_cohorts))
        continue;
      meant = true;
      none *= 1 - facts->awards->post_kept[c][s];
    }
    served += facts->footprint->at[c].cell_share[cell] * (1 - none);
  }
  return meant ? served : NAN;
}

void cd_appraise_mental(const CdRunFacts *facts, const CdMetricLayout *layout, double *value)
{
  const CdCaseload *caseload = facts->caseload;
  if (!cd_scenario_has_mental_health_posts(facts->world->scenario))
    return;
  double all = 0, all_served = 0;
  for (guint a = 0; a < caseload->n_areas; a++) {
    double need = 0, served = 0;
    for (guint k = 0; k < caseload->n_cohorts; k++) {
      guint cell = cd_cell(caseload, a, k);
      double share = served_share(facts, cell);
      if (isnan(share))
        continue;
      need += caseload->clients[cell] * facts->world->cohort[k].mental_share;
      served += caseload->clients[cell] * facts->world->cohort[k].mental_share * share;
    }
    *cd_metric_slot(layout, value, CD_METRIC_MENTAL_HEALTH, CD_BY_AREA, a) = need > 0 ? served / need : NAN;
    all += need;
    all_served += served;
  }
  *cd_metric_slot(layout, value, CD_METRIC_MENTAL_HEALTH, CD_TOTAL, 0) = all > 0 ? all_served / all : NAN;
}
