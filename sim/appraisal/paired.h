/* paired.h - a paired difference, replicate by replicate: what influences are told from. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Of the replicates that have a value on both sides under both lucks, in their own order. */
typedef struct {
  guint n;
  guint *place;          /* [replicates] where a replicate stands among them; G_MAXUINT: it has no value */
  double *a, *b;         /* [2n] samples of them alone */
  double *d;             /* [n] a - b, mean over luck */
  double *product;       /* [n] (D1 - mean) (D2 - mean), whose mean is sigma_E^2 */
  double *rank;          /* [n] of d, those alike sharing theirs, less the mean rank */
  double mean, variance; /* of d; the variance's divisor is n - 1 */
  double between, luck;  /* sigma_E^2, not cut at nought, and sigma_W^2 as in estimate.h; NAN below two */
  bool varies;           /* by more than rounding */
  bool between_told;     /* sigma_E^2 lies more than two standard errors above nought */
  double rank_squares;   /* sum of rank^2 */
} CdPaired;

/* A, B: samples of REPLICATES as cd_difference() takes them. */
CdPaired *cd_paired_new(const double *a, const double *b, guint replicates);
void cd_paired_free(CdPaired *paired);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdPaired, cd_paired_free)
