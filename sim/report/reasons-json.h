/* reasons-json.h - why partners part and what would last, as members of an open JSON object: the same of a run and of talks alone. */
#pragma once

#include "sim/appraisal/reasons.h"
#include "sim/report/json.h"

void cd_json_put_spread(CdJson *json, const char *key, CdSpread spread);

/* parts_of_break, causes, blocking, consequences, zone_closed, bridge, stability, terms_agreed. */
void cd_json_put_reasons(CdJson *json, const CdReasons *reasons);

/* Which replicates to read first: negotiate --replicate K tells them step by step. */
void cd_json_put_examples(CdJson *json, const CdReasons *reasons);
