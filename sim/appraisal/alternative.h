/* alternative.h - the answer under each other word of the choices that it could turn on.
 *
 * Choices are the registry's judged fields (sim/model/entities.def): of the model and the market, which no number's range covers and nobody's fact settles. Each other
 * word of each is run by itself, all else as it was, on the first replicates of the main run with the same draws: so what it shifts is a paired difference.
 * The structures are the two that the answer compares (the first of cd_key_pairs()), under the common terms; nobody talks.
 *
 * A rerun has the first CD_ALTERNATIVE_LEAST replicates, or all; where they change the answer it has more, as time allows (sim/experiment/alternatives.h). */
#pragma once

#include "sim/appraisal/estimate.h"
#include "sim/appraisal/question.h"

#define CD_ALTERNATIVE_LEAST 100u

/* What is shifted by less than matters changes nothing, though it may lead across an edge. */
typedef enum {
  CD_ALTERNATIVE_STAYS,
  CD_ALTERNATIVE_VERDICT, /* another verdict */
  CD_ALTERNATIVE_SIGN     /* the mean has the other sign, and with neither word is there no difference that matters */
} CdAlternativeChange;

/* Of D = a - b in one value, over the replicates of the rerun. What matters is judged by the main run. */
typedef struct {
  CdDifference stated; /* with the word that was run */
  CdDifference other;  /* with the other */
  CdDifference shift;  /* other - stated */
  CdAlternativeChange change;
} CdAlternativeAnswer;

typedef struct {
  CdEntityKind kind; /* of which there is one element */
  const CdField *field;
  const char *stated, *word;   /* ids where the field is a reference */
  char *path;                  /* market/envelope-basis */
  char *setting;               /* market/envelope-basis=today, as --set takes it */
  char *refusal;               /* why the scenario cannot be run with it; NULL: it can */
  guint replicates;            /* 0 where it cannot */
  double *value;               /* [cd_alternative_at()] of the rerun */
  CdAlternativeAnswer *answer; /* [cd_question_metrics]; NULL where it cannot, or not appraised */
} CdAlternative;

#define CD_ALTERNATIVE_OPTIONS 2u

typedef struct {
  CdPair pair;                /* that the answer compares, as options 0 and 1 */
  guint n;                    /* 0 where there is nothing to compare */
  CdAlternative *alternative; /* [n] in the order of the registry and of the words */
} CdAlternatives;

/* Each other word of each judged choice of SCENARIO, nothing run, in the order of the registry and of the words. The caller clears each and frees. */
CdAlternative *cd_alternatives_words(const CdScenario *scenario, guint *n);
void cd_alternative_clear(CdAlternative *alternative);

/* All that there are for the scenario of RESULTS, nothing run; none where there is nothing to compare. Freed by cd_alternatives_free(). */
CdAlternatives *cd_alternatives_ask(const CdResults *results);
void cd_alternatives_free(CdAlternatives *alternatives);

/* Where the value of option number OPTION and question metric METRIC is. */
gsize cd_alternative_at(guint replicate, guint luck, guint option, guint metric);

/* Fills .answer of one or of all, from the values and the single runs of RESULTS; the latter on JOBS threads. cd_results_delta() must be known. */
void cd_alternative_appraise(CdAlternative *alternative, const CdAlternatives *all, const CdResults *results);
void cd_alternatives_appraise(CdAlternatives *alternatives, const CdResults *results, guint jobs);
void cd_alternatives_forget(CdAlternatives *alternatives);

/* Whether it changes the answer: the sign of anything, or the verdict on the cost. */
bool cd_alternative_changes(const CdAlternative *alternative);

/* How many were run; ALL may be NULL: none. */
guint cd_alternatives_rerun(const CdAlternatives *all);

/* Whether there are any for RESULTS, and they were not asked for. */
bool cd_alternatives_left_out(const CdResults *results);

/* Whether QUESTION is what the answers are of. */
bool cd_alternatives_concern(const CdAlternatives *all, const CdQuestion *question);

/* Of what changes most in METRIC, by the registry's order among those alike; *MOST: how. NULL: none changes it. ALL may be NULL. */
const CdAlternative *cd_alternatives_most(const CdAlternatives *all, guint metric, CdAlternativeChange *most);
