#include "sim/report/contrast.h"

#include <math.h>
#include "concordat/report.h"
#include "sim/report/finding.h"
#include "sim/report/partners.h"
#include "sim/report/screen.h"
#include "sim/report/setting.h"

#define INPUTS_SHOWN 20u
#define WIDE 92u /* columns from which a row's label stands beside its cells */
#define GROUPINGS_SHOWN 6u
#define INDENT "    "

typedef struct {
  CdScreen to;
  const CdContrast *contrast;
} Screen;

/* What is told of every option: as the summary of a run does. */
static const CdMetricKind told[] = {
    CD_METRIC_COST_ANNUAL,   CD_METRIC_COST_SAME_OFFER,    CD_METRIC_PLACES,           CD_METRIC_PLACES_EXPECTED,
    CD_METRIC_COMPLETIONS,   CD_METRIC_COMPLETIONS_CJ,     CD_METRIC_DEATHS,           CD_METRIC_BORDER_MOVES,
    CD_METRIC_BORDER_LOSSES, CD_METRIC_BORDER_ATTENDANCES, CD_METRIC_SPECIALIST_POSTS, CD_METRIC_CJ_TEAM,
    CD_METRIC_BIDS,          CD_METRIC_SAME_PROVIDER,      CD_METRIC_START_DELAY,      CD_METRIC_EXTENSION};

enum { CELL_A, CELL_B, CELL_CHANGE, CELL_INTERVAL, CELL_VERDICT, CELLS };
static const guint cell_columns[CELLS] = {9, 9, 11, 19, 11};

/* Paths, labels and ids that A and B may share are told apart by where they are from and what was set. */
static void write_side(Screen *screen, const char *side, const char *name, const CdResults *results, guint replicates)
{
  g_autofree char *from = name ? g_filename_display_name(name) : NULL, *shown = from ? cd_report_line(from) : NULL;
  g_autofree char *line =
      g_strdup_printf("%s: %s%s%s (%s; seed %" G_GUINT64_FORMAT ", %u replicates, concordat %s, SHA-256 %.12s…)", side,
                      shown ? shown : "", shown ? ", " : "", results->scenario->label, results->scenario->id,
                      results->seed, replicates, results->version, results->scenario->sha256);
  g_autofree char *set = cd_settings_text(results->scenario);
  cd_screen_paragraph(&screen->to, line, "", "   ");
  if (set)
    cd_screen_paragraph(&screen->to, set, "   ", "     ");
}

/* Areas that RESULTS have and OTHER have not, by id. */
static void append_areas_alone(GString *out, const CdResults *results, const CdResults *other, const char *side)
{
  const CdScenario *scenario = results->scenario;
  for (guint i = 0; i < scenario->table[CD_ENTITY_AREA].n; i++) {
    const char *id = cd_scenario_area(scenario, i)->head.id;
    if (cd_scenario_find(other->scenario, CD_ENTITY_AREA, -1, id) < 0)
      g_string_append_printf(out, "%s%s (%s alone)", out->len ? ", " : "", id, side);
  }
}

static void write_areas(Screen *screen)
{
  const CdContrast *contrast = screen->contrast;
  g_autoptr(GString) line = g_string_new(NULL);
  append_areas_alone(line, contrast->a, contrast->b, "A");
  append_areas_alone(line, contrast->b, contrast->a, "B");
  if (line->len == 0)
    return;
  g_string_prepend(line, "Their areas differ, so that totals are of different people: ");
  cd_screen_paragraph(&screen->to, line->str, "", "  ");
}

static void write_pairing(Screen *screen)
{
  const CdContrast *contrast = screen->contrast;
  g_autofree char *line = NULL;
  if (contrast->paired == 0)
    line = g_strdup("Their seeds differ, so they share no draws: means are compared, which tells far less than pairs "
                    "would, and there are "
                    "no verdicts. Run both with one --seed.");
  else if (contrast->replicates_a == contrast->replicates_b)
    line =
        g_strdup_printf("One seed: %u pairs of replicates, alike in the draws of all that both have.", contrast->paired);
  else
    line = g_strdup_printf("One seed: all below is of the first %u replicates, alike in the draws of all that both "
                           "have; %s has %u, the others are left aside.",
                           contrast->paired, contrast->replicates_a > contrast->replicates_b ? "A" : "B",
                           MAX(contrast->replicates_a, contrast->replicates_b));
  cd_screen_paragraph(&screen->to, line, "", "");
}

