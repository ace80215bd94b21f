/* weighing.h - a table's criteria weighed: sums, ranks and the weights at which two options change places. Weighted sums of ticks are what papers do; criteria that say
 * one thing twice count twice here as there. */
#pragma once

#include "sim/appraisal/options-table.h"
#include "sim/appraisal/resampled.h"

/* Fills .score and .tip of TABLE, whose cells are there. In each draw of the inputs an option has an advantage where the mean of the two runs by luck
 * lies beyond what matters; weights are drawn with the inputs. */
void cd_weigh_table(CdTableAnswer *table, const CdResults *results);

/* Where the weight of one criterion, the others scaled so that all stay one, makes D nought: D = w at + (1 - w) rest. NAN where no weight within 0 .. 1 does. */
double cd_tipping_weight(double at, double rest);

/* The 95 % interval of that weight, by inversion (Fieller 1954): all weights, from the one that there is towards the one that tips and on, at which a t-test of N draws of
 * w AT[n] + (1 - w) REST[n] would not tell who is ahead. WEIGHT is the one that there is, at which it is told; an end at 0 or 1 is where weights end. */
CdInterval cd_tipping_interval(const double *at, const double *rest, guint n, double weight);

/* RANK[n] += PART times the ranks of SCORE[n], the highest first, as a chance: who share a score share the ranks that they take up. RANK[option * n + rank]. */
void cd_add_ranks(const double *score, guint n, double part, double *rank);

/* The weighted sums of table ROW in every draw, of its columns and of those beside: [replicate * n_forced + structure], rounded so that what is the same sum is the same number; NAN of a
 * structure that it has no column of. The caller frees. */
double *cd_table_scores(const CdResults *results, guint row);
