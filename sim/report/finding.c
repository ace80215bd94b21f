#include "sim/report/finding.h"

#include <math.h>
#include "sim/report/glossary.h"

static void fill(const CdResults *results, const CdComparison *comparison, bool turned, guint value, CdFinding *finding)
{
  const CdDifference *stored = &comparison->value[value];
  finding->metric = cd_metric(results->layout->kind[value]);
  finding->figure = cd_figure_kind(finding->metric->unit);
  finding->value = turned ? cd_difference_turned(stored) : *stored;
}

bool cd_finding_make(const CdResults *results, guint a, guint b, guint value, CdFinding *finding)
{
  int sign;
  const CdComparison *comparison = cd_results_comparison(results, a, b, true, &sign);
  if (!comparison)
    return false;
  *finding = (CdFinding){.a = a, .b = b};
  fill(results, comparison, sign < 0, value, finding);
  return true;
}

bool cd_finding_of_terms(const CdResults *results, guint structure, guint value, CdFinding *finding)
{
  for (guint c = 0; c < results->n_comparisons; c++) {
    const CdComparison *it = &results->comparison[c];
    if (it->of_terms && it->arm_a == CD_ARM(structure, true)) {
      *finding = (CdFinding){.a = structure, .b = structure};
      fill(results, it, false, value, finding);
      return true;
    }
  }
  return false;
}

const char *cd_finding_word(const CdMetric *metric, double x)
{
  static const char *const words[][2] = {
      [CD_FIGURE_COUNT] = {"fewer", "more"},    [CD_FIGURE_MONEY] = {"less", "more"},
      [CD_FIGURE_THOUSANDS] = {"less", "more"}, [CD_FIGURE_SHARE] = {"lower", "higher"},
      [CD_FIGURE_PART] = {"lower", "higher"},   [CD_FIGURE_TIME] = {"shorter", "longer"},
      [CD_FIGURE_INDEX] = {"lower", "higher"},
  };
  if (metric == cd_metric(CD_METRIC_START_DELAY))
    return x < 0 ? "sooner" : "later";
  return words[cd_figure_kind(metric->unit)][x < 0 ? 0 : 1];
}

const char *cd_verdict_brief(CdVerdict verdict)
{
  return verdict == CD_VERDICT_DEPENDS ? "depends" : cd_verdict_text(verdict);
}

char *cd_verdict_phrase(CdVerdict verdict)
{
  const char *label = cd_verdict_entry(verdict)->label;
  return g_strdup_printf("%c%s", g_ascii_tolower(*label), label + 1);
}

char *cd_finding_range(const CdMetric *metric, double low, double high)
{
  CdFigureKind figure = cd_figure_kind(metric->unit);
  g_autofree char *from = cd_figure_size(figure, low), *to = cd_figure_size(figure, high);
  if (!isfinite(low) || !isfinite(high))
    return g_strdup("not known");
  if (low <= 0 && high <= 0)
    return g_strdup_printf("%s to %s %s", to, from, cd_finding_word(metric, low));
  if (low >= 0)
    return g_strdup_printf("%s to %s %s", from, to, cd_finding_word(metric, high));
  return g_strdup_printf("%s %s to %s %s", from, cd_finding_word(metric, low), to, cd_finding_word(metric, high));
}

/* Share of assumptions under which nothing differs that matters. */
static double same_share(const CdDifference *difference)
{
  return fmax(0, 1 - difference->q - difference->q_down);
}

/* "more under 32% of the assumptions tried, less under 8%, about the same under 60%", the commonest first;
 * BRIEF: "more 32%, ...". */
static char *shares_text(const CdMetric *metric, const CdDifference *difference, bool brief)
{
  struct {
    const char *what;
    double share;
  } all[] = {{cd_finding_word(metric, 1), difference->q},
             {cd_finding_word(metric, -1), difference->q_down},
             {"about the same", same_share(difference)}};
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
    guint most = 0;
    for (guint k = 1; k < G_N_ELEMENTS(all); k++)
      most = all[k].share > all[most].share ? k : most;
    g_autofree char *share = cd_figure_share_of(all[most].share);
    if (all[most].share > 0)
      g_string_append_printf(out, "%s%s %s%s%s", out->len ? ", " : "", all[most].what, brief ? "" : "under ", share,
                             brief || out->len ? "" : " of the assumptions tried");
    all[most].share = -1;
  }
  return g_string_free(out, FALSE);
}

