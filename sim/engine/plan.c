#include "sim/engine/plan.h"

#include <math.h>
#include "sim/engine/buyer.h"
#include "sim/engine/expected-offer.h"
#include "sim/engine/staff.h"

/* COUNCIL's weight in the specification of contract IT, by the clients of all contracts of FOOTPRINT that are written on it: two councils with a contract each
 * on one specification have it in common as if they shared the contract. */
static double specification_part(const CdFootprint *footprint, const CdFootprintContract *it, guint council)
{
  double own = 0, all = 0;
  if (cd_has_own_specifications(it))
    return 1;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    if (footprint->at[c].specification != it->specification)
      continue;
    own += footprint->at[c].council_clients[council];
    all += footprint->at[c].clients;
  }
  return own / all;
}

double cd_own_specification(const CdFootprint *footprint, const CdWorld *world, guint area)
{
  double fit = 0, weight = 0;
  guint council = cd_area_council(world, area);
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    double w = it->area_clients[area];
    if (w <= 0)
      continue;
    double own = specification_part(footprint, it, council);
    fit += w * (it->terms.localisation + (1 - it->terms.localisation) * own);
    weight += w;
  }
  return weight > 0 ? fit / weight : 0;
}

/* Share of a cohort's completions that the posts of a contract leave standing; POST_KEPT[post]. */
static double posts_of(const CdWorld *world, guint cohort, const double *post_kept)
{
  double standing = 1;
  for (guint s = 0; s < world->n_post; s++)
    if (post_kept[s] < 1)
      standing *= 1 - world->post[s].effect * cd_post_part(world, s, cohort) * (1 - post_kept[s]);
  return standing;
}

static bool has_retention(const CdWorld *world)
{
  bool any = false;
  for (guint s = 0; s < world->n_post; s++)
    any = any || !isnan(world->post[s].retention_effect);
  return any;
}

/* How many times as many leave unplanned in the first stage as where all posts stand. */
static double leaving_of(const CdWorld *world, guint cohort, const double *post_kept)
{
  double leaving = 1;
  for (guint s = 0; s < world->n_post; s++)
    if (!isnan(world->post[s].retention_effect))
      leaving *= 1 + world->post[s].retention_effect * cd_post_part(world, s, cohort) * (1 - post_kept[s]);
  return leaving;
}

double cd_boundary_loss(const CdDelivery *delivery, CdBoundary boundary)
{
  const double loss[CD_BOUNDARY_COUNT] = {delivery->loss_one, delivery->loss_same, delivery->loss_other};
  return loss[boundary];
}

/* Of two areas whose councils have a specification each in contract IT: to who moves between them it is two contracts of one provider. */
static bool is_parted(const CdFootprintContract *it, const CdWorld *world, guint first, guint second)
{
  return first != second && cd_has_own_specifications(it) &&
         cd_area_council(world, first) != cd_area_council(world, second);
}

/* Risk of being lost on a move between two cells, by who serves them; SHARE[CdBoundary]: how often each boundary is between them. */
static double loss_between(const CdFootprint *footprint, const double *same, const CdWorld *world, guint from, guint to,
                           double *share)
{
  const CdDelivery *delivery = world->delivery;
  double loss = 0;
  guint n = footprint->n_contracts;
  for (guint c = 0; c < n; c++)
    for (guint d = 0; d < n; d++) {
      double both = footprint->at[c].cell_share[from] * footprint->at[d].cell_share[to];
      if (both <= 0)
        continue;
      double p = same[c * n + d];
      bool one = c == d && !is_parted(&footprint->at[c], world, from / world->n_cohort, to / world->n_cohort);
      loss += both * (one ? delivery->loss_one : p * delivery->loss_same + (1 - p) * delivery->loss_other);
      share[CD_BOUNDARY_ONE_CONTRACT] += one ? both : 0;
      share[CD_BOUNDARY_ONE_PROVIDER] += one ? 0 : both * p;
      share[CD_BOUNDARY_TWO_PROVIDERS] += one ? 0 : both * (1 - p);
    }
  return loss;
}

/* Odds ratio at the share of the price that depends on results; whole where none of it does. */
static double odds_at_stake(const CdTermsDrawn *terms, const CdPricing *pricing, double odds)
{
  return pow(odds, pricing->by_results == CD_YES ? terms->results_share : 1);
}

