#include "concordat/report.h"
#include "sim/report/claim-words.h"
#include "sim/report/screen.h"

/* Above it: the verdict; below, what was tested of it and found. */
static void write_claim(CdScreen *screen, const CdResults *results, const CdClaimAnswer *claim)
{
  const CdClaimSpec *spec = cd_scenario_claim(results->scenario, claim->claim);
  g_autofree char *verdict = g_ascii_strup(cd_claim_verdict(claim->verdict)->words, -1),
                  *heading = g_strdup_printf("%s: %s", spec->head.id, verdict), *who = cd_claim_who(results, claim),
                  *said = g_strdup_printf("“%s” (%s)", spec->head.label, who),
                  *answer = cd_claim_sentence(results, claim), *region = cd_claim_region_sentence(results, claim),
                  *hinge = cd_claim_hinge_sentence(results, claim);
  cd_screen_heading(screen, heading);
  cd_screen_paragraph(screen, said, "  ", "  ");
  cd_screen_paragraph(screen, answer, "  ", "  ");
  for (guint t = 0; t < claim->n; t++) {
    const CdTestAnswer *test = &results->claims->test[claim->first + t];
    g_autofree char *line = cd_claim_test_sentence(results, claim, test);
    cd_screen_paragraph(screen, line, "  - ", "    ");
  }
  if (*region)
    cd_screen_paragraph(screen, region, "  ", "  ");
  if (*hinge)
    cd_screen_paragraph(screen, hinge, "  ", "  ");
  if (spec->assumes) {
    g_autofree char *assumes = g_strdup_printf("Assumed by the scenario: %s", spec->assumes);
    cd_screen_paragraph(screen, assumes, "  ", "  ");
  }
}

char *cd_claims_text(const CdResults *results, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  g_autofree char *effort = cd_effort_text(results),
                  *title = g_strdup_printf("%s (%s): claims of the parties, from %s; seed %" G_GUINT64_FORMAT,
                                           results->scenario->label, results->scenario->id, effort, results->seed),
                  *all = cd_claims_sentence(results);
  cd_screen_paragraph(&screen, title, "", "  ");
  if (!all) {
    cd_screen_paragraph(&screen, "This scenario has no claims: add <claim>, as docs/scenario-format.md tells.", "", "  ");
    return g_string_free(screen.out, FALSE);
  }
  g_autofree char *note = cd_claims_note(results);
  cd_screen_paragraph(&screen, all, "", "  ");
  cd_screen_paragraph(&screen, note, "", "  ");
  for (guint c = 0; c < results->claims->n; c++)
    write_claim(&screen, results, &results->claims->claim[c]);
  return g_string_free(screen.out, FALSE);
}
