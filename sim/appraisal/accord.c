#include "sim/appraisal/accord.h"

#include <math.h>

/* Blocks come by lowest member already (sim/engine/partners/decision.c). */
CdPartition cd_decision_partition(const CdDecision *decision)
{
  CdPartition partition = {0};
  for (guint b = 0; b < decision->division.n_blocks; b++)
    cd_partition_add(&partition, decision->division.block[b]);
  return partition;
}

typedef struct {
  GArray *found;  /* CdAccordPartition, share.n counting */
  GArray *months; /* double, sums */
} Tally;

static void count_partition(Tally *tally, const CdDecision *decision)
{
  CdPartition partition = cd_decision_partition(decision);
  guint at = 0;
  while (at < tally->found->len &&
         !cd_partition_equal(&g_array_index(tally->found, CdAccordPartition, at).partition, &partition))
    at++;
  if (at == tally->found->len) {
    CdAccordPartition fresh = {.partition = partition};
    double none = 0;
    g_array_append_val(tally->found, fresh);
    g_array_append_val(tally->months, none);
  }
  g_array_index(tally->found, CdAccordPartition, at).share.n++;
  g_array_index(tally->months, double, at) += decision->meeting;
}

static int by_share(gconstpointer a, gconstpointer b)
{
  const CdAccordPartition *first = a, *second = b;
  if (first->share.n != second->share.n)
    return first->share.n > second->share.n ? -1 : 1;
  for (guint i = 0; i < MIN(first->partition.n_blocks, second->partition.n_blocks); i++)
    if (first->partition.block[i] != second->partition.block[i])
      return first->partition.block[i] < second->partition.block[i] ? -1 : 1;
  return 0;
}

static const CdDecision *decision_at(const CdDecision *first, gsize stride, guint k)
{
  return (const CdDecision *)(const void *)((const char *)first + stride * k);
}

static void count_councils(CdAccord *accord, const CdDecision *first, gsize stride)
{
  for (guint i = 0; i < accord->n_councils; i++) {
    guint notice = 0, lapsed = 0, wanted = 0, joined = 0, months = 0, n = accord->replicates;
    for (guint k = 0; k < n; k++) {
      const CdCouncilEnd *end = &decision_at(first, stride, k)->council[i];
      notice += end->departure == CD_GAVE_NOTICE;
      lapsed += end->departure == CD_LAPSED;
      wanted += end->wanted_to_stay;
      joined += end->joined_later;
      months += end->joined_later ? end->joined : 0;
      accord->value[i] += end->value / n;
      accord->walk_away[i] += end->walk_away / n;
    }
    accord->notice[i] = cd_share_of(notice, n);
    accord->lapsed[i] = cd_share_of(lapsed, n);
    accord->wanted[i] = cd_share_of(wanted, n);
    accord->joined[i] = cd_share_of(joined, n);
    accord->month_joined[i] = joined ? (double)months / joined : NAN;
  }
}

CdAccord *cd_accord_new(const CdDecision *first, gsize stride, guint n, guint n_councils)
{
  CdAccord *accord = g_new0(CdAccord, 1);
  accord->n_councils = n_councils;
  accord->replicates = n;
  guint agreed = 0, kind[CD_PARTING_COUNT] = {0};
  double months = 0, all_months = 0;
  Tally tally = {g_array_new(FALSE, FALSE, sizeof(CdAccordPartition)), g_array_new(FALSE, FALSE, sizeof(double))};
  for (guint k = 0; k < n; k++) {
    const CdDecision *decision = decision_at(first, stride, k);
    count_partition(&tally, decision);
    kind[decision->kind]++;
    agreed += decision->agreed;
    months += decision->agreed ? decision->meeting : 0;
    all_months += decision->meeting;
  }
  accord->agreed = cd_share_of(agreed, n);
  accord->months = all_months / n;
  accord->months_agreed = agreed ? months / agreed : NAN;
  for (guint p = 0; p < CD_PARTING_COUNT; p++)
    accord->kind[p] = cd_share_of(kind[p], n);
  for (guint p = 0; p < tally.found->len; p++) {
    CdAccordPartition *it = &g_array_index(tally.found, CdAccordPartition, p);
    it->months = g_array_index(tally.months, double, p) / it->share.n;
    it->share = cd_share_of(it->share.n, n);
  }
  g_array_sort(tally.found, by_share);
  accord->n_partitions = tally.found->len;
  accord->partition = (CdAccordPartition *)(void *)g_array_free(tally.found, FALSE);
  g_array_free(tally.months, TRUE);
  count_councils(accord, first, stride);
  return accord;
}

void cd_accord_mark_today(CdAccord *accord, const CdScenario *scenario, const CdBlocks *blocks)
{
  guint baseline = (guint)cd_scenario_concordat(scenario, 0)->baseline;
  CdDecision now = {.division = cd_structure_division(blocks, baseline)};
  CdPartition today = cd_decision_partition(&now);
  for (guint p = 0; p < accord->n_partitions; p++)
    accord->partition[p].as_today = cd_partition_equal(&accord->partition[p].partition, &today);
}

void cd_accord_free(CdAccord *accord)
{
  if (!accord)
    return;
  g_free(accord->partition);
  g_free(accord);
}