void cd_plan_reference_make(CdPlanReference *reference, const CdFootprint *baseline, const CdWorld *world,
                            const CdCaseload *caseload, CdArena *arena)
{
  guint n = baseline->n_contracts;
  *reference = (CdPlanReference){.footprint = baseline, .today = cd_offer_today(baseline, world)};
  reference->same = cd_doors_today(baseline, world, arena);
  reference->fit = cd_arena_array(arena, double, world->n_area);
  reference->posts = cd_arena_array(arena, double, caseload->n_cells);
  if (has_retention(world))
    reference->leaving = cd_arena_array(arena, double, caseload->n_cells);
  reference->outcomes = cd_arena_array(arena, double, caseload->n_cells);
  reference->start_odds = cd_arena_array(arena, double, caseload->n_cells);
  reference->complete_odds = cd_arena_array(arena, double, caseload->n_cells);
  for (guint a = 0; a < world->n_area; a++)
    reference->fit[a] = cd_own_specification(baseline, world, a);
  CdAccess access;
  cd_access_make(&access, baseline, world, arena);
  reference->travel = access.felt;
  cd_beds_make(&reference->beds, baseline, world, caseload, arena);
  double *kept = cd_arena_array(arena, double, world->n_post);
  for (guint c = 0; c < n; c++) {
    const CdFootprintContract *it = &baseline->at[c];
    const CdPricing *pricing = &world->pricing[it->terms.pricing];
    for (guint s = 0; s < world->n_post; s++)
      kept[s] = cd_post_wte(&world->post[s], it->post_clients[s], 1) > 0;
    for (guint cell = 0; cell < caseload->n_cells; cell++) {
      if (it->cell_share[cell] == 0)
        continue;
      reference->posts[cell] += it->cell_share[cell] * posts_of(world, cell % caseload->n_cohorts, kept);
      if (reference->leaving)
        reference->leaving[cell] += it->cell_share[cell] * leaving_of(world, cell % caseload->n_cohorts, kept);
      reference->outcomes[cell] += it->cell_share[cell] * it->terms.outcomes_share;
      reference->start_odds[cell] += it->cell_share[cell] * odds_at_stake(&it->terms, pricing, pricing->starts_odds);
      reference->complete_odds[cell] +=
          it->cell_share[cell] * odds_at_stake(&it->terms, pricing, pricing->completions_odds);
    }
  }
}

/* A contract that treats some of a cell. */
typedef struct {
  guint contract;
  double share;     /* of the cell */
  double completes; /* share x quality x posts: completions of that part */
} Part;

/* What does not change from month to month once the service has begun. */
typedef struct {
  double complete; /* multiplier on the share of those leaving who complete, quality and posts apart */
  Part *part;      /* [n_parts] */
  guint n_parts;
  double start_share;    /* of those leaving the waiting list, who start */
  double complete_share; /* of those leaving by completion or unplanned, who complete: pricing's odds taken in */
  double leaving;        /* multiplier on unplanned exits of the first stage */
  double death;          /* multiplier on deaths */
  double early_help;     /* fall in arrivals in the long run, beyond business as usual */
  double reach;
  double leave;               /* monthly exits by completion or unplanned, together */
  double starting;            /* monthly starts at full capacity */
  double rate[CD_RATE_COUNT]; /* those of every month; what changes by month is put in each */
} CellEffects;

static double odds_share(double share, double odds_ratio)
{
  return odds_ratio * share / (1 - share + odds_ratio * share);
}

