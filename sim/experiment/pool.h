/* pool.h - numbered pieces of work on threads. Which thread does which piece, and when, is left to chance: a piece must depend on its number
 * alone and put what it finds into a place of its own. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  gpointer (*worker_new)(gpointer user); /* what a thread needs for itself; called in that thread */
  void (*work)(gpointer user, gpointer worker, guint piece);
  void (*worker_free)(gpointer worker);
  gpointer user;
  /* Called from the calling thread, and never while a thread waits for it: DONE pieces of TOTAL. False: stop. NULL: none. */
  bool (*progress)(guint done, guint total, gpointer progress_user);
  gpointer progress_user;
} CdPoolWork;

/* Pieces FROM .. TO on JOBS threads, as many at least as one; progress counts from FROM, and speaks of TOTAL; where more
 * than one is done between two calls they are told at once, the last always. False where it was told to stop, be it at the last piece: then
 * some pieces may not be done. TO >= FROM. */
bool cd_pool_run(const CdPoolWork *work, guint from, guint to, guint total, guint jobs);
