/* views.h - what each partner makes of a structure, and what each co-commissioner does with its money. docs/model.md, "Agents' views". */
#pragma once

#include "sim/engine/expect.h"

/* What each agent expects of business as usual, under its own beliefs and under the model's: the "now" of its values. */
typedef struct {
  CdConsequences *council_own, *council_model; /* [council] */
  CdConsequences *funder_own, *funder_model;   /* [funder] */
} CdNow;

void cd_now_make(CdNow *now, const CdExpectContext *context, const CdFootprint *baseline, const double *same,
                 CdArena *arena);

/* Settles FUNDING: each in turn takes the option that its own weights and beliefs value most, the others as they stand;
 * ties go to joining. One round, in the order of hashed ids. Under business as usual all join: they do so today. */
void cd_funders_decide(CdFunding *funding, const CdExpectContext *context, const CdFootprint *footprint,
                       const CdNow *now, CdArena *arena);

typedef struct {
  double *council_own, *council_model; /* [council] utility */
  double *funder_own, *funder_model;   /* [funder] */
} CdUtilities;

void cd_utilities_make(CdUtilities *utilities, const CdExpectContext *context, const CdFootprint *footprint,
                       const CdFunding *funding, const CdNow *now, const double *same, CdArena *arena);
