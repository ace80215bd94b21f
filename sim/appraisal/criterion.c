#include "sim/appraisal/criterion.h"

#include <math.h>

const char *cd_estimand_text(CdEstimand estimand)
{
  static const char *const text[] = {"effect", "event", "ordering"};
  return text[estimand];
}

CdEstimand cd_criterion_estimand(const CdCriterion *criterion)
{
  switch (criterion->expect) {
  case CD_EXPECT_LIKELY:
  case CD_EXPECT_UNLIKELY:
    return CD_ESTIMAND_EVENT;
  case CD_EXPECT_BEFORE:
    return CD_ESTIMAND_ORDERING;
  case CD_EXPECT_MORE:
  case CD_EXPECT_LESS:
  case CD_EXPECT_NO_MORE:
  case CD_EXPECT_NO_LESS:
  case CD_EXPECT_AT_LEAST:
  case CD_EXPECT_AT_MOST:
    return CD_ESTIMAND_EFFECT;
  }
  g_assert_not_reached();
}

/* Of one run: whether it happens, or the value that says so. */
static double event_of(const CdCriterion *criterion, double x)
{
  if (isnan(x) || (isnan(criterion->from) && isnan(criterion->to)))
    return x;
  return !(x < criterion->from) && !(x > criterion->to);
}

static CdShareOfAssumptions rest_of(CdShareOfAssumptions it)
{
  return (CdShareOfAssumptions){1 - it.share, 1 - it.high, 1 - it.low};
}

/* Of differences of which SIDED tells those beyond delta. */
static CdShareOfAssumptions holding(const CdCriterion *criterion, const CdSided *sided)
{
  switch (criterion->expect) {
  case CD_EXPECT_MORE:
    return sided->up;
  case CD_EXPECT_LESS:
    return sided->down;
  case CD_EXPECT_NO_MORE:
  case CD_EXPECT_AT_MOST:
    return rest_of(sided->up);
  case CD_EXPECT_NO_LESS:
  case CD_EXPECT_AT_LEAST:
    return rest_of(sided->down);
  case CD_EXPECT_BEFORE:
    return criterion->better == CD_LOWER ? sided->down : sided->up;
  case CD_EXPECT_LIKELY:
  case CD_EXPECT_UNLIKELY:
    break;
  }
  g_assert_not_reached();
}

/* What the measure is held against: the limit, or nought with delta on either side. */
static double level_of(const CdCriterion *criterion)
{
  return criterion->expect == CD_EXPECT_AT_LEAST || criterion->expect == CD_EXPECT_AT_MOST ? criterion->limit : 0;
}

static double delta_of(const CdCriterion *criterion)
{
  bool matters = criterion->expect == CD_EXPECT_MORE || criterion->expect == CD_EXPECT_LESS ||
                 criterion->expect == CD_EXPECT_NO_MORE || criterion->expect == CD_EXPECT_NO_LESS;
  return matters ? criterion->delta : 0;
}

/* The level is taken off for the shares and put on again, so that what is told is the measure. */
static CdAnswer answer_effect(const CdCriterion *criterion, const double *x, guint replicates, double confidence,
                              guint64 seed, guint64 key)
{
  g_autofree double *level = g_new(double, 2 * (gsize)replicates);
  for (guint r = 0; r < 2 * replicates; r++)
    level[r] = level_of(criterion);
  CdSided sided;
  CdAnswer out = {.estimand = cd_criterion_estimand(criterion), .event = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0}};
  out.effect = cd_difference_sided(x, level, replicates, delta_of(criterion), confidence, seed, key, &sided);
  CdSummary *d = &out.effect.d;
  double by = level_of(criterion);
  d->mean += by, d->low += by, d->high += by, d->p5 += by, d->p95 += by;
  out.n = d->n;
  out.holds = holding(criterion, &sided);
  return out;
}

static CdAnswer answer_event(const CdCriterion *criterion, const double *x, guint replicates, double confidence)
{
  g_autofree double *y = g_new(double, 2 * (gsize)replicates);
  for (guint r = 0; r < 2 * replicates; r++)
    y[r] = event_of(criterion, x[r]);
  const CdSummary nothing = {NAN, NAN, NAN, NAN, NAN, NAN, 0};
  CdAnswer out = {.estimand = CD_ESTIMAND_EVENT, .effect = cd_difference_untold(nothing)};
  out.event =
      cd_event_chance(y, replicates, criterion->chance, criterion->expect == CD_EXPECT_UNLIKELY, confidence, &out.holds);
  out.n = out.event.n;
  return out;
}

CdAnswer cd_criterion_answer(const CdCriterion *criterion, const double *x, guint replicates, double confidence,
                             guint64 seed, guint64 key)
{
  return cd_criterion_estimand(criterion) == CD_ESTIMAND_EVENT
             ? answer_event(criterion, x, replicates, confidence)
             : answer_effect(criterion, x, replicates, confidence, seed, key);
}

double cd_criterion_margin_of(const CdCriterion *criterion, double x)
{
  switch (criterion->expect) {
  case CD_EXPECT_MORE:
    return x - criterion->delta;
  case CD_EXPECT_LESS:
    return -x - criterion->delta;
  case CD_EXPECT_NO_MORE:
    return criterion->delta - x;
  case CD_EXPECT_NO_LESS:
    return criterion->delta + x;
  case CD_EXPECT_BEFORE:
    return criterion->better == CD_LOWER ? -x : x;
  case CD_EXPECT_AT_LEAST:
    return x - criterion->limit;
  case CD_EXPECT_AT_MOST:
    return criterion->limit - x;
  case CD_EXPECT_LIKELY:
    return event_of(criterion, x) - criterion->chance;
  case CD_EXPECT_UNLIKELY:
    return criterion->chance - event_of(criterion, x);
  }
  g_assert_not_reached();
}

void cd_criterion_margin(const CdCriterion *criterion, const double *x, guint replicates, double *margin)
{
  for (guint r = 0; r < 2 * replicates; r++)
    margin[r] = cd_criterion_margin_of(criterion, x[r]);
}
