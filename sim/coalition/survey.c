#include "sim/coalition/survey.h"

#include <math.h>

static double welfare_of(const CdHedonic *game, const CdPartition *partition)
{
  double sum = 0;
  for (guint i = 0; i < game->n_parties; i++)
    sum += cd_hedonic_u(game, cd_partition_block_of(partition, i), i);
  return sum;
}

static const guint16 *reach_of(const CdHedonic *game, CdArena *arena)
{
  bool all = true;
  for (guint32 block = 1; all && block < 1u << game->n_parties; block++)
    all = game->wanted[block];
  return all ? NULL : cd_partition_reach(game->wanted, game->n_parties, arena);
}

static void walk_first(CdPartitionWalk *walk, guint n_parties, const guint16 *reach)
{
  if (reach)
    cd_partition_first_within(walk, n_parties, reach);
  else
    cd_partition_first(walk, cd_mask_all(n_parties));
}

static guint count_partitions(guint n_parties, const guint16 *reach)
{
  if (!reach)
    return cd_partition_count(n_parties);
  CdPartitionWalk walk;
  guint n = 1;
  for (walk_first(&walk, n_parties, reach); cd_partition_next(&walk);)
    n++;
  return n;
}

CdSurvey cd_survey(const CdHedonic *game, CdArena *arena)
{
  const guint16 *reach = reach_of(game, arena);
  guint n = count_partitions(game->n_parties, reach), k = 0;
  guint8 *stable = cd_arena_array_raw(arena, guint8, n);
  double *welfare = cd_arena_array_raw(arena, double, n);
  CdSurvey survey = {
      .n_parties = game->n_parties, .n_partitions = n, .reach = reach, .stable = stable, .welfare = welfare};
  CdPartitionWalk walk;
  walk_first(&walk, game->n_parties, reach);
  do {
    stable[k] = (guint8)cd_stability_senses(game, &walk.now);
    welfare[k] = welfare_of(game, &walk.now);
    for (guint s = 0; s < CD_STABLE_COUNT; s++)
      survey.n_stable[s] += stable[k] >> s & 1;
    k++;
  } while (cd_partition_next(&walk));
  g_assert(k == n);
  return survey;
}

/* Whether partition K is stable in SENSE, which all are in the sense of CD_STABLE_COUNT. */
static bool is_stable(const CdSurvey *survey, CdStability sense, guint k)
{
  return sense == CD_STABLE_COUNT || survey->stable[k] >> sense & 1;
}

static CdPartitions stable_and_worth(const CdSurvey *survey, CdStability sense, double least, CdArena *arena)
{
  guint n = 0, k = 0;
  for (guint j = 0; j < survey->n_partitions; j++)
    n += is_stable(survey, sense, j) && survey->welfare[j] >= least;
  CdPartition *found = cd_arena_array_raw(arena, CdPartition, n);
  CdPartitions list = {.sense = sense, .partition = found};
  CdPartitionWalk walk;
  walk_first(&walk, survey->n_parties, survey->reach);
  do {
    if (is_stable(survey, sense, k) && survey->welfare[k] >= least)
      found[list.n++] = walk.now;
    k++;
  } while (cd_partition_next(&walk));
  return list;
}

CdPartitions cd_survey_list(const CdSurvey *survey, CdStability sense, CdArena *arena)
{
  g_assert(sense < CD_STABLE_COUNT);
  return stable_and_worth(survey, sense, -INFINITY, arena);
}

CdPartitions cd_survey_expected(const CdSurvey *survey, CdArena *arena)
{
  const CdStability order[] = {CD_STABLE_CORE, CD_STABLE_INDIVIDUAL, CD_STABLE_CONTRACTUAL_INDIVIDUAL, CD_STABLE_COUNT};
  guint o = 0;
  while (order[o] != CD_STABLE_COUNT && survey->n_stable[order[o]] == 0)
    o++;
  double most = -INFINITY;
  for (guint k = 0; k < survey->n_partitions; k++)
    if (is_stable(survey, order[o], k))
      most = MAX(most, survey->welfare[k]);
  return stable_and_worth(survey, order[o], most - CD_COALITION_TOLERANCE, arena);
}