static void write_input(Screen *screen, const CdInputContrast *it)
{
  const CdContrast *contrast = screen->contrast;
  g_autofree char *a = cd_contrast_side(contrast->a->scenario, it, true, true),
                  *b = cd_contrast_side(contrast->b->scenario, it, false, true), *line = NULL;
  const char *unit = cd_contrast_unit(it);
  if (!it->field)
    line = g_strdup_printf("%s: in %s alone (%s)", it->path, a ? "A" : "B", a ? a : b);
  else
    line = g_strdup_printf("%s%s%s%s: %s → %s", it->path, *unit ? " (" : "", unit, *unit ? ")" : "", *a ? a : "not set",
                           *b ? b : "not set");
  cd_screen_paragraph(&screen->to, line, "  ", "      ");
}

static void write_inputs(Screen *screen)
{
  const GPtrArray *inputs = screen->contrast->input;
  g_autofree char *title = g_strdup_printf("INPUTS THAT DIFFER: %u (A → B)", inputs->len);
  cd_screen_heading(&screen->to, inputs->len ? title : "INPUTS THAT DIFFER: none");
  for (guint i = 0; i < MIN(inputs->len, INPUTS_SHOWN); i++)
    write_input(screen, g_ptr_array_index(inputs, i));
  if (inputs->len > INPUTS_SHOWN) {
    g_autofree char *more = g_strdup_printf("… and %u more, which --format json lists", inputs->len - INPUTS_SHOWN);
    cd_screen_paragraph(&screen->to, more, "  ", "  ");
  }
}

/* --- the answer --- */

/* "“Joint” costs £143k a year less than “Apart” (leaning)". */
static char *answer_text(const CdResults *results)
{
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  guint joint = (guint)root->joint, apart = (guint)root->apart;
  CdFinding finding;
  if (!cd_finding_make(results, joint, apart, cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding))
    return g_strdup("there is nothing to compare: joint and apart are the same option");
  if (finding.value.d.n == 0)
    return g_strdup("joint and apart cannot be compared: no run has both");
  g_autofree char *size = cd_figure_size(CD_FIGURE_MONEY, finding.value.d.mean);
  return g_strdup_printf("“%s” costs %s a year %s than “%s” (%s)", cd_option_label(results, joint), size,
                         cd_finding_word(finding.metric, finding.value.d.mean), cd_option_label(results, apart),
                         cd_verdict_text(finding.value.verdict));
}

static void write_answer_of(Screen *screen, const char *name, const CdResults *results)
{
  g_autofree char *answer = answer_text(results), *line = g_strdup_printf("%s: %s", name, answer);
  cd_screen_paragraph(&screen->to, line, "  ", "     ");
}

static const char *change_sentence(CdAnswerChange change)
{
  switch (change) {
  case CD_ANSWER_STAYS:
    return "The answer stays: the same option is the cheaper, with the same verdict.";
  case CD_ANSWER_SURER:
    return "The same option is the cheaper, but how sure that is changes.";
  case CD_ANSWER_TURNS:
    return "The answer turns: on average the other option is the cheaper.";
  case CD_ANSWER_NOT_ASKED:
    return "The two ask about different options.";
  }
  g_assert_not_reached();
}

static void append_gap(GString *out, const CdContrast *contrast)
{
  const CdMetric *metric = cd_metric(CD_METRIC_COST_ANNUAL);
  const CdDifference *gap = &contrast->gap;
  if (contrast->answer == CD_ANSWER_NOT_ASKED || gap->d.n == 0)
    return;
  g_autofree char *change = cd_figure_change(CD_FIGURE_MONEY, gap->d.mean);
  g_autofree char *range = cd_figure_range(CD_FIGURE_MONEY, gap->d.low, gap->d.high, true);
  g_autofree char *verdict = contrast->paired > 0 ? cd_finding_verdict(metric, gap) : g_strdup("not paired, so none");
  g_string_append_printf(
      out, " That difference, joint less apart, changes by %s a year (95%% interval of the mean %s). Verdict: %s.",
      change, range, verdict);
}

static void write_answer(Screen *screen)
{
  const CdContrast *contrast = screen->contrast;
  cd_screen_heading(&screen->to, "ANSWER, the terms being equal");
  write_answer_of(screen, "A", contrast->a);
  write_answer_of(screen, "B", contrast->b);
  g_autoptr(GString) line = g_string_new(change_sentence(contrast->answer));
  append_gap(line, contrast);
  cd_screen_paragraph(&screen->to, line->str, "  ", "  ");
}

