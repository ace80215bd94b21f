/* evidence-json.h - the register of evidence as JSON. docs/results.md. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/report/json.h"

/* The member "evidence" of an open object. */
void cd_json_put_evidence(CdJson *json, const CdResults *results);
