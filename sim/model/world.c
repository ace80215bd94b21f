#include "sim/model/world.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"

/* Where the rows of each kind go inside a CdWorld. */
typedef struct {
  gsize rows, count; /* offsets of the pointer and of its n_ */
} WorldSlot;

static WorldSlot world_slot(CdEntityKind kind)
{
  static const WorldSlot slot[CD_ENTITY_COUNT] = {
#include "sim/model/fields-none.def"
#define ENTITY_BEGIN(KIND, Name, name, element, parent, count, meaning)                                                \
  {offsetof(CdWorld, name), offsetof(CdWorld, n_##name)},
#define ENTITY_END(KIND, Name, name)
#include "sim/model/entities.def"
#undef ENTITY_BEGIN
#undef ENTITY_END
#include "sim/model/fields-undef.def"
  };
  return slot[kind];
}

static char *world_rows(const CdWorld *world, CdEntityKind kind)
{
  char *rows = NULL;
  memcpy(&rows, (const char *)world + world_slot(kind).rows, sizeof rows);
  return rows;
}

static gsize rows_size(const CdScenario *scenario)
{
  gsize total = 0;
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    total += (gsize)scenario->table[k].n * cd_entity((CdEntityKind)k)->drawn_size;
  return total;
}

/* The first of two that lead to the same hub. */
static int *travel_rows(const CdWorld *world)
{
  gsize n = (gsize)world->n_locality * world->n_hub;
  int *row = g_new(int, n + 1);
  for (gsize i = 0; i < n; i++)
    row[i] = -1;
  for (guint t = world->n_travel; t-- > 0;)
    row[(gsize)world->travel[t].head.parent * world->n_hub + (guint)world->travel[t].hub] = (int)t;
  return row;
}

CdWorld *cd_world_new(const CdScenario *scenario)
{
  CdWorld *world = g_new0(CdWorld, 1);
  world->scenario = scenario;
  gsize total = rows_size(scenario);
  char *block = g_malloc0(total + 1);
  world->block = block;
  world->stated = g_malloc0(total + 1);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    guint n = scenario->table[k].n;
    WorldSlot slot = world_slot((CdEntityKind)k);
    memcpy((char *)world + slot.rows, &block, sizeof block);
    memcpy((char *)world + slot.count, &n, sizeof n);
    for (guint i = 0; i < n; i++) {
      const char *spec = (const char *)cd_scenario_row(scenario, (CdEntityKind)k, i);
      const CdSpecHead *head = (const CdSpecHead *)(const void *)spec;
      CdHead *drawn = (CdHead *)(void *)block;
      *drawn = (CdHead){.id = head->id, .label = head->label, .parent = head->parent, .key = head->key};
      for (guint f = 0; f < entity->n_fields; f++) {
        const CdField *field = &entity->field[f];
        const char *from = spec + field->spec_offset;
        char *to = block + field->drawn_offset;
        switch (field->kind) {
        case CD_FIELD_NUMBER:
          break;
        case CD_FIELD_CHOICE:
        case CD_FIELD_REF:
        case CD_FIELD_MONTH:
          memcpy(to, from, sizeof(int));
          break;
        case CD_FIELD_REFS:
          memcpy(to, from, sizeof(CdRefs));
          break;
        case CD_FIELD_TEXT:
          memcpy(to, from, sizeof(gpointer));
          break;
        }
      }
      block += entity->drawn_size;
    }
  }
  world->travel_row = travel_rows(world);
  return world;
}

void cd_world_free(CdWorld *world)
{
  if (!world)
    return;
  g_free(world->travel_row);
  g_free(world->block);
  g_free(world->stated);
  g_free(world);
}

static void scale_exits(CdCohort *cohort)
{
  double sum = cohort->completed_share + cohort->unplanned_share + cohort->transferred_share;
  g_assert(sum > 0); /* the loader has refused all-zero shares */
  cohort->completed_share /= sum;
  cohort->unplanned_share /= sum;
  cohort->transferred_share /= sum;
}

/* All nought: all alike. No file can say so (E0208); scenarios that are put together in memory may leave weights out. */
static void scale_views(double *weights[5])
{
  double sum = 0;
  for (int i = 0; i < 5; i++)
    sum += *weights[i];
  for (int i = 0; i < 5; i++)
    *weights[i] = sum > 0 ? *weights[i] / sum : 0.2;
}

static void scale_agents(CdWorld *world)
{
  for (guint i = 0; i < world->n_council; i++) {
    CdCouncil *c = &world->council[i];
    scale_views(
        (double *[]){&c->weight_cost, &c->weight_outcomes, &c->weight_continuity, &c->weight_control, &c->weight_time});
    scale_views((double *[]){&c->weight_length, &c->weight_quality_weight, &c->weight_pricing,
                             &c->weight_outcomes_share, &c->weight_localisation});
  }
  for (guint i = 0; i < world->n_funder; i++) {
    CdFunder *f = &world->funder[i];
    scale_views(
        (double *[]){&f->weight_cost, &f->weight_outcomes, &f->weight_continuity, &f->weight_control, &f->weight_time});
  }
}

static void scale_ages(CdWorld *world, CdAge age)
{
  double sum = 0;
  guint found = 0;
  for (guint k = 0; k < world->n_cohort; k++)
    if (world->cohort[k].age == (int)age) {
      sum += world->cohort[k].share;
      found++;
    }
  g_assert(sum > 0 || found == 0); /* the loader has refused all-zero shares */
  for (guint k = 0; k < world->n_cohort; k++)
    if (world->cohort[k].age == (int)age)
      world->cohort[k].share /= sum;
}

static void scale_localities(CdWorld *world, guint area)
{
  double sum = 0;
  guint found = 0;
  for (guint l = 0; l < world->n_locality; l++)
    if (world->locality[l].area == (int)area) {
      sum += world->locality[l].client_share;
      found++;
    }
  g_assert(sum > 0 || found == 0);
  for (guint l = 0; l < world->n_locality; l++)
    if (world->locality[l].area == (int)area)
      world->locality[l].client_share /= sum;
}

static void scale_people(CdWorld *world)
{
  for (int age = CD_AGE_ADULT; age <= CD_AGE_YOUNG; age++)
    scale_ages(world, (CdAge)age);
  for (guint a = 0; a < world->n_area; a++)
    scale_localities(world, a);
  for (guint k = 0; k < world->n_cohort; k++)
    scale_exits(&world->cohort[k]);
}

guint64 cd_draw_key(const CdSpecHead *head, const CdField *field)
{
  const CdValue *value = cd_field_of(head, field);
  return value->draw_key ? value->draw_key : cd_hash_pair(head->draw_key, cd_hash_text(field->name));
}

typedef double (*UniformOf)(gconstpointer user, guint64 key);

static void fill(CdWorld *world, UniformOf uniform_of, gconstpointer user)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    char *row = world_rows(world, (CdEntityKind)k);
    for (guint i = 0; i < world->scenario->table[k].n; i++, row += entity->drawn_size) {
      const CdSpecHead *head = cd_scenario_row(world->scenario, (CdEntityKind)k, i);
      for (guint f = 0; f < entity->n_fields; f++) {
        const CdField *field = &entity->field[f];
        if (field->kind != CD_FIELD_NUMBER)
          continue;
        const CdValue *value = cd_field_of(head, field);
        double *drawn = (double *)(void *)(row + field->drawn_offset);
        if (!cd_dist_is_uncertain(&value->dist)) {
          *drawn = value->dist.kind == CD_DIST_UNSET ? NAN : value->dist.a;
          continue;
        }
        *drawn = cd_dist_quantile(&value->dist, uniform_of(user, cd_draw_key(head, field)), field->low, field->high);
      }
    }
  }
  memcpy(world->stated, world->block, rows_size(world->scenario));
  scale_people(world);
  scale_agents(world);
}

