#include "sim/negotiation/classic.h"

#include <math.h>

/* The first text of lowest own utility that still reaches THRESHOLD; CD_NO_TEXT. */
static guint least_asked(const CdView *view, double threshold)
{
  guint found = CD_NO_TEXT;
  double lowest = INFINITY;
  for (guint o = 0; o < view->grid->n_texts; o++) {
    if (!cd_reaches(view->u[o], threshold) || view->u[o] >= lowest - CD_TOLERANCE)
      continue;
    found = o;
    lowest = view->u[o];
  }
  return found;
}

/* What LEVEL of an issue adds to a text's distance from another with level OTHER. */
static double issue_distance(const CdGrid *grid, guint issue, guint level, guint other)
{
  double steps = fabs((double)level - other);
  return grid->levels[issue] > 1 ? steps / (grid->levels[issue] - 1) : 0;
}

/* The others' last offers; how many there are. */
static guint last_offers(const CdView *view, guint *offer)
{
  guint n = 0;
  for (guint s = 0; s < view->n_seated; s++) {
    guint text = view->seated[s] == view->self ? CD_NO_TEXT : cd_view_last_offer(view, view->seated[s]);
    if (text != CD_NO_TEXT)
      offer[n++] = text;
  }
  return n;
}

/* Of all texts in grid order, their distances from one; sums over the issues before each are kept, for most neighbours share them. */
typedef struct {
  guint offered[CD_ISSUE_MAX];
  double before[CD_ISSUE_MAX + 1];
} Distances;

static double move_on(Distances *it, const CdGrid *grid, const guint *level, guint changed)
{
  for (guint issue = changed; issue < grid->n_issues; issue++)
    it->before[issue + 1] = it->before[issue] + issue_distance(grid, issue, level[issue], it->offered[issue]);
  return it->before[grid->n_issues];
}

static guint nearest(const CdView *view, double threshold, const guint *offer, guint n_offers)
{
  const CdGrid *grid = view->grid;
  guint found = CD_NO_TEXT, level[CD_ISSUE_MAX] = {0}, changed = 0;
  double shortest = INFINITY;
  Distances from[CD_TALK_MAX] = {0};
  for (guint j = 0; j < n_offers; j++)
    for (guint issue = 0; issue < grid->n_issues; issue++)
      from[j].offered[issue] = cd_grid_level(grid, offer[j], issue);
  for (guint o = 0; o < grid->n_texts; o++) {
    double length = 0;
    for (guint j = 0; j < n_offers; j++)
      length += move_on(&from[j], grid, level, changed);
    changed = cd_grid_next(grid, level);
    if (!cd_reaches(view->u[o], threshold))
      continue;
    bool shorter = length < shortest - CD_TOLERANCE;
    if (!shorter && !(length <= shortest + CD_TOLERANCE && view->u[o] > view->u[found] + CD_TOLERANCE))
      continue;
    found = o;
    shortest = length;
  }
  return found;
}

static CdTalkMove offer_reaching(const CdClassic *it, const CdView *view, double threshold)
{
  guint offer[CD_TALK_MAX];
  guint n_offers = it->choice == CD_CLASSIC_NEAREST ? last_offers(view, offer) : 0;
  guint text = n_offers ? nearest(view, threshold, offer, n_offers) : least_asked(view, threshold);
  if (text == CD_NO_TEXT)
    return (CdTalkMove){.act = CD_ACT_PASS, .threshold = threshold, .reason = CD_REASON_NOTHING_TO_TABLE};
  return (CdTalkMove){.act = CD_ACT_OFFER,
                      .text = text,
                      .threshold = threshold,
                      .reason = n_offers ? CD_REASON_NEAREST : CD_REASON_LEAST_ASKED};
}

static CdTalkMove act(gpointer self, const CdView *view)
{
  CdClassic *it = self;
  double target = cd_answering_asked(&it->answering, view, &it->tactic);
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

static CdTalkMove leave(gpointer self, const CdView *view)
{
  (void)self;
  double now = view->outside, stay = fmax(now, view->u_max) - cd_view_wait(view, view->meeting + 1);
  return cd_move_leave(now, stay, now > stay + CD_TOLERANCE);
}

const CdSeatKind cd_classic_kind = {.act = act, .close = close_talk, .vote = vote, .leave = leave};
