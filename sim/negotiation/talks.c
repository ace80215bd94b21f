#include "sim/negotiation/talks.h"

#include "sim/negotiation/table.h"

typedef struct {
  const CdTalks *talks;
  CdTalkTable table;
  CdTalksResult *result;
  guint first_step; /* of this meeting */
  guint opening;    /* text on the table as the meeting opened, and whose */
  guint opened_by;
  guint32 notice; /* mask of those who gave notice at this meeting */
} Talk;

typedef enum { GOES_ON, OVER } Course;

static guint32 bit(guint party)
{
  return (guint32)1 << party;
}

/* --- Sitting down ---------------------------------------------------------------------------------------------------- */

static void set_limit(Talk *talk, guint party)
{
  const CdTalkParty *it = &talk->talks->party[party];
  CdOutside outside = talk->talks->outside(talk->talks->user, party, talk->result->left);
  bool parts = outside.block != it->business_as_usual;
  talk->table.limit[party] = (CdLimit){.outside = outside.value - (parts ? it->friction : 0), .delay = it->delay};
}

static void sit_down(Talk *talk, guint32 block)
{
  const CdTalks *talks = talk->talks;
  cd_table_seat(&talk->table, block, talks->block(talks->user, block), talks->order, talks->n_parties);
  for (guint s = 0; s < talk->table.n_seated; s++)
    set_limit(talk, talk->table.seated[s]);
}

static void open_talks(Talk *talk)
{
  for (guint i = 0; i < talk->talks->n_parties; i++) {
    const CdTalkParty *it = &talk->talks->party[i];
    g_assert(it->friction >= 0 && it->delay >= 0 && it->business_as_usual >> i & 1);
    talk->table.everyone |= bit(i);
    talk->table.last[i] = it->last;
  }
  sit_down(talk, talk->table.everyone);
}

/* --- A meeting ------------------------------------------------------------------------------------------------------- */

static Course wait_for(Talk *talk, guint party)
{
  talk->result->waits_for = party;
  return OVER;
}

static Course agree(Talk *talk)
{
  CdTalkTable *table = &talk->table;
  cd_table_note_agreement(table);
  talk->result->agreed = table->block;
  talk->result->text = table->standing;
  return OVER;
}

static void note_notice(Talk *talk, guint party, const CdTalkMove *move)
{
  talk->notice |= bit(party);
  cd_table_note(&talk->table, CD_STEP_NOTICE, party, talk->table.block, CD_NO_TEXT, move->reason, move->value,
                move->threshold);
}

static Course take_turns(Talk *talk)
{
  CdTalkTable *table = &talk->table;
  for (guint s = 0; s < table->n_seated; s++) {
    guint party = table->seated[s];
    const CdSeat *seat = &talk->talks->party[party].seat;
    CdView view = cd_table_view(table, party);
    CdTalkMove move = seat->kind->act(seat->self, &view);
    if (move.act == CD_ACT_WAIT)
      return wait_for(talk, party);
    cd_table_move(table, party, &move);
    if (move.act == CD_ACT_LEAVE || move.act == CD_ACT_END)
      note_notice(talk, party, &move);
    if (cd_table_agreed(table))
      return agree(talk);
  }
  return GOES_ON;
}

static Course vote(Talk *talk)
{
  CdTalkTable *table = &talk->table;
  for (guint s = 0; s < table->n_seated; s++) {
    guint party = table->seated[s];
    if (party == table->proposer || talk->notice & bit(party))
      continue;
    const CdSeat *seat = &talk->talks->party[party].seat;
    CdView view = cd_table_view(table, party);
    CdTalkMove move = seat->kind->vote(seat->self, &view, table->standing);
    if (move.act == CD_ACT_WAIT)
      return wait_for(talk, party);
    cd_table_vote(table, party, &move);
  }
  return cd_table_agreed(table) ? agree(talk) : GOES_ON;
}

static bool is_closing(const Talk *talk, guint party)
{
  return talk->table.last[party] <= talk->table.meeting && !(talk->notice & bit(party));
}