typedef struct {
  guint64 seed;
  guint32 run;
  const CdWindows *within;
} DrawOf;

static double into_window(const CdWindows *within, guint64 key, double u)
{
  for (guint w = 0; within && w < within->n; w++)
    if (within->window[w].key == key)
      return within->window[w].from + (within->window[w].to - within->window[w].from) * u;
  return u;
}

static double drawn_uniform(gconstpointer user, guint64 key)
{
  const DrawOf *draw = user;
  double u = cd_stream_uniform(cd_stream(draw->seed, draw->run, CD_PURPOSE_INPUT, key), 0, 0);
  return into_window(draw->within, key, u);
}

static double central_uniform(gconstpointer user, guint64 key)
{
  (void)user;
  (void)key;
  return 0.5;
}

void cd_world_draw(CdWorld *world, guint64 seed, guint32 replicate)
{
  DrawOf draw = {seed, cd_run_word(replicate, 0), world->within};
  fill(world, drawn_uniform, &draw);
}

double cd_world_stated(const CdWorld *world, CdEntityKind kind, guint row, const CdField *field)
{
  gsize before = (gsize)(world_rows(world, kind) - (const char *)world->block);
  const char *at = (const char *)world->stated + before + (gsize)row * cd_entity(kind)->drawn_size + field->drawn_offset;
  return *(const double *)(const void *)at;
}

void cd_world_central(CdWorld *world)
{
  fill(world, central_uniform, NULL);
}
