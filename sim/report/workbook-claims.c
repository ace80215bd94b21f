#include <math.h>
#include "sim/report/claim-words.h"
#include "sim/report/influence-words.h"
#include "sim/report/workbook.h"

static void claim_cells(CdLeaf leaf, const CdClaimAnswer *claim)
{
  const CdClaimSpec *spec = cd_scenario_claim(leaf.results->scenario, claim->claim);
  cd_book_text(leaf.book, spec->head.id);
  cd_book_text(leaf.book, spec->head.label);
  cd_book_text(leaf.book, spec->says);
  cd_book_text(leaf.book, spec->contests ? spec->contests : "");
  cd_book_text(leaf.book, cd_claim_verdict(claim->verdict)->words);
  cd_book_number(leaf.book, CD_FIGURE_PART, claim->holds.share);
  cd_book_number(leaf.book, CD_FIGURE_PART, claim->holds.low);
  cd_book_number(leaf.book, CD_FIGURE_PART, claim->holds.high);
}

/* TEST NULL: of a claim that is not modelled. */
static void row(CdLeaf leaf, const CdClaimAnswer *claim, const CdTestAnswer *test)
{
  const CdClaimSpec *spec = cd_scenario_claim(leaf.results->scenario, claim->claim);
  g_autofree char *title = test ? cd_claim_test_title(leaf.results, test) : g_strdup(""),
                  *found = test ? cd_claim_found(leaf.results, test) : g_strdup(spec->not_modelled),
                  *region = cd_claim_region_sentence(leaf.results, claim),
                  *hinge = cd_claim_hinge_sentence(leaf.results, claim);
  claim_cells(leaf, claim);
  cd_book_text(leaf.book, title);
  cd_book_text(leaf.book, found);
  cd_book_number(leaf.book, CD_FIGURE_PART, test ? test->answer.holds.share : NAN);
  cd_book_number(leaf.book, CD_FIGURE_PART, claim->draws.share);
  cd_book_text(leaf.book, region);
  cd_book_text(leaf.book, hinge);
  cd_book_text(leaf.book, spec->assumes ? spec->assumes : "");
  cd_book_text(leaf.book, spec->head.source ? spec->head.source : "");
  cd_book_end_row(leaf.book);
}

void cd_leaf_claims(CdLeaf leaf)
{
  static const struct {
    const char *head;
    guint width;
  } columns[] = {{"Claim", 24},
                 {"Statement", 60},
                 {"Says", 14},
                 {"Contests", 14},
                 {"Verdict", 22},
                 {"Holds under: share", 12},
                 {"Holds under: from", 12},
                 {"Holds under: to", 12},
                 {"Test", 60},
                 {"Found", 60},
                 {"Test holds under: share", 12},
                 {"Met in draws: share", 12},
                 {"Most often where", 60},
                 {"What turns it", 60},
                 {"Assumed by the scenario", 60},
                 {"Source", 12}};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    cd_book_head(leaf.book, columns[i].head, columns[i].width);
  const CdClaims *claims = leaf.results->claims;
  for (guint c = 0; c < claims->n; c++) {
    const CdClaimAnswer *it = &claims->claim[c];
    for (guint t = 0; t < MAX(it->n, 1); t++)
      row(leaf, it, it->n > 0 ? &claims->test[it->first + t] : NULL);
  }
}
