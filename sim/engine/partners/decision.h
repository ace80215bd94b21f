/* decision.h - what the partners of one replicate decide: the blocks, the form and terms of each, when, and who left whom.
 * docs/model.md, "How the partners decide". */
#pragma once

#include "sim/engine/partners/roundtable.h"
#include "sim/negotiation/talks.h"

/* How one council came out of the talks. */
typedef struct {
  guint32 block;         /* in which it ends */
  CdDeparture departure; /* CD_STAYED: at the table to the end, whether anything was agreed or not */
  guint meeting;         /* of its departure, else of the end */
  bool wanted_to_stay;   /* when somebody left: another's text was worth more to it than leaving */
  double value;          /* utility of what was decided, under its own beliefs, as it saw it at the table */
  bool joined_later;     /* after the talks, where the scenario lets it (joining.h) */
  guint joined;          /* month in which it did */
  double walk_away;      /* what it could count on without the others (its reservation value for the whole) */
} CdCouncilEnd;

typedef struct {
  CdDivision division;          /* blocks by lowest member, and the form of each */
  guint text[CD_COUNCILS_MOST]; /* [block of division] of that block's grid */
  guint meeting;                /* month of the end, from 0; joining later does not put it off */
  bool agreed;                  /* all in one block, be it by joining later */
  CdPartingKind kind; /* as the talks, or a protocol without meetings, ended; joining later does not change it */
  CdCouncilEnd council[CD_COUNCILS_MOST];
} CdDecision;

/* By the scenario's protocol. LEDGER: NULL, or gets the minutes of offers in turn (other protocols keep none); its arena is the table's. SEAT[council]: who moves for
 * a council instead of the model's own policy, or NULL; kind NULL: nobody. *WAITS_FOR, where not NULL: a council whose outside seat has no move yet,
 * and then nothing is decided; CD_NO_PARTY. */
CdDecision cd_partners_decide(CdBlockValues *values, guint64 seed, guint32 replicate, CdLedger *ledger,
                              const CdSeat *seat, guint *waits_for);

/* Division, texts, and what it brings each, from the block in which each council ends and TEXT[council] of that block; CD_NO_TEXT, of a council on its
 * own: the text that it likes best. */
void cd_decision_settle(CdDecision *decision, const CdBlockValues *values, const guint *text);

/* The decision as contracts, under the terms agreed on (the rest of the terms common) or the common ones, and what follows for footprint, money and posts. */
void cd_decision_stand(CdBlockStand *stand, const CdBlockValues *values, const CdDecision *decision, bool agreed_terms,
                       CdArena *arena);

/* What the model believes of one provider for two of its contracts: [c * n_contracts + d], as in CdBeliefs. Of more than two blocks, or
 * of two none of which was learnt of beside the other's first form: the mean over all that were learnt. */
const double *cd_decision_same(const CdPartners *partners, const CdWorld *world, const CdDecision *decision,
                               CdArena *arena);
