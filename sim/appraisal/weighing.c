#include "sim/appraisal/weighing.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include "sim/appraisal/results.h"
#include "sim/base/mean.h"
#include "sim/base/order.h"

#define ALIKE 1e-12 /* scores no farther apart are one */

double cd_tipping_weight(double at, double rest)
{
  double weight = rest / (rest - at) + 0.0; /* never a nought below nought */
  return weight >= 0 && weight <= 1 ? weight : NAN;
}

/* Means of what a weight is put on and of the rest, with the squares of the errors of both. */
typedef struct {
  double at, rest, at_at, at_rest, rest_rest, t;
} Sides;

static Sides sides_of(const double *at, const double *rest, guint n)
{
  Sides it = {.at = cd_mean(at, n), .rest = cd_mean(rest, n)};
  for (guint k = 0; k < n; k++) {
    it.at_at += (at[k] - it.at) * (at[k] - it.at) / (n - 1) / n;
    it.at_rest += (at[k] - it.at) * (rest[k] - it.rest) / (n - 1) / n;
    it.rest_rest += (rest[k] - it.rest) * (rest[k] - it.rest) / (n - 1) / n;
  }
  it.t = gsl_cdf_tdist_Pinv(0.975, n - 1.0);
  return it;
}

static bool tells(const Sides *it, double w)
{
  double mean = w * it->at + (1 - w) * it->rest;
  double square = w * w * it->at_at + 2 * w * (1 - w) * it->at_rest + (1 - w) * (1 - w) * it->rest_rest;
  return fabs(mean) > fmax(it->t * sqrt(fmax(square, 0)), ALIKE);
}

/* Between a weight at which it is told and one at which it is not. */
static double edge(const Sides *it, double told, double untold)
{
  for (guint step = 0; step < 60; step++) {
    double middle = (told + untold) / 2;
    *(tells(it, middle) ? &told : &untold) = middle;
  }
  return untold;
}

CdInterval cd_tipping_interval(const double *at, const double *rest, guint n, double weight)
{
  const Sides it = sides_of(at, rest, n);
  double tips_at = cd_tipping_weight(it.at, it.rest), last = tips_at < weight ? 0 : 1;
  double near = edge(&it, weight, tips_at), far = tells(&it, last) ? edge(&it, last, tips_at) : last;
  return (CdInterval){MIN(near, far), MAX(near, far)};
}

void cd_add_ranks(const double *score, guint n, double part, double *rank)
{
  for (guint o = 0; o < n; o++) {
    guint above = 0, level = 0;
    for (guint p = 0; p < n; p++) {
      above += score[p] > score[o] + ALIKE;
      level += fabs(score[p] - score[o]) <= ALIKE;
    }
    for (guint r = above; r < above + level; r++)
      rank[(gsize)o * n + r] += part / level;
  }
}

/* Ticks of every draw: [(row * n_options + option) * replicates + k], 0 or 1; rows that are not worked out have none. */
typedef struct {
  const CdTableAnswer *table;
  const CdResults *results;
  bool *worked; /* [row] */
  double *tick;
  double *weight; /* [row * replicates + k] */
} Weighing;

static void tick_cell(Weighing *it, guint row, guint column)
{
  const CdResults *results = it->results;
  const CdTableCell *cell = &it->table->cell[(gsize)row * it->table->n_columns + column];
  if (cell->answer.n == 0)
    return;
  CdTableTest test = cd_table_test(results, it->table->first + row, cell->option);
  g_autofree double *x = cd_measure_sample(results, &test.measure);
  for (guint k = 0; k < results->replicates; k++)
    it->tick[((gsize)row * it->table->n_options + column) * results->replicates + k] =
        cd_criterion_margin_of(&test.criterion, (x[2 * k] + x[2 * k + 1]) / 2) > 0;
}

static void draw_weights(Weighing *it)
{
  CdWorld *world = cd_world_new(it->results->scenario);
  for (guint k = 0; k < it->results->replicates; k++) {
    cd_world_draw(world, it->results->seed, k);
    for (guint i = 0; i < it->table->n_rows; i++)
      it->weight[(gsize)i * it->results->replicates + k] = world->table_row[it->table->first + i].weight;
  }
  cd_world_free(world);
}

/* SCORE[option] in draw K: the weighted share of the criteria worked out in which it has the advantage. */
static void score_draw(const Weighing *it, guint k, double *score)
{
  guint n = it->table->n_options, replicates = it->results->replicates;
  double all = 0;
  for (guint o = 0; o < n; o++)
    score[o] = 0;
  for (guint i = 0; i < it->table->n_rows; i++) {
    double w = it->worked[i] ? it->weight[(gsize)i * replicates + k] : 0;
    all += w;
    for (guint o = 0; o < n; o++)
      score[o] += w * it->tick[((gsize)i * n + o) * replicates + k];
  }
  for (guint o = 0; o < n; o++)
    score[o] = all > 0 ? score[o] / all : 0;
}

