/* pareto.h - efficient texts: no other is better for somebody and worse for nobody. */
#pragma once

#include "sim/negotiation/zone.h"

/* The efficient texts among AMONG; of texts worth the same to everybody, all or none.
 *
 * Utilities, in [0, 1], are compared on a lattice of 2^-30 (about CD_TOLERANCE): rounding neither makes nor breaks
 * dominance, which stays transitive, and whole-number sums do not depend on the order of the parties. Dominating
 * texts have the larger sum, so in order of falling sums each is held against the efficient ones before it only
 * (after Kung, Luccio & Preparata 1975, "On finding the maxima of a set of vectors"); of two parties in one pass. Largest sums: at most 32
 * parties and 2^24 texts. */
CdTexts cd_pareto(const CdDomain *domain, CdTexts among, CdArena *arena);
