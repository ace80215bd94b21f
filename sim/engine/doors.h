/* doors.h - to how many doors those who refer must send, and who of the referred finds the right one. docs/model.md, "Delivery".
 *
 * A referrer's doors are the effective number of contracts that treat whom it refers, where it refers from: with n_c the starts of its cohorts in its areas
 * under contract c, (sum n_c)^2 / sum n_c^2. Where a provider is one door, whatever it holds, the sum below is over all pairs c, d of n_c n_d same_cd: 1 where
 * one provider serves them all. Each further door loses its share: (1 - loss)^(doors - 1) find theirs. */
#pragma once

#include "sim/engine/footprint.h"

typedef struct {
  guint n;        /* referrers, as in CdReferrals */
  double *doors;  /* [n] at least 1 where it refers anybody */
  double *missed; /* [cell * n + referrer] share of the cell's referrals that it sends and that miss their door */
  double *reach;  /* [cell] share of the cell's referrals that find theirs */
} CdDoors;

/* SAME: [c * n_contracts + d] chance that one provider holds both. EXTRA: further doors of criminal justice. */
void cd_doors_make(CdDoors *doors, const CdWorld *world, const CdCaseload *caseload, const CdFootprint *footprint,
                   const double *same, double extra, CdArena *arena);

/* [c * n_contracts + d] 1 where one incumbent holds all areas of both contracts. */
double *cd_doors_today(const CdFootprint *baseline, const CdWorld *world, CdArena *arena);

/* The caseload whose arrivals go by the doors of business as usual. */
void cd_doors_caseload(CdCaseload *caseload, const CdWorld *world, CdArena *arena);
