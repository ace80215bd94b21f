/* overspend.h - what demand above its plan costs beyond what a contract can flex, and who bears it. docs/model.md, 7.9. */
#pragma once

#include "sim/engine/appraise.h"

/* How far demand in AREA lies above its plan in YEAR of the run, as a share of it; never below nought. */
double cd_demand_shock(const CdRunFacts *facts, guint area, guint year);

/* Pounds that SHOCK in AREA costs contract C beyond what it flexes, whoever bears them; 0 where it serves nobody there. */
double cd_overspend(const CdRunFacts *facts, guint area, guint c, double shock);

/* The part of an overspend of contract C that its pricing method leaves with the councils, 0..1. */
double cd_overspend_left(const CdRunFacts *facts, guint c);
