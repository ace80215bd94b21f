#include "sim/sweep/identity.h"

#include <math.h>
#include <string.h>

static void append_refs(const CdScenario *scenario, const CdField *field, const CdRefs *refs, GString *line)
{
  for (guint r = 0; r < refs->n; r++)
    g_string_append_printf(line, "%s%s", r > 0 ? " " : "", cd_scenario_row(scenario, field->target, refs->at[r])->id);
}

static void append_value(const CdScenario *scenario, const CdSpecHead *row, const CdField *field, GString *line)
{
  const void *slot = cd_field_of(row, field);
  if (!cd_scenario_is_set(row, field))
    return;
  switch (field->kind) {
  case CD_FIELD_NUMBER: {
    const CdValue *value = slot;
    g_autofree char *text = cd_dist_format(&value->dist);
    g_string_append(line, text);
    if (value->draw_as)
      g_string_append_printf(line, " drawn as %s", value->draw_as);
    break;
  }
  case CD_FIELD_CHOICE:
    g_string_append(line, cd_choices[field->choices][*(const int *)slot]);
    break;
  case CD_FIELD_REF:
    g_string_append(line, cd_scenario_row(scenario, field->target, (guint) * (const int *)slot)->id);
    break;
  case CD_FIELD_REFS:
    append_refs(scenario, field, slot, line);
    break;
  case CD_FIELD_TEXT:
    g_string_append(line, *(const char *const *)slot);
    break;
  case CD_FIELD_MONTH:
    g_string_append_printf(line, "%04d-%02d", *(const int *)slot / 12, *(const int *)slot % 12 + 1);
    break;
  }
}

/* What is said and asked changes no run, nor do other experiments. */
static bool matters(const CdScenario *scenario, CdEntityKind kind, guint row, guint experiment)
{
  switch ((int)kind) {
  case CD_ENTITY_SOURCE:
  case CD_ENTITY_CLAIM:
  case CD_ENTITY_CLAIM_TEST:
  case CD_ENTITY_OPTIONS_TABLE:
  case CD_ENTITY_TABLE_ROW:
  case CD_ENTITY_TALKS_EVENT:
    return false;
  case CD_ENTITY_EXPERIMENT:
    return row == experiment;
  case CD_ENTITY_EXPERIMENT_FACTOR:
  case CD_ENTITY_EXPERIMENT_CORRELATION:
  case CD_ENTITY_EXPERIMENT_FILTER:
    return cd_scenario_row(scenario, kind, row)->parent == (int)experiment;
  default:
    return true;
  }
}

static bool is_size(CdEntityKind kind, const CdField *field)
{
  return kind == CD_ENTITY_EXPERIMENT &&
         (field == CD_FIELD(EXPERIMENT, Experiment, n) || field == CD_FIELD(EXPERIMENT, Experiment, replicates));
}

static void append_row(const CdScenario *scenario, CdEntityKind kind, guint row, GPtrArray *lines)
{
  const CdEntity *entity = cd_entity(kind);
  const CdSpecHead *head = cd_scenario_row(scenario, kind, row);
  g_autofree char *path = cd_scenario_path(scenario, kind, row);
  if (head->draw_as)
    g_ptr_array_add(lines, g_strdup_printf("%s\tdrawn as %s", path, head->draw_as));
  for (guint f = 0; f < entity->n_fields; f++) {
    if (is_size(kind, &entity->field[f]))
      continue;
    GString *line = g_string_new(path);
    g_string_append_printf(line, "/%s\t", entity->field[f].name);
    append_value(scenario, head, &entity->field[f], line);
    g_ptr_array_add(lines, g_string_free(line, FALSE));
  }
}

GPtrArray *cd_identity_lines(const CdScenario *scenario, guint experiment)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint row = 0; row < scenario->table[k].n; row++)
      if (matters(scenario, (CdEntityKind)k, row, experiment))
        append_row(scenario, (CdEntityKind)k, row, lines);
  return lines;
}

char *cd_identity_hash(const CdSweepPlan *plan)
{
  guint experiment = 0;
  while (cd_scenario_experiment(plan->scenario, experiment) != plan->experiment)
    experiment++;
  g_autoptr(GPtrArray) lines = cd_identity_lines(plan->scenario, experiment);
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  for (guint l = 0; l < lines->len; l++)
    g_checksum_update(checksum, g_ptr_array_index(lines, l), (gssize)strlen(g_ptr_array_index(lines, l)) + 1);
  return g_strdup(g_checksum_get_string(checksum));
}

/* --- What differs -------------------------------------------------------------------------------------------------------- */

#define TOLD 5u

/* By path: value. Both point into LINES. */
static GHashTable *by_path(const GPtrArray *lines, GPtrArray *paths)
{
  GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint l = 0; l < lines->len; l++) {
    char *path = g_strdup(g_ptr_array_index(lines, l)), *tab = strchr(path, '\t');
    *tab = 0;
    g_ptr_array_add(paths, path);
    g_hash_table_insert(table, path, tab + 1);
  }
  return table;
}

static const char *shown(const char *value)
{
  return !value ? "not there" : *value ? value : "not given";
}

static void tell(GString *text, guint *n, const char *path, const char *was, const char *is)
{
  if (++*n <= TOLD)
    g_string_append_printf(text, "%s  %s: %s, now %s", *n > 1 ? "\n" : "", path, shown(was), shown(is));
}

char *cd_identity_difference(const GPtrArray *was, const GPtrArray *is)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) before = by_path(was, paths), now = NULL;
  guint n_before = paths->len, n = 0;
  now = by_path(is, paths);
  GString *text = g_string_new(NULL);
  for (guint p = n_before; p < paths->len; p++) {
    const char *path = g_ptr_array_index(paths, p), *a = g_hash_table_lookup(before, path),
               *b = g_hash_table_lookup(now, path);
    if (g_strcmp0(a, b) != 0)
      tell(text, &n, path, a, b);
  }
  for (guint p = 0; p < n_before; p++) {
    const char *path = g_ptr_array_index(paths, p);
    if (!g_hash_table_contains(now, path))
      tell(text, &n, path, g_hash_table_lookup(before, path), NULL);
  }
  for (guint l = 0; n == 0 && l < MIN(was->len, is->len); l++)
    if (!g_str_equal(g_ptr_array_index(was, l), g_ptr_array_index(is, l))) {
      g_string_append(text, "  the order of elements");
      n = 1;
    }
  if (n > TOLD)
    g_string_append_printf(text, "\n  and %u more", n - TOLD);
  return g_string_free(text, n == 0);
}

/* --- libm ---------------------------------------------------------------------------------------------------------------- */

char *cd_identity_libm(void)
{
  static const double arguments[] = {0.1, 0.7, 1.3, 2.9, 7.1, 31.7, 0.003};
  double (*const functions[])(double) = {exp, log, sqrt, sin, cos, lgamma, expm1, log1p, erf, tanh};
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  for (guint f = 0; f < G_N_ELEMENTS(functions); f++)
    for (guint a = 0; a < G_N_ELEMENTS(arguments); a++) {
      volatile double x = arguments[a]; /* not reckoned by the compiler */
      double y = functions[f](x), z = pow(x, 1 / (1 + x));
      g_checksum_update(checksum, (const guchar *)&y, sizeof y);
      g_checksum_update(checksum, (const guchar *)&z, sizeof z);
    }
  return g_strndup(g_checksum_get_string(checksum), 16);
}
