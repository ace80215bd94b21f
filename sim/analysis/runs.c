#include "sim/analysis/runs.h"

#include <math.h>
#include <string.h>

#define CONFIDENCE 0.95
#define LEAST_OF_PRIM 40u /* rows, half of which find */
#define BISECTIONS 60

static const char *const words[CD_METHODS] = {"sobol", "morris", "pawn", "delta", "regression", "tree", "prim"};

const char *cd_method_word(CdMethod method)
{
  return words[method];
}

static double at(const CdOutcomes *outcomes, guint input, guint row)
{
  return outcomes->x[(gsize)input * outcomes->rows + row];
}

/* --- What they say ------------------------------------------------------------------------------------------------------- */

typedef struct {
  CdRunsAnalysis *it;
  const CdOutcomes *outcomes;
  const CdRunsShape *shape;
  const CdRunsOptions *options;
  const double *y; /* [rows] */
  bool wanted[CD_METHODS], asked;
  guint *unit; /* [rows that are draws, failed ones among them] base point, or row */
} Work;

static CdMissing missing_of(const Work *work)
{
  return work->options->drop ? CD_MISSING_DROP : CD_MISSING_REFUSE;
}

static void note(Work *work, CdMethod method, GError *problem)
{
  if (!problem)
    return;
  work->it->why[method] = g_strdup(problem->message);
  g_error_free(problem);
}

/* What is not asked for by name follows from what the rows are. */
static bool choose(Work *work, GError **error)
{
  const CdRunsShape *shape = work->shape;
  for (guint m = 0; m < CD_METHODS; m++)
    work->asked = work->asked || work->options->wanted[m];
  memcpy(work->wanted, work->options->wanted, sizeof work->wanted);
  if (!work->asked) {
    bool steps = shape->kind == CD_RUNS_TRAJECTORIES;
    work->wanted[CD_METHOD_SOBOL] = shape->kind == CD_RUNS_SALTELLI;
    work->wanted[CD_METHOD_MORRIS] = steps;
    work->wanted[CD_METHOD_PAWN] = work->wanted[CD_METHOD_DELTA] = work->wanted[CD_METHOD_REGRESSION] =
        work->wanted[CD_METHOD_TREE] = !steps;
    work->wanted[CD_METHOD_PRIM] = !isnan(work->options->threshold);
  }
  if (work->wanted[CD_METHOD_SOBOL] && shape->kind != CD_RUNS_SALTELLI)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "the rows are no Saltelli design in SALib's order, which Sobol' indices need: %s", shape->saltelli);
  else if (work->wanted[CD_METHOD_MORRIS] && shape->trajectories)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "the rows are no trajectories, which elementary effects need: %s",
                shape->trajectories);
  else if (work->wanted[CD_METHOD_PRIM] && isnan(work->options->threshold))
    g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE,
                        "prim looks for where the outcome is high or low: say --above or --below");
  else
    return true;
  return false;
}

static bool check_failed(const Work *work, GError **error)
{
  guint first, failed = cd_missing_count(work->y, work->outcomes->rows, 1, &first);
  if (failed == 0 || (work->options->drop && failed < work->outcomes->rows))
    return true;
  if (failed == work->outcomes->rows) {
    g_set_error(
        error, CD_ERROR, CD_ERROR_USAGE,
        "no run has a number as %s (the first cell: %s): all failed, or it is no outcome: --output names the column "
        "that is, and --inputs those of the inputs, with commas",
        work->outcomes->output[work->it->output], work->outcomes->failed[work->it->output]);
    return false;
  }
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "%u of %u runs have no number as %s (the first cell that is none: %s): they failed, and nothing is put "
              "in their place; "
              "say --drop to leave them out",
              failed, work->outcomes->rows, work->outcomes->output[work->it->output],
              work->outcomes->failed[work->it->output]);
  return false;
}

static bool is_draw(const Work *work, guint row, guint *unit)
{
  const CdRunsShape *shape = work->shape;
  guint block = shape->kind == CD_RUNS_DRAWS ? 1 : work->outcomes->rows / shape->units;
  *unit = row / block;
  return shape->kind != CD_RUNS_SALTELLI || row % block == 0 || row % block == block - 1;
}

