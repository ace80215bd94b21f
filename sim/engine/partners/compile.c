#include "sim/engine/partners/compile.h"

#include <math.h>
#include "sim/engine/envelope.h"
#include "sim/engine/expected-offer.h"
#include "sim/engine/typical-offer.h"

/* Where the quality that a bidder offers hardly moves, nothing is to be learnt from its moving. */
#define QUALITY_STEP_LEAST 1e-6

void cd_division_stand_make(CdBlockStand *stand, const CdBlocks *blocks, const CdExpectContext *context,
                            const CdDivision *division, const CdTermsDrawn *terms, double decided, const CdNow *now,
                            CdArena *arena)
{
  const CdWorld *world = context->world;
  guint32 block = division->block[0];
  *stand = (CdBlockStand){.block = block, .n_own = blocks->block[block].form[division->form[0]].n_contracts};
  for (guint i = 0; i < world->n_council; i++)
    if (block >> i & 1)
      stand->member[stand->n_members++] = i;
  CdLayout layout = cd_division_layout(blocks, world, division, arena);
  layout.terms = terms;
  layout.decided = decided;
  cd_footprint_lay(&stand->footprint, world, context->caseload, &layout, CD_TERMS_ARM_COMMON, NULL, arena);
  cd_funding_init(&stand->funding, world, layout.n_contracts, arena);
  cd_funders_decide(&stand->funding, context, &stand->footprint, now, arena);
  if (stand->funding.post_funding < 1 || stand->funding.extra_doors > 0)
    cd_footprint_lay(&stand->footprint, world, context->caseload, &layout, CD_TERMS_ARM_COMMON, &stand->funding, arena);
}

void cd_block_stand_make(CdBlockStand *stand, const CdBlocks *blocks, const CdExpectContext *context, guint32 block,
                         guint form, const CdNow *now, CdArena *arena)
{
  guint32 others = ((1u << blocks->n_councils) - 1) & ~block;
  CdDivision division = {.n_blocks = others ? 2 : 1, .block = {block, others}, .form = {form, 0}};
  cd_division_stand_make(stand, blocks, context, &division, NULL, 0, now, arena);
}

/* One compilation under way. */
typedef struct {
  CdCompiled *out;
  CdBlockStand *stand;
  const CdExpectContext *context;
  const CdTermTable *table;
  const CdBeliefs *beliefs;
  CdArena *arena;
  guint level[CD_TERM_COUNT]; /* at which the base runs are made: the middle of the table */
  const CdRouteTaken *route;  /* [contract] as planned; NULL: all are tendered */
  guint *priced;              /* [n_own] row of its price; PRICE_SETTLED: its route settles it */
} Compiling;

#define PRICE_SETTLED G_MAXUINT

static const CdRouteTaken *route_of(const Compiling *it, guint contract)
{
  return it->route ? &it->route[contract] : NULL;
}

/* Whether some text's offer goes by who could bid for a contract. */
static bool bidders_count(const Compiling *it)
{
  const CdTermTable *table = it->table;
  const CdWorld *world = it->context->world;
  bool count = false;
  for (guint c = 0; c < it->stand->n_own; c++) {
    CdTermsDrawn terms = it->stand->footprint.at[c].terms;
    terms.length = table->at[CD_TERM_LENGTH][table->levels[CD_TERM_LENGTH] - 1]; /* the longest has the highest premium */
    for (guint p = 0; p < table->levels[CD_TERM_PRICING]; p++) {
      terms.pricing = (int)table->at[CD_TERM_PRICING][p];
      count = count || cd_typical_offer_counts_bidders(world, &terms, world->market->envelope);
    }
  }
  return count;
}

/* Whether every envelope is a multiple of the contract's own cost. */
static bool envelopes_go_by_own_cost(const Compiling *it)
{
  bool own_cost = it->context->world->market->envelope_basis == CD_ENVELOPE_OWN_COST;
  for (guint c = 0; c < it->stand->n_own; c++)
    own_cost = own_cost && isnan(it->stand->footprint.at[c].contract->price_limit);
  return own_cost;
}

