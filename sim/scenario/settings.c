#include "sim/scenario/settings.h"

#include <string.h>
#include "sim/scenario/characters.h"
#include "sim/base/suggest.h"

/* Where in one setting's text we are, and which entity the steps so far have led to. */
typedef struct {
  CdComplaints *complaints;
  CdDraft *draft;
  guint text;
  const char *start, *p;
  const char *source;
  gsize split; /* from here on what is at START + k stands at VALUE_AT + k - SPLIT in the text, before it at PATH_AT + k */
  gsize path_at, value_at;
  CdDraftEntity *entity;
  int row; /* of the entity; -1 for the root */
} Walk;

static CdSpan span_of(const Walk *walk, const char *p, gsize length)
{
  gsize k = (gsize)(p - walk->start);
  gsize at = k < walk->split ? walk->path_at + k : walk->value_at + k - walk->split;
  return (CdSpan){walk->text, (guint32)at, (guint32)length};
}

static bool refuse_form(const Walk *walk, const char *at, const char *message)
{
  return cd_complain(walk->complaints, CD_COMPLAINT_SETTING_FORM, span_of(walk, at, 1),
                     "write it as element[id]/value=1.5", "%s", message);
}

static bool complain_of_name(const Walk *walk, const char *name, gsize length, bool is_step)
{
  const CdEntity *entity = cd_entity(walk->entity->kind);
  g_autoptr(GPtrArray) allowed = g_ptr_array_new();
  if (!is_step)
    for (guint f = 0; f < entity->n_fields; f++)
      g_ptr_array_add(allowed, (gpointer)entity->field[f].name);
  for (int k = 0; is_step && k < CD_ENTITY_COUNT; k++)
    if (cd_entity_is_child((CdEntityKind)k, entity->kind))
      g_ptr_array_add(allowed, (gpointer)cd_entity((CdEntityKind)k)->element);
  g_autofree char *given = g_strndup(name, length);
  g_autofree char *hint = cd_suggestion(given, allowed);
  g_autofree char *quoted = cd_quoted(given);
  return cd_complain(walk->complaints, CD_COMPLAINT_SETTING_PATH, span_of(walk, name, MAX(length, 1)), hint,
                     is_step ? "<%s> holds no element %s" : "<%s> has no value %s", entity->element, quoted);
}

static bool complain_of_id(const Walk *walk, CdEntityKind kind, const char *id, const char *given)
{
  g_autoptr(GPtrArray) allowed = cd_draft_ids(walk->draft, kind, walk->row);
  g_autofree char *hint = cd_suggestion(given, allowed);
  g_autofree char *quoted = cd_quoted(given);
  return cd_complain(walk->complaints, CD_COMPLAINT_SETTING_ID, span_of(walk, id, MAX(strlen(given), 1)), hint,
                     "unknown %s %s", cd_entity(kind)->element, quoted);
}

static bool enter(Walk *walk, CdEntityKind kind, int row)
{
  walk->entity = cd_draft_entity(walk->draft, kind, (guint)row);
  walk->row = kind == CD_ENTITY_CONCORDAT ? -1 : row;
  return true;
}

static bool enter_only(Walk *walk, CdEntityKind kind, const char *name, gsize length)
{
  if (cd_draft_count(walk->draft, kind) > 0)
    return enter(walk, kind, 0);
  return cd_complain(walk->complaints, CD_COMPLAINT_SETTING_PATH, span_of(walk, name, length), NULL,
                     "there is no <%s> in the scenario", cd_entity(kind)->element);
}

static bool enter_id(Walk *walk, CdEntityKind kind)
{
  const char *id = walk->p + 1;
  gsize length = strcspn(id, "]/=");
  if (id[length] != ']')
    return refuse_form(walk, walk->p, "this bracket is not closed");
  g_autofree char *given = g_strndup(id, length);
  int row = cd_draft_find(walk->draft, kind, walk->row, given);
  if (row < 0)
    return complain_of_id(walk, kind, id, given);
  walk->p = id + length + 1;
  return enter(walk, kind, row);
}

