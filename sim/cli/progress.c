#include "sim/cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#define PATIENCE (2 * G_USEC_PER_SEC)
#define EACH_ON_TERMINAL (G_USEC_PER_SEC / 5)
#define EACH_ELSEWHERE (5 * G_USEC_PER_SEC)

void cd_cli_progress_begin(CliProgress *progress, double seconds, bool wanted, bool quiet)
{
  bool on_terminal = isatty(STDERR_FILENO);
  *progress = (CliProgress){.began = g_get_monotonic_time(),
                            .seconds = seconds,
                            .on_terminal = on_terminal,
                            .wanted = wanted || (on_terminal && !quiet)};
}

bool cd_cli_progress_tell(guint done, guint total, gpointer user)
{
  CliProgress *progress = user;
  gint64 now = g_get_monotonic_time(), elapsed = now - progress->began;
  gint64 each = progress->on_terminal ? EACH_ON_TERMINAL : EACH_ELSEWHERE;
  if (!progress->wanted || elapsed < PATIENCE || (progress->shown && now - progress->shown < each))
    return true;
  progress->shown = now;
  double rate = (double)done / ((double)elapsed / G_USEC_PER_SEC);
  double left =
      total > 0 ? (rate > 0 ? (total - done) / rate : 0) : MAX(0, progress->seconds - (double)elapsed / G_USEC_PER_SEC);
  if (total > 0 && done == total) { /* the main run is done, and the answer is rerun under other choices */
    fprintf(stderr, "%s%u replicates done, now the answer under other choices%s",
            progress->on_terminal ? "\r\033[K" : "", done, progress->on_terminal ? "" : "\n");
    fflush(stderr);
    return true;
  }
  g_autofree char *of_all = total > 0 ? g_strdup_printf("/%u", total) : g_strdup("");
  fprintf(stderr, "%s%u%s replicates, %.0f a second, %.0f s left%s", progress->on_terminal ? "\r\033[K" : "", done,
          of_all, rate, left, progress->on_terminal ? "" : "\n");
  fflush(stderr);
  return true;
}

void cd_cli_progress_end(CliProgress *progress)
{
  if (progress->shown && progress->on_terminal)
    fputs("\r\033[K", stderr);
}
