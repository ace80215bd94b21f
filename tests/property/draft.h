/* draft.h - a scenario being made: rows, and numbers about a centre, for generate.c and what it calls. */
#pragma once

#include "sim/model/spec.h"
#include "tests/property/dice.h"
#include "tests/property/generate.h"

#define MOST 8
#define SOURCE "invented"

/* A scenario being made, and what later rows must know of earlier ones. */
typedef struct {
  CdScenario *scenario;
  CdDice dice;
  CdWanted wanted;
  guint64 seed;
  guint areas, councils, components, cohorts, pricings;
  bool young;             /* some cohort is under 18 */
  guint council_of[MOST]; /* [area] */
} Draft;

/* The number NAME of ROW, a distribution of any kind about CENTRE, or about a point LOW to HIGH; always within the field's range. */
void about(Draft *it, CdEntityKind kind, CdSpecHead *row, const char *name, double centre);
void between(Draft *it, CdEntityKind kind, CdSpecHead *row, const char *name, double low, double high);

/* X itself. */
void exactly(CdEntityKind kind, CdSpecHead *row, const char *name, double x);

/* Numbers that have a default: left at it, or moved to half to one and a half times its median. */
void vary_defaults(Draft *it, CdEntityKind kind, CdSpecHead *row);

/* Ids differ from scenario to scenario, so that hashed orders do. */
CdSpecHead *row_new(Draft *it, CdEntityKind kind, int parent, const char *name, guint number);

CdRefs refs_of(Draft *it, const guint *row, guint n);

/* Some of 0 .. n - 1, at least LEAST, in random order. */
CdRefs some_of(Draft *it, guint n, guint least);

/* How contracts are awarded: routes and what they fall back to, buyers and leads, every remedy, how long each part takes, years with months in
 * which nothing is decided. Two scenarios in five. */
void add_procurement(Draft *it);

/* How bids are marked: every formula, a quality below which no bid counts; and who refers, to one door or to several, a contract or a provider each. After all
 * else, so that what was drawn before there were these stays. */
void add_marks(Draft *it);

/* Councils' money: growth, cuts, grants of either kind, reserves; too little as often as enough. Two scenarios in five. */
void add_budgets(Draft *it);
