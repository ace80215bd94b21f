#include "sim/cost/layers.h"

#include <math.h>

static const struct {
  const char *id, *label;
} layers[CD_LAYER_COUNT] = {
    [CD_LAYER_DIRECT] = {"layer-direct", "Direct care"},
    [CD_LAYER_PASS_THROUGH] = {"layer-pass-through", "Paid by use (pharmacy, detoxification, rehabilitation)"},
    [CD_LAYER_MANAGEMENT] = {"layer-management", "Management, governance, data"},
    [CD_LAYER_OVERHEAD] = {"layer-overhead", "Corporate overhead"},
    [CD_LAYER_ESTATE] = {"layer-estate", "Hubs and spokes"},
    [CD_LAYER_SPECIALISTS] = {"layer-specialists", "Pay of specialist posts"},
    [CD_LAYER_MOBILISATION] = {"layer-mobilisation", "Mobilisation"},
    [CD_LAYER_TRANSFER] = {"layer-transfer", "Staff transfer"},
    [CD_LAYER_COMPLEXITY] = {"layer-complexity", "Several specifications"},
    [CD_LAYER_EFFICIENCY] = {"layer-efficiency", "Winner's efficiency"},
    [CD_LAYER_QUALITY] = {"layer-quality", "Quality offered"},
    [CD_LAYER_RISK] = {"layer-risk", "Risk premium"},
    [CD_LAYER_MARGIN] = {"layer-margin", "Margin"},
    [CD_LAYER_EXTENSION] = {"layer-extension", "Extension of the old contract"},
    [CD_LAYER_OWN_SERVICE] = {"layer-own-service", "Co-commissioners' own services"},
    [CD_LAYER_OFFICERS] = {"layer-officers", "Commissioners' officers"},
    [CD_LAYER_PROCUREMENT] = {"layer-procurement", "Procurement"},
    [CD_LAYER_LEAD_RISK] = {"layer-lead-risk", "Lead's risk, not indemnified"},
};

const char *cd_layer_id(CdLayer layer)
{
  return layers[layer].id;
}

const char *cd_layer_label(CdLayer layer)
{
  return layers[layer].label;
}

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
