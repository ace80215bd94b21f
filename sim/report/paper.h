/* paper.h - the committee paper: a page of the same numbers and sentences as the report, of at most four sheets of A4 in print whatever the scenario. What has no
 * room is left out by rule: options as cd_options_shown() says, payers and areas that have least of what is told, texts as brief.h cuts them. */
#pragma once

#include "sim/report/brief.h"
#include "sim/report/page.h"

typedef struct {
  CdPage *page;
  const CdResults *results; /* with texts cut */
  const CdBrief *brief;
  CdOptions options; /* that its tables have */
  CdOptions key;     /* that its sentences compare */
} CdPaper;

void cd_paper_purpose(const CdPaper *paper);
void cd_paper_note(const CdPaper *paper);
void cd_paper_options(const CdPaper *paper);
void cd_paper_risks(const CdPaper *paper); /* and the timetable */
void cd_paper_payers(const CdPaper *paper);
void cd_paper_border(const CdPaper *paper);
void cd_paper_partners(const CdPaper *paper);
void cd_paper_depends(const CdPaper *paper); /* what would change the answer */
void cd_paper_implications(const CdPaper *paper);
void cd_paper_assumptions(const CdPaper *paper);

/* --- tables with a column an option (paper-table.c) --- */

/* Opens a table and writes its heads: FIRST, then the options'. */
void cd_paper_table_open(const CdPaper *paper, const char *caption, const char *first);

/* A row of one value: its mean and, but for business as usual, its change against that with the verdict in a word or two. */
void cd_paper_row(const CdPaper *paper, const char *label, guint value);
void cd_paper_total_row(const CdPaper *paper, CdMetricKind metric);

/* The same with the change in the cell and nothing but the verdict below: for rows whose sum is told elsewhere. */
void cd_paper_change_row(const CdPaper *paper, const char *label, guint value);

/* What lacks room beside the options of the table above, or nothing: "2 more options, ...". */
void cd_paper_left_out(const CdPaper *paper);

/* --- rows for which there may be no room (paper-table.c) --- */

#define CD_PAPER_ROWS 6u

typedef struct {
  CdEntityKind kind;
  guint row, value; /* VALUE: of METRIC for that row */
} CdPaperRow;

/* At most MOST of those for whom METRIC is told, those with most of it under business as usual, in the scenario's order; LEFT_OUT: how many more. The caller
 * unrefs. */
GArray *cd_paper_rows(const CdPaper *paper, CdMetricKind metric, CdScope first, CdScope second, guint most,
                      guint *left_out);
