#include "sim/report/talks-page.h"

#include <math.h>
#include "sim/report/accords-words.h"
#include "sim/report/glossary.h"
#include "sim/report/partners.h"

static void write_coalitions(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  if (reasons->n_coalitions == 0) {
    cd_page_paragraph(section.page,
                      "Under none of the assumptions tried would anybody rather form a group of their own.");
    return;
  }
  g_autofree char *note = cd_word_note(CD_WORD_COALITION);
  cd_page_narrow_table_open(section.page,
                            "Who would rather form a group of their own, share of all; several may at once");
  cd_talks_heads(section, "Blocking coalition", "Share", NULL);
  for (guint c = 0; c < reasons->n_coalitions; c++) {
    g_autofree char *who = cd_group_words(reasons->scenario, reasons->coalition[c].mask);
    cd_page_row(section.page, who);
    cd_talks_share_cell(section, reasons->coalition[c].share);
  }
  cd_page_table_close(section.page);
  cd_page_paragraph(section.page, note);
}

void cd_talks_stability(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  cd_page_paragraph(
      section.page,
      "An arrangement lasts if nobody both wants to leave it and may. Who may leave, and whose consent is "
      "needed, can be understood in several ways. " CD_FRICTION_COUNTS);
  cd_page_narrow_table_open(section.page, "How often what was decided would last, in each sense");
  cd_talks_heads(section, "Sense", "Share", NULL);
  for (guint s = 0; s < CD_STABLE_COUNT; s++) {
    const CdStabilityText *text = cd_stability_text((CdStability)s);
    cd_page_noted_row(section.page, text->label, text->meaning);
    cd_talks_share_cell(section, reasons->stable[s]);
  }
  cd_page_table_close(section.page);
  write_coalitions(section);
  g_autofree char *expected = cd_word_note(CD_WORD_EXPECTED),
                  *convention = cd_figure_share_of(reasons->convention_dependent.share);
  cd_page_narrow_table_open(section.page, "What to expect by stability alone, share of all");
  cd_talks_heads(section, "In the end", "Share", NULL);
  for (guint e = 0; e < reasons->n_expected; e++) {
    g_autofree char *who = cd_grouping_words(reasons->scenario, &reasons->expected_partition[e]);
    cd_page_row(section.page, who);
    cd_talks_share_cell(section, reasons->expected[e].share);
  }
  cd_page_table_close(section.page);
  cd_page_paragraph(section.page, expected);
  if (reasons->convention_dependent.n == 0)
    return;
  g_autofree char *hangs =
      g_strdup_printf("Under %s of the assumptions what they can count on hangs on a convention. %s", convention,
                      cd_word(CD_WORD_CONVENTION)->meaning);
  cd_page_paragraph(section.page, hangs);
}

/* What the registry says of TERM. */
static const char *meaning_of(CdTerm term)
{
  const CdEntity *entity = cd_entity(CD_ENTITY_TERMS);
  for (guint f = 0; f < entity->n_fields; f++)
    if (g_str_equal(entity->field[f].name, cd_choices[CD_CHOICES_TERM][term]))
      return entity->field[f].meaning;
  return NULL;
}

static void write_pricing(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  const CdTermTable *table = &reasons->session->partners->table;
  cd_page_narrow_table_open(section.page, "Pricing method, where all go together");
  cd_talks_heads(section, "Method", "Share", NULL);
  for (guint p = 0; p < table->levels[CD_TERM_PRICING]; p++) {
    cd_page_row(section.page, cd_scenario_pricing(reasons->scenario, (guint)table->at[CD_TERM_PRICING][p])->head.label);
    cd_talks_share_cell(section, reasons->pricing[p]);
  }
  cd_page_table_close(section.page);
}

