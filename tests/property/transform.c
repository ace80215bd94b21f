#include "tests/property/transform.h"

#include <string.h>
#include "tests/property/dice.h"

#define GONE -1

/* Old rows to new ones. */
typedef struct {
  const CdScenario *from;
  CdScenario *to;
  int *now_at[CD_ENTITY_COUNT]; /* GONE: left out */
} Map;

static const void *slot_in(const CdSpecHead *row, const CdField *field)
{
  return (const char *)row + field->spec_offset;
}

static const char *kept(const Map *map, const char *text)
{
  return text ? g_string_chunk_insert_const(map->to->text, text) : NULL;
}

CdRefs cd_refs_new(CdScenario *scenario, const guint *row, guint n)
{
  if (n == 0)
    return (CdRefs){0, NULL};
  guint *copy = g_memdup2(row, n * sizeof(guint));
  g_ptr_array_add(scenario->blocks, copy);
  return (CdRefs){n, copy};
}

static guint refs_left(const Map *map, const CdField *field, const CdRefs *refs)
{
  guint left = 0;
  for (guint i = 0; i < refs->n; i++)
    left += map->now_at[field->target][refs->at[i]] != GONE;
  return left;
}

/* Whether ROW can stand without what is left out. */
static bool stands(const Map *map, CdEntityKind kind, const CdSpecHead *row)
{
  const CdEntity *entity = cd_entity(kind);
  if (row->parent >= 0 && map->now_at[entity->parent][row->parent] == GONE)
    return false;
  for (guint f = 0; f < entity->n_fields; f++) {
    const CdField *field = &entity->field[f];
    if (field->kind == CD_FIELD_REF && field->need == CD_REQUIRED &&
        map->now_at[field->target][*(const int *)slot_in(row, field)] == GONE)
      return false;
    if (field->kind == CD_FIELD_REFS && field->need == CD_REQUIRED && refs_left(map, field, slot_in(row, field)) == 0)
      return false;
  }
  return true;
}

static void number_rows(Map *map, const CdOrder *order)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    guint n = map->from->table[k].n;
    map->now_at[k] = g_new(int, n + 1);
    for (guint i = 0; i < n; i++)
      map->now_at[k][i] = GONE;
    for (guint i = 0; i < order->n[k]; i++)
      map->now_at[k][order->row[k][i]] = 0;
  }
  /* What falls may take others with it. */
  for (bool falling = true; falling;) {
    falling = false;
    for (int k = 0; k < CD_ENTITY_COUNT; k++)
      for (guint i = 0; i < map->from->table[k].n; i++)
        if (map->now_at[k][i] != GONE && !stands(map, (CdEntityKind)k, cd_scenario_row(map->from, (CdEntityKind)k, i))) {
          map->now_at[k][i] = GONE;
          falling = true;
        }
  }
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    int next = 0;
    for (guint i = 0; i < order->n[k]; i++)
      if (map->now_at[k][order->row[k][i]] != GONE)
        map->now_at[k][order->row[k][i]] = next++;
  }
}

static void copy_value(const Map *map, CdValue *to, const CdValue *from)
{
  *to = *from;
  to->source = kept(map, from->source);
  to->grade = kept(map, from->grade);
  to->draw_as = kept(map, from->draw_as);
}

static void copy_field(const Map *map, CdSpecHead *to, const CdSpecHead *from, const CdField *field)
{
  void *slot = (char *)to + field->spec_offset;
  const void *old = slot_in(from, field);
  switch (field->kind) {
  case CD_FIELD_NUMBER:
    copy_value(map, slot, old);
    break;
  case CD_FIELD_CHOICE:
  case CD_FIELD_MONTH:
    memcpy(slot, old, sizeof(int));
    break;
  case CD_FIELD_REF: {
    int row = *(const int *)old;
    *(int *)slot = row >= 0 ? map->now_at[field->target][row] : -1;
    break;
  }
  case CD_FIELD_REFS: {
    const CdRefs *refs = old;
    g_autofree guint *row = g_new(guint, refs->n + 1);
    guint n = 0;
    for (guint i = 0; i < refs->n; i++)
      if (map->now_at[field->target][refs->at[i]] != GONE)
        row[n++] = (guint)map->now_at[field->target][refs->at[i]];
    *(CdRefs *)slot = cd_refs_new(map->to, row, n);
    break;
  }
  case CD_FIELD_TEXT:
    *(const char **)slot = kept(map, *(const char *const *)old);
    break;
  }
}

static void copy_row(const Map *map, CdEntityKind kind, guint i)
{
  const CdEntity *entity = cd_entity(kind);
  const CdSpecHead *old = cd_scenario_row(map->from, kind, i);
  int parent = old->parent >= 0 ? map->now_at[entity->parent][old->parent] : old->parent;
  CdSpecHead *row = cd_scenario_append(map->to, kind, parent, old->id, old->label);
  row->note = kept(map, old->note);
  row->source = kept(map, old->source);
  row->grade = kept(map, old->grade);
  row->draw_as = kept(map, old->draw_as);
  for (guint f = 0; f < entity->n_fields; f++)
    copy_field(map, row, old, &entity->field[f]);
  cd_scenario_set_keys(map->to, kind, map->to->table[kind].n - 1, row->draw_as);
}

