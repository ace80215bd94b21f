#include "concordat/run.h"

#include "concordat/error.h"
#include "sim/appraisal/results.h"

#define MIN_REPLICATES 2
#define MAX_REPLICATES 1000000
/* A result table larger than this is refused: sweeps keep their rows on disk instead. */
#define MAX_TABLE_BYTES ((gsize)8 << 30)
/* Replicates for each thread between two looks at the clock, in a run by time. */
#define BATCH 20

typedef struct {
  CdResults *results;
  gint next, end;  /* replicates not yet taken; next is atomic */
  gint done;       /* atomic */
  GMutex lock;
  GCond finished_batch;
} Pool;

static gsize value_stride(const CdResults *results)
{
  return (gsize)CD_LUCKS * results->n_arms * results->n_values;
}

static gsize outcome_stride(const CdResults *results)
{
  return (gsize)CD_LUCKS * 2 * results->n_contracts;
}

/* Each replicate's values go to its own place, so neither the number of threads nor their order can matter. */
static gpointer work(gpointer data)
{
  Pool *pool = data;
  CdResults *results = pool->results;
  CdWorker *worker = cd_worker_new(results->engine);
  for (;;) {
    gint k = g_atomic_int_add(&pool->next, 1);
    if (k >= pool->end)
      break;
    cd_engine_replicate(results->engine, worker, (guint32)k, &results->value[(gsize)k * value_stride(results)],
                        &results->outcome[(gsize)k * outcome_stride(results)]);
    g_atomic_int_inc(&pool->done);
    g_mutex_lock(&pool->lock);
    g_cond_signal(&pool->finished_batch);
    g_mutex_unlock(&pool->lock);
  }
  cd_worker_free(worker);
  return NULL;
}

static void run_range(CdResults *results, guint from, guint to, guint jobs, const CdRunOptions *options, guint total)
{
  Pool pool = {.results = results, .next = (gint)from, .end = (gint)to};
  g_mutex_init(&pool.lock);
  g_cond_init(&pool.finished_batch);
  jobs = MIN(jobs, to - from);
  g_autofree GThread **thread = g_new(GThread *, jobs);
  for (guint j = 0; j < jobs; j++)
    thread[j] = g_thread_new("replicates", work, &pool);
  guint done = 0;
  g_mutex_lock(&pool.lock);
  while (done < to - from) {
    while ((guint)g_atomic_int_get(&pool.done) == done)
      g_cond_wait(&pool.finished_batch, &pool.lock);
    done = (guint)g_atomic_int_get(&pool.done);
    if (options->progress)
      options->progress(from + done, total, options->user);
  }
  g_mutex_unlock(&pool.lock);
  for (guint j = 0; j < jobs; j++)
    g_thread_join(thread[j]);
  g_cond_clear(&pool.finished_batch);
  g_mutex_clear(&pool.lock);
}

static bool make_room(CdResults *results, guint replicates, GError **error)
{
  gsize bytes = replicates * (value_stride(results) * sizeof(double) + outcome_stride(results) * sizeof(CdContractOutcome));
  if (bytes > MAX_TABLE_BYTES) {
    g_set_error(error, CD_ERROR, CD_ERROR_BUDGET,
                "%u replicates of this scenario need %.1f GB of memory; at most %.0f GB are used: ask for fewer replicates",
                replicates, (double)bytes / (1 << 30), (double)MAX_TABLE_BYTES / (1 << 30));
    return false;
  }
  double *value = g_try_realloc_n(results->value, replicates * value_stride(results), sizeof(double));
  results->value = value ? value : results->value;
  CdContractOutcome *outcome =
      g_try_realloc_n(results->outcome, replicates * outcome_stride(results), sizeof(CdContractOutcome));
  results->outcome = outcome ? outcome : results->outcome;
  if (!value || !outcome) {
    g_set_error(error, CD_ERROR, CD_ERROR_BUDGET, "no memory for %u replicates: ask for fewer", replicates);
    return false;
  }
  results->replicates = replicates;
  return true;
}

/* Batches until the time is up. How many fit depends on the machine; each replicate's numbers do not. */
static bool run_for_time(CdResults *results, guint jobs, const CdRunOptions *options, GError **error)
{
  gint64 until = g_get_monotonic_time() + (gint64)(options->seconds * G_USEC_PER_SEC);
  guint done = 0;
  do {
    guint to = MIN(done + BATCH * jobs, MAX_REPLICATES);
    if (!make_room(results, to, error))
      return false;
    run_range(results, done, to, jobs, options, 0);
    done = to;
  } while (g_get_monotonic_time() < until && done < MAX_REPLICATES);
  return true;
}

CdResults *cd_run(CdScenario *scenario, const CdRunOptions *options, GError **error)
{
  if (options->seconds <= 0 && (options->replicates < MIN_REPLICATES || options->replicates > MAX_REPLICATES)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%u replicates: at least %d and at most %d are possible",
                options->replicates, MIN_REPLICATES, MAX_REPLICATES);
    return NULL;
  }
  g_autoptr(CdResults) results = g_new0(CdResults, 1);
  results->scenario = cd_scenario_ref(scenario);
  results->engine = cd_engine_new(scenario, options->seed);
  results->layout = cd_engine_layout(results->engine);
  results->seed = options->seed;
  results->n_structures = scenario->table[CD_ENTITY_STRUCTURE].n;
  results->n_arms = cd_engine_arms(results->engine);
  results->n_values = results->layout->n;
  results->n_contracts = cd_engine_contracts(results->engine);
  guint jobs = options->jobs > 0 ? options->jobs : g_get_num_processors();
  if (options->seconds > 0) {
    if (!run_for_time(results, jobs, options, error))
      return NULL;
  } else {
    if (!make_room(results, options->replicates, error))
      return NULL;
    run_range(results, 0, options->replicates, jobs, options, options->replicates);
  }
  cd_results_appraise(results, jobs);
  return g_steal_pointer(&results);
}
