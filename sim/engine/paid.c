#include "sim/engine/paid.h"

#include "sim/engine/one-off.h"
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
  paid->total[state] += shared + risk;
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
  cd_recharge_pence(today->footprint, world, purse->council, arena);
}

static void pay_new(CdPaid *paid, const CdRunFacts *facts, const Purse *purse, CdArena *arena)
{
  const CdWorld *world = facts->world;
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    const double *layer = facts->awards->contract[c].layer;
    pay(paid, CD_PAID_NEW, &facts->footprint->at[c], world, layer, cd_layers_provider(layer) - layer[CD_LAYER_EXTENSION],
        &facts->funding->money[c * world->n_funder], purse, arena);
  }
  cd_recharge_pence(facts->footprint, world, purse->council, arena);
  for (guint f = 0; f < world->n_funder; f++) {
    paid->total[CD_PAID_NEW] += facts->funding->own_money[f];
    paid->provider[CD_PAID_NEW] += facts->funding->own_money[f];
  }
}

void cd_paid_make(CdPaid *paid, const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  const CdCalendar *calendar = world->calendar;
  guint months = facts->plan->flow.n_months;
  *paid = (CdPaid){.months = months,
                   .extended = MIN(months, (guint)facts->service->calendar.extension),
                   .start = MIN(months, (guint)facts->service->calendar.delay)};
  for (guint s = 0; s < CD_PAID_STATES; s++)
    paid->council[s] = cd_arena_array(arena, double, world->n_council);
  gsize mark = cd_arena_mark(arena);
  for (guint s = 0; s < CD_PAID_STATES; s++) {
    Purse purse = {cd_arena_array(arena, gint64, world->n_council), cd_arena_array(arena, gint64, world->n_funder)};
    if (s == CD_PAID_NEW)
      pay_new(paid, facts, &purse, arena);
    else if (s == CD_PAID_EXTENDED && paid->extended > 0)
      pay_today(paid, s, facts, 1 + calendar->extension_premium, 1, &purse, arena);
    else if (s == CD_PAID_GAP && paid->start > paid->extended)
      pay_today(paid, s, facts, calendar->gap_cost, calendar->gap_cost, &purse, arena);
    for (guint i = 0; i < world->n_council; i++)
      paid->council[s][i] = (double)purse.council[i] / 100;
  }
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

void cd_paid_council(const CdPaid *paid, guint council, double by_state[CD_PAID_STATES])
{
  for (guint s = 0; s < CD_PAID_STATES; s++)
    by_state[s] = paid->council[s][council];
}

double cd_paid_replacing(const CdRunFacts *facts, guint c, guint *month, double *amount, CdArena *arena)
{
  const CdWorld *world = facts->world;
  double cost = cd_replacement(facts, c, month);
  for (guint i = 0; i < world->n_council; i++)
    amount[i] = 0;
  if (cost <= 0)
    return 0;
  gsize mark = cd_arena_mark(arena);
  Purse purse = {cd_arena_array(arena, gint64, world->n_council), cd_arena_array(arena, gint64, world->n_funder)};
  const double *nothing = cd_arena_array(arena, double, world->n_funder);
  cd_pay_contract(&facts->footprint->at[c], world, cost, 0, nothing, purse.council, purse.funder, arena);
  for (guint i = 0; i < world->n_council; i++)
    amount[i] = (double)purse.council[i] / 100;
  cd_arena_rewind(arena, mark);
  return cost;
}
