/* What each partner would prefer, and how their talks end: an illustration. */
#include "sim/report/paper.h"
#include "sim/report/partners.h"

static void row_of(const CdPaper *paper, const CdPaperRow *row)
{
  const CdResults *results = paper->results;
  const CdRanking *ranking =
      row->kind == CD_ENTITY_COUNCIL ? &results->ranking_council[row->row] : &results->ranking_funder[row->row];
  cd_page_row(paper->page, cd_scenario_row(results->scenario, row->kind, row->row)->label);
  for (guint i = 0; i < paper->options.n; i++)
    if (paper->options.at[i] < results->n_forced)
      cd_page_number_cell(paper->page, CD_FIGURE_PART, ranking->first_own[paper->options.at[i]]);
  cd_page_number_cell(paper->page, CD_FIGURE_PART, ranking->parted);
}

static void write_ends(const CdPaper *paper)
{
  const CdAccord *accord = paper->results->accord;
  guint often = CD_PARTING_NONE;
  if (!accord)
    return;
  for (guint k = CD_PARTING_NONE + 1; k < CD_PARTING_COUNT; k++)
    if (accord->kind[k].n > 0 && (often == CD_PARTING_NONE || accord->kind[k].n > accord->kind[often].n))
      often = k;
  if (often == CD_PARTING_NONE) {
    cd_page_paragraph(paper->page, "Their talks end with all together under every set of assumptions tried.");
    return;
  }
  const CdPartingInfo *info = cd_parting_info((CdPartingKind)often);
  g_autofree char *share = cd_figure_share_of(accord->kind[often].share);
  g_autofree char *line = g_strdup_printf("The most frequent end of their talks without agreement is “%s”: %s of the "
                                          "assumptions tried. %s",
                                          info->label, share, info->definition);
  cd_page_paragraph(paper->page, line);
}

void cd_paper_partners(const CdPaper *paper)
{
  const CdResults *results = paper->results;
  guint left_out;
  g_autoptr(GArray) rows =
      cd_paper_rows(paper, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, CD_BY_FUNDER, CD_PAPER_ROWS, &left_out);
  cd_page_paragraph(
      paper->page,
      "An illustration: what partners want and believe is assumed, and nobody's statement. Told is how often "
      "each option is a partner's first choice by its own weights and beliefs, and how often it would "
      "choose otherwise if it believed what the model finds.");
  cd_page_table_open(paper->page, "First choice of each partner, share of assumptions tried (an illustration)");
  cd_page_head_row(paper->page, "Partner");
  for (guint i = 0; i < paper->options.n; i++)
    if (paper->options.at[i] < results->n_forced)
      cd_page_head(paper->page, cd_option_label(results, paper->options.at[i]), true);
  cd_page_head(paper->page, "Own belief and the model part", true);
  cd_page_raw(paper->page, "</tr></thead>\n");
  for (guint i = 0; i < rows->len; i++)
    row_of(paper, &g_array_index(rows, CdPaperRow, i));
  cd_page_table_close(paper->page);
  write_ends(paper);
}
