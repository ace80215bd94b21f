#include "sim/report/html.h"

#include <string.h>
#include "sim/report/columns.h"
#include "sim/report/number.h"

#define PLUS '+'
#define MINUS 0x2212u
#define POUND 0xa3u
#define WORD_JOINER 0x2060u /* no line ends here, nothing is shown */

/* Lines may end between two signs that stand before a number (Unicode Standard Annex 14, class PR), which would part "+" and "£2,448";
 * before a digit they may not. */
static bool lines_may_part(gunichar sign, const char *next)
{
  return (sign == PLUS || sign == MINUS) && g_utf8_get_char(next) == POUND;
}

void cd_html_escape(GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == '&')
      g_string_append(out, "&amp;");
    else if (c == '<')
      g_string_append(out, "&lt;");
    else if (c == '>')
      g_string_append(out, "&gt;");
    else if (c == '"')
      g_string_append(out, "&quot;");
    else if (c == '\'')
      g_string_append(out, "&#39;");
    else
      g_string_append_unichar(out, cd_character_steers(c) && c != '\n' && c != '\t' ? 0xfffd : c);
    if (lines_may_part(c, g_utf8_next_char(at)))
      g_string_append_unichar(out, WORD_JOINER);
  }
}

void cd_page_raw(CdPage *page, const char *markup)
{
  g_string_append(page->out, markup);
}

void cd_page_element(CdPage *page, const char *tag, const char *class, const char *text)
{
  if (class)
    g_string_append_printf(page->out, "<%s class=\"%s\">", tag, class);
  else
    g_string_append_printf(page->out, "<%s>", tag);
  cd_html_escape(page->out, text);
  g_string_append_printf(page->out, "</%s>\n", tag);
}

void cd_page_paragraph(CdPage *page, const char *text)
{
  cd_page_element(page, "p", NULL, text);
}

void cd_page_link(CdPage *page, const char *href, const char *text)
{
  if (!g_str_has_prefix(href, "https://") && !g_str_has_prefix(href, "http://")) {
    cd_html_escape(page->out, text);
    return;
  }
  cd_page_raw(page, "<a href=\"");
  cd_html_escape(page->out, href);
  cd_page_raw(page, "\">");
  cd_html_escape(page->out, text);
  cd_page_raw(page, "</a>");
}

void cd_page_fact(CdPage *page, const char *name, const char *code)
{
  cd_page_element(page, "dt", NULL, name);
  cd_page_raw(page, "<dd>");
  cd_page_element(page, "code", NULL, code);
  cd_page_raw(page, "</dd>\n");
}

static void open_table(CdPage *page, const char *class, const char *caption)
{
  page->tables++;
  g_string_append_printf(
      page->out,
      "<div class=\"%s\" role=\"region\" aria-labelledby=\"table-%u\" tabindex=\"0\"><table><caption "
      "id=\"table-%u\"><span>",
      class, page->tables, page->tables);
  cd_html_escape(page->out, caption);
  cd_page_raw(page, "</span></caption>\n");
}

void cd_page_table_open(CdPage *page, const char *caption)
{
  open_table(page, "scroll", caption);
}

void cd_page_narrow_table_open(CdPage *page, const char *caption)
{
  open_table(page, "scroll narrow", caption);
}

void cd_page_table_close(CdPage *page)
{
  cd_page_raw(page, "</table></div>\n");
}

void cd_page_head_row(CdPage *page, const char *first)
{
  page->in_heads = true;
  cd_page_raw(page, "<thead><tr>");
  cd_page_head(page, first, false);
}

void cd_page_head(CdPage *page, const char *text, bool is_number)
{
  g_string_append_printf(page->out, "<th scope=\"col\"%s>", is_number ? " class=\"n\"" : "");
  cd_html_escape(page->out, text);
  cd_page_raw(page, "</th>");
}

void cd_page_group(CdPage *page, const char *text, guint columns)
{
  page->in_heads = false;
  g_string_append_printf(page->out, "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%u\"><span>", columns);
  cd_html_escape(page->out, text);
  cd_page_raw(page, "</span></th>\n");
}

void cd_page_noted_row(CdPage *page, const char *head, const char *note)
{
  cd_page_raw(page, page->in_heads ? "<tbody><tr><th scope=\"row\">" : "<tr><th scope=\"row\">");
  page->in_heads = false;
  cd_html_escape(page->out, head);
  if (note)
    cd_page_note(page, note);
  cd_page_raw(page, "</th>");
}

void cd_page_row(CdPage *page, const char *head)
{
  cd_page_noted_row(page, head, NULL);
}

void cd_page_total_row(CdPage *page, const char *head)
{
  cd_page_raw(page, "<tr class=\"total\"><th scope=\"row\">");
  cd_html_escape(page->out, head);
  cd_page_raw(page, "</th>");
}

void cd_page_cell_open(CdPage *page, bool is_number)
{
  cd_page_raw(page, is_number ? "<td class=\"n\">" : "<td>");
}

void cd_page_cell_close(CdPage *page)
{
  cd_page_raw(page, "</td>\n");
}

void cd_page_data(CdPage *page, double x, const char *shown)
{
  cd_page_raw(page, "<data value=\"");
  if (!cd_append_number(page->out, x))
    cd_page_raw(page, "undefined");
  cd_page_raw(page, "\">");
  cd_html_escape(page->out, shown);
  cd_page_raw(page, "</data>");
}

void cd_page_number(CdPage *page, CdFigureKind kind, double x)
{
  g_autofree char *shown = cd_figure(kind, x);
  cd_page_data(page, x, shown);
}

void cd_page_change(CdPage *page, CdFigureKind kind, double x)
{
  g_autofree char *shown = cd_figure_change(kind, x);
  cd_page_data(page, x, shown);
}

void cd_page_note(CdPage *page, const char *text)
{
  cd_page_raw(page, " <small>");
  cd_html_escape(page->out, text);
  cd_page_raw(page, "</small>");
}

void cd_page_text_cell(CdPage *page, const char *text)
{
  cd_page_cell_open(page, false);
  cd_html_escape(page->out, text);
  cd_page_cell_close(page);
}

void cd_page_number_cell(CdPage *page, CdFigureKind kind, double x)
{
  cd_page_cell_open(page, true);
  cd_page_number(page, kind, x);
  cd_page_cell_close(page);
}

void cd_page_summary_cell(CdPage *page, CdFigureKind kind, const CdSummary *summary)
{
  g_autofree char *interval = cd_figure_range(kind, summary->low, summary->high, false);
  cd_page_cell_open(page, true);
  cd_page_number(page, kind, summary->mean);
  cd_page_note(page, interval);
  cd_page_cell_close(page);
}

void cd_page_finding_cell(CdPage *page, const CdFinding *finding)
{
  if (!finding) {
    cd_page_raw(page, "<td class=\"n\">–</td>\n");
    return;
  }
  g_autofree char *note = cd_finding_note(finding->metric, &finding->value);
  cd_page_cell_open(page, true);
  cd_page_change(page, finding->figure, finding->value.d.mean);
  cd_page_note(page, note);
  cd_page_cell_close(page);
}
