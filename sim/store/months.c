#include "sim/store/groups.h"

/* What each row tells of its figures. */
static const char *const statistics[] = {"mean", "p5", "p95", "change", "change-p5", "change-p95"};

#define FIGURE(KIND, id, unit, label, meaning, of, by, less, times) CD_REAL_COLUMN(id, unit, meaning),
static const CdColumn columns[] = {
    CD_TEXT_COLUMN("structure", "id of the option; common terms"),
    CD_WHOLE_COLUMN("month", "months", "from the planned start; before it: the balance that every option begins from"),
    CD_TEXT_COLUMN("scope", "total, area, cohort or cell: a cohort in an area"),
    CD_TEXT_COLUMN("id", "of the area or cohort, AREA/COHORT of a cell; empty: total"),
    CD_TEXT_COLUMN(
        "statistic",
        "mean; p5, p95: over sets of assumptions; change: against business as usual on the same assumptions"),
    CD_WHOLE_COLUMN("n", "", "sets of assumptions, one a replicate, the first of the run"),
#include "sim/engine/months.def"
};
#undef FIGURE
static const CdStoreTable table =
    CD_STORE_TABLE("month", "What clients live through month by month: expected numbers", columns);

static void exchange_row(CdStore *store, CdResults *results, guint option, guint month, const char *scope,
                         const char *id, guint statistic)
{
  cd_store_row(store);
  cd_store_key(store, cd_store_structure(results, option));
  cd_store_key_whole(store, (gint64)month - CD_MONTHS_BEFORE);
  cd_store_key(store, scope);
  cd_store_key(store, id);
  cd_store_key(store, statistics[statistic]);
  cd_store_count(store, &results->months->n_sets, results->replicates);
}

static void exchange_slice(CdStore *store, CdResults *results, guint option, guint month, guint slice)
{
  CdMonths *months = results->months;
  const CdMonthLayout *it = &months->layout;
  g_autofree char *id = cd_month_slice_id(it, results->scenario, slice);
  exchange_row(store, results, option, month, cd_month_scope(it, slice), id, 0);
  for (guint f = 0; f < CD_MONTH_FIGURES; f++)
    cd_store_real(store, &months->mean[cd_month_at(it, option, month, slice) * CD_MONTH_FIGURES + f]);
  cd_store_end_row(store);
}

static double *statistic_of(CdMonthSpread *spread, guint statistic)
{
  double *const of[] = {&spread->p5, &spread->p95, &spread->change, &spread->change_p5, &spread->change_p95};
  return of[statistic - 1];
}

static void exchange_spread(CdStore *store, CdResults *results, guint option, guint month)
{
  CdMonths *months = results->months;
  for (guint s = 1; s < G_N_ELEMENTS(statistics); s++) {
    exchange_row(store, results, option, month, "total", "", s);
    for (guint f = 0; f < CD_MONTH_FIGURES; f++)
      cd_store_real(
          store,
          statistic_of(&months->spread[((gsize)option * months->layout.n_months + month) * CD_MONTH_FIGURES + f], s));
    cd_store_end_row(store);
  }
}

static guint rows_of(const CdMonthLayout *it)
{
  return it->n_options * it->n_months * (it->n_slices + (guint)G_N_ELEMENTS(statistics) - 1);
}

/* By cell where that was asked for when it ran, as the number of rows tells. */
static CdMonthLayout layout_of(CdStore *store, const CdEngine *engine)
{
  CdMonthLayout plain = cd_engine_months(engine), by_cell = cd_month_layout_by_cell(plain);
  return cd_store_rows(store, 0, rows_of(&by_cell)) > rows_of(&plain) ? by_cell : plain;
}

void cd_exchange_months(CdStore *store, CdResults *results)
{
  cd_store_begin(store, &table);
  if (store->reads) {
    CdMonthLayout layout = layout_of(store, results->engine);
    results->months = cd_months_new(&layout, 0);
  }
  const CdMonthLayout *it = &results->months->layout;
  for (guint option = 0; option < it->n_options; option++)
    for (guint month = 0; month < it->n_months && !store->problem; month++) {
      exchange_slice(store, results, option, month, 0);
      exchange_spread(store, results, option, month);
      for (guint slice = 1; slice < it->n_slices; slice++)
        exchange_slice(store, results, option, month, slice);
    }
  cd_store_end(store);
}
