#include "sim/engine/appraise.h"

#include <math.h>
#include "sim/engine/buyer.h"
#include "sim/engine/council-money.h"
#include "sim/engine/overspend.h"
#include "sim/engine/payers.h"
#include "sim/engine/payments.h"
#include "sim/engine/recharge.h"

typedef struct {
  const CdRunFacts *facts;
  const CdMetricLayout *layout;
  double *value;
} Sheet;

static void put_at(Sheet *sheet, CdMetricKind kind, CdScope scope, guint row, double x)
{
  *cd_metric_slot(sheet->layout, sheet->value, kind, scope, row) = x;
}

static void put(Sheet *sheet, CdMetricKind kind, double x)
{
  put_at(sheet, kind, CD_TOTAL, 0, x);
}

static double got(const Sheet *sheet, CdMetricKind kind)
{
  return *cd_metric_slot(sheet->layout, sheet->value, kind, CD_TOTAL, 0);
}

static double people_planned(const CdRunFacts *facts)
{
  double people = 0;
  for (guint cell = 0; cell < facts->caseload->n_cells; cell++)
    people += facts->caseload->people[cell];
  return people;
}

static double officer_wte(const CdRunFacts *facts)
{
  double wte = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++)
    wte += cd_contract_officers(&facts->footprint->at[c], facts->world);
  return wte;
}

/* What the care that went with co-commissioners' money, and that no service of their own gives, would cost: pounds a year, overhead on
 * what bears it. */
static double care_kept_back(const CdRunFacts *facts, guint c)
{
  const CdWorld *world = facts->world;
  const CdFootprintContract *it = &facts->footprint->at[c];
  double cost = 0;
  for (guint a = 0; a < world->n_area; a++)
    for (guint k = 0; k < world->n_component; k++) {
      gsize pair = (gsize)a * world->n_component + k;
      cost += (it->pair_value[pair] + world->cost->overhead * it->pair_direct[pair]) *
              facts->funding->unmet[(gsize)c * world->n_component + k];
    }
  return cost;
}

/* What the posts, hubs and care that are given up would cost at the contract's price: without it, giving up looks like a saving. */
static double given_up(const CdRunFacts *facts)
{
  const CdWorld *world = facts->world;
  double sum = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    const CdFootprintContract *it = &facts->footprint->at[c];
    double cost = 0;
    for (guint s = 0; s < world->n_post; s++)
      if (facts->awards->post_kept[c][s] <= 0)
        cost += it->post_clients[s] / world->post[s].clients_per_wte * world->post[s].salary;
    for (guint h = 0; h < it->contract->hubs.n; h++) {
      guint hub = it->contract->hubs.at[h];
      double smaller = 1 - facts->footprint->hub_size[hub];
      cost += smaller * world->hub[hub].rent / facts->footprint->hub_sharers[hub];
    }
    double price = it->reference > 0 ? facts->awards->contract[c].award.price / it->reference : 1;
    sum += (cost * (1 + world->cost->overhead) + care_kept_back(facts, c)) * price;
  }
  return sum;
}

static const CdMetricKind by_rule[] = {[CD_SHARING_POPULATION] = CD_METRIC_COST_BY_POPULATION,
                                       [CD_SHARING_CASELOAD] = CD_METRIC_COST_BY_CASELOAD,
                                       [CD_SHARING_HISTORIC] = CD_METRIC_COST_BY_HISTORY,
                                       [CD_SHARING_EQUAL] = CD_METRIC_COST_IN_EQUAL_PARTS};

