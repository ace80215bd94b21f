#include "sim/sweep/ranks.h"

#include <mpi.h>
#include <string.h>
#include <unistd.h>
#include "concordat/error.h"
#include "concordat/version.h"
#include "sim/sweep/golden.h"
#include "sim/sweep/identity.h"
#include "sim/sweep/parcel.h"

/* Messages. To the first: I need tasks; units done; I have stopped. From it: tasks; no more, drop what you are at. */
enum { ASK = 1, UNITS, STOPPED, TASKS, OVER };

/* How long another waits for units before it looks for messages, in microseconds. */
#define GLANCE 5000
/* Tasks handed out at once. */
#define TASKS_MOST 256u

typedef struct {
  char version[16], identity[65], libm[65], golden[65], host[MPI_MAX_PROCESSOR_NAME], problem[256];
  guint threads;
} Introduction;

/* What the first knows of another. */
typedef struct {
  guint threads;
  bool is_hungry; /* waits for tasks */
  MPI_Request sending; /* of tasks, which must stay until they are gone: two that each wait for the other to receive would wait for ever */
  CdTask task[TASKS_MOST];
} Other;

/* MPI is one a process. */
static struct {
  bool joined, begun;
  int rank, size, here; /* here: processes on this machine */
  const CdSweepPlan *plan;
  Other *other; /* [size], of the first */
} self;

static bool is_under_mpirun(void)
{
  static const char *const said_by[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK", "MPI_LOCALNRANKS"};
  for (guint s = 0; s < G_N_ELEMENTS(said_by); s++)
    if (g_getenv(said_by[s]))
      return true;
  return false;
}

bool cd_ranks_join(bool *is_first, GError **error)
{
  int level;
  *is_first = true;
  if (!is_under_mpirun() || self.joined)
    return true;
  if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &level) != MPI_SUCCESS || level < MPI_THREAD_FUNNELED) {
    g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE, "this MPI cannot be used by a program with threads");
    return false;
  }
  MPI_Comm here;
  self.joined = true;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here);
  MPI_Comm_size(here, &self.here);
  MPI_Comm_free(&here);
  MPI_Comm_rank(MPI_COMM_WORLD, &self.rank);
  MPI_Comm_size(MPI_COMM_WORLD, &self.size);
  *is_first = self.rank == 0;
  return true;
}

guint cd_ranks_jobs(void)
{
  guint processors = g_get_num_processors();                         /* those that mpirun leaves to this process */
  bool is_bound = processors < (guint)sysconf(_SC_NPROCESSORS_ONLN); /* to those, alone */
  return self.joined && !is_bound ? MAX(1, processors / (guint)self.here) : processors;
}

/* --- A variant as a message ---------------------------------------------------------------------------------------------- */

