#include "sim/report/reasons-json.h"

#include "sim/report/partners.h"
#include "sim/report/partners-json.h"

void cd_json_put_spread(CdJson *json, const char *key, CdSpread spread)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "median", spread.median);
  cd_json_number(json, "p5", spread.p5);
  cd_json_number(json, "p95", spread.p95);
  cd_json_integer(json, "n", spread.n);
  cd_json_close_object(json);
}

static void put_why(CdJson *json, const CdReasons *reasons)
{
  cd_json_open_object(json, "parts_of_break", CD_JSON_TALL);
  cd_json_put_share(json, "true_zone_empty", reasons->parts.true_empty);
  cd_json_put_share(json, "own_zone_empty", reasons->parts.own_empty);
  cd_json_put_share(json, "missed", reasons->parts.missed);
  cd_json_put_share(json, "settled_true_zone_empty", reasons->parts.settled_true_empty);
  cd_json_put_share(json, "settled_own_zone_empty", reasons->parts.settled_own_empty);
  cd_json_number(json, "not_together", 1 - reasons->accord->agreed.share);
  cd_json_close_object(json);
  cd_json_open_object(json, "causes", CD_JSON_TALL);
  for (guint c = 0; c < CD_CAUSE_COUNT; c++)
    cd_json_put_share(json, cd_cause_text((CdCause)c)->id, reasons->cause[c]);
  cd_json_close_object(json);
  cd_json_open_array(json, "blocking", CD_JSON_TALL);
  for (guint s = 0; s < reasons->n_blocking; s++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_open_array(json, "issues", CD_JSON_FLAT);
    for (guint i = 0; i < CD_ISSUE_COUNT; i++)
      if (reasons->blocking[s].mask >> i & 1)
        cd_json_text(json, NULL, i < CD_TERM_COUNT ? cd_choices[CD_CHOICES_TERM][i] : "form");
    cd_json_close_array(json);
    cd_json_put_share(json, "share", reasons->blocking[s].share);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_put_share(json, "consequences", reasons->consequences);
  cd_json_put_share(json, "zone_closed", reasons->closed);
}

static void put_bridge(CdJson *json, const CdReasons *reasons)
{
  cd_json_open_object(json, "bridge", CD_JSON_TALL);
  for (guint b = 0; b < CD_BRIDGE_COUNT; b++) {
    cd_json_open_object(json, cd_bridge_text((CdBridgeKind)b)->id, CD_JSON_TALL);
    cd_json_put_share(json, "share", reasons->bridge[b]);
    if (b == CD_BRIDGE_PAYMENT || b == CD_BRIDGE_SUBSIDY)
      cd_json_put_spread(json, "pounds", reasons->pounds[b]);
    cd_json_close_object(json);
  }
  cd_json_open_object(json, "payments", CD_JSON_TALL);
  for (guint i = 0; i < reasons->n_councils; i++)
    cd_json_put_spread(json, cd_scenario_council(reasons->scenario, i)->head.id, reasons->payment[i]);
  cd_json_close_object(json);
  cd_json_put_spread(json, "concession_terms", reasons->concession_terms);
  cd_json_close_object(json);
}

static void put_stability(CdJson *json, const CdReasons *reasons)
{
  cd_json_open_object(json, "stability", CD_JSON_TALL);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    cd_json_put_share(json, cd_stability_text((CdStability)s)->id, reasons->stable[s]);
  cd_json_open_array(json, "expected", CD_JSON_TALL);
  for (guint e = 0; e < reasons->n_expected; e++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_partition(json, "blocks", reasons->scenario, &reasons->expected_partition[e]);
    cd_json_put_share(json, "share", reasons->expected[e].share);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_open_array(json, "blocking_coalitions", CD_JSON_TALL);
  for (guint c = 0; c < reasons->n_coalitions; c++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_block(json, "councils", reasons->scenario, reasons->coalition[c].mask);
    cd_json_put_share(json, "share", reasons->coalition[c].share);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_put_share(json, "convention_dependent", reasons->convention_dependent);
  cd_json_close_object(json);
}

static void put_terms(CdJson *json, const CdReasons *reasons)
{
  const CdTermTable *table = &reasons->session->partners->table;
  cd_json_open_object(json, "terms_agreed", CD_JSON_TALL);
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    if (t != CD_TERM_PRICING)
      cd_json_put_spread(json, cd_choices[CD_CHOICES_TERM][t], reasons->term[t]);
  cd_json_open_object(json, "pricing", CD_JSON_TALL);
  for (guint p = 0; p < table->levels[CD_TERM_PRICING]; p++)
    cd_json_put_share(json, cd_scenario_pricing(reasons->scenario, (guint)table->at[CD_TERM_PRICING][p])->head.id,
                      reasons->pricing[p]);
  cd_json_close_object(json);
  guint32 all = cd_mask_all(reasons->n_councils);
  cd_json_open_array(json, "forms", CD_JSON_TALL);
  for (guint f = 0; f < reasons->session->partners->blocks->block[all].n_forms; f++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_form(json, reasons->session, all, f);
    cd_json_put_share(json, "share", reasons->form[f]);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

void cd_json_put_reasons(CdJson *json, const CdReasons *reasons)
{
  put_why(json, reasons);
  put_bridge(json, reasons);
  put_stability(json, reasons);
  put_terms(json, reasons);
}

void cd_json_put_examples(CdJson *json, const CdReasons *reasons)
{
  cd_json_open_array(json, "examples", CD_JSON_TALL);
  for (guint e = 0; e < reasons->n_examples; e++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_integer(json, "replicate", reasons->example[e].replicate);
    cd_json_put_partition(json, "blocks", reasons->scenario,
                          &reasons->accord->partition[reasons->example[e].partition].partition);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}
