#include "sim/report/page-charts.h"

bool cd_chart_is_sure(const CdFinding *finding)
{
  return finding->value.verdict == CD_VERDICT_CLEAR || finding->value.verdict == CD_VERDICT_LEANING;
}

/* "12.5 fewer", "1.5 months sooner"; "mostly fewer, yet 0.12 more on average" where the two part. */
static char *direction_text(const CdFinding *finding)
{
  const CdDifference *it = &finding->value;
  const char *mostly = cd_finding_word(finding->metric, it->direction),
             *on_average = cd_finding_word(finding->metric, it->d.mean);
  g_autofree char *bare = cd_figure_size(finding->figure, it->d.mean);
  g_autofree char *size = finding->figure == CD_FIGURE_TIME
                              ? g_strconcat(bare, " ", cd_unit_text(finding->metric->unit), NULL)
                              : g_strdup(bare);
  if (mostly != on_average)
    return g_strdup_printf("mostly %s, yet %s %s on average", mostly, size, on_average);
  return g_strdup_printf("%s %s", size, on_average);
}

static bool against_baseline(const CdResults *results, guint structure, guint value, CdFinding *finding)
{
  return cd_finding_make(results, structure, cd_option_baseline(results), value, finding);
}

/* What cannot be told with a direction, by its verdict. */
typedef struct {
  guint n[CD_VERDICT_UNDEFINED + 1];
} Others;

/* "depends on assumptions for 2 others, no difference that matters for 1 other"; TOLD: others than those told before. With one verdict for all
 * there is nobody to count: "depends on assumptions". */
static void append_others(GString *out, const Others *others, bool told)
{
  guint verdicts = 0;
  for (guint v = 0; v < G_N_ELEMENTS(others->n); v++)
    verdicts += others->n[v] > 0;
  const char *before = told ? "; " : "";
  for (guint v = 0; v < G_N_ELEMENTS(others->n); v++) {
    if (others->n[v] == 0)
      continue;
    g_autofree char *phrase = cd_verdict_phrase((CdVerdict)v);
    g_string_append_printf(out, "%s%s", before, phrase);
    if (told || verdicts > 1)
      g_string_append_printf(out, " for %u%s", others->n[v], !told ? "" : others->n[v] == 1 ? " other" : " others");
    before = ", ";
  }
}

char *cd_chart_headline_among(const CdResults *results, const char *subject, CdMetricKind metric, const CdOptions *among)
{
  GString *out = g_string_new(NULL);
  guint told = 0;
  Others others = {0};
  g_string_append_printf(out, "%s against business as usual: ", subject);
  for (guint s = 0; s < results->n_structures; s++) {
    CdFinding finding;
    if (!cd_options_hold(among, s) || !against_baseline(results, s, cd_total_at(results, metric), &finding))
      continue;
    if (!cd_chart_is_sure(&finding)) {
      others.n[finding.value.verdict]++;
      continue;
    }
    g_autofree char *direction = direction_text(&finding);
    g_string_append_printf(out, "%s%s for “%s” (%s)", told++ > 0 ? "; " : "", direction, cd_option_label(results, s),
                           cd_verdict_text(finding.value.verdict));
  }
  append_others(out, &others, told > 0);
  return g_string_free(out, FALSE);
}

char *cd_chart_headline(const CdResults *results, const char *subject, CdMetricKind metric)
{
  return cd_chart_headline_among(results, subject, metric, NULL);
}

/* "−£159k, clear". */
static void add_finding(GArray *rows, const char *label, const CdFinding *finding)
{
  g_autofree char *change = cd_figure_change(finding->figure, finding->value.d.mean);
  cd_chart_rows_add(rows, label, g_strdup_printf("%s, %s", change, cd_verdict_brief(finding->value.verdict)),
                    &finding->value.d);
}

/* A row for every option AMONG these but business as usual. */
static void add_options(GArray *rows, const CdResults *results, guint value, const CdOptions *among)
{
  for (guint s = 0; s < results->n_structures; s++) {
    CdFinding finding;
    if (cd_options_hold(among, s) && against_baseline(results, s, value, &finding))
      add_finding(rows, cd_option_label(results, s), &finding);
  }
}

static void put_rows(CdSection section, const char *id, const char *headline, const char *told, CdFigureKind kind,
                     const char *axis, GArray *rows)
{
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_rows(&chart, kind, axis, rows);
  cd_page_chart(section.page, &chart, id, headline, told);
}

