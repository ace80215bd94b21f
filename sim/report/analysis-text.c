#include <math.h>
#include <stdarg.h>
#include "sim/report/analysis.h"
#include "sim/report/screen.h"

#define BOXES_SHOWN 8u
#define PAIRS_SHOWN 6u

typedef struct {
  CdScreen screen;
  const CdStudy *study;
  const CdAnalysis *it;
} Page;

static GPtrArray *rows_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
}

/* A row of texts, which it takes, to a NULL. */
static void add_row(GPtrArray *rows, ...)
{
  GPtrArray *row = g_ptr_array_new();
  va_list cells;
  va_start(cells, rows);
  for (char *cell; (cell = va_arg(cells, char *));)
    g_ptr_array_add(row, cell);
  va_end(cells);
  g_ptr_array_add(row, NULL);
  g_ptr_array_add(rows, g_ptr_array_free(row, FALSE));
}

static const char *factor_id(const Page *page, guint input)
{
  return page->study->plan->factor[input].spec->head.id;
}

static char *number(double x)
{
  return isfinite(x) ? g_strdup_printf("%.2f", fabs(x) < 0.005 ? 0 : x) : g_strdup("n/a");
}

static char *between(double low, double high)
{
  g_autofree char *a = number(low), *b = number(high);
  return g_strdup_printf("%s to %s", a, b);
}

static char *change(const Page *page, double x)
{
  CdFigureKind figure = cd_figure_kind(cd_metric(page->it->kind)->unit);
  return page->it->against == G_MAXUINT ? cd_figure(figure, x) : cd_figure_change(figure, x);
}

static char *size(const Page *page, double x)
{
  return cd_figure_size(cd_figure_kind(cd_metric(page->it->kind)->unit), x);
}

static void paragraph(Page *page, char *text)
{
  cd_screen_paragraph(&page->screen, text, "  ", "  ");
  g_free(text);
}

static void table(Page *page, const char *heading, GPtrArray *rows)
{
  if (heading)
    cd_screen_heading(&page->screen, heading);
  cd_screen_table(&page->screen, rows);
  g_ptr_array_unref(rows);
}

/* What the ids in the tables stand for. */
static void write_factors(Page *page)
{
  cd_screen_heading(&page->screen, "The assumptions varied");
  for (guint f = 0; f < page->study->plan->n_factors; f++) {
    const CdSweepFactor *factor = &page->study->plan->factor[f];
    g_autofree char *name = cd_analysis_factor(page->study, f),
                    *line = g_strdup_printf("%s: %s%s%s (%s)", factor_id(page, f), name,
                                            factor->spec->group ? "; group " : "",
                                            factor->spec->group ? factor->spec->group : "", factor->spec->path);
    cd_screen_paragraph(&page->screen, line, "  ", "    ");
  }
  for (guint f = 0; page->study->filter[f]; f++) {
    g_autofree char *line = g_strdup_printf("Only where %s.", page->study->filter[f]);
    cd_screen_paragraph(&page->screen, line, "  ", "    ");
  }
}

/* --- Luck --------------------------------------------------------------------------------------------------------- */

static void write_luck(Page *page)
{
  const CdRowsVariance *of = &page->it->variance;
  if (!isfinite(of->held))
    return;
  const struct {
    const char *name;
    double variance;
  } part[] = {{"Chance, all assumptions held", of->chance},
              {"The assumptions varied here", of->varied},
              {"The scenario's other assumptions", of->held}};
  double all = fmax(0, of->varied) + fmax(0, of->held) + of->chance;
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(""), g_strdup("share"), g_strdup("spread (sd)"), NULL);
  for (guint p = 0; p < G_N_ELEMENTS(part); p++)
    add_row(rows, g_strdup(part[p].name), cd_figure_share_of(all > 0 ? fmax(0, part[p].variance) / all : 0),
            size(page, sqrt(fmax(0, part[p].variance))), NULL);
  table(page,
        page->it->against == G_MAXUINT ? "Why one run differs from another" : "Why the difference varies from run to run",
        rows);
}

