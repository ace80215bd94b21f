/* flip.h - the work on a flip (sim/appraisal/flip.h), shared by what looks at one assumption, at several at once, and at choices. */
#pragma once

#include "sim/appraisal/control.h"
#include "sim/appraisal/flip.h"
#include "sim/experiment/probe.h"

typedef struct {
  CdFlip *flip;
  CdProbe probe;
  double *base;  /* [flip->replicates] as things are, mean over luck */
  double *drawn; /* [lever * flip->replicates + replicate] the value that was drawn of it there */
} CdFlipWork;

/* Usage: there is no WHAT called GIVEN, with what may be meant of those KNOWN. False. */
bool cd_flip_refuse_unknown(const char *what, const char *given, const GPtrArray *known, GError **error);

/* Settles what QUESTION asks; false and ERROR (usage) where there is nothing of the kind. */
bool cd_flip_settle(CdFlip *flip, const CdFlipQuestion *question, GError **error);

/* Settles what is asked by CLAIM, an id, or CLAIM/TEST; false and ERROR where it is none, or is not about runs. */
bool cd_flip_find_claim(CdFlip *flip, const char *claim, GError **error);

/* What difference matters to the claim's test, as cd_results_delta() has it of as many replicates. */
bool cd_flip_settle_delta(CdFlipWork *work);

/* Two-sided, 95 %. */
bool cd_flip_is_clear(const CdFlipEnd *end);

/* Of an ESTIMATE with so many degrees of freedom, whose parts it frees. */
CdFlipEnd cd_flip_end(double x, CdEstimate *estimate, double freedom);

/* With HELD (GArray of CdHeld), which are the members of LEVER[n], from the replicates of what is found. False, here and below: it was told to stop. */
bool cd_flip_estimate(CdFlipWork *work, const GArray *held, const guint *lever, guint n, CdEstimate *into);

/* With HELD, from fresh draws, of which there are as many as as things are; TRIAL: 0, 1, ... each its own. */
bool cd_flip_try(CdFlipWork *work, const GArray *held, guint trial, CdFlipEnd *into);

/* What is held at X; USER as given beside it. The caller unrefs. */
typedef GArray *(*CdFlipHold)(gconstpointer user, double x);

/* Crossing C of FOUND, a function of x, with its interval's ends tried anew. An end whose sign is not clear is taken further out by half an interval, three times at most, up to the next
 * crossing or to where looking ended; where the function has STEPS alone it stays. */
bool cd_flip_confirm(CdFlipWork *work, CdFlipHold hold, gconstpointer user, const CdCrossings *found, guint c,
                     bool steps, CdFlipPoint *point);

/* Scans LEVER within its range, beyond it if asked for, and tries what it finds. */
bool cd_flip_look(CdFlipWork *work, CdFlipLever *lever);

/* After all levers. */
bool cd_flip_look_together(CdFlipWork *work);
bool cd_flip_look_at_choices(CdFlipWork *work);
