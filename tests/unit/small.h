/* small.h - a small case for tests of the engine: round numbers, no effect but those that a test turns on.
 *
 * Two councils, three areas; of clients on average
 *                          eastern                 western
 *                          east       hill         west
 *   opiate   (3 years)     150        37.5         75        of 200, 50, 100 seen in a year
 *   alcohol  (6 months)     40        10           20           120, 30, 60
 *   justice  (1 year)       40        10           20            80, 20, 40
 *   adults                 230        57.5        115           400, 100, 200
 *   young    (1 year)       20         -            -            40
 * Direct care of 1,000 (opiate), 600 (alcohol), 800 (justice) and 1,500 (young) a client, 200 more by use for opiates; components
 * "treatment" (opiate, alcohol), "justice", "youth", and "beds", 100 for every adult client, paid by use. */
#pragma once

#include "sim/engine/caseload.h"

/* All but structures, contracts, providers, hubs, posts and co-commissioners. Freed by cd_scenario_unref(). */
CdScenario *cd_small_scenario(void);

/* A row more; FIELDS as "name=value name=first+second": references by id, several with + between. A contract's PARENT is its structure's
 * id, and so on; else NULL. Returns its row. */
guint cd_small_add(CdScenario *scenario, CdEntityKind kind, const char *parent, const char *id, const char *fields);

/* Fields of a row that is there; ID: NULL for an element that stands once. */
void cd_small_set(CdScenario *scenario, CdEntityKind kind, const char *id, const char *fields);

/* The same for a row within PARENT, as above. */
void cd_small_set_within(CdScenario *scenario, CdEntityKind kind, const char *parent, const char *id, const char *fields);

/* A structure "joint" with a contract "all" and a structure "apart" with "eastern" and "western", which is business as usual. */
void cd_small_add_structures(CdScenario *scenario);

/* The case drawn and its caseload. Owns the scenario. */
typedef struct {
  CdScenario *scenario;
  CdWorld *world; /* a test may change its numbers */
  CdArena *arena;
  CdCaseload caseload;
} CdSmall;

CdSmall *cd_small_new(CdScenario *scenario);
void cd_small_free(CdSmall *small);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSmall, cd_small_free)

/* The caseload anew, where numbers of the world have changed. */
void cd_small_lay(CdSmall *small, const double *reach);
void cd_small_lay_reaching(CdSmall *small, double reach_cj);

/* Row by id, which must be there. PARENT as above. */
guint cd_small_row(const CdScenario *scenario, CdEntityKind kind, const char *parent, const char *id);

/* Cell by ids. */
guint cd_small_cell(const CdSmall *small, const char *area, const char *cohort);
