#include "sim/report/contrast.h"

#include "sim/report/json.h"
#include "sim/report/option.h"
#include "sim/report/partners-json.h"

static void write_side(CdJson *json, const char *key, const CdResults *results, guint replicates)
{
  cd_json_open_object(json, key, CD_JSON_TALL);
  cd_json_text(json, "scenario", results->scenario->id);
  cd_json_text(json, "label", results->scenario->label);
  cd_json_text(json, "sha256", results->scenario->sha256);
  cd_json_text(json, "version", results->version);
  cd_json_integer(json, "seed", results->seed);
  cd_json_integer(json, "replicates", replicates);
  cd_json_put_set(json, "set", results->scenario);
  cd_json_close_object(json);
}

static void write_inputs(CdJson *json, const CdContrast *contrast)
{
  cd_json_open_array(json, "inputs", CD_JSON_TALL);
  for (guint i = 0; i < contrast->input->len; i++) {
    const CdInputContrast *it = g_ptr_array_index(contrast->input, i);
    g_autofree char *a = cd_contrast_side(contrast->a->scenario, it, true, false),
                    *b = cd_contrast_side(contrast->b->scenario, it, false, false);
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "path", it->path);
    cd_json_text(json, "kind", it->field ? "value" : "entity");
    cd_json_text(json, "unit", *cd_contrast_unit(it) ? cd_contrast_unit(it) : NULL);
    cd_json_text(json, "a", a && *a ? a : NULL);
    cd_json_text(json, "b", b && *b ? b : NULL);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void write_statistics(CdJson *json, const CdContrast *contrast, const CdDifference *it)
{
  bool paired = contrast->paired > 0;
  cd_json_number(json, "mean", it->d.mean);
  cd_json_number(json, "low", it->d.low);
  cd_json_number(json, "high", it->d.high);
  cd_json_number(json, "p5", it->d.p5);
  cd_json_number(json, "p95", it->d.p95);
  cd_json_integer(json, "n", it->d.n);
  cd_json_number(json, "q", it->q);
  cd_json_number(json, "q_down", it->q_down);
  cd_json_number(json, "q_low", it->q_low);
  cd_json_number(json, "q_high", it->q_high);
  cd_json_text(json, "verdict", paired ? cd_verdict_text(it->verdict) : NULL);
  cd_json_integer(json, "more", it->more);
}

static void write_groupings(CdJson *json, const CdContrast *contrast)
{
  if (!contrast->grouping) {
    cd_json_null(json, "groupings");
    return;
  }
  cd_json_open_array(json, "groupings", CD_JSON_TALL);
  for (guint g = 0; g < contrast->grouping->len; g++) {
    const CdGroupingContrast *it = &g_array_index(contrast->grouping, CdGroupingContrast, g);
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_partition(json, "blocks", contrast->a->scenario, &it->partition);
    cd_json_put_share(json, "a", it->a);
    cd_json_put_share(json, "b", it->b);
    cd_json_number(json, "change", it->change);
    cd_json_number(json, "low", it->low);
    cd_json_number(json, "high", it->high);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void write_differences(CdJson *json, const CdContrast *contrast)
{
  cd_json_open_array(json, "differences", CD_JSON_TALL);
  for (guint s = 0; s < contrast->n_structures; s++)
    for (guint v = 0; v < contrast->n_values; v++) {
      const CdContrastStructure *structure = &contrast->structure[s];
      const CdContrastValue *value = &contrast->value[v];
      const CdDifference *it = &structure->value[v];
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "structure", cd_option_id(contrast->a, structure->a));
      cd_json_text(json, "metric", contrast->a->layout->name[value->a]);
      cd_json_number(json, "a", cd_option_summary(contrast->a, structure->a, value->a)->mean);
      cd_json_number(json, "b", cd_option_summary(contrast->b, structure->b, value->b)->mean);
      write_statistics(json, contrast, it);
      cd_json_number(json, "delta", value->delta);
      cd_json_bool(json, "matters", cd_contrast_matters(contrast, it, value->delta));
      cd_json_close_object(json);
    }
  cd_json_close_array(json);
}

static void write_answer_of(CdJson *json, const char *key, const CdResults *results)
{
  CdDifference answer;
  if (!cd_contrast_answer(results, &answer)) {
    cd_json_null(json, key);
    return;
  }
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_text(json, "joint", cd_option_id(results, (guint)root->joint));
  cd_json_text(json, "apart", cd_option_id(results, (guint)root->apart));
  cd_json_number(json, "mean", answer.d.mean);
  cd_json_number(json, "low", answer.d.low);
  cd_json_number(json, "high", answer.d.high);
  cd_json_number(json, "q", answer.q);
  cd_json_number(json, "q_down", answer.q_down);
  cd_json_text(json, "verdict", cd_verdict_text(answer.verdict));
  cd_json_close_object(json);
}

static void write_answer(CdJson *json, const CdContrast *contrast)
{
  cd_json_open_object(json, "answer", CD_JSON_TALL);
  cd_json_text(json, "change", cd_answer_change_id(contrast->answer));
  write_answer_of(json, "a", contrast->a);
  write_answer_of(json, "b", contrast->b);
  if (contrast->answer == CD_ANSWER_NOT_ASKED) {
    cd_json_null(json, "gap");
  } else {
    cd_json_open_object(json, "gap", CD_JSON_FLAT);
    write_statistics(json, contrast, &contrast->gap);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}

/* Ids of structures that the other has not. */
static void write_alone(CdJson *json, const char *key, const CdContrast *contrast, bool of_a)
{
  const CdResults *results = of_a ? contrast->a : contrast->b;
  cd_json_open_array(json, key, CD_JSON_FLAT);
  for (guint s = 0; s < results->n_structures; s++) {
    bool both = false;
    for (guint i = 0; i < contrast->n_structures; i++)
      both = both || (of_a ? contrast->structure[i].a : contrast->structure[i].b) == s;
    if (!both)
      cd_json_text(json, NULL, cd_option_id(results, s));
  }
  cd_json_close_array(json);
}

static void write_choices(CdJson *json, const char *key, const CdContrast *contrast, CdEntityKind kind)
{
  const CdScenario *a = contrast->a->scenario, *b = contrast->b->scenario;
  bool councils = kind == CD_ENTITY_COUNCIL;
  cd_json_open_object(json, key, CD_JSON_TALL);
  for (guint i = 0; i < a->table[kind].n; i++) {
    const char *id = cd_scenario_row(a, kind, i)->id;
    int other = cd_scenario_find(b, kind, -1, id);
    if (other < 0)
      continue;
    const CdRanking *in_a = councils ? &contrast->a->ranking_council[i] : &contrast->a->ranking_funder[i];
    const CdRanking *in_b = councils ? &contrast->b->ranking_council[other] : &contrast->b->ranking_funder[other];
    guint first_a = cd_contrast_first_choice(contrast->a, in_a), first_b = cd_contrast_first_choice(contrast->b, in_b);
    cd_json_open_object(json, id, CD_JSON_FLAT);
    cd_json_text(json, "a", cd_option_id(contrast->a, first_a));
    cd_json_number(json, "share_a", in_a->first_own[first_a]);
    cd_json_text(json, "b", cd_option_id(contrast->b, first_b));
    cd_json_number(json, "share_b", in_b->first_own[first_b]);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}

char *cd_contrast_json(const CdContrast *contrast)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  write_side(&json, "a", contrast->a, contrast->replicates_a);
  write_side(&json, "b", contrast->b, contrast->replicates_b);
  cd_json_integer(&json, "paired", contrast->paired);
  write_answer(&json, contrast);
  cd_json_open_object(&json, "first_choices", CD_JSON_TALL);
  write_choices(&json, "councils", contrast, CD_ENTITY_COUNCIL);
  write_choices(&json, "funders", contrast, CD_ENTITY_FUNDER);
  cd_json_close_object(&json);
  write_groupings(&json, contrast);
  write_alone(&json, "structures_in_a_alone", contrast, true);
  write_alone(&json, "structures_in_b_alone", contrast, false);
  write_inputs(&json, contrast);
  write_differences(&json, contrast);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}
