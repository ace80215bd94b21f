/* inquiry.h - why talks ended as they did, and what would have kept the partners together. docs/model.md, "Why they part";
 * definitions.md section 4 of the method. All about the whole block, with walk-away values as thresholds. */
#pragma once

#include "sim/coalition/blocking.h"
#include "sim/coalition/survey.h"
#include "sim/engine/partners/decision.h"
#include "sim/negotiation/blocking.h"
#include "sim/negotiation/bridge.h"

/* Whether a disagreement is one of belief or of interest. A zone is open if some text reaches everybody's walk-away value, which is reckoned anew for
 * each choice of beliefs (own, the model's) and preferences (own, all councils' mean by population, red lines kept). */
typedef enum {
  CD_CAUSE_NONE,       /* the zone was open */
  CD_CAUSE_BELIEF,     /* opens under the model's beliefs, not under like preferences */
  CD_CAUSE_INTEREST,   /* opens under like preferences, not under the model's beliefs */
  CD_CAUSE_EITHER,     /* opens under each of the two */
  CD_CAUSE_BOTH,       /* opens under the two together only */
  CD_CAUSE_STRUCTURAL, /* opens under neither: it does not pay, whatever they want and believe of it */
  CD_CAUSE_COUNT
} CdCause;

typedef struct {
  const char *id, *label, *meaning;
} CdCauseText;

const CdCauseText *cd_cause_text(CdCause cause);

/* Sets of ten councils none of which holds another: C(10, 5) at most (Sperner 1928). */
#define CD_COALITIONS_MOST 252

typedef struct {
  bool open;          /* the zone, under everybody's own beliefs */
  bool open_in_truth; /* under the model's */
  CdCause cause;
  CdBlocking blocking;              /* bit i: issue i (CdTerm, then the form); nothing where the zone is open */
  CdBridge bridge;                  /* against walk-away values; a process failure where the zone was open */
  double payment[CD_COUNCILS_MOST]; /* pounds a year that each needs (below 0: can spare) at the bridge's text; NAN: none */
  CdBridge offer[CD_COUNCILS_MOST]; /* what each alone could pay for it */
  CdConcession concession; /* from the last text tabled by all to the nearest in the zone; where the zone is open and nothing was agreed */
  guint concession_from;              /* that text; CD_NO_TEXT */
  guint shortfall_text;               /* where the sum of what is lacking to walk-away values is least, and ... */
  double shortfall[CD_COUNCILS_MOST]; /* ... what each lacks there, in utility */
  guint8 stable[CD_STABLE_COUNT];     /* whether the partition decided is stable in each sense: blocks decided are worth
                                    * what was decided, others V where they would form; less friction in any but
                                    * the whole and one's block under business as usual, as in walk-away values */
  guint n_coalitions; /* groups all of whose members would be better off going off together than with what was decided, ... */
  guint32 coalition[CD_COALITIONS_MOST]; /* ... those which hold no smaller one, by size, then mask */
  guint n_expected;                      /* partitions that the fallback order leaves */
  CdPartition expected;                  /* the first of them */
  bool convention_dependent;             /* walk-away values follow from a convention: the core was empty */
  guint nash, kalai_smorodinsky, egalitarian, utilitarian; /* texts; n_texts: the zone is empty */
} CdInquiry;

/* VALUES under own beliefs and preferences, DECISION made from them; LEDGER the minutes, or NULL. */
void cd_inquire(CdInquiry *inquiry, CdBlockValues *values, const CdDecision *decision, const CdLedger *ledger);
