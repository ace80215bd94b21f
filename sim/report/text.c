#include "concordat/report.h"

#include <string.h>
#include "sim/report/alternatives-words.h"
#include "sim/report/budget-words.h"
#include "sim/report/claim-words.h"
#include "sim/report/columns.h"
#include "sim/report/envelope-words.h"
#include "sim/report/finding.h"
#include "sim/report/influence-words.h"
#include "sim/report/page.h"
#include "sim/report/partners.h"
#include "sim/report/screen.h"
#include "sim/report/setting.h"

#define LABEL_COLUMNS 36u
#define CELL_COLUMNS 15u
#define PARTITIONS_SHOWN 3u

typedef struct {
  CdScreen to;
  const CdResults *results;
} Screen;

/* What stands in a row of the table of options, one cell a structure. */
typedef enum { ROW_MEAN, ROW_INTERVAL, ROW_SPREAD, ROW_PAIR, ROW_CHANGE, ROW_VERDICT, ROW_SCALE, ROW_TERMS } RowKind;

typedef struct {
  RowKind kind;
  const char *label;
  CdMetricKind metric, second;
} Row;

static const Row rows[] = {
    {ROW_MEAN, "Yearly cost, mean", CD_METRIC_COST_ANNUAL, 0},
    {ROW_INTERVAL, "  95% interval of the mean", CD_METRIC_COST_ANNUAL, 0},
    {ROW_SPREAD, "  spread: 90% of single runs", CD_METRIC_COST_ANNUAL, 0},
    {ROW_CHANGE, "  against business as usual", CD_METRIC_COST_ANNUAL, 0},
    {ROW_VERDICT, "  verdict on that", CD_METRIC_COST_ANNUAL, 0},
    {ROW_SCALE, "  of it scale", 0, 0},
    {ROW_MEAN, "  paid a year over the horizon", CD_METRIC_COST_HORIZON, 0},
    {ROW_CHANGE, "  at the same offer", CD_METRIC_COST_SAME_OFFER, 0},
    {ROW_TERMS, "  change on the option's own terms", CD_METRIC_COST_ANNUAL, 0},
    {ROW_PAIR, "Places of equal worth / expected", CD_METRIC_PLACES, CD_METRIC_PLACES_EXPECTED},
    {ROW_PAIR, "Completions a year / crim. justice", CD_METRIC_COMPLETIONS, CD_METRIC_COMPLETIONS_CJ},
    {ROW_MEAN, "Deaths, in and out of treatment", CD_METRIC_DEATHS, 0},
    {ROW_PAIR, "Moves / unplanned exits on transfer", CD_METRIC_BORDER_MOVES, CD_METRIC_BORDER_LOSSES},
    {ROW_MEAN, "Attend across the border", CD_METRIC_BORDER_ATTENDANCES, 0},
    {ROW_PAIR, "Specialist posts / CJ team kept", CD_METRIC_SPECIALIST_POSTS, CD_METRIC_CJ_TEAM},
    {ROW_PAIR, "Bids a contract / one provider", CD_METRIC_BIDS, CD_METRIC_SAME_PROVIDER},
    {ROW_PAIR, "Start after plan / extension, months", CD_METRIC_START_DELAY, CD_METRIC_EXTENSION},
};

static char *mean_text(const CdResults *results, guint structure, CdMetricKind kind)
{
  return cd_figure(cd_figure_kind(cd_metric(kind)->unit), cd_option_total(results, structure, kind)->mean);
}

static char *dash_range(CdFigureKind figure, double low, double high)
{
  g_autofree char *from = cd_figure(figure, low), *to = cd_figure(figure, high);
  return g_strconcat(from, "–", to, NULL);
}

static char *change_text(const CdResults *results, const Row *row, guint structure)
{
  CdFinding finding;
  guint value = cd_total_at(results, row->metric);
  bool found = row->kind == ROW_TERMS
                   ? cd_finding_of_terms(results, structure, value, &finding)
                   : cd_finding_make(results, structure, cd_option_baseline(results), value, &finding);
  if (!found)
    return g_strdup("–");
  if (row->kind == ROW_VERDICT)
    return g_strdup(cd_verdict_brief(finding.value.verdict));
  return cd_figure_change(finding.figure, finding.value.d.mean);
}

