/* preference.h - what a council makes of contract terms in themselves. docs/model.md, "Agents' views". */
#pragma once

#include "sim/engine/footprint.h"

/* Value of a numeric TERM at X, 0..1: its value function where the scenario gives one, else a peak about its ideal. */
double cd_term_value(const CdWorld *world, guint council, CdTerm term, double x);

/* How much a council likes a pricing method; one half where it says nothing of it. */
double cd_pricing_liking(const CdWorld *world, guint council, int pricing);

/* Weight of TERM among the terms; the five add up to one. */
double cd_term_weight(const CdCouncil *council, CdTerm term);

/* Value of a contract's terms, weighed. */
double cd_terms_value(const CdWorld *world, guint council, const CdTermsDrawn *terms);

/* Whether the council would sign X (or, for pricing, method X) at all: its red lines. */
bool cd_term_acceptable(const CdWorld *world, guint council, CdTerm term, double x);
