#include <math.h>
#include "sim/report/option.h"
#include "sim/report/remark.h"
#include "sim/report/run-json.h"

static void put_rule(CdJson *json, const char *key, CdScoring scoring, double weight, double minimum)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_text(json, "scoring", cd_remark_words(scoring)->id);
  cd_json_number(json, "quality_weight", weight);
  cd_json_number(json, "minimum_quality", minimum);
  cd_json_close_object(json);
}

static void put_formulas(CdJson *json, const double other[CD_SCORING_COUNT][CD_REMARK_WEIGHTS])
{
  cd_json_open_array(json, "formulas", CD_JSON_TALL);
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint w = 0; w < CD_REMARK_WEIGHTS; w++) {
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "scoring", cd_remark_words((CdScoring)f)->id);
      cd_json_number(json, "quality_weight", cd_remark_weight[w]);
      cd_json_number(json, "changed", other[f][w]);
      cd_json_close_object(json);
    }
  cd_json_close_array(json);
}

void cd_remark_put_scoring(CdJson *json, const CdRemark *remark)
{
  cd_json_open_object(json, "scoring", CD_JSON_TALL);
  cd_json_text(json, "formula", cd_remark_words(remark->was)->id);
  cd_json_number(json, "flips", remark->flips_before);
  put_formulas(json, remark->other);
  cd_json_close_object(json);
}

static void put_mean(CdJson *json, const char *key, const CdSummary *it)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "mean", it->mean);
  cd_json_number(json, "low", it->low);
  cd_json_number(json, "high", it->high);
  cd_json_integer(json, "n", it->n);
  cd_json_close_object(json);
}

static void put_side(CdJson *json, const char *key, const CdRemark *remark, const CdRemarkContract *it, bool after)
{
  const double *won = after ? it->after : it->before;
  cd_json_open_object(json, key, CD_JSON_TALL);
  cd_json_open_object(json, "won", CD_JSON_FLAT);
  for (guint p = 0; p < remark->results->n_bidders; p++)
    cd_json_number(json, cd_scenario_bidder(remark->results->scenario, p)->id, won[p]);
  cd_json_close_object(json);
  cd_json_number(json, "nobody", after ? it->none_after : it->none_before);
  put_mean(json, "price", after ? &it->price_after : &it->price_before);
  put_mean(json, "quality", after ? &it->quality_after : &it->quality_before);
  cd_json_number(json, "flips", after ? it->flips_after : it->flips_before);
  cd_json_close_object(json);
}

static void put_contract(CdJson *json, const CdRemark *remark, const CdRemarkContract *it)
{
  const CdContractSpec *contract = cd_scenario_contract(remark->results->scenario, it->contract);
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "structure", cd_option_id(remark->results, (guint)contract->head.parent));
  cd_json_text(json, "contract", contract->head.id);
  cd_json_text(json, "label", contract->head.label);
  cd_json_integer(json, "tenders", it->held);
  put_mean(json, "changed", &it->changed);
  put_side(json, "before", remark, it, false);
  put_side(json, "after", remark, it, true);
  put_formulas(json, it->other);
  cd_json_close_object(json);
}

char *cd_remark_json(const CdRemark *remark)
{
  const CdResults *results = remark->results;
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_put_run(&json, results);
  cd_json_text(&json, "note", cd_remark_note());
  put_rule(&json, "before", remark->was, NAN, NAN);
  put_rule(&json, "after", remark->scoring, remark->quality_weight, remark->minimum_quality);
  cd_json_number(&json, "changed", remark->changed);
  cd_json_number(&json, "flips_before", remark->flips_before);
  cd_json_number(&json, "flips_after", remark->flips_after);
  put_formulas(&json, remark->other);
  cd_json_open_array(&json, "contracts", CD_JSON_TALL);
  for (guint c = 0; c < results->n_contracts; c++)
    put_contract(&json, remark, &remark->contract[c]);
  cd_json_close_array(&json);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}
