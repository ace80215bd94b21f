#include "sim/scenario/settings.h"

#include <string.h>
#include "sim/base/suggest.h"
#include "sim/scenario/characters.h"
#include "sim/scenario/markup.h"

/* Where in a setting's path we are, and which entity the steps so far have led to. */
typedef struct {
  CdComplaints *complaints;
  CdDraft *draft;
  const CdPathValue *setting;
  const char *p;
  CdDraftEntity *entity;
  int row; /* of the entity; -1 for the root */
} Walk;

static CdSpan span_of(const Walk *walk, const char *p, gsize length)
{
  const CdGiven *path = &walk->setting->path;
  return cd_given_part(walk->complaints, path, (gsize)(p - path->text), length);
}

static bool refuse_form(const Walk *walk, const char *at, const char *message)
{
  return cd_complain(walk->complaints, CD_COMPLAINT_SETTING_FORM, span_of(walk, at, 1),
                     walk->setting->common ? "a path is written element[id]/name" : "write it as element[id]/value=1.5",
                     "%s", message);
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
  bool is_root = kind == CD_ENTITY_CONCORDAT && name == walk->setting->path.text;
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

/* That of the element round a number was said of another figure. */
static bool check_evidence(const Walk *walk, const CdField *field)
{
  const CdPathValue *setting = walk->setting;
  if (!setting->common || field->kind != CD_FIELD_NUMBER || !*setting->value.text)
    return true;
  CdCommon lacks = setting->common[CD_COMMON_SOURCE].text ? CD_COMMON_GRADE : CD_COMMON_SOURCE;
  if (setting->common[lacks].text)
    return true;
  g_autofree char *quoted = cd_quoted(setting->path.text);
  return cd_complain(walk->complaints, lacks == CD_COMMON_GRADE ? CD_COMPLAINT_NO_GRADE : CD_COMPLAINT_NO_SOURCE,
                     setting->path.span, "a number that is set has evidence of its own: add source= and grade=",
                     "what is set for %s has no %s", quoted, cd_common(lacks)->name);
}

/* A number that an element of a file sets has that element's evidence. One that is set from outside has none but that. */
static void set_evidence(const CdPathValue *setting, CdDraftField *draft, const CdField *field)
{
  if (field->kind != CD_FIELD_NUMBER)
    return;
  for (int c = 0; c < CD_COMMON_COUNT; c++)
    if (setting->common && cd_common((CdCommon)c)->on_numbers && setting->common[c].text)
      draft->common[c] = setting->common[c];
  if (setting->common)
    return;
  draft->common[CD_COMMON_SOURCE] = (CdGiven){setting->source, draft->value.span};
  draft->common[CD_COMMON_GRADE] = (CdGiven){CD_GRADE_SETTING, draft->value.span};
}

/* A scenario as it was run says by <set source="--set"> what was set for the run. */
static const char *set_by(const CdPathValue *setting)
{
  return setting->common ? cd_source_setting(setting->common[CD_COMMON_SOURCE].text) : setting->source;
}

static void set_field(const Walk *walk, const CdField *field)
{
  CdDraftField *draft = &walk->entity->field[cd_field_index(cd_entity(walk->entity->kind), field)];
  const CdPathValue *setting = walk->setting;
  CdGiven draw_as = draft->common[CD_COMMON_DRAW_AS];
  *draft = (CdDraftField){.set_by = set_by(setting), .is_element = setting->common != NULL};
  draft->common[CD_COMMON_DRAW_AS] = draw_as;
  draft->value.span = setting->value.span; /* also of an empty value, should it be complained of */
  if (!*setting->value.text)
    return;
  draft->value.text = g_string_chunk_insert(walk->draft->text, setting->value.text);
  set_evidence(setting, draft, field);
}

/* Nothing unsets what may be unset, as a list or a limit; what has a default is not taken back to it unasked. */
static bool check_value(const Walk *walk, const CdField *field)
{
  const CdPathValue *setting = walk->setting;
  bool is_number = field->kind == CD_FIELD_NUMBER || field->kind == CD_FIELD_CHOICE;
  bool may_be_unset = is_number ? field->deflt && !*field->deflt : field->need != CD_REQUIRED;
  if (setting->common || !cd_is_blank(setting->value.text) || (may_be_unset && !*setting->value.text))
    return true;
  return cd_complain(walk->complaints, CD_COMPLAINT_SETTING_EMPTY, setting->value.span,
                     "write it as element[id]/value=1.5; to keep what the scenario says, leave the setting out",
                     "nothing stands behind the \"=\"");
}

void cd_setting_apply(const CdPathValue *setting, CdDraft *draft, CdComplaints *complaints)
{
  Walk walk = {.complaints = complaints,
               .draft = draft,
               .setting = setting,
               .p = setting->path.text,
               .entity = cd_draft_entity(draft, CD_ENTITY_CONCORDAT, 0),
               .row = -1};
  gsize length;
  while (walk.p[length = strcspn(walk.p, "[/")])
    if (!take_step(&walk, length))
      return;
  const CdField *field = cd_entity_field(cd_entity(walk.entity->kind), walk.p);
  if (!field)
    complain_of_name(&walk, walk.p, length, false);
  else if (check_value(&walk, field) && check_evidence(&walk, field))
    set_field(&walk, field);
}

static CdGiven part(const CdDraft *draft, guint text, const char *bytes, gsize from, gsize length)
{
  return (CdGiven){g_string_chunk_insert_len(draft->text, bytes + from, (gssize)length),
                   {text, (guint32)from, (guint32)MAX(length, 1)}};
}

void cd_settings_apply(const char *const *settings, CdDraft *draft, CdComplaints *complaints)
{
  for (guint i = 0; settings && settings[i]; i++) {
    g_autofree char *name = g_strdup_printf(CD_SOURCE_SETTING " %u", i + 1);
    guint text = cd_complaints_add_text(complaints, cd_text_new(name, settings[i], strlen(settings[i]), false));
    if (!cd_check_characters(complaints, text))
      continue;
    const char *bytes = cd_complaints_text(complaints, text)->bytes;
    gsize split = strcspn(bytes, "=");
    CdPathValue setting = {.path = part(draft, text, bytes, 0, split), .source = CD_SOURCE_SETTING};
    if (!bytes[split]) {
      cd_complain(complaints, CD_COMPLAINT_SETTING_FORM, (CdSpan){text, 0, 1}, "write it as element[id]/value=1.5",
                  "there is no \"=\"");
      continue;
    }
    setting.value = part(draft, text, bytes, split + 1, strlen(bytes + split + 1));
    cd_setting_apply(&setting, draft, complaints);
  }
}

/* The one before LAST that stands in a file of the same kind and sets the same; NULL: there is none. */
static const CdSetElement *set_already(const GArray *sets, guint last)
{
  const CdSetElement *set = &g_array_index(sets, CdSetElement, last);
  for (guint i = 0; i < last; i++) {
    const CdSetElement *other = &g_array_index(sets, CdSetElement, i);
    if (other->in_library == set->in_library && g_str_equal(other->path.text, set->path.text))
      return other;
  }
  return NULL;
}

static void apply_set(const GArray *sets, guint i, CdDraft *draft, CdComplaints *complaints)
{
  const CdSetElement *set = &g_array_index(sets, CdSetElement, i), *other = set_already(sets, i);
  const CdPathValue setting = {.path = set->path, .value = set->value, .common = set->common};
  if (!other) {
    cd_setting_apply(&setting, draft, complaints);
    return;
  }
  const CdText *text = cd_complaints_text(complaints, other->path.span.text);
  g_autofree char *quoted = cd_quoted(set->path.text);
  cd_complain(complaints, CD_COMPLAINT_GIVEN_TWICE, set->path.span, NULL, "%s is set already, on line %u of %s", quoted,
              cd_text_line(text, other->path.span.offset), text->name);
}

void cd_set_elements_apply(const GArray *sets, CdDraft *draft, CdComplaints *complaints)
{
  for (int own = 0; own < 2; own++)
    for (guint i = 0; i < sets->len; i++)
      if (g_array_index(sets, CdSetElement, i).in_library == !own)
        apply_set(sets, i, draft, complaints);
}
