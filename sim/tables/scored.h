/* scored.h - a tender's bids under every formula: what `score` tells. */
#pragma once

#include "sim/tables/bids.h"
#include "sim/tender/compared.h"

/* What formulas beside the bids go by. */
typedef struct {
  double weight;      /* of quality, 0..1 */
  double low, high;   /* prices of all and no marks, for absolute marks; NAN: not known */
  double willingness; /* for a point of quality, for quality in pounds; NAN: not known */
} CdScoredBy;

typedef struct {
  const char *key;   /* "REL"; static */
  const char *lacks; /* what it would need, static; NULL: it applies, and what follows is filled */
  bool is_weighted;  /* the highest score wins; else the lowest, whatever the weight */
  int winner;
  double score[CD_BIDS_MOST]; /* as the formula is told */
  guint rank[CD_BIDS_MOST];   /* from 1; ties share the better one */
  bool is_tied[CD_BIDS_MOST]; /* scores what the winner does, which has it by quality or by standing first */
  int without[CD_BIDS_MOST];  /* who wins without this losing bid, where that is another; else -1 */
  guint n_reigns;             /* at least 1 */
  CdReign reign[CD_BIDS_MOST];
} CdScoredFormula;

typedef struct {
  CdBids *bids;
  CdScoredBy by;
  CdScoredFormula formula[CD_SCORING_COUNT];
} CdScored;

/* BIDS is taken over. Never NULL; the caller frees. */
CdScored *cd_scored_new(CdBids *bids, const CdScoredBy *by);
void cd_scored_free(CdScored *scored);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdScored, cd_scored_free)

/* What is lawful and probably not meant: qualities as shares where points are wanted. Static; NULL: nothing. */
const char *cd_scored_caution(const CdScored *scored);

/* Who shares the reign of WINNER, who is the first of them: "C (level with D and E)". The caller frees. */
char *cd_scored_reigning(const CdScored *scored, CdScoring formula, guint winner);

/* Whether OTHER scores what BID does by a weighted FORMULA, which applies, at every weight. */
bool cd_scored_level(const CdScored *scored, CdScoring formula, guint bid, guint other);

/* What it means for a formula that one bid stood alone. Static. */
const char *cd_scored_alone(CdScoring formula);

/* What BID scores by a weighted FORMULA, which applies, at quality weight WEIGHT: what wins there has the most. */
double cd_scored_at(const CdScored *scored, CdScoring formula, guint bid, double weight);
