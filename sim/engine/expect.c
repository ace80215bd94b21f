#include "sim/engine/expect.h"

#include <math.h>
#include "sim/engine/buyer.h"
#include "sim/engine/expected-offer.h"
#include "sim/engine/payers.h"
#include "sim/engine/recharge.h"

CdBeliefs cd_model_beliefs(const CdWorld *world, const double *same)
{
  return (CdBeliefs){NAN, world->delivery->drop_change, world->delivery->fit, NAN, same};
}

CdBeliefs cd_council_beliefs(const CdCouncil *it)
{
  return (CdBeliefs){it->belief_scale, it->belief_disruption, it->belief_fit, it->belief_same_provider, NULL};
}

CdBeliefs cd_funder_beliefs(const CdFunder *it)
{
  return (CdBeliefs){it->belief_scale, it->belief_disruption, it->belief_fit, it->belief_same_provider, NULL};
}

CdCalendarResult cd_structure_calendar(const CdWorld *world, const CdFootprint *footprint, const CdFunding *funding,
                                       double slippage, double no_bid_months, const CdAwardingTime *awarding,
                                       CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  bool *council = cd_arena_array(arena, bool, world->n_council);
  bool *funder = cd_arena_array(arena, bool, world->n_funder);
  bool prepared = footprint->prepared, agreed = prepared || footprint->as_now, goes_on = true;
  guint largest = 1;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    goes_on = goes_on && footprint->at[c].contract->route == CD_ROUTE_EXTENSION;
    largest = MAX(largest, footprint->at[c].n_parties);
    for (guint i = 0; i < world->n_council; i++)
      council[i] = council[i] || footprint->at[c].party[i];
  }
  for (guint f = 0; f < world->n_funder; f++)
    funder[f] = !agreed && funding->option[f] != CD_FUNDER_WITHDRAWS;
  CdCalendarCase it = {.decided = footprint->decided,
                       .largest_parties = largest,
                       .council = council,
                       .funder = funder,
                       .prepared = prepared || goes_on,
                       .as_now = footprint->as_now,
                       .awarding = awarding,
                       .no_bid_months = no_bid_months,
                       .slippage_months = slippage};
  CdCalendarResult result = cd_calendar_run(world, &it);
  cd_arena_rewind(arena, mark);
  return result;
}

double cd_structure_notice(const CdWorld *world, const CdFootprint *footprint, const CdFunding *funding, CdArena *arena)
{
  return cd_structure_calendar(world, footprint, funding, 0, 0, NULL, arena).notice;
}

/* Mean share of MONTHS months of service in which its provider fails: once, from an exponential time T on, for m months. As in a run,
 * month u is one of failure where u - m < T <= u: with chance exp(-L max(0, u - m)) - exp(-L u). */
static double failing_share(const CdFootprintContract *it, const CdMarket *market, guint months)
{
  double rate = market->failure_rate / 12, lasts = cd_failure_months(it, market);
  double sum = 0;
  for (guint u = 0; u < months; u++)
    sum += (u > lasts ? exp(-rate * (u - lasts)) : 1) - exp(-rate * u);
  return months > 0 ? sum / months : 0;
}

static double believed_same(const CdBeliefs *beliefs, guint n, guint c, guint d)
{
  if (c == d)
    return 1;
  return beliefs->same ? beliefs->same[c * n + d] : beliefs->same_provider;
}

const CdRouteTaken *cd_expected_routes(const CdExpectContext *context, const CdFootprint *footprint,
                                       const CdFunding *funding, CdArena *arena)
{
  const CdWorld *world = context->world;
  if (world->n_procurement == 0)
    return NULL;
  double notice = cd_structure_notice(world, footprint, funding, arena);
  return cd_routes_plan(footprint, context->reference->footprint, world, notice, arena);
}

static CdCalendarResult expected_calendar(const CdExpectContext *context, const CdFootprint *footprint,
                                          const CdFunding *funding, const CdRouteTaken *route, CdArena *arena)
{
  CdAwardingTime time = {0};
  for (guint c = 0; route && c < footprint->n_contracts; c++) {
    CdAwardingTime own = cd_route_time(context->world, &route[c], 0);
    time = c > 0 ? cd_route_later(&time, &own) : own;
  }
  return cd_structure_calendar(context->world, footprint, funding, context->slippage_median, 0, route ? &time : NULL,
                               arena);
}

