#include "sim/report/assumption.h"

#include <math.h>
#include <string.h>
#include "sim/report/figure.h"

#define WEAKEST_GRADE "D"

static char *number(double x)
{
  if (fabs(x) >= 1000) {
    g_autofree char *whole = cd_figure_whole(fabs(x));
    return g_strconcat(x < 0 ? "\u2212" : "", whole, NULL);
  }
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(g_ascii_formatd(text, sizeof text, "%.4g", x));
}

static char *points_words(const CdDist *dist)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < dist->n_points; i++) {
    g_autofree char *value = number(dist->point[i]), *share = cd_figure_share_of(dist->weight[i]);
    g_string_append_printf(out, "%s%s (%s)", i ? ", " : "", value, share);
  }
  return g_string_free(out, FALSE);
}

char *cd_dist_words(const CdDist *dist)
{
  g_autofree char *a = number(dist->a), *b = number(dist->b), *c = number(dist->c), *d = number(dist->d);
  switch (dist->kind) {
  case CD_DIST_UNSET:
    return g_strdup("not set");
  case CD_DIST_POINT:
    return g_strdup(a);
  case CD_DIST_TRIANGULAR:
    return g_strdup_printf("%s to %s, most likely %s", a, c, b);
  case CD_DIST_UNIFORM:
    return g_strdup_printf("%s to %s, all alike", a, b);
  case CD_DIST_NORMAL:
    return g_strdup_printf("normal, mean %s, sd %s", a, b);
  case CD_DIST_LOGNORMAL:
    return g_strdup_printf("lognormal, median %s, sigma %s", a, b);
  case CD_DIST_BETA:
    return g_strdup_printf("beta(%s, %s) from %s to %s", a, b, c, d);
  case CD_DIST_DISCRETE:
    return points_words(dist);
  }
  g_assert_not_reached();
}

static void assumption_free(gpointer data)
{
  CdAssumption *it = data;
  g_free(it->path);
  g_free(it->words);
  g_free(it->source);
  g_free(it);
}

static CdAssumption *assumption_new(const CdScenario *scenario, CdEntityKind kind, guint row, const CdField *field)
{
  const CdSpecHead *head = cd_scenario_row(scenario, kind, row);
  const CdValue *value = cd_field_of(head, field);
  if (value->dist.kind == CD_DIST_UNSET)
    return NULL;
  CdAssumption *it = g_new0(CdAssumption, 1);
  g_autofree char *entity_path = cd_scenario_path(scenario, kind, row);
  it->kind = kind;
  it->row = row;
  it->field = field;
  it->value = value;
  it->path = g_strdup_printf("%s/%s", entity_path, field->name);
  it->words = cd_dist_words(&value->dist);
  it->source = value->is_default ? g_strdup_printf("default: %s", value->source ? value->source : "")
                                 : g_strdup(value->source ? value->source : "");
  return it;
}

GPtrArray *cd_assumptions(const CdScenario *scenario)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(assumption_free);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint i = 0; i < scenario->table[k].n; i++)
      for (guint f = 0; f < entity->n_fields; f++) {
        CdAssumption *it = entity->field[f].kind == CD_FIELD_NUMBER
                               ? assumption_new(scenario, entity->kind, i, &entity->field[f])
                               : NULL;
        if (it)
          g_ptr_array_add(all, it);
      }
  }
  return all;
}

bool cd_grade_is_weak(const char *grade)
{
  return g_strcmp0(grade, WEAKEST_GRADE) == 0;
}

const CdSourceSpec *cd_value_source(const CdScenario *scenario, const CdValue *value)
{
  for (guint i = 0; !value->is_default && i < scenario->table[CD_ENTITY_SOURCE].n; i++) {
    const CdSourceSpec *source = cd_scenario_source(scenario, i);
    if (g_strcmp0(source->head.id, value->source) == 0)
      return source;
  }
  return NULL;
}

bool cd_assumption_is_weak(const CdAssumption *assumption)
{
  return cd_grade_is_weak(assumption->value->grade);
}

char *cd_assumptions_sentence(const GPtrArray *all)
{
  guint weak = 0, uncertain = 0;
  for (guint i = 0; i < all->len; i++) {
    const CdAssumption *it = g_ptr_array_index(all, i);
    weak += cd_assumption_is_weak(it);
    uncertain += cd_dist_is_uncertain(&it->value->dist);
  }
  return g_strdup_printf(
      "Every number of the scenario, by what it describes: %u, of which %u are uncertain and drawn anew for "
      "each set of assumptions. "
      "%u are graded D: assumptions or judgement, nobody's fact, to be replaced by better knowledge.",
      all->len, uncertain, weak);
}
