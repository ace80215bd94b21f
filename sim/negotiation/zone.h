/* zone.h - which texts every party of a block can live with: the zone of agreement.
 *
 * A threshold is what a party must at least have: its reservation value, or what leaving is worth to it at that
 * moment. All comparisons allow CD_TOLERANCE: with thresholds that lie exactly on utilities, exact comparison
 * loses texts to rounding. */
#pragma once

#include "sim/base/arena.h"
#include "sim/negotiation/domain.h"

/* Some texts of a grid, in grid order. Borrowed from an arena. */
typedef struct {
  guint n;
  const guint *text;
} CdTexts;

/* Below, THRESHOLD[n_parties] by position; infinities are allowed. */

/* Whether TEXT reaches everybody's threshold. */
bool cd_text_passes(const CdDomain *domain, guint text, const double *threshold);

/* Every text that does. */
CdTexts cd_zone(const CdDomain *domain, const double *threshold, CdArena *arena);

guint cd_zone_count(const CdDomain *domain, const double *threshold);

/* The first that does; n_texts where the zone is empty. */
guint cd_zone_first(const CdDomain *domain, const double *threshold);

/* Every text of the grid. */
CdTexts cd_texts_all(const CdGrid *grid, CdArena *arena);
