/* flip.h - what would reverse a preference: what `concordat flip` reports. docs/model.md, section 7.14. */
#pragma once

#include "concordat/flip.h"
#include "sim/appraisal/alternative.h"
#include "sim/appraisal/claims.h"
#include "sim/sensitivity/crossing.h"
#include "sim/appraisal/lever.h"

/* A mean, its standard error, and half of its 95 % interval. */
typedef struct {
  double x, mean, se, half;
} CdFlipEnd;

/* A crossing, tried anew. */
typedef struct {
  CdCrossing at;
  bool outside; /* the range that the file states */
  double low,
      high; /* its interval's ends as tried on fresh draws: those of .at, or further apart where the sign was not clear there (sim/experiment/flip.h) */
  CdFlipEnd end[2]; /* what fresh draws found at .low and .high */
  bool confirmed;   /* the sign is clear at both, and opposite */
} CdFlipPoint;

typedef struct {
  CdLever lever;
  bool own;                            /* of the partner whose preference it is */
  double share;                        /* of the variance between assumptions, given data; NAN: not told from none */
  bool no_part;                        /* what is asked does not depend on it at all */
  CdCrossings *within, *below, *above; /* NULL: not looked at; .below and .above the range that the file states */
  guint n;
  CdFlipPoint *point; /* [n] by rising x */
  double reversed; /* share of its own distribution under which, by itself, it reverses the mean; NAN: not drawn, or not looked at */
} CdFlipLever;

/* One assumption as it moves with others. */
typedef struct {
  guint lever;         /* index */
  double central, end; /* from its median towards this end of its range */
  double gain;         /* by which its move to the end alone takes the mean towards nought */
} CdFlipMove;

/* Several at once: each goes min(1, t gain / greatest gain) of the way from its median to its end. */
typedef struct {
  guint n;
  CdFlipMove *move;   /* [n] by falling gain */
  double t_most;      /* at which all have arrived */
  CdCrossings *along; /* in t; NULL: not looked at */
  bool reverses;
  CdFlipPoint point; /* where it does, in t */
} CdFlipTogether;

typedef enum {
  CD_FLIP_STAYS,
  CD_FLIP_PERHAPS, /* the mean has the other sign, which is not clear */
  CD_FLIP_REVERSES /* it is, and so on fresh draws */
} CdFlipChange;

typedef struct {
  CdAlternative word; /* .path, .setting, .refusal; nothing of its values */
  CdFlipEnd with;     /* .x undefined */
  CdFlipEnd fresh;    /* the same on fresh draws; NAN where it was not asked */
  CdFlipChange change;
} CdFlipChoice;

struct _CdFlip {
  CdScenario *scenario; /* a reference */
  CdMeasure measure;    /* under the common terms */
  int test; /* row of the <claim-test> that is asked about: D is by how much it holds, CRITERION's margin; -1: D is the measure, an option against another */
  CdCriterion criterion;
  CdMetricLayout *layout;
  CdEntityKind kind; /* of the partner whose own preference it is: a council or a funder; CD_ENTITY_NONE: nobody's */
  guint partner;     /* its row */
  bool chosen;       /* the numbers looked at were named */
  bool beyond;
  guint64 seed, fresh;    /* of what was found, and of what it was tried on */
  guint replicates, each; /* as things are; at each value */
  guint n_inputs;         /* that are drawn each by itself */
  double freedom;
  CdFlipEnd stated; /* as things are; .x undefined */
  int side;         /* of .stated; 0: its sign is not clear */
  guint n;
  CdFlipLever *lever; /* [n] the partner's own first, then by influence */
  CdFlipTogether together;
  guint n_choices;
  CdFlipChoice *choice; /* [n_choices] in the order of the registry */
};

/* z(T) of MOVE, and where it then is. */
double cd_flip_way(const CdFlipTogether *together, guint move, double t);
double cd_flip_place(const CdFlipTogether *together, guint move, double t);