/* "93% at least": the limit that the verdict goes by, of the share that is told first, else with its word; empty where it needs none. */
static char *limit_text(const CdMetric *metric, const CdDifference *difference)
{
  bool is_first = same_share(difference) <= MAX(difference->q, difference->q_down);
  const char *word = difference->direction == 0 ? "either" : cd_finding_word(metric, difference->direction);
  CdLimit limit = cd_difference_limit(difference);
  g_autofree char *share = cd_figure_limit(limit.share, limit.kind != CD_LIMIT_LEAST);
  if (limit.kind != CD_LIMIT_LEAST && g_str_equal(share, "100%"))
    return g_strdup(""); /* no limit */
  switch (limit.kind) {
  case CD_LIMIT_NONE:
    return g_strdup("");
  case CD_LIMIT_LEAST:
    return g_strdup_printf("%s at least", share);
  case CD_LIMIT_MOST:
    return is_first ? g_strdup_printf("%s at most", share) : g_strdup_printf("%s under %s at most", word, share);
  case CD_LIMIT_DIFFERENCE:
    return g_strdup_printf("different under %s at most", share);
  }
  g_assert_not_reached();
}

/* "99%", "99% (93% at least)"; JOINT: what stands between the two, and END behind them. */
static char *share_and_limit(const CdMetric *metric, const CdDifference *difference, const char *joint, const char *end)
{
  g_autofree char *share = cd_figure_share_of(MAX(difference->q, difference->q_down)),
                  *limit = limit_text(metric, difference);
  return *limit ? g_strconcat(share, joint, limit, end, NULL) : g_steal_pointer(&share);
}

/* What the largest share of assumptions says, were it that there is no difference: "less under 70%", "about the same under 100%". */
static char *commonest_text(const CdMetric *metric, const CdDifference *difference)
{
  double same = same_share(difference), q = MAX(difference->q, difference->q_down);
  g_autofree char *share = cd_figure_share_of(fmax(same, q));
  return g_strdup_printf("%s under %s", same > q ? "about the same" : cd_finding_word(metric, difference->direction),
                         share);
}

#define ON_A_BORDER "on a border that more replicates hardly move"

/* So near the border between two verdicts that no number of runs in reason would tell which: the direction itself is not in doubt. */
static bool on_an_edge(const CdDifference *difference)
{
  return difference->verdict == CD_VERDICT_CANNOT_TELL && difference->q_low > 0.5 &&
         difference->more > 10 * MAX(difference->d.n, 1);
}

char *cd_finding_verdict(const CdMetric *metric, const CdDifference *difference)
{
  g_autofree char *common = commonest_text(metric, difference), *limit = limit_text(metric, difference);
  g_autofree char *bracket = *limit ? g_strdup_printf(" (%s)", limit) : g_strdup("");
  switch (difference->verdict) {
  case CD_VERDICT_CLEAR:
  case CD_VERDICT_LEANING:
    return g_strdup_printf("%s: %s of the assumptions tried%s", cd_verdict_text(difference->verdict), common, bracket);
  case CD_VERDICT_DEPENDS: {
    g_autofree char *both = shares_text(metric, difference, false);
    return g_strconcat("depends on assumptions: ", both, NULL);
  }
  case CD_VERDICT_CANNOT_TELL: {
    if (on_an_edge(difference))
      return g_strdup_printf("cannot tell yet: %s of the assumptions tried%s, " ON_A_BORDER, common, bracket);
    g_autofree char *more = cd_figure_about(difference->more);
    return g_strdup_printf("cannot tell yet: %s of the assumptions tried so far%s; about %s more replicates would tell",
                           common, bracket, more);
  }
  case CD_VERDICT_NONE:
  case CD_VERDICT_UNDEFINED:
    return cd_verdict_phrase(difference->verdict);
  }
  g_assert_not_reached();
}

