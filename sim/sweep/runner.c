#include "sim/sweep/runner.h"

#include <string.h>
#include "concordat/error.h"
#include "sim/experiment/pool.h"

/* What is done is on disk after this long. */
#define BATCH (G_USEC_PER_SEC / 4)
/* Points that may wait to be written, so that memory stays flat where the disk is slow. */
#define WAITING_MOST 256

typedef struct {
  const CdSweepPlan *plan;
  const CdSweepOptions *options;
  guint jobs, shard, shards;
  guint blocks;   /* of replicates */
  guint64 pieces; /* blocks x points of this shard */
  guint64 shard_points;
  guint8 *there;      /* bit point * replicates + replicate: in the store already */
  GAsyncQueue *queue; /* CdUnits; a CdUnits of no replicates is the last */
  GMutex lock;
  GCond drained;
  guint waiting;
  gint stopped; /* atomic */
} Sweep;

static bool is_there(const Sweep *sweep, guint64 point, guint k)
{
  gsize unit = point * sweep->plan->replicates + k;
  return sweep->there[unit / 8] & 1u << unit % 8;
}

static gpointer worker_new(gpointer user)
{
  return cd_unit_worker_new(((const Sweep *)user)->plan);
}

static void worker_free(gpointer worker)
{
  cd_unit_worker_free(worker);
}

static void hand_over(Sweep *sweep, CdUnits *units)
{
  g_mutex_lock(&sweep->lock);
  while (sweep->waiting >= WAITING_MOST && !g_atomic_int_get(&sweep->stopped))
    g_cond_wait(&sweep->drained, &sweep->lock);
  sweep->waiting++;
  g_mutex_unlock(&sweep->lock);
  g_async_queue_push(sweep->queue, units);
}

static guint64 point_of(const Sweep *sweep, guint piece)
{
  return piece % sweep->shard_points * sweep->shards + sweep->shard;
}

/* The replicates of a point's block, from the first that lacks to the last. */
static bool lacking(const Sweep *sweep, guint piece, guint *from, guint *to)
{
  guint64 point = point_of(sweep, piece);
  guint block = (guint)(piece / sweep->shard_points);
  *from = block * CD_SWEEP_BLOCK;
  *to = MIN(*from + CD_SWEEP_BLOCK, sweep->plan->replicates);
  while (*from < *to && is_there(sweep, point, *from))
    ++*from;
  while (*from < *to && is_there(sweep, point, *to - 1))
    --*to;
  return *from < *to;
}

static void work(gpointer user, gpointer worker, guint piece)
{
  Sweep *sweep = user;
  guint from, to;
  if (!g_atomic_int_get(&sweep->stopped) && lacking(sweep, piece, &from, &to))
    hand_over(sweep, cd_units_run(worker, point_of(sweep, piece), from, to));
}

static bool goes_on(guint done, guint total, gpointer user)
{
  (void)done, (void)total;
  return !g_atomic_int_get(&((Sweep *)user)->stopped);
}

static gpointer run_all(gpointer user)
{
  Sweep *sweep = user;
  const CdPoolWork pool = {worker_new, work, worker_free, sweep, goes_on, sweep};
  cd_pool_run(&pool, 0, (guint)sweep->pieces, (guint)sweep->pieces, sweep->jobs);
  g_async_queue_push(sweep->queue, g_new0(CdUnits, 1));
  return NULL;
}

/* --- What is there ------------------------------------------------------------------------------------------------------- */

/* A unit is there whole or not at all: transactions hold whole units. */
static bool find_there(Sweep *sweep, CdJournal *journal, CdSweepDone *done, GError **error)
{
  sqlite3_stmt *rows = NULL;
  g_autofree char *sql =
      g_strdup_printf("SELECT point, replicate FROM run WHERE luck = 1 AND option = '%s'", journal->option[0]);
  if (sqlite3_prepare_v2(journal->db, sql, -1, &rows, NULL) != SQLITE_OK)
    return cd_journal_fault(journal, error);
  int code;
  while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
    guint64 point = (guint64)sqlite3_column_int64(rows, 0) - 1, k = (guint64)sqlite3_column_int64(rows, 1) - 1;
    gsize unit = point * sweep->plan->replicates + k;
    if (point >= sweep->plan->points || k >= sweep->plan->replicates)
      continue;
    sweep->there[unit / 8] |= (guint8)(1u << unit % 8);
    done->before++;
  }
  sqlite3_finalize(rows);
  return code == SQLITE_DONE || cd_journal_fault(journal, error);
}

/* --- Writing ------------------------------------------------------------------------------------------------------------- */

static void count(const Sweep *sweep, const CdUnits *units, CdSweepDone *done)
{
  for (guint k = units->from; k < units->to; k++)
    done->run += !is_there(sweep, units->point, k);
}

