#include "sim/appraisal/scale.h"

#include <math.h>
#include <string.h>

/* All draws, and room for one quantity over them. */
typedef struct {
  const CdScenario *scenario;
  CdScaleDraw draw[CD_SCALE_DRAWS];
  double x[CD_SCALE_DRAWS];
} Draws;

static double bounded(double x)
{
  return isfinite(x) ? x : NAN;
}

/* Of what stands in DRAWS->x. Undefined in any draw: undefined. */
static CdSpread spread(Draws *draws)
{
  for (guint d = 0; d < CD_SCALE_DRAWS; d++)
    if (isnan(draws->x[d]))
      return cd_spread_of(draws->x, 0);
  CdSpread found = cd_spread_of(draws->x, CD_SCALE_DRAWS);
  return (CdSpread){bounded(found.p5), bounded(found.median), bounded(found.p95), found.n};
}

/* --- what is needed ---------------------------------------------------------------------------------- */

/* People in a year whom one average client of the post stands for; where nobody would use it, no number of people is enough. */
static double as_people(double clients, double of_people)
{
  return clients > 0 ? (of_people > 0 ? clients / of_people : INFINITY) : 0;
}

static CdSizeNeeded find_post(Draws *draws, guint post)
{
  CdSizeNeeded need = {0};
  for (guint d = 0; d < CD_SCALE_DRAWS; d++) {
    draws->x[d] = draws->draw[d].post_needs[post];
    need.is_funded = need.is_funded || draws->draw[d].post_bare[post] > draws->draw[d].post_needs[post];
  }
  need.clients = spread(draws);
  for (guint d = 0; d < CD_SCALE_DRAWS; d++)
    draws->x[d] = draws->draw[d].post_bare[post];
  need.bare_clients = spread(draws);
  for (guint d = 0; d < CD_SCALE_DRAWS; d++)
    draws->x[d] = as_people(draws->draw[d].post_needs[post], draws->draw[d].post_of_people[post]);
  need.people = spread(draws);
  for (guint d = 0; d < CD_SCALE_DRAWS; d++)
    draws->x[d] = as_people(draws->draw[d].post_bare[post], draws->draw[d].post_of_people[post]);
  need.bare_people = spread(draws);
  return need;
}

static CdSizeNeeded find_hub(Draws *draws, guint hub)
{
  CdSizeNeeded need = {0};
  for (guint d = 0; d < CD_SCALE_DRAWS; d++)
    draws->x[d] = draws->draw[d].hub_needs[hub];
  need.clients = need.bare_clients = spread(draws);
  for (guint d = 0; d < CD_SCALE_DRAWS; d++) {
    const CdScaleDraw *draw = &draws->draw[d];
    draws->x[d] = as_people(draw->hub_needs[hub], draw->people > 0 ? draw->clients / draw->people : 0);
  }
  need.people = need.bare_people = spread(draws);
  return need;
}

/* --- what each has ----------------------------------------------------------------------------------- */

/* Whom POST would serve if one provider held all contracts of STRUCTURE. */
static double pooled_clients(const Draws *draws, const CdScaleDraw *draw, int structure, guint post)
{
  double sum = 0;
  guint posts = draws->scenario->table[CD_ENTITY_POST].n;
  for (guint c = 0; c < draws->scenario->table[CD_ENTITY_CONTRACT].n; c++)
    if (cd_scenario_contract(draws->scenario, c)->head.parent == structure)
      sum += draw->post_clients[c * posts + post];
  return sum;
}

static CdServed find_post_served(Draws *draws, guint contract, guint post)
{
  CdServed served = {0};
  guint posts = draws->scenario->table[CD_ENTITY_POST].n;
  int structure = cd_scenario_contract(draws->scenario, contract)->head.parent;
  for (guint d = 0; d < CD_SCALE_DRAWS; d++) {
    const CdScaleDraw *draw = &draws->draw[d];
    double clients = draws->x[d] = draw->post_clients[contract * posts + post];
    served.kept += clients >= draw->post_needs[post];
    served.bare += clients >= draw->post_bare[post];
    served.pooled += pooled_clients(draws, draw, structure, post) >= draw->post_needs[post];
  }
  served.clients = spread(draws);
  served.kept /= CD_SCALE_DRAWS;
  served.bare /= CD_SCALE_DRAWS;
  served.pooled /= CD_SCALE_DRAWS;
  return served;
}

static CdServed find_hub_served(Draws *draws, guint structure, guint hub)
{
  CdServed served = {0};
  guint at = structure * draws->scenario->table[CD_ENTITY_HUB].n + hub;
  for (guint d = 0; d < CD_SCALE_DRAWS; d++) {
    const CdScaleDraw *draw = &draws->draw[d];
    draws->x[d] = draw->hub_clients[at];
    served.kept += draw->hub_size[at] >= 1;
    served.size += draw->hub_size[at];
  }
  served.clients = spread(draws);
  served.kept /= CD_SCALE_DRAWS;
  served.size /= CD_SCALE_DRAWS;
  served.bare = served.pooled = served.kept;
  return served;
}

/* --- cost and size ----------------------------------------------------------------------------------- */

