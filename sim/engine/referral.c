#include "sim/engine/referral.h"

#include <math.h>
#include "sim/engine/footprint.h"

static bool refers(const CdReferrer *it, guint area, guint cohort)
{
  return cd_refs_has(it->cohorts, cohort) && (it->areas.n == 0 || cd_refs_has(it->areas, area));
}

static void make_cell(double *part, const CdWorld *world, guint area, guint cohort)
{
  guint n = world->n_referrer;
  double together = 0;
  for (guint r = 0; r < n; r++) {
    part[r] = refers(&world->referrer[r], area, cohort) ? world->referrer[r].share : NAN;
    together += isnan(part[r]) ? 0 : part[r];
  }
  for (guint r = 0; r < n; r++)
    part[r] /= fmax(1, together);
  part[n] = world->cohort[cohort].pathway == CD_PATHWAY_CJ ? fmax(0, 1 - together) : NAN;
}

void cd_referrals_make(CdReferrals *referrals, const CdWorld *world, CdArena *arena)
{
  guint n = world->n_referrer + 1;
  *referrals = (CdReferrals){n, cd_arena_array_raw(arena, double, (gsize)world->n_area * world->n_cohort * n)};
  for (guint a = 0; a < world->n_area; a++)
    for (guint k = 0; k < world->n_cohort; k++)
      make_cell(&referrals->part[(gsize)(a * world->n_cohort + k) * n], world, a, k);
}
