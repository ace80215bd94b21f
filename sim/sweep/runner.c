#include "sim/sweep/runner.h"

#include <string.h>
#include "concordat/error.h"
#include "sim/sensitivity/missing.h"
#include "sim/sweep/crew.h"
#include "sim/sweep/ranks.h"
#include "sim/sweep/stage.h"

/* What is done is on disk after this long. */
#define BATCH (G_USEC_PER_SEC / 4)
/* How long the writer waits for its own threads before it hears the other processes. */
#define GLANCE 5000
/* How often whoever watches is asked whether to go on, where nothing comes in. */
#define PATIENCE G_USEC_PER_SEC
/* Tasks at once for a thread, at most and while there are many: fewer towards the end, when nobody should wait for another's last. */
#define SHARE_MOST 64u
#define SHARES_LEFT 4u

typedef struct {
  CdSweepPlan *plan;
  const CdSweepOptions *options;
  CdJournal *journal;
  CdSweepDone *done;
  guint jobs, shard, shards;
  guint blocks;         /* of replicates */
  guint64 pieces, next; /* blocks x points of this shard; the first that was not looked at yet */
  guint64 shard_points;
  guint64 all;   /* units that lack, as far as is known: second stages come as the first are done */
  guint64 open;  /* of them, given out and not back yet */
  guint8 *there; /* bit point * most + replicate: in the store already */
  guint *left;   /* [points] replicates of the first stage that are not ok yet; NULL: there is one stage */
  GQueue second; /* CdTask: of second stages */
  CdCrew *crew;
  gint64 due; /* when what was written is to be committed; 0: nothing was */
} Sweep;

static bool is_there(const Sweep *sweep, guint64 point, guint k)
{
  gsize unit = point * sweep->plan->most + k;
  return sweep->there[unit / 8] & 1u << unit % 8;
}

/* --- Tasks --------------------------------------------------------------------------------------------------------------- */

/* Of a task's replicates those from the first that lacks to the last; false: none do. */
static bool trim(const Sweep *sweep, CdTask *task)
{
  while (task->from < task->to && is_there(sweep, task->point, task->from))
    task->from++;
  while (task->from < task->to && is_there(sweep, task->point, task->to - 1))
    task->to--;
  return task->from < task->to;
}

/* All points have their first stage before any has its second. */
static bool next_task(Sweep *sweep, CdTask *task)
{
  bool found = false;
  while (!found && sweep->next < sweep->pieces) {
    guint64 piece = sweep->next++;
    guint from = (guint)(piece / sweep->shard_points) * CD_SWEEP_BLOCK;
    *task = (CdTask){piece % sweep->shard_points * sweep->shards + sweep->shard, from,
                     MIN(from + CD_SWEEP_BLOCK, sweep->plan->replicates)};
    found = trim(sweep, task);
  }
  if (!found && !g_queue_is_empty(&sweep->second)) {
    g_autofree CdTask *more = g_queue_pop_head(&sweep->second);
    *task = *more;
    found = true;
  }
  sweep->open += found ? task->to - task->from : 0;
  return found;
}

/* Tasks that THREADS are to have in hand now. */
static guint share(const Sweep *sweep, guint threads)
{
  guint64 all = sweep->jobs + cd_ranks_threads(), left = sweep->pieces - sweep->next + sweep->second.length;
  return threads * (guint)CLAMP(left / (all * SHARES_LEFT), 1, SHARE_MOST);
}

static guint give(gpointer user, guint threads, CdTask *task, guint most)
{
  Sweep *sweep = user;
  guint n = 0, wanted = MIN(most, share(sweep, threads));
  while (n < wanted && next_task(sweep, &task[n]))
    n++;
  return n;
}

static void feed_crew(Sweep *sweep)
{
  CdTask task;
  for (guint ahead = cd_crew_ahead(sweep->crew), wanted = share(sweep, sweep->jobs);
       ahead < wanted && next_task(sweep, &task); ahead++)
    cd_crew_give(sweep->crew, task);
}

/* --- Second stages ------------------------------------------------------------------------------------------------------- */

