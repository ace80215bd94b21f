/* transform.h - a scenario changed in one respect: what a metamorphic test compares with. None of them draws
 * anything. */
#pragma once

#include "sim/model/spec.h"

/* Which rows of the old scenario a new one has, in which order: ROW[kind][0 .. n[kind]) of old rows. Children
 * whose parent is left out, and rows that refer to one left out, go too; lists lose it. */
typedef struct {
  guint *row[CD_ENTITY_COUNT];
  guint n[CD_ENTITY_COUNT];
} CdOrder;

CdScenario *cd_rebuild(const CdScenario *from, const CdOrder *order);

/* The same. */
CdScenario *cd_copy(const CdScenario *from);

/* Rows of every kind and the ids of every list in another order; pricing methods excepted, whose order
 * settles ties of liking. */
CdScenario *cd_shuffle(const CdScenario *from, guint64 seed);

/* Without any entity of KIND, which no other requires. */
CdScenario *cd_without(const CdScenario *from, CdEntityKind kind);

/* Without one row. */
CdScenario *cd_without_row(const CdScenario *from, CdEntityKind kind, guint row);

/* In place. All rows of KIND: the number FIELD becomes the point X. */
void cd_fix(CdScenario *scenario, CdEntityKind kind, const char *field, double x);

/* In place. All rows of KIND: the choice FIELD becomes CHOICE. */
void cd_choose(CdScenario *scenario, CdEntityKind kind, const char *field, int choice);

/* In place. Every contract is let by a tender, by one for all its parties, and whoever leads bears nothing for the others: what continues a contract in
 * force goes on with its provider, staff and pricing, and what each party buys for itself has no scale, so that structures that go by different routes
 * differ by more than how they cut up the service. What procurement takes stays as it is. */
void cd_tender_all(CdScenario *scenario);

/* In place. Every referrer loses at each further door what delivery/door-loss says. */
void cd_same_doors(CdScenario *scenario);

/* In place. Every sum of money times FACTOR, and what is stated by the pound divided by it. */
void cd_rescale_money(CdScenario *scenario, double factor);

/* Ids as a list owned by SCENARIO. */
CdRefs cd_refs_new(CdScenario *scenario, const guint *row, guint n);
