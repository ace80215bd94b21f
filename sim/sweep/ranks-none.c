/* Without MPI. */
#include "concordat/error.h"
#include "sim/sweep/ranks.h"

bool cd_ranks_join(bool *is_first, GError **error)
{
  static const char *const said_by[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "MPI_LOCALNRANKS"};
  const char *rank =
      g_getenv("PMIX_RANK"); /* where a PMIx starts processes, it says which one this is and not of how many */
  *is_first = true;
  if (rank && g_ascii_strtoull(rank, NULL, 10) > 0) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "this is process %s of several, but it was built without MPI, and each would do the whole sweep: build "
                "it with -Dmpi=enabled, or give each a part with --shard",
                rank);
    return false;
  }
  for (guint s = 0; s < G_N_ELEMENTS(said_by); s++) {
    const char *size = g_getenv(said_by[s]);
    if (size && g_ascii_strtoull(size, NULL, 10) > 1) {
      g_set_error(
          error, CD_ERROR, CD_ERROR_USAGE,
          "mpirun started %s of this, but it was built without MPI, and each would do the whole sweep: build it with "
          "-Dmpi=enabled, or give each a part with --shard",
          size);
      return false;
    }
  }
  return true;
}

bool cd_ranks_work(guint jobs, GError **error)
{
  (void)jobs, (void)error;
  return true;
}

bool cd_ranks_begin(CdSweepPlan *plan, const char *golden, double seconds, GError **error)
{
  (void)plan, (void)golden, (void)seconds, (void)error;
  return true;
}

guint cd_ranks_threads(void)
{
  return 0;
}

guint cd_ranks_jobs(void)
{
  return g_get_num_processors();
}

bool cd_ranks_next(CdRanksGive give, gpointer user, CdUnits **units, GError **error)
{
  (void)give, (void)user, (void)error;
  *units = NULL;
  return true;
}

void cd_ranks_leave(void)
{
}
