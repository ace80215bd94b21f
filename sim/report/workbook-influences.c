#include "sim/report/influence-words.h"
#include "sim/report/input.h"
#include "sim/report/workbook.h"

static void fifth_cells(CdLeaf leaf, CdFigureKind kind, const CdFifth *fifth)
{
  cd_book_plain(leaf.book, fifth->x);
  cd_book_change(leaf.book, kind, fifth->d.d.mean);
  cd_book_change(leaf.book, kind, fifth->d.d.low);
  cd_book_change(leaf.book, kind, fifth->d.d.high);
}

static void influence_row(CdLeaf leaf, const CdQuestion *question, const CdInfluence *it)
{
  const CdResults *results = leaf.results;
  const CdMetric *metric = cd_metric(results->layout->kind[question->value]);
  const CdAccordInput *input = cd_influence_input(results, it);
  const CdValue *value = cd_input_value(results->scenario, input);
  CdFigureKind kind = cd_figure_kind(metric->unit);
  g_autofree char *name = cd_input_name(results->scenario, input);
  cd_book_text(leaf.book, metric->label);
  cd_book_text(leaf.book, cd_option_label(results, question->a));
  cd_book_text(leaf.book, cd_option_label(results, question->b));
  cd_book_text(leaf.book, name);
  cd_book_text(leaf.book, input->path);
  cd_book_text(leaf.book, cd_unit_text(input->field->unit));
  cd_book_number(leaf.book, CD_FIGURE_SHARE, it->share);
  fifth_cells(leaf, kind, &it->low);
  fifth_cells(leaf, kind, &it->high);
  cd_book_text(leaf.book, cd_reversal_text(it->reversal));
  cd_book_plain(leaf.book, it->even.value);
  cd_book_text(leaf.book, value->source);
  cd_book_text(leaf.book, value->grade);
  cd_book_end_row(leaf.book);
}

void cd_leaf_influences(CdLeaf leaf)
{
  static const struct {
    const char *head;
    guint width;
  } columns[] = {{"Measure", 34},
                 {"Option", 34},
                 {"Against", 34},
                 {"Assumption", 60},
                 {"Path", 44},
                 {"Unit", 22},
                 {"Part of the variation that assumptions make", 18},
                 {"Low: the assumption, about", 16},
                 {"Low: mean difference", 16},
                 {"Low: from", 14},
                 {"Low: to", 14},
                 {"High: the assumption, about", 16},
                 {"High: mean difference", 16},
                 {"High: from", 14},
                 {"High: to", 14},
                 {"Reverses the difference by itself", 16},
                 {"Even at", 14},
                 {"Source", 28},
                 {"Grade", 8}};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    cd_book_head(leaf.book, columns[i].head, columns[i].width);
  const CdQuestions *all = leaf.results->questions;
  for (guint q = 0; q < all->n; q++)
    for (guint i = 0; i < all->question[q].influences->n_told; i++)
      influence_row(leaf, &all->question[q], &all->question[q].influences->influence[i]);
}
