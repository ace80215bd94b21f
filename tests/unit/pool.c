#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/experiment/pool.h"

enum { PIECES = 500 };

typedef struct {
  gint done[PIECES];          /* how often; each its own place */
  gint workers, freed, alive; /* atomic */
  gint wrong;                 /* pieces done by a worker that another thread uses */
} Site;

typedef struct {
  Site *site;
  GThread *thread;
} Worker;

static gpointer worker_new(gpointer user)
{
  Worker *worker = g_new(Worker, 1);
  *worker = (Worker){user, g_thread_self()};
  g_atomic_int_inc(&worker->site->workers);
  g_atomic_int_inc(&worker->site->alive);
  return worker;
}

static void work(gpointer user, gpointer data, guint piece)
{
  Site *site = user;
  const Worker *worker = data;
  site->done[piece]++;
  if (worker->thread != g_thread_self() || worker->site != site)
    g_atomic_int_inc(&site->wrong);
}

static void worker_free(gpointer data)
{
  Worker *worker = data;
  g_atomic_int_add(&worker->site->alive, -1);
  g_atomic_int_inc(&worker->site->freed);
  g_free(worker);
}

typedef struct {
  guint calls, last, total, stop_at; /* stop_at 0: never */
  bool rises;
  GThread *thread;
} Progress;

static bool tell(guint done, guint total, gpointer user)
{
  Progress *progress = user;
  progress->rises = progress->rises && done > progress->last && g_thread_self() == progress->thread;
  progress->calls++;
  progress->last = done;
  progress->total = total;
  return progress->stop_at == 0 || done < progress->stop_at;
}

static Progress progress_new(guint from, guint stop_at)
{
  return (Progress){.last = from, .stop_at = stop_at, .rises = true, .thread = g_thread_self()};
}

static CdPoolWork work_of(Site *site, Progress *progress)
{
  return (CdPoolWork){worker_new, work, worker_free, site, progress ? tell : NULL, progress};
}

static void every_piece_is_done_once(void **state)
{
  (void)state;
  for (guint jobs = 1; jobs <= 8; jobs++) {
    Site site = {.workers = 0};
    const CdPoolWork pool = work_of(&site, NULL);
    assert_true(cd_pool_run(&pool, 0, PIECES, PIECES, jobs));
    for (guint p = 0; p < PIECES; p++)
      assert_int_equal(site.done[p], 1);
    assert_true(site.workers == (gint)jobs && site.freed == (gint)jobs && site.alive == 0 && site.wrong == 0);
  }
}

static void only_the_pieces_asked_for_are_done(void **state)
{
  (void)state;
  Site site = {.workers = 0};
  const CdPoolWork pool = work_of(&site, NULL);
  assert_true(cd_pool_run(&pool, 100, 200, PIECES, 3));
  for (guint p = 0; p < PIECES; p++)
    assert_int_equal(site.done[p], p >= 100 && p < 200);
}

static void there_are_no_more_threads_than_pieces(void **state)
{
  (void)state;
  Site site = {.workers = 0};
  const CdPoolWork pool = work_of(&site, NULL);
  assert_true(cd_pool_run(&pool, 7, 10, 10, 8));
  assert_int_equal(site.workers, 3);
  Site none = {.workers = 0};
  const CdPoolWork empty = work_of(&none, NULL);
  assert_true(cd_pool_run(&empty, 7, 7, 10, 8));
  assert_int_equal(none.workers, none.freed);
}

static void progress_rises_to_the_end_in_the_calling_thread(void **state)
{
  (void)state;
  for (guint jobs = 1; jobs <= 8; jobs++) {
    Site site = {.workers = 0};
    Progress progress = progress_new(50, 0);
    const CdPoolWork pool = work_of(&site, &progress);
    assert_true(cd_pool_run(&pool, 50, 150, 400, jobs));
    assert_true(progress.rises && progress.calls >= 1 && progress.calls <= 100);
    assert_true(progress.last == 150 && progress.total == 400);
  }
}

static void a_stop_ends_it_with_every_worker_freed(void **state)
{
  (void)state;
  for (guint jobs = 1; jobs <= 8; jobs++) {
    Site site = {.workers = 0};
    Progress progress = progress_new(0, 1);
    const CdPoolWork pool = work_of(&site, &progress);
    assert_false(cd_pool_run(&pool, 0, PIECES, PIECES, jobs));
    assert_int_equal(progress.calls, 1);
    assert_true(site.alive == 0 && site.freed == site.workers);
    for (guint p = 0; p < PIECES; p++)
      assert_true(site.done[p] <= 1);
  }
}

/* Pieces so slow that a stop must leave some undone. */
static void slow_work(gpointer user, gpointer worker, guint piece)
{
  work(user, worker, piece);
  g_usleep(2000);
}

static void what_is_not_begun_at_a_stop_is_left(void **state)
{
  (void)state;
  Site site = {.workers = 0};
  Progress progress = progress_new(0, 5);
  CdPoolWork pool = work_of(&site, &progress);
  pool.work = slow_work;
  assert_false(cd_pool_run(&pool, 0, PIECES, PIECES, 2));
  guint done = 0;
  for (guint p = 0; p < PIECES; p++)
    done += (guint)site.done[p];
  assert_true(done >= 5 && done < PIECES);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_piece_is_done_once),
      cmocka_unit_test(only_the_pieces_asked_for_are_done),
      cmocka_unit_test(there_are_no_more_threads_than_pieces),
      cmocka_unit_test(progress_rises_to_the_end_in_the_calling_thread),
      cmocka_unit_test(a_stop_ends_it_with_every_worker_freed),
      cmocka_unit_test(what_is_not_begun_at_a_stop_is_left),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