/* --- What it turns on ---------------------------------------------------------------------------------------------- */

static char *told(const CdIndex *index)
{
  g_autofree char *value = number(index->value);
  return g_strdup_printf("%s%s", value, index->holds_nought ? " ~" : "");
}

static void write_pairs(Page *page)
{
  const CdIndices *of = page->it->indices;
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(""), g_strdup("together"), g_strdup("95%"), NULL);
  for (guint g = 0; g < of->groups; g++)
    for (guint h = g + 1; h < of->groups && rows->len <= PAIRS_SHOWN; h++) {
      const CdIndex *pair = &of->second[g * of->groups + h];
      if (pair->holds_nought || !isfinite(pair->value))
        continue;
      add_row(rows, g_strdup_printf("%s, with %s", page->study->group[g], page->study->group[h]), number(pair->value),
              between(pair->spread.low, pair->spread.high), NULL);
    }
  if (rows->len > 1)
    table(page, "What two bring only together", rows);
  else {
    g_ptr_array_unref(rows);
    paragraph(page, g_strdup("Of no two can it be told that they bring anything only together."));
  }
}

static void write_growth(Page *page)
{
  const GPtrArray *growth = page->it->growth;
  if (!growth || growth->len < 2)
    return;
  GPtrArray *rows = rows_new();
  guint n_groups = page->it->indices->groups;
  for (int g = -1; g < (int)n_groups; g++) {
    char **row = g_new0(char *, growth->len + 2);
    row[0] = g < 0 ? g_strdup("base points") : g_strdup(page->study->group[g]);
    for (guint i = 0; i < growth->len; i++) {
      const CdIndices *of = g_ptr_array_index(growth, i);
      row[i + 1] = g < 0 ? g_strdup_printf("%u", of->n) : number(of->total[g].value);
    }
    g_ptr_array_add(rows, row);
  }
  table(page, "How total shares settle as base points are added", rows);
}

static void write_nets(Page *page)
{
  const CdScrambles *of = page->it->scrambles;
  if (!of)
    return;
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(""), g_strdup("by itself"), g_strdup("95%"), g_strdup("in all"), g_strdup("95%"), NULL);
  for (guint g = 0; g < of->groups; g++)
    add_row(rows, g_strdup(page->study->group[g]), number(of->first[g].value),
            between(of->first[g].low, of->first[g].high), number(of->total[g].value),
            between(of->total[g].low, of->total[g].high), NULL);
  table(page, "The same by nets", rows);
  paragraph(page,
            g_strdup_printf("Of each of %u nets scrambled apart, their mean, and Student's interval: it knows how "
                            "even the points are.",
                            of->designs));
}

static void write_indices(Page *page)
{
  const CdIndices *of = page->it->indices;
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(""), g_strdup("by itself"), g_strdup("95%"), g_strdup("in all"), g_strdup("95%"), NULL);
  for (guint g = 0; g < of->groups; g++)
    add_row(rows, g_strdup(page->study->group[g]), told(&of->first[g]),
            between(of->first[g].spread.low, of->first[g].spread.high), told(&of->total[g]),
            between(of->total[g].spread.low, of->total[g].spread.high), NULL);
  add_row(rows, g_strdup("(a dummy that does nothing)"), number(of->dummy_first.value),
          between(of->dummy_first.spread.low, of->dummy_first.spread.high), number(of->dummy_total.value),
          between(of->dummy_total.spread.low, of->dummy_total.spread.high), NULL);
  table(page, "What it turns on: shares of the variance that the assumptions make", rows);
  paragraph(
      page,
      g_strdup_printf(
          "Sobol' indices of %u base points, luck taken out. ~: not told from nothing. By itself: the others varying; "
          "in all: "
          "together with others as well. Intervals by resampling base points are wider than need be for even points.",
          of->n));
  write_nets(page);
  if (of->second)
    write_pairs(page);
  write_growth(page);
}

