#include "sim/report/run-json.h"

void cd_json_put_run(CdJson *json, const CdResults *results)
{
  cd_json_text(json, "scenario", results->scenario->id);
  cd_json_text(json, "label", results->scenario->label);
  cd_json_text(json, "sha256", results->scenario->sha256);
  cd_json_text(json, "version", results->version);
  cd_json_integer(json, "seed", results->seed);
  cd_json_integer(json, "replicates", results->replicates);
}
