#include "sim/report/partners.h"
#include "sim/report/workbook.h"

void cd_leaf_choices(CdLeaf leaf)
{
  const CdResults *results = leaf.results;
  static const CdEntityKind kinds[] = {CD_ENTITY_COUNCIL, CD_ENTITY_FUNDER};
  cd_book_head(leaf.book, "Partner", 40);
  for (guint s = 0; s < results->n_forced; s++)
    cd_book_head(leaf.book, cd_option_label(results, s), 18);
  for (guint s = 0; s < results->n_forced; s++) {
    g_autofree char *head = g_strconcat("Model’s beliefs: ", cd_option_label(results, s), NULL);
    cd_book_head(leaf.book, head, 18);
  }
  cd_book_head(leaf.book, "Own belief and the model part", 18);
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
    for (guint i = 0; i < results->scenario->table[kinds[k]].n; i++) {
      const CdRanking *ranking =
          kinds[k] == CD_ENTITY_COUNCIL ? &results->ranking_council[i] : &results->ranking_funder[i];
      cd_book_text(leaf.book, cd_scenario_row(results->scenario, kinds[k], i)->label);
      for (guint s = 0; s < results->n_forced; s++)
        cd_book_number(leaf.book, CD_FIGURE_PART, ranking->first_own[s]);
      for (guint s = 0; s < results->n_forced; s++)
        cd_book_number(leaf.book, CD_FIGURE_PART, ranking->first_model[s]);
      cd_book_number(leaf.book, CD_FIGURE_PART, ranking->parted);
      cd_book_end_row(leaf.book);
    }
}

void cd_leaf_partitions(CdLeaf leaf)
{
  const CdAccord *accord = leaf.results->accord;
  cd_book_head(leaf.book, "Partners", 60);
  cd_book_head(leaf.book, "Share", 14);
  cd_book_head(leaf.book, "Share, low (95%)", 14);
  cd_book_head(leaf.book, "Share, high (95%)", 14);
  cd_book_head(leaf.book, "Months of talks, mean", 14);
  for (guint p = 0; p < accord->n_partitions; p++) {
    const CdAccordPartition *it = &accord->partition[p];
    g_autofree char *who = cd_partition_text(leaf.results->scenario, &it->partition);
    cd_book_text(leaf.book, who);
    cd_book_number(leaf.book, CD_FIGURE_PART, it->share.share);
    cd_book_number(leaf.book, CD_FIGURE_PART, it->share.low);
    cd_book_number(leaf.book, CD_FIGURE_PART, it->share.high);
    cd_book_number(leaf.book, CD_FIGURE_TIME, it->months);
    cd_book_end_row(leaf.book);
  }
  CdBookChart chart = {.kind = CD_CHART_COLUMN,
                       .title = "Who goes with whom, share of assumptions tried",
                       .alt = "Bars: the share of assumptions tried under which each grouping of councils comes about, "
                              "from the table above it.",
                       .unit = "Share of assumptions tried",
                       .at = 1,
                       .from_nought = true};
  cd_book_chart(leaf.book, &chart);
}

void cd_leaf_partings(CdLeaf leaf)
{
  const CdAccord *accord = leaf.results->accord;
  cd_book_head(leaf.book, "End", 30);
  cd_book_head(leaf.book, "Share", 14);
  cd_book_head(leaf.book, "Meaning", 80);
  for (guint k = 0; k < CD_PARTING_COUNT; k++) {
    const CdPartingInfo *info = cd_parting_info((CdPartingKind)k);
    cd_book_text(leaf.book, info->label);
    cd_book_number(leaf.book, CD_FIGURE_PART, accord->kind[k].share);
    cd_book_text(leaf.book, info->definition);
    cd_book_end_row(leaf.book);
  }
}