static char *cell_text(const CdResults *results, const Row *row, guint structure)
{
  CdFigureKind figure = cd_figure_kind(cd_metric(row->metric)->unit);
  const CdSummary *summary = cd_option_total(results, structure, row->metric);
  switch (row->kind) {
  case ROW_MEAN:
    return cd_figure(figure, summary->mean);
  case ROW_INTERVAL:
    return dash_range(figure, summary->low, summary->high);
  case ROW_SPREAD:
    return dash_range(figure, summary->p5, summary->p95);
  case ROW_PAIR: {
    g_autofree char *one = cd_figure(figure, summary->mean), *other = mean_text(results, structure, row->second);
    return g_strconcat(one, " / ", other, NULL);
  }
  case ROW_CHANGE:
  case ROW_VERDICT:
  case ROW_TERMS:
    return change_text(results, row, structure);
  case ROW_SCALE:
    return structure == cd_option_baseline(results)
               ? g_strdup("–")
               : cd_figure_change(CD_FIGURE_MONEY, cd_scale_difference(results, structure, cd_option_baseline(results)));
  }
  g_assert_not_reached();
}

static guint structures_a_block(const Screen *screen)
{
  return MAX(1, (screen->to.width - LABEL_COLUMNS) / CELL_COLUMNS);
}

static void cell(Screen *screen, const char *text, guint in_block)
{
  guint columns = MIN((screen->to.width - LABEL_COLUMNS) / in_block, 22);
  g_string_append_c(screen->to.out, ' ');
  cd_append_column(screen->to.out, text, columns - 1, true);
}

static void ids_line(Screen *screen, const char *label, guint from, guint to)
{
  cd_append_column(screen->to.out, label, LABEL_COLUMNS, false);
  for (guint s = from; s < to; s++)
    cell(screen, cd_option_id(screen->results, s), to - from);
  cd_screen_end_line(&screen->to);
}

/* One row a partner: share of assumptions under which it ranks each option first. */
static void partner_row(Screen *screen, const CdSpecHead *head, const CdRanking *ranking, guint from, guint to)
{
  g_autofree char *parted = cd_figure_share_of(ranking->parted);
  g_autofree char *tail = g_strdup_printf(" (%s)", parted);
  guint columns = LABEL_COLUMNS, for_tail = cd_text_columns(tail);
  guint for_label = MIN(cd_text_columns(head->label) + 2, columns - for_tail);
  g_autofree char *label = g_strconcat("  ", head->label, NULL);
  cd_append_column(screen->to.out, label, for_label, false);
  cd_append_column(screen->to.out, tail, columns - for_label, false);
  for (guint s = from; s < to; s++) {
    g_autofree char *own = cd_figure_share_of(ranking->first_own[s]),
                    *model = cd_figure_share_of(ranking->first_model[s]);
    bool ranked = s < screen->results->n_forced;
    g_autofree char *text = ranked ? g_strconcat(own, " / ", model, NULL) : g_strdup("–");
    cell(screen, text, to - from);
  }
  cd_screen_end_line(&screen->to);
}

static void partner_rows(Screen *screen, guint from, guint to)
{
  const CdScenario *scenario = screen->results->scenario;
  guint forced = screen->results->n_forced;
  if (from >= forced)
    return; /* what partners decide together is no choice of any of them */
  g_autofree char *title = g_strdup_printf(
      "First choice, own / model's beliefs, share of assumptions tried (in brackets: where they part%s%s)",
      to > forced ? "; –: follows from all choices together, and is none: " : "",
      to > forced ? cd_option_id(screen->results, forced) : "");
  cd_screen_paragraph(&screen->to, title, "", "  ");
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    partner_row(screen, cd_scenario_row(scenario, CD_ENTITY_COUNCIL, i), &screen->results->ranking_council[i], from, to);
  for (guint f = 0; f < scenario->table[CD_ENTITY_FUNDER].n; f++)
    partner_row(screen, cd_scenario_row(scenario, CD_ENTITY_FUNDER, f), &screen->results->ranking_funder[f], from, to);
}

