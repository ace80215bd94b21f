#include "sim/engine/footprint.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/engine/access.h"
#include "sim/engine/beds.h"
#include "sim/engine/buyer.h"
#include "sim/engine/funding.h"
#include "sim/engine/route.h"
#include "sim/engine/preference.h"

bool cd_refs_same(CdRefs a, CdRefs b)
{
  bool same = a.n == b.n;
  for (guint i = 0; same && i < a.n; i++)
    same = cd_refs_has(b, a.at[i]);
  return same;
}

double cd_post_part(const CdWorld *world, guint post, guint cohort)
{
  const CdPost *it = &world->post[post];
  if (!cd_refs_has(it->cohorts, cohort))
    return 0;
  return it->serves == CD_SERVES_MENTAL_HEALTH ? world->cohort[cohort].mental_share : 1;
}

bool cd_contract_wants(const CdContract *contract, guint post)
{
  return !cd_refs_has(contract->without, post);
}

guint cd_area_council(const CdWorld *world, guint area)
{
  for (guint i = 0; i < world->n_council; i++)
    if (cd_refs_has(world->council[i].areas, area))
      return i;
  g_assert_not_reached(); /* the loader gives every area to one council */
}

/* Pounds a year of care (no management, estate or overhead) for COMPONENT in AREA; *PASS_THROUGH is the part paid by use. */
static double pair_care(const CdWorld *world, const CdCaseload *caseload, guint area, guint component,
                        double *pass_through)
{
  const CdComponent *part = &world->component[component];
  double support = part->client_cost * caseload->area_adults[area];
  if (world->n_bed_service > 0)
    support += cd_bed_cost(world, area, component);
  double direct = 0;
  *pass_through = 0;
  if (part->pass_through == CD_YES)
    *pass_through += support;
  else
    direct += support;
  for (guint k = 0; k < world->n_cohort; k++) {
    const CdCohort *cohort = &world->cohort[k];
    if (cohort->component != (int)component)
      continue;
    double clients = caseload->clients[cd_cell(caseload, area, k)];
    direct += cd_direct_cost(world->cost, clients, cohort->direct_cost, world->area[area].rural_share);
    *pass_through += clients * cohort->pass_through_cost;
  }
  return direct;
}

/* What GIVEN, a contract or the terms in force, states in the place of what TERMS are. */
#define SETTLE_NUMBER(terms, given, field) ((terms)->field = isnan((given)->field) ? (terms)->field : (given)->field)
#define SETTLE_WORD(terms, given, field) ((terms)->field = (given)->field < 0 ? (terms)->field : (given)->field)
#define SETTLE(terms, given)                                                                                           \
  (SETTLE_NUMBER(terms, given, length), SETTLE_NUMBER(terms, given, quality_weight),                                   \
   SETTLE_NUMBER(terms, given, results_share), SETTLE_NUMBER(terms, given, outcomes_share),                            \
   SETTLE_NUMBER(terms, given, localisation), SETTLE_NUMBER(terms, given, notice_months),                              \
   SETTLE_NUMBER(terms, given, minimum_quality), SETTLE_NUMBER(terms, given, willingness),                             \
   SETTLE_WORD(terms, given, pricing), SETTLE_WORD(terms, given, cost_sharing), SETTLE_WORD(terms, given, scoring),    \
   (terms)->exit_right = (given)->exit_right < 0 ? (terms)->exit_right : (given)->exit_right == CD_YES)

/* The caseload-weighted mean of the parties' ideals; the pricing method best liked on the same weights (ties: hashed id). */
static void settle_ideal(CdTermsDrawn *terms, const CdWorld *world, const double *council_clients)
{
  double weight = 0, length = 0, quality = 0, outcomes = 0, localisation = 0;
  for (guint i = 0; i < world->n_council; i++) {
    const CdCouncil *council = &world->council[i];
    double w = council_clients[i];
    weight += w;
    length += w * council->ideal_length;
    quality += w * council->ideal_quality_weight;
    outcomes += w * council->ideal_outcomes;
    localisation += w * council->ideal_localisation;
  }
  if (weight <= 0)
    return;
  terms->length = length / weight;
  terms->quality_weight = quality / weight;
  terms->outcomes_share = outcomes / weight;
  terms->localisation = localisation / weight;
  double best = -1;
  for (guint p = 0; p < world->n_pricing; p++) {
    double liking = 0;
    for (guint i = 0; i < world->n_council; i++)
      liking += council_clients[i] * cd_pricing_liking(world, i, (int)p);
    bool before = world->pricing[p].head.key < world->pricing[terms->pricing].head.key;
    if (liking > best || (liking == best && before)) {
      best = liking;
      terms->pricing = (int)p;
    }
  }
}

