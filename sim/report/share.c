#include "concordat/share.h"

#include <math.h>
#include "sim/cost/divided.h"
#include "sim/report/csv.h"
#include "sim/report/json.h"
#include "sim/report/screen.h"
#include "sim/report/table-file.h"
#include "sim/tables/costs.h"

#define SHOWN_LEAVERS 3u

struct _CdCostTable {
  CdCosts *costs;
  CdGame game;
  CdDivided divided;
  CdArena *arena;
  double tolerance;
};

static CdWeights *read_weights(const CdCosts *costs, const char *path, GError **error)
{
  gsize length;
  g_autofree char *bytes = cd_table_file_read(path, &length, error);
  CdWeights *weights = bytes ? cd_weights_read(costs, bytes, length, error) : NULL;
  if (bytes && !weights)
    g_prefix_error(error, "%s: ", path);
  return weights;
}

static CdCosts *read_costs(const char *path, GError **error)
{
  gsize length;
  g_autofree char *bytes = cd_table_file_read(path, &length, error);
  CdCosts *costs = bytes ? cd_costs_read(bytes, length, error) : NULL;
  if (bytes && !costs)
    g_prefix_error(error, "%s: ", path);
  return costs;
}

CdCostTable *cd_cost_table_read(const char *costs, const char *weights, GError **error)
{
  g_autoptr(CdCosts) read = read_costs(costs, error);
  g_autoptr(CdWeights) of = read && weights ? read_weights(read, weights, error) : NULL;
  if (!read || (weights && !of))
    return NULL;
  CdCostTable *table = g_new0(CdCostTable, 1);
  table->costs = g_steal_pointer(&read);
  table->game = (CdGame){table->costs->n, table->costs->cost};
  table->arena = cd_arena_new();
  table->tolerance = 1e-9 * fmax(1, table->game.c[cd_game_all(&table->game)]);
  const CdRuleBasis basis = {.population = cd_weights_of(of, "population"),
                             .caseload = cd_weights_of(of, "caseload"),
                             .use = cd_weights_of(of, "use"),
                             .historic = cd_weights_of(of, "historic"),
                             .benefit = cd_weights_of(of, "benefit")};
  cd_divide(&table->divided, &table->game, table->costs->given, &basis, table->tolerance, table->arena);
  return table;
}

void cd_cost_table_free(CdCostTable *table)
{
  if (!table)
    return;
  cd_costs_free(table->costs);
  cd_arena_free(table->arena);
  g_free(table);
}

/* --- JSON ---------------------------------------------------------------------------------------------------- */

static void put_shares(CdJson *json, const CdCostTable *table)
{
  cd_json_open_object(json, "rules", CD_JSON_TALL);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdDivision *it = &table->divided.rule[rule];
    if (it->lacks)
      continue;
    cd_json_open_object(json, cd_rule_text(rule)->id, CD_JSON_FLAT);
    for (guint i = 0; i < table->game.n; i++)
      cd_json_number(json, table->costs->member[i], it->share[i]);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
  cd_json_open_object(json, "left_out", CD_JSON_TALL);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    if (table->divided.rule[rule].lacks) {
      g_autofree char *why = g_strconcat("it needs ", table->divided.rule[rule].lacks, NULL);
      cd_json_text(json, cd_rule_text(rule)->id, why);
    }
  cd_json_close_object(json);
}

static void put_core(CdJson *json, const CdCostTable *table)
{
  const CdDivided *it = &table->divided;
  cd_json_open_object(json, "core", CD_JSON_TALL);
  if (it->core_known)
    cd_json_bool(json, "empty", it->core_empty);
  else
    cd_json_null(json, "empty");
  cd_json_number(json, "least_saving", it->core_known && table->game.n > 1 ? it->least_core : NAN);
  cd_json_integer(json, "missing", it->n_missing);
  cd_json_open_array(json, "holds", CD_JSON_FLAT);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    if (!it->rule[rule].lacks && it->rule[rule].n_leavers == 0)
      cd_json_text(json, NULL, cd_rule_text(rule)->id);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_set(CdJson *json, const char *key, const CdCostTable *table, guint set)
{
  cd_json_open_array(json, key, CD_JSON_FLAT);
  for (guint i = 0; i < table->game.n; i++)
    if (set >> i & 1)
      cd_json_text(json, NULL, table->costs->member[i]);
  cd_json_close_array(json);
}

static void put_leavers(CdJson *json, const CdCostTable *table)
{
  cd_json_open_array(json, "leavers", CD_JSON_TALL);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    for (guint l = 0; l < table->divided.rule[rule].n_leavers; l++) {
      const CdLeaver *leaver = &table->divided.rule[rule].leaver[l];
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "rule", cd_rule_text(rule)->id);
      put_set(json, "members", table, leaver->set);
      cd_json_number(json, "gain", leaver->gain);
      cd_json_close_object(json);
    }
  cd_json_close_array(json);
}

