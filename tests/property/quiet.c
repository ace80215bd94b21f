#include "tests/property/quiet.h"

#include "tests/property/transform.h"

/* Later than any tender could end. */
#define MONTHS_TO_START 200

static void still_delivery(CdScenario *scenario)
{
  static const char *const nothing[] = {
      "fit",           "loss-one-contract", "loss-same-provider",  "loss-other-provider", "door-loss",
      "travel-effect", "early-help",        "intelligence-effect", "handover-risk"};
  for (guint i = 0; i < G_N_ELEMENTS(nothing); i++)
    cd_fix(scenario, CD_ENTITY_DELIVERY, nothing[i], 0);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "capacity-drop", 0.06);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "capacity-drop-incumbent", 0.06);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "turnover-after-change", 1);
  cd_fix(scenario, CD_ENTITY_POST, "effect", 0);
}

CdScenario *cd_quiet(guint64 seed, CdWanted wanted)
{
  CdScenario *varied = cd_generate(seed, wanted);
  CdScenario *scenario = cd_without(varied, CD_ENTITY_FUNDER);
  cd_scenario_unref(varied);
  cd_tender_all(scenario);
  still_delivery(scenario);
  cd_same_doors(scenario);
  cd_choose(scenario, CD_ENTITY_BUDGETS, "gap", CD_GAP_FIXED_SERVICE); /* nobody goes without for want of money */
  cd_fix(scenario, CD_ENTITY_MARKET, "failure-loss", 0);
  cd_fix(scenario, CD_ENTITY_MARKET, "quality-effect", 0);
  cd_fix(scenario, CD_ENTITY_PRICING, "starts-odds", 1);
  cd_fix(scenario, CD_ENTITY_PRICING, "completions-odds", 1);
  CdCalendarSpec *calendar = cd_scenario_calendar(scenario, 0);
  calendar->planned_start = calendar->decision + MONTHS_TO_START;
  return scenario;
}
