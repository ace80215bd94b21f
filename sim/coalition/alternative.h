/* alternative.h - which parties would go together first if a block failed: a step of reservation.h. */
#pragma once

#include "sim/coalition/reservation.h"

/* S* of block WHOLE, at least two parties, given the solutions of all its parts. RANK as in CdParties. */
guint32 cd_alternative_first(const CdBlockSolution *solution, guint32 whole, const guint *rank);

/* Sets convention_dependent in the solutions of all blocks of N_PARTIES. */
void cd_alternative_flag(CdBlockSolution *solution, guint n_parties, CdArena *arena);
