#include "sim/model/registry.h"
#include "sim/model/world.h"

#define COUNT(ENUMERATOR)
#define CHOICES_BEGIN(LIST, list, Type) static const char *const list[] = {
#define WORD(ENUMERATOR, word) word,
#define CHOICES_END(LIST, list, Type)                                                                                  \
  NULL                                                                                                                 \
  }                                                                                                                    \
  ;
#include "sim/model/choices.def"
#undef CHOICES_BEGIN
#undef WORD
#undef CHOICES_END

const char *const *const cd_choices[CD_CHOICES_COUNT] = {
#define CHOICES_BEGIN(LIST, list, Type) [CD_CHOICES_##LIST] = list,
#define WORD(ENUMERATOR, word)
#define CHOICES_END(LIST, list, Type)
#include "sim/model/choices.def"
#undef CHOICES_BEGIN
#undef WORD
#undef CHOICES_END
#undef COUNT
};

static const struct {
  const char *text;
  bool money;
} units[CD_UNIT_COUNT] = {
    [CD_UNIT_SHARE] = {"share", false},
    [CD_UNIT_RATIO] = {"ratio", false},
    [CD_UNIT_POINTS] = {"points", false},
    [CD_UNIT_INDEX] = {"index", false},
    [CD_UNIT_PEOPLE] = {"people", false},
    [CD_UNIT_PEOPLE_IN_YEAR] = {"people in treatment during a year", false},
    [CD_UNIT_CLIENTS] = {"clients (average caseload)", false},
    [CD_UNIT_MOVES_YEAR] = {"moves a year", false},
    [CD_UNIT_RATE_YEAR] = {"a year", false},
    [CD_UNIT_PEOPLE_YEAR] = {"people a year", false},
    [CD_UNIT_PROBABILITY] = {"probability", false},
    [CD_UNIT_MARKS] = {"share of marks", false},
    [CD_UNIT_VALUE] = {"scale of its own values", false},
    [CD_UNIT_BIDS] = {"bids a contract", false},
    [CD_UNIT_WTE] = {"whole-time equivalents", false},
    [CD_UNIT_BEDS] = {"bed-places", false},
    [CD_UNIT_MINUTES] = {"minutes", false},
    [CD_UNIT_MONTHS] = {"months", false},
    [CD_UNIT_WEEKS] = {"weeks", false},
    [CD_UNIT_WORKING_DAYS] = {"working days", false},
    [CD_UNIT_YEARS] = {"years", false},
    [CD_UNIT_YEAR] = {"year", false},
    [CD_UNIT_GBP] = {"£", true},
    [CD_UNIT_GBP_YEAR] = {"£ a year", true},
    [CD_UNIT_GBP_WTE] = {"£ a whole-time post a year", true},
    [CD_UNIT_GBP_BED_WEEK] = {"£ a bed-place a week", true},
    [CD_UNIT_GBP_CLIENT_YEAR] = {"£ an average client a year", true},
    [CD_UNIT_GBP_PERSON_YEAR] = {"£ a person seen a year", true},
    [CD_UNIT_OWN] = {"unit of the metric", false},
};

const char *cd_unit_text(CdUnit unit)
{
  return units[unit].text;
}

bool cd_unit_is_money(CdUnit unit)
{
  return units[unit].money;
}

/* One function an entity, whose local typedefs Spec and Drawn let every row name its offsets. */
#define ROW(field_kind, c, xml, unit, low, high, deflt, grade, source, meaning, choices, target, need, is_judged)      \
  {field_kind,                                                                                                         \
   xml,                                                                                                                \
   unit,                                                                                                               \
   low,                                                                                                                \
   high,                                                                                                               \
   deflt,                                                                                                              \
   grade,                                                                                                              \
   source,                                                                                                             \
   meaning,                                                                                                            \
   choices,                                                                                                            \
   target,                                                                                                             \
   need,                                                                                                               \
   offsetof(Spec, c),                                                                                                  \
   offsetof(Drawn, c),                                                                                                 \
   is_judged},
#define NUMBER(c, xml, unit, low, high, deflt, grade, source, meaning)                                                 \
  ROW(CD_FIELD_NUMBER, c, xml, unit, low, high, deflt, grade, source, meaning, -1, CD_ENTITY_NONE,                     \
      (deflt) ? CD_OPTIONAL : CD_REQUIRED, false)
#define CHOICE_ROW(c, xml, choices, deflt, grade, source, meaning, is_judged)                                          \
  ROW(CD_FIELD_CHOICE, c, xml, CD_UNIT_COUNT, 0, 0, deflt, grade, source, meaning, choices, CD_ENTITY_NONE,            \
      (deflt) ? CD_OPTIONAL : CD_REQUIRED, is_judged)
