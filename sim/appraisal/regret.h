/* regret.h - what each partner would give up by an option, against the option that is best for it under the same assumptions; and what each partner's own first
 * choice would cost the others in their eyes. docs/model.md, section 7.16.
 *
 * Regret (Savage 1951) of partner p for option s in one draw of the inputs: R = max_t U_p(t) - U_p(s) >= 0, U_p being its value of an option under the common
 * terms (7.6), by its own weights; t over the options of the scenario. What the partners decide together is held against these and may be better than all of
 * them: then there is none. Values are no common coin: regret is compared between options for one partner, and between partners only as a part of what lies
 * between each one's best and worst option. */
#pragma once

#include "concordat/run.h"
#include "sim/model/registry.h"

/* Whose beliefs: of what the weights are then weighed. */
typedef enum { CD_REGRET_OWN, CD_REGRET_MODEL, CD_REGRET_BELIEFS } CdRegretBeliefs;

typedef struct {
  double mean, low, high; /* in the unit of utility; 95 % interval of the mean over draws */
  double p90;             /* one draw in ten has more */
  double none;            /* share of draws in which there is none */
  double matters;         /* share of draws in which it is more than utility's materiality */
  double of_range; /* mean, as a part of what lies between the partner's best and worst option in the draw; NAN: all are worth the same to it always */
} CdRegret;

typedef struct {
  CdEntityKind kind; /* council, funder */
  guint row;
} CdRegretPartner;

typedef struct {
  guint n; /* partners: councils, then funders */
  CdRegretPartner *partner;
  guint n_options;                 /* structures, with what the partners decide */
  CdRegret *of[CD_REGRET_BELIEFS]; /* [partner * n_options + option] */
  CdRegret *seen[CD_REGRET_BELIEFS]; /* [chooser * n + judge]: the judge's regret of the chooser's first choice (ties shared); of its own: none */
  int least[CD_REGRET_BELIEFS]; /* option whose worst-off partner gives up the least part of its range; -1: nothing to tell */
  int worst[CD_REGRET_BELIEFS]; /* that partner, by its place in .partner */
} CdRegrets;

/* From the single runs of RESULTS. Freed by cd_regrets_free(). */
CdRegrets *cd_regrets_new(const CdResults *results);

/* The same without numbers. */
CdRegrets *cd_regrets_ask(const CdResults *results);

/* .least and .worst from the rest. */
void cd_regrets_settle(CdRegrets *regrets);
void cd_regrets_free(CdRegrets *regrets);

/* "own", "model". */
const char *cd_regret_beliefs_text(CdRegretBeliefs beliefs);
