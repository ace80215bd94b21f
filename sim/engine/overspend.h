/* overspend.h - what demand above its plan costs beyond what a contract can flex, and who bears it. docs/model.md, 7.8.
 *
 * Demand is netted within a contract: what one area does not use another may, so that a larger contract overspends less for its size. */
#pragma once

#include "sim/engine/appraise.h"

/* How far demand in AREA lies above its plan in YEAR of the run, as a share of it; below nought where it lies under it. */
double cd_demand_swing(const CdRunFacts *facts, guint area, guint year);

/* Pounds that YEAR's demand costs contract IT, of VALUE pounds a year, beyond what it flexes, whoever bears them. PART[area], unless NULL,
 * gets each area's part of that: by how far it lies above its own plan. */
double cd_overspend(const CdRunFacts *facts, const CdFootprintContract *it, double value, guint year, double *part);

/* The part of an overspend of contract IT that its pricing method leaves with the councils, 0..1. */
double cd_overspend_left(const CdFootprintContract *it, const CdWorld *world);
