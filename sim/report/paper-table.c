#include "sim/report/paper.h"

#include <math.h>

void cd_paper_table_open(const CdPaper *paper, const char *caption, const char *first)
{
  cd_page_table_open(paper->page, caption);
  cd_page_head_row(paper->page, first);
  for (guint i = 0; i < paper->options.n; i++)
    cd_page_head(paper->page, cd_option_label(paper->results, paper->options.at[i]), true);
  cd_page_raw(paper->page, "</tr></thead>\n");
}

/* "−£159k, clear". */
static void note_change(const CdPaper *paper, const CdFinding *finding)
{
  const CdDifference *it = &finding->value;
  g_autofree char *change = cd_figure_change(finding->figure, it->d.mean);
  g_autofree char *note = it->verdict == CD_VERDICT_UNDEFINED
                              ? g_strdup(cd_verdict_brief(it->verdict))
                              : g_strdup_printf("%s, %s", change, cd_verdict_brief(it->verdict));
  cd_page_note(paper->page, note);
}

/* Whether METRIC goes by the clock. What the partners decide has another one, which starts with their talks. */
static bool goes_by_the_clock(CdMetricKind metric)
{
  return metric == CD_METRIC_START_DELAY || metric == CD_METRIC_EXTENSION || metric == CD_METRIC_GAP;
}

void cd_paper_row(const CdPaper *paper, const char *label, guint value)
{
  const CdResults *results = paper->results;
  CdFigureKind kind = cd_figure_kind(cd_metric(results->layout->kind[value])->unit);
  cd_page_row(paper->page, label);
  for (guint i = 0; i < paper->options.n; i++) {
    guint s = paper->options.at[i];
    CdFinding finding;
    cd_page_cell_open(paper->page, true);
    cd_page_number(paper->page, kind, cd_option_summary(results, s, value)->mean);
    if (s >= results->n_forced && goes_by_the_clock(results->layout->kind[value]))
      cd_page_note(paper->page, "other dates, not compared");
    else if (cd_finding_make(results, s, cd_option_baseline(results), value, &finding))
      note_change(paper, &finding);
    cd_page_cell_close(paper->page);
  }
}

void cd_paper_total_row(const CdPaper *paper, CdMetricKind metric)
{
  g_autofree char *title = cd_metric_title(cd_metric(metric));
  cd_paper_row(paper, title, cd_total_at(paper->results, metric));
}

void cd_paper_change_row(const CdPaper *paper, const char *label, guint value)
{
  const CdResults *results = paper->results;
  CdFigureKind kind = cd_figure_kind(cd_metric(results->layout->kind[value])->unit);
  cd_page_row(paper->page, label);
  for (guint i = 0; i < paper->options.n; i++) {
    guint s = paper->options.at[i];
    CdFinding finding;
    cd_page_cell_open(paper->page, true);
    if (cd_finding_make(results, s, cd_option_baseline(results), value, &finding)) {
      cd_page_change(paper->page, kind, finding.value.d.mean);
      cd_page_note(paper->page, cd_verdict_brief(finding.value.verdict));
    } else {
      cd_page_number(paper->page, kind, cd_option_summary(results, s, value)->mean);
    }
    cd_page_cell_close(paper->page);
  }
}

void cd_paper_left_out(const CdPaper *paper)
{
  guint more = paper->results->n_structures - paper->options.n;
  if (more == 0)
    return;
  g_autofree char *line = g_strdup_printf(
      "%u more %s no room here: shown are business as usual, all together, apart, what the partners decide where they "
      "talk, and then those of the least mean cost. report.html has all %u.",
      more, more == 1 ? "option has" : "options have", paper->results->n_structures);
  cd_page_element(paper->page, "p", "key", line);
}

/* Whether no run of any option has anything of VALUE: nothing of it is in the scenario. */
static bool is_nought_throughout(const CdPaper *paper, guint value)
{
  for (guint s = 0; s < paper->results->n_structures; s++) {
    const CdSummary *summary = cd_option_summary(paper->results, s, value);
    if (summary->mean != 0 || summary->sd != 0)
      return false;
  }
  return true;
}

static void add_rows(const CdPaper *paper, GArray *rows, CdMetricKind metric, CdScope scope)
{
  static const struct {
    CdScope scope;
    CdEntityKind kind;
  } kinds[] = {{CD_BY_AREA, CD_ENTITY_AREA}, {CD_BY_COUNCIL, CD_ENTITY_COUNCIL}, {CD_BY_FUNDER, CD_ENTITY_FUNDER}};
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
    for (guint i = 0; kinds[k].scope == scope && i < paper->results->scenario->table[kinds[k].kind].n; i++) {
      CdPaperRow row = {kinds[k].kind, i, cd_metric_at(paper->results->layout, metric, scope, i)};
      if (!is_nought_throughout(paper, row.value))
        g_array_append_val(rows, row);
    }
}

static double size_of(const CdPaper *paper, const CdPaperRow *row)
{
  double x = cd_option_summary(paper->results, cd_option_baseline(paper->results), row->value)->mean;
  return isfinite(x) ? fabs(x) : 0;
}

static guint smallest(const CdPaper *paper, const GArray *rows)
{
  guint found = rows->len - 1;
  for (guint i = rows->len; i-- > 0;)
    if (size_of(paper, &g_array_index(rows, CdPaperRow, i)) < size_of(paper, &g_array_index(rows, CdPaperRow, found)))
      found = i;
  return found;
}

GArray *cd_paper_rows(const CdPaper *paper, CdMetricKind metric, CdScope first, CdScope second, guint most,
                      guint *left_out)
{
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(CdPaperRow));
  add_rows(paper, rows, metric, first);
  if (second != first)
    add_rows(paper, rows, metric, second);
  for (*left_out = 0; rows->len > most; (*left_out)++)
    g_array_remove_index(rows, smallest(paper, rows));
  return rows;
}
