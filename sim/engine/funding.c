#include "sim/engine/funding.h"

#include <math.h>

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

/* Care that a contract buys of a component, pounds a year. */
static double care_of(const CdFootprintContract *it, const CdWorld *world, guint component)
{
  double care = 0;
  for (guint a = 0; a < world->n_area; a++)
    care += it->pair_value[a * world->n_component + component];
  return care;
}

/* The part of a co-commissioner's money that falls to each contract, and what becomes of it. */
static void settle_funder(CdFunding *funding, const CdWorld *world, const CdFootprint *footprint, guint f, double *lost)
{
  const CdFunder *funder = &world->funder[f];
  CdFunderOption option = funding->option[f];
  double all = 0, largest = -1;
  guint main = 0;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    double care = care_of(&footprint->at[c], world, (guint)funder->component);
    all += care;
    bool before = footprint->at[c].contract->head.key < footprint->at[main].contract->head.key;
    if (care > largest || (care == largest && before)) {
      largest = care;
      main = c;
    }
  }
  for (guint c = 0; c < footprint->n_contracts; c++) {
    double care = care_of(&footprint->at[c], world, (guint)funder->component);
    double part = all > 0 ? funder->contribution * care / all : 0;
    bool pays = option == CD_FUNDER_JOINS || (option == CD_FUNDER_ONE && c == main);
    funding->money[c * world->n_funder + f] = pays ? part : 0;
    if (pays || care <= 0)
      continue;
    double missing = option == CD_FUNDER_OWN ? part * funder->own_overhead : part;
    gsize at = (gsize)c * world->n_component + (guint)funder->component;
    funding->cut[at] += part / care;
    funding->unmet[at] += missing / care;
    *lost += missing;
  }
  if (option == CD_FUNDER_OWN)
    funding->own_money[f] = funder->contribution;
}

void cd_funding_settle(CdFunding *funding, const CdWorld *world, const CdFootprint *footprint)
{
  double all = 0, lost = 0, own = 0;
  gsize pairs = (gsize)footprint->n_contracts * world->n_component;
  for (gsize i = 0; i < pairs; i++)
    funding->cut[i] = funding->unmet[i] = 0;
  for (guint f = 0; f < world->n_funder; f++) {
    funding->own_money[f] = 0;
    all += world->funder[f].contribution;
    settle_funder(funding, world, footprint, f, &lost);
    own += funding->own_money[f];
  }
  for (gsize i = 0; i < pairs; i++) { /* no more can go than is there */
    funding->cut[i] = fmin(funding->cut[i], 1);
    funding->unmet[i] = fmin(funding->unmet[i], 1);
  }
  funding->post_funding = all > 0 ? 1 - fmin(1, lost / all) : 1;
  funding->extra_doors = all > 0 ? own / all : 0;
}