/* Own contracts that are priced in one way share a row: all that are tendered, where the envelope is a multiple of own cost and who could bid does not matter. */
static void find_prices(Compiling *it)
{
  bool own_cost = envelopes_go_by_own_cost(it);
  bool alike = own_cost && !bidders_count(it);
  it->route = cd_expected_routes(it->context, &it->stand->footprint, &it->stand->funding, it->arena);
  for (guint c = 0; c < it->stand->n_own; c++)
    it->priced[c] = !cd_is_tendered(route_of(it, c)) ? PRICE_SETTLED : alike ? 0 : it->out->n_prices++;
  if (alike)
    it->out->n_prices = 1;
  it->out->n_localities = own_cost ? 1 : it->table->levels[CD_TERM_LOCALISATION];
}

static CdTermsDrawn terms_at(const CdTermTable *table, const guint *level, CdTermsDrawn terms)
{
  terms.length = table->at[CD_TERM_LENGTH][level[CD_TERM_LENGTH]];
  terms.quality_weight = table->at[CD_TERM_QUALITY_WEIGHT][level[CD_TERM_QUALITY_WEIGHT]];
  terms.pricing = (int)table->at[CD_TERM_PRICING][level[CD_TERM_PRICING]];
  terms.outcomes_share = table->at[CD_TERM_OUTCOMES_SHARE][level[CD_TERM_OUTCOMES_SHARE]];
  terms.localisation = table->at[CD_TERM_LOCALISATION][level[CD_TERM_LOCALISATION]];
  return terms;
}

/* Puts the terms at LEVEL[CD_TERM_COUNT] on the block's contracts. */
static void set_levels(const Compiling *it, const guint *level)
{
  CdFootprint *footprint = &it->stand->footprint;
  for (guint c = 0; c < it->stand->n_own; c++) {
    CdTermsDrawn terms = terms_at(it->table, level, footprint->at[c].terms);
    cd_footprint_set_terms(footprint, it->context->world, c, &terms);
  }
}

/* The base terms, but TERM at LEVEL. */
static void set_level(const Compiling *it, CdTerm term, guint level)
{
  guint at[CD_TERM_COUNT];
  memcpy(at, it->level, sizeof at);
  at[term] = level;
  set_levels(it, at);
}

/* FLOW[member * CD_CHANNEL_COUNT + channel] and, where it is not NULL, AVOIDED[member], under the terms that stand. */
static void probe_standing(const Compiling *it, double *flow, double *avoided)
{
  const CdWorld *world = it->context->world;
  gsize mark = cd_arena_mark(it->arena);
  CdExpectation expected;
  cd_expect(&expected, it->context, &it->stand->footprint, &it->stand->funding, it->beliefs, it->arena);
  it->out->delay = expected.calendar.delay;
  for (guint m = 0; m < it->out->n_members; m++) {
    double *channel = &flow[m * CD_CHANNEL_COUNT];
    channel[CD_CHANNEL_COMPLETIONS] = channel[CD_CHANNEL_CJ] = channel[CD_CHANNEL_LOSSES] = 0;
    CdRefs areas = world->council[it->stand->member[m]].areas;
    for (guint a = 0; a < areas.n; a++) {
      channel[CD_CHANNEL_COMPLETIONS] += expected.area_completions[areas.at[a]];
      channel[CD_CHANNEL_CJ] += expected.area_cj_completions[areas.at[a]];
      channel[CD_CHANNEL_LOSSES] += expected.area_losses[areas.at[a]];
    }
    if (avoided) {
      avoided[m] = 0;
      for (guint a = 0; a < areas.n; a++)
        avoided[m] += expected.area_avoided[areas.at[a]];
    }
  }
  cd_arena_rewind(it->arena, mark);
}

static void probe(const Compiling *it, CdTerm term, guint level, double *flow)
{
  set_level(it, term, level);
  probe_standing(it, flow, NULL);
}

static double ratio(double y, double base)
{
  return base > 0 ? y / base : 1;
}