/* What councils would pay by each rule that needs no further figures. A rule without weights in any contract is undefined for all. */
static void appraise_sharing(Sheet *sheet, CdArena *arena)
{
  const CdRunFacts *facts = sheet->facts;
  const CdWorld *world = facts->world;
  for (guint rule = 0; rule < G_N_ELEMENTS(by_rule); rule++) {
    gsize mark = cd_arena_mark(arena);
    gint64 *council = cd_arena_array(arena, gint64, world->n_council);
    bool known = true;
    for (guint c = 0; known && c < facts->footprint->n_contracts; c++)
      known = cd_pay_contract_by(&facts->footprint->at[c], world, (CdSharing)rule,
                                 cd_layers_total(facts->awards->contract[c].layer),
                                 &facts->funding->money[c * world->n_funder], council, arena);
    cd_recharge_pence(facts->footprint, world, 1, council, arena); /* whatever rule the contracts have */
    for (guint i = 0; i < world->n_council; i++)
      put_at(sheet, by_rule[rule], CD_BY_COUNCIL, i, known ? (double)council[i] / 100 : NAN);
    cd_arena_rewind(arena, mark);
  }
}

static void appraise_money(Sheet *sheet, CdArena *arena)
{
  const CdRunFacts *facts = sheet->facts;
  const CdWorld *world = facts->world;
  gsize mark = cd_arena_mark(arena);
  CdPayments payments;
  cd_payments_make(&payments, facts, arena);
  const double *layer = payments.layer, total = (double)payments.total / 100;
  double joined = 0;
  for (guint i = 0; i < world->n_council; i++)
    put_at(sheet, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, i, (double)payments.council[i] / 100);
  for (guint f = 0; f < world->n_funder; f++) {
    joined += (double)payments.funder[f] / 100;
    put_at(sheet, CD_METRIC_COST_ANNUAL, CD_BY_FUNDER, f, (double)(payments.funder[f] + payments.own[f]) / 100);
    put_at(sheet, CD_METRIC_FUNDER_MONEY, CD_BY_FUNDER, f, (double)payments.funder[f] / 100);
  }
  put(sheet, CD_METRIC_COST_ANNUAL, total);
  put(sheet, CD_METRIC_COST_SAME_OFFER, total + given_up(facts));
  put(sheet, CD_METRIC_FUNDER_MONEY, joined);
  for (int l = 0; l < CD_LAYER_COUNT; l++)
    put(sheet, (CdMetricKind)(CD_METRIC_LAYER + l), layer[l]);
  put(sheet, CD_METRIC_COST_PROVIDER, cd_layers_provider(layer));
  put(sheet, CD_METRIC_COST_COMMISSIONER, cd_layers_total(layer) - cd_layers_provider(layer));
  put(sheet, CD_METRIC_COST_PER_CLIENT, total / people_planned(facts));
  put(sheet, CD_METRIC_OFFICERS, officer_wte(facts));
  cd_arena_rewind(arena, mark);
}

static void appraise_market(Sheet *sheet)
{
  const CdRunFacts *facts = sheet->facts;
  guint n = facts->footprint->n_contracts;
  double bids = 0, quality = 0, value = 0, price = 0, change = 0, clients = 0, posts = 0, ceiling = 0;
  double negotiated = 0, above = 0;
  bool no_bid = false, same = true, closed = false, refused = false;
  for (guint c = 0; c < n; c++) {
    const CdContractResult *result = &facts->awards->contract[c];
    const CdFootprintContract *it = &facts->footprint->at[c];
    bids += result->award.n_bids;
    no_bid = no_bid || result->no_bid;
    negotiated += cd_route(result->route.route)->bidders != CD_BIDDERS_ALL ? it->reference : 0;
    closed = closed || result->route.end != CD_ROUTE_TAKEN;
    refused = refused || result->route.end == CD_ROUTE_REFUSED;
    same = same && facts->awards->same[c] > 0;
    quality += result->award.quality * it->reference;
    price += result->award.price;
    value += it->reference;
    bool tendered = result->reserve > 0 && result->award.winner >= 0;
    ceiling += tendered && result->award.price > result->reserve * (1 - 1e-3) ? it->reference : 0;
    double over = result->envelope > 0 ? result->award.price - result->envelope : 0;
    above += over > 1e-9 * result->envelope ? over : 0; /* what rounding makes is none */
    change += result->change * it->clients;
    clients += it->clients;
    posts += result->specialist_wte;
  }
  put(sheet, CD_METRIC_BIDS, bids / n);
  put(sheet, CD_METRIC_NO_BID, no_bid);
  put(sheet, CD_METRIC_SAME_PROVIDER, same);
  put(sheet, CD_METRIC_QUALITY, value > 0 ? quality / value : NAN);
  put(sheet, CD_METRIC_PRICE_RATIO, value > 0 ? price / value : NAN);
  put(sheet, CD_METRIC_NEGOTIATED, value > 0 ? negotiated / value : NAN);
  put(sheet, CD_METRIC_ROUTE_CLOSED, closed);
  put(sheet, CD_METRIC_ROUTE_REFUSED, refused);
  put(sheet, CD_METRIC_OVER_ENVELOPE, above > 0);
  put(sheet, CD_METRIC_OVER_ENVELOPE_COST, above);
  put(sheet, CD_METRIC_AT_CEILING, value > 0 ? ceiling / value : NAN);
  put(sheet, CD_METRIC_PROVIDER_CHANGE, clients > 0 ? change / clients : 0);
  put(sheet, CD_METRIC_SPECIALIST_POSTS, posts);
}

