/* entry-bid.h - the equilibrium bid by quadrature: what sim/tender/bid.c, which solves a differential equation, is held against. */
#pragma once

#include "sim/tender/tender.h"

/* Equilibrium bid at z <= cutoff, case (a) of tender.h; n == 1: the reserve, that is cutoff + bid_cost. With bid_cost 0 and
 * cutoff = reserve this is the first-price symmetric bid c + integral_c^R [(1-F(t))/(1-F(c))]^(n-1) dt
 * (Krishna 2010, ch. 2). The integral: 16-point Gauss-Legendre, halved where halves disagree by 1e-11 of the
 * range, to a fixed depth (a kink of F may cost 1e-5 of the range). 1 - F is formed by subtraction: where it is below
 * 1e-12 the bid is rough, though still between z and the cutoff when bid_cost is 0.
 * cd_tender_run solves the equation above of tender.h instead, which holds in (b) too, and agrees with this in (a). */
double cd_entry_bid(CdCdf cdf, gconstpointer params, guint n, double z, double cutoff, double bid_cost);