static gsize offer_at(const CdCompiled *it, const guint *level)
{
  return cd_compiled_offer(it, level[CD_TERM_LENGTH], level[CD_TERM_QUALITY_WEIGHT], level[CD_TERM_PRICING]);
}

/* Prices at LEVEL, whose length and localisation stand, and the quality offered. */
static void put_offers(const Compiling *it, const guint *level, guint locality, const double *envelope)
{
  const CdFootprint *footprint = &it->stand->footprint;
  const CdWorld *world = it->context->world;
  gsize cell = offer_at(it->out, level);
  double clients = 0, quality = 0;
  guint last = PRICE_SETTLED;
  CdExpectedOffer offer = {.quality = world->market->reference_quality};
  for (guint c = 0; c < it->stand->n_own; c++) {
    if (it->priced[c] == PRICE_SETTLED)
      continue;
    if (it->priced[c] != last) {
      CdTermsDrawn terms = terms_at(it->table, level, footprint->at[c].terms);
      offer = cd_expected_bid(&footprint->at[c], &terms, envelope[c], it->context->reference, world);
      last = it->priced[c];
      it->out->price[(cell * it->out->n_prices + last) * it->out->n_localities + locality] = offer.price;
    }
    clients += footprint->at[c].clients;
    quality += footprint->at[c].clients * offer.quality;
  }
  it->out->quality[cell * it->out->n_localities + locality] =
      it->out->n_prices <= 1 || clients <= 0 ? offer.quality : quality / clients;
}

static void compile_offers(const Compiling *it)
{
  const guint *n = it->table->levels;
  const CdWorld *world = it->context->world;
  const CdFootprint *footprint = &it->stand->footprint, *baseline = it->context->reference->footprint;
  gsize mark = cd_arena_mark(it->arena);
  double *envelope = cd_arena_array(it->arena, double, it->stand->n_own);
  guint at[CD_TERM_COUNT];
  memcpy(at, it->level, sizeof at);
  for (guint l = 0; l < n[CD_TERM_LENGTH]; l++)
    for (guint a = 0; a < it->out->n_localities; a++) {
      at[CD_TERM_LENGTH] = l;
      at[CD_TERM_LOCALISATION] = it->out->n_localities > 1 ? a : it->level[CD_TERM_LOCALISATION];
      if (it->out->n_localities > 1) /* own cost, and with it the envelope, goes by both */
        set_levels(it, at);
      for (guint c = 0; c < it->stand->n_own; c++)
        envelope[c] = cd_envelope(&footprint->at[c], baseline, world);
      for (guint q = 0; q < n[CD_TERM_QUALITY_WEIGHT]; q++)
        for (guint p = 0; p < n[CD_TERM_PRICING]; p++) {
          at[CD_TERM_QUALITY_WEIGHT] = q;
          at[CD_TERM_PRICING] = p;
          put_offers(it, at, a, envelope);
        }
    }
  cd_arena_rewind(it->arena, mark);
}

static double quality_at(const Compiling *it, const guint *level)
{
  return cd_compiled_quality(it->out, offer_at(it->out, level), level[CD_TERM_LOCALISATION]);
}

static void compile_base(const Compiling *it, double *flow)
{
  guint n_pricing = it->table->levels[CD_TERM_PRICING];
  for (guint p = 0; p < n_pricing; p++) {
    set_level(it, CD_TERM_PRICING, p);
    probe_standing(it, flow, p == it->level[CD_TERM_PRICING] ? it->out->avoided_base : NULL);
    guint at[CD_TERM_COUNT];
    memcpy(at, it->level, sizeof at);
    at[CD_TERM_PRICING] = p;
    it->out->quality_base[p] = quality_at(it, at);
    for (guint k = 0; k < it->out->n_members * CD_CHANNEL_COUNT; k++)
      it->out->base[k * n_pricing + p] = flow[k];
  }
}

static double base_flow(const Compiling *it, guint k)
{
  return it->out->base[k * it->table->levels[CD_TERM_PRICING] + it->level[CD_TERM_PRICING]];
}

