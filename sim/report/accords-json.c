#include "concordat/negotiate.h"

#include "concordat/version.h"
#include "sim/report/json.h"
#include "sim/report/partners.h"
#include "sim/report/partners-json.h"

static void put_spread(CdJson *json, const char *key, CdSpread spread)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "median", spread.median);
  cd_json_number(json, "p5", spread.p5);
  cd_json_number(json, "p95", spread.p95);
  cd_json_integer(json, "n", spread.n);
  cd_json_close_object(json);
}

static void put_outcomes(CdJson *json, const CdAccords *accords)
{
  const CdAccord *accord = accords->accord;
  cd_json_put_share(json, "agreed", accord->agreed);
  cd_json_number(json, "months_agreed", accord->months_agreed);
  cd_json_open_array(json, "partitions", CD_JSON_TALL);
  for (guint p = 0; p < accord->n_partitions; p++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_partition(json, "blocks", accords->scenario, &accord->partition[p].partition);
    cd_json_bool(json, "as_today", accord->partition[p].as_today);
    cd_json_put_share(json, "share", accord->partition[p].share);
    cd_json_number(json, "months", accord->partition[p].months);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_open_object(json, "partings", CD_JSON_TALL);
  for (guint k = 0; k < CD_PARTING_COUNT; k++)
    cd_json_put_share(json, cd_parting_info((CdPartingKind)k)->id, accord->kind[k]);
  cd_json_close_object(json);
  cd_json_open_array(json, "councils", CD_JSON_TALL);
  for (guint i = 0; i < accords->n_councils; i++) {
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    cd_json_text(json, "id", cd_scenario_council(accords->scenario, i)->head.id);
    cd_json_put_share(json, "gives_notice", accord->notice[i]);
    cd_json_put_share(json, "lapses", accord->lapsed[i]);
    cd_json_put_share(json, "wanted_to_stay", accord->wanted[i]);
    cd_json_put_share(json, "joins_later", accord->joined[i]);
    cd_json_number(json, "month_joined", accord->month_joined[i]);
    cd_json_number(json, "value", accord->value[i]);
    cd_json_number(json, "walk_away", accord->walk_away[i]);
    put_spread(json, "last_meeting", accords->last_meeting[i]);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_why(CdJson *json, const CdAccords *accords)
{
  cd_json_open_object(json, "parts_of_break", CD_JSON_TALL);
  cd_json_put_share(json, "true_zone_empty", accords->reasons->parts.true_empty);
  cd_json_put_share(json, "own_zone_empty", accords->reasons->parts.own_empty);
  cd_json_put_share(json, "missed", accords->reasons->parts.missed);
  cd_json_put_share(json, "settled_true_zone_empty", accords->reasons->parts.settled_true_empty);
  cd_json_put_share(json, "settled_own_zone_empty", accords->reasons->parts.settled_own_empty);
  cd_json_close_object(json);
  cd_json_open_object(json, "causes", CD_JSON_TALL);
  for (guint c = 0; c < CD_CAUSE_COUNT; c++)
    cd_json_put_share(json, cd_cause_text((CdCause)c)->id, accords->reasons->cause[c]);
  cd_json_close_object(json);
  cd_json_open_array(json, "blocking", CD_JSON_TALL);
  for (guint s = 0; s < accords->reasons->n_blocking; s++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_open_array(json, "issues", CD_JSON_FLAT);
    for (guint i = 0; i < CD_ISSUE_COUNT; i++)
      if (accords->reasons->blocking[s].mask >> i & 1)
        cd_json_text(json, NULL, i < CD_TERM_COUNT ? cd_choices[CD_CHOICES_TERM][i] : "form");
    cd_json_close_array(json);
    cd_json_put_share(json, "share", accords->reasons->blocking[s].share);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_put_share(json, "consequences", accords->reasons->consequences);
  cd_json_put_share(json, "zone_closed", accords->reasons->closed);
}

static void put_bridge(CdJson *json, const CdAccords *accords)
{
  cd_json_open_object(json, "bridge", CD_JSON_TALL);
  for (guint b = 0; b < CD_BRIDGE_COUNT; b++) {
    cd_json_open_object(json, cd_bridge_text((CdBridgeKind)b)->id, CD_JSON_TALL);
    cd_json_put_share(json, "share", accords->reasons->bridge[b]);
    if (b == CD_BRIDGE_PAYMENT || b == CD_BRIDGE_SUBSIDY)
      put_spread(json, "pounds", accords->reasons->pounds[b]);
    cd_json_close_object(json);
  }
  cd_json_open_object(json, "payments", CD_JSON_TALL);
  for (guint i = 0; i < accords->n_councils; i++)
    put_spread(json, cd_scenario_council(accords->scenario, i)->head.id, accords->reasons->payment[i]);
  cd_json_close_object(json);
  put_spread(json, "concession_terms", accords->reasons->concession_terms);
  cd_json_close_object(json);
}

static void put_stability(CdJson *json, const CdAccords *accords)
{
  cd_json_open_object(json, "stability", CD_JSON_TALL);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    cd_json_put_share(json, cd_stability_text((CdStability)s)->id, accords->reasons->stable[s]);
  cd_json_open_array(json, "expected", CD_JSON_TALL);
  for (guint e = 0; e < accords->reasons->n_expected; e++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_partition(json, "blocks", accords->scenario, &accords->reasons->expected_partition[e]);
    cd_json_put_share(json, "share", accords->reasons->expected[e].share);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_open_array(json, "blocking_coalitions", CD_JSON_TALL);
  for (guint c = 0; c < accords->reasons->n_coalitions; c++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_block(json, "councils", accords->scenario, accords->reasons->coalition[c].mask);
    cd_json_put_share(json, "share", accords->reasons->coalition[c].share);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_put_share(json, "convention_dependent", accords->reasons->convention_dependent);
  cd_json_close_object(json);
}

static void put_terms(CdJson *json, const CdAccords *accords)
{
  const CdTermTable *table = &accords->session->partners->table;
  cd_json_open_object(json, "terms_agreed", CD_JSON_TALL);
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    if (t != CD_TERM_PRICING)
      put_spread(json, cd_choices[CD_CHOICES_TERM][t], accords->reasons->term[t]);
  cd_json_open_object(json, "pricing", CD_JSON_TALL);
  for (guint p = 0; p < table->levels[CD_TERM_PRICING]; p++)
    cd_json_put_share(json, cd_scenario_pricing(accords->scenario, (guint)table->at[CD_TERM_PRICING][p])->head.id,
                      accords->reasons->pricing[p]);
  cd_json_close_object(json);
  guint32 all = cd_mask_all(accords->n_councils);
  cd_json_open_array(json, "forms", CD_JSON_TALL);
  for (guint f = 0; f < accords->session->partners->blocks->block[all].n_forms; f++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_form(json, accords->session, all, f);
    cd_json_put_share(json, "share", accords->reasons->form[f]);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

/* Which replicates to read first: --replicate K tells them step by step. */
static void put_examples(CdJson *json, const CdAccords *accords)
{
  cd_json_open_array(json, "examples", CD_JSON_TALL);
  for (guint e = 0; e < accords->reasons->n_examples; e++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_integer(json, "replicate", accords->reasons->example[e].replicate);
    cd_json_put_partition(json, "blocks", accords->scenario,
                          &accords->accord->partition[accords->reasons->example[e].partition].partition);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_rules(CdJson *json, const CdAccords *accords)
{
  cd_json_open_object(json, "rules", CD_JSON_TALL);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdRuleSummary *it = &accords->rule[rule];
    cd_json_open_object(json, cd_rule_text(rule)->id, CD_JSON_TALL);
    cd_json_put_share(json, "applies", it->applies);
    cd_json_open_object(json, "share", CD_JSON_FLAT);
    for (guint i = 0; it->applies.n > 0 && i < accords->n_councils; i++)
      cd_json_number(json, cd_scenario_council(accords->scenario, i)->head.id, it->part[i]);
    cd_json_close_object(json);
    cd_json_put_share(json, "in_core", it->in_core);
    cd_json_open_object(json, "leaver", CD_JSON_FLAT);
    cd_json_put_block(json, "councils", accords->scenario, it->leaver.mask);
    cd_json_put_share(json, "share", it->leaver.share);
    cd_json_number(json, "gain", it->gain);
    cd_json_close_object(json);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}

static void put_event(CdJson *json, const CdAccords *accords, const CdAccordEvent *event)
{
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "id", event->id);
  cd_json_text(json, "label", event->label);
  cd_json_put_share(json, "share", event->share);
  if (event->asked >= 0) {
    cd_json_put_share(json, "gives_notice", event->gives_notice);
    cd_json_put_share(json, "and_goes", event->and_goes);
    cd_json_put_share(json, "and_those_left_would_stay", event->stay);
  }
  cd_json_put_share(json, "open", event->open);
  cd_json_open_object(json, "offers", CD_JSON_TALL);
  for (guint i = 0; i < accords->n_councils; i++) {
    cd_json_open_object(json, cd_scenario_council(accords->scenario, i)->head.id, CD_JSON_TALL);
    cd_json_put_share(json, "share", event->offer[i]);
    put_spread(json, "pounds", event->offered[i]);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
  cd_json_open_array(json, "drivers", CD_JSON_TALL);
  for (guint d = 0; d < event->n_drivers; d++) {
    const CdDriver *it = &event->driver[d];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "input", accords->input[it->input].path);
    cd_json_number(json, "auc", it->auc);
    cd_json_number(json, "z", it->z);
    cd_json_bool(json, "told", d < event->n_told);
    cd_json_number(json, "median_with", it->median_with);
    cd_json_number(json, "median_without", it->median_without);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_open_object(json, "region", CD_JSON_TALL);
  cd_json_open_array(json, "limits", CD_JSON_TALL);
  for (guint l = 0; l < event->region.n_limits; l++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "input", accords->input[event->region.limit[l].input].path);
    cd_json_number(json, event->region.limit[l].below ? "at_most" : "at_least", event->region.limit[l].limit);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_put_share(json, "inside", event->region.inside);
  cd_json_put_share(json, "all", event->region.all);
  cd_json_put_share(json, "holds", event->region.holds);
  cd_json_close_object(json);
  cd_json_close_object(json);
}

char *cd_accords_json(const CdAccords *accords)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_put_effort(&json, accords->scenario, accords->seed, accords->replicates);
  cd_json_text(&json, "version", CD_VERSION);
  cd_json_text(&json, "protocol",
               cd_choices[CD_CHOICES_PROTOCOL][cd_scenario_negotiation(accords->scenario, 0)->protocol]);
  cd_json_put_set(&json, "set", accords->scenario);
  put_outcomes(&json, accords);
  put_why(&json, accords);
  put_bridge(&json, accords);
  put_stability(&json, accords);
  put_terms(&json, accords);
  put_rules(&json, accords);
  cd_json_open_array(&json, "events", CD_JSON_TALL);
  for (guint e = 0; e < accords->n_events; e++)
    put_event(&json, accords, &accords->event[e]);
  cd_json_close_array(&json);
  put_examples(&json, accords);
  cd_json_close_object(&json);
  g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}
