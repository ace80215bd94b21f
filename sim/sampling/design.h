/* design.h - designs of experiments: which points of the unit cube are looked at, one coordinate a factor, and what each row of a design is for.
 *
 * A row is a function of (plan, row): the same whatever rows are asked for, in whatever order, by however many threads; every draw is keyed (base/random.h, owen.h). So no design is
 * ever held whole, but for the levels of a maximin hypercube. Without a change of seed a larger N has the rows of a smaller one first: RANDOM, SOBOL, SALTELLI and MORRIS (not
 * from a pool); hypercubes have not.
 *
 *   kind            N                 rows, in order
 *   RANDOM          points            N independent uniform points
 *   LATIN           points            N, a Latin hypercube (latin.h)
 *   MAXIMIN         points <= 2,000   N, a Latin hypercube with its points far apart (maximin.h)
 *   SOBOL           points            N of Sobol's sequence (sobol.h), the zero point first; best a power of 2
 *   SALTELLI        base points       N (G + 2), or with SECOND_ORDER N (2 G + 2), of G groups: for each point (a, b) of a sequence in 2k dimensions the rows A = a;
 *                                     AB of each group: a, but the group's factors from b; BA of each group: b, but these from a; B = b. SALib's order; best N a power of 2
 *   MORRIS          trajectories      N (G + 1): for each the start, then a row a move (morris.h). With POOL the N that lie furthest apart of POOL (morris-spread.h)
 *   GRID            -                 every combination of levels, the last factor's changing fastest
 *   ONE_AT_A_TIME   -                 the base point, then for each factor each of its levels, all others as in the base
 *
 * Sources: Saltelli et al. 2010, "Variance based sensitivity analysis of model output" (the matrices); otherwise in the headers named. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/sampling/levels.h"

typedef enum {
  CD_DESIGN_RANDOM,
  CD_DESIGN_LATIN,
  CD_DESIGN_MAXIMIN,
  CD_DESIGN_SOBOL,
  CD_DESIGN_SALTELLI,
  CD_DESIGN_MORRIS,
  CD_DESIGN_GRID,
  CD_DESIGN_ONE_AT_A_TIME
} CdDesignKind;

#define CD_DESIGN_KINDS (CD_DESIGN_ONE_AT_A_TIME + 1)

enum {
  CD_DESIGN_MAX_FACTORS = 10000,
  CD_DESIGN_MAX_LEVELS = 10000,
  CD_DESIGN_MAX_NETS = 64,
  CD_DESIGN_MAX_SALTELLI = 555 /* factors, of 1,111 dimensions; SOBOL: 1,111 */
};

/* Greatest N, and rows of a grid. */
#define CD_DESIGN_MAX_POINTS (G_GUINT64_CONSTANT(1) << 32)

typedef struct {
  CdDesignKind kind;
  guint factors;
  guint64 n;
  guint64 seed;
  const char *const *name; /* [factors] for errors; NULL: numbered from 1 */

  /* SALTELLI and MORRIS; the others look at factors alone. */
  const guint *group; /* [factors] of 0 .. G - 1, none empty; NULL: each factor its own */

  bool plain;        /* SOBOL, SALTELLI: unscrambled, the same for every seed */
  bool second_order; /* SALTELLI */
  guint nets; /* SOBOL, SALTELLI: nets scrambled apart, among which points are dealt in turn, N / NETS of each; 0: one (sensitivity/scrambles.h) */
  bool centred;  /* LATIN, MAXIMIN: in the strata's middles */
  guint64 steps; /* MAXIMIN: swaps to try; 0: by size */

  guint levels;       /* MORRIS (even), GRID, ONE_AT_A_TIME */
  const guint *level; /* [factors] GRID, ONE_AT_A_TIME: its own number of levels; NULL: LEVELS each */
  CdLevels where;     /* MORRIS, GRID, ONE_AT_A_TIME */
  bool mixed;         /* MORRIS: factors of a group go each its own way */
  guint pool;         /* MORRIS: trajectories to choose from; 0: no choice */
  const double *base; /* [factors] ONE_AT_A_TIME, in [0, 1]; NULL: the middle of each */

  /* [factors * factors] of the Gaussian copula (copula.h); NULL: independent. SALTELLI and MORRIS attribute what happens to one group at a time, which has no meaning for a factor that
   * drags one of another group along: correlated factors must share a group. A grid and one at a time take none. Nor does a design with rows at 0 or 1. */
  const double *correlation;
} CdDesignPlan;

typedef enum {
  CD_BLOCK_POINT, /* of no block */
  CD_BLOCK_A,
  CD_BLOCK_AB,
  CD_BLOCK_BA,
  CD_BLOCK_B,
  CD_BLOCK_START, /* of a trajectory; of one at a time the base */
  CD_BLOCK_MOVE   /* of a trajectory; of one at a time a level */
} CdDesignBlock;

#define CD_NO_GROUP G_MAXUINT

/* What a row is for. */
typedef struct {
  guint64 base; /* point, base point or trajectory */
  CdDesignBlock block;
  guint group; /* mixed in, or moved; without groups the factor. CD_NO_GROUP: none */
} CdDesignLabel;

typedef struct _CdDesign CdDesign;

/* NULL and ERROR (CD_ERROR_USAGE: what, the value, what is possible, what to do) where PLAN cannot be had. What PLAN points to is copied. Never changed after. */
CdDesign *cd_design_new(const CdDesignPlan *plan, GError **error);
void cd_design_free(CdDesign *design);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdDesign, cd_design_free)

guint64 cd_design_rows(const CdDesign *design);
guint cd_design_factors(const CdDesign *design);
guint cd_design_groups(const CdDesign *design);

/* Rows that one base point or trajectory takes. */
guint cd_design_rows_a_base(const CdDesign *design);

/* Whether any coordinate is 0 or 1. */
bool cd_design_has_ends(const CdDesign *design);

/* A reader of rows: holds the base point that it last read from, so that neighbouring rows are cheap. One a thread; the design outlives it. */
typedef struct _CdDesignCursor CdDesignCursor;
CdDesignCursor *cd_design_cursor_new(const CdDesign *design);
void cd_design_cursor_free(CdDesignCursor *cursor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdDesignCursor, cd_design_cursor_free)

/* N rows from FROM on: UNIT[row * factors + factor] in [0, 1], LABEL[row] where not NULL. Allocates nothing. */
void cd_design_read(CdDesignCursor *cursor, guint64 from, guint64 n, double *unit, CdDesignLabel *label);

/* As written in files: "latin-hypercube"; "ab". */
const char *cd_design_kind_word(CdDesignKind kind);
const char *cd_design_block_word(CdDesignBlock block);
