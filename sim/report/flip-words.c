#include "sim/report/flip-words.h"

#include <math.h>
#include <string.h>
#include "sim/report/assumption.h"
#include "sim/report/finding.h"
#include "sim/report/input.h"

static const CdMetric *metric_of(const CdFlip *flip)
{
  return cd_metric(flip->layout->kind[flip->measure.value]);
}

static bool is_event(const CdFlip *flip)
{
  return flip->test >= 0 && cd_criterion_estimand(&flip->criterion) == CD_ESTIMAND_EVENT;
}

static char *size(const CdFlip *flip, double d)
{
  const CdMetric *metric = metric_of(flip);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (is_event(flip))
    return cd_figure_size(CD_FIGURE_SHARE, d);
  if (metric->unit != CD_UNIT_VALUE) /* whose differences are hundredths */
    return cd_figure_size(cd_figure_kind(metric->unit), d);
  return g_strdup(g_ascii_formatd(text, sizeof text, "%.3f", fabs(d)));
}

/* By how much a claim's test is met, or missed. */
static const char *word(const CdFlip *flip, double d)
{
  if (flip->test >= 0)
    return d < 0 ? "short of it" : "beyond what it takes";
  return cd_finding_word(metric_of(flip), d);
}

char *cd_flip_size(const CdFlip *flip, double d)
{
  g_autofree char *text = size(flip, d);
  return g_strdup_printf("%s %s", text, word(flip, d));
}

/* "£257k to £281k less", "£5k less to £3k more". */
static char *range(const CdFlip *flip, double low, double high)
{
  double near = fabs(low) < fabs(high) ? low : high, far = near == low ? high : low;
  g_autofree char *from = size(flip, near), *to = cd_flip_size(flip, far), *full = cd_flip_size(flip, near);
  return low < 0 && high > 0 ? g_strdup_printf("%s to %s", full, to) : g_strdup_printf("%s to %s", from, to);
}

static char *whose_value(const CdFlip *flip)
{
  const char *label = cd_scenario_row(flip->scenario, flip->kind, flip->partner)->label;
  return g_strdup_printf("Value to %s, by its own beliefs and weights", label);
}

/* "“Joint: City and County” (joint)": its id, too, as --structure takes it. */
static char *option(const CdFlip *flip, guint arm)
{
  const CdSpecHead *head = &cd_scenario_structure(flip->scenario, CD_ARM_STRUCTURE(arm))->head;
  return g_strdup_printf("“%s” (%s)", head->label, head->id);
}

/* "Successful completions, Leicester". */
static char *metric_words(const CdFlip *flip)
{
  const char *of = flip->layout->label[flip->measure.value];
  return *of ? g_strdup_printf("%s, %s", metric_of(flip)->label, of) : g_strdup(metric_of(flip)->label);
}

/* What its test measures: "Yearly cost, “Joint” (joint) held against “Apart” (apart)". */
static char *tested_words(const CdFlip *flip)
{
  g_autofree char *what = metric_words(flip), *a = option(flip, flip->measure.arm);
  if (flip->measure.against < 0)
    return g_strdup_printf("%s, %s", what, a);
  g_autofree char *b = option(flip, (guint)flip->measure.against);
  return g_strdup_printf("%s, %s held against %s", what, a, b);
}

static char *claim_words(const CdFlip *flip)
{
  const CdClaimTestSpec *test = cd_scenario_claim_test(flip->scenario, (guint)flip->test);
  const CdClaimSpec *claim = cd_scenario_claim(flip->scenario, (guint)test->head.parent);
  const CdFlipEnd *it = &flip->stated;
  g_autofree char *d = cd_flip_size(flip, it->mean), *within = range(flip, it->mean - it->half, it->mean + it->half);
  g_autofree char *tested = tested_words(flip);
  return g_strdup_printf("“%s” (%s). Tested by: %s. On average over the assumptions tried %s: %s (%s).",
                         claim->head.label, claim->says, tested,
                         flip->side > 0   ? "it holds"
                         : flip->side < 0 ? "it does not hold"
                                          : "it cannot be told whether it holds",
                         d, within);
}

