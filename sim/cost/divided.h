/* divided.h - one cost game divided by every rule, as far as what is known of it allows, and whom each rule tempts to leave.
 *
 * Where some sets' costs are not known, proportional rules need c(N) alone, moriarity each c(i) too, aca and scrb each c(N - i) besides; Shapley and the
 * nucleoli need all. The core is then that over the sets known: no set but those is looked at. The nucleoli are left out beyond CD_NUCLEOLUS_MAX players; the core is not. */
#pragma once

#include "sim/cost/rule.h"

enum { CD_DIVIDED_LISTED = 1024 }; /* all that ten players make */

typedef struct {
  const char *lacks; /* what it would need to apply, static; NULL: it applies, and what follows is filled */
  double share[CD_GAME_MAX];
  guint n_leavers;  /* known proper sets that would gain by leaving */
  guint n_listed;   /* of these; at most CD_DIVIDED_LISTED */
  CdLeaver *leaver; /* [n_listed] the worst first; in the arena */
} CdRuleDivision;

typedef struct {
  CdRuleDivision rule[CD_RULE_COUNT];
  guint n_missing; /* sets whose cost is not known */
  bool core_known; /* false where a cost alone is missing */
  bool core_empty;
  double least_core; /* what every set can be let save by staying; below 0: what leaving must cost each before an allocation tempts nobody */
  CdBreach breach; /* of subadditivity, of known sets */
} CdDivided;

/* GIVEN: [1 << n] whether a set's cost is known; that of all is. Gains up to TOLERANCE (money) are none. */
void cd_divide(CdDivided *divided, const CdGame *game, const bool *given, const CdRuleBasis *basis, double tolerance,
               CdArena *arena);
