#include "sim/sweep/unit.h"

#include <math.h>
#include <string.h>
#include "sim/experiment/bench.h"
#include "sim/experiment/refusal.h"
#include "sim/model/held.h"
#include "sim/scenario/load.h"

const char *const cd_unit_status[] = {"ok", "failed", "timeout", "invalid", NULL};

struct _CdUnitWorker {
  const CdSweepPlan *plan;
  CdDesignCursor *cursor; /* NULL: points given */
  double *unit, *value;   /* [n_factors] */
};

CdUnitWorker *cd_unit_worker_new(const CdSweepPlan *plan)
{
  CdUnitWorker *worker = g_new0(CdUnitWorker, 1);
  worker->plan = plan;
  worker->cursor = plan->design ? cd_design_cursor_new(plan->design) : NULL;
  worker->unit = g_new0(double, plan->n_factors);
  worker->value = g_new0(double, plan->n_factors);
  return worker;
}

void cd_unit_worker_free(CdUnitWorker *worker)
{
  if (worker->cursor)
    cd_design_cursor_free(worker->cursor);
  g_free(worker->unit);
  g_free(worker->value);
  g_free(worker);
}

/* --- The changed scenario ------------------------------------------------------------------------------------------------ */

/* The coordinate at which a member that shares the factor's draw stands, by its own distribution. */
static double member_value(const CdUnitWorker *worker, guint f, guint m)
{
  const CdSweepMember *member = &g_array_index(worker->plan->factor[f].member, CdSweepMember, m);
  const CdField *field = member->address.field;
  if (m == 0 || worker->plan->given)
    return worker->value[f];
  return CLAMP(cd_dist_quantile(&member->dist, CLAMP(worker->unit[f], 1e-12, 1 - 1e-12), field->low, field->high),
               field->low, field->high);
}

/* The scenario's own distributions hold what is held here: no check is needed. */
static CdScenario *hold(const CdUnitWorker *worker)
{
  const CdSweepPlan *plan = worker->plan;
  g_autoptr(GArray) held = g_array_new(FALSE, FALSE, sizeof(CdHeld));
  for (guint f = 0; f < plan->n_factors; f++)
    for (guint m = 0; m < plan->factor[f].member->len; m++) {
      const CdAddress *at = &g_array_index(plan->factor[f].member, CdSweepMember, m).address;
      CdHeld it = {at->kind, at->row, at->field, member_value(worker, f, m)};
      g_array_append_val(held, it);
    }
  return cd_scenario_hold(plan->scenario, (const CdHeld *)(const void *)held->data, held->len);
}

/* As --set would have it, checked like any other scenario; NULL and ERROR where it is refused. */
static CdScenario *read_again(const CdUnitWorker *worker, GError **error)
{
  const CdSweepPlan *plan = worker->plan;
  g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func(g_free);
  for (guint f = 0; f < plan->n_factors; f++)
    for (guint m = 0; m < plan->factor[f].member->len; m++) {
      const CdSweepMember *member = &g_array_index(plan->factor[f].member, CdSweepMember, m);
      const CdDist point = {.kind = CD_DIST_POINT, .a = member_value(worker, f, m)};
      g_autofree char *number = plan->factor[f].varied.n_words > 0 ? NULL : cd_dist_format(&point);
      g_ptr_array_add(settings,
                      g_strconcat(member->path, "=",
                                  number ? number : cd_choices[member->address.field->choices][(guint)worker->value[f]],
                                  NULL));
    }
  g_ptr_array_add(settings, NULL);
  return cd_scenario_read_text(plan->xml, strlen(plan->xml), plan->scenario->id, NULL,
                               (const char *const *)settings->pdata, error);
}

/* --- Its replicates ------------------------------------------------------------------------------------------------------ */

/* Of one run: true where all that is kept is a number, or undefined. */
static bool keep(const CdSweepPlan *plan, const int *at, const double *run, double *into)
{
  bool fit = true;
  for (guint m = 0; m < plan->n_metrics; m++) {
    into[m] = run[at[m]];
    fit = fit && !isinf(into[m]);
  }
  return fit;
}

static void replicate(const CdSweepPlan *plan, const CdEngine *engine, CdBench *bench, const int *at, CdUnits *units,
                      guint k)
{
  gsize n = cd_engine_layout(engine)->n, arms = cd_engine_arms(engine);
  double *into = &units->value[(gsize)(k - units->from) * CD_UNIT_RUNS(plan) * plan->n_metrics];
  cd_engine_replicate(engine, bench->worker, k, &(CdReplicateOut){.value = bench->value});
  for (guint luck = 0; luck < CD_LUCKS; luck++)
    for (guint o = 0; o < plan->n_options; o++, into += plan->n_metrics)
      if (!keep(plan, at, &bench->value[(luck * arms + CD_ARM(plan->option[o], false)) * n], into))
        cd_units_fail(units, k - units->from, CD_UNIT_FAILED, "a value is infinite");
}