static void option_rows(Screen *screen, guint from, guint to)
{
  ids_line(screen, "", from, to);
  for (guint r = 0; r < G_N_ELEMENTS(rows); r++) {
    cd_append_column(screen->to.out, rows[r].label, LABEL_COLUMNS, false);
    for (guint s = from; s < to; s++) {
      g_autofree char *text = cell_text(screen->results, &rows[r], s);
      cell(screen, text, to - from);
    }
    cd_screen_end_line(&screen->to);
  }
  g_autofree char *caution = to > screen->results->n_forced ? cd_timetable_caution(screen->results) : NULL;
  if (caution)
    cd_screen_paragraph(&screen->to, caution, "", "  ");
  partner_rows(screen, from, to);
}

static void write_question(Screen *screen)
{
  const CdScenario *scenario = screen->results->scenario;
  cd_screen_heading(&screen->to, scenario->label);
  g_string_erase(screen->to.out, 0, 1);
  cd_screen_paragraph(&screen->to, cd_scenario_concordat(scenario, 0)->question, "", "");
}

static void write_effects(Screen *screen, CdPair pair)
{
  CdFindingGroup group[CD_FINDING_GROUPS];
  g_autoptr(GString) line = g_string_new(NULL);
  cd_finding_groups(screen->results, pair.a, pair.b, group);
  for (guint g = 0; g < CD_FINDING_GROUPS; g++) {
    g_autofree char *effects = group[g].effects, *more = cd_figure_about(group[g].more);
    if (!effects)
      continue;
    g_string_append_printf(line, "%s%s", line->len ? " " : "", group[g].heading);
    if (group[g].more > 0)
      g_string_append_printf(line, " (up to %s more replicates)", more);
    g_string_append_printf(line, ": %s.", effects);
  }
  cd_screen_paragraph(&screen->to, line->str, "  ", "  ");
}

/* On what the yearly cost turns. */
static void write_turning(Screen *screen, CdPair pair)
{
  const CdQuestion *cost = cd_influence_question(screen->results, pair.a, pair.b, CD_METRIC_COST_ANNUAL);
  if (!cost || screen->results->questions->n_inputs == 0)
    return;
  g_autofree char *answer = cd_influence_answer(screen->results, cost);
  cd_screen_paragraph(&screen->to, answer, "  ", "  ");
}

static void write_answer(Screen *screen)
{
  const CdResults *results = screen->results;
  CdPair pair[CD_KEY_PAIRS];
  guint n = cd_key_pairs(results, pair);
  g_autofree char *effort = cd_effort_text(results);
  g_autofree char *title = g_strdup_printf("ANSWER, the terms being equal (%s)", effort);
  cd_screen_heading(&screen->to, title);
  if (n == 0) {
    cd_screen_paragraph(&screen->to, CD_NOTHING_TO_COMPARE, "  ", "  ");
    return;
  }
  g_autofree char *cost = cd_finding_cost_sentences(results, pair[0].a, pair[0].b);
  cd_screen_paragraph(&screen->to, cost, "  ", "  ");
  write_turning(screen, pair[0]);
  g_autofree char *choices = cd_alternatives_sentence(results, CD_ALTERNATIVES_TOLD);
  if (choices)
    cd_screen_paragraph(&screen->to, choices, "  ", "  ");
  write_effects(screen, pair[0]);
  g_autofree char *others = cd_finding_baseline_sentence(results), *claims = cd_claims_sentence(results);
  if (others)
    cd_screen_paragraph(&screen->to, others, "  ", "  ");
  if (claims) {
    g_autofree char *line = g_strconcat(claims, " Each of them: concordat claims.", NULL);
    cd_screen_paragraph(&screen->to, line, "  ", "  ");
  }
}

/* What the partners decide, in a few lines; `concordat negotiate` tells the rest. */
static void write_talks(Screen *screen)
{
  const CdAccord *accord = screen->results->accord;
  if (!accord)
    return;
  cd_screen_heading(&screen->to, "LEFT TO THEMSELVES (as-decided below)");
  g_autoptr(GString) line = g_string_new("The councils' talks end (| stands between those who part) with ");
  for (guint p = 0; p < MIN(accord->n_partitions, PARTITIONS_SHOWN); p++) {
    const CdAccordPartition *it = &accord->partition[p];
    g_autofree char *who = cd_partition_text(screen->results->scenario, &it->partition);
    g_autofree char *share = cd_figure_share_of(it->share.share), *low = cd_figure(CD_FIGURE_PART, it->share.low);
    g_autofree char *high = cd_figure(CD_FIGURE_PART, it->share.high);
    g_string_append_printf(line, "%s%s under %s of the assumptions tried (%s–%s)", p > 0 ? "; " : "", who, share, low,
                           high);
  }
  g_string_append(line, ". Not a forecast: to be read against councils alike. Why, on what terms, and what would "
                        "bridge it: concordat negotiate.");
  cd_screen_paragraph(&screen->to, line->str, "  ", "  ");
}

