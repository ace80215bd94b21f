/* html.h - builds a page. Every text is escaped here; markup that is not the program's own never reaches the
 * page. */
#pragma once

#include "sim/report/finding.h"

typedef struct {
  GString *out;
  guint tables;  /* captions so far: their ids */
  bool in_heads; /* the heads of a table are written, none of its rows yet */
} CdPage;

/* Appends TEXT with & < > " ' escaped, what is not UTF-8, a control or a change of direction replaced, and a sign held to the pounds behind it
 * by a word joiner (U+2060). */
void cd_html_escape(GString *out, const char *text);

/* The program's own markup, as it stands: never a label. */
void cd_page_raw(CdPage *page, const char *markup);

/* <TAG class="CLASS">TEXT</TAG>; CLASS may be NULL. */
void cd_page_element(CdPage *page, const char *tag, const char *class, const char *text);
void cd_page_paragraph(CdPage *page, const char *text);

/* A link where HREF is http or https, else its text alone. */
void cd_page_link(CdPage *page, const char *href, const char *text);

/* A term of a list with what it is, set as the program writes it. */
void cd_page_fact(CdPage *page, const char *name, const char *code);

/* A table in a region that scrolls sideways, with the keyboard too. Captions must differ from one another
 * within a page. Order: open, heads, rows, close. A cell belongs to the row begun last; in it stand numbers
 * and notes. */
void cd_page_table_open(CdPage *page, const char *caption);
void cd_page_narrow_table_open(CdPage *page,
                               const char *caption); /* of few columns with short figures: fits a narrow screen */
void cd_page_table_close(CdPage *page);
void cd_page_head_row(CdPage *page, const char *first); /* the head of the first column begins the row of heads */
void cd_page_head(CdPage *page, const char *text, bool is_number);
void cd_page_group(CdPage *page, const char *text, guint columns); /* a row that heads those after it; COLUMNS in all */
void cd_page_row(CdPage *page, const char *head);
void cd_page_total_row(CdPage *page, const char *head);                   /* of what stands above it */
void cd_page_noted_row(CdPage *page, const char *head, const char *note); /* with a smaller line below the head */
void cd_page_cell_open(CdPage *page, bool is_number);
void cd_page_cell_close(CdPage *page);

/* The exact number in <data value>, the rounded one to read. */
void cd_page_number(CdPage *page, CdFigureKind kind, double x);
void cd_page_change(CdPage *page, CdFigureKind kind, double x);
void cd_page_data(CdPage *page, double x, const char *shown); /* rounded, or put in words, by the caller */
void cd_page_note(CdPage *page, const char *text);            /* a smaller line below */

/* Whole cells. */
void cd_page_text_cell(CdPage *page, const char *text);
void cd_page_number_cell(CdPage *page, CdFigureKind kind, double x);
void cd_page_summary_cell(CdPage *page, CdFigureKind kind,
                          const CdSummary *summary);               /* mean, and the interval of the mean below */
void cd_page_finding_cell(CdPage *page, const CdFinding *finding); /* mean difference, and the verdict below; NULL: a dash */
