#include "sim/report/evidence-words.h"
#include "sim/report/page.h"

enum { COLUMNS = 3 };

static const char *heading(CdConclusionKind kind)
{
  static const char *const text[CD_CONCLUSION_KINDS] = {[CD_CONCLUSION_ANSWER] = "The answer",
                                                        [CD_CONCLUSION_CLAIM] = "Claims",
                                                        [CD_CONCLUSION_ADVANTAGE] = "Advantages in tables of options",
                                                        [CD_CONCLUSION_PREFERENCE] = "What each partner would prefer"};
  return text[kind];
}

static void rests_cell(CdSection section, const CdConclusion *it)
{
  g_autoptr(GString) line = g_string_new(NULL);
  for (guint i = 0; i < it->n; i++) {
    g_autofree char *told = cd_conclusion_input(section.results, &it->influence[i]);
    g_string_append_printf(line, "%s%s", line->len ? "; " : "", told);
  }
  cd_page_text_cell(section.page, line->len ? line->str : "none can be told from chance");
}

static void turns_cell(CdSection section, const CdConclusion *it)
{
  cd_page_cell_open(section.page, false);
  if (cd_conclusion_turns_on(it)) {
    g_autofree char *sentence = cd_conclusion_sentence(section.results, it);
    if (cd_conclusion_is_weak(section.results, it))
      cd_page_element(section.page, "span", "weak", "D assumption");
    cd_html_escape(section.page->out, sentence);
  } else
    cd_html_escape(section.page->out, "no");
  cd_page_cell_close(section.page);
}

/* The commands that find the very value, once each conclusion that one assumption turns and that can be asked about. */
static void write_commands(CdSection section)
{
  const CdEvidence *all = section.results->evidence;
  bool open = false;
  for (guint c = 0; c < all->n; c++) {
    g_autofree char *command = cd_conclusion_command(section.results, &all->conclusion[c], CD_SCENARIO_BESIDE),
                    *title = cd_conclusion_title(section.results, &all->conclusion[c]);
    if (!command)
      continue;
    if (!open)
      cd_page_raw(section.page, "<details><summary>Commands that find the value at which each turns</summary>\n<dl>\n");
    open = true;
    cd_page_fact(section.page, title, command);
  }
  if (open)
    cd_page_raw(section.page, "</dl>\n</details>\n");
}

bool cd_tells_of_evidence(const CdResults *results)
{
  return results->evidence->n > 0;
}

void cd_section_evidence(CdSection section)
{
  const CdEvidence *all = section.results->evidence;
  g_autofree char *sentence = cd_evidence_sentence(section.results);
  cd_page_paragraph(section.page, sentence);
  cd_page_table_open(section.page, "Each conclusion, and the assumptions that it rests on");
  cd_page_head_row(section.page, "Conclusion");
  cd_page_head(section.page, "Rests on, in order of influence", false);
  cd_page_head(section.page, "Turned by one alone", false);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (guint c = 0; c < all->n; c++) {
    const CdConclusion *it = &all->conclusion[c];
    g_autofree char *title = cd_conclusion_title(section.results, it), *found = cd_conclusion_found(section.results, it);
    if (c == 0 || all->conclusion[c - 1].kind != it->kind)
      cd_page_group(section.page, heading(it->kind), COLUMNS);
    cd_page_noted_row(section.page, title, found);
    rests_cell(section, it);
    turns_cell(section, it);
  }
  cd_page_table_close(section.page);
  cd_page_paragraph(section.page, cd_evidence_note());
  write_commands(section);
}
