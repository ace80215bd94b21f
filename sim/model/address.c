#include "sim/model/address.h"

#include <string.h>

/* The first row of any kind whose path are the LENGTH bytes at PREFIX. */
static bool find_row(const CdScenario *scenario, const char *prefix, gsize length, CdAddress *address)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint row = 0; row < scenario->table[k].n; row++) {
      g_autofree char *path = cd_scenario_path(scenario, (CdEntityKind)k, row);
      if (strlen(path) == length && memcmp(path, prefix, length) == 0) {
        *address = (CdAddress){(CdEntityKind)k, row, NULL};
        return true;
      }
    }
  return false;
}

bool cd_address_find(const CdScenario *scenario, const char *path, CdAddress *address)
{
  const char *slash = strrchr(path, '/');
  *address = (CdAddress){CD_ENTITY_CONCORDAT, 0, NULL};
  if (slash && !find_row(scenario, path, (gsize)(slash - path), address))
    return false;
  address->field = cd_entity_field(cd_entity(address->kind), slash ? slash + 1 : path);
  return address->field != NULL;
}

GPtrArray *cd_address_all(const CdScenario *scenario)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
  for (int k = CD_ENTITY_CONCORDAT + 1; k < CD_ENTITY_COUNT; k++)
    for (guint row = 0; row < scenario->table[k].n; row++) {
      const CdEntity *entity = cd_entity((CdEntityKind)k);
      g_autofree char *path = cd_scenario_path(scenario, (CdEntityKind)k, row);
      for (guint f = 0; f < entity->n_fields; f++)
        if (entity->field[f].kind == CD_FIELD_NUMBER || entity->field[f].kind == CD_FIELD_CHOICE)
          g_ptr_array_add(all, g_strconcat(path, "/", entity->field[f].name, NULL));
    }
  return all;
}
