/* Rows of a design: a base point or trajectory is found once, then each of its rows from it. */
#include <string.h>
#include "sim/base/random.h"
#include "sim/sampling/design-made.h"
#include "sim/sampling/latin.h"

struct _CdDesignCursor {
  const CdDesign *design;
  guint64 base; /* what is held; G_MAXUINT64: nothing */
  double *unit; /* [2 * factors] of the base: a point, or a and b */
  CdTrajectory drawn;
  guint *level; /* [factors] */
  double *scratch;
};

CdDesignCursor *cd_design_cursor_new(const CdDesign *design)
{
  guint k = design->plan.factors;
  CdDesignCursor *cursor = g_new(CdDesignCursor, 1);
  *cursor = (CdDesignCursor){
      .design = design,
      .base = G_MAXUINT64,
      .unit = g_new(double, 2 * (gsize)k),
      .drawn = {g_new(guint, k), g_new(bool, k), g_new(guint, design->groups), g_new(guint, design->groups)},
      .level = g_new(guint, k),
      .scratch = g_new(double, k)};
  return cursor;
}

void cd_design_cursor_free(CdDesignCursor *cursor)
{
  if (!cursor)
    return;
  g_free(cursor->unit);
  g_free(cursor->drawn.low);
  g_free(cursor->drawn.rises);
  g_free(cursor->drawn.order);
  g_free(cursor->drawn.place);
  g_free(cursor->level);
  g_free(cursor->scratch);
  g_free(cursor);
}

static double latin(const CdDesign *design, guint64 row, guint factor)
{
  const CdDesignPlan *plan = &design->plan;
  guint64 level = design->maximin ? design->maximin[row * plan->factors + factor]
                                  : cd_latin_level(plan->seed, plan->n, row, factor);
  return cd_latin_unit(plan->seed, plan->n, row, factor, level, plan->centred);
}

static void grid(const CdDesignPlan *plan, guint64 row, double *unit)
{
  for (guint f = plan->factors; f-- > 0; row /= plan->level[f])
    unit[f] = cd_level_unit(plan->where, (guint)(row % plan->level[f]), plan->level[f]);
}

static void load_base(CdDesignCursor *cursor, guint64 base)
{
  const CdDesign *design = cursor->design;
  const CdDesignPlan *plan = &design->plan;
  cursor->base = base;
  switch (plan->kind) {
  case CD_DESIGN_RANDOM:
    for (guint f = 0; f < plan->factors; f++)
      cursor->unit[f] = cd_stream_uniform(cd_stream(plan->seed, f, CD_PURPOSE_DESIGN_RANDOM, base), 0, 0);
    return;
  case CD_DESIGN_LATIN:
  case CD_DESIGN_MAXIMIN:
    for (guint f = 0; f < plan->factors; f++)
      cursor->unit[f] = latin(design, base, f);
    return;
  case CD_DESIGN_SOBOL:
  case CD_DESIGN_SALTELLI:
    cd_sobol_point(design->net[base % design->nets], (guint32)(base / design->nets), cursor->unit);
    return;
  case CD_DESIGN_MORRIS:
    cd_morris_draw(&design->morris, design->chosen ? design->chosen[base] : base, &cursor->drawn);
    return;
  case CD_DESIGN_GRID:
    grid(plan, base, cursor->unit);
    return;
  case CD_DESIGN_ONE_AT_A_TIME:
    memcpy(cursor->unit, design->base, sizeof *cursor->unit * plan->factors);
    return;
  }
}

/* The row of FROM, but the factors of GROUP from OTHER. */
static void cross(const CdDesign *design, const double *from, const double *other, guint group, double *unit)
{
  for (guint f = 0; f < design->plan.factors; f++)
    unit[f] = design->group[f] == group ? other[f] : from[f];
}

static CdDesignLabel saltelli(const CdDesignCursor *cursor, guint within, double *unit)
{
  const CdDesign *design = cursor->design;
  const double *a = cursor->unit, *b = a + design->plan.factors;
  bool is_first = within == 0, is_last = within == design->rows_a_base - 1, is_ab = within <= design->groups;
  guint group = is_first || is_last ? CD_NO_GROUP : (within - 1) % design->groups;
  bool from_a = is_first || (is_ab && !is_last);
  cross(design, from_a ? a : b, from_a ? b : a, group, unit);
  return (CdDesignLabel){.block = is_first  ? CD_BLOCK_A
                                  : is_last ? CD_BLOCK_B
                                  : is_ab   ? CD_BLOCK_AB
                                            : CD_BLOCK_BA,
                         .group = group};
}

static CdDesignLabel morris(CdDesignCursor *cursor, guint within, double *unit)
{
  const CdDesign *design = cursor->design;
  const CdDesignPlan *plan = &design->plan;
  cd_morris_levels(&design->morris, &cursor->drawn, within, cursor->level);
  for (guint f = 0; f < plan->factors; f++)
    unit[f] = cd_level_unit(plan->where, cursor->level[f], plan->levels);
  if (within == 0)
    return (CdDesignLabel){.block = CD_BLOCK_START, .group = CD_NO_GROUP};
  return (CdDesignLabel){.block = CD_BLOCK_MOVE, .group = cursor->drawn.order[within - 1]};
}

static CdDesignLabel one_at_a_time(const CdDesignCursor *cursor, guint within, double *unit)
{
  const CdDesignPlan *plan = &cursor->design->plan;
  memcpy(unit, cursor->unit, sizeof *unit * plan->factors);
  if (within == 0)
    return (CdDesignLabel){.block = CD_BLOCK_START, .group = CD_NO_GROUP};
  guint factor = 0, level = within - 1;
  for (; level >= plan->level[factor]; factor++)
    level -= plan->level[factor];
  unit[factor] = cd_level_unit(plan->where, level, plan->level[factor]);
  return (CdDesignLabel){.block = CD_BLOCK_MOVE, .group = factor};
}

static CdDesignLabel row_of(CdDesignCursor *cursor, guint within, double *unit)
{
  const CdDesignPlan *plan = &cursor->design->plan;
  switch (plan->kind) {
  case CD_DESIGN_SALTELLI:
    return saltelli(cursor, within, unit);
  case CD_DESIGN_MORRIS:
    return morris(cursor, within, unit);
  case CD_DESIGN_ONE_AT_A_TIME:
    return one_at_a_time(cursor, within, unit);
  default:
    memcpy(unit, cursor->unit, sizeof *unit * plan->factors);
    return (CdDesignLabel){.block = CD_BLOCK_POINT, .group = CD_NO_GROUP};
  }
}

void cd_design_read(CdDesignCursor *cursor, guint64 from, guint64 n, double *unit, CdDesignLabel *label)
{
  const CdDesign *design = cursor->design;
  guint k = design->plan.factors;
  g_assert(from <= cd_design_rows(design) && n <= cd_design_rows(design) - from);
  for (guint64 i = 0; i < n; i++) {
    guint64 base = (from + i) / design->rows_a_base;
    if (base != cursor->base)
      load_base(cursor, base);
    CdDesignLabel of = row_of(cursor, (guint)((from + i) % design->rows_a_base), unit + i * k);
    of.base = base;
    if (design->copula)
      cd_copula_apply(design->copula, unit + i * k, cursor->scratch);
    if (label)
      label[i] = of;
  }
}
