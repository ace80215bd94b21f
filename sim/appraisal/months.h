/* months.h - every option month by month, over the first sets of assumptions of a run: gathered while it runs, told when it is over.
 *
 * A set is one draw of the inputs, each with the tenders of both lucks; all other chance is averaged out exactly (engine/months.h). */
#pragma once

#include "sim/engine/months.h"

/* Sets told of: enough for a band of 90 %, and the time of a long run is not lengthened by more than its first part is. */
#define CD_MONTH_SETS 200u

/* One figure of all cells together, over the sets: its band, and how it differs from business as usual on the same assumptions. */
typedef struct {
  double p5, p95;
  double change, change_p5, change_p95;
} CdMonthSpread;

/* Numbers to a ten-thousandth (of a person); NAN where there is nobody to tell of. */
typedef struct {
  CdMonthLayout layout;
  guint n_sets;
  double *mean;          /* [cd_month_at() * CD_MONTH_FIGURES + figure]; of ratios, that of the mean sums */
  CdMonthSpread *spread; /* [(option * n_months + month) * CD_MONTH_FIGURES + figure] */
} CdMonths;

CdMonths *cd_months_new(const CdMonthLayout *layout, guint n_sets); /* all nought */
void cd_months_free(CdMonths *months);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdMonths, cd_months_free)

static inline double cd_month_mean(const CdMonths *months, guint option, guint month, guint slice, CdMonthFigure figure)
{
  return months->mean[cd_month_at(&months->layout, option, month, slice) * CD_MONTH_FIGURES + (guint)figure];
}
static inline const CdMonthSpread *cd_month_spread(const CdMonths *months, guint option, guint month, CdMonthFigure figure)
{
  return &months->spread[((gsize)option * months->layout.n_months + month) * CD_MONTH_FIGURES + (guint)figure];
}

/* Gathers sets from several threads; in which order they come changes nothing. */
typedef struct _CdMonthTally CdMonthTally;

CdMonthTally *cd_month_tally_new(const CdMonthLayout *layout);
void cd_month_tally_free(CdMonthTally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdMonthTally, cd_month_tally_free)

/* SUM[cd_month_size()] of SET, below CD_MONTH_SETS, each once. */
void cd_month_tally_add(CdMonthTally *tally, guint set, const double *sum);

/* Of the sets 0 .. N_SETS - 1, which are all that were added; BASELINE: the option that is business as usual. The caller frees. */
CdMonths *cd_month_tally_tell(const CdMonthTally *tally, guint n_sets, guint baseline);
