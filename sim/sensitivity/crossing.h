/* crossing.h - where a function that is known by simulation alone crosses nought, and whether it does. docs/model.md, section 7.14.
 *
 * What the function is of is not known here: an assumption, a share of the way towards several; what it is, neither. It is estimated at values x, each time from the
 * same replicates (common random numbers), so that the estimates rise and fall together and what is left of chance is smooth in x.
 *
 * 1. Scan: at nine values, evenly spread, then at all. Where all nine are clearly on one side of nought, and nearer to one another than to nought, nine do.
 * 2. Clear is what lies beyond a band that holds the whole function at the values scanned with 95 %: estimate +- c se, c by the maximum of the studentised errors under
 *    a Gaussian multiplier bootstrap over replicates (Chernozhukov, Chetverikov & Kato 2013; as many errors are drawn as one has), stretched from
 *    normal to Student's quantile.
 * 3. Between neighbouring clear values of opposite sign: bisection to the root of the estimate, and of its interval's ends to where the estimate is 1.96 se (Student's
 *    quantile) from nought. The interval so holds all x that a test would not tell from a root (inversion; as Fieller 1954).
 *
 * Tested (tests/unit/crossing.c): of 2,000 samples of 40 replicates the interval covers the root of a straight function in 95.2 % and of a bent one in 94.9 %; a function that is nought everywhere is
 * told to be on either side at any value in 5.3 %. A function that dips through nought and back between two values scanned is not seen: "none at this resolution". */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What replicates tell of the function at one x. */
typedef struct {
  double mean, se; /* NAN: not defined there */
  double *part; /* [n_parts] what each replicate adds to the error, their squares adding up to se^2; owned by who asked; NULL where not defined */
} CdEstimate;

typedef struct {
  /* Estimates at X[n] into INTO[n]; the same x gives the same. False: stop. */
  bool (*estimate)(gpointer user, const double *x, guint n, CdEstimate *into);
  gpointer user;
  guint n_parts;
  double freedom; /* degrees of freedom of se */
} CdNoisyFunction;

typedef enum {
  CD_CROSSES_NOWHERE, /* clearly on one side of nought at all values scanned */
  CD_CROSSES_UNTOLD,  /* nowhere clearly on the other side, but at some values it cannot be told on which */
  CD_CROSSES_ONCE,
  CD_CROSSES_OFTEN,
  CD_CROSSES_UNDEFINED /* fewer than two values have an estimate */
} CdCrossingKind;

/* A value scanned. */
typedef struct {
  double x, mean, se;
  int side; /* -1, +1: clearly below, above nought; 0: cannot be told */
} CdScanned;

typedef struct {
  double from, to;  /* neighbouring clear values, of opposite side */
  int side;         /* at from */
  double value;     /* root; NAN where the function has steps alone: it then lies between from and to */
  double low, high; /* interval, 95 %; from and to where the function has steps alone */
} CdCrossing;

#define CD_CROSSINGS_MOST 16

typedef struct {
  CdCrossingKind kind;
  double critical; /* c */
  guint n_scanned;
  CdScanned *scanned; /* [n_scanned], x rising */
  guint n;
  CdCrossing crossing[CD_CROSSINGS_MOST]; /* [n], x rising */
} CdCrossings;

/* Values of a whole scan, and of its first pass. */
#define CD_SCAN_POINTS 33u
#define CD_SCAN_FIRST 9u

/* Over X[n], rising. STEPS: the function has these values alone; else what lies between is looked at as well. SEED, KEY: of the bootstrap's stream. NULL where it was told to stop.
 * Freed by cd_crossings_free(). */
CdCrossings *cd_crossings_find(const CdNoisyFunction *function, const double *x, guint n, bool steps, guint64 seed,
                               guint64 key);
void cd_crossings_free(CdCrossings *crossings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdCrossings, cd_crossings_free)

/* The side on which the function is at X, by the roots found: that of the nearest value scanned that is clear and not parted from X by a root; 0 where none is. */
int cd_crossings_side(const CdCrossings *crossings, double x);
