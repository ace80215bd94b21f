#include "sim/experiment/run.h"

#include "concordat/error.h"
#include "concordat/version.h"
#include "sim/appraisal/results.h"
#include "sim/experiment/alternatives.h"
#include "sim/experiment/minutes.h"
#include "sim/experiment/pool.h"

#define MAX_SECONDS (7 * 24 * 3600)
/* In a run by time: of the first batch, and for each thread of the others. */
#define BATCH 20
/* The time that appraising takes is measured anew when there are so many times the replicates of the last time. */
#define MEASURED_EACH 4

typedef struct {
  CdResults *results;
  CdMonthTally *tally;
  CdMonthLayout months;
  guint jobs;
  gsize table_bytes;
  const CdRunOptions *options;
} Run;

static gsize value_stride(const CdResults *results)
{
  return (gsize)CD_LUCKS * results->n_arms * results->n_values;
}

static gsize outcome_stride(const CdResults *results)
{
  return (gsize)CD_LUCKS * 2 * results->n_contracts;
}

static gsize tender_stride(const CdResults *results)
{
  return (gsize)CD_LUCKS * results->n_contracts;
}

static gsize bid_stride(const CdResults *results)
{
  return tender_stride(results) * results->n_bidders;
}

static gpointer worker_new(gpointer user)
{
  return cd_worker_new(((const Run *)user)->results->engine);
}

static void worker_free(gpointer worker)
{
  cd_worker_free(worker);
}

/* Each replicate's values go to its own place, so neither the number of threads nor their order can matter. */
static void replicate(gpointer user, gpointer worker, guint k)
{
  const Run *run = user;
  CdResults *results = run->results;
  g_autofree double *months = k < CD_MONTH_SETS ? g_new(double, cd_month_size(&run->months)) : NULL;
  const CdBidBook book = {&results->tender[(gsize)k * tender_stride(results)],
                          &results->bid[(gsize)k * bid_stride(results)]};
  const CdReplicateOut into = {.value = &results->value[(gsize)k * value_stride(results)],
                               .outcome = &results->outcome[(gsize)k * outcome_stride(results)],
                               .decision = results->decision ? &results->decision[k] : NULL,
                               .inquiry = results->inquiry ? &results->inquiry[k] : NULL,
                               .months = months,
                               .book = &book};
  cd_engine_replicate(results->engine, worker, k, &into);
  if (months)
    cd_month_tally_add(run->tally, k, months);
}

/* False where it was told to stop: then some replicates are not there. TOTAL: as progress is told it. */
static bool run_range(const Run *run, guint from, guint to, guint total)
{
  const CdPoolWork work = {.worker_new = worker_new,
                           .work = replicate,
                           .worker_free = worker_free,
                           .user = (gpointer)run,
                           .progress = run->options->progress,
                           .progress_user = run->options->user};
  return cd_pool_run(&work, from, to, total, run->jobs);
}

static bool make_room(const Run *run, guint replicates, GError **error)
{
  CdResults *results = run->results;
  bool decides = cd_engine_decides(results->engine);
  gsize bytes =
      replicates * (value_stride(results) * sizeof(double) + outcome_stride(results) * sizeof(CdContractOutcome) +
                    tender_stride(results) * sizeof(CdTenderKept) + bid_stride(results) * sizeof(CdBidKept) +
                    decides * (sizeof(CdDecision) + sizeof(CdInquiry)));
  if (bytes > run->table_bytes) {
    g_set_error(
        error, CD_ERROR, CD_ERROR_BUDGET,
        "%u replicates of this scenario need %.1f GB of memory; at most %.0f GB are used: ask for fewer replicates",
        replicates, (double)bytes / (1 << 30), (double)run->table_bytes / (1 << 30));
    return false;
  }
  double *value = g_try_realloc_n(results->value, replicates * value_stride(results), sizeof(double));
  results->value = value ? value : results->value;
  CdContractOutcome *outcome =
      g_try_realloc_n(results->outcome, replicates * outcome_stride(results), sizeof(CdContractOutcome));
  results->outcome = outcome ? outcome : results->outcome;
  CdTenderKept *tender = g_try_realloc_n(results->tender, replicates * tender_stride(results), sizeof(CdTenderKept));
  results->tender = tender ? tender : results->tender;
  CdBidKept *bid = g_try_realloc_n(results->bid, replicates * bid_stride(results), sizeof(CdBidKept));
  results->bid = bid ? bid : results->bid;
  CdDecision *decision = decides ? g_try_realloc_n(results->decision, replicates, sizeof(CdDecision)) : NULL;
  results->decision = decision ? decision : results->decision;
  CdInquiry *inquiry = decides ? g_try_realloc_n(results->inquiry, replicates, sizeof(CdInquiry)) : NULL;
  results->inquiry = inquiry ? inquiry : results->inquiry;
  if (!value || !outcome || !tender || !bid || (decides && (!decision || !inquiry))) {
    g_set_error(error, CD_ERROR, CD_ERROR_BUDGET, "no memory for %u replicates: ask for fewer", replicates);
    return false;
  }
  results->replicates = replicates;
  return true;
}

static bool stopped(GError **error)
{
  g_set_error_literal(error, CD_ERROR, CD_ERROR_STOPPED, "the run was stopped");
  return false;
}

static bool run_for_number(const Run *run, GError **error)
{
  guint n = run->options->replicates;
  return make_room(run, n, error) && (run_range(run, 0, n, n) || stopped(error));
}

