#include "sim/engine/payers.h"

#include <math.h>
#include "sim/cost/share.h"
#include "sim/engine/buyer.h"

bool cd_party_weights_by(const CdFootprintContract *it, const CdWorld *world, CdSharing rule, double *weight)
{
  double sum = 0;
  for (guint i = 0; i < world->n_council; i++) {
    const CdCouncil *council = &world->council[i];
    weight[i] = 0;
    if (!it->party[i])
      continue;
    double population = 0;
    for (guint a = 0; a < council->areas.n; a++)
      if (cd_refs_has(it->contract->areas, council->areas.at[a]))
        population += world->area[council->areas.at[a]].population;
    weight[i] = cd_share_weight(rule, population, it->council_clients[i], council->historic_share);
    sum += weight[i];
  }
  for (guint i = 0; sum <= 0 && i < world->n_council; i++)
    weight[i] = it->party[i];
  return isfinite(sum);
}

void cd_party_weights(const CdFootprintContract *it, const CdWorld *world, double *weight)
{
  cd_party_weights_by(it, world, (CdSharing)it->terms.cost_sharing, weight);
}

/* Adds each council's part of REST pence, by WEIGHT. */
static void add_parts(const CdFootprintContract *it, guint n_councils, gint64 rest, const double *weight,
                      gint64 *council_pence, CdArena *arena)
{
  gint64 *part = cd_arena_array(arena, gint64, n_councils);
  guint *party = cd_arena_array(arena, guint, n_councils);
  double *of_party = cd_arena_array(arena, double, n_councils);
  guint n = 0;
  for (guint i = 0; i < n_councils; i++)
    if (it->party[i]) {
      party[n] = i;
      of_party[n++] = weight[i];
    }
  cd_share_pence(rest, of_party, n, part);
  for (guint i = 0; i < n; i++)
    council_pence[party[i]] += part[i];
}

void cd_pay_contract(const CdFootprintContract *it, const CdWorld *world, double shared, double lead_risk,
                     const double *funder_money, gint64 *council_pence, gint64 *funder_pence, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  gint64 rest = cd_pence(shared);
  int lead = cd_lead(it, world);
  if (lead >= 0)
    council_pence[lead] += cd_pence(shared + lead_risk) - rest;
  for (guint f = 0; f < world->n_funder; f++) {
    gint64 brought = cd_pence(funder_money[f]);
    funder_pence[f] += brought;
    rest -= brought;
  }
  double *weight = cd_arena_array(arena, double, world->n_council);
  cd_party_weights(it, world, weight);
  add_parts(it, world->n_council, rest, weight, council_pence, arena);
  cd_arena_rewind(arena, mark);
}

bool cd_pay_contract_by(const CdFootprintContract *it, const CdWorld *world, CdSharing rule, double total,
                        const double *funder_money, gint64 *council_pence, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  gint64 rest = cd_pence(total);
  for (guint f = 0; f < world->n_funder; f++)
    rest -= cd_pence(funder_money[f]);
  double *weight = cd_arena_array(arena, double, world->n_council);
  bool known = it->n_parties < 2 || cd_party_weights_by(it, world, rule, weight); /* alone, by any rule, it pays all */
  if (known)
    add_parts(it, world->n_council, rest, weight, council_pence, arena);
  cd_arena_rewind(arena, mark);
  return known;
}
