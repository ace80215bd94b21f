/* recharge.h - what changes hands for guests where a border is open but recharged: their part of the premises that they use. docs/model.md, 7.8.
 *
 * Their care is bought by their own contract; what they use of another is its hub. So the council that answers for where they live pays the guests'
 * part of the hub's rent as spent, by who is planned to use it, to those who pay that rent: a transfer between councils, nothing more or less in all.
 * Under other border policies nobody pays, and who pays for the hub bears it. */
#pragma once

#include "sim/engine/footprint.h"

/* BETWEEN[area * n_area + other]: pounds a year for AREA's guests at hubs in OTHER; all 0 where nothing is recharged. */
void cd_recharge_areas(const CdFootprint *footprint, const CdWorld *world, double *between);

/* Adds to COUNCIL[council] what each pays more, pounds a year, and takes off what it is paid. */
void cd_recharge_councils(const CdFootprint *footprint, const CdWorld *world, double *council, CdArena *arena);

/* The same in pence, which add up to nought; PART of it. */
void cd_recharge_pence(const CdFootprint *footprint, const CdWorld *world, double part, gint64 *council, CdArena *arena);
