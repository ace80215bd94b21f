#include "sim/sensitivity/effects.h"

#include <math.h>

/* What one step moved. */
typedef struct {
  guint group;
  double length; /* of the longest move, with its sign */
} Step;

static guint group_of(const CdEffectsShape *shape, guint factor)
{
  return shape->group ? shape->group[factor] : factor;
}

static bool step_of(const double *from, const double *to, const CdEffectsShape *shape, Step *step)
{
  *step = (Step){.group = shape->groups};
  for (guint f = 0; f < shape->factors; f++) {
    double move = to[f] - from[f];
    if (move == 0)
      continue;
    if (!isfinite(move) || (step->group < shape->groups && step->group != group_of(shape, f)))
      return false;
    step->group = group_of(shape, f);
    if (fabs(move) > fabs(step->length))
      step->length = move;
  }
  return step->group < shape->groups;
}

static void refuse(GError **error, guint trajectory, guint step)
{
  g_set_error(
      error, CD_ERROR, CD_ERROR_USAGE,
      "step %u of trajectory %u does not move just one factor, or group, that has not moved before: rows are to come "
      "in the order of the design",
      step + 1, trajectory + 1);
}

/* Effects of one trajectory into ROW[groups], with their sign. */
static bool effects_of(const double *unit, const double *y, const CdEffectsShape *shape, guint trajectory, double *row,
                       GError **error)
{
  g_autofree bool *moved = g_new0(bool, shape->groups);
  for (guint s = 0; s < shape->groups; s++) {
    Step step;
    const double *from = &unit[(gsize)s * shape->factors];
    if (!step_of(from, from + shape->factors, shape, &step) || moved[step.group]) {
      refuse(error, trajectory, s);
      return false;
    }
    moved[step.group] = true;
    row[step.group] = (y[s + 1] - y[s]) / step.length;
  }
  return true;
}

/* Row t: the effects of the t-th trajectory that has all its rows. */
static CdMatrix *all_effects(const double *unit, const double *y, const CdEffectsShape *shape, guint *kept, GError **error)
{
  g_autoptr(CdMatrix) effects = cd_matrix_new(shape->trajectories, shape->groups);
  guint width = shape->groups + 1, first = 0;
  *kept = 0;
  for (guint t = 0; t < shape->trajectories; t++) {
    const double *rows = &y[(gsize)t * width];
    if (cd_missing_count(rows, width, 1, &first) > 0)
      continue;
    if (!effects_of(&unit[(gsize)t * width * shape->factors], rows, shape, t, cd_matrix_row(effects, *kept), error))
      return NULL;
    (*kept)++;
  }
  if (*kept > 0)
    return g_steal_pointer(&effects);
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "none of %u trajectories has all its outcomes", shape->trajectories);
  return NULL;
}

static bool is_single(const CdEffectsShape *shape, guint group)
{
  guint n = 0;
  for (guint f = 0; f < shape->factors; f++)
    n += group_of(shape, f) == group;
  return n == 1;
}

static void set_moments(CdEffect *effect, const CdMatrix *effects, guint n, guint group)
{
  double sum = 0, squares = 0;
  for (guint t = 0; t < n; t++)
    sum += cd_matrix_row(effects, t)[group];
  effect->mu = sum / n;
  for (guint t = 0; t < n; t++) {
    double off = cd_matrix_row(effects, t)[group] - effect->mu;
    squares += off * off;
  }
  effect->sigma = n > 1 ? sqrt(squares / (n - 1)) : NAN;
}

/* mu* and its spread, from sizes in place of effects. */
static void set_stars(CdEffects *it, CdMatrix *effects, const CdEffectsOptions *options)
{
  for (gsize i = 0; i < (gsize)effects->rows * effects->stride; i++)
    effects->at[i] = fabs(effects->at[i]);
  g_autofree double *mean = g_new(double, effects->stride), *column = g_new(double, options->resamples + 1);
  cd_matrix_means(effects, it->n, mean);
  bool spreads = options->resamples > 1 && it->n > 1;
  g_autoptr(CdMatrix) means =
      spreads ? cd_bootstrap_means(effects, it->n, options->resamples, options->seed, options->key) : NULL;
  for (guint g = 0; g < it->groups; g++) {
    it->effect[g].star = mean[g];
    it->effect[g].star_spread = (CdResamples){NAN, NAN, NAN, NAN, NAN};
    for (guint b = 0; spreads && b < options->resamples; b++)
      column[b] = cd_matrix_row(means, b)[g];
    if (spreads)
      it->effect[g].star_spread = cd_resamples(column, options->resamples, mean[g], options->confidence);
  }
}

/* Of the outcomes that are there; the first of them in VALUE. */
static bool is_constant(const double *y, guint rows, double *value)
{
  guint first = 0;
  while (first < rows && !isfinite(y[first]))
    first++;
  *value = first < rows ? y[first] : NAN;
  for (guint row = first; row < rows; row++)
    if (isfinite(y[row]) && y[row] != *value)
      return false;
  return true;
}

CdEffects *cd_effects_new(const double *unit, const double *y, const CdEffectsShape *shape, CdMissing missing,
                          const CdEffectsOptions *options, GError **error)
{
  g_assert(shape->groups > 0 && (shape->group || shape->groups == shape->factors) && options->resamples != 1);
  guint rows = shape->trajectories * (shape->groups + 1), kept;
  if (!cd_missing_allowed(y, rows, 1, missing, error))
    return NULL;
  g_autoptr(CdMatrix) effects = all_effects(unit, y, shape, &kept, error);
  if (!effects)
    return NULL;
  double value;
  if (is_constant(y, rows, &value)) {
    cd_say_constant(rows, value, error);
    return NULL;
  }
  CdEffects *it = g_new0(CdEffects, 1);
  *it = (CdEffects){.n = kept, .n_dropped = shape->trajectories - kept, .groups = shape->groups};
  it->effect = g_new0(CdEffect, shape->groups);
  for (guint g = 0; g < shape->groups; g++)
    if (is_single(shape, g))
      set_moments(&it->effect[g], effects, kept, g);
    else
      it->effect[g].mu = it->effect[g].sigma = NAN;
  set_stars(it, effects, options);
  return it;
}

void cd_effects_free(CdEffects *effects)
{
  if (!effects)
    return;
  g_free(effects->effect);
  g_free(effects);
}
