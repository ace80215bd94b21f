/* rule.h - dividing the cost of all, c(N), by a rule. The rules, with a sentence each: sim/cost/rules.def.
 *
 * m(i) = c(N) - c(N - i), the cost that player i adds last; g = c(N) - sum m, what is left when each has paid that.
 *   population, caseload,
 *   use, historic         c(N) w(i) / sum w, by the weights of that name
 *   equal                 the same with w = 1
 *   moriarity             the same with w = c(i), the cost alone
 *   scrb                  m(i) + g r(i) / sum r, r(i) = max(0, b(i) - m(i)), b(i) = min(benefit(i), c(i))
 *   aca                   scrb with b(i) = c(i)
 *   shapley               sum over sets S without i of |S|! (n - |S| - 1)! / n! [c(S + i) - c(S)]
 *   nucleolus and kin     sim/cost/nucleolus.h
 * Degenerate games. All w = 0: equal shares. All r = 0: g in equal parts. A player that would cost less alone than it adds
 * (b < m) has r = 0 and pays m: clipped, since a negative r moves cost without bound as sum r nears 0. g < 0, where players
 * together add more than the whole costs, is given back in the same proportions. c(N) = 0: proportional shares are all 0;
 * by the other rules some may pay others. Any rule but the proportional ones can give a negative share. One player pays
 * c(N). */
#pragma once

#include "sim/base/arena.h"
#include "sim/cost/game.h"

typedef enum {
#define RULE(KIND, family, id, label, meaning, source) CD_RULE_##KIND,
#include "sim/cost/rules.def"
#undef RULE
  CD_RULE_COUNT
} CdRule;

/* Whether shares follow one weight a player, or what every set of players would cost. */
typedef enum { CD_RULE_PROPORTIONAL, CD_RULE_BY_SETS } CdRuleFamily;

typedef struct {
  CdRuleFamily family;
  const char *id, *label, *meaning, *source;
} CdRuleText;

/* Static. */
const CdRuleText *cd_rule_text(CdRule rule);

/* CD_RULE_COUNT: no rule has this id. */
CdRule cd_rule_by_id(const char *id);

/* What the rules need to know beside the game; borrowed. Each array: [n], or NULL where it is not known. */
typedef struct {
  const double *population, *caseload, *use, *historic; /* finite, not negative, in any unit */
  const double *benefit; /* money, not negative; INFINITY: no limit. NULL: no limit for anybody */
} CdRuleBasis;

/* X[n] gets the allocation, adding up to c(N) but for rounding. False, and X is not to be read, where the rule does not
 * apply: its weights are NULL; a cost alone is negative (moriarity); the nucleolus of that kind is not to be had
 * (cd_nucleolus). ARENA: scratch, given back. Shapley: n 2^(n-1) terms. */
bool cd_rule_allocate(CdRule rule, const CdGame *game, const CdRuleBasis *basis, CdArena *arena, double *x);

/* The same in whole pence, for a game in pounds below 9e13: OUT[n] adds up exactly to c(N) to the nearest penny.
 * Proportional rules by cd_share_pence, exactly; the others by cd_share_amounts. */
bool cd_rule_allocate_pence(CdRule rule, const CdGame *game, const CdRuleBasis *basis, CdArena *arena, gint64 *out);
