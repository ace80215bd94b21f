#include "sim/store/groups.h"

#define POINTS_MOST 10000u

static const CdColumn columns[] = {
    CD_REAL_COLUMN("people", "people in a year", "size of one service for all areas"),
    CD_REAL_COLUMN("cost", "\302\243 a year", "what it costs, a mean over draws of the inputs"),
    CD_REAL_COLUMN("cost_per_person", "\302\243", "for each person in treatment in a year"),
    CD_REAL_COLUMN("elasticity", "", "per cent of cost for a per cent of people, at this size"),
};
static const CdStoreTable table = CD_STORE_TABLE("curve", "The curve of unit cost", columns);

void cd_exchange_curve(CdStore *store, CdResults *results)
{
  cd_store_begin(store, &table);
  guint n = cd_store_rows(store, results->n_curve, POINTS_MOST);
  if (store->reads) {
    results->curve = g_new0(CdCurvePoint, n);
    results->n_curve = n;
  }
  for (guint i = 0; i < n; i++) {
    cd_store_row(store);
    cd_store_finite(store, &results->curve[i].people);
    cd_store_finite(store, &results->curve[i].cost);
    cd_store_finite(store, &results->curve[i].cost_per_person);
    cd_store_finite(store, &results->curve[i].elasticity);
    cd_store_end_row(store);
  }
  cd_store_end(store);
}
