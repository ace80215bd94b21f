/* draft.h - a scenario as its author wrote it: texts and their places, not yet read as numbers, choices or references. The
 * reader fills it, settings overwrite it, and what follows turns it into a scenario. Its rows stand in the order of the file
 * and keep that order in the scenario's tables. */
#pragma once

#include "sim/model/registry.h"
#include "sim/scenario/complaint.h"

typedef enum {
#define COMMON(KEY, name, on_numbers, meaning) CD_COMMON_##KEY,
#include "sim/scenario/common.def"
#undef COMMON
  CD_COMMON_COUNT
} CdCommon;

typedef struct {
  const char *name, *meaning;
  bool on_numbers;
} CdCommonKind;

const CdCommonKind *cd_common(CdCommon common);

/* The common attribute of this name; CD_COMMON_COUNT where there is none. */
CdCommon cd_common_by_name(const char *name);

/* Names of the structure of a file, beside the registry's. */
#define CD_ATTRIBUTE_VALUE "value"
#define CD_ATTRIBUTE_FORMAT "format"
#define CD_ATTRIBUTE_HREF "href"
#define CD_ELEMENT_INCLUDE "include"
#define CD_ATTRIBUTE_PATH "path"
#define CD_ELEMENT_SET "set"
#define CD_ELEMENT_LIBRARY "concordat-library"
#define CD_FORMAT "1"

/* Sources that are no <source>: the registry's default, and a setting of the command line, a sheet of values. */
#define CD_SOURCE_DEFAULT "default"
#define CD_SOURCE_SETTING "--set"
#define CD_SOURCE_PARAMS "--params"
#define CD_GRADE_SETTING "D"

/* Whether SOURCE is one of the last two. */
bool cd_source_is_setting(const char *source);

typedef struct {
  const char *text; /* without references, owned by the draft; NULL: not given */
  CdSpan span;      /* as written; where a setting took the text back, of its empty value */
} CdGiven;

typedef struct {
  CdGiven value;
  CdGiven common[CD_COMMON_COUNT]; /* of a number written as an element */
  bool is_element;
  bool is_setting;
} CdDraftField;

typedef struct {
  CdEntityKind kind;
  int parent; /* row of the parent's kind; -1 at the root */
  CdSpan tag;
  CdGiven common[CD_COMMON_COUNT];
  CdDraftField *field; /* one a field of the kind, in the registry's order */
  bool misread;        /* something in it was complained of, so that what is missing may be just that */
} CdDraftEntity;

typedef struct {
  GPtrArray *entity[CD_ENTITY_COUNT]; /* CdDraftEntity * */
  GHashTable *by_id[CD_ENTITY_COUNT]; /* parent's row and id: row + 1. Looked up only, never walked. */
  bool unsure[CD_ENTITY_COUNT]; /* an element that may have been meant as one was refused: a reference to it may be right */
  GStringChunk *text;
} CdDraft;

CdDraft *cd_draft_new(void);
void cd_draft_free(CdDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdDraft, cd_draft_free)

/* Most entities of KIND that a scenario may hold, so that its memory is bounded. */
guint cd_draft_limit(CdEntityKind kind);

/* Appends an empty entity. */
CdDraftEntity *cd_draft_append(CdDraft *draft, CdEntityKind kind, int parent, CdSpan tag);

guint cd_draft_count(const CdDraft *draft, CdEntityKind kind);
CdDraftEntity *cd_draft_entity(const CdDraft *draft, CdEntityKind kind, guint row);

/* Lets the last entity of KIND be found by its id; false when another of the same parent has it. */
bool cd_draft_index(CdDraft *draft, CdEntityKind kind);

/* Row of KIND with this id under PARENT; -1 when there is none. O(1). */
int cd_draft_find(const CdDraft *draft, CdEntityKind kind, int parent, const char *id);

/* Ids of the entities of KIND under PARENT, in their order, for cd_suggestion(). The caller frees the array alone. */
GPtrArray *cd_draft_ids(const CdDraft *draft, CdEntityKind kind, int parent);

/* The attribute as ENTITY's number FIELD has it, or ENTITY, or the nearest entity round it; FIELD may be NULL. NULL where
 * nobody has it. */
const CdGiven *cd_draft_inherited(const CdDraft *draft, const CdDraftEntity *entity, const CdDraftField *field,
                                  CdCommon common);

/* Path such as structure[joint]/contract[all]; the caller frees. */
char *cd_draft_path(const CdDraft *draft, const CdDraftEntity *entity);

/* Span of LENGTH bytes of GIVEN's text from OFFSET, in the file as written. */
CdSpan cd_given_part(const CdComplaints *complaints, const CdGiven *given, gsize offset, gsize length);

/* Index of FIELD in its entity's list. */
static inline guint cd_field_index(const CdEntity *entity, const CdField *field)
{
  return (guint)(field - entity->field);
}
