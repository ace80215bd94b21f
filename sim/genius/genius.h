/* genius.h - a negotiation domain and its parties' preferences in the XML of GENIUS (Hindriks, Jonker, Kraus, Lin & Tykhonov 2009), which NegMAS reads too.
 *
 *   domain    <negotiation_template><utility_space><objective> <issue index name type> <item value/>... | <range/> ...
 *   profile   <utility_space><objective> the same tree with evaluation= on items or an <evaluator>, <weight index value> beside the issues, and
 *             <discount_factor value> and <reservation value>
 *
 * Values are GENIUS's own (its AdditiveUtilitySpace and evaluators), where NegMAS differs: an item is worth its evaluation over the largest of its issue, a whole
 * number offset + slope (x - lowerbound), a real one parameter0 + parameter1 x or a triangle; linear ones are cut to 0 .. 1. Weights are taken as they stand and only
 * those of issues count; a discount factor that is not above 0 and at most 1 is 1. Objectives may nest, and mean nothing else. Issues with another kind of utility
 * (hyper-rectangles, constraints, rules) are refused. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/scenario/complaint.h"

enum { CD_GENIUS_ISSUES = 20, CD_GENIUS_PARTIES = 16, CD_GENIUS_LEVELS_MOST = 1000, CD_GENIUS_OUTCOMES = 2000000 };

typedef enum { CD_GENIUS_DISCRETE, CD_GENIUS_INTEGER, CD_GENIUS_REAL } CdGeniusKind;

typedef struct {
  gint64 number; /* index=, which weights go by */
  char *name;
  CdGeniusKind kind;
  double low, high; /* of a range */
  guint levels;     /* at least 1 */
  char **item;      /* [levels] the values' names, NULL-terminated; NULL: numbers */
  double *at;       /* [levels] rising; NULL: discrete */
  CdSpan name_at;   /* where its name stands in the domain */
  CdSpan *item_at;  /* [levels] and each item's; NULL: numbers */
} CdGeniusIssue;

typedef struct {
  char *name; /* of its file, without folder and .xml */
  double weight[CD_GENIUS_ISSUES];
  double *value[CD_GENIUS_ISSUES]; /* [issue][level] in 0 .. 1 */
  double weights;                  /* their sum */
  double discount;                 /* above 0, at most 1 */
  double discount_given;           /* as it stands in the file; 1 where it does not */
  double reservation;              /* 0 .. 1 */
  bool uncertain;                  /* made for agents that do not know it in full */
  bool reserved;                   /* it states a reservation value */
  CdSpan reservation_at;
  CdSpan value_at[CD_GENIUS_ISSUES], weight_at[CD_GENIUS_ISSUES]; /* where the issue and its weight stand in the profile */
} CdGeniusProfile;

typedef struct {
  char *name;
  guint n_issues, n_outcomes, n_profiles;
  CdGeniusIssue issue[CD_GENIUS_ISSUES];
  CdGeniusProfile profile[CD_GENIUS_PARTIES];
} CdGenius;

typedef struct {
  const char *name; /* as messages show it */
  const char *bytes;
  gsize length;
} CdGeniusFile;

/* FILES[n]: the domain, then a profile of each party, 2 at least and CD_GENIUS_PARTIES at most. A real issue is cut into REAL_LEVELS values, evenly from least to most,
 * 2 to CD_GENIUS_LEVELS_MOST. NULL and ERROR (CD_ERROR_SCENARIO) with all that is wrong, each with file, line and column. */
CdGenius *cd_genius_read(const CdGeniusFile *files, guint n, guint real_levels, GError **error);

/* The same for whoever goes on to complain of what was read: what is wrong, and the texts that spans are of, are left in COMPLAINTS. NULL: there is a complaint. */
CdGenius *cd_genius_read_into(CdComplaints *complaints, const CdGeniusFile *files, guint n, guint real_levels);
void cd_genius_free(CdGenius *genius);

/* A value of an issue in words. The caller frees. */
char *cd_genius_item(const CdGeniusIssue *issue, guint level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdGenius, cd_genius_free)
