#include "sim/report/workbook.h"

#include "sim/report/budget-words.h"
#include "sim/report/claim-words.h"
#include "sim/report/glossary.h"
#include "sim/report/option-words.h"
#include "sim/report/regret-words.h"
#include "sim/report/options.h"
#include "sim/report/setting.h"

static bool always(const CdResults *results)
{
  (void)results;
  return true;
}

static bool with_talks(const CdResults *results)
{
  return results->accord != NULL;
}

static bool with_sources(const CdResults *results)
{
  return results->scenario->table[CD_ENTITY_SOURCE].n > 0;
}

static bool with_differences(const CdResults *results)
{
  return results->n_structures > 1;
}

static bool with_influences(const CdResults *results)
{
  for (guint q = 0; q < results->questions->n; q++)
    if (results->questions->question[q].influences->n_told > 0)
      return true;
  return false;
}

static bool with_evidence(const CdResults *results)
{
  return results->evidence->n > 0;
}

static bool with_alternatives(const CdResults *results)
{
  return results->alternatives != NULL;
}

static const struct {
  const char *name, *table, *title, *about;
  bool (*applies)(const CdResults *results);
  void (*write)(CdLeaf leaf);
} sheets[] = {
    {"Options", "options", "Options side by side",
     "One table: means over all runs under the common terms, a row a measure. Intervals and spread: sheet Every value.",
     always, cd_leaf_options},
    {"What would change it", "influences", "On which assumptions the differences turn",
     "One table: the assumptions whose influence can be told from chance, the most influential first; the mean "
     "difference "
     "where each is in the lowest and in the highest fifth of its range, with 95% intervals.",
     with_influences, cd_leaf_influences},
    {"Changed choices", "changedchoices", "The answer with one choice of model or market changed",
     "One table: each other word for a choice, all else as it was, on the same draws; mean differences with 95% "
     "intervals, and what the word shifts.",
     with_alternatives, cd_leaf_alternatives},
    {CD_SHEET_UNIT_COSTS, "unitcosts", "Unit costs: change them, and what they lead to follows",
     "One table, in pounds. Every number in it may be changed; yearly cost, who pays and net present value on the "
     "following sheets follow. One layer's "
     "change moves no other layer.",
     always, cd_leaf_unit_costs},
    {CD_SHEET_QUANTITIES, "quantities", "What the unit costs are multiplied by",
     "One table: means of the runs. Unit cost times quantity is the yearly cost of a layer.", always, cd_leaf_quantities},
    {CD_SHEET_LAYERS, "layers", "Yearly cost by layer",
     "One table of live formulas, pounds a year: unit cost times quantity, their sum, and the change against business "
     "as usual. A chart below "
     "shows the last row's changes.",
     always, cd_leaf_layers},
    {CD_SHEET_PAYERS, "payers", "Who pays",
     "One table, pounds a year. A change of cost on the sheets before falls on the councils in proportion to what they "
     "pay, as the column share of "
     "a change says; it may be changed. Co-commissioners bring what they bring.",
     always, cd_leaf_payers},
    {CD_SHEET_WORTH, "worth", "Net present social value",
     "One table of live formulas, pounds. Benefits and the two factors are the simulation's, at its own discount rate: "
     "another rate needs another run. A "
     "chart below shows the last row.",
     always, cd_leaf_worth},
    {"Budgets", "budgets", "Councils' budgets and reserves",
     "One table: means over all runs under the common terms, from the planned start to the end of each council's "
     "longest "
     "contract. Cost less budget: minus is money left over.",
     cd_budgets_are_told, cd_leaf_budgets},
    {"Sizes", "sizes", "At what size posts, teams and hubs stop being viable",
     "One table: the median and the 5th and 95th percentile of draws of the assumptions of what each needs, then what "
     "each contract (a hub: each option) has for it and in what share of the draws that is enough.",
     cd_sizes_are_told, cd_leaf_sizes},
    {"Cost curve", "curve", "Cost of one service by its size",
     "One table: means over the assumptions, the common terms. A chart below shows cost for each person.", always,
     cd_leaf_curve},
    {"By area and group", "areas", "What it means for the residents of each area, and for each group of clients",
     "One table: means over all runs under the common terms.", always, cd_leaf_areas},
    {"Border", "border", "Across the border",
     "One table: means over all runs under the common terms, people a year and pounds.", cd_tells_of_border,
     cd_leaf_border},
    {"Claims", "claims", "Contested claims, each with its verdict",
     "One table: a row a test of a claim; the claim's own share and verdict beside it. Shares are of the assumptions "
     "tried; "
     "their intervals are widened for the number of tests.",
     cd_tells_of_claims, cd_leaf_claims},
    {"Tables of options", "optiontables", "Papers' tables of options, worked out",
     "One table: a row a criterion and option; what the paper ticks, what is found, and how often where one provider "
     "holds all. Intervals are widened for the number of cells.",
     cd_tells_of_options, cd_leaf_option_tables},
    {"Weighted sums", "optionscores", "Papers' tables of options: weighted sums and ranks",
     "One table: a row an option; sums as shares of the weights, and the chance of each rank.", cd_tells_of_options,
     cd_leaf_option_scores},
    {"Market", "market", "The market", "One table: each contract's tender, means over all runs under the common terms.",
     always, cd_leaf_market},
    {"Timetable", "timetable", "Timetable", "One table: means over all runs under the common terms.", always,
     cd_leaf_timetable},
    {"First choices", "choices", "What each partner would prefer",
     "One table: share of the assumptions tried under which an option is a partner's first choice, by its own beliefs "
     "and by the model's.",
     always, cd_leaf_choices},
    {"Regret", "regret", "What each partner would give up",
     "One table: against the option that is best for the partner under the same assumptions, by its own weights; by an "
     "option, and by what another partner would choose.",
     cd_tells_of_regret, cd_leaf_regret},
    {"Talks", "talks", "Who goes with whom, left to themselves",
     "One table: shares of the assumptions tried, not chances of what councils will do. | stands between those who "
     "part. A chart below shows the "
     "shares.",
     with_talks, cd_leaf_partitions},
    {"How talks end", "partings", "How talks end", "One table: shares of the assumptions tried.", with_talks,
     cd_leaf_partings},
    {"Why they part", "reasons", "Why they part, what would bridge it and what would last",
     "One table: shares of the assumptions tried; of what, the sixth column says. Money where a sum would do.",
     with_talks, cd_leaf_reasons},
    {"Differences", "differences",
     "Paired differences between options", "One table: the first option less the second on the same draws, under the common terms. Own terms: differences.csv.",
     with_differences, cd_leaf_differences},
    {"Every value", "everyvalue", "Every value, with its interval and spread",
     "One table, the common terms. Own terms: results.csv. Single runs: runs.csv.", always, cd_leaf_values},
    {"Measures", "measures", "What each measure means",
     "One table: name, unit, which way is better, least difference that matters, definition.", always, cd_leaf_measures},
    {"What this rests on", "evidence", "Each conclusion, and the assumptions that it rests on",
     "One table: a row a conclusion and assumption, the most influential first; which of them turns it by itself, and "
     "what finds the value at which it does.",
     with_evidence, cd_leaf_evidence},
    {"Assumptions", "assumptions", "Assumptions, with source and grade",
     "One table: every number of the scenario; money at base-year prices. To change one and run again: concordat "
     "params, and run with --params.",
     always, cd_leaf_assumptions},
    {"Sources", "sources", "Sources", "One table.", with_sources, cd_leaf_sources},
};

