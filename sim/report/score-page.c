#include <math.h>
#include <stdlib.h>
#include "sim/report/chart.h"
#include "sim/report/page.h"
#include "sim/report/score.h"

enum { DRAWN = 6, POINTS = 50 }; /* lines a chart, as many as there are colours; places along the weight, 0 to 1 */

#define SERIES                                                                                                         \
  "'field': 'bidder', 'type': 'nominal', 'sort': null, 'legend': {'title': null, 'orient': 'top', 'columns': 1, "      \
  "'symbolType': 'stroke', 'symbolSize': 600, 'labelFontSize': 12, 'labelLimit': 200}"
#define WEIGHT                                                                                                         \
  "'x': {'field': 'weight', 'type': 'quantitative', 'scale': {'domain': [0, 1]}, 'axis': {'title': "                   \
  "'Weight of quality', 'tickCount': 6}}"
#define Y(axis) "'type': 'quantitative', " axis
#define PLAIN "'axis': {'title': 'Score', 'tickCount': 5}"
#define LOGARITHMIC                                                                                                    \
  "'scale': {'type': 'log'}, 'axis': {'title': 'Score, logarithmic', 'tickCount': 4, 'format': ',.3~r'}"
/* Lines told apart by colour and by dashes; the weight chosen, upright; a dot where the winner changes. */
#define MARKS(axis)                                                                                                    \
  "[{'transform': [{'filter': 'isValid(datum.score)'}], 'mark': {'type': 'line', 'strokeWidth': 2.5}, 'encoding': "    \
  "{" WEIGHT ", 'y': {'field': 'score', " Y(                                                                           \
      axis) "}, "                                                                                                      \
            "'color': {" SERIES                                                                                        \
            ", 'scale': {'range': ['#12436D', '#F46A25', '#801650', '#28A197', '#3D3D3D', '#A285D1']}}, "              \
            "'strokeDash': {" SERIES                                                                                   \
            ", 'scale': {'range': [[1, 0], [8, 3], [2, 3], [12, 3, 2, 3], [5, 5], [1, 5]]}}}}, "                       \
            "{'transform': [{'filter': 'isValid(datum.chosen)'}], 'mark': {'type': 'rule', 'color': '#0b0c0c', "       \
            "'strokeDash': "                                                                                           \
            "[4, 4]}, 'encoding': {'x': {'field': 'chosen', 'type': 'quantitative'}}}, "                               \
            "{'transform': [{'filter': 'isValid(datum.change)'}], 'mark': {'type': 'point', 'filled': true, 'color': " \
            "'#0b0c0c', 'opacity': 1, 'size': 60}, 'encoding': {'x': {'field': 'change', 'type': 'quantitative'}, "    \
            "'y': "                                                                                                    \
            "{'field': 'at', " Y(axis) "}}}]"

static char *number(double x, const char *format)
{
  char text[64];
  return isfinite(x) ? g_strdup(g_ascii_formatd(text, sizeof text, format, x)) : g_strdup("n/a");
}

static void add_once(guint *drawn, guint *n, guint bid)
{
  for (guint i = 0; i < *n; i++)
    if (drawn[i] == bid)
      return;
  if (*n < DRAWN)
    drawn[(*n)++] = bid;
}

static int by_row(const void *a, const void *b)
{
  const guint *first = a, *second = b;
  return *first < *second ? -1 : *first > *second;
}

/* Those that win at some weight, then the best at the weight chosen; by row, so that a bidder has one colour in every chart. How many. */
static guint find_drawn(const CdScored *scored, const CdScoredFormula *it, guint *drawn)
{
  guint n = 0;
  for (guint r = 0; r < it->n_reigns; r++)
    add_once(drawn, &n, (guint)it->reign[r].winner);
  for (guint rank = 1; rank <= scored->bids->n; rank++)
    for (guint i = 0; i < scored->bids->n; i++)
      if (it->rank[i] == rank)
        add_once(drawn, &n, i);
  qsort(drawn, n, sizeof *drawn, by_row);
  return n;
}