static void cell_effects(CellEffects *effect, const CdService *service, const CdPlanReference *reference,
                         const CdPlan *plan, const CdWorld *world, const CdCaseload *caseload, guint cell)
{
  const CdDelivery *delivery = world->delivery;
  const CdFootprint *footprint = service->footprint;
  guint area = cell / caseload->n_cohorts, k = cell % caseload->n_cohorts;
  const CdCohort *cohort = &world->cohort[k];
  const double *rate = &caseload->rate[(gsize)cell * CD_RATE_COUNT];
  double fit = (1 + service->fit * plan->own_specification[area]) / (1 + service->fit * reference->fit[area]);
  double travel = 1;
  if (!isnan(plan->access.felt[area]) && !isnan(reference->travel[area]))
    travel = pow(1 - delivery->travel_effect,
                 (plan->access.felt[area] - reference->travel[area]) / 10 * (1 - delivery->digital_share));

  double starts = 0, completes = 0, outcomes = 0, unmet = 0, leaving = 0;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    double share = it->cell_share[cell];
    if (share <= 0)
      continue;
    const CdPricing *pricing = &world->pricing[it->terms.pricing];
    double quality = 1 + world->market->quality_effect * (service->at[c].quality - world->market->reference_quality);
    effect->part[effect->n_parts++] =
        (Part){c, share, share * quality * posts_of(world, k, service->at[c].post_kept) / reference->posts[cell]};
    starts += share * odds_at_stake(&it->terms, pricing, pricing->starts_odds);
    completes += share * odds_at_stake(&it->terms, pricing, pricing->completions_odds);
    outcomes += share * it->terms.outcomes_share;
    leaving += reference->leaving ? share * leaving_of(world, k, service->at[c].post_kept) : 0;
    unmet += share * service->unmet[(gsize)c * world->n_component + (guint)cohort->component];
  }
  effect->leaving = reference->leaving ? leaving / reference->leaving[cell] : 1;
  effect->complete = fit * travel;
  if (plan->beds.left)
    effect->complete *= plan->beds.left[cell] / reference->beds.left[cell];
  double start_share = rate[CD_RATE_START] / (rate[CD_RATE_START] + rate[CD_RATE_GIVE_UP]);
  effect->start_share = fmin(1, fit * odds_share(start_share, starts / reference->start_odds[cell]));
  double complete_share = rate[CD_RATE_COMPLETE] / (rate[CD_RATE_COMPLETE] + rate[CD_RATE_UNPLANNED]);
  effect->complete_share = odds_share(complete_share, completes / reference->complete_odds[cell]);
  bool lost = footprint->intelligence == CD_INTELLIGENCE_APART;
  bool lost_before = reference->footprint->intelligence == CD_INTELLIGENCE_APART;
  effect->death = cohort->substance == CD_SUBSTANCE_OPIATE
                      ? (1 + delivery->intelligence_effect * lost) / (1 + delivery->intelligence_effect * lost_before)
                      : 1;
  effect->early_help = delivery->early_help * (outcomes - reference->outcomes[cell]);
  effect->reach = plan->doors.reach[cell] * (1 - unmet * (1 - world->cost->absorption));
}

/* Capacity of each contract in month U of the service, and what failing takes off completions. */
static void contract_month(const CdService *service, const CdWorld *world, double u, double *capacity, double *completing)
{
  double fade = exp(-u / world->delivery->recovery_months), thinning = cd_staff_thinning(world->delivery);
  for (guint c = 0; c < service->footprint->n_contracts; c++) {
    const CdServiceContract *it = &service->at[c];
    capacity[c] = cd_staff_in_post(it, service, thinning, fade);
    double failing = it->failing;
    if (u >= it->failure_from && u < it->failure_from + it->failure_months)
      failing = 1;
    completing[c] = capacity[c] * (1 - world->market->failure_loss * failing);
    if (world->delivery->caseload_effect > 0) /* clients for each worker, relative to business as usual: 1 / capacity */
      completing[c] *= pow(fmin(1, capacity[c]), world->delivery->caseload_effect);
  }
}

/* From the effects, what is the same in every month. */
static void settle_rates(CellEffects *effect, const double *base)
{
  double *rate = effect->rate, death = base[CD_RATE_WAITING_DEATH] * effect->death;
  double leave_waiting = fmin(base[CD_RATE_START] + base[CD_RATE_GIVE_UP], 1 - death);
  memcpy(rate, base, sizeof effect->rate);
  effect->starting = leave_waiting * effect->start_share;
  effect->leave = base[CD_RATE_COMPLETE] + base[CD_RATE_UNPLANNED];
  rate[CD_RATE_GIVE_UP] = leave_waiting * (1 - effect->start_share);
  if (effect->leaving != 1) { /* who does not leave early settles */
    rate[CD_RATE_EARLY_UNPLANNED] =
        fmin(base[CD_RATE_EARLY_UNPLANNED] * effect->leaving, base[CD_RATE_EARLY_UNPLANNED] + base[CD_RATE_SETTLE]);
    rate[CD_RATE_SETTLE] = base[CD_RATE_SETTLE] + base[CD_RATE_EARLY_UNPLANNED] - rate[CD_RATE_EARLY_UNPLANNED];
  }
  rate[CD_RATE_EARLY_DEATH] *= effect->death;
  rate[CD_RATE_DEATH] *= effect->death;
  rate[CD_RATE_OUT_DEATH] *= effect->death;
  rate[CD_RATE_WAITING_DEATH] = death;
  rate[CD_RATE_REACH] = effect->reach;
}

