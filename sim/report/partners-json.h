/* partners-json.h - councils, blocks and texts as members of JSON. */
#pragma once

#include "sim/report/json.h"
#include "sim/report/partners.h"

/* [{"path": "cost/overhead", "value": "0.1", "by": "--set"}]: what was set for this run, by --set or --params. */
void cd_json_put_set(CdJson *json, const char *key, const CdScenario *scenario);

/* ["city", "county"] */
void cd_json_put_block(CdJson *json, const char *key, const CdScenario *scenario, guint32 mask);

/* [["city", "county"], ["rutland"]] */
void cd_json_put_partition(CdJson *json, const char *key, const CdScenario *scenario, const CdPartition *partition);

/* Members of an open object that tell what FORM of BLOCK is: "form", its number as in texts; "structure", the id of the structure that shows it, null where none
 * does; "contracts", how many. */
void cd_json_put_form(CdJson *json, const CdSession *session, guint32 block, guint form);

/* {"length": 5, "quality-weight": 0.75, "pricing": "block", "outcomes-share": 0.4, "localisation": 0.6, "form": 0}; null for CD_NO_TEXT. What
 * sim/experiment/moves.h reads. */
void cd_json_put_text(CdJson *json, const char *key, const CdSession *session, guint32 block, guint text);

/* {"share": 0.5, "low": 0.4, "high": 0.6, "n": 50, "of": 100} */
void cd_json_put_share(CdJson *json, const char *key, CdShare share);

/* What was run: members "scenario", "sha256", "seed", "replicates" of an open object. */
void cd_json_put_effort(CdJson *json, const CdScenario *scenario, guint64 seed, guint replicates);
