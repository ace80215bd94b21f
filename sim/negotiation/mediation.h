/* mediation.h - talks over one text, which a mediator keeps changing a little and the parties vote on.
 *
 * Klein, Faratin, Sayama & Bar-Yam (2003), "Negotiating complex contracts", Group Decision and Negotiation 12.
 * Each round the mediator changes one issue of the standing text at random; every party votes strongly or weakly
 * for or against it, by what it is worth to it against the standing text; if it is carried, it stands. Rounds are
 * fixed beforehand, and only what stands after the last is held against the reservation values: on the way, the
 * text may be good for nobody.
 *
 * A text that must please everybody at each step is soon one that somebody will not see changed. Parties who at
 * first put up with losses (annealing) do better together, but each does better by not doing so; a mediator who
 * sometimes carries a text against the votes leaves nobody that temptation. */
#pragma once

#include "sim/base/random.h"
#include "sim/negotiation/zone.h"

#define CD_MEDIATION_ROUNDS_MAX 4096

typedef enum {
  CD_VOTE_STRONG_ACCEPT,
  CD_VOTE_WEAK_ACCEPT,
  CD_VOTE_WEAK_REJECT,
  CD_VOTE_STRONG_REJECT,
  CD_VOTE_COUNT
} CdVote;

/* A vote's worth to the annealing mediator, by CdVote. The published values are not certain; an assumption. */
#define CD_VOTE_VALUES                                                                                                 \
  {                                                                                                                    \
    1, 0, -1, -2                                                                                                       \
  }

typedef enum {
  CD_MEDIATOR_UNANIMITY, /* carries what nobody rejects */
  CD_MEDIATOR_ANNEALING  /* with probability min(1, e^(S/T)), S the sum of the votes' values */
} CdMediatorRule;

typedef struct {
  double temperature; /* in the first round, in utility; 0 for a party that never accepts a loss */
  guint64 key;        /* of the party, for its own draws */
} CdVoter;

typedef struct {
  const CdDomain *domain;
  CdMediatorRule rule;
  guint rounds;                /* 1 .. CD_MEDIATION_ROUNDS_MAX */
  double temperature;          /* the annealing mediator's in the first round, in votes' values */
  double value[CD_VOTE_COUNT]; /* ditto: falling, acceptances not below 0, rejections below 0 */
  double strong;               /* a vote is strong where at least so much utility is won or lost, above 0 */
  const CdVoter *voter;        /* [n_parties]; NULL: nobody accepts a loss */
  guint64 seed;                /* draws: the stream (seed, run, CD_PURPOSE_MEDIATOR, key), a round a month */
  guint32 run;
  guint64 key; /* of the block */
} CdMediation;

/* One round, for a ledger. */
typedef struct {
  guint round;        /* from 0 */
  guint standing;     /* text before the vote */
  guint tabled;       /* differs from it in one issue; the same where the grid has but one text */
  const CdVote *vote; /* [n_parties]; valid until the next round */
  double sum;         /* of the votes' values */
  double chance;      /* with which it was to be carried */
  bool carried;       /* TABLED stands from now on */
} CdMediatedRound;

typedef void CdMediationListener(const CdMediatedRound *round, gpointer data);

typedef struct {
  guint text;     /* stands after the last round */
  bool agreement; /* it reaches everybody's reservation value */
} CdMediated;

/* min(1, e^(change / temperature)); at temperature 0 its limit: 1 or 0. A loss within CD_TOLERANCE is none. */
double cd_annealing_chance(double change, double temperature);

/* START (1 - round / (rounds - 1)): falls in a line to 0 in the last round. */
double cd_cooling(double start, guint round, guint rounds);

/* One round of MEDIATION with STANDING on the table; VOTE[n_parties] is written to. Depends on nothing else: the
 * same arguments give the same round. Parties' votes do not depend on their order. */
CdMediatedRound cd_mediation_step(const CdMediation *mediation, guint round, guint standing, CdVote *vote);

/* All rounds from START; LISTENER, which may be NULL, hears of each. VOTE[n_parties] as above. */
CdMediated cd_mediate(const CdMediation *mediation, guint start, const double *reservation,
                      CdMediationListener *listener, gpointer data, CdVote *vote);
