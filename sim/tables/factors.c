#include "sim/tables/factors.h"

#include <math.h>
#include <string.h>

#define LARGEST 1e15

enum { NAME, LOW, HIGH, DISTRIBUTION, LEVELS, GROUP, COLUMNS };

typedef struct {
  CdSheet table;
  guint column[COLUMNS];
  bool has[COLUMNS];
  GArray *factor; /* CdTableFactor */
} Reading;

static void clear(gpointer data)
{
  CdTableFactor *factor = data;
  g_free(factor->name);
  g_free(factor->group);
}

void cd_factors_free(CdFactors *factors)
{
  if (!factors)
    return;
  for (guint f = 0; f < factors->n; f++)
    clear(&factors->factor[f]);
  g_free(factors->factor);
  g_free(factors);
}

static const char *text(const Reading *it, guint column)
{
  return it->has[column] ? cd_sheet_text(&it->table, it->column[column]) : "";
}

static bool refuse(Reading *it, guint column, char *message)
{
  return cd_sheet_refuse(&it->table, it->column[column], message);
}

static bool find_columns(Reading *it)
{
  static const char *const name[] = {"name", "low", "high", "distribution", "levels", "group"};
  for (guint h = 0; h < it->table.head->len; h++) {
    const char *head = g_ptr_array_index(it->table.head, h);
    guint c = 0;
    while (c < COLUMNS && !g_str_equal(name[c], head))
      c++;
    if (c < COLUMNS) {
      it->has[c] = true;
      it->column[c] = h;
      continue;
    }
    g_autofree char *shown = cd_sheet_shown(head);
    return cd_sheet_refuse(
        &it->table, h,
        g_strdup_printf("there is no column %s: name, low, high, distribution, levels and group are read", shown));
  }
  guint unused;
  return cd_sheet_column(&it->table, "name", &unused) &&
         (it->has[DISTRIBUTION] ||
          (cd_sheet_column(&it->table, "low", &unused) && cd_sheet_column(&it->table, "high", &unused)));
}

static bool read_name(Reading *it, CdTableFactor *factor)
{
  const char *name = text(it, NAME);
  g_autofree char *shown = cd_sheet_shown(name);
  if (!*name)
    return refuse(it, NAME, g_strdup("the input has no name"));
  for (guint f = 0; f < it->factor->len; f++)
    if (g_str_equal(g_array_index(it->factor, CdTableFactor, f).name, name))
      return refuse(it, NAME, g_strdup_printf("%s has a row already", shown));
  if (it->factor->len == CD_FACTORS_MOST)
    return refuse(it, NAME, g_strdup_printf("there are more than %d inputs", CD_FACTORS_MOST));
  factor->name = g_strdup(name);
  return true;
}

static bool read_limits(Reading *it, CdTableFactor *factor)
{
  factor->low = -G_MAXDOUBLE;
  factor->high = G_MAXDOUBLE;
  if (*text(it, LOW) && !cd_sheet_number(&it->table, it->column[LOW], -LARGEST, LARGEST, &factor->low))
    return false;
  if (*text(it, HIGH) && !cd_sheet_number(&it->table, it->column[HIGH], -LARGEST, LARGEST, &factor->high))
    return false;
  if (factor->low < factor->high)
    return true;
  return refuse(it, HIGH, g_strdup_printf("the highest value is not above the lowest, %g", factor->low));
}

static bool needs_limits(Reading *it, const CdTableFactor *factor)
{
  if (factor->low > -G_MAXDOUBLE && factor->high < G_MAXDOUBLE)
    return true;
  guint at = factor->low > -G_MAXDOUBLE ? HIGH : LOW;
  return refuse(it, it->has[at] ? at : DISTRIBUTION, g_strdup("without a distribution, low and high are both wanted"));
}