static void write_effects(Page *page)
{
  const CdEffects *of = page->it->effects;
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(""), g_strdup("mean size"), g_strdup("95%"), g_strdup("mean"), g_strdup("spread"), NULL);
  for (guint g = 0; g < of->groups; g++) {
    const CdEffect *effect = &of->effect[g];
    g_autofree char *low = size(page, effect->star_spread.low), *high = size(page, effect->star_spread.high);
    add_row(rows, g_strdup(page->study->group[g]), size(page, effect->star), g_strdup_printf("%s to %s", low, high),
            change(page, effect->mu), size(page, effect->sigma), NULL);
  }
  table(page, "What it turns on: effects of a move over the whole range", rows);
  paragraph(page, g_strdup_printf("Elementary effects of %u trajectories. A spread as large as the mean: the effect is "
                                  "bent, or turns on other factors.",
                                  of->n));
}

static void write_sample(Page *page)
{
  const CdAnalysis *it = page->it;
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(""), g_strdup("PAWN"), g_strdup("floor"), g_strdup("delta"), g_strdup("floor"),
          g_strdup("by rank"), NULL);
  for (guint f = 0; f < it->sample->n_inputs; f++)
    add_row(rows, g_strdup(factor_id(page, f)), number(it->pawn[f].median), number(it->pawn[f].floor_median),
            number(it->delta[f].value), number(it->delta[f].floor),
            number(it->regression ? it->regression->of[f].srrc : NAN), NULL);
  table(page, "How far the whole distribution moves, and which way", rows);
  if (it->regression)
    paragraph(page, g_strdup_printf(
                        "PAWN and delta: 0 nothing, 1 all; at or under its floor a factor is not told from nothing. By "
                        "rank: standardised "
                        "coefficient of ranks, whose straight lines explain %.0f%% (of the values themselves %.0f%%).",
                        100 * it->regression->r2_ranks, 100 * it->regression->r2));
}

/* A line a question, each answer's own questions under it. */
static void write_node(Page *page, guint at, guint depth)
{
  const CdTreeNode *node = &page->it->tree->node[at];
  guint f = (guint)node->input;
  const CdVaried *varied = &page->study->plan->factor[f].varied;
  for (guint side = 0; side < 2; side++) {
    guint to = side == 0 ? node->left : node->right;
    const CdTreeNode *answer = &page->it->tree->node[to];
    g_autoptr(GString) line = g_string_new(factor_id(page, f));
    if (varied->n_words == 0) {
      g_autofree char *limit = cd_analysis_value(page->study, f, node->limit);
      g_string_append_printf(line, " %s %s", side == 0 ? "below" : "from", limit);
    } else
      for (guint w = 0, n = 0; w < varied->n_words; w++)
        if ((node->left_of >> w & 1) == (side == 0)) {
          g_autofree char *word = cd_analysis_value(page->study, f, w);
          g_string_append_printf(line, " %s%s", n++ > 0 ? "or " : "", word);
        }
    g_autofree char *mean = change(page, isfinite(answer->mean) ? answer->mean : answer->mean_grown),
                    *indent = g_strnfill(2 + 2 * depth, ' ');
    g_string_append_printf(line, ": %s (%u points)", mean, answer->told);
    cd_screen_paragraph(&page->screen, line->str, indent, indent);
    if (answer->input >= 0)
      write_node(page, to, depth + 1);
  }
}

static void write_tree(Page *page)
{
  if (page->it->tree->node[0].input < 0)
    return;
  cd_screen_heading(&page->screen, "Under few questions");
  write_node(page, 0, 0);
  paragraph(page,
            g_strdup_printf("Means of points that had no part in finding the questions, of which they explain %.0f%%.",
                            100 * fmax(0, page->it->tree->r2)));
}

/* --- Where it is better --------------------------------------------------------------------------------------------- */

/* The limits of an interval of a value at which they are even. */
static char *even_limits(const Page *page, guint input, const CdBreakEven *even)
{
  g_autofree char *low = isfinite(even->low) ? cd_analysis_value(page->study, input, even->low)
                                             : g_strdup("below its range"),
                  *high = isfinite(even->high) ? cd_analysis_value(page->study, input, even->high)
                                               : g_strdup("above its range");
  return g_strdup_printf("%s to %s", low, high);
}

