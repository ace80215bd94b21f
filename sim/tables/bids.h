/* bids.h - the bids of one tender, from a table: columns `bidder`, `quality` (0 to 100) and `price`, one row a bid. */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { CD_BIDS_MOST = 200 };

typedef struct {
  guint n;
  char *bidder[CD_BIDS_MOST];
  double quality[CD_BIDS_MOST], price[CD_BIDS_MOST];
} CdBids;

/* NULL and ERROR (CD_ERROR_USAGE) with row and column where a row is none: a quality not from 0 to 100, a price not above 0, a bidder twice, more than CD_BIDS_MOST. */
CdBids *cd_bids_read(const char *bytes, gsize length, GError **error);
void cd_bids_free(CdBids *bids);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdBids, cd_bids_free)
