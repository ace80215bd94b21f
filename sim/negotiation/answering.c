#include "sim/negotiation/answering.h"

static void begin(CdAnswering *it, const CdView *view)
{
  if (it->block == view->block)
    return;
  it->block = view->block;
  it->target = view->u_max;
  for (guint i = 0; i < CD_TALK_MAX; i++)
    it->answered[i] = CD_NO_TEXT;
}

/* What PARTY has newly conceded, in one's own utility; its offer counts as answered from now on. */
static double newly_conceded(CdAnswering *it, const CdView *view, guint party)
{
  guint before = it->answered[party], now = cd_view_last_offer(view, party);
  it->answered[party] = now;
  return before == CD_NO_TEXT || now == CD_NO_TEXT ? 0 : view->u[now] - view->u[before];
}

static double target_in_answer(CdAnswering *it, const CdView *view)
{
  double conceded[CD_TALK_MAX];
  guint n = 0;
  begin(it, view);
  for (guint s = 0; s < view->n_seated; s++)
    if (view->seated[s] != view->self)
      conceded[n++] = newly_conceded(it, view, view->seated[s]);
  it->target = cd_target_in_answer(it->target, conceded, n, view->outside, view->u_max);
  return it->target;
}

double cd_answering_asked(CdAnswering *answering, const CdView *view, const CdTactic *tactic)
{
  double of_time = cd_view_target(view, tactic);
  if (tactic->reciprocity <= 0)
    return of_time;
  return cd_target_mixed(tactic, of_time, target_in_answer(answering, view));
}
