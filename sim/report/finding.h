/* finding.h - what a paired difference says, in words. Shared by the summary on screen and the page, so that
 * both say the same. */
#pragma once

#include "sim/report/figure.h"
#include "sim/report/option.h"

/* A difference in one value between two options under the common terms: a - b. */
typedef struct {
  guint a, b; /* structures */
  const CdMetric *metric;
  CdFigureKind figure;
  CdDifference value; /* turned round where results hold b - a */
} CdFinding;

/* False when results hold no such comparison: a == b. */
bool cd_finding_make(const CdResults *results, guint a, guint b, guint value, CdFinding *finding);

/* What the structure's own terms change against the common ones: a == b == STRUCTURE. False when it has none
 * of its own. */
bool cd_finding_of_terms(const CdResults *results, guint structure, guint value, CdFinding *finding);

/* "less", "more", "fewer", "sooner": the word for the metric and the sign of X. */
const char *cd_finding_word(const CdMetric *metric, double x);

/* "£175k to £248k less", "£76.8k less to £253k more". The caller frees. */
char *cd_finding_range(const CdMetric *metric, double low, double high);

/* "clear: less under 97% of the assumptions tried", "leaning: less under 99% of the assumptions tried (93% at least)", "cannot tell yet: less
 * under 70% of the assumptions tried so far (82% at most); about 300 more replicates would tell", "not defined": where a verdict is not clear,
 * the limit that it goes by stands in brackets (cd_difference_limit()). The caller frees. */
char *cd_finding_verdict(const CdMetric *metric, const CdDifference *difference);

/* The same for a cell: "clear, 97%", "leaning, 99% (93% at least)", "depends: less 74%, about the same 23%, more 3%", "cannot tell: +300
 * replicates", "not defined". The caller frees. */
char *cd_finding_note(const CdMetric *metric, const CdDifference *difference);

/* One or two words for a narrow column: "clear", "leaning", "depends", "cannot tell", "no difference",
 * "not defined". Static. */
const char *cd_verdict_brief(CdVerdict verdict);

/* In a sentence: "depends on assumptions", "cannot tell yet", "no difference that matters". The caller frees. */
char *cd_verdict_phrase(CdVerdict verdict);

/* What is taken of a hub too small for its rent, wherever hubs and premises are told (docs/model.md). */
#define CD_SMALLER_HUB                                                                                                 \
  "A smaller hub is taken to keep its door, so that nobody travels further for it: what smaller premises save is an "  \
  "upper bound."

/* Cost: what A costs less or more than B, and how sure that is; how much of it is scale; what it would be at the same offer; and all of
 * that with who pays. Empty for a == b. The caller frees. */
char *cd_finding_cost_sentence(const CdResults *results, guint a, guint b);
char *cd_finding_scale_sentence(const CdResults *results, guint a, guint b);
char *cd_finding_offer_sentence(const CdResults *results, guint a, guint b);
char *cd_finding_cost_sentences(const CdResults *results, guint a, guint b);

/* The same in few words: "£143k a year less (leaning)"; NAMED: "£143k a year less for “A” (leaning)". The
 * caller frees. */
char *cd_finding_cost_phrase(const CdResults *results, guint a, guint b, bool named);

/* The other metrics that a decision turns on, gathered by verdict; those that are not defined are left out. EFFECTS:
 * "completions 12.3 more (97%); ...", NULL when none. */
typedef struct {
  const char *heading; /* "Clear", ..., static */
  guint more;          /* the most further replicates that any of them needs */
  char *effects;
} CdFindingGroup;

#define CD_FINDING_GROUPS 5

/* Fills GROUP in the order clear, leaning, depends, cannot tell, no difference. The caller frees each
 * .effects. */
void cd_finding_groups(const CdResults *results, guint a, guint b, CdFindingGroup group[CD_FINDING_GROUPS]);

/* Where there are no two options to hold side by side (cd_key_pairs()). */
#define CD_NOTHING_TO_COMPARE "There is nothing to compare: joint, apart and business as usual are the same option."

/* The cost phrases of the pairs behind the first: "Against business as usual, £159k a year less for “A” (clear), ...."; NULL: there are none. The caller frees. */
char *cd_finding_baseline_sentence(const CdResults *results);

/* Layers whose cost depends on how many contracts and how large: management, overhead, specialists, officers, procurement. Hubs
 * lose scale too, but are chosen as well, and told apart. */
bool cd_layer_is_scale(CdLayer layer);

/* Sum of their mean differences, a - b, under the common terms; NAN for a == b. */
double cd_scale_difference(const CdResults *results, guint a, guint b);

/* "400 sets of assumptions, each with two draws of chance". The caller frees. */
char *cd_effort_text(const CdResults *results);