/* Of a point whose first stage is whole; one that has no difference to tell has no second. */
static bool add_second(Sweep *sweep, guint64 point, GError **error)
{
  const CdSweepPlan *plan = sweep->plan;
  g_autofree double *difference = g_new(double, plan->replicates);
  if (!cd_journal_pilot(sweep->journal, plan, point, difference, error))
    return false;
  guint unused,
      to = cd_missing_count(difference, 1, plan->replicates, &unused) == 0 ? cd_stage_replicates(plan, difference) : 0;
  for (guint from = plan->replicates; from < to; from += CD_SWEEP_BLOCK) {
    CdTask task = {point, from, MIN(from + CD_SWEEP_BLOCK, to)};
    for (guint k = task.from; k < task.to; k++)
      sweep->all += !is_there(sweep, point, k);
    if (trim(sweep, &task))
      g_queue_push_tail(&sweep->second, g_memdup2(&task, sizeof task));
  }
  return true;
}

/* Those of points whose first stage is in the store already. */
static bool add_seconds(Sweep *sweep, GError **error)
{
  for (guint64 p = sweep->shard; sweep->left && p < sweep->plan->points; p += sweep->shards)
    if (sweep->left[p] == 0 && !add_second(sweep, p, error))
      return false;
  return true;
}

/* After UNITS were written. */
static bool note_first(Sweep *sweep, const CdUnits *units, GError **error)
{
  if (!sweep->left || units->from >= sweep->plan->replicates)
    return true;
  guint before = sweep->left[units->point];
  for (guint k = units->from; k < units->to; k++)
    sweep->left[units->point] -= !is_there(sweep, units->point, k) && units->status[k - units->from] == CD_UNIT_OK;
  return before == 0 || sweep->left[units->point] > 0 || add_second(sweep, units->point, error);
}

/* --- What is there ------------------------------------------------------------------------------------------------------- */

/* A unit is there whole or not at all: transactions hold whole units. */
static bool find_there(Sweep *sweep, GError **error)
{
  CdJournal *journal = sweep->journal;
  sqlite3_stmt *rows = NULL;
  g_autofree char *sql = g_strdup_printf(
      "SELECT point, replicate, status = 'ok' FROM run WHERE luck = 1 AND option = '%s'", journal->option[0]);
  if (sqlite3_prepare_v2(journal->db, sql, -1, &rows, NULL) != SQLITE_OK)
    return cd_journal_fault(journal, error);
  int code;
  while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
    guint64 point = (guint64)sqlite3_column_int64(rows, 0) - 1, k = (guint64)sqlite3_column_int64(rows, 1) - 1;
    gsize unit = point * sweep->plan->most + k;
    if (point >= sweep->plan->points || k >= sweep->plan->most)
      continue;
    if (sweep->left && k < sweep->plan->replicates)
      sweep->left[point] -= sqlite3_column_int(rows, 2) != 0;
    sweep->there[unit / 8] |= (guint8)(1u << unit % 8);
    sweep->done->before++;
  }
  sqlite3_finalize(rows);
  return code == SQLITE_DONE || cd_journal_fault(journal, error);
}

/* --- Writing ------------------------------------------------------------------------------------------------------------- */

/* What is open is rounded to units: those between the first and the last that lack may be there. */
static bool write_units(Sweep *sweep, const CdUnits *units, GError **error)
{
  if (sweep->due == 0 && !cd_journal_begin(sweep->journal, error))
    return false;
  if (sweep->due == 0)
    sweep->due = g_get_monotonic_time() + BATCH;
  if (!cd_journal_add(sweep->journal, units, sweep->there, sweep->plan->most, error))
    return false;
  sweep->open -= units->to - units->from;
  for (guint k = units->from; k < units->to; k++)
    sweep->done->run += !is_there(sweep, units->point, k);
  return note_first(sweep, units, error);
}

static bool commit(Sweep *sweep, GError **error)
{
  bool was_due = sweep->due > 0;
  sweep->due = 0;
  return !was_due || cd_journal_commit(sweep->journal, error);
}

static guint64 lacking_units(const Sweep *sweep)
{
  guint64 n = 0;
  for (guint64 p = sweep->shard; p < sweep->plan->points; p += sweep->shards)
    for (guint k = 0; k < sweep->plan->replicates; k++)
      n += !is_there(sweep, p, k);
  return n;
}

static bool tell(const Sweep *sweep)
{
  const CdSweepOptions *options = sweep->options;
  guint64 run = sweep->done->run;
  return !options->progress || run == sweep->all ||
         options->progress((guint)MIN(run, G_MAXUINT), (guint)MIN(sweep->all, G_MAXUINT), options->user);
}

