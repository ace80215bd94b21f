#include "sim/sensitivity/indices.h"

#include <math.h>
#include "sim/sensitivity/indices-columns.h"

#define NEEDED_MOST (G_GUINT64_CONSTANT(1) << 40)

/* --- Indices from the columns' means ---------------------------------------------------------------------------------------- */

/* The places of indices in one row of numbers. */
enum { AT_LUCK, AT_DUMMY_FIRST, AT_DUMMY_TOTAL, AT_GROUPS };

typedef struct {
  guint groups;
  bool second, luck;
  CdFirstOrder first;
} Kind;

static guint at_first(guint g)
{
  return AT_GROUPS + 2 * g;
}

static guint at_total(guint g)
{
  return AT_GROUPS + 2 * g + 1;
}

/* Rising with (g, h), g < h. */
static guint at_second(const Kind *kind, guint g, guint h)
{
  return AT_GROUPS + 2 * kind->groups + g * (2 * kind->groups - g - 1) / 2 + (h - g - 1);
}

static guint n_indices(const Kind *kind)
{
  return AT_GROUPS + 2 * kind->groups + (kind->second ? kind->groups * (kind->groups - 1) / 2 : 0);
}

static double centre_of(const double *mean)
{
  return (mean[CD_COLUMN_A] + mean[CD_COLUMN_B]) / 2;
}

static double variance_of(const double *mean)
{
  return mean[CD_COLUMN_SQUARE] - centre_of(mean) * centre_of(mean);
}

static double first_of(const Kind *kind, const double *mean, guint g, double variance)
{
  double product = mean[cd_column_of(g, CD_COLUMN_PRODUCT)];
  if (kind->first == CD_FIRST_JANSEN)
    return 1 - product / variance;
  return (product - centre_of(mean) * mean[cd_column_of(g, CD_COLUMN_STEP)]) / variance;
}

static double second_of(const Kind *kind, const double *mean, guint g, guint h, double variance)
{
  double product = mean[cd_column_pair(kind->groups, g, h)] - mean[CD_COLUMN_A_B];
  double sums = mean[cd_column_of(g, CD_COLUMN_BA)] + mean[cd_column_of(h, CD_COLUMN_STEP)] - mean[CD_COLUMN_B];
  return (product - centre_of(mean) * sums) / variance;
}

/* All indices from the means of the columns; NAN where there is no variance between assumptions. */
static void reckon(const Kind *kind, const double *mean, double *index)
{
  double variance = variance_of(mean), a = mean[CD_COLUMN_A], luck = mean[CD_COLUMN_LUCK];
  double total = MAX(variance, 0) + luck;
  index[AT_LUCK] = kind->luck && total > 0 ? luck / total : NAN;
  if (!(variance > 0))
    variance = NAN;
  index[AT_DUMMY_FIRST] = (mean[CD_COLUMN_A_B] - a * mean[CD_COLUMN_B]) / variance;
  index[AT_DUMMY_TOTAL] = 1 - (mean[CD_COLUMN_A_A] - a * a) / variance;
  for (guint g = 0; g < kind->groups; g++) {
    index[at_first(g)] = first_of(kind, mean, g, variance);
    index[at_total(g)] = mean[cd_column_of(g, CD_COLUMN_TOTAL)] / variance;
  }
  for (guint g = 0; kind->second && g < kind->groups; g++)
    for (guint h = g + 1; h < kind->groups; h++)
      index[at_second(kind, g, h)] = second_of(kind, mean, g, h, variance) - index[at_first(g)] - index[at_first(h)];
}

/* --- With their intervals ---------------------------------------------------------------------------------------------------- */

typedef struct {
  double *value;     /* [index] */
  double *resampled; /* [index * resamples + b] */
  guint resamples;
  double confidence;
} Reckoned;

static CdIndex index_at(const Reckoned *it, guint at)
{
  CdIndex index = {.value = it->value[at], .spread = {NAN, NAN, NAN, NAN, NAN}};
  if (it->resamples > 1)
    index.spread = cd_resamples(&it->resampled[(gsize)at * it->resamples], it->resamples, index.value, it->confidence);
  index.holds_nought = index.spread.low <= 0 && index.spread.high >= 0;
  return index;
}

static void resample(const Kind *kind, const CdMatrix *columns, const CdIndicesOptions *options, double *resampled)
{
  guint n = n_indices(kind);
  g_autofree double *index = g_new(double, n);
  g_autoptr(CdMatrix) means = cd_bootstrap_means(columns, columns->rows, options->resamples, options->seed, options->key);
  for (guint b = 0; b < options->resamples; b++) {
    reckon(kind, cd_matrix_row(means, b), index);
    for (guint i = 0; i < n; i++)
      resampled[(gsize)i * options->resamples + b] = index[i];
  }
}

