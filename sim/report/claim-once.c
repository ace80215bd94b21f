#include "sim/report/claim-words.h"

#include <math.h>
#include "sim/appraisal/region-prior.h"
#include "sim/report/accords-words.h"
#include "sim/report/assumption.h"
#include "sim/report/input.h"
#include "sim/report/partners.h"

char *cd_claim_chance_words(const CdClaimTestSpec *spec)
{
  g_autofree char *chance = cd_figure(CD_FIGURE_PART, spec->chance.dist.a);
  return g_strdup_printf("in %s %s of %s", spec->expect == CD_EXPECT_LIKELY ? "at least" : "at most", chance,
                         spec->metric                  ? "runs"
                         : spec->by_table >= 0         ? "draws"
                         : spec->among == CD_AMONG_ALL ? "talks"
                                                       : "talks that do not end with all together");
}

/* --- Who goes with whom -------------------------------------------------------------------------------------------------- */

/* "Leicestershire and Rutland end together, without Leicester". */
static char *grouping_words(const CdResults *results, const CdClaimTestSpec *spec)
{
  guint32 without = cd_refs_mask(&spec->without);
  g_autofree char *together = cd_block_text(results->scenario, cd_refs_mask(&spec->together)),
                  *left = without ? cd_block_text(results->scenario, without) : g_strdup("");
  return g_strdup_printf("%s %s%s%s%s", together, spec->together.n > 1 ? "end together" : "ends",
                         without && spec->together.n > 1 ? ", without "
                         : without                       ? " without "
                                                         : "",
                         left, spec->counted == CD_COUNTED_BEFORE_JOINING ? ", before anybody joins later" : "");
}

static char *talks_words(const CdResults *results, const CdClaimTestSpec *spec)
{
  static const char *const ends[] = {[CD_TALKS_AGREED] = "All agree to go together",
                                     [CD_TALKS_NOT_AGREED] = "Not all go together",
                                     [CD_TALKS_IMPASSE] = "The talks end in impasse",
                                     [CD_TALKS_EXCLUSION] = "Somebody is left out",
                                     [CD_TALKS_MUTUAL] = "They part by mutual wish",
                                     [CD_TALKS_UNILATERAL] = "Somebody leaves against another's wish",
                                     [CD_TALKS_MISSED] = "Only those who left would have stayed"};
  if (spec->talks_event >= 0)
    return g_strdup(cd_scenario_talks_event(results->scenario, (guint)spec->talks_event)->head.label);
  return spec->talks_end >= 0 ? g_strdup(ends[spec->talks_end]) : grouping_words(results, spec);
}

/* --- How options are ranked ---------------------------------------------------------------------------------------------- */

static void append_options(GString *out, const CdResults *results, CdRefs refs, const char *before)
{
  for (guint i = 0; i < refs.n; i++)
    g_string_append_printf(out, "%s“%s”",
                           i == 0           ? before
                           : i + 1 < refs.n ? ", "
                                            : " and ",
                           cd_option_label(results, refs.at[i]));
}

/* "By value to the partner, Cumberland: “2” and “3a” before “1”, before “4”". */
static char *ranking_words(const CdResults *results, const CdTestAnswer *test, const CdClaimTestSpec *spec)
{
  GString *out = g_string_new(NULL);
  if (spec->by_table >= 0)
    g_string_printf(out, "By the sums of “%s”",
                    cd_scenario_options_table(results->scenario, (guint)spec->by_table)->head.label);
  else {
    const char *whose = test->measure.value != G_MAXUINT ? results->layout->label[test->measure.value] : spec->whose;
    g_string_printf(out, "By %s%s%s%s", cd_metric(cd_metric_by_name(spec->metric))->label, whose && *whose ? ", " : "",
                    whose ? whose : "", spec->terms == CD_ARM_OWN ? ", each on its own terms" : "");
  }
  append_options(out, results, spec->first, ": ");
  append_options(out, results, spec->then, " before ");
  append_options(out, results, spec->last, " before ");
  append_options(out, results, spec->level, spec->first.n > 0 ? "; level are " : ": level are ");
  return g_string_free(out, FALSE);
}

char *cd_claim_once_title(const CdResults *results, const CdTestAnswer *test)
{
  const CdClaimTestSpec *spec = cd_scenario_claim_test(results->scenario, test->row);
  char *words = test->kind == CD_TEST_RANKING ? ranking_words(results, test, spec) : talks_words(results, spec);
  if (cd_scenario_claim(results->scenario, (guint)spec->head.parent)->reproduce == CD_YES)
    return words;
  g_autofree char *told = words, *chance = cd_claim_chance_words(spec);
  return g_strdup_printf("%s: %s", told, chance);
}

/* --- Where it is met ----------------------------------------------------------------------------------------------------- */

char *cd_claim_region_sentence(const CdResults *results, const CdClaimAnswer *claim)
{
  const CdRegion *region = &claim->region;
  if (region->n_limits == 0)
    return g_strdup("");
  GString *line = g_string_new("It is met most often where ");
  for (guint l = 0; l < region->n_limits; l++) {
    const CdAccordInput *input = &results->questions->input[region->limit[l].input];
    const CdValue *value = cd_input_value(results->scenario, input);
    g_autofree char *name = cd_input_name(results->scenario, input),
                    *limit = cd_input_figure(input, region->limit[l].limit);
    g_string_append_printf(line, "%s“%s” (%s; grade %s) is %s %s",
                           l == 0                     ? ""
                           : l + 1 < region->n_limits ? ", "
                                                      : " and ",
                           name, input->path, value->grade ? value->grade : "not stated",
                           region->limit[l].below ? "at most" : "at least", limit);
  }
  g_autofree char *inside = cd_share_words(region->inside), *all = cd_figure_share_of(region->all.share),
                  *holds = cd_figure_share_of(region->holds.share),
                  *prior = cd_figure_share_of(cd_region_prior(results->scenario, results->questions->input, region));
  g_string_append_printf(line,
                         ": in %s of the draws there, against %s of all; %s of the assumptions tried lie there (exact, "
                         "from their distributions), and %s of those that meet it.",
                         inside, all, prior, holds);
  return g_string_free(line, FALSE);
}
