#include "concordat/report.h"

#include "sim/appraisal/bidding.h"
#include "sim/report/alternatives-json.h"
#include "sim/report/claims-json.h"
#include "sim/report/evidence-json.h"
#include "sim/report/influences-json.h"
#include "sim/report/partners-json.h"
#include "sim/report/reasons-json.h"
#include "sim/report/scale-json.h"
#include "sim/report/option.h"
#include "sim/report/options.h"
#include "sim/report/regret-words.h"
#include "sim/report/remark.h"

static void write_statistics(CdJson *json, const CdSummary *summary)
{
  cd_json_number(json, "mean", summary->mean);
  cd_json_number(json, "low", summary->low);
  cd_json_number(json, "high", summary->high);
  cd_json_number(json, "sd", summary->sd);
  cd_json_number(json, "p5", summary->p5);
  cd_json_number(json, "p95", summary->p95);
  cd_json_integer(json, "n", summary->n);
}

static void write_summary(CdJson *json, const char *key, const CdSummary *summary)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  write_statistics(json, summary);
  cd_json_close_object(json);
}

static void write_metrics(CdJson *json, const char *key, const CdResults *results, guint arm)
{
  cd_json_open_object(json, key, CD_JSON_TALL);
  for (guint v = 0; v < results->n_values; v++)
    write_summary(json, results->layout->name[v], &results->summary[(gsize)arm * results->n_values + v]);
  cd_json_close_object(json);
}

