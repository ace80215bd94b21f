/* tactic.h - how much a party asks for: concession as time passes, and in answer to what others concede.
 *
 * Sources: Faratin, Sierra & Jennings 1998, "Negotiation decision functions for autonomous agents"; the form among several
 * parties is this project's own. Pure functions. */
#pragma once

#include <glib.h>

typedef enum { CD_TACTIC_TIME, CD_TACTIC_ISSUE, CD_TACTIC_UTILITY } CdTacticFamily;

typedef enum {
#define TACTIC(KIND, id, family, label, sentence, source) CD_TACTIC_##KIND,
#include "sim/negotiation/tactics.def"
#undef TACTIC
  CD_TACTIC_COUNT
} CdTacticKind;

typedef struct {
  const char *id, *label, *sentence, *source;
  CdTacticFamily family;
} CdTacticInfo;

/* ID is the word that a scenario names it by (cd_choices[CD_CHOICES_TACTIC]). */
const CdTacticInfo *cd_tactic_info(CdTacticKind kind);

/* Time passed at MEETING of 0..LAST: k / LAST, and 1 where there is one meeting only; so the last meeting concedes all. */
double cd_tactic_time(guint meeting, guint last);

/* alpha, the share conceded at time T in [0, 1]. beta > 0.
 *   polynomial   kappa + (1 - kappa) t^(1 / beta)        0 <= kappa <= 1
 *   exponential  exp((1 - t)^beta ln kappa)              0 <= kappa <= 1; at kappa 0 its limit: 0 before t = 1, and 1 there */
double cd_tactic_conceded(CdTacticKind kind, double kappa, double beta, double t);

typedef enum { CD_WANTS_LITTLE, CD_WANTS_MUCH } CdWants;

/* Value of one issue on [min, max] after conceding ALPHA of it, for a party that wants it small, or large. */
double cd_concede_issue(double alpha, double min, double max, CdWants wants);

/* Tit-for-tat on one issue: OWN last value; the other's values BEFORE and AFTER its move. Clamped to [min, max].
 *   relative, averaged  own * before / after        after > 0; averaged: BEFORE lies a window of turns back
 *   absolute            own + (before - after) + noise */
double cd_tit_for_tat_relative(double own, double before, double after, double min, double max);
double cd_tit_for_tat_absolute(double own, double before, double after, double noise, double min, double max);

/* A party's tactic in talks: concession in time, mixed with tit-for-tat among several. */
typedef struct {
  CdTacticKind of_time; /* of the family of time */
  double kappa, beta;
  double reciprocity; /* weight of tit-for-tat, 0..1 */
} CdTactic;

/* The least utility asked for at time T by concession in time alone: limit + (u_max - limit)(1 - alpha); LIMIT where that is out of reach. */
double cd_target_of_time(const CdTactic *tactic, double t, double limit, double u_max);

/* Tit-for-tat among several: the least utility asked for until now, TARGET, less the smallest of what the others have newly conceded,
 * each by CONCEDED[n] in one's own utility (a step back counts as none); within [limit, u_max], and LIMIT where that is out of reach. */
double cd_target_in_answer(double target, const double *conceded, guint n, double limit, double u_max);

/* The mixture. */
double cd_target_mixed(const CdTactic *tactic, double of_time, double in_answer);
