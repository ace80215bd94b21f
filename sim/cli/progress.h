/* progress.h - how far a run is: nothing for two seconds, then done of all, rate and time left, on standard
 * error. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  gint64 began, shown; /* monotonic, microseconds; shown 0: never */
  double seconds;      /* time that the run is given; 0: as many replicates as asked for */
  bool on_terminal, wanted;
} CliProgress;

/* WANTED: by --progress; else it is told on a terminal only. */
void cd_cli_progress_begin(CliProgress *progress, double seconds, bool wanted, bool quiet);

/* For CdRunOptions.progress; USER is the CliProgress. True: the run goes on. */
bool cd_cli_progress_tell(guint done, guint total, gpointer user);

/* Clears what was told of a terminal's line. */
void cd_cli_progress_end(CliProgress *progress);