/* Mask of those who lapse, unless the talks are over. */
static Course put_closing_texts(Talk *talk, guint32 *lapsed)
{
  CdTalkTable *table = &talk->table;
  for (guint s = 0; s < table->n_seated; s++) {
    guint party = table->seated[s];
    if (!is_closing(talk, party))
      continue;
    *lapsed |= bit(party);
    const CdSeat *seat = &talk->talks->party[party].seat;
    CdView view = cd_table_view(table, party);
    CdTalkMove move = seat->kind->close(seat->self, &view);
    if (move.act == CD_ACT_WAIT)
      return wait_for(talk, party);
    if (move.act != CD_ACT_OFFER)
      continue;
    cd_table_close(table, party, &move);
    if (vote(talk) == OVER)
      return OVER;
  }
  return GOES_ON;
}

/* Nobody is shown another's answer: views are taken before any notice is noted. */
static Course ask_for_notices(Talk *talk)
{
  CdTalkTable *table = &talk->table;
  CdTalkMove move[CD_TALK_MAX];
  guint32 leaves = 0;
  for (guint s = 0; s < table->n_seated; s++) {
    guint party = table->seated[s];
    if (talk->notice & bit(party))
      continue;
    const CdSeat *seat = &talk->talks->party[party].seat;
    CdView view = cd_table_view(table, party);
    move[s] = seat->kind->leave(seat->self, &view);
    if (move[s].act == CD_ACT_WAIT)
      return wait_for(talk, party);
    leaves |= move[s].act == CD_ACT_LEAVE ? bit(party) : 0;
  }
  for (guint s = 0; s < table->n_seated; s++)
    if (leaves & bit(table->seated[s]))
      note_notice(talk, table->seated[s], &move[s]);
  return GOES_ON;
}

static void note_lapses(Talk *talk, guint32 lapsed)
{
  CdTalkTable *table = &talk->table;
  for (guint s = 0; s < table->n_seated; s++) {
    guint party = table->seated[s];
    if (lapsed & bit(party))
      cd_table_note(table, CD_STEP_LAPSES, party, table->block, CD_NO_TEXT, CD_REASON_LAST_DATE, 0,
                    cd_table_limit(table, party));
  }
}

/* --- Departures ------------------------------------------------------------------------------------------------------ */

/* How much more than leaving the best text of this meeting was worth to PARTY, of those that another tabled. */
static double best_offered(const Talk *talk, guint party)
{
  const CdTalkTable *table = &talk->table;
  double limit = cd_table_limit(table, party), most = 0;
  if (talk->opening != CD_NO_TEXT && talk->opened_by != party)
    most = MAX(most, table->u[party][talk->opening] - limit);
  for (guint s = talk->first_step; s < table->n_steps; s++) {
    const CdStep *step = &table->step[s];
    bool tabled = step->kind == CD_STEP_TABLES || step->kind == CD_STEP_CLOSING_TEXT;
    if (tabled && step->party != party)
      most = MAX(most, table->u[party][step->text] - limit);
  }
  return most;
}

static CdRegrouping regroup(const Talk *talk, guint party)
{
  const CdTalks *talks = talk->talks;
  guint32 left = talk->result->left;
  if (!talks->regroup)
    return (CdRegrouping){.block = bit(party), .text = CD_NO_TEXT};
  CdRegrouping it = talks->regroup(talks->user, party, left);
  g_assert(it.block & bit(party) && !(it.block & ~left));
  return it;
}

static bool excludes(const Talk *talk, guint32 leaving)
{
  guint32 today[CD_TALK_MAX];
  for (guint i = 0; i < talk->talks->n_parties; i++)
    today[i] = talk->talks->party[i].business_as_usual;
  for (guint i = 0; i < talk->talks->n_parties; i++)
    if (leaving & bit(i) && cd_parting_restores(regroup(talk, i).block, today))
      return true;
  return false;
}

static void note_wish(Talk *talk, guint party, CdParting *parting)
{
  CdTalkEnd *end = &talk->result->party[party];
  double forgone = best_offered(talk, party);
  bool stays = forgone > CD_TOLERANCE;
  parting->stay |= stays ? bit(party) : 0;
  if (talk->result->n_partings > 0)
    return;
  end->forgone = stays ? forgone : 0;
  end->wanted_to_stay = stays;
}

