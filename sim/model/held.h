/* held.h - a scenario with some of its numbers held at a value: what --set PATH=VALUE makes of it, without reading it again. */
#pragma once

#include "sim/model/spec.h"

/* The number FIELD of row ROW of KIND is X, for certain; in base-year money. */
typedef struct {
  CdEntityKind kind;
  guint row;
  const CdField *field;
  double x;
} CdHeld;

/* A changed copy of SCENARIO, which it keeps alive; nothing else differs, source and grade of what is held included. X must lie in the field's range: what it must be beside other
 * numbers is not looked at, so that for values that SCENARIO's own distributions do not have a check is the caller's. The caller unrefs. */
CdScenario *cd_scenario_hold(CdScenario *scenario, const CdHeld *held, guint n);
