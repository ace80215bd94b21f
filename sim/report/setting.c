#include "sim/report/setting.h"

#include "sim/appraisal/inputs-contrast.h"
#include "sim/report/assumption.h"

#define TOLD 5u /* in a summary */

static void setting_free(gpointer data)
{
  CdRunSetting *it = data;
  g_free(it->path);
  g_free(it->value);
  g_free(it->words);
  g_free(it);
}

/* "": nothing is said. */
static char *value_of(const CdScenario *scenario, const CdSetValue *set)
{
  if (set->field->kind != CD_FIELD_NUMBER)
    return cd_field_text(scenario, set->kind, (int)set->row, set->field);
  const CdValue *number = cd_field_of(cd_scenario_row(scenario, set->kind, set->row), set->field);
  return number->dist.kind == CD_DIST_UNSET ? g_strdup("") : cd_dist_format(&number->dist);
}

/* A year is a number, and no quantity: 2019, not 2,019. */
static bool is_counted(const CdField *field)
{
  return field->kind == CD_FIELD_NUMBER && field->unit != CD_UNIT_YEAR;
}

static char *words_of(const CdScenario *scenario, const CdSetValue *set, const char *value)
{
  const CdValue *number = cd_field_of(cd_scenario_row(scenario, set->kind, set->row), set->field);
  g_autofree char *words = !value                   ? g_strdup("nothing")
                           : is_counted(set->field) ? cd_dist_words(&number->dist)
                                                    : g_strdup(value);
  return set->taken_back && value ? g_strdup_printf("the default, %s", words) : g_steal_pointer(&words);
}

static CdRunSetting *setting_new(const CdScenario *scenario, const CdSetValue *set)
{
  CdRunSetting *it = g_new0(CdRunSetting, 1);
  g_autofree char *element = cd_scenario_path(scenario, set->kind, set->row);
  g_autofree char *value = value_of(scenario, set);
  it->path = g_strdup_printf("%s/%s", element, set->field->name);
  it->value = *value ? g_steal_pointer(&value) : NULL;
  it->words = words_of(scenario, set, it->value);
  it->unit = set->field->kind == CD_FIELD_NUMBER ? cd_unit_text(set->field->unit) : "";
  it->by = set->by;
  return it;
}

GPtrArray *cd_settings(const CdScenario *scenario)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(setting_free);
  for (guint i = 0; i < scenario->set->len; i++)
    g_ptr_array_add(all, setting_new(scenario, &g_array_index(scenario->set, CdSetValue, i)));
  return all;
}

char *cd_settings_text(const CdScenario *scenario)
{
  g_autoptr(GPtrArray) all = cd_settings(scenario);
  const char *caution = cd_settings_caution(scenario);
  if (all->len == 0)
    return NULL;
  GString *out = g_string_new("Set for this run: ");
  for (guint i = 0; i < MIN(all->len, TOLD); i++) {
    const CdRunSetting *it = g_ptr_array_index(all, i);
    g_string_append_printf(out, "%s%s %s (%s)", i ? "; " : "", it->path, it->words, it->by);
  }
  if (all->len > TOLD)
    g_string_append_printf(out, "; and %u more, which JSON lists", all->len - TOLD);
  if (caution)
    g_string_append_printf(out, ". %s", caution);
  return g_string_free(out, FALSE);
}

const char *cd_settings_caution(const CdScenario *scenario)
{
  bool any = false;
  for (guint i = 0; i < scenario->set->len; i++)
    any = any || g_array_index(scenario->set, CdSetValue, i).kind == CD_ENTITY_TERMS;
  return any ? "The common terms hold for business as usual too, against which differences are told." : NULL;
}