static CdContractSize find_contract(Draws *draws, guint contract)
{
  CdContractSize found;
  guint n = draws->scenario->table[CD_ENTITY_CONTRACT].n, last = (CD_SCALE_SIZES - 1) * n + contract;
  for (guint d = 0; d < CD_SCALE_DRAWS; d++)
    draws->x[d] = draws->draw[d].contract_clients[contract];
  found.clients = spread(draws);
  for (guint d = 0; d < CD_SCALE_DRAWS; d++)
    draws->x[d] = draws->draw[d].contract_people[contract];
  found.people = spread(draws);
  for (guint d = 0; d < CD_SCALE_DRAWS; d++) {
    const CdScaleDraw *draw = &draws->draw[d];
    draws->x[d] = log(draw->contract_cost[last] / draw->contract_cost[contract]) /
                  log(draw->contract_size[last] / draw->contract_size[contract]);
  }
  found.elasticity = spread(draws);
  return found;
}

/* Clients' shares between the contracts of a structure, and its cost. Returns how many contracts. */
static guint take_structure(const Draws *draws, const CdScaleDraw *draw, int structure, double *share, double *cost)
{
  guint all = draws->scenario->table[CD_ENTITY_CONTRACT].n, n = 0;
  double clients = 0;
  *cost = 0;
  for (guint c = 0; c < all; c++) {
    if (cd_scenario_contract(draws->scenario, c)->head.parent != structure)
      continue;
    share[n++] = draw->contract_clients[c];
    clients += draw->contract_clients[c];
    *cost += draw->contract_cost[all + c]; /* the middle size: as it is */
  }
  for (guint i = 0; i < n; i++)
    share[i] = clients > 0 ? share[i] / clients : 0;
  return n;
}

static CdSplitSize find_split(Draws *draws, guint structure)
{
  CdSplitSize found = {0};
  int joint = cd_scenario_concordat(draws->scenario, 0)->joint;
  g_autofree double *share = g_new(double, draws->scenario->table[CD_ENTITY_CONTRACT].n + 1);
  double implied[CD_SCALE_DRAWS];
  for (guint d = 0; d < CD_SCALE_DRAWS; d++) {
    double cost, whole;
    guint of_joint = take_structure(draws, &draws->draw[d], joint, share, &whole);
    guint n = take_structure(draws, &draws->draw[d], (int)structure, share, &cost);
    draws->x[d] = cost / whole - 1;
    implied[d] = of_joint == 1 ? cd_scale_implied(share, n, cost / whole) : NAN;
    for (guint e = 0; e < CD_EVIDENCE_COUNT; e++)
      found.evidence[e] +=
          cd_evidence_elasticity[e] < 1 ? (cd_scale_split(share, n, cd_evidence_elasticity[e]) - 1) / CD_SCALE_DRAWS : 0;
  }
  found.penalty = spread(draws);
  memcpy(draws->x, implied, sizeof implied);
  found.elasticity = spread(draws);
  return found;
}

/* --- all of it --------------------------------------------------------------------------------------- */

CdScale *cd_scale_empty(const CdScenario *scenario)
{
  CdScale *scale = g_new0(CdScale, 1);
  scale->n_posts = scenario->table[CD_ENTITY_POST].n;
  scale->n_hubs = scenario->table[CD_ENTITY_HUB].n;
  scale->n_contracts = scenario->table[CD_ENTITY_CONTRACT].n;
  scale->n_structures = scenario->table[CD_ENTITY_STRUCTURE].n;
  scale->post = g_new0(CdSizeNeeded, scale->n_posts + 1);
  scale->hub = g_new0(CdSizeNeeded, scale->n_hubs + 1);
  scale->post_served = g_new0(CdServed, (gsize)scale->n_contracts * scale->n_posts + 1);
  scale->hub_served = g_new0(CdServed, (gsize)scale->n_structures * scale->n_hubs + 1);
  scale->contract = g_new0(CdContractSize, scale->n_contracts + 1);
  scale->split = g_new0(CdSplitSize, scale->n_structures + 1);
  return scale;
}

CdScale *cd_scale_new(const CdScenario *scenario, guint64 seed)
{
  CdScale *scale = cd_scale_empty(scenario);
  g_autoptr(CdWorld) world = cd_world_new(scenario);
  g_autoptr(CdArena) arena = cd_arena_new();
  g_autofree Draws *draws = g_new0(Draws, 1);
  draws->scenario = scenario;
  for (guint32 d = 0; d < CD_SCALE_DRAWS; d++) {
    cd_world_draw(world, seed, d);
    cd_scale_draw(&draws->draw[d], world, arena);
  }
  for (guint p = 0; p < scale->n_posts; p++) {
    scale->post[p] = find_post(draws, p);
    for (guint c = 0; c < scale->n_contracts; c++)
      scale->post_served[c * scale->n_posts + p] = find_post_served(draws, c, p);
  }
  for (guint h = 0; h < scale->n_hubs; h++) {
    scale->hub[h] = find_hub(draws, h);
    for (guint s = 0; s < scale->n_structures; s++)
      scale->hub_served[s * scale->n_hubs + h] = find_hub_served(draws, s, h);
  }
  for (guint c = 0; c < scale->n_contracts; c++)
    scale->contract[c] = find_contract(draws, c);
  for (guint s = 0; s < scale->n_structures; s++)
    scale->split[s] = find_split(draws, s);
  return scale;
}

void cd_scale_free(CdScale *scale)
{
  if (!scale)
    return;
  g_free(scale->post);
  g_free(scale->hub);
  g_free(scale->post_served);
  g_free(scale->hub_served);
  g_free(scale->contract);
  g_free(scale->split);
  g_free(scale);
}
