#include "sim/report/glossary.h"
#include "sim/report/page.h"
#include "sim/report/page-charts.h"
#include "sim/report/partners.h"

static void share_cell(CdSection section, CdShare share)
{
  g_autofree char *range = cd_figure_range(CD_FIGURE_PART, share.low, share.high, false);
  cd_page_cell_open(section.page, true);
  cd_page_number(section.page, CD_FIGURE_PART, share.share);
  cd_page_note(section.page, range);
  cd_page_cell_close(section.page);
}

static void write_partitions(CdSection section, const CdAccord *accord)
{
  cd_page_narrow_table_open(section.page, "Who goes with whom, share of assumptions tried");
  cd_page_head_row(section.page, "In the end");
  cd_page_head(section.page, "Share", true);
  cd_page_head(section.page, "Months of talks, mean", true);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (guint p = 0; p < accord->n_partitions; p++) {
    const CdAccordPartition *it = &accord->partition[p];
    g_autofree char *who = cd_grouping_words(section.results->scenario, &it->partition);
    cd_page_row(section.page, who);
    share_cell(section, it->share);
    cd_page_number_cell(section.page, CD_FIGURE_TIME, it->months);
  }
  cd_page_table_close(section.page);
}

static void joined_cell(CdSection section, const CdAccord *accord, guint i)
{
  cd_page_cell_open(section.page, true);
  cd_page_number(section.page, CD_FIGURE_PART, accord->joined[i].share);
  if (accord->joined[i].n > 0) {
    g_autofree char *month = cd_figure(CD_FIGURE_TIME, accord->month_joined[i]);
    g_autofree char *when = g_strdup_printf("month %s", month);
    cd_page_note(section.page, when);
  }
  cd_page_cell_close(section.page);
}

static void write_leavers(CdSection section, const CdAccord *accord)
{
  bool joining = cd_scenario_negotiation(section.results->scenario, 0)->join_later == CD_YES;
  cd_page_narrow_table_open(section.page, "Who leaves, and who would have stayed, share of assumptions tried");
  cd_page_head_row(section.page, "Council");
  cd_page_head(section.page, "Gives notice", true);
  cd_page_head(section.page, "Out of time", true);
  cd_page_head(section.page, cd_word(CD_WORD_WANTED)->label, true);
  if (joining)
    cd_page_head(section.page, cd_word(CD_WORD_JOINS)->label, true);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (guint i = 0; i < accord->n_councils; i++) {
    cd_page_row(section.page, cd_council_text(section.results->scenario, i));
    cd_page_number_cell(section.page, CD_FIGURE_PART, accord->notice[i].share);
    cd_page_number_cell(section.page, CD_FIGURE_PART, accord->lapsed[i].share);
    cd_page_number_cell(section.page, CD_FIGURE_PART, accord->wanted[i].share);
    if (joining)
      joined_cell(section, accord, i);
  }
  cd_page_table_close(section.page);
}

static void write_partings(CdSection section, const CdAccord *accord)
{
  cd_page_narrow_table_open(section.page,
                            "How talks end, share of assumptions tried; ends that are not listed did not occur");
  cd_page_head_row(section.page, "End");
  cd_page_head(section.page, "Share", true);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (guint k = 0; k < CD_PARTING_COUNT; k++) {
    const CdPartingInfo *info = cd_parting_info((CdPartingKind)k);
    if (accord->kind[k].n == 0)
      continue;
    cd_page_noted_row(section.page, info->label, info->definition);
    share_cell(section, accord->kind[k]);
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
  CdProtocol protocol = (CdProtocol)cd_scenario_negotiation(section.results->scenario, 0)->protocol;
  const CdGlossaryEntry *entry = cd_protocol_entry(protocol);
  g_autofree char *how = g_strdup_printf(
      "%s: %s %sThe shares are of the assumptions tried, not chances of what councils will do. The option “As the "
      "partners decide” in the tables of this page is whatever they decide under each set of assumptions.",
      entry->label, entry->meaning,
      protocol == CD_PROTOCOL_OFFERS
          ? "Each knows its own values and the offers made, and forms a view of the others from these. "
          : "");
  cd_page_paragraph(section.page, how);
  cd_chart_of_talks(section);
  write_partitions(section, accord);
  write_partings(section, accord);
  write_leavers(section, accord);
  cd_page_paragraph(
      section.page,
      "A run only counts what they decide. Why they part, which terms stand in the way, on what terms they agree, what "
      "payments would bridge it, what would last and who should pay by which rule is told by the page of the talks:");
  g_autofree char *command =
      g_strdup_printf("concordat negotiate scenario.xml --replicates %u --seed %" G_GUINT64_FORMAT " --out talks",
                      section.results->replicates, section.results->seed);
  cd_page_raw(section.page, "<dl>\n");
  cd_page_fact(section.page, "Writes talks.html, on the same assumptions, into the folder talks", command);
  cd_page_raw(section.page, "</dl>\n");
}
