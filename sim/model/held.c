#include "sim/model/held.h"

CdScenario *cd_scenario_hold(CdScenario *scenario, const CdHeld *held, guint n)
{
  CdScenario *copy = g_new0(CdScenario, 1);
  copy->origin = cd_scenario_ref(scenario);
  copy->text = scenario->text;
  copy->blocks = scenario->blocks;
  copy->set = scenario->set;
  copy->ref_count = 1;
  copy->id = g_strdup(scenario->id);
  copy->label = g_strdup(scenario->label);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    copy->table[k] = scenario->table[k];
    copy->table[k].rows = g_memdup2(scenario->table[k].rows, (gsize)scenario->table[k].n * scenario->table[k].size);
  }
  for (guint h = 0; h < n; h++) {
    const CdHeld *it = &held[h];
    g_assert(it->x >= it->field->low && it->x <= it->field->high);
    CdValue *value = cd_field_slot(cd_scenario_row(copy, it->kind, it->row), it->field);
    value->dist = (CdDist){.kind = CD_DIST_POINT, .a = it->x};
  }
  return copy;
}
