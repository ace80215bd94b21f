#include "sim/report/scale-json.h"

#include "sim/report/option.h"

static void put_spread(CdJson *json, const char *key, const CdSpread *spread)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "median", spread->median);
  cd_json_number(json, "low", spread->p5);
  cd_json_number(json, "high", spread->p95);
  cd_json_close_object(json);
}

static const char *id_of(const CdResults *results, CdEntityKind kind, guint row)
{
  return cd_scenario_row(results->scenario, kind, row)->id;
}

static void put_need(CdJson *json, const char *id, const CdSizeNeeded *need, bool is_post)
{
  cd_json_text(json, "id", id);
  put_spread(json, "needs_clients", &need->clients);
  put_spread(json, "needs_people", &need->people);
  if (!is_post)
    return;
  cd_json_bool(json, "funded", need->is_funded);
  put_spread(json, "needs_clients_unfunded", &need->bare_clients);
  put_spread(json, "needs_people_unfunded", &need->bare_people);
}

static void put_posts(CdJson *json, const CdResults *results)
{
  const CdScale *scale = results->scale;
  cd_json_open_array(json, "posts", CD_JSON_TALL);
  for (guint p = 0; p < scale->n_posts; p++) {
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    put_need(json, id_of(results, CD_ENTITY_POST, p), &scale->post[p], true);
    cd_json_open_array(json, "contracts", CD_JSON_TALL);
    for (guint c = 0; c < scale->n_contracts; c++) {
      const CdServed *served = &scale->post_served[c * scale->n_posts + p];
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "structure",
                   cd_option_id(results, (guint)cd_scenario_contract(results->scenario, c)->head.parent));
      cd_json_text(json, "contract", id_of(results, CD_ENTITY_CONTRACT, c));
      put_spread(json, "clients", &served->clients);
      cd_json_number(json, "kept", served->kept);
      cd_json_number(json, "kept_unfunded", served->bare);
      cd_json_number(json, "kept_pooled", served->pooled);
      cd_json_close_object(json);
    }
    cd_json_close_array(json);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_hubs(CdJson *json, const CdResults *results)
{
  const CdScale *scale = results->scale;
  cd_json_open_array(json, "hubs", CD_JSON_TALL);
  for (guint h = 0; h < scale->n_hubs; h++) {
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    put_need(json, id_of(results, CD_ENTITY_HUB, h), &scale->hub[h], false);
    cd_json_open_array(json, "structures", CD_JSON_TALL);
    for (guint s = 0; s < scale->n_structures; s++) {
      const CdServed *served = &scale->hub_served[s * scale->n_hubs + h];
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "structure", cd_option_id(results, s));
      put_spread(json, "clients", &served->clients);
      cd_json_number(json, "whole", served->kept);
      cd_json_number(json, "size", served->size);
      cd_json_close_object(json);
    }
    cd_json_close_array(json);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_contracts(CdJson *json, const CdResults *results)
{
  cd_json_open_array(json, "contracts", CD_JSON_TALL);
  for (guint c = 0; c < results->scale->n_contracts; c++) {
    const CdContractSize *it = &results->scale->contract[c];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "structure",
                 cd_option_id(results, (guint)cd_scenario_contract(results->scenario, c)->head.parent));
    cd_json_text(json, "contract", id_of(results, CD_ENTITY_CONTRACT, c));
    put_spread(json, "clients", &it->clients);
    put_spread(json, "people", &it->people);
    put_spread(json, "elasticity", &it->elasticity);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_splits(CdJson *json, const CdResults *results)
{
  cd_json_open_array(json, "splits", CD_JSON_TALL);
  for (guint s = 0; s < results->scale->n_structures; s++) {
    const CdSplitSize *it = &results->scale->split[s];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "structure", cd_option_id(results, s));
    put_spread(json, "penalty", &it->penalty);
    put_spread(json, "elasticity", &it->elasticity);
    cd_json_open_array(json, "evidence", CD_JSON_FLAT);
    for (guint e = 0; e < CD_EVIDENCE_COUNT; e++) {
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_number(json, "elasticity", cd_evidence_elasticity[e]);
      cd_json_number(json, "penalty", it->evidence[e]);
      cd_json_close_object(json);
    }
    cd_json_close_array(json);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

void cd_json_put_scale(CdJson *json, const CdResults *results)
{
  cd_json_open_object(json, "scale", CD_JSON_TALL);
  cd_json_integer(json, "draws", CD_SCALE_DRAWS);
  put_posts(json, results);
  put_hubs(json, results);
  put_contracts(json, results);
  put_splits(json, results);
  cd_json_close_object(json);
}
