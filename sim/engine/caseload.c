#include "sim/engine/caseload.h"

#include <math.h>
#include "sim/base/hash.h"

/* At most this share of a stage's exits, deaths apart, is by turning 18. */
#define TURNING_MOST 0.9

/* As many leave the waiting list for treatment or for good as its wait says, but for those who die on it. */
static void set_waiting_rates(const CdCohort *cohort, double death_ratio, double *rate)
{
  double death = cohort->death_rate * death_ratio / 12;
  double leave = fmin(1 / (1 + cohort->wait_months), 1 - death);
  rate[CD_RATE_START] = leave * (1 - cohort->give_up_share);
  rate[CD_RATE_GIVE_UP] = leave * cohort->give_up_share;
  rate[CD_RATE_WAITING_DEATH] = rate[CD_RATE_OUT_DEATH] = death;
}

/* Monthly rates in balance from yearly facts. Each starter leaves the first stage after CD_EARLY_MONTHS on average; the exits of
 * the second are set so that the mean stay, the shares of exits and the death rate come out as stated. Who turns 18 leaves by that instead
 * of otherwise, so that the stay is what it was. Returns the monthly share of settled clients who do. */
static double balance_rates(const CdCohort *cohort, double *rate)
{
  double death = cohort->death_rate / 12;
  double dies = cohort->death_rate * cohort->stay_months / 12; /* Little's law: deaths of one starter */
  double leave_early = 1 / CD_EARLY_MONTHS;
  double early = cohort->early_share * cohort->unplanned_share * (1 - dies);
  double settle = 1 - early - death * CD_EARLY_MONTHS;
  double leave_settled = settle / (cohort->stay_months - CD_EARLY_MONTHS);
  double of_settled = (1 - dies) / settle * leave_settled;

  rate[CD_RATE_SETTLE] = settle * leave_early;
  rate[CD_RATE_EARLY_UNPLANNED] = early * leave_early;
  rate[CD_RATE_EARLY_DEATH] = death;
  rate[CD_RATE_COMPLETE] = cohort->completed_share * of_settled;
  rate[CD_RATE_UNPLANNED] = (1 - cohort->early_share) * cohort->unplanned_share * of_settled;
  rate[CD_RATE_TRANSFER] = cohort->transferred_share * of_settled;
  rate[CD_RATE_DEATH] = death;
  rate[CD_RATE_COME_BACK_SHARE] = cohort->representation_share;
  rate[CD_RATE_COME_BACK] = 1 / CD_COME_BACK_MONTHS;
  rate[CD_RATE_OUT_RETURN] = cohort->return_rate / 12;
  rate[CD_RATE_OUT_LEAVE] = cohort->leave_rate / 12;
  double exits = rate[CD_RATE_COMPLETE] + rate[CD_RATE_UNPLANNED] + rate[CD_RATE_TRANSFER];
  double turning = cohort->adult_cohort >= 0 ? fmin(cohort->turning_rate / 12, TURNING_MOST * exits) : 0;
  if (turning > 0) {
    double others = 1 - turning / exits;
    rate[CD_RATE_COMPLETE] *= others;
    rate[CD_RATE_UNPLANNED] *= others;
    rate[CD_RATE_TRANSFER] *= others;
  }
  return turning;
}

/* TAKEN_OVER: clients a month whom the cell takes over as they turn 18. */
static void balance_stocks(CdCaseload *caseload, guint cell, const CdCohort *cohort, double reach, double taken_over)
{
  double *rate = &caseload->rate[(gsize)cell * CD_RATE_COUNT];
  guint n = caseload->n_cells;
  double starts = caseload->starts[cell] / 12;
  double dies = cohort->death_rate * cohort->stay_months / 12;
  double waiting = starts / rate[CD_RATE_START];
  double referred = waiting * (rate[CD_RATE_START] + rate[CD_RATE_GIVE_UP] + rate[CD_RATE_WAITING_DEATH]);
  double settled = caseload->clients[cell] - starts * CD_EARLY_MONTHS;
  bool as_stated = caseload->turning[cell] <= 0 && taken_over <= 0;
  double completions = as_stated ? starts * (1 - dies) * cohort->completed_share : settled * rate[CD_RATE_COMPLETE];
  double come_back = completions * cohort->representation_share;
  double unplanned = as_stated
                         ? starts * (1 - dies) * cohort->unplanned_share
                         : starts * CD_EARLY_MONTHS * rate[CD_RATE_EARLY_UNPLANNED] + settled * rate[CD_RATE_UNPLANNED];
  caseload->completions[cell] =
      as_stated ? caseload->starts[cell] * (1 - dies) * cohort->completed_share : 12 * completions;
  double into_out = unplanned + waiting * rate[CD_RATE_GIVE_UP];
  double leave_out = rate[CD_RATE_OUT_RETURN] + rate[CD_RATE_OUT_LEAVE] + rate[CD_RATE_OUT_DEATH];
  /* Arrivals who miss the door join OUT, and some of OUT comes back: solve for the arrivals that keep the referrals. */
  double missed = (1 - reach) / reach;
  double returns = leave_out > 0 ? rate[CD_RATE_OUT_RETURN] / leave_out : 0;
  double reached = fmax(0, (referred - come_back - returns * into_out) / (1 + returns * missed));

  rate[CD_RATE_ARRIVALS] = reached / reach;
  rate[CD_RATE_REACH] = reach;
  double *stock = caseload->stock;
  stock[CD_STOCK_WAITING * n + cell] = waiting;
  stock[CD_STOCK_EARLY * n + cell] = starts * CD_EARLY_MONTHS;
  stock[CD_STOCK_SETTLED * n + cell] = settled;
  stock[CD_STOCK_RETURNING * n + cell] = come_back * CD_COME_BACK_MONTHS;
  stock[CD_STOCK_OUT * n + cell] = leave_out > 0 ? (into_out + reached * missed) / leave_out : 0;
}

