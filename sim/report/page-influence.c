#include <math.h>
#include "sim/report/assumption.h"
#include "sim/report/influence-words.h"
#include "sim/report/input.h"
#include "sim/report/page-charts.h"

#define SHOWN 10u /* of the answer's cost */
#define SHOWN_OTHERS 4u
enum { COLUMNS = 6 };

static CdFigureKind kind_of(CdSection section, const CdQuestion *question)
{
  return cd_figure_kind(cd_metric(section.results->layout->kind[question->value])->unit);
}

static void fifth_cell(CdSection section, const CdQuestion *question, const CdInfluence *it, const CdFifth *fifth)
{
  CdFigureKind kind = kind_of(section, question);
  g_autofree char *at = cd_input_figure(cd_influence_input(section.results, it), fifth->x),
                  *range = cd_figure_range(kind, fifth->d.d.low, fifth->d.d.high, true),
                  *note = g_strdup_printf("at about %s; %s", at, range);
  cd_page_cell_open(section.page, true);
  cd_page_change(section.page, kind, fifth->d.d.mean);
  cd_page_note(section.page, note);
  cd_page_cell_close(section.page);
}

static void share_cell(CdSection section, const CdInfluence *it)
{
  g_autofree char *range = cd_figure_range(CD_FIGURE_PART, it->share_low, it->share_high, false);
  cd_page_cell_open(section.page, true);
  cd_page_number(section.page, CD_FIGURE_PART, it->share);
  if (isfinite(it->share))
    cd_page_note(section.page, range);
  cd_page_cell_close(section.page);
}

/* "1.9% to 2.9%", "at most 2.9%": an end that reaches beyond what was tried is left open. */
static char *even_range(const CdAccordInput *input, const CdBreakEven *even)
{
  g_autofree char *low = cd_input_figure(input, even->low), *high = cd_input_figure(input, even->high);
  if (isfinite(even->low) && isfinite(even->high))
    return g_strdup_printf("%s to %s", low, high);
  if (isfinite(even->high))
    return g_strdup_printf("at most %s", high);
  return isfinite(even->low) ? g_strdup_printf("at least %s", low) : g_strdup("or anywhere in what was tried");
}

static void reversal_cell(CdSection section, const CdInfluence *it)
{
  const CdAccordInput *input = cd_influence_input(section.results, it);
  static const char *const words[] = {
      [CD_REVERSAL_NONE] = "no", [CD_REVERSAL_PERHAPS] = "may reverse it", [CD_REVERSAL_SURE] = "reverses it"};
  cd_page_cell_open(section.page, false);
  cd_html_escape(section.page->out, words[it->reversal]);
  if (isfinite(it->even.value)) {
    g_autofree char *at = cd_input_figure(input, it->even.value), *range = even_range(input, &it->even),
                    *note = g_strdup_printf("break-even at about %s (%s)", at, range);
    cd_page_note(section.page, note);
  }
  cd_page_cell_close(section.page);
}

/* Its path, and how many more are drawn with it. */
static char *path_note(const CdResults *results, const CdInfluence *it)
{
  guint alike = results->questions->alike[it->input];
  const CdAccordInput *input = cd_influence_input(results, it);
  return alike == 0 ? g_strdup(input->path) : g_strdup_printf("%s, and %u drawn alike with it", input->path, alike);
}

static void head(CdSection section, const CdInfluence *it)
{
  g_autofree char *name = cd_input_name(section.results->scenario, cd_influence_input(section.results, it)),
                  *note = path_note(section.results, it);
  cd_page_noted_row(section.page, name, note);
}

static void row(CdSection section, const CdQuestion *question, const CdInfluence *it)
{
  head(section, it);
  fifth_cell(section, question, it, &it->low);
  fifth_cell(section, question, it, &it->high);
  share_cell(section, it);
  reversal_cell(section, it);
  cd_grade_cell(section, cd_input_value(section.results->scenario, cd_influence_input(section.results, it))->grade);
}