static void write_cover(CdLeaf leaf)
{
  const CdResults *results = leaf.results;
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  const CdCalendarSpec *calendar = cd_scenario_calendar(results->scenario, 0);
  g_autofree char *effort = cd_effort_text(results);
  g_autofree char *line = g_strdup_printf("A simulation by concordat %s: %s; seed %" G_GUINT64_FORMAT ".",
                                          results->version, effort, results->seed);
  g_autofree char *when = g_strdup_printf("Decision in %04d-%02d; the new service is planned to start in %04d-%02d.",
                                          calendar->decision / 12, calendar->decision % 12 + 1,
                                          calendar->planned_start / 12, calendar->planned_start % 12 + 1);
  cd_book_sheet(leaf.book, "Cover", results->scenario->label, line);
  cd_book_line(leaf.book, root->question);
  if (root->illustration) {
    g_autofree char *illustration = g_strconcat("An illustration: ", root->illustration, NULL);
    cd_book_line(leaf.book, illustration);
  }
  cd_book_line(leaf.book, when);
  CdPair pair[CD_KEY_PAIRS];
  guint n = cd_key_pairs(results, pair);
  for (guint p = 0; p < n; p++) {
    g_autofree char *answer = cd_finding_cost_sentences(results, pair[p].a, pair[p].b);
    cd_book_line(leaf.book, answer);
  }
  g_autofree char *set = cd_settings_text(results->scenario);
  if (set)
    cd_book_line(leaf.book, set);
  g_autofree char *scenario =
      g_strdup_printf("Scenario %s, SHA-256 %s.", results->scenario->id, results->scenario->sha256);
  cd_book_line(leaf.book, scenario);
}