static void put_values(CdJson *json, const CdScored *scored, CdScoring f, const guint *drawn, guint n)
{
  const CdScoredFormula *it = &scored->formula[f];
  cd_json_open_object(json, "data", CD_JSON_FLAT);
  cd_json_open_array(json, "values", CD_JSON_FLAT);
  for (guint d = 0; d < n; d++)
    for (guint p = 0; p <= POINTS; p++) {
      double weight = (double)p / POINTS, score = cd_scored_at(scored, f, drawn[d], weight);
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "bidder", scored->bids->bidder[drawn[d]]);
      cd_json_number(json, "weight", weight);
      /* Of a bid without any quality value for money has no logarithm. */
      cd_json_number(json, "score", f == CD_SCORING_VALUE_FOR_MONEY && !(score > 0) ? NAN : score);
      cd_json_close_object(json);
    }
  for (guint r = 1; r < it->n_reigns; r++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_number(json, "change", it->reign[r].from);
    cd_json_number(json, "at", cd_scored_at(scored, f, (guint)it->reign[r].winner, it->reign[r].from));
    cd_json_close_object(json);
  }
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_number(json, "chosen", scored->by.weight);
  cd_json_close_object(json);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

/* "C wins up to a weight of 0.44, then B up to 0.56, then A". */
static char *reigns_text(const CdScored *scored, CdScoring f)
{
  const CdScoredFormula *it = &scored->formula[f];
  GString *text = g_string_new(NULL);
  g_autofree char *first = cd_scored_reigning(scored, f, (guint)it->reign[0].winner);
  g_string_append(text, first);
  g_string_append(text, it->n_reigns == 1 ? " wins at every weight" : " wins");
  for (guint r = 1; r < it->n_reigns; r++) {
    g_autofree char *from = number(it->reign[r].from, "%.3g"),
                    *who = cd_scored_reigning(scored, f, (guint)it->reign[r].winner);
    g_string_append_printf(text, " up to %s%s, then %s", r == 1 ? "a weight of quality of " : "", from, who);
  }
  return g_string_free(text, FALSE);
}

static void put_chart(CdPage *page, const CdScored *scored, CdScoring f)
{
  const CdScoredFormula *it = &scored->formula[f];
  guint drawn[DRAWN], n = find_drawn(scored, it, drawn);
  g_autofree char *reigns = reigns_text(scored, f), *lower = g_ascii_strdown(it->key, -1),
                  *id = g_strdup_printf("score-%s", lower),
                  *headline = g_strdup_printf("%s: %s", cd_scoring_text(f)->label, reigns);
  g_autofree char *told = g_strdup_printf(
      "A line a bidder: its score by this formula (%s) at each weight of quality, 0 to 1; the highest wins. A dot "
      "stands where the winner changes, the upright line at the weight chosen.%s%s",
      it->key,
      f == CD_SCORING_VALUE_FOR_MONEY ? " Drawn is the score to the power of the weight of price, which ranks alike." : "",
      n < scored->bids->n ? " The bids drawn are those that win somewhere, and the best at that weight." : "");
  CdChart chart;
  cd_chart_begin(&chart);
  cd_json_integer(&chart.json, "height", 260);
  put_values(&chart.json, scored, f, drawn, n);
  cd_chart_constant(&chart, "layer", f == CD_SCORING_VALUE_FOR_MONEY ? MARKS(LOGARITHMIC) : MARKS(PLAIN));
  cd_page_chart(page, &chart, id, headline, told);
}

static void put_scores(CdPage *page, const CdScored *scored)
{
  cd_page_table_open(page, "Scores, and ranks in brackets");
  cd_page_head_row(page, "Bidder");
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    if (!scored->formula[f].lacks)
      cd_page_head(page, scored->formula[f].key, true);
  cd_page_raw(page, "</thead>\n");
  for (guint i = 0; i < scored->bids->n; i++) {
    g_autofree char *price = number(scored->bids->price[i], "%.15g"),
                    *quality = number(scored->bids->quality[i], "%.15g"),
                    *bid = g_strdup_printf("quality %s, price %s", quality, price);
    cd_page_noted_row(page, scored->bids->bidder[i], bid);
    for (int f = 0; f < CD_SCORING_COUNT; f++) {
      const CdScoredFormula *it = &scored->formula[f];
      if (it->lacks)
        continue;
      g_autofree char *score = number(it->score[i], "%.5g"), *shown = g_strdup_printf("%s (%u)", score, it->rank[i]);
      cd_page_cell_open(page, true);
      cd_page_data(page, it->score[i], shown);
      if (it->winner == (int)i)
        cd_page_note(page, "wins");
      else if (it->is_tied[i])
        cd_page_note(page, "ties with the winner");
      cd_page_cell_close(page);
    }
  }
  cd_page_table_close(page);
  cd_page_raw(page, "<ul>\n");
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    const CdScoredFormula *it = &scored->formula[f];
    const CdScoringText *told = cd_scoring_text((CdScoring)f);
    g_autofree char *line = it->lacks
                                ? g_strdup_printf("%s (%s) is left out: it needs %s.", it->key, told->label, it->lacks)
                                : g_strdup_printf("%s: %s. %s%s", it->key, told->label, told->meaning,
                                                  it->is_weighted ? "" : " The lowest wins, and no weight enters.");
    cd_page_element(page, "li", NULL, line);
  }
  cd_page_raw(page, "</ul>\n");
}