static void appraise_viability(Sheet *sheet)
{
  const CdRunFacts *facts = sheet->facts;
  const CdWorld *world = facts->world;
  double team = 0, team_clients = 0, paid = 0, affordable = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++)
    for (guint s = 0; s < world->n_post; s++) {
      if (world->post[s].kind != CD_POST_TEAM)
        continue;
      double clients = facts->footprint->at[c].post_clients[s];
      team += clients * facts->awards->post_kept[c][s];
      team_clients += clients;
    }
  for (guint h = 0; h < world->n_hub; h++) {
    if (facts->footprint->hub_sharers[h] == 0 || world->hub[h].kind != CD_HUB_HUB)
      continue;
    paid++;
    affordable += facts->footprint->hub_size[h] >= 1;
  }
  for (guint h = 0; h < world->n_hub; h++)
    put_at(sheet, CD_METRIC_HUB_SIZE, CD_BY_HUB, h,
           facts->footprint->hub_sharers[h] > 0 ? facts->footprint->hub_size[h] : NAN);
  put(sheet, CD_METRIC_CJ_TEAM, team_clients > 0 ? team / team_clients : NAN);
  put(sheet, CD_METRIC_HUBS, paid > 0 ? affordable / paid : NAN);
}

G_STATIC_ASSERT(CD_METRIC_STAGE_SLIPPAGE - CD_METRIC_STAGE_AGREEMENT == CD_CALENDAR_SLIPPAGE);
G_STATIC_ASSERT(CD_METRIC_CRITICAL_SLIPPAGE - CD_METRIC_CRITICAL_AGREEMENT == CD_CALENDAR_SLIPPAGE);

static void appraise_calendar(Sheet *sheet)
{
  const CdCalendarResult *calendar = &sheet->facts->service->calendar;
  put(sheet, CD_METRIC_START_DELAY, calendar->delay);
  put(sheet, CD_METRIC_EXTENSION, calendar->extension);
  put(sheet, CD_METRIC_EXTENSION_LEFT, calendar->extension_left);
  put(sheet, CD_METRIC_GAP, calendar->gap);
  put(sheet, CD_METRIC_ON_TIME, calendar->on_time);
  put(sheet, CD_METRIC_FUNDER_CRITICAL, calendar->funder_critical);
  for (int i = 0; i < CD_CALENDAR_STAGES; i++) {
    put(sheet, (CdMetricKind)(CD_METRIC_STAGE_AGREEMENT + i), calendar->stage[i]);
    put(sheet, (CdMetricKind)(CD_METRIC_CRITICAL_AGREEMENT + i), calendar->critical[i]);
  }
  for (guint i = 0; i < sheet->facts->world->n_council; i++)
    put_at(sheet, CD_METRIC_LAST_DECISION, CD_BY_COUNCIL, i, (int)i == calendar->last_council);
  for (guint i = 0; i < sheet->facts->world->n_funder; i++)
    put_at(sheet, CD_METRIC_LAST_DECISION, CD_BY_FUNDER, i, (int)i == calendar->last_funder);
}

