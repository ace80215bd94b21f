#include "sim/negotiation/issuewise.h"

#include <math.h>

void cd_issuewise_init(CdIssuewiseSeat *seat, CdTacticKind kind, const CdIssueScale *scale, const CdTactic *tactic,
                       const CdPrior *prior, CdArena *arena)
{
  g_assert(cd_tactic_info(kind)->family == CD_TACTIC_ISSUE);
  *seat = (CdIssuewiseSeat){.kind = kind, .scale = scale};
  if (prior)
    cd_expectation_init(&seat->expecting, tactic, prior, arena);
}

/* --- Answering ------------------------------------------------------------------------------------------------------- */

static double number_at(const CdIssuewiseSeat *seat, const CdGrid *grid, guint text, guint issue)
{
  return seat->scale->at[issue][cd_grid_level(grid, text, issue)];
}

static void sit_down(CdIssuewiseSeat *seat, const CdView *view)
{
  seat->block = view->block;
  seat->turns = 0;
  for (guint issue = 0; issue < view->grid->n_issues; issue++)
    if (seat->scale->at[issue])
      seat->own[issue] = number_at(seat, view->grid, view->best, issue);
}

/* Where the others ask for nought, the proportion's limit. */
static double in_proportion(double own, double before, double after, double min, double max)
{
  if (after > 0)
    return cd_tit_for_tat_relative(own, before, after, min, max);
  return before > 0 ? max : CLAMP(own, min, max);
}

static void answer_issue(CdIssuewiseSeat *seat, const CdGrid *grid, guint issue, guint best, double before, double after)
{
  double liked = number_at(seat, grid, best, issue), *own = &seat->own[issue];
  double min = fmin(liked, after), max = fmax(liked, after);
  if (seat->kind == CD_TACTIC_ABSOLUTE)
    *own = cd_tit_for_tat_absolute(*own, before, after, 0, min, max);
  else
    *own = in_proportion(*own, before, after, min, max);
}

/* Moves on every issue with an order as the others have moved between two of its turns. */
static void answer(CdIssuewiseSeat *seat, const CdView *view, const guint *then, const guint *now)
{
  for (guint issue = 0; issue < view->grid->n_issues; issue++) {
    double before = 0, after = 0;
    guint n = 0;
    for (guint s = 0; seat->scale->at[issue] && s < view->n_seated; s++) {
      guint party = view->seated[s];
      if (party == view->self || then[party] == CD_NO_TEXT)
        continue;
      before += number_at(seat, view->grid, then[party], issue);
      after += number_at(seat, view->grid, now[party], issue);
      n++;
    }
    if (n > 0)
      answer_issue(seat, view->grid, issue, view->best, before / n, after / n);
  }
}

static void take_note(CdIssuewiseSeat *seat, const CdView *view)
{
  if (seat->block != view->block)
    sit_down(seat, view);
  guint turn = seat->turns++, back = seat->kind == CD_TACTIC_AVERAGED ? CD_ISSUEWISE_WINDOW : 1;
  guint *now = seat->heard[turn % (CD_ISSUEWISE_WINDOW + 1)];
  for (guint s = 0; s < view->n_seated; s++)
    now[view->seated[s]] = cd_view_last_offer(view, view->seated[s]);
  if (turn >= back)
    answer(seat, view, seat->heard[(turn - back) % (CD_ISSUEWISE_WINDOW + 1)], now);
}

/* --- Counter-offer --------------------------------------------------------------------------------------------------- */

static double share_of_range(const double *at, guint levels, double difference)
{
  double range = at[levels - 1] - at[0];
  return range > 0 ? fabs(difference) / range : 0;
}

/* What a level of an issue adds to a text's distance; BEST, the level of its best text. */
static double issue_distance(const CdIssuewiseSeat *seat, const CdGrid *grid, guint issue, guint level, guint best)
{
  const double *at = seat->scale->at[issue];
  return at ? share_of_range(at, grid->levels[issue], at[level] - seat->own[issue]) : level != best;
}

static guint nearest(const CdIssuewiseSeat *seat, const CdView *view)
{
  const CdGrid *grid = view->grid;
  guint found = CD_NO_TEXT, level[CD_ISSUE_MAX] = {0}, best[CD_ISSUE_MAX], changed = 0;
  double before[CD_ISSUE_MAX + 1] = {0}; /* sums over the issues before each, which most neighbours share */
  double shortest = INFINITY, limit = view->outside;
  for (guint issue = 0; issue < grid->n_issues; issue++)
    best[issue] = cd_grid_level(grid, view->best, issue);
  for (guint text = 0; text < grid->n_texts; text++) {
    for (guint issue = changed; issue < grid->n_issues; issue++)
      before[issue + 1] = before[issue] + issue_distance(seat, grid, issue, level[issue], best[issue]);
    changed = cd_grid_next(grid, level);
    double length = before[grid->n_issues];
    if (!cd_reaches(view->u[text], limit))
      continue;
    bool as_near = found != CD_NO_TEXT && length <= shortest + CD_TOLERANCE;
    bool better = length < shortest - CD_TOLERANCE || (as_near && view->u[text] > view->u[found] + CD_TOLERANCE);
    if (found != CD_NO_TEXT && !better)
      continue;
    found = text;
    shortest = length;
  }
  return found;
}

/* --- Moves ----------------------------------------------------------------------------------------------------------- */

static CdTalkMove act(gpointer self, const CdView *view)
{
  CdIssuewiseSeat *seat = self;
  if (seat->expecting.outlook.prior)
    cd_outlook_update(&seat->expecting.outlook, view); /* it leaves by what it learns in turns too */
  take_note(seat, view);
  guint text = nearest(seat, view);
  if (text == CD_NO_TEXT)
    return (CdTalkMove){.act = CD_ACT_PASS, .threshold = view->outside, .reason = CD_REASON_NOTHING_TO_TABLE};
  double asked = view->u[text];
  if (view->standing != CD_NO_TEXT && cd_reaches(view->u[view->standing], asked))
    return (CdTalkMove){.act = CD_ACT_ACCEPT, .threshold = asked, .reason = CD_REASON_AS_GOOD_AS_OWN};
  return (CdTalkMove){.act = CD_ACT_OFFER, .text = text, .threshold = asked, .reason = CD_REASON_IN_KIND};
}

static CdTalkMove close_talk(gpointer self, const CdView *view)
{
  return cd_expectation_kind.close(&((CdIssuewiseSeat *)self)->expecting, view);
}

static CdTalkMove vote(gpointer self, const CdView *view, guint text)
{
  return cd_expectation_kind.vote(&((CdIssuewiseSeat *)self)->expecting, view, text);
}

static CdTalkMove leave(gpointer self, const CdView *view)
{
  return cd_expectation_kind.leave(&((CdIssuewiseSeat *)self)->expecting, view);
}

const CdSeatKind cd_issuewise_kind = {.act = act, .close = close_talk, .vote = vote, .leave = leave};