/* Rows that are draws: of a Saltelli design those of A and B. */
static bool take_sample(Work *work, GError **error)
{
  const CdOutcomes *outcomes = work->outcomes;
  guint inputs = outcomes->n_inputs, n = 0, unit;
  for (guint r = 0; r < outcomes->rows; r++)
    n += is_draw(work, r, &unit);
  g_autofree double *x = g_new(double, (gsize)n *inputs), *y = g_new(double, n);
  g_autofree guint *of = g_new(guint, n);
  guint to = 0;
  for (guint r = 0; r < outcomes->rows; r++) {
    if (!is_draw(work, r, &unit))
      continue;
    for (guint i = 0; i < inputs; i++)
      x[(gsize)i * n + to] = at(outcomes, i, r);
    of[to] = unit;
    y[to++] = work->y[r];
  }
  CdSample *sample = work->it->sample = cd_sample_new(x, y, n, inputs, missing_of(work), error);
  if (!sample)
    return false;
  sample->name = (const char *const *)outcomes->input;
  work->unit = g_steal_pointer(&of);
  work->it->rows = sample->rows;
  work->it->dropped = sample->n_dropped;
  work->it->mean = cd_mean_interval(sample->y, sample->rows, CONFIDENCE);
  work->it->low = work->it->high = sample->y[0];
  for (guint s = 1; s < sample->rows; s++) {
    work->it->low = fmin(work->it->low, sample->y[s]);
    work->it->high = fmax(work->it->high, sample->y[s]);
  }
  return true;
}

static void take_indices(Work *work)
{
  GError *problem = NULL;
  CdSaltelliShape shape = {work->shape->units, work->shape->groups, work->shape->second, 1};
  CdIndicesOptions options = CD_INDICES_OPTIONS_INIT;
  options.seed = work->options->seed;
  g_autoptr(CdSaltelli) of = cd_saltelli_new(work->y, &shape, missing_of(work), &problem);
  if (of)
    work->it->indices = cd_indices_new(of, of->n, &options, &problem);
  note(work, CD_METHOD_SOBOL, problem);
}

/* How far through its distribution an input stands; without one between the table's own least and greatest value. */
static double unit_of(const CdTableFactor *factor, double x, double low, double high)
{
  if (factor && factor->kind == CD_FACTOR_INTEGER)
    return (x - factor->low) / (factor->high - factor->low);
  if (!factor)
    return high > low ? (x - low) / (high - low) : 0;
  if (factor->dist.kind == CD_DIST_UNIFORM)
    return (x - factor->dist.a) / (factor->dist.b - factor->dist.a);
  double from = 0, to = 1;
  for (guint i = 0; i < BISECTIONS; i++) {
    double middle = (from + to) / 2;
    *(cd_dist_quantile(&factor->dist, middle, factor->low, factor->high) < x ? &from : &to) = middle;
  }
  return (from + to) / 2;
}

static void take_effects(Work *work)
{
  const CdOutcomes *outcomes = work->outcomes;
  guint inputs = outcomes->n_inputs, rows = outcomes->rows;
  g_autofree double *unit = g_new(double, (gsize)rows *inputs);
  for (guint i = 0; i < inputs; i++) {
    const CdTableFactor *factor = cd_factors_find(work->options->factors, outcomes->input[i]);
    double low = at(outcomes, i, 0), high = low;
    for (guint r = 1; r < rows; r++) {
      low = fmin(low, at(outcomes, i, r));
      high = fmax(high, at(outcomes, i, r));
    }
    for (guint r = 0; r < rows; r++)
      unit[(gsize)r * inputs + i] = unit_of(factor, at(outcomes, i, r), low, high);
  }
  GError *problem = NULL;
  CdEffectsShape shape = {rows / (work->shape->groups + 1), inputs, work->shape->groups, work->shape->group};
  CdEffectsOptions options = CD_EFFECTS_OPTIONS_INIT;
  options.seed = work->options->seed;
  work->it->effects = cd_effects_new(unit, work->y, &shape, missing_of(work), &options, &problem);
  note(work, CD_METHOD_MORRIS, problem);
}

