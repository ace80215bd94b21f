#include "concordat/negotiate.h"

#include <math.h>
#include "concordat/version.h"
#include "sim/report/accords-why.h"
#include "sim/report/accords-words.h"
#include "sim/report/figure.h"
#include "sim/report/glossary.h"
#include "sim/report/partners.h"
#include "sim/report/setting.h"

/* Rows of a list that fit a screen. */
#define ROWS_MOST 8u

/* A row of a table: texts until NULL, copied. */
static char **row_of(const char *label, ...) G_GNUC_NULL_TERMINATED;
static char **row_of(const char *label, ...)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_strv_builder_add(builder, label);
  va_list texts;
  va_start(texts, label);
  for (const char *text; (text = va_arg(texts, const char *));)
    g_strv_builder_add(builder, text);
  va_end(texts);
  return g_strv_builder_end(builder);
}

static GPtrArray *table_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
}

static void write_partitions(CdScreen *screen, const CdAccords *accords)
{
  const CdAccord *accord = accords->accord;
  bool meetings = cd_has_meetings(accords->reasons);
  g_autoptr(GPtrArray) rows = table_new();
  g_ptr_array_add(rows, row_of("", "share", "95% interval", meetings ? "mean months" : NULL, NULL));
  for (guint p = 0; p < MIN(accord->n_partitions, ROWS_MOST); p++) {
    const CdAccordPartition *it = &accord->partition[p];
    g_autofree char *grouping = cd_partition_text(accords->scenario, &it->partition);
    g_autofree char *text = g_strconcat(grouping, it->as_today ? CD_AS_TODAY : "", NULL);
    g_autofree char *share = cd_figure_share_of(it->share.share);
    g_autofree char *range = cd_figure_range(CD_FIGURE_PART, it->share.low, it->share.high, false);
    g_autofree char *months = cd_figure(CD_FIGURE_TIME, it->months);
    g_ptr_array_add(rows, row_of(text, share, range, meetings ? months : NULL, NULL));
  }
  cd_screen_table(screen, rows);
  if (accord->n_partitions > ROWS_MOST) {
    g_autofree char *more = g_strdup_printf("and %u more, none of them more often.", accord->n_partitions - ROWS_MOST);
    cd_screen_paragraph(screen, more, "  ", "  ");
  }
}

static void write_outcomes(CdScreen *screen, const CdAccords *accords)
{
  g_autofree char *replicates = cd_figure_whole(accords->replicates);
  g_autofree char *head = g_strdup_printf("OUTCOMES (%s sets of assumptions)", replicates);
  cd_screen_heading(screen, head);
  g_autofree char *together = cd_together_words(accords);
  g_autofree char *all = g_strdup_printf("%s. Below, | stands between those who part.", together);
  cd_screen_paragraph(screen, all, "  ", "  ");
  write_partitions(screen, accords);
  g_autofree char *sharing = cd_sharing_words(accords), *lever = cd_lever_words(accords);
  cd_screen_paragraph(screen, sharing, "  ", "    ");
  if (lever)
    cd_screen_paragraph(screen, lever, "  ", "    ");
  for (guint i = 0; i < accords->n_councils; i++) {
    g_autofree char *joins = cd_joins_words(accords->reasons, i);
    if (joins)
      cd_screen_paragraph(screen, joins, "  ", "    ");
  }
}

static void write_note(CdScreen *screen, CdWord word)
{
  g_autofree char *note = cd_word_note(word);
  cd_screen_paragraph(screen, note, "  ", "    ");
}

static void write_leavers(CdScreen *screen, const CdAccords *accords)
{
  const CdAccord *accord = accords->accord;
  g_autoptr(GPtrArray) rows = table_new();
  g_ptr_array_add(rows, row_of("", "gives notice", "out of time", "wanted to stay", "last month", NULL));
  for (guint i = 0; i < accords->n_councils; i++) {
    const CdSpread *it = &accords->last_meeting[i];
    g_autofree char *notice = cd_figure_share_of(accord->notice[i].share),
                    *lapsed = cd_figure_share_of(accord->lapsed[i].share);
    g_autofree char *wanted = cd_figure_share_of(accord->wanted[i].share);
    g_autofree char *last = g_strdup_printf("%.0f (%.0f–%.0f)", it->median, it->p5, it->p95);
    g_ptr_array_add(rows, row_of(cd_council_text(accords->scenario, i), notice, lapsed, wanted, last, NULL));
  }
  cd_screen_table(screen, rows);
  static const CdWord notes[] = {CD_WORD_WANTED, CD_WORD_LAST_MONTH};
  for (guint n = 0; n < G_N_ELEMENTS(notes); n++)
    write_note(screen, notes[n]);
}

