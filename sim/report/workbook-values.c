#include "sim/report/workbook.h"

#include "sim/report/budget-words.h"

static CdFigureKind kind_of(const CdResults *results, guint value)
{
  return cd_figure_kind(cd_metric(results->layout->kind[value])->unit);
}

/* A row of means. */
static void means(CdLeaf leaf, guint value)
{
  for (guint s = 0; s < leaf.results->n_structures; s++)
    cd_book_number(leaf.book, kind_of(leaf.results, value), cd_option_summary(leaf.results, s, value)->mean);
  cd_book_end_row(leaf.book);
}

static void heads(CdLeaf leaf, bool whose)
{
  cd_book_head(leaf.book, "Measure", 40);
  if (whose)
    cd_book_head(leaf.book, "Of", 28);
  cd_book_head(leaf.book, "Unit", 26);
  cd_leaf_option_heads(leaf, "");
}

static void value_row(CdLeaf leaf, guint value, bool whose)
{
  const CdMetric *metric = cd_metric(leaf.results->layout->kind[value]);
  cd_book_text(leaf.book, metric->label);
  if (whose)
    cd_book_text(leaf.book, cd_leaf_whose(leaf.results, value));
  cd_book_text(leaf.book, cd_unit_text(metric->unit));
  means(leaf, value);
}

void cd_leaf_options(CdLeaf leaf)
{
  heads(leaf, false);
  for (guint v = 0; v < leaf.results->n_values; v++)
    if (leaf.results->layout->scope[v] == CD_TOTAL && leaf.results->layout->kind[v] < CD_METRIC_LAYER)
      value_row(leaf, v, false);
}

void cd_leaf_areas(CdLeaf leaf)
{
  heads(leaf, true);
  for (guint v = 0; v < leaf.results->n_values; v++)
    if (leaf.results->layout->scope[v] == CD_BY_AREA || leaf.results->layout->scope[v] == CD_BY_COHORT)
      value_row(leaf, v, true);
}

void cd_leaf_border(CdLeaf leaf)
{
  static const CdMetricKind metrics[] = {
      CD_METRIC_BORDER_MOVES,        CD_METRIC_BORDER_LOSSES,       CD_METRIC_BORDER_LOSS_CHANCE,
      CD_METRIC_MOVES_ONE_CONTRACT,  CD_METRIC_LOSSES_ONE_CONTRACT, CD_METRIC_MOVES_ONE_PROVIDER,
      CD_METRIC_LOSSES_ONE_PROVIDER, CD_METRIC_MOVES_TWO_PROVIDERS, CD_METRIC_LOSSES_TWO_PROVIDERS,
      CD_METRIC_BORDER_ATTENDANCES,  CD_METRIC_BORDER_GUESTS,       CD_METRIC_BORDER_CARE,
      CD_METRIC_BORDER_RECHARGE,     CD_METRIC_LOCALITY_ACROSS,     CD_METRIC_LOCALITY_TRAVEL,
      CD_METRIC_REFERRALS_LOST};
  heads(leaf, true);
  for (guint m = 0; m < G_N_ELEMENTS(metrics); m++)
    for (guint v = 0; v < leaf.results->n_values; v++)
      if (leaf.results->layout->kind[v] == metrics[m])
        value_row(leaf, v, true);
}

void cd_leaf_budgets(CdLeaf leaf)
{
  heads(leaf, true);
  for (guint i = 0; i < leaf.results->scenario->table[CD_ENTITY_COUNCIL].n; i++)
    for (CdMetricKind kind = CD_METRIC_BUDGET; cd_states_budget(leaf.results, i) && kind <= CD_METRIC_GAP_COMPLETIONS;
         kind++)
      value_row(leaf, cd_metric_at(leaf.results->layout, kind, CD_BY_COUNCIL, i), true);
}

