#include "concordat/negotiate.h"

#include "concordat/version.h"
#include "sim/appraisal/region-prior.h"
#include "sim/report/json.h"
#include "sim/report/partners.h"
#include "sim/report/partners-json.h"
#include "sim/report/reasons-json.h"

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
    cd_json_put_spread(json, "last_meeting", accords->last_meeting[i]);
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
    cd_json_put_spread(json, "pounds", event->offered[i]);
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
  cd_json_number(json, "prior", cd_region_prior(accords->scenario, accords->input, &event->region));
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
  cd_json_put_reasons(&json, accords->reasons);
  put_rules(&json, accords);
  cd_json_open_array(&json, "events", CD_JSON_TALL);
  for (guint e = 0; e < accords->n_events; e++)
    put_event(&json, accords, &accords->event[e]);
  cd_json_close_array(&json);
  cd_json_put_examples(&json, accords->reasons);
  cd_json_close_object(&json);
  g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}
