#include "sim/negotiation/replay.h"

#define OTHER_BLOCK "it names another block than the one at the table"

static bool is_move(CdStepKind kind)
{
  switch (kind) {
  case CD_STEP_TABLES:
  case CD_STEP_ACCEPTS:
  case CD_STEP_PASSES:
  case CD_STEP_CLOSING_TEXT:
  case CD_STEP_VOTES_YES:
  case CD_STEP_VOTES_NO:
  case CD_STEP_NOTICE:
  case CD_STEP_BREAKS_OFF:
  case CD_STEP_LAPSES:
    return true;
  default:
    return false;
  }
}

/* The party's next move, not yet taken off the list; NULL: none, or no lawful one. */
static const CdEvent *peek(CdReplay *it, const CdView *view)
{
  for (; !it->problem && it->next < it->n; it->next++) {
    const CdEvent *event = &it->event[it->next];
    if (event->step.party == view->self && is_move((CdStepKind)event->step.kind))
      return event;
  }
  return NULL;
}

static CdTalkMove wait_for_list(void)
{
  return (CdTalkMove){.act = CD_ACT_WAIT};
}

static CdTalkMove refuse(CdReplay *it, const char *problem)
{
  it->problem = problem;
  return wait_for_list();
}

static CdTalkMove as_recorded(CdReplay *it, const CdEvent *event, CdAct act)
{
  it->next++;
  return (CdTalkMove){.act = act,
                      .text = event->step.text,
                      .threshold = event->threshold,
                      .value = event->utility,
                      .reason = (CdReason)event->reason};
}

static bool names_other_block(const CdEvent *event, const CdView *view)
{
  return event->step.block != 0 && event->step.block != view->block;
}

/* Why a move cannot be one of this meeting of this block; NULL: it can. */
static const char *misplaced(const CdEvent *event, const CdView *view)
{
  if (event->step.meeting < view->meeting)
    return "it is of an earlier meeting than the talks are at";
  if (event->step.meeting > view->meeting)
    return "a move is needed at an earlier meeting first";
  return names_other_block(event, view) ? OTHER_BLOCK : NULL;
}

/* Why a text cannot be tabled, or a standing one answered; NULL: it can. */
static const char *not_to_be_tabled(const CdEvent *event, const CdView *view)
{
  return event->step.text < view->grid->n_texts ? NULL : "it must say which text is tabled";
}

static const char *not_to_be_answered(const CdEvent *event, guint text)
{
  if (text == CD_NO_TEXT)
    return "nothing is on the table to accept";
  return event->step.text == CD_NO_TEXT || event->step.text == text ? NULL : "another text is on the table";
}

static CdTalkMove act(gpointer self, const CdView *view)
{
  CdReplay *it = self;
  const CdEvent *event = peek(it, view);
  if (!event)
    return wait_for_list();
  const char *problem = misplaced(event, view);
  CdAct answer = CD_ACT_PASS;
  switch (event->step.kind) {
  case CD_STEP_TABLES:
    answer = CD_ACT_OFFER;
    problem = problem ? problem : not_to_be_tabled(event, view);
    break;
  case CD_STEP_ACCEPTS:
    answer = CD_ACT_ACCEPT;
    problem = problem ? problem : not_to_be_answered(event, view->standing);
    break;
  case CD_STEP_NOTICE:
    answer = CD_ACT_LEAVE;
    break;
  case CD_STEP_BREAKS_OFF:
    answer = CD_ACT_END;
    break;
  case CD_STEP_PASSES:
    break;
  default:
    problem = problem ? problem : "it is the council's turn: it tables, accepts, passes or gives notice";
  }
  return problem ? refuse(it, problem) : as_recorded(it, event, answer);
}

/* A vote on another's text, or a lapse, stands for having had none to put. */
static CdTalkMove close_talk(gpointer self, const CdView *view)
{
  CdReplay *it = self;
  const CdEvent *event = peek(it, view);
  if (!event)
    return wait_for_list();
  const char *problem = misplaced(event, view);
  switch (event->step.kind) {
  case CD_STEP_CLOSING_TEXT:
    problem = problem ? problem : not_to_be_tabled(event, view);
    return problem ? refuse(it, problem) : as_recorded(it, event, CD_ACT_OFFER);
  case CD_STEP_VOTES_YES:
  case CD_STEP_VOTES_NO:
  case CD_STEP_LAPSES:
    break;
  default:
    problem = problem ? problem : "it is the council's last meeting: it puts a closing text to the vote, or lapses";
  }
  return problem ? refuse(it, problem) : (CdTalkMove){.act = CD_ACT_PASS};
}

static CdTalkMove vote(gpointer self, const CdView *view, guint text)
{
  CdReplay *it = self;
  const CdEvent *event = peek(it, view);
  if (!event)
    return wait_for_list();
  bool yes = event->step.kind == CD_STEP_VOTES_YES;
  const char *problem = misplaced(event, view);
  if (!problem && !yes && event->step.kind != CD_STEP_VOTES_NO)
    problem = "a closing text is put to the vote: the council votes";
  if (!problem)
    problem = not_to_be_answered(event, text);
  return problem ? refuse(it, problem) : as_recorded(it, event, yes ? CD_ACT_ACCEPT : CD_ACT_PASS);
}

static CdTalkMove leave(gpointer self, const CdView *view)
{
  CdReplay *it = self;
  const CdEvent *event = peek(it, view);
  if (it->problem)
    return wait_for_list();
  if (!event || event->step.kind != CD_STEP_NOTICE || event->step.meeting != view->meeting)
    return (CdTalkMove){.act = CD_ACT_PASS};
  return names_other_block(event, view) ? refuse(it, OTHER_BLOCK) : as_recorded(it, event, CD_ACT_LEAVE);
}

const CdSeatKind cd_replay_kind = {.act = act, .close = close_talk, .vote = vote, .leave = leave};
