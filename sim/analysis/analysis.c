#include "sim/analysis/analysis.h"

#include <math.h>
#include <string.h>
#include "sim/sensitivity/pairs.h"
#include "sim/sweep/stage.h"

#define CONFIDENCE 0.95
#define LEAST_OF_PRIM 40u /* rows, half of which find */
#define LEAST_GROWTH 32u

typedef struct {
  CdAnalysis *it;
  const CdStudy *study;
  const double *value; /* of all runs */
  double *y;           /* [row * replicates + replicate] */
  double *sum;         /* [rows] over replicates of second stages */
  guint *more;         /* [rows] their number */
  CdMissing missing;
} Work;

static guint n_inputs(const Work *work)
{
  return work->study->plan->n_factors;
}

static bool has_better(const CdAnalysis *it)
{
  return cd_metric(it->kind)->better != CD_NEITHER;
}

/* Above nought where X, FIRST less AGAINST, is for the better; of metrics without a better, where it is more. */
static double gain(const CdAnalysis *it, double x)
{
  return cd_metric(it->kind)->better == CD_LOWER ? -x : x;
}

static char *taken(GError *error)
{
  char *why = error ? g_strdup(error->message) : NULL;
  g_clear_error(&error);
  return why;
}

/* --- Rows ------------------------------------------------------------------------------------------------------ */

static bool is_whole(const Work *work, guint row)
{
  for (guint r = 0; r < work->study->replicates; r++)
    if (!isfinite(work->y[(gsize)row * work->study->replicates + r]))
      return false;
  return true;
}

/* Of the rows that count. */
static guint count_missing(const Work *work, guint *first)
{
  const CdStudy *study = work->study;
  guint missing = 0;
  for (guint row = study->rows; row-- > 0;)
    if (!(study->left_out && study->left_out[row]) && !is_whole(work, row)) {
      missing++;
      *first = row;
    }
  return missing;
}

static double mean_of(const Work *work, guint row)
{
  guint n = work->study->replicates, more = work->more[row];
  double first = cd_mean(&work->y[(gsize)row * n], n);
  return more > 0 ? (first * n + work->sum[row]) / (n + more) : first;
}

static bool take_rows(Work *work, GError **error)
{
  CdAnalysis *it = work->it;
  guint first = 0, missing = count_missing(work, &first);
  if (missing > 0 && work->missing == CD_MISSING_REFUSE) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "%u of %u points lack %s in some of their runs, the first of them point %u: they failed, were not run, "
                "or the metric is undefined "
                "there (sweep status tells). Run the sweep to its end, or say --drop to leave such points out",
                missing, work->study->rows, work->study->plan->metric[it->metric], first + 1);
    return false;
  }
  it->row = g_new(guint, work->study->rows);
  guint n = cd_rows_drawn(work->study, it->row);
  it->drawn = n;
  it->mean = g_new(double, MAX(n, 1));
  it->more = g_new(guint, MAX(n, 1));
  for (guint i = 0; i < n; i++)
    if (is_whole(work, it->row[i])) {
      it->mean[it->whole] = mean_of(work, it->row[i]);
      it->more[it->whole] = work->more[it->row[i]];
      it->row[it->whole++] = it->row[i];
    }
  if (it->whole >= 2)
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s has all its runs: two at least are needed to compare them",
              it->whole == 1 ? "only one point" : "no point");
  return false;
}

/* All rows share the draws of their replicates: rows alone would make the mean look far too sure. */
static CdMean mean_of_rows(const Work *work, double *shared_half)
{
  const CdAnalysis *it = work->it;
  guint replicates = work->study->replicates;
  CdMean mean = cd_mean_interval(it->mean, it->whole, CONFIDENCE);
  g_autofree double *column = g_new0(double, replicates), *one = g_new(double, it->whole);
  if (replicates < 2)
    return mean;
  for (guint r = 0; r < replicates; r++) {
    for (guint i = 0; i < it->whole; i++)
      one[i] = work->y[(gsize)it->row[i] * replicates + r];
    column[r] = cd_mean(one, it->whole);
  }
  CdMean over = cd_mean_interval(column, replicates, CONFIDENCE);
  *shared_half = over.high - over.value;
  double half = hypot(mean.high - mean.value, *shared_half);
  return (CdMean){mean.value, mean.value - half, mean.value + half};
}

/* Of the interval at a row, by how much its first stage varied: of all its replicates it would be too sure (Stein). */
static double half_at(const Work *work, guint i)
{
  guint replicates = work->study->replicates;
  CdPairs first = cd_pairs(&work->y[(gsize)work->it->row[i] * replicates], NULL, replicates, CONFIDENCE);
  return cd_stein_half(replicates, first.sd, replicates + work->it->more[i], cd_stage_confidence(work->study->plan));
}

