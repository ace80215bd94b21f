/* bench-region: what it costs that ten councils talk (scenarios/region-of-ten.xml), in the measure of what they would without. One JSON object a line; a line with a
 * limit has "ok". Exit 1 when a limit is missed.
 *   talks / structures   roundtable, walk-away values, decision and inquiry of ten councils, against the structures' own arms of a replicate
 *   every / shown        walk-away values where each of 1,023 groups is weighed, against those of the groups that some structure shows; once, for it takes long */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "bench/measure.h"
#include "sim/engine/partners/session.h"
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"

enum { REPEATS = 5, TALKS_MOST = 5 };

typedef struct {
  CdScenario *scenario;
  CdEngine *engine; /* without talks */
  CdWorker *worker;
  double *value;
  CdSession *session;
  CdWorld *world;
  CdArena *arena;
  guint32 next; /* replicate */
  double sink;  /* so that nothing is optimised away */
} Work;

static CdScenario *load(const char *path)
{
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(path, NULL, &error);
  if (!scenario) {
    fprintf(stderr, "%s\n", error->message);
    exit(1);
  }
  return scenario;
}

static double run_structures(Work *work, guint32 replicate)
{
  double start = seconds();
  cd_engine_replicate(work->engine, work->worker, replicate, &(CdReplicateOut){.value = work->value});
  return seconds() - start;
}

static double run_talks(Work *work, guint32 replicate)
{
  CdTalkRecord *record = g_new(CdTalkRecord, 1);
  double start = seconds();
  cd_session_replicate(work->session, work->world, work->arena, replicate, record, NULL, NULL, NULL);
  double taken = seconds() - start;
  work->sink += record->decision.meeting;
  g_free(record);
  return taken;
}

/* Walk-away values of REPLICATE, as <negotiation groupings=…> of WORLD has it. */
static double run_values(Work *work, CdWorld *world, guint32 replicate)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartners *partners = cd_partners_outline(world, 1);
  cd_world_draw(world, 1, replicate);
  CdScene *scene = cd_arena_array(arena, CdScene, 1);
  cd_scene_make(scene, world, 1, replicate, 1, arena);
  cd_now_make(&scene->now, &scene->context, &scene->baseline, cd_session_baseline_same(work->session, world, arena),
              arena);
  CdRoundtable table;
  CdBlockValues values;
  double start = seconds();
  cd_roundtable_make(&table, partners, scene, arena);
  cd_block_values_make(&values, &table, CD_BELIEFS_OWN, CD_TASTES_OWN);
  double taken = seconds() - start;
  work->sink += values.solution[cd_block_all(&values)].n_feasible;
  cd_partners_free(partners);
  return taken;
}

/* Of choices none is drawn: the world of a scenario that weighs every grouping differs in that alone. */
static double every_grouping(Work *work, const char *path)
{
  CdScenario *scenario = load(path);
  ((CdNegotiationSpec *)cd_scenario_negotiation(scenario, 0))->groupings = CD_GROUPINGS_EVERY;
  CdWorld *world = cd_world_new(scenario);
  double taken = run_values(work, world, 0);
  cd_world_free(world);
  cd_scenario_unref(scenario);
  return taken;
}

int main(int argc, char **argv)
{
  const char *path = argc > 1 ? argv[1] : SCENARIO;
  CdScenario *silent = load(path);
  silent->table[CD_ENTITY_NEGOTIATION].n = 0;
  Work work = {.scenario = load(path), .engine = cd_engine_new(silent, 1), .arena = cd_arena_new()};
  work.worker = cd_worker_new(work.engine);
  work.value = g_new(double, (gsize)cd_engine_arms(work.engine) * CD_LUCKS * cd_engine_layout(work.engine)->n);
  double start = seconds();
  work.session = cd_session_new(work.scenario, 1);
  double learning = seconds() - start;
  work.world = cd_world_new(work.scenario);
  double talks[REPEATS], ratio[REPEATS];
  guint repeats = scaled(REPEATS, 1);
  for (guint32 r = 0; r < repeats; r++) { /* by turns, so that a busy machine slows both */
    talks[r] = run_talks(&work, r);
    ratio[r] = talks[r] / run_structures(&work, r);
  }
  bool ok = report("talks of ten councils / the structures of a replicate", median(ratio, repeats), "<=", TALKS_MOST);
  double one = median(talks, repeats), shown = run_values(&work, work.world, 0);
  ok &= report("walk-away values of ten, every grouping / those shown", every_grouping(&work, path) / shown, ">=", 20);
  inform("talks of ten councils", one * 1e3, "ms");
  inform("learning what their tenders lead to / a replicate's talks", learning / one, "ratio");
  inform("check", work.sink, "");
  cd_session_free(work.session);
  cd_world_free(work.world);
  cd_worker_free(work.worker);
  cd_engine_free(work.engine);
  cd_arena_free(work.arena);
  g_free(work.value);
  cd_scenario_unref(work.scenario);
  cd_scenario_unref(silent);
  return ok ? 0 : 1;
}