void cd_leaf_timetable(CdLeaf leaf)
{
  static const CdMetricKind metrics[] = {CD_METRIC_START_DELAY,    CD_METRIC_ON_TIME, CD_METRIC_EXTENSION,
                                         CD_METRIC_EXTENSION_LEFT, CD_METRIC_GAP,     CD_METRIC_FUNDER_CRITICAL};
  heads(leaf, false);
  for (CdMetricKind stage = CD_METRIC_STAGE_AGREEMENT; stage <= CD_METRIC_STAGE_SLIPPAGE; stage++)
    value_row(leaf, cd_total_at(leaf.results, stage), false);
  for (guint m = 0; m < G_N_ELEMENTS(metrics); m++)
    value_row(leaf, cd_total_at(leaf.results, metrics[m]), false);
  for (CdMetricKind stage = CD_METRIC_CRITICAL_AGREEMENT; stage <= CD_METRIC_CRITICAL_SLIPPAGE; stage++)
    value_row(leaf, cd_total_at(leaf.results, stage), false);
}

void cd_leaf_curve(CdLeaf leaf)
{
  const CdResults *results = leaf.results;
  cd_book_head(leaf.book, "People in treatment in a year", 20);
  cd_book_head(leaf.book, "Cost a year", 18);
  cd_book_head(leaf.book, "Cost for each person", 18);
  cd_book_head(leaf.book, "Elasticity: rise in cost, %, for 1% more people", 24);
  for (guint i = 0; i < results->n_curve; i++) {
    cd_book_number(leaf.book, CD_FIGURE_COUNT, results->curve[i].people);
    cd_book_number(leaf.book, CD_FIGURE_MONEY, results->curve[i].cost);
    cd_book_number(leaf.book, CD_FIGURE_MONEY, results->curve[i].cost_per_person);
    cd_book_number(leaf.book, CD_FIGURE_INDEX, results->curve[i].elasticity);
    cd_book_end_row(leaf.book);
  }
  CdBookChart chart = {.kind = CD_CHART_CURVE,
                       .title = "Cost for each person, by the size of the service",
                       .alt = "A line: cost for each person as the service grows, from the table above it.",
                       .unit = "Pounds a year for each person",
                       .across = "People in treatment in a year",
                       .at = 2,
                       .from_nought = true};
  cd_book_chart(leaf.book, &chart);
}

void cd_leaf_market(CdLeaf leaf)
{
  const CdResults *results = leaf.results;
  guint providers = cd_scenario_bidders(results->scenario);
  static const char *const names[] = {"Bids", "No bid, share of runs", "Price a year", "Quality offered"};
  cd_book_head(leaf.book, "Option", 40);
  cd_book_head(leaf.book, "Contract", 40);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    cd_book_head(leaf.book, names[i], 14);
  for (guint p = 0; p < providers; p++) {
    g_autofree char *head = g_strconcat("Delivers: ", cd_scenario_bidder(results->scenario, p)->label, NULL);
    cd_book_head(leaf.book, head, 18);
  }
  cd_book_head(leaf.book, "Delivers: not known", 18);
  for (guint c = 0; c < results->n_contracts; c++) {
    const CdContractSpec *contract = cd_scenario_contract(results->scenario, c);
    const CdMarketSummary *market = &results->market[c];
    cd_book_text(leaf.book, cd_option_label(results, (guint)contract->head.parent));
    cd_book_text(leaf.book, contract->head.label);
    cd_book_number(leaf.book, CD_FIGURE_COUNT, market->bids.mean);
    cd_book_number(leaf.book, CD_FIGURE_PART, market->no_bid);
    cd_book_number(leaf.book, CD_FIGURE_MONEY, market->price.mean);
    cd_book_number(leaf.book, CD_FIGURE_SHARE, market->quality.mean);
    for (guint p = 0; p < providers; p++)
      cd_book_number(leaf.book, CD_FIGURE_PART, market->won[p]);
    cd_book_number(leaf.book, CD_FIGURE_PART, market->unknown);
    cd_book_end_row(leaf.book);
  }
}

