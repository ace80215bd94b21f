/* bargaining.h - a negotiation on somebody's own domain, as its text, JSON and CSV see it. */
#pragma once

#include "concordat/genius.h"
#include "sim/genius/genius.h"
#include "sim/negotiation/contest.h"

typedef struct {
  CdBout bout;
  CdBoutResult result;
  char *name;      /* as told: "offers: boulware, conceder" */
  CdLedger ledger; /* of offers, where minutes are kept */
} CdBargainingRun;

struct _CdBargaining {
  CdGenius *genius;
  CdBargainingOptions options; /* its lists are not kept */
  CdArena *arena, *minutes;
  CdGrid grid;
  CdContest contest;
  GArray *run;        /* CdBargainingRun */
  GPtrArray *omitted; /* char *: what was left out, and why */
  bool discounted;    /* some party's discount is below 1 */
};

/* id and label of a solution. */
typedef struct {
  const char *id, *label;
} CdSolutionName;
const CdSolutionName *cd_solution_name(CdSolutionKind kind);

/* What is to be known of how the profiles were read: "city: weights add up to 1.1, ...". NULL where there is nothing; the caller frees. */
char *cd_bargaining_caution(const CdBargaining *it, guint party);

/* The item of TEXT's issue. The caller frees. */
char *cd_bargaining_item(const CdBargaining *it, guint text, guint issue);

/* Utility of a party without discount. */
double cd_bargaining_u(const CdBargaining *it, guint text, guint party);
