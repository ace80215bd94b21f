#include "sim/scenario/load.h"

#include <string.h>
#include "sim/scenario/draft.h"
#include "sim/scenario/markup.h"
#include "sim/scenario/names.h"

typedef struct {
  const CdScenario *scenario;
  GString *out;
} Writer;

static void append_attribute(Writer *w, const char *name, const char *value)
{
  if (!value)
    return;
  g_string_append_printf(w->out, " %s=\"", name);
  cd_append_escaped(w->out, value);
  g_string_append_c(w->out, '"');
}

static void append_common(Writer *w, CdCommon common, const char *value)
{
  append_attribute(w, cd_common(common)->name, value);
}

static const char *id_of(const Writer *w, CdEntityKind kind, guint row)
{
  return cd_scenario_row(w->scenario, kind, row)->id;
}

static char *references_text(const Writer *w, const CdField *field, const CdRefs *refs)
{
  if (refs->n == 0)
    return NULL;
  GString *ids = g_string_new(NULL);
  for (guint i = 0; i < refs->n; i++)
    g_string_append_printf(ids, "%s%s", i ? " " : "", id_of(w, field->target, refs->at[i]));
  return g_string_free(ids, FALSE);
}

/* As an attribute has it; NULL: nothing is said, or it is a number, which stands as an element. */
static char *attribute_text(const Writer *w, const CdSpecHead *head, const CdField *field)
{
  const void *at = cd_field_of(head, field);
  switch (field->kind) {
  case CD_FIELD_CHOICE:
    return *(const int *)at < 0 ? NULL : g_strdup(cd_choices[field->choices][*(const int *)at]);
  case CD_FIELD_REF:
    return *(const int *)at < 0 ? NULL : g_strdup(id_of(w, field->target, (guint) * (const int *)at));
  case CD_FIELD_REFS:
    return references_text(w, field, at);
  case CD_FIELD_TEXT:
    return g_strdup(*(const char *const *)at);
  case CD_FIELD_MONTH:
    return cd_month_format(*(const int *)at);
  case CD_FIELD_NUMBER:
    return NULL;
  }
  g_assert_not_reached();
}

static void append_field(Writer *w, const CdSpecHead *head, const CdField *field)
{
  g_autofree char *text = attribute_text(w, head, field);
  append_attribute(w, field->name, text);
}

static void append_head(Writer *w, const CdEntity *entity, const CdSpecHead *head)
{
  bool is_root = entity->kind == CD_ENTITY_CONCORDAT;
  const char *id = is_root ? w->scenario->id : head->id;
  if (is_root)
    append_attribute(w, CD_ATTRIBUTE_FORMAT, CD_FORMAT);
  if (*id)
    append_common(w, CD_COMMON_ID, id);
  if (!g_str_equal(head->label, id))
    append_common(w, CD_COMMON_LABEL, head->label);
  append_common(w, CD_COMMON_NOTE, head->note);
  append_common(w, CD_COMMON_SOURCE, head->source);
  append_common(w, CD_COMMON_GRADE, head->grade);
  append_common(w, CD_COMMON_DRAW_AS, head->draw_as);
  if (is_root) {
    /* All money is at base-year prices by now. */
    g_autofree char *year = cd_dist_format(&cd_scenario_concordat(w->scenario, 0)->base_year.dist);
    append_common(w, CD_COMMON_PRICE_YEAR, year);
  }
}

/* Words of the registry's own, such as "by construction", can be given by no file: left out, they come back. */
static bool can_be_given(const char *source)
{
  gsize bad = 0;
  return cd_id_is_fit(source, &bad) || cd_source_setting(source) != NULL;
}

static void append_provenance(Writer *w, const CdValue *value)
{
  if (value->is_default) {
    append_common(w, CD_COMMON_SOURCE, CD_SOURCE_DEFAULT);
    return;
  }
  if (can_be_given(value->source))
    append_common(w, CD_COMMON_SOURCE, value->source);
  append_common(w, CD_COMMON_GRADE, value->grade);
}

