#include <math.h>
#include "sim/report/claim-words.h"
#include "sim/report/page.h"

static void holds_cell(CdSection section, const CdClaimAnswer *claim)
{
  g_autofree char *low = cd_figure_limit(claim->holds.low, false), *high = cd_figure_limit(claim->holds.high, true);
  cd_page_cell_open(section.page, true);
  if (isfinite(claim->holds.share)) {
    g_autofree char *share = cd_figure_share_of(claim->holds.share);
    g_autofree char *note = g_strdup_printf("%s to %s", low, high);
    cd_page_data(section.page, claim->holds.share, share);
    cd_page_note(section.page, note);
  }
  cd_page_cell_close(section.page);
}

static void verdict_cell(CdSection section, const CdClaimAnswer *claim)
{
  g_autofree char *words = g_strdup(cd_claim_verdict(claim->verdict)->words);
  words[0] = g_ascii_toupper(words[0]);
  cd_page_cell_open(section.page, false);
  cd_html_escape(section.page->out, words);
  if (cd_claim_is_weak(section.results, claim))
    cd_page_note(section.page, "turns on a grade-D assumption");
  cd_page_cell_close(section.page);
}

static void write_table(CdSection section)
{
  const CdClaims *claims = section.results->claims;
  cd_page_narrow_table_open(section.page, "What is claimed, and under how many of the assumptions tried it holds");
  cd_page_head_row(section.page, "Claim");
  cd_page_head(section.page, "Verdict", false);
  cd_page_head(section.page, "Holds under", true);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (guint c = 0; c < claims->n; c++) {
    const CdClaimAnswer *it = &claims->claim[c];
    g_autofree char *who = cd_claim_who(section.results, it);
    cd_page_noted_row(section.page, cd_scenario_claim(section.results->scenario, it->claim)->head.label, who);
    verdict_cell(section, it);
    holds_cell(section, it);
  }
  cd_page_table_close(section.page);
}

static void write_test(CdSection section, const CdClaimAnswer *claim, const CdTestAnswer *test)
{
  g_autofree char *line = cd_claim_test_sentence(section.results, claim, test);
  cd_page_element(section.page, "li", NULL, line);
}

static void write_fact(CdSection section, const char *what, const char *text)
{
  if (!text || !*text)
    return;
  g_autofree char *line = g_strconcat(what, text, NULL);
  cd_page_paragraph(section.page, line);
}

/* What was tested of a claim, what was found, and what turns it. */
static void write_claim(CdSection section, const CdClaimAnswer *claim)
{
  const CdClaimSpec *spec = cd_scenario_claim(section.results->scenario, claim->claim);
  int source =
      spec->head.source ? cd_scenario_find(section.results->scenario, CD_ENTITY_SOURCE, -1, spec->head.source) : -1;
  g_autofree char *answer = cd_claim_sentence(section.results, claim), *who = cd_claim_who(section.results, claim),
                  *region = cd_claim_region_sentence(section.results, claim),
                  *hinge = cd_claim_hinge_sentence(section.results, claim);
  cd_page_element(section.page, "h3", NULL, spec->head.label);
  cd_page_paragraph(section.page, who);
  if (source >= 0)
    write_fact(section, "Source: ", cd_scenario_source(section.results->scenario, (guint)source)->title);
  write_fact(section, "How it was read: ", spec->head.note);
  cd_page_paragraph(section.page, answer);
  if (claim->n > 0) {
    cd_page_raw(section.page, "<ul>\n");
    for (guint t = 0; t < claim->n; t++)
      write_test(section, claim, &section.results->claims->test[claim->first + t]);
    cd_page_raw(section.page, "</ul>\n");
  }
  write_fact(section, "", region);
  write_fact(section, "", hinge);
  write_fact(section, "Assumed by the scenario: ", spec->assumes);
}

void cd_section_claims(CdSection section)
{
  g_autofree char *all = cd_claims_sentence(section.results), *note = cd_claims_note(section.results);
  cd_page_paragraph(section.page, all);
  write_table(section);
  cd_page_paragraph(section.page, note);
  cd_page_raw(section.page,
              "<details><summary>Each claim: what was tested, what was found, what would turn it</summary>\n");
  for (guint c = 0; c < section.results->claims->n; c++)
    write_claim(section, &section.results->claims->claim[c]);
  cd_page_raw(section.page, "</details>\n");
}
