#include "sim/negotiation/table.h"

#include <string.h>

#define FIRST_ROOM 256

void cd_table_init(CdTalkTable *table, CdArena *arena, CdLedger *ledger)
{
  *table = (CdTalkTable){.arena = arena, .ledger = ledger, .standing = CD_NO_TEXT, .proposer = CD_NO_PARTY};
}

/* Copied out of the block's table, so that a seat is handed its own utilities and nobody else's. */
static void take_own_utilities(CdTalkTable *table, const CdDomain *domain, guint position)
{
  guint party = domain->party[position], n = domain->grid->n_texts;
  double *u = cd_arena_array_raw(table->arena, double, n);
  guint best = 0;
  for (guint o = 0; o < n; o++) {
    u[o] = cd_domain_u(domain, o, position);
    best = u[o] > u[best] ? o : best;
  }
  table->u[party] = u;
  table->best[party] = best;
  table->u_max[party] = u[best];
}

void cd_table_seat(CdTalkTable *table, guint32 block, const CdDomain *domain, const guint *order, guint n)
{
  guint32 members = 0;
  table->block = block;
  table->grid = domain->grid;
  table->n_seated = 0;
  for (guint p = 0; p < domain->n_parties; p++) {
    g_assert(domain->party[p] < CD_TALK_MAX);
    members |= 1u << domain->party[p];
    take_own_utilities(table, domain, p);
  }
  g_assert(members == block);
  for (guint t = 0; t < n; t++)
    if (block >> order[t] & 1)
      table->seated[table->n_seated++] = order[t];
  g_assert(table->n_seated == domain->n_parties);
  cd_table_withdraw(table);
}

void cd_table_unseat(CdTalkTable *table, guint party)
{
  guint kept = 0;
  for (guint t = 0; t < table->n_seated; t++)
    if (table->seated[t] != party)
      table->seated[kept++] = table->seated[t];
  table->n_seated = kept;
  table->block &= ~(1u << party);
}

CdView cd_table_view(const CdTalkTable *table, guint party)
{
  return (CdView){
      .self = party,
      .u = table->u[party],
      .u_max = table->u_max[party],
      .best = table->best[party],
      .outside = table->limit[party].outside,
      .delay = table->limit[party].delay,
      .grid = table->grid,
      .everyone = table->everyone,
      .block = table->block,
      .n_seated = table->n_seated,
      .seated = table->seated,
      .meeting = table->meeting,
      .last = table->last,
      .standing = table->standing,
      .proposer = table->proposer,
      .n_steps = table->n_steps,
      .step = table->step,
  };
}

double cd_table_limit(const CdTalkTable *table, guint party)
{
  return table->limit[party].outside;
}

bool cd_table_agreed(const CdTalkTable *table)
{
  return table->standing != CD_NO_TEXT && (table->block & ~table->accepted) == 0;
}

static void keep_step(CdTalkTable *table, CdStep step)
{
  if (table->n_steps == table->room) {
    table->room = table->room ? 2 * table->room : FIRST_ROOM;
    CdStep *grown = cd_arena_array_raw(table->arena, CdStep, table->room);
    if (table->n_steps)
      memcpy(grown, table->step, table->n_steps * sizeof *grown);
    table->step = grown;
  }
  table->step[table->n_steps++] = step;
}

void cd_table_note(CdTalkTable *table, CdStepKind kind, guint party, guint32 block, guint text, CdReason reason,
                   double utility, double threshold)
{
  CdStep step = {.meeting = table->meeting, .party = party, .kind = kind, .text = text, .block = block};
  keep_step(table, step);
  cd_ledger_add(table->ledger, &(CdEvent){.step = step, .reason = reason, .utility = utility, .threshold = threshold});
}

/* A step about TEXT, or about none, by a party at the table. */
static void note_text(CdTalkTable *table, CdStepKind kind, guint party, guint text, CdReason reason, double threshold)
{
  double u = text == CD_NO_TEXT ? 0 : table->u[party][text];
  cd_table_note(table, kind, party, table->block, text, reason, u, threshold);
}

void cd_table_withdraw(CdTalkTable *table)
{
  table->standing = CD_NO_TEXT;
  table->proposer = CD_NO_PARTY;
  table->accepted = 0;
}

static void lay(CdTalkTable *table, guint party, guint text)
{
  g_assert(text < table->grid->n_texts);
  table->standing = text;
  table->proposer = party;
  table->accepted = 1u << party;
}

/* Why the standing text was not good enough follows from what it is worth; the party need not say. */
static void note_refusal(CdTalkTable *table, guint party, double target)
{
  if (table->standing == CD_NO_TEXT || table->proposer == party)
    return;
  double u = table->u[party][table->standing], limit = cd_table_limit(table, party);
  if (!cd_reaches(u, limit))
    note_text(table, CD_STEP_REFUSES, party, table->standing, CD_REASON_BELOW_ALTERNATIVE, limit);
  else
    note_text(table, CD_STEP_REFUSES, party, table->standing,
              cd_reaches(u, target) ? CD_REASON_PREFERS_OTHER : CD_REASON_BELOW_TARGET, target);
}

void cd_table_move(CdTalkTable *table, guint party, const CdTalkMove *move)
{
  if (move->act == CD_ACT_ACCEPT) {
    g_assert(table->standing != CD_NO_TEXT);
    note_text(table, CD_STEP_ACCEPTS, party, table->standing, move->reason, move->threshold);
    table->accepted |= 1u << party;
    return;
  }
  note_refusal(table, party, move->threshold);
  if (move->act == CD_ACT_OFFER) {
    lay(table, party, move->text);
    note_text(table, CD_STEP_TABLES, party, move->text, move->reason, move->threshold);
  } else if (move->act == CD_ACT_PASS) {
    cd_table_withdraw(table);
    note_text(table, CD_STEP_PASSES, party, CD_NO_TEXT, move->reason, move->threshold);
  }
}

void cd_table_close(CdTalkTable *table, guint party, const CdTalkMove *move)
{
  g_assert(move->act == CD_ACT_OFFER);
  lay(table, party, move->text);
  note_text(table, CD_STEP_CLOSING_TEXT, party, move->text, move->reason, move->threshold);
}

void cd_table_vote(CdTalkTable *table, guint party, const CdTalkMove *move)
{
  g_assert(move->act == CD_ACT_ACCEPT || move->act == CD_ACT_PASS);
  bool yes = move->act == CD_ACT_ACCEPT;
  note_text(table, yes ? CD_STEP_VOTES_YES : CD_STEP_VOTES_NO, party, table->standing, move->reason, move->threshold);
  if (yes)
    table->accepted |= 1u << party;
}

void cd_table_note_agreement(CdTalkTable *table)
{
  cd_table_note(table, CD_STEP_AGREEMENT, table->proposer, table->block, table->standing, CD_REASON_UNANIMOUS, 0, 0);
}