/* Where nobody bids against anybody the service goes on with its provider, unless that is chosen anew. */
static void expect_route(CdServiceContract *out, const CdRouteTaken *route)
{
  out->goes_on = cd_route_goes_on(route);
  if (cd_route(route->route)->bidders != CD_BIDDERS_MOST_SUITABLE)
    out->change = 0;
}

static void expect_service(CdService *service, const CdExpectContext *context, const CdFootprint *footprint,
                           const CdFunding *funding, const CdBeliefs *beliefs, CdArena *arena)
{
  const CdWorld *world = context->world;
  guint n = footprint->n_contracts;
  *service = (CdService){.footprint = footprint,
                         .at = cd_arena_array(arena, CdServiceContract, n),
                         .same = cd_arena_array(arena, double, n *n),
                         .extra_doors = funding->extra_doors,
                         .unmet = funding->unmet,
                         .drop_change = beliefs->disruption,
                         .drop_incumbent = world->delivery->drop_incumbent,
                         .fit = beliefs->fit};
  const CdRouteTaken *route = cd_expected_routes(context, footprint, funding, arena);
  service->calendar = expected_calendar(context, footprint, funding, route, arena);
  guint months = context->months - (guint)MIN(service->calendar.delay, (int)context->months);
  for (guint c = 0; c < n; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    CdServiceContract *out = &service->at[c];
    const CdRouteTaken *own = route ? &route[c] : NULL;
    *out = (CdServiceContract){.quality = cd_expected_offer(it, own, context->reference, world).quality,
                               .change = 1 - world->market->rewin,
                               .post_kept = cd_arena_array(arena, double, world->n_post),
                               .failure_from = INFINITY,
                               .failing = failing_share(it, world->market, months)};
    if (!cd_is_tendered(own))
      expect_route(out, own);
    for (guint d = 0; d < n; d++)
      service->same[c * n + d] = believed_same(beliefs, n, c, d);
    for (guint s = 0; s < world->n_post; s++) {
      const CdPost *post = &world->post[s];
      /* Whom the post may count on: its own contract's clients, and with the believed chance those of each other contract. */
      double together = 0, chance = 0;
      for (guint d = 0; d < n; d++)
        if (d != c && footprint->at[d].post_clients[s] > 0) {
          double p = believed_same(beliefs, n, c, d);
          bool pooled =
              cd_post_wte(post, it->post_clients[s] + footprint->at[d].post_clients[s], funding->post_funding) > 0;
          together += p * pooled * footprint->at[d].post_clients[s];
          chance += p * footprint->at[d].post_clients[s];
        }
      double others = 0;
      for (guint d = 0; d < n; d++)
        if (d != c)
          others += footprint->at[d].post_clients[s];
      bool alone = cd_post_wte(post, it->post_clients[s], funding->post_funding) > 0;
      out->post_kept[s] = !cd_contract_wants(it->contract, s) ? 0
                          : others > 0                        ? together / others + (1 - chance / others) * alone
                                                              : alone;
    }
  }
}

/* What contract C would save if one provider held it and D: management shared and posts pooled, less its part of what a second
 * specification costs (the sums of cd_awards_make() for a pair). Pounds a year. */
static double pair_saving(const CdWorld *world, const CdFootprintContract *c, const CdFootprintContract *d,
                          double post_funding)
{
  const CdCost *cost = world->cost;
  double clients = c->clients + d->clients, separate = c->layer[CD_LAYER_MANAGEMENT] + d->layer[CD_LAYER_MANAGEMENT];
  if (clients <= 0)
    return 0;
  double saved = 0;
  if (separate > 0)
    saved = c->layer[CD_LAYER_MANAGEMENT] * (1 - cd_management_shared(cost, separate, clients) / separate);
  for (guint s = 0; s < world->n_post; s++) {
    const CdPost *post = &world->post[s];
    double served = c->post_clients[s] + d->post_clients[s];
    if (served <= 0)
      continue;
    double pooled = cd_post_wte(post, served, post_funding) * c->post_clients[s] / served;
    saved += (cd_post_wte(post, c->post_clients[s], post_funding) - pooled) * post->salary;
  }
  double complexity = c->specification == d->specification ? 0 : cost->complexity * c->clients / clients;
  double passed_on = saved > 0 ? world->market->passed_on : 1;
  return passed_on * saved * (1 + cost->overhead) - complexity;
}

