/* plan.h - an experiment made ready: its factors, the points that its design has, what runs and what is kept. Never changed once made; threads may share it, each with a reference of its own. */
#pragma once

#include "sim/model/varied.h"
#include "sim/sampling/design.h"
#include "sim/sampling/given.h"

/* A number that moves along, since it shares the factor's draw; the factor's own is the first. */
typedef struct {
  CdAddress address;
  char *path;
  CdDist dist;
} CdSweepMember;

typedef struct {
  const CdExperimentFactorSpec *spec;
  CdVaried varied;
  GArray *member; /* CdSweepMember; of a choice itself alone */
} CdSweepFactor;

typedef struct {
  gint refs; /* atomic */
  CdScenario *scenario;
  const CdExperimentSpec *experiment;
  CdSweepDesign kind;
  guint64 n, points, seed;
  guint replicates; /* of a point, of the first stage where there are two */
  double half;      /* the precision asked for; 0: there is one stage */
  guint precise;    /* of metric[], what it is of */
  bool close;       /* for points where it is not clear which option does better, alone */
  guint most;       /* replicates of both stages; without precision replicates */
  guint n_factors;
  CdSweepFactor *factor; /* [n_factors] */
  guint n_options;
  guint *option; /* [n_options] structures */
  bool *among;   /* [structures] */
  char **metric; /* NULL-terminated names of values */
  guint n_metrics;
  CdDesign *design;     /* NULL: points given */
  CdGivenPoints *given; /* NULL: a design */
  guint64 *row;         /* [points] rows of either, by the experiment's filters; NULL: all */
  char *given_sha256;   /* of the file of points */
  bool ends;            /* some coordinates are 0 or 1 */
  bool reads_again;     /* a point's values may be other than the scenario's own: it is checked anew */
  char *xml;            /* the scenario as it is run */
} CdSweepPlan;

/* N, REPLICATES: 0 as stated. NULL and ERROR where the design cannot be had or its points cannot be read. */
CdSweepPlan *cd_sweep_plan_new(CdScenario *scenario, guint experiment, guint64 n, guint replicates, GError **error);

/* The same, but that points given are left to the caller, who has kept them. */
CdSweepPlan *cd_sweep_plan_new_kept(CdScenario *scenario, guint experiment, guint64 n, guint replicates, GError **error);
/* The same but for its points: of a list none are read, and of a design no filters are looked at. STEPS: swaps by which a maximin hypercube is spread; 0: as many as the sweep's own, which may take seconds. */
CdSweepPlan *cd_sweep_plan_outline(CdScenario *scenario, guint experiment, guint64 steps, GError **error);

/* Reads the points of a list, from the file that its experiment names in the scenario's folder. False and ERROR: CD_ERROR_IO, it cannot be read; CD_ERROR_USAGE, what stands in it is no table of the factors; CD_ERROR_BUDGET, it has more
 * than MOST bytes. */
bool cd_sweep_plan_read_points(CdSweepPlan *plan, gsize most, GError **error);

/* The points, as somebody has kept them, of a plan made by cd_sweep_plan_new_kept(): VALUE[rows * n_factors] and SHA256, both taken. */
void cd_sweep_plan_take_points(CdSweepPlan *plan, guint64 rows, double *value, char *sha256);

CdSweepPlan *cd_sweep_plan_ref(CdSweepPlan *plan);
void cd_sweep_plan_unref(CdSweepPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSweepPlan, cd_sweep_plan_unref)

/* VALUE[n_factors] of point 0 .. points - 1, a choice's as the number of its word in cd_choices[]; UNIT[n_factors] its coordinates, of points given left alone; LABEL may be NULL. CURSOR: of
 * plan->design, NULL with points given. */
void cd_sweep_point(const CdSweepPlan *plan, CdDesignCursor *cursor, guint64 point, double *unit, double *value,
                    CdDesignLabel *label);

/* The number of the factor of this id, which is there. */
guint cd_sweep_factor(const CdSweepPlan *plan, const char *id);

/* Whether a larger n has the points of a smaller one first. */
bool cd_sweep_nests(const CdSweepPlan *plan);
