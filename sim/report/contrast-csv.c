#include "sim/report/contrast.h"

#include "sim/report/csv.h"
#include "sim/report/option.h"

char *cd_contrast_csv(const CdContrast *contrast)
{
  static const char *const heads[] = {"structure", "metric",  "unit",  "a",       "b",      "mean",
                                      "low",       "high",    "n",     "q",       "q_down", "q_low",
                                      "q_high",    "verdict", "delta", "matters", NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint s = 0; s < contrast->n_structures; s++)
    for (guint v = 0; v < contrast->n_values; v++) {
      const CdContrastStructure *structure = &contrast->structure[s];
      const CdContrastValue *value = &contrast->value[v];
      const CdDifference *it = &structure->value[v];
      cd_csv_text(&csv, cd_option_id(contrast->a, structure->a));
      cd_csv_text(&csv, contrast->a->layout->name[value->a]);
      cd_csv_unit(&csv, cd_unit_text(cd_metric(contrast->a->layout->kind[value->a])->unit));
      cd_csv_number(&csv, cd_option_summary(contrast->a, structure->a, value->a)->mean);
      cd_csv_number(&csv, cd_option_summary(contrast->b, structure->b, value->b)->mean);
      cd_csv_number(&csv, it->d.mean);
      cd_csv_number(&csv, it->d.low);
      cd_csv_number(&csv, it->d.high);
      cd_csv_integer(&csv, it->d.n);
      cd_csv_number(&csv, it->q);
      cd_csv_number(&csv, it->q_down);
      cd_csv_number(&csv, it->q_low);
      cd_csv_number(&csv, it->q_high);
      cd_csv_text(&csv, contrast->paired > 0 ? cd_verdict_text(it->verdict) : "");
      cd_csv_number(&csv, value->delta);
      cd_csv_integer(&csv, cd_contrast_matters(contrast, it, value->delta));
      cd_csv_end_row(&csv);
    }
  return g_string_free(csv.out, FALSE);
}
