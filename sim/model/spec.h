/* spec.h - a scenario as its file states it: one Spec struct a row, each number a CdValue. Generated from entities.def. */
#pragma once

#include "concordat/scenario.h"
#include "sim/model/registry.h"

/* Indices of other entities, in the order of the file; owned by the scenario. */
typedef struct {
  guint n;
  const guint *at;
} CdRefs;

static inline bool cd_refs_has(CdRefs refs, guint row)
{
  for (guint i = 0; i < refs.n; i++)
    if (refs.at[i] == row)
      return true;
  return false;
}

/* Bit i: entity i is among them. For kinds of which there are at most 32. */
static inline guint32 cd_refs_mask(const CdRefs *refs)
{
  guint32 mask = 0;
  for (guint r = 0; r < refs->n; r++) {
    g_assert(refs->at[r] < 32);
    mask |= (guint32)1 << refs->at[r];
  }
  return mask;
}

typedef struct {
  const char *id;     /* unique among its kind and parent; "" for a CD_ONE element */
  const char *label;  /* for people; the id where not given */
  const char *note;   /* free text or NULL */
  const char *source; /* default source and grade of the element's attributes; NULL where not given */
  const char *grade;
  int parent;       /* row of the parent entity; -1 at the root */
  guint64 key;      /* hash of its path by ids: what random streams are keyed by */
  guint64 draw_key; /* like key, but with draw-as in place of the id: two entities of one draw-as draw alike */
  CdPlace place;
  const char *draw_as; /* as given; NULL where it draws by its own id */
} CdSpecHead;

#define NUMBER(c, xml, unit, low, high, deflt, grade, source, meaning) CdValue c;
#define CHOICE(c, xml, choices, deflt, meaning) int c; /* -1: unset */
#define REF(c, xml, target, need, meaning) int c;      /* -1: none */
#define REFS(c, xml, target, need, meaning) CdRefs c;
#define TEXT(c, xml, need, meaning) const char *c; /* NULL: none */
#define MONTH(c, xml, need, meaning) int c;        /* months since the year 0 */
#define ENTITY_BEGIN(KIND, Name, name, element, parent, count, meaning)                                                \
  typedef struct {                                                                                                     \
    CdSpecHead head;
#define ENTITY_END(KIND, Name, name)                                                                                   \
  }                                                                                                                    \
  Cd##Name##Spec;
#include "sim/model/entities.def"
#undef ENTITY_BEGIN
#undef ENTITY_END
#include "sim/model/fields-undef.def"

typedef struct {
  guint n;
  gsize size; /* bytes of a row */
  void *rows;
} CdTable;

/* A field of KIND by its C name, so that names in files are spelt in the registry alone: CD_FIELD(CONTRACT, Contract, share). */
#define CD_FIELD(KIND, Name, member) cd_field_at(CD_ENTITY_##KIND, offsetof(Cd##Name##Spec, member))

/* Where a row holds FIELD. */
static inline void *cd_field_slot(CdSpecHead *head, const CdField *field)
{
  return (char *)head + field->spec_offset;
}

static inline const void *cd_field_of(const CdSpecHead *head, const CdField *field)
{
  return (const char *)head + field->spec_offset;
}

/* A value that was set for this run, by no file of the scenario's. */
typedef struct {
  CdEntityKind kind;
  guint row;
  const CdField *field;
  const char *by;  /* CD_SOURCE_SETTING, CD_SOURCE_PARAMS (sim/scenario/draft.h); static */
  bool taken_back; /* what the files give does not hold: the default, or nothing */
} CdSetValue;

/* A validated scenario: references resolved, ranges checked, money at base-year prices. Never changed once made. */
struct _CdScenario {
  char *id, *label;
  char sha256[65]; /* of the scenario as it is written (cd_scenario_to_xml()), what was set for this run included */
  char **file;     /* NULL-terminated paths as given, [0] the scenario itself */
  CdTable table[CD_ENTITY_COUNT];
  GArray *set;        /* CdSetValue, in the order of the registry and of the rows */
  GStringChunk *text; /* owns every string of the rows */
  GPtrArray *blocks;  /* owns every CdRefs array (g_free) */
  CdScenario *origin; /* of a changed copy (held.h): a reference to the scenario whose texts and arrays it shares; NULL: they are its own */
  gint ref_count;
};

/* Row I of KIND as head; asserts that it exists. */
static inline CdSpecHead *cd_scenario_row(const CdScenario *scenario, CdEntityKind kind, guint i)
{
  g_assert(i < scenario->table[kind].n);
  return (CdSpecHead *)(void *)((char *)scenario->table[kind].rows + (gsize)i * scenario->table[kind].size);
}

/* cd_scenario_area(scenario, i) and so on: typed rows. */
#include "sim/model/fields-none.def"
#define ENTITY_BEGIN(KIND, Name, name, element, parent, count, meaning)                                                \
  static inline Cd##Name##Spec *cd_scenario_##name(const CdScenario *scenario, guint i)                                \
  {                                                                                                                    \
    return (Cd##Name##Spec *)(void *)cd_scenario_row(scenario, CD_ENTITY_##KIND, i);                                   \
  }
#define ENTITY_END(KIND, Name, name)
#include "sim/model/entities.def"
#undef ENTITY_BEGIN
#undef ENTITY_END
#include "sim/model/fields-undef.def"

/* Who may bid, by one row: providers, then consortia. */
static inline guint cd_scenario_bidders(const CdScenario *scenario)
{
  return scenario->table[CD_ENTITY_PROVIDER].n + scenario->table[CD_ENTITY_CONSORTIUM].n;
}

static inline const CdSpecHead *cd_scenario_bidder(const CdScenario *scenario, guint row)
{
  guint n = scenario->table[CD_ENTITY_PROVIDER].n;
  return row < n ? cd_scenario_row(scenario, CD_ENTITY_PROVIDER, row)
                 : cd_scenario_row(scenario, CD_ENTITY_CONSORTIUM, row - n);
}

/* Row of KIND with this id under PARENT (-1: root); -1 when there is none. */
int cd_scenario_find(const CdScenario *scenario, CdEntityKind kind, int parent, const char *id);

/* The row's path, such as structure[joint]/contract[all]; the caller frees. */
char *cd_scenario_path(const CdScenario *scenario, CdEntityKind kind, guint i);

/* Empty scenario with every table empty; the caller owns it. */
CdScenario *cd_scenario_new_empty(void);

/* Appends a zeroed row with every field unset or at its default and returns it; the id and label are copied. */
CdSpecHead *cd_scenario_append(CdScenario *scenario, CdEntityKind kind, int parent, const char *id, const char *label);

/* Sets head.key and head.draw_key from the row's own path; DRAW_AS may be NULL. */
void cd_scenario_set_keys(CdScenario *scenario, CdEntityKind kind, guint i, const char *draw_as);

/* Whether FIELD of ROW says anything: a number, choice, reference, list, text; a month always does. */
bool cd_scenario_is_set(const CdSpecHead *row, const CdField *field);
