#include "sim/report/influences-json.h"

#include "sim/report/influence-words.h"
#include "sim/report/input.h"

static void write_fifth(CdJson *json, const char *key, const CdFifth *fifth)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "at", fifth->x);
  cd_json_number(json, "from", fifth->from);
  cd_json_number(json, "to", fifth->to);
  cd_json_number(json, "mean", fifth->d.d.mean);
  cd_json_number(json, "low", fifth->d.d.low);
  cd_json_number(json, "high", fifth->d.d.high);
  cd_json_number(json, "q", fifth->d.q);
  cd_json_number(json, "q_down", fifth->d.q_down);
  cd_json_text(json, "verdict", cd_verdict_text(fifth->d.verdict));
  cd_json_integer(json, "n", fifth->d.d.n);
  cd_json_close_object(json);
}

static void write_influence(CdJson *json, const CdResults *results, const CdInfluence *it)
{
  const CdAccordInput *input = cd_influence_input(results, it);
  const CdValue *value = cd_input_value(results->scenario, input);
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "path", input->path);
  cd_json_integer(json, "alike", results->questions->alike[it->input]);
  cd_json_text(json, "grade", value->grade);
  cd_json_text(json, "source", value->source);
  cd_json_number(json, "share", it->share);
  cd_json_number(json, "share_low", it->share_low);
  cd_json_number(json, "share_high", it->share_high);
  cd_json_number(json, "p", it->p);
  cd_json_number(json, "direction", it->direction);
  write_fifth(json, "low", &it->low);
  write_fifth(json, "high", &it->high);
  cd_json_text(json, "reverses", cd_reversal_text(it->reversal));
  cd_json_open_object(json, "break_even", CD_JSON_FLAT);
  cd_json_number(json, "at", it->even.value);
  cd_json_number(json, "low", it->even.low);
  cd_json_number(json, "high", it->even.high);
  cd_json_integer(json, "crossings", it->even.crossings);
  cd_json_close_object(json);
  cd_json_close_object(json);
}

void cd_json_put_influences(CdJson *json, const CdResults *results)
{
  cd_json_open_array(json, "influences", CD_JSON_TALL);
  for (guint q = 0; q < results->questions->n; q++) {
    const CdQuestion *question = &results->questions->question[q];
    const CdInfluences *it = question->influences;
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    cd_json_text(json, "a", cd_option_id(results, question->a));
    cd_json_text(json, "b", cd_option_id(results, question->b));
    cd_json_text(json, "metric", results->layout->name[question->value]);
    cd_json_integer(json, "n", it->n);
    cd_json_integer(json, "tested", it->n_tested);
    cd_json_number(json, "luck", it->luck);
    cd_json_number(json, "least", it->least);
    cd_json_open_array(json, "assumptions", CD_JSON_TALL);
    for (guint i = 0; i < it->n_told; i++)
      write_influence(json, results, &it->influence[i]);
    cd_json_close_array(json);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}
