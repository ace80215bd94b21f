/* boxes.h - where cases are: PRIM's boxes found on one half of the rows and told on the other, which had no part in finding them. */
#pragma once

#include "sim/sensitivity/prim.h"

/* Of a box, by the rows that tell. */
typedef struct {
  guint n;                  /* rows inside */
  double coverage, density; /* NAN: none of the cases, or no rows, are there */
} CdBoxTold;

typedef struct {
  CdPrim *prim;
  CdBoxTold *told; /* [prim->n_boxes] */
  guint chosen;    /* box: the purest of those that hold half of the cases on the rows that found it */
  double *quasi;   /* [inputs * 2] quasi-p of the chosen box's lower and upper limit; NAN: no such limit */
  guint tell;      /* rows that tell */
  double base;     /* share of the cases among them */
} CdBoxes;

/* X[input * rows + row], CASE[row] 0 or 1, HALF[row] 0 (finds) or 1 (tells), CATEGORIES[inputs] as in prim.h. NULL: all or none of the rows that find are cases, no rows tell, or an input has more categories than boxes
 * know. */
CdBoxes *cd_boxes_new(const double *x, const double *cases, const guint8 *half, guint rows, guint inputs,
                      const guint *categories);
void cd_boxes_free(CdBoxes *boxes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdBoxes, cd_boxes_free)

/* The half of what has number UNIT, by a coin of its own: 0 or 1. */
guint8 cd_boxes_half(guint64 seed, guint64 unit);