static bool write_units(Sweep *sweep, CdJournal *journal, CdUnits *units, CdSweepDone *done, GError **error)
{
  g_mutex_lock(&sweep->lock);
  sweep->waiting--;
  g_cond_signal(&sweep->drained);
  g_mutex_unlock(&sweep->lock);
  bool written = cd_journal_add(journal, units, sweep->there, sweep->plan->replicates, error);
  count(sweep, units, done);
  return written;
}

static guint64 lacking_units(const Sweep *sweep)
{
  guint64 n = 0;
  for (guint64 p = sweep->shard; p < sweep->plan->points; p += sweep->shards)
    for (guint k = 0; k < sweep->plan->replicates; k++)
      n += !is_there(sweep, p, k);
  return n;
}

static bool tell(const Sweep *sweep, const CdSweepDone *done, guint64 all)
{
  const CdSweepOptions *options = sweep->options;
  return !options->progress || done->run == all ||
         options->progress((guint)MIN(done->run, G_MAXUINT), (guint)MIN(all, G_MAXUINT), options->user);
}

/* What comes in goes to disk within BATCH; false: the file, or told to stop. */
static bool write_all(Sweep *sweep, CdJournal *journal, CdSweepDone *done, GError **error)
{
  guint64 all = lacking_units(sweep);
  gint64 due = 0; /* of what is not committed yet; 0: nothing */
  for (;;) {
    gint64 now = g_get_monotonic_time();
    g_autoptr(CdUnits) units = due == 0    ? g_async_queue_pop(sweep->queue)
                               : now < due ? g_async_queue_timeout_pop(sweep->queue, (guint64)(due - now))
                                           : NULL;
    if (units && units->to == 0)
      return due == 0 || cd_journal_commit(journal, error);
    if (units && due == 0) {
      if (!cd_journal_begin(journal, error))
        return false;
      due = g_get_monotonic_time() + BATCH;
    }
    if (units && !write_units(sweep, journal, units, done, error))
      return false;
    if (due > 0 && g_get_monotonic_time() >= due) {
      if (!cd_journal_commit(journal, error))
        return false;
      due = 0;
    }
    if (units && !tell(sweep, done, all)) {
      g_set_error_literal(error, CD_ERROR, CD_ERROR_STOPPED, "the sweep was stopped");
      if (due > 0)
        cd_journal_commit(journal, NULL);
      return false;
    }
  }
}

/* The rest of the queue, unwritten, so that nobody waits for it. */
static void wind_up(Sweep *sweep, GThread *thread, bool complete)
{
  if (!complete) {
    g_atomic_int_set(&sweep->stopped, 1);
    g_mutex_lock(&sweep->lock);
    g_cond_broadcast(&sweep->drained);
    g_mutex_unlock(&sweep->lock);
  }
  g_thread_join(thread);
  for (CdUnits *left; (left = g_async_queue_try_pop(sweep->queue));)
    cd_units_free(left);
}

bool cd_sweep_work(const CdSweepPlan *plan, CdJournal *journal, const CdSweepOptions *options, CdSweepDone *done,
                   GError **error)
{
  gsize bytes = (gsize)plan->points * plan->replicates / 8 + 1;
  Sweep sweep = {.plan = plan,
                 .options = options,
                 .jobs = options->jobs > 0 ? options->jobs : g_get_num_processors(),
                 .shard = options->shards > 0 ? options->shard - 1 : 0,
                 .shards = MAX(1, options->shards),
                 .blocks = (plan->replicates + CD_SWEEP_BLOCK - 1) / CD_SWEEP_BLOCK};
  *done = (CdSweepDone){0};
  sweep.shard_points = plan->points > sweep.shard ? (plan->points - sweep.shard - 1) / sweep.shards + 1 : 0;
  sweep.pieces = sweep.shard_points * sweep.blocks;
  if (sweep.pieces == 0)
    return true;
  if (sweep.pieces > G_MAXINT) {
    g_set_error(error, CD_ERROR, CD_ERROR_BUDGET,
                "%" G_GUINT64_FORMAT " points are too many for one part: take --shard", plan->points);
    return false;
  }
  sweep.there = g_try_malloc0(bytes);
  if (!sweep.there || !find_there(&sweep, journal, done, error)) {
    g_free(sweep.there);
    return false;
  }
  g_mutex_init(&sweep.lock);
  g_cond_init(&sweep.drained);
  sweep.queue = g_async_queue_new();
  GThread *thread = g_thread_new("sweep", run_all, &sweep);
  bool complete = write_all(&sweep, journal, done, error);
  wind_up(&sweep, thread, complete);
  g_async_queue_unref(sweep.queue);
  g_cond_clear(&sweep.drained);
  g_mutex_clear(&sweep.lock);
  g_free(sweep.there);
  return complete;
}