char *cd_finding_note(const CdMetric *metric, const CdDifference *difference)
{
  const char *brief = cd_verdict_brief(difference->verdict);
  switch (difference->verdict) {
  case CD_VERDICT_CLEAR:
  case CD_VERDICT_LEANING: {
    g_autofree char *share = share_and_limit(metric, difference, " (", ")");
    return g_strdup_printf("%s, %s", brief, share);
  }
  case CD_VERDICT_DEPENDS: {
    g_autofree char *shares = shares_text(metric, difference, true);
    return g_strdup_printf("%s: %s", brief, shares);
  }
  case CD_VERDICT_CANNOT_TELL: {
    g_autofree char *more = cd_figure_about(difference->more), *share = share_and_limit(metric, difference, " (", ")");
    if (on_an_edge(difference))
      return g_strdup_printf("%s: %s, " ON_A_BORDER, brief, share);
    return g_strdup_printf("%s: +%s replicates", brief, more);
  }
  case CD_VERDICT_UNDEFINED:
  case CD_VERDICT_NONE:
    return g_strdup(brief);
  }
  g_assert_not_reached();
}

bool cd_layer_is_scale(CdLayer layer)
{
  return layer == CD_LAYER_MANAGEMENT || layer == CD_LAYER_OVERHEAD || layer == CD_LAYER_SPECIALISTS ||
         layer == CD_LAYER_OFFICERS || layer == CD_LAYER_PROCUREMENT;
}

static double layer_difference(const CdResults *results, guint a, guint b, CdLayer layer)
{
  CdFinding finding;
  if (!cd_finding_make(results, a, b, cd_total_at(results, (CdMetricKind)(CD_METRIC_LAYER + (int)layer)), &finding))
    return NAN;
  return finding.value.d.mean;
}

double cd_scale_difference(const CdResults *results, guint a, guint b)
{
  double sum = 0;
  for (int l = 0; l < CD_LAYER_COUNT; l++)
    if (cd_layer_is_scale((CdLayer)l))
      sum += layer_difference(results, a, b, (CdLayer)l);
  return sum;
}

char *cd_effort_text(const CdResults *results)
{
  g_autofree char *replicates = cd_figure_whole(results->replicates);
  if (results->questions->n_inputs == 0)
    return g_strdup_printf("%s pairs of draws of chance; no number of the scenario is uncertain, so that shares of "
                           "assumptions tell of chance alone",
                           replicates);
  return g_strdup_printf("%s sets of assumptions, each with two draws of chance", replicates);
}

/* Whether some hub is too small for its rent under either, in any run. */
static bool any_hub_shrinks(const CdResults *results, guint a, guint b)
{
  return cd_option_total(results, a, CD_METRIC_HUBS)->mean < 1 || cd_option_total(results, b, CD_METRIC_HUBS)->mean < 1;
}

char *cd_finding_offer_sentence(const CdResults *results, guint a, guint b)
{
  /* A smaller contract that gives up posts and hubs saves by offering less. */
  CdFinding finding;
  if (!cd_finding_make(results, a, b, cd_total_at(results, CD_METRIC_COST_SAME_OFFER), &finding))
    return g_strdup("");
  g_autofree char *size = cd_figure_size(CD_FIGURE_MONEY, finding.value.d.mean);
  return g_strdup_printf("At the same offer (no post, part of a hub or co-commissioners' care given up) the difference "
                         "would be %s a year %s.%s%s",
                         size, cd_finding_word(finding.metric, finding.value.d.mean),
                         any_hub_shrinks(results, a, b) ? " " : "", any_hub_shrinks(results, a, b) ? CD_SMALLER_HUB : "");
}

char *cd_finding_scale_sentence(const CdResults *results, guint a, guint b)
{
  CdFinding finding;
  if (!cd_finding_make(results, a, b, cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding))
    return g_strdup("");
  double difference = finding.value.d.mean;
  double scale = cd_scale_difference(results, a, b), hubs = layer_difference(results, a, b, CD_LAYER_ESTATE);
  g_autofree char *from_scale = cd_figure_change(CD_FIGURE_MONEY, scale);
  g_autofree char *from_hubs = cd_figure_change(CD_FIGURE_MONEY, hubs);
  g_autofree char *from_rest = cd_figure_change(CD_FIGURE_MONEY, difference - scale - hubs);
  return g_strdup_printf(
      "Scale makes %s of it (management, overhead, specialist posts, officers, procurement); hubs and "
      "spokes, lost scale or chosen premises, %s; the rest (prices, co-commissioners' money kept "
      "back, cost of change) %s.",
      from_scale, from_hubs, from_rest);
}

