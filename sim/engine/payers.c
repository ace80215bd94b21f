#include "sim/engine/payers.h"

#include <math.h>
#include "sim/cost/share.h"

void cd_party_weights(const CdFootprintContract *it, const CdWorld *world, double *weight)
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
    weight[i] =
        cd_share_weight((CdSharing)it->terms.cost_sharing, population, it->council_clients[i], council->historic_share);
    sum += weight[i];
  }
  for (guint i = 0; sum <= 0 && i < world->n_council; i++)
    weight[i] = it->party[i];
}

void cd_pay_contract(const CdFootprintContract *it, const CdWorld *world, double total, const double *funder_money,
                     gint64 *council_pence, gint64 *funder_pence, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  gint64 rest = cd_pence(total);
  for (guint f = 0; f < world->n_funder; f++) {
    gint64 brought = cd_pence(funder_money[f]);
    funder_pence[f] += brought;
    rest -= brought;
  }
  double *weight = cd_arena_array(arena, double, world->n_council);
  gint64 *part = cd_arena_array(arena, gint64, world->n_council);
  guint *party = cd_arena_array(arena, guint, world->n_council);
  double *of_party = cd_arena_array(arena, double, world->n_council);
  cd_party_weights(it, world, weight);
  guint n = 0;
  for (guint i = 0; i < world->n_council; i++)
    if (it->party[i]) {
      party[n] = i;
      of_party[n++] = weight[i];
    }
  cd_share_pence(rest, of_party, n, part);
  for (guint i = 0; i < n; i++)
    council_pence[party[i]] += part[i];
  cd_arena_rewind(arena, mark);
}
