#include "concordat/registry.h"

#include <string.h>
#include "sim/appraisal/results.h"
#include "sim/report/csv.h"
#include "sim/report/glossary.h"
#include "sim/report/json.h"
#include "sim/report/registry-table.h"
#include "sim/scenario/complaint.h"
#include "sim/scenario/load.h"
#include "sim/base/suggest.h"

char *cd_registry_params(CdFormat format)
{
  g_autoptr(CdRegistryTable) table = cd_registry_params_table();
  return cd_registry_table_text(table, format);
}

char *cd_scenario_params(const CdScenario *scenario, CdFormat format)
{
  g_autoptr(CdRegistryTable) table = cd_scenario_params_table(scenario);
  return cd_registry_table_text(table, format);
}

char *cd_registry_metrics(CdFormat format)
{
  g_autoptr(CdRegistryTable) table = cd_registry_metrics_table();
  return cd_registry_table_text(table, format);
}

char *cd_registry_schema(void)
{
  return cd_schema_write();
}

/* As lines of "head: cell". */
static void append_row(GString *out, const CdRegistryTable *table, const char *what, char **cell)
{
  g_string_append_printf(out, "%s%s: %s\n", out->len > 0 ? "\n" : "", cell[0], what);
  for (guint c = 1; c < table->n_columns; c++)
    if (*cell[c])
      g_string_append_printf(out, "  %s: %s\n", table->heads[c], cell[c]);
}

/* Whether it is the name of ROW, whose first cell is that, or, in a table of metrics, its label as reports show it; a name alone, such as belief-scale, is
 * that of council/belief-scale and of funder/belief-scale. */
static bool names_row(const char *name, char **row, bool has_label)
{
  const char *field = strrchr(row[0], '/');
  return g_str_equal(row[0], name) || (field && !strchr(name, '/') && g_str_equal(field + 1, name)) ||
         (has_label && g_ascii_strcasecmp(row[1], name) == 0);
}

/* The rows that NAME means; NULL: none. */
static char *explain_rows(const CdRegistryTable *table, const char *what, bool has_label, const char *name)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint r = 0; r < table->rows->len; r++) {
    char **cell = g_ptr_array_index(table->rows, r);
    if (names_row(name, cell, has_label))
      append_row(out, table, what, cell);
  }
  return out->len > 0 ? g_strdup(out->str) : NULL;
}

/* Where the word NAME of a choice may stand, such as recharged; NULL: nowhere. */
static char *explain_choice(const char *name)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint f = 0; f < entity->n_fields; f++) {
      const CdField *field = &entity->field[f];
      if (field->kind == CD_FIELD_CHOICE && field->choices != CD_CHOICES_YES_NO && !g_str_equal(name, "none") &&
          g_strv_contains(cd_choices[field->choices], name))
        g_string_append_printf(out, "%s: a word for %s/%s\n  %s\n", name, entity->element, field->name, field->meaning);
    }
  }
  return out->len > 0 ? g_strdup(out->str) : NULL;
}

/* A path with its ids left out: council[county]/belief-scale is council/belief-scale in the registry. */
static char *without_ids(const char *name)
{
  GString *out = g_string_new(NULL);
  for (bool inside = false; *name; name++) {
    inside = inside ? *name != ']' : *name == '[';
    if (!inside && *name != ']')
      g_string_append_c(out, *name);
  }
  return g_string_free(out, FALSE);
}

char *cd_registry_explain(const char *name)
{
  g_autoptr(CdRegistryTable) params = cd_registry_params_table();
  g_autoptr(CdRegistryTable) metrics = cd_registry_metrics_table();
  g_autofree char *number = g_ascii_strup(name, -1), *plain = without_ids(name);
  const CdComplaintKind *complaint = cd_complaint_find(number);
  if (complaint)
    return g_strdup_printf("%s: %s is refused: %s\n  %s\n", number, cd_complaint_refuses(complaint), complaint->name,
                           complaint->sentence);
  g_autofree char *metric = explain_rows(metrics, "a metric", true, plain), *word = cd_glossary_explain(name);
  bool is_asked = !metric && (!word || strchr(plain, '/'));
  g_autofree char *param = is_asked ? explain_rows(params, "a parameter", false, plain) : NULL;
  const char *first = metric ? metric : param;
  if (!first && !word)
    return explain_choice(plain);
  return first && word ? g_strdup_printf("%s\n%s", first, word) : g_strdup(first ? first : word); /* "caseload" is both */
}

