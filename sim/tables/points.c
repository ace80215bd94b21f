#include "sim/tables/points.h"

#include <math.h>
#include "sim/sampling/design.h"

struct _CdPoints {
  const CdFactors *factors;
  CdDesign *design;
  CdDesignCursor *cursor;
  double *unit; /* [factors] */
};

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

static double quantile(const CdTableFactor *factor, double unit)
{
  if (unit <= 0 || unit >= 1)
    return cd_factor_end(factor, unit >= 1);
  return cd_dist_quantile(&factor->dist, unit, factor->low, factor->high);
}

static CdDesign *make_design(const CdFactors *factors, const CdSampleOptions *options, GError **error)
{
  CdDesignKind kind;
  if (!find_kind(options->design ? options->design : "sobol", &kind, error))
    return NULL;
  g_autofree guint *group = cd_factors_groups(factors, NULL), *level = g_new(guint, factors->n);
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
                       .where = cd_factors_are_endless(factors) ? CD_LEVELS_MIDDLES : CD_LEVELS_ENDS};
  CdDesign *design = cd_design_new(&plan, error);
  if (design && options->plain && cd_factors_are_endless(factors)) {
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

CdPoints *cd_points_new(const CdFactors *factors, const CdSampleOptions *options, GError **error)
{
  CdDesign *design = make_design(factors, options, error);
  if (!design)
    return NULL;
  CdPoints *it = g_new(CdPoints, 1);
  *it = (CdPoints){factors, design, cd_design_cursor_new(design), g_new(double, factors->n)};
  return it;
}

guint64 cd_points_rows(const CdPoints *points)
{
  return cd_design_rows(points->design);
}

void cd_points_read(CdPoints *points, guint64 row, double *value)
{
  cd_design_read(points->cursor, row, 1, points->unit, NULL);
  for (guint f = 0; f < points->factors->n; f++)
    value[f] = value_of(&points->factors->factor[f], points->unit[f]);
}

void cd_points_free(CdPoints *points)
{
  if (!points)
    return;
  cd_design_cursor_free(points->cursor);
  cd_design_free(points->design);
  g_free(points->unit);
  g_free(points);
}