/* Least and greatest quality that length and quality weight can bring under the base pricing. */
static void find_qualities(const Compiling *it, guint *low, guint *high)
{
  guint at[CD_TERM_COUNT];
  memcpy(at, it->level, sizeof at);
  memcpy(low, at, sizeof at);
  memcpy(high, at, sizeof at);
  for (at[CD_TERM_LENGTH] = 0; at[CD_TERM_LENGTH] < it->table->levels[CD_TERM_LENGTH]; at[CD_TERM_LENGTH]++)
    for (at[CD_TERM_QUALITY_WEIGHT] = 0; at[CD_TERM_QUALITY_WEIGHT] < it->table->levels[CD_TERM_QUALITY_WEIGHT];
         at[CD_TERM_QUALITY_WEIGHT]++) {
      if (quality_at(it, at) < quality_at(it, low))
        memcpy(low, at, sizeof at);
      if (quality_at(it, at) > quality_at(it, high))
        memcpy(high, at, sizeof at);
    }
}

static void compile_quality(const Compiling *it, double *low, double *high)
{
  guint at_low[CD_TERM_COUNT], at_high[CD_TERM_COUNT];
  find_qualities(it, at_low, at_high);
  double step = quality_at(it, at_high) - quality_at(it, at_low);
  if (step < QUALITY_STEP_LEAST)
    return;
  set_levels(it, at_low);
  probe_standing(it, low, NULL);
  set_levels(it, at_high);
  probe_standing(it, high, NULL);
  for (guint k = 0; k < it->out->n_members * CD_CHANNEL_COUNT; k++)
    it->out->by_quality[k] = (ratio(high[k], base_flow(it, k)) - ratio(low[k], base_flow(it, k))) / step;
}

static void compile_outcomes(const Compiling *it, double *flow)
{
  guint base = it->level[CD_TERM_OUTCOMES_SHARE], other = base > 0 ? 0 : it->table->levels[CD_TERM_OUTCOMES_SHARE] - 1;
  const double *at = it->table->at[CD_TERM_OUTCOMES_SHARE];
  it->out->outcomes_base = at[base];
  if (other == base)
    return;
  set_level(it, CD_TERM_OUTCOMES_SHARE, other);
  probe_standing(it, flow, it->out->avoided);
  for (guint k = 0; k < it->out->n_members * CD_CHANNEL_COUNT; k++)
    it->out->by_outcomes[k] = (ratio(flow[k], base_flow(it, k)) - 1) / (at[other] - at[base]);
  for (guint m = 0; m < it->out->n_members; m++)
    it->out->avoided[m] = (it->out->avoided[m] - it->out->avoided_base[m]) / (at[other] - at[base]);
}

/* Through (0, y0), (1/2 or so, 1), (1, y1) as a parabola; a straight line where two of them are one. */
static double parabola(double x, double x0, double y0, double base, double x1, double y1)
{
  if (x0 == base || x1 == base)
    return x0 == x1     ? 1
           : x0 == base ? 1 + (y1 - 1) * (x - base) / (x1 - base)
                        : 1 + (y0 - 1) * (x - base) / (x0 - base);
  return y0 * (x - base) * (x - x1) / ((x0 - base) * (x0 - x1)) + (x - x0) * (x - x1) / ((base - x0) * (base - x1)) +
         y1 * (x - x0) * (x - base) / ((x1 - x0) * (x1 - base));
}

/* What LOCALISATION does to channel K through the quality that it leaves the envelope to pay for. */
static double by_quality_at(const Compiling *it, guint k, guint localisation)
{
  guint at[CD_TERM_COUNT];
  memcpy(at, it->level, sizeof at);
  at[CD_TERM_LOCALISATION] = localisation;
  return 1 + it->out->by_quality[k] * (quality_at(it, at) - quality_at(it, it->level));
}

