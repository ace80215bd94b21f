#include "sim/report/evidence-json.h"

#include "sim/report/evidence-words.h"
#include "sim/report/influence-words.h"
#include "sim/report/input.h"

static void put_input(CdJson *json, const CdResults *results, const CdInfluence *it)
{
  const CdAccordInput *input = cd_influence_input(results, it);
  const CdValue *value = cd_input_value(results->scenario, input);
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_text(json, "path", input->path);
  cd_json_text(json, "grade", value->grade);
  cd_json_text(json, "source", value->source);
  cd_json_number(json, "share", it->share);
  cd_json_number(json, "share_low", it->share_low);
  cd_json_number(json, "share_high", it->share_high);
  cd_json_number(json, "direction", it->direction);
  cd_json_number(json, "at_low", it->low.x);
  cd_json_number(json, "margin_low", it->low.d.d.mean);
  cd_json_number(json, "at_high", it->high.x);
  cd_json_number(json, "margin_high", it->high.d.d.mean);
  cd_json_text(json, "reverses", cd_reversal_text(it->reversal));
  cd_json_close_object(json);
}

static void put_conclusion(CdJson *json, const CdResults *results, const CdConclusion *it)
{
  const CdInfluence *turns = cd_conclusion_turns_on(it);
  g_autofree char *title = cd_conclusion_title(results, it), *found = cd_conclusion_found(results, it),
                  *sentence = cd_conclusion_sentence(results, it),
                  *command = cd_conclusion_command(results, it, CD_SCENARIO_BESIDE);
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "kind", cd_conclusion_kind_text(it->kind));
  cd_json_text(json, "id", cd_conclusion_id(results, it));
  cd_json_text(json, "conclusion", title);
  cd_json_text(json, "found", found);
  cd_json_number(json, "margin", it->mean);
  cd_json_integer(json, "tested", it->n_tested);
  cd_json_integer(json, "told", it->n_told);
  cd_json_text(json, "turns_on", turns ? cd_influence_input(results, turns)->path : NULL);
  cd_json_bool(json, "weak", cd_conclusion_is_weak(results, it));
  cd_json_text(json, "verdict", sentence);
  cd_json_text(json, "flip", command);
  cd_json_open_array(json, "rests_on", CD_JSON_TALL);
  for (guint i = 0; i < it->n; i++)
    put_input(json, results, &it->influence[i]);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

void cd_json_put_evidence(CdJson *json, const CdResults *results)
{
  cd_json_open_array(json, "evidence", CD_JSON_TALL);
  for (guint c = 0; c < results->evidence->n; c++)
    put_conclusion(json, results, &results->evidence->conclusion[c]);
  cd_json_close_array(json);
}
