#include "sim/engine/appraise.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "sim/engine/recharge.h"

typedef struct {
  const CdRunFacts *facts;
  const CdMetricLayout *layout;
  double *value;
  guint years;
} Border;

static double *slot(const Border *border, CdMetricKind kind, CdScope scope, guint row)
{
  return cd_metric_slot(border->layout, border->value, kind, scope, row);
}

/* Of N people, how many are of each of N_KINDS, drawn one after another; the last that has any weight takes who is left, and where there is but
 * one of them nothing is drawn. STREAM is that of the people, of whom the draws of a month are; ENTITY[kind] tells its draws apart. */
static void part(gint64 n, const double *weight, const guint64 *entity, guint n_kinds, CdStream stream, guint month,
                 gint64 *of_kind)
{
  double rest = 0;
  guint last = 0;
  guint64 people = stream.entity;
  for (guint k = 0; k < n_kinds; k++) {
    of_kind[k] = 0;
    rest += weight[k];
    last = weight[k] > 0 ? k : last;
  }
  for (guint k = 0; k < n_kinds && n > 0; k++) {
    if (weight[k] <= 0)
      continue;
    stream.entity = cd_hash_pair(people, entity[k]);
    of_kind[k] = k == last ? n : cd_stream_binomial(stream, month, n, fmin(1, weight[k] / rest));
    n -= of_kind[k];
    rest -= weight[k];
  }
}

/* --- Moves ------------------------------------------------------------------------------------------------------------ */

/* People a year: by what lies between the services before and after. */
typedef struct {
  double moved[CD_BOUNDARY_COUNT], lost[CD_BOUNDARY_COUNT];
} Crossed;

/* Who of those lost, and of those not lost, crossed which boundary: by the share that each has of the losses. Where all cross one, as everybody
 * does whose care is not bought in shares, nothing is left to chance. */
static void add_crossed(const Border *border, guint move, guint phase, Crossed *crossed)
{
  const CdRunFacts *facts = border->facts;
  const CdFlowPlan *flow = &facts->plan->flow;
  const double *share = facts->plan->boundary[move].share[phase];
  static const guint64 entity[CD_BOUNDARY_COUNT] = {1, 2, 3};
  double lost_weight[CD_BOUNDARY_COUNT], kept_weight[CD_BOUNDARY_COUNT];
  for (guint b = 0; b < CD_BOUNDARY_COUNT; b++) {
    double loss = cd_boundary_loss(facts->world->delivery, (CdBoundary)b);
    lost_weight[b] = share[b] * loss;
    kept_weight[b] = share[b] * (1 - loss);
  }
  guint64 key = cd_hash_pair(facts->caseload->key[flow->move[move].from], facts->caseload->key[flow->move[move].to]);
  CdStream stream = cd_stream(facts->seed, facts->run, CD_PURPOSE_BOUNDARY, key);
  gint64 lost = facts->made[move].lost[phase], kept = facts->made[move].moved[phase] - lost;
  gint64 lost_at[CD_BOUNDARY_COUNT], kept_at[CD_BOUNDARY_COUNT];
  part(lost, lost_weight, entity, CD_BOUNDARY_COUNT, stream, 2 * phase, lost_at);
  part(kept, kept_weight, entity, CD_BOUNDARY_COUNT, stream, 2 * phase + 1, kept_at);
  for (guint b = 0; b < CD_BOUNDARY_COUNT; b++) {
    crossed->moved[b] += (double)(lost_at[b] + kept_at[b]);
    crossed->lost[b] += (double)lost_at[b];
  }
}

