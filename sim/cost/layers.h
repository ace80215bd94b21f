/* layers.h - what a contract costs a year, in layers that add up exactly. docs/model.md, "Cost".
 *
 * Caseloads here are AVERAGE caseloads (CD_UNIT_CLIENTS), never people seen in a year. Everything is in pounds a year at
 * base-year prices. Scale enters through management (a fixed part and an elasticity), posts and hubs that need a caseload,
 * the number of contracts and tenders, and nowhere else; the elasticity of the whole is a result. */
#pragma once

#include "sim/model/world.h"

typedef enum {
  CD_LAYER_DIRECT,       /* worker time and prescribers */
  CD_LAYER_PASS_THROUGH, /* paid by use: no scale, no overhead */
  CD_LAYER_MANAGEMENT,
  CD_LAYER_OVERHEAD,
  CD_LAYER_ESTATE,
  CD_LAYER_SPECIALISTS,
  CD_LAYER_MOBILISATION, /* one-off, over the length */
  CD_LAYER_TRANSFER,     /* one-off, over the length; only where the provider changes */
  CD_LAYER_COMPLEXITY,   /* further specifications: of one provider, and parts of a joint one */
  CD_LAYER_EFFICIENCY,   /* the winner's cost against the reference cost */
  CD_LAYER_QUALITY,      /* quality above the winner's natural one */
  CD_LAYER_RISK,         /* premium for pricing method and length */
  CD_LAYER_MARGIN,       /* what is left to the winner; the premium of a remedy where nobody bid */
  CD_LAYER_EXTENSION,    /* the old contract's price while it is extended, over the length */
  CD_LAYER_OWN_SERVICE,  /* what a co-commissioner spends on a service of its own */
  CD_LAYER_OFFICERS,     /* commissioners: managing contracts, working with partners */
  CD_LAYER_PROCUREMENT,  /* commissioners: tenders, over the length */
  CD_LAYER_LEAD_RISK,    /* commissioners: what a lead bears for the others, not shared with them */
  CD_LAYER_COUNT
} CdLayer;

/* Layers up to this one are the provider's price; the rest is the commissioners' own cost. */
#define CD_LAYER_FIRST_COMMISSIONER CD_LAYER_OFFICERS

/* Stable id ("layer-direct") and label ("Direct care"). Static. */
const char *cd_layer_id(CdLayer layer);
const char *cd_layer_label(CdLayer layer);

double cd_layers_total(const double layer[CD_LAYER_COUNT]);
double cd_layers_provider(const double layer[CD_LAYER_COUNT]);

/* Management of a caseload: m0 + m1 N0 (N/N0)^beta; 0 for an empty one. */
double cd_management_cost(const CdCost *cost, double clients);

/* Management when one provider holds several contracts: the sum of the separate ones less the retained share of what pooling them
 * would save. SEPARATE: the sum; POOLED_CLIENTS: all their clients. */
double cd_management_shared(const CdCost *cost, double separate, double pooled_clients);

/* Direct care of an average caseload with this rural share. */
static inline double cd_direct_cost(const CdCost *cost, double clients, double cost_per_client, double rural_share)
{
  return clients * cost_per_client * (1 + cost->rural_premium * rural_share);
}

/* Size of a hub, 0..1: the share of its full RENT that its CLIENTS can carry, so that rent for each average client stays
 * within the limit; 1 where it is affordable whole. Floor area is taken to go with rent. */
static inline double cd_hub_size(const CdCost *cost, double rent, double clients)
{
  double limit = cost->hub_limit * clients;
  return rent > limit ? limit / rent : 1;
}

/* Whole-time posts that a caseload pays for: 0 below the minimum, else the caseload's own (part-time posts exist). */
double cd_post_wte(const CdPost *post, double clients, double funding);

/* (sum q)^2 / sum q^2 over the parties' caseloads: 1 for one, 2 for two of a size. 0 for none. */
double cd_effective_parties(const double *caseload, guint n);

/* Officers' whole-time equivalents for CONTRACTS contracts with EXTRA further effective partners in all. */
double cd_officer_wte(const CdCost *cost, guint contracts, double extra);