char *cd_flip_stated_words(const CdFlip *flip)
{
  if (flip->test >= 0)
    return claim_words(flip);
  const CdFlipEnd *it = &flip->stated;
  g_autofree char *a = option(flip, flip->measure.arm), *b = option(flip, (guint)flip->measure.against);
  g_autofree char *what = flip->kind != CD_ENTITY_NONE ? whose_value(flip) : metric_words(flip);
  g_autofree char *d = cd_flip_size(flip, it->mean), *within = range(flip, it->mean - it->half, it->mean + it->half);
  return g_strdup_printf("%s: %s with %s than with %s, on average over the assumptions tried (%s)%s.", what, d, a, b,
                         within, flip->side ? "" : ", which cannot be told from no difference");
}

/* The side on which it is reversed, in words; A CROSSING of which nothing is so as things are says the sign itself. */
static char *turn_words(const CdFlip *flip, const CdFlipLever *lever, const CdFlipPoint *point)
{
  const CdAccordInput *input = &lever->lever.member[0];
  const CdCrossing *it = &point->at;
  g_autofree char *low = cd_input_figure(input, point->low), *high = cd_input_figure(input, point->high);
  if (isnan(it->value))
    return flip->side == it->side ? g_strdup_printf("at %s, and not at %s", high, low)
                                  : g_strdup_printf("at %s, and not at %s", low, high);
  g_autofree char *value = cd_input_figure(input, it->value);
  bool above = flip->side == 0 || flip->side == it->side;
  g_autofree char *where = g_strdup_printf("%s %s (%s to %s)", above ? "above" : "below", value, low, high);
  if (flip->side != 0)
    return g_steal_pointer(&where);
  return g_strdup_printf("%s %s, %s below", word(flip, -it->side), where, word(flip, it->side));
}

char *cd_flip_where(const CdFlip *flip, const CdFlipLever *lever, bool outside)
{
  GString *out = g_string_new(NULL);
  for (guint p = 0; p < lever->n; p++) {
    const CdFlipPoint *point = &lever->point[p];
    if (point->outside != outside)
      continue;
    g_autofree char *words = turn_words(flip, lever, point);
    g_string_append_printf(out, "%s%s%s", out->len ? "; " : "", words,
                           point->confirmed ? "" : ", which fresh draws did not confirm");
  }
  bool any = out->len > 0;
  return g_string_free(out, !any);
}

char *cd_flip_evidence(const CdFlip *flip, const CdFlipLever *lever)
{
  const CdValue *value = cd_input_value(flip->scenario, &lever->lever.member[0]);
  const CdSourceSpec *source = cd_value_source(flip->scenario, value);
  g_autofree char *words = cd_dist_words(&value->dist);
  const char *title = source ? source->head.label : value->source ? value->source : "";
  return g_strdup_printf("%s; grade %s%s%s", words, value->grade ? value->grade : "none", *title ? ", " : "", title);
}

bool cd_flip_is_weak(const CdFlip *flip, const CdFlipLever *lever)
{
  return cd_grade_is_weak(cd_input_value(flip->scenario, &lever->lever.member[0])->grade);
}

bool cd_flip_reverses(const CdFlip *flip, const CdFlipLever *lever)
{
  for (guint p = 0; flip->side != 0 && p < lever->n; p++)
    if (!lever->point[p].outside && lever->point[p].confirmed)
      return true;
  return false;
}

char *cd_flip_choice_name(const CdFlipChoice *choice)
{
  const char *meaning = choice->word.field->meaning;
  gsize length = strcspn(meaning, ":;"); /* behind it the words themselves */
  return g_strndup(meaning, length > 0 && meaning[length - 1] == '.' ? length - 1 : length);
}

const char *cd_flip_choice_label(const CdFlip *flip, const CdFlipChoice *choice, const char *word)
{
  const CdField *field = choice->word.field;
  int row = field->kind == CD_FIELD_REF && *word ? cd_scenario_find(flip->scenario, field->target, -1, word) : -1;
  return row < 0 ? word : cd_scenario_row(flip->scenario, field->target, (guint)row)->label;
}
