/* record.h - what cd_flow_run drew, so that the draws can be timed alone. */
#pragma once

#include "sim/delivery/flow.h"

typedef struct {
  CdStream stream;
  guint month;
  gint64 n; /* -1: Poisson of mean P */
  double p;
} RecordedDraw;

/* The draws of a run, in order: an array of RecordedDraw. */
GArray *record_draws(const CdFlowPlan *plan, guint64 seed, guint32 run);

/* Draws them all again; their sum, so that nothing is optimised away. */
gint64 replay_draws(const GArray *draws);
