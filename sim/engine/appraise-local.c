#include <math.h>

#include "sim/engine/appraise.h"

static void put(const CdMetricLayout *layout, double *value, CdMetricKind kind, double x)
{
  *cd_metric_slot(layout, value, kind, CD_TOTAL, 0) = x;
}

static double clients_of(const CdRunFacts *facts, guint area)
{
  double clients = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++)
    clients += facts->footprint->at[c].area_clients[area];
  return clients;
}

static void appraise_specification(const CdRunFacts *facts, const CdMetricLayout *layout, double *value)
{
  double sum = 0, all = 0;
  for (guint a = 0; a < facts->world->n_area; a++) {
    double own = facts->plan->own_specification[a], clients = clients_of(facts, a);
    *cd_metric_slot(layout, value, CD_METRIC_OWN_SPECIFICATION, CD_BY_AREA, a) = own;
    sum += clients * own;
    all += clients;
  }
  put(layout, value, CD_METRIC_OWN_SPECIFICATION, all > 0 ? sum / all : NAN);
}

/* Contracts that one provider holds count once, together. */
static double providers_met(const CdRunFacts *facts)
{
  guint n = facts->footprint->n_contracts;
  double all = 0, squares = 0;
  for (guint c = 0; c < n; c++) {
    double together = 0, own = facts->footprint->at[c].clients;
    for (guint d = 0; d < n; d++)
      together += facts->awards->same[c * n + d] * facts->footprint->at[d].clients;
    all += own;
    squares += own * together; /* over a provider's contracts: the square of their sum */
  }
  return squares > 0 ? all * all / squares : NAN;
}

static bool is_local(int kind)
{
  return kind == CD_PROVIDER_LOCAL || kind == CD_PROVIDER_LERO;
}

/* Of the clients' care that contract IT buys, what local organisations do where BIDDER (sim/engine/bidders.h) holds it, 0..1. Of a component that several
 * members of a consortium name, each does an equal part here: who of them is cheapest where is not kept. */
static double local_part(const CdRunFacts *facts, const CdFootprintContract *it, int bidder)
{
  const CdWorld *world = facts->world;
  if (bidder < 0)
    return 0;
  if ((guint)bidder < world->n_provider)
    return is_local(world->provider[bidder].kind);
  const CdConsortium *consortium = &world->consortium[(guint)bidder - world->n_provider];
  double local = 0, care = 0;
  for (guint k = 0; k < world->n_component; k++) {
    guint named = 0, locals = 0;
    for (guint m = 0; m < consortium->members.n; m++) {
      const CdProvider *member = &world->provider[consortium->members.at[m]];
      bool does = cd_refs_has(member->specialisms, k);
      named += does;
      locals += does && is_local(member->kind);
    }
    double part = named > 0 ? (double)locals / named : is_local(world->provider[consortium->lead].kind);
    for (guint a = 0; a < world->n_area; a++) {
      local += part * it->pair_value[(gsize)a * world->n_component + k];
      care += it->pair_value[(gsize)a * world->n_component + k];
    }
  }
  return care > 0 ? local / care : 0;
}

static double local_delivery(const CdRunFacts *facts)
{
  double local = 0, all = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    const CdFootprintContract *it = &facts->footprint->at[c];
    local += it->reference * local_part(facts, it, facts->awards->contract[c].provider);
    all += it->reference;
  }
  return all > 0 ? local / all : NAN;
}

static double quality_gap(const CdRunFacts *facts)
{
  double best = -INFINITY, worst = INFINITY;
  for (guint a = 0; a < facts->world->n_area; a++) {
    double quality = 0, clients = clients_of(facts, a);
    if (clients <= 0)
      continue;
    for (guint c = 0; c < facts->footprint->n_contracts; c++)
      quality += facts->footprint->at[c].area_clients[a] * facts->awards->contract[c].award.quality / clients;
    best = fmax(best, quality);
    worst = fmin(worst, quality);
  }
  return best >= worst ? best - worst : NAN;
}

static double rural_gap(const CdRunFacts *facts)
{
  double minutes[] = {[CD_SETTING_URBAN] = 0, [CD_SETTING_RURAL] = 0}, clients[] = {0, 0};
  for (guint l = 0; l < facts->world->n_locality; l++) {
    const CdLocality *it = &facts->world->locality[l];
    double there = it->client_share * clients_of(facts, (guint)it->area), way = facts->plan->access.locality_minutes[l];
    if (!isfinite(way))
      continue;
    minutes[it->setting] += there * way;
    clients[it->setting] += there;
  }
  return minutes[CD_SETTING_RURAL] / clients[CD_SETTING_RURAL] - minutes[CD_SETTING_URBAN] / clients[CD_SETTING_URBAN];
}

void cd_appraise_local(const CdRunFacts *facts, const CdMetricLayout *layout, double *value)
{
  appraise_specification(facts, layout, value);
  put(layout, value, CD_METRIC_PROVIDERS_MET, providers_met(facts));
  put(layout, value, CD_METRIC_LOCAL_DELIVERY, local_delivery(facts));
  put(layout, value, CD_METRIC_QUALITY_GAP, quality_gap(facts));
  put(layout, value, CD_METRIC_RURAL_GAP, rural_gap(facts));
}
