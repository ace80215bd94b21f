#include "sim/report/paper.h"

#include "concordat/report.h"
#include "concordat/version.h"
#include "sim/report/chart.h"
#include "sim/report/option-words.h"
#include "sim/report/paper-style.h"

static const struct {
  const char *id, *title;
  void (*write)(const CdPaper *paper);
  bool (*has)(const CdResults *results); /* NULL: of every scenario */
} sections[] = {
    {"purpose", "Purpose", cd_paper_purpose, NULL},
    {"note", "What the committee is asked to note", cd_paper_note, NULL},
    {"options", "The options", cd_paper_options, NULL},
    {"risks", "Timetable and risks", cd_paper_risks, NULL},
    {"border", "Residents who cross the border", cd_paper_border, cd_tells_of_border},
    {"depends", "What would change the answer", cd_paper_depends, NULL},
    {"payers", "Financial implications: what options cost, and who pays", cd_paper_payers, NULL},
    {"partners", "What each partner would prefer", cd_paper_partners, NULL},
    {"implications", "Legal, equality and other implications", cd_paper_implications, NULL},
    {"assumptions", "What is assumed, and how to make the figures again", cd_paper_assumptions, NULL},
};

static bool is_told(const CdPaper *paper, guint i)
{
  return !sections[i].has || sections[i].has(paper->results);
}

static void write_top(const CdPaper *paper)
{
  g_autofree char *effort = cd_effort_text(paper->results);
  g_autofree char *line =
      g_strdup_printf("Paper for committee, for noting. A simulation by concordat %s: %s; seed %" G_GUINT64_FORMAT ".",
                      CD_VERSION, effort, paper->results->seed);
  cd_page_top(paper->page, "Skip to the paper", paper->results->scenario->label, line);
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
    if (is_told(paper, i))
      g_string_append_printf(paper->page->out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id, sections[i].title);
  cd_page_raw(paper->page, "</ol></nav>\n<main id=\"main\">\n");
}

static void write_foot(const CdPaper *paper)
{
  cd_page_raw(paper->page, "</main>\n<footer><p>");
  cd_page_raw(paper->page,
              paper->brief->is_cut ? "Texts too long for a paper are cut (…); report.html has them whole. " : "");
  cd_page_raw(
      paper->page,
      "Sentences and figures are those of report.html, beside this paper, which has every table, chart and source. "
      "Figures are rounded to read; exact values stand in results.json and results.csv.</p></footer>\n");
  cd_page_chart_script(paper->page);
  cd_page_raw(paper->page, "</body>\n</html>\n");
}

char *cd_report_paper(const CdResults *results)
{
  g_autoptr(CdBrief) brief = cd_brief_new(results);
  CdPage page = {.out = g_string_new(NULL)};
  CdPaper paper = {&page, &brief->results, brief, cd_options_shown(results), cd_options_key(results)};
  g_autofree char *title = g_strdup_printf("%s: paper for committee", brief->results.scenario->label);
  cd_page_begin_styled(&page, title, true, CD_PAPER_STYLE);
  write_top(&paper);
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
    if (!is_told(&paper, i))
      continue;
    g_string_append_printf(page.out, "<section id=\"%s\">\n<h2>%s</h2>\n", sections[i].id, sections[i].title);
    sections[i].write(&paper);
    cd_page_raw(&page, "</section>\n");
  }
  write_foot(&paper);
  return g_string_free(page.out, FALSE);
}
