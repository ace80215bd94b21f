#include <math.h>
#include "sim/report/assumption.h"
#include "sim/report/evidence-words.h"
#include "sim/report/influence-words.h"
#include "sim/report/input.h"
#include "sim/report/workbook.h"

/* INFLUENCE NULL: none is told. */
static void row(CdLeaf leaf, const CdConclusion *it, const CdInfluence *influence)
{
  g_autofree char *title = cd_conclusion_title(leaf.results, it), *found = cd_conclusion_found(leaf.results, it),
                  *sentence = cd_conclusion_sentence(leaf.results, it),
                  *command = cd_conclusion_command(leaf.results, it, CD_SCENARIO_BESIDE);
  const CdAccordInput *input = influence ? cd_influence_input(leaf.results, influence) : NULL;
  const CdValue *value = input ? cd_input_value(leaf.results->scenario, input) : NULL;
  g_autofree char *name = input ? cd_input_text(leaf.results->scenario, input) : g_strdup(""),
                  *words = value ? cd_dist_words(&value->dist) : g_strdup("");
  cd_book_text(leaf.book, cd_conclusion_kind_text(it->kind));
  cd_book_text(leaf.book, cd_conclusion_id(leaf.results, it));
  cd_book_text(leaf.book, title);
  cd_book_text(leaf.book, found);
  cd_book_text(leaf.book, sentence);
  cd_book_text(leaf.book, name);
  cd_book_text(leaf.book, words);
  cd_book_text(leaf.book, value && value->grade ? value->grade : "");
  cd_book_text(leaf.book, value && value->source ? value->source : "");
  cd_book_number(leaf.book, CD_FIGURE_PART, influence ? influence->share : NAN);
  cd_book_text(leaf.book, influence ? cd_reversal_text(influence->reversal) : "");
  cd_book_text(leaf.book, command ? command : "");
  cd_book_end_row(leaf.book);
}

void cd_leaf_evidence(CdLeaf leaf)
{
  static const struct {
    const char *head;
    guint width;
  } columns[] = {{"About", 12},
                 {"Which", 20},
                 {"Conclusion", 50},
                 {"Found", 40},
                 {"What turns it", 60},
                 {"Rests on", 50},
                 {"Value", 30},
                 {"Grade", 8},
                 {"Source", 16},
                 {"Part of the variation", 12},
                 {"Reverses it by itself", 12},
                 {"Finds the value at which it turns", 60}};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    cd_book_head(leaf.book, columns[i].head, columns[i].width);
  for (guint c = 0; c < leaf.results->evidence->n; c++) {
    const CdConclusion *it = &leaf.results->evidence->conclusion[c];
    for (guint i = 0; i < MAX(it->n, 1); i++)
      row(leaf, it, it->n > 0 ? &it->influence[i] : NULL);
  }
}
