#include "concordat/report.h"
#include "sim/report/claim-words.h"
#include "sim/report/csv.h"
#include "sim/report/influence-words.h"

static void put_share(CdCsv *csv, const CdShareOfAssumptions *it)
{
  cd_csv_number(csv, it->share);
  cd_csv_number(csv, it->low);
  cd_csv_number(csv, it->high);
}

static void claim_cells(CdCsv *csv, const CdResults *results, const CdClaimAnswer *claim)
{
  const CdClaimSpec *spec = cd_scenario_claim(results->scenario, claim->claim);
  const CdInfluence *hinge = claim->n_told > 0 ? &claim->hinge : NULL;
  g_autofree char *region = cd_claim_region_sentence(results, claim);
  cd_csv_text(csv, spec->head.id);
  cd_csv_text(csv, spec->head.label);
  cd_csv_text(csv, spec->says);
  cd_csv_text(csv, spec->contests);
  cd_csv_text(csv, spec->head.source);
  cd_csv_text(csv, cd_claim_verdict(claim->verdict)->id);
  put_share(csv, &claim->holds);
  cd_csv_integer(csv, claim->more);
  cd_csv_number(csv, claim->draws.share);
  cd_csv_integer(csv, claim->draws.of);
  cd_csv_text(csv, *region ? region : NULL);
  cd_csv_text(csv, hinge ? cd_influence_input(results, hinge)->path : NULL);
  cd_csv_text(csv, hinge ? cd_reversal_text(hinge->reversal) : NULL);
}

static void test_cells(CdCsv *csv, const CdResults *results, const CdTestAnswer *test)
{
  const CdClaimTestSpec *spec = cd_scenario_claim_test(results->scenario, test->row);
  bool event = test->answer.estimand == CD_ESTIMAND_EVENT;
  const CdSummary *d = &test->answer.effect.d;
  const CdEventChance *p = &test->answer.event;
  cd_csv_text(csv, spec->head.id);
  cd_csv_text(csv, cd_estimand_text(test->answer.estimand));
  cd_csv_text(csv, spec->metric);
  cd_csv_text(csv, spec->whose);
  cd_csv_text(csv, cd_claim_option(results, test, false));
  cd_csv_text(csv, cd_claim_option(results, test, true));
  cd_csv_text(csv, cd_choices[CD_CHOICES_EXPECT][spec->expect]);
  put_share(csv, &test->answer.holds);
  cd_csv_number(csv, event ? p->mean : d->mean);
  cd_csv_number(csv, event ? p->low : d->low);
  cd_csv_number(csv, event ? p->high : d->high);
  cd_csv_number(csv, !event ? d->p5 : test->once ? NAN : p->p5);
  cd_csv_number(csv, !event ? d->p95 : test->once ? NAN : p->p95);
  cd_csv_integer(csv, test->answer.n);
}

char *cd_claims_csv(const CdResults *results)
{
  static const char *const heads[] = {"claim",
                                      "statement",
                                      "says",
                                      "contests",
                                      "source",
                                      "verdict",
                                      "probability",
                                      "low",
                                      "high",
                                      "more",
                                      "met_in",
                                      "draws",
                                      "most_often",
                                      "turns_on",
                                      "reverses",
                                      "test",
                                      "kind",
                                      "metric",
                                      "whose",
                                      "option",
                                      "against",
                                      "expect",
                                      "test_probability",
                                      "test_low",
                                      "test_high",
                                      "mean",
                                      "mean_low",
                                      "mean_high",
                                      "p5",
                                      "p95",
                                      "n",
                                      NULL};
  enum { TEST_CELLS = 16 };
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint c = 0; c < results->claims->n; c++) {
    const CdClaimAnswer *claim = &results->claims->claim[c];
    for (guint t = 0; t < MAX(claim->n, 1); t++) {
      claim_cells(&csv, results, claim);
      if (claim->n > 0)
        test_cells(&csv, results, &results->claims->test[claim->first + t]);
      else
        for (guint cell = 0; cell < TEST_CELLS; cell++)
          cd_csv_text(&csv, NULL);
      cd_csv_end_row(&csv);
    }
  }
  return g_string_free(csv.out, FALSE);
}
