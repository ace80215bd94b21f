/* prim.h - the patient rule induction method: boxes of few inputs in which an outcome is high on average (Friedman & Fisher 1999).
 *
 * Peeling. From the box that holds every row, the twentieth (ALPHA) of its rows with the lowest, or the highest, values of one input is cut away, again and again: the
 * cut for which the mean of what is left rises most for each row given up (the "lenient" criterion); ties: the one that limits fewer inputs, then the first input, the low end before
 * the high. A limit is the middle between the last value cut away and the first kept; equal values stay together. It ends where no cut raises the mean, or too few rows would be left.
 * Of an input of categories one category is cut away at a time, however many rows have it (Kwakkel & Jaxa-Rozen 2016).
 * Pasting. The last box is widened again, a twentieth of its rows at a time, as long as that raises its mean.
 *
 * The whole trajectory is kept, from all rows to the last box: which of its boxes is wanted, one that holds more or one that is purer, is for the reader of it.
 * Quasi-p of a limit: the chance that a box without it would, of as many rows as this box has, show as many cases or more (one-sided binomial; of outcomes 0 and 1 alone). It is an
 * indication and no test, since the limit was chosen on the same rows; what a box is worth is told on rows that it was not found on (driver.h).
 *
 * Time: inputs x rows x (cuts + log rows). 10,000 rows of 20 inputs: below a tenth of a second. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  double alpha; /* part of the box that a cut takes, 0 < alpha < 1/2 */
  double least; /* part of all rows that a box keeps at least, above 0 */
  bool paste;
  const guint *categories; /* [n_inputs] how many the input has, 64 at most, its values being 0 .. categories - 1; 0: it is a number. NULL: all are */
} CdPrimOptions;

#define CD_PRIM_OPTIONS_INIT                                                                                           \
  (CdPrimOptions)                                                                                                      \
  {                                                                                                                    \
    .alpha = 0.05, .least = 0.05, .paste = true                                                                        \
  }

typedef struct {
  guint n;          /* rows inside */
  guint restricted; /* inputs with a limit */
  double sum;       /* of the outcome inside */
  double density;   /* mean of the outcome inside */
  double coverage;  /* its part of the outcome over all rows; NAN where that sums to nought */
  double *low,
      *high; /* [n_inputs] least and greatest value inside; -INFINITY, INFINITY: no limit. Of the trajectory's memory */
  guint64 *without; /* [n_inputs] categories left out: bit c of category c; 0: none. Of the trajectory's memory, too */
} CdPrimBox;

typedef struct {
  guint rows, n_inputs;
  guint n_boxes, n_peeled; /* of the boxes the first come from peeling, all rows first; what follows from pasting */
  CdPrimBox *box;          /* [n_boxes] */
  GPtrArray *limits;       /* owns .low, .high and .without */
} CdPrim;

/* X[input * rows + row] finite, Y[row] finite and at least 0, ROWS > 0. Freed by cd_prim_free(). The same rows in another order give the same boxes, but for sums of real
 * outcomes in their last digits. */
CdPrim *cd_prim_new(const double *x, const double *y, guint rows, guint n_inputs, CdPrimOptions options);
void cd_prim_free(CdPrim *prim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdPrim, cd_prim_free)

/* Rows of X within the limits of BOX, all but the limit of INPUT at its UPPER or lower end, or of its categories (INPUT n_inputs: none left out), and the sum of their outcomes. */
guint cd_prim_count(const CdPrim *prim, const double *x, const double *y, const CdPrimBox *box, guint input, bool upper,
                    double *sum);

/* Of one limit of BOX, or of the categories of INPUT together; Y of noughts and ones. NAN where there is no such limit. */
double cd_prim_quasi_p(const CdPrim *prim, const double *x, const double *y, const CdPrimBox *box, guint input,
                       bool upper);
