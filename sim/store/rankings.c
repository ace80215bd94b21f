#include "sim/store/groups.h"

static const CdColumn columns[] = {
    CD_TEXT_COLUMN("partner", "council or funder"),
    CD_TEXT_COLUMN("id", "of the partner"),
    CD_TEXT_COLUMN("structure", "id of the option"),
    CD_REAL_COLUMN("first_own", "share",
                   "of assumptions under which it is the partner's first choice, by its own beliefs"),
    CD_REAL_COLUMN("first_model", "share", "of assumptions under which it is so by the model's beliefs"),
    CD_REAL_COLUMN(
        "parted", "share",
        "of assumptions under which the partner's first choice differs between the two; the same in each of its rows"),
};
static const CdStoreTable table = CD_STORE_TABLE("ranking", "Partners' first choices, under the common terms", columns);

static void exchange_partners(CdStore *store, CdResults *results, CdEntityKind kind, CdRanking *ranking)
{
  for (guint i = 0; i < results->scenario->table[kind].n; i++)
    for (guint s = 0; s < results->n_structures; s++) {
      cd_store_row(store);
      cd_store_key(store, cd_entity(kind)->element);
      cd_store_key(store, cd_scenario_row(results->scenario, kind, i)->id);
      cd_store_key(store, cd_store_structure(results, s));
      cd_store_finite(store, &ranking[i].first_own[s]);
      cd_store_finite(store, &ranking[i].first_model[s]);
      cd_store_finite(store, &ranking[i].parted);
      cd_store_end_row(store);
    }
}

static CdRanking *make_room(const CdResults *results, CdEntityKind kind)
{
  guint n = results->scenario->table[kind].n;
  CdRanking *ranking = g_new0(CdRanking, n + 1);
  for (guint i = 0; i < n; i++) {
    ranking[i].first_own = g_new0(double, results->n_structures);
    ranking[i].first_model = g_new0(double, results->n_structures);
  }
  return ranking;
}

void cd_exchange_rankings(CdStore *store, CdResults *results)
{
  if (store->reads) {
    results->ranking_council = make_room(results, CD_ENTITY_COUNCIL);
    results->ranking_funder = make_room(results, CD_ENTITY_FUNDER);
  }
  cd_store_begin(store, &table);
  exchange_partners(store, results, CD_ENTITY_COUNCIL, results->ranking_council);
  exchange_partners(store, results, CD_ENTITY_FUNDER, results->ranking_funder);
  cd_store_end(store);
}
