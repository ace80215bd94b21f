#include "sim/report/table-analysis.h"

#include <math.h>
#include "sim/base/file-kind.h"
#include "sim/report/table-file.h"
#include "sim/scenario/file.h"

/* --- From files ---------------------------------------------------------------------------------------------------------- */

/* Names by commas; NULL of NULL. */
static char **names_of(const char *list)
{
  if (!list)
    return NULL;
  char **names = g_strsplit(list, ",", -1);
  for (guint n = 0; names[n]; n++)
    g_strstrip(names[n]);
  return names;
}

static CdOutcomes *read_runs(const char *path, const CdOutcomesColumns *columns, GError **error)
{
  gsize length;
  g_autofree char *bytes = cd_table_file_read(path, &length, error);
  CdOutcomes *outcomes = bytes ? cd_outcomes_read(bytes, length, columns, error) : NULL;
  if (bytes && !outcomes)
    g_prefix_error(error, "%s: ", path);
  return outcomes;
}

/* With a design of its own the table's other columns are outcomes, or the design's inputs once more, which must be the same. */
static bool read_tables(CdTableAnalysis *it, const char *path, const CdTableAnalysisOptions *options, GError **error)
{
  static const char *const none[] = {NULL};
  g_auto(GStrv) inputs = names_of(options->inputs), outputs = names_of(options->outputs);
  CdOutcomesColumns columns = {(const char *const *)inputs, (const char *const *)outputs, false};
  if (!options->design)
    return (it->outcomes = read_runs(path, &columns, error)) != NULL;
  const CdOutcomesColumns of_points = {(const char *const *)inputs, none, false};
  g_autoptr(CdOutcomes) points = read_runs(options->design, &of_points, error);
  if (!points)
    return false;
  columns.inputs = (const char *const *)points->input;
  columns.if_there = true;
  it->outcomes = read_runs(path, &columns, error);
  if (!it->outcomes || cd_outcomes_take_points(it->outcomes, points, error))
    return it->outcomes != NULL;
  g_prefix_error(error, "%s: ", path);
  return false;
}

static bool take_methods(const char *list, CdRunsOptions *options, GError **error)
{
  g_auto(GStrv) names = names_of(list);
  for (guint n = 0; names && names[n]; n++) {
    guint m = 0;
    while (m < CD_METHODS && !g_str_equal(names[n], cd_method_word((CdMethod)m)))
      m++;
    if (m == CD_METHODS) {
      g_autoptr(GString) known = g_string_new(NULL);
      for (guint k = 0; k < CD_METHODS; k++)
        g_string_append_printf(known, "%s%s", k > 0 ? ", " : "", cd_method_word((CdMethod)k));
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "there is no method \"%s\" (there are: %s)", names[n], known->str);
      return false;
    }
    options->wanted[m] = true;
  }
  return true;
}

static bool analyse_all(CdTableAnalysis *it, const CdRunsOptions *options, GError **error)
{
  for (guint o = 0; o < it->outcomes->n_outputs; o++) {
    CdRunsAnalysis *of = cd_runs_analysis_new(it->outcomes, it->shape, o, options, error);
    if (!of)
      return false;
    g_ptr_array_add(it->of, of);
  }
  return true;
}

bool cd_table_analysis_is_for(const char *path)
{
  enum { MAGIC = 16 };
  g_autofree char *name = g_ascii_strdown(path, -1), *bytes = NULL; /* Windows programs write .CSV too */
  gsize length = 0;
  if (g_str_has_suffix(name, ".csv"))
    return true;
  return !g_str_has_suffix(name, ".db") && cd_file_read(path, MAGIC, &bytes, &length) == CD_FILE_READ && length > 0 &&
         !cd_file_is_database(bytes, length);
}

CdTableAnalysis *cd_table_analysis_new(const char *path, const CdTableAnalysisOptions *options, GError **error)
{
  CdRunsOptions of = {.drop = options->drop, .above = options->above != NULL, .threshold = NAN, .seed = options->seed};
  if (options->above && options->below) {
    g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE, "--above or --below, not both");
    return NULL;
  }
  of.threshold = options->above ? *options->above : options->below ? *options->below : NAN;
  g_autoptr(CdTableAnalysis) it = g_new0(CdTableAnalysis, 1);
  it->of = g_ptr_array_new_with_free_func((GDestroyNotify)cd_runs_analysis_free);
  it->above = of.above;
  it->threshold = of.threshold;
  if (!take_methods(options->methods, &of, error) || !read_tables(it, path, options, error) ||
      (options->factors && !(it->factors = cd_table_file_factors(options->factors, error))))
    return NULL;
  of.factors = it->factors;
  it->shape = cd_runs_shape_new(it->outcomes, it->factors, error);
  if (it->shape && analyse_all(it, &of, error))
    return g_steal_pointer(&it);
  g_prefix_error(error, "%s: ", path);
  return NULL;
}

void cd_table_analysis_free(CdTableAnalysis *it)
{
  if (!it)
    return;
  cd_outcomes_free(it->outcomes);
  cd_runs_shape_free(it->shape);
  cd_factors_free(it->factors);
  g_ptr_array_unref(it->of);
  g_free(it);
}

/* --- Words --------------------------------------------------------------------------------------------------------------- */

char *cd_table_analysis_number(double x)
{
  bool is_whole = fabs(x) >= 1e5 && fabs(x) < 1e9; /* without an exponent */
  return !isfinite(x) ? g_strdup("n/a")
                      : g_strdup_printf(is_whole ? "%.0f" : "%.5g", x + 0.0); /* and nought without a sign */
}

static void append_limit(GString *text, const char *input, const char *is, double limit, double quasi, bool told)
{
  g_autofree char *value = cd_table_analysis_number(limit);
  g_string_append_printf(text, "%s%s is %s %s", text->len > 0 ? ", " : "", input, is, value);
  if (told)
    g_string_append_printf(text, " (quasi-p %.2g)", quasi);
}

char *cd_table_analysis_box(const CdTableAnalysis *it, const CdBoxes *boxes, const CdPrimBox *box, bool quasi)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < it->outcomes->n_inputs; i++) {
    if (isfinite(box->low[i]))
      append_limit(text, it->outcomes->input[i], "at least", box->low[i], boxes->quasi[2 * i], quasi);
    if (isfinite(box->high[i]))
      append_limit(text, it->outcomes->input[i], "at most", box->high[i], boxes->quasi[2 * i + 1], quasi);
  }
  if (text->len == 0)
    g_string_append(text, "no limit");
  return g_string_free(text, FALSE);
}