static void append_payers(GString *out, const CdResults *results, guint a, guint b, CdEntityKind kind, CdScope scope)
{
  for (guint i = 0; i < results->scenario->table[kind].n; i++) {
    CdFinding finding;
    if (!cd_finding_make(results, a, b, cd_metric_at(results->layout, CD_METRIC_COST_ANNUAL, scope, i), &finding))
      continue;
    g_autofree char *change = cd_figure_change(CD_FIGURE_MONEY, finding.value.d.mean);
    g_string_append_printf(out, "%s%s %s",
                           out->len ? ", " : "By payer: ", cd_scenario_row(results->scenario, kind, i)->label, change);
  }
}

/* Who gains and who loses of the difference in yearly cost. */
static char *payers_sentence(const CdResults *results, guint a, guint b)
{
  GString *out = g_string_new(NULL);
  append_payers(out, results, a, b, CD_ENTITY_COUNCIL, CD_BY_COUNCIL);
  append_payers(out, results, a, b, CD_ENTITY_FUNDER, CD_BY_FUNDER);
  if (out->len)
    g_string_append_c(out, '.');
  return g_string_free(out, FALSE);
}

char *cd_finding_cost_sentence(const CdResults *results, guint a, guint b)
{
  CdFinding finding;
  if (!cd_finding_make(results, a, b, cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding))
    return g_strdup("");
  const CdDifference *it = &finding.value;
  const char *label_a = cd_option_label(results, a), *label_b = cd_option_label(results, b);
  if (it->d.n == 0)
    return g_strdup_printf("The yearly cost of “%s” and “%s” cannot be compared: no run has both.", label_a, label_b);
  g_autofree char *verdict = cd_finding_verdict(finding.metric, it);
  g_autofree char *size = cd_figure_size(CD_FIGURE_MONEY, it->d.mean);
  g_autofree char *interval = cd_finding_range(finding.metric, it->d.low, it->d.high);
  g_autofree char *spread = cd_finding_range(finding.metric, it->d.p5, it->d.p95);
  return g_strdup_printf("“%s” costs %s a year %s than “%s” on average (90%% of single runs %s; more runs would put "
                         "the mean at %s, 95%% interval). "
                         "Verdict: %s.",
                         label_a, size, cd_finding_word(finding.metric, it->d.mean), label_b, spread, interval, verdict);
}

char *cd_finding_cost_sentences(const CdResults *results, guint a, guint b)
{
  CdFinding finding;
  g_autofree char *cost = cd_finding_cost_sentence(results, a, b);
  if (!cd_finding_make(results, a, b, cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding) || finding.value.d.n == 0)
    return g_steal_pointer(&cost);
  g_autofree char *scale = cd_finding_scale_sentence(results, a, b), *offer = cd_finding_offer_sentence(results, a, b),
                  *payers = payers_sentence(results, a, b);
  return g_strdup_printf("%s %s %s %s", cost, scale, offer, payers);
}

char *cd_finding_cost_phrase(const CdResults *results, guint a, guint b, bool named)
{
  CdFinding finding;
  if (!cd_finding_make(results, a, b, cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding))
    return g_strdup("");
  g_autofree char *size = cd_figure_size(CD_FIGURE_MONEY, finding.value.d.mean);
  g_autofree char *name = named ? g_strdup_printf(" for “%s”", cd_option_label(results, a)) : g_strdup("");
  const CdDifference *it = &finding.value;
  g_autofree char *common = commonest_text(finding.metric, it);
  g_autofree char *open =
      it->verdict == CD_VERDICT_CANNOT_TELL ? g_strconcat(common, " of the assumptions tried so far", NULL) : NULL;
  return g_strdup_printf("%s a year %s%s (%s)", size, cd_finding_word(finding.metric, it->d.mean), name,
                         open ? open : cd_verdict_text(it->verdict));
}