/* A sum of counts over years, cells and flows, a year. */
typedef struct {
  int area, cohort; /* -1: all */
  bool cj_only;
  guint from_year, to_year;
} Slice;

static double yearly(const CdRunFacts *facts, CdFlow flow, Slice slice)
{
  const CdCaseload *caseload = facts->caseload;
  guint n = caseload->n_cohorts, n_areas = facts->world->n_area;
  guint from_area = slice.area >= 0 ? (guint)slice.area : 0, to_area = slice.area >= 0 ? from_area + 1 : n_areas;
  guint from = slice.cohort >= 0 ? (guint)slice.cohort : 0, to = slice.cohort >= 0 ? from + 1 : n;
  gint64 sum = 0;
  for (guint k = from; k < to; k++) {
    if (slice.cj_only && facts->world->cohort[k].pathway != CD_PATHWAY_CJ)
      continue;
    for (guint year = slice.from_year; year < slice.to_year; year++)
      for (guint area = from_area; area < to_area; area++)
        sum += facts->count[((gsize)year * caseload->n_cells + (gsize)area * n + k) * CD_FLOW_COUNT + flow];
  }
  guint years = slice.to_year - slice.from_year;
  return years > 0 ? (double)sum / years : NAN;
}

/* Everyone who leaves the waiting list has waited one month of the clock at least; the wait is what comes on top. */
static double wait_months(const CdRunFacts *facts, Slice slice)
{
  double left = yearly(facts, CD_FLOW_STARTS, slice) + yearly(facts, CD_FLOW_GIVE_UPS, slice);
  return left > 0 ? yearly(facts, CD_FLOW_MONTHS_WAITING, slice) / left - 1 : NAN;
}

/* Those on transfer between areas with them. */
static double unplanned(const CdRunFacts *facts, guint from_year, guint to_year)
{
  Slice slice = {-1, -1, false, from_year, to_year};
  return yearly(facts, CD_FLOW_UNPLANNED, slice) + yearly(facts, CD_FLOW_MOVE_LOSSES, slice);
}

static const struct {
  CdMetricKind metric;
  CdFlow flow;
  bool by_area, cj_only;
} counted[] = {
    {CD_METRIC_CLIENTS, CD_FLOW_CLIENTS, true, false},
    {CD_METRIC_STARTS, CD_FLOW_STARTS, true, false},
    {CD_METRIC_COMPLETIONS, CD_FLOW_COMPLETIONS, true, false},
    {CD_METRIC_COMPLETIONS_CJ, CD_FLOW_COMPLETIONS, true, true},
    {CD_METRIC_REPRESENTATIONS, CD_FLOW_REPRESENTATIONS, false, false},
    {CD_METRIC_UNPLANNED, CD_FLOW_UNPLANNED, true, false},
    {CD_METRIC_DEATHS_IN, CD_FLOW_DEATHS_IN, false, false},
    {CD_METRIC_REFERRALS_LOST, CD_FLOW_NOT_REACHED, false, false},
    {CD_METRIC_BORDER_MOVES, CD_FLOW_MOVES, true, false},
    {CD_METRIC_BORDER_LOSSES, CD_FLOW_MOVE_LOSSES, true, false},
    {CD_METRIC_HANDOVERS, CD_FLOW_HANDOVERS, true, false},
    {CD_METRIC_HANDOVER_LOSSES, CD_FLOW_HANDOVER_LOSSES, true, false},
};

