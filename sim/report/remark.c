#include "sim/report/remark.h"

#include <math.h>
#include "sim/report/figure.h"
#include "sim/report/number.h"

char *cd_remark_rule(const CdRemark *remark)
{
  GString *out = g_string_new(cd_remark_words(remark->scoring)->label);
  g_autofree char *weight = cd_figure(CD_FIGURE_SHARE, remark->quality_weight),
                  *minimum = cd_figure(CD_FIGURE_INDEX, remark->minimum_quality);
  if (!isnan(remark->quality_weight))
    g_string_append_printf(out, ", quality weight %s", weight);
  if (!isnan(remark->minimum_quality))
    g_string_append_printf(out, ", no bid below a quality of %s", minimum);
  return g_string_free(out, FALSE);
}

char *cd_remark_flips_sentence(const CdRemark *remark)
{
  const CdScoringText *words = cd_remark_words(remark->was);
  if (isnan(remark->flips_before))
    return g_strdup("No tender was held.");
  if (!words->can_flip)
    return g_strdup_printf(
        "Bids are scored by “%s”: a bid's score does not depend on others, so that no losing bid can "
        "decide who wins.",
        words->label);
  g_autofree char *share = cd_figure_share_of(remark->flips_before);
  return g_strdup_printf(
      "Bids are scored by “%s”, where marks for price depend on what others bid. In %s of tenders somebody "
      "else would have won had one of the losing bids not been made.",
      words->label, share);
}

static bool alike(const CdRemark *remark, int f, int g)
{
  for (guint w = 0; w < CD_REMARK_WEIGHTS; w++) {
    double x = remark->other[f][w], y = remark->other[g][w];
    if (x != y && !(isnan(x) && isnan(y)))
      return false;
  }
  return true;
}

int cd_remark_first_alike(const CdRemark *remark, int formula)
{
  int first = 0;
  while (!alike(remark, first, formula))
    first++;
  return first;
}

char *cd_remark_alike(const CdRemark *remark, int formula)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (int f = formula + 1; f < CD_SCORING_COUNT; f++)
    if (cd_remark_first_alike(remark, f) == formula)
      g_string_append_printf(out, "%s%s", out->len ? "; " : "the same by: ", cd_remark_words((CdScoring)f)->label);
  return out->len ? g_strdup(out->str) : NULL;
}

const char *cd_remark_note(void)
{
  return "Bids are those that were made for the run's own formula and weights: nobody bids anew. This tells what a "
         "formula "
         "does to an award, and not what it would do to bidding.";
}

char *cd_scoring_caution(const CdScenario *scenario)
{
  int formula = cd_flipping_formula(scenario);
  if (formula < 0)
    return NULL;
  const CdScoringText *words = cd_remark_words((CdScoring)formula);
  return g_strdup_printf(
      "scoring=\"%s\": marks for price depend on other bids, so that a losing bid can decide who wins; the "
      "report tells how often (absolute, price-per-point, value-for-money and monetised never do this)",
      words->id);
}