static void put_reigns(CdPage *page, const CdScored *scored)
{
  cd_page_table_open(page, "Who wins, from which weight of quality on");
  cd_page_head_row(page, "Formula");
  cd_page_head(page, "From weight", true);
  cd_page_head(page, "Winner", false);
  cd_page_raw(page, "</thead>\n");
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint r = 0; r < scored->formula[f].n_reigns && scored->formula[f].is_weighted; r++) {
      const CdReign *reign = &scored->formula[f].reign[r];
      g_autofree char *from = number(reign->from, "%.5g"),
                      *who = cd_scored_reigning(scored, (CdScoring)f, (guint)reign->winner);
      cd_page_row(page, scored->formula[f].key);
      cd_page_cell_open(page, true);
      cd_page_data(page, reign->from, from);
      cd_page_cell_close(page);
      cd_page_text_cell(page, who);
    }
  cd_page_table_close(page);
}

static void put_alone(CdPage *page, const CdScored *scored)
{
  cd_page_paragraph(page,
                    "There is one bid alone, so that there was no competition: it wins by every formula and at every "
                    "weight, and no score here says that its price is a good one.");
  cd_page_raw(page, "<ul>\n");
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    if (scored->formula[f].lacks)
      continue;
    g_autofree char *line = g_strdup_printf("%s: %s", scored->formula[f].key, cd_scored_alone((CdScoring)f));
    cd_page_element(page, "li", NULL, line);
  }
  cd_page_raw(page, "</ul>\n");
}

static void put_flips(CdPage *page, const CdScored *scored)
{
  if (scored->bids->n == 1) {
    put_alone(page, scored);
    return;
  }
  bool any = false;
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint i = 0; i < scored->bids->n && !scored->formula[f].lacks; i++) {
      const CdScoredFormula *it = &scored->formula[f];
      if (it->without[i] < 0)
        continue;
      g_autofree char *line = g_strdup_printf("By %s, without the losing bid of %s the winner is %s and not %s.",
                                              it->key, scored->bids->bidder[i], scored->bids->bidder[it->without[i]],
                                              scored->bids->bidder[it->winner]);
      cd_page_paragraph(page, line);
      any = true;
    }
  if (!any)
    cd_page_paragraph(page, "None does, at this weight.");
}

char *cd_bid_table_html(const CdBidTable *table)
{
  static const char *const title = "A tender’s bids under every formula";
  const CdScored *scored = table->scored;
  CdPage page = {.out = g_string_new(NULL)};
  g_autofree char *weight = number(scored->by.weight, "%.5g"),
                  *line = g_strdup_printf("%u bid%s; weight of quality %s. Reckoned by concordat.", scored->bids->n,
                                          scored->bids->n == 1 ? "" : "s", weight);
  cd_page_begin(&page, title, true);
  cd_page_top(&page, "Skip to the scores", title, line);
  cd_page_raw(&page, "<li><a href=\"#scores\">Scores and ranks</a></li>\n<li><a href=\"#weights\">Score against "
                     "weight</a></li>\n<li><a href=\"#flips\">Whether a losing bid decides</a></li>\n</ol></nav>\n"
                     "<main id=\"main\">\n<section id=\"scores\">\n<h2>Scores and ranks</h2>\n");
  if (cd_scored_caution(scored)) {
    g_autofree char *caution = g_strconcat("Caution: ", cd_scored_caution(scored), NULL);
    cd_page_paragraph(&page, caution);
  }
  put_scores(&page, scored);
  cd_page_raw(&page, "</section>\n<section id=\"weights\">\n<h2>Score against weight</h2>\n");
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    if (!scored->formula[f].lacks && scored->formula[f].is_weighted)
      put_chart(&page, scored, (CdScoring)f);
  put_reigns(&page, scored);
  cd_page_raw(&page, "</section>\n<section id=\"flips\">\n<h2>Whether a losing bid decides who wins</h2>\n");
  put_flips(&page, scored);
  cd_page_raw(&page, "</section>\n</main>\n");
  cd_page_chart_script(&page);
  cd_page_raw(&page, "</body>\n</html>\n");
  return g_string_free(page.out, FALSE);
}
