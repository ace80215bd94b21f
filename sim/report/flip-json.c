#include <math.h>
#include "concordat/version.h"
#include "sim/appraisal/results.h"
#include "sim/report/flip-words.h"
#include "sim/report/input.h"
#include "sim/report/partners-json.h"

static const char *const kinds[] = {[CD_CROSSES_NOWHERE] = "none",
                                    [CD_CROSSES_UNTOLD] = "cannot tell",
                                    [CD_CROSSES_ONCE] = "one",
                                    [CD_CROSSES_OFTEN] = "several",
                                    [CD_CROSSES_UNDEFINED] = "not defined"};
static const char *const changes[] = {[CD_FLIP_STAYS] = "no", [CD_FLIP_PERHAPS] = "perhaps", [CD_FLIP_REVERSES] = "yes"};

static const char *side_text(int side)
{
  return side < 0 ? "below" : side > 0 ? "above" : "cannot tell";
}

static void put_end(CdJson *json, const char *key, const CdFlipEnd *it)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  if (isfinite(it->x))
    cd_json_number(json, "at", it->x);
  cd_json_number(json, "mean", it->mean);
  cd_json_number(json, "low", it->mean - it->half);
  cd_json_number(json, "high", it->mean + it->half);
  cd_json_close_object(json);
}

static void put_scan(CdJson *json, const char *key, const CdCrossings *it)
{
  if (!it) {
    cd_json_null(json, key);
    return;
  }
  cd_json_open_object(json, key, CD_JSON_TALL);
  cd_json_text(json, "crossings", kinds[it->kind]);
  cd_json_number(json, "critical", it->critical);
  cd_json_open_array(json, "scan", CD_JSON_TALL);
  for (guint i = 0; i < it->n_scanned; i++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_number(json, "at", it->scanned[i].x);
    cd_json_number(json, "mean", it->scanned[i].mean);
    cd_json_number(json, "se", it->scanned[i].se);
    cd_json_text(json, "side", side_text(it->scanned[i].side));
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_point(CdJson *json, const char *key, const CdFlipPoint *it)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "at", it->at.value);
  cd_json_number(json, "low", it->low);
  cd_json_number(json, "high", it->high);
  cd_json_number(json, "before_low", it->at.low);
  cd_json_number(json, "before_high", it->at.high);
  cd_json_text(json, "below_it", side_text(it->at.side));
  cd_json_bool(json, "outside", it->outside);
  put_end(json, "tried_low", &it->end[0]);
  put_end(json, "tried_high", &it->end[1]);
  cd_json_bool(json, "confirmed", it->confirmed);
  cd_json_close_object(json);
}

