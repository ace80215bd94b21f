/* shortlist.h - the texts that a party considers: too many are possible, and of texts drawn at random most are of no use (of those drawn at
 * random, none lay in the zone of agreement in 22 % of the cases where there was one; definitions.md section 3).
 *
 * What the party could gain, from the least that it may ever take to its own best, is cut into eight equal bands; of each band the 32
 * texts are kept that the others are likeliest to take. A further band holds the last 32 texts that others have tabled. */
#pragma once

#include "sim/negotiation/domain.h"
#include "sim/negotiation/opponent.h"

enum {
  CD_BANDS = 8,
  CD_HEARD = CD_BANDS, /* the band of the texts that others have tabled */
  CD_SHORTLIST = (CD_BANDS + 1) * CD_BAND
};

typedef struct {
  guint n[CD_BANDS + 1];     /* texts in each band, the lowest gains first */
  double most[CD_BANDS + 1]; /* the highest own utility in each; -INFINITY: empty */
  guint text[CD_SHORTLIST];  /* [band * CD_BAND + place], of a band of gains the likeliest first */
  double u[CD_SHORTLIST];    /* own utility of each */
  guint next_heard;          /* place of the next text heard */
} CdShortlist;

/* From the N texts with own utilities U, at least LOW, and the chance that all others take them (any increasing function of it). Of equal
 * chances the first in grid order is kept. The band of texts heard is emptied. */
void cd_shortlist_choose(CdShortlist *list, const double *u, const double *chance, guint n, double low);

/* A text that another has tabled, in place of the one heard longest ago. Its slot; G_MAXUINT: it is there already. */
guint cd_shortlist_hear(CdShortlist *list, guint text, double u);
