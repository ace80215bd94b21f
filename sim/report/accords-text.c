#include "concordat/negotiate.h"

#include <math.h>
#include "concordat/version.h"
#include "sim/report/figure.h"
#include "sim/report/partners.h"
#include "sim/report/screen.h"

#define LABEL_COLUMNS 44u
#define CELL_COLUMNS 16u
/* Rows of a list that fit a screen. */
#define ROWS_MOST 8u
#define DRIVERS_SHOWN 5u
#define SETS_SHOWN 4u

static char *share_text(CdShare share)
{
  if (isnan(share.share))
    return g_strdup("n/a");
  g_autofree char *middle = cd_figure_share_of(share.share), *low = cd_figure(CD_FIGURE_PART, share.low);
  g_autofree char *high = cd_figure(CD_FIGURE_PART, share.high);
  return g_strdup_printf("%s (%s–%s)", middle, low, high);
}

static void cells(CdScreen *screen, const char *label, const char *const *cell, guint n)
{
  guint width = MIN(LABEL_COLUMNS, screen->width - MIN(n * CELL_COLUMNS, screen->width / 2));
  cd_append_column(screen->out, label, width, false);
  for (guint i = 0; i < n; i++)
    cd_append_column(screen->out, cell[i], CELL_COLUMNS, true);
  cd_screen_end_line(screen);
}

static void write_outcomes(CdScreen *screen, const CdAccords *accords)
{
  const CdAccord *accord = accords->accord;
  g_autofree char *agreed = share_text(accord->agreed);
  g_autofree char *head = g_strdup_printf("OUTCOMES (%u sets of assumptions)", accords->replicates);
  cd_screen_heading(screen, head);
  g_autofree char *all =
      isnan(accord->months_agreed)
          ? g_strdup_printf("All stay together in %s.", agreed)
          : g_strdup_printf("All stay together in %s, on average %.0f months after talks begin.", agreed, accord->months_agreed);
  cd_screen_paragraph(screen, all, "  ", "  ");
  cells(screen, "", (const char *const[]){"share", "95% interval", "months"}, 3);
  for (guint p = 0; p < MIN(accord->n_partitions, ROWS_MOST); p++) {
    const CdAccordPartition *it = &accord->partition[p];
    g_autofree char *text = cd_partition_text(accords->scenario, &it->partition);
    g_autofree char *share = cd_figure_share_of(it->share.share);
    g_autofree char *range = cd_figure_range(CD_FIGURE_PART, it->share.low, it->share.high, false);
    g_autofree char *months = cd_figure(CD_FIGURE_TIME, it->months);
    cells(screen, text, (const char *const[]){share, range, months}, 3);
  }
}

