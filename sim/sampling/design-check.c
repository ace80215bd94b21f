/* What a plan must be: each error says what, the value, what is possible and what to do. */
#include "concordat/error.h"
#include "sim/sampling/design-made.h"
#include "sim/sampling/maximin.h"
#include "sim/sampling/morris-spread.h"

static bool refuse(GError **error, char *message)
{
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s", message);
  g_free(message);
  return false;
}

static bool check_between(const char *what, guint64 value, guint64 low, guint64 high, const char *hint, GError **error)
{
  if (value >= low && value <= high)
    return true;
  return refuse(error, g_strdup_printf("%s: %" G_GUINT64_FORMAT " is not possible, %" G_GUINT64_FORMAT
                                       " to %" G_GUINT64_FORMAT " are; %s",
                                       what, value, low, high, hint));
}

static char *name_of(const CdDesignPlan *plan, guint factor)
{
  return plan->name ? g_strdup(plan->name[factor]) : g_strdup_printf("factor %u", factor + 1);
}

static bool check_factors(const CdDesignPlan *plan, GError **error)
{
  switch (plan->kind) {
  case CD_DESIGN_SOBOL:
    return check_between("factors of a Sobol design", plan->factors, 1, CD_SOBOL_MAX_DIMENSIONS,
                         "a Latin hypercube takes more", error);
  case CD_DESIGN_SALTELLI:
    return check_between("factors of a Saltelli design", plan->factors, 1, CD_DESIGN_MAX_SALTELLI,
                         "find out which matter by a Morris design first", error);
  default:
    return check_between("factors of a design", plan->factors, 1, CD_DESIGN_MAX_FACTORS, "leave some out", error);
  }
}

static bool check_n(const CdDesignPlan *plan, GError **error)
{
  switch (plan->kind) {
  case CD_DESIGN_GRID:
  case CD_DESIGN_ONE_AT_A_TIME:
    return true;
  case CD_DESIGN_MAXIMIN:
    return check_between("points of a maximin Latin hypercube", plan->n, 1, CD_MAXIMIN_MAX_POINTS,
                         "a plain Latin hypercube or a Sobol design takes more", error) &&
           check_between("points times factors of a maximin Latin hypercube", plan->n * plan->factors, 1,
                         CD_MAXIMIN_MAX_COORDINATES, "a plain Latin hypercube or a Sobol design takes more", error);
  default:
    return check_between("points of a design", plan->n, 1, CD_DESIGN_MAX_POINTS, "a thousand is a good start", error);
  }
}

static bool check_groups(const CdDesign *design, GError **error)
{
  const CdDesignPlan *plan = &design->plan;
  g_autofree guint *members = g_new0(guint, plan->factors);
  for (guint f = 0; f < plan->factors; f++) {
    if (design->group[f] >= plan->factors) {
      g_autofree char *name = name_of(plan, f);
      return refuse(error, g_strdup_printf("group of %s: %u is not possible, 0 to %u are; there cannot be more groups "
                                           "than factors",
                                           name, design->group[f], plan->factors - 1));
    }
    members[design->group[f]]++;
  }
  for (guint g = 0; g < design->groups; g++)
    if (members[g] == 0)
      return refuse(error, g_strdup_printf("group %u of 0 to %u has no factor; number groups without gaps", g,
                                           design->groups - 1));
  return true;
}

static bool has_levels(CdDesignKind kind)
{
  return kind == CD_DESIGN_GRID || kind == CD_DESIGN_ONE_AT_A_TIME;
}

static bool check_levels(const CdDesignPlan *plan, GError **error)
{
  for (guint f = 0; has_levels(plan->kind) && f < plan->factors; f++) {
    g_autofree char *name = name_of(plan, f), *what = g_strconcat("levels of ", name, NULL);
    if (!check_between(what, plan->level ? plan->level[f] : plan->levels, 1, CD_DESIGN_MAX_LEVELS,
                       "two are the ends, three the middle too", error))
      return false;
    if (plan->kind == CD_DESIGN_ONE_AT_A_TIME && plan->base && !(plan->base[f] >= 0 && plan->base[f] <= 1))
      return refuse(error,
                    g_strdup_printf("base of %s: %g is not possible, 0 to 1 are; it is a share of the way through "
                                    "the factor's distribution",
                                    name, plan->base[f]));
  }
  return true;
}

