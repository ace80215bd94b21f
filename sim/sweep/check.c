#include "sim/sweep/check.h"

#include "concordat/sweep.h"
#include "sim/scenario/check.h"
#include "sim/sweep/filter.h"

/* Bounds of what is looked at, in all experiments together: factors, and values of factors at points. Beside them, of one experiment: bytes of its table of points, and points of a maximin hypercube, which takes as
 * long to spread as its points squared. */
#define FACTORS_MOST 1000u
#define VALUES_MOST                                                                                                    \
  G_GUINT64_CONSTANT(100000) /* some 10 us each of a beta distribution, and a tenth of that of others */
#define TABLE_MOST ((gsize)16 << 20)
#define SPREAD_MOST 50u

#define EXPERIMENT_FIELD(member) CD_FIELD(EXPERIMENT, Experiment, member)

typedef struct {
  const CdResolve *resolve;
  GPtrArray *cautions; /* NULL: none are told */
  guint factors;       /* left to look at */
  guint64 values;      /* likewise */
} Look;

static void caution(const Look *look, guint experiment, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void caution(const Look *look, guint experiment, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (look->cautions)
    g_ptr_array_add(look->cautions,
                    g_strdup_printf("experiment %s: %s; its sweep tells before it begins",
                                    cd_scenario_experiment(look->resolve->scenario, experiment)->head.id, text));
}

static bool complain(const Look *look, CdComplaintCode code, guint experiment, const CdField *field, const char *hint,
                     const char *message)
{
  return cd_complain(look->resolve->complaints, code,
                     cd_row_span(look->resolve, CD_ENTITY_EXPERIMENT, experiment, field), hint, "%s", message);
}

/* How many factors EXPERIMENT has. HELD: one is set for this run, which is no fault of the scenario's. */
static guint count_factors(const CdScenario *scenario, guint experiment, bool *held)
{
  guint n = 0;
  *held = false;
  for (guint f = 0; f < scenario->table[CD_ENTITY_EXPERIMENT_FACTOR].n; f++) {
    const CdExperimentFactorSpec *spec = cd_scenario_experiment_factor(scenario, f);
    if (spec->head.parent != (int)experiment)
      continue;
    CdAddress address;
    CdVaried varied;
    CdVariedProblem problem;
    n++;
    cd_address_find(scenario, spec->path, &address);
    if (!cd_varied_read(&varied, scenario, &address, spec->value, &problem)) {
      *held = true;
      g_free(problem.message);
      g_free(problem.hint);
    }
    cd_varied_clear(&varied);
  }
  return n;
}

/* Whether its points are there now. */
static bool read_points(const Look *look, CdSweepPlan *plan, guint experiment)
{
  g_autoptr(GError) error = NULL;
  if (cd_sweep_plan_read_points(plan, TABLE_MOST, &error))
    return true;
  if (error->code == CD_ERROR_BUDGET)
    caution(look, experiment, "whether its table of points, of more than %" G_GSIZE_FORMAT " MiB, fits was not looked at",
            TABLE_MOST >> 20);
  else if (error->code == CD_ERROR_IO)
    complain(look, CD_COMPLAINT_POINTS_UNREADABLE, experiment, EXPERIMENT_FIELD(points),
             "the file lies beside the scenario, under just this name", error->message);
  else
    complain(look, CD_COMPLAINT_POINTS_TABLE, experiment, EXPERIMENT_FIELD(points), NULL, error->message);
  return false;
}

static void complain_of_filter(const Look *look, const CdSweepPlan *plan, const CdFilterLook *worst)
{
  const CdExperimentFilterSpec *spec = cd_scenario_experiment_filter(plan->scenario, worst->row);
  const CdSweepFactor *factor = &plan->factor[cd_sweep_factor(plan, spec->factor)];
  CdSpan span = cd_row_span(look->resolve, CD_ENTITY_EXPERIMENT_FILTER, worst->row, NULL);
  g_autofree char *hint = factor->varied.n_words > 0
                              ? g_strdup("name more words, or look at other points")
                              : g_strdup_printf("widen it, or look at other points: at these \"%s\" is %.4g to %.4g",
                                                spec->factor, worst->low, worst->high);
  cd_complain(look->resolve->complaints, CD_COMPLAINT_NO_POINT, span, hint,
              "the filters of experiment \"%s\" leave none of its %" G_GUINT64_FORMAT
              " points; this one by itself leaves %" G_GUINT64_FORMAT,
              plan->experiment->head.id, plan->points, worst->passed);
}

/* ROUGH: the points are not those of its sweep. */
static void look_at_filters(Look *look, const CdSweepPlan *plan, guint experiment, bool rough)
{
  guint64 most = rough ? 0 : look->values / plan->n_factors, looked;
  CdFilterLook worst;
  bool found = cd_filter_finds(plan, experiment, most, &looked, &worst);
  look->values -= looked * plan->n_factors;
  if (found)
    return;
  if (rough)
    caution(look, experiment,
            "whether its filters leave some of its points, which take long to spread, was not looked at");
  else if (looked == plan->points)
    complain_of_filter(look, plan, &worst);
  else
    caution(look, experiment,
            "its filters leave none of %" G_GUINT64_FORMAT " points looked at, spread over its %" G_GUINT64_FORMAT,
            looked, plan->points);
}

static void look_at(Look *look, guint experiment)
{
  CdScenario *scenario = look->resolve->scenario;
  const CdExperimentSpec *spec = cd_scenario_experiment(scenario, experiment);
  bool held, rough = spec->design == CD_SWEEP_MAXIMIN && spec->n.dist.a > SPREAD_MOST;
  guint factors = count_factors(scenario, experiment, &held);
  if (held)
    return;
  if (factors > look->factors) {
    caution(look, experiment, "whether its design of %u factors can be had was not looked at", factors);
    return;
  }
  look->factors -= factors;
  g_autoptr(GError) error = NULL;
  g_autoptr(CdSweepPlan) plan = cd_sweep_plan_outline(scenario, experiment, rough, &error);
  if (!plan)
    complain(look, CD_COMPLAINT_DESIGN, experiment, NULL, NULL, error->message);
  else if (plan->kind != CD_SWEEP_LIST || read_points(look, plan, experiment))
    look_at_filters(look, plan, experiment, rough);
}

void cd_sweep_check(const CdResolve *resolve, gpointer cautions)
{
  Look look = {resolve, cautions, FACTORS_MOST, VALUES_MOST};
  for (guint e = 0; e < resolve->scenario->table[CD_ENTITY_EXPERIMENT].n; e++)
    look_at(&look, e);
}

CdScenario *cd_sweep_validate(const char *path, const char *params, const char *const *settings, char ***cautions,
                              GError **error)
{
  g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);
  CdScenario *scenario = cd_scenario_load_checked(path, params, settings, cd_sweep_check, told, error);
  g_ptr_array_add(told, NULL);
  if (cautions)
    *cautions = scenario ? g_strdupv((char **)told->pdata) : NULL;
  return scenario;
}