static void write_structures(CdJson *json, const CdResults *results)
{
  cd_json_open_array(json, "structures", CD_JSON_TALL);
  for (guint s = 0; s < results->n_structures; s++) {
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    cd_json_text(json, "id", cd_option_id(results, s));
    cd_json_text(json, "label", cd_option_label(results, s));
    cd_json_integer(json, "contracts", cd_option_contracts(results, s));
    write_metrics(json, "metrics", results, CD_ARM(s, false));
    if (cd_option_own_terms(results))
      write_metrics(json, "own_terms", results, CD_ARM(s, true));
    else
      cd_json_null(json, "own_terms");
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void write_difference(CdJson *json, const CdResults *results, const CdComparison *comparison, guint v)
{
  const CdDifference *it = &comparison->value[v];
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_text(json, "a", cd_option_id(results, comparison->arm_a / 2));
  cd_json_text(json, "b", cd_option_id(results, comparison->arm_b / 2));
  cd_json_text(json, "metric", results->layout->name[v]);
  write_statistics(json, &it->d);
  cd_json_number(json, "q", it->q);
  cd_json_number(json, "q_down", it->q_down);
  cd_json_number(json, "q_low", it->q_low);
  cd_json_number(json, "q_high", it->q_high);
  cd_json_number(json, "direction", it->direction);
  cd_json_text(json, "verdict", cd_verdict_text(it->verdict));
  cd_json_integer(json, "more", it->more);
  cd_json_number(json, "delta", cd_results_delta(results, v));
  cd_json_number(json, "variance_ratio", it->variance_ratio);
  cd_json_bool(json, "same_terms", comparison->same_terms);
  cd_json_bool(json, "of_terms", comparison->of_terms);
  cd_json_close_object(json);
}

static void write_differences(CdJson *json, const CdResults *results)
{
  cd_json_open_array(json, "differences", CD_JSON_TALL);
  for (guint c = 0; c < results->n_comparisons; c++)
    for (guint v = 0; v < results->n_values; v++)
      write_difference(json, results, &results->comparison[c], v);
  cd_json_close_array(json);
}

/* Of each provider the share of tenders in which it bids, and by reason that of those in which it does not. */
static void write_bidders(CdJson *json, const CdResults *results, guint contract)
{
  cd_json_open_object(json, "bidders", CD_JSON_TALL);
  for (guint b = 0; results->bidding->held[contract] > 0 && b < results->n_bidders; b++) {
    cd_json_open_object(json, cd_scenario_bidder(results->scenario, b)->id, CD_JSON_FLAT);
    for (int reason = CD_BID_YES; reason < CD_BID_REASON_COUNT; reason++) {
      double share = cd_bidding_share(results->bidding, contract, b, (CdBidReason)reason);
      if (reason == CD_BID_YES || share > 0)
        cd_json_number(json, cd_bid_reason_words[reason], share);
    }
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}

static void write_market(CdJson *json, const CdResults *results)
{
  const CdScenario *scenario = results->scenario;
  cd_json_open_array(json, "market", CD_JSON_TALL);
  for (guint c = 0; c < results->n_contracts; c++) {
    const CdMarketSummary *it = &results->market[c];
    const CdContractSpec *contract = cd_scenario_contract(scenario, it->contract);
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    cd_json_text(json, "structure", cd_option_id(results, (guint)contract->head.parent));
    cd_json_text(json, "contract", contract->head.id);
    cd_json_text(json, "label", contract->head.label);
    write_summary(json, "bids", &it->bids);
    write_summary(json, "price", &it->price);
    write_summary(json, "quality", &it->quality);
    cd_json_number(json, "no_bid", it->no_bid);
    cd_json_open_object(json, "won", CD_JSON_FLAT);
    for (guint p = 0; p < cd_scenario_bidders(scenario); p++)
      cd_json_number(json, cd_scenario_bidder(scenario, p)->id, it->won[p]);
    cd_json_close_object(json);
    cd_json_number(json, "unknown", it->unknown);
    write_bidders(json, results, c);
    cd_json_number(json, "flips", results->remark->contract[c].flips_before);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void write_shares(CdJson *json, const char *key, const CdResults *results, const double *share)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  for (guint s = 0; s < results->n_forced; s++)
    cd_json_number(json, cd_option_id(results, s), share[s]);
  cd_json_close_object(json);
}

static void write_ranked(CdJson *json, const char *key, const CdResults *results, CdEntityKind kind,
                         const CdRanking *ranking)
{
  cd_json_open_object(json, key, CD_JSON_TALL);
  for (guint i = 0; i < results->scenario->table[kind].n; i++) {
    cd_json_open_object(json, cd_scenario_row(results->scenario, kind, i)->id, CD_JSON_TALL);
    write_shares(json, "first", results, ranking[i].first_own);
    write_shares(json, "first_model", results, ranking[i].first_model);
    cd_json_number(json, "parted", ranking[i].parted);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}

/* How talks end; null where the scenario has none. */
static void write_agreement(CdJson *json, const CdResults *results)
{
  const CdAccord *accord = results->accord;
  if (!accord) {
    cd_json_null(json, "agreement");
    return;
  }
  cd_json_open_object(json, "agreement", CD_JSON_TALL);
  cd_json_number(json, "joint", accord->agreed.share);
  cd_json_number(json, "months", accord->months_agreed);
  cd_json_number(json, "unilateral", accord->kind[CD_PARTING_UNILATERAL].share);
  cd_json_open_array(json, "partitions", CD_JSON_TALL);
  for (guint p = 0; p < accord->n_partitions; p++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_partition(json, "blocks", results->scenario, &accord->partition[p].partition);
    cd_json_number(json, "share", accord->partition[p].share.share);
    cd_json_number(json, "low", accord->partition[p].share.low);
    cd_json_number(json, "high", accord->partition[p].share.high);
    cd_json_number(json, "months", accord->partition[p].months);
    cd_json_bool(json, "as_today", accord->partition[p].as_today);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_open_object(json, "partings", CD_JSON_FLAT);
  for (guint k = 0; k < CD_PARTING_COUNT; k++)
    cd_json_number(json, cd_parting_info((CdPartingKind)k)->id, accord->kind[k].share);
  cd_json_close_object(json);
  cd_json_put_reasons(json, results->reasons);
  cd_json_put_examples(json, results->reasons);
  cd_json_open_array(json, "councils", CD_JSON_TALL);
  for (guint i = 0; i < accord->n_councils; i++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "id", cd_scenario_council(results->scenario, i)->head.id);
    cd_json_number(json, "gives_notice", accord->notice[i].share);
    cd_json_number(json, "lapses", accord->lapsed[i].share);
    cd_json_number(json, "wanted_to_stay", accord->wanted[i].share);
    cd_json_number(json, "joins_later", accord->joined[i].share);
    cd_json_number(json, "month_joined", accord->month_joined[i]);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void write_curve(CdJson *json, const CdResults *results)
{
  cd_json_open_array(json, "curve", CD_JSON_TALL);
  for (guint i = 0; i < results->n_curve; i++) {
    const CdCurvePoint *point = &results->curve[i];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_number(json, "people", point->people);
    cd_json_number(json, "cost", point->cost);
    cd_json_number(json, "cost_per_person", point->cost_per_person);
    cd_json_number(json, "elasticity", point->elasticity);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

char *cd_report_json(const CdResults *results)
{
  const CdScenario *scenario = results->scenario;
  const CdConcordatSpec *root = cd_scenario_concordat(scenario, 0);
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_text(&json, "scenario", scenario->id);
  cd_json_text(&json, "label", scenario->label);
  cd_json_text(&json, "question", root->question);
  cd_json_text(&json, "illustration", root->illustration);
  cd_json_text(&json, "sha256", scenario->sha256);
  cd_json_text(&json, "version", results->version);
  cd_json_integer(&json, "seed", results->seed);
  cd_json_integer(&json, "replicates", results->replicates);
  cd_json_text(&json, "baseline", cd_option_id(results, (guint)root->baseline));
  cd_json_text(&json, "joint", cd_option_id(results, (guint)root->joint));
  cd_json_text(&json, "apart", cd_option_id(results, (guint)root->apart));
  cd_json_put_set(&json, "set", scenario);
  write_structures(&json, results);
  write_differences(&json, results);
  cd_json_put_influences(&json, results);
  cd_json_put_alternatives(&json, results);
  cd_json_put_claims(&json, results);
  cd_json_put_option_tables(&json, "options_tables", results->options);
  write_market(&json, results);
  cd_remark_put_scoring(&json, results->remark);
  write_agreement(&json, results);
  cd_json_open_object(&json, "rankings", CD_JSON_TALL);
  write_ranked(&json, "councils", results, CD_ENTITY_COUNCIL, results->ranking_council);
  write_ranked(&json, "funders", results, CD_ENTITY_FUNDER, results->ranking_funder);
  cd_json_close_object(&json);
  cd_json_put_regret(&json, results);
  cd_json_put_evidence(&json, results);
  write_curve(&json, results);
  cd_json_put_scale(&json, results);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}
