/* issues.h - which issues of a GENIUS domain are terms of a contract, and their values in the term's own unit. Nothing is converted: what does not fit is refused. */
#pragma once

#include "sim/genius/genius.h"
#include "sim/model/spec.h"

enum { CD_ISSUE_LEVELS_MOST = 32 }; /* values of a term on a scenario's table */

typedef struct {
  int issue;           /* row of the domain; -1: the domain has no such term */
  guint n;             /* its values */
  guint *level;        /* [n] rows of the issue's values, by rising AT; pricing: as the domain has them */
  double *at;          /* [n] years or shares; NULL: pricing */
  const char **method; /* [n] ids of pricing methods; NULL: another term */
} CdIssueTerm;

typedef struct {
  CdIssueTerm term[CD_TERM_COUNT];
} CdIssues;

/* WORDS: "ISSUE=TERM" or "ISSUE=none", NULL after the last; NULL: names alone decide. NULL and ERROR (CD_ERROR_USAGE) where a word is none, NULL and a complaint where
 * the domain does not fit. */
CdIssues *cd_issues_new(const CdGenius *genius, const char *const *words, CdComplaints *complaints, GError **error);
void cd_issues_free(CdIssues *issues);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdIssues, cd_issues_free)

/* Row of the term that is ISSUE; CD_TERM_COUNT where none is. */
CdTerm cd_issues_term_of(const CdIssues *issues, guint issue);
