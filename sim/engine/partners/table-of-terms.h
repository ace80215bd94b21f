/* table-of-terms.h - the terms that partners can put on the table, as a grid. docs/model.md, "The table of terms". */
#pragma once

#include "sim/engine/footprint.h"
#include "sim/negotiation/domain.h"

#define CD_LEVELS_MOST 32

/* The issues of a text: the five terms in the order of CdTerm, then the form of the contract. */
#define CD_ISSUE_FORM CD_TERM_COUNT
#define CD_ISSUE_COUNT (CD_TERM_COUNT + 1)

typedef struct {
  guint levels[CD_TERM_COUNT];
  double at[CD_TERM_COUNT][CD_LEVELS_MOST]; /* of pricing: rows of world->pricing, by hashed id */
} CdTermTable;

/* From <negotiation>, which WORLD has. */
void cd_term_table_make(CdTermTable *table, const CdWorld *world);

/* The grid of a block with FORMS forms. */
void cd_term_grid(CdGrid *grid, const CdTermTable *table, guint forms);

/* TERMS with the five that TEXT of GRID says. */
CdTermsDrawn cd_text_terms(const CdTermTable *table, const CdGrid *grid, guint text, CdTermsDrawn terms);

static inline double cd_text_at(const CdTermTable *table, const CdGrid *grid, guint text, CdTerm term)
{
  return table->at[term][cd_grid_level(grid, text, term)];
}
