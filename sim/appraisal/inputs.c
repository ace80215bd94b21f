#include "sim/appraisal/inputs.h"

static bool is_drawn(const CdSpecHead *head, const CdField *field)
{
  if (field->kind != CD_FIELD_NUMBER || field == CD_FIELD(CALENDAR, Calendar, slippage))
    return false;
  const CdValue *value = cd_field_of(head, field);
  return cd_dist_is_uncertain(&value->dist);
}

CdAccordInput *cd_inputs_new(const CdScenario *scenario, guint *n)
{
  GArray *inputs = g_array_new(TRUE, TRUE, sizeof(CdAccordInput));
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint i = 0; i < scenario->table[k].n; i++)
      for (guint f = 0; f < entity->n_fields; f++) {
        const CdField *field = &entity->field[f];
        if (!is_drawn(cd_scenario_row(scenario, (CdEntityKind)k, i), field))
          continue;
        g_autofree char *path = cd_scenario_path(scenario, (CdEntityKind)k, i);
        CdAccordInput input = {(CdEntityKind)k, i, field, g_strdup_printf("%s/%s", path, field->name)};
        g_array_append_val(inputs, input);
      }
  }
  *n = inputs->len;
  return (CdAccordInput *)(void *)g_array_free(inputs, FALSE);
}

void cd_inputs_free(CdAccordInput *input, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free(input[i].path);
  g_free(input);
}

void cd_inputs_read(const CdAccordInput *input, guint n, const CdWorld *world, double *x)
{
  for (guint i = 0; i < n; i++)
    x[i] = cd_world_stated(world, input[i].kind, input[i].row, input[i].field);
}