/* "; likeliest to deliver: city national-b 41%, rutland small-rutland 76%": those who win, and those who are kept or asked. */
static void append_deliverers(GString *out, const CdResults *results, guint structure)
{
  const CdScenario *scenario = results->scenario;
  const char *before = "; likeliest to deliver: ";
  for (guint c = 0; c < results->n_contracts; c++) {
    const CdContractSpec *contract = cd_scenario_contract(scenario, c);
    guint best = 0;
    if (contract->head.parent != (int)structure)
      continue;
    for (guint p = 1; p < cd_scenario_bidders(scenario); p++)
      best = results->market[c].won[p] > results->market[c].won[best] ? p : best;
    g_autofree char *share = cd_figure_share_of(results->market[c].won[best]);
    g_string_append_printf(out, "%s%s %s %s", before, contract->head.id, cd_scenario_bidder(scenario, best)->id, share);
    before = ", ";
  }
}

static void write_options(Screen *screen)
{
  const CdResults *results = screen->results;
  cd_screen_heading(&screen->to, "OPTIONS, the terms being equal");
  for (guint s = 0; s < results->n_structures; s++) {
    g_autofree char *first = g_strdup_printf("  %s: ", cd_option_id(results, s));
    g_autoptr(GString) line = g_string_new(cd_option_label(results, s));
    append_deliverers(line, results, s);
    cd_screen_paragraph(&screen->to, line->str, first, "    ");
  }
  g_autofree char *budgets = cd_budget_sentence(results);
  if (budgets)
    cd_screen_paragraph(&screen->to, budgets, "  ", "    ");
  g_autofree char *above = cd_envelope_sentence(results);
  if (above)
    cd_screen_paragraph(&screen->to, above, "  ", "    ");
  guint step = structures_a_block(screen);
  for (guint from = 0; from < results->n_structures; from += step) {
    if (from > 0)
      g_string_append_c(screen->to.out, '\n');
    option_rows(screen, from, MIN(from + step, results->n_structures));
  }
}

static char *first_sentence(const char *text)
{
  const char *end = strstr(text, ". ");
  return end ? g_strndup(text, (gsize)(end - text) + 1) : g_strdup(text);
}

static void write_notes(Screen *screen)
{
  const CdResults *results = screen->results;
  const CdScenario *scenario = results->scenario;
  const char *illustration = cd_scenario_concordat(scenario, 0)->illustration;
  g_string_append_c(screen->to.out, '\n');
  if (illustration) {
    g_autofree char *sentence = first_sentence(illustration);
    cd_screen_paragraph(&screen->to, sentence, "", "");
  }
  g_autofree char *set = cd_settings_text(scenario);
  if (set)
    cd_screen_paragraph(&screen->to, set, "", "      ");
  g_autofree char *made =
      g_strdup_printf("Seed %" G_GUINT64_FORMAT ", %u replicates, concordat %s, scenario SHA-256 %.12s…", results->seed,
                      results->replicates, results->version, scenario->sha256);
  cd_screen_paragraph(&screen->to, made, "", "");
  g_autofree char *next =
      g_strdup_printf("Next: --replicates %u tells more; --set PATH=VALUE changes an assumption (concordat params); "
                      "concordat explain WORD tells what a word here means",
                      MIN(4 * results->replicates, 1000000));
  cd_screen_paragraph(&screen->to, next, "", "      ");
}

char *cd_report_text(const CdResults *results, guint width, bool color)
{
  Screen screen = {cd_screen_new(width, color), results};
  write_question(&screen);
  write_answer(&screen);
  write_talks(&screen);
  write_options(&screen);
  write_notes(&screen);
  return g_string_free(screen.to.out, FALSE);
}
