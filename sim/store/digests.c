#include "sim/store/digests.h"

#include <string.h>

#define HEXADECIMAL_MOST 16u

static const CdColumn columns[] = {
    CD_TEXT_COLUMN("tables", "a group of tables"),
    CD_TEXT_COLUMN(
        "digest",
        "of the cells in it, hexadecimal: the program refuses tables whose cells are not those that it wrote"),
};
static const CdStoreTable table = CD_STORE_TABLE("digest", "Whether the tables are as they were written", columns);

void cd_digests_note(CdDigests *digests, CdStore *store, const char *group, bool skipped)
{
  g_assert(digests->n < CD_DIGESTS_MOST);
  digests->group[digests->n] = group;
  digests->digest[digests->n] = store->digest;
  digests->skipped[digests->n++] = skipped;
  store->digest = 0;
}

void cd_exchange_digests(CdStore *store, const CdDigests *digests)
{
  cd_store_begin(store, &table);
  for (guint i = 0; i < digests->n; i++) {
    g_autofree char *found = g_strdup_printf("%016" G_GINT64_MODIFIER "x", digests->digest[i]), *theirs = NULL;
    char **cell = store->reads ? &theirs : &found;
    cd_store_row(store);
    cd_store_key(store, digests->group[i]);
    cd_store_text(store, cell, HEXADECIMAL_MOST);
    cd_store_end_row(store);
    if (!store->problem && !digests->skipped[i] && !g_str_equal(found, *cell))
      cd_store_fault(store, "the tables of %s are not as they were written: the file was damaged, or changed by hand",
                     digests->group[i]);
  }
  cd_store_end(store);
}