static void write_partings(CdScreen *screen, const CdAccords *accords)
{
  const CdAccord *accord = accords->accord;
  cd_screen_heading(screen, "WHO LEAVES WHOM (shares of all sets of assumptions)");
  for (guint k = 1; k < CD_PARTING_COUNT; k++) {
    if (accord->kind[k].n == 0)
      continue;
    const CdPartingInfo *info = cd_parting_info((CdPartingKind)k);
    g_autofree char *share = cd_share_words(accord->kind[k]);
    g_autofree char *line = g_strdup_printf("%s: %s. %s", info->label, share, info->definition);
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
  if (cd_has_meetings(accords->reasons))
    write_leavers(screen, accords);
  else
    cd_screen_paragraph(screen, CD_NO_MEETINGS, "  ", "  ");
}

static void write_coalitions(CdScreen *screen, const CdAccords *accords)
{
  if (accords->reasons->n_coalitions == 0)
    return;
  g_autoptr(GString) line = g_string_new("Who would rather form a group of their own: ");
  for (guint c = 0; c < MIN(accords->reasons->n_coalitions, ROWS_MOST); c++) {
    g_autofree char *who = cd_block_text(accords->scenario, accords->reasons->coalition[c].mask),
                    *share = cd_figure_share_of(accords->reasons->coalition[c].share.share);
    g_string_append_printf(line, "%s%s %s", c > 0 ? "; " : "", who, share);
  }
  g_string_append_c(line, '.');
  cd_screen_paragraph(screen, line->str, "  ", "    ");
}

static void write_stability(CdScreen *screen, const CdAccords *accords)
{
  cd_screen_heading(screen, "WHAT WOULD LAST (how often what was decided is so)");
  for (guint s = 0; s < CD_STABLE_COUNT; s++) {
    const CdStabilityText *sense = cd_stability_text((CdStability)s);
    g_autofree char *share = cd_figure_share_of(accords->reasons->stable[s].share);
    g_autofree char *line = g_strdup_printf("%s: %s. %s", sense->label, share, sense->meaning);
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
  cd_screen_paragraph(screen, CD_FRICTION_COUNTS, "  ", "    ");
  write_coalitions(screen, accords);
  g_autoptr(GString) expected = g_string_new("To be expected by stability alone: ");
  for (guint e = 0; e < MIN(accords->reasons->n_expected, 3); e++) {
    g_autofree char *text = cd_partition_text(accords->scenario, &accords->reasons->expected_partition[e]);
    g_autofree char *share = cd_figure_share_of(accords->reasons->expected[e].share.share);
    g_string_append_printf(expected, "%s%s %s", e > 0 ? "; " : "", text, share);
  }
  g_string_append_c(expected, '.');
  cd_screen_paragraph(screen, expected->str, "  ", "    ");
}

static void write_terms(CdScreen *screen, const CdAccords *accords)
{
  if (accords->accord->agreed.n == 0)
    return;
  const CdSpread *term = accords->reasons->term;
  cd_screen_heading(screen, "TERMS, where all go together: median (90% between)");
  g_autofree char *quality =
      cd_figure_range(CD_FIGURE_SHARE, term[CD_TERM_QUALITY_WEIGHT].p5, term[CD_TERM_QUALITY_WEIGHT].p95, false);
  g_autofree char *outcomes =
      cd_figure_range(CD_FIGURE_SHARE, term[CD_TERM_OUTCOMES_SHARE].p5, term[CD_TERM_OUTCOMES_SHARE].p95, false);
  g_autofree char *local =
      cd_figure_range(CD_FIGURE_SHARE, term[CD_TERM_LOCALISATION].p5, term[CD_TERM_LOCALISATION].p95, false);
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(
      line,
      "Length %.1f years (%.1f to %.1f), quality %.0f%% (%s), outcomes %.0f%% (%s), set locally %.0f%% (%s); pricing: ",
      term[CD_TERM_LENGTH].median, term[CD_TERM_LENGTH].p5, term[CD_TERM_LENGTH].p95,
      100 * term[CD_TERM_QUALITY_WEIGHT].median, quality, 100 * term[CD_TERM_OUTCOMES_SHARE].median, outcomes,
      100 * term[CD_TERM_LOCALISATION].median, local);
  const CdTermTable *table = &accords->session->partners->table;
  for (guint p = 0; p < table->levels[CD_TERM_PRICING]; p++) {
    g_autofree char *share = cd_figure_share_of(accords->reasons->pricing[p].share);
    g_string_append_printf(line, "%s%s %s", p > 0 ? ", " : "",
                           cd_scenario_pricing(accords->scenario, (guint)table->at[CD_TERM_PRICING][p])->head.label,
                           share);
  }
  cd_screen_paragraph(screen, line->str, "  ", "  ");
}

static char **rule_row(const CdAccords *accords, CdRule rule)
{
  const CdRuleSummary *it = &accords->rule[rule];
  g_autoptr(GStrvBuilder) row = g_strv_builder_new();
  g_strv_builder_add(row, cd_rule_text(rule)->label);
  for (guint i = 0; i < accords->n_councils; i++) {
    g_autofree char *part = g_strdup_printf("%.1f%%", 100 * it->part[i]);
    g_strv_builder_add(row, part);
  }
  g_autofree char *core = cd_figure_share_of(it->in_core.share);
  g_strv_builder_add(row, core);
  return g_strv_builder_end(row);
}

static void write_rules(CdScreen *screen, const CdAccords *accords)
{
  cd_screen_heading(screen,
                    "WHO PAYS, were all together: share of the councils' cost by rule, by what the model finds");
  g_autoptr(GPtrArray) rows = table_new();
  g_autoptr(GStrvBuilder) heads = g_strv_builder_new();
  g_strv_builder_add(heads, "");
  for (guint i = 0; i < accords->n_councils; i++)
    g_strv_builder_add(heads, cd_council_text(accords->scenario, i));
  g_strv_builder_add(heads, "nobody leaves");
  g_ptr_array_add(rows, g_strv_builder_end(heads));
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    if (accords->rule[rule].applies.n > 0)
      g_ptr_array_add(rows, rule_row(accords, rule));
  cd_screen_table(screen, rows);
  write_note(screen, CD_WORD_NOBODY_LEAVES);
}

static void write_notes(CdScreen *screen, const CdAccords *accords)
{
  const CdScenario *scenario = accords->scenario;
  const char *illustration = cd_scenario_concordat(scenario, 0)->illustration;
  g_string_append_c(screen->out, '\n');
  if (illustration)
    cd_screen_paragraph(screen, illustration, "", "");
  cd_screen_paragraph(screen,
                      "These are shares of the assumptions tried, not chances of what councils will do: to be read "
                      "against the same scenario with "
                      "councils alike.",
                      "", "");
  g_autofree char *set = cd_settings_text(scenario);
  if (set)
    cd_screen_paragraph(screen, set, "", "      ");
  g_autofree char *made =
      g_strdup_printf("Seed %" G_GUINT64_FORMAT ", %u replicates, concordat %s, scenario SHA-256 %.12s…", accords->seed,
                      accords->replicates, CD_VERSION, scenario->sha256);
  cd_screen_paragraph(screen, made, "", "");
  cd_screen_paragraph(
      screen,
      "Next: --out DIR writes a page to hand on; --replicate K prints the minutes of one, K from 1; explain WORD "
      "tells what a word means; --set 'council[ID]/friction=0' changes an assumption",
      "", "      ");
}

char *cd_accords_text(const CdAccords *accords, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  cd_screen_paragraph(&screen, accords->scenario->label, "", "");
  cd_screen_paragraph(&screen, cd_scenario_concordat(accords->scenario, 0)->question, "", "");
  write_outcomes(&screen, accords);
  write_partings(&screen, accords);
  cd_write_why(&screen, accords);
  write_stability(&screen, accords);
  write_terms(&screen, accords);
  write_rules(&screen, accords);
  cd_write_assumptions(&screen, accords);
  write_notes(&screen, accords);
  return g_string_free(screen.out, FALSE);
}