/* Units of the others first: they came a longer way. NULL without ERROR: none by now. */
static bool next_units(Sweep *sweep, CdUnits **units, GError **error)
{
  if (!cd_ranks_next(give, sweep, units, error) || *units)
    return *units != NULL;
  gint64 until = g_get_monotonic_time() + (cd_ranks_threads() == 0 ? PATIENCE : GLANCE);
  if (cd_crew_owes(sweep->crew) > 0)
    *units = cd_crew_next(sweep->crew, sweep->due > 0 ? MIN(sweep->due, until) : until);
  else
    g_usleep(GLANCE); /* the others have the rest */
  return true;
}

/* What comes in goes to disk within BATCH; false: the file, another process, or told to stop. */
static bool write_all(Sweep *sweep, GError **error)
{
  for (;;) {
    feed_crew(sweep);
    if (sweep->open == 0)
      return commit(sweep, error);
    g_autoptr(CdUnits) units = NULL;
    if (!next_units(sweep, &units, error)) {
      commit(sweep, NULL); /* what is in it is whole */
      return false;
    }
    if (units && !write_units(sweep, units, error)) /* of these units some may be written: what was not committed goes */
      return false;
    if (sweep->due > 0 && g_get_monotonic_time() >= sweep->due && !commit(sweep, error))
      return false;
    if (!tell(sweep)) {
      g_set_error_literal(error, CD_ERROR, CD_ERROR_STOPPED, "the sweep was stopped");
      commit(sweep, NULL);
      return false;
    }
  }
}

/* --- All of it ----------------------------------------------------------------------------------------------------------- */

static bool run(Sweep *sweep, GError **error)
{
  double seconds = sweep->options->seconds;
  g_autofree char *golden = cd_journal_meta(sweep->journal, "golden"); /* as it is here, or nobody knows */
  if (!cd_ranks_begin(sweep->plan, golden ? golden : "", seconds, error))
    return false;
  sweep->crew = cd_crew_new(sweep->plan, sweep->jobs, seconds);
  bool complete = write_all(sweep, error);
  cd_crew_free(sweep->crew);
  return complete;
}

guint64 cd_sweep_part_points(const CdSweepPlan *plan, const CdSweepOptions *options)
{
  guint64 shards = MAX(1, options->shards), shard = options->shards > 0 ? options->shard - 1 : 0;
  return plan->points > shard ? (plan->points - shard - 1) / shards + 1 : 0;
}

bool cd_sweep_work(CdSweepPlan *plan, CdJournal *journal, const CdSweepOptions *options, CdSweepDone *done, GError **error)
{
  Sweep sweep = {.plan = plan,
                 .options = options,
                 .journal = journal,
                 .done = done,
                 .jobs = options->jobs > 0 ? options->jobs : cd_ranks_jobs(),
                 .shard = options->shards > 0 ? options->shard - 1 : 0,
                 .shards = MAX(1, options->shards),
                 .blocks = (plan->replicates + CD_SWEEP_BLOCK - 1) / CD_SWEEP_BLOCK};
  *done = (CdSweepDone){0};
  sweep.shard_points = cd_sweep_part_points(plan, options);
  sweep.pieces = sweep.shard_points * sweep.blocks;
  guint64 units;
  bool fits = g_uint64_checked_mul(&units, plan->points, plan->most);
  sweep.there = fits ? g_try_malloc0(units / 8 + 1) : NULL;
  sweep.left = plan->half > 0 ? g_try_new(guint, plan->points) : NULL;
  if (!sweep.there || (plan->half > 0 && !sweep.left)) {
    g_free(sweep.there);
    g_set_error(error, CD_ERROR, CD_ERROR_BUDGET,
                "%" G_GUINT64_FORMAT " points of %u replicates are too many for this machine: take --shard",
                plan->points, plan->most);
    return false;
  }
  for (guint64 p = 0; sweep.left && p < plan->points; p++)
    sweep.left[p] = plan->replicates;
  g_queue_init(&sweep.second);
  bool complete = find_there(&sweep, error);
  sweep.all = complete ? lacking_units(&sweep) : 0;
  complete = complete && add_seconds(&sweep, error) && (sweep.all == 0 || run(&sweep, error));
  g_queue_clear_full(&sweep.second, g_free);
  g_free(sweep.left);
  g_free(sweep.there);
  return complete;
}
