/* share.h - how often something was the case, over replicates. */
#pragma once

#include <glib.h>

typedef struct {
  guint n, of;             /* N times out of OF */
  double share, low, high; /* Wilson's 95 % interval (Wilson 1927); NAN where OF is 0 */
} CdShare;

CdShare cd_share_of(guint n, guint of);

/* Wilson's interval of SHARE of N > 0 at CONFIDENCE, within 0..1. */
void cd_wilson(double share, guint n, double confidence, double *low, double *high);
