#include "sim/engine/buyer.h"

guint cd_buyers(const CdFootprintContract *contract)
{
  return contract->contract->bought_by == CD_BUYER_EACH ? MAX(1, contract->n_parties) : 1;
}

static bool each_signs(const CdFootprintContract *contract)
{
  return contract->contract->bought_by != CD_BUYER_LEAD;
}

guint cd_signers(const CdFootprintContract *contract)
{
  return each_signs(contract) ? MAX(1, contract->n_parties) : 1;
}

bool cd_has_own_specifications(const CdFootprintContract *contract)
{
  return contract->n_parties > 1 && contract->contract->specifications == CD_SPECIFICATIONS_OWN;
}

bool cd_can_leave(const CdFootprintContract *contract)
{
  return contract->n_parties <= 1 || contract->terms.exit_right || each_signs(contract);
}

int cd_lead(const CdFootprintContract *contract, const CdWorld *world)
{
  if (contract->n_parties < 2 || each_signs(contract))
    return -1;
  int lead = contract->contract->lead;
  if (lead >= 0 && contract->party[lead])
    return lead;
  lead = -1;
  for (guint i = 0; i < world->n_council; i++) {
    if (!contract->party[i])
      continue;
    double clients = contract->council_clients[i], most = lead >= 0 ? contract->council_clients[lead] : -1;
    if (clients > most || (clients == most && world->council[i].head.key < world->council[lead].head.key))
      lead = (int)i;
  }
  return lead;
}

double cd_lead_risk(const CdFootprintContract *contract, const CdWorld *world, double price)
{
  bool borne = world->n_procurement > 0 && cd_lead(contract, world) >= 0;
  return borne ? world->procurement->lead_risk * price : 0;
}

double cd_contract_officers(const CdFootprintContract *contract, const CdWorld *world)
{
  return cd_officer_wte(world->cost, cd_signers(contract), contract->parties - 1);
}
