/* contest.h - one bargain put to many ways of negotiating it: the benchmarks of who knows everything beside the agreements of who knows its own wishes alone.
 *
 * Protocols: alternating offers (alternating.h) with a tactic for each party; a mediator's single text (mediation.h), annealing or by unanimity, from the middle of the
 * grid; and one party's text to take or to leave (ultimatum.h), its lead knowing what the others would sign. Parties act on utilities as they stand; a discount
 * u d^t, t the share of the time passed, is laid on the result, and on the reservation value alike, as GENIUS does, so that it changes nobody's preference between now
 * and never. Without agreement everybody has the reservation value at the end of time. */
#pragma once

#include "sim/negotiation/classic.h"
#include "sim/negotiation/issuewise.h"
#include "sim/negotiation/solution.h"

typedef enum {
#define POSTURE(KIND, id, label, sentence, tactic, kappa, beta, reciprocity, choice) CD_POSTURE_##KIND,
#include "sim/negotiation/postures.def"
#undef POSTURE
  CD_POSTURE_COUNT
} CdPosture;

typedef struct {
  const char *id, *label, *sentence;
  CdTacticKind kind;
  double kappa, beta, reciprocity;
  CdClassicChoice choice;
} CdPostureInfo;

const CdPostureInfo *cd_posture_info(CdPosture posture);

/* The one of this id; CD_POSTURE_COUNT: none. */
CdPosture cd_posture_named(const char *id);

/* Answers issue by issue, so that it needs one with an order. */
bool cd_posture_needs_order(CdPosture posture);

typedef enum { CD_CONTEST_OFFERS, CD_CONTEST_ANNEALED, CD_CONTEST_UNANIMOUS, CD_CONTEST_LEAD } CdContestProtocol;

typedef struct {
  CdDomain domain;
  const double *reservation, *discount; /* [n_parties] by position; discounts above 0, at most 1 */
  CdIssueScale scale;
  guint rounds;  /* of offers, 1 at least */
  guint changes; /* of the mediator's text, 1 .. CD_MEDIATION_ROUNDS_MAX */
  guint64 seed;  /* of the mediator's draws */
  /* Made. */
  CdArena *arena;
  CdBargain bargain;
  CdTexts efficient; /* of all texts, rational or not */
  CdSolution solution[CD_SOLUTION_COUNT];
  double diagonal, opposition;
} CdContest;

/* Solves what is given, memory from ARENA. */
void cd_contest_solve(CdContest *contest, CdArena *arena);

/* Whether it concedes in time, at a pace beta that may be given. */
bool cd_posture_has_pace(CdPosture posture);

typedef struct {
  CdContestProtocol protocol;
  CdPosture posture[CD_TALK_MAX]; /* [position] of offers */
  double beta[CD_TALK_MAX];       /* [position] likewise; 0: the posture's own */
  guint lead;                     /* position */
} CdBout;

typedef struct {
  guint text;                /* CD_NO_TEXT: no agreement */
  guint round;               /* from 1, in which it ended; 0: there are none */
  double time;               /* share of the time passed, 0 .. 1 */
  guint proposer;            /* position whose offer it was; CD_NO_PARTY */
  double u[CD_TALK_MAX];     /* without discount; of no agreement the reservation values */
  double value[CD_TALK_MAX]; /* with it */
  double nash,
      frontier; /* distance, without discount, to Nash's solutions and to the efficient texts; NAN without agreement */
  bool efficient;
} CdBoutResult;

/* LEDGER, of offers, may be NULL; its arena is another than the contest's. */
CdBoutResult cd_contest_bout(const CdContest *contest, const CdBout *bout, CdLedger *ledger);
