#include "sim/engine/doors.h"

#include <math.h>

/* Of referrer R; the last, for which no entity stands, loses as everywhere. */
static double loss_of(const CdWorld *world, guint r)
{
  bool own = r < world->n_referrer && !isnan(world->referrer[r].door_loss);
  return own ? world->referrer[r].door_loss : world->delivery->door_loss;
}

static double count_doors(const CdWorld *world, const CdCaseload *caseload, const CdFootprint *footprint,
                          const double *same, double extra, guint r, double *starts)
{
  guint n = footprint->n_contracts;
  double sum = 0, squares = 0, cj = 0;
  for (guint c = 0; c < n; c++)
    starts[c] = 0;
  for (guint cell = 0; cell < caseload->n_cells; cell++) {
    if (isnan(caseload->referrals.part[(gsize)cell * caseload->referrals.n + r]))
      continue;
    bool is_cj = world->cohort[cell % caseload->n_cohorts].pathway == CD_PATHWAY_CJ;
    for (guint c = 0; c < n; c++) {
      double own = footprint->at[c].cell_share[cell] * caseload->starts[cell];
      starts[c] += own;
      cj += is_cj ? own : 0;
    }
  }
  bool share = world->delivery->door == CD_DOOR_PROVIDER;
  for (guint c = 0; c < n; c++) {
    sum += starts[c];
    squares += starts[c] * starts[c];
    for (guint d = 0; share && d < n; d++)
      squares += c == d ? 0 : same[c * n + d] * starts[c] * starts[d];
  }
  return squares > 0 ? sum * sum / squares + extra * cj / sum : 1;
}

void cd_doors_make(CdDoors *doors, const CdWorld *world, const CdCaseload *caseload, const CdFootprint *footprint,
                   const double *same, double extra, CdArena *arena)
{
  guint n = caseload->referrals.n;
  *doors = (CdDoors){.n = n,
                     .doors = cd_arena_array(arena, double, n),
                     .missed = cd_arena_array(arena, double, (gsize)caseload->n_cells *n),
                     .reach = cd_arena_array(arena, double, caseload->n_cells)};
  double *starts = cd_arena_array(arena, double, footprint->n_contracts);
  double *finds = cd_arena_array(arena, double, n);
  for (guint r = 0; r < n; r++) {
    doors->doors[r] = count_doors(world, caseload, footprint, same, extra, r, starts);
    finds[r] = pow(1 - loss_of(world, r), fmax(doors->doors[r], 1) - 1);
  }
  for (guint cell = 0; cell < caseload->n_cells; cell++) {
    const double *part = &caseload->referrals.part[(gsize)cell * n];
    double missed = 0;
    for (guint r = 0; r < n; r++)
      missed += doors->missed[(gsize)cell * n + r] = isnan(part[r]) ? 0 : part[r] * (1 - finds[r]);
    doors->reach[cell] = 1 - missed;
  }
}

/* One incumbent holds all areas of both contracts. */
static bool one_incumbent(const CdWorld *world, CdRefs first, CdRefs second)
{
  for (guint p = 0; p < world->n_provider; p++) {
    bool all = true;
    for (guint i = 0; all && i < first.n; i++)
      all = cd_refs_has(world->provider[p].incumbent, first.at[i]);
    for (guint i = 0; all && i < second.n; i++)
      all = cd_refs_has(world->provider[p].incumbent, second.at[i]);
    if (all)
      return true;
  }
  return false;
}

double *cd_doors_today(const CdFootprint *baseline, const CdWorld *world, CdArena *arena)
{
  guint n = baseline->n_contracts;
  double *same = cd_arena_array(arena, double, n *n);
  for (guint c = 0; c < n; c++)
    for (guint d = 0; d < n; d++)
      same[c * n + d] = c == d || one_incumbent(world, baseline->at[c].contract->areas, baseline->at[d].contract->areas);
  return same;
}

void cd_doors_caseload(CdCaseload *caseload, const CdWorld *world, CdArena *arena)
{
  /* Doors go by starts, which arrivals do not change. */
  CdFootprint baseline;
  CdDoors doors;
  double *reach = cd_arena_array(arena, double, world->n_area * world->n_cohort);
  gsize mark = cd_arena_mark(arena);
  cd_caseload_make(caseload, world, NULL, arena);
  cd_footprint_make(&baseline, world, caseload, (guint)world->concordat->baseline, CD_TERMS_ARM_TODAY, NULL, arena);
  cd_doors_make(&doors, world, caseload, &baseline, cd_doors_today(&baseline, world, arena), 0, arena);
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    reach[cell] = doors.reach[cell];
  cd_arena_rewind(arena, mark);
  cd_caseload_make(caseload, world, reach, arena);
}
