#include "sim/sweep/parcel.h"

#include <string.h>
#include "concordat/error.h"
#include "sim/scenario/load.h"

static GVariant *doubles(const double *value, gsize n)
{
  return g_variant_new_fixed_array(G_VARIANT_TYPE_DOUBLE, value, n, sizeof *value);
}

static GVariant *child(GVariant *of, gsize index)
{
  return g_variant_get_child_value(of, index);
}

/* --- The plan ------------------------------------------------------------------------------------------------------------ */

GVariant *cd_parcel_plan(const CdSweepPlan *plan)
{
  gsize n = plan->given ? (gsize)plan->given->rows * plan->n_factors : 0;
  return g_variant_ref_sink(g_variant_new("(sstus@ad)", plan->xml, plan->experiment->head.id, plan->n, plan->replicates,
                                          plan->given_sha256 ? plan->given_sha256 : "",
                                          doubles(n > 0 ? plan->given->value : NULL, n)));
}

static void take_points(CdSweepPlan *plan, const char *sha256, GVariant *points)
{
  gsize n;
  const double *value = g_variant_get_fixed_array(points, &n, sizeof *value);
  cd_sweep_plan_take_points(plan, n / plan->n_factors, g_memdup2(value, n * sizeof *value), g_strdup(sha256));
}

CdSweepPlan *cd_parcel_open_plan(GVariant *parcel, GError **error)
{
  const char *xml, *id, *sha256;
  guint64 n;
  guint32 replicates;
  g_variant_get_child(parcel, 0, "&s", &xml);
  g_variant_get_child(parcel, 1, "&s", &id);
  g_variant_get_child(parcel, 2, "t", &n);
  g_variant_get_child(parcel, 3, "u", &replicates);
  g_variant_get_child(parcel, 4, "&s", &sha256);
  g_autoptr(GVariant) points = child(parcel, 5);
  g_autoptr(CdScenario) scenario = cd_scenario_read_text(xml, strlen(xml), "the scenario sent", NULL, NULL, error);
  int row = scenario ? cd_scenario_find(scenario, CD_ENTITY_EXPERIMENT, -1, id) : -1;
  if (row < 0) {
    if (scenario)
      g_set_error(error, CD_ERROR, CD_ERROR_INTERNAL, "the scenario sent has no experiment %s", id);
    return NULL;
  }
  CdSweepPlan *plan = cd_sweep_plan_new_kept(scenario, (guint)row, n, replicates, error);
  if (plan && plan->kind == CD_SWEEP_LIST)
    take_points(plan, sha256, points);
  return plan;
}

/* --- Units --------------------------------------------------------------------------------------------------------------- */

GVariant *cd_parcel_units(const CdSweepPlan *plan, const CdUnits *units)
{
  guint n = units->to - units->from;
  g_autofree gint32 *status = g_new(gint32, n);
  g_autofree const char **why = g_new(const char *, n);
  for (guint k = 0; k < n; k++) {
    status[k] = (gint32)units->status[k];
    why[k] = units->error[k] ? units->error[k] : "";
  }
  return g_variant_ref_sink(g_variant_new("(tuud@as@ai@ad)", units->point, units->from, units->to, units->milliseconds,
                                          g_variant_new_strv(why, n),
                                          g_variant_new_fixed_array(G_VARIANT_TYPE_INT32, status, n, sizeof *status),
                                          doubles(units->value, cd_units_values(plan, n))));
}

CdUnits *cd_parcel_open_units(const CdSweepPlan *plan, GVariant *parcel)
{
  guint64 point;
  guint32 from, to;
  gsize n, n_why, n_values;
  g_variant_get_child(parcel, 0, "t", &point);
  g_variant_get_child(parcel, 1, "u", &from);
  g_variant_get_child(parcel, 2, "u", &to);
  g_autoptr(GVariant) reasons = child(parcel, 4), statuses = child(parcel, 5), values = child(parcel, 6);
  g_autofree const char **why = g_variant_get_strv(reasons, &n_why);
  const gint32 *status = g_variant_get_fixed_array(statuses, &n, sizeof *status);
  const double *value = g_variant_get_fixed_array(values, &n_values, sizeof *value);
  if (point >= plan->points || from >= to || to > plan->most || n != to - from || n_why != n ||
      n_values != cd_units_values(plan, to - from))
    return NULL;
  for (gsize k = 0; k < n; k++)
    if (status[k] < CD_UNIT_OK || status[k] > CD_UNIT_INVALID)
      return NULL;
  CdUnits *units = cd_units_new(plan, point, from, to);
  for (guint k = 0; k < n; k++)
    cd_units_fail(units, k, (CdUnitStatus)status[k], *why[k] ? why[k] : NULL);
  if (n_values > 0)
    memcpy(units->value, value, n_values * sizeof *value);
  g_variant_get_child(parcel, 3, "d", &units->milliseconds);
  return units;
}
