#include "sim/report/alternatives-words.h"

#include <math.h>

/* Whether the mean with the other word has the other sign, and its interval too. */
static bool turns_surely(const CdAlternativeAnswer *answer)
{
  return answer->change == CD_ALTERNATIVE_SIGN && (answer->other.d.low > 0 || answer->other.d.high < 0);
}

const char *cd_alternative_change_text(const CdAlternativeAnswer *answer)
{
  static const char *const text[] = {[CD_ALTERNATIVE_STAYS] = "no", [CD_ALTERNATIVE_VERDICT] = "the verdict"};
  return answer->change != CD_ALTERNATIVE_SIGN ? text[answer->change]
         : turns_surely(answer)                ? "the sign"
                                               : "perhaps the sign";
}

static bool alike(const CdDifference *a, const CdDifference *b)
{
  return a->d.mean == b->d.mean && a->d.low == b->d.low && a->d.high == b->d.high && a->verdict == b->verdict;
}

static bool answers_alike(const CdAlternative *a, const CdAlternative *b)
{
  bool same = a->answer && b->answer && a->replicates == b->replicates && g_str_equal(a->path, b->path);
  for (guint m = 0; same && m < cd_question_metrics; m++)
    same = alike(&a->answer[m].other, &b->answer[m].other) && alike(&a->answer[m].shift, &b->answer[m].shift);
  return same;
}

guint cd_alternative_first_alike(const CdAlternatives *all, guint i)
{
  for (guint before = 0; before < i; before++)
    if (answers_alike(&all->alternative[before], &all->alternative[i]))
      return before;
  return i;
}

/* How many after number I have its answers. */
static guint count_alike(const CdAlternatives *all, guint i)
{
  guint n = 0;
  for (guint after = i + 1; after < all->n; after++)
    n += cd_alternative_first_alike(all, after) == i;
  return n;
}

/* Where most of the value is let at the highest price accepted, bids differ in quality alone, which all formulas rank alike. */
static bool envelope_sets_prices(const CdResults *results)
{
  CdPair pair = results->alternatives->pair;
  return cd_option_total(results, pair.a, CD_METRIC_AT_CEILING)->mean > 0.5 &&
         cd_option_total(results, pair.b, CD_METRIC_AT_CEILING)->mean > 0.5;
}

char *cd_alternative_word(const CdResults *results, guint i)
{
  const CdAlternatives *all = results->alternatives;
  const CdAlternative *it = &all->alternative[i];
  GString *out = g_string_new(it->word);
  guint n = 1;
  for (guint after = i + 1; after < all->n; after++)
    if (cd_alternative_first_alike(all, after) == i) {
      g_string_append_printf(out, ", %s", all->alternative[after].word);
      n++;
    }
  if (n > 1)
    g_string_append(out, ": the same to the penny");
  if (n > 1 && g_str_equal(it->field->name, CD_FIELD(TERMS, Terms, scoring)->name) && envelope_sets_prices(results))
    g_string_append(out, ", since most winning bids lie at the highest price accepted");
  return g_string_free(out, FALSE);
}

static guint metric_number(CdMetricKind metric)
{
  guint m = 0;
  while (cd_question_metric[m] != metric)
    m++;
  return m;
}

char *cd_alternatives_reversal(const CdResults *results, const CdQuestion *question)
{
  CdAlternativeChange most;
  if (!cd_alternatives_concern(results->alternatives, question))
    return g_strdup("no number assumed reverses it by itself on average");
  guint metric = metric_number(results->layout->kind[question->value]);
  const CdAlternative *it = cd_alternatives_most(results->alternatives, metric, &most);
  if (!it)
    return g_strdup("no assumption and no choice of model or market by itself reverses it on average");
  if (most == CD_ALTERNATIVE_SIGN)
    return g_strdup_printf("it %s the other way with another choice, %s instead of %s",
                           turns_surely(&it->answer[metric]) ? "goes" : "may go", it->setting, it->stated);
  return g_strdup_printf("no number assumed reverses it by itself on average, but how sure it is hangs on a choice, "
                         "%s instead of %s",
                         it->setting, it->stated);
}

char *cd_alternative_finding(const CdMetric *metric, const CdDifference *difference)
{
  if (difference->verdict == CD_VERDICT_UNDEFINED)
    return cd_verdict_phrase(difference->verdict);
  g_autofree char *size = cd_figure_size(cd_figure_kind(metric->unit), difference->d.mean),
                  *verdict = cd_verdict_phrase(difference->verdict);
  return g_strdup_printf("%s %s (%s)", size, cd_finding_word(metric, difference->d.mean), verdict);
}

