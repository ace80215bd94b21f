/* layers.h - what a contract costs a year, in layers that add up exactly. docs/model.md, "Cost".
 *
 * Caseloads here are AVERAGE caseloads (CD_UNIT_CLIENTS), never people seen in a year. Everything is in pounds a year at
 * base-year prices. Scale enters through management (a fixed part and an elasticity), posts and hubs that need a caseload,
 * the number of contracts and tenders, and nowhere else; the elasticity of the whole is a result. */
#pragma once

#include "sim/model/metric.h"
#include "sim/model/world.h"

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
