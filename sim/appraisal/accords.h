/* accords.h - all that many replicates of talks tell: outcomes, why they part, what blocks, what would bridge it, which partitions would last, who
 * should pay what, and under which assumptions they part. What `concordat negotiate` reports. */
#pragma once

#include "concordat/negotiate.h"
#include "sim/appraisal/accord.h"
#include "sim/appraisal/driver.h"
#include "sim/appraisal/inputs.h"
#include "sim/engine/partners/session.h"

/* A set of parties or issues, and how often. */
typedef struct {
  guint mask;
  CdShare share;
} CdMaskShare;

typedef struct {
  double p5, median, p95; /* NAN: nothing */
  guint n;
} CdSpread;

/* One cost-sharing rule, over the replicates in which it applies. */
typedef struct {
  CdShare applies, in_core;
  double part[CD_COUNCILS_MOST]; /* mean share of the cost of all together */
  CdMaskShare leaver;            /* the group that most often gains most by leaving; mask 0: none ever */
  double gain;                   /* pounds a year, mean over those replicates in which it does */
} CdRuleSummary;

/* P(not all together) = true_empty + own_empty + missed - settled_true_empty - settled_own_empty: zones under the model's and own beliefs. */
typedef struct {
  CdShare true_empty;         /* no text would suit everybody under the model's beliefs */
  CdShare own_empty;          /* some would, but none under their own */
  CdShare missed;             /* open under both, and they part all the same */
  CdShare settled_true_empty; /* all together though none suits everybody under the model's beliefs */
  CdShare settled_own_empty; /* all together, open under the model's beliefs and not under their own: none, as talks go */
} CdBreakParts;

typedef struct {
  const char *id; /* "not-together": not all together; a structure's id: grouped as in it; or a <talks-event>'s */
  const char *label;
  CdShare share;
  int asked; /* row of the <talks-event>; -1: none, and the steps are not filled */
  CdShare gives_notice, and_goes,
      stay;     /* its steps: they give notice; and end as asked; and those left behind would rather have stayed */
  CdShare open; /* where it happens: some terms would have suited everybody as they believed */
  CdShare offer[CD_COUNCILS_MOST]; /* where it happens and none would: how often a payment by this council alone would have made some do so ... */
  CdSpread offered[CD_COUNCILS_MOST]; /* ... in pounds a year */
  guint n_drivers, n_told;            /* of the drivers the first N_TOLD are told from chance */
  CdDriver *driver;                   /* the strongest, at most 12 */
  CdRegion region;
} CdAccordEvent;

/* Examples of talks that are kept. */
#define CD_EXAMPLES_MOST 3

/* The first replicate that ended in one of the most frequent partitions. */
typedef struct {
  guint partition;    /* of accord->partition */
  guint replicate;    /* from 1 */
  CdMinutes *minutes; /* owned; NULL: the protocol keeps none, or none were asked for */
} CdTalkExample;

struct _CdAccords {
  CdScenario *scenario; /* a reference */
  CdSession *session;
  guint64 seed;
  guint replicates, n_councils;
  CdTalkRecord *record; /* [replicates] */
  guint n_inputs;
  CdAccordInput *input; /* [n_inputs] in the order of the registry and of the file */
  double *x;            /* [replicate * n_inputs + input] as drawn */

  CdAccord *accord;
  CdBreakParts parts;
  CdShare cause[CD_CAUSE_COUNT]; /* of all replicates */
  CdShare closed;                /* no text suits everybody under their own beliefs */
  CdShare consequences;          /* no terms block, of the closed zones */
  guint n_blocking;
  CdMaskShare *blocking;               /* minimal sets of issues, of the closed zones, the most frequent first */
  CdShare bridge[CD_BRIDGE_NONE + 1];  /* of the closed zones; process failures: of all replicates */
  CdSpread pounds[CD_BRIDGE_NONE + 1]; /* a year; of payments and subsidies */
  CdSpread payment[CD_COUNCILS_MOST]; /* pounds a year that each needs (below 0: can spare) where a payment bridges; may be -INFINITY: any sum */
  CdSpread concession_terms;       /* terms to change, where an open zone was missed */
  CdShare stable[CD_STABLE_COUNT]; /* what was decided, in each sense */
  guint n_expected;
  CdMaskShare *expected;           /* partitions to expect by stability: mask numbers those of accord_expected */
  CdPartition *expected_partition; /* [n_expected] */
  CdShare convention_dependent;
  guint n_coalitions;
  CdMaskShare *coalition; /* groups that would rather go off together, of all replicates, the most frequent first */
  CdRuleSummary rule[CD_RULE_COUNT];
  CdSpread term[CD_TERM_COUNT]; /* of what all agree on; pricing left out */
  CdShare *pricing;             /* [level of the table] of what all agree on */
  CdShare *form;                /* [form of all together, as in CdBlockForms] of what all agree on */
  guint n_examples;
  CdTalkExample *example; /* one for each of the most frequent partitions */
  CdSpread last_meeting[CD_COUNCILS_MOST];
  guint n_events;
  CdAccordEvent *event;
};

/* Sorts X[n]; NAN where there is none. */
CdSpread cd_spread_of(double *x, guint n);

/* Fills all below .x from what stands above. */
void cd_accords_appraise(CdAccords *accords);
