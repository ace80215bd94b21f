/* lever.h - an assumption that can be moved by itself: a number of the scenario, with those that are drawn alike. */
#pragma once

#include "sim/appraisal/inputs.h"
#include "sim/model/held.h"

typedef struct {
  guint n;
  CdAccordInput *member; /* [n] >= 1; the first stands for all: x is its value */
  bool is_drawn;         /* else the file states one value, and low, central and high are that */
  bool is_stepped;       /* a discrete distribution: it has its points alone */
  double low, high;      /* what the file states; of normal and lognormal all but half a hundredth at either end */
  double central;        /* median */
} CdLever;

/* All that are drawn, in the order of the registry and of the file: GArray of CdLever, which cd_levers_free() frees. */
GArray *cd_levers_new(const CdScenario *scenario);
void cd_levers_free(GArray *levers);
void cd_lever_clear(CdLever *lever);

/* A copy of its own. */
CdLever cd_lever_copy(const CdLever *lever);

/* One number of the scenario, drawn or not, with those that are drawn as it is; FIELD is a number that is set. */
CdLever cd_lever_of(const CdScenario *scenario, CdEntityKind kind, guint row, const CdField *field);

/* Appends to HELD (GArray of CdHeld) what moves it to X: within its range the others go to the same quantile of theirs; beyond it, or where the file states one value, to X as
 * well, which needs cd_lever_is_alike(). */
void cd_lever_hold(const CdScenario *scenario, const CdLever *lever, double x, GArray *held);

/* Whether all members have the same distribution. */
bool cd_lever_is_alike(const CdScenario *scenario, const CdLever *lever);

/* The share of its distribution that lies at X or below; 0 or 1 where it is not drawn. */
double cd_lever_share_below(const CdScenario *scenario, const CdLever *lever, double x);

/* X at quantile U. */
double cd_lever_at(const CdScenario *scenario, const CdLever *lever, double u);
