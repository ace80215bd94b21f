/* inputs.h - the numbers of a scenario that are drawn, as something may hang on them. */
#pragma once

#include "sim/model/world.h"

/* A number that is drawn: not a point, and not the slippage, which is luck. */
typedef struct {
  CdEntityKind kind;
  guint row;
  const CdField *field;
  char *path; /* as --set takes it: council[county]/belief-scale */
} CdAccordInput;

/* In the order of the registry and of the file, without the slippage, which is luck. Freed by cd_inputs_free(). */
CdAccordInput *cd_inputs_new(const CdScenario *scenario, guint *n);
void cd_inputs_free(CdAccordInput *input, guint n);

/* As WORLD drew them, on the scales of the file, into X[n]. */
void cd_inputs_read(const CdAccordInput *input, guint n, const CdWorld *world, double *x);
