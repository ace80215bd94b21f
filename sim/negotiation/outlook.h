/* outlook.h - how a party sees the table: the texts it considers, and the chance that all the others would take each.
 *
 * Kept up with the public steps. When a new block sits down, the shortlist is made anew with the prior means, others being held to what
 * leaving is worth to them at this party's last meeting; what was learnt about those still there is kept. */
#pragma once

#include "sim/negotiation/seat.h"
#include "sim/negotiation/shortlist.h"

/* One of the others at the table. */
typedef struct {
  guint party;
  CdOpponent belief;
  double *reference; /* [particle] thresholds at which odds are stated */
  double *odds;      /* [(band * n_particles + particle) * CD_BAND + place], of the bands that are known */
} CdOtherParty;

/* The others' thresholds at one meeting. [place among the others * n_particles + particle] */
typedef struct {
  guint meeting; /* G_MAXUINT: none yet */
  double *threshold;
  double *shift; /* as factors on odds */
} CdThresholds;

typedef struct {
  const CdPrior *prior;
  CdArena *arena;
  guint32 block; /* for which all below was made; 0: none yet */
  guint n_steps; /* public steps heard */
  guint n_others;
  CdOtherParty other[CD_TALK_MAX]; /* in turn order, in which chances are multiplied */
  CdShortlist list;
  guint known;          /* mask of bands whose odds are known */
  double *prior_chance; /* [n_texts] that all others take a text, by prior means; 0 for texts never worth taking */
  CdThresholds turns;   /* at the meeting last asked about */
  CdThresholds vote;    /* at a closing vote, likewise */
  double *scratch;      /* [n_particles * CD_BAND] */
} CdOutlook;

/* PRIOR is borrowed; memory of ARENA is taken as needed and must last as long as the talks. */
void cd_outlook_init(CdOutlook *outlook, const CdPrior *prior, CdArena *arena);

/* Hears the public steps since it last did; at the beginning of each call of a seat. */
void cd_outlook_update(CdOutlook *outlook, const CdView *view);

/* The chance that all others take each text of a band of the shortlist, into CHANCE[CD_BAND], of which list.n[band] count: in turns at
 * MEETING, or at a closing vote there. */
void cd_outlook_chances(CdOutlook *outlook, const CdView *view, guint band, guint meeting, bool closing, double *chance);
