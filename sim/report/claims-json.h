/* claims-json.h - claims, answered, as JSON. docs/results.md. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/report/json.h"

/* The member "claims" of an open object. */
void cd_json_put_claims(CdJson *json, const CdResults *results);