static void fail_all(CdUnits *units, CdUnitStatus status, const char *why)
{
  for (guint k = 0; k < units->to - units->from; k++)
    cd_units_fail(units, k, status, why);
}

static void run_all(const CdSweepPlan *plan, const CdScenario *scenario, CdUnits *units,
                    bool (*told)(guint done, gpointer user), gpointer user)
{
  CdEngine *engine = cd_engine_new_among(scenario, plan->seed, plan->among);
  g_autofree int *at = g_new(int, plan->n_metrics);
  const char *missing = NULL;
  for (guint m = 0; m < plan->n_metrics; m++) {
    at[m] = cd_metric_find(cd_engine_layout(engine), plan->metric[m]);
    missing = at[m] < 0 ? plan->metric[m] : missing;
  }
  if (missing) {
    g_autofree char *why = g_strdup_printf("nothing here has the metric %s", missing);
    fail_all(units, CD_UNIT_FAILED, why);
  } else {
    CdBench *bench = cd_bench_new(engine);
    bool goes_on = !told || told(0, user);
    for (guint k = units->from; goes_on && k < units->to; k++) {
      replicate(plan, engine, bench, at, units, k);
      goes_on = !told || told(k + 1 - units->from, user);
    }
    cd_bench_free(bench);
  }
  cd_engine_free(engine);
}

void cd_units_run(CdUnitWorker *worker, CdUnits *units, bool (*told)(guint done, gpointer user), gpointer user)
{
  const CdSweepPlan *plan = worker->plan;
  cd_sweep_point(plan, worker->cursor, units->point, worker->unit, worker->value, NULL);
  g_autoptr(GError) problem = NULL;
  CdScenario *scenario = plan->reads_again ? read_again(worker, &problem) : hold(worker);
  if (scenario) {
    run_all(plan, scenario, units, told, user);
    cd_scenario_unref(scenario);
  } else {
    g_autofree char *why = cd_refusal_text(problem);
    fail_all(units, CD_UNIT_INVALID, why);
  }
  units->milliseconds = (double)(g_get_monotonic_time() - units->began) / 1000;
}

/* --- What they are kept in ----------------------------------------------------------------------------------------------- */

CdUnits *cd_units_new(const CdSweepPlan *plan, guint64 point, guint from, guint to)
{
  gsize values = cd_units_values(plan, to - from);
  CdUnits *units = g_new0(CdUnits, 1);
  *units = (CdUnits){.point = point,
                     .from = from,
                     .to = to,
                     .status = g_new0(CdUnitStatus, to - from),
                     .error = g_new0(char *, to - from),
                     .value = g_new(double, values),
                     .began = g_get_monotonic_time()};
  for (gsize v = 0; v < values; v++)
    units->value[v] = NAN;
  return units;
}

void cd_units_fail(CdUnits *units, guint k, CdUnitStatus status, const char *why)
{
  units->status[k] = status;
  g_free(units->error[k]);
  units->error[k] = g_strdup(why);
}

double cd_units_difference(const CdSweepPlan *plan, const CdUnits *units, guint k)
{
  const double *value = &units->value[cd_units_values(plan, k)];
  double sum = units->status[k] == CD_UNIT_OK ? 0 : NAN;
  for (guint luck = 0; luck < CD_LUCKS; luck++) {
    const double *at = &value[(gsize)luck * plan->n_options * plan->n_metrics + plan->precise];
    sum += (at[0] - at[plan->n_metrics]) / CD_LUCKS;
  }
  return sum;
}

void cd_units_copy(const CdSweepPlan *plan, CdUnits *into, const CdUnits *from, guint replicates)
{
  for (guint k = 0; k < replicates; k++)
    cd_units_fail(into, k, from->status[k], from->error[k]);
  memcpy(into->value, from->value, cd_units_values(plan, replicates) * sizeof *from->value);
  into->began = from->began;
  into->milliseconds = (double)(g_get_monotonic_time() - from->began) / 1000;
}

void cd_units_free(CdUnits *units)
{
  if (!units)
    return;
  for (guint k = 0; k < units->to - units->from; k++)
    g_free(units->error[k]);
  g_free(units->error);
  g_free(units->status);
  g_free(units->value);
  g_free(units);
}