/* HELPING: how far early help has come by this month, 0..1. */
static void new_service_rates(double *rate, const CellEffects *effect, double helping, const double *capacity,
                              const double *completing)
{
  double speed = 0, complete = 0;
  for (guint p = 0; p < effect->n_parts; p++) {
    const Part *part = &effect->part[p];
    speed += part->share * capacity[part->contract];
    complete += part->completes * completing[part->contract];
  }
  double completing_share = effect->complete_share * effect->complete * complete;
  memcpy(rate, effect->rate, sizeof effect->rate);
  rate[CD_RATE_START] = effect->starting * speed;
  rate[CD_RATE_COMPLETE] = effect->leave * MIN(1, completing_share);
  rate[CD_RATE_UNPLANNED] = effect->leave - rate[CD_RATE_COMPLETE];
  rate[CD_RATE_ARRIVALS] *= 1 - effect->early_help * helping;
}

/* In months that no contract covers: what is left of the old service works at what is left of its capacity. */
static void gap_rates(double *rate, const double *base, double capacity)
{
  rate[CD_RATE_START] = base[CD_RATE_START] * capacity;
  double leave = base[CD_RATE_COMPLETE] + base[CD_RATE_UNPLANNED];
  rate[CD_RATE_COMPLETE] = base[CD_RATE_COMPLETE] * capacity;
  rate[CD_RATE_UNPLANNED] = leave - rate[CD_RATE_COMPLETE];
}

/* The borders of AREA by the key of the area beyond: the order in which moves are drawn, whatever the order of the file. */
static guint *borders_of(const CdWorld *world, guint area, guint *n, CdArena *arena)
{
  guint *order = cd_arena_array(arena, guint, world->n_border), *beyond = cd_arena_array(arena, guint, world->n_border);
  *n = 0;
  for (guint b = 0; b < world->n_border; b++) {
    const CdBorder *border = &world->border[b];
    if (border->first != (int)area && border->second != (int)area)
      continue;
    guint other = (guint)(border->first == (int)area ? border->second : border->first);
    guint at = (*n)++;
    for (; at > 0 && world->area[beyond[at - 1]].head.key > world->area[other].head.key; at--) {
      order[at] = order[at - 1];
      beyond[at] = beyond[at - 1];
    }
    order[at] = b;
    beyond[at] = other;
  }
  return order;
}

/* Of the cell FROM, whose clients turn 18 there, to the adults' cohort of the area; across a boundary between the contracts that serve the two. */
static CdMove handover_from(guint from, const CdService *service, const CdPlanReference *reference,
                            const CdWorld *world, const CdCaseload *caseload, CdMoveBoundaries *boundary)
{
  const CdDelivery *delivery = world->delivery;
  guint area = from / caseload->n_cohorts;
  guint to = cd_cell(caseload, area, (guint)world->cohort[from % caseload->n_cohorts].adult_cohort);
  double before = loss_between(reference->footprint, reference->same, world, from, to, boundary->share[0]),
         after = loss_between(service->footprint, service->same, world, from, to, boundary->share[1]);
  return (CdMove){.from = from,
                  .to = to,
                  .is_handover = true,
                  .probability = caseload->turning[from],
                  .loss_before = fmin(1, delivery->handover_risk * before),
                  .loss_after = fmin(1, delivery->handover_risk * after),
                  .switch_month = (guint)service->calendar.delay};
}

