#include "sim/report/input.h"

#include <string.h>
#include "sim/report/figure.h"
#include "sim/report/partners.h"

/* Whose it is; NULL: of what stands but once. */
static const char *owner_of(const CdScenario *scenario, const CdAccordInput *input)
{
  if (input->kind == CD_ENTITY_COUNCIL)
    return cd_council_text(scenario, input->row);
  if (cd_entity(input->kind)->count != CD_MANY)
    return NULL;
  const CdSpecHead *head = cd_scenario_row(scenario, input->kind, input->row);
  return head->label;
}

/* The field's one sentence, as part of another. */
static char *clause_of(const CdField *field, bool begins)
{
  g_autofree char *clause = g_strdup(field->meaning);
  gsize length = strlen(clause);
  if (length > 0 && clause[length - 1] == '.')
    clause[length - 1] = '\0';
  bool is_word = g_ascii_isupper(clause[0]) && !g_ascii_isupper(clause[0] ? clause[1] : '\0');
  if (!begins && is_word)
    clause[0] = g_ascii_tolower(clause[0]);
  return g_steal_pointer(&clause);
}

char *cd_input_text(const CdScenario *scenario, const CdAccordInput *input)
{
  const char *owner = owner_of(scenario, input);
  g_autofree char *clause = clause_of(input->field, !owner);
  return g_strdup_printf("%s%s%s (%s)", owner ? owner : "", owner ? ": " : "", clause, input->path);
}

/* TEXT up to its first semicolon, without what stands in brackets. */
static char *brief(const char *text)
{
  GString *out = g_string_new(NULL);
  guint depth = 0;
  for (const char *at = text; *at && !(*at == ';' && depth == 0); at++) {
    if (*at == '(') {
      if (depth++ == 0 && out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    } else if (*at == ')' && depth > 0)
      depth--;
    else if (depth == 0)
      g_string_append_c(out, *at);
  }
  return g_string_free(out, FALSE);
}

char *cd_input_name(const CdScenario *scenario, const CdAccordInput *input)
{
  const char *owner = owner_of(scenario, input);
  g_autofree char *clause = clause_of(input->field, !owner), *name = brief(clause);
  return owner ? g_strdup_printf("%s: %s", owner, name) : g_steal_pointer(&name);
}

const CdValue *cd_input_value(const CdScenario *scenario, const CdAccordInput *input)
{
  return cd_field_of(cd_scenario_row(scenario, input->kind, input->row), input->field);
}

char *cd_input_figure(const CdAccordInput *input, double x)
{
  CdUnit unit = input->field->unit;
  bool named = unit == CD_UNIT_MONTHS || unit == CD_UNIT_WEEKS || unit == CD_UNIT_WORKING_DAYS ||
               unit == CD_UNIT_MINUTES || unit == CD_UNIT_YEARS;
  g_autofree char *figure = cd_figure(cd_figure_kind(unit), x);
  return g_strdup_printf("%s%s%s", figure, named ? " " : "", named ? cd_unit_text(unit) : "");
}
