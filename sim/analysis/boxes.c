#include "sim/analysis/boxes.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"

#define CATEGORIES_MOST 64

/* Dealt by a coin, since the rows of a design may have an order. */
guint8 cd_boxes_half(guint64 seed, guint64 unit)
{
  static const guint64 key = 0x68616c766573; /* "halves" */
  CdStream coin = cd_stream(seed, 0, CD_PURPOSE_BOOTSTRAP, cd_hash_pair(key, unit));
  return cd_stream_uniform(coin, 0, 0) < 0.5 ? 0 : 1;
}

typedef struct {
  guint n;
  double *x, *y; /* [input * n + row], [row] */
  double cases;
} Half;

static Half half_of(const double *x, const double *cases, const guint8 *half, guint rows, guint inputs, guint8 which)
{
  Half of = {0};
  for (guint r = 0; r < rows; r++)
    of.n += half[r] == which;
  of.x = g_new(double, MAX(1, (gsize)of.n * inputs));
  of.y = g_new(double, MAX(1, of.n));
  guint to = 0;
  for (guint r = 0; r < rows; r++) {
    if (half[r] != which)
      continue;
    for (guint f = 0; f < inputs; f++)
      of.x[(gsize)f * of.n + to] = x[(gsize)f * rows + r];
    of.cases += of.y[to++] = cases[r];
  }
  return of;
}

static void half_clear(Half *half)
{
  g_free(half->x);
  g_free(half->y);
}

/* Counted by a trajectory of the telling half's size. */
static void tell(CdBoxes *boxes, const Half *by, guint inputs)
{
  CdPrim counted = *boxes->prim;
  counted.rows = by->n;
  boxes->told = g_new0(CdBoxTold, counted.n_boxes);
  boxes->base = by->cases / by->n;
  for (guint b = 0; b < counted.n_boxes; b++) {
    double sum = 0;
    guint in = cd_prim_count(&counted, by->x, by->y, &counted.box[b], inputs, false, &sum);
    boxes->told[b] = (CdBoxTold){in, by->cases > 0 ? sum / by->cases : NAN, in > 0 ? sum / in : NAN};
  }
}

static void choose(CdBoxes *boxes, const Half *by, guint inputs)
{
  const CdPrimBox *box = boxes->prim->box;
  for (guint b = 0; b < boxes->prim->n_boxes; b++)
    if (box[b].coverage >= 0.5 && box[b].density > box[boxes->chosen].density)
      boxes->chosen = b;
  boxes->quasi = g_new(double, 2 * (gsize)inputs);
  for (guint f = 0; f < 2 * inputs; f++)
    boxes->quasi[f] = cd_prim_quasi_p(boxes->prim, by->x, by->y, &box[boxes->chosen], f / 2, f % 2);
}

CdBoxes *cd_boxes_new(const double *x, const double *cases, const guint8 *half, guint rows, guint inputs,
                      const guint *categories)
{
  for (guint f = 0; f < inputs; f++)
    if (categories[f] > CATEGORIES_MOST)
      return NULL;
  CdPrimOptions options = CD_PRIM_OPTIONS_INIT;
  options.categories = categories;
  Half finds = half_of(x, cases, half, rows, inputs, 0), tells = half_of(x, cases, half, rows, inputs, 1);
  CdBoxes *boxes = NULL;
  if (finds.cases >= 1 && finds.cases < finds.n && tells.n > 0) {
    boxes = g_new0(CdBoxes, 1);
    boxes->tell = tells.n;
    boxes->prim = cd_prim_new(finds.x, finds.y, finds.n, inputs, options);
    tell(boxes, &tells, inputs);
    choose(boxes, &finds, inputs);
  }
  half_clear(&finds);
  half_clear(&tells);
  return boxes;
}

void cd_boxes_free(CdBoxes *boxes)
{
  if (!boxes)
    return;
  cd_prim_free(boxes->prim);
  g_free(boxes->told);
  g_free(boxes->quasi);
  g_free(boxes);
}