static void add_turn(const Page *page, guint f, GPtrArray *rows)
{
  const CdLevelTurn *turn = &page->it->turn[f];
  if (turn->turns != 1)
    return;
  g_autofree char *low = cd_analysis_value(page->study, f, turn->low),
                  *high = cd_analysis_value(page->study, f, turn->high);
  add_row(rows, g_strdup(factor_id(page, f)), g_strdup("between"), g_strdup_printf("%s and %s", low, high), NULL);
}

static void write_even(Page *page)
{
  bool few = false;
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(""), g_strdup("even at"), g_strdup("95%"), NULL);
  for (guint f = 0; f < page->study->plan->n_factors; f++) {
    const CdBreakEven *even = &page->it->even[f];
    few = few || page->it->turn[f].values > 0;
    add_turn(page, f, rows);
    if (!isfinite(even->value))
      continue;
    add_row(rows, g_strdup(factor_id(page, f)), cd_analysis_value(page->study, f, even->value),
            even_limits(page, f, even), NULL);
  }
  if (rows->len > 1) {
    table(page, "Where the two are even, all else as uncertain as it is", rows);
    return;
  }
  g_ptr_array_unref(rows);
  cd_screen_heading(&page->screen, "Where the two are even");
  paragraph(page, g_strdup_printf("At no value%s of one assumption by itself, on average over the others.",
                                  few ? " looked at" : ""));
}

static void write_curve(Page *page, const CdCurve *curve)
{
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(factor_id(page, curve->other)), g_strdup("even at"), g_strdup("95%"), NULL);
  for (guint s = 0; s < curve->n; s++) {
    const CdEvenPoint *point = &curve->point[s];
    g_autofree char *from = cd_analysis_value(page->study, curve->other, point->from),
                    *to = cd_analysis_value(page->study, curve->other, point->to);
    bool is_even = isfinite(point->even.value);
    add_row(rows, g_strdup_printf("%s to %s", from, to),
            is_even                     ? cd_analysis_value(page->study, curve->input, point->even.value)
            : point->even.crossings > 1 ? g_strdup("several values")
                                        : g_strdup("no value"),
            is_even ? even_limits(page, curve->input, &point->even) : g_strdup(""), NULL);
  }
  g_autofree char *heading = g_strdup_printf("Where the two are even in %s, as %s moves", factor_id(page, curve->input),
                                             factor_id(page, curve->other));
  table(page, heading, rows);
}

static void write_curves(Page *page)
{
  for (guint c = 0; c < page->it->curves->len; c++)
    write_curve(page, &g_array_index(page->it->curves, CdCurve, c));
}

static void write_boxes(Page *page)
{
  const CdAnalysis *it = page->it;
  const CdPrim *prim = it->boxes->prim;
  const CdBoxTold *chosen = &it->boxes->told[it->boxes->chosen];
  g_autofree char *box = cd_analysis_box(page->study, it, &prim->box[it->boxes->chosen], true),
                  *base = cd_figure_share_of(it->boxes->base), *density = cd_figure_share_of(chosen->density),
                  *coverage = cd_figure_share_of(chosen->coverage),
                  *heading = g_strdup_printf("Where “%s” does better", cd_analysis_first(page->study, it));
  cd_screen_heading(&page->screen, heading);
  paragraph(page, box[0]
                      ? g_strdup_printf(
                            "Where %s: at %s of the points, against %s everywhere; there lie %s of all points where it "
                            "does better: of the %u points that had no part in finding it.",
                            box, density, base, coverage, it->boxes->tell)
                      : g_strdup_printf("No region of few limits is told apart: everywhere at %s of the points.", base));
  paragraph(page, g_strdup("In brackets, of each limit, the chance that without it as many would be seen (quasi-p)."));
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup("As the region shrinks"), g_strdup("limits on"), g_strdup("points"), g_strdup("better at"),
          g_strdup("holds"), NULL);
  guint step = MAX(1, prim->n_boxes / BOXES_SHOWN);
  for (guint b = 0; b < prim->n_boxes; b += step)
    add_row(rows, g_strdup_printf("box %u", b + 1), g_strdup_printf("%u", prim->box[b].restricted),
            g_strdup_printf("%u", it->boxes->told[b].n),
            isfinite(it->boxes->told[b].density) ? cd_figure_share_of(it->boxes->told[b].density) : g_strdup("n/a"),
            isfinite(it->boxes->told[b].coverage) ? cd_figure_share_of(it->boxes->told[b].coverage) : g_strdup("n/a"),
            NULL);
  table(page, NULL, rows);
}

