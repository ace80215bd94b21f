/* issuewise.h - the seat that answers in kind, issue by issue: where the others move a term towards what it likes, it moves that term towards them.
 *
 * Source: Faratin, Sierra & Jennings 1998, "Negotiation decision functions for autonomous agents": section 4.3 for the tactics, with delta 1 and
 * a window gamma of CD_ISSUEWISE_WINDOW, and section 3 for accepting whatever is worth no less than one's own counter-offer. Several others
 * answered by their mean, and the bounds below, are this project's own.
 *
 * Of each issue with an order it keeps a number x, at first that of its best text, b. At its turn, over those others who had offered to this
 * block BACK of its turns ago (1; averaged: the window), with B the mean of what their last offers said then and N of what they say now:
 *   x <- tit-for-tat of x, B and N (tactic.h), within b .. N
 * so it never asks for more than it wants, nor gives more than is asked for; whether it wants an issue small or large is the side of N on which
 * b lies. Proportions: where N is nought and B was not, there is no bound to how far the others moved away, and x goes back to b; an x of nought stays
 * there, so that who likes best to have none of something never moves it in proportion. Numbers are not rounded to the grid from turn to turn. Of issues without an order it wants what its best text says.
 *   turn     its counter-offer is the text nearest to that among those that reach L(k): least sum over issues of |difference| / (most - least), or 1 for
 *            another level without order (ties: highest own utility, then the first in grid order). It accepts a text that is worth no less
 *            to it; else tables the counter-offer; passes if no text reaches L(k). Nothing here goes by time: who faces others like itself waits
 *            for them until a closing vote.
 *   closing, vote, notice: as in expectation.h. */
#pragma once

#include "sim/negotiation/expectation.h"

enum { CD_ISSUEWISE_WINDOW = 3 };

/* The numbers that stand for levels: at[issue][level], in ascending order; NULL: the issue has no order. */
typedef struct {
  const double *at[CD_ISSUE_MAX];
} CdIssueScale;

typedef struct {
  CdExpectingSeat expecting;
  CdTacticKind kind; /* of the family of issues */
  const CdIssueScale *scale;
  guint32 block;                                     /* for which what follows holds; 0: none yet */
  guint turns;                                       /* it has had */
  double own[CD_ISSUE_MAX];                          /* x */
  guint heard[CD_ISSUEWISE_WINDOW + 1][CD_TALK_MAX]; /* [turn modulo][party] last offers as they stood at a turn; CD_NO_TEXT */
} CdIssuewiseSeat;

extern const CdSeatKind cd_issuewise_kind;

/* SCALE, of the grids at the table, is borrowed. TACTIC is that of time alone, which closing and notice go by; the rest as in cd_expectation_init(). PRIOR NULL: it has no beliefs of the
 * others, which its turns do not need, and sits where there are only turns (alternating.h). */
void cd_issuewise_init(CdIssuewiseSeat *seat, CdTacticKind kind, const CdIssueScale *scale, const CdTactic *tactic,
                       const CdPrior *prior, CdArena *arena);

static inline CdSeat cd_issuewise_seat(CdIssuewiseSeat *seat)
{
  return (CdSeat){.kind = &cd_issuewise_kind, .self = seat};
}
