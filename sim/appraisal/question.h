/* question.h - what is asked of a run's inputs: on which of them does the difference between two options turn? */
#pragma once

#include "concordat/run.h"
#include "sim/appraisal/influence.h"
#include "sim/appraisal/inputs.h"
#include "sim/engine/metrics.h"

typedef struct {
  guint a, b; /* structures: D = a - b, under the common terms */
  guint value;
  CdInfluences *influences;
} CdQuestion;

typedef struct {
  guint n_inputs;       /* inputs drawn each by itself */
  CdAccordInput *input; /* [n_inputs]; of those drawn alike (draw-as) the first */
  guint *alike;         /* [n_inputs] how many more are drawn with it */
  guint n;
  CdQuestion *question; /* [n] pair by pair, the pairs that the decision turns on first; within a pair in the order of cd_question_metrics */
} CdQuestions;

/* Totals about which it is asked: yearly cost first. */
extern const CdMetricKind cd_question_metric[];
extern const guint cd_question_metrics;

/* The pairs of options that the decision turns on: joint against apart, joint and apart against business as
 * usual; each once, none with itself. Returns their number. */
typedef struct {
  guint a, b;
} CdPair;

#define CD_KEY_PAIRS 3

guint cd_key_pairs(const CdResults *results, CdPair pair[CD_KEY_PAIRS]);

/* From the single runs of RESULTS, whose inputs are drawn once more, on JOBS threads. Pairs: those that the decision turns on, and every other option
 * against business as usual. Freed by cd_questions_free(). */
CdQuestions *cd_questions_new(const CdResults *results, guint jobs);

/* The same without answers, .influences being NULL: to be given them from where they are kept. */
CdQuestions *cd_questions_ask(const CdResults *results);
void cd_questions_free(CdQuestions *questions);

/* The inputs of QUESTIONS as each replicate drew them. */
typedef struct {
  double *x;
  guint *order;
  guint64 *key;
  CdColumns columns; /* of these */
} CdDrawnInputs;

/* Drawn once more. Freed by cd_drawn_inputs_free(). */
CdDrawnInputs *cd_questions_draw(const CdQuestions *questions, const CdResults *results);
void cd_drawn_inputs_free(CdDrawnInputs *drawn);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdDrawnInputs, cd_drawn_inputs_free)

/* That of A against B in the total of METRIC; NULL: not asked, be it as b against a. */
const CdQuestion *cd_questions_find(const CdQuestions *questions, const CdResults *results, guint a, guint b,
                                    CdMetricKind metric);
