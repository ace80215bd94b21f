#include "sim/experiment/flip.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>
#include "sim/base/hash.h"
#include "sim/scenario/load.h"

#define CONFIDENCE 0.95
#define WIDENINGS 3u
/* Beyond its range an assumption is looked at in steps that double, up to so many times the range's width. */
#define BEYOND_LEAST 0.125
#define BEYOND_MOST 32
/* To tell whether what is asked depends on it at all: chance is shared, so that what does not is equal but for rounding. */
#define PART_REPLICATES 10u
#define ROUNDING 1e-9

/* --- estimates --- */

bool cd_flip_is_clear(const CdFlipEnd *end)
{
  return isfinite(end->mean) && fabs(end->mean) > end->half;
}

CdFlipEnd cd_flip_end(double x, CdEstimate *estimate, double freedom)
{
  double half = gsl_cdf_tdist_Pinv((1 + CONFIDENCE) / 2, freedom) * estimate->se;
  g_clear_pointer(&estimate->part, g_free);
  return (CdFlipEnd){x, estimate->mean, estimate->se, half};
}

static const CdHeld *held_of(const GArray *held)
{
  return (const CdHeld *)(const void *)held->data;
}

bool cd_flip_estimate(CdFlipWork *work, const GArray *held, const guint *lever, guint n, CdEstimate *into)
{
  const CdFlip *flip = work->flip;
  g_autofree const double **with = g_new(const double *, n + 1);
  g_autofree double *d = g_new(double, flip->each);
  guint n_with = 0;
  if (!cd_probe_held(&work->probe, held_of(held), held->len, flip->seed, flip->each, d))
    return false;
  with[n_with++] = work->base;
  for (guint l = 0; l < n; l++)
    if (flip->lever[lever[l]].lever.is_drawn)
      with[n_with++] = &work->drawn[(gsize)lever[l] * flip->replicates];
  *into = cd_controlled(with, n_with, flip->replicates, d, flip->each);
  return true;
}

bool cd_flip_try(CdFlipWork *work, const GArray *held, guint trial, CdFlipEnd *into)
{
  const CdFlip *flip = work->flip;
  g_autofree double *d = g_new(double, flip->replicates);
  if (!cd_probe_held(&work->probe, held_of(held), held->len, flip->fresh + trial, flip->replicates, d))
    return false;
  CdEstimate estimate = cd_uncontrolled(d, flip->replicates);
  *into = cd_flip_end(NAN, &estimate, flip->replicates - 1.0);
  return true;
}

/* --- one crossing --- */

static bool try_at(CdFlipWork *work, CdFlipHold hold, gconstpointer user, double x, guint trial, CdFlipEnd *end)
{
  g_autoptr(GArray) held = hold(user, x);
  bool goes_on = cd_flip_try(work, held, trial, end);
  end->x = x;
  return goes_on;
}

static bool holds(const CdFlipEnd *end, int side)
{
  return cd_flip_is_clear(end) && (end->mean > 0) == (side > 0);
}

bool cd_flip_confirm(CdFlipWork *work, CdFlipHold hold, gconstpointer user, const CdCrossings *found, guint c,
                     bool steps, CdFlipPoint *point)
{
  const CdCrossing *crossing = &found->crossing[c];
  double least = c > 0 ? found->crossing[c - 1].high : found->scanned[0].x;
  double most = c + 1 < found->n ? found->crossing[c + 1].low : found->scanned[found->n_scanned - 1].x;
  *point = (CdFlipPoint){.at = *crossing, .low = crossing->low, .high = crossing->high};
  double half = (crossing->high - crossing->low) / 2;
  for (guint trial = 0; trial <= WIDENINGS && !point->confirmed; trial++) {
    if (!try_at(work, hold, user, point->low, 2 * trial, &point->end[0]) ||
        !try_at(work, hold, user, point->high, 2 * trial + 1, &point->end[1]))
      return false;
    bool before = holds(&point->end[0], crossing->side), after = holds(&point->end[1], -crossing->side);
    point->confirmed = before && after;
    if (point->confirmed || steps || trial == WIDENINGS)
      break;
    point->low = before ? point->low : MAX(point->low - half, least);
    point->high = after ? point->high : MIN(point->high + half, most);
  }
  return true;
}