static void summary_cells(CdLeaf leaf, CdFigureKind kind, const CdSummary *summary, bool is_change)
{
  const double value[] = {summary->mean, summary->low, summary->high, summary->p5, summary->p95};
  for (guint i = 0; i < G_N_ELEMENTS(value); i++)
    if (is_change)
      cd_book_change(leaf.book, kind, value[i]);
    else
      cd_book_number(leaf.book, kind, value[i]);
}

static void summary_heads(CdLeaf leaf)
{
  static const char *const names[] = {"Mean", "Mean, low (95%)", "Mean, high (95%)", "Single runs, 5%",
                                      "Single runs, 95%"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    cd_book_head(leaf.book, names[i], 16);
}

static void difference_row(CdLeaf leaf, const CdComparison *comparison, guint v)
{
  const CdResults *results = leaf.results;
  const CdDifference *it = &comparison->value[v];
  const CdMetric *metric = cd_metric(results->layout->kind[v]);
  cd_book_text(leaf.book, cd_option_label(results, comparison->arm_a / 2));
  cd_book_text(leaf.book, cd_option_label(results, comparison->arm_b / 2));
  cd_book_text(leaf.book, metric->label);
  cd_book_text(leaf.book, cd_leaf_whose(results, v));
  cd_book_text(leaf.book, cd_unit_text(metric->unit));
  summary_cells(leaf, kind_of(results, v), &it->d, true);
  cd_book_text(leaf.book, cd_verdict_text(it->verdict));
  cd_book_number(leaf.book, CD_FIGURE_PART, it->q);
  cd_book_number(leaf.book, CD_FIGURE_PART, it->q_down);
  cd_book_number(leaf.book, kind_of(results, v), cd_results_delta(results, v));
  cd_book_end_row(leaf.book);
}

void cd_leaf_differences(CdLeaf leaf)
{
  cd_book_head(leaf.book, "First option", 34);
  cd_book_head(leaf.book, "Second option", 34);
  cd_book_head(leaf.book, "Measure", 40);
  cd_book_head(leaf.book, "Of", 28);
  cd_book_head(leaf.book, "Unit", 26);
  summary_heads(leaf);
  cd_book_head(leaf.book, "Verdict", 24);
  cd_book_head(leaf.book, "More under, share of assumptions", 16);
  cd_book_head(leaf.book, "Less under, share of assumptions", 16);
  cd_book_head(leaf.book, "Least difference that matters", 16);
  for (guint c = 0; c < leaf.results->n_comparisons; c++)
    for (guint v = 0; leaf.results->comparison[c].same_terms && v < leaf.results->n_values; v++)
      difference_row(leaf, &leaf.results->comparison[c], v);
}

void cd_leaf_values(CdLeaf leaf)
{
  const CdResults *results = leaf.results;
  cd_book_head(leaf.book, "Option", 34);
  cd_book_head(leaf.book, "Measure", 40);
  cd_book_head(leaf.book, "Of", 28);
  cd_book_head(leaf.book, "Name in results.csv", 26);
  cd_book_head(leaf.book, "Unit", 26);
  summary_heads(leaf);
  cd_book_head(leaf.book, "Single runs, standard deviation", 16);
  cd_book_head(leaf.book, "Replicates with a value", 14);
  for (guint s = 0; s < results->n_structures; s++)
    for (guint v = 0; v < results->n_values; v++) {
      const CdSummary *summary = cd_option_summary(results, s, v);
      const CdMetric *metric = cd_metric(results->layout->kind[v]);
      cd_book_text(leaf.book, cd_option_label(results, s));
      cd_book_text(leaf.book, metric->label);
      cd_book_text(leaf.book, cd_leaf_whose(results, v));
      cd_book_text(leaf.book, results->layout->name[v]);
      cd_book_text(leaf.book, cd_unit_text(metric->unit));
      summary_cells(leaf, kind_of(results, v), summary, false);
      cd_book_number(leaf.book, kind_of(results, v), summary->sd);
      cd_book_plain(leaf.book, summary->n);
      cd_book_end_row(leaf.book);
    }
}