char *cd_finding_baseline_sentence(const CdResults *results)
{
  CdPair pair[CD_KEY_PAIRS];
  guint n = cd_key_pairs(results, pair);
  if (n < 2)
    return NULL;
  GString *out = g_string_new("Against business as usual");
  for (guint p = 1; p < n; p++) {
    g_autofree char *phrase = cd_finding_cost_phrase(results, pair[p].a, pair[p].b, true);
    g_string_append_printf(out, ", %s", phrase);
  }
  return g_string_free(g_string_append_c(out, '.'), FALSE);
}

static const CdMetricKind turned_on[] = {
    CD_METRIC_COMPLETIONS, CD_METRIC_COMPLETIONS_CJ,   CD_METRIC_DEATHS, CD_METRIC_BORDER_LOSSES, CD_METRIC_TRAVEL,
    CD_METRIC_CJ_TEAM,     CD_METRIC_SPECIALIST_POSTS, CD_METRIC_BIDS,   CD_METRIC_START_DELAY,
};

/* Of a finding that is defined. */
static char *effect_text(const CdFinding *finding)
{
  const CdDifference *it = &finding->value;
  const char *label = finding->metric->label;
  g_autofree char *name = g_strdup_printf("%c%s", g_ascii_tolower(label[0]), label + 1);
  g_autofree char *share = share_and_limit(finding->metric, it, ", ", "");
  g_autofree char *size = cd_figure_size(finding->figure, it->d.mean);
  g_autofree char *unit =
      finding->figure == CD_FIGURE_TIME ? g_strconcat(" ", cd_unit_text(finding->metric->unit), NULL) : g_strdup("");
  switch (it->verdict) {
  case CD_VERDICT_CLEAR:
  case CD_VERDICT_LEANING: {
    const char *mostly = cd_finding_word(finding->metric, it->direction),
               *on_average = cd_finding_word(finding->metric, it->d.mean);
    if (mostly != on_average)
      return g_strdup_printf("%s %s under %s, yet %s%s %s on average", name, mostly, share, size, unit, on_average);
    return g_strdup_printf("%s %s%s %s (%s)", name, size, unit, mostly, share);
  }
  case CD_VERDICT_DEPENDS:
  case CD_VERDICT_CANNOT_TELL: {
    /* An open verdict needs the limit that kept it open: the share by itself may be 100%. */
    g_autofree char *shares = shares_text(finding->metric, it, true), *limit = limit_text(finding->metric, it);
    bool is_told = it->verdict == CD_VERDICT_CANNOT_TELL && *limit;
    return g_strdup_printf("%s %s%s %s (%s%s%s)", name, size, unit, cd_finding_word(finding->metric, it->d.mean),
                           shares, is_told ? "; " : "", is_told ? limit : "");
  }
  case CD_VERDICT_NONE:
    return g_strdup(name);
  case CD_VERDICT_UNDEFINED:
    break;
  }
  g_assert_not_reached();
}

void cd_finding_groups(const CdResults *results, guint a, guint b, CdFindingGroup group[CD_FINDING_GROUPS])
{
  for (guint g = 0; g < CD_FINDING_GROUPS; g++)
    group[g] = (CdFindingGroup){.heading = cd_verdict_entry((CdVerdict)g)->label};
  for (guint m = 0; m < G_N_ELEMENTS(turned_on); m++) {
    CdFinding finding;
    if (!cd_finding_make(results, a, b, cd_total_at(results, turned_on[m]), &finding) ||
        finding.value.verdict == CD_VERDICT_UNDEFINED)
      continue;
    CdFindingGroup *to = &group[finding.value.verdict];
    g_autofree char *plain = effect_text(&finding), *before = to->effects;
    bool edge = on_an_edge(&finding.value);
    g_autofree char *effect = edge ? g_strconcat(plain, ", " ON_A_BORDER, NULL) : g_strdup(plain);
    if (!edge)
      to->more = MAX(to->more, finding.value.more);
    to->effects = before ? g_strconcat(before, "; ", effect, NULL) : g_strdup(effect);
  }
}