static bool check_grid(const CdDesignPlan *plan, GError **error)
{
  guint64 rows = 1;
  for (guint f = 0; plan->kind == CD_DESIGN_GRID && f < plan->factors; f++) {
    rows *= plan->level ? plan->level[f] : plan->levels; /* no overflow: 2^32 times 10,000 */
    if (rows > CD_DESIGN_MAX_POINTS)
      return refuse(error, g_strdup_printf(
                               "points of a grid: the first %u of %u factors already make %" G_GUINT64_FORMAT
                               ", and at most %" G_GUINT64_FORMAT " are possible; take fewer levels, or a Sobol design",
                               f + 1, plan->factors, rows, CD_DESIGN_MAX_POINTS));
  }
  return true;
}

static bool check_morris(const CdDesignPlan *plan, GError **error)
{
  if (plan->kind != CD_DESIGN_MORRIS)
    return true;
  if (!check_between("levels of a Morris design", plan->levels, 2, CD_DESIGN_MAX_LEVELS, "four are usual", error))
    return false;
  if (plan->levels % 2 != 0)
    return refuse(error, g_strdup_printf("levels of a Morris design: %u is not possible, an even number is; a step of "
                                         "half the levels would favour some of them",
                                         plan->levels));
  if (plan->pool == 0)
    return true;
  return check_between("trajectories chosen from a pool", plan->n, 2, plan->pool, "enlarge the pool", error) &&
         check_between("pool of trajectories", plan->pool, 2, CD_MORRIS_MAX_POOL, "five hundred are usual", error);
}

static bool check_nets(const CdDesignPlan *plan, GError **error)
{
  if (plan->nets <= 1)
    return true;
  if ((plan->kind != CD_DESIGN_SOBOL && plan->kind != CD_DESIGN_SALTELLI) || plan->plain)
    return refuse(error, g_strdup_printf("nets of a %s%s design: %u are not possible, one is; what is scrambled apart "
                                         "are nets of Sobol's sequence",
                                         plan->plain ? "plain " : "", cd_design_kind_word(plan->kind), plan->nets));
  if (!check_between("nets", plan->nets, 1, MIN(CD_DESIGN_MAX_NETS, plan->n / 2),
                     "eight are usual, of two points each at least", error))
    return false;
  if (plan->n % plan->nets != 0)
    return refuse(error, g_strdup_printf("%" G_GUINT64_FORMAT " points cannot be dealt evenly among %u nets; take a "
                                         "multiple",
                                         plan->n, plan->nets));
  return true;
}

/* Factors of two groups that are correlated, where groups are told apart. */
static bool check_correlated_groups(const CdDesign *design, GError **error)
{
  const CdDesignPlan *plan = &design->plan;
  if (plan->kind != CD_DESIGN_SALTELLI && plan->kind != CD_DESIGN_MORRIS)
    return true;
  for (guint i = 0; i < plan->factors; i++)
    for (guint j = 0; j < i; j++)
      if (plan->correlation[(gsize)i * plan->factors + j] != 0 && design->group[i] != design->group[j]) {
        g_autofree char *one = name_of(plan, j), *other = name_of(plan, i);
        return refuse(error,
                      g_strdup_printf("correlation of %s and %s is %g: in a %s design correlated factors must form "
                                      "one group; group them, or take a Latin hypercube",
                                      one, other, plan->correlation[(gsize)i * plan->factors + j],
                                      cd_design_kind_word(plan->kind)));
      }
  return true;
}

static bool check_correlation(const CdDesign *design, GError **error)
{
  const CdDesignPlan *plan = &design->plan;
  if (!plan->correlation)
    return true;
  if (has_levels(plan->kind))
    return refuse(error, g_strdup_printf("correlations: a %s design has its points laid out factor by factor and takes "
                                         "none; take a Latin hypercube",
                                         cd_design_kind_word(plan->kind)));
  if (cd_design_has_ends(design))
    return refuse(error, g_strdup_printf(
                             "correlations: this %s design has rows at 0 or 1, where a normal distribution has "
                             "no end; %s",
                             cd_design_kind_word(plan->kind),
                             plan->kind == CD_DESIGN_MORRIS ? "put its levels in the middles" : "let it be scrambled"));
  return check_correlated_groups(design, error);
}

bool cd_design_check(const CdDesign *design, GError **error)
{
  const CdDesignPlan *plan = &design->plan;
  return check_factors(plan, error) && check_n(plan, error) && check_groups(design, error) &&
         check_levels(plan, error) && check_grid(plan, error) && check_morris(plan, error) && check_nets(plan, error) &&
         check_correlation(design, error);
}
