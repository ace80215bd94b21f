#include "sim/report/share.h"

#include <math.h>
#include "sim/report/screen.h"
#include "sim/report/table-file.h"

#define SHOWN_LEAVERS 3u

static CdCostWeights *read_weights(const CdCosts *costs, const char *path, GError **error)
{
  gsize length;
  g_autofree char *bytes = cd_table_file_read(path, &length, error);
  CdCostWeights *weights = bytes ? cd_weights_read(costs, bytes, length, error) : NULL;
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

CdCostTable *cd_cost_table_read(const char *costs, const char *weights, bool cover, GError **error)
{
  g_autoptr(CdCosts) read = read_costs(costs, error);
  g_autoptr(CdCostWeights) of = read && weights ? read_weights(read, weights, error) : NULL;
  if (!read || (weights && !of))
    return NULL;
  CdCostTable *table = g_new0(CdCostTable, 1);
  table->shared = cd_shared_new(g_steal_pointer(&read), of, cover);
  return table;
}

void cd_cost_table_free(CdCostTable *table)
{
  if (!table)
    return;
  cd_shared_free(table->shared);
  g_free(table);
}

/* With as many digits behind the point as leave five or so of what all cost. */
static char *money(const CdShared *table, double x)
{
  double all = table->game.c[cd_game_all(&table->game)];
  if (!(all > table->tolerance))
    all = 1e4; /* nothing to share has no digits */
  char format[] = "%.0f", text[64];
  format[2] = (char)('0' + (int)CLAMP(4 - floor(log10(all)), 0, 6));
  return g_strdup(g_ascii_formatd(text, sizeof text, format, fabs(x) < table->tolerance ? 0 : x));
}

static bool are_same_rule(const CdShared *table)
{
  const CdRuleDivision *aca = &table->divided.rule[CD_RULE_ACA], *scrb = &table->divided.rule[CD_RULE_SCRB];
  if (aca->lacks || scrb->lacks)
    return false;
  for (guint i = 0; i < table->game.n; i++)
    if (fabs(aca->share[i] - scrb->share[i]) > table->tolerance)
      return false;
  return true;
}

static void write_shares(CdScreen *screen, const CdShared *table)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  guint n = table->game.n;
  for (int rule = -2; rule < CD_RULE_COUNT; rule++) {
    if (rule >= 0 && table->divided.rule[rule].lacks)
      continue;
    char **row = g_new0(char *, n + 3);
    row[0] = g_strdup(rule == -2 ? "" : rule == -1 ? "(alone)" : cd_rule_text((CdRule)rule)->label);
    for (guint i = 0; i < n; i++) {
      bool alone = table->known[1u << i];
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
  if (are_same_rule(table))
    cd_screen_paragraph(
        screen,
        table->has_benefit
            ? "Separable costs, remaining benefits, is alternate cost avoided here: no benefit in --weights changes "
              "what is counted."
            : "Separable costs, remaining benefits, is alternate cost avoided here: without a column benefit in "
              "--weights nobody's benefit limits what is counted.",
        "  ", "    ");
}

static char *core_sentence(const CdShared *table)
{
  const CdDivided *it = &table->divided;
  g_autofree char *size = money(table, fabs(it->least_core));
  if (!it->core_known)
    return g_strdup(
        "Whether any division tempts nobody to leave cannot be told: the cost of somebody alone is missing.");
  if (table->game.n == 1)
    return g_strdup("There is one partner, and nobody to share with.");
  bool all_given = it->n_missing == 0;
  if (it->core_empty)
    return g_strdup_printf(
        "The core is empty%s: whatever each pays, some combination would pay less on its own. Leaving would have to "
        "cost every combination %s%s before some division tempts nobody.",
        all_given ? "" : ", whatever those without a row would cost", all_given ? "" : "at least ", size);
  if (!all_given)
    return g_strdup_printf(
        "As far as the combinations with a row tell, the core is not empty: there are divisions under "
        "which none of these would pay less on its own; the best of them leaves each of these at "
        "least %s better off than it would be alone. Whether all combinations allow one is not known.",
        size);
  return g_strdup_printf("The core is not empty: there are divisions under which no combination would pay less on its "
                         "own; the best of them leaves "
                         "each combination at least %s better off than it would be alone.",
                         size);
}

static void write_core(CdScreen *screen, const CdShared *table)
{
  const CdDivided *it = &table->divided;
  g_autofree char *core = core_sentence(table);
  cd_screen_heading(screen, "Whether anybody would rather leave");
  cd_screen_paragraph(screen, core, "  ", "  ");
  if (it->n_missing > 0) {
    g_autofree char *line = g_strdup_printf(
        "Combinations without a row: %u. All that is said of the core and of leaving is of those that have one.",
        it->n_missing);
    cd_screen_paragraph(screen, line, "  ", "  ");
  }
  if (it->breach.a) {
    g_autofree char *a = cd_costs_name(table->costs, it->breach.a), *b = cd_costs_name(table->costs, it->breach.b),
                    *by = money(table, it->breach.by);
    g_autofree char *line = g_strdup_printf("%s and %s together cost %s more than apart: not all joining saves. With "
                                            "--cover, no combination costs more than split up.",
                                            a, b, by);
    cd_screen_paragraph(screen, line, "  ", "  ");
  }
}

static void write_leavers(CdScreen *screen, const CdShared *table)
{
  cd_screen_heading(screen, "Who would gain by leaving, and how much");
  bool any = false;
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdRuleDivision *it = &table->divided.rule[rule];
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
      g_string_append_printf(line, ", and %u more (--format csv lists %s)", it->n_leavers - SHOWN_LEAVERS,
                             it->n_listed < it->n_leavers ? "the worst 1,024" : "all");
    cd_screen_paragraph(screen, line->str, "  ", "    ");
    g_string_free(line, TRUE);
  }
  if (!any)
    cd_screen_paragraph(screen,
                        table->divided.n_missing > 0
                            ? "Nobody of the combinations that have a row, under any rule above."
                            : "Nobody, under any rule above.",
                        "  ", "  ");
}

/* What --cover changed, or what it would. */
static void write_cover(CdScreen *screen, const CdShared *table)
{
  const CdCover *cover = &table->cover;
  g_autofree char *worst = cd_costs_name(table->costs, cover->worst), *by = money(table, cover->by);
  g_autoptr(GString) line = g_string_new("No combination is taken to cost more than its cheapest split (--cover): ");
  if (cover->n_lowered > 0)
    g_string_append_printf(line, "%u %s, %s the most, by %s", cover->n_lowered,
                           cover->n_lowered == 1 ? "is lowered" : "are lowered", worst, by);
  else
    g_string_append(line, "none has to be lowered");
  if (cover->n_filled > 0)
    g_string_append_printf(line, "; %u without a row %s what their cheapest split costs", cover->n_filled,
                           cover->n_filled == 1 ? "takes" : "take");
  g_string_append_c(line, '.');
  cd_screen_paragraph(screen, line->str, "", "  ");
  if (table->n_parts < 2)
    return;
  g_string_assign(line, "All together cost least as ");
  for (guint p = 0; p < table->n_parts; p++) {
    g_autofree char *name = cd_costs_name(table->costs, table->part[p]);
    g_string_append_printf(line, "%s%s", p == 0 ? "" : p + 1 == table->n_parts ? " and " : ", ", name);
  }
  g_string_append(line, " apart: what that costs is what is shared.");
  cd_screen_paragraph(screen, line->str, "", "  ");
}

char *cd_cost_table_text(const CdCostTable *table, guint width, bool color)
{
  const CdShared *shared = table->shared;
  CdScreen screen = cd_screen_new(width, color);
  g_autofree char *all = money(shared, shared->game.c[cd_game_all(&shared->game)]);
  g_autofree char *title =
      g_strdup_printf("Partners: %u; combinations: %u; all together cost %s", shared->game.n, shared->n_given, all);
  cd_screen_paragraph(&screen, title, "", "  ");
  if (shared->is_covered)
    write_cover(&screen, shared);
  write_shares(&screen, shared);
  write_core(&screen, shared);
  write_leavers(&screen, shared);
  return g_string_free(screen.out, FALSE);
}
