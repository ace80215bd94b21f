#include "sim/engine/partners/session.h"

static CdSession *outline(const CdScenario *scenario, guint64 seed, CdWorld *world)
{
  g_assert(scenario->table[CD_ENTITY_NEGOTIATION].n > 0);
  CdSession *session = g_new0(CdSession, 1);
  session->scenario = scenario;
  session->seed = seed;
  session->slippage_median = cd_slippage_at(scenario, 0.5);
  session->partners = cd_partners_outline(world, seed);
  return session;
}

CdSession *cd_session_outline(const CdScenario *scenario, guint64 seed)
{
  g_autoptr(CdWorld) world = cd_world_new(scenario);
  return outline(scenario, seed, world);
}

CdSession *cd_session_new(const CdScenario *scenario, guint64 seed)
{
  g_autoptr(CdWorld) world = cd_world_new(scenario);
  g_autoptr(CdArena) scratch = cd_arena_new();
  CdSession *session = outline(scenario, seed, world);
  cd_partners_teach(session->partners, world, seed, session->slippage_median, scratch);
  return session;
}

void cd_session_free(CdSession *session)
{
  if (!session)
    return;
  cd_partners_free(session->partners);
  g_free(session);
}

const double *cd_session_baseline_same(const CdSession *session, const CdWorld *world, CdArena *arena)
{
  CdDecision baseline = {.division = cd_structure_division(session->partners->blocks, (guint)world->concordat->baseline)};
  return cd_decision_same(session->partners, world, &baseline, arena);
}

/* VALUES of a replicate as its councils see them; its roundtable in ARENA, which is begun anew. */
static void sit_down(const CdSession *session, CdWorld *world, CdArena *arena, guint32 replicate, CdBlockValues *values)
{
  cd_arena_rewind(arena, 0);
  cd_world_draw(world, session->seed, replicate);
  CdScene *scene = cd_arena_array(arena, CdScene, 1);
  cd_scene_make(scene, world, session->seed, replicate, session->slippage_median, arena);
  cd_now_make(&scene->now, &scene->context, &scene->baseline, cd_session_baseline_same(session, world, arena), arena);
  CdRoundtable *table = cd_arena_array(arena, CdRoundtable, 1);
  cd_roundtable_make(table, session->partners, scene, arena);
  cd_block_values_make(values, table, CD_BELIEFS_OWN, CD_TASTES_OWN);
}

CdCourseRecord cd_session_course(const CdSession *session, CdWorld *world, CdArena *arena, guint32 replicate,
                                 const CdTalksEventSpec *event)
{
  CdBlockValues values;
  sit_down(session, world, arena, replicate, &values);
  CdDecision decision = cd_partners_decide(&values, session->seed, replicate, NULL, NULL, NULL);
  return (CdCourseRecord){cd_course_step(event, &decision), cd_course_nearness(event, &values)};
}

void cd_session_replicate(const CdSession *session, CdWorld *world, CdArena *arena, guint32 replicate,
                          CdTalkRecord *record, CdLedger *ledger, const CdSeat *seat, guint *waits_for)
{
  guint waits = CD_NO_PARTY;
  CdBlockValues values;
  sit_down(session, world, arena, replicate, &values);
  record->decision = cd_partners_decide(&values, session->seed, replicate, ledger, seat, &waits);
  if (waits_for)
    *waits_for = waits;
  if (waits != CD_NO_PARTY)
    return;
  cd_inquire(&record->inquiry, &values, &record->decision, ledger);
  cd_cost_shares_make(&record->shares, values.table);
  memcpy(record->last, values.table->last, sizeof record->last);
}