/* What came in may be anything: GVariant checks it. */
static GVariant *receive_variant(const char *type, const MPI_Status *status)
{
  int n;
  MPI_Get_count(status, MPI_BYTE, &n);
  void *data = g_malloc((gsize)n + 1);
  MPI_Recv(data, n, MPI_BYTE, status->MPI_SOURCE, status->MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return g_variant_ref_sink(g_variant_new_from_data(G_VARIANT_TYPE(type), data, (gsize)n, FALSE, g_free, data));
}

/* --- Beginning ----------------------------------------------------------------------------------------------------------- */

static Introduction introduction(const CdSweepPlan *plan, guint threads, const char *golden, const GError *problem)
{
  int n;
  Introduction mine = {.threads = threads};
  MPI_Get_processor_name(mine.host, &n);
  g_autofree char *identity = plan ? cd_identity_hash(plan) : g_strdup(""), *libm = cd_identity_libm();
  g_strlcpy(mine.version, CD_VERSION, sizeof mine.version);
  g_strlcpy(mine.identity, identity, sizeof mine.identity);
  g_strlcpy(mine.libm, libm, sizeof mine.libm);
  g_strlcpy(mine.golden, golden, sizeof mine.golden);
  g_strlcpy(mine.problem, problem ? problem->message : "", sizeof mine.problem);
  return mine;
}

/* What keeps RANK from working for the first. NULL: nothing. */
static char *objection(const Introduction *all, int rank)
{
  if (*all[rank].problem)
    return g_strdup_printf("process %d, on %s: %s", rank, all[rank].host, all[rank].problem);
  if (!g_str_equal(all[rank].version, all[0].version) || !g_str_equal(all[rank].identity, all[0].identity) ||
      !g_str_equal(all[rank].libm, all[0].libm) || !cd_golden_agree(all[rank].golden, all[0].golden))
    return g_strdup_printf(
        "process %d, on %s, does not come to the same results as the first, on %s, to the bit: another build or "
        "version of the program, of the C library, or type of processor",
        rank, all[rank].host, all[0].host);
  return NULL;
}

bool cd_ranks_begin(CdSweepPlan *plan, const char *golden, double seconds, GError **error)
{
  if (!self.joined || self.size == 1)
    return true;
  g_autoptr(GVariant) parcel = cd_parcel_plan(plan);
  guint64 bytes = g_variant_get_size(parcel);
  if (bytes > G_MAXINT) {
    g_set_error(error, CD_ERROR, CD_ERROR_BUDGET,
                "the sweep's %" G_GUINT64_FORMAT " points are too many to send: take --shard", plan->points);
    return false;
  }
  Introduction mine = introduction(plan, 0, golden, NULL);
  g_autofree Introduction *all = g_new0(Introduction, self.size);
  self.begun = true;
  self.plan = plan;
  self.other = g_new0(Other, self.size);
  MPI_Bcast(&bytes, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
  MPI_Bcast((void *)g_variant_get_data(parcel), (int)bytes, MPI_BYTE, 0, MPI_COMM_WORLD);
  MPI_Bcast(&seconds, 1, MPI_DOUBLE, 0, MPI_COMM_WORLD);
  MPI_Gather(&mine, sizeof mine, MPI_BYTE, all, sizeof mine, MPI_BYTE, 0, MPI_COMM_WORLD);
  g_autofree char *against = NULL;
  for (int r = 1; r < self.size; r++) {
    self.other[r] = (Other){.threads = all[r].threads, .sending = MPI_REQUEST_NULL};
    against = against ? against : objection(all, r);
  }
  int go = against == NULL;
  MPI_Bcast(&go, 1, MPI_INT, 0, MPI_COMM_WORLD);
  if (!go) {
    self.size = 1; /* the others have left */
    g_set_error_literal(error, CD_ERROR, CD_ERROR_INTERNAL, against);
  }
  return go;
}

guint cd_ranks_threads(void)
{
  guint n = 0;
  for (int r = 1; self.begun && r < self.size; r++)
    n += self.other[r].threads;
  return n;
}

/* --- The first ----------------------------------------------------------------------------------------------------------- */

static void feed(CdRanksGive give, gpointer user)
{
  for (int r = 1; r < self.size; r++) {
    Other *other = &self.other[r];
    if (!other->is_hungry)
      continue;
    MPI_Wait(&other->sending, MPI_STATUS_IGNORE); /* it has asked again since: they are gone */
    guint n = give(user, other->threads, other->task, TASKS_MOST);
    if (n > 0)
      MPI_Isend(other->task, (int)(n * sizeof *other->task), MPI_BYTE, r, TASKS, MPI_COMM_WORLD, &other->sending);
    other->is_hungry = n == 0;
  }
}

/* Takes in one message; units from it, NULL where it is none of these. */
static CdUnits *hear(const MPI_Status *status)
{
  if (status->MPI_TAG == UNITS) {
    g_autoptr(GVariant) parcel = receive_variant(CD_PARCEL_UNITS, status);
    return cd_parcel_open_units(self.plan, parcel);
  }
  MPI_Recv(NULL, 0, MPI_BYTE, status->MPI_SOURCE, status->MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  self.other[status->MPI_SOURCE].is_hungry = status->MPI_TAG == ASK;
  return NULL;
}

bool cd_ranks_next(CdRanksGive give, gpointer user, CdUnits **units, GError **error)
{
  int is_there = 1;
  *units = NULL;
  if (!self.begun || self.size == 1)
    return true;
  while (!*units && is_there) {
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, &status);
    if (!is_there)
      break;
    *units = hear(&status);
    if (!*units && status.MPI_TAG == UNITS) {
      g_set_error(error, CD_ERROR, CD_ERROR_INTERNAL, "process %d sent what are no units of this sweep",
                  status.MPI_SOURCE);
      return false;
    }
  }
  feed(give, user);
  return true;
}

static void send_home(void)
{
  for (int r = 1; r < self.size; r++)
    MPI_Send(NULL, 0, MPI_BYTE, r, OVER, MPI_COMM_WORLD);
  for (int left = self.size - 1; left > 0;) {
    MPI_Status status;
    MPI_Probe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
    cd_units_free(hear(&status));
    left -= status.MPI_TAG == STOPPED;
  }
  for (int r = 1; r < self.size; r++)
    MPI_Wait(&self.other[r].sending, MPI_STATUS_IGNORE);
}

void cd_ranks_leave(void)
{
  guint64 nothing = 0;
  if (!self.joined)
    return;
  if (self.rank == 0 && self.begun)
    send_home();
  else if (self.rank == 0)
    MPI_Bcast(&nothing, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
  g_clear_pointer(&self.other, g_free);
  self.joined = self.begun = false;
  MPI_Finalize();
}

/* --- The others ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  CdSweepPlan *plan;
  CdCrew *crew;
  guint jobs;
  bool asked, over;
  GQueue sending; /* Parcel, in order */
} Work;

/* Units on their way: who waited for the first to take them in would take a processor from the crew meanwhile, for MPI waits at work. */
typedef struct {
  GVariant *units;
  MPI_Request request;
} Parcel;

static void send_units(Work *work, const CdUnits *units)
{
  Parcel *parcel = g_new(Parcel, 1);
  parcel->units = cd_parcel_units(work->plan, units);
  MPI_Isend(g_variant_get_data(parcel->units), (int)g_variant_get_size(parcel->units), MPI_BYTE, 0, UNITS,
            MPI_COMM_WORLD, &parcel->request);
  g_queue_push_tail(&work->sending, parcel);
}

/* Lets go of what has arrived; of all, once it has, where WAITS. */
static void drop_sent(Work *work, bool waits)
{
  int arrived = 1;
  while (arrived && !g_queue_is_empty(&work->sending)) {
    Parcel *parcel = g_queue_peek_head(&work->sending);
    if (waits)
      MPI_Wait(&parcel->request, MPI_STATUS_IGNORE);
    else
      MPI_Test(&parcel->request, &arrived, MPI_STATUS_IGNORE);
    if (!arrived)
      break;
    g_variant_unref(parcel->units);
    g_free(g_queue_pop_head(&work->sending));
  }
}

static void ask(Work *work)
{
  if (work->asked || cd_crew_ahead(work->crew) >= work->jobs)
    return;
  MPI_Send(NULL, 0, MPI_BYTE, 0, ASK, MPI_COMM_WORLD);
  work->asked = true;
}

static void take(Work *work)
{
  int is_there, bytes;
  MPI_Status status;
  MPI_Iprobe(0, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, &status);
  if (!is_there)
    return;
  CdTask task[TASKS_MOST];
  MPI_Get_count(&status, MPI_BYTE, &bytes);
  MPI_Recv(task, sizeof task, MPI_BYTE, 0, status.MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  for (gsize t = 0; t < (gsize)bytes / sizeof *task; t++)
    cd_crew_give(work->crew, task[t]);
  work->asked = false;
  work->over = status.MPI_TAG == OVER;
}

static void deliver(Work *work)
{
  g_autoptr(CdUnits) units = cd_crew_next(work->crew, g_get_monotonic_time() + GLANCE);
  drop_sent(work, false);
  if (units)
    send_units(work, units);
  else if (cd_crew_owes(work->crew) == 0)
    g_usleep(GLANCE);
}

static void labour(CdSweepPlan *plan, guint jobs, double seconds)
{
  Work work = {.plan = plan, .crew = cd_crew_new(plan, jobs, seconds), .jobs = jobs};
  while (!work.over) {
    ask(&work);
    take(&work);
    if (!work.over)
      deliver(&work);
  }
  cd_crew_free(work.crew);
  drop_sent(&work, true);
  MPI_Send(NULL, 0, MPI_BYTE, 0, STOPPED, MPI_COMM_WORLD);
}

bool cd_ranks_work(guint jobs, GError **error)
{
  guint64 bytes;
  double seconds;
  int go;
  jobs = jobs > 0 ? jobs : cd_ranks_jobs();
  MPI_Bcast(&bytes, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
  if (bytes == 0)
    return true;
  void *data = g_malloc(bytes);
  MPI_Bcast(data, (int)bytes, MPI_BYTE, 0, MPI_COMM_WORLD);
  MPI_Bcast(&seconds, 1, MPI_DOUBLE, 0, MPI_COMM_WORLD);
  g_autoptr(GVariant) parcel =
      g_variant_ref_sink(g_variant_new_from_data(G_VARIANT_TYPE(CD_PARCEL_PLAN), data, bytes, FALSE, g_free, data));
  g_autoptr(GError) problem = NULL;
  g_autoptr(CdSweepPlan) plan = cd_parcel_open_plan(parcel, &problem);
  g_autofree char *golden = plan ? cd_golden(plan, seconds) : g_strdup("");
  Introduction mine = introduction(plan, jobs, golden, problem);
  MPI_Gather(&mine, sizeof mine, MPI_BYTE, NULL, 0, MPI_BYTE, 0, MPI_COMM_WORLD);
  MPI_Bcast(&go, 1, MPI_INT, 0, MPI_COMM_WORLD);
  if (go)
    labour(plan, jobs, seconds);
  if (problem)
    g_propagate_error(error, g_steal_pointer(&problem));
  return go || !*mine.problem;
}
