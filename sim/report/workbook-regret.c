#include "sim/report/regret-words.h"
#include "sim/report/workbook.h"

static void row(CdLeaf leaf, guint beliefs, guint partner, const char *what, const char *which, const CdRegret *it)
{
  cd_book_text(leaf.book, cd_regret_partner(leaf.results, partner));
  cd_book_text(leaf.book, beliefs == CD_REGRET_OWN ? "its own" : "the model's");
  cd_book_text(leaf.book, what);
  cd_book_text(leaf.book, which);
  cd_book_number(leaf.book, CD_FIGURE_PART, it->of_range);
  cd_book_plain(leaf.book, it->mean);
  cd_book_plain(leaf.book, it->low);
  cd_book_plain(leaf.book, it->high);
  cd_book_plain(leaf.book, it->p90);
  cd_book_number(leaf.book, CD_FIGURE_PART, it->none);
  cd_book_number(leaf.book, CD_FIGURE_PART, it->matters);
  cd_book_end_row(leaf.book);
}

void cd_leaf_regret(CdLeaf leaf)
{
  static const struct {
    const char *head;
    guint width;
  } columns[] = {{"Partner", 30},
                 {"Beliefs", 12},
                 {"Gives up by", 20},
                 {"Which", 40},
                 {"Part of what lies between best and worst", 16},
                 {"Mean value given up", 14},
                 {"From (95%)", 12},
                 {"To (95%)", 12},
                 {"One draw in ten has more than", 14},
                 {"Draws with none", 12},
                 {"Draws with more than matters", 12}};
  const CdRegrets *it = leaf.results->regrets;
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    cd_book_head(leaf.book, columns[i].head, columns[i].width);
  for (guint b = 0; b < CD_REGRET_BELIEFS; b++)
    for (guint p = 0; p < it->n; p++) {
      for (guint s = 0; s < it->n_options; s++)
        row(leaf, b, p, "the option", cd_option_label(leaf.results, s), &it->of[b][p * it->n_options + s]);
      for (guint c = 0; c < it->n; c++)
        if (c != p)
          row(leaf, b, p, "the first choice of", cd_regret_partner(leaf.results, c), &it->seen[b][c * it->n + p]);
    }
}
