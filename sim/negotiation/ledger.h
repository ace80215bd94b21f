/* ledger.h - the minutes of a talk: what everybody saw, and beside it what each party held it against, and why. */
#pragma once

#include "sim/base/arena.h"

#define CD_NO_TEXT G_MAXUINT32
#define CD_NO_PARTY G_MAXUINT32

typedef enum {
#define STEP(KIND, id, sentence) CD_STEP_##KIND,
#include "sim/negotiation/steps.def"
#undef STEP
  CD_STEP_COUNT
} CdStepKind;

typedef enum {
#define REASON(KIND, id, words) CD_REASON_##KIND,
#include "sim/negotiation/reasons.def"
#undef REASON
  CD_REASON_COUNT
} CdReason;

typedef struct {
  const char *id, *words; /* words of a step: a sentence with {party}, {text}, {block} in it */
} CdWording;

const CdWording *cd_step_wording(CdStepKind kind);
const CdWording *cd_reason_wording(CdReason reason);

/* A step as everybody at the table sees it. Whole numbers throughout, so that no byte is left to chance. */
typedef struct {
  guint32 meeting; /* month, from 0 */
  guint32 party;   /* of an agreement: whose text it is */
  guint32 kind;    /* CdStepKind */
  guint32 text;    /* CD_NO_TEXT: none */
  guint32 block;   /* mask of the parties at the table; after regrouping or joining: the party's block */
} CdStep;

/* With what is private to the party. */
typedef struct {
  CdStep step;
  guint32 reason; /* CdReason */
  double utility; /* own utility of the text; when giving notice: the best it still expects by staying; without text: 0 */
  double threshold; /* what that was held against: the party's target, or what leaving is worth to it; none: 0 */
} CdEvent;

G_STATIC_ASSERT(sizeof(CdEvent) == 6 * sizeof(guint32) + 2 * sizeof(double));

typedef struct {
  CdArena *arena;
  CdEvent *event; /* [n] in the order of events */
  guint n, room;
} CdLedger;

/* Empty; grows in the arena, which the ledger borrows and which must not be rewound past it while it grows. */
void cd_ledger_init(CdLedger *ledger, CdArena *arena);

/* Nothing where LEDGER is NULL. A joining party (CD_STEP_JOINS_LATE) is the caller's to add: no protocol here does. */
void cd_ledger_add(CdLedger *ledger, const CdEvent *event);
