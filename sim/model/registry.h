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
typedef enum { CD_FIELD_NUMBER, CD_FIELD_CHOICE, CD_FIELD_REF, CD_FIELD_REFS, CD_FIELD_TEXT, CD_FIELD_MONTH } CdFieldKind;

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
  CD_UNIT_WTE,
  CD_UNIT_MINUTES,
  CD_UNIT_MONTHS,
  CD_UNIT_YEARS,
  CD_UNIT_YEAR,
  CD_UNIT_GBP,
  CD_UNIT_GBP_YEAR,
  CD_UNIT_GBP_WTE,
  CD_UNIT_GBP_CLIENT_YEAR, /* for each average client a year */
  CD_UNIT_COUNT
} CdUnit;

/* Text of the unit, and whether it is money (then a price year belongs to it). */
const char *cd_unit_text(CdUnit unit);
bool cd_unit_is_money(CdUnit unit);

/* Choices: each list is {"first", "second", ..., NULL}; a field's drawn value is the index into its list. */
#define CD_CHOICES_YES_NO 0
#define CD_CHOICES_SETTING 1
#define CD_CHOICES_HUB 2
#define CD_CHOICES_SUBSTANCE 3
#define CD_CHOICES_PATHWAY 4
#define CD_CHOICES_AGE 5
#define CD_CHOICES_POST 6
#define CD_CHOICES_FUNDER 7
#define CD_CHOICES_PROVIDER 8
#define CD_CHOICES_SHARING 9
#define CD_CHOICES_BORDER 10
#define CD_CHOICES_INTELLIGENCE 11
#define CD_CHOICES_TERMS 12
#define CD_CHOICES_REMEDY 13
#define CD_CHOICES_PROTOCOL 14
#define CD_CHOICES_TERM 15
#define CD_CHOICES_SHAPE 16
#define CD_CHOICES_TACTIC 17
#define CD_CHOICES_COUNT 18
extern const char *const *const cd_choices[CD_CHOICES_COUNT];

typedef enum { CD_YES, CD_NO } CdYesNo;
typedef enum { CD_SETTING_URBAN, CD_SETTING_RURAL } CdSetting;
typedef enum { CD_HUB_HUB, CD_HUB_SPOKE } CdHubKind;
typedef enum { CD_SUBSTANCE_OPIATE, CD_SUBSTANCE_ALCOHOL, CD_SUBSTANCE_NON_OPIATE, CD_SUBSTANCE_BOTH } CdSubstance;
typedef enum { CD_PATHWAY_COMMUNITY, CD_PATHWAY_CJ } CdPathway;
typedef enum { CD_AGE_ADULT, CD_AGE_YOUNG } CdAge;
typedef enum { CD_POST_SPECIALIST, CD_POST_TEAM } CdPostKind;
typedef enum { CD_FUNDER_PCC, CD_FUNDER_PROBATION, CD_FUNDER_NHS } CdFunderKind;
typedef enum { CD_PROVIDER_NATIONAL, CD_PROVIDER_NHS, CD_PROVIDER_LOCAL, CD_PROVIDER_LERO } CdProviderKind;
typedef enum { CD_SHARING_POPULATION, CD_SHARING_CASELOAD, CD_SHARING_HISTORIC, CD_SHARING_EQUAL } CdSharing;
typedef enum { CD_BORDER_OPEN, CD_BORDER_RECHARGED, CD_BORDER_RESIDENTS } CdBorderPolicy;
typedef enum { CD_INTELLIGENCE_SHARED, CD_INTELLIGENCE_APART } CdIntelligence;
typedef enum { CD_TERMS_STATED, CD_TERMS_IDEAL } CdTermsKind;
typedef enum { CD_REMEDY_RETENDER, CD_REMEDY_EXTEND } CdRemedy;
typedef enum {
  CD_PROTOCOL_OFFERS,
  CD_PROTOCOL_MEDIATED,
  CD_PROTOCOL_LEAD,
  CD_PROTOCOL_NASH,
  CD_PROTOCOL_KALAI_SMORODINSKY,
  CD_PROTOCOL_EGALITARIAN,
  CD_PROTOCOL_UTILITARIAN
} CdProtocol;
/* The terms on the table, in the order of a text's issues; the form of the contract comes after them. */
typedef enum { CD_TERM_LENGTH, CD_TERM_QUALITY_WEIGHT, CD_TERM_PRICING, CD_TERM_OUTCOMES_SHARE, CD_TERM_LOCALISATION, CD_TERM_COUNT } CdTerm;
typedef enum { CD_SHAPE_TABLE, CD_SHAPE_LINEAR, CD_SHAPE_STEPPED } CdShape;

typedef struct {
  CdFieldKind kind;
  const char *name;    /* as in XML and paths */
  CdUnit unit;         /* numbers */
  double low, high;    /* numbers: allowed range, inclusive */
  const char *deflt;   /* numbers and choices: NULL required, "" may stay unset, else the default's text */
  const char *grade, *source; /* of the default */
  const char *meaning; /* one sentence */
  int choices;         /* index into cd_choices; -1 */
  CdEntityKind target; /* of references; CD_ENTITY_NONE */
  CdNeed need;
  gsize spec_offset, drawn_offset;
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

/* Field by name, NULL when unknown. */
const CdField *cd_entity_field(const CdEntity *entity, const char *name);

/* The field that KIND's Spec struct holds at OFFSET; see CD_FIELD in spec.h. */
const CdField *cd_field_at(CdEntityKind kind, gsize offset);

/* FIELD's VALUE at its median within the field's range: what stands for it in a sentence; NAN where unset. */
double cd_value_median(const CdValue *value, const CdField *field);
