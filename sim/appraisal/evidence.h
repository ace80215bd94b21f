/* evidence.h - the register of evidence: each conclusion with the assumptions that it rests on, in order of influence, and which of them turns it. docs/model.md,
 * section 7.17.
 *
 * A conclusion is a margin, run by run, whose mean's sign it goes by: a difference between two options, by how much a claim's test is met, by how much an option
 * has an advantage, by how much a partner's first choice is worth more to it than its second. What it rests on is told by the influences on that margin
 * (influence.h), the inputs being those of CdQuestions. */
#pragma once

#include "concordat/run.h"
#include "sim/appraisal/influence.h"

typedef enum {
  CD_CONCLUSION_ANSWER,     /* all together against apart, by one of the values that a decision turns on */
  CD_CONCLUSION_CLAIM,      /* what a party says */
  CD_CONCLUSION_ADVANTAGE,  /* a cell of a table of options */
  CD_CONCLUSION_PREFERENCE, /* a partner's first choice against its second */
  CD_CONCLUSION_KINDS
} CdConclusionKind;

/* So many of the most influential are kept, and one more that turns it where none of these does. */
#define CD_EVIDENCE_MOST 5u

typedef struct {
  CdConclusionKind kind;
  guint row; /* answer: of CdQuestions; claim: of the scenario; advantage: table; preference: of the regrets' partners */
  guint cell;                                  /* advantage: of the table */
  guint a, b;                                  /* answer, preference: structures */
  double mean;                                 /* of the margin; NAN: not defined */
  guint n_tested;                              /* inputs that vary */
  guint n_told;                                /* of these, told from chance to move it */
  guint n;                                     /* of these, kept below */
  CdInfluence influence[CD_EVIDENCE_MOST + 1]; /* by falling share */
} CdConclusion;

typedef struct {
  guint n;
  CdConclusion *conclusion; /* [n] by kind, then in the order in which what it is about stands */
} CdEvidence;

/* From the single runs of RESULTS and from what was found of them, on JOBS threads. Freed by cd_evidence_free(). */
CdEvidence *cd_evidence_new(const CdResults *results, guint jobs);

/* The same without influences: which conclusions there are. */
CdEvidence *cd_evidence_ask(const CdResults *results);
void cd_evidence_free(CdEvidence *evidence);

/* The influence that reverses it by itself, surely, else perhaps; NULL: none. */
const CdInfluence *cd_conclusion_turns_on(const CdConclusion *conclusion);

/* "answer", "claim", "advantage", "preference". */
const char *cd_conclusion_kind_text(CdConclusionKind kind);
