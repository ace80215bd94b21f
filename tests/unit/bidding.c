/* Who bids and who does not, counted by hand; and that a run's counts are those of its bids. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "concordat/report.h"
#include "sim/appraisal/bidding.h"
#include "tests/unit/minimal.h"

enum { A, B, C, BIDDERS };
enum { FIRST, SECOND, CONTRACTS };

/* Two replicates with two draws of chance, two contracts, three providers. Of the second contract nothing is bought in one run, and in another nobody is
 * asked: it goes to today's provider. */
static void tenders_are_counted_by_hand(void **state)
{
  (void)state;
  CdTenderKept tender[4 * CONTRACTS];
  for (guint i = 0; i < G_N_ELEMENTS(tender); i++)
    tender[i] = (CdTenderKept){.reference = 1e6};
  tender[1 * CONTRACTS + SECOND].reference = 0;
  static const CdBidReason reason[4][CONTRACTS][BIDDERS] = {
      {{CD_BID_YES, CD_BID_NOT_WORTH, CD_BID_NOT_REACHED}, {CD_BID_YES, CD_BID_TOO_LARGE, CD_BID_YES}},
      {{CD_BID_YES, CD_BID_YES, CD_BID_NOT_REACHED}, {CD_BID_YES, CD_BID_YES, CD_BID_YES}},
      {{CD_BID_YES, CD_BID_TOO_SHORT, CD_BID_NOT_REACHED}, {CD_BID_NOT_ASKED, CD_BID_NOT_ASKED, CD_BID_NOT_ASKED}},
      {{CD_BID_NOT_WORTH, CD_BID_NOT_WORTH, CD_BID_NOT_REACHED}, {CD_BID_FULL, CD_BID_TOO_LARGE, CD_BID_YES}}};
  CdBidKept bid[4 * CONTRACTS * BIDDERS];
  for (guint i = 0; i < G_N_ELEMENTS(bid); i++)
    bid[i] = (CdBidKept){.reason = ((const CdBidReason *)reason)[i]};
  const CdResults results = {
      .replicates = 2, .n_contracts = CONTRACTS, .n_bidders = BIDDERS, .tender = tender, .bid = bid};
  CdBidding *it = cd_bidding_new(&results);
  assert_true(it->held[FIRST] == 4 && it->held[SECOND] == 2);
  assert_true(cd_bidding_share(it, FIRST, A, CD_BID_YES) == 0.75 && cd_bidding_share(it, FIRST, B, CD_BID_YES) == 0.25);
  assert_true(cd_bidding_share(it, FIRST, C, CD_BID_YES) == 0 && cd_bidding_share(it, FIRST, C, CD_BID_NOT_REACHED) == 1);
  assert_true(cd_bidding_share(it, SECOND, A, CD_BID_YES) == 0.5 && cd_bidding_share(it, SECOND, A, CD_BID_FULL) == 0.5);
  assert_int_equal(cd_bidding_chief_reason(it, FIRST, A), CD_BID_NOT_WORTH);
  assert_int_equal(cd_bidding_chief_reason(it, FIRST, B), CD_BID_NOT_WORTH);
  assert_int_equal(cd_bidding_chief_reason(it, SECOND, B), CD_BID_TOO_LARGE);
  assert_int_equal(cd_bidding_chief_reason(it, SECOND, C), CD_BID_YES);
  cd_bidding_free(it);
}

static void where_no_tender_is_held_nothing_is_told(void **state)
{
  (void)state;
  CdTenderKept tender[2] = {{.reference = 0}};
  CdBidKept bid[2] = {{.reason = CD_BID_YES}};
  const CdResults results = {.replicates = 1, .n_contracts = 1, .n_bidders = 1, .tender = tender, .bid = bid};
  CdBidding *it = cd_bidding_new(&results);
  assert_true(it->held[0] == 0 && isnan(cd_bidding_share(it, 0, 0, CD_BID_YES)));
  cd_bidding_free(it);
}

/* Where every tender is held, bids by provider add up to the bids of the contract; shares of each to one. */
static void shares_add_up_to_the_bids_of_a_run(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = cd_minimal_run(12, 1);
  const CdBidding *it = results->bidding;
  for (guint c = 0; c < results->n_contracts; c++) {
    double bids = 0;
    assert_int_equal(it->held[c], 24);
    for (guint b = 0; b < it->n_bidders; b++) {
      double all = 0;
      for (int reason = 0; reason < CD_BID_REASON_COUNT; reason++)
        all += cd_bidding_share(it, c, b, (CdBidReason)reason);
      assert_true(fabs(all - 1) < 1e-12);
      bids += cd_bidding_share(it, c, b, CD_BID_YES);
    }
    assert_true(fabs(bids - results->market[c].bids.mean) < 1e-9);
  }
  g_autofree char *page = cd_report_html(results);
  cd_assert_tells(page, "Who bids for each contract, by share of its tenders");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tenders_are_counted_by_hand),
      cmocka_unit_test(where_no_tender_is_held_nothing_is_told),
      cmocka_unit_test(shares_add_up_to_the_bids_of_a_run),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