static void put_lever(CdJson *json, const CdFlip *flip, const CdFlipLever *it)
{
  const CdAccordInput *input = &it->lever.member[0];
  const CdValue *value = cd_input_value(flip->scenario, input);
  g_autofree char *dist = cd_dist_format(&value->dist);
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  g_autofree char *label = cd_input_name(flip->scenario, input);
  cd_json_text(json, "path", input->path);
  cd_json_text(json, "label", label);
  cd_json_open_array(json, "alike", CD_JSON_FLAT);
  for (guint m = 1; m < it->lever.n; m++)
    cd_json_text(json, NULL, it->lever.member[m].path);
  cd_json_close_array(json);
  cd_json_text(json, "value", dist);
  cd_json_text(json, "grade", value->grade);
  cd_json_text(json, "source", value->source);
  cd_json_bool(json, "own", it->own);
  cd_json_number(json, "share", it->share);
  cd_json_number(json, "central", it->lever.central);
  cd_json_number(json, "lowest", it->lever.low);
  cd_json_number(json, "highest", it->lever.high);
  cd_json_bool(json, "takes_part", !it->no_part);
  cd_json_bool(json, "reverses", cd_flip_reverses(flip, it));
  cd_json_number(json, "reversed", it->reversed);
  put_scan(json, "within", it->within);
  put_scan(json, "below", it->below);
  put_scan(json, "above", it->above);
  cd_json_open_array(json, "break_even", CD_JSON_TALL);
  for (guint p = 0; p < it->n; p++)
    put_point(json, NULL, &it->point[p]);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_together(CdJson *json, const CdFlip *flip)
{
  const CdFlipTogether *it = &flip->together;
  if (!it->along) {
    cd_json_null(json, "together");
    return;
  }
  double t = it->reverses ? it->point.at.value : it->t_most;
  cd_json_open_object(json, "together", CD_JSON_TALL);
  cd_json_bool(json, "reverses", it->reverses);
  cd_json_open_array(json, "assumptions", CD_JSON_TALL);
  for (guint m = 0; m < it->n; m++) {
    const CdFlipMove *move = &it->move[m];
    const CdAccordInput *input = &flip->lever[move->lever].lever.member[0];
    g_autofree char *label = cd_input_name(flip->scenario, input);
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "path", input->path);
    cd_json_text(json, "label", label);
    cd_json_number(json, "central", move->central);
    cd_json_number(json, "end", move->end);
    cd_json_number(json, "gain", move->gain);
    cd_json_number(json, "at", cd_flip_place(it, m, t));
    cd_json_number(json, "way", cd_flip_way(it, m, t));
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  put_scan(json, "along", it->along);
  if (it->reverses)
    put_point(json, "break_even", &it->point);
  else
    cd_json_null(json, "break_even");
  cd_json_close_object(json);
}

static void put_choice(CdJson *json, const CdFlip *flip, const CdFlipChoice *it)
{
  g_autofree char *label = cd_flip_choice_name(it);
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_text(json, "path", it->word.path);
  cd_json_text(json, "label", label);
  cd_json_text(json, "stated", it->word.stated);
  cd_json_text(json, "stated_label", cd_flip_choice_label(flip, it, it->word.stated));
  cd_json_text(json, "word", it->word.word);
  cd_json_text(json, "word_label", cd_flip_choice_label(flip, it, it->word.word));
  cd_json_text(json, "refused", it->word.refusal);
  put_end(json, "with", &it->with);
  put_end(json, "tried", &it->fresh);
  cd_json_text(json, "reverses", changes[it->change]);
  cd_json_close_object(json);
}

static void put_question(CdJson *json, const CdFlip *flip)
{
  const CdMeasure *it = &flip->measure;
  const CdSpecHead *test = flip->test < 0 ? NULL : &cd_scenario_claim_test(flip->scenario, (guint)flip->test)->head;
  const CdSpecHead *claim = test ? &cd_scenario_claim(flip->scenario, (guint)test->parent)->head : NULL;
  const CdSpecHead *partner =
      flip->kind == CD_ENTITY_NONE ? NULL : cd_scenario_row(flip->scenario, flip->kind, flip->partner);
  const CdSpecHead *a = &cd_scenario_structure(flip->scenario, CD_ARM_STRUCTURE(it->arm))->head;
  const CdSpecHead *b =
      it->against < 0 ? NULL : &cd_scenario_structure(flip->scenario, CD_ARM_STRUCTURE((guint)it->against))->head;
  const CdMetric *metric = cd_metric(flip->layout->kind[it->value]);
  cd_json_text(json, "claim", claim ? claim->id : NULL);
  cd_json_text(json, "claim_label", claim ? claim->label : NULL);
  cd_json_text(json, "test", test ? test->id : NULL);
  cd_json_text(json, "for", partner ? partner->id : NULL);
  cd_json_text(json, "for_label", partner ? partner->label : NULL);
  cd_json_text(json, "a", a->id);
  cd_json_text(json, "a_label", a->label);
  cd_json_text(json, "b", b ? b->id : NULL);
  cd_json_text(json, "b_label", b ? b->label : NULL);
  cd_json_text(json, "metric", flip->layout->name[it->value]);
  cd_json_text(json, "metric_label", metric->label);
  cd_json_text(json, "of_label", flip->layout->label[it->value]);
}

char *cd_flip_json(const CdFlip *flip)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_put_effort(&json, flip->scenario, flip->seed, flip->replicates);
  cd_json_integer(&json, "replicates_each", flip->each);
  cd_json_integer(&json, "fresh_seed", flip->fresh);
  cd_json_text(&json, "version", CD_VERSION);
  put_question(&json, flip);
  cd_json_put_set(&json, "set", flip->scenario);
  put_end(&json, "stated", &flip->stated);
  cd_json_text(&json, "side", side_text(flip->side));
  cd_json_integer(&json, "inputs", MAX(flip->n_inputs, flip->n));
  cd_json_open_array(&json, "assumptions", CD_JSON_TALL);
  for (guint l = 0; l < flip->n; l++)
    put_lever(&json, flip, &flip->lever[l]);
  cd_json_close_array(&json);
  put_together(&json, flip);
  cd_json_open_array(&json, "choices", CD_JSON_TALL);
  for (guint c = 0; c < flip->n_choices; c++)
    put_choice(&json, flip, &flip->choice[c]);
  cd_json_close_array(&json);
  cd_json_close_object(&json);
  g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}