static void write_partings(CdScreen *screen, const CdAccords *accords)
{
  const CdAccord *accord = accords->accord;
  cd_screen_heading(screen, "WHO LEAVES WHOM");
  for (guint k = 1; k < CD_PARTING_COUNT; k++) {
    if (accord->kind[k].n == 0)
      continue;
    const CdPartingInfo *info = cd_parting_info((CdPartingKind)k);
    g_autofree char *share = share_text(accord->kind[k]);
    g_autofree char *line = g_strdup_printf("%s: %s. %s", info->label, share, info->definition);
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
  cells(screen, "", (const char *const[]){"gives notice", "out of time", "would stay", "last meeting"}, 4);
  for (guint i = 0; i < accords->n_councils; i++) {
    g_autofree char *notice = cd_figure_share_of(accord->notice[i].share), *lapsed = cd_figure_share_of(accord->lapsed[i].share);
    g_autofree char *wanted = cd_figure_share_of(accord->wanted[i].share);
    g_autofree char *last = g_strdup_printf("%.0f (%.0f–%.0f)", accords->last_meeting[i].median, accords->last_meeting[i].p5,
                                            accords->last_meeting[i].p95);
    cells(screen, cd_council_text(accords->scenario, i), (const char *const[]){notice, lapsed, wanted, last}, 4);
  }
  cd_screen_paragraph(screen,
                      "Would stay: at the first break somebody else's text was worth more to it than leaving. Last meeting: the month of talks "
                      "after which going alone would no longer start before the old contract, extended, ends.",
                      "  ", "  ");
}

static void write_parts(CdScreen *screen, const CdAccords *accords)
{
  const CdBreakParts *parts = &accords->parts;
  g_autofree char *true_empty = cd_figure_share_of(parts->true_empty.share), *own = cd_figure_share_of(parts->own_empty.share);
  g_autofree char *missed = cd_figure_share_of(parts->missed.share), *settled = cd_figure_share_of(parts->settled_true_empty.share);
  g_autofree char *settled_own = cd_figure_share_of(parts->settled_own_empty.share);
  g_autofree char *apart = cd_figure_share_of(1 - accords->accord->agreed.share);
  g_autofree char *line = g_strdup_printf(
      "Not all together: %s = no text suits everybody even if all knew what the model finds %s + some would, but not by what they believe %s + "
      "some would and they miss it %s − together though none suits all under the model's beliefs %s − together though none suits all under "
      "their own %s.",
      apart, true_empty, own, missed, settled, settled_own);
  cd_screen_paragraph(screen, line, "  ", "  ");
}

static void write_causes(CdScreen *screen, const CdAccords *accords)
{
  for (guint c = 1; c < CD_CAUSE_COUNT; c++) {
    if (accords->cause[c].n == 0)
      continue;
    const CdCauseText *text = cd_cause_text((CdCause)c);
    g_autofree char *share = share_text(accords->cause[c]);
    g_autofree char *line = g_strdup_printf("%s: %s. %s", text->label, share, text->meaning);
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
}

static void write_blocking(CdScreen *screen, const CdAccords *accords)
{
  guint closed = accords->consequences.of;
  if (closed == 0)
    return;
  g_autoptr(GString) line = g_string_new("Where no text suits everybody, what stands in the way: ");
  for (guint s = 0; s < MIN(accords->n_blocking, SETS_SHOWN); s++) {
    g_autofree char *issues = cd_issues_text(accords->blocking[s].mask);
    g_autofree char *share = cd_figure_share_of(accords->blocking[s].share.share);
    g_string_append_printf(line, "%s%s %s", s > 0 ? "; " : "", issues, share);
  }
  g_autofree char *share = cd_figure_share_of(accords->consequences.share);
  g_string_append_printf(line, "%sno terms, but what working together brings, %s. (Were these no issue, some text would do; several may be so at once.)",
                         accords->n_blocking ? "; " : "", share);
  cd_screen_paragraph(screen, line->str, "  ", "    ");
}

static char *spread_money(CdSpread spread)
{
  g_autofree char *median = cd_figure(CD_FIGURE_MONEY, spread.median);
  g_autofree char *range = cd_figure_range(CD_FIGURE_MONEY, spread.p5, spread.p95, false);
  return g_strdup_printf("%s a year (90%%: %s)", median, range);
}

static void write_bridge(CdScreen *screen, const CdAccords *accords)
{
  if (accords->consequences.of > 0) {
    g_autofree char *payment = cd_figure_share_of(accords->bridge[CD_BRIDGE_PAYMENT].share);
    g_autofree char *subsidy = cd_figure_share_of(accords->bridge[CD_BRIDGE_SUBSIDY].share);
    g_autofree char *none = cd_figure_share_of(accords->bridge[CD_BRIDGE_NONE].share);
    g_autofree char *paid = accords->pounds[CD_BRIDGE_PAYMENT].n ? spread_money(accords->pounds[CD_BRIDGE_PAYMENT]) : g_strdup("–");
    g_autofree char *given = accords->pounds[CD_BRIDGE_SUBSIDY].n ? spread_money(accords->pounds[CD_BRIDGE_SUBSIDY]) : g_strdup("–");
    g_autofree char *line = g_strdup_printf("What would have kept them together there: payments between them in %s: %s; money from outside in %s: "
                                            "%s; no sum of money in %s.",
                                            payment, paid, subsidy, given, none);
    cd_screen_paragraph(screen, line, "  ", "    ");
    g_autoptr(GString) who = g_string_new("On average where payments between them do:");
    for (guint i = 0; accords->bridge[CD_BRIDGE_PAYMENT].n > 0 && i < accords->n_councils; i++) {
      g_autofree char *sum = cd_figure(CD_FIGURE_MONEY, fabs(accords->payment[i]));
      const char *verb = accords->payment[i] > 0 ? "needs" : isfinite(accords->payment[i]) ? "could spare" : "could spare any sum, as far as its value of cost tells";
      if (isfinite(accords->payment[i]))
        g_string_append_printf(who, "%s %s %s %s", i > 0 ? ";" : "", cd_council_text(accords->scenario, i), verb, sum);
      else
        g_string_append_printf(who, "%s %s %s", i > 0 ? ";" : "", cd_council_text(accords->scenario, i), verb);
    }
    g_string_append_c(who, '.');
    if (accords->bridge[CD_BRIDGE_PAYMENT].n > 0)
      cd_screen_paragraph(screen, who->str, "  ", "    ");
  }
  if (accords->concession_terms.n > 0) {
    g_autofree char *share = share_text(accords->bridge[CD_BRIDGE_PROCESS_FAILURE]);
    g_autofree char *line = g_strdup_printf("A failure of the process, some text suiting everybody: %s of all; from the last text tabled, %.0f terms "
                                            "(90%%: %.0f to %.0f) would have had to change.",
                                            share, accords->concession_terms.median, accords->concession_terms.p5,
                                            accords->concession_terms.p95);
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
}

static void write_stability(CdScreen *screen, const CdAccords *accords)
{
  cd_screen_heading(screen, "WHAT WOULD LAST");
  g_autofree char *core = cd_figure_share_of(accords->stable[CD_STABLE_CORE].share);
  g_autofree char *nash = cd_figure_share_of(accords->stable[CD_STABLE_NASH].share);
  g_autofree char *individual = cd_figure_share_of(accords->stable[CD_STABLE_INDIVIDUAL].share);
  g_autofree char *contractual = cd_figure_share_of(accords->stable[CD_STABLE_CONTRACTUAL_INDIVIDUAL].share);
  g_autofree char *line = g_strdup_printf(
      "What was decided leaves no group better off by going off together in %s (core), no council better off by changing sides in %s (Nash), or by "
      "changing to where it is welcome in %s (individually stable), or where it is also let go in %s.",
      core, nash, individual, contractual);
  cd_screen_paragraph(screen, line, "  ", "  ");
  g_autoptr(GString) expected = g_string_new("To be expected by stability alone: ");
  for (guint e = 0; e < MIN(accords->n_expected, 3); e++) {
    g_autofree char *text = cd_partition_text(accords->scenario, &accords->expected_partition[e]);
    g_autofree char *share = cd_figure_share_of(accords->expected[e].share.share);
    g_string_append_printf(expected, "%s%s %s", e > 0 ? "; " : "", text, share);
  }
  g_string_append_c(expected, '.');
  cd_screen_paragraph(screen, expected->str, "  ", "    ");
}

static void write_terms(CdScreen *screen, const CdAccords *accords)
{
  if (accords->accord->agreed.n == 0)
    return;
  const CdSpread *term = accords->term;
  cd_screen_heading(screen, "TERMS, where all stay together: median (90% between)");
  g_autofree char *quality = cd_figure_range(CD_FIGURE_SHARE, term[CD_TERM_QUALITY_WEIGHT].p5, term[CD_TERM_QUALITY_WEIGHT].p95, false);
  g_autofree char *outcomes = cd_figure_range(CD_FIGURE_SHARE, term[CD_TERM_OUTCOMES_SHARE].p5, term[CD_TERM_OUTCOMES_SHARE].p95, false);
  g_autofree char *local = cd_figure_range(CD_FIGURE_SHARE, term[CD_TERM_LOCALISATION].p5, term[CD_TERM_LOCALISATION].p95, false);
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "Length %.1f years (%.1f to %.1f), quality %.0f%% (%s), outcomes %.0f%% (%s), set locally %.0f%% (%s); pricing: ",
                         term[CD_TERM_LENGTH].median, term[CD_TERM_LENGTH].p5, term[CD_TERM_LENGTH].p95,
                         100 * term[CD_TERM_QUALITY_WEIGHT].median, quality, 100 * term[CD_TERM_OUTCOMES_SHARE].median, outcomes,
                         100 * term[CD_TERM_LOCALISATION].median, local);
  const CdTermTable *table = &accords->session->partners->table;
  for (guint p = 0; p < table->levels[CD_TERM_PRICING]; p++) {
    g_autofree char *share = cd_figure_share_of(accords->pricing[p].share);
    g_string_append_printf(line, "%s%s %s", p > 0 ? ", " : "",
                           cd_scenario_pricing(accords->scenario, (guint)table->at[CD_TERM_PRICING][p])->head.label, share);
  }
  cd_screen_paragraph(screen, line->str, "  ", "  ");
}

static void write_rules(CdScreen *screen, const CdAccords *accords)
{
  cd_screen_heading(screen, "WHO PAYS, were all together: share of the councils' cost by rule, under the model's beliefs");
  g_autoptr(GPtrArray) heads = g_ptr_array_new();
  for (guint i = 0; i < accords->n_councils; i++)
    g_ptr_array_add(heads, (gpointer)cd_scenario_council(accords->scenario, i)->head.id);
  g_ptr_array_add(heads, "nobody leaves");
  cells(screen, "", (const char *const *)heads->pdata, heads->len);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdRuleSummary *it = &accords->rule[rule];
    if (it->applies.n == 0)
      continue;
    g_autoptr(GPtrArray) row = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < accords->n_councils; i++)
      g_ptr_array_add(row, g_strdup_printf("%.1f%%", 100 * it->part[i]));
    g_ptr_array_add(row, cd_figure_share_of(it->in_core.share));
    cells(screen, cd_rule_text(rule)->label, (const char *const *)row->pdata, row->len);
  }
  cd_screen_paragraph(screen, "Nobody leaves: the share of assumptions under which no council and no group would pay less on its own.", "  ", "  ");
}

