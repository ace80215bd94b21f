#include "sim/store/groups.h"

#define ESTIMANDS 3u

static const CdColumn claim_columns[] = {
    CD_TEXT_COLUMN("claim", "id of the claim"),
    CD_TEXT_COLUMN("statement", "what is claimed"),
    CD_TEXT_COLUMN("verdict", "what the runs say of it"),
    CD_REAL_COLUMN("holds", "share", "of the assumptions under which it holds"),
    CD_REAL_COLUMN("holds_low", "share", "interval of that, widened for the number of tests, lower end"),
    CD_REAL_COLUMN("holds_high", "share", "upper end"),
    CD_WHOLE_COLUMN("more", "", "about how many more replicates would tell, where none can"),
    CD_WHOLE_COLUMN("decisive", "", "its test by which that is bounded, from 0"),
    CD_WHOLE_COLUMN("tested", "", "inputs that vary"),
    CD_WHOLE_COLUMN("told", "", "of those, told from chance to move the decisive test"),
    CD_REAL_COLUMN("margin", "", "mean of that test's margin: above nought, it holds"),
    CD_INFLUENCE_COLUMNS,
};
static const CdStoreTable claim_table = CD_STORE_TABLE(
    "claim", "What parties claim, answered, and the input that turns it, else that moves it most; D is the margin",
    claim_columns);

static const CdColumn test_columns[] = {
    CD_TEXT_COLUMN("claim", "id of the claim"),
    CD_TEXT_COLUMN("test", "id of the test"),
    CD_TEXT_COLUMN("kind", "effect, event or ordering"),
    CD_WHOLE_COLUMN("replicates", "", "that have a value"),
    CD_REAL_COLUMN("holds", "share", "of the assumptions under which it is as expected"),
    CD_REAL_COLUMN("holds_low", "share", "interval of that, widened for the number of tests, lower end"),
    CD_REAL_COLUMN("holds_high", "share", "upper end"),
    CD_REAL_COLUMN("chance", "probability",
                   "of the event, over assumptions and luck; of an effect: NULL, as what follows"),
    CD_REAL_COLUMN("chance_low", "probability", "95 % interval of that, lower end"),
    CD_REAL_COLUMN("chance_high", "probability", "95 % interval of that, upper end"),
    CD_REAL_COLUMN("chance_p5", "probability", "under 5 % of the assumptions it lies below"),
    CD_REAL_COLUMN("chance_p95", "probability", "under 5 % of the assumptions it lies above"),
    CD_REAL_COLUMN("alike", "", "variance of the chance over assumptions, of the most that it can be"),
    CD_REAL_COLUMN("alike_low", "", "95 % interval of that, lower end"),
    CD_REAL_COLUMN("alike_high", "", "95 % interval of that, upper end"),
    CD_DIFFERENCE_COLUMNS,
};
static const CdStoreTable test_table =
    CD_STORE_TABLE("claim_test", "What was tested of each claim, and found; D is the measure", test_columns);

static const CdColumn fifth_columns[] = {
    CD_TEXT_COLUMN("claim", "id of the claim"),
    CD_FIFTH_COLUMNS,
};
static const CdStoreTable fifth_table = CD_STORE_TABLE(
    "claim_fifth", "The decisive test's margin where the input told is low, and where it is high", fifth_columns);

static const char *id_of(const CdResults *results, const CdClaimAnswer *claim)
{
  return cd_scenario_claim(results->scenario, claim->claim)->head.id;
}

static void exchange_share(CdStore *store, CdShareOfAssumptions *it)
{
  cd_store_finite(store, &it->share);
  cd_store_finite(store, &it->low);
  cd_store_finite(store, &it->high);
}

static void exchange_claim(CdStore *store, CdResults *results, CdClaimAnswer *it, const char *const *path)
{
  const char *verdicts[CD_CLAIM_VERDICTS];
  guint verdict = it->verdict;
  for (guint v = 0; v < CD_CLAIM_VERDICTS; v++)
    verdicts[v] = cd_claim_verdict((CdClaimVerdict)v)->id;
  cd_store_row(store);
  cd_store_key(store, id_of(results, it));
  cd_store_key(store, cd_scenario_claim(results->scenario, it->claim)->head.label);
  cd_store_word(store, &verdict, verdicts, CD_CLAIM_VERDICTS);
  exchange_share(store, &it->holds);
  cd_store_count(store, &it->more, G_MAXUINT);
  cd_store_count(store, &it->decisive, it->n > 0 ? it->n - 1 : 0);
  cd_store_count(store, &it->n_tested, results->questions->n_inputs);
  cd_store_count(store, &it->n_told, results->questions->n_inputs);
  cd_store_finite(store, &it->margin);
  if (it->n_told > 0)
    cd_exchange_influence(store, &it->hinge, path, results->questions->n_inputs);
  else
    cd_exchange_no_influence(store);
  cd_store_end_row(store);
  if (store->reads)
    it->verdict = (CdClaimVerdict)verdict;
}

static void exchange_test(CdStore *store, CdResults *results, const CdClaimAnswer *claim, CdTestAnswer *it)
{
  CdAnswer *answer = &it->answer;
  CdEventChance *event = &answer->event;
  const char *estimands[ESTIMANDS];
  guint estimand = answer->estimand;
  for (guint e = 0; e < ESTIMANDS; e++)
    estimands[e] = cd_estimand_text((CdEstimand)e);
  cd_store_row(store);
  cd_store_key(store, id_of(results, claim));
  cd_store_key(store, cd_scenario_claim_test(results->scenario, it->row)->head.id);
  cd_store_word(store, &estimand, estimands, ESTIMANDS);
  cd_store_count(store, &answer->n, results->replicates);
  exchange_share(store, &answer->holds);
  cd_store_finite(store, &event->mean);
  cd_store_finite(store, &event->low);
  cd_store_finite(store, &event->high);
  cd_store_finite(store, &event->p5);
  cd_store_finite(store, &event->p95);
  cd_store_finite(store, &event->alike);
  cd_store_finite(store, &event->alike_low);
  cd_store_finite(store, &event->alike_high);
  cd_exchange_difference(store, &answer->effect, results->replicates);
  cd_store_end_row(store);
  if (store->reads) {
    answer->estimand = (CdEstimand)estimand;
    event->n = answer->estimand == CD_ESTIMAND_EVENT ? answer->n : 0;
  }
}

static void exchange_fifth(CdStore *store, CdResults *results, CdClaimAnswer *claim, guint end)
{
  cd_store_row(store);
  cd_store_key(store, id_of(results, claim));
  cd_exchange_fifth(store, &claim->hinge, end, results->replicates);
  cd_store_end_row(store);
}

void cd_exchange_claims(CdStore *store, CdResults *results)
{
  if (store->reads)
    results->claims = cd_claims_ask(results);
  CdClaims *claims = results->claims;
  g_autofree const char **path = cd_store_paths(results->questions);
  cd_store_begin(store, &claim_table);
  for (guint c = 0; c < claims->n; c++)
    exchange_claim(store, results, &claims->claim[c], path);
  cd_store_end(store);
  cd_store_begin(store, &test_table);
  for (guint c = 0; c < claims->n; c++)
    for (guint t = 0; t < claims->claim[c].n; t++)
      exchange_test(store, results, &claims->claim[c], &claims->test[claims->claim[c].first + t]);
  cd_store_end(store);
  cd_store_begin(store, &fifth_table);
  for (guint c = 0; c < claims->n; c++)
    for (guint end = 0; claims->claim[c].n_told > 0 && end < 2; end++)
      exchange_fifth(store, results, &claims->claim[c], end);
  cd_store_end(store);
}