static guint append_choices(GString *out, const CdContrast *contrast, CdEntityKind kind)
{
  const CdScenario *a = contrast->a->scenario, *b = contrast->b->scenario;
  guint same = 0;
  for (guint i = 0; i < a->table[kind].n; i++) {
    const CdSpecHead *head = cd_scenario_row(a, kind, i);
    int other = cd_scenario_find(b, kind, -1, head->id);
    if (other < 0)
      continue;
    bool councils = kind == CD_ENTITY_COUNCIL;
    const CdRanking *in_a = councils ? &contrast->a->ranking_council[i] : &contrast->a->ranking_funder[i];
    const CdRanking *in_b = councils ? &contrast->b->ranking_council[other] : &contrast->b->ranking_funder[other];
    guint first_a = cd_contrast_first_choice(contrast->a, in_a), first_b = cd_contrast_first_choice(contrast->b, in_b);
    const char *id_a = cd_option_id(contrast->a, first_a), *id_b = cd_option_id(contrast->b, first_b);
    if (g_str_equal(id_a, id_b)) {
      same++;
      continue;
    }
    g_autofree char *share_a = cd_figure_share_of(in_a->first_own[first_a]),
                    *share_b = cd_figure_share_of(in_b->first_own[first_b]);
    g_string_append_printf(out, "%s%s: %s (%s) → %s (%s)", out->len ? "; " : "", head->label, id_a, share_a, id_b,
                           share_b);
  }
  return same;
}

static void write_choices(Screen *screen)
{
  g_autoptr(GString) line = g_string_new(NULL);
  guint same = append_choices(line, screen->contrast, CD_ENTITY_COUNCIL);
  same += append_choices(line, screen->contrast, CD_ENTITY_FUNDER);
  if (line->len == 0 && same == 0)
    return;
  if (line->len == 0)
    g_string_append_printf(line, "Most frequent first choices: those of all %u partners stay.", same);
  else {
    g_string_prepend(line, "Most frequent first choices that change: ");
    g_string_append_printf(line, ". Those of %u partners stay.", same);
  }
  cd_screen_paragraph(&screen->to, line->str, "  ", "    ");
}

/* --- results --- */

static void write_row(Screen *screen, const char *label, const char *const cell[CELLS])
{
  GString *out = screen->to.out;
  guint all = 0;
  for (guint c = 0; c < CELLS; c++)
    all += cell_columns[c] + 1;
  bool beside = screen->to.width >= WIDE;
  guint columns = beside ? screen->to.width - all : 0;
  g_autofree char *indented = g_strconcat(INDENT, label, NULL);
  bool fits = beside && (guint)g_utf8_strlen(indented, -1) <= columns;
  if (!fits && *label)
    cd_screen_paragraph(&screen->to, label, INDENT, INDENT "  ");
  if (beside)
    cd_append_column(out, fits ? indented : "", columns, false);
  for (guint c = 0; c < CELLS; c++) {
    if (!beside && c == CELL_INTERVAL)
      continue; /* no room: JSON has it */
    g_string_append_c(out, ' ');
    cd_append_column(out, cell[c], cell_columns[c], true);
  }
  cd_screen_end_line(&screen->to);
}

/* The word "points" once. */
static char *range_text(CdFigureKind figure, double low, double high)
{
  if (!isfinite(low))
    return g_strdup("not known");
  g_autofree char *range = cd_figure_range(figure, low, high, true);
  g_autoptr(GString) out = g_string_new(range);
  if (figure == CD_FIGURE_SHARE)
    g_string_replace(out, " points to", " to", 1);
  return g_strdup(out->str);
}

static void write_value(Screen *screen, const CdContrastStructure *structure, guint v)
{
  const CdContrast *contrast = screen->contrast;
  const CdContrastValue *value = &contrast->value[v];
  const CdDifference *it = &structure->value[v];
  const CdMetric *metric = cd_metric(contrast->a->layout->kind[value->a]);
  CdFigureKind figure = cd_figure_kind(metric->unit);
  g_autofree char *a = cd_figure(figure, cd_option_summary(contrast->a, structure->a, value->a)->mean);
  g_autofree char *b = cd_figure(figure, cd_option_summary(contrast->b, structure->b, value->b)->mean);
  g_autofree char *change = cd_figure_change(figure, it->d.mean);
  g_autofree char *range = range_text(figure, it->d.low, it->d.high);
  write_row(screen, metric->label,
            (const char *const[CELLS]){a, b, change, range, contrast->paired ? cd_verdict_brief(it->verdict) : "–"});
}

/* Where a metric's total stands among the values that both have; -1. */
static int value_of(const CdContrast *contrast, CdMetricKind kind)
{
  for (guint v = 0; v < contrast->n_values; v++)
    if (contrast->value[v].a == cd_total_at(contrast->a, kind))
      return (int)v;
  return -1;
}

