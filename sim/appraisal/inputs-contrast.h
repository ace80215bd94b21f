/* inputs-contrast.h - in which inputs two scenarios differ. */
#pragma once

#include "sim/model/spec.h"

/* A field that both say differently, or an entity that one has alone. What is only told of an input (its source, grade, note or label) is not compared, nor are
 * sources themselves: nothing comes of them. */
typedef struct {
  char *path;           /* as --set takes it: council[county]/belief-scale; of an entity, its own: council[county] */
  const CdField *field; /* NULL: an entity that one has alone, with all that stands in it */
  CdEntityKind kind;
  int row_a, row_b; /* -1: not there */
} CdInputContrast;

/* CdInputContrast *, freed with the array: in the order of the registry and of A's file, then what B has alone. */
GPtrArray *cd_inputs_contrast(const CdScenario *a, const CdScenario *b);

/* What a row says in FIELD, as files write it; "" where nothing. The caller frees. */
char *cd_field_text(const CdScenario *scenario, CdEntityKind kind, int row, const CdField *field);
