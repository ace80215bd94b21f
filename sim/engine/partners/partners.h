/* partners.h - what all talks of a scenario have in common: blocks and their forms, the table of terms, and what each partner may
 * believe of the others before they speak. */
#pragma once

#include "sim/engine/partners/taste.h"
#include "sim/engine/scene.h"
#include "sim/negotiation/tactic.h"

/* Councils that a council might be, drawn from the scenario's own ranges, never from the replicate at hand. */
#define CD_PARTICLES 64

/* What one partner brings to talks beside its taste. */
typedef struct {
  CdTacticKind kind; /* as the scenario names it */
  CdTactic tactic; /* what it asks for, by time and in answer; of the family of issues: by time, as others expect of it and as it closes */
  double friction; /* utility */
  double patience; /* what a month leaves of the value of an agreement */
} CdManner;

typedef struct {
  guint n_councils;
  CdBlocks *blocks;
  CdTermTable table;
  CdGrid *grid;       /* [1 << n_councils] of each block; that of nobody is empty */
  guint32 *bau_block; /* [council] its block under business as usual */
  guint *order;       /* [council] turns at the table, by hashed id */
  CdTaste *taste;     /* [council * CD_PARTICLES + particle] */
  CdManner *manner;   /* [same] */
  CdTaste *mean;      /* [council] the particles' mean; its red lines are those that all of them draw */
  double **same; /* [block * forms_most + form] chance of one provider for two contracts of its stand: [c * n_contracts + d]; NULL: not weighed, so not learnt */
  guint forms_most;
  double same_mean; /* of all these, over pairs of different contracts */
  CdArena *arena;   /* owns all this but blocks */
} CdPartners;

/* Blocks, forms, terms and turns, which are enough to tell in words what was decided; nobody can talk yet. WORLD is drawn. */
CdPartners *cd_partners_outline(CdWorld *world, guint64 seed);

/* What each may believe of the others, and how often one provider wins two contracts, learnt from tenders of replicates above any that a run reaches, as
 * the engine does for structures. WORLD is drawn over and over; scratch from SCRATCH. */
void cd_partners_teach(CdPartners *partners, CdWorld *world, guint64 seed, double slippage_median, CdArena *scratch);

/* Both. */
CdPartners *cd_partners_new(CdWorld *world, guint64 seed, double slippage_median, CdArena *scratch);
void cd_partners_free(CdPartners *partners);

/* Reciprocity counts where the tactic is mixed only. */
CdManner cd_council_manner(const CdCouncil *council);

/* The stand's beliefs of the model, of a block that is weighed. */
CdBeliefs cd_stand_model_beliefs(const CdPartners *partners, const CdWorld *world, guint32 block, guint form);
