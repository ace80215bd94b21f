#include "sim/appraisal/inputs-contrast.h"

#include <string.h>

static void contrast_free(gpointer data)
{
  CdInputContrast *it = data;
  g_free(it->path);
  g_free(it);
}

static const char *id_of(const CdScenario *scenario, CdEntityKind kind, guint row)
{
  return cd_scenario_row(scenario, kind, row)->id;
}

static char *refs_text(const CdScenario *scenario, const CdField *field, const CdRefs *refs)
{
  GString *out = g_string_new(NULL);
  for (guint r = 0; r < refs->n; r++)
    g_string_append_printf(out, "%s%s", r ? " " : "", id_of(scenario, field->target, refs->at[r]));
  return g_string_free(out, FALSE);
}

static char *number_text(const CdValue *value)
{
  g_autofree char *text = value->dist.kind == CD_DIST_UNSET ? g_strdup("") : cd_dist_format(&value->dist);
  return value->draw_as ? g_strdup_printf("%s drawn as %s", text, value->draw_as) : g_steal_pointer(&text);
}

char *cd_field_text(const CdScenario *scenario, CdEntityKind kind, int row, const CdField *field)
{
  if (row < 0)
    return g_strdup("");
  const CdSpecHead *head = cd_scenario_row(scenario, kind, (guint)row);
  const void *at = cd_field_of(head, field);
  switch (field->kind) {
  case CD_FIELD_NUMBER:
    return number_text(at);
  case CD_FIELD_CHOICE:
    return g_strdup(*(const int *)at < 0 ? "" : cd_choices[field->choices][*(const int *)at]);
  case CD_FIELD_REF:
    return g_strdup(*(const int *)at < 0 ? "" : id_of(scenario, field->target, (guint) * (const int *)at));
  case CD_FIELD_REFS:
    return refs_text(scenario, field, at);
  case CD_FIELD_TEXT:
    return g_strdup(*(const char *const *)at ? *(const char *const *)at : "");
  case CD_FIELD_MONTH:
    return g_strdup_printf("%04d-%02d", *(const int *)at / 12, *(const int *)at % 12 + 1);
  }
  g_assert_not_reached();
}

static void note(GPtrArray *all, char *path, const CdField *field, CdEntityKind kind, int row_a, int row_b)
{
  CdInputContrast *it = g_new(CdInputContrast, 1);
  *it = (CdInputContrast){path, field, kind, row_a, row_b};
  g_ptr_array_add(all, it);
}

/* Rows of all entities by their paths: looked up only. */
static GHashTable *rows_by_path(const CdScenario *scenario)
{
  GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint i = 0; i < scenario->table[k].n; i++)
      g_hash_table_insert(rows, cd_scenario_path(scenario, (CdEntityKind)k, i), GUINT_TO_POINTER(i + 1));
  return rows;
}

static int find(GHashTable *rows, const char *path)
{
  return GPOINTER_TO_INT(g_hash_table_lookup(rows, path)) - 1;
}

/* Whether an entity stands in one that is itself not among ROWS: that one is told, with all in it. */
static bool goes_with_parent(const CdScenario *scenario, CdEntityKind kind, guint row, GHashTable *rows)
{
  int parent = cd_scenario_row(scenario, kind, row)->parent;
  if (parent < 0 || cd_entity(kind)->parent == CD_ENTITY_NONE)
    return false;
  g_autofree char *path = cd_scenario_path(scenario, cd_entity(kind)->parent, (guint)parent);
  return find(rows, path) < 0;
}

static void contrast_fields(GPtrArray *all, const CdScenario *a, const CdScenario *b, CdEntityKind kind, guint row_a,
                            guint row_b, const char *path)
{
  const CdEntity *entity = cd_entity(kind);
  for (guint f = 0; f < entity->n_fields; f++) {
    const CdField *field = &entity->field[f];
    g_autofree char *in_a = cd_field_text(a, kind, (int)row_a, field), *in_b = cd_field_text(b, kind, (int)row_b, field);
    if (field->kind != CD_FIELD_TEXT && !g_str_equal(in_a, in_b))
      note(all, *path ? g_strdup_printf("%s/%s", path, field->name) : g_strdup(field->name), field, kind, (int)row_a,
           (int)row_b);
  }
}

GPtrArray *cd_inputs_contrast(const CdScenario *a, const CdScenario *b)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(contrast_free);
  g_autoptr(GHashTable) rows_a = rows_by_path(a), rows_b = rows_by_path(b);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    CdEntityKind kind = (CdEntityKind)k;
    if (kind == CD_ENTITY_SOURCE)
      continue;
    for (guint i = 0; i < a->table[k].n; i++) {
      g_autofree char *path = cd_scenario_path(a, kind, i);
      int other = find(rows_b, path);
      if (other >= 0)
        contrast_fields(all, a, b, kind, i, (guint)other, path);
      else if (!goes_with_parent(a, kind, i, rows_b))
        note(all, g_strdup(path), NULL, kind, (int)i, -1);
    }
    for (guint i = 0; i < b->table[k].n; i++) {
      g_autofree char *path = cd_scenario_path(b, kind, i);
      if (find(rows_a, path) < 0 && !goes_with_parent(b, kind, i, rows_a))
        note(all, g_strdup(path), NULL, kind, -1, (int)i);
    }
  }
  return all;
}