static void add_names(GPtrArray *names, const CdRegistryTable *table)
{
  for (guint r = 0; r < table->rows->len; r++)
    g_ptr_array_add(names, ((char **)g_ptr_array_index(table->rows, r))[0]);
}

char *cd_registry_closest(const char *name)
{
  g_autoptr(CdRegistryTable) params = cd_registry_params_table();
  g_autoptr(CdRegistryTable) metrics = cd_registry_metrics_table();
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autoptr(GArray) words = cd_glossary();
  g_autofree char *valid = g_utf8_make_valid(name, -1), *plain = without_ids(valid);
  add_names(names, metrics);
  add_names(names, params);
  for (int c = 0; c < CD_COMPLAINT_COUNT; c++)
    g_ptr_array_add(names, (gpointer)cd_complaint_kind((CdComplaintCode)c)->number);
  for (guint w = 0; w < words->len; w++) {
    const CdGlossaryEntry *it = &g_array_index(words, CdGlossaryEntry, w);
    if (!g_str_equal(it->id, "none"))
      g_ptr_array_add(names, (gpointer)it->id);
    g_ptr_array_add(names, (gpointer)it->label);
  }
  return g_strdup(cd_closest(plain, names));
}

#define PERHAPS_MOST 8u

/* Whether WORD, small letters, is part of NAME as its hyphens and slashes divide it, or of such a part: "recharge" of border-recharge and of recharged. */
static bool holds_word(const char *name, const char *word)
{
  for (const char *at = name; (at = strstr(at, word)) != NULL; at++)
    if (at == name || at[-1] == '-' || at[-1] == '/')
      return true;
  return false;
}

/* Into NAMES, once each. */
static void add_holding(GPtrArray *names, const char *name, const char *word)
{
  if (holds_word(name, word) && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
    g_ptr_array_add(names, g_strdup(name));
}

char *cd_registry_perhaps(const char *name)
{
  g_autoptr(CdRegistryTable) params = cd_registry_params_table();
  g_autoptr(CdRegistryTable) metrics = cd_registry_metrics_table();
  g_autoptr(GPtrArray) known = g_ptr_array_new(), found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) words = cd_glossary();
  g_autofree char *valid = g_utf8_make_valid(name, -1), *plain = without_ids(valid), *word = g_ascii_strdown(plain, -1);
  if (strlen(word) < 3) /* "a" is part of half of them */
    return NULL;
  add_names(known, metrics);
  add_names(known, params);
  for (guint i = 0; i < known->len; i++)
    add_holding(found, g_ptr_array_index(known, i), word);
  for (guint w = 0; w < words->len; w++)
    add_holding(found, g_array_index(words, CdGlossaryEntry, w).id, word);
  for (int c = 0; c < CD_CHOICES_COUNT; c++)
    for (const char *const *choice = cd_choices[c]; *choice; choice++)
      add_holding(found, *choice, word);
  if (found->len == 0)
    return NULL;
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < MIN(found->len, PERHAPS_MOST); i++)
    g_string_append_printf(out, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(found, i));
  if (found->len > PERHAPS_MOST)
    g_string_append_printf(out, " and %u more", found->len - PERHAPS_MOST);
  return g_string_free(out, FALSE);
}

const char *cd_closest_name(const char *given, const char *const *names)
{
  g_autoptr(GPtrArray) allowed = g_ptr_array_new();
  g_autofree char *valid = g_utf8_make_valid(given, -1);
  for (; *names; names++)
    g_ptr_array_add(allowed, (gpointer)*names);
  return cd_closest(valid, allowed);
}