/* Whether a row wanted more than it may have. */
static bool is_short(const Work *work, guint i, double half)
{
  const CdSweepPlan *plan = work->study->plan;
  return work->it->metric == plan->precise && plan->replicates + work->it->more[i] >= plan->most && half > plan->half;
}

static void count_rows(Work *work)
{
  CdAnalysis *it = work->it;
  guint replicates = work->study->replicates;
  it->difference = mean_of_rows(work, &it->shared_half);
  for (guint i = 0; i < it->whole; i++) {
    it->better += gain(it, it->mean[i]) > 0;
    if (replicates < 2)
      continue;
    double half = half_at(work, i);
    double a = gain(it, it->mean[i] - half), b = gain(it, it->mean[i] + half);
    it->at_most += is_short(work, i, half);
    it->clear += MIN(a, b) > 0;
    it->worse_clear += MAX(a, b) < 0;
  }
}

/* --- What it turns on ------------------------------------------------------------------------------------------- */

/* Of the base points of one of NETS, which are dealt in turn; NULL: there are none. */
static CdIndices *indices_of_net(const Work *work, const CdSaltelliShape *of, guint net, guint nets,
                                 CdIndicesOptions options)
{
  CdSaltelliShape shape = *of;
  gsize base = (gsize)cd_saltelli_blocks(of) * of->replicates;
  shape.base = of->base / nets;
  g_autofree double *y = g_new(double, shape.base *base);
  for (guint b = 0; b < shape.base; b++)
    memcpy(&y[b * base], &work->y[((gsize)b * nets + net) * base], base * sizeof *y);
  options.resamples = 0;
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, work->missing, NULL);
  return outcomes ? cd_indices_new(outcomes, outcomes->n, &options, NULL) : NULL;
}

static void take_scrambles(Work *work, const CdSaltelliShape *shape, const CdIndicesOptions *options)
{
  guint nets = (guint)work->study->plan->experiment->nets.dist.a;
  g_autoptr(GPtrArray) of = g_ptr_array_new_with_free_func((GDestroyNotify)cd_indices_free);
  for (guint net = 0; nets > 1 && net < nets; net++) {
    CdIndices *indices = indices_of_net(work, shape, net, nets, *options);
    if (!indices)
      return;
    g_ptr_array_add(of, indices);
  }
  if (of->len > 1)
    work->it->scrambles = cd_scrambles_new((const CdIndices *const *)of->pdata, of->len, CONFIDENCE);
}

static void take_indices(Work *work)
{
  CdAnalysis *it = work->it;
  const CdStudy *study = work->study;
  GError *problem = NULL;
  if (study->left_out) {
    it->indices_why = g_strdup("they need the whole of the design, and --where takes a part of it");
    return;
  }
  CdSaltelliShape shape = {
      .base = 0, .groups = study->groups, .second = study->second_order, .replicates = study->replicates};
  shape.base = study->rows / cd_saltelli_blocks(&shape);
  CdIndicesOptions options = CD_INDICES_OPTIONS_INIT;
  options.luck = study->replicates > 1 ? CD_LUCK_ALL : CD_LUCK_NONE;
  options.seed = study->plan->seed;
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(work->y, &shape, work->missing, &problem);
  if (outcomes)
    it->indices = cd_indices_new(outcomes, outcomes->n, &options, &problem);
  if (it->indices)
    take_scrambles(work, &shape, &options);
  if (it->indices && outcomes->n >= 2 * LEAST_GROWTH)
    it->growth = cd_indices_growth(outcomes, LEAST_GROWTH, &options, NULL);
  it->indices_why = taken(problem);
}

static void take_effects(Work *work)
{
  CdAnalysis *it = work->it;
  const CdStudy *study = work->study;
  GError *problem = NULL;
  if (study->left_out) {
    it->effects_why = g_strdup("they need whole trajectories, and --where takes a part of the points");
    return;
  }
  g_autofree double *y = g_new(double, study->rows);
  for (guint row = 0; row < study->rows; row++)
    y[row] = is_whole(work, row) ? mean_of(work, row) : NAN;
  CdEffectsShape shape = {.trajectories = study->rows / (study->groups + 1),
                          .factors = n_inputs(work),
                          .groups = study->groups,
                          .group = study->group_of};
  CdEffectsOptions options = CD_EFFECTS_OPTIONS_INIT;
  options.seed = study->plan->seed;
  it->effects = cd_effects_new(study->unit, y, &shape, work->missing, &options, &problem);
  it->effects_why = taken(problem);
}

static double *inputs_of(const Work *work, const guint *row, guint n)
{
  const CdStudy *study = work->study;
  double *x = g_new(double, (gsize)n_inputs(work) * n);
  for (guint f = 0; f < n_inputs(work); f++)
    for (guint i = 0; i < n; i++)
      x[(gsize)f * n + i] = study->x[(gsize)f * study->rows + row[i]];
  return x;
}

