#include "sim/store/groups.h"

/* Columns of a table of runs before its values. */
static const CdColumn keys[] = {
    CD_WHOLE_COLUMN("replicate", "", "draw of the inputs, from 1"),
    CD_WHOLE_COLUMN("luck", "", "draw of chance, 1 or 2: rows of one replicate and luck share all their draws"),
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_TEXT_COLUMN("terms", "terms of its contracts: common to all options, or its own"),
};

static const char meaning[] = "Single runs, a row a run and option: a column a value, NULL where it is undefined";

static CdColumn *columns_of(const CdResults *results, guint from, guint to)
{
  CdColumn *column = g_new(CdColumn, G_N_ELEMENTS(keys) + to - from);
  for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
    column[k] = keys[k];
  for (guint v = from; v < to; v++) {
    const CdMetric *metric = cd_metric(results->layout->kind[v]);
    column[G_N_ELEMENTS(keys) + v - from] = (CdColumn){results->layout->name[v], CD_COLUMN_REAL,
                                                       cd_unit_text(metric->unit), metric->definition, metric->label};
  }
  return column;
}

static void exchange_row(CdStore *store, CdResults *results, guint run, guint arm, guint from, guint to)
{
  double *value = &results->value[((gsize)run * results->n_arms + arm) * results->n_values];
  cd_store_row(store);
  cd_store_key_whole(store, run / CD_LUCKS + 1);
  cd_store_key_whole(store, run % CD_LUCKS + 1);
  cd_store_key(store, cd_store_structure(results, arm / 2));
  cd_store_key(store, cd_store_terms(arm));
  for (guint v = from; v < to; v++)
    cd_store_real(store, &value[v]);
  cd_store_end_row(store);
}

/* Values FROM .. TO - 1, in table number PART. */
static void exchange_part(CdStore *store, CdResults *results, guint part, guint from, guint to)
{
  g_autofree char *name = part == 1 ? g_strdup("run") : g_strdup_printf("run_%u", part);
  g_autofree CdColumn *column = columns_of(results, from, to);
  const CdStoreTable table = {name, meaning, column, (guint)G_N_ELEMENTS(keys) + to - from};
  cd_store_begin(store, &table);
  for (guint run = 0; run < results->replicates * CD_LUCKS && !store->problem; run++)
    for (guint arm = 0; arm < results->n_arms; arm++)
      exchange_row(store, results, run, arm, from, to);
  cd_store_end(store);
}

void cd_exchange_runs(CdStore *store, CdResults *results)
{
  gsize runs = (gsize)results->replicates * CD_LUCKS;
  if (store->reads)
    results->value = g_try_new0(double, runs * results->n_arms * results->n_values);
  if (!results->value) {
    cd_store_fault(store, "no memory for %u replicates", results->replicates);
    return;
  }
  for (guint from = 0, part = 1; from < results->n_values; from += store->columns, part++)
    exchange_part(store, results, part, from, MIN(from + store->columns, results->n_values));
}

/* SQLite spends a byte on a cell at the least. */
guint64 cd_store_least_bytes(const CdResults *results, guint replicates)
{
  return (guint64)replicates * CD_LUCKS *
         ((guint64)results->n_arms * results->n_values + (guint64)results->n_contracts * (2 + 3 * results->n_bidders));
}