static void append_indent(Writer *w, guint depth)
{
  for (guint i = 0; i < depth; i++)
    g_string_append(w->out, "  ");
}

static void append_number(Writer *w, const CdField *field, const CdValue *value, guint depth)
{
  if (value->dist.kind == CD_DIST_UNSET)
    return;
  g_autofree char *text = cd_dist_format(&value->dist);
  append_indent(w, depth);
  g_string_append_printf(w->out, "<%s", field->name);
  append_attribute(w, CD_ATTRIBUTE_VALUE, text);
  append_provenance(w, value);
  append_common(w, CD_COMMON_DRAW_AS, value->draw_as);
  g_string_append(w->out, "/>\n");
}

/* What was set for this run and cannot say so where it stands: a number that has a value does, by its source. */
static void append_set(Writer *w)
{
  for (guint i = 0; i < w->scenario->set->len; i++) {
    const CdSetValue *it = &g_array_index(w->scenario->set, CdSetValue, i);
    bool is_number = it->field->kind == CD_FIELD_NUMBER;
    if (is_number && !it->taken_back)
      continue;
    g_autofree char *element = cd_scenario_path(w->scenario, it->kind, it->row),
                    *path = g_strdup_printf("%s/%s", element, it->field->name),
                    *text = it->taken_back
                                ? NULL
                                : attribute_text(w, cd_scenario_row(w->scenario, it->kind, it->row), it->field);
    append_indent(w, 1);
    g_string_append(w->out, "<" CD_ELEMENT_SET);
    append_attribute(w, CD_ATTRIBUTE_PATH, path);
    append_attribute(w, CD_ATTRIBUTE_VALUE, text ? text : "");
    append_common(w, CD_COMMON_SOURCE, it->by);
    g_string_append(w->out, "/>\n");
  }
}

static void append_entity(Writer *w, CdEntityKind kind, guint row, guint depth);

static void append_children(Writer *w, CdEntityKind parent, int row, guint depth)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    if (cd_entity((CdEntityKind)k)->parent != parent)
      continue;
    for (guint i = 0; i < w->scenario->table[k].n; i++)
      if (cd_scenario_row(w->scenario, (CdEntityKind)k, i)->parent == row)
        append_entity(w, (CdEntityKind)k, i, depth);
  }
}

static void append_entity(Writer *w, CdEntityKind kind, guint row, guint depth)
{
  const CdEntity *entity = cd_entity(kind);
  const CdSpecHead *head = cd_scenario_row(w->scenario, kind, row);
  append_indent(w, depth);
  g_string_append_printf(w->out, "<%s", entity->element);
  append_head(w, entity, head);
  for (guint f = 0; f < entity->n_fields; f++)
    append_field(w, head, &entity->field[f]);
  gsize open = w->out->len;
  g_string_append(w->out, ">\n");
  gsize inside = w->out->len;
  for (guint f = 0; f < entity->n_fields; f++)
    if (entity->field[f].kind == CD_FIELD_NUMBER)
      append_number(w, &entity->field[f], cd_field_of(head, &entity->field[f]), depth + 1);
  if (kind == CD_ENTITY_CONCORDAT)
    append_set(w);
  append_children(w, kind, kind == CD_ENTITY_CONCORDAT ? -1 : (int)row, depth + 1);
  if (w->out->len == inside) {
    g_string_truncate(w->out, open);
    g_string_append(w->out, "/>\n");
    return;
  }
  append_indent(w, depth);
  g_string_append_printf(w->out, "</%s>\n", entity->element);
}

char *cd_scenario_to_xml(const CdScenario *scenario)
{
  Writer writer = {scenario, g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")};
  append_entity(&writer, CD_ENTITY_CONCORDAT, 0, 0);
  return g_string_free(writer.out, FALSE);
}
