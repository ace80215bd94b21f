#include "sim/store/groups.h"

#include <math.h>

#define SPREAD_COLUMNS(of, unit, meaning)                                                                              \
  CD_REAL_COLUMN(of, unit, meaning ", median over draws of the inputs"),                                               \
      CD_REAL_COLUMN(of "_low", unit, "5 % of the draws lie below"),                                                   \
      CD_REAL_COLUMN(of "_high", unit, "5 % of the draws lie above")

static const CdColumn need_columns[] = {
    CD_TEXT_COLUMN("kind", "post or hub"),
    CD_TEXT_COLUMN("id", "of the post or hub"),
    CD_WHOLE_COLUMN("funded", "", "1: some of a post rests on co-commissioners' money"),
    SPREAD_COLUMNS("clients", "average clients", "that it needs"),
    SPREAD_COLUMNS("people", "people in a year", "in treatment, who bring them"),
    SPREAD_COLUMNS("bare_clients", "average clients", "that it needs without co-commissioners' money"),
    SPREAD_COLUMNS("bare_people", "people in a year", "in treatment, who bring these"),
};
static const CdStoreTable need_table =
    CD_STORE_TABLE("scale_need", "The size that a post or a whole hub needs", need_columns);

static const CdColumn served_columns[] = {
    CD_TEXT_COLUMN("kind", "post or hub"),
    CD_TEXT_COLUMN("id", "of the post or hub"),
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("contract", "id of one of its contracts; NULL with a hub"),
    SPREAD_COLUMNS("clients", "average clients", "who would use it"),
    CD_REAL_COLUMN("kept", "share", "of the draws in which the post, or the whole hub, is kept"),
    CD_REAL_COLUMN("kept_bare", "share", "the same without co-commissioners' money"),
    CD_REAL_COLUMN("kept_pooled", "share", "the same if one provider holds all of the option's contracts"),
    CD_REAL_COLUMN("size", "share", "of a hub's rent that is carried, mean; 0 for a post or a hub that is closed"),
};
static const CdStoreTable served_table =
    CD_STORE_TABLE("scale_served", "What contracts have for posts, and options for hubs", served_columns);

static const CdColumn contract_columns[] = {
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("contract", "id of one of its contracts"),
    SPREAD_COLUMNS("clients", "average clients", "that it serves"),
    SPREAD_COLUMNS("people", "people in a year", "in treatment with it"),
    SPREAD_COLUMNS("elasticity", "", "per cent of its cost for a per cent of people"),
};
static const CdStoreTable contract_table =
    CD_STORE_TABLE("scale_contract", "Contracts' size and elasticity of cost", contract_columns);

static const CdColumn split_columns[] = {
    CD_TEXT_COLUMN("structure", "id of the option"),
    SPREAD_COLUMNS("penalty", "share", "cost over the joint option's, less one"),
    SPREAD_COLUMNS("elasticity", "", "at which the sizes of its contracts would cost that"),
    CD_REAL_COLUMN("evidence_low", "share", "what they would cost at the evidence's elasticity of 0.82"),
    CD_REAL_COLUMN("evidence_middle", "share", "the same at 0.93"),
    CD_REAL_COLUMN("evidence_high", "share", "the same at 1"),
};
static const CdStoreTable split_table =
    CD_STORE_TABLE("scale_split", "Options' cost against the joint option, before anybody has bid", split_columns);

static void exchange_spread(CdStore *store, CdSpread *spread)
{
  cd_store_finite(store, &spread->median);
  cd_store_finite(store, &spread->p5);
  cd_store_finite(store, &spread->p95);
  if (store->reads)
    spread->n = isnan(spread->median) ? 0 : CD_SCALE_DRAWS;
}

static void exchange_need(CdStore *store, const char *kind, const char *id, CdSizeNeeded *need)
{
  cd_store_row(store);
  cd_store_key(store, kind);
  cd_store_key(store, id);
  cd_store_flag(store, &need->is_funded);
  exchange_spread(store, &need->clients);
  exchange_spread(store, &need->people);
  exchange_spread(store, &need->bare_clients);
  exchange_spread(store, &need->bare_people);
  cd_store_end_row(store);
}

