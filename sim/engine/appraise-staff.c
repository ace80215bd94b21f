#include "sim/engine/appraise.h"

#include <math.h>
#include "sim/engine/staff.h"

/* Mean over the months of each contract's workers in post, as a share of business as usual. */
static double *mean_in_post(const CdRunFacts *facts, CdArena *arena)
{
  guint months = facts->plan->flow.n_months, n = facts->footprint->n_contracts;
  double *mean = cd_arena_array(arena, double, n);
  for (guint c = 0; c < n; c++) {
    for (guint month = 0; month < months; month++)
      mean[c] += cd_staff_capacity(facts->service, facts->world, c, month);
    mean[c] /= months;
  }
  return mean;
}

static void put_caseload(const CdMetricLayout *layout, double *value, CdScope scope, guint row, double workers)
{
  double clients = *cd_metric_slot(layout, value, CD_METRIC_CASELOAD, scope, row);
  *cd_metric_slot(layout, value, CD_METRIC_CASELOAD_PER_WORKER, scope, row) = workers > 0 ? clients / workers : NAN;
}

void cd_appraise_staff(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, CdArena *arena)
{
  const CdCaseload *caseload = facts->caseload;
  gsize mark = cd_arena_mark(arena);
  const double *in_post = mean_in_post(facts, arena);
  double all = 0;
  for (guint a = 0; a < caseload->n_areas; a++) {
    double workers = 0;
    for (guint c = 0; c < facts->footprint->n_contracts; c++)
      for (guint k = 0; k < caseload->n_cohorts; k++) {
        guint cell = cd_cell(caseload, a, k);
        workers += in_post[c] * facts->footprint->at[c].cell_share[cell] * caseload->clients[cell] /
                   facts->world->delivery->caseload_per_worker;
      }
    put_caseload(layout, value, CD_BY_AREA, a, workers);
    all += workers;
  }
  put_caseload(layout, value, CD_TOTAL, 0, all);
  cd_arena_rewind(arena, mark);
}