/* --- one assumption --- */

typedef struct {
  CdFlipWork *work;
  const CdLever *lever;
  guint index; /* of it */
} Along;

static Along along_of(CdFlipWork *work, const CdFlipLever *it)
{
  return (Along){work, &it->lever, (guint)(it - work->flip->lever)};
}

static GArray *hold_lever(gconstpointer user, double x)
{
  const Along *along = user;
  GArray *held = g_array_new(FALSE, FALSE, sizeof(CdHeld));
  cd_lever_hold(along->work->flip->scenario, along->lever, x, held);
  return held;
}

static bool estimate(gpointer user, const double *x, guint n, CdEstimate *into)
{
  const Along *along = user;
  for (guint i = 0; i < n; i++) {
    g_autoptr(GArray) held = hold_lever(along, x[i]);
    if (!cd_flip_estimate(along->work, held, &along->index, 1, &into[i]))
      return false;
  }
  return true;
}

static CdCrossings *find(Along *along, const double *x, guint n, bool steps)
{
  const CdFlip *flip = along->work->flip;
  const CdNoisyFunction function = {estimate, along, flip->replicates, flip->freedom};
  return cd_crossings_find(&function, x, n, steps, flip->seed, cd_hash_text(along->lever->member[0].path));
}

static bool keep_points(CdFlipLever *it, Along *along, const CdCrossings *crossings, bool outside, bool steps)
{
  for (guint c = 0; c < crossings->n; c++) {
    it->point = g_renew(CdFlipPoint, it->point, it->n + 1);
    if (!cd_flip_confirm(along->work, hold_lever, along, crossings, c, steps, &it->point[it->n]))
      return false;
    it->point[it->n++].outside = outside;
  }
  return true;
}

/* Whether a handful of replicates differ at all between the ends. */
static bool takes_part(CdFlipWork *work, CdFlipLever *it, double low, double high, bool *part)
{
  Along along = along_of(work, it);
  double d[2][PART_REPLICATES];
  for (guint end = 0; end < 2; end++) {
    g_autoptr(GArray) held = hold_lever(&along, end ? high : low);
    if (!cd_probe_held(&work->probe, held_of(held), held->len, work->flip->seed, PART_REPLICATES, d[end]))
      return false;
  }
  *part = false;
  for (guint k = 0; k < PART_REPLICATES; k++)
    *part = *part || isnan(d[0][k]) != isnan(d[1][k]) || fabs(d[0][k] - d[1][k]) > ROUNDING * MAX(1, fabs(d[0][k]));
  return true;
}

static guint grid_within(const CdFlip *flip, const CdLever *lever, double *x)
{
  if (!lever->is_stepped) {
    for (guint i = 0; i < CD_SCAN_POINTS; i++)
      x[i] = lever->low + (lever->high - lever->low) * i / (CD_SCAN_POINTS - 1);
    x[CD_SCAN_POINTS - 1] = lever->high;
    return CD_SCAN_POINTS;
  }
  const CdAccordInput *it = &lever->member[0];
  const CdValue *value = cd_field_of(cd_scenario_row(flip->scenario, it->kind, it->row), it->field);
  memcpy(x, value->dist.point, value->dist.n_points * sizeof *x);
  return value->dist.n_points;
}

/* --- beyond its range --- */

