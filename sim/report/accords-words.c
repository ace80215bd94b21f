#include "sim/report/accords-words.h"

#include <math.h>
#include "sim/appraisal/region-prior.h"
#include "sim/report/figure.h"
#include "sim/report/input.h"
#include "sim/report/partners.h"

char *cd_share_words(CdShare share)
{
  if (isnan(share.share))
    return g_strdup("n/a");
  g_autofree char *middle = cd_figure_share_of(share.share), *low = cd_figure(CD_FIGURE_PART, share.low);
  g_autofree char *high = cd_figure(CD_FIGURE_PART, share.high);
  return g_strdup_printf("%s (%s–%s)", middle, low, high);
}

bool cd_has_meetings(const CdReasons *reasons)
{
  return cd_scenario_negotiation(reasons->scenario, 0)->protocol == CD_PROTOCOL_OFFERS;
}

char *cd_together_words(const CdAccords *accords)
{
  const CdAccord *accord = accords->accord;
  g_autofree char *agreed = cd_share_words(accord->agreed);
  if (isnan(accord->months_agreed) || !cd_has_meetings(accords->reasons))
    return g_strdup_printf("All go together in %s", agreed);
  return g_strdup_printf("All go together in %s, on average %.1f months after the first meeting", agreed,
                         accord->months_agreed);
}

char *cd_joins_words(const CdReasons *reasons, guint council)
{
  const CdAccord *accord = reasons->accord;
  if (accord->joined[council].n == 0)
    return NULL;
  g_autofree char *share = cd_share_words(accord->joined[council]);
  return g_strdup_printf("%s joins later in %s, on average %.1f months after the first meeting.",
                         cd_council_text(reasons->scenario, council), share, accord->month_joined[council]);
}

guint cd_break_lines(const CdReasons *reasons, CdBreakLine line[CD_BREAK_LINES])
{
  const CdBreakParts *parts = &reasons->parts;
  const CdBreakLine all[CD_BREAK_LINES] = {
      {' ', parts->true_empty.share, "no terms would suit everybody, even if all believed what the model finds"},
      {'+', parts->own_empty.share, "some would, but none by what they believe themselves"},
      {'+', parts->missed.share, "some would by either, and they miss them"},
      {'-', parts->settled_true_empty.share, "together all the same, though none would by what the model finds"},
      {'-', parts->settled_own_empty.share, "together all the same, though none would by what they believe"},
      {'=', 1 - reasons->accord->agreed.share, "not all together"}};
  guint n = 0;
  for (guint i = 0; i < CD_BREAK_LINES; i++)
    if (all[i].sign != '-' || all[i].share > 0)
      line[n++] = all[i];
  return n;
}

char *cd_zone_words(const CdReasons *reasons)
{
  if (reasons->closed.n == 0)
    return g_strdup("By what they believe themselves, some terms always suit everybody.");
  g_autofree char *share = cd_share_words(reasons->closed);
  return g_strdup_printf("By what they believe themselves, no terms suit everybody in %s of all.", share);
}

char *cd_money_words(CdSpread spread)
{
  if (spread.n == 0)
    return g_strdup("");
  g_autofree char *median = cd_figure(CD_FIGURE_MONEY, spread.median), *low = cd_figure(CD_FIGURE_MONEY, spread.p5);
  g_autofree char *high = cd_figure(CD_FIGURE_MONEY, spread.p95);
  return g_strdup_printf(" (median %s a year, 90%% between %s and %s)", median, low, high);
}

char *cd_payer_words(const CdReasons *reasons, guint council)
{
  double median = reasons->payment[council].median;
  g_autofree char *sum = cd_figure(CD_FIGURE_MONEY, fabs(median));
  if (!isfinite(median))
    return g_strdup("could spare any sum, as far as its value of cost tells");
  return g_strdup_printf("%s %s a year", median > 0 ? "needs" : "could spare", sum);
}

char *cd_failure_words(const CdReasons *reasons)
{
  if (reasons->bridge[CD_BRIDGE_PROCESS_FAILURE].n == 0)
    return NULL;
  g_autofree char *share = cd_share_words(reasons->bridge[CD_BRIDGE_PROCESS_FAILURE]);
  GString *line = g_string_new(NULL);
  g_string_append_printf(
      line, "A failure of the process: in %s of all they part though some terms suit everybody by what they believe",
      share);
  const CdSpread *terms = &reasons->concession_terms;
  if (terms->n > 0)
    g_string_append_printf(line, "; in the last text tabled %.0f %s (90%%: %.0f to %.0f) would have had to change",
                           terms->median, terms->median < 1.5 ? "term" : "terms", terms->p5, terms->p95);
  g_string_append_c(line, '.');
  return g_string_free(line, FALSE);
}

