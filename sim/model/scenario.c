#include "sim/model/spec.h"
#include "sim/base/hash.h"

CdScenario *cd_scenario_new_empty(void)
{
  CdScenario *scenario = g_new0(CdScenario, 1);
  scenario->text = g_string_chunk_new(4096);
  scenario->blocks = g_ptr_array_new_with_free_func(g_free);
  scenario->set = g_array_new(FALSE, FALSE, sizeof(CdSetValue));
  scenario->ref_count = 1;
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    scenario->table[k].size = cd_entity((CdEntityKind)k)->spec_size;
  return scenario;
}

static void set_default(CdSpecHead *row, const CdField *field)
{
  void *slot = cd_field_slot(row, field);
  switch (field->kind) {
  case CD_FIELD_NUMBER: {
    CdValue *value = slot;
    value->is_default = true;
    value->grade = field->grade;
    value->source = field->source;
    if (field->deflt && *field->deflt) {
      CdValueProblem problem;
      bool ok = cd_dist_parse(field->deflt, field->low, field->high, &value->dist, &problem);
      g_assert(ok);
    }
    break;
  }
  case CD_FIELD_CHOICE: {
    *(int *)slot = -1;
    if (field->deflt && *field->deflt) {
      const char *const *choice = cd_choices[field->choices];
      for (int i = 0; choice[i]; i++)
        if (g_str_equal(choice[i], field->deflt))
          *(int *)slot = i;
      g_assert(*(int *)slot >= 0);
    }
    break;
  }
  case CD_FIELD_REF:
    *(int *)slot = -1;
    break;
  case CD_FIELD_REFS:
  case CD_FIELD_TEXT:
  case CD_FIELD_MONTH:
    break;
  }
}

CdSpecHead *cd_scenario_append(CdScenario *scenario, CdEntityKind kind, int parent, const char *id, const char *label)
{
  CdTable *table = &scenario->table[kind];
  const CdEntity *entity = cd_entity(kind);
  /* Powers of two, so that a file of n rows costs n. */
  if ((table->n & (table->n - 1)) == 0)
    table->rows = g_realloc_n(table->rows, table->n ? (gsize)table->n * 2 : 1, table->size);
  char *row = (char *)table->rows + (gsize)table->n * table->size;
  memset(row, 0, table->size);
  table->n++;
  CdSpecHead *head = (CdSpecHead *)(void *)row;
  head->id = g_string_chunk_insert_const(scenario->text, id ? id : "");
  head->label = label ? g_string_chunk_insert_const(scenario->text, label) : head->id;
  head->parent = parent;
  for (guint f = 0; f < entity->n_fields; f++)
    set_default(head, &entity->field[f]);
  return head;
}

bool cd_scenario_is_set(const CdSpecHead *row, const CdField *field)
{
  const void *slot = cd_field_of(row, field);
  switch (field->kind) {
  case CD_FIELD_NUMBER:
    return ((const CdValue *)slot)->dist.kind != CD_DIST_UNSET;
  case CD_FIELD_CHOICE:
  case CD_FIELD_REF:
    return *(const int *)slot >= 0;
  case CD_FIELD_REFS:
    return ((const CdRefs *)slot)->n > 0;
  case CD_FIELD_TEXT:
    return *(const char *const *)slot != NULL;
  case CD_FIELD_MONTH:
    return true;
  }
  g_assert_not_reached();
}

int cd_scenario_find(const CdScenario *scenario, CdEntityKind kind, int parent, const char *id)
{
  for (guint i = 0; i < scenario->table[kind].n; i++) {
    const CdSpecHead *head = cd_scenario_row(scenario, kind, i);
    if (head->parent == parent && g_str_equal(head->id, id))
      return (int)i;
  }
  return -1;
}

static void append_path(const CdScenario *scenario, CdEntityKind kind, guint i, GString *path)
{
  const CdEntity *entity = cd_entity(kind);
  const CdSpecHead *head = cd_scenario_row(scenario, kind, i);
  if (entity->parent > CD_ENTITY_CONCORDAT && head->parent >= 0) {
    append_path(scenario, entity->parent, (guint)head->parent, path);
    g_string_append_c(path, '/');
  }
  g_string_append(path, entity->element);
  if (entity->count == CD_MANY)
    g_string_append_printf(path, "[%s]", head->id);
}

char *cd_scenario_path(const CdScenario *scenario, CdEntityKind kind, guint i)
{
  GString *path = g_string_new(NULL);
  append_path(scenario, kind, i, path);
  return g_string_free(path, FALSE);
}

void cd_scenario_set_keys(CdScenario *scenario, CdEntityKind kind, guint i, const char *draw_as)
{
  const CdEntity *entity = cd_entity(kind);
  CdSpecHead *head = cd_scenario_row(scenario, kind, i);
  guint64 parent_key = 0, parent_draw_key = 0;
  if (entity->parent > CD_ENTITY_CONCORDAT && head->parent >= 0) {
    const CdSpecHead *parent = cd_scenario_row(scenario, entity->parent, (guint)head->parent);
    parent_key = parent->key;
    parent_draw_key = parent->draw_key;
  }
  guint64 kind_key = cd_hash_text(entity->element);
  head->key = cd_hash_pair(cd_hash_pair(parent_key, kind_key), cd_hash_text(head->id));
  head->draw_key = cd_hash_pair(cd_hash_pair(parent_draw_key, kind_key), cd_hash_text(draw_as ? draw_as : head->id));
}

CdScenario *cd_scenario_ref(CdScenario *scenario)
{
  g_atomic_int_inc(&scenario->ref_count);
  return scenario;
}

void cd_scenario_unref(CdScenario *scenario)
{
  if (!scenario || !g_atomic_int_dec_and_test(&scenario->ref_count))
    return;
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    g_free(scenario->table[k].rows);
  if (!scenario->origin) {
    g_string_chunk_free(scenario->text);
    g_ptr_array_unref(scenario->blocks);
    g_array_unref(scenario->set);
  }
  cd_scenario_unref(scenario->origin);
  g_strfreev(scenario->file);
  g_free(scenario->id);
  g_free(scenario->label);
  g_free(scenario);
}
