#include "sim/engine/dip.h"

#include <math.h>

CdDip cd_dip_find(const double *completions, guint n, double before, guint start)
{
  if (start >= n || before <= 0)
    return (CdDip){NAN, NAN};
  CdDip dip = {0, 0};
  for (guint m = start; m < MIN(n, start + CD_DIP_MONTHS); m++) {
    double fall = 1 - completions[m] / before;
    dip.depth = fmax(dip.depth, fall);
    if (fall > CD_DIP_WITHIN)
      dip.months = m - start + 1;
  }
  return dip;
}

CdDip cd_dip_make(const CdPlan *plan, const CdService *service, const CdCaseload *caseload, CdArena *arena)
{
  guint start = service->calendar.delay > 0 ? (guint)service->calendar.delay : 0;
  guint n_months = MIN(plan->flow.n_months, start + CD_DIP_MONTHS); /* what comes later is not looked at */
  gsize mark = cd_arena_mark(arena);
  double *scratch = cd_arena_array_raw(arena, double, cd_flow_completions_scratch_size(&plan->flow));
  double *completions = cd_arena_array_raw(arena, double, n_months), before = 0;
  cd_flow_expect_completions(&plan->flow, n_months, completions, scratch);
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    before += caseload->completions[cell] / 12;
  CdDip dip = cd_dip_find(completions, n_months, before, start);
  cd_arena_rewind(arena, mark);
  return dip;
}