static void write_structure(Screen *screen, const CdContrastStructure *structure, guint *untold)
{
  const CdContrast *contrast = screen->contrast;
  bool begun = false;
  for (guint m = 0; m < G_N_ELEMENTS(told); m++) {
    int v = value_of(contrast, told[m]);
    if (v < 0)
      continue;
    if (!cd_contrast_matters(contrast, &structure->value[v], contrast->value[v].delta)) {
      ++*untold;
      continue;
    }
    if (!begun) {
      g_autofree char *name =
          g_strdup_printf("%s: %s", cd_option_id(contrast->a, structure->a), cd_option_label(contrast->a, structure->a));
      cd_screen_paragraph(&screen->to, name, "  ", "    ");
    }
    begun = true;
    write_value(screen, structure, (guint)v);
  }
}

static void append_alone(GString *out, const CdContrast *contrast, bool of_a)
{
  const CdResults *results = of_a ? contrast->a : contrast->b;
  for (guint s = 0; s < results->n_structures; s++) {
    bool both = false;
    for (guint i = 0; i < contrast->n_structures; i++)
      both = both || (of_a ? contrast->structure[i].a : contrast->structure[i].b) == s;
    if (!both)
      g_string_append_printf(out, "%s%s (%s alone)", out->len ? ", " : "", cd_option_id(results, s), of_a ? "A" : "B");
  }
}

static void write_results(Screen *screen)
{
  const CdContrast *contrast = screen->contrast;
  guint untold = 0;
  cd_screen_heading(&screen->to, "RESULTS THAT DIFFER BY MORE THAN MATTERS, the terms being equal");
  write_row(screen, "", (const char *const[CELLS]){"A", "B", "B − A", "95% interval", "verdict"});
  for (guint s = 0; s < contrast->n_structures; s++)
    write_structure(screen, &contrast->structure[s], &untold);
  g_autofree char *rest = g_strdup_printf(
      "%u of the %u figures compared do not differ by more than matters, as far as these runs tell; --format "
      "json and csv have all %u values of each option.",
      untold, contrast->n_structures * (guint)G_N_ELEMENTS(told), contrast->n_values);
  cd_screen_paragraph(&screen->to, rest, "  ", "  ");
  g_autoptr(GString) alone = g_string_new(NULL);
  append_alone(alone, contrast, true);
  append_alone(alone, contrast, false);
  if (alone->len > 0) {
    g_string_prepend(alone, "Options not compared: ");
    cd_screen_paragraph(&screen->to, alone->str, "  ", "  ");
  }
}

/* A change of shares has an interval and no verdict: it is itself a share of the assumptions. */
static void write_groupings(Screen *screen)
{
  const CdContrast *contrast = screen->contrast;
  if (!contrast->grouping)
    return;
  cd_screen_heading(&screen->to, "WHO GOES WITH WHOM, share of the assumptions tried; | stands between those who part");
  write_row(screen, "", (const char *const[CELLS]){"A", "B", "B − A", "95% interval", ""});
  for (guint g = 0; g < MIN(contrast->grouping->len, GROUPINGS_SHOWN); g++) {
    const CdGroupingContrast *it = &g_array_index(contrast->grouping, CdGroupingContrast, g);
    g_autofree char *who = cd_partition_text(contrast->a->scenario, &it->partition),
                    *a = cd_figure_share_of(it->a.share), *b = cd_figure_share_of(it->b.share),
                    *change = cd_figure_change(CD_FIGURE_SHARE, it->change),
                    *range = range_text(CD_FIGURE_SHARE, it->low, it->high);
    write_row(screen, who, (const char *const[CELLS]){a, b, change, range, ""});
  }
  if (contrast->grouping->len > GROUPINGS_SHOWN) {
    g_autofree char *more = g_strdup_printf("and %u more, each rarer.", contrast->grouping->len - GROUPINGS_SHOWN);
    cd_screen_paragraph(&screen->to, more, INDENT, INDENT);
  }
}

char *cd_contrast_text(const CdContrast *contrast, guint width, bool color)
{
  Screen screen = {cd_screen_new(width, color), contrast};
  write_side(&screen, "A", contrast->name_a, contrast->a, contrast->replicates_a);
  write_side(&screen, "B", contrast->name_b, contrast->b, contrast->replicates_b);
  write_areas(&screen);
  write_pairing(&screen);
  write_inputs(&screen);
  write_answer(&screen);
  write_choices(&screen);
  write_groupings(&screen);
  write_results(&screen);
  return g_string_free(screen.to.out, FALSE);
}
