/* flip.h - the work on a flip (sim/appraisal/flip.h), shared by what looks at one assumption, at several at once, and at choices. */
#pragma once

#include "sim/appraisal/control.h"
#include "sim/appraisal/flip.h"
#include "sim/experiment/probe.h"

typedef struct {
  CdFlip *flip;
  CdProbe probe;
  double *base; /* [flip->replicates] as things are, mean over luck */
} CdFlipWork;

/* Two-sided, 95 %. */
bool cd_flip_is_clear(const CdFlip *flip, const CdFlipEnd *end);

/* With HELD (GArray of CdHeld), from the replicates of what is found. .part NULL, .mean NAN: not defined. False, here and below: it was told to stop. */
bool cd_flip_estimate(CdFlipWork *work, const GArray *held, CdEstimate *into);

/* With HELD, from fresh draws, of which there are as many as as things are; TRIAL: 0, 1, ... each its own. */
bool cd_flip_try(CdFlipWork *work, const GArray *held, guint trial, CdFlipEnd *into);

/* What is held at X; USER as given beside it. The caller unrefs. */
typedef GArray *(*CdFlipHold)(gconstpointer user, double x);

/* The crossing of a function of x, with its interval's ends tried anew; ends whose sign is not clear are taken further out by half an interval, twice at most, within what was
 * clear when it was found. */
bool cd_flip_confirm(CdFlipWork *work, CdFlipHold hold, gconstpointer user, const CdCrossing *crossing, bool steps,
                     CdFlipPoint *point);

/* Scans LEVER within its range, beyond it if asked for, and tries what it finds. */
bool cd_flip_look(CdFlipWork *work, CdFlipLever *lever);

/* After all levers. */
bool cd_flip_look_together(CdFlipWork *work);
bool cd_flip_look_at_choices(CdFlipWork *work);
