#include <math.h>
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

#define OF_ALL "all"
#define OF_CLOSED "no terms suit everybody"

/* OF: the assumptions tried that the share is of. */
static void money_row(CdLeaf leaf, const char *asked, const char *answer, CdShare share, const char *of, CdSpread pounds)
{
  cd_book_text(leaf.book, asked);
  cd_book_text(leaf.book, answer);
  cd_book_number(leaf.book, CD_FIGURE_PART, share.share);
  cd_book_number(leaf.book, CD_FIGURE_PART, share.low);
  cd_book_number(leaf.book, CD_FIGURE_PART, share.high);
  cd_book_text(leaf.book, of);
  const double sum[] = {pounds.median, pounds.p5, pounds.p95};
  for (guint i = 0; i < G_N_ELEMENTS(sum); i++)
    if (pounds.n > 0)
      cd_book_number(leaf.book, CD_FIGURE_MONEY, sum[i]);
    else
      cd_book_text(leaf.book, "–");
  cd_book_end_row(leaf.book);
}

static void reason_row(CdLeaf leaf, const char *asked, const char *answer, CdShare share, const char *of)
{
  money_row(leaf, asked, answer, share, of, (CdSpread){NAN, NAN, NAN, 0});
}

static void reasons_of_parting(CdLeaf leaf, const CdReasons *reasons)
{
  const CdBreakParts *parts = &reasons->parts;
  const struct {
    const char *answer;
    CdShare share;
  } part[] = {
      {"No terms would suit everybody by what the model finds", parts->true_empty},
      {"Some would, but none by what they believe", parts->own_empty},
      {"Some would by either, and they miss them", parts->missed},
      {"Together all the same, though none would by what the model finds", parts->settled_true_empty},
      {"Together all the same, though none would by what they believe", parts->settled_own_empty},
  };
  for (guint p = 0; p < G_N_ELEMENTS(part); p++)
    reason_row(leaf, "Why not all together", part[p].answer, part[p].share, OF_ALL);
  for (guint c = 1; c < CD_CAUSE_COUNT; c++)
    reason_row(leaf, "Why no terms suit everybody: a matter of", cd_cause_text((CdCause)c)->label, reasons->cause[c],
               OF_ALL);
  for (guint s = 0; s < reasons->n_blocking; s++) {
    g_autofree char *issues = cd_issues_text(reasons->blocking[s].mask);
    reason_row(leaf, "What stands in the way", issues, reasons->blocking[s].share, OF_CLOSED);
  }
  reason_row(leaf, "What stands in the way", "no terms", reasons->consequences, OF_CLOSED);
  for (guint b = CD_BRIDGE_PAYMENT; b < CD_BRIDGE_COUNT; b++)
    money_row(leaf, "Money that would bridge it", cd_bridge_text((CdBridgeKind)b)->label, reasons->bridge[b], OF_CLOSED,
              reasons->pounds[b]);
}

static void reasons_to_last(CdLeaf leaf, const CdReasons *reasons)
{
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    reason_row(leaf, "What was decided would last", cd_stability_text((CdStability)s)->label, reasons->stable[s], OF_ALL);
  for (guint c = 0; c < reasons->n_coalitions; c++) {
    g_autofree char *who = cd_block_text(leaf.results->scenario, reasons->coalition[c].mask);
    reason_row(leaf, "Would rather form a group of their own", who, reasons->coalition[c].share, OF_ALL);
  }
  for (guint e = 0; e < reasons->n_expected; e++) {
    g_autofree char *who = cd_partition_text(leaf.results->scenario, &reasons->expected_partition[e]);
    reason_row(leaf, "To expect by stability alone", who, reasons->expected[e].share, OF_ALL);
  }
}

void cd_leaf_reasons(CdLeaf leaf)
{
  static const struct {
    const char *head;
    guint width;
  } heads[] = {{"Question", 40},
               {"Answer", 60},
               {"Share", 14},
               {"Share, low (95%)", 14},
               {"Share, high (95%)", 14},
               {"Of the assumptions tried under which", 30},
               {"Pounds a year, median", 16},
               {"Pounds a year, 5% below", 16},
               {"Pounds a year, 5% above", 16}};
  for (guint h = 0; h < G_N_ELEMENTS(heads); h++)
    cd_book_head(leaf.book, heads[h].head, heads[h].width);
  reasons_of_parting(leaf, leaf.results->reasons);
  reasons_to_last(leaf, leaf.results->reasons);
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