static void appraise_people(Sheet *sheet)
{
  const CdRunFacts *facts = sheet->facts;
  guint years = facts->plan->flow.n_months / 12;
  for (int area = -1; area < (int)facts->world->n_area; area++) {
    CdScope scope = area < 0 ? CD_TOTAL : CD_BY_AREA;
    guint row = area < 0 ? 0 : (guint)area;
    Slice slice = {area, -1, false, 0, years};
    for (guint i = 0; i < G_N_ELEMENTS(counted); i++) {
      if (area >= 0 && !counted[i].by_area)
        continue;
      slice.cj_only = counted[i].cj_only;
      put_at(sheet, counted[i].metric, scope, row, yearly(facts, counted[i].flow, slice));
    }
    slice.cj_only = false;
    put_at(sheet, CD_METRIC_CASELOAD, scope, row, yearly(facts, CD_FLOW_MONTHS_TREATED, slice) / 12);
    put_at(sheet, CD_METRIC_DEATHS, scope, row,
           yearly(facts, CD_FLOW_DEATHS_IN, slice) + yearly(facts, CD_FLOW_DEATHS_OUT, slice));
    put_at(sheet, CD_METRIC_WAIT, scope, row, wait_months(facts, slice));
    double moves = yearly(facts, CD_FLOW_MOVES, slice);
    put_at(sheet, CD_METRIC_BORDER_LOSS_CHANCE, scope, row,
           moves > 0 ? yearly(facts, CD_FLOW_MOVE_LOSSES, slice) / moves : NAN);
  }
  /* Who moved, or was handed over, and stayed in treatment was seen in two cells, but is one person. */
  Slice all = {-1, -1, false, 0, years};
  put(sheet, CD_METRIC_CLIENTS,
      yearly(facts, CD_FLOW_CLIENTS, all) - yearly(facts, CD_FLOW_MOVES, all) + yearly(facts, CD_FLOW_MOVE_LOSSES, all) -
          yearly(facts, CD_FLOW_HANDOVERS, all) + yearly(facts, CD_FLOW_HANDOVER_LOSSES, all));
  put(sheet, CD_METRIC_COMPLETIONS_FIRST, yearly(facts, CD_FLOW_COMPLETIONS, (Slice){-1, -1, false, 0, 1}));
  put(sheet, CD_METRIC_COMPLETIONS_LATER, yearly(facts, CD_FLOW_COMPLETIONS, (Slice){-1, -1, false, 1, years}));
  put(sheet, CD_METRIC_UNPLANNED_FIRST, unplanned(facts, 0, 1));
  put(sheet, CD_METRIC_UNPLANNED_LATER, unplanned(facts, 1, years));
  double completions = got(sheet, CD_METRIC_COMPLETIONS);
  put(sheet, CD_METRIC_COMPLETIONS_CJ_PART, completions > 0 ? got(sheet, CD_METRIC_COMPLETIONS_CJ) / completions : NAN);
  double spent = got(sheet, CD_METRIC_COST_ANNUAL) * cd_spent_share(facts, years);
  put(sheet, CD_METRIC_COST_PER_COMPLETION, completions > 0 ? spent / completions : NAN);
}

static void appraise_cohorts(Sheet *sheet)
{
  const CdRunFacts *facts = sheet->facts;
  guint years = facts->plan->flow.n_months / 12;
  for (guint c = 0; c < facts->caseload->n_cohorts; c++) {
    Slice slice = {-1, (int)c, false, 0, years};
    put_at(sheet, CD_METRIC_COHORT_CLIENTS, CD_BY_COHORT, c, yearly(facts, CD_FLOW_CLIENTS, slice));
    put_at(sheet, CD_METRIC_COHORT_COMPLETIONS, CD_BY_COHORT, c, yearly(facts, CD_FLOW_COMPLETIONS, slice));
    put_at(sheet, CD_METRIC_COHORT_UNPLANNED, CD_BY_COHORT, c, yearly(facts, CD_FLOW_UNPLANNED, slice));
    put_at(sheet, CD_METRIC_COHORT_DEATHS, CD_BY_COHORT, c,
           yearly(facts, CD_FLOW_DEATHS_IN, slice) + yearly(facts, CD_FLOW_DEATHS_OUT, slice));
  }
}