static void write_forms(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  guint32 all = cd_mask_all(reasons->n_councils);
  const CdBlockForms *forms = &reasons->session->partners->blocks->block[all];
  if (forms->n_forms < 2)
    return;
  cd_page_narrow_table_open(section.page, "Form of the contract, where all go together");
  cd_talks_heads(section, "As in the option", "Share", NULL);
  for (guint f = 0; f < forms->n_forms; f++) {
    const char *label = cd_form_label(reasons->session, all, f);
    g_autofree char *contracts =
        g_strdup_printf("%u %s", forms->form[f].n_contracts, forms->form[f].n_contracts == 1 ? "contract" : "contracts");
    cd_page_noted_row(section.page, label ? label : "no option: one contract for all", contracts);
    cd_talks_share_cell(section, reasons->form[f]);
  }
  cd_page_table_close(section.page);
}

void cd_talks_terms(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  if (reasons->accord->agreed.n == 0) {
    cd_page_paragraph(section.page, "They never all agree: there are no terms to tell.");
    return;
  }
  cd_page_narrow_table_open(section.page, "Terms where all go together: median, and 90% of cases");
  cd_talks_heads(section, "Term", "Agreed on", NULL);
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++) {
    if (term == CD_TERM_PRICING)
      continue;
    g_autofree char *label = g_strdup_printf("%s%s", cd_issue_text(term), term == CD_TERM_LENGTH ? ", years" : "");
    cd_page_noted_row(section.page, label, meaning_of(term));
    cd_talks_spread_cell(section, term == CD_TERM_LENGTH ? CD_FIGURE_TIME : CD_FIGURE_SHARE, reasons->term[term]);
  }
  cd_page_table_close(section.page);
  write_pricing(section);
  write_forms(section);
}

static void write_shares(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  cd_page_narrow_table_open(section.page, "Share of the councils’ cost that each would pay, were all together, mean");
  cd_page_head_row(section.page, "Rule");
  for (guint i = 0; i < accords->n_councils; i++)
    cd_page_head(section.page, cd_council_text(accords->scenario, i), true);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdRuleSummary *it = &accords->rule[rule];
    if (it->applies.n == 0)
      continue;
    cd_page_row(section.page, cd_rule_text(rule)->label);
    for (guint i = 0; i < accords->n_councils; i++) {
      g_autofree char *shown = g_strdup_printf("%.1f%%", 100 * it->part[i]);
      cd_page_cell_open(section.page, true);
      cd_page_data(section.page, it->part[i], shown);
      cd_page_cell_close(section.page);
    }
  }
  cd_page_table_close(section.page);
}

/* Who would leave, and what it would save by it. */
static void leaver_cell(CdTalksSection section, const CdRuleSummary *it)
{
  cd_page_cell_open(section.page, false);
  if (it->leaver.mask) {
    g_autofree char *who = cd_block_text(section.accords->scenario, it->leaver.mask),
                    *gain = cd_figure(CD_FIGURE_MONEY, it->gain), *share = cd_figure_share_of(it->leaver.share.share);
    g_autofree char *note = g_strdup_printf("in %s, by %s a year on average", share, gain);
    cd_html_escape(section.page->out, who);
    cd_page_note(section.page, note);
  } else {
    cd_html_escape(section.page->out, "nobody");
  }
  cd_page_cell_close(section.page);
}

static void write_tempted(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  cd_page_narrow_table_open(section.page, "Whom each rule would tempt away");
  cd_page_head_row(section.page, "Rule");
  cd_page_head(section.page, cd_word(CD_WORD_NOBODY_LEAVES)->label, true);
  cd_page_head(section.page, "Gains most by leaving", false);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    const CdRuleSummary *it = &accords->rule[rule];
    if (it->applies.n == 0)
      continue;
    cd_page_noted_row(section.page, cd_rule_text(rule)->label, cd_rule_text(rule)->meaning);
    cd_talks_share_cell(section, it->in_core);
    leaver_cell(section, it);
  }
  cd_page_table_close(section.page);
}

void cd_talks_rules(CdTalksSection section)
{
  g_autofree char *note = cd_word_note(CD_WORD_NOBODY_LEAVES);
  cd_page_paragraph(
      section.page,
      "Were all together, their cost could be divided by any of these rules, reckoned by what the model finds. A rule "
      "that needs figures which the scenario does not give is left out.");
  write_shares(section);
  write_tempted(section);
  cd_page_paragraph(section.page, note);
}