char *cd_alternative_changes_text(const CdAlternative *alternative)
{
  GString *out = g_string_new(NULL);
  for (guint m = 0; m < cd_question_metrics; m++) {
    const char *label = cd_metric(cd_question_metric[m])->label;
    if (alternative->answer[m].change != CD_ALTERNATIVE_STAYS)
      g_string_append_printf(out, "%s%c%s: %s", out->len ? "; " : "", g_ascii_tolower(*label), label + 1,
                             cd_alternative_change_text(&alternative->answer[m]));
  }
  return g_string_free(out->len ? out : g_string_append(out, "nothing"), FALSE);
}

/* Of metrics but the cost, those whose sign it turns beyond the mean's own doubt. */
static void append_turned(GString *out, const CdAlternative *it)
{
  for (guint m = 1; m < cd_question_metrics; m++) {
    if (!turns_surely(&it->answer[m]))
      continue;
    const CdMetric *metric = cd_metric(cd_question_metric[m]);
    g_autofree char *was = cd_alternative_finding(metric, &it->answer[m].stated),
                    *is = cd_alternative_finding(metric, &it->answer[m].other);
    g_string_append_printf(out, ", and %c%s %s instead of %s", g_ascii_tolower(*metric->label), metric->label + 1, is,
                           was);
  }
}

/* REPLICATES: of the run. */
static void append_alternative(GString *out, const CdAlternative *it, guint alike_n, guint replicates)
{
  const CdMetric *cost = cd_metric(CD_METRIC_COST_ANNUAL);
  g_autofree char *was = cd_alternative_finding(cost, &it->answer[0].stated),
                  *is = cd_alternative_finding(cost, &it->answer[0].other);
  g_string_append_printf(out, "%s %s instead of %s, yearly cost is %s instead of %s", out->len ? "; with" : "with",
                         it->setting, it->stated, is, was);
  append_turned(out, it);
  if (alike_n > 0)
    g_string_append_printf(out, ", the same to the penny with %u more word%s of it", alike_n, alike_n == 1 ? "" : "s");
  if (it->replicates < replicates)
    g_string_append_printf(out, " (with the first %u sets of assumptions)", it->replicates);
}

char *cd_alternatives_sentence(const CdResults *results, guint most)
{
  const CdAlternatives *all = results->alternatives;
  guint told = 0, more = 0, again = 0, run = cd_alternatives_rerun(all);
  if (run == 0)
    return NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  for (int change = CD_ALTERNATIVE_SIGN; change > CD_ALTERNATIVE_STAYS; change--)
    for (guint i = 0; i < all->n; i++) {
      const CdAlternative *it = &all->alternative[i];
      if (!it->answer || (int)it->answer[0].change != change)
        continue;
      if (cd_alternative_first_alike(all, i) < i)
        again++;
      else if (told < most) {
        append_alternative(out, it, count_alike(all, i), results->replicates);
        told++;
      } else {
        more++;
      }
    }
  if (told == 0)
    return g_strdup_printf(
        "Changed choices: of %u other settings of the choices of model and market, tried one at a time, "
        "none changes the sign or the verdict of the difference in yearly cost.",
        run);
  if (more > 0)
    g_string_append_printf(out, "; and %u more", more);
  guint rest = run - told - more - again; /* those AGAIN are as one that was told */
  if (rest == 0 || most == 1)             /* in brief */
    return g_strdup_printf("Changed choices: %s.", out->str);
  return g_strdup_printf(
      "Changed choices: %s. Tried one at a time, the %u other setting%s of the choices of model and market "
      "change%s neither its sign nor its verdict.",
      out->str, rest, rest == 1 ? "" : "s", rest == 1 ? "s" : "");
}

char *cd_alternatives_making(const CdResults *results)
{
  const CdAlternatives *all = results->alternatives;
  guint least = G_MAXUINT, most = 0;
  for (guint i = 0; i < all->n; i++) {
    guint n = all->alternative[i].replicates;
    least = n > 0 ? MIN(least, n) : least;
    most = MAX(most, n);
  }
  g_autofree char *range = least < most                 ? g_strdup_printf("the first %u to %u of the", least, most)
                           : most < results->replicates ? g_strdup_printf("the first %u of the", most)
                                                        : g_strdup("all");
  return g_strdup_printf("Rerun with one choice changed and all else as it was, on %s %u sets of assumptions with the "
                         "same draws, so that what a choice shifts is told from chance by few. Differences are of "
                         "those sets alone, with either word; what choices do together is not here, nor what they do "
                         "to the talks.",
                         range, results->replicates);
}
