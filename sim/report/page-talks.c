#include "sim/report/page.h"
#include "sim/report/page-charts.h"
#include "sim/report/partners.h"

#include <math.h>

static void write_partitions(CdSection section, const CdAccord *accord)
{
  cd_page_table_open(section.page, "Who goes with whom, share of assumptions tried");
  cd_page_head_row(section.page, "Partners");
  cd_page_head(section.page, "Share", true);
  cd_page_head(section.page, "95% interval", true);
  cd_page_head(section.page, "Months of talks, mean", true);
  cd_page_raw(section.page, "</thead>\n");
  for (guint p = 0; p < accord->n_partitions; p++) {
    const CdAccordPartition *it = &accord->partition[p];
    g_autofree char *who = cd_partition_text(section.results->scenario, &it->partition);
    g_autofree char *range = cd_figure_range(CD_FIGURE_PART, it->share.low, it->share.high, false);
    cd_page_row(section.page, who);
    cd_page_number_cell(section.page, CD_FIGURE_PART, it->share.share);
    cd_page_text_cell(section.page, range);
    cd_page_number_cell(section.page, CD_FIGURE_TIME, it->months);
  }
  cd_page_table_close(section.page);
}

static void write_leavers(CdSection section, const CdAccord *accord)
{
  cd_page_table_open(section.page, "Who leaves, and who would have stayed, share of assumptions tried");
  cd_page_head_row(section.page, "Council");
  cd_page_head(section.page, "Gives notice", true);
  cd_page_head(section.page, "Runs out of time", true);
  cd_page_head(section.page, "Would have stayed at the break", true);
  cd_page_raw(section.page, "</thead>\n");
  for (guint i = 0; i < accord->n_councils; i++) {
    cd_page_row(section.page, cd_council_text(section.results->scenario, i));
    cd_page_number_cell(section.page, CD_FIGURE_PART, accord->notice[i].share);
    cd_page_number_cell(section.page, CD_FIGURE_PART, accord->lapsed[i].share);
    cd_page_number_cell(section.page, CD_FIGURE_PART, accord->wanted[i].share);
  }
  cd_page_table_close(section.page);
}

static void write_partings(CdSection section, const CdAccord *accord)
{
  cd_page_table_open(section.page, "How talks end, share of assumptions tried");
  cd_page_head_row(section.page, "End");
  cd_page_head(section.page, "Share", true);
  cd_page_head(section.page, "Meaning", false);
  cd_page_raw(section.page, "</thead>\n");
  for (guint k = 0; k < CD_PARTING_COUNT; k++) {
    const CdPartingInfo *info = cd_parting_info((CdPartingKind)k);
    cd_page_row(section.page, info->label);
    cd_page_number_cell(section.page, CD_FIGURE_PART, accord->kind[k].share);
    cd_page_text_cell(section.page, info->definition);
  }
  cd_page_table_close(section.page);
}

void cd_section_talks(CdSection section)
{
  const CdAccord *accord = section.results->accord;
  if (!accord) {
    cd_page_paragraph(
        section.page,
        "The scenario has no talks: options are compared as they stand, and nobody chooses between them.");
    return;
  }
  cd_page_paragraph(section.page, "Left to themselves, the councils meet once a month, table terms, accept or refuse, "
                                  "and may give notice when leaving is worth "
                                  "more than what they can still expect. Each knows its own values and the offers "
                                  "made, and forms a view of the others from these. "
                                  "The shares are of the assumptions tried, not chances of what councils will do. The "
                                  "option “As the partners decide” in the "
                                  "tables of this page is whatever they decide under each set of assumptions. In the "
                                  "first table | stands between those who part. Why they "
                                  "part, which terms stand in the way, what payments would bridge it and who should "
                                  "pay is told by “concordat negotiate” on the same "
                                  "scenario.");
  cd_chart_of_talks(section);
  write_partitions(section, accord);
  write_partings(section, accord);
  write_leavers(section, accord);
}