/* One step with the slash behind it. */
static bool take_step(Walk *walk, gsize length)
{
  const char *name = walk->p;
  g_autofree char *element = g_strndup(name, length);
  CdEntityKind kind = cd_entity_by_name(element);
  bool is_root = kind == CD_ENTITY_CONCORDAT && name == walk->start;
  if (!is_root && !cd_entity_is_child(kind, walk->entity->kind))
    return complain_of_name(walk, name, length, true);
  walk->p += length;
  if (cd_entity(kind)->count != CD_MANY) {
    if (*walk->p == '[')
      return refuse_form(walk, walk->p, "this element stands once and takes no id");
    if (!enter_only(walk, kind, name, length))
      return false;
  } else if (*walk->p != '[')
    return cd_complain(walk->complaints, CD_COMPLAINT_SETTING_FORM, span_of(walk, name, length),
                       "write its id in brackets", "there may be several of <%s>", cd_entity(kind)->element);
  else if (!enter_id(walk, kind))
    return false;
  if (*walk->p != '/')
    return refuse_form(walk, walk->p, "a \"/\" must stand here");
  walk->p++;
  return true;
}

static void set_field(const Walk *walk, const CdField *field, const char *value)
{
  CdDraftField *draft = &walk->entity->field[cd_field_index(cd_entity(walk->entity->kind), field)];
  CdGiven draw_as = draft->common[CD_COMMON_DRAW_AS];
  *draft = (CdDraftField){.is_setting = true};
  draft->common[CD_COMMON_DRAW_AS] = draw_as;
  CdSpan span = span_of(walk, value, MAX(strlen(value), 1));
  draft->value.span = span; /* also of an empty value, should it be complained of */
  if (!*value)
    return;
  draft->value.text = g_string_chunk_insert(walk->draft->text, value);
  if (field->kind == CD_FIELD_NUMBER) {
    draft->common[CD_COMMON_SOURCE] = (CdGiven){walk->source, span};
    draft->common[CD_COMMON_GRADE] = (CdGiven){CD_GRADE_SETTING, span};
  }
}

static void apply(Walk *walk)
{
  if (!strchr(walk->p, '=')) {
    refuse_form(walk, walk->start, "there is no \"=\"");
    return;
  }
  gsize length;
  while (walk->p[length = strcspn(walk->p, "[/=")] != '=')
    if (!take_step(walk, length))
      return;
  g_autofree char *name = g_strndup(walk->p, length);
  const CdField *field = cd_entity_field(cd_entity(walk->entity->kind), name);
  if (field)
    set_field(walk, field, walk->p + length + 1);
  else
    complain_of_name(walk, walk->p, length, false);
}

void cd_settings_apply(const char *const *settings, CdDraft *draft, CdComplaints *complaints)
{
  for (guint i = 0; settings && settings[i]; i++) {
    g_autofree char *name = g_strdup_printf(CD_SOURCE_SETTING " %u", i + 1);
    guint text = cd_complaints_add_text(complaints, cd_text_new(name, settings[i], strlen(settings[i]), false));
    if (!cd_check_characters(complaints, text))
      continue;
    const char *start = cd_complaints_text(complaints, text)->bytes;
    Walk walk = {.complaints = complaints,
                 .draft = draft,
                 .text = text,
                 .start = start,
                 .p = start,
                 .source = CD_SOURCE_SETTING,
                 .entity = cd_draft_entity(draft, CD_ENTITY_CONCORDAT, 0),
                 .row = -1};
    apply(&walk);
  }
}

void cd_setting_apply(const CdPathValue *setting, CdDraft *draft, CdComplaints *complaints)
{
  g_autofree char *both = g_strconcat(setting->path, "=", setting->value, NULL);
  Walk walk = {.complaints = complaints,
               .draft = draft,
               .text = setting->text,
               .start = both,
               .p = both,
               .source = setting->source,
               .split = strlen(setting->path) + 1,
               .path_at = setting->path_at,
               .value_at = setting->value_at,
               .entity = cd_draft_entity(draft, CD_ENTITY_CONCORDAT, 0),
               .row = -1};
  apply(&walk);
}
