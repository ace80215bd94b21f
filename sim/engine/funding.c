#include "sim/engine/funding.h"

#include <math.h>

const char *cd_funder_option_text(CdFunderOption option)
{
  static const char *const text[CD_FUNDER_OPTION_COUNT] = {"joins", "joins one", "own service", "withdraws"};
  return text[option];
}

void cd_funding_init(CdFunding *funding, const CdWorld *world, guint n_contracts, CdArena *arena)
{
  *funding = (CdFunding){.option = cd_arena_array(arena, CdFunderOption, world->n_funder),
                         .money = cd_arena_array(arena, double, n_contracts * world->n_funder),
                         .own_money = cd_arena_array(arena, double, world->n_funder),
                         .cut = cd_arena_array(arena, double, n_contracts * world->n_component),
                         .unmet = cd_arena_array(arena, double, n_contracts * world->n_component),
                         .post_funding = 1};
  for (guint f = 0; f < world->n_funder; f++)
    funding->option[f] = CD_FUNDER_JOINS;
}

/* Average clients of a component in a contract. */
static double stake_of(const CdFootprintContract *it, const CdWorld *world, const CdCaseload *caseload, int component)
{
  double clients = 0;
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    if (world->cohort[cell % caseload->n_cohorts].component == component)
      clients += it->cell_share[cell] * caseload->clients[cell];
  return clients;
}

/* Care that a contract buys of a component, pounds a year. */
static double care_of(const CdFootprintContract *it, const CdWorld *world, guint component)
{
  double care = 0;
  for (guint a = 0; a < world->n_area; a++)
    care += it->pair_value[a * world->n_component + component];
  return care;
}

/* The part of a co-commissioner's money that falls to each contract, and what becomes of it. */
static void settle_funder(CdFunding *funding, const CdWorld *world, const CdFootprint *footprint, const CdCaseload *caseload,
                          guint f, double *keeps)
{
  const CdFunder *funder = &world->funder[f];
  CdFunderOption option = funding->option[f];
  double all = 0, largest = -1;
  guint main = 0;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    double stake = stake_of(&footprint->at[c], world, caseload, funder->component);
    all += stake;
    if (stake > largest) {
      largest = stake;
      main = c;
    }
  }
  for (guint c = 0; c < footprint->n_contracts; c++) {
    double stake = stake_of(&footprint->at[c], world, caseload, funder->component);
    double part = all > 0 ? funder->contribution * stake / all : 0;
    bool pays = option == CD_FUNDER_JOINS || (option == CD_FUNDER_ONE && c == main);
    funding->money[c * world->n_funder + f] = pays ? part : 0;
    if (pays) {
      *keeps += part;
      continue;
    }
    double care = care_of(&footprint->at[c], world, (guint)funder->component);
    double lost = care > 0 ? part / care : 0;
    gsize at = (gsize)c * world->n_component + (guint)funder->component;
    funding->cut[at] += lost;
    funding->unmet[at] += option == CD_FUNDER_OWN ? lost * funder->own_overhead : lost;
  }
  if (option == CD_FUNDER_OWN) {
    funding->own_money[f] = funder->contribution;
    *keeps += funder->contribution * (1 - funder->own_overhead);
  }
}

void cd_funding_settle(CdFunding *funding, const CdWorld *world, const CdFootprint *footprint, const CdCaseload *caseload)
{
  double all = 0, keeps = 0, own = 0;
  gsize pairs = (gsize)footprint->n_contracts * world->n_component;
  for (gsize i = 0; i < pairs; i++)
    funding->cut[i] = funding->unmet[i] = 0;
  for (guint f = 0; f < world->n_funder; f++) {
    funding->own_money[f] = 0;
    all += world->funder[f].contribution;
    settle_funder(funding, world, footprint, caseload, f, &keeps);
    own += funding->own_money[f];
  }
  for (gsize i = 0; i < pairs; i++) { /* no more can go than is there */
    funding->cut[i] = fmin(funding->cut[i], 1);
    funding->unmet[i] = fmin(funding->unmet[i], 1);
  }
  funding->post_funding = all > 0 ? keeps / all : 1;
  funding->extra_doors = all > 0 ? own / all : 0;
}