/* How long appraising took, and of how many replicates. */
typedef struct {
  guint replicates;
  gint64 microseconds;
} Measured;

static Measured measure(const Run *run)
{
  gint64 began = g_get_monotonic_time();
  cd_results_appraise(run->results, run->jobs);
  Measured measured = {run->results->replicates, g_get_monotonic_time() - began};
  cd_results_forget(run->results);
  return measured;
}

/* In proportion, which is on the safe side: a part of it does not depend on their number. */
static gint64 needed(const Measured *measured, guint replicates)
{
  return measured->microseconds * replicates / measured->replicates;
}

static bool is_worth_measuring(const Measured *measured, guint done, gint64 left)
{
  return measured->replicates == 0 || (done >= MEASURED_EACH * measured->replicates && left > 2 * needed(measured, done));
}

/* RUNNING: what the replicates so far took. */
static gint64 needed_for_reruns(const Run *run, gint64 running)
{
  return run->options->alternatives ? (gint64)((double)running * cd_alternatives_time(run->results)) : 0;
}

/* Batches until what is left of the time is needed to appraise them. How many fit depends on the machine; each replicate's
 * numbers do not. */
static bool run_for_time(const Run *run, GError **error)
{
  gint64 until = g_get_monotonic_time() + (gint64)(run->options->seconds * G_USEC_PER_SEC), running = 0;
  Measured measured = {0};
  for (guint done = 0; done < CD_RUN_REPLICATES_MOST;) {
    guint to = MIN(done + (done ? BATCH * run->jobs : BATCH), CD_RUN_REPLICATES_MOST);
    if (!make_room(run, to, done ? NULL : error))
      return done > 0; /* as many as fit */
    gint64 began = g_get_monotonic_time();
    if (!run_range(run, done, to, 0))
      return stopped(error);
    done = to;
    running += g_get_monotonic_time() - began;
    gint64 reruns = needed_for_reruns(run, running), left = until - g_get_monotonic_time() - reruns;
    if (left > 0 && is_worth_measuring(&measured, done, left)) {
      measured = measure(run);
      left = until - g_get_monotonic_time() - reruns;
    }
    if (left <= 0 || left <= needed(&measured, done))
      break;
  }
  return true;
}

bool cd_run_check_talks(const CdScenario *scenario, GError **error)
{
  if (scenario->table[CD_ENTITY_NEGOTIATION].n > 0)
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "%s has no talks: add <negotiation talks-begin=\"YYYY-MM\"/>, the month of the first meeting",
              scenario->id);
  return false;
}

bool cd_run_check(const CdRunOptions *options, GError **error)
{
  double seconds = options->seconds;
  if (!(seconds >= 0 && seconds <= MAX_SECONDS))
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%g seconds: a time above 0, at most a week, is possible", seconds);
  else if (seconds == 0 && (options->replicates < CD_RUN_REPLICATES_LEAST || options->replicates > CD_RUN_REPLICATES_MOST))
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%u replicates: at least %d and at most %d are possible",
                options->replicates, CD_RUN_REPLICATES_LEAST, CD_RUN_REPLICATES_MOST);
  else if (options->jobs > CD_RUN_JOBS_MOST)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%u jobs: at most %d are possible", options->jobs, CD_RUN_JOBS_MOST);
  else
    return true;
  return false;
}

static CdResults *results_new(CdScenario *scenario, guint64 seed)
{
  CdResults *results = g_new0(CdResults, 1);
  results->version = g_strdup(CD_VERSION);
  results->scenario = cd_scenario_ref(scenario);
  results->engine = cd_engine_new(scenario, seed);
  results->seed = seed;
  cd_results_lay_out(results);
  return results;
}

/* Their ledgers were not kept on the way: the same talks once more. */
static void keep_minutes(CdResults *results)
{
  if (!results->reasons)
    return;
  results->minutes = cd_minutes_of_examples(results->scenario, cd_engine_session(results->engine), results->reasons);
  cd_reasons_illustrate(results->reasons, results->minutes);
}

CdResults *cd_run_within(CdScenario *scenario, const CdRunOptions *options, gsize table_bytes, GError **error)
{
  if (!cd_run_check(options, error))
    return NULL;
  g_autoptr(CdResults) results = results_new(scenario, options->seed);
  guint jobs = options->jobs > 0 ? options->jobs : MIN(g_get_num_processors(), CD_RUN_JOBS_MOST);
  if (options->cells)
    cd_engine_tell_cells(results->engine);
  CdMonthLayout months = cd_engine_months(results->engine);
  g_autoptr(CdMonthTally) tally = cd_month_tally_new(&months);
  const Run run = {results, tally, months, jobs, table_bytes, options};
  if (!(options->seconds > 0 ? run_for_time(&run, error) : run_for_number(&run, error)))
    return NULL;
  results->months = cd_month_tally_tell(tally, MIN(results->replicates, CD_MONTH_SETS),
                                        (guint)cd_scenario_concordat(results->scenario, 0)->baseline);
  cd_results_appraise(results, jobs);
  if (options->alternatives && !cd_alternatives_run(results, options, jobs)) {
    stopped(error);
    return NULL;
  }
  keep_minutes(results);
  return g_steal_pointer(&results);
}

CdResults *cd_run(CdScenario *scenario, const CdRunOptions *options, GError **error)
{
  return cd_run_within(scenario, options, CD_TABLE_BYTES, error);
}
