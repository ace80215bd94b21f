#include "sim/sweep/crew.h"

/* Units that may wait to be taken, so that memory stays flat where the disk is slow. */
#define PILE_MOST 256u
/* How often threads are looked after where replicates may time out. */
#define WATCH (G_USEC_PER_SEC / 50)

/* A thread and what it is at. */
typedef struct {
  CdCrew *crew;
  GThread *thread;
  CdUnits *units; /* its own until handed over; NULL: between tasks */
  guint done;     /* replicates of them */
  gint64 since;   /* when the one that it is at began; 0: it is at none, but sets the point up */
  bool is_given_up;
} Seat;

struct _CdCrew {
  gint refs; /* atomic: the owner's, and one a thread */
  CdSweepPlan *plan;
  gint64 patience; /* microseconds; 0: without end */
  GMutex lock;     /* of all below */
  GCond called;    /* something to do, room on the pile, or to stop */
  GCond delivered; /* something on the pile */
  GPtrArray *seats;
  GQueue tasks, pile; /* CdTask, CdUnits */
  guint owed;
  bool stops;
};

static void crew_unref(CdCrew *crew)
{
  if (!g_atomic_int_dec_and_test(&crew->refs))
    return;
  g_queue_clear_full(&crew->tasks, g_free);
  g_queue_clear_full(&crew->pile, (GDestroyNotify)cd_units_free);
  g_cond_clear(&crew->called);
  g_cond_clear(&crew->delivered);
  g_mutex_clear(&crew->lock);
  cd_sweep_plan_unref(crew->plan);
  g_free(crew);
}

/* --- A thread ------------------------------------------------------------------------------------------------------------ */

static bool tell_done(guint done, gpointer user)
{
  Seat *seat = user;
  CdCrew *crew = seat->crew;
  g_mutex_lock(&crew->lock);
  seat->done = done;
  seat->since = g_get_monotonic_time();
  bool goes_on = !crew->stops && !seat->is_given_up;
  g_mutex_unlock(&crew->lock);
  return goes_on;
}

/* Called locked; false: to stop. */
static bool sit_down(CdCrew *crew, Seat *seat)
{
  while (!crew->stops && (g_queue_is_empty(&crew->tasks) || crew->pile.length >= PILE_MOST))
    g_cond_wait(&crew->called, &crew->lock);
  if (crew->stops)
    return false;
  g_autofree CdTask *task = g_queue_pop_head(&crew->tasks);
  seat->units = cd_units_new(crew->plan, task->point, task->from, task->to);
  seat->done = 0;
  seat->since = 0;
  return true;
}

/* Called locked; whether the thread is still one of the crew. */
static bool deliver(CdCrew *crew, Seat *seat)
{
  CdUnits *units = g_steal_pointer(&seat->units);
  if (seat->is_given_up || crew->stops) {
    cd_units_free(units);
    return false;
  }
  g_queue_push_tail(&crew->pile, units);
  g_cond_signal(&crew->delivered);
  return true;
}

static gpointer labour(gpointer user)
{
  Seat *seat = user;
  CdCrew *crew = seat->crew;
  CdUnitWorker *worker = cd_unit_worker_new(crew->plan);
  g_mutex_lock(&crew->lock);
  while (sit_down(crew, seat)) {
    CdUnits *units = seat->units;
    g_mutex_unlock(&crew->lock);
    cd_units_run(worker, units, tell_done, seat);
    g_mutex_lock(&crew->lock);
    if (!deliver(crew, seat))
      break;
  }
  bool is_given_up = seat->is_given_up;
  g_mutex_unlock(&crew->lock);
  cd_unit_worker_free(worker);
  if (is_given_up)
    g_free(seat);
  crew_unref(crew);
  return NULL;
}

/* Called locked, or before there is another thread. */
static void seat_new(CdCrew *crew)
{
  Seat *seat = g_new0(Seat, 1);
  seat->crew = crew;
  g_atomic_int_inc(&crew->refs);
  g_ptr_array_add(crew->seats, seat);
  seat->thread = g_thread_new("sweep", labour, seat);
}

/* --- Giving up ----------------------------------------------------------------------------------------------------------- */

/* The replicates that SEAT had done, and the one that it is at as timed out; its thread keeps the units themselves, and may write to what is of that one. */
static CdUnits *take_over(CdCrew *crew, const Seat *seat)
{
  const CdUnits *of = seat->units;
  guint at = of->from + seat->done;
  CdUnits *units = cd_units_new(crew->plan, of->point, of->from, at + 1);
  cd_units_copy(crew->plan, units, of, seat->done);
  g_autofree char *why = g_strdup_printf("took longer than %g s", (double)crew->patience / G_USEC_PER_SEC);
  cd_units_fail(units, seat->done, CD_UNIT_TIMEOUT, why);
  return units;
}

