/* score.h - a tender's bids under every scoring formula, from a table. */
#pragma once

#include <stdbool.h>
#include "concordat/error.h"

G_BEGIN_DECLS

typedef struct _CdBidTable CdBidTable;

typedef struct {
  double quality_weight;        /* 0..1 */
  double price_low, price_high; /* of all and no marks for price, absolute marks; NAN: those are left out */
  double willingness;           /* for a point of quality; NAN: quality in pounds is left out */
} CdBidTableOptions;

#define CD_BID_TABLE_OPTIONS_INIT                                                                                      \
  {                                                                                                                    \
    0.5, (0.0 / 0.0), (0.0 / 0.0), (0.0 / 0.0)                                                                         \
  }

/* Reads the table at PATH (columns bidder, quality of 0 to 100, price). NULL and ERROR: CD_ERROR_IO where the file is not to be read, CD_ERROR_USAGE with row and column where the
 * table is none, or where an option is out of its range. The caller frees. */
CD_API CdBidTable *cd_bid_table_read(const char *path, const CdBidTableOptions *options, GError **error);
CD_API void cd_bid_table_free(CdBidTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdBidTable, cd_bid_table_free)

/* On a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_bid_table_text(const CdBidTable *table, guint width, bool color);

/* {formulas: {REL|DIF|RANGE|MEAN|ABS|PQP|VFM|MON: {scores: {BIDDER: x}, winner, ...}}}: docs/tables.md. The caller frees. */
CD_API char *cd_bid_table_json(const CdBidTable *table);

/* A page that stands alone: the same, and of each formula a chart of score against weight of quality. The caller frees. */
CD_API char *cd_bid_table_html(const CdBidTable *table);

/* Tidy: a row a formula and bidder. The caller frees. */
CD_API char *cd_bid_table_csv(const CdBidTable *table);

G_END_DECLS
