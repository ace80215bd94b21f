#include "concordat/scenario.h"

#include "sim/scenario/load.h"

CdScenario *cd_scenario_load(const char *path, const char *const *settings, GError **error)
{
  return cd_scenario_read(path, settings, error);
}

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

char *cd_scenario_to_xml(const CdScenario *scenario)
{
  return cd_scenario_write(scenario);
}
