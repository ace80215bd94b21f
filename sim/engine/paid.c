#include "sim/engine/paid.h"

#include <math.h>

#include "sim/engine/one-off.h"
#include "sim/engine/overspend.h"
#include "sim/engine/payers.h"
#include "sim/engine/recharge.h"

/* Pence of each payer in one state. */
typedef struct {
  gint64 *council, *funder;
} Purse;

/* Contract C of FOOTPRINT, of which PROVIDER goes to who delivers; MONEY[funder] is what co-commissioners pay into it. */
static void pay(CdPaid *paid, CdPaidState state, const CdFootprintContract *it, const CdWorld *world,
                const double *layer, double provider, const double *money, const Purse *purse, CdArena *arena)
{
  double shared = provider + layer[CD_LAYER_OFFICERS] + layer[CD_LAYER_PROCUREMENT];
  double risk = layer[CD_LAYER_LEAD_RISK];
  cd_pay_contract(it, world, shared, risk, money, purse->council, purse->funder, arena);
  paid->provider[state] += provider;
}

/* Today's contracts with their prices times FACTOR and co-commissioners' money times PART. */
static void pay_today(CdPaid *paid, CdPaidState state, const CdRunFacts *facts, double factor, double part,
                      const Purse *purse, CdArena *arena)
{
  const CdToday *today = facts->today;
  const CdWorld *world = facts->world;
  double *money = cd_arena_array(arena, double, world->n_funder);
  for (guint c = 0; c < today->footprint->n_contracts; c++) {
    const CdContractResult *result = &today->awards.contract[c];
    for (guint f = 0; f < world->n_funder; f++)
      money[f] = part * today->funding.money[c * world->n_funder + f];
    pay(paid, state, &today->footprint->at[c], world, result->layer, factor * cd_today_price(today, c), money, purse,
        arena);
  }
  cd_recharge_pence(today->footprint, world, part, purse->council, arena);
}

static void pay_new(CdPaid *paid, const CdRunFacts *facts, const Purse *purse, CdArena *arena)
{
  const CdWorld *world = facts->world;
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    const double *layer = facts->awards->contract[c].layer;
    pay(paid, CD_PAID_NEW, &facts->footprint->at[c], world, layer, cd_layers_provider(layer) - layer[CD_LAYER_EXTENSION],
        &facts->funding->money[c * world->n_funder], purse, arena);
  }
  cd_recharge_pence(facts->footprint, world, 1, purse->council, arena);
  for (guint f = 0; f < world->n_funder; f++) {
    purse->funder[f] += cd_pence(facts->funding->own_money[f]);
    paid->provider[CD_PAID_NEW] += facts->funding->own_money[f];
  }
}

/* What each pays in STATE, and what that adds up to. */
static void keep(CdPaid *paid, CdPaidState state, const Purse *purse, const CdWorld *world)
{
  gint64 total = 0;
  for (guint i = 0; i < world->n_council; i++) {
    paid->council[state][i] = (double)purse->council[i] / 100;
    total += purse->council[i];
  }
  for (guint f = 0; f < world->n_funder; f++) {
    paid->funder[state][f] = (double)purse->funder[f] / 100;
    total += purse->funder[f];
  }
  paid->total[state] = (double)total / 100;
}

static void make_states(CdPaid *paid, const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  const CdCalendar *calendar = world->calendar;
  for (guint s = 0; s < CD_PAID_STATES; s++) {
    Purse purse = {cd_arena_array(arena, gint64, world->n_council), cd_arena_array(arena, gint64, world->n_funder)};
    if (s == CD_PAID_NEW)
      pay_new(paid, facts, &purse, arena);
    else if (s == CD_PAID_EXTENDED && paid->extended > 0)
      pay_today(paid, s, facts, 1 + calendar->extension_premium, 1, &purse, arena);
    else if (s == CD_PAID_GAP && paid->start > paid->extended)
      pay_today(paid, s, facts, calendar->gap_cost, calendar->gap_cost, &purse, arena);
    keep(paid, s, &purse, world);
  }
}

/* ---- month by month ---- */

/* What goes to providers is fixed in cash but for its indexation. */
static void make_service(CdPaid *paid, const CdWorld *world)
{
  double fall = 1;
  if (world->n_budgets > 0)
    fall = (1 + world->budgets->indexation * world->budgets->inflation) / (1 + world->budgets->inflation);
  for (guint t = 0; t < paid->months; t++) {
    CdPaidState state = cd_paid_state(paid, t);
    double provider = paid->total[state] > 0 ? paid->provider[state] / paid->total[state] : 0;
    double left = 1 + provider * (pow(fall, t / 12) - 1);
    for (guint i = 0; i < world->n_council; i++)
      paid->service[(gsize)i * paid->months + t] = paid->council[state][i] * left / 12;
  }
}

