/* accord.h - how the talks of many replicates ended: who goes with whom, when, and who left whom. */
#pragma once

#include "sim/appraisal/share.h"
#include "sim/engine/partners/decision.h"

typedef struct {
  CdPartition partition; /* blocks by lowest member */
  CdShare share;
  double months; /* mean month of the end, from the first meeting */
  bool as_today; /* grouped as in business as usual: cd_accord_mark_today() */
} CdAccordPartition;

typedef struct {
  guint n_councils, replicates;
  CdShare agreed;       /* all in one block */
  double months;        /* mean month of the end, of all */
  double months_agreed; /* mean month of those; NAN: none */
  guint n_partitions;
  CdAccordPartition *partition; /* the most frequent first; then by their blocks */
  CdShare kind[CD_PARTING_COUNT];
  CdShare notice[CD_COUNCILS_MOST], lapsed[CD_COUNCILS_MOST], wanted[CD_COUNCILS_MOST]; /* [council] */
  CdShare joined[CD_COUNCILS_MOST];      /* [council] after the talks, where the scenario lets it */
  double month_joined[CD_COUNCILS_MOST]; /* mean month of those, from the first meeting; NAN: none */
  double value[CD_COUNCILS_MOST],
      walk_away[CD_COUNCILS_MOST]; /* mean utility of what was decided; of the alternative to all together */
} CdAccord;

/* Of N decisions, each STRIDE bytes behind the other. */
CdAccord *cd_accord_new(const CdDecision *first, gsize stride, guint n, guint n_councils);

/* Tells which of its partitions is that of business as usual. */
void cd_accord_mark_today(CdAccord *accord, const CdScenario *scenario, const CdBlocks *blocks);

void cd_accord_free(CdAccord *accord);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdAccord, cd_accord_free)

/* The partition of a decision. */
CdPartition cd_decision_partition(const CdDecision *decision);
