/* bargain.h - what a block agrees on if it agrees: Nash's solution on a table of texts (negotiation-and-games A6). */
#pragma once

#include <glib.h>

/* What each text on the table is worth to each member of a block, under the member's own beliefs. Borrowed. */
typedef struct {
  guint n_texts;   /* 0: the block cannot form */
  const double *u; /* [text * n_members + position], members by number */
} CdBlockTable;

typedef struct {
  guint n_feasible; /* texts that give every member its reservation value, to CD_COALITION_TOLERANCE */
  guint text;       /* the one agreed on; meaningless where none is feasible */
} CdBlockBargain;

/* Among the feasible texts the one of the greatest product of surpluses u - r. A surplus within the tolerance is
 * nought, so products may be nought too. Equal products (relative difference up to 1e-9): the leximin greater
 * surpluses (the least first, then the next), then the lower text. So nobody could be better off and no other
 * member worse. RESERVATION[n_members], n_members <= CD_COALITION_MAX. */
CdBlockBargain cd_block_bargain(const CdBlockTable *table, guint n_members, const double *reservation);
