#include "sim/scenario/draft.h"

#include <string.h>
#include "sim/scenario/markup.h"

const CdCommonKind *cd_common(CdCommon common)
{
  static const CdCommonKind kind[CD_COMMON_COUNT] = {
#define COMMON(KEY, name, on_numbers, meaning) {name, meaning, on_numbers},
#include "sim/scenario/common.def"
#undef COMMON
  };
  return &kind[common];
}

CdCommon cd_common_by_name(const char *name)
{
  int c = 0;
  while (c < CD_COMMON_COUNT && !g_str_equal(cd_common((CdCommon)c)->name, name))
    c++;
  return (CdCommon)c;
}

guint cd_draft_limit(CdEntityKind kind)
{
  static const guint limit[CD_ENTITY_COUNT] = {
      [CD_ENTITY_SOURCE] = 1024,
      [CD_ENTITY_PRICE_INDEX] = 256,
      [CD_ENTITY_AREA] = 64,
      [CD_ENTITY_HUB] = 256,
      [CD_ENTITY_LOCALITY] = 512,
      [CD_ENTITY_TRAVEL] = 8192,
      [CD_ENTITY_BORDER] = 2016,
      [CD_ENTITY_COMPONENT] = 32,
      [CD_ENTITY_COHORT] = 64,
      [CD_ENTITY_POST] = 128,
      [CD_ENTITY_PRICING] = 32,
      [CD_ENTITY_COUNCIL] = 20,
      [CD_ENTITY_PRICING_VIEW] = 640,
      [CD_ENTITY_BLACKOUT] = 400,
      [CD_ENTITY_FUNDER] = 32,
      [CD_ENTITY_VALUE_FUNCTION] = 80,
      [CD_ENTITY_VALUE_POINT] = 2560,
      [CD_ENTITY_PROVIDER] = 256,
      [CD_ENTITY_STRUCTURE] = 64,
      [CD_ENTITY_CONTRACT] = 1024,
      [CD_ENTITY_CONSORTIUM] = 128,
      [CD_ENTITY_EXPERIMENT_FACTOR] = 4096,
      [CD_ENTITY_EXPERIMENT_CORRELATION] = 4096,
      [CD_ENTITY_EXPERIMENT_FILTER] = 4096,
  };
  return cd_entity(kind)->count != CD_MANY ? 1 : limit[kind] ? limit[kind] : 256;
}

static void entity_free(gpointer data)
{
  CdDraftEntity *entity = data;
  g_free(entity->field);
  g_free(entity);
}

const char *cd_source_setting(const char *source)
{
  static const char *const settings[] = {CD_SOURCE_SETTING, CD_SOURCE_PARAMS};
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
    if (g_strcmp0(source, settings[i]) == 0)
      return settings[i];
  return NULL;
}

CdDraft *cd_draft_new(void)
{
  CdDraft *draft = g_new0(CdDraft, 1);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    draft->entity[k] = g_ptr_array_new_with_free_func(entity_free);
    draft->by_id[k] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  }
  draft->text = g_string_chunk_new(4096);
  return draft;
}

void cd_draft_free(CdDraft *draft)
{
  if (!draft)
    return;
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    g_ptr_array_unref(draft->entity[k]);
    g_hash_table_unref(draft->by_id[k]);
  }
  g_string_chunk_free(draft->text);
  g_free(draft);
}

CdDraftEntity *cd_draft_append(CdDraft *draft, CdEntityKind kind, int parent, CdSpan tag)
{
  CdDraftEntity *entity = g_new0(CdDraftEntity, 1);
  entity->kind = kind;
  entity->parent = parent;
  entity->tag = tag;
  entity->field = g_new0(CdDraftField, cd_entity(kind)->n_fields);
  g_ptr_array_add(draft->entity[kind], entity);
  return entity;
}

guint cd_draft_count(const CdDraft *draft, CdEntityKind kind)
{
  return draft->entity[kind]->len;
}

CdDraftEntity *cd_draft_entity(const CdDraft *draft, CdEntityKind kind, guint row)
{
  g_assert(row < draft->entity[kind]->len);
  return g_ptr_array_index(draft->entity[kind], row);
}

static char *id_key(int parent, const char *id)
{
  return g_strdup_printf("%d/%s", parent, id);
}

bool cd_draft_index(CdDraft *draft, CdEntityKind kind)
{
  guint n = cd_draft_count(draft, kind);
  const CdDraftEntity *entity = cd_draft_entity(draft, kind, n - 1);
  const char *id = entity->common[CD_COMMON_ID].text;
  if (cd_draft_find(draft, kind, entity->parent, id) >= 0)
    return false;
  g_hash_table_insert(draft->by_id[kind], id_key(entity->parent, id), GUINT_TO_POINTER(n));
  return true;
}

int cd_draft_find(const CdDraft *draft, CdEntityKind kind, int parent, const char *id)
{
  g_autofree char *key = id_key(parent, id);
  return GPOINTER_TO_INT(g_hash_table_lookup(draft->by_id[kind], key)) - 1;
}

GPtrArray *cd_draft_ids(const CdDraft *draft, CdEntityKind kind, int parent)
{
  GPtrArray *ids = g_ptr_array_new();
  for (guint i = 0; i < cd_draft_count(draft, kind); i++) {
    const CdDraftEntity *entity = cd_draft_entity(draft, kind, i);
    if (entity->parent == parent && entity->common[CD_COMMON_ID].text)
      g_ptr_array_add(ids, (gpointer)entity->common[CD_COMMON_ID].text);
  }
  return ids;
}

static const CdDraftEntity *parent_of(const CdDraft *draft, const CdDraftEntity *entity)
{
  CdEntityKind kind = cd_entity(entity->kind)->parent;
  if (kind == CD_ENTITY_NONE || cd_draft_count(draft, kind) == 0)
    return NULL;
  return cd_draft_entity(draft, kind, entity->parent < 0 ? 0 : (guint)entity->parent);
}

const CdGiven *cd_draft_inherited(const CdDraft *draft, const CdDraftEntity *entity, const CdDraftField *field,
                                  CdCommon common)
{
  if (field && field->common[common].text)
    return &field->common[common];
  for (; entity; entity = parent_of(draft, entity))
    if (entity->common[common].text)
      return &entity->common[common];
  return NULL;
}

char *cd_draft_path(const CdDraft *draft, const CdDraftEntity *entity)
{
  const CdEntity *kind = cd_entity(entity->kind);
  const char *id = entity->common[CD_COMMON_ID].text;
  g_autofree char *step =
      kind->count != CD_MANY ? g_strdup(kind->element) : g_strdup_printf("%s[%s]", kind->element, id ? id : "?");
  if (entity->parent < 0)
    return g_steal_pointer(&step);
  g_autofree char *parent = cd_draft_path(draft, parent_of(draft, entity));
  return g_strdup_printf("%s/%s", parent, step);
}

CdSpan cd_given_part(const CdComplaints *complaints, const CdGiven *given, gsize offset, gsize length)
{
  const CdText *text = cd_complaints_text(complaints, given->span.text);
  if (!text->is_markup)
    return (CdSpan){given->span.text, given->span.offset + (guint32)offset, (guint32)length};
  const char *raw = text->bytes + given->span.offset;
  gsize from = cd_raw_offset(raw, given->span.length, offset);
  gsize to = cd_raw_offset(raw, given->span.length, offset + length);
  return (CdSpan){given->span.text, given->span.offset + (guint32)from, (guint32)(to - from)};
}
