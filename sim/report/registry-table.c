#include "sim/report/registry-table.h"

#include "sim/appraisal/results.h"
#include "sim/report/assumption.h"
#include "sim/report/columns.h"
#include "sim/report/csv.h"
#include "sim/report/json.h"
#include "sim/report/number.h"

static CdRegistryTable *table_new(const char *title, const char *introduction, const char *const *heads)
{
  CdRegistryTable *table = g_new0(CdRegistryTable, 1);
  table->title = title;
  table->introduction = introduction;
  table->heads = heads;
  table->n_columns = g_strv_length((char **)heads);
  table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  return table;
}

void cd_registry_table_free(CdRegistryTable *table)
{
  if (!table)
    return;
  g_ptr_array_unref(table->rows);
  g_free(table);
}

static char *number_text(double x)
{
  GString *out = g_string_new(NULL);
  cd_append_number(out, x);
  return g_string_free(out, FALSE);
}

static const char *kind_text(CdFieldKind kind)
{
  switch (kind) {
  case CD_FIELD_NUMBER:
    return "number";
  case CD_FIELD_CHOICE:
    return "choice";
  case CD_FIELD_REF:
    return "reference";
  case CD_FIELD_REFS:
    return "references";
  case CD_FIELD_TEXT:
    return "text";
  case CD_FIELD_MONTH:
    return "month";
  }
  g_assert_not_reached();
}

static char *allowed_text(const CdField *field)
{
  switch (field->kind) {
  case CD_FIELD_NUMBER: {
    g_autofree char *low = number_text(field->low), *high = number_text(field->high);
    return g_strdup_printf("%s to %s", low, high);
  }
  case CD_FIELD_CHOICE:
    return g_strjoinv(", ", (char **)cd_choices[field->choices]);
  case CD_FIELD_REF:
  case CD_FIELD_REFS:
    return g_strdup_printf("id of %s", cd_entity(field->target)->element);
  case CD_FIELD_MONTH:
    return g_strdup("YYYY-MM");
  case CD_FIELD_TEXT:
    return g_strdup("");
  }
  g_assert_not_reached();
}

static const char *default_text(const CdField *field)
{
  if (field->need == CD_REQUIRED)
    return "required";
  return field->deflt && *field->deflt ? field->deflt : "not set";
}

static char *path_of(const CdEntity *entity, const CdField *field)
{
  g_autofree char *path = g_strdup(entity->element);
  for (CdEntityKind up = entity->parent; up > CD_ENTITY_CONCORDAT; up = cd_entity(up)->parent) {
    char *longer = g_strdup_printf("%s/%s", cd_entity(up)->element, path);
    g_free(path);
    path = longer;
  }
  return g_strdup_printf("%s/%s", path, field->name);
}

CdRegistryTable *cd_registry_params_table(void)
{
  static const char *const heads[] = {"path", "kind", "unit", "allowed", "default", "grade", "source", "meaning", NULL};
  CdRegistryTable *table =
      table_new("Parameters",
                "Everything that a scenario file can say. In a file a path is an element within its parent "
                "and an attribute (or, for a number, a child element) of it; "
                "for --set an element of which there may be several carries its id in brackets: "
                "council[county]/belief-scale=0.02. "
                "A number may be a distribution: triangular(low, mode, high), uniform(low, high), "
                "normal(mean, sd), lognormal(median, sigma), beta(a, b, low, high), "
                "discrete(value:probability, ...). Grade and source are those of the default.",
                heads);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint f = 0; f < entity->n_fields; f++) {
      const CdField *field = &entity->field[f];
      char **cell = g_new0(char *, table->n_columns + 1);
      bool is_graded = field->is_judged || (field->kind == CD_FIELD_NUMBER && field->deflt && *field->deflt);
      cell[0] = path_of(entity, field);
      cell[1] = g_strdup(kind_text(field->kind));
      cell[2] = g_strdup(field->kind == CD_FIELD_NUMBER ? cd_unit_text(field->unit) : "");
      cell[3] = allowed_text(field);
      cell[4] = g_strdup(default_text(field));
      cell[5] = g_strdup(is_graded && field->grade ? field->grade : "");
      cell[6] = g_strdup(is_graded && field->source ? field->source : "");
      cell[7] = g_strdup(field->meaning);
      g_ptr_array_add(table->rows, cell);
    }
  }
  return table;
}

static char *assumption_label(const CdScenario *scenario, const CdAssumption *it)
{
  const CdSpecHead *head = cd_scenario_row(scenario, it->kind, it->row);
  g_autofree char *label = cd_harmless_text(head->label); /* for people, and never read back */
  return cd_entity(it->kind)->count == CD_MANY ? g_strdup_printf("%s: %s", label, it->field->meaning)
                                               : g_strdup(it->field->meaning);
}

CdRegistryTable *cd_scenario_params_table(const CdScenario *scenario)
{
  static const char *const heads[] = {"path", "value", "unit", "low", "high", "source", "grade", "label", NULL};
  CdRegistryTable *table = table_new(
      "Values",
      "Every number of the scenario, money at base-year prices. As CSV: a sheet whose values may be edited, for "
      "--params to read back.",
      heads);
  g_autoptr(GPtrArray) all = cd_assumptions(scenario);
  for (guint i = 0; i < all->len; i++) {
    const CdAssumption *it = g_ptr_array_index(all, i);
    char **cell = g_new0(char *, table->n_columns + 1);
    cell[0] = g_strdup(it->path);
    cell[1] = cd_dist_format(&it->value->dist);
    cell[2] = g_strdup(cd_unit_text(it->field->unit));
    cell[3] = number_text(it->field->low);
    cell[4] = number_text(it->field->high);
    cell[5] = g_strdup(it->source);
    cell[6] = g_strdup(it->value->grade ? it->value->grade : "");
    cell[7] = assumption_label(scenario, it);
    g_ptr_array_add(table->rows, cell);
  }
  return table;
}