/* Adults in drug treatment, from year FROM to year TO. */
static double drug_completed(const CdRunFacts *facts, guint from, guint to)
{
  double completed = 0, seen = 0;
  for (guint c = 0; c < facts->caseload->n_cohorts; c++) {
    const CdCohort *cohort = &facts->world->cohort[c];
    if (cohort->age != CD_AGE_ADULT || cohort->substance == CD_SUBSTANCE_ALCOHOL)
      continue;
    Slice slice = {-1, (int)c, false, from, to};
    completed += yearly(facts, CD_FLOW_COMPLETIONS, slice);
    seen += yearly(facts, CD_FLOW_CLIENTS, slice);
  }
  return seen > 0 ? completed / seen : NAN;
}

static void appraise_performance(Sheet *sheet)
{
  const CdRunFacts *facts = sheet->facts;
  guint years = facts->plan->flow.n_months / 12;
  put(sheet, CD_METRIC_DRUG_COMPLETED, drug_completed(facts, 0, years));
  put(sheet, CD_METRIC_DRUG_COMPLETED_LAST, drug_completed(facts, years - 1, years));
  put(sheet, CD_METRIC_DRUG_COMPLETED_THIRD, years < 3 ? NAN : drug_completed(facts, 2, 3));
  put(sheet, CD_METRIC_DIP_DEPTH, facts->dip_depth);
  put(sheet, CD_METRIC_DIP_MONTHS, facts->dip_months);
  put(sheet, CD_METRIC_INCUMBENT_PROFIT, facts->incumbent_profit);
}

static void appraise_overspend(Sheet *sheet)
{
  const CdRunFacts *facts = sheet->facts;
  guint years = facts->plan->flow.n_months / 12;
  double all = 0, councils = 0, most = -INFINITY;
  for (guint year = 0; year < years; year++) {
    double over = 0;
    for (guint c = 0; c < facts->footprint->n_contracts; c++)
      over += cd_overspend(facts, &facts->footprint->at[c], facts->awards->contract[c].value, year, NULL);
    most = fmax(most, over);
  }
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    const CdFootprintContract *it = &facts->footprint->at[c];
    double over = 0;
    for (guint year = 0; year < years; year++)
      over += cd_overspend(facts, it, facts->awards->contract[c].value, year, NULL) / years;
    all += over;
    councils += over * cd_overspend_left(it, facts->world);
  }
  put(sheet, CD_METRIC_OVERSPEND, all);
  put(sheet, CD_METRIC_OVERSPEND_MOST, most);
  put(sheet, CD_METRIC_OVERSPEND_COMMISSIONER, councils);
}

void cd_appraise_run(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, CdArena *arena)
{
  Sheet sheet = {facts, layout, value};
  for (guint i = 0; i < layout->n; i++)
    value[i] = NAN;
  appraise_money(&sheet, arena);
  appraise_sharing(&sheet, arena);
  appraise_market(&sheet);
  appraise_viability(&sheet);
  appraise_calendar(&sheet);
  appraise_people(&sheet);
  appraise_cohorts(&sheet);
  appraise_performance(&sheet);
  cd_appraise_staff(facts, layout, value, arena);
  cd_appraise_border(facts, layout, value, arena);
  appraise_overspend(&sheet);
  cd_appraise_budgets(facts, layout, value);
  cd_appraise_beds(facts, layout, value);
  cd_appraise_mental(facts, layout, value);
  cd_appraise_local(facts, layout, value);
  cd_appraise_referrers(facts, layout, value);
  cd_appraise_worth(facts, layout, value);
  for (guint f = 0; f < facts->world->n_funder; f++) {
    CdFunderOption option = facts->funding->option[f];
    put_at(&sheet, CD_METRIC_FUNDER_JOINS, CD_BY_FUNDER, f, option == CD_FUNDER_JOINS);
    put_at(&sheet, CD_METRIC_FUNDER_OWN, CD_BY_FUNDER, f, option == CD_FUNDER_OWN);
    put_at(&sheet, CD_METRIC_FUNDER_OUT, CD_BY_FUNDER, f, option == CD_FUNDER_WITHDRAWS);
  }
}
