#include "concordat/error.h"
#include "sim/appraisal/accords.h"
#include "sim/experiment/minutes.h"
#include "sim/experiment/pool.h"
#include "sim/experiment/run.h"

/* What a thread needs for itself. */
typedef struct {
  CdWorld *world;
  CdArena *arena, *minutes;
} Worker;

static gpointer worker_new(gpointer user)
{
  const CdAccords *accords = user;
  Worker *worker = g_new(Worker, 1);
  *worker = (Worker){cd_world_new(accords->scenario), cd_arena_new(), cd_arena_new()};
  return worker;
}

static void worker_free(gpointer data)
{
  Worker *worker = data;
  cd_world_free(worker->world);
  cd_arena_free(worker->arena);
  cd_arena_free(worker->minutes);
  g_free(worker);
}

/* Each replicate's record goes to its own place, so neither the number of threads nor their order can matter. */
static void talk(gpointer user, gpointer data, guint k)
{
  CdAccords *accords = user;
  Worker *worker = data;
  cd_arena_rewind(worker->minutes, 0);
  CdLedger ledger;
  cd_ledger_init(&ledger, worker->minutes);
  cd_session_replicate(accords->session, worker->world, worker->arena, k, &accords->record[k], &ledger, NULL, NULL);
  cd_inputs_read(accords->input, accords->n_inputs, worker->world, &accords->x[(gsize)k * accords->n_inputs]);
}

static bool check(const CdScenario *scenario, const CdRunOptions *options, GError **error)
{
  if (!cd_run_check_talks(scenario, error))
    return false;
  if (options->seconds != 0)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "talks are run by number of replicates, not by time");
  else if (options->replicates < CD_TALKS_REPLICATES_LEAST || options->replicates > CD_TALKS_REPLICATES_MOST)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%u replicates: at least %d and at most %d are possible",
                options->replicates, CD_TALKS_REPLICATES_LEAST, CD_TALKS_REPLICATES_MOST);
  else
    return cd_run_check(options, error);
  return false;
}

static CdAccords *accords_new(CdScenario *scenario, const CdRunOptions *options)
{
  CdAccords *accords = g_new0(CdAccords, 1);
  accords->scenario = cd_scenario_ref(scenario);
  accords->session = cd_session_new(scenario, options->seed);
  accords->seed = options->seed;
  accords->replicates = options->replicates;
  accords->n_councils = scenario->table[CD_ENTITY_COUNCIL].n;
  accords->input = cd_inputs_new(scenario, &accords->n_inputs);
  return accords;
}

static bool make_room(CdAccords *accords, GError **error)
{
  accords->record = g_try_new0(CdTalkRecord, accords->replicates);
  accords->x = g_try_new(double, (gsize)accords->replicates * accords->n_inputs + 1);
  if (accords->record && accords->x)
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_BUDGET, "no memory for %u replicates: ask for fewer", accords->replicates);
  return false;
}

CdAccords *cd_negotiate(CdScenario *scenario, const CdRunOptions *options, GError **error)
{
  if (!check(scenario, options, error))
    return NULL;
  g_autoptr(CdAccords) accords = accords_new(scenario, options);
  if (!make_room(accords, error))
    return NULL;
  guint jobs = options->jobs > 0 ? options->jobs : g_get_num_processors();
  const CdPoolWork work = {.worker_new = worker_new,
                           .work = talk,
                           .worker_free = worker_free,
                           .user = accords,
                           .progress = options->progress,
                           .progress_user = options->user};
  if (!cd_pool_run(&work, 0, options->replicates, options->replicates, jobs)) {
    g_set_error_literal(error, CD_ERROR, CD_ERROR_STOPPED, "the talks were stopped");
    return NULL;
  }
  cd_accords_appraise(accords);
  /* Their ledgers were not kept on the way: the same talks once more. */
  accords->minutes = cd_minutes_of_examples(scenario, accords->session, accords->reasons);
  cd_reasons_illustrate(accords->reasons, accords->minutes);
  return g_steal_pointer(&accords);
}
