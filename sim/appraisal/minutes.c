#include "sim/appraisal/minutes.h"

CdMinutes *cd_minutes_new(CdScenario *scenario, CdSession *session, guint replicate, bool borrows_session)
{
  CdMinutes *minutes = g_new0(CdMinutes, 1);
  minutes->scenario = cd_scenario_ref(scenario);
  minutes->session = session;
  minutes->borrows_session = borrows_session;
  minutes->seed = session->seed;
  minutes->replicate = replicate;
  minutes->n_councils = scenario->table[CD_ENTITY_COUNCIL].n;
  minutes->arena = cd_arena_new();
  minutes->waits_for = CD_NO_PARTY;
  cd_ledger_init(&minutes->ledger, minutes->arena);
  return minutes;
}

void cd_minutes_free(CdMinutes *minutes)
{
  if (!minutes)
    return;
  g_clear_pointer(&minutes->arena, cd_arena_free);
  if (!minutes->borrows_session)
    cd_session_free(minutes->session);
  cd_scenario_unref(minutes->scenario);
  g_free(minutes);
}
