/* roundtable.h - one replicate's talks laid out: what every text is worth to every council in every block it might be in, what each can count on
 * if a block does not come about, and what each believes of the others. docs/model.md, "How the partners decide". */
#pragma once

#include "sim/coalition/reservation.h"
#include "sim/engine/partners/partners.h"
#include "sim/negotiation/domain.h"

#define CD_MONTHS_OF_TALKS_MOST 60 /* talks are not followed further */

/* Whose beliefs about scale, disruption, fit and the market stand behind the utilities, and whose preferences. */
typedef enum { CD_BELIEFS_OWN, CD_BELIEFS_MODEL } CdWhoseBeliefs;
typedef enum { CD_TASTES_OWN, CD_TASTES_MEAN } CdWhoseTastes;

typedef struct {
  const CdPartners *partners;
  const CdScene *scene;
  const CdWorld *world;
  CdArena *arena;
  CdBlockStand **stand;              /* [block][form]; NULL: not weighed and not yet asked for */
  CdTaste *taste;                    /* [council] its own */
  CdTaste *mean_taste;               /* [council] all councils' mean by population, with its own red lines */
  CdManner *manner;                  /* [council] */
  guint last[CD_COUNCILS_MOST];      /* K_i: last meeting from which going alone is still in time */
  double officers[CD_COUNCILS_MOST]; /* pounds a month of officers' time that talks cost a council */
  CdConsequences *now; /* [(believer, n_councils: the model) * n_councils + council] business as usual as the believer expects it */
  CdCompiled **compiled; /* [(believer, n_councils: the model) << n_councils | block] by form; NULL: not yet asked for */
} CdRoundtable;

/* WORLD drawn, SCENE made for it with its now. Memory of ARENA, which must last as long; WORLD and SCENE too. */
void cd_roundtable_make(CdRoundtable *table, const CdPartners *partners, const CdScene *scene, CdArena *arena);

/* Forms of BLOCK, as BELIEVER (a council, or n_councils for the model) expects them; compiled when first asked for. */
const CdCompiled *cd_roundtable_compiled(CdRoundtable *table, guint believer, guint32 block);

const CdConsequences *cd_roundtable_now(const CdRoundtable *table, guint believer, guint council);

static inline guint cd_roundtable_model(const CdRoundtable *table)
{
  return table->partners->n_councils;
}

/* U[text * members + position] of BLOCK. Memory of the table's arena, anew each time. */
double *cd_roundtable_utilities(CdRoundtable *table, guint32 block, CdWhoseBeliefs beliefs, CdWhoseTastes tastes);

/* What a month of officers' time in talks is worth to a council of this taste, in utility: at most 1, the whole span of values. */
double cd_month_worth(const CdRoundtable *table, guint believer, guint council, const CdTaste *taste);

/* Everything solved under one choice of beliefs and tastes: the tables of utilities of all blocks that are weighed kept, and walk-away values, to which the others
 * are as if they could not form. */
typedef struct {
  CdRoundtable *table;
  CdWhoseBeliefs beliefs;
  CdWhoseTastes tastes;
  CdParties parties;
  double **u;                      /* [block] as from cd_roundtable_utilities(); NULL: not yet asked for */
  const CdBlockSolution *solution; /* [block] */
} CdBlockValues;

void cd_block_values_make(CdBlockValues *values, CdRoundtable *table, CdWhoseBeliefs beliefs, CdWhoseTastes tastes);

/* The block of all councils. */
static inline guint32 cd_block_all(const CdBlockValues *values)
{
  return cd_mask_all(values->table->partners->n_councils);
}

/* Of any block, weighed or not: those who go on at the table after others have left, or with whom a council joins. Memory of the table's arena at the first
 * call. */
const double *cd_block_utilities(const CdBlockValues *values, guint32 block);

/* The block's grid, members and utilities. MEMBERS has room for CD_COUNCILS_MOST. */
CdDomain cd_block_domain(const CdBlockValues *values, guint32 block, guint *members);

/* What TEXT of BLOCK is worth to COUNCIL, one of its members. */
double cd_block_utility(const CdBlockValues *values, guint32 block, guint text, guint council);

/* What the block of COUNCIL in PARTITION brings it: V. */
double cd_block_value(const CdBlockValues *values, const CdPartition *partition, guint council);

/* Members of a mask, ascending; returns how many. */
guint cd_mask_members(guint32 mask, guint *members);

/* Place of COUNCIL among the members of BLOCK. */
static inline guint cd_mask_position(guint32 block, guint council)
{
  return (guint)__builtin_popcount(block & ((1u << council) - 1));
}
