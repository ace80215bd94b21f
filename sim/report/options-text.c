#include "sim/report/options.h"

#include <math.h>
#include "sim/report/figure.h"
#include "sim/report/screen.h"

static GPtrArray *table_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
}

static void add_row(GPtrArray *rows, GPtrArray *cells)
{
  g_ptr_array_add(cells, NULL);
  g_ptr_array_add(rows, g_ptr_array_free(cells, FALSE));
}

static GPtrArray *row_new(char *label)
{
  GPtrArray *cells = g_ptr_array_new();
  g_ptr_array_add(cells, label);
  return cells;
}

/* A tick of the paper's, then what is found: "x: yes 98%", "-: no 3%". The share is that of assumptions under which the option has the advantage. */
static char *cell_text(const CdTableCell *cell, bool has_column)
{
  g_autofree char *share = cell->answer.n > 0 ? cd_figure_share_of(cell->answer.holds.share) : g_strdup("");
  const char *mark = !has_column ? "" : cell->marked ? "x " : "- ";
  const char *sign = cell->agreement == CD_CELL_DIFFERS ? " !" : cell->agreement == CD_CELL_OPEN ? " ?" : "";
  return g_strdup_printf("%s%s%s%s%s", mark, cd_cell_found_word(cell->found), *share ? " " : "", share, sign);
}

static void write_cells(CdScreen *screen, const CdOptionTables *options, const CdTableAnswer *table)
{
  g_autoptr(GPtrArray) rows = table_new();
  GPtrArray *head = row_new(g_strdup(""));
  for (guint c = 0; c < table->n_columns; c++)
    g_ptr_array_add(head, g_strdup(cd_table_column_id(options, table, c)));
  add_row(rows, head);
  for (guint i = 0; i < table->n_rows; i++) {
    GPtrArray *cells = row_new(cd_table_row_name(options, table, i));
    for (guint c = 0; c < table->n_columns; c++)
      g_ptr_array_add(cells, cell_text(&table->cell[(gsize)i * table->n_columns + c], c < table->n_options));
    add_row(rows, cells);
  }
  cd_screen_heading(
      screen,
      "Each cell: the paper's tick (x or -), what is found, under which share of the assumptions; ! differs, ? open");
  cd_screen_table(screen, rows);
}

static void write_one_provider(CdScreen *screen, const CdOptionTables *options, const CdTableAnswer *table)
{
  g_autoptr(GPtrArray) rows = table_new();
  GPtrArray *head = row_new(g_strdup(""));
  for (guint c = 0; c < table->n_columns; c++)
    g_ptr_array_add(head, g_strdup(cd_table_column_id(options, table, c)));
  add_row(rows, head);
  for (guint i = 0; i < table->n_rows; i++) {
    if (!cd_scenario_table_row(options->results->scenario, table->first + i)->metric)
      continue;
    GPtrArray *cells = row_new(cd_table_row_name(options, table, i));
    for (guint c = 0; c < table->n_columns; c++) {
      const CdOneProvider *one = &table->cell[(gsize)i * table->n_columns + c].one;
      g_autofree char *share = one->runs > 0 ? cd_figure_share_of(one->share) : NULL;
      g_ptr_array_add(cells, one->runs > 0 ? g_strdup_printf("%s of %u", share, one->runs) : g_strdup("–"));
    }
    add_row(rows, cells);
  }
  cd_screen_heading(screen, "Where one provider holds all of the option and not all of what it is held against: share "
                            "of such runs with the advantage");
  cd_screen_table(screen, rows);
}

static void write_scores(CdScreen *screen, const CdOptionTables *options, const CdTableAnswer *table)
{
  g_autoptr(GPtrArray) rows = table_new();
  GPtrArray *head = row_new(g_strdup(""));
  g_ptr_array_add(head, g_strdup("its ticks"));
  g_ptr_array_add(head, g_strdup("found"));
  g_ptr_array_add(head, g_strdup("90 % of draws"));
  for (guint r = 0; r < table->n_options; r++)
    g_ptr_array_add(head, g_strdup_printf("rank %u", r + 1));
  add_row(rows, head);
  for (guint o = 0; o < table->n_options; o++) {
    const CdTableScore *score = &table->score[o];
    GPtrArray *cells = row_new(g_strdup(cd_table_column_id(options, table, o)));
    g_autofree char *low = cd_figure_share_of(score->p5), *high = cd_figure_share_of(score->p95);
    g_ptr_array_add(cells, cd_figure_share_of(score->marks));
    g_ptr_array_add(cells, cd_figure_share_of(score->mean));
    g_ptr_array_add(cells, g_strdup_printf("%s–%s", low, high));
    for (guint r = 0; r < table->n_options; r++)
      g_ptr_array_add(cells, cd_figure_share_of(score->rank[r]));
    add_row(rows, cells);
  }
  cd_screen_heading(
      screen,
      "Weighted sums, as a share of the weights, and the chance of each rank (who share ranks have a part of each)");
  cd_screen_table(screen, rows);
}

#define TIPS_SHOWN 8u

static void write_tips(CdScreen *screen, const CdOptionTables *options, const CdTableAnswer *table)
{
  cd_screen_heading(screen, "Weights at which two options change places, the others scaled; the nearest first");
  if (table->n_tips == 0)
    cd_screen_paragraph(screen, "No weight of a single criterion does.", "  ", "  ");
  for (guint i = 0; i < MIN(table->n_tips, TIPS_SHOWN); i++) {
    g_autofree char *text = cd_table_tip_sentence(options, table, i);
    cd_screen_paragraph(screen, text, "  ", "    ");
  }
}

static void write_reasons(CdScreen *screen, const CdOptionTables *options, const CdTableAnswer *table)
{
  for (guint i = 0; i < table->n_rows; i++) {
    const CdTableRowSpec *row = cd_scenario_table_row(options->results->scenario, table->first + i);
    if (!row->not_modelled)
      continue;
    g_autofree char *text = g_strdup_printf("%s, not modelled: %s", row->head.id, row->not_modelled);
    cd_screen_paragraph(screen, text, "  ", "    ");
  }
}

char *cd_options_text(const CdOptionTables *options, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  for (guint t = 0; t < options->n; t++) {
    const CdTableAnswer *table = &options->table[t];
    const CdOptionsTableSpec *spec = cd_scenario_options_table(options->results->scenario, table->table);
    g_autofree char *agreement = cd_table_agreement_sentence(table);
    cd_screen_heading(&screen, spec->head.label);
    cd_screen_paragraph(&screen, agreement, "  ", "  ");
    write_cells(&screen, options, table);
    write_reasons(&screen, options, table);
    write_one_provider(&screen, options, table);
    write_scores(&screen, options, table);
    write_tips(&screen, options, table);
  }
  g_string_append_c(screen.out, '\n');
  cd_screen_paragraph(&screen, cd_options_note(), "", "");
  return g_string_free(screen.out, FALSE);
}