#define CHOICE(c, xml, choices, deflt, meaning) CHOICE_ROW(c, xml, choices, deflt, NULL, NULL, meaning, false)
#define JUDGED_CHOICE(c, xml, choices, deflt, grade, source, meaning)                                                  \
  CHOICE_ROW(c, xml, choices, deflt, grade, source, meaning, true)
#define REF_ROW(kind, c, xml, target, need, grade, source, meaning, is_judged)                                         \
  ROW(kind, c, xml, CD_UNIT_COUNT, 0, 0, NULL, grade, source, meaning, -1, target, need, is_judged)
#define REF(c, xml, target, need, meaning) REF_ROW(CD_FIELD_REF, c, xml, target, need, NULL, NULL, meaning, false)
#define JUDGED_REF(c, xml, target, need, grade, source, meaning)                                                       \
  REF_ROW(CD_FIELD_REF, c, xml, target, need, grade, source, meaning, true)
#define REFS(c, xml, target, need, meaning) REF_ROW(CD_FIELD_REFS, c, xml, target, need, NULL, NULL, meaning, false)
#define TEXT(c, xml, need, meaning)                                                                                    \
  ROW(CD_FIELD_TEXT, c, xml, CD_UNIT_COUNT, 0, 0, NULL, NULL, NULL, meaning, -1, CD_ENTITY_NONE, need, false)
#define MONTH(c, xml, need, meaning)                                                                                   \
  ROW(CD_FIELD_MONTH, c, xml, CD_UNIT_COUNT, 0, 0, NULL, NULL, NULL, meaning, -1, CD_ENTITY_NONE, need, false)
#define ENTITY_BEGIN(KIND, Name, name, element, parent, count, meaning)                                                \
  static const CdField *name##_fields(guint *n)                                                                        \
  {                                                                                                                    \
    typedef Cd##Name##Spec Spec;                                                                                       \
    typedef Cd##Name Drawn;                                                                                            \
    static const CdField row[] = {
#define ENTITY_END(KIND, Name, name)                                                                                   \
  }                                                                                                                    \
  ;                                                                                                                    \
  *n = G_N_ELEMENTS(row);                                                                                              \
  return row;                                                                                                          \
  }
#include "sim/model/entities.def"
#undef ENTITY_BEGIN
#undef ENTITY_END
#include "sim/model/fields-undef.def"

static gpointer make_entities(gpointer unused)
{
  (void)unused;
  CdEntity *table = g_new0(CdEntity, CD_ENTITY_COUNT);
#include "sim/model/fields-none.def"
#define ENTITY_BEGIN(KIND, Name, name, xml, up, how_many, sentence)                                                    \
  table[CD_ENTITY_##KIND] = (CdEntity){.kind = CD_ENTITY_##KIND,                                                       \
                                       .parent = up,                                                                   \
                                       .count = how_many,                                                              \
                                       .element = xml,                                                                 \
                                       .meaning = sentence,                                                            \
                                       .spec_size = sizeof(Cd##Name##Spec),                                            \
                                       .drawn_size = sizeof(Cd##Name)};                                                \
  table[CD_ENTITY_##KIND].field = name##_fields(&table[CD_ENTITY_##KIND].n_fields);
#define ENTITY_END(KIND, Name, name)
#include "sim/model/entities.def"
#undef ENTITY_BEGIN
#undef ENTITY_END
#include "sim/model/fields-undef.def"
  return table;
}

const CdEntity *cd_entity(CdEntityKind kind)
{
  static GOnce once = G_ONCE_INIT; /* an immutable table, made on first use */
  const CdEntity *table = g_once(&once, make_entities, NULL);
  g_assert(kind >= 0 && kind < CD_ENTITY_COUNT);
  return &table[kind];
}

CdEntityKind cd_entity_by_name(const char *element)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    if (g_str_equal(cd_entity((CdEntityKind)k)->element, element))
      return (CdEntityKind)k;
  return CD_ENTITY_NONE;
}

const CdField *cd_entity_field(const CdEntity *entity, const char *name)
{
  for (guint f = 0; f < entity->n_fields; f++)
    if (g_str_equal(entity->field[f].name, name))
      return &entity->field[f];
  return NULL;
}

const CdField *cd_field_at(CdEntityKind kind, gsize offset)
{
  const CdEntity *entity = cd_entity(kind);
  for (guint f = 0; f < entity->n_fields; f++)
    if (entity->field[f].spec_offset == offset)
      return &entity->field[f];
  g_assert_not_reached();
}

double cd_value_median(const CdValue *value, const CdField *field)
{
  return cd_dist_quantile(&value->dist, 0.5, field->low, field->high);
}
