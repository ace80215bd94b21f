#include <string.h>
#include "sim/report/evidence-words.h"
#include "sim/report/options.h"
#include "sim/report/page.h"

#define TIPS_SHOWN 8u

typedef struct {
  CdSection section;
  const CdOptionTables *options;
  const CdTableAnswer *table;
} Part;

static void column_heads(Part part, const char *first, guint columns)
{
  cd_page_head_row(part.section.page, first);
  for (guint c = 0; c < columns; c++)
    cd_page_head(part.section.page, cd_option_label(part.section.results, part.table->column[c]), false);
  cd_page_raw(part.section.page, "</tr></thead>\n");
}

/* What is found, whether the paper has it so, and the share that it goes by. */
static void write_cell(Part part, guint row, guint column)
{
  CdPage *page = part.section.page;
  const CdTableCell *cell = &part.table->cell[(gsize)row * part.table->n_columns + column];
  g_autofree char *found = g_strdup(cd_cell_found_text(cell->found)), *range = cd_table_cell_share(cell);
  found[0] = g_ascii_toupper(found[0]);
  cd_page_cell_open(page, false);
  cd_html_escape(page->out, found);
  if (cell->answer.n > 0) {
    g_autofree char *share = cd_figure_share_of(cell->answer.holds.share);
    cd_page_raw(page, ", ");
    cd_page_data(page, cell->answer.holds.share, share);
  }
  if (cell->agreement != CD_CELL_WITHOUT_MARK && cell->agreement != CD_CELL_UNSAID) {
    g_autofree char *beside = g_strdup_printf("%s by the paper: %s", cell->marked ? "ticked" : "blank",
                                              cd_cell_agreement_text(cell->agreement));
    cd_page_note(page, beside);
  } else if (cell->agreement == CD_CELL_UNSAID)
    cd_page_note(page, cell->marked ? "ticked by the paper" : "blank by the paper");
  if (*range)
    cd_page_note(page, strchr(range, '('));
  if (cd_advantage_is_weak(part.section.results, (guint)(part.table - part.options->table),
                           row * part.table->n_columns + column))
    cd_page_note(page, "turns on a grade-D assumption");
  cd_page_cell_close(page);
}

static void write_cells(Part part)
{
  const CdSpecHead *head = &cd_scenario_options_table(part.section.results->scenario, part.table->table)->head;
  g_autofree char *caption =
      g_strdup_printf("%s: which option has which advantage, and under how many of the assumptions tried", head->label);
  cd_page_table_open(part.section.page, caption);
  column_heads(part, "Criterion", part.table->n_columns);
  for (guint i = 0; i < part.table->n_rows; i++) {
    const CdTableRowSpec *row = cd_scenario_table_row(part.section.results->scenario, part.table->first + i);
    if (row->not_modelled) {
      g_autofree char *why = g_strdup_printf("Not modelled: %s", row->not_modelled);
      cd_page_noted_row(part.section.page, row->head.label, why);
    } else
      cd_page_row(part.section.page, row->head.label);
    for (guint c = 0; c < part.table->n_columns; c++)
      write_cell(part, i, c);
  }
  cd_page_table_close(part.section.page);
}

static void write_one_provider(Part part)
{
  const CdSpecHead *head = &cd_scenario_options_table(part.section.results->scenario, part.table->table)->head;
  g_autofree char *caption =
      g_strdup_printf("%s, where one provider holds all of the option and not all of what it is held "
                      "against: share of such runs with the advantage",
                      head->label);
  cd_page_table_open(part.section.page, caption);
  column_heads(part, "Criterion", part.table->n_columns);
  for (guint i = 0; i < part.table->n_rows; i++) {
    const CdTableRowSpec *row = cd_scenario_table_row(part.section.results->scenario, part.table->first + i);
    if (!row->metric)
      continue;
    cd_page_row(part.section.page, row->head.label);
    for (guint c = 0; c < part.table->n_columns; c++) {
      const CdTableCell *cell = &part.table->cell[(gsize)i * part.table->n_columns + c];
      g_autofree char *told = cd_table_one_provider(cell);
      cd_page_text_cell(part.section.page, *told ? told : "–");
    }
  }
  cd_page_table_close(part.section.page);
}

static void write_scores(Part part)
{
  CdPage *page = part.section.page;
  const CdSpecHead *head = &cd_scenario_options_table(part.section.results->scenario, part.table->table)->head;
  g_autofree char *caption =
      g_strdup_printf("%s: weighted sums, as a share of the weights, and the chance of each rank", head->label);
  cd_page_table_open(page, caption);
  cd_page_head_row(page, "Option");
  cd_page_head(page, "The paper's ticks", true);
  cd_page_head(page, "Found", true);
  for (guint r = 0; r < part.table->n_options; r++) {
    g_autofree char *rank = g_strdup_printf("Rank %u", r + 1);
    cd_page_head(page, rank, true);
  }
  cd_page_raw(page, "</tr></thead>\n");
  for (guint o = 0; o < part.table->n_options; o++) {
    const CdTableScore *score = &part.table->score[o];
    g_autofree char *range = cd_figure_range(CD_FIGURE_PART, score->p5, score->p95, false),
                    *note = g_strdup_printf("%s in 90%% of draws", range);
    cd_page_row(page, cd_option_label(part.section.results, part.table->column[o]));
    cd_page_number_cell(page, CD_FIGURE_PART, score->marks);
    cd_page_cell_open(page, true);
    cd_page_number(page, CD_FIGURE_PART, score->mean);
    cd_page_note(page, note);
    cd_page_cell_close(page);
    for (guint r = 0; r < part.table->n_options; r++)
      cd_page_number_cell(page, CD_FIGURE_PART, score->rank[r]);
  }
  cd_page_table_close(page);
}

static void write_tips(Part part)
{
  if (part.table->n_tips == 0) {
    cd_page_paragraph(
        part.section.page,
        "No weight of a single criterion, the others scaled, makes two options change places whose order these "
        "runs can tell.");
    return;
  }
  cd_page_paragraph(
      part.section.page,
      "Weights at which two options change places whose order these runs can tell, the others scaled; the nearest "
      "first:");
  cd_page_raw(part.section.page, "<ul>\n");
  for (guint i = 0; i < MIN(part.table->n_tips, TIPS_SHOWN); i++) {
    g_autofree char *text = cd_table_tip_sentence(part.options, part.table, i);
    cd_page_element(part.section.page, "li", NULL, text);
  }
  cd_page_raw(part.section.page, "</ul>\n");
}

void cd_section_option_tables(CdSection section)
{
  const CdOptionTables *options = section.results->options;
  cd_page_paragraph(section.page, cd_options_note());
  for (guint t = 0; t < options->n; t++) {
    Part part = {section, options, &options->table[t]};
    g_autofree char *agreement = cd_table_agreement_sentence(part.table);
    cd_page_element(section.page, "h3", NULL,
                    cd_scenario_options_table(section.results->scenario, part.table->table)->head.label);
    cd_page_paragraph(section.page, agreement);
    write_cells(part);
    cd_page_raw(section.page,
                "<details><summary>Where one provider holds all, and sums, ranks and weights</summary>\n");
    write_one_provider(part);
    write_scores(part);
    write_tips(part);
    cd_page_raw(section.page, "</details>\n");
  }
}