/* Counts are summed as whole people and divided once, so that parts add up to the whole. */
static void appraise_moves(const Border *border)
{
  static const CdMetricKind moves[CD_BOUNDARY_COUNT] = {CD_METRIC_MOVES_ONE_CONTRACT, CD_METRIC_MOVES_ONE_PROVIDER,
                                                        CD_METRIC_MOVES_TWO_PROVIDERS},
                            losses[CD_BOUNDARY_COUNT] = {CD_METRIC_LOSSES_ONE_CONTRACT, CD_METRIC_LOSSES_ONE_PROVIDER,
                                                         CD_METRIC_LOSSES_TWO_PROVIDERS};
  const CdRunFacts *facts = border->facts;
  const CdFlowPlan *flow = &facts->plan->flow;
  const CdPassages *passages = border->layout->passages;
  Crossed crossed = {0};
  for (guint p = 0; p < passages->n; p++) {
    gint64 moved = 0, lost = 0;
    for (guint m = 0; m < flow->n_moves; m++) {
      if (flow->move[m].from / facts->caseload->n_cohorts != passages->from[p] ||
          flow->move[m].to / facts->caseload->n_cohorts != passages->to[p])
        continue;
      for (guint phase = 0; phase < CD_MOVE_PHASES; phase++) {
        moved += facts->made[m].moved[phase];
        lost += facts->made[m].lost[phase];
        add_crossed(border, m, phase, &crossed);
      }
    }
    *slot(border, CD_METRIC_BORDER_MOVES, CD_BY_PASSAGE, p) = (double)moved / border->years;
    *slot(border, CD_METRIC_BORDER_LOSSES, CD_BY_PASSAGE, p) = (double)lost / border->years;
  }
  for (guint b = 0; b < CD_BOUNDARY_COUNT; b++) {
    *slot(border, moves[b], CD_TOTAL, 0) = crossed.moved[b] / border->years;
    *slot(border, losses[b], CD_TOTAL, 0) = crossed.lost[b] / border->years;
  }
}

/* --- Attendance ------------------------------------------------------------------------------------------------------- */

/* Where an area's clients who attend across the border can go, by the key of the area beyond: the order in which they are drawn, whatever the order
 * of the file. */
typedef struct {
  guint n;
  guint *to;       /* [n] area */
  bool *guests;    /* [n] as guests there, or not */
  double *weight;  /* [n] share of the area's clients */
  guint64 *entity; /* [n] */
  gint64 *people;  /* [n] over the years */
  gint64 *of_year; /* [n] */
} Ways;

static Ways ways_new(const CdWorld *world, CdArena *arena)
{
  gsize n = 2 * (gsize)world->n_area;
  return (Ways){0,
                cd_arena_array(arena, guint, n),
                cd_arena_array(arena, bool, n),
                cd_arena_array(arena, double, n),
                cd_arena_array(arena, guint64, n),
                cd_arena_array(arena, gint64, n),
                cd_arena_array(arena, gint64, n)};
}

static void find_ways(Ways *ways, const CdWorld *world, const CdAccess *access, guint area)
{
  ways->n = 0;
  for (guint b = 0; b < world->n_area; b++)
    for (guint guests = 0; guests < 2; guests++) {
      double weight = access->across[((gsize)area * world->n_area + b) * 2 + guests];
      if (weight <= 0)
        continue;
      guint64 entity = cd_hash_pair(world->area[b].head.key, guests);
      guint at = ways->n++;
      for (; at > 0 && ways->entity[at - 1] > entity; at--) {
        ways->to[at] = ways->to[at - 1];
        ways->guests[at] = ways->guests[at - 1];
        ways->weight[at] = ways->weight[at - 1];
        ways->entity[at] = ways->entity[at - 1];
      }
      ways->to[at] = b;
      ways->guests[at] = guests == 1;
      ways->weight[at] = weight;
      ways->entity[at] = entity;
    }
  for (guint w = 0; w < ways->n; w++)
    ways->people[w] = 0;
}

static gint64 clients_of(const CdRunFacts *facts, guint area, guint year)
{
  const CdCaseload *caseload = facts->caseload;
  gint64 sum = 0;
  for (guint k = 0; k < caseload->n_cohorts; k++)
    sum += facts->count[((gsize)year * caseload->n_cells + cd_cell(caseload, area, k)) * CD_FLOW_COUNT + CD_FLOW_CLIENTS];
  return sum;
}

/* Those of AREA's clients who attend across the border, over all years, with where they go. */
static gint64 attend(const Border *border, guint area, Ways *ways)
{
  const CdRunFacts *facts = border->facts;
  const CdAccess *access = &facts->plan->access;
  CdStream stream = cd_stream(facts->seed, facts->run, CD_PURPOSE_ATTENDANCE, facts->world->area[area].head.key);
  gint64 all = 0;
  find_ways(ways, facts->world, access, area);
  for (guint year = 0; year < border->years; year++) {
    gint64 people = cd_stream_binomial(stream, year, clients_of(facts, area, year), access->attendance[area]);
    part(people, ways->weight, ways->entity, ways->n, stream, year, ways->of_year);
    for (guint w = 0; w < ways->n; w++)
      ways->people[w] += ways->of_year[w];
    all += people;
  }
  return all;
}

