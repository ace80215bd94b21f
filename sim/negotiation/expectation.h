/* expectation.h - the seat of a council in the model: it knows its own values, believes something of the others, learns from what they
 * table, accept and refuse, and weighs what it can still expect against what leaving is worth.
 *
 * Source: definitions.md section 3, but for months already spent (talks.h). With p(o, m) the product over the others at the table of the chance that each takes text o at meeting m
 * (opponent.h), o over the shortlist (shortlist.h), L(m) the worth of leaving at m, T(k) the target of its tactic (tactic.h) down to L, and c a month's cost of delay:
 *   turn       accepts a text that reaches T(k); else tables, of the texts that reach T(k), that of highest p(o, k) (ties: highest own utility, then
 *              the first in grid order); if none on the shortlist does, the likeliest by prior means on the whole grid; passes if none at all does
 *   closing    at its last meeting K, of the texts that reach L, that of highest p at a closing vote; else none
 *   vote       for a text that reaches L
 *   notice     at k >= 1, k < K, iff L > max{ L - c, max over o and m in {k+1, K} of L + p(o, m) max(d^(m-k) U(o) - L, 0) - c (m-k) } + 1e-9,
 *              p(o, K) being that at a closing vote, and d the seat's patience: what a month's wait leaves of the value of an agreement. */
#pragma once

#include "sim/negotiation/answering.h"
#include "sim/negotiation/outlook.h"
#include "sim/negotiation/tactic.h"

typedef struct {
  CdTactic tactic;
  double patience; /* d, in (0, 1] */
  CdOutlook outlook;
  CdAnswering answering;
} CdExpectingSeat;

extern const CdSeatKind cd_expectation_kind;

/* With patience 1, which may be set before the talks. PRIOR is borrowed; memory of ARENA is taken as needed and must last as long as the talks. One talk a seat. */
void cd_expectation_init(CdExpectingSeat *seat, const CdTactic *tactic, const CdPrior *prior, CdArena *arena);

static inline CdSeat cd_expectation_seat(CdExpectingSeat *seat)
{
  return (CdSeat){.kind = &cd_expectation_kind, .self = seat};
}