static char *scopes_text(guint scopes)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < CD_SCOPES; i++)
    if (scopes & 1u << i)
      g_string_append_printf(out, "%s%s", out->len ? ", " : "", cd_scope_name((CdScope)(1u << i)));
  return g_string_free(out, FALSE);
}

static char *materiality_text(const CdMetric *metric)
{
  static const char *const of[] = {[CD_ABSOLUTE] = "",
                                   [CD_RELATIVE] = " of business as usual",
                                   [CD_RELATIVE_COST] = " of business as usual's yearly cost",
                                   [CD_OF_PEOPLE] = " of business as usual's people in treatment"};
  g_autofree char *number = number_text(metric->materiality);
  return g_strconcat(number, of[metric->basis], NULL);
}

CdRegistryTable *cd_registry_metrics_table(void)
{
  static const char *const heads[] = {"metric", "label", "unit", "better", "scopes", "materiality", "definition", NULL};
  static const char *const better[] = {[CD_LOWER] = "lower", [CD_HIGHER] = "higher", [CD_NEITHER] = "neither"};
  CdRegistryTable *table = table_new("Metrics",
                                     "Everything that a run reports. A metric with a scope beside the total "
                                     "also has values by area, council or funder, named deaths[city], by passage, "
                                     "an ordered pair of areas, named border-moves[city>county], or by locality. "
                                     "A difference no larger than the materiality is of no consequence.",
                                     heads);
  for (int m = 0; m < CD_METRIC_COUNT; m++) {
    const CdMetric *metric = cd_metric((CdMetricKind)m);
    char **cell = g_new0(char *, table->n_columns + 1);
    cell[0] = g_strdup(metric->id);
    cell[1] = g_strdup(metric->label);
    cell[2] = g_strdup(cd_unit_text(metric->unit));
    cell[3] = g_strdup(better[metric->better]);
    cell[4] = scopes_text(metric->scopes);
    cell[5] = materiality_text(metric);
    cell[6] = g_strdup(metric->definition);
    g_ptr_array_add(table->rows, cell);
  }
  return table;
}

static char **row_of(const CdRegistryTable *table, guint r)
{
  return g_ptr_array_index(table->rows, r);
}

static char *as_text(const CdRegistryTable *table)
{
  GString *out = g_string_new(NULL);
  guint last = table->n_columns - 1;
  for (guint r = 0; r < table->rows->len; r++) {
    char **cell = row_of(table, r);
    g_string_append(out, cell[0]);
    for (guint c = 1; c < last; c++)
      if (*cell[c])
        g_string_append_printf(out, "%s%s", c == 1 ? "  " : "; ", cell[c]);
    g_string_append_printf(out, "\n    %s\n", cell[last]);
  }
  return g_string_free(out, FALSE);
}

static char *as_json(const CdRegistryTable *table)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_array(&json, NULL, CD_JSON_TALL);
  for (guint r = 0; r < table->rows->len; r++) {
    cd_json_open_object(&json, NULL, CD_JSON_FLAT);
    for (guint c = 0; c < table->n_columns; c++)
      cd_json_text(&json, table->heads[c], row_of(table, r)[c]);
    cd_json_close_object(&json);
  }
  cd_json_close_array(&json);
  return g_string_free(out, FALSE);
}

static char *as_csv(const CdRegistryTable *table)
{
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, table->heads);
  for (guint r = 0; r < table->rows->len; r++) {
    for (guint c = 0; c < table->n_columns; c++)
      cd_csv_cell(&csv, row_of(table, r)[c]);
    cd_csv_end_row(&csv);
  }
  return g_string_free(csv.out, FALSE);
}

static void append_markdown_cell(GString *out, const char *text, bool code)
{
  g_autoptr(GString) cell = g_string_new(text);
  g_string_replace(cell, "|", "\\|", 0);
  g_string_append_printf(out, code ? " `%s` |" : " %s |", cell->str);
}

static char *as_markdown(const CdRegistryTable *table)
{
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "# %s\n\n%s\n\nWritten by the program from its registry: `./dev docs`.\n\n|",
                         table->title, table->introduction);
  for (guint c = 0; c < table->n_columns; c++)
    append_markdown_cell(out, table->heads[c], false);
  g_string_append(out, "\n|");
  for (guint c = 0; c < table->n_columns; c++)
    g_string_append(out, " --- |");
  g_string_append_c(out, '\n');
  for (guint r = 0; r < table->rows->len; r++) {
    g_string_append_c(out, '|');
    for (guint c = 0; c < table->n_columns; c++)
      append_markdown_cell(out, row_of(table, r)[c], c == 0);
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

char *cd_registry_table_text(const CdRegistryTable *table, CdFormat format)
{
  switch (format) {
  case CD_FORMAT_TEXT:
    return as_text(table);
  case CD_FORMAT_JSON:
    return as_json(table);
  case CD_FORMAT_CSV:
    return as_csv(table);
  case CD_FORMAT_MARKDOWN:
    return as_markdown(table);
  }
  g_assert_not_reached();
}