static void table_open(CdSection section, const char *caption)
{
  cd_page_table_open(section.page, caption);
  cd_page_head_row(section.page, "Assumption");
  cd_page_head(section.page, "Difference where it is low", true);
  cd_page_head(section.page, "Difference where it is high", true);
  cd_page_head(section.page, "Part of the variation", true);
  cd_page_head(section.page, "Reverses it by itself", false);
  cd_page_head(section.page, "Grade", false);
  cd_page_raw(section.page, "</tr></thead>\n");
}

static void rows(CdSection section, const CdQuestion *question, guint most)
{
  for (guint i = 0; i < MIN(question->influences->n_told, most); i++)
    row(section, question, &question->influences->influence[i]);
}

static void write_cost(CdSection section, const CdQuestion *cost)
{
  const CdResults *results = section.results;
  g_autofree char *rest = cd_influence_rest(cost);
  cd_chart_of_influences(section, cost);
  if (cost->influences->n_told > 0) {
    g_autofree char *title = cd_question_title(results, cost);
    table_open(section, title);
    rows(section, cost, SHOWN);
    cd_page_table_close(section.page);
  } else {
    g_autofree char *answer = cd_influence_answer(results, cost);
    cd_page_paragraph(section.page, answer);
  }
  if (results->questions->n_inputs > 0)
    cd_page_paragraph(section.page, rest);
}

/* Of questions with assumptions told, one table, a group each; what has none is told in words. */
static void write_group(CdSection section, const char *caption, const CdQuestion *const *question, guint n)
{
  bool open = false;
  for (guint q = 0; q < n; q++) {
    if (question[q]->influences->n_told == 0)
      continue;
    g_autofree char *title = cd_question_title(section.results, question[q]);
    if (!open)
      table_open(section, caption);
    open = true;
    cd_page_group(section.page, title, COLUMNS);
    rows(section, question[q], SHOWN_OTHERS);
  }
  if (open)
    cd_page_table_close(section.page);
  for (guint q = 0; q < n; q++) {
    if (question[q]->influences->n_told > 0)
      continue;
    g_autofree char *title = cd_question_title(section.results, question[q]),
                    *answer = cd_influence_answer(section.results, question[q]),
                    *line = g_strdup_printf("%s: %s", title, answer);
    cd_page_paragraph(section.page, line);
  }
}

static void write_people(CdSection section, CdPair pair)
{
  const CdQuestion *question[8];
  guint n = 0;
  for (guint m = 1; m < cd_question_metrics; m++) {
    const CdQuestion *it = cd_influence_question(section.results, pair.a, pair.b, cd_question_metric[m]);
    if (it && n < G_N_ELEMENTS(question))
      question[n++] = it;
  }
  if (n > 0 && section.results->questions->n_inputs > 0)
    write_group(section, "What the effects on people turn on", question, n);
}

static void write_other_costs(CdSection section, CdPair answer)
{
  const CdQuestions *all = section.results->questions;
  g_autofree const CdQuestion **question = g_new(const CdQuestion *, all->n + 1);
  guint n = 0;
  for (guint q = 0; q < all->n; q++) {
    const CdQuestion *it = &all->question[q];
    bool same = it->a == answer.a && it->b == answer.b;
    CdMetricKind metric = section.results->layout->kind[it->value];
    if (!same && metric == CD_METRIC_COST_ANNUAL && cd_influence_question(section.results, it->a, it->b, metric))
      question[n++] = it;
  }
  if (n == 0 || all->n_inputs == 0)
    return;
  cd_page_raw(section.page, "<details><summary>What the cost of the other options turns on</summary>\n");
  write_group(section, "What the yearly cost of the other options turns on", question, n);
  cd_page_raw(section.page, "</details>\n");
}