static void exchange_served(CdStore *store, const char *const key[4], CdServed *served)
{
  cd_store_row(store);
  for (guint i = 0; i < 4; i++)
    cd_store_key(store, key[i]);
  exchange_spread(store, &served->clients);
  cd_store_finite(store, &served->kept);
  cd_store_finite(store, &served->bare);
  cd_store_finite(store, &served->pooled);
  cd_store_finite(store, &served->size);
  cd_store_end_row(store);
}

static const char *id_of(const CdResults *results, CdEntityKind kind, guint row)
{
  return cd_scenario_row(results->scenario, kind, row)->id;
}

static void exchange_needs(CdStore *store, CdResults *results)
{
  CdScale *scale = results->scale;
  cd_store_begin(store, &need_table);
  for (guint p = 0; p < scale->n_posts; p++)
    exchange_need(store, "post", id_of(results, CD_ENTITY_POST, p), &scale->post[p]);
  for (guint h = 0; h < scale->n_hubs; h++)
    exchange_need(store, "hub", id_of(results, CD_ENTITY_HUB, h), &scale->hub[h]);
  cd_store_end(store);
}

static void exchange_all_served(CdStore *store, CdResults *results)
{
  CdScale *scale = results->scale;
  cd_store_begin(store, &served_table);
  for (guint c = 0; c < scale->n_contracts; c++)
    for (guint p = 0; p < scale->n_posts; p++) {
      guint structure = (guint)cd_scenario_contract(results->scenario, c)->head.parent;
      const char *key[4] = {"post", id_of(results, CD_ENTITY_POST, p), cd_store_structure(results, structure),
                            id_of(results, CD_ENTITY_CONTRACT, c)};
      exchange_served(store, key, &scale->post_served[c * scale->n_posts + p]);
    }
  for (guint s = 0; s < scale->n_structures; s++)
    for (guint h = 0; h < scale->n_hubs; h++) {
      const char *key[4] = {"hub", id_of(results, CD_ENTITY_HUB, h), cd_store_structure(results, s), NULL};
      exchange_served(store, key, &scale->hub_served[s * scale->n_hubs + h]);
    }
  cd_store_end(store);
}

static void exchange_contracts(CdStore *store, CdResults *results)
{
  cd_store_begin(store, &contract_table);
  for (guint c = 0; c < results->scale->n_contracts; c++) {
    CdContractSize *it = &results->scale->contract[c];
    cd_store_row(store);
    cd_store_key(store, cd_store_structure(results, (guint)cd_scenario_contract(results->scenario, c)->head.parent));
    cd_store_key(store, id_of(results, CD_ENTITY_CONTRACT, c));
    exchange_spread(store, &it->clients);
    exchange_spread(store, &it->people);
    exchange_spread(store, &it->elasticity);
    cd_store_end_row(store);
  }
  cd_store_end(store);
}

static void exchange_splits(CdStore *store, CdResults *results)
{
  cd_store_begin(store, &split_table);
  for (guint s = 0; s < results->scale->n_structures; s++) {
    CdSplitSize *it = &results->scale->split[s];
    cd_store_row(store);
    cd_store_key(store, cd_store_structure(results, s));
    exchange_spread(store, &it->penalty);
    exchange_spread(store, &it->elasticity);
    for (guint e = 0; e < CD_EVIDENCE_COUNT; e++)
      cd_store_finite(store, &it->evidence[e]);
    cd_store_end_row(store);
  }
  cd_store_end(store);
}

void cd_exchange_scale(CdStore *store, CdResults *results)
{
  if (store->reads)
    results->scale = cd_scale_empty(results->scenario);
  exchange_needs(store, results);
  exchange_all_served(store, results);
  exchange_contracts(store, results);
  exchange_splits(store, results);
}
