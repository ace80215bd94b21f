/* table.h - who sits at the table, which text lies on it, and what has happened there. Private to this folder: what alternating.h and
 * talks.h have in common. */
#pragma once

#include "sim/negotiation/seat.h"

/* What leaving is worth to a party, and what it loses by every further month. */
typedef struct {
  double outside, delay;
} CdLimit;

typedef struct {
  CdArena *arena;
  CdLedger *ledger; /* NULL: none is kept */
  const CdGrid *grid;
  guint32 everyone, block;
  guint n_seated;
  guint seated[CD_TALK_MAX]; /* in turn order */
  CdLimit limit[CD_TALK_MAX];
  guint last[CD_TALK_MAX];
  double *u[CD_TALK_MAX]; /* [grid->n_texts] each one's own utilities, apart */
  double u_max[CD_TALK_MAX];
  guint best[CD_TALK_MAX];
  guint meeting;
  guint standing, proposer;
  guint32 accepted; /* mask of those who are for the standing text */
  CdStep *step;
  guint n_steps, room;
} CdTalkTable;

void cd_table_init(CdTalkTable *table, CdArena *arena, CdLedger *ledger);

/* BLOCK sits down, in the order in which its members stand in ORDER[n]; DOMAIN is theirs. The text on the table is withdrawn. */
void cd_table_seat(CdTalkTable *table, guint32 block, const CdDomain *domain, const guint *order, guint n);

/* PARTY gets up; the text on the table stays. */
void cd_table_unseat(CdTalkTable *table, guint party);

CdView cd_table_view(const CdTalkTable *table, guint party);

/* What leaving is worth to PARTY. */
double cd_table_limit(const CdTalkTable *table, guint party);

/* Whether everybody at the table is for the standing text. */
bool cd_table_agreed(const CdTalkTable *table);

/* A party's turn: the move is recorded and takes effect on the text on the table. Leaving, ending and waiting are the protocol's to carry
 * out; only the refusal is recorded here. Asserts that the move is lawful. */
void cd_table_move(CdTalkTable *table, guint party, const CdTalkMove *move);

/* PARTY's closing text is laid on the table; or another's vote on it. */
void cd_table_close(CdTalkTable *table, guint party, const CdTalkMove *move);
void cd_table_vote(CdTalkTable *table, guint party, const CdTalkMove *move);

void cd_table_withdraw(CdTalkTable *table);

/* A step that is no answer to a text. UTILITY and THRESHOLD as in the ledger. */
void cd_table_note(CdTalkTable *table, CdStepKind kind, guint party, guint32 block, guint text, CdReason reason,
                   double utility, double threshold);

/* The agreement on the standing text. */
void cd_table_note_agreement(CdTalkTable *table);