static void score_options(CdTableAnswer *table, const Weighing *it)
{
  guint n = table->n_options, replicates = it->results->replicates;
  g_autofree double *score = g_new0(double, n + 1), *rank = g_new0(double, (gsize)n *n + 1),
                    *all = g_new0(double, (gsize)n *replicates + 1);
  for (guint k = 0; k < replicates; k++) {
    score_draw(it, k, score);
    cd_add_ranks(score, n, 1.0 / replicates, rank);
    for (guint o = 0; o < n; o++)
      all[(gsize)o * replicates + k] = score[o];
  }
  for (guint o = 0; o < n; o++) {
    double *own = &all[(gsize)o * replicates], sum = 0;
    for (guint k = 0; k < replicates; k++)
      sum += own[k];
    gsl_sort(own, 1, replicates);
    table->score[o].mean = sum / replicates;
    table->score[o].p5 = cd_quantile(own, replicates, 0.05);
    table->score[o].p95 = cd_quantile(own, replicates, 0.95);
    table->score[o].rank = g_memdup2(&rank[(gsize)o * n], n * sizeof *rank);
  }
}

static double mean_of(const double *x, guint n)
{
  double sum = 0;
  for (guint k = 0; k < n; k++)
    sum += x[k];
  return n > 0 ? sum / n : NAN;
}

static void score_marks(CdTableAnswer *table, const Weighing *it)
{
  double all = 0;
  for (guint i = 0; i < table->n_rows; i++) {
    double w = it->worked[i] ? mean_of(&it->weight[(gsize)i * it->results->replicates], it->results->replicates) : 0;
    all += w;
    for (guint o = 0; o < table->n_options; o++)
      table->score[o].marks += w * table->cell[(gsize)i * table->n_columns + o].marked;
  }
  for (guint o = 0; o < table->n_options; o++)
    table->score[o].marks = all > 0 ? table->score[o].marks / all : NAN;
}

/* The share of draws in which column A has the advantage of ROW, less that of B. */
static double lead_in(const Weighing *it, guint row, guint a, guint b)
{
  guint n = it->table->n_options, replicates = it->results->replicates;
  return mean_of(&it->tick[((gsize)row * n + a) * replicates], replicates) -
         mean_of(&it->tick[((gsize)row * n + b) * replicates], replicates);
}

static int nearer(gconstpointer a, gconstpointer b)
{
  const CdTip *x = a, *y = b;
  double dx = fabs(x->tips_at - x->weight), dy = fabs(y->tips_at - y->weight);
  if (dx != dy)
    return dx < dy ? -1 : 1;
  guint i = (x->ahead * G_MAXUINT16 + x->behind) * G_MAXUINT8 + x->criterion,
        j = (y->ahead * G_MAXUINT16 + y->behind) * G_MAXUINT8 + y->criterion;
  return (i > j) - (i < j);
}

/* Of two options' sums at weights SHARE, draw by draw: the mean of their difference, and its 95 % interval. */
static CdMean lead_at(const Weighing *it, const double *share, guint a, guint b)
{
  guint n = it->table->n_options, replicates = it->results->replicates;
  g_autofree double *lead = g_new0(double, replicates);
  for (guint k = 0; k < replicates; k++)
    for (guint i = 0; i < it->table->n_rows; i++)
      lead[k] +=
          share[i] * (it->tick[((gsize)i * n + a) * replicates + k] - it->tick[((gsize)i * n + b) * replicates + k]);
  return replicates > 1 ? cd_mean_interval(lead, replicates, 0.95)
                        : (CdMean){cd_mean(lead, replicates), -INFINITY, INFINITY};
}

/* Of two options, draw by draw: by how much A leads in ROW, and in all else at weights SHARE. */
static CdInterval interval_of(const Weighing *it, const double *share, guint row, guint a, guint b)
{
  guint n = it->table->n_options, replicates = it->results->replicates;
  g_autofree double *at = g_new(double, replicates), *rest = g_new0(double, replicates);
  for (guint k = 0; k < replicates; k++)
    for (guint i = 0; i < it->table->n_rows; i++) {
      double lead = it->tick[((gsize)i * n + a) * replicates + k] - it->tick[((gsize)i * n + b) * replicates + k];
      if (i == row)
        at[k] = lead;
      else
        rest[k] += share[i] * lead / (1 - share[row]);
    }
  return cd_tipping_interval(at, rest, replicates, share[row]);
}

