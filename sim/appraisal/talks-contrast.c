#include "sim/appraisal/talks-contrast.h"

#include <math.h>

#define Z95 1.959963984540054

void cd_share_change_paired(guint gained, guint lost, guint n, double *low, double *high)
{
  double all = n + 2.0, difference = (double)gained - lost, change = difference / all;
  double error = sqrt(fmax(0, gained + lost + 1.0 - difference * difference / all)) / all;
  *low = fmax(-1, change - Z95 * error);
  *high = fmin(1, change + Z95 * error);
}

void cd_share_change(CdShare a, CdShare b, double *low, double *high)
{
  double change = b.share - a.share;
  *low = change - hypot(b.share - b.low, a.high - a.share);
  *high = change + hypot(b.high - b.share, a.share - a.low);
}

/* A's number of each of B's councils; false where they are not the same councils. */
static bool match_councils(const CdScenario *a, const CdScenario *b, guint *number)
{
  guint n = b->table[CD_ENTITY_COUNCIL].n;
  for (guint i = 0; i < n; i++) {
    int row = cd_scenario_find(a, CD_ENTITY_COUNCIL, -1, cd_scenario_council(b, i)->head.id);
    if (row < 0)
      return false;
    number[i] = (guint)row;
  }
  return n == a->table[CD_ENTITY_COUNCIL].n;
}

/* PARTITION by other numbers. */
static CdPartition renumbered(const CdPartition *partition, guint n, const guint *number)
{
  CdPartition out = {0};
  guint32 block[CD_COUNCILS_MOST] = {0};
  for (guint b = 0; b < partition->n_blocks; b++)
    for (guint i = 0; i < n; i++)
      if (partition->block[b] >> i & 1)
        block[b] |= 1u << number[i];
  guint32 left = cd_mask_all(n);
  while (left) /* blocks by lowest member */
    for (guint b = 0; b < partition->n_blocks; b++)
      if (block[b] & left & -left) {
        cd_partition_add(&out, block[b]);
        left &= ~block[b];
        break;
      }
  return out;
}

static CdGroupingContrast *grouping_of(GArray *all, const CdPartition *partition)
{
  for (guint i = 0; i < all->len; i++)
    if (cd_partition_equal(&g_array_index(all, CdGroupingContrast, i).partition, partition))
      return &g_array_index(all, CdGroupingContrast, i);
  CdGroupingContrast fresh = {.partition = *partition};
  g_array_append_val(all, fresh);
  return &g_array_index(all, CdGroupingContrast, all->len - 1);
}

static void count_groupings(GArray *all, const CdResults *results, bool of_a, const guint *number)
{
  for (guint p = 0; p < results->accord->n_partitions; p++) {
    const CdAccordPartition *it = &results->accord->partition[p];
    CdPartition partition = renumbered(&it->partition, results->accord->n_councils, number);
    CdGroupingContrast *grouping = grouping_of(all, &partition);
    *(of_a ? &grouping->a : &grouping->b) = it->share;
  }
}

static bool ends_so(const CdResults *results, guint k, const CdPartition *partition, const guint *number)
{
  CdPartition of_k = cd_decision_partition(&results->decision[k]);
  of_k = renumbered(&of_k, results->accord->n_councils, number);
  return cd_partition_equal(&of_k, partition);
}

static void compare(CdGroupingContrast *it, const CdResults *a, const CdResults *b, guint paired, const guint *as_in_a,
                    const guint *of_b)
{
  guint gained = 0, lost = 0;
  it->a = it->a.of > 0 ? it->a : cd_share_of(0, a->replicates);
  it->b = it->b.of > 0 ? it->b : cd_share_of(0, b->replicates);
  it->change = it->b.share - it->a.share;
  for (guint k = 0; k < paired; k++) {
    bool in_a = ends_so(a, k, &it->partition, as_in_a), in_b = ends_so(b, k, &it->partition, of_b);
    gained += in_b && !in_a;
    lost += in_a && !in_b;
  }
  if (paired > 0)
    cd_share_change_paired(gained, lost, paired, &it->low, &it->high);
  else
    cd_share_change(it->a, it->b, &it->low, &it->high);
}

static int by_share(gconstpointer first, gconstpointer second)
{
  const CdGroupingContrast *x = first, *y = second;
  double of_x = fmax(x->a.share, x->b.share), of_y = fmax(y->a.share, y->b.share);
  if (of_x != of_y)
    return of_x > of_y ? -1 : 1;
  for (guint b = 0; b < MIN(x->partition.n_blocks, y->partition.n_blocks); b++)
    if (x->partition.block[b] != y->partition.block[b])
      return x->partition.block[b] > y->partition.block[b] ? -1 : 1;
  return 0;
}

GArray *cd_talks_contrast(const CdResults *a, const CdResults *b, guint paired)
{
  guint of_a[CD_COUNCILS_MOST], of_b[CD_COUNCILS_MOST];
  if (!a->accord || !b->accord || !match_councils(a->scenario, b->scenario, of_b))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(of_a); i++)
    of_a[i] = i;
  GArray *all = g_array_new(FALSE, FALSE, sizeof(CdGroupingContrast));
  count_groupings(all, a, true, of_a);
  count_groupings(all, b, false, of_b);
  for (guint g = 0; g < all->len; g++)
    compare(&g_array_index(all, CdGroupingContrast, g), a, b, paired, of_a, of_b);
  g_array_sort(all, by_share);
  return all;
}
