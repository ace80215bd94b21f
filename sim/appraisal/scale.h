/* scale.h - at what size a post or hub stops being viable, what each contract has, and how strongly cost goes with a contract's size: over draws of the inputs.
 *
 * From CD_SCALE_DRAWS draws, the same whatever the number of replicates, as the curve of unit cost is. Spreads are over
 * them; an end that has no bound is NAN. What is meant by clients, people and cost: sim/engine/scale.h. */
#pragma once

#include "sim/appraisal/tally.h"
#include "sim/engine/scale.h"

#define CD_SCALE_DRAWS 200

/* The size that a post or a whole hub needs. */
typedef struct {
  CdSpread clients, people; /* average clients; people in treatment in a year who bring them, in the mix of all areas */
  CdSpread bare_clients, bare_people; /* a post: the same without co-commissioners' money */
  bool is_funded;                     /* a post: some of it rests on that money */
} CdSizeNeeded;

/* What a contract has for a post, or an option for a hub. */
typedef struct {
  CdSpread clients; /* who would use it */
  double kept;      /* share of the draws in which it is kept: the post, the whole hub */
  double bare;      /* a post: the same without co-commissioners' money */
  double pooled;    /* a post: the same if one provider holds all of the option's contracts */
  double size;      /* a hub: mean share of its rent that is carried; 0: it is closed */
} CdServed;

typedef struct {
  CdSpread clients, people, elasticity; /* of its cost, per cent for a per cent of people */
} CdContractSize;

/* A structure's contracts against the joint structure. */
typedef struct {
  double evidence[CD_EVIDENCE_COUNT]; /* sum of share^e - 1 at each elasticity of the evidence, mean */
  CdSpread penalty;                   /* its cost over the joint structure's, less one */
  CdSpread elasticity; /* e at which sum of share^e - 1 would be that; NAN: no two contracts share the clients, or the joint
                                         structure has several contracts */
} CdSplitSize;

typedef struct {
  guint n_posts, n_hubs, n_contracts, n_structures;
  CdSizeNeeded *post;       /* [post] */
  CdSizeNeeded *hub;        /* [hub]; 0 for a spoke, which needs nobody */
  CdServed *post_served;    /* [contract * n_posts + post] */
  CdServed *hub_served;     /* [structure * n_hubs + hub] */
  CdContractSize *contract; /* [contract] */
  CdSplitSize *split;       /* [structure] */
} CdScale;

/* Room for SCENARIO, without figures. */
CdScale *cd_scale_empty(const CdScenario *scenario);

CdScale *cd_scale_new(const CdScenario *scenario, guint64 seed);
void cd_scale_free(CdScale *scale);

/* Whether anybody would use the post under a contract. */
static inline bool cd_served_anybody(const CdServed *served)
{
  return served->clients.p95 > 0;
}
