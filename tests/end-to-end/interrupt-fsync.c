/* To be loaded before the C library: the CD_INTERRUPT_AT-th fsync() or fdatasync() first sends this process SIGINT, as if somebody pressed Ctrl-C while results are written, and
 * leaves whoever takes it the time to act on it; with CD_INTERRUPT_BY=KILL it is killed there and then. */
#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

__attribute__((visibility("default"))) int fsync(int file);
__attribute__((visibility("default"))) int fdatasync(int file);

/* Threads may sync at once. */
static gint calls;

static void interrupt(void)
{
  const char *at = getenv("CD_INTERRUPT_AT"), *by = getenv("CD_INTERRUPT_BY");
  if (!at || g_atomic_int_add(&calls, 1) + 1 != atoi(at))
    return;
  kill(getpid(), by && g_str_equal(by, "KILL") ? SIGKILL : SIGINT);
  g_usleep(200000);
}

int fsync(int file)
{
  interrupt();
  return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file)
{
  interrupt();
  return (int)syscall(SYS_fdatasync, file);
}
