#include "sim/tables/costs.h"

#include <string.h>
#include "concordat/error.h"
#include "sim/tables/sheet.h"

void cd_costs_free(CdCosts *costs)
{
  if (!costs)
    return;
  for (guint i = 0; i < costs->n; i++)
    g_free(costs->member[i]);
  g_free(costs->cost);
  g_free(costs->given);
  g_free(costs);
}

char *cd_costs_name(const CdCosts *costs, guint set)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < costs->n; i++)
    if (set >> i & 1)
      g_string_append_printf(out, "%s%s", out->len ? "+" : "", costs->member[i]);
  return g_string_free(out, FALSE);
}

static guint member_of(const CdCosts *costs, const char *name)
{
  guint i = 0;
  while (i < costs->n && strcmp(costs->member[i], name) != 0)
    i++;
  return i;
}

/* With room for the sets that it is in. */
static void add_member(CdCosts *costs, const char *name)
{
  gsize sets = (gsize)1 << costs->n;
  costs->member[costs->n++] = g_strdup(name);
  costs->cost = g_renew(double, costs->cost, 2 * sets);
  costs->given = g_renew(bool, costs->given, 2 * sets);
  memset(costs->cost + sets, 0, sets * sizeof *costs->cost);
  memset(costs->given + sets, 0, sets * sizeof *costs->given);
}

/* "A,B" may be one name or two. */
static bool refuse_name(CdSheet *table, guint column, const char *name)
{
  g_autofree char *shown = cd_sheet_shown(name);
  return cd_sheet_refuse(table, column,
                         g_strdup_printf("%s may be one member or several; a combination is written with + or blanks "
                                         "between its members, as A+B",
                                         shown));
}

/* After a row with more cells than the header: "A,B,100" without quotes is three. */
static bool explain_cells(CdSheet *table)
{
  if (!table->over && table->error && *table->error && table->cells->len > table->head->len) {
    g_autofree char *why = g_strdup((*table->error)->message);
    g_clear_error(table->error);
    g_set_error(
        table->error, CD_ERROR, CD_ERROR_USAGE,
        "%s; a combination is one cell, written with + or blanks between its members, as A+B, and a cost has no "
        "commas",
        why);
  }
  return false;
}

/* "North Shire+South" is two members to whoever wrote it, and three to whoever reads blanks. */
static bool check_blanks(CdSheet *table, guint column)
{
  const char *cell = cd_sheet_text(table, column);
  g_auto(GStrv) parts = strchr(cell, '+') ? g_strsplit(cell, "+", -1) : NULL;
  for (char **part = parts; part && *part; part++)
    if (strpbrk(g_strstrip(*part), " \t\r\n")) {
      g_autofree char *shown = cd_sheet_shown(*part);
      return cd_sheet_refuse(
          table, column,
          g_strdup_printf("%s may be one member or several: between members is + here, and a name has "
                          "no blanks; write a hyphen in them, in every row",
                          shown));
    }
  return true;
}

static bool read_set(CdSheet *table, guint column, CdCosts *costs, guint *set)
{
  if (!check_blanks(table, column))
    return false;
  g_auto(GStrv) names = g_strsplit_set(cd_sheet_text(table, column), " +\t\r\n", -1);
  *set = 0;
  for (char **name = names; *name; name++) {
    if (!**name)
      continue;
    if (strpbrk(*name, ",;|&") || g_ascii_strcasecmp(*name, "and") == 0)
      return refuse_name(table, column, *name);
    guint i = member_of(costs, *name);
    bool twice = *set >> i & 1;
    if (i == CD_COSTS_MEMBERS || twice) {
      g_autofree char *shown = cd_sheet_shown(*name);
      return cd_sheet_refuse(
          table, column,
          twice ? g_strdup_printf(
                      "%s is named twice in one combination (a name with a blank in it is two members; write a hyphen)",
                      shown)
                : g_strdup_printf("%s is one member too many: %d are the most", shown, CD_COSTS_MEMBERS));
    }
    if (i == costs->n)
      add_member(costs, *name);
    *set |= 1u << i;
  }
  return *set != 0 ||
         cd_sheet_refuse(table, column, g_strdup("nobody is named; ids separated by spaces or + belong here"));
}

static bool read_costs(CdSheet *table, CdCosts *costs)
{
  guint members, cost, set;
  if (!cd_sheet_column(table, "members", &members) || !cd_sheet_column(table, "cost", &cost))
    return false;
  while (cd_sheet_next(table)) {
    double value;
    if (!read_set(table, members, costs, &set) || !cd_sheet_number(table, cost, 0, CD_COSTS_LARGEST, &value))
      return false;
    if (costs->given[set]) {
      g_autofree char *name = cd_costs_name(costs, set), *shown = cd_sheet_shown(name);
      return cd_sheet_refuse(table, members, g_strdup_printf("%s has a row already", shown));
    }
    costs->cost[set] = value;
    costs->given[set] = true;
    costs->n_given++;
  }
  if (!table->over)
    return explain_cells(table);
  if (costs->n == 0)
    return cd_sheet_refuse(table, 0, g_strdup("there is no combination; a row a combination follows the header"));
  guint all = (1u << costs->n) - 1;
  g_autofree char *name = cd_costs_name(costs, all), *shown = cd_sheet_shown(name);
  return costs->given[all] ||
         cd_sheet_refuse(table, members,
                         g_strdup_printf("all together, %s, have no row: what they would cost is what is shared (a "
                                         "name with a blank in it is two members; write a hyphen)",
                                         shown));
}

