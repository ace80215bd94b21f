#include "sim/negotiation/replay.h"

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

/* The party's next move, not yet taken off the list; NULL: none. */
static const CdEvent *peek(CdReplay *it, const CdView *view)
{
  for (; it->next < it->n; it->next++) {
    const CdEvent *event = &it->event[it->next];
    if (event->step.party == view->self && is_move(event->step.kind))
      return event;
  }
  return NULL;
}

static CdTalkMove as_recorded(CdReplay *it, const CdEvent *event, CdAct act)
{
  it->next++;
  return (CdTalkMove){.act = act,
                      .text = event->step.text,
                      .threshold = event->threshold,
                      .value = event->utility,
                      .reason = event->reason};
}

static CdTalkMove act(gpointer self, const CdView *view)
{
  const CdEvent *event = peek(self, view);
  if (!event)
    return (CdTalkMove){.act = CD_ACT_WAIT};
  switch (event->step.kind) {
  case CD_STEP_TABLES:
    return as_recorded(self, event, CD_ACT_OFFER);
  case CD_STEP_ACCEPTS:
    return as_recorded(self, event, CD_ACT_ACCEPT);
  case CD_STEP_NOTICE:
    return as_recorded(self, event, CD_ACT_LEAVE);
  case CD_STEP_BREAKS_OFF:
    return as_recorded(self, event, CD_ACT_END);
  default:
    g_assert(event->step.kind == CD_STEP_PASSES);
    return as_recorded(self, event, CD_ACT_PASS);
  }
}

/* A lapse without a closing text stands for having had none to put. */
static CdTalkMove close_talk(gpointer self, const CdView *view)
{
  const CdEvent *event = peek(self, view);
  if (!event)
    return (CdTalkMove){.act = CD_ACT_WAIT};
  if (event->step.kind == CD_STEP_CLOSING_TEXT)
    return as_recorded(self, event, CD_ACT_OFFER);
  return (CdTalkMove){.act = CD_ACT_PASS};
}

static CdTalkMove vote(gpointer self, const CdView *view, guint text)
{
  (void)text;
  const CdEvent *event = peek(self, view);
  if (!event)
    return (CdTalkMove){.act = CD_ACT_WAIT};
  g_assert(event->step.kind == CD_STEP_VOTES_YES || event->step.kind == CD_STEP_VOTES_NO);
  return as_recorded(self, event, event->step.kind == CD_STEP_VOTES_YES ? CD_ACT_ACCEPT : CD_ACT_PASS);
}

static CdTalkMove leave(gpointer self, const CdView *view)
{
  const CdEvent *event = peek(self, view);
  if (!event || event->step.kind != CD_STEP_NOTICE || event->step.meeting != view->meeting)
    return (CdTalkMove){.act = CD_ACT_PASS};
  return as_recorded(self, event, CD_ACT_LEAVE);
}

const CdSeatKind cd_replay_kind = {.act = act, .close = close_talk, .vote = vote, .leave = leave};
