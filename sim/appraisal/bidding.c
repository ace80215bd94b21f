#include "sim/appraisal/bidding.h"

#include <math.h>

static guint *counts_of(const CdBidding *it, guint contract, guint bidder)
{
  return &it->count[((gsize)contract * it->n_bidders + bidder) * CD_BID_REASON_COUNT];
}

/* Where nothing was bought no tender was held; where an award needed none nobody was asked. */
static void count_tender(CdBidding *it, const CdResults *results, gsize run, guint contract)
{
  gsize at = run * it->n_contracts + contract;
  const CdBidKept *bid = &results->bid[at * it->n_bidders];
  if (!cd_tender_was_held(&results->tender[at]) || it->n_bidders == 0 || bid[0].reason == CD_BID_NOT_ASKED)
    return;
  it->held[contract]++;
  for (guint b = 0; b < it->n_bidders; b++)
    counts_of(it, contract, b)[bid[b].reason]++;
}

CdBidding *cd_bidding_new(const CdResults *results)
{
  CdBidding *it = g_new0(CdBidding, 1);
  it->n_contracts = results->n_contracts;
  it->n_bidders = results->n_bidders;
  it->held = g_new0(guint, it->n_contracts);
  it->count = g_new0(guint, (gsize)it->n_contracts * it->n_bidders * CD_BID_REASON_COUNT);
  for (gsize run = 0; run < (gsize)results->replicates * CD_LUCKS; run++)
    for (guint c = 0; c < it->n_contracts; c++)
      count_tender(it, results, run, c);
  return it;
}

void cd_bidding_free(CdBidding *bidding)
{
  if (!bidding)
    return;
  g_free(bidding->held);
  g_free(bidding->count);
  g_free(bidding);
}

double cd_bidding_share(const CdBidding *bidding, guint contract, guint bidder, CdBidReason reason)
{
  guint held = bidding->held[contract];
  return held > 0 ? (double)counts_of(bidding, contract, bidder)[reason] / held : NAN;
}

CdBidReason cd_bidding_chief_reason(const CdBidding *bidding, guint contract, guint bidder)
{
  const guint *count = counts_of(bidding, contract, bidder);
  CdBidReason chief = CD_BID_YES;
  guint most = 0;
  for (int reason = CD_BID_YES + 1; reason < CD_BID_REASON_COUNT; reason++)
    if (count[reason] > most) {
      most = count[reason];
      chief = (CdBidReason)reason;
    }
  return chief;
}
