#include "sim/negotiation/expectation.h"

#include <math.h>

void cd_expectation_init(CdExpectingSeat *seat, const CdTactic *tactic, const CdPrior *prior, CdArena *arena)
{
  *seat = (CdExpectingSeat){.tactic = *tactic, .patience = 1};
  cd_outlook_init(&seat->outlook, prior, arena);
}

/* --- Texts ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  guint text;
  double chance, u;
} Choice;

static bool is_better(const Choice *a, const Choice *b)
{
  if (a->chance != b->chance)
    return a->chance > b->chance;
  return a->u != b->u ? a->u > b->u : a->text < b->text;
}

/* Of the shortlist's texts that reach THRESHOLD, the likeliest to be taken now by all others; CD_NO_TEXT. */
static guint likeliest(CdExpectingSeat *seat, const CdView *view, double threshold, bool closing)
{
  const CdShortlist *list = &seat->outlook.list;
  Choice best = {.text = CD_NO_TEXT, .chance = -1};
  double chance[CD_BAND];
  for (guint b = 0; b <= CD_BANDS; b++) {
    if (list->n[b] == 0 || !cd_reaches(list->most[b], threshold))
      continue;
    cd_outlook_chances(&seat->outlook, view, b, view->meeting, closing, chance);
    for (guint i = 0; i < list->n[b]; i++) {
      Choice choice = {.text = list->text[b * CD_BAND + i], .chance = chance[i], .u = list->u[b * CD_BAND + i]};
      if (cd_reaches(choice.u, threshold) && is_better(&choice, &best))
        best = choice;
    }
  }
  return best.text;
}

/* The same on the whole grid, by prior means. */
static guint likeliest_by_means(const CdExpectingSeat *seat, const CdView *view, double threshold)
{
  Choice best = {.text = CD_NO_TEXT, .chance = -1};
  for (guint o = 0; o < view->grid->n_texts; o++) {
    if (!cd_reaches(view->u[o], threshold))
      continue;
    Choice choice = {.text = o, .chance = seat->outlook.prior_chance[o], .u = view->u[o]};
    best = is_better(&choice, &best) ? choice : best;
  }
  return best.text;
}

static CdTalkMove offer_reaching(CdExpectingSeat *seat, const CdView *view, double threshold, bool closing)
{
  guint text = likeliest(seat, view, threshold, closing);
  if (text == CD_NO_TEXT)
    text = likeliest_by_means(seat, view, threshold);
  if (text == CD_NO_TEXT)
    return (CdTalkMove){.act = CD_ACT_PASS, .threshold = threshold, .reason = CD_REASON_NOTHING_TO_TABLE};
  return (CdTalkMove){.act = CD_ACT_OFFER, .text = text, .threshold = threshold, .reason = CD_REASON_LIKELIEST};
}

/* --- Moves ----------------------------------------------------------------------------------------------------------- */

static CdTalkMove act(gpointer self, const CdView *view)
{
  CdExpectingSeat *seat = self;
  cd_outlook_update(&seat->outlook, view);
  double asked = cd_answering_asked(&seat->answering, view, &seat->tactic);
  return cd_view_suits(view, asked) ? cd_move_accept(asked) : offer_reaching(seat, view, asked, false);
}

static CdTalkMove close_talk(gpointer self, const CdView *view)
{
  CdExpectingSeat *seat = self;
  cd_outlook_update(&seat->outlook, view);
  return offer_reaching(seat, view, view->outside, true);
}

static CdTalkMove vote(gpointer self, const CdView *view, guint text)
{
  (void)self;
  return cd_move_vote(view, text);
}

/* The best that the shortlist lets one expect of MEETING; looks no further once it is ENOUGH. Whether or not a text passes, the months until
 * then are spent; one that is worth less than leaving by then is not worth waiting for. */
static double expect(CdExpectingSeat *seat, const CdView *view, guint meeting, bool closing, double enough)
{
  const CdShortlist *list = &seat->outlook.list;
  double wait = cd_view_wait(view, meeting), left = pow(seat->patience, meeting - view->meeting);
  double best = view->outside - wait, chance[CD_BAND];
  for (guint b = CD_BANDS + 1; b-- > 0 && best < enough;) {
    if (list->n[b] == 0 || left * list->most[b] - wait <= best)
      continue;
    cd_outlook_chances(&seat->outlook, view, b, meeting, closing, chance);
    for (guint i = 0; i < list->n[b]; i++) {
      double gain = fmax(left * list->u[b * CD_BAND + i] - view->outside, 0);
      best = fmax(best, view->outside + chance[i] * gain - wait);
    }
  }
  return best;
}

static CdTalkMove leave(gpointer self, const CdView *view)
{
  CdExpectingSeat *seat = self;
  cd_outlook_update(&seat->outlook, view);
  guint next = view->meeting + 1, last = view->last[view->self];
  double now = view->outside, enough = now - CD_TOLERANCE;
  double stay = now - cd_view_wait(view, next);
  if (stay < enough)
    stay = fmax(stay, expect(seat, view, last, true, enough));
  if (stay < enough)
    stay = fmax(stay, expect(seat, view, next, false, enough));
  return cd_move_leave(now, stay, stay < enough);
}

const CdSeatKind cd_expectation_kind = {.act = act, .close = close_talk, .vote = vote, .leave = leave};
