/* block.h - what a block of councils would let together, and a partition of councils into blocks laid out as contracts.
 * docs/model.md, "Blocks".
 *
 * The scenario's structures show in which forms a block could buy its service: within a structure, councils tied by a common
 * contract are a block, and their contracts are a form of it: one contract for all, one for justice beside local ones for the rest, ...
 * A block that no structure shows lets one contract for everything, with the hubs that its members pay for on their own. */
#pragma once

#include "sim/engine/footprint.h"

#define CD_COUNCILS_MOST 10

typedef struct {
  guint n_contracts;
  const guint *contract; /* [n_contracts] numbers for cd_blocks_contract(), by hashed id */
  guint structure;       /* where it was seen; n_structure of the world: nowhere */
} CdForm;

typedef struct {
  guint n_forms; /* at least 1 */
  const CdForm *form; /* those of the joint structure first, then of business as usual, of the one apart, of others by hashed id */
} CdBlockForms;

/* Of one scenario; bit i of a mask is council i. Immutable. */
typedef struct {
  guint n_councils;
  const CdBlockForms *block; /* [1 << n_councils]; that of nobody is empty */
  const bool *weighed; /* [1 << n_councils] what councils weigh as an alternative to others: <negotiation groupings=…> */
  guint n_made;
  const CdContract *made; /* [n_made] of blocks that no structure shows */
  guint n_structures;
  guint32 *structure_block; /* [structure * n_councils + council] its block in that structure */
  guint *structure_form;    /* [same] and the form of it */
  guint n_world_contracts;
  CdArena *arena; /* owns all this */
} CdBlocks;

/* WORLD drawn: its ids, references, choices and contracts' shares are read, which no draw moves. At most CD_COUNCILS_MOST councils. Without <negotiation>
 * every block is weighed. */
CdBlocks *cd_blocks_new(const CdWorld *world);
void cd_blocks_free(CdBlocks *blocks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdBlocks, cd_blocks_free)

/* Contract NUMBER of a form: WORLD's own row, or one made up. */
const CdContract *cd_blocks_contract(const CdBlocks *blocks, const CdWorld *world, guint number);

/* A partition: N_BLOCKS masks without common members that hold all councils, and the form of each. */
typedef struct {
  guint n_blocks;
  guint32 block[CD_COUNCILS_MOST];
  guint form[CD_COUNCILS_MOST];
} CdDivision;

/* Row of the structure that is this division in every block and form; -1. Several: joint, business as usual, apart, then by hashed id. */
int cd_blocks_structure(const CdBlocks *blocks, const CdWorld *world, const CdDivision *division);

/* The division as contracts, those of block[0] first, under the scenario's terms where the layout gets none. Border policy and
 * intelligence are those of the structure that it is; else of the joint one where all are in one block, else of the one apart. */
CdLayout cd_division_layout(const CdBlocks *blocks, const CdWorld *world, const CdDivision *division, CdArena *arena);

/* The division that STRUCTURE is. */
CdDivision cd_structure_division(const CdBlocks *blocks, guint structure);
