/* talks.h - monthly talks between partners each of whom may walk away.
 *
 * For a councillor: each month the partners meet, table texts and answer one another. A council gives notice when leaving now is worth more
 * to it than the best it can still expect; at the last meeting from which going alone would still meet the contract's end it puts one last text
 * to the vote, and is out of time if that falls. The others go on without it.
 *
 * Source: definitions.md sections 3 and 4. At meeting k (month, from 0), with those still at the table:
 *   1. Turns, as in alternating.h; the text on the table stays on it from month to month. A text that all accept is agreed.
 *   2. Closing texts: each i with K_i = k, in turn order, puts a text to the vote; one that all vote for is agreed. If none is, all those i
 *      lapse, and the meeting ends.
 *   3. Else, from k = 1: notices. Each is asked whether it leaves, nobody knowing the others' answers. (Notice given in one's turn, which a
 *      person may, takes effect at the end of the meeting, so that nothing can be agreed at it.)
 * After departures those who remain meet again next month as a smaller block, with its own utilities, with alternatives that follow from
 * who has left, and with nothing on the table. The talks end when a block agrees, when nobody remains, or when one remains.
 *
 * Leaving is worth  L_i = V_i(beta) - friction_i (only where i's block in beta is not its block today). A further month costs delay_i, whether
 * the talks end in an agreement or not. Votes by U_j >= L_j and notices are the seats' business (expectation.h).
 *
 * A departure from definitions.md section 3, which takes months already spent off L_i but not off the worth of an agreement: they are gone either
 * way, so that nobody would sign what is worth less than its alternative was before the talks (docs/model.md 7.10; tests/unit/talks.c).
 *
 * Renaming the parties, turn order and all else carried along, changes nothing but names. */
#pragma once

#include "sim/negotiation/parting.h"
#include "sim/negotiation/seat.h"

/* A party's alternative to the talks: what it expects of it, and with whom. */
typedef struct {
  double value;  /* V_i(beta), without friction */
  guint32 block; /* i's block in beta */
} CdOutside;

/* Where a party that left ends. */
typedef struct {
  guint32 block;
  guint text; /* of that block; CD_NO_TEXT: none, or alone */
} CdRegrouping;

typedef struct {
  double friction;           /* at least 0, in utility */
  double delay;              /* o_i, officers' time: utility a month, at least 0 */
  guint last;                /* K_i, the last meeting from which going alone is still in time */
  guint32 business_as_usual; /* its block today, itself included */
  CdSeat seat;
} CdTalkParty;

typedef struct {
  guint n_parties;          /* 2..CD_TALK_MAX */
  const CdTalkParty *party; /* [n_parties] */
  const guint *order;       /* [n_parties] parties in the order of their turns */
  gpointer user;
  /* Utilities of a block of at least two; asked for the whole first, for others once departures have left them. Valid until the talks end. */
  const CdDomain *(*block)(gpointer user, guint32 block);
  /* PARTY's alternative when DEPARTED have left: of none, that to the whole block; else in the solution of DEPARTED and itself. */
  CdOutside (*outside)(gpointer user, guint party, guint32 departed);
  /* Where PARTY, one of all those who DEPARTED, ends; the blocks must divide DEPARTED. NULL: each goes alone. */
  CdRegrouping (*regroup)(gpointer user, guint party, guint32 departed);
} CdTalks;

typedef enum {
  CD_STAYED, /* to the end */
  CD_GAVE_NOTICE,
  CD_LAPSED
} CdDeparture;

typedef struct {
  guint32 block; /* in which it ends */
  guint text;    /* of that block; CD_NO_TEXT: none */
  CdDeparture departure;
  guint meeting;       /* of its departure, else of the end */
  bool wanted_to_stay; /* at the first break that it saw: another's text of that meeting was worth more than leaving */
  double forgone;      /* by how much the best such text was; 0: none, or no break */
  double conceded; /* its best own utility in the block that agreed, less what the text agreed gives it; 0 for others */
} CdTalkEnd;

typedef struct {
  guint meeting;      /* of the end */
  guint32 agreed;     /* mask of the block that agreed at the table; 0: none */
  guint text;         /* agreed; CD_NO_TEXT */
  guint32 left;       /* mask of all who left */
  guint waits_for;    /* CD_NO_PARTY; else the talks are not over: this party's next move is not known */
  CdPartingKind kind; /* exclusion if any break was one, else that of the first break; NONE: all agreed */
  guint n_partings;
  CdParting parting[CD_TALK_MAX];
  CdTalkEnd party[CD_TALK_MAX];
} CdTalksResult;

/* LEDGER may be NULL. Takes memory from ARENA and leaves it there. */
CdTalksResult cd_talks_run(const CdTalks *talks, CdLedger *ledger, CdArena *arena);
