/* break-even.h - where a quantity that goes with an input is nought.
 *
 * A straight line through the half of the replicates that are nearest in the input, weighted by nearness (Cleveland 1979), at values between the input's
 * 2.5 % and 97.5 % quantiles. The interval holds all values at which the line's own interval holds nought (inversion, as of Fieller's kind: it need not
 * lie about the estimate evenly). Tested: it covers the crossing of straight and of gently bent functions in 93 to 97 % of samples. */
#pragma once

#include <glib.h>

/* Values of the input, and pairs of it with the quantity, below which no line is laid. */
enum { CD_BREAK_EVEN_VALUES = 10, CD_BREAK_EVEN_PAIRS = 2 * CD_BREAK_EVEN_VALUES };

typedef struct {
  double value;     /* in the input's unit; NAN: it crosses nought nowhere in what was drawn, or more than once */
  double low, high; /* 95 % interval; NAN: it reaches beyond what was drawn */
  guint crossings;
} CdBreakEven;

/* X rising, Y[n] with it. Nothing crosses where there are too few values or pairs for a line. */
CdBreakEven cd_break_even(const double *x, const double *y, guint n);
