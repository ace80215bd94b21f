#include "sim/engine/views.h"

#include "sim/engine/preference.h"

/* The shared block of views (views.def) as the valuation wants it. */
#define WEIGHTS_OF(agent)                                                                                              \
  ((CdWeights){(agent)->weight_cost, (agent)->weight_outcomes, (agent)->weight_continuity, (agent)->weight_control,    \
               (agent)->weight_time})
#define SCALES_OF(agent, is_earmarked)                                                                                 \
  ((CdScales){(agent)->cost_scale, (agent)->outcome_scale, (agent)->continuity_scale, (agent)->time_scale, is_earmarked})

void cd_now_make(CdNow *now, const CdExpectContext *context, const CdFootprint *baseline, const double *same,
                 CdArena *arena)
{
  const CdWorld *world = context->world;
  now->council_own = cd_arena_array(arena, CdConsequences, world->n_council);
  now->council_model = cd_arena_array(arena, CdConsequences, world->n_council);
  now->funder_own = cd_arena_array(arena, CdConsequences, world->n_funder);
  now->funder_model = cd_arena_array(arena, CdConsequences, world->n_funder);
  gsize mark = cd_arena_mark(arena);
  CdFunding funding;
  cd_funding_init(&funding, world, baseline->n_contracts, arena);
  cd_funding_settle(&funding, world, baseline);
  CdExpectation it;
  CdBeliefs beliefs = cd_model_beliefs(world, same);
  cd_expect(&it, context, baseline, &funding, &beliefs, arena);
  for (guint i = 0; i < world->n_council; i++)
    now->council_model[i] = cd_council_consequences(&it, baseline, world, i);
  for (guint f = 0; f < world->n_funder; f++)
    now->funder_model[f] = cd_funder_consequences(&it, baseline, &funding, world, f);
  for (guint i = 0; i < world->n_council; i++) {
    beliefs = cd_council_beliefs(&world->council[i]);
    cd_expect(&it, context, baseline, &funding, &beliefs, arena);
    now->council_own[i] = cd_council_consequences(&it, baseline, world, i);
  }
  for (guint f = 0; f < world->n_funder; f++) {
    beliefs = cd_funder_beliefs(&world->funder[f]);
    cd_expect(&it, context, baseline, &funding, &beliefs, arena);
    now->funder_own[f] = cd_funder_consequences(&it, baseline, &funding, world, f);
  }
  cd_arena_rewind(arena, mark);
}

static double funder_utility(const CdExpectation *it, const CdFootprint *footprint, const CdFunding *funding,
                             const CdWorld *world, guint f, const CdConsequences *now)
{
  const CdFunder *funder = &world->funder[f];
  CdConsequences then = cd_funder_consequences(it, footprint, funding, world, f);
  CdValues values = cd_consequence_values(&then, now, &SCALES_OF(funder, true));
  return cd_weigh(&WEIGHTS_OF(funder), &values);
}

static double council_utility(const CdExpectation *it, const CdFootprint *footprint, const CdWorld *world, guint i,
                              const CdConsequences *now)
{
  const CdCouncil *council = &world->council[i];
  CdConsequences then = cd_council_consequences(it, footprint, world, i);
  CdValues values = cd_consequence_values(&then, now, &SCALES_OF(council, false));
  double terms = 0, clients = 0;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    double own = footprint->at[c].council_clients[i];
    terms += own * cd_terms_value(world, i, &footprint->at[c].terms);
    clients += own;
  }
  if (clients > 0)
    terms /= clients;
  return (1 - council->terms_weight) * cd_weigh(&WEIGHTS_OF(council), &values) + council->terms_weight * terms;
}

/* Whether some contract has all councils for parties. */
static bool all_together(const CdFootprint *footprint, const CdWorld *world)
{
  for (guint c = 0; c < footprint->n_contracts; c++)
    if (footprint->at[c].n_parties == world->n_council)
      return true;
  return false;
}

