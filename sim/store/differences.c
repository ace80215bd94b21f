#include "sim/store/groups.h"

#define MORE_MOST G_MAXUINT
#define VERDICTS 6u

static const CdColumn columns[] = {
    CD_TEXT_COLUMN("a", "id of an option"),
    CD_TEXT_COLUMN("b", "id of the option taken from it: D = a - b on the same draws"),
    CD_TEXT_COLUMN("terms", "common; own: each its own; own against common: a under both"),
    CD_TEXT_COLUMN("metric", "the value: a column of run, with its unit"),
    CD_DIFFERENCE_COLUMNS,
};
static const CdStoreTable table =
    CD_STORE_TABLE("difference", "Paired differences of each value between options", columns);

static const char *terms_of(const CdComparison *it)
{
  return it->of_terms ? "own against common" : it->same_terms ? "common" : "own";
}

void cd_exchange_difference(CdStore *store, CdDifference *it, guint replicates)
{
  const char *verdicts[VERDICTS];
  guint verdict = it->verdict;
  for (guint i = 0; i < VERDICTS; i++)
    verdicts[i] = cd_verdict_text((CdVerdict)i);
  cd_exchange_summary(store, &it->d, replicates);
  cd_store_finite(store, &it->var_between);
  cd_store_finite(store, &it->var_luck);
  cd_store_finite(store, &it->q);
  cd_store_finite(store, &it->q_down);
  cd_store_finite(store, &it->q_low);
  cd_store_finite(store, &it->q_high);
  cd_store_whole(store, &it->direction, -1, 1);
  cd_store_word(store, &verdict, verdicts, VERDICTS);
  cd_store_count(store, &it->more, MORE_MOST);
  cd_store_finite(store, &it->variance_ratio);
  if (store->reads)
    it->verdict = (CdVerdict)verdict;
}

static void exchange_row(CdStore *store, CdResults *results, const CdComparison *comparison, guint v)
{
  cd_store_row(store);
  cd_store_key(store, cd_store_structure(results, comparison->arm_a / 2));
  cd_store_key(store, cd_store_structure(results, comparison->arm_b / 2));
  cd_store_key(store, terms_of(comparison));
  cd_store_key(store, results->layout->name[v]);
  cd_exchange_difference(store, &comparison->value[v], results->replicates);
  cd_store_end_row(store);
}

void cd_exchange_differences(CdStore *store, CdResults *results)
{
  if (store->reads)
    cd_results_pair(results);
  cd_store_begin(store, &table);
  for (guint c = 0; c < results->n_comparisons; c++) {
    CdComparison *it = &results->comparison[c];
    if (store->reads)
      it->value = g_new0(CdDifference, results->n_values);
    for (guint v = 0; v < results->n_values; v++)
      exchange_row(store, results, it, v);
  }
  cd_store_end(store);
}
