#include "sim/report/alternatives-words.h"
#include "sim/report/workbook.h"

static void difference_cells(CdLeaf leaf, CdFigureKind kind, const CdDifference *it)
{
  cd_book_change(leaf.book, kind, it->d.mean);
  cd_book_change(leaf.book, kind, it->d.low);
  cd_book_change(leaf.book, kind, it->d.high);
}

static void row(CdLeaf leaf, const CdAlternative *it, guint m)
{
  const CdMetric *metric = cd_metric(cd_question_metric[m]);
  CdFigureKind kind = cd_figure_kind(metric->unit);
  const CdAlternativeAnswer *answer = &it->answer[m];
  cd_book_text(leaf.book, it->path);
  cd_book_text(leaf.book, it->stated);
  cd_book_text(leaf.book, it->word);
  cd_book_text(leaf.book, metric->label);
  difference_cells(leaf, kind, &answer->stated);
  cd_book_text(leaf.book, cd_verdict_text(answer->stated.verdict));
  difference_cells(leaf, kind, &answer->other);
  cd_book_text(leaf.book, cd_verdict_text(answer->other.verdict));
  difference_cells(leaf, kind, &answer->shift);
  cd_book_text(leaf.book, cd_alternative_change_text(answer));
  cd_book_plain(leaf.book, it->replicates);
  cd_book_text(leaf.book, it->field->grade);
  cd_book_end_row(leaf.book);
}

void cd_leaf_alternatives(CdLeaf leaf)
{
  static const struct {
    const char *head;
    guint width;
  } columns[] = {{"Choice", 34},
                 {"Word", 18},
                 {"Other word", 18},
                 {"Measure", 34},
                 {"As run: mean difference", 16},
                 {"As run: from", 14},
                 {"As run: to", 14},
                 {"As run: verdict", 24},
                 {"Other word: mean difference", 16},
                 {"Other word: from", 14},
                 {"Other word: to", 14},
                 {"Other word: verdict", 24},
                 {"Shift: mean", 16},
                 {"Shift: from", 14},
                 {"Shift: to", 14},
                 {"Changes", 14},
                 {"Sets of assumptions", 12},
                 {"Grade", 8}};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    cd_book_head(leaf.book, columns[i].head, columns[i].width);
  const CdAlternatives *all = leaf.results->alternatives;
  for (guint i = 0; i < all->n; i++)
    for (guint m = 0; all->alternative[i].answer && m < cd_question_metrics; m++)
      row(leaf, &all->alternative[i], m);
}