CdTermsDrawn cd_common_terms(const CdWorld *world, const CdContract *contract)
{
  const CdTerms *common = world->terms;
  CdTermsDrawn terms = {common->length,         common->quality_weight,  common->results_share,
                        common->outcomes_share, common->localisation,    common->notice_months,
                        common->pricing,        common->cost_sharing,    common->exit_right == CD_YES,
                        common->scoring,        common->minimum_quality, common->willingness};
  if (contract)
    SETTLE(&terms, contract);
  return terms;
}

static CdTermsDrawn settle_terms(const CdWorld *world, const CdContract *contract, const double *council_clients,
                                 CdTermsArm arm)
{
  CdTermsDrawn terms = cd_common_terms(world, NULL);
  if (arm == CD_TERMS_ARM_OWN) {
    if (world->structure[contract->head.parent].terms == CD_TERMS_IDEAL)
      settle_ideal(&terms, world, council_clients);
    SETTLE(&terms, contract);
  }
  if (arm == CD_TERMS_ARM_TODAY && world->n_in_force > 0)
    SETTLE(&terms, world->in_force);
  return terms;
}

/* What CONTRACT pays beyond its areas' own places, or saves. Sizes go by the places that areas buy, so that they add up over contracts. */
static void add_beds(const CdWorld *world, const CdContract *contract, guint area, guint component, double *direct,
                     double *pass_through)
{
  double more = (cd_bed_factor(contract) - 1) * cd_bed_cost(world, area, component);
  *(world->component[component].pass_through == CD_YES ? pass_through : direct) += more;
}

/* What the contract serves. CUT[component]: share of the care that goes with co-commissioners' money; NULL: none. Sizes go by the
 * clients planned for, so that what a cut does to management and hubs is not mixed up with scale. */
static void measure_contract(CdFootprintContract *it, const CdWorld *world, const CdCaseload *caseload,
                             const double *cut, CdArena *arena)
{
  const CdContract *contract = it->contract;
  it->cell_share = cd_arena_array(arena, double, caseload->n_cells);
  it->pair_value = cd_arena_array(arena, double, world->n_area * world->n_component);
  it->pair_direct = cd_arena_array(arena, double, world->n_area * world->n_component);
  it->area_clients = cd_arena_array(arena, double, world->n_area);
  it->council_clients = cd_arena_array(arena, double, world->n_council);
  it->post_clients = cd_arena_array(arena, double, world->n_post);
  it->party = cd_arena_array(arena, bool, world->n_council);
  double rural = 0;
  for (guint i = 0; i < contract->areas.n; i++) {
    guint a = contract->areas.at[i];
    double all_care = 0, bought = 0;
    for (guint p = 0; p < world->n_component; p++) {
      double pass_through = 0;
      double direct = pair_care(world, caseload, a, p, &pass_through);
      all_care += direct + pass_through;
      if (!cd_refs_has(contract->components, p))
        continue;
      bought += contract->share * (direct + pass_through);
      if (world->n_bed_service > 0)
        add_beds(world, contract, a, p, &direct, &pass_through);
      it->pair_value[a * world->n_component + p] = contract->share * (direct + pass_through);
      it->pair_direct[a * world->n_component + p] = contract->share * direct;
      double kept = cut ? 1 - cut[p] : 1;
      it->layer[CD_LAYER_DIRECT] += contract->share * direct * kept;
      it->layer[CD_LAYER_PASS_THROUGH] += contract->share * pass_through * kept;
    }
    it->area_clients[a] = all_care > 0 ? caseload->area_clients[a] * bought / all_care : 0;
    it->clients += it->area_clients[a];
    guint council = cd_area_council(world, a);
    it->party[council] = true;
    it->council_clients[council] += it->area_clients[a];
    rural += it->area_clients[a] * world->area[a].rural_share;
    for (guint k = 0; k < world->n_cohort; k++) {
      if (!cd_refs_has(contract->components, (guint)world->cohort[k].component))
        continue;
      guint cell = cd_cell(caseload, a, k);
      it->cell_share[cell] = contract->share;
      for (guint s = 0; s < world->n_post; s++)
        if (cd_contract_wants(contract, s))
          it->post_clients[s] += contract->share * caseload->clients[cell] * cd_post_part(world, s, k);
    }
  }
  it->rural_share = it->clients > 0 ? rural / it->clients : 0;
  for (guint i = 0; i < world->n_council; i++)
    it->n_parties += it->party[i];
  it->parties = fmax(1, cd_effective_parties(it->council_clients, world->n_council));
  it->specification =
      contract->specification ? cd_hash_text(contract->specification) : cd_hash_pair(contract->head.key, 1);
}

