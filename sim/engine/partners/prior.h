/* prior.h - what partners may believe of one another before they speak: the councils that each might be (partners.h), seen through the
 * observer's own beliefs about what texts would bring. The opponents of sim/negotiation/opponent.h are made of it.
 *
 * Each is expected to give way by time alone, a party that answers in kind too: what it will answer is not known beforehand. Its patience bears on
 * when it would give notice, which nobody tries to foresee. */
#pragma once

#include "sim/engine/partners/roundtable.h"
#include "sim/negotiation/opponent.h"

/* Chances in utility: a council takes a text this much above its threshold with 73 chances in 100. An assumption. */
#define CD_PRIOR_SPREAD 0.02

typedef struct {
  CdBlockValues *values;
  double **mean; /* [(observer * n_councils + other) << n_councils | block] utilities of the mean taste; NULL: not yet asked for */
  double **anchor; /* [same] [particle * 2]: at its own ideal in the block, and on its own, as the observer sees it */
} CdPriorOf;

/* Fills OF, which must last as long as the prior. */
CdPrior cd_prior_of(CdPriorOf *of, CdBlockValues *values);

/* OBSERVER's belief that all others of BLOCK would sign each text as the last word: [n_texts] of the block's grid, from prior means. */
const double *cd_prior_chances(CdPriorOf *of, guint observer, guint32 block);