static void fill_indices(CdIndices *indices, const Kind *kind, const Reckoned *it)
{
  guint n = kind->groups;
  indices->luck = index_at(it, AT_LUCK);
  indices->dummy_first = index_at(it, AT_DUMMY_FIRST);
  indices->dummy_total = index_at(it, AT_DUMMY_TOTAL);
  for (guint g = 0; g < n; g++) {
    indices->first[g] = index_at(it, at_first(g));
    indices->total[g] = index_at(it, at_total(g));
  }
  for (guint g = 0; kind->second && g < n; g++) {
    indices->second[g * n + g] = (CdIndex){.value = NAN, .spread = {NAN, NAN, NAN, NAN, NAN}};
    for (guint h = g + 1; h < n; h++)
      indices->second[g * n + h] = indices->second[h * n + g] = index_at(it, at_second(kind, g, h));
  }
}

static CdIndices *indices_empty(const Kind *kind)
{
  CdIndices *indices = g_new0(CdIndices, 1);
  indices->groups = kind->groups;
  indices->first = g_new0(CdIndex, kind->groups);
  indices->total = g_new0(CdIndex, kind->groups);
  if (kind->second)
    indices->second = g_new0(CdIndex, (gsize)kind->groups * kind->groups);
  return indices;
}

static bool is_told(const CdSaltelli *outcomes, const CdIndicesOptions *options, GError **error)
{
  if (options->luck == CD_LUCK_NONE || outcomes->shape.replicates > 1)
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "each row was run once: luck can be told from assumptions only where rows are run twice or more");
  return false;
}

/* Of A and B, runs and all. */
static bool is_constant(const double *mean, double centre)
{
  return !cd_varies(mean[CD_COLUMN_SQUARE], centre) && !cd_varies(mean[CD_COLUMN_LUCK], centre);
}

CdIndices *cd_indices_new(const CdSaltelli *outcomes, guint points, const CdIndicesOptions *options, GError **error)
{
  g_assert(points >= 2 && points <= outcomes->n && options->resamples != 1);
  Kind kind = {outcomes->shape.groups, outcomes->shape.second, options->luck != CD_LUCK_NONE, options->first};
  if (!is_told(outcomes, options, error))
    return NULL;
  double centre;
  g_autoptr(CdMatrix) columns = cd_indices_columns(outcomes, points, options, &centre);
  g_autofree double *mean = g_new(double, columns->stride), *value = g_new(double, n_indices(&kind));
  g_autofree double *resampled = g_new(double, (gsize)n_indices(&kind) * options->resamples + 1);
  cd_matrix_means(columns, points, mean);
  if (is_constant(mean, centre)) {
    cd_say_constant(2 * points, centre, error);
    return NULL;
  }
  reckon(&kind, mean, value);
  if (options->resamples > 1)
    resample(&kind, columns, options, resampled);
  CdIndices *indices = indices_empty(&kind);
  indices->n = points;
  indices->n_dropped = outcomes->n_dropped;
  indices->replicates = outcomes->shape.replicates;
  indices->mean = centre + centre_of(mean);
  indices->variance = variance_of(mean);
  indices->luck_variance = kind.luck ? mean[CD_COLUMN_LUCK] : NAN;
  fill_indices(indices, &kind, &(Reckoned){value, resampled, options->resamples, options->confidence});
  return indices;
}

void cd_indices_free(CdIndices *indices)
{
  if (!indices)
    return;
  g_free(indices->first);
  g_free(indices->total);
  g_free(indices->second);
  g_free(indices);
}

/* --- Is it enough? --------------------------------------------------------------------------------------------------------------- */

GPtrArray *cd_indices_growth(const CdSaltelli *outcomes, guint least, const CdIndicesOptions *options, GError **error)
{
  g_autoptr(GPtrArray) growth = g_ptr_array_new_with_free_func((GDestroyNotify)cd_indices_free);
  for (guint64 n = MAX(least, 2); n < outcomes->n; n *= 2) {
    CdIndices *indices = cd_indices_new(outcomes, (guint)n, options, NULL);
    if (indices)
      g_ptr_array_add(growth, indices);
  }
  CdIndices *all = cd_indices_new(outcomes, outcomes->n, options, error);
  if (!all)
    return NULL;
  g_ptr_array_add(growth, all);
  return g_steal_pointer(&growth);
}

static void hold(CdEnough *enough, const CdIndex *index, guint group, bool total)
{
  double half = (index->spread.high - index->spread.low) / 2;
  if (half > enough->half_width || (isnan(enough->half_width) && !isnan(half))) {
    enough->half_width = half;
    enough->group = group;
    enough->total = total;
  }
}

CdEnough cd_indices_enough(const CdIndices *indices, double wanted)
{
  g_assert(wanted > 0);
  CdEnough enough = {.half_width = NAN};
  for (guint g = 0; g < indices->groups; g++) {
    hold(&enough, &indices->first[g], g, false);
    hold(&enough, &indices->total[g], g, true);
  }
  enough.enough = enough.half_width <= wanted;
  double times = enough.half_width / wanted;
  double needed = isnan(times) ? 2.0 * indices->n : MIN(indices->n * times * times, (double)NEEDED_MOST);
  for (enough.needed = 1; (double)enough.needed < needed;)
    enough.needed *= 2;
  return enough;
}