/* Adds to OVER[council] what YEAR's demand costs it on contract IT, paid VALUE pounds a year: its residents' part. */
static void add_overspend(const CdRunFacts *facts, const CdFootprintContract *it, double value, guint year,
                          double *over, double *part)
{
  double left = cd_overspend_left(it, facts->world);
  cd_overspend(facts, it, value, year, part);
  for (guint a = 0; a < facts->world->n_area; a++)
    over[cd_area_council(facts->world, a)] += left * part[a];
}

/* OVER[state][council] of YEAR, pounds a year: of the contracts that are in force; without a contract there is none. */
static void find_overspend(const CdPaid *paid, const CdRunFacts *facts, guint year, double *const over[CD_PAID_STATES],
                           double *part)
{
  const CdToday *today = facts->today;
  for (guint s = 0; s < CD_PAID_STATES; s++)
    for (guint i = 0; i < facts->world->n_council; i++)
      over[s][i] = 0;
  for (guint c = 0; 12 * year < paid->extended && c < today->footprint->n_contracts; c++)
    add_overspend(facts, &today->footprint->at[c], cd_today_price(today, c), year, over[CD_PAID_EXTENDED], part);
  for (guint c = 0; 12 * year + 12 > paid->start && c < facts->footprint->n_contracts; c++)
    add_overspend(facts, &facts->footprint->at[c], facts->awards->contract[c].value, year, over[CD_PAID_NEW], part);
}

static void make_overspend(CdPaid *paid, const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  double *over[CD_PAID_STATES], *part = cd_arena_array(arena, double, world->n_area);
  for (guint s = 0; s < CD_PAID_STATES; s++)
    over[s] = cd_arena_array(arena, double, world->n_council);
  for (guint t = 0; t < paid->months; t++) {
    if (t % 12 == 0)
      find_overspend(paid, facts, t / 12, over, part);
    for (guint i = 0; i < world->n_council; i++)
      paid->overspend[(gsize)i * paid->months + t] = over[cd_paid_state(paid, t)][i] / 12;
  }
}

/* By each contract's own rule. */
static void make_replacing(CdPaid *paid, const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  const double *nothing = cd_arena_array(arena, double, world->n_funder);
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    guint month = 0;
    double once = cd_replacement(facts, c, &month);
    if (once <= 0)
      continue;
    Purse purse = {cd_arena_array(arena, gint64, world->n_council), cd_arena_array(arena, gint64, world->n_funder)};
    cd_pay_contract(&facts->footprint->at[c], world, once, 0, nothing, purse.council, purse.funder, arena);
    for (guint i = 0; i < world->n_council; i++)
      paid->replacing[(gsize)i * paid->months + month] += (double)purse.council[i] / 100;
  }
}

void cd_paid_make(CdPaid *paid, const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  guint months = facts->plan->flow.n_months;
  *paid = (CdPaid){.months = months,
                   .extended = MIN(months, (guint)facts->service->calendar.extension),
                   .start = MIN(months, (guint)facts->service->calendar.delay)};
  for (guint s = 0; s < CD_PAID_STATES; s++) {
    paid->council[s] = cd_arena_array(arena, double, world->n_council);
    paid->funder[s] = cd_arena_array(arena, double, world->n_funder);
  }
  gsize n = (gsize)world->n_council * months;
  paid->service = cd_arena_array(arena, double, n);
  paid->overspend = cd_arena_array(arena, double, n);
  paid->replacing = cd_arena_array(arena, double, n);
  gsize mark = cd_arena_mark(arena);
  make_states(paid, facts, arena);
  make_service(paid, world);
  make_overspend(paid, facts, arena);
  make_replacing(paid, facts, arena);
  cd_arena_rewind(arena, mark);
}

CdPaidState cd_paid_state(const CdPaid *paid, guint month)
{
  if (month >= paid->start)
    return CD_PAID_NEW;
  return month < paid->extended ? CD_PAID_EXTENDED : CD_PAID_GAP;
}

double cd_paid_mean(const CdPaid *paid, const double by_state[CD_PAID_STATES], guint from, guint to)
{
  double sum = 0;
  for (guint t = from; t < to; t++)
    sum += by_state[cd_paid_state(paid, t)];
  return sum / (to - from);
}

void cd_paid_row(double *const rows[CD_PAID_STATES], guint row, double by_state[CD_PAID_STATES])
{
  for (guint s = 0; s < CD_PAID_STATES; s++)
    by_state[s] = rows[s][row];
}

double cd_paid_by(const CdPaid *paid, guint council, guint from, guint to, bool replacing)
{
  double sum = 0;
  for (guint t = from; t < to; t++) {
    gsize at = (gsize)council * paid->months + t;
    sum += paid->service[at] + paid->overspend[at] + (replacing ? paid->replacing[at] : 0);
  }
  return sum;
}
