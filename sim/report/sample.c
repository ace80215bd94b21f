#include "concordat/sample.h"

#include <math.h>
#include "sim/report/csv.h"
#include "sim/report/table-file.h"
#include "sim/sampling/design.h"
#include "sim/tables/factors.h"

#define PART 60000u /* bytes that are written at once */

static CdFactors *read_factors(const char *path, GError **error)
{
  gsize length;
  g_autofree char *bytes = cd_table_file_read(path, &length, error);
  CdFactors *factors = bytes ? cd_factors_read(bytes, length, error) : NULL;
  if (bytes && !factors)
    g_prefix_error(error, "%s: ", path);
  return factors;
}

static bool find_kind(const char *word, CdDesignKind *kind, GError **error)
{
  g_autoptr(GString) known = g_string_new(NULL);
  for (*kind = 0; (guint)*kind < CD_DESIGN_KINDS; (*kind)++) {
    if (g_str_equal(cd_design_kind_word(*kind), word))
      return true;
    g_string_append_printf(known, "%s%s", known->len ? ", " : "", cd_design_kind_word(*kind));
  }
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "there is no design \"%s\" (there are: %s)", word, known->str);
  return false;
}

/* Inputs of one name of a group are of one; others are groups of their own. */
static guint *groups_of(const CdFactors *factors)
{
  guint *group = g_new(guint, factors->n), next = 0;
  for (guint f = 0; f < factors->n; f++) {
    group[f] = G_MAXUINT;
    for (guint other = 0; factors->factor[f].group && other < f; other++)
      if (g_strcmp0(factors->factor[other].group, factors->factor[f].group) == 0)
        group[f] = group[other];
    if (group[f] == G_MAXUINT)
      group[f] = next++;
  }
  return group;
}

/* The least or greatest value; infinite where there is none, as of a normal distribution without limits. */
static double end_of(const CdTableFactor *factor, bool is_upper)
{
  const CdDist *dist = &factor->dist;
  switch (dist->kind) {
  case CD_DIST_UNIFORM:
    return is_upper ? dist->b : dist->a;
  case CD_DIST_TRIANGULAR:
    return is_upper ? dist->c : dist->a;
  case CD_DIST_BETA:
    return is_upper ? dist->d : dist->c;
  case CD_DIST_DISCRETE:
    return is_upper ? dist->point[dist->n_points - 1] : dist->point[0];
  default:
    if (is_upper)
      return factor->high < G_MAXDOUBLE ? factor->high : INFINITY;
    return dist->kind == CD_DIST_LOGNORMAL ? fmax(factor->low, 0)
           : factor->low > -G_MAXDOUBLE    ? factor->low
                                           : -INFINITY;
  }
}

static double quantile(const CdTableFactor *factor, double unit)
{
  if (unit <= 0 || unit >= 1)
    return end_of(factor, unit >= 1);
  return cd_dist_quantile(&factor->dist, unit, factor->low, factor->high);
}

/* Some designs ask for the ends. */
static bool is_endless(const CdFactors *factors)
{
  for (guint f = 0; f < factors->n; f++) {
    if (!isfinite(end_of(&factors->factor[f], false)) || !isfinite(end_of(&factors->factor[f], true)))
      return true;
  }
  return false;
}

static CdDesign *make_design(const CdFactors *factors, const CdSampleOptions *options, GError **error)
{
  CdDesignKind kind;
  if (!find_kind(options->design ? options->design : "sobol", &kind, error))
    return NULL;
  g_autofree guint *group = groups_of(factors), *level = g_new(guint, factors->n);
  g_autofree const char **name = g_new(const char *, factors->n);
  for (guint f = 0; f < factors->n; f++) {
    level[f] = factors->factor[f].levels > 0 ? factors->factor[f].levels : options->levels;
    name[f] = factors->factor[f].name;
  }
  bool grouped = kind == CD_DESIGN_SALTELLI || kind == CD_DESIGN_MORRIS,
       gridded = kind == CD_DESIGN_GRID || kind == CD_DESIGN_ONE_AT_A_TIME;
  CdDesignPlan plan = {.kind = kind,
                       .factors = factors->n,
                       .n = gridded ? 0 : options->n,
                       .seed = options->seed,
                       .name = name,
                       .group = grouped ? group : NULL,
                       .plain = options->plain,
                       .second_order = options->second_order,
                       .levels = options->levels,
                       .level = gridded ? level : NULL,
                       .where = is_endless(factors) ? CD_LEVELS_MIDDLES : CD_LEVELS_ENDS};
  CdDesign *design = cd_design_new(&plan, error);
  if (design && options->plain && is_endless(factors)) {
    g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE,
                        "unscrambled points begin at the ends of each distribution, and one of these has none: "
                        "scramble them, or give it low and high");
    g_clear_pointer(&design, cd_design_free);
  }
  return design;
}

static double value_of(const CdTableFactor *factor, double unit)
{
  if (factor->kind == CD_FACTOR_CONTINUOUS)
    return quantile(factor, unit);
  const CdFactor integer = {.kind = CD_FACTOR_INTEGER, .low = (gint64)factor->low, .high = (gint64)factor->high};
  return cd_factor_value(&integer, unit);
}

bool cd_sample(const char *path, const CdSampleOptions *options,
               bool (*write)(const char *text, gpointer user, GError **error), gpointer user, GError **error)
{
  g_autoptr(CdFactors) factors = read_factors(path, error);
  g_autoptr(CdDesign) design = factors ? make_design(factors, options, error) : NULL;
  if (!design)
    return false;
  g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(design);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree double *unit = g_new(double, factors->n);
  CdCsv csv = {.out = text};
  for (guint f = 0; f < factors->n; f++)
    cd_csv_text(&csv, factors->factor[f].name);
  cd_csv_end_row(&csv);
  bool written = true;
  for (guint64 row = 0; written && row < cd_design_rows(design); row++) {
    cd_design_read(cursor, row, 1, unit, NULL);
    for (guint f = 0; f < factors->n; f++)
      cd_csv_number(&csv, value_of(&factors->factor[f], unit[f]));
    cd_csv_end_row(&csv);
    if (text->len < PART)
      continue;
    written = write(text->str, user, error);
    g_string_truncate(text, 0);
  }
  return written && write(text->str, user, error);
}