/* ALL: people a year. */
static void put_attendance(const Border *border, const gint64 *people, const gint64 *guests, double all)
{
  const CdPassages *passages = border->layout->passages;
  double cost = *slot(border, CD_METRIC_COST_PER_CLIENT, CD_TOTAL, 0);
  gint64 all_guests = 0;
  for (guint p = 0; p <= passages->n; p++) {
    CdScope scope = p < passages->n ? CD_BY_PASSAGE : CD_TOTAL;
    guint row = p < passages->n ? p : 0;
    gint64 guests_here = p < passages->n ? guests[p] : all_guests;
    double yearly = (double)guests_here / border->years;
    *slot(border, CD_METRIC_BORDER_ATTENDANCES, scope, row) = p < passages->n ? (double)people[p] / border->years : all;
    *slot(border, CD_METRIC_BORDER_GUESTS, scope, row) = yearly;
    *slot(border, CD_METRIC_BORDER_CARE, scope, row) = yearly * cost;
    all_guests += guests_here;
  }
}

/* As it is agreed beforehand: by who is planned to come. */
static void put_recharge(const Border *border, CdArena *arena)
{
  const CdWorld *world = border->facts->world;
  const CdPassages *passages = border->layout->passages;
  double *between = cd_arena_array(arena, double, (gsize)world->n_area * world->n_area), all = 0;
  cd_recharge_areas(border->facts->footprint, world, between);
  for (guint p = 0; p < passages->n; p++) {
    double pounds = between[(gsize)passages->from[p] * world->n_area + passages->to[p]];
    *slot(border, CD_METRIC_BORDER_RECHARGE, CD_BY_PASSAGE, p) = pounds;
    all += pounds;
  }
  *slot(border, CD_METRIC_BORDER_RECHARGE, CD_TOTAL, 0) = all;
}

static void appraise_attendance(const Border *border, CdArena *arena)
{
  const CdWorld *world = border->facts->world;
  const CdPassages *passages = border->layout->passages;
  gint64 *people = cd_arena_array(arena, gint64, passages->n), *guests = cd_arena_array(arena, gint64, passages->n);
  double all = 0;
  Ways ways = ways_new(world, arena);
  for (guint a = 0; a < world->n_area; a++) {
    gint64 of_area = attend(border, a, &ways);
    *slot(border, CD_METRIC_BORDER_ATTENDANCES, CD_BY_AREA, a) = (double)of_area / border->years;
    all += (double)of_area / border->years;
    for (guint w = 0; w < ways.n; w++) {
      int p = cd_passage_find(passages, a, ways.to[w]);
      g_assert(p >= 0);
      people[p] += ways.people[w];
      guests[p] += ways.guests[w] ? ways.people[w] : 0;
    }
  }
  put_attendance(border, people, guests, all);
  put_recharge(border, arena);
}

/* --- Travel ----------------------------------------------------------------------------------------------------------- */

static void appraise_travel(const Border *border)
{
  const CdRunFacts *facts = border->facts;
  const CdAccess *access = &facts->plan->access;
  double minutes = 0, known = 0;
  for (guint a = 0; a < facts->world->n_area; a++) {
    double travel = access->minutes[a];
    *slot(border, CD_METRIC_TRAVEL, CD_BY_AREA, a) = travel;
    if (!isnan(travel)) {
      minutes += travel * facts->caseload->area_clients[a];
      known += facts->caseload->area_clients[a];
    }
  }
  *slot(border, CD_METRIC_TRAVEL, CD_TOTAL, 0) = known > 0 ? minutes / known : NAN;
  for (guint l = 0; l < facts->world->n_locality; l++) {
    *slot(border, CD_METRIC_LOCALITY_TRAVEL, CD_BY_LOCALITY, l) = access->locality_minutes[l];
    *slot(border, CD_METRIC_LOCALITY_ACROSS, CD_BY_LOCALITY, l) = access->locality_across[l];
  }
}

void cd_appraise_border(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, CdArena *arena)
{
  Border border = {facts, layout, value, facts->plan->flow.n_months / 12};
  gsize mark = cd_arena_mark(arena);
  appraise_moves(&border);
  appraise_attendance(&border, arena);
  appraise_travel(&border);
  cd_arena_rewind(arena, mark);
}
