#include "sim/report/share.h"

#include <math.h>
#include "sim/report/csv.h"
#include "sim/report/json.h"

static void put_shares(CdJson *json, const CdShared *it)
{
  cd_json_open_object(json, "rules", CD_JSON_TALL);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdRuleDivision *division = &it->divided.rule[rule];
    if (division->lacks)
      continue;
    cd_json_open_object(json, cd_rule_text(rule)->id, CD_JSON_FLAT);
    for (guint i = 0; i < it->game.n; i++)
      cd_json_number(json, it->costs->member[i], division->share[i]);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
  cd_json_open_object(json, "left_out", CD_JSON_TALL);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    if (it->divided.rule[rule].lacks) {
      g_autofree char *why = g_strconcat("it needs ", it->divided.rule[rule].lacks, NULL);
      cd_json_text(json, cd_rule_text(rule)->id, why);
    }
  cd_json_close_object(json);
}

static void put_core(CdJson *json, const CdShared *it)
{
  const CdDivided *divided = &it->divided;
  cd_json_open_object(json, "core", CD_JSON_TALL);
  if (divided->core_known)
    cd_json_bool(json, "empty", divided->core_empty);
  else
    cd_json_null(json, "empty");
  cd_json_number(json, "least_saving", divided->core_known && it->game.n > 1 ? divided->least_core : NAN);
  cd_json_integer(json, "missing", divided->n_missing);
  cd_json_open_array(json, "holds", CD_JSON_FLAT);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    if (!divided->rule[rule].lacks && divided->rule[rule].n_leavers == 0)
      cd_json_text(json, NULL, cd_rule_text(rule)->id);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_set(CdJson *json, const char *key, const CdShared *it, guint set)
{
  cd_json_open_array(json, key, CD_JSON_FLAT);
  for (guint i = 0; i < it->game.n; i++)
    if (set >> i & 1)
      cd_json_text(json, NULL, it->costs->member[i]);
  cd_json_close_array(json);
}

static void put_leavers(CdJson *json, const CdShared *it)
{
  cd_json_open_object(json, "leaving", CD_JSON_FLAT);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    if (!it->divided.rule[rule].lacks)
      cd_json_integer(json, cd_rule_text(rule)->id, it->divided.rule[rule].n_leavers);
  cd_json_close_object(json);
  cd_json_open_array(json, "leavers", CD_JSON_TALL);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    for (guint l = 0; l < it->divided.rule[rule].n_listed; l++) {
      const CdLeaver *leaver = &it->divided.rule[rule].leaver[l];
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "rule", cd_rule_text(rule)->id);
      put_set(json, "members", it, leaver->set);
      cd_json_number(json, "gain", leaver->gain);
      cd_json_close_object(json);
    }
  cd_json_close_array(json);
}

static void put_excesses(CdJson *json, const CdShared *it)
{
  g_autofree bool *listed = cd_shared_listed(it);
  cd_json_open_array(json, "excesses", CD_JSON_TALL);
  for (guint set = 1; set < cd_game_all(&it->game); set++) {
    if (!it->known[set] || !listed[set])
      continue;
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    put_set(json, "members", it, set);
    cd_json_number(json, "cost", it->game.c[set]);
    for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
      if (!it->divided.rule[rule].lacks)
        cd_json_number(json, cd_rule_text(rule)->id, cd_shared_excess(it, rule, set));
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_cover(CdJson *json, const CdShared *it)
{
  if (!it->is_covered) {
    cd_json_null(json, "cover");
    return;
  }
  cd_json_open_object(json, "cover", CD_JSON_TALL);
  cd_json_integer(json, "lowered", it->cover.n_lowered);
  cd_json_integer(json, "filled", it->cover.n_filled);
  cd_json_open_array(json, "cheapest", CD_JSON_TALL);
  for (guint p = 0; p < it->n_parts; p++)
    put_set(json, NULL, it, it->part[p]);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_breach(CdJson *json, const CdShared *it)
{
  const CdBreach *breach = &it->divided.breach;
  if (!breach->a) {
    cd_json_null(json, "dearer_together");
    return;
  }
  cd_json_open_object(json, "dearer_together", CD_JSON_FLAT);
  put_set(json, "a", it, breach->a);
  put_set(json, "b", it, breach->b);
  cd_json_number(json, "by", breach->by);
  cd_json_close_object(json);
}

char *cd_cost_table_json(const CdCostTable *table)
{
  const CdShared *it = table->shared;
  CdJson json;
  cd_json_begin(&json, g_string_new(NULL));
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  put_set(&json, "members", it, cd_game_all(&it->game));
  cd_json_number(&json, "cost", it->game.c[cd_game_all(&it->game)]);
  put_shares(&json, it);
  put_core(&json, it);
  put_leavers(&json, it);
  put_excesses(&json, it);
  put_breach(&json, it);
  put_cover(&json, it);
  cd_json_close_object(&json);
  return g_string_free(json.out, FALSE);
}

/* --- CSV ----------------------------------------------------------------------------------------------------- */

char *cd_cost_table_csv(const CdCostTable *table)
{
  static const char *const heads[] = {"rule", "members", "cost", "pays", "gain_by_leaving", NULL};
  const CdShared *it = table->shared;
  g_autofree bool *listed = cd_shared_listed(it);
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    for (guint set = 1; set < cd_game_sets(&it->game) && !it->divided.rule[rule].lacks; set++) {
      if (!listed[set])
        continue;
      g_autofree char *name = cd_costs_name(it->costs, set);
      cd_csv_text(&csv, cd_rule_text(rule)->id);
      cd_csv_text(&csv, name);
      cd_csv_number(&csv, it->known[set] ? it->game.c[set] : NAN);
      cd_csv_number(&csv, cd_shared_pays(it, rule, set));
      cd_csv_number(&csv, cd_shared_excess(it, rule, set));
      cd_csv_end_row(&csv);
    }
  return g_string_free(csv.out, FALSE);
}