static void compile_localisation(const Compiling *it, double *low, double *high)
{
  guint n = it->table->levels[CD_TERM_LOCALISATION];
  const double *at = it->table->at[CD_TERM_LOCALISATION];
  probe(it, CD_TERM_LOCALISATION, 0, low);
  probe(it, CD_TERM_LOCALISATION, n - 1, high);
  for (guint k = 0; k < it->out->n_members * CD_CHANNEL_COUNT; k++) {
    double least = ratio(low[k], base_flow(it, k)) / by_quality_at(it, k, 0);
    double most = ratio(high[k], base_flow(it, k)) / by_quality_at(it, k, n - 1);
    for (guint a = 0; a < n; a++)
      it->out->by_localisation[k * n + a] =
          parabola(at[a], at[0], least, at[it->level[CD_TERM_LOCALISATION]], at[n - 1], most);
  }
}

static void compile_control(const Compiling *it)
{
  guint n = it->table->levels[CD_TERM_LOCALISATION];
  for (guint a = 0; a < n; a++) {
    set_level(it, CD_TERM_LOCALISATION, a);
    for (guint m = 0; m < it->out->n_members; m++)
      it->out->control[m * n + a] = cd_council_control(&it->stand->footprint, it->context->world, it->stand->member[m]);
  }
}

/* COST[council] under the terms that stand, with a price of nought for all own contracts that are tendered but those in row ONE, which have a price of
 * one. PRICE: room for each contract. */
static void cost_line(const Compiling *it, guint one, double *price, double *cost)
{
  const CdWorld *world = it->context->world;
  const CdFootprint *footprint = &it->stand->footprint;
  memset(cost, 0, world->n_council * sizeof *cost);
  for (guint c = 0; c < footprint->n_contracts; c++) {
    bool settled = c >= it->stand->n_own || it->priced[c] == PRICE_SETTLED;
    price[c] = settled ? cd_expected_offer(&footprint->at[c], route_of(it, c), it->context->reference, world).price
                       : it->priced[c] == one;
  }
  cd_expect_costs(cost, it->context, footprint, &it->stand->funding, it->beliefs, price, it->arena);
}

static void compile_costs(const Compiling *it)
{
  const CdWorld *world = it->context->world;
  gsize mark = cd_arena_mark(it->arena);
  guint n = it->table->levels[CD_TERM_LENGTH], n_local = it->table->levels[CD_TERM_LOCALISATION];
  guint n_prices = it->out->n_prices;
  double *price = cd_arena_array(it->arena, double, it->stand->footprint.n_contracts);
  double *fixed = cd_arena_array(it->arena, double, world->n_council);
  double *cost = cd_arena_array(it->arena, double, world->n_council);
  guint at[CD_TERM_COUNT];
  memcpy(at, it->level, sizeof at);
  for (guint l = 0; l < n; l++)
    for (guint a = 0; a < n_local; a++) {
      at[CD_TERM_LENGTH] = l;
      at[CD_TERM_LOCALISATION] = a;
      set_levels(it, at);
      cost_line(it, PRICE_SETTLED, price, fixed);
      for (guint m = 0; m < it->out->n_members; m++)
        it->out->cost_fixed[((gsize)m * n + l) * n_local + a] = fixed[it->stand->member[m]];
      for (guint row = 0; row < n_prices; row++) {
        cost_line(it, row, price, cost);
        for (guint m = 0; m < it->out->n_members; m++) {
          guint i = it->stand->member[m];
          it->out->cost_priced[(((gsize)m * n + l) * n_local + a) * n_prices + row] = cost[i] - fixed[i];
        }
      }
    }
  cd_arena_rewind(it->arena, mark);
}