/* What the model itself would have contract C save in the chance that its provider holds others too: pair by pair, so exact for two
 * contracts. Pounds a year. */
static double expected_saving(const CdExpectContext *context, const CdFootprint *footprint, const CdFunding *funding,
                              const CdBeliefs *beliefs, guint c)
{
  guint n = footprint->n_contracts;
  double saved = 0;
  for (guint d = 0; d < n; d++)
    if (d != c)
      saved += believed_same(beliefs, n, c, d) *
               pair_saving(context->world, &footprint->at[c], &footprint->at[d], funding->post_funding);
  return saved;
}

/* What contract C's provider is expected to be paid, pounds a year, at PRICE times its reference cost. */
static double expected_price(const CdExpectContext *context, const CdFootprint *footprint, const CdFunding *funding,
                             const CdBeliefs *beliefs, guint c, double price)
{
  const CdFootprintContract *it = &footprint->at[c];
  if (isnan(beliefs->scale))
    return it->reference * price - expected_saving(context, footprint, funding, beliefs, c);
  double before = it->reference - it->layer[CD_LAYER_MOBILISATION]; /* and mobilisation is a share of it */
  if (before <= 0)
    return 0;
  const CdCost *cost = context->world->cost;
  double more = cd_believed_management(&context->scale, cost, it, beliefs->scale) - it->layer[CD_LAYER_MANAGEMENT];
  double believed = before + more * (1 + cost->overhead);
  return it->reference * believed / before * price;
}

void cd_expect_costs(double *council_cost, const CdExpectContext *context, const CdFootprint *footprint,
                     const CdFunding *funding, const CdBeliefs *beliefs, const double *price, CdArena *arena)
{
  const CdWorld *world = context->world;
  gsize mark = cd_arena_mark(arena);
  double *weight = cd_arena_array(arena, double, world->n_council);
  const CdRouteTaken *route = cd_expected_routes(context, footprint, funding, arena);
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    const CdRouteTaken *own = route ? &route[c] : NULL;
    double offered = price ? price[c] : cd_expected_offer(it, own, context->reference, world).price;
    double buying = route ? cd_route_cost(world, &route[c], 1) : world->cost->procurement;
    double paid = expected_price(context, footprint, funding, beliefs, c, offered);
    double cost =
        paid + cd_buyers(it) * buying / it->terms.length + cd_contract_officers(it, world) * world->cost->officer_cost;
    int lead = cd_lead(it, world);
    if (lead >= 0)
      council_cost[lead] += cd_lead_risk(it, world, paid);
    for (guint f = 0; f < world->n_funder; f++)
      cost -= funding->money[c * world->n_funder + f];
    cd_party_weights(it, world, weight);
    double sum = 0;
    for (guint i = 0; i < world->n_council; i++)
      sum += weight[i];
    for (guint i = 0; i < world->n_council; i++)
      council_cost[i] += cost * weight[i] / sum;
  }
  cd_recharge_councils(footprint, world, council_cost, arena);
  cd_arena_rewind(arena, mark);
}

static void expect_flows(CdExpectation *out, const CdExpectContext *context, const double *count)
{
  const CdCaseload *caseload = context->caseload;
  guint years = context->months / 12;
  for (guint year = 0; year < years; year++)
    for (guint cell = 0; cell < caseload->n_cells; cell++) {
      const double *flow = &count[((gsize)year * caseload->n_cells + cell) * CD_FLOW_COUNT];
      guint area = cell / caseload->n_cohorts;
      const CdCohort *cohort = &context->world->cohort[cell % caseload->n_cohorts];
      double completions = flow[CD_FLOW_COMPLETIONS] / years;
      out->area_completions[area] += completions;
      out->area_losses[area] += flow[CD_FLOW_MOVE_LOSSES] / years;
      out->losses += flow[CD_FLOW_MOVE_LOSSES] / years;
      double avoided =
          (12 * caseload->rate[(gsize)cell * CD_RATE_COUNT + CD_RATE_ARRIVALS] - flow[CD_FLOW_ARRIVALS]) / years;
      out->area_avoided[area] += avoided;
      out->stake_completions[cohort->component] += completions + avoided;
      out->stake_starts[cohort->component] += flow[CD_FLOW_STARTS] / years;
      if (cohort->pathway == CD_PATHWAY_CJ)
        out->area_cj_completions[area] += completions;
    }
}

