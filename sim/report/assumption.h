/* assumption.h - every number of a scenario, as a reader meets it. */
#pragma once

#include "sim/model/spec.h"

typedef struct {
  CdEntityKind kind;
  guint row;
  const CdField *field;
  const CdValue *value;
  char *path;   /* as --set takes it: council[county]/belief-scale */
  char *words;  /* "0.82 to 1, most likely 0.93" */
  char *source; /* the source's id; "default: ..." where the registry's own value holds */
} CdAssumption;

/* All numbers that are set, in the order of the registry and of the file: CdAssumption *, freed with the
 * array. */
GPtrArray *cd_assumptions(const CdScenario *scenario);

/* Whether GRADE (may be NULL) is D: judgement, nobody's fact. */
bool cd_grade_is_weak(const char *grade);

/* The source that VALUE names; NULL where it names none of the scenario's, as of a default or a setting. */
const CdSourceSpec *cd_value_source(const CdScenario *scenario, const CdValue *value);

/* Whether its grade is the weakest: nobody's fact. */
bool cd_assumption_is_weak(const CdAssumption *assumption);

/* How many numbers ALL are, how many of them uncertain and how many weak. The caller frees. */
char *cd_assumptions_sentence(const GPtrArray *all);

/* A distribution in words, four digits or so. The caller frees. */
char *cd_dist_words(const CdDist *dist);
