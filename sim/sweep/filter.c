#include "sim/sweep/filter.h"

#include <math.h>

typedef struct {
  guint row; /* of the scenario's filters */
  guint factor;
  double low, high;
  guint64 words;  /* bit: a word of the choice that is let through; 0: all are, or it is a number */
  guint no_above; /* factor that it is no greater than; itself: none */
} Filter;

/* Words of cd_choices[], as values of choices are. */
static guint64 words_of(const CdSweepFactor *factor, const char *words)
{
  if (!words)
    return 0;
  g_auto(GStrv) word = g_strsplit_set(words, " \t\r\n", -1);
  const char *const *all = cd_choices[factor->varied.address.field->choices];
  guint64 bits = 0;
  for (guint w = 0; all[w]; w++)
    bits |= g_strv_contains((const char *const *)word, all[w]) ? G_GUINT64_CONSTANT(1) << w : 0;
  return bits;
}

static Filter filter_of(const CdSweepPlan *plan, guint row)
{
  const CdExperimentFilterSpec *spec = cd_scenario_experiment_filter(plan->scenario, row);
  guint factor = cd_sweep_factor(plan, spec->factor);
  return (Filter){.row = row,
                  .factor = factor,
                  .low = spec->from.dist.kind == CD_DIST_POINT ? spec->from.dist.a : -INFINITY,
                  .high = spec->to.dist.kind == CD_DIST_POINT ? spec->to.dist.a : INFINITY,
                  .words = words_of(&plan->factor[factor], spec->words),
                  .no_above = spec->at_most ? cd_sweep_factor(plan, spec->at_most) : factor};
}

static bool lets_through(const Filter *filter, const double *value)
{
  double x = value[filter->factor];
  if (filter->words)
    return filter->words >> (guint)x & 1;
  return x >= filter->low && x <= filter->high && x <= value[filter->no_above];
}

static GArray *filters_of(const CdSweepPlan *plan, guint experiment)
{
  GArray *filters = g_array_new(FALSE, FALSE, sizeof(Filter));
  for (guint f = 0; f < plan->scenario->table[CD_ENTITY_EXPERIMENT_FILTER].n; f++) {
    const CdExperimentFilterSpec *spec = cd_scenario_experiment_filter(plan->scenario, f);
    Filter filter;
    if (spec->head.parent != (int)experiment)
      continue;
    filter = filter_of(plan, f);
    g_array_append_val(filters, filter);
  }
  return filters;
}

guint64 *cd_filter_rows(const CdSweepPlan *plan, guint experiment, guint64 *n)
{
  g_autoptr(GArray) filters = filters_of(plan, experiment);
  if (filters->len == 0)
    return NULL;
  g_autoptr(GArray) rows = g_array_new(TRUE, FALSE, sizeof(guint64));
  CdDesignCursor *cursor = plan->design ? cd_design_cursor_new(plan->design) : NULL;
  g_autofree double *unit = g_new0(double, plan->n_factors), *value = g_new0(double, plan->n_factors);
  for (guint64 row = 0; row < plan->points; row++) {
    cd_sweep_point(plan, cursor, row, unit, value, NULL);
    bool passes = true;
    for (guint f = 0; passes && f < filters->len; f++)
      passes = lets_through(&g_array_index(filters, Filter, f), value);
    if (passes)
      g_array_append_val(rows, row);
  }
  if (cursor)
    cd_design_cursor_free(cursor);
  *n = rows->len;
  return (guint64 *)(gpointer)g_array_free(g_steal_pointer(&rows), FALSE);
}

static void look(CdFilterLook *look, double x, bool passes)
{
  look->passed += passes;
  look->low = MIN(look->low, x);
  look->high = MAX(look->high, x);
}

/* The I-th point of a look at some of N: by the golden ratio, which keeps step with the levels of no grid and the digits of no net. */
static guint64 spread(guint64 i, guint64 n)
{
  return (guint64)((double)((i * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 11) * 0x1p-53 * (double)n);
}

bool cd_filter_finds(const CdSweepPlan *plan, guint experiment, guint64 most, guint64 *looked, CdFilterLook *worst)
{
  g_autoptr(GArray) filters = filters_of(plan, experiment);
  *looked = 0;
  if (filters->len == 0)
    return true;
  g_autoptr(CdDesignCursor) cursor = plan->design ? cd_design_cursor_new(plan->design) : NULL;
  g_autofree double *unit = g_new0(double, plan->n_factors), *value = g_new0(double, plan->n_factors);
  g_autofree CdFilterLook *looks = g_new0(CdFilterLook, filters->len);
  for (guint f = 0; f < filters->len; f++)
    looks[f] = (CdFilterLook){g_array_index(filters, Filter, f).row, 0, INFINITY, -INFINITY};
  for (; *looked < MIN(plan->points, most); ++*looked) {
    cd_sweep_point(plan, cursor, plan->points > most ? spread(*looked, plan->points) : *looked, unit, value, NULL);
    bool all = true;
    for (guint f = 0; f < filters->len; f++) {
      const Filter *filter = &g_array_index(filters, Filter, f);
      bool passes = lets_through(filter, value);
      look(&looks[f], value[filter->factor], passes);
      all = all && passes;
    }
    if (all)
      return true;
  }
  *worst = looks[0];
  for (guint f = 1; f < filters->len; f++)
    if (looks[f].passed < worst->passed)
      *worst = looks[f];
  return false;
}

/* --- In words ------------------------------------------------------------------------------------------------------------ */

static char *words_for(const CdExperimentFilterSpec *spec)
{
  g_autoptr(GPtrArray) part = g_ptr_array_new_with_free_func(g_free);
  if (spec->words)
    g_ptr_array_add(part, g_strdup_printf("one of %s", spec->words));
  if (spec->from.dist.kind == CD_DIST_POINT)
    g_ptr_array_add(part, g_strdup_printf("at least %g", spec->from.dist.a));
  if (spec->to.dist.kind == CD_DIST_POINT)
    g_ptr_array_add(part, g_strdup_printf("at most %g", spec->to.dist.a));
  if (spec->at_most)
    g_ptr_array_add(part, g_strdup_printf("no more than %s", spec->at_most));
  g_ptr_array_add(part, NULL);
  g_autofree char *all = g_strjoinv(" and ", (char **)part->pdata);
  return g_strdup_printf("%s is %s", spec->factor, all);
}

char **cd_filter_words(const CdScenario *scenario, guint experiment)
{
  GPtrArray *all = g_ptr_array_new();
  for (guint f = 0; f < scenario->table[CD_ENTITY_EXPERIMENT_FILTER].n; f++)
    if (cd_scenario_experiment_filter(scenario, f)->head.parent == (int)experiment)
      g_ptr_array_add(all, words_for(cd_scenario_experiment_filter(scenario, f)));
  g_ptr_array_add(all, NULL);
  return (char **)g_ptr_array_free(all, FALSE);
}
