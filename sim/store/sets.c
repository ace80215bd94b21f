#include "sim/store/sets.h"

#include <string.h>

#define TEXT_MOST 8192u /* bytes of a cell */
#define BETWEEN " | "

static char *words_of(guint mask, const char *const *names, guint n)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < n; i++)
    if (mask >> i & 1)
      g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", names[i]);
  return g_string_free(out, FALSE);
}

/* 0: it is none. */
static guint mask_of(const char *words, const char *const *names, guint n)
{
  g_auto(GStrv) word = g_strsplit(words, " ", -1);
  guint mask = 0, i = 0;
  for (char **it = word; *it; it++) {
    while (i < n && !g_str_equal(names[i], *it))
      i++;
    if (i == n)
      return 0;
    mask |= 1u << i++;
  }
  return mask;
}

void cd_store_set(CdStore *store, guint *mask, const char *const *names, guint n)
{
  g_autofree char *words = store->reads ? NULL : words_of(*mask, names, n);
  cd_store_text(store, &words, TEXT_MOST);
  if (!store->reads || store->problem)
    return;
  *mask = mask_of(words, names, n);
  if (*mask == 0)
    cd_store_fault(store, "“%s” is no set of those that there are, in their order", words);
}

static char *partition_words(const CdPartition *partition, const char *const *names, guint n)
{
  GString *out = g_string_new(NULL);
  for (guint b = 0; b < partition->n_blocks; b++) {
    g_autofree char *block = words_of(partition->block[b], names, n);
    g_string_append_printf(out, "%s%s", b > 0 ? BETWEEN : "", block);
  }
  return g_string_free(out, FALSE);
}

static bool is_partition(CdPartition *partition, const char *words, const char *const *names, guint n)
{
  g_auto(GStrv) block = g_strsplit(words, BETWEEN, -1);
  guint seen = 0;
  *partition = (CdPartition){0};
  for (char **it = block; *it; it++) {
    guint mask = mask_of(*it, names, n);
    if (mask == 0 || mask & seen)
      return false;
    seen |= mask;
    cd_partition_add(partition, mask);
  }
  return seen == cd_mask_all(n);
}

void cd_store_partition(CdStore *store, CdPartition *partition, const char *const *names, guint n)
{
  g_autofree char *words = store->reads ? NULL : partition_words(partition, names, n);
  cd_store_text(store, &words, TEXT_MOST);
  if (store->reads && !store->problem && !is_partition(partition, words, names, n))
    cd_store_fault(store, "“%s” is no partition of those that there are", words);
}
