#include "sim/negotiation/seat.h"

guint cd_view_last_offer(const CdView *view, guint party)
{
  for (guint s = view->n_steps; s-- > 0;) {
    const CdStep *step = &view->step[s];
    if (step->block != view->block)
      break;
    if (step->party == party && (step->kind == CD_STEP_TABLES || step->kind == CD_STEP_CLOSING_TEXT))
      return step->text;
  }
  return CD_NO_TEXT;
}

double cd_view_target(const CdView *view, const CdTactic *tactic)
{
  double t = cd_tactic_time(view->meeting, view->last[view->self]);
  return cd_target_of_time(tactic, t, view->outside, view->u_max);
}

bool cd_view_suits(const CdView *view, double threshold)
{
  return view->standing != CD_NO_TEXT && cd_reaches(view->u[view->standing], threshold);
}

CdTalkMove cd_move_accept(double target)
{
  return (CdTalkMove){.act = CD_ACT_ACCEPT, .threshold = target, .reason = CD_REASON_REACHES_TARGET};
}

CdTalkMove cd_move_vote(const CdView *view, guint text)
{
  double limit = view->outside;
  if (cd_reaches(view->u[text], limit))
    return (CdTalkMove){.act = CD_ACT_ACCEPT, .threshold = limit, .reason = CD_REASON_REACHES_ALTERNATIVE};
  return (CdTalkMove){.act = CD_ACT_PASS, .threshold = limit, .reason = CD_REASON_BELOW_ALTERNATIVE};
}

CdTalkMove cd_move_leave(double now, double stay, bool leaves)
{
  return (CdTalkMove){
      .act = leaves ? CD_ACT_LEAVE : CD_ACT_PASS, .threshold = now, .value = stay, .reason = CD_REASON_BETTER_ALONE};
}