/* Clients a month whom COHORT takes over as they turn 18 in AREA: of those settled in balance, whom being handed over leaves as many. */
static double taken_over_by(const CdCaseload *caseload, const CdWorld *world, guint area, guint cohort)
{
  double sum = 0;
  for (guint k = 0; k < world->n_cohort; k++) {
    guint cell = cd_cell(caseload, area, k);
    if (world->cohort[k].adult_cohort == (int)cohort)
      sum += caseload->turning[cell] * (caseload->clients[cell] - caseload->starts[cell] / 12 * CD_EARLY_MONTHS);
  }
  return sum;
}

/* Those taken over are among the people in treatment, so that fewer start: as many as keep the caseload. With x the monthly exits of settled
 * clients, f / E those of the first stage into it, and s starts a month: s f + taken over = (clients - s E) x. */
static void make_room(CdCaseload *caseload, guint cell, double taken_over)
{
  const double *rate = &caseload->rate[(gsize)cell * CD_RATE_COUNT];
  double exits = rate[CD_RATE_COMPLETE] + rate[CD_RATE_UNPLANNED] + rate[CD_RATE_TRANSFER] + rate[CD_RATE_DEATH];
  double starts = (caseload->clients[cell] * exits - taken_over) / ((rate[CD_RATE_SETTLE] + exits) * CD_EARLY_MONTHS);
  caseload->starts[cell] = 12 * fmax(0, starts);
}

static void balance_area(CdCaseload *caseload, const CdWorld *world, guint area, const double *reach)
{
  for (guint k = 0; k < world->n_cohort; k++) {
    const CdCohort *cohort = &world->cohort[k];
    guint cell = cd_cell(caseload, area, k);
    double taken_over = taken_over_by(caseload, world, area, k);
    if (taken_over > 0)
      make_room(caseload, cell, taken_over);
    balance_stocks(caseload, cell, cohort, reach ? reach[cell] : 1, taken_over);
  }
}

void cd_caseload_make(CdCaseload *caseload, const CdWorld *world, const double *reach, CdArena *arena)
{
  guint n_cells = world->n_area * world->n_cohort;
  *caseload = (CdCaseload){.n_cells = n_cells, .n_areas = world->n_area, .n_cohorts = world->n_cohort};
  caseload->key = cd_arena_array(arena, guint64, n_cells);
  caseload->people = cd_arena_array(arena, double, n_cells);
  caseload->clients = cd_arena_array(arena, double, n_cells);
  caseload->starts = cd_arena_array(arena, double, n_cells);
  caseload->rate = cd_arena_array(arena, double, n_cells *CD_RATE_COUNT);
  caseload->stock = cd_arena_array(arena, double, n_cells *CD_STOCK_COUNT);
  caseload->area_clients = cd_arena_array(arena, double, world->n_area);
  caseload->area_adults = cd_arena_array(arena, double, world->n_area);
  caseload->completions = cd_arena_array(arena, double, n_cells);
  caseload->turning = cd_arena_array(arena, double, n_cells);
  cd_referrals_make(&caseload->referrals, world, arena);
  for (guint a = 0; a < world->n_area; a++) {
    const CdArea *area = &world->area[a];
    for (guint k = 0; k < world->n_cohort; k++) {
      const CdCohort *cohort = &world->cohort[k];
      guint cell = cd_cell(caseload, a, k);
      double stay = cohort->stay_months / 12;
      double people =
          cohort->share * (cohort->age == CD_AGE_ADULT ? area->adults_in_treatment : area->young_in_treatment);
      caseload->key[cell] = cd_hash_pair(area->head.key, cohort->head.key);
      caseload->people[cell] = people;
      caseload->clients[cell] = people * stay / (1 + stay);
      caseload->starts[cell] = people / (1 + stay);
      caseload->area_clients[a] += caseload->clients[cell];
      if (cohort->age == CD_AGE_ADULT)
        caseload->area_adults[a] += caseload->clients[cell];
      double *rate = &caseload->rate[(gsize)cell * CD_RATE_COUNT];
      caseload->turning[cell] = balance_rates(cohort, rate);
      set_waiting_rates(cohort, cohort->substance == CD_SUBSTANCE_OPIATE ? world->delivery->out_death_ratio : 1, rate);
    }
    balance_area(caseload, world, a, reach);
  }
}