static guint *categories_of(const Work *work)
{
  guint *categories = g_new(guint, n_inputs(work));
  for (guint f = 0; f < n_inputs(work); f++)
    categories[f] = work->study->plan->factor[f].varied.n_words;
  return categories;
}

static void take_sample(Work *work)
{
  CdAnalysis *it = work->it;
  GError *problem = NULL;
  g_autofree double *x = inputs_of(work, it->row, it->whole);
  g_autofree guint *categories = categories_of(work), *unit = g_new(guint, it->whole);
  g_autofree const char **name = g_new(const char *, n_inputs(work));
  it->sample = cd_sample_new(x, it->mean, it->whole, n_inputs(work), CD_MISSING_REFUSE, &problem);
  it->sample_why = taken(problem);
  problem = NULL;
  if (!it->sample)
    return;
  for (guint f = 0; f < n_inputs(work); f++)
    name[f] = work->study->plan->factor[f].spec->head.id;
  it->sample->name = name;
  CdPawnOptions pawn = CD_PAWN_OPTIONS_INIT;
  CdDeltaOptions delta = CD_DELTA_OPTIONS_INIT;
  CdTreeOptions tree = CD_TREE_OPTIONS_INIT;
  pawn.seed = delta.seed = tree.seed = work->study->plan->seed;
  it->pawn = g_new0(CdPawn, n_inputs(work));
  it->delta = g_new0(CdDelta, n_inputs(work));
  cd_pawn(it->sample, &pawn, it->pawn);
  cd_delta(it->sample, &delta, it->delta);
  it->regression = cd_regression_new(it->sample, &problem);
  it->regression_why = taken(problem);
  it->sample->name = NULL; /* which the sample outlives */
  problem = NULL;
  for (guint i = 0; i < it->whole; i++)
    unit[i] = (guint)work->study->label[it->row[i]].base;
  tree.categories = categories;
  tree.unit = unit;
  it->tree = cd_tree_new(it->sample, &tree, &problem);
  it->tree_why = taken(problem);
  it->even = g_new0(CdBreakEven, n_inputs(work));
  it->turn = g_new0(CdLevelTurn, n_inputs(work));
  for (guint f = 0; f < n_inputs(work); f++) {
    it->even[f] = categories[f] > 0 ? (CdBreakEven){NAN, NAN, NAN, 0} : cd_even(it->sample, f, it->shared_half);
    if (categories[f] == 0)
      it->turn[f] = cd_level_turn(it->sample, f);
  }
  it->curves = cd_even_curves(it->sample, it->delta, categories, it->shared_half);
}

/* --- Where the first option does better --------------------------------------------------------------------------- */

/* The rows of one base point are of one half. */
static void take_boxes(Work *work)
{
  CdAnalysis *it = work->it;
  if (!has_better(it) || it->against == G_MAXUINT || it->whole < LEAST_OF_PRIM)
    return;
  g_autofree guint *categories = categories_of(work);
  g_autofree double *x = inputs_of(work, it->row, it->whole), *cases = g_new(double, it->whole);
  g_autofree guint8 *half = g_new(guint8, it->whole);
  for (guint i = 0; i < it->whole; i++) {
    cases[i] = gain(it, it->mean[i]) > 0;
    half[i] = cd_boxes_half(work->study->plan->seed, work->study->label[it->row[i]].base);
  }
  it->boxes = cd_boxes_new(x, cases, half, it->whole, n_inputs(work), categories);
}

/* --- Options beside one another ------------------------------------------------------------------------------------ */

/* Of OPTION at each row that counts, the mean of its replicates in both stages, as the mean difference is: OF[whole]. */
static bool take_levels(Work *work, const char *path, guint option, double *of, GError **error)
{
  const CdAnalysis *it = work->it;
  guint first = work->study->replicates;
  if (!cd_study_more(work->study, path, it->metric, option, G_MAXUINT, work->sum, work->more, error))
    return false;
  for (guint i = 0; i < it->whole; i++) {
    guint row = it->row[i];
    double mean = cd_mean(cd_study_runs(work->study, work->value, option, row), 2 * first);
    guint more = work->more[row];
    of[i] = gain(it, more > 0 ? (mean * first + work->sum[row]) / (first + more) : mean);
  }
  return true;
}

