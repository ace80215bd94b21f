#include "sim/cost/rule.h"

#include <math.h>
#include <string.h>
#include "sim/cost/nucleolus.h"
#include "sim/cost/share.h"

static const CdRuleText texts[CD_RULE_COUNT] = {
#define RULE(KIND, family, id, label, meaning, source) [CD_RULE_##KIND] = {family, id, label, meaning, source},
#include "sim/cost/rules.def"
#undef RULE
};

const CdRuleText *cd_rule_text(CdRule rule)
{
  g_assert((int)rule >= 0 && rule < CD_RULE_COUNT);
  return &texts[rule];
}

CdRule cd_rule_by_id(const char *id)
{
  guint rule = 0;
  while (rule < CD_RULE_COUNT && strcmp(texts[rule].id, id) != 0)
    rule++;
  return (CdRule)rule;
}

/* --- in proportion to weights -------------------------------------------------------------------------------- */

static bool copy_weights(const double *from, guint n, double *weight)
{
  if (from)
    memcpy(weight, from, n * sizeof *weight);
  return from != NULL;
}

static bool stand_alone_costs(const CdGame *game, double *weight)
{
  for (guint i = 0; i < game->n; i++) {
    weight[i] = game->c[1u << i];
    if (weight[i] < 0)
      return false;
  }
  return true;
}

/* WEIGHT[n] of a proportional RULE; false where they are not known or make no sense. */
static bool find_weights(CdRule rule, const CdGame *game, const CdRuleBasis *basis, double *weight)
{
  switch (rule) {
  case CD_RULE_POPULATION:
    return copy_weights(basis->population, game->n, weight);
  case CD_RULE_CASELOAD:
    return copy_weights(basis->caseload, game->n, weight);
  case CD_RULE_USE:
    return copy_weights(basis->use, game->n, weight);
  case CD_RULE_HISTORIC:
    return copy_weights(basis->historic, game->n, weight);
  case CD_RULE_MORIARITY:
    return stand_alone_costs(game, weight);
  case CD_RULE_EQUAL:
    for (guint i = 0; i < game->n; i++)
      weight[i] = 1;
    return true;
  default:
    g_assert_not_reached();
  }
}

/* X[i] += TOTAL in proportion to WEIGHT; in equal parts where all weights are 0. */
static void add_in_proportion(double total, const double *weight, guint n, double *x)
{
  double sum = 0;
  for (guint i = 0; i < n; i++) {
    g_assert(isfinite(weight[i]) && weight[i] >= 0);
    sum += weight[i];
  }
  for (guint i = 0; i < n; i++)
    x[i] += sum > 0 ? total * (weight[i] / sum) : total / n;
}

static bool allocate_in_proportion(CdRule rule, const CdGame *game, const CdRuleBasis *basis, double *x)
{
  double weight[CD_GAME_MAX];
  if (!find_weights(rule, game, basis, weight))
    return false;
  memset(x, 0, game->n * sizeof *x);
  add_in_proportion(game->c[cd_game_all(game)], weight, game->n, x);
  return true;
}

/* --- separable costs ----------------------------------------------------------------------------------------- */

/* BENEFIT: NULL for no limit. */
static void allocate_separable(const CdGame *game, const double *benefit, double *x)
{
  guint all = cd_game_all(game);
  double left = game->c[all], remaining[CD_GAME_MAX];
  for (guint i = 0; i < game->n; i++) {
    double alone = game->c[1u << i];
    g_assert(!benefit || benefit[i] >= 0);
    x[i] = game->c[all] - game->c[all - (1u << i)];
    left -= x[i];
    remaining[i] = fmax(0, (benefit ? fmin(benefit[i], alone) : alone) - x[i]);
  }
  add_in_proportion(left, remaining, game->n, x);
}

/* --- Shapley ------------------------------------------------------------------------------------------------- */

/* CHANCE[s]: that exactly a given set of s of the others has come before a player, in a random order of N. */
static void fill_chances(guint n, double *chance)
{
  chance[0] = 1.0 / n;
  for (guint s = 1; s < n; s++)
    chance[s] = chance[s - 1] * s / (n - s);
}

static void allocate_shapley(const CdGame *game, double *x)
{
  double chance[CD_GAME_MAX];
  fill_chances(game->n, chance);
  for (guint i = 0; i < game->n; i++) {
    guint own = 1u << i;
    x[i] = 0;
    for (guint set = 0; set < cd_game_sets(game); set++)
      if (!(set & own))
        x[i] += chance[__builtin_popcount(set)] * (game->c[set | own] - game->c[set]);
  }
}

/* --- any rule ------------------------------------------------------------------------------------------------ */

static bool allocate_nucleolus(CdNucleolusKind kind, const CdGame *game, CdArena *arena, double *x)
{
  CdNucleolus found;
  if (!cd_nucleolus(&found, game, kind, arena))
    return false;
  memcpy(x, found.x, game->n * sizeof *x);
  return true;
}

bool cd_rule_allocate(CdRule rule, const CdGame *game, const CdRuleBasis *basis, CdArena *arena, double *x)
{
  g_assert(game->n >= 1 && game->n <= CD_GAME_MAX);
  if (cd_rule_text(rule)->family == CD_RULE_PROPORTIONAL)
    return allocate_in_proportion(rule, game, basis, x);
  switch (rule) {
  case CD_RULE_ACA:
    allocate_separable(game, NULL, x);
    return true;
  case CD_RULE_SCRB:
    allocate_separable(game, basis->benefit, x);
    return true;
  case CD_RULE_SHAPLEY:
    allocate_shapley(game, x);
    return true;
  case CD_RULE_NUCLEOLUS:
    return allocate_nucleolus(CD_NUCLEOLUS_PLAIN, game, arena, x);
  case CD_RULE_NUCLEOLUS_PER_CAPITA:
    return allocate_nucleolus(CD_NUCLEOLUS_PER_CAPITA, game, arena, x);
  case CD_RULE_NUCLEOLUS_PROPORTIONAL:
    return allocate_nucleolus(CD_NUCLEOLUS_PROPORTIONAL, game, arena, x);
  default:
    g_assert_not_reached();
  }
}

bool cd_rule_allocate_pence(CdRule rule, const CdGame *game, const CdRuleBasis *basis, CdArena *arena, gint64 *out)
{
  double x[CD_GAME_MAX], total = round(100 * game->c[cd_game_all(game)]);
  g_assert(fabs(total) < 9e15);
  if (cd_rule_text(rule)->family == CD_RULE_PROPORTIONAL) {
    if (!find_weights(rule, game, basis, x))
      return false;
    cd_share_pence((gint64)total, x, game->n, out);
    return true;
  }
  if (!cd_rule_allocate(rule, game, basis, arena, x))
    return false;
  for (guint i = 0; i < game->n; i++)
    x[i] *= 100;
  cd_share_amounts((gint64)total, x, game->n, out);
  return true;
}
