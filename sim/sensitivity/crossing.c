#include "sim/sensitivity/crossing.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>
#include "sim/base/order.h"
#include "sim/base/random.h"

#define CONFIDENCE 0.95
#define RESAMPLES 400u
/* Of a gap between two values scanned, an end is found to one part in 2^HALVINGS. */
#define HALVINGS 6u

typedef struct {
  const CdNoisyFunction *function;
  CdCrossings *out;
  const double *x;
  guint n;
  CdEstimate *at; /* [n] */
  bool *known;    /* [n] */
  double student; /* quantile of one value by itself */
} Search;

static bool is_defined(const CdEstimate *estimate)
{
  return isfinite(estimate->mean) && isfinite(estimate->se) && estimate->part;
}

/* --- scanning --- */

static bool scan(Search *it, guint stride)
{
  g_autofree double *x = g_new(double, it->n);
  g_autofree CdEstimate *into = g_new0(CdEstimate, it->n);
  g_autofree guint *place = g_new(guint, it->n);
  guint wanted = 0;
  for (guint i = 0; i < it->n; i += stride)
    if (!it->known[i]) {
      x[wanted] = it->x[i];
      place[wanted++] = i;
    }
  bool goes_on = it->function->estimate(it->function->user, x, wanted, into);
  for (guint w = 0; w < wanted; w++) {
    it->at[place[w]] = into[w];
    it->known[place[w]] = goes_on;
  }
  return goes_on;
}

/* The largest studentised error under one draw of the multipliers. */
static double largest_error(const Search *it, const double *multiplier)
{
  double largest = 0;
  for (guint i = 0; i < it->n; i++) {
    const CdEstimate *estimate = &it->at[i];
    if (!it->known[i] || !is_defined(estimate) || !(estimate->se > 0))
      continue;
    double sum = 0;
    for (guint k = 0; k < it->function->n_parts; k++)
      sum += multiplier[k] * estimate->part[k];
    largest = MAX(largest, fabs(sum) / estimate->se);
  }
  return largest;
}

static double critical_of(const Search *it, guint64 seed, guint64 key)
{
  double error[RESAMPLES];
  g_autofree double *multiplier = g_new(double, it->function->n_parts + 1);
  for (guint b = 0; b < RESAMPLES; b++) {
    CdStream stream = cd_stream(seed, b, CD_PURPOSE_BOOTSTRAP, key);
    for (guint k = 0; k < it->function->n_parts; k++)
      multiplier[k] = cd_stream_normal(stream, k / 1024, k % 1024);
    error[b] = largest_error(it, multiplier);
  }
  gsl_sort(error, 1, RESAMPLES);
  double normal = gsl_cdf_ugaussian_Pinv((1 + CONFIDENCE) / 2);
  return MAX(cd_quantile(error, RESAMPLES, CONFIDENCE) / normal, 1) * it->student;
}

static int side_of(const CdEstimate *estimate, double critical)
{
  if (!is_defined(estimate) || !(fabs(estimate->mean) > critical * estimate->se))
    return 0;
  return estimate->mean > 0 ? 1 : -1;
}

/* What was scanned, with the band of it all. */
static void tell(Search *it, guint64 seed, guint64 key)
{
  CdCrossings *out = it->out;
  out->critical = critical_of(it, seed, key);
  out->n_scanned = 0;
  for (guint i = 0; i < it->n; i++)
    if (it->known[i])
      out->scanned[out->n_scanned++] =
          (CdScanned){it->x[i], it->at[i].mean, it->at[i].se, side_of(&it->at[i], out->critical)};
}

/* All on one side, and nearer to one another than to nought. */
static bool is_far(const CdCrossings *out)
{
  double least = INFINITY, low = INFINITY, high = -INFINITY;
  for (guint i = 0; i < out->n_scanned; i++) {
    const CdScanned *at = &out->scanned[i];
    if (at->side == 0 || at->side != out->scanned[0].side)
      return false;
    least = MIN(least, fabs(at->mean) - out->critical * at->se);
    low = MIN(low, at->mean);
    high = MAX(high, at->mean);
  }
  return least > high - low;
}

/* --- between two values --- */

typedef enum { SEEK_ROOT, SEEK_LAST_OF_OLD, SEEK_FIRST_OF_NEW } Sought;

/* Whether what is SOUGHT lies above the value of ESTIMATE: SIDE is that of the bracket's lower end. */
static bool lies_above(const Search *it, Sought sought, int side, const CdEstimate *estimate)
{
  double height = side * estimate->mean, half = it->student * estimate->se;
  switch (sought) {
  case SEEK_ROOT:
    return height > 0;
  case SEEK_LAST_OF_OLD:
    return height > half;
  case SEEK_FIRST_OF_NEW:
    return height > -half;
  }
  g_assert_not_reached();
}

/* FROM is below what is sought, TO above. */
static bool halve(const Search *it, Sought sought, int side, double from, double to, double *found)
{
  for (guint h = 0; h < HALVINGS; h++) {
    double middle = (from + to) / 2;
    CdEstimate at = {0};
    bool goes_on = it->function->estimate(it->function->user, &middle, 1, &at);
    bool above = goes_on && lies_above(it, sought, side, &at);
    g_free(at.part);
    if (!goes_on)
      return false;
    *(above ? &from : &to) = middle;
  }
  *found = (from + to) / 2;
  return true;
}

