/* scale-json.h - sizes at which posts and hubs are viable, and what contracts' sizes cost, as JSON: `scale` of results.json. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/report/json.h"

void cd_json_put_scale(CdJson *json, const CdResults *results);
