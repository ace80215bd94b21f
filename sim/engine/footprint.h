/* footprint.h - a structure laid over the caseload: what each contract serves, on what terms, and what it would cost a typical
 * provider (its reference cost), before anybody has bid. docs/model.md, "Footprint" and "Cost". */
#pragma once

#include "sim/cost/layers.h"
#include "sim/engine/caseload.h"

/* Terms of one contract, settled. */
typedef struct {
  double length, quality_weight, results_share, outcomes_share, localisation, notice_months;
  int pricing;      /* row */
  int cost_sharing; /* CdSharing */
  bool exit_right;
  int scoring;                         /* CdScoring */
  double minimum_quality, willingness; /* of bids; for quality in pounds, share of the reference cost */
} CdTermsDrawn;

/* Which terms an arm runs under. */
typedef enum {
  CD_TERMS_ARM_COMMON, /* those of <terms>: the same for every structure */
  CD_TERMS_ARM_TODAY,  /* those of <today>, else of <terms>: of the contracts in force */
  CD_TERMS_ARM_OWN     /* the structure's own: stated on its contracts, or its councils' weighted ideals */
} CdTermsArm;

typedef struct {
  const CdContract *contract;
  CdTermsDrawn terms;
  double stated_length;    /* years, where the route did not set the length */
  double *cell_share;      /* [cell] share of the cell's treatment that this contract gives */
  double *pair_value;      /* [area * n_component + component] pounds a year of care it buys there */
  double *pair_direct;     /* the same without what is paid by use: the care that bears overhead */
  double *area_clients;    /* [area] average clients, weighted by the part of their care that it buys */
  double *council_clients; /* [council] the same by council */
  bool *party;             /* [council] answers for one of its areas */
  double *post_clients;    /* [post] average clients whom the post would serve */
  double clients;          /* sum of area_clients: the size that management, hubs and terms go by */
  double beside;  /* pounds a year that co-commissioners pay into it; of account where councils' own money is limited */
  double parties; /* effective number of partners, at least 1 */
  guint n_parties;
  double rural_share;
  guint64 specification;        /* hash: equal specifications have equal hashes */
  double layer[CD_LAYER_COUNT]; /* reference cost, standing alone: up to mobilisation */
  double reference;             /* its sum */
} CdFootprintContract;

/* Contracts side by side: those of a structure, or those that blocks of councils would let (sim/engine/block.h). */
typedef struct {
  guint n_contracts;
  const CdContract *const *contract; /* [n_contracts] */
  const CdTermsDrawn *terms;         /* [n_contracts] given; NULL: settled from the scenario */
  CdBorderPolicy border_policy;
  CdIntelligence intelligence;
  CdRefs leaving, staying; /* co-commissioners that pay into none or all of them, whatever they would like */
  bool prepared;           /* a structure whose specification is ready */
  bool as_now;             /* business as usual */
  double decided;          /* months after the decision that the scenario states */
} CdLayout;

typedef struct {
  CdBorderPolicy border_policy;
  CdIntelligence intelligence;
  CdRefs leaving, staying; /* these too */
  bool prepared, as_now;   /* as in its layout */
  double decided;
  guint n_contracts;
  CdFootprintContract *at; /* [n_contracts] in the order of the file */
  guint *hub_sharers;      /* [hub] contracts that pay for it, in equal parts; one that none pays for is closed */
  double *hub_clients;     /* [hub] average clients who use it: of the contracts that pay for it, and visitors */
  double *hub_size; /* [hub] share of its rent that is spent, 0..1; below 1 where its clients cannot carry more */
  double reference; /* sum over contracts */
} CdFootprint;

/* FUNDING (sim/engine/funding.h): what co-commissioners' money does to care and posts; NULL: all of it is there. */
typedef struct _CdFunding CdFunding;
void cd_footprint_make(CdFootprint *footprint, const CdWorld *world, const CdCaseload *caseload, guint structure,
                       CdTermsArm arm, const CdFunding *funding, CdArena *arena);

/* Whether the scenario names STRUCTURE as one whose specification is ready: the joint one, where it names none. */
bool cd_structure_is_prepared(const CdWorld *world, guint structure);

/* The contracts of STRUCTURE, in the order of the file; memory of the arena. */
CdLayout cd_structure_layout(const CdWorld *world, guint structure, CdArena *arena);

/* The same for any contracts side by side; ARM settles terms where LAYOUT gives none. */
void cd_footprint_lay(CdFootprint *footprint, const CdWorld *world, const CdCaseload *caseload, const CdLayout *layout,
                      CdTermsArm arm, const CdFunding *funding, CdArena *arena);

/* Puts other terms on contract C; its mobilisation goes by their length and what several specifications cost by localisation, and with
 * them reference costs. */
void cd_footprint_set_terms(CdFootprint *footprint, const CdWorld *world, guint c, const CdTermsDrawn *terms);

/* IT as it is where the route that it names is closed or refused and it is let anew: for the length that its terms state and not for that which the route
 * sets. */
CdFootprintContract cd_footprint_let(const CdFootprintContract *it, const CdWorld *world);

/* Share of COHORT's clients whom POST is there for, nought to one. */
double cd_post_part(const CdWorld *world, guint post, guint cohort);

/* Whether CONTRACT would have POST, had it the clients for it. */
bool cd_contract_wants(const CdContract *contract, guint post);

/* Reference cost without what goes by the terms, which are local specifications and mobilisation: what a belief about scale is a share of. */
double cd_footprint_scaled(const CdFootprint *footprint);

/* The common terms of the scenario, settled; with those that CONTRACT states where that is not NULL. */
CdTermsDrawn cd_common_terms(const CdWorld *world, const CdContract *contract);

/* The council that answers for AREA. */
guint cd_area_council(const CdWorld *world, guint area);

bool cd_refs_same(CdRefs a, CdRefs b); /* whatever their order */