static bool is_allowed(const CdFlip *flip, const CdLever *lever, const char *xml, double x)
{
  g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func(g_free);
  CdDist dist = {.kind = CD_DIST_POINT, .a = x};
  g_autofree char *text = cd_dist_format(&dist);
  for (guint m = 0; m < lever->n; m++)
    g_ptr_array_add(settings, g_strdup_printf("%s=%s", lever->member[m].path, text));
  g_ptr_array_add(settings, NULL);
  g_autoptr(CdScenario) scenario =
      cd_scenario_read_text(xml, strlen(xml), flip->scenario->id, NULL, (const char *const *)settings->pdata, NULL);
  return scenario;
}

/* Steps outwards from the end of the range, the first being that end; rising if UP, else falling. */
static guint grid_beyond(const CdFlip *flip, const CdLever *lever, bool up, double *x)
{
  const CdField *field = lever->member[0].field;
  double from = up ? lever->high : lever->low, limit = up ? field->high : field->low;
  double width = lever->high > lever->low ? lever->high - lever->low : fabs(from);
  if (!(width > 0))
    width = (field->high - field->low) / BEYOND_MOST;
  g_autofree char *xml = cd_scenario_to_xml(flip->scenario);
  guint n = 0;
  x[n++] = from;
  for (double step = BEYOND_LEAST; step <= BEYOND_MOST && x[n - 1] != limit; step *= 2) {
    double next = up ? MIN(from + step * width, limit) : MAX(from - step * width, limit);
    if (!is_allowed(flip, lever, xml, next))
      break;
    x[n++] = next;
  }
  return n;
}

static bool look_beyond(CdFlipWork *work, CdFlipLever *it, bool up)
{
  double outwards[16], x[16];
  guint n = grid_beyond(work->flip, &it->lever, up, outwards);
  if (n < 2)
    return true;
  for (guint i = 0; i < n; i++)
    x[i] = outwards[up ? i : n - 1 - i];
  Along along = along_of(work, it);
  CdCrossings *found = find(&along, x, n, false);
  *(up ? &it->above : &it->below) = found;
  return found && keep_points(it, &along, found, true, false);
}

/* --- all of it --- */

/* By how its distribution lies about the roots; in steps fine enough for whole per cent. */
static double share_reversed(const CdFlip *flip, const CdFlipLever *it)
{
  enum { STEPS = 2000 };
  guint reversed = 0;
  if (!it->lever.is_drawn || !it->within || flip->side == 0)
    return NAN;
  for (guint i = 0; i < STEPS; i++)
    reversed += cd_crossings_side(it->within, cd_lever_at(flip->scenario, &it->lever, (i + 0.5) / STEPS)) == -flip->side;
  return (double)reversed / STEPS;
}

static int by_place(gconstpointer a, gconstpointer b)
{
  double x = ((const CdFlipPoint *)a)->low, y = ((const CdFlipPoint *)b)->low;
  return (x > y) - (x < y);
}

static bool look_within(CdFlipWork *work, CdFlipLever *it)
{
  double x[CD_SCAN_POINTS + CD_DIST_MAX_POINTS];
  Along along = along_of(work, it);
  bool part = true;
  if (!takes_part(work, it, it->lever.low, it->lever.high, &part))
    return false;
  it->no_part = !part;
  if (!part)
    return true;
  guint n = grid_within(work->flip, &it->lever, x);
  it->within = find(&along, x, n, it->lever.is_stepped);
  return it->within && keep_points(it, &along, it->within, false, it->lever.is_stepped);
}

bool cd_flip_look(CdFlipWork *work, CdFlipLever *it)
{
  const CdFlip *flip = work->flip;
  it->reversed = NAN;
  if (it->lever.is_drawn && !look_within(work, it))
    return false;
  bool beyond = flip->beyond || (!it->lever.is_drawn && flip->chosen);
  if (beyond && !it->no_part && it->n == 0 && cd_lever_is_alike(flip->scenario, &it->lever))
    if (!look_beyond(work, it, false) || !look_beyond(work, it, true))
      return false;
  it->reversed = share_reversed(flip, it);
  if (it->n > 1)
    qsort(it->point, it->n, sizeof *it->point, by_place);
  return true;
}