void cd_chart_of_costs_among(CdSection section, const CdOptions *among)
{
  g_autoptr(GArray) rows = cd_chart_rows_new();
  add_options(rows, section.results, cd_total_at(section.results, CD_METRIC_COST_ANNUAL), among);
  if (rows->len == 0)
    return;
  g_autofree char *headline = cd_chart_headline_among(section.results, "Yearly cost", CD_METRIC_COST_ANNUAL, among);
  put_rows(section, "chart-costs", headline,
           CD_CHART_ROWS_READ " Left of nought costs less than business as usual, right of it more, on the same draws "
                              "and under the same terms.",
           CD_FIGURE_MONEY, "Change in yearly cost", rows);
}

void cd_chart_of_costs(CdSection section)
{
  cd_chart_of_costs_among(section, NULL);
}

/* --- effects on people --- */

static const CdMetricKind of_people[] = {CD_METRIC_COMPLETIONS, CD_METRIC_COMPLETIONS_CJ, CD_METRIC_DEATHS,
                                         CD_METRIC_BORDER_LOSSES};

/* "12.5 fewer unplanned exits on transfer between areas (clear)". */
static void append_effect(GString *out, const CdFinding *finding, guint told)
{
  const char *label = finding->metric->label;
  g_autofree char *direction = direction_text(finding);
  g_string_append_printf(out, "%s%c%s %s (%s)", told > 0 ? "; " : "", g_ascii_tolower(label[0]), label + 1, direction,
                         cd_verdict_text(finding->value.verdict));
}

void cd_chart_of_effects(CdSection section)
{
  const CdResults *results = section.results;
  CdPair pair[CD_KEY_PAIRS];
  guint n = cd_key_pairs(results, pair), told = 0;
  Others others = {0};
  g_autoptr(GArray) rows = cd_chart_rows_new();
  g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) headline = g_string_new(NULL);
  for (guint p = 0; p < n; p++) {
    char *head =
        g_strdup_printf("“%s” against “%s”", cd_option_label(results, pair[p].a), cd_option_label(results, pair[p].b));
    g_ptr_array_add(heads, head);
    cd_chart_rows_head(rows, head);
    if (p == 0)
      g_string_append_printf(headline, "People a year, %s: ", head);
    for (guint m = 0; m < G_N_ELEMENTS(of_people); m++) {
      CdFinding finding;
      if (!cd_finding_make(results, pair[p].a, pair[p].b, cd_total_at(results, of_people[m]), &finding))
        continue;
      add_finding(rows, finding.metric->label, &finding);
      if (p > 0)
        continue;
      if (cd_chart_is_sure(&finding))
        append_effect(headline, &finding, told++);
      else
        others.n[finding.value.verdict]++;
    }
  }
  if (rows->len == 0)
    return;
  append_others(headline, &others, told > 0);
  put_rows(section, "chart-effects", headline->str,
           CD_CHART_ROWS_READ " Left of nought the option named first has fewer, right of it more.", CD_FIGURE_COUNT,
           "Difference, people a year", rows);
}

/* --- who pays --- */

static void add_payers(GArray *rows, const CdResults *results, CdEntityKind kind, CdScope scope)
{
  for (guint i = 0; i < results->scenario->table[kind].n; i++) {
    cd_chart_rows_head(rows, cd_scenario_row(results->scenario, kind, i)->label);
    add_options(rows, results, cd_metric_at(results->layout, CD_METRIC_COST_ANNUAL, scope, i), NULL);
  }
}

typedef struct {
  GString *less, *more;
  Others others;
} Payers;

static void sort_payers(Payers *payers, const CdResults *results, guint structure, CdEntityKind kind, CdScope scope)
{
  for (guint i = 0; i < results->scenario->table[kind].n; i++) {
    CdFinding finding;
    if (!against_baseline(results, structure, cd_metric_at(results->layout, CD_METRIC_COST_ANNUAL, scope, i), &finding))
      continue;
    if (!cd_chart_is_sure(&finding)) {
      payers->others.n[finding.value.verdict]++;
      continue;
    }
    GString *to = finding.value.direction < 0 ? payers->less : payers->more;
    g_string_append_printf(to, "%s%s", to->len ? ", " : "", cd_scenario_row(results->scenario, kind, i)->label);
  }
}

