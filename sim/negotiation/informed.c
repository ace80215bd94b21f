#include "sim/negotiation/informed.h"

#include <math.h>

/* Everybody's worth of leaving, by position. */
static void everyones_limits(const CdInformed *it, const CdDomain *domain, guint32 block, double *limit)
{
  for (guint p = 0; p < domain->n_parties; p++)
    limit[p] = it->limit(it->user, domain->party[p], block);
}

/* What TEXT leaves to whoever gets least. */
static double least_surplus(const CdDomain *domain, guint text, const double *limit)
{
  double least = INFINITY;
  for (guint p = 0; p < domain->n_parties; p++)
    least = fmin(least, cd_domain_u(domain, text, p) - limit[p]);
  return least;
}

static guint fairest(const CdInformed *it, const CdView *view, double threshold)
{
  const CdDomain *domain = it->block(it->user, view->block);
  double limit[CD_TALK_MAX], most = -INFINITY;
  guint found = CD_NO_TEXT;
  everyones_limits(it, domain, view->block, limit);
  for (guint o = 0; o < domain->grid->n_texts; o++) {
    if (!cd_reaches(view->u[o], threshold))
      continue;
    double surplus = least_surplus(domain, o, limit);
    bool more = surplus > most + CD_TOLERANCE;
    if (!more && !(surplus >= most - CD_TOLERANCE && view->u[o] > view->u[found] + CD_TOLERANCE))
      continue;
    found = o;
    most = surplus;
  }
  return found;
}

static CdTalkMove offer_reaching(const CdInformed *it, const CdView *view, double threshold)
{
  guint text = fairest(it, view, threshold);
  if (text == CD_NO_TEXT)
    return (CdTalkMove){.act = CD_ACT_PASS, .threshold = threshold, .reason = CD_REASON_NOTHING_TO_TABLE};
  return (CdTalkMove){.act = CD_ACT_OFFER, .text = text, .threshold = threshold, .reason = CD_REASON_FAIREST};
}

static CdTalkMove act(gpointer self, const CdView *view)
{
  const CdInformed *it = self;
  double target = cd_view_target(view, &it->tactic);
  return cd_view_suits(view, target) ? cd_move_accept(target) : offer_reaching(it, view, target);
}

static CdTalkMove close_talk(gpointer self, const CdView *view)
{
  return offer_reaching(self, view, view->outside);
}

static CdTalkMove vote(gpointer self, const CdView *view, guint text)
{
  (void)self;
  return cd_move_vote(view, text);
}

/* The best own utility among the texts that everybody would take; -INFINITY: none. */
static double best_passing(const CdInformed *it, const CdView *view)
{
  const CdDomain *domain = it->block(it->user, view->block);
  double limit[CD_TALK_MAX], best = -INFINITY;
  everyones_limits(it, domain, view->block, limit);
  for (guint o = 0; o < domain->grid->n_texts; o++)
    if (view->u[o] > best && cd_reaches(least_surplus(domain, o, limit), 0))
      best = view->u[o];
  return best;
}

static CdTalkMove leave(gpointer self, const CdView *view)
{
  double now = view->outside, wait = cd_view_wait(view, view->meeting + 1), stay = now - wait;
  if (now > stay + CD_TOLERANCE)
    stay = fmax(stay, best_passing(self, view) - wait);
  return cd_move_leave(now, stay, now > stay + CD_TOLERANCE);
}

const CdSeatKind cd_informed_kind = {.act = act, .close = close_talk, .vote = vote, .leave = leave};
