#include "sim/tables/bids.h"

#include <string.h>
#include "sim/tables/sheet.h"

#define PRICE_LEAST 1e-9
#define PRICE_MOST 1e15

void cd_bids_free(CdBids *bids)
{
  if (!bids)
    return;
  for (guint i = 0; i < bids->n; i++)
    g_free(bids->bidder[i]);
  g_free(bids);
}

static bool take_bidder(CdSheet *table, guint column, CdBids *bids)
{
  const char *name = cd_sheet_text(table, column);
  g_autofree char *shown = cd_sheet_shown(name);
  if (!*name)
    return cd_sheet_refuse(table, column, g_strdup("the bidder has no name"));
  for (guint i = 0; i < bids->n; i++)
    if (strcmp(bids->bidder[i], name) == 0)
      return cd_sheet_refuse(table, column, g_strdup_printf("%s has a row already", shown));
  if (bids->n == CD_BIDS_MOST)
    return cd_sheet_refuse(table, column, g_strdup_printf("there are more than %d bids", CD_BIDS_MOST));
  bids->bidder[bids->n++] = g_strdup(name);
  return true;
}

static bool read_bids(CdSheet *table, CdBids *bids)
{
  guint bidder, quality, price;
  if (!cd_sheet_column(table, "bidder", &bidder) || !cd_sheet_column(table, "quality", &quality) ||
      !cd_sheet_column(table, "price", &price))
    return false;
  while (cd_sheet_next(table)) {
    double q, p;
    if (!cd_sheet_number(table, quality, 0, 100, &q) || !cd_sheet_number(table, price, PRICE_LEAST, PRICE_MOST, &p) ||
        !take_bidder(table, bidder, bids))
      return false;
    bids->quality[bids->n - 1] = q;
    bids->price[bids->n - 1] = p;
  }
  return table->over &&
         (bids->n > 0 || cd_sheet_refuse(table, 0, g_strdup("there is no bid; a row a bid follows the header")));
}

CdBids *cd_bids_read(const char *bytes, gsize length, GError **error)
{
  g_autoptr(CdBids) bids = g_new0(CdBids, 1);
  CdSheet table;
  bool read = cd_sheet_begin(&table, bytes, length, error) && read_bids(&table, bids);
  cd_sheet_end(&table);
  return read ? g_steal_pointer(&bids) : NULL;
}