static void write_event(CdScreen *screen, const CdAccords *accords, const CdAccordEvent *event)
{
  g_autofree char *share = share_text(event->share);
  g_autofree char *head = g_strdup_printf("“%s”: %s.", event->label, share);
  cd_screen_paragraph(screen, head, "  ", "    ");
  for (guint d = 0; d < MIN(event->n_told, DRIVERS_SHOWN); d++) {
    const CdDriver *it = &event->driver[d];
    g_autofree char *line = g_strdup_printf("%s %s: median %.3g against %.3g otherwise; larger in %.0f%% of pairs",
                                            it->auc > 0.5 ? "more with large" : "more with small", accords->input[it->input],
                                            it->median_with, it->median_without, 100 * it->auc);
    cd_screen_paragraph(screen, line, "    ", "      ");
  }
  if (event->n_told == 0 && event->n_drivers > 0)
    cd_screen_paragraph(screen, "No single assumption can be told from chance to drive it.", "    ", "    ");
  if (event->region.n_limits == 0)
    return;
  g_autoptr(GString) line = g_string_new("Region: ");
  for (guint l = 0; l < event->region.n_limits; l++)
    g_string_append_printf(line, "%s%s %s %.3g", l > 0 ? " and " : "", accords->input[event->region.limit[l].input],
                           event->region.limit[l].below ? "at most" : "at least", event->region.limit[l].limit);
  g_autofree char *inside = share_text(event->region.inside), *all = cd_figure_share_of(event->region.all.share);
  g_autofree char *holds = cd_figure_share_of(event->region.holds.share);
  g_string_append_printf(line, ": there %s, over all %s; it holds %s of the cases (on replicates that it was not found on).", inside, all, holds);
  cd_screen_paragraph(screen, line->str, "    ", "      ");
}

