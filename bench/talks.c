/* bench-talks: what it costs that partners talk, in the measure of what a replicate costs without. One JSON object a line; a line with a limit has
 * "ok". Exit 1 when a limit is missed.
 *   talks / structures      roundtable, walk-away values and decision of three councils over 10,368 texts, against the structures' own arms
 *   expected run / scoring  a full expected run, against the utility of a text to a member as tables are filled */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "bench/measure.h"
#include "sim/engine/partners/decision.h"
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"

enum { REPEATS = 9, REPLICATES = 8, RUNS = 200 };

typedef struct {
  CdScenario *talking, *silent;
  CdEngine *engine; /* of the silent one */
  CdWorker *worker;
  double *value;
  CdWorld *world;
  CdArena *arena;
  CdPartners *partners;
  CdRoundtable *table; /* of the last talks */
  double sink;         /* so that nothing is optimised away */
} Work;

typedef double (*Job)(Work *work); /* seconds for one */

/* Both by turns, so that a busy machine slows both; the median of the ratios. */
static double median_ratio(Job job, Job against, Work *work, double *seconds_of)
{
  double ratio[REPEATS], taken[REPEATS];
  guint repeats = scaled(REPEATS, 1);
  for (guint r = 0; r < repeats; r++) {
    taken[r] = job(work);
    ratio[r] = taken[r] / against(work);
  }
  *seconds_of = median(taken, repeats);
  return median(ratio, repeats);
}

static double run_structures(Work *work)
{
  double start = seconds();
  for (guint32 k = 0; k < REPLICATES; k++)
    cd_engine_replicate(work->engine, work->worker, k, &(CdReplicateOut){.value = work->value});
  return (seconds() - start) / REPLICATES;
}

/* The scene is the structures' too, and so not counted. */
static void set_scene(Work *work, CdScene *scene, guint32 replicate)
{
  static const double same[] = {1, 0.6, 0.6, 1}; /* of business as usual */
  cd_world_draw(work->world, 1, replicate);
  cd_scene_make(scene, work->world, 1, replicate, 1, work->arena);
  cd_now_make(&scene->now, &scene->context, &scene->baseline, same, work->arena);
}

static double run_talks(Work *work)
{
  double taken = 0;
  for (guint32 k = 0; k < REPLICATES; k++) {
    cd_arena_rewind(work->arena, 0);
    CdScene *scene = cd_arena_array(work->arena, CdScene, 1);
    set_scene(work, scene, k);
    CdBlockValues values;
    double start = seconds();
    work->table = cd_arena_array(work->arena, CdRoundtable, 1);
    cd_roundtable_make(work->table, work->partners, scene, work->arena);
    cd_block_values_make(&values, work->table, CD_BELIEFS_OWN, CD_TASTES_OWN);
    CdDecision decision = cd_partners_decide(&values, 1, k, NULL, NULL, NULL);
    taken += seconds() - start;
    work->sink += decision.meeting;
  }
  return taken / REPLICATES;
}

static double run_expected(Work *work)
{
  const CdBlockStand *stand = &work->table->stand[7][0];
  CdBeliefs beliefs = cd_council_beliefs(&work->world->council[0]);
  double start = seconds();
  for (guint k = 0; k < RUNS; k++) {
    gsize mark = cd_arena_mark(work->arena);
    CdExpectation expected;
    cd_expect(&expected, &work->table->scene->context, &stand->footprint, &stand->funding, &beliefs, work->arena);
    work->sink += expected.losses;
    cd_arena_rewind(work->arena, mark);
  }
  return (seconds() - start) / RUNS;
}

static double score_texts(Work *work)
{
  guint n_texts = work->partners->grid[7].n_texts;
  gsize mark = cd_arena_mark(work->arena);
  double start = seconds();
  const double *u = cd_roundtable_utilities(work->table, 7, CD_BELIEFS_OWN, CD_TASTES_OWN);
  double taken = seconds() - start;
  work->sink += u[n_texts];
  cd_arena_rewind(work->arena, mark);
  return taken / n_texts / 3;
}

/* The silent scenario is the talking one without <negotiation>, read from the same file. */
static CdScenario *load(const char *path, bool talks)
{
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(path, NULL, &error);
  if (!scenario) {
    fprintf(stderr, "%s\n", error->message);
    exit(1);
  }
  if (!talks)
    scenario->table[CD_ENTITY_NEGOTIATION].n = 0;
  return scenario;
}

static void open_work(Work *work, const char *path)
{
  *work = (Work){.talking = load(path, true), .silent = load(path, false), .arena = cd_arena_new()};
  work->engine = cd_engine_new(work->silent, 1);
  work->worker = cd_worker_new(work->engine);
  work->value = g_new(double, (gsize)cd_engine_arms(work->engine) * CD_LUCKS * cd_engine_layout(work->engine)->n);
  work->world = cd_world_new(work->talking);
  work->partners = cd_partners_new(work->world, 1, 1, work->arena);
}

static void close_work(Work *work)
{
  cd_partners_free(work->partners);
  cd_world_free(work->world);
  cd_worker_free(work->worker);
  cd_engine_free(work->engine);
  cd_arena_free(work->arena);
  g_free(work->value);
  cd_scenario_unref(work->talking);
  cd_scenario_unref(work->silent);
}

int main(int argc, char **argv)
{
  Work work;
  open_work(&work, argc > 1 ? argv[1] : SCENARIO);
  double talks = 0, run = 0;
  bool ok = report("talks of three councils over 10,368 texts / the structures of a replicate",
                   median_ratio(run_talks, run_structures, &work, &talks), "<=", 1);
  inform("talks of three councils", talks * 1e3, "ms");
  ok &= report("an expected run / scoring a text", median_ratio(run_expected, score_texts, &work, &run), ">=", 1000);
  inform("an expected run", run * 1e6, "us");
  inform("check", work.sink, "");
  close_work(&work);
  return ok ? 0 : 1;
}