static void take_given(Work *work, const guint *categories)
{
  CdRunsAnalysis *it = work->it;
  GError *problem = NULL;
  CdPawnOptions pawn = CD_PAWN_OPTIONS_INIT;
  CdDeltaOptions delta = CD_DELTA_OPTIONS_INIT;
  CdTreeOptions tree = CD_TREE_OPTIONS_INIT;
  pawn.seed = delta.seed = tree.seed = work->options->seed;
  tree.categories = categories;
  tree.unit = work->unit;
  if (work->wanted[CD_METHOD_PAWN])
    cd_pawn(it->sample, &pawn, it->pawn = g_new0(CdPawn, it->sample->n_inputs));
  if (work->wanted[CD_METHOD_DELTA])
    cd_delta(it->sample, &delta, it->delta = g_new0(CdDelta, it->sample->n_inputs));
  if (work->wanted[CD_METHOD_REGRESSION])
    it->regression = cd_regression_new(it->sample, &problem);
  note(work, CD_METHOD_REGRESSION, problem);
  problem = NULL;
  if (work->wanted[CD_METHOD_TREE])
    it->tree = cd_tree_new(it->sample, &tree, &problem);
  note(work, CD_METHOD_TREE, problem);
}

static void take_boxes(Work *work, const guint *categories)
{
  const CdSample *sample = work->it->sample;
  guint n = sample->rows, cases = 0;
  if (!work->wanted[CD_METHOD_PRIM])
    return;
  g_autofree double *is_case = g_new(double, n);
  g_autofree guint8 *half = g_new(guint8, n);
  for (guint s = 0; s < n; s++) {
    is_case[s] = work->options->above ? sample->y[s] > work->options->threshold : sample->y[s] < work->options->threshold;
    cases += is_case[s] > 0;
    half[s] = cd_boxes_half(work->options->seed, work->unit[sample->from[s]]);
  }
  if (n >= LEAST_OF_PRIM)
    work->it->boxes = cd_boxes_new(sample->x, is_case, half, n, sample->n_inputs, categories);
  if (!work->it->boxes)
    work->it->why[CD_METHOD_PRIM] =
        n < LEAST_OF_PRIM
            ? g_strdup_printf(
                  "%u runs are too few to find boxes on one half and tell of them on the other: %u are wanted", n,
                  LEAST_OF_PRIM)
            : g_strdup_printf("%u of %u runs are such: a box needs some that are and some that are not", cases, n);
}

/* One asked for by name that says nothing is refused. */
static bool check_asked(const Work *work, GError **error)
{
  for (guint m = 0; work->asked && m < CD_METHODS; m++)
    if (work->it->why[m]) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s: %s", words[m], work->it->why[m]);
      return false;
    }
  return true;
}

CdRunsAnalysis *cd_runs_analysis_new(const CdOutcomes *outcomes, const CdRunsShape *shape, guint output,
                                     const CdRunsOptions *options, GError **error)
{
  g_autoptr(CdRunsAnalysis) it = g_new0(CdRunsAnalysis, 1);
  it->output = output;
  Work work = {.it = it,
               .outcomes = outcomes,
               .shape = shape,
               .options = options,
               .y = &outcomes->y[(gsize)output * outcomes->rows]};
  g_autofree guint *categories = g_new0(guint, outcomes->n_inputs);
  bool done = choose(&work, error) && check_failed(&work, error) && take_sample(&work, error);
  if (done && work.wanted[CD_METHOD_SOBOL])
    take_indices(&work);
  if (done && work.wanted[CD_METHOD_MORRIS])
    take_effects(&work);
  if (done) {
    take_given(&work, categories);
    take_boxes(&work, categories);
    done = check_asked(&work, error);
  }
  g_free(work.unit);
  return done ? g_steal_pointer(&it) : NULL;
}

void cd_runs_analysis_free(CdRunsAnalysis *it)
{
  if (!it)
    return;
  cd_indices_free(it->indices);
  cd_effects_free(it->effects);
  cd_sample_free(it->sample);
  g_free(it->pawn);
  g_free(it->delta);
  cd_regression_free(it->regression);
  cd_tree_free(it->tree);
  cd_boxes_free(it->boxes);
  for (guint m = 0; m < CD_METHODS; m++)
    g_free(it->why[m]);
  g_free(it);
}
