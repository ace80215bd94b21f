#include "sim/store/groups.h"

#include <math.h>
#include <string.h>

static const CdColumn tender_columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("contract", "id of one of its contracts"),
    CD_REAL_COLUMN("reference", "\302\243 a year",
                   "what it would cost a typical provider; 0: nothing was to be bought, and no tender held"),
    CD_REAL_COLUMN("price_band", "share", "width of the range that absolute marks for price span, of the reference"),
    CD_REAL_COLUMN("quality_weight", "share", "of quality in the marks"),
    CD_REAL_COLUMN("minimum_quality", "", "quality below which no bid was considered"),
    CD_REAL_COLUMN("willingness", "share",
                   "what a whole mark of quality is worth where it is scored in pounds, of the reference"),
};
static const CdStoreTable tender_table =
    CD_STORE_TABLE("tender", "What the marks of each contract's tender went by, under the common terms", tender_columns);

/* Columns of a table of bids before its providers, and of each of these. */
static const CdColumn keys[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_WHOLE_COLUMN("luck", "", "as in run"),
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("contract", "id of one of its contracts"),
};
static const CdColumn of_provider[] = {
    CD_REAL_COLUMN("price", "\302\243 a year", "that this provider bid; NULL: it did not"),
    CD_REAL_COLUMN("quality", "", "that it offered, nought to one; NULL likewise"),
    CD_TEXT_COLUMN("why_not", "why it did not bid; NULL: it did, or no tender was held"),
};
enum { EACH = G_N_ELEMENTS(of_provider) };

static const CdSpecHead *contract_of(const CdResults *results, guint contract)
{
  return &cd_scenario_contract(results->scenario, contract)->head;
}

static void exchange_tender(CdStore *store, CdResults *results, guint replicate, guint contract)
{
  CdTenderKept *it = &results->tender[(gsize)replicate * CD_LUCKS * results->n_contracts + contract];
  const CdSpecHead *head = contract_of(results, contract);
  cd_store_row(store);
  cd_store_key_whole(store, replicate + 1);
  cd_store_key(store, cd_store_structure(results, (guint)head->parent));
  cd_store_key(store, head->id);
  cd_store_finite(store, &it->reference);
  cd_store_finite(store, &it->price_band);
  cd_store_finite(store, &it->quality_weight);
  cd_store_finite(store, &it->minimum_quality);
  cd_store_finite(store, &it->willingness);
  cd_store_end_row(store);
  for (guint luck = 1; store->reads && luck < CD_LUCKS; luck++) /* chance has no part in it */
    it[luck * results->n_contracts] = *it;
}

static void exchange_bid(CdStore *store, CdBidKept *it)
{
  double price = it->price > 0 ? it->price : NAN, quality = it->price > 0 ? it->quality : NAN;
  guint reason = it->reason;
  cd_store_finite(store, &price);
  cd_store_finite(store, &quality);
  if (!cd_store_null(store, reason == CD_BID_YES))
    cd_store_word(store, &reason, cd_bid_reason_words, CD_BID_REASON_COUNT);
  if (!store->reads || store->problem)
    return;
  if (!(isnan(price) ? isnan(quality) : price > 0 && quality >= 0 && quality <= 1 && reason == CD_BID_YES))
    cd_store_fault(store, "a bid has a price above 0 and a quality from 0 to 1, and no reason why there is none");
  *it = isnan(price) ? (CdBidKept){.reason = (CdBidReason)reason} : (CdBidKept){CD_BID_YES, quality, price};
}

static void exchange_row(CdStore *store, CdResults *results, guint run, guint contract, guint from, guint to)
{
  CdBidKept *bid = &results->bid[((gsize)run * results->n_contracts + contract) * results->n_bidders];
  const CdSpecHead *head = contract_of(results, contract);
  cd_store_row(store);
  cd_store_key_whole(store, run / CD_LUCKS + 1);
  cd_store_key_whole(store, run % CD_LUCKS + 1);
  cd_store_key(store, cd_store_structure(results, (guint)head->parent));
  cd_store_key(store, head->id);
  for (guint p = from; p < to; p++)
    exchange_bid(store, &bid[p]);
  cd_store_end_row(store);
}

static CdColumn *columns_of(const CdResults *results, guint from, guint to, GStringChunk *names)
{
  CdColumn *column = g_new(CdColumn, G_N_ELEMENTS(keys) + EACH * (to - from));
  memcpy(column, keys, sizeof keys);
  CdColumn *at = &column[G_N_ELEMENTS(keys)];
  for (guint p = from; p < to; p++)
    for (guint i = 0; i < EACH; i++) {
      g_autofree char *name =
          g_strdup_printf("%s[%s]", of_provider[i].name, cd_scenario_bidder(results->scenario, p)->id);
      *at = of_provider[i];
      at++->name = g_string_chunk_insert(names, name);
    }
  return column;
}

/* Providers FROM .. TO - 1, in table number PART. */
static void exchange_part(CdStore *store, CdResults *results, guint part, guint from, guint to)
{
  g_autofree char *name = part == 1 ? g_strdup("bid") : g_strdup_printf("bid_%u", part);
  GStringChunk *names = g_string_chunk_new(512);
  g_autofree CdColumn *column = columns_of(results, from, to, names);
  const CdStoreTable table = {
      name, "Every bid for each contract under the common terms: a row a run and contract, three columns a provider",
      column, (guint)G_N_ELEMENTS(keys) + EACH * (to - from)};
  cd_store_begin(store, &table);
  for (guint run = 0; run < results->replicates * CD_LUCKS && !store->problem; run++)
    for (guint c = 0; c < results->n_contracts; c++)
      exchange_row(store, results, run, c, from, to);
  cd_store_end(store);
  g_string_chunk_free(names);
}

void cd_exchange_bids(CdStore *store, CdResults *results)
{
  gsize tenders = (gsize)results->replicates * CD_LUCKS * results->n_contracts;
  guint n = results->n_bidders, each = MAX(1, store->columns / EACH);
  if (store->reads) {
    results->tender = g_try_new0(CdTenderKept, tenders);
    results->bid = g_try_new0(CdBidKept, tenders * n);
  }
  if (!results->tender || !results->bid) {
    cd_store_fault(store, "no memory for %u replicates", results->replicates);
    return;
  }
  cd_store_begin(store, &tender_table);
  for (guint k = 0; k < results->replicates && !store->problem; k++)
    for (guint c = 0; c < results->n_contracts; c++)
      exchange_tender(store, results, k, c);
  cd_store_end(store);
  for (guint from = 0, part = 1; from < n; from += each, part++)
    exchange_part(store, results, part, from, MIN(from + each, n));
}