char *cd_region_words(const CdAccords *accords, const CdRegion *region)
{
  if (region->n_limits == 0)
    return NULL;
  GString *line = g_string_new("Most often where ");
  for (guint l = 0; l < region->n_limits; l++) {
    const CdAccordInput *input = &accords->input[region->limit[l].input];
    g_autofree char *limit = cd_input_figure(input, region->limit[l].limit);
    g_string_append_printf(line, "%s%s is at %s %s", l > 0 ? " and " : "", input->path,
                           region->limit[l].below ? "most" : "least", limit);
  }
  g_autofree char *inside = cd_share_words(region->inside), *all = cd_figure_share_of(region->all.share);
  g_autofree char *holds = cd_figure_share_of(region->holds.share);
  g_autofree char *prior = cd_figure_share_of(cd_region_prior(accords->scenario, accords->input, region));
  g_string_append_printf(line,
                         ": %s there against %s over all, and %s of the cases lie there (counted on replicates that it "
                         "was not found on); %s of the assumptions tried lie there (exact, from their distributions).",
                         inside, all, holds, prior);
  return g_string_free(line, FALSE);
}

char *cd_course_words(const CdAccords *accords, const CdAccordEvent *event)
{
  if (event->asked < 0)
    return NULL;
  const CdTalksEventSpec *it = cd_scenario_talks_event(accords->scenario, (guint)event->asked);
  g_autofree char *notice = cd_block_text(accords->scenario, cd_refs_mask(&it->notice)),
                  *without = cd_block_text(accords->scenario, cd_refs_mask(&it->without));
  g_autofree char *gives = cd_figure_share_of(event->gives_notice.share),
                  *goes = cd_figure_share_of(event->and_goes.share), *stay = cd_figure_share_of(event->stay.share);
  GString *line = g_string_new(NULL);
  g_string_append_printf(line, "%s: notice in %s of all; and ", notice, gives);
  if (it->with.n > 0) {
    g_autofree char *with = cd_block_text(accords->scenario, cd_refs_mask(&it->with));
    g_string_append_printf(line, "together with %s, ", with);
  }
  g_string_append_printf(line, "without %s, in %s", without, goes);
  if (it->wanted == CD_YES)
    g_string_append_printf(line, "; and those left behind would rather have stayed in %s", stay);
  g_string_append_c(line, '.');
  return g_string_free(line, FALSE);
}

char *cd_offer_words(const CdAccords *accords, const CdAccordEvent *event)
{
  if (event->asked < 0 || event->share.n == 0)
    return NULL;
  g_autofree char *open = cd_share_words(event->open);
  GString *line = g_string_new(NULL);
  g_string_append_printf(line, "Where it happens, some terms would have suited everybody without any payment in %s.",
                         open);
  guint32 left = cd_refs_mask(&cd_scenario_talks_event(accords->scenario, (guint)event->asked)->without);
  for (guint i = 0; event->open.n < event->share.n && i < accords->n_councils; i++) {
    if (!(left >> i & 1))
      continue;
    g_autofree char *offer = cd_share_words(event->offer[i]), *money = cd_money_words(event->offered[i]);
    g_string_append_printf(
        line, " Where none would, a payment that %s alone could afford would have made some do so in %s%s.",
        cd_council_text(accords->scenario, i), offer, money);
  }
  return g_string_free(line, FALSE);
}

char *cd_seek_words(const CdAccordEvent *event)
{
  if (event->asked < 0)
    return NULL;
  return g_strdup_printf("negotiate --seek %s searches for assumptions that lead to it.", event->id);
}

static CdRule rule_of(CdSharing sharing)
{
  switch (sharing) {
  case CD_SHARING_POPULATION:
    return CD_RULE_POPULATION;
  case CD_SHARING_CASELOAD:
    return CD_RULE_CASELOAD;
  case CD_SHARING_HISTORIC:
    return CD_RULE_HISTORIC;
  case CD_SHARING_EQUAL:
    return CD_RULE_EQUAL;
  }
  g_assert_not_reached();
}

char *cd_sharing_words(const CdAccords *accords)
{
  CdRule rule = rule_of((CdSharing)cd_scenario_terms(accords->scenario, 0)->cost_sharing);
  g_autofree char *key = g_ascii_strdown(cd_rule_text(rule)->label, -1),
                  *core = cd_figure_share_of(accords->rule[rule].in_core.share),
                  *shapley = cd_figure_share_of(accords->rule[CD_RULE_SHAPLEY].in_core.share);
  return g_strdup_printf("What a joint contract costs is divided %s%s, which these talks do not change. So divided, no "
                         "council and no group would pay less on its own in %s of the assumptions tried; divided by "
                         "the Shapley value, in %s.",
                         rule == CD_RULE_EQUAL ? "in " : "", key, core, shapley);
}

char *cd_lever_words(const CdAccords *accords)
{
  const CdAccordEvent *event = &accords->event[0];
  if (event->n_told == 0)
    return NULL;
  const CdDriver *driver = &event->driver[0];
  const CdAccordInput *input = &accords->input[driver->input];
  g_autofree char *text = cd_input_text(accords->scenario, input), *with = cd_input_figure(input, driver->median_with),
                  *without = cd_input_figure(input, driver->median_without);
  return g_strdup_printf("Of all assumptions it goes most with this: %s; median %s where not all go together, %s where "
                         "they do.",
                         text, with, without);
}
