/* generate.h - a random valid scenario from a seed.
 *
 * Built in memory, row by row, which takes a seventh of the time that XML would;
 * tests/property/generated.c has every one of a sample written, read and checked by the loader. Varied: 1-5
 * areas, 1-5 councils (of one or more areas), 1-8 cohorts, 1-4 components (with and without clients of their
 * own), 1-6 providers, some in a consortium, 0-2 co-commissioners, hubs, localities, travel, borders, posts, pricing methods, all
 * terms, distributions of every kind, and 2-5 structures: joint, separate, core and local by shares, and
 * random partitions with functional cuts. Every contract has clients. Two in five have <procurement>, with routes of every kind that the law of
 * their dates knows, and two in five <budgets>, with cuts, grants and reserves; two in five have referrers, half are
 * scored by a formula other than absolute marks. */
#pragma once

#include "sim/model/spec.h"

/* What a property needs of its scenarios; 0: whatever comes. */
typedef struct {
  guint areas, councils; /* exactly so many; councils <= areas */
  guint horizon;         /* months */
  bool sure;             /* every number a single point */
  bool talks;            /* 2-4 councils talk, by any protocol, over a small table of terms */
} CdWanted;

/* Structures 0 and 1 are always the joint one and the one of a contract for each council; baseline is any.
 * Freed by cd_scenario_unref(). */
CdScenario *cd_generate(guint64 seed, CdWanted wanted);

/* Whatever comes. */
CdScenario *cd_generate_any(guint64 seed);
