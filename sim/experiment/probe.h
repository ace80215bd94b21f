/* probe.h - a quantity of single replicates, of the scenario as it is or with some numbers held. */
#pragma once

#include "sim/engine/replicate.h"
#include "sim/model/held.h"

/* What is asked of a replicate: its value under one luck, of VALUE[arm * layout->n + value]. NAN: not defined. */
typedef double (*CdProbed)(gconstpointer of, const CdEngine *engine, const double *value);

typedef struct {
  CdScenario *scenario; /* as it is */
  const bool *among;    /* [structure] those that it needs, under the common terms */
  bool views_alone;     /* it needs no more than utilities */
  CdProbed probed;
  gconstpointer of;
  guint jobs;
  /* Told in runs of one replicate; TOTAL is the caller's best guess. False: stop. NULL: none. */
  bool (*progress)(guint done, guint total, gpointer user);
  gpointer user;
  guint done, total;
} CdProbe;

/* Into D[CD_LUCKS * k + luck] replicates 0 .. N of SEED, of SCENARIO (the probe's own or a changed copy of it). The same for any number of threads, and the same as a run of that scenario has.
 * False where it was told to stop. */
bool cd_probe_run(CdProbe *probe, const CdScenario *scenario, guint64 seed, guint n, double *d);

/* The same with HELD, mean over luck: D[k]. */
bool cd_probe_held(CdProbe *probe, const CdHeld *held, guint n_held, guint64 seed, guint n, double *d);

/* Mean over luck of D[CD_LUCKS * k + luck] into MEAN[n]. */
void cd_probe_means(const double *d, guint n, double *mean);
