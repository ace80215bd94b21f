/* found.h - assumptions under which a course of the talks is taken: what `concordat negotiate --seek` reports. */
#pragma once

#include "concordat/negotiate.h"
#include "sim/appraisal/share.h"
#include "sim/appraisal/accords.h"

/* One assumption kept to a part of its distribution. */
typedef struct {
  CdAccordInput input;
  guint64 key;            /* by which it is drawn (cd_draw_key) */
  double from, to;        /* quantiles; one of them 0 or 1 */
  double limit;           /* in the input's unit: at least where from > 0, else at most */
  double lowest, highest; /* what the scenario allows */
  CdShare without;        /* how often it happens with all other limits and not this one */
} CdFoundLimit;

struct _CdFound {
  CdScenario *scenario; /* a reference */
  guint event;          /* row of the <talks-event> */
  guint64 seed;
  guint replicates;    /* a step */
  guint talks;         /* simulated in all */
  CdShare anywhere;    /* how often it happens, no limits set */
  guint n_limits;      /* 0: no assumption could be told to lead to it */
  CdFoundLimit *limit; /* in the order in which they were set */
  CdShare inside;      /* how often it happens where all hold; on draws that served for nothing else */
  double mass;         /* share of the assumptions tried where all hold: inputs are drawn independently */
};