CdCosts *cd_costs_read(const char *bytes, gsize length, GError **error)
{
  g_autoptr(CdCosts) costs = g_new0(CdCosts, 1);
  costs->cost = g_new0(double, 1);
  costs->given = g_new0(bool, 1);
  CdSheet table;
  bool read = cd_sheet_begin(&table, bytes, length, error) && read_costs(&table, costs);
  cd_sheet_end(&table);
  return read ? g_steal_pointer(&costs) : NULL;
}

void cd_weights_free(CdCostWeights *weights)
{
  if (!weights)
    return;
  g_ptr_array_unref(weights->name);
  g_array_unref(weights->value);
  g_free(weights);
}

const double *cd_weights_of(const CdCostWeights *weights, const char *name)
{
  for (guint w = 0; weights && w < weights->name->len; w++)
    if (strcmp(g_ptr_array_index(weights->name, w), name) == 0)
      return &g_array_index(weights->value, double, w *CD_COSTS_MEMBERS);
  return NULL;
}

static bool is_anybodys(const CdCostWeights *weights, guint w, guint members)
{
  double sum = 0;
  for (guint i = 0; i < members; i++)
    sum += g_array_index(weights->value, double, w *CD_COSTS_MEMBERS + i);
  return sum > 0;
}

static bool read_weights(CdSheet *table, const CdCosts *costs, CdCostWeights *weights)
{
  static const char *const known[] = {"population", "caseload", "use", "historic", "benefit", NULL};
  guint member, seen = 0, column[100];
  if (!cd_sheet_column(table, "member", &member))
    return false;
  for (guint c = 0; c < table->head->len; c++) {
    const char *name = g_ptr_array_index(table->head, c);
    g_autofree char *shown = cd_sheet_shown(name);
    if (c == member)
      continue;
    guint k = 0;
    while (known[k] && g_ascii_strcasecmp(known[k], name) != 0)
      k++;
    if (known[k] && g_ptr_array_find_with_equal_func(weights->name, known[k], g_str_equal, NULL))
      return cd_sheet_refuse(table, c, g_strdup_printf("there is a column %s already", shown));
    if (!known[k])
      return cd_sheet_refuse(
          table, c,
          g_strdup_printf("no rule knows %s; population, caseload, use, historic and benefit are known", shown));
    column[weights->name->len] = c;
    g_ptr_array_add(weights->name, g_strdup(known[k]));
  }
  g_array_set_size(weights->value, weights->name->len * CD_COSTS_MEMBERS);
  while (cd_sheet_next(table)) {
    const char *name = cd_sheet_text(table, member);
    guint i = member_of(costs, name);
    g_autofree char *shown = cd_sheet_shown(name);
    if (i == costs->n || seen >> i & 1)
      return cd_sheet_refuse(
          table, member,
          g_strdup_printf(i == costs->n ? "%s is no member of the table of costs" : "%s has a row already", shown));
    seen |= 1u << i;
    for (guint w = 0; w < weights->name->len; w++)
      if (!cd_sheet_number(table, column[w], 0, CD_COSTS_LARGEST,
                           &g_array_index(weights->value, double, w *CD_COSTS_MEMBERS + i)))
        return false;
  }
  guint missing = ((1u << costs->n) - 1) & ~seen;
  g_autofree char *names = cd_costs_name(costs, missing);
  if (!table->over || (missing > 0 && !cd_sheet_refuse(table, member, g_strdup_printf("no row for %s", names))))
    return false;
  for (guint w = 0; w < weights->name->len; w++)
    if (!is_anybodys(weights, w, costs->n))
      return cd_sheet_refuse(
          table, column[w],
          g_strdup("nobody has any of it, so nothing can be shared in proportion; leave the column out"));
  return true;
}

CdCostWeights *cd_weights_read(const CdCosts *costs, const char *bytes, gsize length, GError **error)
{
  g_autoptr(CdCostWeights) weights = g_new0(CdCostWeights, 1);
  weights->name = g_ptr_array_new_with_free_func(g_free);
  weights->value = g_array_new(FALSE, TRUE, sizeof(double));
  CdSheet table;
  bool read = cd_sheet_begin(&table, bytes, length, error) && read_weights(&table, costs, weights);
  cd_sheet_end(&table);
  return read ? g_steal_pointer(&weights) : NULL;
}
