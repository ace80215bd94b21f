/* interrupt.h - SIGINT and SIGTERM: they end the program with 128 plus their number, at once or, while something
 * must not be split, right after it.
 *
 * Both signals are blocked in every thread, so that none is ever stopped in the midst of something, and awaited by
 * one thread of their own. */
#pragma once

#include <glib.h>

/* To be called by the first thread before it starts another: threads inherit what is blocked. */
void cd_cli_interrupts_begin(void);

/* Between the two no signal ends the program; one that came in between does so in the latter, and says that WRITTEN, a folder (NULL: none), is there whole. Not nested. */
void cd_cli_interrupts_hold(void);
void cd_cli_interrupts_release(const char *written);