static char *back(const Page *page, double x)
{
  bool low = cd_metric(page->it->kind)->better == CD_LOWER;
  return cd_figure(cd_figure_kind(cd_metric(page->it->kind)->unit), low ? -x : x);
}

static void write_robust(Page *page)
{
  const CdSweepPlan *plan = page->study->plan;
  GPtrArray *rows = rows_new();
  add_row(rows, g_strdup(""), g_strdup("worst"), g_strdup("mean"), g_strdup("best"), g_strdup("half-way"),
          g_strdup("regret: most"), g_strdup("mean"), g_strdup("of 90%"), NULL);
  for (guint o = 0; o < plan->n_options; o++) {
    const CdRobustness *of = &page->it->robust[o];
    add_row(rows, g_strdup(cd_scenario_structure(plan->scenario, plan->option[o])->head.label), back(page, of->worst),
            back(page, of->mean), back(page, of->best), back(page, of->hurwicz), size(page, of->regret_most),
            size(page, of->regret_mean), size(page, of->regret_percentile), NULL);
  }
  table(page, "The options where no assumption is known to hold", rows);
  paragraph(page,
            g_strdup("Over the points, each the mean of its runs. Worst (Wald), mean (Laplace), half-way between "
                     "worst and best (Hurwicz); regret: what an "
                     "option falls short of the best one at the same point (Savage); of 90%: no more than this at nine "
                     "points of ten."));
}

static void write_analysis(Page *page)
{
  const CdAnalysis *it = page->it;
  char *sentence[CD_ANALYSIS_SENTENCES], *advice = cd_analysis_advice(page->study, it);
  cd_analysis_sentences(page->study, it, sentence);
  for (guint s = 0; s < CD_ANALYSIS_SENTENCES; s++) {
    cd_screen_paragraph(&page->screen, sentence[s], "", "");
    g_free(sentence[s]);
  }
  if (advice)
    paragraph(page, advice);
  if (page->study->where)
    paragraph(page, g_strdup_printf("Of all points those alone that --where takes: %s", page->study->where));
  if (it->whole < it->drawn)
    paragraph(page, g_strdup_printf("Left out: %u of %u points, which lack runs.", it->drawn - it->whole, it->drawn));
  write_luck(page);
  if (it->indices)
    write_indices(page);
  else if (it->indices_why)
    paragraph(page, g_strdup_printf("No shares of variance: %s.", it->indices_why));
  if (it->effects)
    write_effects(page);
  else if (it->effects_why)
    paragraph(page, g_strdup_printf("No effects: %s.", it->effects_why));
  if (it->sample)
    write_sample(page);
  if (it->tree)
    write_tree(page);
  if (it->even && it->against != G_MAXUINT) {
    write_even(page);
    write_curves(page);
  }
  if (it->boxes)
    write_boxes(page);
  if (it->robust)
    write_robust(page);
}

char *cd_analyses_text(const CdAnalyses *analyses, guint width, bool color)
{
  Page page = {cd_screen_new(width, color), analyses->study, NULL};
  for (guint a = 0; a < analyses->of->len; a++) {
    if (a > 0)
      g_string_append_c(page.screen.out, '\n');
    page.it = g_ptr_array_index(analyses->of, a);
    write_analysis(&page);
  }
  cd_analysis_beside(analyses, &page.screen);
  write_factors(&page);
  return g_string_free(page.screen.out, FALSE);
}
