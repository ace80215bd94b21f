/* registry.h - every kind of entity and every field of it, once.
 *
 * From sim/model/entities.def come: the Spec struct (what a file says: distribution, source, grade), the drawn struct
 * (plain doubles, all the engine sees), the rows below, and from the rows: reading and writing XML, the schema, paths
 * for --set and sweeps, and docs/parameters.md. A field is added by one line in one .def file. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/model/value.h"

typedef enum {
  CD_ENTITY_NONE = -1,
#define ENTITY_BEGIN(KIND, Name, name, element, parent, count, meaning) CD_ENTITY_##KIND,
#define ENTITY_END(KIND, Name, name)
#include "sim/model/fields-none.def"
#include "sim/model/entities.def"
#include "sim/model/fields-undef.def"
#undef ENTITY_BEGIN
#undef ENTITY_END
  CD_ENTITY_COUNT
} CdEntityKind;

typedef enum { CD_MANY, CD_ONE, CD_MAYBE } CdEntityCount;
typedef enum { CD_OPTIONAL, CD_REQUIRED } CdNeed;
typedef enum {
  CD_FIELD_NUMBER,
  CD_FIELD_CHOICE,
  CD_FIELD_REF,
  CD_FIELD_REFS,
  CD_FIELD_TEXT,
  CD_FIELD_MONTH
} CdFieldKind;

/* Units of fields and of metrics. */
typedef enum {
  CD_UNIT_SHARE,
  CD_UNIT_RATIO,
  CD_UNIT_POINTS,
  CD_UNIT_INDEX,
  CD_UNIT_PEOPLE,
  CD_UNIT_PEOPLE_IN_YEAR, /* people seen at any time during a year: never to be mixed with CD_UNIT_CLIENTS */
  CD_UNIT_CLIENTS,        /* average caseload */
  CD_UNIT_MOVES_YEAR,
  CD_UNIT_RATE_YEAR,
  CD_UNIT_PEOPLE_YEAR, /* events to people a year */
  CD_UNIT_PROBABILITY,
  CD_UNIT_MARKS, /* share of marks */
  CD_UNIT_VALUE, /* a partner's: nought to one but for own cost, which has no bounds (sim/valuation/utility.h) */
  CD_UNIT_BIDS,  /* a contract */
  CD_UNIT_WTE,
  CD_UNIT_BEDS, /* bed-places: one person at a time */
  CD_UNIT_MINUTES,
  CD_UNIT_MONTHS,
  CD_UNIT_WEEKS,
  CD_UNIT_WORKING_DAYS,
  CD_UNIT_YEARS,
  CD_UNIT_YEAR,
  CD_UNIT_GBP,
  CD_UNIT_GBP_YEAR,
  CD_UNIT_GBP_WTE,
  CD_UNIT_GBP_BED_WEEK,
  CD_UNIT_GBP_CLIENT_YEAR, /* for each average client a year */
  CD_UNIT_GBP_PERSON_YEAR, /* for each person seen at any time during a year */
  CD_UNIT_OWN,             /* that of what is measured */
  CD_UNIT_COUNT
} CdUnit;

/* Text of the unit, and whether it is money (then a price year belongs to it). */
const char *cd_unit_text(CdUnit unit);
bool cd_unit_is_money(CdUnit unit);

/* Choices: from sim/model/choices.def a number for each list, */
typedef enum {
#define CHOICES_BEGIN(LIST, list, Type) CD_CHOICES_##LIST,
#define WORD(ENUMERATOR, word)
#define COUNT(ENUMERATOR)
#define CHOICES_END(LIST, list, Type)
#include "sim/model/choices.def"
#undef CHOICES_BEGIN
#undef WORD
#undef COUNT
#undef CHOICES_END
  CD_CHOICES_COUNT
} CdChoices;

/* ... for each an enum, whose values are a field's drawn ones, */
#define CHOICES_BEGIN(LIST, list, Type) typedef enum {
#define WORD(ENUMERATOR, word) ENUMERATOR,
#define COUNT(ENUMERATOR) ENUMERATOR
#define CHOICES_END(LIST, list, Type)                                                                                  \
  }                                                                                                                    \
  Type;
#include "sim/model/choices.def"
#undef CHOICES_BEGIN
#undef WORD
#undef COUNT
#undef CHOICES_END

/* ... and its words in that order, {"first", "second", ..., NULL}. */
extern const char *const *const cd_choices[CD_CHOICES_COUNT];

typedef struct {
  CdFieldKind kind;
  const char *name;           /* as in XML and paths */
  CdUnit unit;                /* numbers */
  double low, high;           /* numbers: allowed range, inclusive */
  const char *deflt;          /* numbers and choices: NULL required, "" may stay unset, else the default's text */
  const char *grade, *source; /* of the default */
  const char *meaning;        /* one sentence */
  int choices;                /* index into cd_choices; -1 */
  CdEntityKind target;        /* of references; CD_ENTITY_NONE */
  CdNeed need;
  gsize spec_offset, drawn_offset;
  bool is_judged; /* a choice or reference, with grade and source: the answer is rerun under its other words */
} CdField;

typedef struct {
  CdEntityKind kind, parent;
  CdEntityCount count;
  const char *element; /* XML name, path step */
  const char *meaning;
  gsize spec_size, drawn_size;
  const CdField *field;
  guint n_fields;
} CdEntity;

/* The row of KIND; static. */
const CdEntity *cd_entity(CdEntityKind kind);

/* Kind by XML name; CD_ENTITY_NONE when unknown. */
CdEntityKind cd_entity_by_name(const char *element);

/* Whether an element of KIND (or CD_ENTITY_NONE, which is none) stands directly in one of PARENT. */
static inline bool cd_entity_is_child(CdEntityKind kind, CdEntityKind parent)
{
  return kind != CD_ENTITY_NONE && cd_entity(kind)->parent == parent;
}

/* Field by name, NULL when unknown. */
const CdField *cd_entity_field(const CdEntity *entity, const char *name);

/* The field that KIND's Spec struct holds at OFFSET; see CD_FIELD in spec.h. */
const CdField *cd_field_at(CdEntityKind kind, gsize offset);

/* FIELD's VALUE at its median within the field's range: what stands for it in a sentence; NAN where unset. */
double cd_value_median(const CdValue *value, const CdField *field);
