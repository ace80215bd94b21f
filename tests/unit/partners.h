/* partners.h - partners at a table, as tests want them: additive values over a grid, given or drawn, alternatives, what each believes of the
 * others, and a seat for each. Parties have an id, by which all is drawn; so that renaming them can be tested. */
#pragma once

#include "sim/negotiation/classic.h"
#include "sim/negotiation/expectation.h"
#include "sim/negotiation/informed.h"
#include "sim/negotiation/talks.h"

enum { PARTNERS_MAX = 5, PARTNERS_LEVELS = 9 };

/* part[issue][level]: weight times value. */
typedef struct {
  double part[CD_ISSUE_MAX][PARTNERS_LEVELS];
} Profile;

typedef struct {
  CdArena *arena;
  guint64 seed;
  CdGrid grid;
  guint n;
  guint id[PARTNERS_MAX];        /* by party */
  Profile profile[PARTNERS_MAX]; /* by party */
  double outside[PARTNERS_MAX];  /* value of the alternative */
  double after[PARTNERS_MAX];    /* what it gains once others have left, for each of them */
  double smaller;                /* what every text loses for each partner who has left */
  CdTalkParty party[PARTNERS_MAX];
  guint order[PARTNERS_MAX];
  bool regroups;                      /* those who left go on together; else each alone */
  CdDomain domain[1 << PARTNERS_MAX]; /* made as asked for */
  guint member[1 << PARTNERS_MAX][PARTNERS_MAX];
  CdPrior prior;
  Profile *particle; /* [(observer * n + other) * n_particles + particle] */
  double *least;     /* likewise: what it takes at least */
  double *mean[PARTNERS_MAX * PARTNERS_MAX];
  bool patient; /* others are believed to hold out for more until their last meeting */
  CdClassic classic[PARTNERS_MAX];
  CdInformed informed[PARTNERS_MAX];
  CdExpectingSeat expectation[PARTNERS_MAX];
} Partners;

double profile_u(const CdGrid *grid, const Profile *profile, guint text);

/* City, county and small over length 1..5, quality weight 30..70 and pricing block, cost-and-volume, results: 75 texts. Walk-away values
 * and tactics of the vector NEG-3 (negotiation-and-games A6). Classic seats. */
Partners *partners_three(void);

/* N partners and N_TEXTS texts of one issue, worth U[party * n_texts + text]; alternatives of 0. Classic seats, last meeting 12. */
Partners *partners_by_hand(guint n, guint n_texts, const double *u);

/* N partners with drawn additive values on a grid of LEVELS[n_issues], alternatives in [LOW, HIGH]; last meeting LAST. Classic seats. */
Partners *partners_drawn(guint64 seed, guint n, guint n_issues, const guint *levels, double low, double high, guint last);

/* Party i becomes party NAME[i]; all else is carried along. To be called before seats are taken. */
void partners_rename(Partners *partners, const guint *name);

void partners_sit_classic(Partners *partners, CdTactic tactic, CdClassicChoice choice);
void partners_sit_informed(Partners *partners, CdTactic tactic);
/* With particles drawn as the partners themselves are. */
void partners_sit_expecting(Partners *partners, CdTactic tactic, guint n_particles, double spread);

/* After that, where texts are of one issue: every particle of OBSERVER about OTHER has these utilities, and takes LEAST. */
void partners_believe(Partners *partners, guint observer, guint other, const double *u, double least);

const CdDomain *partners_block(gpointer partners, guint32 block);
CdTalks partners_talks(Partners *partners);

/* Texts that give everybody at least what leaving at once is worth. */
guint partners_zone(Partners *partners);

void partners_free(Partners *partners);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Partners, partners_free)
