#include "sim/store/groups.h"

#define CROSSINGS_MOST 1000000u

static const char *const ends[] = {"low", "high"};
static const char *const reversals[] = {"none", "perhaps", "sure"};

const char **cd_store_paths(const CdQuestions *questions)
{
  const char **path = g_new0(const char *, questions->n_inputs + 1);
  for (guint i = 0; i < questions->n_inputs; i++)
    path[i] = questions->input[i].path;
  return path;
}

void cd_exchange_influence(CdStore *store, CdInfluence *it, const char *const *path, guint n)
{
  guint reversal = it->reversal;
  cd_store_word(store, &it->input, path, n);
  cd_store_finite(store, &it->share);
  cd_store_finite(store, &it->share_low);
  cd_store_finite(store, &it->share_high);
  cd_store_finite(store, &it->p);
  cd_store_whole(store, &it->direction, -1, 1);
  cd_store_word(store, &reversal, reversals, G_N_ELEMENTS(reversals));
  cd_store_finite(store, &it->even.value);
  cd_store_finite(store, &it->even.low);
  cd_store_finite(store, &it->even.high);
  cd_store_count(store, &it->even.crossings, CROSSINGS_MOST);
  if (store->reads)
    it->reversal = (CdReversal)reversal;
}

void cd_exchange_no_influence(CdStore *store)
{
  static const CdColumn columns[] = {CD_INFLUENCE_COLUMNS};
  for (guint empty = 0; empty < G_N_ELEMENTS(columns); empty++)
    cd_store_key(store, NULL);
}

void cd_exchange_fifth(CdStore *store, CdInfluence *influence, guint end, guint replicates)
{
  CdFifth *it = end == 0 ? &influence->low : &influence->high;
  cd_store_key(store, ends[end]);
  cd_store_finite(store, &it->x);
  cd_store_finite(store, &it->from);
  cd_store_finite(store, &it->to);
  cd_exchange_difference(store, &it->d, replicates);
}