static CdCalendarResult plan_expected(CdPlan *plan, const CdExpectContext *context, const CdFootprint *footprint,
                                      const CdFunding *funding, const CdBeliefs *beliefs, CdArena *arena)
{
  CdService service;
  expect_service(&service, context, footprint, funding, beliefs, arena);
  cd_plan_make(plan, &service, context->reference, context->world, context->caseload, context->initial, context->months,
               arena);
  return service.calendar;
}

void cd_expect_counts(const CdExpectContext *context, const CdFootprint *footprint, const CdFunding *funding,
                      const CdBeliefs *beliefs, double *count, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  CdPlan plan;
  plan_expected(&plan, context, footprint, funding, beliefs, arena);
  double *final = cd_arena_array_raw(arena, double, cd_flow_final_size(&plan.flow));
  double *scratch = cd_arena_array_raw(arena, double, cd_flow_scratch_size(&plan.flow));
  cd_flow_expect(&plan.flow, count, final, scratch);
  cd_arena_rewind(arena, mark);
}

void cd_expect(CdExpectation *out, const CdExpectContext *context, const CdFootprint *footprint,
               const CdFunding *funding, const CdBeliefs *beliefs, CdArena *arena)
{
  const CdWorld *world = context->world;
  *out = (CdExpectation){.council_cost = cd_arena_array(arena, double, world->n_council),
                         .area_completions = cd_arena_array(arena, double, world->n_area),
                         .area_cj_completions = cd_arena_array(arena, double, world->n_area),
                         .area_losses = cd_arena_array(arena, double, world->n_area),
                         .area_avoided = cd_arena_array(arena, double, world->n_area),
                         .stake_completions = cd_arena_array(arena, double, world->n_component),
                         .stake_starts = cd_arena_array(arena, double, world->n_component)};
  gsize mark = cd_arena_mark(arena);
  CdPlan plan;
  out->calendar = plan_expected(&plan, context, footprint, funding, beliefs, arena);
  double *count = cd_arena_array_raw(arena, double, cd_flow_count_size(&plan.flow));
  double *scratch = cd_arena_array_raw(arena, double, cd_flow_scratch_size(&plan.flow));
  cd_flow_expect_ends(&plan.flow, count, scratch);
  cd_expect_costs(out->council_cost, context, footprint, funding, beliefs, NULL, arena);
  expect_flows(out, context, count);
  cd_arena_rewind(arena, mark);
}

double cd_council_control(const CdFootprint *footprint, const CdWorld *world, guint council)
{
  double clients = 0, control = 0;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *contract = &footprint->at[c];
    double own = contract->council_clients[council];
    if (own <= 0)
      continue;
    double localised = cd_has_own_specifications(contract) ? 1 : contract->terms.localisation;
    double local = world->council[council].local_say * localised;
    control += own * cd_control_value(local, own / contract->clients, cd_can_leave(contract));
    clients += own;
  }
  return clients > 0 ? control / clients : 0;
}

CdConsequences cd_council_consequences(const CdExpectation *it, const CdFootprint *footprint, const CdWorld *world,
                                       guint council)
{
  CdConsequences out = {.cost = it->council_cost[council], .delay = it->calendar.delay};
  CdRefs areas = world->council[council].areas;
  for (guint i = 0; i < areas.n; i++) {
    guint a = areas.at[i];
    out.completions += it->area_completions[a] + it->area_avoided[a];
    out.continuity += it->area_cj_completions[a] - it->area_losses[a];
  }
  out.control = cd_council_control(footprint, world, council);
  return out;
}

CdConsequences cd_funder_consequences(const CdExpectation *it, const CdFootprint *footprint, const CdFunding *funding,
                                      const CdWorld *world, guint f)
{
  /* A partner's say; that of a sole commissioner of one part of what its clients go through; none. */
  static const double say[CD_FUNDER_OPTION_COUNT] = {0.5, 0.5, 0.75, 0};
  const CdFunder *funder = &world->funder[f];
  CdFunderOption option = funding->option[f];
  double paid = funding->own_money[f];
  for (guint c = 0; c < footprint->n_contracts; c++)
    paid += funding->money[c * world->n_funder + f];
  return (CdConsequences){.cost = paid,
                          .completions = it->stake_completions[funder->component],
                          .continuity = it->stake_starts[funder->component] - it->losses,
                          .control = say[option],
                          .delay = it->calendar.delay};
}
