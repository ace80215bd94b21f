/* contrast.h - two results side by side: which inputs differ, and what differs in what comes out. Everything is B - A.
 *
 * Draws are keyed by seed, replicate and hashed ids (sim/base/random.h): under one seed both scenarios draw alike whatever they have in common, so that their
 * replicates are pairs, the first with the first. Where one has more, all that is told of either is of those that both have. Under different seeds nothing is shared: then the
 * difference of the means is told with Welch's interval (Welch 1947), and no verdict, which needs the share of assumptions. */
#pragma once

#include "concordat/compare.h"
#include "sim/appraisal/inputs-contrast.h"
#include "sim/appraisal/results.h"
#include "sim/appraisal/talks-contrast.h"

/* A structure that both have, by its id; what the partners decide, where they talk in both. */
typedef struct {
  guint a, b;          /* of each results' structures */
  CdDifference *value; /* [n_values] under the common terms; not paired: only .d's mean, low, high, n (the fewer) are told, and the verdict is UNDEFINED */
} CdContrastStructure;

/* A value that both have, by its name. */
typedef struct {
  guint a, b;   /* of each layout */
  double delta; /* what matters, by A's business as usual; NAN: not known */
} CdContrastValue;

/* What is asked first of each: yearly cost of joint less apart, the terms being equal. */
typedef enum {
  CD_ANSWER_STAYS,
  CD_ANSWER_SURER,    /* the same is the cheaper, with another verdict */
  CD_ANSWER_TURNS,    /* the other is the cheaper on average */
  CD_ANSWER_NOT_ASKED /* no joint against apart in one of them, or not the same two options */
} CdAnswerChange;

struct _CdContrast {
  const CdResults *a, *b; /* not owned; of the longer one, where they are paired, the first replicates alone: .first */
  CdResults *first;       /* owned but for what it shares with the one that was given; NULL: both are as given */
  char *name_a, *name_b;  /* where they are from; NULL: not told */
  guint replicates_a, replicates_b; /* as given */
  guint paired;                     /* replicates in pairs; 0: not paired */
  GPtrArray *input;                 /* CdInputContrast *: those that differ */
  guint n_structures;
  CdContrastStructure *structure; /* in A's order */
  guint n_values;
  CdContrastValue *value; /* in A's order */
  CdAnswerChange answer;
  GArray *grouping; /* who goes with whom, as cd_talks_contrast() has it; NULL: not compared */
  CdDifference gap; /* (joint - apart in B) - (joint - apart in A), yearly cost; as above where not paired. Not where the answer is NOT_ASKED */
};

/* The paired difference of joint - apart in yearly cost under the common terms; false where they are the same. */
bool cd_contrast_answer(const CdResults *results, CdDifference *answer);

/* The structure that is PARTNER's first choice under most assumptions; of those, the first. */
guint cd_contrast_first_choice(const CdResults *results, const CdRanking *ranking);
