/* brief.h - results for a page of few words: the same numbers, with texts that are too long for it cut: labels of areas, councils, co-commissioners and options, and what the scenario says of itself. */
#pragma once

#include "sim/appraisal/results.h"

#define CD_BRIEF_LABEL 60u       /* columns of a label, as cd_text_columns() counts them */
#define CD_BRIEF_LABELS 300u     /* of those of one kind together: where they are many, each has less, */
#define CD_BRIEF_LABEL_LEAST 28u /* but so much at least */
#define CD_BRIEF_TITLE 120u      /* of the scenario's label */
#define CD_BRIEF_QUESTION 240u   /* of its question */
#define CD_BRIEF_CAUTION 750u    /* of what it says of being an illustration */

typedef struct {
  CdResults results; /* as given, but for .scenario, which is the one below */
  bool is_cut;       /* some text was */
  CdScenario scenario;
  GPtrArray *rows; /* of the scenario's tables that differ from the one given */
  GStringChunk *text;
} CdBrief;

/* A cut text ends with "…"; a cut label that another of its kind has too is numbered. RESULTS must outlive it. The caller frees. */
CdBrief *cd_brief_new(const CdResults *results);
void cd_brief_free(CdBrief *brief);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdBrief, cd_brief_free)

/* TEXT in at most WIDTH columns, cut after a whole word where one ends near. The caller frees. */
char *cd_brief_text(const char *text, guint width);
