#include "sim/report/flip-words.h"

#include <math.h>
#include "sim/report/assumption.h"
#include "sim/report/finding.h"
#include "sim/report/input.h"

static const CdMetric *metric_of(const CdFlip *flip)
{
  return cd_metric(flip->layout->kind[flip->value]);
}

static char *size(const CdFlip *flip, double d)
{
  const CdMetric *metric = metric_of(flip);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (metric->unit != CD_UNIT_VALUE) /* whose differences are hundredths */
    return cd_figure_size(cd_figure_kind(metric->unit), d);
  return g_strdup(g_ascii_formatd(text, sizeof text, "%.3f", fabs(d)));
}

char *cd_flip_size(const CdFlip *flip, double d)
{
  g_autofree char *text = size(flip, d);
  return g_strdup_printf("%s %s", text, cd_finding_word(metric_of(flip), d));
}

char *cd_flip_stated_words(const CdFlip *flip)
{
  const CdFlipEnd *it = &flip->stated;
  const char *a = cd_scenario_structure(flip->scenario, flip->a)->head.label;
  const char *b = cd_scenario_structure(flip->scenario, flip->b)->head.label;
  const CdMetric *metric = metric_of(flip);
  g_autofree char *d = cd_flip_size(flip, it->mean), *low = cd_flip_size(flip, it->mean - 2 * it->se),
                  *high = cd_flip_size(flip, it->mean + 2 * it->se);
  const char *of = flip->layout->label[flip->value];
  return g_strdup_printf("%s%s%s of “%s”, against that of “%s”: %s on average over the assumptions tried (%s to %s)%s.",
                         of, *of ? ": " : "", metric->label, a, b, d, low, high,
                         flip->side ? "" : ", which cannot be told from no difference");
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
  const CdMetric *metric = metric_of(flip);
  return g_strdup_printf("%s %s, %s below", cd_finding_word(metric, -it->side), where, cd_finding_word(metric, it->side));
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
