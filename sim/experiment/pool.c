#include "sim/experiment/pool.h"

/* Pieces not yet taken, by threads one by one. */
typedef struct {
  const CdPoolWork *work;
  gint next, end; /* next is atomic */
  GMutex lock;    /* of all below */
  GCond finished; /* one more piece */
  guint done;
} Pool;

static gpointer labour(gpointer data)
{
  Pool *pool = data;
  const CdPoolWork *work = pool->work;
  gpointer worker = work->worker_new(work->user);
  for (;;) {
    gint piece = g_atomic_int_add(&pool->next, 1);
    if (piece >= pool->end)
      break;
    work->work(work->user, worker, (guint)piece);
    g_mutex_lock(&pool->lock);
    pool->done++;
    g_cond_signal(&pool->finished);
    g_mutex_unlock(&pool->lock);
  }
  work->worker_free(worker);
  return NULL;
}

/* Tells how far POOL is until it has done N; false as soon as it is told to stop. */
static bool follow(Pool *pool, guint n, guint before, guint total)
{
  bool goes_on = true;
  for (guint told = 0; goes_on && told < n;) {
    g_mutex_lock(&pool->lock);
    while (pool->done == told)
      g_cond_wait(&pool->finished, &pool->lock);
    told = pool->done;
    g_mutex_unlock(&pool->lock);
    goes_on = !pool->work->progress || pool->work->progress(before + told, total, pool->work->progress_user);
  }
  return goes_on;
}

bool cd_pool_run(const CdPoolWork *work, guint from, guint to, guint total, guint jobs)
{
  Pool pool = {.work = work, .next = (gint)from, .end = (gint)to};
  g_mutex_init(&pool.lock);
  g_cond_init(&pool.finished);
  jobs = CLAMP(jobs, 1, MAX(1, to - from));
  g_autofree GThread **thread = g_new(GThread *, jobs);
  for (guint j = 0; j < jobs; j++)
    thread[j] = g_thread_new("replicates", labour, &pool);
  bool complete = follow(&pool, to - from, from, total);
  if (!complete)
    g_atomic_int_set(&pool.next, pool.end);
  for (guint j = 0; j < jobs; j++)
    g_thread_join(thread[j]);
  g_cond_clear(&pool.finished);
  g_mutex_clear(&pool.lock);
  return complete;
}