/* Those who use a hub that their own contract does not pay for, from across a border or beside it. */
static void add_visitors(double *hub_clients, const CdFootprint *footprint, const CdWorld *world)
{
  for (guint l = 0; l < world->n_locality; l++) {
    const CdLocality *locality = &world->locality[l];
    CdHubUse use[CD_HUB_USES];
    cd_access_uses(footprint, world, l, use);
    for (guint u = 0; u < CD_HUB_USES; u++)
      for (guint c = 0; use[u].hub >= 0 && c < footprint->n_contracts; c++) {
        const CdFootprintContract *it = &footprint->at[c];
        if (!cd_refs_has(it->contract->hubs, (guint)use[u].hub))
          hub_clients[use[u].hub] += it->area_clients[locality->area] * locality->client_share * use[u].share;
      }
  }
}

/* A hub (not a spoke) shrinks to what its clients can carry: those whose contracts pay for it and those who visit it. */
static void settle_hubs(CdFootprint *footprint, const CdWorld *world, CdArena *arena)
{
  footprint->hub_sharers = cd_arena_array(arena, guint, world->n_hub);
  footprint->hub_size = cd_arena_array(arena, double, world->n_hub);
  double *clients = footprint->hub_clients = cd_arena_array(arena, double, world->n_hub);
  for (guint c = 0; c < footprint->n_contracts; c++) {
    CdRefs hubs = footprint->at[c].contract->hubs;
    for (guint h = 0; h < hubs.n; h++) {
      footprint->hub_sharers[hubs.at[h]]++;
      clients[hubs.at[h]] += footprint->at[c].clients;
    }
  }
  add_visitors(clients, footprint, world);
  for (guint h = 0; h < world->n_hub; h++) {
    const CdHub *hub = &world->hub[h];
    if (footprint->hub_sharers[h] > 0)
      footprint->hub_size[h] = hub->kind == CD_HUB_SPOKE ? 1 : cd_hub_size(world->cost, hub->rent, clients[h]);
  }
}

/* Specifications beyond the first that its provider works to: those that its parties write for themselves, or of a shared one the parts that each further partner sets. */
static double further_specifications(const CdFootprintContract *it)
{
  return cd_has_own_specifications(it) ? it->n_parties - 1 : it->terms.localisation * (it->parties - 1);
}

/* What follows from the terms: further specifications, and mobilisation. */
static void price_terms(CdFootprintContract *it, const CdCost *cost)
{
  it->layer[CD_LAYER_COMPLEXITY] = cost->complexity * further_specifications(it);
  it->layer[CD_LAYER_MOBILISATION] = 0;
  it->layer[CD_LAYER_MOBILISATION] = cost->mobilisation * cd_layers_provider(it->layer) / it->terms.length;
  it->reference = cd_layers_provider(it->layer);
}

/* Who works to a specification for each of its parties manages as one who holds a contract of each: it shares as much as it may between them. */
static double management_of(const CdFootprintContract *it, const CdWorld *world)
{
  if (!cd_has_own_specifications(it))
    return cd_management_cost(world->cost, it->clients);
  double separate = 0;
  for (guint i = 0; i < world->n_council; i++)
    if (it->party[i])
      separate += cd_management_cost(world->cost, it->council_clients[i]);
  return cd_management_shared(world->cost, separate, it->clients);
}

static void price_reference(CdFootprintContract *it, const CdFootprint *footprint, const CdWorld *world, double funding)
{
  const CdCost *cost = world->cost;
  double *layer = it->layer;
  layer[CD_LAYER_MANAGEMENT] = management_of(it, world);
  CdRefs hubs = it->contract->hubs;
  for (guint h = 0; h < hubs.n; h++)
    layer[CD_LAYER_ESTATE] +=
        world->hub[hubs.at[h]].rent * footprint->hub_size[hubs.at[h]] / footprint->hub_sharers[hubs.at[h]];
  for (guint s = 0; s < world->n_post; s++)
    layer[CD_LAYER_SPECIALISTS] += cd_post_wte(&world->post[s], it->post_clients[s], funding) * world->post[s].salary;
  layer[CD_LAYER_OVERHEAD] = cost->overhead * (layer[CD_LAYER_DIRECT] + layer[CD_LAYER_MANAGEMENT] +
                                               layer[CD_LAYER_ESTATE] + layer[CD_LAYER_SPECIALISTS]);
  price_terms(it, cost);
}

static double care_of(const CdFootprintContract *it, const CdWorld *world, guint component)
{
  double care = 0;
  for (guint a = 0; a < world->n_area; a++)
    care += it->pair_value[a * world->n_component + component];
  return care;
}