static void put_excesses(CdJson *json, const CdCostTable *table)
{
  cd_json_open_array(json, "excesses", CD_JSON_TALL);
  for (guint set = 1; set < cd_game_all(&table->game); set++) {
    if (!table->costs->given[set])
      continue;
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    put_set(json, "members", table, set);
    cd_json_number(json, "cost", table->game.c[set]);
    for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
      if (!table->divided.rule[rule].lacks)
        cd_json_number(json, cd_rule_text(rule)->id, cd_game_excess(&table->game, table->divided.rule[rule].share, set));
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_breach(CdJson *json, const CdCostTable *table)
{
  const CdBreach *breach = &table->divided.breach;
  if (!breach->a) {
    cd_json_null(json, "dearer_together");
    return;
  }
  cd_json_open_object(json, "dearer_together", CD_JSON_FLAT);
  put_set(json, "a", table, breach->a);
  put_set(json, "b", table, breach->b);
  cd_json_number(json, "by", breach->by);
  cd_json_close_object(json);
}

char *cd_cost_table_json(const CdCostTable *table)
{
  CdJson json;
  cd_json_begin(&json, g_string_new(NULL));
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  put_set(&json, "members", table, cd_game_all(&table->game));
  cd_json_number(&json, "cost", table->game.c[cd_game_all(&table->game)]);
  put_shares(&json, table);
  put_core(&json, table);
  put_leavers(&json, table);
  put_excesses(&json, table);
  put_breach(&json, table);
  cd_json_close_object(&json);
  return g_string_free(json.out, FALSE);
}

/* --- CSV ----------------------------------------------------------------------------------------------------- */

char *cd_cost_table_csv(const CdCostTable *table)
{
  static const char *const heads[] = {"rule", "members", "cost", "pays", "gain_by_leaving", NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdDivision *it = &table->divided.rule[rule];
    for (guint set = 1; set < cd_game_sets(&table->game) && !it->lacks; set++) {
      bool given = table->costs->given[set];
      if (!given && (set & (set - 1)) != 0)
        continue;
      g_autofree char *name = cd_costs_name(table->costs, set);
      cd_csv_text(&csv, cd_rule_text(rule)->id);
      cd_csv_text(&csv, name);
      cd_csv_number(&csv, given ? table->game.c[set] : NAN);
      cd_csv_number(&csv, cd_game_sum(&table->game, it->share, set));
      cd_csv_number(&csv, given ? cd_game_excess(&table->game, it->share, set) : NAN);
      cd_csv_end_row(&csv);
    }
  }
  return g_string_free(csv.out, FALSE);
}

/* --- text ---------------------------------------------------------------------------------------------------- */

/* With as many digits behind the point as leave five or so of what all cost. */
static char *money(const CdCostTable *table, double x)
{
  double all = fmax(table->game.c[cd_game_all(&table->game)], 1e-6);
  char format[] = "%.0f", text[64];
  format[2] = (char)('0' + (int)CLAMP(4 - floor(log10(all)), 0, 6));
  return g_strdup(g_ascii_formatd(text, sizeof text, format, fabs(x) < table->tolerance ? 0 : x));
}

static void write_shares(CdScreen *screen, const CdCostTable *table)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  guint n = table->game.n;
  for (int rule = -2; rule < CD_RULE_COUNT; rule++) {
    if (rule >= 0 && table->divided.rule[rule].lacks)
      continue;
    char **row = g_new0(char *, n + 3);
    row[0] = g_strdup(rule == -2 ? "" : rule == -1 ? "(alone)" : cd_rule_text((CdRule)rule)->label);
    for (guint i = 0; i < n; i++) {
      bool alone = table->costs->given[1u << i];
      row[1 + i] = rule == -2   ? g_strdup(table->costs->member[i])
                   : rule == -1 ? (alone ? money(table, table->game.c[1u << i]) : g_strdup("n/a"))
                                : money(table, table->divided.rule[rule].share[i]);
    }
    row[1 + n] = g_strdup(rule == -2                            ? "in the core"
                          : rule == -1                          ? ""
                          : table->divided.rule[rule].n_leavers ? "no"
                          : table->divided.n_missing            ? "of those given"
                                                                : "yes");
    g_ptr_array_add(rows, row);
  }
  cd_screen_heading(screen, "Who pays what, by every rule");
  cd_screen_table(screen, rows);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    if (table->divided.rule[rule].lacks) {
      g_autofree char *line =
          g_strdup_printf("Left out: %s, which needs %s.", cd_rule_text(rule)->label, table->divided.rule[rule].lacks);
      cd_screen_paragraph(screen, line, "  ", "    ");
    }
}

static char *core_sentence(const CdCostTable *table)
{
  const CdDivided *it = &table->divided;
  g_autofree char *size = money(table, fabs(it->least_core));
  if (!it->core_known)
    return g_strdup(
        "Whether any division tempts nobody to leave cannot be told: the cost of somebody alone is missing.");
  if (table->game.n == 1)
    return g_strdup("There is one partner, and nobody to share with.");
  if (it->core_empty)
    return g_strdup_printf(
        "The core is empty: whatever each pays, some combination would pay less on its own. Leaving would have to cost "
        "every combination %s before some division tempts nobody.",
        size);
  return g_strdup_printf("The core is not empty: there are divisions under which no combination would pay less on its "
                         "own; the best of them leaves "
                         "each combination at least %s better off than it would be alone.",
                         size);
}

static void write_core(CdScreen *screen, const CdCostTable *table)
{
  const CdDivided *it = &table->divided;
  g_autofree char *core = core_sentence(table);
  cd_screen_heading(screen, "Whether anybody would rather leave");
  cd_screen_paragraph(screen, core, "  ", "  ");
  if (it->n_missing > 0) {
    g_autofree char *line = g_strdup_printf(
        "Combinations without a row: %u. All that is said of leaving is of those that have one.", it->n_missing);
    cd_screen_paragraph(screen, line, "  ", "  ");
  }
  if (it->breach.a) {
    g_autofree char *a = cd_costs_name(table->costs, it->breach.a), *b = cd_costs_name(table->costs, it->breach.b),
                    *by = money(table, it->breach.by);
    g_autofree char *line =
        g_strdup_printf("%s and %s together cost %s more than apart: not all joining saves.", a, b, by);
    cd_screen_paragraph(screen, line, "  ", "  ");
  }
}

static void write_leavers(CdScreen *screen, const CdCostTable *table)
{
  cd_screen_heading(screen, "Who would gain by leaving, and how much");
  bool any = false;
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdDivision *it = &table->divided.rule[rule];
    if (it->lacks || it->n_leavers == 0)
      continue;
    any = true;
    GString *line = g_string_new(NULL);
    g_string_append_printf(line, "%s:", cd_rule_text(rule)->label);
    for (guint l = 0; l < MIN(it->n_leavers, SHOWN_LEAVERS); l++) {
      g_autofree char *name = cd_costs_name(table->costs, it->leaver[l].set), *gain = money(table, it->leaver[l].gain);
      g_string_append_printf(line, "%s %s %s", l ? "," : "", name, gain);
    }
    if (it->n_leavers > SHOWN_LEAVERS)
      g_string_append_printf(line, ", and %u more (--format csv lists all)", it->n_leavers - SHOWN_LEAVERS);
    cd_screen_paragraph(screen, line->str, "  ", "    ");
    g_string_free(line, TRUE);
  }
  if (!any)
    cd_screen_paragraph(screen, "Nobody, under any rule above.", "  ", "  ");
}

char *cd_cost_table_text(const CdCostTable *table, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  g_autofree char *all = money(table, table->game.c[cd_game_all(&table->game)]);
  g_autofree char *title =
      g_strdup_printf("Partners: %u; combinations: %u; all together cost %s", table->game.n, table->costs->n_given, all);
  cd_screen_paragraph(&screen, title, "", "  ");
  write_shares(&screen, table);
  write_core(&screen, table);
  write_leavers(&screen, table);
  return g_string_free(screen.out, FALSE);
}
