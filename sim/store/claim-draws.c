#include "sim/store/groups.h"

static const char *const ends[] = {"at least", "at most"};

static const CdColumn draws_columns[] = {
    CD_TEXT_COLUMN("claim", "id of the claim"),
    CD_WHOLE_COLUMN("met", "", "draws of the inputs in which it is met, as their two runs show it"),
    CD_WHOLE_COLUMN("draws", "", "of so many: those in which all that it is about has a value"),
    CD_WHOLE_COLUMN("inside_met", "", "inside its region, of the draws that this was not found on: those that meet it"),
    CD_WHOLE_COLUMN("inside", "", "inside its region, of those draws: all"),
    CD_WHOLE_COLUMN("other_met", "", "of those draws: such as meet it"),
    CD_WHOLE_COLUMN("other", "", "of those draws: all"),
    CD_WHOLE_COLUMN("limits", "", "limits of the region: rows of claim_limit"),
};
static const CdStoreTable draws_table =
    CD_STORE_TABLE("claim_draws", "In how many draws each claim is met, and in how many of its region", draws_columns);

static const CdColumn limit_columns[] = {
    CD_TEXT_COLUMN("claim", "id of the claim"),
    CD_TEXT_COLUMN("input", "its path, as --set takes it"),
    CD_TEXT_COLUMN("end", "at least, at most"),
    CD_REAL_COLUMN("limit", "", "in the input's own unit"),
};
static const CdStoreTable limit_table =
    CD_STORE_TABLE("claim_limit", "The region of inputs in which a claim is met most often", limit_columns);

static void exchange_draws(CdStore *store, const char *id, guint replicates, CdClaimAnswer *it)
{
  CdRegion *region = &it->region;
  guint of[] = {it->draws.of, region->inside.of, region->all.of}, n[] = {it->draws.n, region->inside.n, region->all.n};
  cd_store_row(store);
  cd_store_key(store, id);
  for (guint i = 0; i < G_N_ELEMENTS(n); i++) {
    cd_store_count(store, &n[i], replicates);
    cd_store_count(store, &of[i], replicates);
  }
  cd_store_count(store, &region->n_limits, CD_REGION_LIMITS);
  cd_store_end_row(store);
  if (!store->reads)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(n); i++)
    if (n[i] > of[i]) {
      cd_store_fault(store, "has more that meet it than there are");
      return;
    }
  it->draws = cd_share_of(n[0], of[0]);
  cd_region_tell(region, n[1], of[1], n[2], of[2]);
}

static void exchange_limit(CdStore *store, const char *id, CdRegion *region, guint l, const char *const *path, guint n)
{
  guint end = region->limit[l].below;
  cd_store_row(store);
  cd_store_key(store, id);
  cd_store_word(store, &region->limit[l].input, path, n);
  cd_store_word(store, &end, ends, G_N_ELEMENTS(ends));
  cd_store_finite(store, &region->limit[l].limit);
  cd_store_end_row(store);
  if (store->reads)
    region->limit[l].below = end == 1;
}

void cd_exchange_claim_draws(CdStore *store, CdResults *results)
{
  CdClaims *claims = results->claims;
  const CdQuestions *questions = results->questions;
  g_autofree const char **path = g_new0(const char *, questions->n_inputs + 1);
  for (guint i = 0; i < questions->n_inputs; i++)
    path[i] = questions->input[i].path;
  cd_store_begin(store, &draws_table);
  for (guint c = 0; c < claims->n; c++)
    exchange_draws(store, cd_scenario_claim(results->scenario, c)->head.id, results->replicates, &claims->claim[c]);
  cd_store_end(store);
  cd_store_begin(store, &limit_table);
  for (guint c = 0; c < claims->n; c++)
    for (guint l = 0; l < claims->claim[c].region.n_limits; l++)
      exchange_limit(store, cd_scenario_claim(results->scenario, c)->head.id, &claims->claim[c].region, l, path,
                     questions->n_inputs);
  cd_store_end(store);
}
