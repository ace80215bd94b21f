/* additive.h - utilities of parties whose wishes add up over issues: U(x) = min(1, sum over issues of part[issue][level of x]). */
#pragma once

#include "sim/negotiation/domain.h"

/* Fills party POSITION's of N_PARTIES in U[text * N_PARTIES + position]. PART[n_issues][levels]: weight times value, not negative. Issues are added in their order. */
void cd_additive(const CdGrid *grid, const double *const *part, guint position, guint n_parties, double *u);
