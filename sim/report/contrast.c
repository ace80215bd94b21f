#include "sim/report/contrast.h"

#include <math.h>
#include "sim/report/assumption.h"

const char *cd_answer_change_id(CdAnswerChange change)
{
  switch (change) {
  case CD_ANSWER_STAYS:
    return "stays";
  case CD_ANSWER_SURER:
    return "verdict changes";
  case CD_ANSWER_TURNS:
    return "turns";
  case CD_ANSWER_NOT_ASKED:
    return "not asked";
  }
  g_assert_not_reached();
}

bool cd_contrast_matters(const CdContrast *contrast, const CdDifference *difference, double delta)
{
  if (difference->d.n == 0)
    return false;
  bool is_large = fabs(difference->d.mean) > (isnan(delta) ? 0 : delta);
  if (contrast->paired == 0)
    return is_large && (difference->d.low > 0 || difference->d.high < 0);
  switch (difference->verdict) {
  case CD_VERDICT_CLEAR:
  case CD_VERDICT_LEANING:
  case CD_VERDICT_DEPENDS:
    return true;
  case CD_VERDICT_CANNOT_TELL:
    return is_large;
  case CD_VERDICT_NONE:
  case CD_VERDICT_UNDEFINED:
    return false;
  }
  g_assert_not_reached();
}

char *cd_contrast_side(const CdScenario *scenario, const CdInputContrast *input, bool of_a, bool in_words)
{
  int row = of_a ? input->row_a : input->row_b;
  if (!input->field)
    return row < 0 ? NULL : g_strdup(cd_scenario_row(scenario, input->kind, (guint)row)->label);
  if (in_words && input->field->kind == CD_FIELD_NUMBER && row >= 0) {
    const CdValue *value = cd_field_of(cd_scenario_row(scenario, input->kind, (guint)row), input->field);
    g_autofree char *words = cd_dist_words(&value->dist);
    return value->draw_as ? g_strdup_printf("%s, drawn as %s", words, value->draw_as) : g_steal_pointer(&words);
  }
  return cd_field_text(scenario, input->kind, row, input->field);
}

const char *cd_contrast_unit(const CdInputContrast *input)
{
  return input->field && input->field->kind == CD_FIELD_NUMBER ? cd_unit_text(input->field->unit) : "";
}