/* Called locked. Its last replicates go to whoever is free. */
static void give_up(CdCrew *crew, Seat *seat)
{
  CdUnits *units = take_over(crew, seat);
  CdTask rest = {units->point, units->to, seat->units->to};
  g_queue_push_tail(&crew->pile, units);
  if (rest.from < rest.to) {
    g_queue_push_head(&crew->tasks, g_memdup2(&rest, sizeof rest));
    crew->owed++;
  }
  seat->is_given_up = true;
  g_thread_unref(seat->thread);
  g_ptr_array_remove_fast(crew->seats, seat);
  seat_new(crew);
}

/* Called locked. */
static void look_after(CdCrew *crew)
{
  gint64 now = g_get_monotonic_time();
  for (guint s = 0; crew->patience > 0 && s < crew->seats->len; s++) {
    Seat *seat = g_ptr_array_index(crew->seats, s);
    if (seat->units && seat->since > 0 && seat->done < seat->units->to - seat->units->from &&
        now - seat->since > crew->patience)
      give_up(crew, seat);
  }
}

/* --- For whoever gives ---------------------------------------------------------------------------------------------------- */

CdCrew *cd_crew_new(CdSweepPlan *plan, guint jobs, double seconds)
{
  CdCrew *crew = g_new0(CdCrew, 1);
  crew->refs = 1;
  crew->plan = cd_sweep_plan_ref(plan);
  crew->patience = (gint64)(seconds * G_USEC_PER_SEC);
  g_mutex_init(&crew->lock);
  g_cond_init(&crew->called);
  g_cond_init(&crew->delivered);
  g_queue_init(&crew->tasks);
  g_queue_init(&crew->pile);
  crew->seats = g_ptr_array_new();
  g_mutex_lock(&crew->lock);
  for (guint j = 0; j < jobs; j++)
    seat_new(crew);
  g_mutex_unlock(&crew->lock);
  return crew;
}

void cd_crew_free(CdCrew *crew)
{
  if (!crew)
    return;
  g_mutex_lock(&crew->lock);
  crew->stops = true;
  g_cond_broadcast(&crew->called);
  g_mutex_unlock(&crew->lock);
  for (guint s = 0; s < crew->seats->len; s++) {
    Seat *seat = g_ptr_array_index(crew->seats, s);
    g_thread_join(seat->thread);
    g_free(seat);
  }
  g_ptr_array_free(crew->seats, TRUE);
  crew_unref(crew);
}

void cd_crew_give(CdCrew *crew, CdTask task)
{
  g_mutex_lock(&crew->lock);
  g_queue_push_tail(&crew->tasks, g_memdup2(&task, sizeof task));
  crew->owed++;
  g_cond_signal(&crew->called);
  g_mutex_unlock(&crew->lock);
}

guint cd_crew_ahead(CdCrew *crew)
{
  g_mutex_lock(&crew->lock);
  guint n = crew->tasks.length;
  g_mutex_unlock(&crew->lock);
  return n;
}

guint cd_crew_owes(CdCrew *crew)
{
  g_mutex_lock(&crew->lock);
  guint n = crew->owed;
  g_mutex_unlock(&crew->lock);
  return n;
}

/* Called locked: waits, looking after the threads; false: DUE. */
static bool wait(CdCrew *crew, gint64 due)
{
  if (crew->patience == 0 && due < 0) {
    g_cond_wait(&crew->delivered, &crew->lock);
    return true;
  }
  gint64 watch = crew->patience > 0 ? g_get_monotonic_time() + MIN(WATCH, crew->patience) : due;
  bool woken = g_cond_wait_until(&crew->delivered, &crew->lock, due < 0 ? watch : MIN(due, watch));
  return woken || due < 0 || g_get_monotonic_time() < due;
}

CdUnits *cd_crew_next(CdCrew *crew, gint64 due)
{
  g_mutex_lock(&crew->lock);
  do
    look_after(crew);
  while (crew->owed > 0 && g_queue_is_empty(&crew->pile) && wait(crew, due));
  CdUnits *units = g_queue_pop_head(&crew->pile);
  if (units) {
    crew->owed--;
    g_cond_signal(&crew->called);
  }
  g_mutex_unlock(&crew->lock);
  return units;
}
