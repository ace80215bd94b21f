#include "concordat/report.h"
#include "sim/report/csv.h"
#include "sim/report/figure.h"
#include "sim/report/finding.h"
#include "sim/report/regret-words.h"
#include "sim/report/run-json.h"
#include "sim/report/screen.h"

/* "49% 0.019": the part of the range, and the mean; "0.054 61%": one draw in ten, and draws with none. */
static char *cell_text(const CdRegret *it, bool spread)
{
  g_autofree char *share = cd_figure_share_of(spread ? it->none : it->of_range),
                  *value = cd_regret_value(spread ? it->p90 : it->mean);
  return spread ? g_strdup_printf("%s %s", value, share) : g_strdup_printf("%s %s", share, value);
}

static void add_row(GPtrArray *rows, GPtrArray *cells)
{
  g_ptr_array_add(cells, NULL);
  g_ptr_array_add(rows, g_ptr_array_free(cells, FALSE));
}

/* What the two numbers of a cell are, under each of N columns' heads. */
static void add_names(GPtrArray *rows, guint n, const char *names)
{
  GPtrArray *cells = g_ptr_array_new();
  g_ptr_array_add(cells, g_strdup(""));
  for (guint c = 0; c < n; c++)
    g_ptr_array_add(cells, g_strdup(names));
  add_row(rows, cells);
}

static void write_options(CdScreen *screen, const CdResults *results, bool spread)
{
  const CdRegrets *it = results->regrets;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  GPtrArray *head = g_ptr_array_new();
  g_ptr_array_add(head, g_strdup(""));
  for (guint s = 0; s < it->n_options; s++)
    g_ptr_array_add(head, g_strdup(cd_option_id(results, s)));
  add_row(rows, head);
  add_names(rows, it->n_options, spread ? "1 in 10, none" : "part, mean");
  for (guint p = 0; p < it->n; p++) {
    GPtrArray *cells = g_ptr_array_new();
    g_ptr_array_add(cells, g_strdup(cd_regret_partner(results, p)));
    for (guint s = 0; s < it->n_options; s++)
      g_ptr_array_add(cells, cell_text(&it->of[CD_REGRET_OWN][p * it->n_options + s], spread));
    add_row(rows, cells);
  }
  cd_screen_heading(
      screen, spread ? "The same, how it varies: value given up, or more, in one draw in ten; share of draws with none"
                     : "What each partner would give up by each option: part of what lies between its best and its "
                       "worst; mean value given up");
  cd_screen_table(screen, rows);
}

static void write_choices(CdScreen *screen, const CdResults *results)
{
  const CdRegrets *it = results->regrets;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  GPtrArray *head = g_ptr_array_new();
  g_ptr_array_add(head, g_strdup("first choice of"));
  for (guint q = 0; q < it->n; q++)
    g_ptr_array_add(
        head, g_strdup_printf("to %s", cd_scenario_row(results->scenario, it->partner[q].kind, it->partner[q].row)->id));
  add_row(rows, head);
  add_names(rows, it->n, "part, mean");
  for (guint p = 0; p < it->n; p++) {
    GPtrArray *cells = g_ptr_array_new();
    g_ptr_array_add(cells, g_strdup(cd_regret_partner(results, p)));
    for (guint q = 0; q < it->n; q++)
      g_ptr_array_add(cells, p == q ? g_strdup("–") : cell_text(&it->seen[CD_REGRET_OWN][p * it->n + q], false));
    add_row(rows, cells);
  }
  cd_screen_heading(screen, "What each would give up if another had its way: the first choice of the one in the row, "
                            "in the eyes of the one in the column; part of the range, mean value");
  cd_screen_table(screen, rows);
}

char *cd_regret_text(const CdResults *results, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  g_autofree char *effort = cd_effort_text(results), *sentence = cd_regret_sentence(results),
                  *title = g_strdup_printf("%s (%s): regret by partner, from %s; seed %" G_GUINT64_FORMAT,
                                           results->scenario->label, results->scenario->id, effort, results->seed);
  cd_screen_paragraph(&screen, title, "", "  ");
  if (!cd_tells_of_regret(results)) {
    cd_screen_paragraph(&screen, "There is nothing to regret: it takes a partner, and two options to choose between.",
                        "", "  ");
    return g_string_free(screen.out, FALSE);
  }
  if (*sentence)
    cd_screen_paragraph(&screen, sentence, "", "  ");
  cd_screen_paragraph(&screen, cd_regret_note(), "", "  ");
  write_options(&screen, results, false);
  write_options(&screen, results, true);
  if (results->regrets->n > 1)
    write_choices(&screen, results);
  cd_screen_paragraph(&screen, "By the model's beliefs, with the same weights: --format json or csv.", "", "  ");
  return g_string_free(screen.out, FALSE);
}

char *cd_regret_json(const CdResults *results)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_put_run(&json, results);
  cd_json_put_regret(&json, results);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}

static void put_row(CdCsv *csv, const CdResults *results, guint beliefs, guint partner, const char *of,
                    const char *which, const CdRegret *it)
{
  const CdRegretPartner *who = &results->regrets->partner[partner];
  const double number[] = {it->mean, it->low, it->high, it->p90, it->none, it->matters, it->of_range};
  cd_csv_text(csv, cd_regret_beliefs_text((CdRegretBeliefs)beliefs));
  cd_csv_text(csv, cd_entity(who->kind)->element);
  cd_csv_text(csv, cd_scenario_row(results->scenario, who->kind, who->row)->id);
  cd_csv_text(csv, of);
  cd_csv_text(csv, which);
  for (guint i = 0; i < G_N_ELEMENTS(number); i++)
    cd_csv_number(csv, number[i]);
  cd_csv_end_row(csv);
}

char *cd_regret_csv(const CdResults *results)
{
  static const char *const heads[] = {"beliefs", "partner", "id",   "of",      "which",    "mean", "low",
                                      "high",    "p90",     "none", "matters", "of_range", NULL};
  const CdRegrets *it = results->regrets;
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint b = 0; b < CD_REGRET_BELIEFS; b++)
    for (guint p = 0; p < it->n; p++) {
      for (guint s = 0; s < it->n_options; s++)
        put_row(&csv, results, b, p, "option", cd_option_id(results, s), &it->of[b][p * it->n_options + s]);
      for (guint c = 0; c < it->n; c++)
        put_row(&csv, results, b, p, "choice",
                cd_scenario_row(results->scenario, it->partner[c].kind, it->partner[c].row)->id,
                &it->seen[b][c * it->n + p]);
    }
  return g_string_free(csv.out, FALSE);
}
