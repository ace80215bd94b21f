/* world.h - one draw of every input: what the engine computes from. Generated from entities.def. */
#pragma once

#include "sim/model/spec.h"

typedef struct {
  const char *id, *label; /* owned by the scenario */
  int parent;
  guint64 key;
} CdHead;

#define NUMBER(c, xml, unit, low, high, deflt, grade, source, meaning) double c; /* NAN: unset */
#define CHOICE(c, xml, choices, deflt, meaning) int c;
#define REF(c, xml, target, need, meaning) int c;
#define REFS(c, xml, target, need, meaning) CdRefs c;
#define TEXT(c, xml, need, meaning) const char *c;
#define MONTH(c, xml, need, meaning) int c;
#define ENTITY_BEGIN(KIND, Name, name, element, parent, count, meaning)                                                \
  typedef struct {                                                                                                     \
    CdHead head;
#define ENTITY_END(KIND, Name, name)                                                                                   \
  }                                                                                                                    \
  Cd##Name;
#include "sim/model/entities.def"
#undef ENTITY_BEGIN
#undef ENTITY_END
#include "sim/model/fields-undef.def"

/* A part of an input's distribution, by quantiles, 0 <= from < to <= 1; KEY as from cd_draw_key(). */
typedef struct {
  guint64 key;
  double from, to;
} CdWindow;

typedef struct {
  guint n;
  const CdWindow *window; /* [n] of different keys */
} CdWindows;

/* world->area[0 .. n_area), world->cost (one), ... Arrays point into one block of memory. */
typedef struct {
#include "sim/model/fields-none.def"
#define ENTITY_BEGIN(KIND, Name, name, element, parent, count, meaning)                                                \
  Cd##Name *name;                                                                                                      \
  guint n_##name;
#define ENTITY_END(KIND, Name, name)
#include "sim/model/entities.def"
#undef ENTITY_BEGIN
#undef ENTITY_END
#include "sim/model/fields-undef.def"
  const CdScenario *scenario;
  int *travel_row; /* [locality * n_hub + hub] in travel; -1: there is no way */
  void *block,
      *stated; /* all rows; and as they were drawn, on the scales of the file, before what must add up to one was scaled */
  const CdWindows *within; /* parts of their distributions from which inputs are drawn; NULL: all of them, as a new world has it */
} CdWorld;

/* Who may bid, in the rows of cd_scenario_bidder(): providers, then consortia. */
static inline guint cd_world_bidders(const CdWorld *world)
{
  return world->n_provider + world->n_consortium;
}

static inline const CdHead *cd_world_bidder(const CdWorld *world, guint row)
{
  return row < world->n_provider ? &world->provider[row].head : &world->consortium[row - world->n_provider].head;
}

/* A world shaped like SCENARIO, its numbers not drawn yet; the scenario must outlive it. */
CdWorld *cd_world_new(const CdScenario *scenario);
void cd_world_free(CdWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdWorld, cd_world_free)

/* Draws every input for replicate K of SEED: each from its own stream, keyed by the path of the value. Then scales
 * what must add up to one (weights, shares of an area's localities, of an age's cohorts, exit shares). */
void cd_world_draw(CdWorld *world, guint64 seed, guint32 replicate);

/* What an uncertain number is drawn by: values with the same key share their uniform. */
guint64 cd_draw_key(const CdSpecHead *head, const CdField *field);

/* The number FIELD of row ROW of KIND as drawn last, on the scale of the file, where it can be told and put back: a weight in its points, not as a part of
 * its agent's weights. NAN: unset. */
double cd_world_stated(const CdWorld *world, CdEntityKind kind, guint row, const CdField *field);

/* Every input at its median: the central case. */
void cd_world_central(CdWorld *world);
