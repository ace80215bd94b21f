#include "sim/engine/holding.h"

#include <math.h>

void cd_holding_pool(CdAwards *awards, const CdFootprint *footprint, const CdFunding *funding, const CdWorld *world,
                     guint lead)
{
  guint n = footprint->n_contracts;
  double separate = 0, clients = 0, held = 0;
  guint specifications = 0;
  for (guint c = 0; c < n; c++) {
    if (awards->same[lead * n + c] <= 0)
      continue;
    const CdFootprintContract *it = &footprint->at[c];
    separate += it->layer[CD_LAYER_MANAGEMENT];
    clients += it->clients;
    held++;
    bool seen = false;
    for (guint d = 0; d < c; d++)
      seen = seen || (awards->same[lead * n + d] > 0 && footprint->at[d].specification == it->specification);
    specifications += !seen;
  }
  double shared = held > 1 ? cd_management_shared(world->cost, separate, clients) : separate;
  for (guint c = 0; c < n; c++) {
    if (awards->same[lead * n + c] <= 0)
      continue;
    const CdFootprintContract *it = &footprint->at[c];
    CdContractResult *result = &awards->contract[c];
    double management = separate > 0 ? shared * it->layer[CD_LAYER_MANAGEMENT] / separate : 0;
    double specialists = 0;
    for (guint s = 0; s < world->n_post; s++) {
      double served = 0;
      for (guint d = 0; d < n; d++)
        if (awards->same[lead * n + d] > 0)
          served += footprint->at[d].post_clients[s];
      double wte = cd_post_wte(&world->post[s], served, funding->post_funding);
      awards->post_kept[c][s] = wte > 0 && cd_contract_wants(it->contract, s);
      double part = served > 0 ? wte * it->post_clients[s] / served : 0;
      specialists += part * world->post[s].salary;
      if (world->post[s].kind == CD_POST_SPECIALIST)
        result->specialist_wte += part;
    }
    double change = management - result->layer[CD_LAYER_MANAGEMENT] + specialists - result->layer[CD_LAYER_SPECIALISTS];
    result->layer[CD_LAYER_MANAGEMENT] = management;
    result->layer[CD_LAYER_SPECIALISTS] = specialists;
    result->layer[CD_LAYER_OVERHEAD] += world->cost->overhead * change;
    result->layer[CD_LAYER_MARGIN] += (1 - world->market->passed_on) * fmax(0, -change) * (1 + world->cost->overhead);
    if (specifications > 1 && clients > 0)
      result->layer[CD_LAYER_COMPLEXITY] += world->cost->complexity * (specifications - 1) * it->clients / clients;
  }
}
