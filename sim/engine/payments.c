#include "sim/engine/payments.h"

#include "sim/engine/payers.h"
#include "sim/engine/recharge.h"

static void pay_contracts(CdPayments *payments, const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    const CdContractResult *result = &facts->awards->contract[c];
    for (int l = 0; l < CD_LAYER_COUNT; l++)
      payments->layer[l] += result->layer[l];
    double cost = cd_layers_total(result->layer), risk = result->layer[CD_LAYER_LEAD_RISK];
    payments->total += cd_pence(cost);
    cd_pay_contract(&facts->footprint->at[c], world, cost - risk, risk, &facts->funding->money[c * world->n_funder],
                    payments->council, payments->funder, arena);
  }
}

void cd_payments_make(CdPayments *payments, const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  *payments = (CdPayments){.council = cd_arena_array(arena, gint64, world->n_council),
                           .funder = cd_arena_array(arena, gint64, world->n_funder),
                           .own = cd_arena_array(arena, gint64, world->n_funder)};
  pay_contracts(payments, facts, arena);
  cd_recharge_pence(facts->footprint, world, payments->council, arena);
  for (guint f = 0; f < world->n_funder; f++) {
    payments->own[f] = cd_pence(facts->funding->own_money[f]);
    payments->total += payments->own[f];
    payments->layer[CD_LAYER_OWN_SERVICE] += facts->funding->own_money[f];
  }
  gint64 paid = 0;
  for (guint i = 0; i < world->n_council; i++)
    paid += payments->council[i];
  for (guint f = 0; f < world->n_funder; f++)
    paid += payments->funder[f] + payments->own[f];
  g_assert_cmpint(paid, ==, payments->total); /* money is conserved to the penny */
}
