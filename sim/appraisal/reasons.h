/* reasons.h - what many talks tell beside how they ended: why partners part, what blocks, what would bridge it, what would last, on which terms they
 * agree, and which talks to read. Of `concordat run` and of `concordat negotiate` alike. docs/model.md, "Why they part, and what would bridge it". */
#pragma once

#include "concordat/negotiate.h"
#include "sim/appraisal/accord.h"
#include "sim/appraisal/tally.h"
#include "sim/engine/partners/session.h"

/* P(not all together) = true_empty + own_empty + missed - settled_true_empty - settled_own_empty: zones under the model's and own beliefs. */
typedef struct {
  CdShare true_empty;         /* no text would suit everybody under the model's beliefs */
  CdShare own_empty;          /* some would, but none under their own */
  CdShare missed;             /* open under both, and they part all the same */
  CdShare settled_true_empty; /* all together though none suits everybody under the model's beliefs */
  CdShare settled_own_empty; /* all together, open under the model's beliefs and not under their own: none, as talks go */
} CdBreakParts;

/* Examples of talks that are kept. */
#define CD_EXAMPLES_MOST 3

/* The first replicate that ended in one of the most frequent partitions. */
typedef struct {
  guint partition;          /* of accord->partition */
  guint replicate;          /* from 1 */
  const CdMinutes *minutes; /* owned by whom the reasons are of; NULL: the protocol keeps none, or none were asked for */
} CdTalkExample;

typedef struct {
  const CdScenario *scenario; /* these three are owned by whom the reasons are of */
  const CdSession *session;
  const CdAccord *accord;
  guint replicates, n_councils;

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
  CdMaskShare *expected;           /* partitions to expect by stability: mask numbers those of expected_partition */
  CdPartition *expected_partition; /* [n_expected] */
  CdShare convention_dependent;
  guint n_coalitions;
  CdMaskShare *coalition; /* groups that would rather go off together, of all replicates, the most frequent first */
  CdSpread term[CD_TERM_COUNT]; /* of what all agree on; pricing left out */
  CdShare *pricing;             /* [level of the table] of what all agree on */
  CdShare *form;                /* [form of all together, as in CdBlockForms] of what all agree on */
  guint n_examples;
  CdTalkExample example[CD_EXAMPLES_MOST]; /* one for each of the most frequent partitions */
} CdReasons;

/* The talks of replicate k: the K-th after the first, each STRIDE bytes behind the other. */
typedef struct {
  const CdDecision *decision;
  const CdInquiry *inquiry;
  gsize decision_stride, inquiry_stride;
} CdTalksTable;

/* SCENARIO, SESSION and ACCORD (of the same decisions) must outlive it. Examples have no minutes yet. */
CdReasons *cd_reasons_new(const CdScenario *scenario, const CdSession *session, const CdAccord *accord,
                          const CdTalksTable *talks);
void cd_reasons_free(CdReasons *reasons);

/* Gives each example its minutes among MINUTES, of CdMinutes, which stay whose they are; NULL: none. */
void cd_reasons_illustrate(CdReasons *reasons, const GPtrArray *minutes);
