#include "sim/report/alternatives-json.h"

#include "sim/report/alternatives-words.h"

static void write_difference(CdJson *json, const char *key, const CdDifference *it)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "mean", it->d.mean);
  cd_json_number(json, "low", it->d.low);
  cd_json_number(json, "high", it->d.high);
  cd_json_number(json, "q", it->q);
  cd_json_number(json, "q_down", it->q_down);
  cd_json_text(json, "verdict", cd_verdict_text(it->verdict));
  cd_json_integer(json, "n", it->d.n);
  cd_json_close_object(json);
}

static void write_answer(CdJson *json, const CdResults *results, guint metric, const CdAlternativeAnswer *it)
{
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "metric",
               results->layout->name[cd_metric_at(results->layout, cd_question_metric[metric], CD_TOTAL, 0)]);
  cd_json_text(json, "changes", cd_alternative_change_text(it));
  write_difference(json, "stated", &it->stated);
  write_difference(json, "other", &it->other);
  write_difference(json, "shift", &it->shift);
  cd_json_close_object(json);
}

static void write_alternative(CdJson *json, const CdResults *results, const CdAlternative *it)
{
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "path", it->path);
  cd_json_text(json, "stated", it->stated);
  cd_json_text(json, "other", it->word);
  cd_json_text(json, "grade", it->field->grade);
  cd_json_text(json, "source", it->field->source);
  cd_json_text(json, "refused", it->refusal);
  cd_json_integer(json, "replicates", it->replicates);
  cd_json_open_array(json, "answers", CD_JSON_TALL);
  for (guint m = 0; it->answer && m < cd_question_metrics; m++)
    write_answer(json, results, m, &it->answer[m]);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

void cd_json_put_alternatives(CdJson *json, const CdResults *results)
{
  const CdAlternatives *all = results->alternatives;
  if (!all) {
    cd_json_null(json, "alternatives");
    return;
  }
  cd_json_open_object(json, "alternatives", CD_JSON_TALL);
  cd_json_text(json, "a", cd_option_id(results, all->pair.a));
  cd_json_text(json, "b", cd_option_id(results, all->pair.b));
  cd_json_open_array(json, "choices", CD_JSON_TALL);
  for (guint i = 0; i < all->n; i++)
    write_alternative(json, results, &all->alternative[i]);
  cd_json_close_array(json);
  cd_json_close_object(json);
}
