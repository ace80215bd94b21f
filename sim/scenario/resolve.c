#include "sim/scenario/resolve.h"

#include <string.h>

void cd_resolve_each(const CdResolve *resolve, CdFieldVisit visit)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *kind = cd_entity((CdEntityKind)k);
    for (guint i = 0; i < cd_draft_count(resolve->draft, (CdEntityKind)k); i++) {
      const CdDraftEntity *entity = cd_draft_entity(resolve->draft, (CdEntityKind)k, i);
      CdSpecHead *head = cd_scenario_row(resolve->scenario, (CdEntityKind)k, i);
      for (guint f = 0; f < kind->n_fields; f++)
        visit(resolve, entity, head, &kind->field[f], &entity->field[f]);
    }
  }
}

char *cd_decimal_text(double value)
{
  return cd_dist_format(&(CdDist){.kind = CD_DIST_POINT, .a = value});
}

CdSpan cd_field_span(const CdDraftEntity *entity, const CdField *field)
{
  const CdDraftField *given = &entity->field[cd_field_index(cd_entity(entity->kind), field)];
  return given->value.text ? given->value.span : entity->tag;
}

CdPlace cd_place_of(const CdComplaints *complaints, CdSpan span)
{
  const CdText *text = cd_complaints_text(complaints, span.text);
  if (!text->is_markup)
    return (CdPlace){0, 0, 0};
  return (CdPlace){span.text, cd_text_line(text, span.offset), cd_text_column(text, span.offset)};
}

static const char *keep(const CdResolve *resolve, const char *text)
{
  return text ? g_string_chunk_insert_const(resolve->scenario->text, text) : NULL;
}

static void add_row(const CdResolve *resolve, const CdDraftEntity *entity, guint i)
{
  const CdGiven *common = entity->common;
  bool is_root = entity->kind == CD_ENTITY_CONCORDAT;
  const char *id = common[CD_COMMON_ID].text, *label = common[CD_COMMON_LABEL].text;
  CdSpecHead *head = cd_scenario_append(resolve->scenario, entity->kind, entity->parent, is_root ? NULL : id,
                                        is_root && !label ? id : label);
  head->note = keep(resolve, common[CD_COMMON_NOTE].text);
  head->source = keep(resolve, common[CD_COMMON_SOURCE].text);
  head->grade = keep(resolve, common[CD_COMMON_GRADE].text);
  head->draw_as = keep(resolve, common[CD_COMMON_DRAW_AS].text);
  head->place = cd_place_of(resolve->complaints, entity->tag);
  cd_scenario_set_keys(resolve->scenario, entity->kind, i, head->draw_as);
}

static void require_element(const CdResolve *resolve, CdEntityKind kind)
{
  const CdEntity *entity = cd_entity(kind);
  const CdDraftEntity *root = cd_draft_entity(resolve->draft, CD_ENTITY_CONCORDAT, 0);
  if (entity->count == CD_ONE && cd_draft_count(resolve->draft, kind) == 0 && !root->misread)
    cd_complain(resolve->complaints, CD_COMPLAINT_MISSING_ELEMENT, root->tag, entity->meaning, "there is no <%s>",
                entity->element);
}

void cd_resolve_rows(const CdResolve *resolve)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    g_assert(cd_entity((CdEntityKind)k)->parent < k); /* or a parent's keys would come too late */
    for (guint i = 0; i < cd_draft_count(resolve->draft, (CdEntityKind)k); i++)
      add_row(resolve, cd_draft_entity(resolve->draft, (CdEntityKind)k, i), i);
    require_element(resolve, (CdEntityKind)k);
  }
  const CdDraftEntity *root = cd_draft_entity(resolve->draft, CD_ENTITY_CONCORDAT, 0);
  const CdSpecHead *head = cd_scenario_row(resolve->scenario, CD_ENTITY_CONCORDAT, 0);
  resolve->scenario->id = g_strdup(root->common[CD_COMMON_ID].text);
  resolve->scenario->label = g_strdup(head->label);
}

static int row_of(const CdScenario *scenario, CdEntityKind kind, const CdSpecHead *head)
{
  const CdTable *table = &scenario->table[kind];
  return (int)((gsize)((const char *)head - (const char *)table->rows) / table->size);
}

/* A number that an earlier run wrote out has what set it for its source. */
static void note_set(const CdResolve *resolve, const CdDraftEntity *entity, CdSpecHead *head, const CdField *field,
                     const CdDraftField *given)
{
  const CdValue *value = field->kind == CD_FIELD_NUMBER ? cd_field_of(head, field) : NULL;
  const char *by = given->set_by                 ? given->set_by
                   : value && !value->is_default ? cd_source_setting(value->source)
                                                 : NULL;
  const CdSetValue set = {entity->kind, (guint)row_of(resolve->scenario, entity->kind, head), field, by,
                          !given->value.text};
  if (by)
    g_array_append_val(resolve->scenario->set, set);
}

void cd_resolve_set(const CdResolve *resolve)
{
  cd_resolve_each(resolve, note_set);
}
