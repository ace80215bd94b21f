#include "sim/model/varied.h"

#include <math.h>
#include <string.h>
#include "sim/base/suggest.h"

static int word_of(const CdField *field, const char *text)
{
  for (int w = 0; cd_choices[field->choices][w]; w++)
    if (g_str_equal(cd_choices[field->choices][w], text))
      return w;
  return -1;
}

static bool refuse_word(const CdField *field, const char *text, CdVariedProblem *problem)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint w = 0; cd_choices[field->choices][w]; w++)
    g_ptr_array_add(known, (gpointer)cd_choices[field->choices][w]);
  problem->message = g_strdup_printf("%s knows no \"%s\"", field->name, text);
  problem->hint = cd_suggestion(text, known);
  return false;
}

static bool holds(const GArray *words, int word)
{
  for (guint i = 0; i < words->len; i++)
    if (g_array_index(words, int, i) == word)
      return true;
  return false;
}

static bool read_words(CdVaried *varied, const char *value, CdVariedProblem *problem)
{
  const CdField *field = varied->address.field;
  g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(int));
  g_auto(GStrv) part = value ? g_strsplit_set(value, " \t\r\n", -1) : g_strdupv((char **)cd_choices[field->choices]);
  for (guint p = 0; part[p]; p++) {
    int word = word_of(field, part[p]);
    if (!*part[p])
      continue;
    if (word < 0)
      return refuse_word(field, part[p], problem);
    if (holds(words, word)) {
      problem->message = g_strdup_printf("\"%s\" is named twice", part[p]);
      return false;
    }
    g_array_append_val(words, word);
  }
  if (words->len < 2) {
    problem->message = g_strdup("a choice is varied over two words at least");
    return false;
  }
  varied->n_words = words->len;
  varied->word = g_memdup2(words->data, words->len * sizeof(int));
  return true;
}

static bool read_distribution(CdVaried *varied, const CdScenario *scenario, const char *value, CdVariedProblem *problem)
{
  const CdAddress *at = &varied->address;
  CdValueProblem found = {0};
  varied->is_own = value != NULL;
  if (!value) {
    const CdValue *stated = cd_field_of(cd_scenario_row(scenario, at->kind, at->row), at->field);
    varied->dist = stated->dist;
  } else if (!cd_dist_parse(value, at->field->low, at->field->high, &varied->dist, &found)) {
    problem->message = g_strdup(found.message);
    problem->hint = *found.hint ? g_strdup(found.hint) : NULL;
    return false;
  }
  if (cd_dist_is_uncertain(&varied->dist))
    return true;
  problem->message = g_strdup(value ? "one number is nothing to vary over" : "this number is not drawn");
  problem->hint = g_strdup("say over what it is varied: value=\"uniform(LOW, HIGH)\"");
  return false;
}

bool cd_varied_read(CdVaried *varied, const CdScenario *scenario, const CdAddress *address, const char *value,
                    CdVariedProblem *problem)
{
  *varied = (CdVaried){.address = *address};
  *problem = (CdVariedProblem){NULL, NULL};
  return address->field->kind == CD_FIELD_CHOICE ? read_words(varied, value, problem)
                                                 : read_distribution(varied, scenario, value, problem);
}

void cd_varied_clear(CdVaried *varied)
{
  g_clear_pointer(&varied->word, g_free);
}

char **cd_experiment_metrics(const CdExperimentSpec *experiment)
{
  g_autoptr(GPtrArray) metrics = g_ptr_array_new();
  g_auto(GStrv) part = g_strsplit_set(
      experiment->metrics ? experiment->metrics : "cost-annual completions deaths border-losses", " \t\r\n", -1);
  for (guint p = 0; part[p]; p++)
    if (*part[p])
      g_ptr_array_add(metrics, g_strdup(part[p]));
  g_ptr_array_add(metrics, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&metrics), FALSE);
}