/* None where these runs cannot tell which of the two is ahead: there would be nothing to tip. */
static void add_tips(const Weighing *it, const double *share, guint a, guint b, GArray *tips)
{
  CdMean lead = lead_at(it, share, a, b);
  double sum = lead.value;
  if (lead.low <= ALIKE && lead.high >= -ALIKE)
    return;
  for (guint i = 0; i < it->table->n_rows; i++) {
    if (!it->worked[i] || share[i] >= 1)
      continue;
    double at = lead_in(it, i, a, b), rest = (sum - share[i] * at) / (1 - share[i]);
    double tips_at = cd_tipping_weight(at, fabs(rest) > ALIKE ? rest : 0); /* rounding is no lead */
    if (!isfinite(tips_at))
      continue;
    CdInterval interval = interval_of(it, share, i, a, b);
    CdTip tip = {i,
                 sum > 0 ? a : b,
                 sum > 0 ? b : a,
                 share[i],
                 tips_at,
                 MIN(interval.low, tips_at),
                 MAX(interval.high, tips_at)};
    g_array_append_val(tips, tip);
  }
}

static void find_tips(CdTableAnswer *table, const Weighing *it)
{
  g_autofree double *share = g_new0(double, table->n_rows + 1);
  double all = 0;
  for (guint i = 0; i < table->n_rows; i++) {
    share[i] = it->worked[i] ? mean_of(&it->weight[(gsize)i * it->results->replicates], it->results->replicates) : 0;
    all += share[i];
  }
  if (all <= 0)
    return;
  for (guint i = 0; i < table->n_rows; i++)
    share[i] /= all;
  GArray *tips = g_array_new(FALSE, FALSE, sizeof(CdTip));
  for (guint a = 0; a < table->n_options; a++)
    for (guint b = a + 1; b < table->n_options; b++)
      add_tips(it, share, a, b, tips);
  g_array_sort(tips, nearer);
  table->n_tips = tips->len;
  table->tip = (CdTip *)(void *)g_array_free(tips, FALSE);
}

static void weighing_clear(Weighing *it)
{
  g_free(it->worked);
  g_free(it->tick);
  g_free(it->weight);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Weighing, weighing_clear)

static Weighing weighing_of(const CdTableAnswer *table, const CdResults *results)
{
  gsize rows = table->n_rows, replicates = results->replicates;
  Weighing it = {table, results, g_new0(bool, rows + 1), g_new0(double, rows * table->n_options * replicates + 1),
                 g_new0(double, rows *replicates + 1)};
  draw_weights(&it);
  for (guint i = 0; i < table->n_rows; i++)
    for (guint o = 0; o < table->n_options; o++) {
      it.worked[i] = it.worked[i] || table->cell[i * table->n_columns + o].answer.n > 0;
      tick_cell(&it, i, o);
    }
  return it;
}

void cd_weigh_table(CdTableAnswer *table, const CdResults *results)
{
  table->score = g_new0(CdTableScore, table->n_options + 1);
  g_auto(Weighing) it = weighing_of(table, results);
  score_options(table, &it);
  score_marks(table, &it);
  find_tips(table, &it);
}

/* TABLE with the cells that can be worked out marked as answered, and no answers: all that ticks need. */
static void lay_cells(CdTableAnswer *table, const CdResults *results, guint row)
{
  cd_lay_table(table, results->scenario, row);
  table->n_options = table->n_columns; /* those beside are weighed too */
  for (guint i = 0; i < table->n_rows; i++) {
    const CdTableRowSpec *spec = cd_scenario_table_row(results->scenario, table->first + i);
    bool has = spec->metric && cd_measure_value(results->layout, spec->metric, spec->whose) >= 0;
    for (guint c = 0; c < table->n_columns; c++) {
      CdTableCell *cell = &table->cell[(gsize)i * table->n_columns + c];
      cell->answer.n = has && spec->against != (int)cell->option ? results->replicates : 0;
    }
  }
}

double *cd_table_scores(const CdResults *results, guint row)
{
  CdTableAnswer table;
  lay_cells(&table, results, row);
  g_auto(Weighing) it = weighing_of(&table, results);
  gsize n = results->n_forced;
  double *sums = g_new(double, n * results->replicates + 1);
  g_autofree double *score = g_new0(double, table.n_columns + 1);
  for (guint k = 0; k < results->replicates; k++) {
    for (guint s = 0; s < n; s++)
      sums[k * n + s] = NAN;
    score_draw(&it, k, score);
    for (guint c = 0; c < table.n_columns; c++)
      sums[k * n + table.column[c]] = round(score[c] / ALIKE) * ALIKE;
  }
  g_free(table.cell);
  g_free(table.column);
  return sums;
}
