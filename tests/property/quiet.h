/* quiet.h - a scenario whose structures make no difference to any client, so that one difference at a time
 * can be put in. */
#pragma once

#include "tests/property/generate.h"

/* Fit, travel, doors, intelligence, early help, posts, failures, losses on moves, pricing's odds and quality
 * do nothing; there is no co-commissioner, the service starts as planned in every structure, and capacity
 * drops alike whoever wins; every contract is tendered (transform.h). Caseloads, costs, market, borders, hubs and structures are as varied as ever. */
CdScenario *cd_quiet(guint64 seed, CdWanted wanted);
