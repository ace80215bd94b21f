#include "sim/report/influence-words.h"

#include <math.h>
#include "sim/report/alternatives-words.h"
#include "sim/report/assumption.h"
#include "sim/report/input.h"

const CdQuestion *cd_influence_question(const CdResults *results, guint a, guint b, CdMetricKind metric)
{
  const CdQuestion *question = cd_questions_find(results->questions, results, a, b, metric);
  CdFinding finding;
  if (!question || !cd_finding_make(results, a, b, question->value, &finding))
    return NULL;
  CdVerdict verdict = finding.value.verdict;
  return verdict == CD_VERDICT_NONE || verdict == CD_VERDICT_UNDEFINED ? NULL : question;
}

const CdAccordInput *cd_influence_input(const CdResults *results, const CdInfluence *influence)
{
  return &results->questions->input[influence->input];
}

static const CdMetric *metric_of(const CdResults *results, const CdQuestion *question)
{
  return cd_metric(results->layout->kind[question->value]);
}

/* "£186k less". The caller frees. */
static char *size_text(const CdResults *results, const CdQuestion *question, double d)
{
  const CdMetric *metric = metric_of(results, question);
  g_autofree char *size = cd_figure_size(cd_figure_kind(metric->unit), d);
  return g_strdup_printf("%s %s", size, cd_finding_word(metric, d));
}

/* "£186k less where it is low (about 1,230)". */
static char *end_text(const CdResults *results, const CdQuestion *question, const CdInfluence *influence, bool low)
{
  const CdFifth *fifth = low ? &influence->low : &influence->high;
  g_autofree char *size = size_text(results, question, fifth->d.d.mean);
  g_autofree char *at = cd_input_figure(cd_influence_input(results, influence), fifth->x);
  return g_strdup_printf("%s where it is %s (about %s)", size, low ? "low" : "high", at);
}

char *cd_influence_ends(const CdResults *results, const CdQuestion *question, const CdInfluence *influence)
{
  g_autofree char *low = end_text(results, question, influence, true),
                  *high = end_text(results, question, influence, false);
  return g_strdup_printf("%s, %s", low, high);
}

char *cd_influence_reversal(const CdResults *results, const CdQuestion *question)
{
  const CdInfluences *it = question->influences;
  const CdInfluence *sure = cd_influences_reversing(it, CD_REVERSAL_SURE),
                    *any = sure ? sure : cd_influences_reversing(it, CD_REVERSAL_PERHAPS);
  if (!any)
    return cd_alternatives_reversal(results, question);
  bool low = cd_fifth_reverses(&any->low, it->mean) == any->reversal;
  g_autofree char *name = cd_input_name(results->scenario, cd_influence_input(results, any));
  g_autofree char *at = cd_input_figure(cd_influence_input(results, any), low ? any->low.x : any->high.x);
  return g_strdup_printf("it %s the other way where “%s” is %s (about %s)", sure ? "goes" : "may go", name,
                         low ? "low" : "high", at);
}

static char *nothing_told(const CdResults *results, const CdQuestion *question)
{
  const CdInfluences *it = question->influences;
  if (results->questions->n_inputs == 0)
    return g_strdup("Nothing in this scenario is uncertain but chance: no assumption has a range to turn on.");
  g_autofree char *tested = cd_figure_whole(it->n_tested), *n = cd_figure_whole(it->n);
  if (it->n_tested == 0)
    return g_strdup_printf("Too few sets of assumptions (%s) to tell any assumption from chance.", n);
  if (isnan(it->least))
    return g_strdup_printf("None of the %s assumptions, taken one at a time, was seen to move it more than chance does "
                           "(%s sets of assumptions).",
                           tested, n);
  g_autofree char *least = cd_figure_share_of(it->least);
  return g_strdup_printf(
      "None of the %s assumptions, taken one at a time, was seen to move it more than chance does. With %s sets of "
      "assumptions only one that makes about %s of their variation, or more, is likely to be seen.",
      tested, n, least);
}

/* "; about as much on “B” (path)" where the second cannot be told from the first. The caller frees. */
static char *second_text(const CdResults *results, const CdInfluences *it)
{
  if (it->n_told < 2 || !(it->influence[1].share >= it->influence[0].share_low))
    return g_strdup("");
  const CdAccordInput *input = cd_influence_input(results, &it->influence[1]);
  g_autofree char *name = cd_input_name(results->scenario, input);
  return g_strdup_printf("; and about as much on “%s” (%s)", name, input->path);
}

char *cd_influence_answer(const CdResults *results, const CdQuestion *question)
{
  const CdInfluences *it = question->influences;
  if (it->n_told == 0)
    return nothing_told(results, question);
  const CdInfluence *first = &it->influence[0];
  const CdAccordInput *input = cd_influence_input(results, first);
  const char *grade = cd_input_value(results->scenario, input)->grade;
  g_autofree char *name = cd_input_name(results->scenario, input), *ends = cd_influence_ends(results, question, first),
                  *reversal = cd_influence_reversal(results, question), *second = second_text(results, it);
  g_autofree char *evidence = cd_grade_is_weak(grade)
                                  ? g_strdup(", whose range here is judgement and not evidence (grade D)")
                              : grade ? g_strdup_printf(" (grade %s)", grade)
                                      : g_strdup("");
  return g_strdup_printf("It rests most on “%s” (%s)%s: %s%s. Of what was tried, %s.", name, input->path, evidence,
                         ends, second, reversal);
}

char *cd_influence_rest(const CdQuestion *question)
{
  const CdInfluences *it = question->influences;
  guint others = it->n_tested - it->n_told;
  g_autofree char *chance = cd_figure_share_of(it->luck), *rest = cd_figure_whole(others), *n = cd_figure_whole(it->n);
  GString *out = g_string_new(NULL);
  if (isfinite(it->luck))
    g_string_append_printf(out, "Chance alone makes %s of the variation of single runs. ", chance);
  if (it->n_told > 0 && isfinite(it->together)) {
    g_autofree char *sum = cd_figure_share_of(it->together), *least = cd_figure_share_of(it->least);
    g_string_append_printf(
        out,
        "Of the variation that the assumptions make, %s %s %s by %s; the rest is made by "
        "assumptions acting together, and by %s others, none of which can be told from chance with %s "
        "sets of assumptions (one that made about %s would be told as often as not).",
        it->n_told == 1 ? "the one told" : "those told", it->n_told == 1 ? "makes" : "make", sum,
        it->n_told == 1 ? "itself" : "themselves", rest, n, least);
  }
  return g_string_free(out, FALSE);
}

const char *cd_reversal_text(CdReversal reversal)
{
  static const char *const text[] = {
      [CD_REVERSAL_NONE] = "no", [CD_REVERSAL_PERHAPS] = "perhaps", [CD_REVERSAL_SURE] = "yes"};
  return text[reversal];
}

char *cd_question_title(const CdResults *results, const CdQuestion *question)
{
  return g_strdup_printf("%s, “%s” against “%s”", metric_of(results, question)->label,
                         cd_option_label(results, question->a), cd_option_label(results, question->b));
}