void cd_section_changes(CdSection section)
{
  CdPair pair[CD_KEY_PAIRS];
  if (cd_key_pairs(section.results, pair) == 0) {
    cd_page_paragraph(section.page, "There is nothing to compare, and so nothing that would change it.");
    return;
  }
  const CdQuestion *cost = cd_influence_question(section.results, pair[0].a, pair[0].b, CD_METRIC_COST_ANNUAL);
  if (cost)
    write_cost(section, cost);
  else
    cd_page_paragraph(section.page, "There is no difference in yearly cost that matters, whatever is assumed.");
  cd_alternatives_part(section);
  write_people(section, pair[0]);
  write_other_costs(section, pair[0]);
  if (section.results->questions->n_inputs == 0)
    return;
  cd_page_paragraph(
      section.page,
      "Read from the runs that were made, without further ones: a difference where an assumption is low is the mean "
      "over "
      "the fifth of the sets of assumptions in which it is lowest, all others varying as they do, and likewise where "
      "it "
      "is high. Part of the variation: how much of what the assumptions make the difference vary the assumption makes "
      "by itself. Listed are those whose influence can be told from chance. Assumptions are drawn independently of one "
      "another, but for those drawn alike and shares that are made to add up; what is correlated in truth is not "
      "here.");
}

static void source_cell(CdSection section, const CdValue *value)
{
  const CdSourceSpec *source = cd_value_source(section.results->scenario, value);
  cd_page_cell_open(section.page, false);
  if (source && source->href)
    cd_page_link(section.page, source->href, source->title);
  else if (source)
    cd_html_escape(section.page->out, source->title);
  else {
    g_autofree char *text =
        g_strdup_printf("%s%s", value->is_default ? "default: " : "", value->source ? value->source : "");
    cd_html_escape(section.page->out, text);
  }
  cd_page_cell_close(section.page);
}

/* FIRST: of those with a weak grade, the most influential of its conclusion. */
static void register_row(CdSection section, const CdInfluence *it, bool first)
{
  const CdValue *value = cd_input_value(section.results->scenario, cd_influence_input(section.results, it));
  g_autofree char *words = cd_dist_words(&value->dist);
  head(section, it);
  cd_page_text_cell(section.page, words);
  cd_page_text_cell(section.page, cd_unit_text(cd_influence_input(section.results, it)->field->unit));
  share_cell(section, it);
  source_cell(section, value);
  cd_grade_cell(section, value->grade);
  cd_page_text_cell(section.page, !cd_grade_is_weak(value->grade) ? ""
                                  : first                         ? "weak, and it matters: the first to improve"
                                                                  : "weak, and it matters");
}

static void register_rows(CdSection section, const CdQuestion *question)
{
  bool found = false;
  for (guint i = 0; i < MIN(question->influences->n_told, SHOWN); i++) {
    const CdInfluence *it = &question->influences->influence[i];
    bool weak =
        cd_grade_is_weak(cd_input_value(section.results->scenario, cd_influence_input(section.results, it))->grade);
    register_row(section, it, weak && !found);
    found = found || weak;
  }
}

void cd_register_table(CdSection section)
{
  CdPair pair[CD_KEY_PAIRS];
  bool open = false;
  if (cd_key_pairs(section.results, pair) == 0)
    return;
  for (guint m = 0; m < cd_question_metrics; m++) {
    const CdQuestion *question = cd_influence_question(section.results, pair[0].a, pair[0].b, cd_question_metric[m]);
    if (!question || question->influences->n_told == 0)
      continue;
    if (!open) {
      cd_page_table_open(section.page, "What the main conclusions rest on, in order of influence");
      cd_page_head_row(section.page, "Assumption");
      cd_page_head(section.page, "Value", false);
      cd_page_head(section.page, "Unit", false);
      cd_page_head(section.page, "Part of the variation", true);
      cd_page_head(section.page, "Source", false);
      cd_page_head(section.page, "Grade", false);
      cd_page_head(section.page, "Evidence", false);
      cd_page_raw(section.page, "</tr></thead>\n");
    }
    open = true;
    g_autofree char *title = cd_question_title(section.results, question);
    cd_page_group(section.page, title, 7);
    register_rows(section, question);
  }
  if (open)
    cd_page_table_close(section.page);
}
