/* compile.h - what every text on the table would bring to each member of a block, from a few expected runs.
 *
 * An expected run for each of some thousand texts would cost a hundred times what this does. Terms reach the consequences through few
 * channels, so a form of a block is compiled, under one agent's beliefs, from one run a pricing method and six more:
 *   cost         exact: linear in the price that a typical bidder offers; by length and localisation, price in length x quality weight x pricing.
 *                With envelopes of today's money each tendered contract has a price of its own, by localisation too; one awarded without a competition
 *                costs what its route settles, whatever the text
 *   flows        base[pricing] x (1 + a (quality - its base)) x (1 + b (outcomes share - its base)) x quadratic(localisation), for each of
 *                completions, criminal-justice completions and losses on moves. Exact in outcomes share (flows are linear in arrivals)
 *                and in pricing; what else is approximate is measured by tests/unit/compile.c against full runs at held-out texts.
 *   avoided      exact: arrivals spared by early help are linear in outcomes share, whatever else is agreed
 *   control      exact: linear in localisation
 *   time         the same for all texts of a form
 * The block is taken with all other councils in one block of their own on common terms (definitions.md section 2). */
#pragma once

#include "sim/engine/partners/block.h"
#include "sim/engine/partners/table-of-terms.h"
#include "sim/engine/views.h"

/* A form of a block beside all the others, laid out; the same for every believer. Co-commissioners have decided, common terms standing. */
typedef struct {
  guint32 block;
  guint n_members;
  guint member[CD_COUNCILS_MOST]; /* councils, ascending */
  guint n_own;                    /* contracts of the block: the first of the footprint */
  CdFootprint footprint;
  CdFunding funding;
} CdBlockStand;

void cd_block_stand_make(CdBlockStand *stand, const CdBlocks *blocks, const CdExpectContext *context, guint32 block,
                         guint form, const CdNow *now, CdArena *arena);

/* The same for any division; its first block is the one that talks. TERMS[contract] in the order of cd_division_layout(); NULL: the common
 * ones. DECIDED: months after the decision that the scenario states. */
void cd_division_stand_make(CdBlockStand *stand, const CdBlocks *blocks, const CdExpectContext *context,
                            const CdDivision *division, const CdTermsDrawn *terms, double decided, const CdNow *now,
                            CdArena *arena);

typedef enum { CD_CHANNEL_COMPLETIONS, CD_CHANNEL_CJ, CD_CHANNEL_LOSSES, CD_CHANNEL_COUNT } CdChannel;

/* One form, one believer. Positions are those of the block's members. */
typedef struct {
  const CdTermTable *table;
  guint n_members;
  double delay;
  guint n_prices; /* contracts that are priced each in its own way; those priced alike are one, those not tendered none */
  guint n_localities;   /* levels of localisation that offers tell apart: all, or 1 */
  double *price;        /* [length][quality][pricing][priced][localisation] multiples of reference cost */
  double *quality;      /* [length][quality][pricing][localisation] what is offered on the mean, by clients */
  double *quality_base; /* [pricing] quality at which the runs of that pricing were made */
  double outcomes_base;
  double *cost_fixed;               /* [member][length][localisation] pounds a year */
  double *cost_priced;              /* [member][length][localisation][priced] and more for each unit of its price */
  double *base;                     /* [member][channel][pricing] a year */
  double *by_quality, *by_outcomes; /* [member][channel] relative change for each unit */
  double *by_localisation;          /* [member][channel][localisation] relative */
  double *avoided_base,
      *avoided;    /* [member] arrivals a year at the base of outcomes share, and more for each unit of it */
  double *control; /* [member][localisation] */
} CdCompiled;

/* Leaves STAND as it was. */
void cd_compile(CdCompiled *compiled, CdBlockStand *stand, const CdExpectContext *context, const CdTermTable *table,
                const CdBeliefs *beliefs, CdArena *arena);

/* Place of an offer (length, quality weight, pricing) in the tables above. */
static inline gsize cd_compiled_offer(const CdCompiled *it, guint length, guint quality_weight, guint pricing)
{
  const guint *n = it->table->levels;
  return ((gsize)length * n[CD_TERM_QUALITY_WEIGHT] + quality_weight) * n[CD_TERM_PRICING] + pricing;
}

static inline double cd_compiled_quality(const CdCompiled *it, gsize offer, guint localisation)
{
  return it->quality[offer * it->n_localities + (it->n_localities > 1 ? localisation : 0)];
}

/* Pounds a year for the member at POSITION. */
static inline double cd_compiled_cost(const CdCompiled *it, guint position, gsize offer, guint length, guint localisation)
{
  const guint *n = it->table->levels;
  gsize place = ((gsize)position * n[CD_TERM_LENGTH] + length) * n[CD_TERM_LOCALISATION] + localisation;
  guint locality = it->n_localities > 1 ? localisation : 0;
  double cost = it->cost_fixed[place];
  for (guint row = 0; row < it->n_prices; row++)
    cost += it->cost_priced[place * it->n_prices + row] *
            it->price[(offer * it->n_prices + row) * it->n_localities + locality];
  return cost;
}

/* Consequences for the member at POSITION; LEVEL[CD_TERM_COUNT]. */
CdConsequences cd_compiled_consequences(const CdCompiled *compiled, guint position, const guint *level);
