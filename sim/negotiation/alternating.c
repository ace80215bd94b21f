#include "sim/negotiation/alternating.h"

#include "sim/negotiation/table.h"

static void sit_down(CdTalkTable *table, const CdAlternating *talk)
{
  const CdDomain *domain = talk->domain;
  for (guint p = 0; p < domain->n_parties; p++) {
    guint party = domain->party[p];
    g_assert(party < CD_TALK_MAX);
    table->everyone |= 1u << party;
    table->limit[party] = (CdLimit){.outside = talk->reservation[party]};
    table->last[party] = talk->meetings - 1;
  }
  cd_table_seat(table, table->everyone, domain, talk->order, domain->n_parties);
}

/* A party that says nothing more. Whether the talk is over with it. */
static bool go(CdTalkTable *table, guint party, const CdTalkMove *move, CdAlternatingResult *result)
{
  bool ends = move->act == CD_ACT_END;
  cd_table_note(table, ends ? CD_STEP_BREAKS_OFF : CD_STEP_NOTICE, party, table->block, CD_NO_TEXT, move->reason,
                move->value, move->threshold);
  if (ends) {
    result->end = CD_ALTERNATING_BROKEN_OFF;
    return true;
  }
  result->left |= 1u << party;
  cd_table_unseat(table, party);
  result->end = CD_ALTERNATING_TOO_FEW;
  return table->n_seated < 2;
}

/* Whether the talk is over with PARTY's turn. */
static bool turn(CdTalkTable *table, guint party, const CdSeat *seat, CdAlternatingResult *result)
{
  CdView view = cd_table_view(table, party);
  CdTalkMove move = seat->kind->act(seat->self, &view);
  if (move.act == CD_ACT_WAIT) {
    result->end = CD_ALTERNATING_WAITS;
    result->waits_for = party;
    return true;
  }
  cd_table_move(table, party, &move);
  if (move.act == CD_ACT_LEAVE || move.act == CD_ACT_END)
    return go(table, party, &move, result);
  if (move.act != CD_ACT_ACCEPT || !cd_table_agreed(table))
    return false;
  cd_table_note_agreement(table);
  result->end = CD_ALTERNATING_AGREED;
  result->text = table->standing;
  result->proposer = table->proposer;
  return true;
}

CdAlternatingResult cd_alternating_run(const CdAlternating *talk, CdLedger *ledger, CdArena *arena)
{
  g_assert(talk->meetings >= 1);
  CdAlternatingResult result = {.text = CD_NO_TEXT, .proposer = CD_NO_PARTY, .waits_for = CD_NO_PARTY};
  CdTalkTable table;
  cd_table_init(&table, arena, ledger);
  sit_down(&table, talk);
  for (table.meeting = 0; table.meeting < talk->meetings; table.meeting++) {
    result.meeting = table.meeting;
    for (guint t = 0; t < talk->domain->n_parties; t++) {
      guint party = talk->order[t];
      if (!(result.left >> party & 1) && turn(&table, party, &talk->seat[party], &result))
        return result;
    }
  }
  result.end = CD_ALTERNATING_NO_TIME;
  return result;
}
