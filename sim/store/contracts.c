#include "sim/store/groups.h"

static const CdColumn columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_WHOLE_COLUMN("luck", "", "as in run"),
    CD_TEXT_COLUMN("terms", "as in run"),
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("contract", "id of one of its contracts"),
    CD_TEXT_COLUMN("provider", "id of who delivers it; NULL: nobody known"),
    CD_WHOLE_COLUMN("bids", "", "bids that it drew"),
    CD_WHOLE_COLUMN("no_bid", "", "1: the first tender drew none"),
    CD_REAL_COLUMN("price", "\302\243 a year", "price at which it was let"),
    CD_REAL_COLUMN("quality", "", "quality of who delivers it"),
};
static const CdStoreTable table = CD_STORE_TABLE("contract_run", "What became of each contract in each run", columns);

#define BIDS_MOST 1000000u

/* Ids of providers; then NULL, for nobody known. */
static const char **providers_of(const CdScenario *scenario)
{
  guint n = cd_scenario_bidders(scenario);
  const char **id = g_new0(const char *, n + 1);
  for (guint p = 0; p < n; p++)
    id[p] = cd_scenario_bidder(scenario, p)->id;
  return id;
}

static void exchange_row(CdStore *store, CdResults *results, guint run, guint own, guint contract,
                         const char *const *provider, guint n)
{
  CdContractOutcome *it = &results->outcome[((gsize)run * 2 + own) * results->n_contracts + contract];
  const CdSpecHead *head = &cd_scenario_contract(results->scenario, contract)->head;
  cd_store_row(store);
  cd_store_key_whole(store, run / CD_LUCKS + 1);
  cd_store_key_whole(store, run % CD_LUCKS + 1);
  cd_store_key(store, cd_store_terms(own));
  cd_store_key(store, cd_store_structure(results, (guint)head->parent));
  cd_store_key(store, head->id);
  guint who = it->provider < 0 ? n : (guint)it->provider;
  if (cd_store_null(store, it->provider < 0))
    who = n;
  else
    cd_store_word(store, &who, provider, n);
  if (store->reads)
    it->provider = who == n ? -1 : (int)who;
  cd_store_count(store, &it->bids, BIDS_MOST);
  cd_store_flag(store, &it->no_bid);
  cd_store_real(store, &it->price);
  cd_store_real(store, &it->quality);
  cd_store_end_row(store);
}

void cd_exchange_contracts(CdStore *store, CdResults *results)
{
  gsize n = (gsize)results->replicates * CD_LUCKS * 2 * results->n_contracts;
  g_autofree const char **provider = providers_of(results->scenario);
  if (store->reads)
    results->outcome = g_try_new0(CdContractOutcome, n);
  if (!results->outcome) {
    cd_store_fault(store, "no memory for %u replicates", results->replicates);
    return;
  }
  cd_store_begin(store, &table);
  for (guint run = 0; run < results->replicates * CD_LUCKS && !store->problem; run++)
    for (guint own = 0; own < 2; own++)
      for (guint c = 0; c < results->n_contracts; c++)
        exchange_row(store, results, run, own, c, provider, cd_scenario_bidders(results->scenario));
  cd_store_end(store);
}
