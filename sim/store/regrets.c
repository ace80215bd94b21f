#include "sim/store/groups.h"

static const CdColumn columns[] = {
    CD_TEXT_COLUMN("beliefs", "own, or the model's: by what the partner expects of an option"),
    CD_TEXT_COLUMN("partner", "council or funder"),
    CD_TEXT_COLUMN("id", "of the partner whose regret it is"),
    CD_TEXT_COLUMN("of", "option; or choice: another partner's first choice"),
    CD_TEXT_COLUMN("which", "id of that option, or of that other partner"),
    CD_REAL_COLUMN("mean", "value", "of what it gives up against its best option under the same assumptions"),
    CD_REAL_COLUMN("low", "value", "95 % interval of the mean, lower end"),
    CD_REAL_COLUMN("high", "value", "95 % interval of the mean, upper end"),
    CD_REAL_COLUMN("p90", "value", "one draw in ten has more"),
    CD_REAL_COLUMN("none", "share", "of draws in which it gives up nothing"),
    CD_REAL_COLUMN("matters", "share", "of draws in which it gives up more than matters"),
    CD_REAL_COLUMN("of_range", "share", "mean, of what lies between its best and its worst option"),
};
static const CdStoreTable table =
    CD_STORE_TABLE("regret", "What each partner would give up by an option, or by what another would choose", columns);

static void exchange_row(CdStore *store, const CdResults *results, CdRegretBeliefs beliefs, guint partner,
                         const char *of, const char *which, CdRegret *it)
{
  const CdRegretPartner *who = &results->regrets->partner[partner];
  double *cell[] = {&it->mean, &it->low, &it->high, &it->p90, &it->none, &it->matters, &it->of_range};
  cd_store_row(store);
  cd_store_key(store, cd_regret_beliefs_text(beliefs));
  cd_store_key(store, cd_entity(who->kind)->element);
  cd_store_key(store, cd_scenario_row(results->scenario, who->kind, who->row)->id);
  cd_store_key(store, of);
  cd_store_key(store, which);
  for (guint i = 0; i < G_N_ELEMENTS(cell); i++)
    cd_store_finite(store, cell[i]);
  cd_store_end_row(store);
}

void cd_exchange_regrets(CdStore *store, CdResults *results)
{
  if (store->reads)
    results->regrets = cd_regrets_ask(results);
  CdRegrets *it = results->regrets;
  cd_store_begin(store, &table);
  for (guint b = 0; b < CD_REGRET_BELIEFS; b++)
    for (guint p = 0; p < it->n; p++) {
      for (guint s = 0; s < it->n_options; s++)
        exchange_row(store, results, (CdRegretBeliefs)b, p, "option", cd_store_structure(results, s),
                     &it->of[b][p * it->n_options + s]);
      for (guint c = 0; c < it->n; c++)
        exchange_row(store, results, (CdRegretBeliefs)b, p, "choice",
                     cd_scenario_row(results->scenario, it->partner[c].kind, it->partner[c].row)->id,
                     &it->seen[b][c * it->n + p]);
    }
  cd_store_end(store);
  if (store->reads && !store->problem)
    cd_regrets_settle(it);
}
