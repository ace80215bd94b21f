#include "sim/report/analysis.h"

#include <math.h>
#include "sim/report/finding.h"
#include "sim/report/input.h"

static const CdMetric *metric_of(const CdAnalysis *it)
{
  return cd_metric(it->kind);
}

char *cd_analysis_metric(const CdStudy *study, const CdAnalysis *it)
{
  const char *name = study->plan->metric[it->metric], *whose = strchr(name, '[');
  return whose ? g_strdup_printf("%s %s", metric_of(it)->label, whose) : g_strdup(metric_of(it)->label);
}

static CdAccordInput input_of(const CdAddress *address)
{
  return (CdAccordInput){.kind = address->kind, .row = address->row, .field = address->field};
}

char *cd_analysis_factor(const CdStudy *study, guint input)
{
  const CdSweepFactor *factor = &study->plan->factor[input];
  const CdSpecHead *head = &factor->spec->head;
  CdAccordInput is = input_of(&factor->varied.address);
  return g_strcmp0(head->label, head->id) != 0 ? g_strdup(head->label) : cd_input_name(study->plan->scenario, &is);
}

char *cd_analysis_group(const CdStudy *study, guint group)
{
  int only = -1;
  for (guint f = 0; f < study->plan->n_factors; f++)
    if (study->group_of[f] == group) {
      if (only >= 0)
        return g_strdup_printf("group %s", study->group[group]);
      only = (int)f;
    }
  return cd_analysis_factor(study, (guint)only);
}

char *cd_analysis_value(const CdStudy *study, guint input, double x)
{
  const CdVaried *varied = &study->plan->factor[input].varied;
  if (varied->n_words > 0)
    return g_strdup(cd_choices[varied->address.field->choices][varied->word[(guint)x]]);
  CdAccordInput is = input_of(&varied->address);
  return cd_input_figure(&is, x);
}

const char *cd_analysis_first(const CdStudy *study, const CdAnalysis *it)
{
  return cd_scenario_structure(study->plan->scenario, study->plan->option[it->first])->head.label;
}

const char *cd_analysis_against(const CdStudy *study, const CdAnalysis *it)
{
  return it->against == G_MAXUINT
             ? NULL
             : cd_scenario_structure(study->plan->scenario, study->plan->option[it->against])->head.label;
}

/* --- The three sentences ------------------------------------------------------------------------------------------ */

static char *share(guint n, guint of)
{
  return cd_figure_share_of((double)n / of);
}

static char *mean_words(const CdAnalysis *it)
{
  CdFigureKind figure = cd_figure_kind(metric_of(it)->unit);
  if (it->against == G_MAXUINT)
    return cd_figure(figure, it->difference.value);
  g_autofree char *size = cd_figure_size(figure, it->difference.value);
  return g_strdup_printf("%s %s", size, cd_finding_word(metric_of(it), it->difference.value));
}

static char *range_words(const CdAnalysis *it)
{
  CdFigureKind figure = cd_figure_kind(metric_of(it)->unit);
  return it->against == G_MAXUINT ? cd_figure_range(figure, it->difference.low, it->difference.high, false)
                                  : cd_finding_range(metric_of(it), it->difference.low, it->difference.high);
}

static char *who_does_better(const CdStudy *study, const CdAnalysis *it)
{
  g_autofree char *metric = cd_analysis_metric(study, it), *mean = mean_words(it), *range = range_words(it);
  const char *first = cd_analysis_first(study, it), *against = cd_analysis_against(study, it);
  if (!against)
    return g_strdup_printf("%s under “%s” is %s on average over %u points of assumptions (%s).", metric, first, mean,
                           it->whole, range);
  if (metric_of(it)->better == CD_NEITHER)
    return g_strdup_printf("%s: with “%s” %s than with “%s” on average over %u points of assumptions (%s).", metric,
                           first, mean, against, it->whole, range);
  g_autofree char *better = share(it->better, it->whole), *clear = share(it->clear, it->whole),
                  *worse = share(it->worse_clear, it->whole);
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%s: “%s” does better than “%s” at %s of %u points of assumptions", metric, first,
                         against, it->better == it->whole ? "all" : better, it->whole);
  if (study->replicates > 1 && it->clear < it->whole)
    g_string_append_printf(text, ", clearly so at %s and clearly worse at %s", clear, worse);
  g_string_append_printf(text, "; on average over them it is %s (%s).", mean, range);
  if (study->plan->half > 0 && it->at_most > 0)
    g_string_append_printf(
        text, " At %u of the points %u replicates, all that they may have, left it less precise than was asked for.",
        it->at_most, study->plan->most);
  return g_string_free(text, FALSE);
}