static void note_parting(Talk *talk, guint32 lapsed, guint32 leaving)
{
  CdTalkTable *table = &talk->table;
  CdTalksResult *result = talk->result;
  CdParting parting = {.meeting = table->meeting, .block = table->block, .left = leaving, .lapsed = lapsed};
  for (guint s = 0; s < table->n_seated; s++) {
    guint party = table->seated[s];
    note_wish(talk, party, &parting);
    if (!(leaving & bit(party)))
      continue;
    result->party[party].departure = lapsed & bit(party) ? CD_LAPSED : CD_GAVE_NOTICE;
    result->party[party].meeting = table->meeting;
  }
  result->left |= leaving;
  parting.excludes = excludes(talk, leaving);
  parting.kind = cd_parting_kind(&parting);
  result->parting[result->n_partings++] = parting;
}

static Course part(Talk *talk, guint32 lapsed)
{
  guint32 leaving = lapsed | talk->notice;
  if (leaving == 0)
    return GOES_ON;
  note_lapses(talk, lapsed);
  guint32 remain = talk->table.block & ~leaving;
  note_parting(talk, lapsed, leaving);
  talk->table.block = remain;
  if ((remain & (remain - 1)) == 0)
    return OVER;
  sit_down(talk, remain);
  return GOES_ON;
}

static Course meet(Talk *talk)
{
  CdTalkTable *table = &talk->table;
  guint32 lapsed = 0;
  talk->first_step = table->n_steps;
  talk->opening = table->standing;
  talk->opened_by = table->proposer;
  talk->notice = 0;
  if (take_turns(talk) == OVER || put_closing_texts(talk, &lapsed) == OVER)
    return OVER;
  if (lapsed == 0 && table->meeting >= 1 && ask_for_notices(talk) == OVER)
    return OVER;
  return part(talk, lapsed);
}

/* --- The end --------------------------------------------------------------------------------------------------------- */

static CdPartingKind kind_of_all(const CdTalksResult *result)
{
  for (guint p = 0; p < result->n_partings; p++)
    if (result->parting[p].kind == CD_PARTING_EXCLUSION)
      return CD_PARTING_EXCLUSION;
  return result->n_partings ? result->parting[0].kind : CD_PARTING_NONE;
}

/* Where those end who left. */
static void settle_departed(Talk *talk, guint party)
{
  CdTalkEnd *end = &talk->result->party[party];
  CdRegrouping it = regroup(talk, party);
  end->block = it.block;
  end->text = it.text;
  cd_table_note(&talk->table, CD_STEP_REGROUPS, party, it.block, it.text, CD_REASON_AFTER_LEAVING, 0, 0);
}

/* Where those end who are still at the table, agreed or alone. */
static void settle_seated(Talk *talk, guint party)
{
  const CdTalkTable *table = &talk->table;
  CdTalkEnd *end = &talk->result->party[party];
  end->block = table->block;
  end->text = talk->result->text;
  end->meeting = table->meeting;
  if (talk->result->agreed)
    end->conceded = table->u_max[party] - table->u[party][end->text];
}

static void settle(Talk *talk)
{
  const CdTalks *talks = talk->talks;
  for (guint t = 0; t < talks->n_parties; t++) {
    guint party = talks->order[t];
    if (talk->result->left & bit(party))
      settle_departed(talk, party);
    else
      settle_seated(talk, party);
  }
}

CdTalksResult cd_talks_run(const CdTalks *talks, CdLedger *ledger, CdArena *arena)
{
  g_assert(talks->n_parties >= 2 && talks->n_parties <= CD_TALK_MAX);
  CdTalksResult result = {.text = CD_NO_TEXT, .waits_for = CD_NO_PARTY};
  Talk talk = {.talks = talks, .result = &result};
  cd_table_init(&talk.table, arena, ledger);
  open_talks(&talk);
  while (meet(&talk) == GOES_ON)
    talk.table.meeting++;
  result.meeting = talk.table.meeting;
  result.kind = kind_of_all(&result);
  if (result.waits_for == CD_NO_PARTY)
    settle(&talk);
  return result;
}
