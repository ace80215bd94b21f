#include "sim/sweep/stage.h"

#include <math.h>
#include "sim/sensitivity/pairs.h"

double cd_stage_confidence(const CdSweepPlan *plan)
{
  return plan->close ? 1 - (1 - CD_STAGE_CONFIDENCE) / 2 : CD_STAGE_CONFIDENCE;
}

guint cd_stage_replicates(const CdSweepPlan *plan, const double *difference)
{
  guint pilot = plan->replicates;
  double confidence = cd_stage_confidence(plan);
  if (plan->half <= 0 || pilot < 2)
    return pilot;
  CdPairs of = cd_pairs(difference, NULL, pilot, confidence);
  bool is_clear = fabs(of.mean) > of.half;
  if (plan->close && is_clear)
    return pilot;
  CdStein stein = cd_stein(pilot, of.sd, plan->half, confidence);
  return (guint)MIN(stein.size, plan->most);
}
