#include "sim/report/score.h"

#include "sim/report/csv.h"
#include "sim/report/json.h"

/* By bidder. */
static void put_scores(CdJson *json, const CdScored *it, const CdScoredFormula *formula)
{
  cd_json_open_object(json, "scores", CD_JSON_FLAT);
  for (guint i = 0; i < it->bids->n; i++)
    cd_json_number(json, it->bids->bidder[i], formula->score[i]);
  cd_json_close_object(json);
  cd_json_open_object(json, "ranks", CD_JSON_FLAT);
  for (guint i = 0; i < it->bids->n; i++)
    cd_json_integer(json, it->bids->bidder[i], formula->rank[i]);
  cd_json_close_object(json);
}

static void put_formula(CdJson *json, const CdScored *it, CdScoring f)
{
  const CdScoredFormula *formula = &it->formula[f];
  char **bidder = it->bids->bidder;
  cd_json_open_object(json, formula->key, CD_JSON_TALL);
  cd_json_text(json, "scoring", cd_scoring_text(f)->id);
  cd_json_text(json, "best", formula->is_weighted ? "highest" : "lowest");
  put_scores(json, it, formula);
  cd_json_text(json, "winner", bidder[formula->winner]);
  cd_json_open_array(json, "tied", CD_JSON_FLAT);
  for (guint i = 0; i < it->bids->n; i++)
    if (formula->is_tied[i])
      cd_json_text(json, NULL, bidder[i]);
  cd_json_close_array(json);
  cd_json_open_array(json, "by_weight", CD_JSON_TALL);
  for (guint r = 0; r < formula->n_reigns; r++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_number(json, "from", formula->reign[r].from);
    cd_json_text(json, "winner", bidder[formula->reign[r].winner]);
    cd_json_open_array(json, "level", CD_JSON_FLAT);
    for (guint i = 0; i < it->bids->n; i++)
      if (cd_scored_level(it, f, (guint)formula->reign[r].winner, i))
        cd_json_text(json, NULL, bidder[i]);
    cd_json_close_array(json);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_open_array(json, "flips", CD_JSON_TALL);
  for (guint i = 0; i < it->bids->n; i++)
    if (formula->without[i] >= 0) {
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "without", bidder[i]);
      cd_json_text(json, "winner", bidder[formula->without[i]]);
      cd_json_close_object(json);
    }
  cd_json_close_array(json);
  if (it->bids->n == 1)
    cd_json_text(json, "alone", cd_scored_alone(f));
  cd_json_close_object(json);
}

char *cd_bid_table_json(const CdBidTable *table)
{
  const CdScored *it = table->scored;
  CdJson json;
  cd_json_begin(&json, g_string_new(NULL));
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_number(&json, "quality_weight", it->by.weight);
  cd_json_text(&json, "caution", cd_scored_caution(it));
  cd_json_open_object(&json, "formulas", CD_JSON_TALL);
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    if (!it->formula[f].lacks)
      put_formula(&json, it, (CdScoring)f);
  cd_json_close_object(&json);
  cd_json_open_object(&json, "left_out", CD_JSON_TALL);
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    if (it->formula[f].lacks) {
      g_autofree char *why = g_strconcat("it needs ", it->formula[f].lacks, NULL);
      cd_json_text(&json, it->formula[f].key, why);
    }
  cd_json_close_object(&json);
  cd_json_close_object(&json);
  return g_string_free(json.out, FALSE);
}

char *cd_bid_table_csv(const CdBidTable *table)
{
  static const char *const heads[] = {"formula", "quality_weight", "bidder", "quality", "price",
                                      "score",   "rank",           "wins",   NULL};
  const CdScored *it = table->scored;
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint i = 0; i < it->bids->n && !it->formula[f].lacks; i++) {
      cd_csv_text(&csv, it->formula[f].key);
      cd_csv_number(&csv, it->by.weight);
      cd_csv_text(&csv, it->bids->bidder[i]);
      cd_csv_number(&csv, it->bids->quality[i]);
      cd_csv_number(&csv, it->bids->price[i]);
      cd_csv_number(&csv, it->formula[f].score[i]);
      cd_csv_integer(&csv, it->formula[f].rank[i]);
      cd_csv_integer(&csv, it->formula[f].winner == (int)i);
      cd_csv_end_row(&csv);
    }
  return g_string_free(csv.out, FALSE);
}