/* Brings FROM and TO nearer by what was scanned between them: to the first neighbours of which the latter is no longer below what is sought. */
static void narrow(const Search *it, Sought sought, int side, double *from, double *to)
{
  double last = *to;
  for (guint i = 0; i < it->n; i++) {
    if (!it->known[i] || !is_defined(&it->at[i]) || it->x[i] <= *from || it->x[i] >= last)
      continue;
    if (!lies_above(it, sought, side, &it->at[i])) {
      *to = it->x[i];
      return;
    }
    *from = it->x[i];
  }
}

/* The same from above: to the last neighbours of which the former is still below it. */
static void narrow_from_above(const Search *it, Sought sought, int side, double *from, double *to)
{
  double first = *from;
  for (guint i = it->n; i-- > 0;) {
    if (!it->known[i] || !is_defined(&it->at[i]) || it->x[i] <= first || it->x[i] >= *to)
      continue;
    if (lies_above(it, sought, side, &it->at[i])) {
      *from = it->x[i];
      return;
    }
    *to = it->x[i];
  }
}

static bool look_between(Search *it, const CdScanned *a, const CdScanned *b, bool steps)
{
  CdCrossings *out = it->out;
  if (out->n == CD_CROSSINGS_MOST)
    return true;
  CdCrossing *crossing = &out->crossing[out->n++];
  *crossing = (CdCrossing){a->x, b->x, a->side, NAN, a->x, b->x};
  if (steps)
    return true;
  double from = a->x, to = b->x;
  narrow(it, SEEK_ROOT, a->side, &from, &to);
  if (!halve(it, SEEK_ROOT, a->side, from, to, &crossing->value))
    return false;
  from = a->x;
  to = b->x;
  narrow(it, SEEK_LAST_OF_OLD, a->side, &from, &to);
  if (!halve(it, SEEK_LAST_OF_OLD, a->side, from, MIN(to, crossing->value), &crossing->low))
    return false;
  from = a->x;
  to = b->x;
  narrow_from_above(it, SEEK_FIRST_OF_NEW, a->side, &from, &to);
  return halve(it, SEEK_FIRST_OF_NEW, a->side, MAX(from, crossing->value), to, &crossing->high);
}

static bool look(Search *it, bool steps)
{
  CdCrossings *out = it->out;
  const CdScanned *last = NULL;
  guint defined = 0, untold = 0;
  for (guint i = 0; i < out->n_scanned; i++) {
    const CdScanned *at = &out->scanned[i];
    defined += isfinite(at->mean) ? 1 : 0;
    untold += at->side == 0;
    if (at->side == 0)
      continue;
    if (last && last->side != at->side && !look_between(it, last, at, steps))
      return false;
    last = at;
  }
  out->kind = defined < 2   ? CD_CROSSES_UNDEFINED
              : out->n > 1  ? CD_CROSSES_OFTEN
              : out->n == 1 ? CD_CROSSES_ONCE
              : untold == 0 ? CD_CROSSES_NOWHERE
                            : CD_CROSSES_UNTOLD;
  return true;
}

static bool search(Search *it, bool steps, guint64 seed, guint64 key)
{
  guint stride = !steps && it->n == CD_SCAN_POINTS ? (CD_SCAN_POINTS - 1) / (CD_SCAN_FIRST - 1) : 1;
  if (!scan(it, stride))
    return false;
  tell(it, seed, key);
  if (stride > 1 && !is_far(it->out)) {
    if (!scan(it, 1))
      return false;
    tell(it, seed, key);
  }
  return look(it, steps);
}

CdCrossings *cd_crossings_find(const CdNoisyFunction *function, const double *x, guint n, bool steps, guint64 seed,
                               guint64 key)
{
  g_autoptr(CdCrossings) out = g_new0(CdCrossings, 1);
  out->scanned = g_new0(CdScanned, n + 1);
  Search it = {function,
               out,
               x,
               n,
               g_new0(CdEstimate, n + 1),
               g_new0(bool, n + 1),
               gsl_cdf_tdist_Pinv((1 + CONFIDENCE) / 2, function->freedom)};
  bool complete = search(&it, steps, seed, key);
  for (guint i = 0; i < n; i++)
    g_free(it.at[i].part);
  g_free(it.at);
  g_free(it.known);
  return complete ? g_steal_pointer(&out) : NULL;
}

void cd_crossings_free(CdCrossings *crossings)
{
  if (!crossings)
    return;
  g_free(crossings->scanned);
  g_free(crossings);
}

int cd_crossings_side(const CdCrossings *crossings, double x)
{
  if (crossings->n > 0) {
    for (guint c = 0; c < crossings->n; c++) {
      const CdCrossing *it = &crossings->crossing[c];
      if (x <= (isnan(it->value) ? it->from : it->value))
        return it->side;
    }
    return -crossings->crossing[crossings->n - 1].side;
  }
  for (guint i = 0; i < crossings->n_scanned; i++)
    if (crossings->scanned[i].side != 0)
      return crossings->scanned[i].side;
  return 0;
}
