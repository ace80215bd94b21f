#include <math.h>
#include "sim/report/csv.h"
#include "sim/report/option.h"
#include "sim/report/remark.h"

static void begin_row(CdCsv *csv, const CdRemark *remark, const CdRemarkContract *it, CdScoring scoring, double weight)
{
  const CdContractSpec *contract = cd_scenario_contract(remark->results->scenario, it->contract);
  cd_csv_text(csv, cd_option_id(remark->results, (guint)contract->head.parent));
  cd_csv_text(csv, contract->head.id);
  cd_csv_text(csv, cd_remark_words(scoring)->id);
  cd_csv_number(csv, weight);
}

/* First what was asked for, whose weight is empty where each tender's own holds; then the table of formulas and weights. */
char *cd_remark_csv(const CdRemark *remark)
{
  static const char *const heads[] = {
      "structure",    "contract",    "scoring",        "quality_weight", "changed", "changed_low", "changed_high",
      "price_before", "price_after", "quality_before", "quality_after",  "flips",   "tenders",     NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint c = 0; c < remark->results->n_contracts; c++) {
    const CdRemarkContract *it = &remark->contract[c];
    begin_row(&csv, remark, it, remark->scoring, remark->quality_weight);
    cd_csv_number(&csv, it->changed.mean);
    cd_csv_number(&csv, it->changed.low);
    cd_csv_number(&csv, it->changed.high);
    cd_csv_number(&csv, it->price_before.mean);
    cd_csv_number(&csv, it->price_after.mean);
    cd_csv_number(&csv, it->quality_before.mean);
    cd_csv_number(&csv, it->quality_after.mean);
    cd_csv_number(&csv, it->flips_after);
    cd_csv_integer(&csv, it->held);
    cd_csv_end_row(&csv);
    for (int f = 0; f < CD_SCORING_COUNT; f++)
      for (guint w = 0; w < CD_REMARK_WEIGHTS; w++) {
        begin_row(&csv, remark, it, (CdScoring)f, cd_remark_weight[w]);
        cd_csv_number(&csv, it->other[f][w]);
        for (guint empty = 0; empty < 7; empty++)
          cd_csv_text(&csv, NULL);
        cd_csv_integer(&csv, it->held);
        cd_csv_end_row(&csv);
      }
  }
  return g_string_free(csv.out, FALSE);
}