CdScenario *cd_rebuild(const CdScenario *from, const CdOrder *order)
{
  Map map = {.from = from, .to = cd_scenario_new_empty()};
  map.to->id = g_strdup(from->id);
  map.to->label = g_strdup(from->label);
  map.to->file = g_strdupv(from->file);
  number_rows(&map, order);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint i = 0; i < order->n[k]; i++)
      if (map.now_at[k][order->row[k][i]] != GONE)
        copy_row(&map, (CdEntityKind)k, order->row[k][i]);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    g_free(map.now_at[k]);
  return map.to;
}

static void order_as_is(CdOrder *order, const CdScenario *from)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    order->n[k] = from->table[k].n;
    order->row[k] = g_new(guint, order->n[k] + 1);
    for (guint i = 0; i < order->n[k]; i++)
      order->row[k][i] = i;
  }
}

static CdScenario *rebuild_and_clear(const CdScenario *from, CdOrder *order)
{
  CdScenario *to = cd_rebuild(from, order);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    g_free(order->row[k]);
  return to;
}

CdScenario *cd_copy(const CdScenario *from)
{
  CdOrder order;
  order_as_is(&order, from);
  return rebuild_and_clear(from, &order);
}

static void shuffle_lists(CdScenario *scenario, CdDice *dice)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint i = 0; i < scenario->table[k].n; i++)
      for (guint f = 0; f < entity->n_fields; f++) {
        if (entity->field[f].kind != CD_FIELD_REFS)
          continue;
        CdSpecHead *row = cd_scenario_row(scenario, (CdEntityKind)k, i);
        CdRefs *refs = (CdRefs *)(void *)((char *)row + entity->field[f].spec_offset);
        *refs = cd_refs_new(scenario, refs->at, refs->n);
        cd_dice_shuffle(dice, (guint *)refs->at, refs->n);
      }
  }
}

CdScenario *cd_shuffle(const CdScenario *from, guint64 seed)
{
  CdDice dice = cd_dice(seed);
  CdOrder order;
  order_as_is(&order, from);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    if (k != CD_ENTITY_PRICING)
      cd_dice_shuffle(&dice, order.row[k], order.n[k]);
  CdScenario *to = rebuild_and_clear(from, &order);
  shuffle_lists(to, &dice);
  return to;
}

CdScenario *cd_without(const CdScenario *from, CdEntityKind kind)
{
  CdOrder order;
  order_as_is(&order, from);
  order.n[kind] = 0;
  return rebuild_and_clear(from, &order);
}

CdScenario *cd_without_row(const CdScenario *from, CdEntityKind kind, guint row)
{
  CdOrder order;
  order_as_is(&order, from);
  g_assert(row < order.n[kind]);
  memmove(&order.row[kind][row], &order.row[kind][row + 1], (order.n[kind] - row - 1) * sizeof(guint));
  order.n[kind]--;
  return rebuild_and_clear(from, &order);
}

static void *slot_of(CdScenario *scenario, CdEntityKind kind, guint row, const char *name, CdFieldKind what)
{
  const CdField *field = cd_entity_field(cd_entity(kind), name);
  g_assert(field && field->kind == what);
  return (char *)cd_scenario_row(scenario, kind, row) + field->spec_offset;
}

void cd_fix(CdScenario *scenario, CdEntityKind kind, const char *field, double x)
{
  for (guint i = 0; i < scenario->table[kind].n; i++) {
    CdValue *value = slot_of(scenario, kind, i, field, CD_FIELD_NUMBER);
    value->dist = (CdDist){.kind = CD_DIST_POINT, .a = x};
    value->is_default = false;
    value->source = "invented";
    value->grade = "D";
  }
}

void cd_choose(CdScenario *scenario, CdEntityKind kind, const char *field, int choice)
{
  for (guint i = 0; i < scenario->table[kind].n; i++)
    *(int *)slot_of(scenario, kind, i, field, CD_FIELD_CHOICE) = choice;
}

void cd_tender_all(CdScenario *scenario)
{
  cd_choose(scenario, CD_ENTITY_CONTRACT, "route", CD_ROUTE_COMPETITION);
  cd_choose(scenario, CD_ENTITY_CONTRACT, "bought-by", CD_BUYER_LEAD);
  cd_choose(scenario, CD_ENTITY_CONTRACT, "specifications", CD_SPECIFICATIONS_SHARED);
  cd_fix(scenario, CD_ENTITY_PROCUREMENT, "lead-risk", 0);
}

void cd_same_doors(CdScenario *scenario)
{
  for (guint i = 0; i < scenario->table[CD_ENTITY_REFERRER].n; i++)
    cd_scenario_referrer(scenario, i)->door_loss = (CdValue){.is_default = true};
}

void cd_rescale_money(CdScenario *scenario, double factor)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint i = 0; i < scenario->table[k].n; i++)
      for (guint f = 0; f < entity->n_fields; f++)
        if (entity->field[f].kind == CD_FIELD_NUMBER && cd_unit_is_money(entity->field[f].unit)) {
          CdSpecHead *row = cd_scenario_row(scenario, (CdEntityKind)k, i);
          cd_dist_rescale(&((CdValue *)(void *)((char *)row + entity->field[f].spec_offset))->dist, factor);
        }
  }
  static const char *const by_pounds[] = {"people-per-10000", "completions-per-10000"};
  for (guint f = 0; f < G_N_ELEMENTS(by_pounds) && scenario->table[CD_ENTITY_BUDGETS].n > 0; f++) {
    CdValue *rate = slot_of(scenario, CD_ENTITY_BUDGETS, 0, by_pounds[f], CD_FIELD_NUMBER);
    cd_dist_rescale(&rate->dist, 1 / factor);
  }
}
