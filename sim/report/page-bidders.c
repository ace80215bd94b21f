#include "sim/appraisal/bidding.h"
#include "sim/report/page.h"

static const char *const why_not[CD_BID_REASON_COUNT] = {
    [CD_BID_NOT_REACHED] = "does not work there, or not so rurally",
    [CD_BID_NOT_ALONE] = "bids only with others",
    [CD_BID_TOO_SMALL] = "too small for it",
    [CD_BID_TOO_SHORT] = "too short for it",
    [CD_BID_TOO_LARGE] = "more than it could take on",
    [CD_BID_STAYED_OUT] = "stays out",
    [CD_BID_NOT_WORTH] = "not worth what a bid costs",
    [CD_BID_FULL] = "wins all it can take on elsewhere",
    [CD_BID_NOT_ASKED] = "not asked",
};

static double bids(const CdBidding *it, guint contract, guint bidder)
{
  return cd_bidding_share(it, contract, bidder, CD_BID_YES);
}

static void name_bidder(CdSection section, bool *begun, guint bidder)
{
  cd_page_raw(section.page, *begun ? "<br>" : "");
  cd_html_escape(section.page->out, cd_scenario_bidder(section.results->scenario, bidder)->label);
  *begun = true;
}

/* The most frequent first; of those alike the first in the file. */
static void who_bids_cell(CdSection section, guint contract)
{
  const CdBidding *it = section.results->bidding;
  g_autofree bool *told = g_new0(bool, it->n_bidders + 1);
  bool begun = false;
  cd_page_cell_open(section.page, false);
  for (guint place = 0; place < it->n_bidders; place++) {
    guint best = it->n_bidders;
    for (guint b = 0; b < it->n_bidders; b++)
      if (!told[b] && bids(it, contract, b) > 0 &&
          (best == it->n_bidders || bids(it, contract, b) > bids(it, contract, best)))
        best = b;
    if (best == it->n_bidders)
      break;
    told[best] = true;
    name_bidder(section, &begun, best);
    cd_page_raw(section.page, " ");
    cd_page_number(section.page, CD_FIGURE_PART, bids(it, contract, best));
  }
  cd_page_raw(section.page, begun ? "" : it->held[contract] > 0 ? "nobody" : "no competition is held");
  cd_page_cell_close(section.page);
}

static void who_does_not_cell(CdSection section, guint contract)
{
  const CdBidding *it = section.results->bidding;
  bool begun = false;
  cd_page_cell_open(section.page, false);
  for (guint b = 0; b < it->n_bidders; b++)
    if (bids(it, contract, b) < 0.5) {
      name_bidder(section, &begun, b);
      cd_page_raw(section.page, ": ");
      cd_page_raw(section.page, why_not[cd_bidding_chief_reason(it, contract, b)]);
    }
  cd_page_raw(section.page, begun ? "" : "–");
  cd_page_cell_close(section.page);
}

void cd_bidders_table(CdSection section)
{
  const CdResults *results = section.results;
  cd_page_table_open(section.page,
                     "Who bids for each contract, by share of its tenders; and who mostly does not, and chiefly why");
  cd_page_head_row(section.page, "Contract");
  cd_page_head(section.page, "Bids", false);
  cd_page_head(section.page, "Mostly does not", false);
  cd_page_raw(section.page, "</thead>\n");
  for (guint s = 0; s < results->n_forced; s++) {
    cd_page_group(section.page, cd_option_label(results, s), 3);
    for (guint c = 0; c < results->n_contracts; c++) {
      const CdContractSpec *contract = cd_scenario_contract(results->scenario, c);
      if (contract->head.parent != (int)s)
        continue;
      cd_page_row(section.page, contract->head.label);
      who_bids_cell(section, c);
      who_does_not_cell(section, c);
    }
  }
  cd_page_table_close(section.page);
}