static void plan_moves(CdPlan *plan, const CdService *service, const CdPlanReference *reference, const CdWorld *world,
                       const CdCaseload *caseload, CdArena *arena)
{
  guint n_cells = caseload->n_cells, n_cohorts = caseload->n_cohorts;
  guint most = 2 * world->n_border * n_cohorts + n_cells;
  CdMove *move = cd_arena_array(arena, CdMove, most);
  CdMoveBoundaries *boundary = cd_arena_array(arena, CdMoveBoundaries, most);
  guint n = 0;
  /* Grouped by cell of origin, as the flows want them. */
  for (guint from = 0; from < n_cells; from++) {
    guint area = from / n_cohorts, k = from % n_cohorts;
    double settled = 0;
    for (guint other = 0; other < n_cohorts; other++)
      settled += caseload->stock[CD_STOCK_SETTLED * n_cells + cd_cell(caseload, area, other)];
    const double *base = &caseload->rate[(gsize)from * CD_RATE_COUNT];
    double room = 1 - base[CD_RATE_COMPLETE] - base[CD_RATE_UNPLANNED] - base[CD_RATE_TRANSFER] -
                  2 * base[CD_RATE_DEATH] - caseload->turning[from];
    guint n_borders = 0;
    const guint *order = borders_of(world, area, &n_borders, arena);
    for (guint i = 0; i < n_borders && settled > 0; i++) {
      const CdBorder *border = &world->border[order[i]];
      bool outward = border->first == (int)area;
      guint to = cd_cell(caseload, (guint)(outward ? border->second : border->first), k);
      double yearly = border->moves * (outward ? border->from_first : 1 - border->from_first);
      double p = fmax(0, fmin(room, yearly / 12 / settled)); /* nobody can move more often than they are there */
      room -= p;
      move[n] = (CdMove){
          .from = from,
          .to = to,
          .probability = p,
          .loss_before = loss_between(reference->footprint, reference->same, world, from, to, boundary[n].share[0]),
          .loss_after = loss_between(service->footprint, service->same, world, from, to, boundary[n].share[1]),
          .switch_month = (guint)service->calendar.delay};
      n++;
    }
    if (caseload->turning[from] > 0) {
      move[n] = handover_from(from, service, reference, world, caseload, &boundary[n]);
      n++;
    }
  }
  plan->flow.move = move;
  plan->flow.n_moves = n;
  plan->boundary = boundary;
}

void cd_plan_make(CdPlan *plan, const CdService *service, const CdPlanReference *reference, const CdWorld *world,
                  const CdCaseload *caseload, const gint64 *initial, guint months, CdArena *arena)
{
  guint n_cells = caseload->n_cells, n_contracts = service->footprint->n_contracts;
  *plan = (CdPlan){0};
  plan->own_specification = cd_arena_array(arena, double, world->n_area);
  for (guint a = 0; a < world->n_area; a++)
    plan->own_specification[a] = cd_own_specification(service->footprint, world, a);
  cd_access_make(&plan->access, service->footprint, world, arena);
  cd_beds_make(&plan->beds, service->footprint, world, caseload, arena);
  cd_doors_make(&plan->doors, world, caseload, service->footprint, service->same, service->extra_doors, arena);
  CellEffects *effect = cd_arena_array(arena, CellEffects, n_cells);
  for (guint cell = 0; cell < n_cells; cell++) {
    effect[cell].part = cd_arena_array_raw(arena, Part, n_contracts);
    cell_effects(&effect[cell], service, reference, plan, world, caseload, cell);
    settle_rates(&effect[cell], &caseload->rate[(gsize)cell * CD_RATE_COUNT]);
  }
  double *capacity = cd_arena_array(arena, double, n_contracts);
  double *completing = cd_arena_array(arena, double, n_contracts);
  gsize row = (gsize)n_cells * CD_RATE_COUNT;
  double *rate = cd_arena_array_raw(arena, double, months *row);
  for (guint t = 0; t < months; t++) {
    double *now = &rate[t * row];
    if ((int)t < service->calendar.delay) {
      memcpy(now, caseload->rate, row * sizeof(double)); /* the old contract, extended */
      for (guint cell = 0; (int)t >= service->calendar.extension && cell < n_cells; cell++)
        gap_rates(&now[(gsize)cell * CD_RATE_COUNT], &caseload->rate[(gsize)cell * CD_RATE_COUNT],
                  1 - world->calendar->gap_loss);
      continue;
    }
    double u = (double)t - service->calendar.delay, helping = fmin(1, u / world->delivery->early_help_months);
    contract_month(service, world, u, capacity, completing);
    for (guint cell = 0; cell < n_cells; cell++)
      new_service_rates(&now[(gsize)cell * CD_RATE_COUNT], &effect[cell], helping, capacity, completing);
  }
  plan->flow =
      (CdFlowPlan){.n_cells = n_cells, .n_months = months, .cell_key = caseload->key, .initial = initial, .rate = rate};
  plan->rate = rate;
  plan_moves(plan, service, reference, world, caseload, arena);
}
