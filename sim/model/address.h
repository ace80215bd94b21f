/* address.h - a value of a scenario by its path, as --set and factors of experiments name it: structure[joint]/contract[all]/length. */
#pragma once

#include "sim/model/spec.h"

typedef struct {
  CdEntityKind kind;
  guint row;
  const CdField *field;
} CdAddress;

/* False where nothing has this PATH. */
bool cd_address_find(const CdScenario *scenario, const char *path, CdAddress *address);

/* Paths of all numbers and choices that --set may change one by one: for hints. Owns its texts. */
GPtrArray *cd_address_all(const CdScenario *scenario);