static void write_notes(CdScreen *screen, const CdAccords *accords)
{
  const CdScenario *scenario = accords->scenario;
  const char *illustration = cd_scenario_concordat(scenario, 0)->illustration;
  g_string_append_c(screen->out, '\n');
  if (illustration)
    cd_screen_paragraph(screen, illustration, "", "");
  cd_screen_paragraph(screen,
                      "These are shares of the assumptions tried, not chances of what councils will do: to be read against the same scenario with "
                      "councils alike.",
                      "", "");
  g_autofree char *made = g_strdup_printf("Seed %" G_GUINT64_FORMAT ", %u replicates, concordat %s, scenario SHA-256 %.12s…", accords->seed,
                                          accords->replicates, CD_VERSION, scenario->sha256);
  cd_screen_paragraph(screen, made, "", "");
  cd_screen_paragraph(screen, "Next: --replicate K prints the minutes of one; --set 'council[ID]/friction=0' changes an assumption", "", "      ");
}

char *cd_accords_text(const CdAccords *accords, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  g_string_append_printf(screen.out, "%s\n", accords->scenario->label);
  cd_screen_paragraph(&screen, cd_scenario_concordat(accords->scenario, 0)->question, "", "");
  write_outcomes(&screen, accords);
  write_partings(&screen, accords);
  cd_screen_heading(&screen, "WHY");
  write_parts(&screen, accords);
  write_causes(&screen, accords);
  write_blocking(&screen, accords);
  write_bridge(&screen, accords);
  write_stability(&screen, accords);
  write_terms(&screen, accords);
  write_rules(&screen, accords);
  cd_screen_heading(&screen, "UNDER WHICH ASSUMPTIONS");
  for (guint e = 0; e < accords->n_events; e++)
    write_event(&screen, accords, &accords->event[e]);
  write_notes(&screen, accords);
  return g_string_free(screen.out, FALSE);
}
