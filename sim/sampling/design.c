#include "sim/sampling/design.h"

#include "sim/base/random.h"
#include "sim/sampling/design-made.h"
#include "sim/sampling/maximin.h"
#include "sim/sampling/morris-spread.h"

const char *cd_design_kind_word(CdDesignKind kind)
{
  static const char *const word[] = {"random",   "latin-hypercube", "maximin", "sobol",
                                     "saltelli", "morris",          "grid",    "one-at-a-time"};
  return word[kind];
}

const char *cd_design_block_word(CdDesignBlock block)
{
  static const char *const word[] = {"point", "a", "ab", "ba", "b", "start", "move"};
  return word[block];
}

static bool touches(const CdDesignPlan *plan)
{
  for (guint f = 0; f < plan->factors; f++) {
    guint levels = plan->level ? plan->level[f] : plan->levels;
    bool base_does = plan->kind == CD_DESIGN_ONE_AT_A_TIME && plan->base && (plan->base[f] == 0 || plan->base[f] == 1);
    if (base_does || (plan->where == CD_LEVELS_ENDS && levels > 1))
      return true;
  }
  return false;
}

bool cd_design_has_ends(const CdDesign *design)
{
  const CdDesignPlan *plan = &design->plan;
  switch (plan->kind) {
  case CD_DESIGN_RANDOM:
  case CD_DESIGN_LATIN:
  case CD_DESIGN_MAXIMIN:
    return false;
  case CD_DESIGN_SOBOL:
  case CD_DESIGN_SALTELLI:
    return plan->plain;
  case CD_DESIGN_MORRIS:
    return plan->where == CD_LEVELS_ENDS;
  case CD_DESIGN_GRID:
  case CD_DESIGN_ONE_AT_A_TIME:
    return touches(plan);
  }
  g_assert_not_reached();
}

/* Without groups a factor is its own; designs that know none have each so. A number out of range is kept, for the check to refuse. */
static void take_groups(CdDesign *design)
{
  guint k = design->plan.factors;
  bool given = design->plan.group && (design->plan.kind == CD_DESIGN_SALTELLI || design->plan.kind == CD_DESIGN_MORRIS);
  design->group = g_new(guint, k);
  for (guint f = 0; f < k; f++) {
    design->group[f] = given ? design->plan.group[f] : f;
    if (design->group[f] < k)
      design->groups = MAX(design->groups, design->group[f] + 1);
  }
  design->plan.group = design->group;
}

static void take_levels(CdDesign *design)
{
  CdDesignPlan *plan = &design->plan;
  design->level = g_new(guint, plan->factors);
  design->base = g_new(double, plan->factors);
  for (guint f = 0; f < plan->factors; f++) {
    design->level[f] = plan->level ? plan->level[f] : plan->levels;
    design->base[f] = plan->base ? plan->base[f] : 0.5;
  }
  plan->level = design->level;
  plan->base = design->base;
}

static guint64 grid_rows(const CdDesign *design)
{
  guint64 rows = 1;
  for (guint f = 0; f < design->plan.factors; f++)
    rows *= design->level[f];
  return rows;
}

static guint one_at_a_time_rows(const CdDesign *design)
{
  guint rows = 1;
  for (guint f = 0; f < design->plan.factors; f++)
    rows += design->level[f];
  return rows;
}

static guint64 seed_of_net(guint64 seed, guint net)
{
  double u = cd_stream_uniform(cd_stream(seed, net, CD_PURPOSE_DESIGN_NET, 0), 0, 0);
  return net == 0 ? seed : (guint64)(u * 0x1p53);
}

static void make_sobol(CdDesign *design, guint dimensions)
{
  const CdDesignPlan *plan = &design->plan;
  design->nets = MAX(1, plan->nets);
  design->net = g_new(CdSobol *, design->nets);
  for (guint n = 0; n < design->nets; n++)
    design->net[n] = plan->plain
                         ? cd_sobol_new(dimensions)
                         : cd_sobol_new_scrambled(dimensions, seed_of_net(plan->seed, n), plan->n / design->nets);
}

static void make_morris(CdDesign *design)
{
  const CdDesignPlan *plan = &design->plan;
  design->morris = (CdMorris){.seed = plan->seed,
                              .factors = plan->factors,
                              .groups = design->groups,
                              .group = design->group,
                              .levels = plan->levels,
                              .where = plan->where,
                              .mixed = plan->mixed};
  design->rows_a_base = design->groups + 1;
  if (plan->pool) {
    design->chosen = g_new(guint, plan->n);
    cd_morris_spread(&design->morris, plan->pool, (guint)plan->n, design->chosen);
  }
}

static void make(CdDesign *design)
{
  const CdDesignPlan *plan = &design->plan;
  design->bases = plan->n;
  design->rows_a_base = 1;
  switch (plan->kind) {
  case CD_DESIGN_RANDOM:
  case CD_DESIGN_LATIN:
    return;
  case CD_DESIGN_MAXIMIN:
    design->maximin = g_new(guint32, plan->n * plan->factors);
    cd_maximin_fill(plan->seed, (guint)plan->n, plan->factors, plan->steps, design->maximin);
    return;
  case CD_DESIGN_SOBOL:
    make_sobol(design, plan->factors);
    return;
  case CD_DESIGN_SALTELLI:
    make_sobol(design, 2 * plan->factors);
    design->rows_a_base = (plan->second_order ? 2 : 1) * design->groups + 2;
    return;
  case CD_DESIGN_MORRIS:
    make_morris(design);
    return;
  case CD_DESIGN_GRID:
    design->bases = grid_rows(design);
    return;
  case CD_DESIGN_ONE_AT_A_TIME:
    design->bases = 1;
    design->rows_a_base = one_at_a_time_rows(design);
    return;
  }
}

/* Names are the copula's to tell which correlations are wrong. */
static bool make_copula(CdDesign *design, const CdDesignPlan *plan, GError **error)
{
  if (!plan->correlation)
    return true;
  g_autoptr(GPtrArray) name = g_ptr_array_new_with_free_func(g_free);
  for (guint f = 0; f < plan->factors; f++)
    g_ptr_array_add(name, plan->name ? g_strdup(plan->name[f]) : g_strdup_printf("factor %u", f + 1));
  design->copula = cd_copula_new(plan->correlation, plan->factors, (const char *const *)name->pdata, error);
  return design->copula != NULL;
}

CdDesign *cd_design_new(const CdDesignPlan *plan, GError **error)
{
  g_autoptr(CdDesign) design = g_new0(CdDesign, 1);
  design->plan = *plan;
  take_groups(design);
  if (!cd_design_check(design, error) || !make_copula(design, plan, error))
    return NULL;
  take_levels(design);
  make(design);
  design->plan.name = NULL;
  design->plan.correlation = NULL;
  return g_steal_pointer(&design);
}

void cd_design_free(CdDesign *design)
{
  if (!design)
    return;
  g_free(design->group);
  g_free(design->level);
  g_free(design->base);
  for (guint n = 0; n < design->nets; n++)
    cd_sobol_free(design->net[n]);
  g_free(design->net);
  g_free(design->maximin);
  g_free(design->chosen);
  cd_copula_free(design->copula);
  g_free(design);
}

guint64 cd_design_rows(const CdDesign *design)
{
  return design->bases * design->rows_a_base;
}

guint cd_design_factors(const CdDesign *design)
{
  return design->plan.factors;
}

guint cd_design_groups(const CdDesign *design)
{
  return design->groups;
}

guint cd_design_rows_a_base(const CdDesign *design)
{
  return design->rows_a_base;
}