/* "Under “A”: less to pay for X, Y; more to pay for Z; depends on assumptions for 2 others". */
static void append_payers(GString *out, const CdResults *results, guint structure)
{
  Payers payers = {.less = g_string_new(NULL), .more = g_string_new(NULL)};
  sort_payers(&payers, results, structure, CD_ENTITY_COUNCIL, CD_BY_COUNCIL);
  sort_payers(&payers, results, structure, CD_ENTITY_FUNDER, CD_BY_FUNDER);
  g_string_append_printf(out, "%sUnder “%s”: ", out->len ? ". " : "", cd_option_label(results, structure));
  if (payers.less->len)
    g_string_append_printf(out, "less to pay for %s", payers.less->str);
  if (payers.more->len)
    g_string_append_printf(out, "%smore to pay for %s", payers.less->len ? "; " : "", payers.more->str);
  append_others(out, &payers.others, payers.less->len || payers.more->len);
  g_string_free(payers.less, TRUE);
  g_string_free(payers.more, TRUE);
}

char *cd_payers_headline(const CdResults *results)
{
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  GString *headline = g_string_new(NULL);
  if (root->joint != root->baseline)
    append_payers(headline, results, (guint)root->joint);
  if (root->apart != root->baseline && root->apart != root->joint)
    append_payers(headline, results, (guint)root->apart);
  if (headline->len == 0)
    g_string_append(headline, "What each partner pays against business as usual");
  return g_string_free(headline, FALSE);
}

void cd_chart_of_payers(CdSection section)
{
  const CdResults *results = section.results;
  if (results->n_structures < 2)
    return;
  g_autoptr(GArray) rows = cd_chart_rows_new();
  add_payers(rows, results, CD_ENTITY_COUNCIL, CD_BY_COUNCIL);
  add_payers(rows, results, CD_ENTITY_FUNDER, CD_BY_FUNDER);
  g_autofree char *headline = cd_payers_headline(results);
  put_rows(section, "chart-payers", headline,
           "What each pays under every option, against business as usual. " CD_CHART_ROWS_READ
           " Left of nought it pays less, right of it more.",
           CD_FIGURE_MONEY, "Change in what it pays a year", rows);
}

/* --- places, and the border --- */

void cd_chart_of_places(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_PLACES, CD_METRIC_PLACES_EXPECTED};
  const CdResults *results = section.results;
  if (results->n_structures < 2)
    return;
  g_autoptr(GArray) rows = cd_chart_rows_new();
  for (guint m = 0; m < G_N_ELEMENTS(metrics); m++) {
    cd_chart_rows_head(rows, cd_metric(metrics[m])->label);
    add_options(rows, results, cd_total_at(results, metrics[m]), NULL);
  }
  g_autofree char *headline = cd_chart_headline(results, "Places that the same budget would pay for,", CD_METRIC_PLACES);
  put_rows(
      section, "chart-places", headline,
      "People in treatment in a year. Places of equal worth: the difference in cost turned into people whom it would "
      "pay for. Expected change: what is left of that once larger caseloads have absorbed what they "
      "can. " CD_CHART_ROWS_READ,
      CD_FIGURE_COUNT, "Change, people in treatment in a year", rows);
}

void cd_chart_of_border(CdSection section)
{
  const CdResults *results = section.results;
  const CdMetric *losses = cd_metric(CD_METRIC_BORDER_LOSSES);
  g_autoptr(GArray) rows = cd_chart_rows_new();
  for (guint s = 0; s < results->n_structures; s++) {
    cd_chart_rows_head(rows, cd_option_label(results, s));
    for (guint a = 0; a < results->scenario->table[CD_ENTITY_AREA].n; a++) {
      const CdSummary *lost =
          cd_option_summary(results, s, cd_metric_at(results->layout, CD_METRIC_BORDER_LOSSES, CD_BY_AREA, a));
      const CdSummary *moved =
          cd_option_summary(results, s, cd_metric_at(results->layout, CD_METRIC_BORDER_MOVES, CD_BY_AREA, a));
      g_autofree char *of = cd_figure(CD_FIGURE_COUNT, moved->mean), *n = cd_figure(CD_FIGURE_COUNT, lost->mean);
      cd_chart_rows_add(rows, cd_scenario_area(results->scenario, a)->head.label, g_strdup_printf("%s of %s", n, of),
                        lost);
    }
  }
  g_autofree char *headline = cd_chart_headline(results, losses->label, CD_METRIC_BORDER_LOSSES);
  put_rows(
      section, "chart-border", headline,
      "By option and the area that people leave: how many are lost to treatment in a year, of how many who move to "
      "another area. " CD_CHART_ROWS_READ,
      CD_FIGURE_COUNT, "Unplanned exits on transfer, people a year", rows);
}