static void allocate(CdCompiled *out, const guint *n, CdArena *arena)
{
  gsize offers = (gsize)n[CD_TERM_LENGTH] * n[CD_TERM_QUALITY_WEIGHT] * n[CD_TERM_PRICING];
  gsize flows = (gsize)out->n_members * CD_CHANNEL_COUNT;
  out->price = cd_arena_array(arena, double, offers * out->n_prices * out->n_localities);
  out->quality = cd_arena_array(arena, double, offers * out->n_localities);
  out->quality_base = cd_arena_array(arena, double, n[CD_TERM_PRICING]);
  gsize costs = (gsize)out->n_members * n[CD_TERM_LENGTH] * n[CD_TERM_LOCALISATION];
  out->cost_fixed = cd_arena_array(arena, double, costs);
  out->cost_priced = cd_arena_array(arena, double, costs * out->n_prices);
  out->base = cd_arena_array(arena, double, flows *n[CD_TERM_PRICING]);
  out->by_quality = cd_arena_array(arena, double, flows);
  out->by_outcomes = cd_arena_array(arena, double, flows);
  out->by_localisation = cd_arena_array(arena, double, flows *n[CD_TERM_LOCALISATION]);
  out->avoided_base = cd_arena_array(arena, double, out->n_members);
  out->avoided = cd_arena_array(arena, double, out->n_members);
  out->control = cd_arena_array(arena, double, out->n_members *n[CD_TERM_LOCALISATION]);
}

void cd_compile(CdCompiled *compiled, CdBlockStand *stand, const CdExpectContext *context, const CdTermTable *table,
                const CdBeliefs *beliefs, CdArena *arena)
{
  *compiled = (CdCompiled){.table = table, .n_members = stand->n_members};
  Compiling it = {.out = compiled, .stand = stand, .context = context, .table = table, .beliefs = beliefs, .arena = arena};
  it.priced = cd_arena_array(arena, guint, stand->n_own);
  find_prices(&it);
  allocate(compiled, table->levels, arena);
  gsize mark = cd_arena_mark(arena);
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    it.level[t] = table->levels[t] / 2;
  CdTermsDrawn *before = cd_arena_array(arena, CdTermsDrawn, stand->n_own);
  for (guint c = 0; c < stand->n_own; c++)
    before[c] = stand->footprint.at[c].terms;
  gsize flows = (gsize)compiled->n_members * CD_CHANNEL_COUNT;
  double *first = cd_arena_array(arena, double, flows), *second = cd_arena_array(arena, double, flows);
  compile_offers(&it);
  compile_base(&it, first);
  compile_quality(&it, first, second);
  compile_outcomes(&it, first);
  compile_localisation(&it, first, second);
  compile_control(&it);
  compile_costs(&it);
  for (guint c = 0; c < stand->n_own; c++)
    cd_footprint_set_terms(&stand->footprint, context->world, c, &before[c]);
  cd_arena_rewind(arena, mark);
}

static double flow_at(const CdCompiled *it, gsize k, guint pricing, double quality, double outcomes, guint localisation)
{
  return it->base[k * it->table->levels[CD_TERM_PRICING] + pricing] *
         (1 + it->by_quality[k] * (quality - it->quality_base[pricing])) *
         (1 + it->by_outcomes[k] * (outcomes - it->outcomes_base)) *
         it->by_localisation[k * it->table->levels[CD_TERM_LOCALISATION] + localisation];
}

CdConsequences cd_compiled_consequences(const CdCompiled *it, guint position, const guint *level)
{
  guint pricing = level[CD_TERM_PRICING], localisation = level[CD_TERM_LOCALISATION];
  gsize offer = offer_at(it, level), k = (gsize)position * CD_CHANNEL_COUNT;
  double outcomes = it->table->at[CD_TERM_OUTCOMES_SHARE][level[CD_TERM_OUTCOMES_SHARE]];
  double flow[CD_CHANNEL_COUNT], quality = cd_compiled_quality(it, offer, localisation);
  for (guint channel = 0; channel < CD_CHANNEL_COUNT; channel++)
    flow[channel] = flow_at(it, k + channel, pricing, quality, outcomes, localisation);
  return (CdConsequences){.cost = cd_compiled_cost(it, position, offer, level[CD_TERM_LENGTH], localisation),
                          .completions = flow[CD_CHANNEL_COMPLETIONS] + it->avoided_base[position] +
                                         it->avoided[position] * (outcomes - it->outcomes_base),
                          .continuity = flow[CD_CHANNEL_CJ] - flow[CD_CHANNEL_LOSSES],
                          .control = it->control[position * it->table->levels[CD_TERM_LOCALISATION] + localisation],
                          .delay = it->delay};
}