static void write_contents(CdLeaf leaf)
{
  cd_book_sheet(leaf.book, "Contents", "Contents", "One table: the sheets of this workbook, with links to them.");
  cd_book_head(leaf.book, "Sheet", 24);
  cd_book_head(leaf.book, "What it holds", 80);
  cd_book_link(leaf.book, "Cover");
  cd_book_text(leaf.book, "What was asked, and the answer");
  cd_book_end_row(leaf.book);
  cd_book_link(leaf.book, "Notes");
  cd_book_text(leaf.book, "How to read the figures");
  cd_book_end_row(leaf.book);
  for (guint i = 0; i < G_N_ELEMENTS(sheets); i++) {
    if (!sheets[i].applies(leaf.results))
      continue;
    cd_book_link(leaf.book, sheets[i].name);
    cd_book_text(leaf.book, sheets[i].title);
    cd_book_end_row(leaf.book);
  }
  cd_book_end_table(leaf.book, "contents");
}

static void write_note(CdLeaf leaf, const char *word, const char *meaning)
{
  g_autofree char *line = g_strdup_printf("%s: %c%s", word, g_ascii_tolower(*meaning), meaning + 1);
  cd_book_line(leaf.book, line);
}

static void write_notes(CdLeaf leaf)
{
  static const char *const notes[] = {
      "Interval of the mean: where the average over all assumptions lies, with 95% confidence; more replicates narrow "
      "it. Spread: where 90% of single runs lie; "
      "it does not narrow.",
      "Common terms: all options are compared under the same contract terms, assumptions and chance. What terms of "
      "their own add stands in results.csv "
      "and differences.csv.",
      "Figures are shown rounded; cells hold them to 15 digits. What is undefined, as the share of a team where there "
      "is nobody to be its client, is the text "
      "“not defined”, never nought.",
      "Formulas: layers, totals, shares and net present values are live and come with the value that the simulation "
      "found, to the penny. They follow "
      "changed unit costs by proportion. What a change would do to bids, to other layers or to the councils' choices, "
      "only another run tells.",
      "Accessibility: one table a sheet, marked up, its title in the first cell; no merged cells, no blank rows, "
      "nothing told by colour alone; charts "
      "have text alternatives and the figures beside them.",
      "Money is in pounds at base-year prices. Single runs, a row each, stand in runs.csv beside this workbook; "
      "definitions of the measures: concordat "
      "metrics.",
  };
  cd_book_sheet(leaf.book, "Notes", "How to read this workbook", "Notes, a line each.");
  write_note(leaf, "Share of assumptions tried", cd_share_meaning());
  for (int v = CD_VERDICT_CLEAR; v <= CD_VERDICT_UNDEFINED; v++)
    write_note(leaf, cd_verdict_entry((CdVerdict)v)->label, cd_verdict_entry((CdVerdict)v)->meaning);
  for (guint i = 0; i < G_N_ELEMENTS(notes); i++)
    cd_book_line(leaf.book, notes[i]);
}

bool cd_workbook_write(const CdResults *results, const char *path, GError **error)
{
  CdLeaf leaf = {cd_book_new(path, results->scenario->label, error), results};
  if (!leaf.book)
    return false;
  write_cover(leaf);
  write_contents(leaf);
  write_notes(leaf);
  for (guint i = 0; i < G_N_ELEMENTS(sheets); i++) {
    if (!sheets[i].applies(results))
      continue;
    cd_book_sheet(leaf.book, sheets[i].name, sheets[i].title, sheets[i].about);
    sheets[i].write(leaf);
    cd_book_end_table(leaf.book, sheets[i].table);
  }
  return cd_book_close(leaf.book, error);
}

void cd_leaf_option_heads(CdLeaf leaf, const char *prefix)
{
  for (guint s = 0; s < leaf.results->n_structures; s++) {
    g_autofree char *head = g_strconcat(prefix, cd_option_label(leaf.results, s), NULL);
    cd_book_head(leaf.book, head, 18);
  }
}

const char *cd_leaf_whose(const CdResults *results, guint value)
{
  return results->layout->scope[value] == CD_TOTAL ? "all" : results->layout->label[value];
}
