/* accords.h - all that many replicates of talks tell: outcomes, why they part, what blocks, what would bridge it, which partitions would last, who
 * should pay what, and under which assumptions they part. What `concordat negotiate` reports. */
#pragma once

#include "concordat/negotiate.h"
#include "sim/appraisal/accord.h"
#include "sim/appraisal/region.h"
#include "sim/appraisal/inputs.h"
#include "sim/appraisal/reasons.h"

/* One cost-sharing rule, over the replicates in which it applies. */
typedef struct {
  CdShare applies, in_core;
  double part[CD_COUNCILS_MOST]; /* mean share of the cost of all together */
  CdMaskShare leaver;            /* the group that most often gains most by leaving; mask 0: none ever */
  double gain;                   /* pounds a year, mean over those replicates in which it does */
} CdRuleSummary;

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
  CdReasons *reasons;
  CdRuleSummary rule[CD_RULE_COUNT];
  CdSpread last_meeting[CD_COUNCILS_MOST];
  GPtrArray *minutes; /* CdMinutes of the reasons' examples; NULL: none are kept */
  guint n_events;
  CdAccordEvent *event;
};

/* Fills all below .x from what stands above. */
void cd_accords_appraise(CdAccords *accords);
