#include "sim/cli/interrupt.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>
#include "sim/cli/verb.h"

/* The process has one set of signals, and so one of these. */
static struct {
  GMutex lock;
  bool held;
  int pending; /* a signal's number; 0: none */
} state;

static sigset_t interrupts(void)
{
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

/* WRITTEN: what was complete by then; NULL: nothing. */
static void end_program(int number, const char *written)
{
  g_autofree char *text =
      written ? g_strdup_printf("\n" CLI_PROGRAM ": interrupted after the results were written: %s\n", written)
              : g_strdup("\n" CLI_PROGRAM ": interrupted\n");
  if (write(STDERR_FILENO, text, strlen(text)) < 0) {
    /* nobody listens: nothing else can be done */
  }
  _exit(128 + number); /* at once: other threads are at work */
}

static gpointer await(gpointer unused)
{
  (void)unused;
  sigset_t set = interrupts();
  for (;;) {
    int number;
    if (sigwait(&set, &number) != 0)
      continue;
    g_mutex_lock(&state.lock);
    if (!state.held)
      end_program(number, NULL);
    state.pending = number;
    g_mutex_unlock(&state.lock);
  }
  return NULL;
}

void cd_cli_interrupts_begin(void)
{
  sigset_t set = interrupts();
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  g_thread_unref(g_thread_new("interrupts", await, NULL));
}

void cd_cli_interrupts_hold(void)
{
  g_mutex_lock(&state.lock);
  g_assert(!state.held);
  state.held = true;
  g_mutex_unlock(&state.lock);
}

void cd_cli_interrupts_release(const char *written)
{
  g_mutex_lock(&state.lock);
  g_assert(state.held);
  state.held = false;
  if (state.pending)
    end_program(state.pending, written);
  g_mutex_unlock(&state.lock);
}
