/* seated.h - a scenario with talks drawn and laid out up to the roundtable, for tests of sim/engine/partners. */
#pragma once

#include "sim/engine/partners/decision.h"

/* Two councils, eastern and western, of small.h: structures "apart" (business as usual), "joint", and "core": justice together, the rest by
 * each on its own. Contracts cost management of 7,000 and 20 a client, terms matter to delivery a little, going together takes officers' time.
 * On the table: lengths 3, 5, 7; quality weights 0.5, 0.75; pricing methods block, results; outcomes shares 0, 0.5, 1; localisations 0, 0.5, 1. */
CdScenario *cd_seated_small(void);

/* Adds a third council, southern, which buys on its own in every structure: so no structure shows it with another. */
void cd_seated_add_southern(CdScenario *scenario);

/* The LLR 2021 case, not to be changed: tests share it. */
CdScenario *cd_seated_llr(void);

typedef struct {
  CdScenario *scenario;
  CdWorld *world; /* drawn; a test may change its numbers and lay again */
  CdArena *arena;
  CdPartners *partners;
  CdScene *scene;
  CdRoundtable *table;
  CdBlockValues values; /* own beliefs, own tastes */
} CdSeated;

/* SCENARIO is taken over. Drawn for REPLICATE of seed 1; nothing laid yet. */
CdSeated *cd_seated_new(CdScenario *scenario, guint32 replicate);
void cd_seated_free(CdSeated *seated);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSeated, cd_seated_free)

/* Scene and roundtable of the world as it now is. */
void cd_seated_lay(CdSeated *seated);

/* Walk-away values too. */
void cd_seated_solve(CdSeated *seated);

/* All three. */
CdSeated *cd_seated_solved(CdScenario *scenario, guint32 replicate);

/* Mask of councils by id, ids joined by +. */
guint32 cd_seated_block(const CdSeated *seated, const char *councils);
