#include "sim/engine/partners/roundtable.h"

#include <math.h>

guint cd_mask_members(guint32 mask, guint *members)
{
  guint n = 0;
  for (guint i = 0; mask >> i; i++)
    if (mask >> i & 1)
      members[n++] = i;
  return n;
}

/* The last meeting after which COUNCIL alone, its own governance passed, the specification redone and a tender held, still starts before the old
 * contract, extended, has ended. */
static guint last_meeting(const CdScene *scene, guint council, CdArena *arena)
{
  const CdWorld *world = scene->context.world;
  const CdCalendar *calendar = world->calendar;
  gsize mark = cd_arena_mark(arena);
  bool *takes_part = cd_arena_array(arena, bool, world->n_council);
  bool *waited_for = cd_arena_array(arena, bool, world->n_funder + 1); /* none: it need not wait for co-commissioners */
  takes_part[council] = true;
  guint last = 0;
  for (guint k = 0; k < CD_MONTHS_OF_TALKS_MOST; k++) {
    CdCalendarCase alone = {.decided = world->negotiation->begin + (double)k - calendar->decision,
                            .largest_parties = 1,
                            .council = takes_part,
                            .funder = waited_for,
                            .slippage_months = scene->context.slippage_median};
    if (cd_calendar_run(world, &alone).gap > 0)
      break;
    last = k;
  }
  cd_arena_rewind(arena, mark);
  return last;
}

static CdBeliefs beliefs_of(const CdRoundtable *table, guint believer, guint32 block, guint form)
{
  if (believer == cd_roundtable_model(table))
    return cd_stand_model_beliefs(table->partners, table->world, block, form);
  return cd_council_beliefs(&table->world->council[believer]);
}

/* Business as usual as each would see it go on; the model's is the scene's own. */
static void make_now(CdRoundtable *table)
{
  guint n = table->partners->n_councils;
  const CdExpectContext *context = &table->scene->context;
  const CdFootprint *baseline = &table->scene->baseline;
  table->now = cd_arena_array(table->arena, CdConsequences, (n + 1) * n);
  gsize mark = cd_arena_mark(table->arena);
  CdFunding funding;
  cd_funding_init(&funding, table->world, baseline->n_contracts, table->arena);
  cd_funding_settle(&funding, table->world, baseline);
  for (guint believer = 0; believer < n; believer++) {
    CdBeliefs beliefs = cd_council_beliefs(&table->world->council[believer]);
    CdExpectation expected;
    cd_expect(&expected, context, baseline, &funding, &beliefs, table->arena);
    for (guint i = 0; i < n; i++)
      table->now[believer * n + i] = cd_council_consequences(&expected, baseline, table->world, i);
  }
  cd_arena_rewind(table->arena, mark);
  memcpy(&table->now[n * n], table->scene->now.council_model, n * sizeof *table->now);
}

static void make_tastes(CdRoundtable *table)
{
  guint n = table->partners->n_councils;
  const CdWorld *world = table->world;
  const CdTaste *taste[CD_COUNCILS_MOST];
  double part[CD_COUNCILS_MOST], people = 0;
  table->taste = cd_arena_array(table->arena, CdTaste, n);
  table->mean_taste = cd_arena_array(table->arena, CdTaste, n);
  table->manner = cd_arena_array(table->arena, CdManner, n);
  for (guint i = 0; i < n; i++) {
    cd_taste_make(&table->taste[i], world, i, &table->partners->table);
    table->manner[i] = cd_council_manner(&world->council[i]);
    taste[i] = &table->taste[i];
    part[i] = 0;
    for (guint a = 0; a < world->council[i].areas.n; a++)
      part[i] += world->area[world->council[i].areas.at[a]].population;
    people += part[i];
  }
  for (guint i = 0; i < n; i++)
    part[i] /= people;
  for (guint i = 0; i < n; i++) {
    cd_taste_mean(&table->mean_taste[i], taste, part, n, &table->partners->table);
    memcpy(table->mean_taste[i].refused, table->taste[i].refused, sizeof table->taste[i].refused);
  }
}

static void make_stand(CdRoundtable *table, guint32 block)
{
  const CdBlocks *blocks = table->partners->blocks;
  guint forms = blocks->block[block].n_forms;
  table->stand[block] = cd_arena_array(table->arena, CdBlockStand, forms);
  for (guint f = 0; f < forms; f++)
    cd_block_stand_make(&table->stand[block][f], blocks, &table->scene->context, block, f, &table->scene->now,
                        table->arena);
}

static void make_stands(CdRoundtable *table)
{
  const CdPartners *partners = table->partners;
  guint all = 1u << partners->n_councils;
  table->stand = cd_arena_array(table->arena, CdBlockStand *, all);
  for (guint32 block = 1; block < all; block++)
    if (partners->blocks->weighed[block])
      make_stand(table, block);
}

