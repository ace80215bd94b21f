#include "sim/report/glossary.h"
#include "sim/report/page.h"
#include "sim/report/page-charts.h"
#include "sim/report/talks-page.h"

static const struct {
  const char *title; /* NULL: under the section's own */
  void (*write)(CdTalksSection section);
} parts[] = {
    {NULL, cd_talks_ends},
    {NULL, cd_talks_leavers},
    {"Why they part", cd_talks_why},
    {"What would have kept them together", cd_talks_bridge},
    {"What would last", cd_talks_stability},
    {"The terms agreed", cd_talks_terms},
    {"Talks to read", cd_talks_examples},
};

void cd_section_talks(CdSection section)
{
  if (!section.results->accord) {
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
  const CdTalksSection talks = {section.page, section.results->reasons, NULL};
  for (guint p = 0; p < G_N_ELEMENTS(parts); p++) {
    if (parts[p].title)
      cd_page_element(section.page, "h3", NULL, parts[p].title);
    parts[p].write(talks);
  }
  cd_page_paragraph(section.page,
                    "Under which assumptions they part, and who should pay by which rule, is told by the page of the "
                    "talks alone:");
  g_autofree char *command =
      g_strdup_printf("concordat negotiate scenario.xml --replicates %u --seed %" G_GUINT64_FORMAT " --out talks",
                      section.results->replicates, section.results->seed);
  cd_page_raw(section.page, "<dl>\n");
  cd_page_fact(section.page, "Writes talks.html, on the same assumptions, into the folder talks", command);
  cd_page_raw(section.page, "</dl>\n");
}
