#include "sim/store/groups.h"

static const CdColumn columns[] = {
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("terms", "common or own, as in run"),
    CD_TEXT_COLUMN("metric", "the value: a column of run, with its unit"),
    CD_SUMMARY_COLUMNS,
};
static const CdStoreTable table = CD_STORE_TABLE("summary", "Each value of each option over all runs", columns);

void cd_exchange_summary(CdStore *store, CdSummary *summary, guint replicates)
{
  cd_store_finite(store, &summary->mean);
  cd_store_finite(store, &summary->low);
  cd_store_finite(store, &summary->high);
  cd_store_finite(store, &summary->sd);
  cd_store_finite(store, &summary->p5);
  cd_store_finite(store, &summary->p95);
  cd_store_count(store, &summary->n, replicates);
}

void cd_exchange_summaries(CdStore *store, CdResults *results)
{
  if (store->reads)
    results->summary = g_new0(CdSummary, (gsize)results->n_arms * results->n_values);
  cd_store_begin(store, &table);
  for (guint arm = 0; arm < results->n_arms; arm++)
    for (guint v = 0; v < results->n_values; v++) {
      cd_store_row(store);
      cd_store_key(store, cd_store_structure(results, arm / 2));
      cd_store_key(store, cd_store_terms(arm));
      cd_store_key(store, results->layout->name[v]);
      cd_exchange_summary(store, &results->summary[(gsize)arm * results->n_values + v], results->replicates);
      cd_store_end_row(store);
    }
  cd_store_end(store);
}