/* Whether OPTION is open to funder F at all. */
static bool may_choose(const CdFootprint *footprint, const CdWorld *world, guint f, CdFunderOption option)
{
  if (cd_refs_has(footprint->staying, f))
    return option == CD_FUNDER_JOINS;
  if (cd_refs_has(footprint->leaving, f))
    return option == (world->funder[f].may_commission_own == CD_YES ? CD_FUNDER_OWN : CD_FUNDER_WITHDRAWS);
  switch (option) {
  case CD_FUNDER_JOINS:
    return world->funder[f].condition != CD_CONDITION_WHOLE || all_together(footprint, world);
  case CD_FUNDER_ONE:
    return footprint->n_contracts > 1 && may_choose(footprint, world, f, CD_FUNDER_JOINS);
  case CD_FUNDER_OWN:
    return world->funder[f].may_commission_own == CD_YES;
  case CD_FUNDER_WITHDRAWS:
  case CD_FUNDER_OPTION_COUNT:
    break;
  }
  return true;
}

void cd_funders_decide(CdFunding *funding, const CdExpectContext *context, const CdFootprint *footprint,
                       const CdNow *now, CdArena *arena)
{
  const CdWorld *world = context->world;
  cd_funding_settle(funding, world, footprint);
  if (footprint->as_now)
    return;
  bool *decided = cd_arena_array(arena, bool, world->n_funder);
  for (guint turn = 0; turn < world->n_funder; turn++) {
    guint f = G_MAXUINT;
    for (guint other = 0; other < world->n_funder; other++)
      if (!decided[other] && (f == G_MAXUINT || world->funder[other].head.key < world->funder[f].head.key))
        f = other;
    decided[f] = true;
    CdBeliefs beliefs = cd_funder_beliefs(&world->funder[f]);
    CdFunderOption best = CD_FUNDER_JOINS;
    double most = -1;
    for (int option = 0; option < CD_FUNDER_OPTION_COUNT; option++) {
      if (!may_choose(footprint, world, f, (CdFunderOption)option))
        continue;
      gsize mark = cd_arena_mark(arena);
      funding->option[f] = (CdFunderOption)option;
      cd_funding_settle(funding, world, footprint);
      CdExpectation it;
      cd_expect(&it, context, footprint, funding, &beliefs, arena);
      double utility = funder_utility(&it, footprint, funding, world, f, &now->funder_own[f]);
      cd_arena_rewind(arena, mark);
      if (utility > most + 1e-9) {
        most = utility;
        best = (CdFunderOption)option;
      }
    }
    funding->option[f] = best;
    cd_funding_settle(funding, world, footprint);
  }
}

void cd_utilities_make(CdUtilities *utilities, const CdExpectContext *context, const CdFootprint *footprint,
                       const CdFunding *funding, const CdNow *now, const double *same, CdArena *arena)
{
  const CdWorld *world = context->world;
  utilities->council_own = cd_arena_array(arena, double, world->n_council);
  utilities->council_model = cd_arena_array(arena, double, world->n_council);
  utilities->funder_own = cd_arena_array(arena, double, world->n_funder);
  utilities->funder_model = cd_arena_array(arena, double, world->n_funder);
  gsize mark = cd_arena_mark(arena);
  CdExpectation it;
  CdBeliefs beliefs = cd_model_beliefs(world, same);
  cd_expect(&it, context, footprint, funding, &beliefs, arena);
  for (guint i = 0; i < world->n_council; i++)
    utilities->council_model[i] = council_utility(&it, footprint, world, i, &now->council_model[i]);
  for (guint f = 0; f < world->n_funder; f++)
    utilities->funder_model[f] = funder_utility(&it, footprint, funding, world, f, &now->funder_model[f]);
  for (guint i = 0; i < world->n_council; i++) {
    beliefs = cd_council_beliefs(&world->council[i]);
    cd_expect(&it, context, footprint, funding, &beliefs, arena);
    utilities->council_own[i] = council_utility(&it, footprint, world, i, &now->council_own[i]);
  }
  for (guint f = 0; f < world->n_funder; f++) {
    beliefs = cd_funder_beliefs(&world->funder[f]);
    cd_expect(&it, context, footprint, funding, &beliefs, arena);
    utilities->funder_own[f] = funder_utility(&it, footprint, funding, world, f, &now->funder_own[f]);
  }
  cd_arena_rewind(arena, mark);
}
