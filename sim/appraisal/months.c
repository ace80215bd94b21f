#include "sim/appraisal/months.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include "sim/appraisal/estimate.h"
#include "sim/base/order.h"

/* Sums are kept in whole parts of a person: added up in any order they come to the same. 2^20 parts of 10^10 people in 200 sets have room. */
#define PARTS 1048576.0
#define TOLD_TO 1e4

struct _CdMonthTally {
  CdMonthLayout layout;
  GMutex lock;
  gint64 *sum;   /* [cd_month_size()] over all sets */
  double *total; /* [((set * n_options + option) * n_months + month) * CD_MONTH_SUMS + sum] of all cells */
};

static double rounded(double x)
{
  double whole = round(x * TOLD_TO);
  return whole == 0 ? 0 : whole / TOLD_TO; /* never -0, which a store could not keep */
}

static gsize spreads(const CdMonthLayout *it)
{
  return (gsize)it->n_options * it->n_months * CD_MONTH_FIGURES;
}

CdMonths *cd_months_new(const CdMonthLayout *layout, guint n_sets)
{
  CdMonths *months = g_new0(CdMonths, 1);
  months->layout = *layout;
  months->n_sets = n_sets;
  months->mean = g_new0(double, cd_month_at(layout, layout->n_options, 0, 0) * CD_MONTH_FIGURES);
  months->spread = g_new0(CdMonthSpread, spreads(layout));
  return months;
}

void cd_months_free(CdMonths *months)
{
  if (!months)
    return;
  g_free(months->mean);
  g_free(months->spread);
  g_free(months);
}

CdMonthTally *cd_month_tally_new(const CdMonthLayout *layout)
{
  CdMonthTally *tally = g_new0(CdMonthTally, 1);
  tally->layout = *layout;
  g_mutex_init(&tally->lock);
  tally->sum = g_new0(gint64, cd_month_size(layout));
  tally->total = g_new0(double, (gsize)CD_MONTH_SETS * layout->n_options * layout->n_months * CD_MONTH_SUMS);
  return tally;
}

void cd_month_tally_free(CdMonthTally *tally)
{
  if (!tally)
    return;
  g_mutex_clear(&tally->lock);
  g_free(tally->sum);
  g_free(tally->total);
  g_free(tally);
}

static double *totals_of(const CdMonthTally *tally, guint set, guint option, guint month)
{
  const CdMonthLayout *it = &tally->layout;
  return &tally->total[(((gsize)set * it->n_options + option) * it->n_months + month) * CD_MONTH_SUMS];
}

void cd_month_tally_add(CdMonthTally *tally, guint set, const double *sum)
{
  const CdMonthLayout *it = &tally->layout;
  g_assert(set < CD_MONTH_SETS);
  for (guint option = 0; option < it->n_options; option++)
    for (guint month = 0; month < it->n_months; month++)
      for (guint s = 0; s < CD_MONTH_SUMS; s++)
        totals_of(tally, set, option, month)[s] = sum[cd_month_at(it, option, month, 0) * CD_MONTH_SUMS + s];
  g_mutex_lock(&tally->lock);
  for (gsize i = 0; i < cd_month_size(it); i++)
    tally->sum[i] += llround(sum[i] * PARTS);
  g_mutex_unlock(&tally->lock);
}

static void tell_means(CdMonths *months, const CdMonthTally *tally)
{
  const CdMonthLayout *it = &months->layout;
  for (gsize at = 0; at < cd_month_at(it, it->n_options, 0, 0); at++) {
    double mean[CD_MONTH_SUMS];
    for (guint s = 0; s < CD_MONTH_SUMS; s++)
      mean[s] = (double)tally->sum[at * CD_MONTH_SUMS + s] / PARTS / months->n_sets;
    for (guint f = 0; f < CD_MONTH_FIGURES; f++)
      months->mean[at * CD_MONTH_FIGURES + f] = rounded(cd_month_figure((CdMonthFigure)f, mean));
  }
}

/* Sorts the N values X, of which those undefined are left out. */
static void band(double *x, guint n, double *p5, double *p95)
{
  guint known = 0;
  for (guint i = 0; i < n; i++)
    if (!isnan(x[i]))
      x[known++] = x[i];
  *p5 = *p95 = NAN;
  if (known == 0)
    return;
  gsl_sort(x, 1, known);
  *p5 = rounded(cd_quantile(x, known, 0.05));
  *p95 = rounded(cd_quantile(x, known, 0.95));
}

static double mean_of(const double *x, guint n)
{
  double sum = 0;
  guint known = 0;
  for (guint i = 0; i < n; i++)
    if (!isnan(x[i])) {
      sum += x[i];
      known++;
    }
  return known > 0 ? rounded(sum / known) : NAN;
}

/* X, CHANGE: room for a number a set. */
static CdMonthSpread spread_of(const CdMonths *months, const CdMonthTally *tally, guint option, guint month,
                               guint baseline, CdMonthFigure figure, double *x, double *change)
{
  CdMonthSpread spread;
  for (guint set = 0; set < months->n_sets; set++) {
    x[set] = cd_month_figure(figure, totals_of(tally, set, option, month));
    change[set] = x[set] - cd_month_figure(figure, totals_of(tally, set, baseline, month));
  }
  spread.change = mean_of(change, months->n_sets);
  band(x, months->n_sets, &spread.p5, &spread.p95);
  band(change, months->n_sets, &spread.change_p5, &spread.change_p95);
  return spread;
}

CdMonths *cd_month_tally_tell(const CdMonthTally *tally, guint n_sets, guint baseline)
{
  const CdMonthLayout *it = &tally->layout;
  g_assert(n_sets > 0 && n_sets <= CD_MONTH_SETS && baseline < it->n_options);
  CdMonths *months = cd_months_new(it, n_sets);
  tell_means(months, tally);
  g_autofree double *x = g_new(double, n_sets), *change = g_new(double, n_sets);
  for (guint option = 0; option < it->n_options; option++)
    for (guint month = 0; month < it->n_months; month++)
      for (guint f = 0; f < CD_MONTH_FIGURES; f++)
        months->spread[((gsize)option * it->n_months + month) * CD_MONTH_FIGURES + f] =
            spread_of(months, tally, option, month, baseline, (CdMonthFigure)f, x, change);
  return months;
}