/* Of input F, of which a few values were looked at. */
static void append_turn(const CdStudy *study, const CdLevelTurn *turn, guint f, GString *text)
{
  if (turn->turns == 0)
    g_string_append_printf(text, ", and at each of the %u values looked at the same one does better on average",
                           turn->values);
  if (turn->turns != 1)
    return;
  g_autofree char *low = cd_analysis_value(study, f, turn->low), *high = cd_analysis_value(study, f, turn->high);
  g_string_append_printf(text, ", and between %s and %s, of the %u values looked at, the two change places", low, high,
                         turn->values);
}

/* Which way it goes, and where it is nought. */
static void append_way(const CdStudy *study, const CdAnalysis *it, GString *text)
{
  guint f = (guint)it->most_input;
  const CdMetric *metric = metric_of(it);
  double way = it->effects && isfinite(it->effects->effect[it->most].mu) ? it->effects->effect[it->most].mu
               : it->regression                                          ? it->regression->of[f].srrc
                                                                         : NAN;
  if (study->plan->factor[f].varied.n_words > 0 || !isfinite(way) || way == 0)
    return;
  /* A difference that changes its sign on the way is larger at both ends. */
  bool crosses = it->even && (it->even[f].crossings > 0 || it->turn[f].turns > 0);
  bool is_sure = it->against == G_MAXUINT || (it->difference.low * it->difference.high > 0 && !crosses);
  if (it->against == G_MAXUINT)
    g_string_append_printf(text, "; the higher that is, the %s", way < 0 ? "lower" : "higher");
  else if (is_sure)
    g_string_append_printf(text, "; the higher that is, the %s the difference",
                           way * it->difference.value > 0 ? "larger" : "smaller");
  else
    g_string_append_printf(text, "; the higher that is, the further “%s” moves towards %s",
                           cd_analysis_first(study, it), cd_finding_word(metric, way));
  if (it->against == G_MAXUINT || !it->even)
    return;
  if (it->turn[f].values > 0) {
    append_turn(study, &it->turn[f], f, text);
    return;
  }
  if (it->even[f].crossings == 0)
    g_string_append(text, ", and at none of its values are the two even on average");
  if (!isfinite(it->even[f].value))
    return;
  g_autofree char *at = cd_analysis_value(study, f, it->even[f].value);
  g_string_append_printf(text, ", and at about %s the two are even", at);
  if (isfinite(it->even[f].low) && isfinite(it->even[f].high)) {
    g_autofree char *low = cd_analysis_value(study, f, it->even[f].low),
                    *high = cd_analysis_value(study, f, it->even[f].high);
    g_string_append_printf(text, " (%s to %s)", low, high);
  }
}

static char *what_it_turns_on(const CdStudy *study, const CdAnalysis *it)
{
  if (it->most < 0)
    return study->plan->n_factors == 1
               ? g_strdup("The one assumption varied cannot be told from chance to matter to it.")
               : g_strdup_printf("None of the %u assumptions varied can be told from chance to matter to it.",
                                 study->plan->n_factors);
  g_autofree char *name = cd_analysis_group(study, (guint)it->most);
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "It turns most on “%s”", name);
  if (it->indices) {
    g_autofree char *part = cd_figure_share_of(fmin(1, it->most_share));
    g_string_append_printf(text, ", which has a hand in %s of what these assumptions make of it", part);
  }
  if (it->most_input >= 0)
    append_way(study, it, text);
  g_string_append_c(text, '.');
  return g_string_free(text, FALSE);
}

