/* influences-json.h - on which assumptions differences turn, as JSON. docs/results.md. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/report/json.h"

/* The member "influences" of an open object. */
void cd_json_put_influences(CdJson *json, const CdResults *results);
