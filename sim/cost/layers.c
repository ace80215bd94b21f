#include "sim/cost/layers.h"

#include <math.h>

static double sum_layers(const double *layer, int from, int to)
{
  double sum = 0;
  for (int l = from; l < to; l++)
    sum += layer[l];
  return sum;
}

double cd_layers_total(const double layer[CD_LAYER_COUNT])
{
  return sum_layers(layer, 0, CD_LAYER_COUNT);
}

double cd_layers_provider(const double layer[CD_LAYER_COUNT])
{
  return sum_layers(layer, 0, CD_LAYER_FIRST_COMMISSIONER);
}

double cd_management_cost(const CdCost *cost, double clients)
{
  if (clients <= 0)
    return 0;
  double at_reference = cost->management_variable * cost->management_reference;
  return cost->management_fixed + at_reference * pow(clients / cost->management_reference, cost->management_elasticity);
}

double cd_management_shared(const CdCost *cost, double separate, double pooled_clients)
{
  double pooled = cd_management_cost(cost, pooled_clients);
  return separate - cost->retention * (separate - pooled);
}

double cd_post_wte(const CdPost *post, double clients, double funding)
{
  double wte = clients / post->clients_per_wte * (1 - post->funder_share * (1 - funding));
  return wte >= post->minimum_wte ? wte : 0;
}

double cd_effective_parties(const double *caseload, guint n)
{
  double sum = 0, squares = 0;
  for (guint i = 0; i < n; i++) {
    sum += caseload[i];
    squares += caseload[i] * caseload[i];
  }
  return squares > 0 ? sum * sum / squares : 0;
}

double cd_officer_wte(const CdCost *cost, guint contracts, double extra)
{
  return cost->contract_wte * contracts + cost->coordination_wte * extra;
}
