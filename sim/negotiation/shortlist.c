#include "sim/negotiation/shortlist.h"

#include <math.h>

typedef struct {
  double chance[CD_BAND]; /* of the texts of one band, falling */
} Rank;

/* Keeps the likeliest texts of a band in order; later texts go after earlier ones of the same chance. */
static void keep(CdShortlist *list, Rank *rank, guint band, guint text, double u, double chance)
{
  guint n = list->n[band];
  if (n == CD_BAND && chance <= rank->chance[CD_BAND - 1])
    return;
  guint place = n < CD_BAND ? n : CD_BAND - 1;
  guint *texts = &list->text[band * CD_BAND];
  double *us = &list->u[band * CD_BAND];
  for (; place > 0 && rank->chance[place - 1] < chance; place--) {
    rank->chance[place] = rank->chance[place - 1];
    texts[place] = texts[place - 1];
    us[place] = us[place - 1];
  }
  rank->chance[place] = chance;
  texts[place] = text;
  us[place] = u;
  list->n[band] = MIN(n + 1, (guint)CD_BAND);
}

static void note_most(CdShortlist *list, guint band)
{
  list->most[band] = -INFINITY;
  for (guint i = 0; i < list->n[band]; i++)
    list->most[band] = fmax(list->most[band], list->u[band * CD_BAND + i]);
}

void cd_shortlist_choose(CdShortlist *list, const double *u, const double *chance, guint n, double low)
{
  Rank rank[CD_BANDS];
  double high = low;
  for (guint o = 0; o < n; o++)
    high = MAX(high, u[o]);
  double per_gain = high > low ? CD_BANDS / (high - low) : 0;
  for (guint b = 0; b <= CD_BANDS; b++)
    list->n[b] = 0;
  list->next_heard = 0;
  for (guint o = 0; o < n; o++) {
    if (u[o] < low - CD_TOLERANCE)
      continue;
    guint band = u[o] > low ? (guint)((u[o] - low) * per_gain) : 0;
    band = MIN(band, (guint)CD_BANDS - 1);
    keep(list, &rank[band], band, o, u[o], chance[o]);
  }
  for (guint b = 0; b <= CD_BANDS; b++)
    note_most(list, b);
}

guint cd_shortlist_hear(CdShortlist *list, guint text, double u)
{
  for (guint b = 0; b <= CD_BANDS; b++)
    for (guint i = 0; i < list->n[b]; i++)
      if (list->text[b * CD_BAND + i] == text)
        return G_MAXUINT;
  guint slot = CD_HEARD * CD_BAND + list->next_heard;
  list->text[slot] = text;
  list->u[slot] = u;
  list->next_heard = (list->next_heard + 1) % CD_BAND;
  list->n[CD_HEARD] = MIN(list->n[CD_HEARD] + 1, (guint)CD_BAND);
  note_most(list, CD_HEARD);
  return slot;
}
