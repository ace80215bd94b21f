/* stage.h - how many replicates a point has where an experiment asks for a precision: Stein's two stages (1945). The first stage, a fixed number, tells how much the difference between the first two options varies
 * there; the second has as many more as that asks for. Whoever looked at the interval again and again and stopped when it was narrow enough would be too sure of it. */
#pragma once

#include "sim/sweep/plan.h"

#define CD_STAGE_CONFIDENCE 0.95

/* Of each stage's interval. Where only close points have a second stage, whether a point has one depends on the mean of the first, and either interval may be the one that is told: each is a little surer, so that
 * both together miss no more often than one would (Bonferroni). */
double cd_stage_confidence(const CdSweepPlan *plan);

/* DIFFERENCE[plan->replicates], of the first stage: replicates of both stages together, plan->replicates to plan->most. */
guint cd_stage_replicates(const CdSweepPlan *plan, const double *difference);