static char *how_much_is_luck(const CdAnalysis *it)
{
  double all = fmax(0, it->variance.varied) + fmax(0, it->variance.held) + it->variance.chance;
  if (!isfinite(it->variance.held))
    return g_strdup("How much of it is luck cannot be told from one replicate a point: run the sweep with --extend "
                    "--replicates 8 or more.");
  if (!(all > 0))
    return g_strdup("No run differs from any other.");
  g_autofree char *varied = cd_figure_share_of(fmax(0, it->variance.varied) / all),
                  *held = cd_figure_share_of(fmax(0, it->variance.held) / all),
                  *chance = cd_figure_share_of(it->variance.chance / all);
  return g_strdup_printf("Of what makes %s, %s is chance, %s the assumptions varied here, and %s the scenario's other "
                         "assumptions, which no point of this sweep fixes.",
                         it->against == G_MAXUINT ? "one run differ from another" : "the difference vary from run to run",
                         chance, varied, held);
}

void cd_analysis_sentences(const CdStudy *study, const CdAnalysis *it, char *sentence[CD_ANALYSIS_SENTENCES])
{
  sentence[0] = who_does_better(study, it);
  sentence[1] = what_it_turns_on(study, it);
  sentence[2] = how_much_is_luck(it);
}

/* --- Advice, boxes -------------------------------------------------------------------------------------------------- */

#define WIDEST_WANTED 0.1

char *cd_analysis_advice(const CdStudy *study, const CdAnalysis *it)
{
  if (it->indices) {
    CdEnough enough = cd_indices_enough(it->indices, WIDEST_WANTED);
    if (enough.enough)
      return NULL;
    g_autofree char *name = cd_analysis_group(study, enough.group);
    return g_strdup_printf(
        "Too few points to read shares of variance closely: that of “%s” is known to ±%.2f alone. Some "
        "%" G_GUINT64_FORMAT " base points would bring it to ±%.1f: sweep --extend --points %" G_GUINT64_FORMAT ".",
        name, enough.half_width, enough.needed, WIDEST_WANTED, enough.needed);
  }
  if (study->plan->kind == CD_SWEEP_MORRIS && it->effects && it->effects->n < 10)
    return g_strdup_printf("%u trajectories are few: 10 to 40 tell which factors matter (sweep --extend --points 20).",
                           it->effects->n);
  if (study->plan->kind == CD_SWEEP_ONE_AT_A_TIME)
    return g_strdup(
        "One factor at a time shows no factor together with another: for shares of variance take a saltelli design.");
  if (study->plan->kind != CD_SWEEP_MORRIS && it->whole < 256)
    return g_strdup_printf("%u points are few for what a whole distribution turns on: some 1,000 are wanted.", it->whole);
  return NULL;
}

static const char *varied_id(const CdStudy *study, guint input)
{
  return study->plan->factor[input].spec->head.id;
}

static void append_limit(GString *text, const char *name, const char *word, const char *value, double quasi, bool told)
{
  g_string_append_printf(text, "%s%s %s %s", text->len ? "; " : "", name, word, value);
  if (told && isfinite(quasi))
    g_string_append_printf(text, " (%.3f)", quasi);
}

char *cd_analysis_box(const CdStudy *study, const CdAnalysis *it, const CdPrimBox *box, bool quasi)
{
  GString *text = g_string_new(NULL);
  for (guint f = 0; f < study->plan->n_factors; f++) {
    const CdVaried *varied = &study->plan->factor[f].varied;
    const char *name = varied_id(study, f);
    if (box->without[f]) {
      g_autoptr(GString) words = g_string_new(NULL);
      for (guint w = 0; w < varied->n_words; w++)
        if (!(box->without[f] >> w & 1))
          g_string_append_printf(words, "%s%s", words->len ? " or " : "",
                                 cd_choices[varied->address.field->choices][varied->word[w]]);
      append_limit(text, name, "is", words->str, it->boxes->quasi[2 * f], quasi);
    }
    if (isfinite(box->low[f])) {
      g_autofree char *value = cd_analysis_value(study, f, box->low[f]);
      append_limit(text, name, "is at least", value, it->boxes->quasi[2 * f], quasi);
    }
    if (isfinite(box->high[f])) {
      g_autofree char *value = cd_analysis_value(study, f, box->high[f]);
      append_limit(text, name, "is at most", value, it->boxes->quasi[2 * f + 1], quasi);
    }
  }
  return g_string_free(text, FALSE);
}
