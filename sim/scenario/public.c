#include "concordat/scenario.h"

#include "sim/model/spec.h"

const char *cd_scenario_id(const CdScenario *scenario)
{
  return scenario->id;
}

const char *cd_scenario_label(const CdScenario *scenario)
{
  return scenario->label;
}

const char *cd_scenario_sha256(const CdScenario *scenario)
{
  return scenario->sha256;
}
