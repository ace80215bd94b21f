/* run-json.h - which run something is told of, as JSON: the same members wherever it stands. docs/results.md. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/report/json.h"

/* The members "scenario", "label", "sha256", "version", "seed" and "replicates" of an open object. */
void cd_json_put_run(CdJson *json, const CdResults *results);
