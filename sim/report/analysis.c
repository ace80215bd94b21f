#include "sim/report/analysis.h"

#include <string.h>

static bool find_option(const CdStudy *study, const char *id, guint deflt, guint *option, GError **error)
{
  const CdSweepPlan *plan = study->plan;
  g_autoptr(GString) known = g_string_new(NULL);
  *option = deflt;
  if (!id)
    return true;
  for (guint o = 0; o < plan->n_options; o++) {
    const char *is = cd_scenario_structure(plan->scenario, plan->option[o])->head.id;
    g_string_append_printf(known, "%s%s", o > 0 ? ", " : "", is);
    if (g_str_equal(is, id)) {
      *option = o;
      return true;
    }
  }
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "the sweep has no option \"%s\" (it has: %s)", id, known->str);
  return false;
}

static bool find_metric(const CdStudy *study, const char *name, guint *metric, GError **error)
{
  for (*metric = 0; *metric < study->plan->n_metrics; (*metric)++)
    if (g_str_equal(study->plan->metric[*metric], name))
      return true;
  g_autofree char *known = g_strjoinv(", ", study->plan->metric);
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "the sweep keeps no metric \"%s\" (it keeps: %s)", name, known);
  return false;
}

/* "metric[*]" as all that the sweep keeps of it; what it keeps none of stays, to be refused. The caller frees. */
static char **spread_metrics(const CdStudy *study, const char *const *asked)
{
  GPtrArray *all = g_ptr_array_new();
  for (guint a = 0; asked[a]; a++) {
    gsize head = g_str_has_suffix(asked[a], "[*]") ? strlen(asked[a]) - 2 : 0;
    guint before = all->len;
    for (guint m = 0; head > 0 && m < study->plan->n_metrics; m++)
      if (strncmp(study->plan->metric[m], asked[a], head) == 0)
        g_ptr_array_add(all, g_strdup(study->plan->metric[m]));
    if (all->len == before)
      g_ptr_array_add(all, g_strdup(asked[a]));
  }
  g_ptr_array_add(all, NULL);
  return (char **)g_ptr_array_free(all, FALSE);
}

CdAnalyses *cd_analyses_new(const char *path, const CdAnalyseOptions *options, GError **error)
{
  g_autoptr(CdAnalyses) analyses = g_new0(CdAnalyses, 1);
  analyses->of = g_ptr_array_new_with_free_func((GDestroyNotify)cd_analysis_free);
  analyses->study = cd_study_open(path, error);
  guint first, against;
  if (!analyses->study || !cd_study_where(analyses->study, options->where, error) ||
      !find_option(analyses->study, options->first, 0, &first, error) ||
      !find_option(analyses->study, options->against,
                   analyses->study->plan->n_options > 1 ? (first == 1 ? 0 : 1) : first, &against, error))
    return NULL;
  if (against == first)
    against = G_MAXUINT;
  const char *const by_default[] = {analyses->study->plan->metric[0], NULL};
  const char *const *asked = options->metrics && options->metrics[0] ? options->metrics : by_default;
  if (g_str_equal(asked[0], "all"))
    asked = (const char *const *)analyses->study->plan->metric;
  g_auto(GStrv) spread = spread_metrics(analyses->study, asked);
  for (guint m = 0; spread[m]; m++) {
    guint metric;
    CdAnalysis *it = find_metric(analyses->study, spread[m], &metric, error)
                         ? cd_analysis_new(analyses->study, path, metric, first, against, options->drop, error)
                         : NULL;
    if (!it)
      return NULL;
    g_ptr_array_add(analyses->of, it);
  }
  return g_steal_pointer(&analyses);
}

void cd_analyses_free(CdAnalyses *analyses)
{
  if (!analyses)
    return;
  g_ptr_array_unref(analyses->of);
  cd_study_free(analyses->study);
  g_free(analyses);
}
