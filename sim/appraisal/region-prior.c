#include "sim/appraisal/region-prior.h"

#include <math.h>
#include "sim/appraisal/lever.h"

/* The quantiles of one draw that are left. */
typedef struct {
  guint64 key;
  double from, to;
} Left;

static Left *left_of(Left *left, guint *n, guint64 key)
{
  for (guint i = 0; i < *n; i++)
    if (left[i].key == key)
      return &left[i];
  left[*n] = (Left){key, 0, 1};
  return &left[(*n)++];
}

double cd_region_prior(const CdScenario *scenario, const CdAccordInput *input, const CdRegion *region)
{
  Left left[CD_REGION_LIMITS];
  guint n = 0;
  for (guint l = 0; l < region->n_limits; l++) {
    const CdAccordInput *it = &input[region->limit[l].input];
    double limit = region->limit[l].limit;
    CdLever lever = cd_lever_of(scenario, it->kind, it->row, it->field);
    Left *draw = left_of(left, &n, cd_draw_key(cd_scenario_row(scenario, it->kind, it->row), it->field));
    if (region->limit[l].below)
      draw->to = MIN(draw->to, cd_lever_share_below(scenario, &lever, limit));
    else /* what lies at the limit is inside */
      draw->from = MAX(draw->from, cd_lever_share_below(scenario, &lever, nextafter(limit, -INFINITY)));
    cd_lever_clear(&lever);
  }
  double share = 1;
  for (guint i = 0; i < n; i++)
    share *= MAX(left[i].to - left[i].from, 0);
  return share;
}
