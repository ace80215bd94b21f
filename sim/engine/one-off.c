#include "sim/engine/one-off.h"

#include <math.h>
#include "sim/engine/buyer.h"

double cd_one_off_yearly(const CdContractResult *contract)
{
  return contract->layer[CD_LAYER_MOBILISATION] + contract->layer[CD_LAYER_TRANSFER] +
         contract->layer[CD_LAYER_PROCUREMENT];
}

double cd_one_off_value(const CdRunFacts *facts, double discount)
{
  double years = facts->plan->flow.n_months / 12.0, start = facts->service->calendar.delay / 12.0, sum = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    double length = facts->awards->contract[c].let->terms.length, yearly = cd_one_off_yearly(&facts->awards->contract[c]);
    for (guint term = 0; start + term * length < years; term++) {
      double from = start + term * length;
      sum += yearly * fmin(length, years - from) / pow(1 + discount, from);
    }
    guint month = 0;
    double again = cd_replacement(facts, c, &month);
    if (again > 0)
      sum += again / pow(1 + discount, month / 12.0);
  }
  return sum;
}

double cd_replacement(const CdRunFacts *facts, guint c, guint *month)
{
  const CdServiceContract *served = &facts->service->at[c];
  const CdFootprintContract *it = &facts->footprint->at[c];
  const CdCost *cost = facts->world->cost;
  double fails = facts->service->calendar.delay + served->failure_from;
  if (served->failure_months <= 0 || fails >= facts->plan->flow.n_months)
    return 0;
  *month = (guint)fails;
  double running = it->reference - it->layer[CD_LAYER_MOBILISATION];
  return cd_buyers(it) * cost->procurement + cost->transfer * it->reference + cost->mobilisation * running;
}
