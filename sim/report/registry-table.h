/* registry-table.h - the registries of parameters and metrics as tables of text, and these in every format. */
#pragma once

#include "concordat/registry.h"

typedef struct {
  const char *title;        /* of the document */
  const char *introduction; /* its first paragraph */
  const char *const *heads; /* as in CSV and JSON; [0] is the name */
  guint n_columns;
  GPtrArray *rows; /* char **, n_columns each */
} CdRegistryTable;

/* Everything a scenario can say: numbers, choices, references, texts, months. A path without ids:
 * council/belief-scale. */
CdRegistryTable *cd_registry_params_table(void);
CdRegistryTable *cd_registry_metrics_table(void);

/* Every number of SCENARIO. */
CdRegistryTable *cd_scenario_params_table(const CdScenario *scenario);
void cd_registry_table_free(CdRegistryTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdRegistryTable, cd_registry_table_free)

/* TEXT: name, then the rest in a line and the meaning below. The caller frees. */
char *cd_registry_table_text(const CdRegistryTable *table, CdFormat format);