/* What co-commissioners pay into contract C; without FUNDING all pay in, by the care that contracts buy. */
static double money_beside(const CdFootprint *footprint, const CdWorld *world, const CdFunding *funding, guint c)
{
  double money = 0;
  for (guint f = 0; f < world->n_funder; f++) {
    guint component = (guint)world->funder[f].component;
    double all = 0;
    for (guint d = 0; d < footprint->n_contracts; d++)
      all += care_of(&footprint->at[d], world, component);
    double part = all > 0 ? care_of(&footprint->at[c], world, component) / all : 0;
    money += funding ? funding->money[c * world->n_funder + f] : world->funder[f].contribution * part;
  }
  return money;
}

bool cd_structure_is_prepared(const CdWorld *world, guint structure)
{
  CdRefs prepared = world->concordat->prepared;
  return prepared.n > 0 ? cd_refs_has(prepared, structure) : (int)structure == world->concordat->joint;
}

CdLayout cd_structure_layout(const CdWorld *world, guint structure, CdArena *arena)
{
  const CdContract **contract = cd_arena_array(arena, const CdContract *, world->n_contract);
  guint n = 0;
  for (guint i = 0; i < world->n_contract; i++)
    if (world->contract[i].head.parent == (int)structure)
      contract[n++] = &world->contract[i];
  return (CdLayout){.n_contracts = n,
                    .contract = contract,
                    .border_policy = (CdBorderPolicy)world->structure[structure].border_policy,
                    .intelligence = (CdIntelligence)world->structure[structure].intelligence,
                    .leaving = world->structure[structure].leaving,
                    .staying = world->structure[structure].staying,
                    .prepared = cd_structure_is_prepared(world, structure),
                    .as_now = (int)structure == world->concordat->baseline};
}

void cd_footprint_lay(CdFootprint *footprint, const CdWorld *world, const CdCaseload *caseload, const CdLayout *layout,
                      CdTermsArm arm, const CdFunding *funding, CdArena *arena)
{
  *footprint = (CdFootprint){.border_policy = layout->border_policy,
                             .intelligence = layout->intelligence,
                             .leaving = layout->leaving,
                             .staying = layout->staying,
                             .prepared = layout->prepared,
                             .as_now = layout->as_now,
                             .decided = layout->decided,
                             .n_contracts = layout->n_contracts,
                             .at = cd_arena_array(arena, CdFootprintContract, layout->n_contracts)};
  for (guint c = 0; c < footprint->n_contracts; c++) {
    CdFootprintContract *it = &footprint->at[c];
    it->contract = layout->contract[c];
    measure_contract(it, world, caseload, funding ? &funding->cut[(gsize)c * world->n_component] : NULL, arena);
    it->terms = layout->terms ? layout->terms[c] : settle_terms(world, it->contract, it->council_clients, arm);
    it->stated_length = it->terms.length;
    cd_route_terms(&it->terms, it->contract, world);
  }
  settle_hubs(footprint, world, arena);
  for (guint c = 0; c < footprint->n_contracts; c++) {
    price_reference(&footprint->at[c], footprint, world, funding ? funding->post_funding : 1);
    footprint->reference += footprint->at[c].reference;
    if (!isnan(footprint->at[c].contract->price_limit))
      footprint->at[c].beside = money_beside(footprint, world, funding, c);
  }
}

void cd_footprint_make(CdFootprint *footprint, const CdWorld *world, const CdCaseload *caseload, guint structure,
                       CdTermsArm arm, const CdFunding *funding, CdArena *arena)
{
  CdLayout layout = cd_structure_layout(world, structure, arena);
  cd_footprint_lay(footprint, world, caseload, &layout, arm, funding, arena);
}

CdFootprintContract cd_footprint_let(const CdFootprintContract *it, const CdWorld *world)
{
  CdFootprintContract let = *it;
  let.terms.length = it->stated_length;
  price_terms(&let, world->cost);
  return let;
}

void cd_footprint_set_terms(CdFootprint *footprint, const CdWorld *world, guint c, const CdTermsDrawn *terms)
{
  CdFootprintContract *it = &footprint->at[c];
  it->terms = *terms;
  it->stated_length = terms->length;
  cd_route_terms(&it->terms, it->contract, world);
  price_terms(it, world->cost);
  footprint->reference = 0; /* summed afresh: what is added and taken off in turn would not return to the last bit */
  for (guint d = 0; d < footprint->n_contracts; d++)
    footprint->reference += footprint->at[d].reference;
}

double cd_footprint_scaled(const CdFootprint *footprint)
{
  double sum = 0;
  for (guint c = 0; c < footprint->n_contracts; c++)
    sum += footprint->at[c].reference - footprint->at[c].layer[CD_LAYER_COMPLEXITY] -
           footprint->at[c].layer[CD_LAYER_MOBILISATION];
  return sum;
}