void cd_roundtable_make(CdRoundtable *table, const CdPartners *partners, const CdScene *scene, CdArena *arena)
{
  const CdWorld *world = scene->context.world;
  guint n = partners->n_councils;
  *table = (CdRoundtable){.partners = partners, .scene = scene, .world = world, .arena = arena};
  table->compiled = cd_arena_array(arena, CdCompiled *, (gsize)(n + 1) << n);
  make_now(table);
  make_tastes(table);
  make_stands(table);
  for (guint i = 0; i < n; i++) {
    table->last[i] = last_meeting(scene, i, arena);
    table->officers[i] = world->cost->coordination_wte * world->cost->officer_cost / 12;
  }
}

const CdCompiled *cd_roundtable_compiled(CdRoundtable *table, guint believer, guint32 block)
{
  const CdPartners *partners = table->partners;
  CdCompiled **place = &table->compiled[(gsize)believer << partners->n_councils | block];
  if (*place)
    return *place;
  if (!table->stand[block])
    make_stand(table, block);
  guint forms = partners->blocks->block[block].n_forms;
  *place = cd_arena_array(table->arena, CdCompiled, forms);
  for (guint f = 0; f < forms; f++) {
    CdBeliefs beliefs = beliefs_of(table, believer, block, f);
    cd_compile(&(*place)[f], &table->stand[block][f], &table->scene->context, &partners->table, &beliefs, table->arena);
  }
  return *place;
}

const CdConsequences *cd_roundtable_now(const CdRoundtable *table, guint believer, guint council)
{
  return &table->now[believer * table->partners->n_councils + council];
}

double *cd_roundtable_utilities(CdRoundtable *table, guint32 block, CdWhoseBeliefs beliefs, CdWhoseTastes tastes)
{
  const CdGrid *grid = &table->partners->grid[block];
  guint members[CD_COUNCILS_MOST], n = cd_mask_members(block, members);
  double *u = cd_arena_array_raw(table->arena, double, (gsize)grid->n_texts *n);
  for (guint m = 0; m < n; m++) {
    guint believer = beliefs == CD_BELIEFS_OWN ? members[m] : cd_roundtable_model(table);
    const CdTaste *taste = tastes == CD_TASTES_OWN ? &table->taste[members[m]] : &table->mean_taste[members[m]];
    CdTaste alone;
    if (n == 1) {
      alone = cd_taste_alone(taste, &table->partners->table);
      taste = &alone;
    }
    cd_taste_fill(taste, grid, cd_roundtable_compiled(table, believer, block), m,
                  cd_roundtable_now(table, believer, members[m]), &u[m], n);
  }
  return u;
}

/* The pounds through the slope of the value of cost. */
double cd_month_worth(const CdRoundtable *table, guint believer, guint council, const CdTaste *taste)
{
  double cost = fabs(cd_roundtable_now(table, believer, council)->cost);
  if (cost <= 0)
    return 0;
  double worth = (1 - taste->terms_weight) * taste->weights.cost * 0.5 * table->officers[council] /
                 (cost * taste->scales.cost_scale);
  return fmin(worth, 1);
}

static CdBlockTable look_up(gpointer user, guint32 block)
{
  CdBlockValues *values = user;
  if (!values->table->partners->blocks->weighed[block])
    return (CdBlockTable){0}; /* as if it could not form: nobody counts on it */
  values->u[block] = cd_roundtable_utilities(values->table, block, values->beliefs, values->tastes);
  return (CdBlockTable){.n_texts = values->table->partners->grid[block].n_texts, .u = values->u[block]};
}

void cd_block_values_make(CdBlockValues *values, CdRoundtable *table, CdWhoseBeliefs beliefs, CdWhoseTastes tastes)
{
  const CdPartners *partners = table->partners;
  guint n = partners->n_councils;
  double *friction = cd_arena_array(table->arena, double, n);
  guint *rank = cd_arena_array(table->arena, guint, n);
  for (guint i = 0; i < n; i++) {
    friction[i] = table->manner[i].friction;
    rank[partners->order[i]] = i;
  }
  *values =
      (CdBlockValues){.table = table,
                      .beliefs = beliefs,
                      .tastes = tastes,
                      .parties = {.n_parties = n, .friction = friction, .bau_block = partners->bau_block, .rank = rank},
                      .u = cd_arena_array(table->arena, double *, 1u << n)};
  values->solution = cd_reservation(&values->parties, look_up, values, table->arena);
}

const double *cd_block_utilities(const CdBlockValues *values, guint32 block)
{
  if (!values->u[block])
    values->u[block] = cd_roundtable_utilities(values->table, block, values->beliefs, values->tastes);
  return values->u[block];
}

CdDomain cd_block_domain(const CdBlockValues *values, guint32 block, guint *members)
{
  guint n = cd_mask_members(block, members);
  return (CdDomain){.grid = &values->table->partners->grid[block],
                    .n_parties = n,
                    .party = members,
                    .u = cd_block_utilities(values, block)};
}

double cd_block_utility(const CdBlockValues *values, guint32 block, guint text, guint council)
{
  return cd_block_utilities(values,
                            block)[(gsize)text * (guint)__builtin_popcount(block) + cd_mask_position(block, council)];
}

double cd_block_value(const CdBlockValues *values, const CdPartition *partition, guint council)
{
  return values->solution[cd_partition_block_of(partition, council)].value[council];
}
