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

CdTalkMove cd_move_vote(const CdView *view, guint text)
{
  double limit = cd_view_limit(view, view->meeting);
  if (cd_reaches(view->u[text], limit))
    return (CdTalkMove){.act = CD_ACT_ACCEPT, .threshold = limit, .reason = CD_REASON_REACHES_ALTERNATIVE};
  return (CdTalkMove){.act = CD_ACT_PASS, .threshold = limit, .reason = CD_REASON_BELOW_ALTERNATIVE};
}
