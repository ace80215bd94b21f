/* alternatives-json.h - the answer under other choices, as JSON. docs/results.md. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/report/json.h"
#include "sim/report/option.h"

/* The key "alternatives": null where nothing was rerun. */
void cd_json_put_alternatives(CdJson *json, const CdResults *results);
