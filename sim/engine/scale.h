/* scale.h - what size does to cost and to what a service can keep, before anybody has bid: each figure one draw of the inputs. docs/model.md, "Cost".
 *
 * Cost here is a contract's reference cost, its officers and its tender: all that does not depend on who wins. Clients are an average caseload, people those
 * seen in treatment in a year, all ages. Everything runs under the common terms, with all of the co-commissioners' money there unless said otherwise. */
#pragma once

#include "sim/base/arena.h"
#include "sim/model/world.h"

/* A contract's own elasticity is taken between its size divided and multiplied by this: wide enough that one post more or less does not pass for a slope. */
#define CD_SCALE_STEP 1.25

/* Sizes at which costs are taken: smaller, as it is, larger. */
#define CD_SCALE_SIZES 3

/* Cost elasticities that evidence gives, most scale first. Programme level: 159 methadone programmes in the United States, 10 % more patient-days for 8.2 % more cost (Health
 * Services Research, 2008; grade B). Contract level where hubs are retained: judgement (grade D). None. */
#define CD_EVIDENCE_COUNT 3
extern const double cd_evidence_elasticity[CD_EVIDENCE_COUNT];

typedef struct {
  double people, clients; /* of all areas */
  double *post_needs;     /* [post] average clients below which it is given up */
  double *post_bare;      /* [post] the same without any money of co-commissioners; INFINITY: no number is enough */
  double *post_of_people; /* [post] average clients whom it would serve for each person in treatment in a year, all areas */
  double *post_clients; /* [contract * n_post + post] whom it would serve there */
  double *hub_needs;    /* [hub] average clients who carry its whole rent; 0 for a spoke, which stays as it is */
  double *hub_clients,
      *hub_size; /* [structure * n_hub + hub] who use it, and what share of its rent they carry; size 0: closed */
  double *contract_clients; /* [contract] */
  double *contract_people;  /* [contract] by the part of their care that it buys */
  double *contract_cost;    /* [size * n_contract + contract] pounds a year */
  double *contract_size;    /* [size * n_contract + contract] average clients */
} CdScaleDraw;

/* From WORLD as it is drawn; its arrays are the arena's. WORLD's numbers of people are changed and put back. */
void cd_scale_draw(CdScaleDraw *draw, CdWorld *world, CdArena *arena);

/* What COST_RATIO, the cost of contracts with shares SHARE[n] of the clients over that of one contract for all, says as an elasticity: sum of
 * share^e = COST_RATIO. NAN where there is none between 0 and 3, or fewer than two contracts share the clients. */
double cd_scale_implied(const double *share, guint n, double cost_ratio);

/* sum of share^e. */
double cd_scale_split(const double *share, guint n, double elasticity);

/* What one service for all areas costs as its caseload grows, mix and terms of the joint structure: mean over draws of the inputs; pounds for
 * each person in treatment in a year, at N_POINTS sizes from SMALLEST to LARGEST people in a year (even in the logarithm), with the local
 * elasticity of cost. */
typedef struct {
  double people, cost, cost_per_person, elasticity;
} CdCurvePoint;
void cd_scale_curve(const CdScenario *scenario, guint64 seed, double smallest, double largest, guint n_points,
                    CdCurvePoint *point);