static bool read_distribution(Reading *it, CdTableFactor *factor)
{
  const char *words = text(it, DISTRIBUTION);
  CdValueProblem problem;
  bool is_integer = g_str_equal(words, "integer");
  factor->kind = is_integer ? CD_FACTOR_INTEGER : CD_FACTOR_CONTINUOUS;
  if (!*words || g_str_equal(words, "uniform") || is_integer) {
    if (!needs_limits(it, factor))
      return false;
    if (is_integer && (factor->low != floor(factor->low) || factor->high != floor(factor->high)))
      return refuse(it, LOW, g_strdup("an integer's low and high are whole"));
    factor->dist = (CdDist){.kind = CD_DIST_UNIFORM, .a = factor->low, .b = factor->high};
    return true;
  }
  bool parsed = cd_dist_parse(words, factor->low, factor->high, &factor->dist, &problem);
  if (parsed && cd_dist_is_uncertain(&factor->dist))
    return true;
  g_autofree char *shown = cd_sheet_shown(words);
  return refuse(
      it, DISTRIBUTION,
      g_strdup_printf("%s is no distribution: %s; empty for uniform, integer, or such as triangular(1, 2, 4), "
                      "normal(10, 2)",
                      shown, parsed ? "it has one value alone" : problem.message));
}

static bool read_rest(Reading *it, CdTableFactor *factor)
{
  double levels = 0;
  if (*text(it, LEVELS) && !cd_sheet_number(&it->table, it->column[LEVELS], 1, CD_FACTORS_LEVELS, &levels))
    return false;
  if (levels != floor(levels))
    return refuse(it, LEVELS, g_strdup("a number of levels is whole"));
  factor->levels = (guint)levels;
  factor->group = *text(it, GROUP) ? g_strdup(text(it, GROUP)) : NULL;
  return true;
}

static bool read_rows(Reading *it)
{
  while (cd_sheet_next(&it->table)) {
    CdTableFactor factor = {0};
    bool is_fit =
        read_name(it, &factor) && read_limits(it, &factor) && read_distribution(it, &factor) && read_rest(it, &factor);
    if (!is_fit) {
      clear(&factor);
      return false;
    }
    g_array_append_val(it->factor, factor);
  }
  return it->table.over &&
         (it->factor->len > 0 ||
          cd_sheet_refuse(&it->table, 0, g_strdup("there is no input; a row an input follows the header")));
}

/* An input by itself that is named like a group of others: which of the two a result is of could not be told. */
static bool check_groups(Reading *it)
{
  for (guint f = 0; f < it->factor->len; f++)
    for (guint other = 0; other < it->factor->len; other++) {
      const CdTableFactor *input = &g_array_index(it->factor, CdTableFactor, f),
                          *member = &g_array_index(it->factor, CdTableFactor, other);
      if (input->group || g_strcmp0(member->group, input->name) != 0)
        continue;
      it->table.row = f + 2; /* no row is empty */
      g_autofree char *shown = cd_sheet_shown(input->name);
      return refuse(
          it, NAME,
          g_strdup_printf(
              "%s is an input by itself, and a group of others (row %u): results would not tell which is meant; "
              "rename one of them",
              shown, other + 2));
    }
  return true;
}

CdFactors *cd_factors_read(const char *bytes, gsize length, GError **error)
{
  Reading it = {.factor = g_array_new(FALSE, TRUE, sizeof(CdTableFactor))};
  g_array_set_clear_func(it.factor, clear);
  bool read = cd_sheet_begin(&it.table, bytes, length, error) && find_columns(&it) && read_rows(&it) && check_groups(&it);
  cd_sheet_end(&it.table);
  if (!read) {
    g_array_free(it.factor, TRUE);
    return NULL;
  }
  CdFactors *factors = g_new0(CdFactors, 1);
  factors->n = it.factor->len;
  g_array_set_clear_func(it.factor, NULL);
  factors->factor = (CdTableFactor *)(gpointer)g_array_free(it.factor, FALSE);
  return factors;
}

const CdTableFactor *cd_factors_find(const CdFactors *factors, const char *name)
{
  for (guint f = 0; factors && f < factors->n; f++)
    if (g_str_equal(factors->factor[f].name, name))
      return &factors->factor[f];
  return NULL;
}

guint *cd_factors_groups(const CdFactors *factors, guint *groups)
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
  if (groups)
    *groups = next;
  return group;
}

double cd_factor_end(const CdTableFactor *factor, bool is_upper)
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

bool cd_factors_are_endless(const CdFactors *factors)
{
  for (guint f = 0; f < factors->n; f++)
    if (!isfinite(cd_factor_end(&factors->factor[f], false)) || !isfinite(cd_factor_end(&factors->factor[f], true)))
      return true;
  return false;
}
