/* survey.h - every possible grouping judged, and which of them to expect.
 *
 * For a councillor: of all the ways in which these councils could group themselves, these would last. */
#pragma once

#include "sim/coalition/stability.h"

/* Of all partitions of the game's parties, in the order of cd_partition_next(), but for those with a block that is not wanted (hedonic.h): they are stable in no
 * sense, and there may be ten thousands of them. Memory of the arena. */
typedef struct {
  guint n_parties, n_partitions;
  const guint16 *reach;  /* of the blocks that are (cd_partition_reach()); NULL: all are */
  const guint8 *stable;  /* [n_partitions] bit s set where stable in sense s (CdStability) */
  const double *welfare; /* [n_partitions] sum of the parties' utilities */
  guint n_stable[CD_STABLE_COUNT];
} CdSurvey;

CdSurvey cd_survey(const CdHedonic *game, CdArena *arena);

typedef struct {
  CdStability sense; /* in which they were chosen; CD_STABLE_COUNT where nothing is stable */
  guint n;
  const CdPartition *partition; /* [n], of the arena */
} CdPartitions;

/* All that are stable in SENSE; perhaps none. */
CdPartitions cd_survey_list(const CdSurvey *survey, CdStability sense, CdArena *arena);

/* Which grouping should one expect? Of the partitions in the core, where it is empty of the individually stable
 * ones, where there are none of the contractually individually stable ones (there always are but for gains within
 * the tolerance; then of all partitions), those of the greatest total welfare. A set: all within
 * CD_COALITION_TOLERANCE of the greatest, so that the numbering of parties changes nothing but names; at least
 * one. */
CdPartitions cd_survey_expected(const CdSurvey *survey, CdArena *arena);
