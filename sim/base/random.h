/* random.h - counter-based random streams, and counts drawn so that two arms of a comparison share their luck.
 *
 * Philox4x32-10 (Salmon et al. 2011, Random123). Key: the seed (64 bits). Counter: entity hash (64 bits), run word
 * (32 bits: replicate and luck), and purpose, month and block (8 + 12 + 12 bits). No state: the same arguments give the
 * same draw whatever else is drawn, in whatever order, on whatever thread. Adding an entity moves nobody else's draws.
 *
 * Counts use the coupling that loses least of a comparison's pairing (./dev bench): the true quantile of the first uniform while n*p <= 100
 * (for p > 1/2, of the complement), transformed rejection (BTRS, Hormann 1993) above, started from the same uniform. So
 * while n*p <= 100 counts are monotone in n and in p at a given key. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What a draw is for. Never renumber: results would change. */
typedef enum {
  CD_PURPOSE_INPUT = 1,    /* an uncertain input */
  CD_PURPOSE_PROVIDER = 2, /* a provider's cost draw */
  CD_PURPOSE_LOT = 3,      /* a provider's cost draw for an (area, component) */
  CD_PURPOSE_SLIPPAGE = 4,
  CD_PURPOSE_FAILURE = 5,
  CD_PURPOSE_DEMAND = 6,
  CD_PURPOSE_ATTENDANCE = 7,
  CD_PURPOSE_WON = 8,       /* a provider's cost when it won what it serves now */
  CD_PURPOSE_ARRIVALS = 16, /* 16 .. 63: transitions of clients, one a transition (sim/delivery/flow.h) */
  CD_PURPOSE_BOOTSTRAP = 64,
  CD_PURPOSE_BOUNDARY = 66, /* which boundary those who moved crossed (sim/engine/appraise-border.c) */
  CD_PURPOSE_MEDIATOR = 65, /* a mediator's next text and the luck of a vote on it (sim/negotiation/mediation.h) */
  CD_PURPOSE_ENTRY =
      70, /* whether a provider takes part in a tender where cost is learnt by bidding (sim/tender/tender.h) */
  CD_PURPOSE_RENEWAL = 71, /* whether a supplementary grant is renewed (sim/engine/budget.h) */
  /* 79: never; its counters are those of scrambling (sim/sampling/owen.h) */
  CD_PURPOSE_DESIGN_RANDOM = 80,  /* designs of experiments (sim/sampling): a coordinate drawn, */
  CD_PURPOSE_DESIGN_STRATUM = 81, /* the order of a Latin hypercube's strata, */
  CD_PURPOSE_DESIGN_WITHIN = 82,  /* the place within a stratum, */
  CD_PURPOSE_DESIGN_SWAP = 83,    /* a step in the search for a maximin one, */
  CD_PURPOSE_DESIGN_MORRIS = 84,  /* a trajectory's start, directions and order, */
  CD_PURPOSE_DESIGN_NET = 85      /* the seed of a net after the first */
} CdPurpose;

/* Which run a stream belongs to: LUCK 0 is for the inputs, 1 and 2 for the two draws of chance. REPLICATE < 2^30. */
static inline guint32 cd_run_word(guint32 replicate, guint32 luck)
{
  return replicate << 2 | luck;
}

/* A stream's fixed part; a plain value, cheap to make and copy. */
typedef struct {
  guint64 seed, entity;
  guint32 run;
  guint32 purpose;
} CdStream;

static inline CdStream cd_stream(guint64 seed, guint32 run, CdPurpose purpose, guint64 entity)
{
  return (CdStream){.seed = seed, .entity = entity, .run = run, .purpose = (guint32)purpose};
}

/* Uniform in (0, 1), open at both ends: 53 bits. INDEX-th of the month's (0, 1, 2, ...), each independent. */
double cd_stream_uniform(CdStream stream, guint month, guint index);

/* Standard normal: the quantile of one uniform (monotone in it). */
double cd_stream_normal(CdStream stream, guint month, guint index);

/* Binomial(n, p), n >= 0, 0 <= p <= 1. One call a (stream, month). */
gint64 cd_stream_binomial(CdStream stream, guint month, gint64 n, double p);

/* Poisson(mean), mean >= 0; true quantile while mean <= 100, transformed rejection (PTRS) above. */
gint64 cd_stream_poisson(CdStream stream, guint month, double mean);

/* The quantiles themselves, smallest k with P(K <= k) >= u, u in (0, 1); n*min(p, 1 - p) and mean at most 100. */
gint64 cd_binomial_quantile(gint64 n, double p, double u);
gint64 cd_poisson_quantile(double mean, double u);
