/* bench-ranks: a sweep on two processes under mpirun, the first of which writes and works, against one, in turn; each on one thread. One JSON object a line; a line with a limit has "ok". Exit 1 when a limit is
 * missed. */
#include <stdio.h>
#include <stdlib.h>
#include <glib/gstdio.h>
#include "bench/measure.h"

enum { REPEATS = 7 };

/* Seconds of N processes, their start and end included. */
static double run(const char *folder, guint n)
{
  g_autofree char *store = g_build_filename(folder, "x.db", NULL);
  g_autofree char *command = g_strdup_printf("mpirun --bind-to none --oversubscribe -n %u '%s' sweep '%s' --points %u "
                                             "--replicates %u --jobs 1 --quiet --store '%s'",
                                             n, WITH_MPI, SCENARIO, scaled(512, 8), scaled(24, 2), store);
  g_unlink(store);
  gint64 began = g_get_monotonic_time();
  if (system(command) != 0) {
    fprintf(stderr, "failed: %s\n", command);
    exit(1);
  }
  return (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC;
}

int main(void)
{
  g_autofree char *folder = g_dir_make_tmp("ranks-XXXXXX", NULL), *remove = g_strdup_printf("rm -rf '%s'", folder);
  double ratio[REPEATS];
  guint repeats = scaled(REPEATS, 1);
  g_setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", TRUE);
  g_setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", TRUE);
  for (guint r = 0; r < repeats; r++) {
    double one = run(folder, 1);
    ratio[r] = one / run(folder, 2);
  }
  bool ok = report("a sweep on two processes, against one", median(ratio, repeats), ">=", 1.85);
  return system(remove) == 0 && ok ? 0 : 1;
}
