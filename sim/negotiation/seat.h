/* seat.h - the narrow place at which a party acts. Whoever sits there, a built-in policy, a person or a list of moves, is shown a view
 * with what that party may know, and answers with a move.
 *
 * A view holds the party's own utilities, what leaving is worth to it month by month, the public steps so far, everybody's last meeting and
 * who is at the table; nothing of what others want. */
#pragma once

#include "sim/negotiation/domain.h"
#include "sim/negotiation/ledger.h"
#include "sim/negotiation/tactic.h"

#define CD_TALK_MAX 16 /* parties */

typedef struct {
  /* Itself. */
  guint self;
  const double *u; /* [grid->n_texts] its utility of each text, for the block at the table */
  double u_max;    /* the highest of them */
  guint best;      /* the first text, in grid order, with that */
  double outside;  /* what leaving is worth, as an agreement is: months already spent count on neither side */
  double delay;    /* what every further month of talks costs, whether it ends in agreement or not */
  /* The table. */
  const CdGrid *grid;
  guint32 everyone; /* mask of all who came to the talks */
  guint32 block;    /* of those still at the table */
  guint n_seated;
  const guint *seated; /* [n_seated] the same, in the order in which they take turns */
  guint meeting;       /* from 0 */
  const guint *last;   /* [party] last meeting from which each can still go alone in time */
  guint standing;      /* text on the table; CD_NO_TEXT */
  guint proposer;      /* who tabled it; CD_NO_PARTY */
  guint n_steps;
  const CdStep *step; /* [n_steps] all public steps so far, also those with others who have left */
} CdView;

/* What the months from now to MEETING, not before now, cost. */
static inline double cd_view_wait(const CdView *view, guint meeting)
{
  return view->delay * (meeting - view->meeting);
}

/* Text of PARTY's last offer to this block; CD_NO_TEXT. */
guint cd_view_last_offer(const CdView *view, guint party);

typedef enum {
  CD_ACT_PASS,   /* tables nothing; at a vote: against; asked whether it leaves: stays */
  CD_ACT_OFFER,  /* tables a text, and so is for it */
  CD_ACT_ACCEPT, /* the text on the table; at a vote: for it */
  CD_ACT_LEAVE,  /* gives notice */
  CD_ACT_END,    /* ends the talks for everybody, where the protocol lets it; else the same as leaving */
  CD_ACT_WAIT    /* no move is known yet: the talk stops here and says for whom it waits */
} CdAct;

typedef struct {
  CdAct act;
  guint text;       /* of an offer */
  double threshold; /* what the party held its options against */
  double value;     /* when leaving: the best it still expects by staying */
  CdReason reason;
} CdTalkMove;

/* Whoever sits there. Views are borrowed for the call. */
typedef struct {
  /* Its turn: PASS, OFFER, ACCEPT (only if there is a text on the table), LEAVE, END or WAIT. */
  CdTalkMove (*act)(gpointer self, const CdView *view);
  /* Its last meeting: the text that it puts to the vote, OFFER, or PASS; or WAIT. */
  CdTalkMove (*close)(gpointer self, const CdView *view);
  /* A vote on another's closing text: ACCEPT, PASS or WAIT. */
  CdTalkMove (*vote)(gpointer self, const CdView *view, guint text);
  /* After the votes, before its last meeting: LEAVE, PASS or WAIT. */
  CdTalkMove (*leave)(gpointer self, const CdView *view);
} CdSeatKind;

typedef struct {
  const CdSeatKind *kind;
  gpointer self;
} CdSeat;

/* The least that a party of TACTIC asks for at this meeting by concession in time alone. */
double cd_view_target(const CdView *view, const CdTactic *tactic);

/* Whether there is a text on the table that reaches THRESHOLD. */
bool cd_view_suits(const CdView *view, double threshold);

/* It takes the text on the table, which reaches TARGET. */
CdTalkMove cd_move_accept(double target);

/* The vote of anyone who looks at its own alternative only: for TEXT if it reaches L. */
CdTalkMove cd_move_vote(const CdView *view, guint text);

/* Its answer after the votes: NOW is what it has alone, STAY the best that it expects by staying. */
CdTalkMove cd_move_leave(double now, double stay, bool leaves);
