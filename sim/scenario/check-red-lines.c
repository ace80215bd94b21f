#include "sim/scenario/check.h"

#include <math.h>

/* The highest and the lowest draw. */
static double dist_most(const CdField *field, const CdDist *dist)
{
  return cd_dist_quantile(dist, 1 - 1e-12, field->low, field->high);
}

static double dist_least(const CdField *field, const CdDist *dist)
{
  return cd_dist_quantile(dist, 1e-12, field->low, field->high);
}

/* One term of council I, its LEAST and MOST, against the table from LOW to HIGH. */
static void check_red_line(const CdResolve *resolve, guint i, const CdValue *least, const CdValue *most,
                           const CdField *least_field, const CdField *most_field, const CdValue *low, const CdValue *high)
{
  bool has_least = least->dist.kind != CD_DIST_UNSET, has_most = most->dist.kind != CD_DIST_UNSET;
  double floor_at = has_least ? dist_most(least_field, &least->dist) : -INFINITY;
  double ceiling = has_most ? dist_least(most_field, &most->dist) : INFINITY;
  const CdField *field = floor_at > ceiling || floor_at > high->dist.a ? least_field : most_field;
  const char *fault = floor_at > ceiling        ? "this council's red lines leave nothing between them"
                      : floor_at > high->dist.a ? "nothing on the table reaches this red line"
                      : ceiling < low->dist.a   ? "everything on the table is beyond this red line"
                                                : NULL;
  if (!fault)
    return;
  g_autofree char *hint = floor_at > ceiling
                              ? g_strdup_printf("the least may be %g and the most %g", floor_at, ceiling)
                              : g_strdup_printf("the table runs from %g to %g", low->dist.a, high->dist.a);
  cd_complain(resolve->complaints, CD_COMPLAINT_RED_LINES, cd_row_span(resolve, CD_ENTITY_COUNCIL, i, field), hint,
              "%s: %s", field->name, fault);
}

/* A method of which a council says nothing is acceptable to it. */
static void check_acceptable(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *field = CD_FIELD(PRICING_VIEW, PricingView, acceptable);
  guint refused = 0, last = 0;
  for (guint v = 0; v < scenario->table[CD_ENTITY_PRICING_VIEW].n; v++) {
    const CdPricingViewSpec *it = cd_scenario_pricing_view(scenario, v);
    if (it->head.parent != (int)i || it->acceptable == CD_YES)
      continue;
    refused++;
    last = v;
  }
  if (refused > 0 && refused == scenario->table[CD_ENTITY_PRICING].n)
    cd_complain(resolve->complaints, CD_COMPLAINT_RED_LINES, cd_row_span(resolve, CD_ENTITY_PRICING_VIEW, last, field),
                NULL, "this council would sign no contract under any pricing method");
}

void cd_check_red_lines(const CdResolve *resolve)
{
  const CdNegotiationSpec *table = cd_scenario_negotiation(resolve->scenario, 0);
  for (guint i = 0; i < resolve->scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    const CdCouncilSpec *it = cd_scenario_council(resolve->scenario, i);
#define RED_LINE(term)                                                                                                 \
  check_red_line(resolve, i, &it->term##_least, &it->term##_most, CD_FIELD(COUNCIL, Council, term##_least),            \
                 CD_FIELD(COUNCIL, Council, term##_most), &table->term##_least, &table->term##_most);
    RED_LINE(length)
    RED_LINE(quality)
    RED_LINE(outcomes)
    RED_LINE(localisation)
#undef RED_LINE
    check_acceptable(resolve, i);
  }
}
