#include "sim/report/page-scale.h"

typedef struct {
  guint a, b;
} Pair;

#define PAIRS_MOST (CD_OPTIONS_SHOWN * (CD_OPTIONS_SHOWN - 1) / 2)

static void difference_cell(CdSection section, Pair pair, CdMetricKind kind)
{
  CdFinding finding;
  guint value = cd_total_at(section.results, kind);
  if (!cd_finding_make(section.results, pair.a, pair.b, value, &finding)) {
    cd_page_finding_cell(section.page, NULL);
    return;
  }
  const CdSummary *d = &finding.value.d;
  g_autofree char *range = cd_figure_range(CD_FIGURE_THOUSANDS, d->low, d->high, true);
  cd_page_cell_open(section.page, true);
  cd_page_change(section.page, CD_FIGURE_THOUSANDS, d->mean);
  cd_page_note(section.page, range);
  cd_page_cell_close(section.page);
}

/* Whether the layer differs in any of the pairs: what no option has takes no row. */
static bool differs(const CdResults *results, CdLayer layer, const Pair *pair, guint n)
{
  CdFinding finding;
  guint value = cd_total_at(results, (CdMetricKind)(CD_METRIC_LAYER + (int)layer));
  for (guint i = 0; i < n; i++)
    if (cd_finding_make(results, pair[i].a, pair[i].b, value, &finding) &&
        (finding.value.d.low < 0 || finding.value.d.high > 0))
      return true;
  return false;
}

static void layer_rows(CdSection section, const Pair *pair, guint n, bool scale)
{
  for (int l = 0; l < CD_LAYER_COUNT; l++) {
    if (cd_layer_is_scale((CdLayer)l) != scale || !differs(section.results, (CdLayer)l, pair, n))
      continue;
    cd_page_row(section.page, cd_layer_label((CdLayer)l));
    for (guint i = 0; i < n; i++)
      difference_cell(section, pair[i], (CdMetricKind)(CD_METRIC_LAYER + l));
  }
}

static void table(CdSection section, const char *caption, const Pair *pair, guint n)
{
  cd_page_table_open(section.page, caption);
  cd_page_head_row(section.page, "Layer");
  for (guint i = 0; i < n; i++) {
    g_autofree char *head = g_strdup_printf("“%s” less “%s”", cd_option_label(section.results, pair[i].a),
                                            cd_option_label(section.results, pair[i].b));
    cd_page_head(section.page, head, true);
  }
  cd_page_raw(section.page, "</thead>\n");
  cd_page_group(section.page, "Scale", n + 1);
  layer_rows(section, pair, n, true);
  cd_page_group(section.page, "Care, the provider and its price, and the cost of change", n + 1);
  layer_rows(section, pair, n, false);
  cd_page_total_row(section.page, "Yearly cost");
  for (guint i = 0; i < n; i++)
    difference_cell(section, pair[i], CD_METRIC_COST_ANNUAL);
  cd_page_table_close(section.page);
}

/* Every two of the options shown but KEY; what the partners decide is one of them in each draw, and is left to differences.csv. */
static guint other_pairs(const CdResults *results, Pair key, Pair *pair)
{
  CdOptions options = cd_options_shown(results);
  guint n = 0;
  for (guint i = 0; i < options.n; i++)
    for (guint j = i + 1; j < options.n; j++) {
      Pair it = {options.at[j], options.at[i]};
      bool is_key = (it.a == key.a && it.b == key.b) || (it.a == key.b && it.b == key.a);
      if (!is_key && it.a < results->n_forced && it.b < results->n_forced)
        pair[n++] = it;
    }
  return n;
}

void cd_page_layer_pairs(CdSection section)
{
  const CdConcordatSpec *root = cd_scenario_concordat(section.results->scenario, 0);
  Pair key = {(guint)root->apart, (guint)root->joint}, pair[PAIRS_MOST];
  if (key.a != key.b)
    table(section,
          "What makes the difference in yearly cost, thousand pounds: means of paired differences and their 95% "
          "intervals",
          &key, 1);
  guint n = other_pairs(section.results, key, pair);
  if (n == 0)
    return;
  cd_page_raw(section.page, "<details><summary>Any other two options, layer by layer</summary>\n");
  table(section, "What makes the difference between any other two options, thousand pounds, likewise", pair, n);
  cd_page_raw(section.page, "</details>\n");
}
