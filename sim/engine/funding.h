/* funding.h - what co-commissioners do with their own money under a structure. docs/model.md, "Co-commissioners". */
#pragma once

#include "sim/engine/footprint.h"

typedef enum {
  CD_FUNDER_JOINS, /* pays into every contract that buys its component, by the care it buys of it */
  CD_FUNDER_ONE,   /* pays its part into the one with most of its component only, and keeps the rest */
  CD_FUNDER_OWN,   /* commissions its own service */
  CD_FUNDER_WITHDRAWS,
  CD_FUNDER_OPTION_COUNT
} CdFunderOption;

struct _CdFunding {
  CdFunderOption *option; /* [funder] */
  double *money;          /* [contract * n_funder + funder] pounds a year paid into a contract */
  double *own_money;      /* [funder] pounds a year spent on a service of its own */
  double *cut;         /* [contract * n_component + component] share of its care that goes with the money kept away */
  double *unmet;       /* same: of that, what no service of a co-commissioner's own makes up for */
  double post_funding; /* share of co-commissioners' money that still keeps posts and teams, 0..1 */
  double extra_doors;  /* doors that own services add */
};

/* Arrays for a structure of N_CONTRACTS; every funder joins. */
void cd_funding_init(CdFunding *funding, const CdWorld *world, guint n_contracts, CdArena *arena);

/* Recomputes everything else from the options. Councils do not make up for money that stays away: the care it paid for goes. */
void cd_funding_settle(CdFunding *funding, const CdWorld *world, const CdFootprint *footprint);