/* It writes over what the second stages' differences came to, which nobody asks for behind it. */
static void take_robustness(Work *work, const char *path)
{
  CdAnalysis *it = work->it;
  const CdStudy *study = work->study;
  guint options = study->plan->n_options;
  GError *problem = NULL;
  if (options < 2 || !has_better(it))
    return;
  g_autofree double *of = g_new(double, (gsize)options * it->whole);
  for (guint o = 0; o < options; o++)
    if (!take_levels(work, path, o, &of[(gsize)o * it->whole], &problem)) {
      it->robust_why = taken(problem);
      return;
    }
  CdScenarios scenarios = {.options = options,
                           .scenarios = it->whole,
                           .value = of,
                           .optimism = 0.5,
                           .percentile = 0.9,
                           .enough = cd_mean(of, it->whole)};
  it->robust = g_new0(CdRobustness, options);
  if (!cd_robustness(&scenarios, it->robust, &problem))
    g_clear_pointer(&it->robust, g_free);
  it->robust_why = taken(problem);
}

/* --- What matters most ---------------------------------------------------------------------------------------------- */

static int only_input(const CdStudy *study, guint group)
{
  int found = -1;
  for (guint f = 0; f < study->plan->n_factors; f++)
    if (study->group_of[f] == group) {
      if (found >= 0)
        return -1;
      found = (int)f;
    }
  return found;
}

static void offer(CdAnalysis *it, guint group, double size, double *best, double share)
{
  if (!(size > *best))
    return;
  *best = size;
  it->most = (int)group;
  it->most_share = share;
}

static void take_most(Work *work)
{
  CdAnalysis *it = work->it;
  double best = 0;
  it->most = it->most_input = -1;
  it->most_share = NAN;
  if (work->study->plan->kind == CD_SWEEP_SALTELLI) {
    for (guint g = 0; it->indices && g < it->indices->groups; g++)
      if (!it->indices->total[g].holds_nought)
        offer(it, g, it->indices->total[g].value, &best, it->indices->total[g].value);
  } else if (work->study->plan->kind == CD_SWEEP_MORRIS) {
    for (guint g = 0; it->effects && g < it->effects->groups; g++)
      if (it->effects->effect[g].star_spread.low > 0)
        offer(it, g, it->effects->effect[g].star, &best, NAN);
  } else
    for (guint f = 0; it->sample && f < n_inputs(work); f++)
      if (it->pawn[f].median > it->pawn[f].floor_median) {
        double ranked = it->regression ? it->regression->of[f].srrc : NAN;
        offer(it, work->study->group_of[f], it->pawn[f].median, &best, ranked * ranked);
      }
  if (it->most >= 0)
    it->most_input = only_input(work->study, (guint)it->most);
}

CdAnalysis *cd_analysis_new(const CdStudy *study, const char *path, guint metric, guint first, guint against, bool drop,
                            GError **error)
{
  g_autofree double *value = cd_study_values(study, path, metric, error);
  if (!value)
    return NULL;
  g_autofree double *y = cd_rows_outcome(study, value, first, against);
  g_autoptr(CdAnalysis) it = g_new0(CdAnalysis, 1);
  g_auto(GStrv) name = g_strsplit(study->plan->metric[metric], "[", 2);
  it->metric = metric;
  it->kind = cd_metric_by_name(name[0]);
  it->first = first;
  it->against = against;
  g_autofree double *sum = g_new(double, study->rows);
  g_autofree guint *more = g_new(guint, study->rows);
  Work work = {it, study, value, y, sum, more, drop ? CD_MISSING_DROP : CD_MISSING_REFUSE};
  if (!cd_study_more(study, path, metric, first, against, sum, more, error) || !take_rows(&work, error))
    return NULL;
  count_rows(&work);
  it->variance = cd_rows_variance(study, value, first, against, it->row, it->whole);
  if (study->plan->kind == CD_SWEEP_SALTELLI)
    take_indices(&work);
  if (study->plan->kind == CD_SWEEP_MORRIS)
    take_effects(&work);
  take_sample(&work);
  take_boxes(&work);
  take_robustness(&work, path);
  take_most(&work);
  return g_steal_pointer(&it);
}

void cd_analysis_free(CdAnalysis *it)
{
  if (!it)
    return;
  g_free(it->row);
  g_free(it->mean);
  g_free(it->more);
  cd_indices_free(it->indices);
  cd_scrambles_free(it->scrambles);
  g_clear_pointer(&it->growth, g_ptr_array_unref);
  g_free(it->indices_why);
  cd_effects_free(it->effects);
  g_free(it->effects_why);
  cd_sample_free(it->sample);
  g_free(it->sample_why);
  g_free(it->pawn);
  g_free(it->delta);
  cd_regression_free(it->regression);
  g_free(it->regression_why);
  cd_tree_free(it->tree);
  g_free(it->tree_why);
  g_free(it->even);
  g_free(it->turn);
  g_clear_pointer(&it->curves, g_array_unref);
  cd_boxes_free(it->boxes);
  g_free(it->robust);
  g_free(it->robust_why);
  g_free(it);
}
