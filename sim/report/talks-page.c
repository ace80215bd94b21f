#include "sim/report/talks-page.h"

#include <math.h>
#include "concordat/version.h"
#include "sim/report/accords-words.h"
#include "sim/report/page.h"
#include "sim/report/partners.h"

static const struct {
  const char *id, *title;
  void (*write)(CdTalksSection section);
} sections[] = {
    {"answer", "The answer, and how sure it is", cd_talks_answer},
    {"ends", "How the talks end", cd_talks_ends},
    {"leavers", "Who leaves whom", cd_talks_leavers},
    {"why", "Why they part", cd_talks_why},
    {"bridge", "What would have kept them together", cd_talks_bridge},
    {"last", "What would last", cd_talks_stability},
    {"terms", "The terms agreed", cd_talks_terms},
    {"pays", "Who pays", cd_talks_rules},
    {"assumptions", "Under which assumptions", cd_talks_assumptions},
    {"examples", "Talks to read", cd_talks_examples},
    {"caveats", "What this does not tell", cd_talks_caveats},
    {"words", "What the words mean", cd_talks_words},
    {"reproduce", "How to reproduce this", cd_talks_reproduce},
};

void cd_talks_heads(CdTalksSection section, const char *label, ...)
{
  va_list heads;
  cd_page_head_row(section.page, label);
  va_start(heads, label);
  for (const char *head; (head = va_arg(heads, const char *));)
    cd_page_head(section.page, head, true);
  va_end(heads);
  cd_page_raw(section.page, "</tr></thead>\n");
}

void cd_talks_share_cell(CdTalksSection section, CdShare share)
{
  cd_page_cell_open(section.page, true);
  cd_page_number(section.page, CD_FIGURE_PART, share.share);
  if (share.of > 0) {
    g_autofree char *interval = cd_figure_range(CD_FIGURE_PART, share.low, share.high, false);
    cd_page_note(section.page, interval);
  }
  cd_page_cell_close(section.page);
}

void cd_talks_spread_cell(CdTalksSection section, CdFigureKind kind, CdSpread spread)
{
  cd_page_cell_open(section.page, true);
  if (spread.n > 0 && isfinite(spread.median)) {
    cd_page_number(section.page, kind, spread.median);
    g_autofree char *range = cd_figure_range(kind, spread.p5, spread.p95, false);
    cd_page_note(section.page, range);
  } else {
    cd_html_escape(section.page->out, "–");
  }
  cd_page_cell_close(section.page);
}

static void write_top(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  g_autofree char *replicates = cd_figure_whole(accords->replicates);
  g_autofree char *title = g_strdup_printf("%s: the partners’ talks", accords->scenario->label);
  g_autofree char *line =
      g_strdup_printf("A simulation by concordat %s: %s sets of assumptions; seed %" G_GUINT64_FORMAT ".", CD_VERSION,
                      replicates, accords->seed);
  cd_page_begin(section.page, title, false);
  cd_page_top(section.page, "Skip to the answer", title, line);
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
    g_string_append_printf(section.page->out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id, sections[i].title);
  cd_page_raw(section.page, "</ol></nav>\n<main id=\"main\">\n");
}

char *cd_accords_html(const CdAccords *accords)
{
  CdPage page = {.out = g_string_new(NULL)};
  CdTalksSection section = {&page, accords->reasons, accords};
  write_top(section);
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
    g_string_append_printf(page.out, "<section id=\"%s\">\n<h2>%s</h2>\n", sections[i].id, sections[i].title);
    sections[i].write(section);
    cd_page_raw(&page, "</section>\n");
  }
  cd_page_raw(&page, "</main>\n<footer><p>Figures are rounded to read; exact values stand in talks.json and talks.csv "
                     "beside this page.</p></footer>\n</body>\n</html>\n");
  return g_string_free(page.out, FALSE);
}
