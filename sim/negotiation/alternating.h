/* alternating.h - stacked alternating offers: in turn each accepts the text on the table or lays another in its place; a text that
 * everybody who is still there accepts is agreed.
 *
 * Source: Aydogan, Festen, Hindriks & Jonker 2017, "Alternating offers protocols for multilateral negotiation". To offer is to accept.
 * LEAVE takes one party away, the others go on with the text on the table, and the acceptance of who left counts no more; END breaks the
 * talks off. Without agreement everybody has its reservation value. A party that passes takes the text off the table. */
#pragma once

#include "sim/negotiation/seat.h"

typedef struct {
  const CdDomain *domain;
  guint meetings;            /* K, at least 1; time at meeting k is k / (K - 1) */
  const guint *order;        /* [domain->n_parties] parties in the order of their turns */
  const double *reservation; /* [party] */
  const CdSeat *seat;        /* [party] */
} CdAlternating;

typedef enum {
  CD_ALTERNATING_AGREED,
  CD_ALTERNATING_NO_TIME,    /* the last meeting passed */
  CD_ALTERNATING_BROKEN_OFF, /* somebody ended it */
  CD_ALTERNATING_TOO_FEW,    /* fewer than two remain */
  CD_ALTERNATING_WAITS       /* for the move of WAITS_FOR */
} CdAlternatingEnd;

typedef struct {
  CdAlternatingEnd end;
  guint meeting;   /* of the end */
  guint text;      /* agreed; CD_NO_TEXT */
  guint proposer;  /* of the text agreed; CD_NO_PARTY */
  guint32 left;    /* mask */
  guint waits_for; /* CD_NO_PARTY */
} CdAlternatingResult;

/* LEDGER may be NULL. Takes memory from ARENA and leaves it there. */
CdAlternatingResult cd_alternating_run(const CdAlternating *talk, CdLedger *ledger, CdArena *arena);
