#include "sim/store/groups.h"

static const CdColumn market_columns[] = {
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("contract", "id of one of its contracts"),
    CD_TEXT_COLUMN("of", "bids, price or quality"),
    CD_SUMMARY_COLUMNS,
};
static const CdStoreTable market_table =
    CD_STORE_TABLE("market", "Contracts over all runs, under the common terms", market_columns);

static const CdColumn won_columns[] = {
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("contract", "id of one of its contracts"),
    CD_TEXT_COLUMN("provider", "id; NULL: nobody known delivers"),
    CD_REAL_COLUMN("share", "share", "of runs in which it delivers"),
    CD_REAL_COLUMN("no_bid", "share", "of runs in which the contract's first tender drew no bid"),
};
static const CdStoreTable won_table =
    CD_STORE_TABLE("market_won", "Who delivers each contract, under the common terms", won_columns);

static void begin_row(CdStore *store, const CdResults *results, guint contract)
{
  const CdSpecHead *head = &cd_scenario_contract(results->scenario, contract)->head;
  cd_store_row(store);
  cd_store_key(store, cd_store_structure(results, (guint)head->parent));
  cd_store_key(store, head->id);
}

static void exchange_summaries(CdStore *store, CdResults *results, guint contract)
{
  CdMarketSummary *it = &results->market[contract];
  const struct {
    const char *of;
    CdSummary *summary;
  } all[] = {{"bids", &it->bids}, {"price", &it->price}, {"quality", &it->quality}};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
    begin_row(store, results, contract);
    cd_store_key(store, all[i].of);
    cd_exchange_summary(store, all[i].summary, results->replicates);
    cd_store_end_row(store);
  }
}

static void exchange_winners(CdStore *store, CdResults *results, guint contract)
{
  CdMarketSummary *it = &results->market[contract];
  guint n = cd_scenario_bidders(results->scenario);
  for (guint p = 0; p <= n; p++) {
    begin_row(store, results, contract);
    cd_store_key(store, p < n ? cd_scenario_bidder(results->scenario, p)->id : NULL);
    cd_store_finite(store, p < n ? &it->won[p] : &it->unknown);
    cd_store_finite(store, &it->no_bid);
    cd_store_end_row(store);
  }
}

void cd_exchange_market(CdStore *store, CdResults *results)
{
  if (store->reads) {
    results->market = g_new0(CdMarketSummary, results->n_contracts);
    for (guint c = 0; c < results->n_contracts; c++) {
      results->market[c].contract = c;
      results->market[c].won = g_new0(double, cd_scenario_bidders(results->scenario));
    }
  }
  cd_store_begin(store, &market_table);
  for (guint c = 0; c < results->n_contracts; c++)
    exchange_summaries(store, results, c);
  cd_store_end(store);
  cd_store_begin(store, &won_table);
  for (guint c = 0; c < results->n_contracts; c++)
    exchange_winners(store, results, c);
  cd_store_end(store);
}
