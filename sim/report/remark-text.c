#include <math.h>
#include "sim/report/figure.h"
#include "sim/report/option.h"
#include "sim/report/remark.h"
#include "sim/report/screen.h"

#define NAME_COLUMNS 18u
#define CELL_COLUMNS 7u

static GPtrArray *table_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
}

/* Takes the texts, which end with NULL. */
static void add_row(GPtrArray *rows, char *first, ...)
{
  g_autoptr(GPtrArray) row = g_ptr_array_new();
  va_list rest;
  va_start(rest, first);
  for (char *text = first; text; text = va_arg(rest, char *))
    g_ptr_array_add(row, text);
  va_end(rest);
  g_ptr_array_add(row, NULL);
  g_ptr_array_add(rows, g_ptr_array_steal(row, NULL));
}

/* By ids, as scenarios name it: labels would fill the screen. */
static char *name_of(const CdRemark *remark, guint contract)
{
  const CdSpecHead *head = &cd_scenario_contract(remark->results->scenario, contract)->head;
  return g_strdup_printf("%s/%s", cd_option_id(remark->results, (guint)head->parent), head->id);
}

static char *change_of(CdFigureKind kind, const CdSummary *before, const CdSummary *after)
{
  g_autofree char *first = cd_figure(kind, before->mean), *then = cd_figure(kind, after->mean);
  return g_strdup_printf("%s → %s", first, then);
}

static void write_contracts(CdScreen *screen, const CdRemark *remark)
{
  g_autoptr(GPtrArray) rows = table_new();
  add_row(rows, g_strdup(""), g_strdup("changes"), g_strdup("price"), g_strdup("quality"), NULL);
  for (guint c = 0; c < remark->results->n_contracts; c++) {
    const CdRemarkContract *it = &remark->contract[c];
    add_row(rows, name_of(remark, c), cd_figure_share_of(it->changed.mean),
            change_of(CD_FIGURE_MONEY, &it->price_before, &it->price_after),
            change_of(CD_FIGURE_SHARE, &it->quality_before, &it->quality_after), NULL);
  }
  cd_screen_heading(screen, "Contracts: share of runs in which the winner changes; mean price and quality of winners");
  cd_screen_table(screen, rows);
}

static void add_winner(GPtrArray *rows, const char *label, double before, double after)
{
  if (before > 0 || after > 0)
    add_row(rows, g_strdup_printf("  %s", label), cd_figure_share_of(before), cd_figure_share_of(after), NULL);
}

static void write_winners(CdScreen *screen, const CdRemark *remark)
{
  const CdScenario *scenario = remark->results->scenario;
  g_autoptr(GPtrArray) rows = table_new();
  add_row(rows, g_strdup(""), g_strdup("before"), g_strdup("after"), NULL);
  for (guint c = 0; c < remark->results->n_contracts; c++) {
    const CdRemarkContract *it = &remark->contract[c];
    add_row(rows, name_of(remark, c), g_strdup(""), g_strdup(""), NULL);
    for (guint p = 0; p < remark->results->n_bidders; p++)
      add_winner(rows, cd_scenario_bidder(scenario, p)->label, it->before[p], it->after[p]);
    add_winner(rows, "nobody", it->none_before, it->none_after);
  }
  cd_screen_heading(screen, "Who wins: share of runs");
  cd_screen_table(screen, rows);
}

/* Narrower cells than a table's, so that all weights stand beside one another. */
static void write_formulas(CdScreen *screen, const CdRemark *remark)
{
  cd_screen_heading(screen, "Every formula and quality weight: share of tenders in which the winner changes");
  for (int f = -1; f < CD_SCORING_COUNT; f++) {
    cd_append_column(screen->out, f < 0 ? "quality weight" : cd_remark_words((CdScoring)f)->id, NAME_COLUMNS, false);
    int same = f < 0 ? f : cd_remark_first_alike(remark, f);
    if (same != f) {
      g_string_append_printf(screen->out, "  the same as by %s", cd_remark_words((CdScoring)same)->id);
      cd_screen_end_line(screen);
      continue;
    }
    for (guint w = 0; w < CD_REMARK_WEIGHTS; w++) {
      g_autofree char *cell =
          f < 0 ? cd_figure(CD_FIGURE_SHARE, cd_remark_weight[w]) : cd_figure_share_of(remark->other[f][w]);
      cd_append_column(screen->out, cell, CELL_COLUMNS, true);
    }
    cd_screen_end_line(screen);
  }
  cd_screen_paragraph(screen, "concordat explain tells of each formula. Price per point and monetised know no weight.",
                      "  ", "  ");
}

char *cd_remark_text(const CdRemark *remark, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  const CdResults *results = remark->results;
  g_autofree char *title =
      g_strdup_printf("%s (%s; seed %" G_GUINT64_FORMAT ", %u replicates): bids marked again", results->scenario->label,
                      results->scenario->id, results->seed, results->replicates);
  g_autofree char *rule = cd_remark_rule(remark), *share = cd_figure_share_of(remark->changed),
                  *flips = cd_remark_flips_sentence(remark), *after = cd_figure_share_of(remark->flips_after);
  g_autofree char *line =
      g_strdup_printf("Before: %s. After: %s. The winner changes in %s of all tenders: another wins, or nobody.",
                      cd_remark_words(remark->was)->label, rule, share);
  cd_screen_paragraph(&screen, title, "", "  ");
  cd_screen_paragraph(&screen, cd_remark_note(), "", "  ");
  cd_screen_paragraph(&screen, line, "", "  ");
  write_contracts(&screen, remark);
  write_winners(&screen, remark);
  write_formulas(&screen, remark);
  cd_screen_heading(&screen, "Whether a losing bid decides");
  cd_screen_paragraph(&screen, flips, "  ", "  ");
  if (remark->scoring != remark->was && !isnan(remark->flips_after)) {
    g_autofree char *marked = g_strdup_printf("Marked as above, a losing bid decides in %s of tenders.", after);
    cd_screen_paragraph(&screen, marked, "  ", "  ");
  }
  return g_string_free(screen.out, FALSE);
}
