#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "sim/base/hash.h"
#include "sim/delivery/flow.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

enum { MAX_CELLS = 12, MAX_MONTHS = 60, MAX_MOVES = 64, SEED = 20240401 };

typedef struct {
  guint64 key[MAX_CELLS];
  gint64 initial[MAX_CELLS * CD_STOCK_COUNT];
  double rate[MAX_MONTHS * MAX_CELLS * CD_RATE_COUNT];
  CdMove move[MAX_MOVES];
  CdFlowPlan plan;
} Case;

typedef struct {
  gint64 count[MAX_MONTHS / 12 * MAX_CELLS * CD_FLOW_COUNT], final[MAX_CELLS * CD_STOCK_COUNT];
} Counts;

typedef struct {
  double count[MAX_MONTHS / 12 * MAX_CELLS * CD_FLOW_COUNT], final[MAX_CELLS * CD_STOCK_COUNT];
} Means;

static Case *case_new(guint n_cells, guint n_months)
{
  Case *it = g_new0(Case, 1);
  for (guint c = 0; c < n_cells; c++)
    it->key[c] = cd_hash_pair(77, c);
  it->plan = (CdFlowPlan){.n_cells = n_cells,
                          .n_months = n_months,
                          .cell_key = it->key,
                          .initial = it->initial,
                          .rate = it->rate,
                          .move = it->move};
  return it;
}

static gint64 *initial_at(Case *it, CdStock stock, guint cell)
{
  return &it->initial[stock * it->plan.n_cells + cell];
}

static void set_rate(Case *it, guint from_month, guint to_month, guint cell, CdRate rate, double p)
{
  for (guint m = from_month; m < to_month; m++)
    it->rate[(m * it->plan.n_cells + cell) * CD_RATE_COUNT + rate] = p;
}

static void set_rates(Case *it, guint cell, CdRate rate, double p)
{
  set_rate(it, 0, it->plan.n_months, cell, rate, p);
}

static void add_move(Case *it, CdMove move)
{
  it->move[it->plan.n_moves++] = move;
}

static void run_with(const Case *it, guint64 seed, guint32 run, Counts *counts)
{
  g_autofree gint64 *scratch = g_new(gint64, cd_flow_scratch_size(&it->plan));
  cd_flow_run(&it->plan, seed, run, counts->count, counts->final, scratch);
}

/* Each move's count, summed by cell of origin, is the cell's, and so is each handover's; and asking changes nothing else. */
static void assert_moves_told_apart(const Case *it, guint replicate, const Counts *counts)
{
  static const CdFlow moves[] = {CD_FLOW_MOVES, CD_FLOW_HANDOVERS},
                      losses[] = {CD_FLOW_MOVE_LOSSES, CD_FLOW_HANDOVER_LOSSES};
  CdMoveCount made[MAX_MOVES];
  g_autofree Counts *asked = g_new0(Counts, 1);
  g_autofree gint64 *scratch = g_new(gint64, cd_flow_scratch_size(&it->plan));
  memset(made, 0xff, sizeof made); /* whatever was there before */
  cd_flow_run_moves(&it->plan, SEED, cd_run_word(replicate, 1), asked->count, asked->final, scratch, made);
  assert_memory_equal(asked->count, counts->count, cd_flow_count_size(&it->plan) * sizeof(gint64));
  assert_memory_equal(asked->final, counts->final, cd_flow_final_size(&it->plan) * sizeof(gint64));
  for (guint half = 0; half < 2 * it->plan.n_cells; half++) {
    guint c = half / 2, handovers = half % 2;
    gint64 moved = 0, lost = 0;
    for (guint y = 0; y < it->plan.n_months / 12; y++) {
      moved -= counts->count[(y * it->plan.n_cells + c) * CD_FLOW_COUNT + moves[handovers]];
      lost -= counts->count[(y * it->plan.n_cells + c) * CD_FLOW_COUNT + losses[handovers]];
    }
    for (guint m = 0; m < it->plan.n_moves; m++)
      for (guint phase = 0; phase < CD_MOVE_PHASES && it->move[m].from == c && it->move[m].is_handover == handovers;
           phase++) {
        moved += made[m].moved[phase];
        lost += made[m].lost[phase];
        assert_true(made[m].lost[phase] >= 0 && made[m].lost[phase] <= made[m].moved[phase]);
        bool never = phase == 0 ? it->move[m].switch_month == 0 : it->move[m].switch_month >= it->plan.n_months;
        assert_true(!never || made[m].moved[phase] == 0);
      }
    assert_int_equal(moved, 0);
    assert_int_equal(lost, 0);
  }
}

static void run(const Case *it, guint replicate, Counts *counts)
{
  run_with(it, SEED, cd_run_word(replicate, 1), counts);
}

static void expect(const Case *it, Means *means)
{
  g_autofree double *scratch = g_new(double, cd_flow_scratch_size(&it->plan));
  cd_flow_expect(&it->plan, means->count, means->final, scratch);
}

static gsize count_index(const Case *it, guint year, guint cell, CdFlow flow)
{
  return (year * it->plan.n_cells + cell) * CD_FLOW_COUNT + flow;
}

static gsize final_index(const Case *it, CdStock stock, guint cell)
{
  return stock * it->plan.n_cells + cell;
}

static gint64 total_of(const Case *it, const Counts *counts, CdFlow flow)
{
  gint64 sum = 0;
  for (guint y = 0; y < it->plan.n_months / 12; y++)
    for (guint c = 0; c < it->plan.n_cells; c++)
      sum += counts->count[count_index(it, y, c, flow)];
  return sum;
}

static double mean_total_of(const Case *it, const Means *means, CdFlow flow)
{
  double sum = 0;
  for (guint y = 0; y < it->plan.n_months / 12; y++)
    for (guint c = 0; c < it->plan.n_cells; c++)
      sum += means->count[count_index(it, y, c, flow)];
  return sum;
}

/* --- Random plans ------------------------------------------------------------------------------------ */

typedef struct {
  guint64 state;
} Dice;

static double roll(Dice *dice)
{
  dice->state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  return (double)(cd_hash_mix(dice->state) >> 11) * 0x1p-53;
}

static guint roll_below(Dice *dice, guint n)
{
  return (guint)(roll(dice) * n);
}

/* A probability of at most ROOM, which it is taken from; often none of it, sometimes all. */
static double roll_share(Dice *dice, double *room)
{
  double kind = roll(dice), p = kind < 0.2 ? 0 : kind < 0.3 ? *room : *room * roll(dice) * roll(dice);
  *room -= p;
  return p;
}

static void roll_cell_month(Dice *dice, double *rate, double *settled_room)
{
  static const CdRate leaves[][4] = {{CD_RATE_REACH, CD_RATE_COUNT},
                                     {CD_RATE_COME_BACK_SHARE, CD_RATE_COUNT},
                                     {CD_RATE_COME_BACK, CD_RATE_COUNT},
                                     {CD_RATE_START, CD_RATE_GIVE_UP, CD_RATE_WAITING_DEATH, CD_RATE_COUNT},
                                     {CD_RATE_SETTLE, CD_RATE_EARLY_UNPLANNED, CD_RATE_EARLY_DEATH, CD_RATE_COUNT},
                                     {CD_RATE_OUT_RETURN, CD_RATE_OUT_LEAVE, CD_RATE_OUT_DEATH, CD_RATE_COUNT}};
  rate[CD_RATE_ARRIVALS] = roll(dice) < 0.3 ? 0 : roll(dice) * (roll(dice) < 0.2 ? 1000 : 10);
  for (guint g = 0; g < G_N_ELEMENTS(leaves); g++) {
    double room = 1;
    for (guint i = 0; i < 4 && leaves[g][i] != CD_RATE_COUNT; i++)
      rate[leaves[g][i]] = roll_share(dice, &room);
  }
  for (int r = CD_RATE_COMPLETE; r <= CD_RATE_DEATH; r++)
    rate[r] = roll_share(dice, settled_room);
}

static Case *random_case(guint64 number)
{
  Dice dice = {cd_hash_mix(number)};
  Case *it = case_new(1 + roll_below(&dice, 6), 12 * (1 + roll_below(&dice, 2)));
  guint n_cells = it->plan.n_cells;
  for (guint c = 0; c < n_cells; c++) {
    guint size = roll(&dice) < 0.2 ? 0 : roll(&dice) < 0.2 ? 1000000 : 60;
    for (guint s = 0; s <= CD_STOCK_OUT; s++)
      *initial_at(it, (CdStock)s, c) = roll_below(&dice, size + 1);
    double least_room = 1;
    for (guint m = 0; m < it->plan.n_months; m++) {
      double room = 1;
      roll_cell_month(&dice, &it->rate[(m * n_cells + c) * CD_RATE_COUNT], &room);
      least_room = fmin(least_room, room);
    }
    if (roll(&dice) < 0.7) { /* leave room for moves */
      for (int r = CD_RATE_COMPLETE; r <= CD_RATE_DEATH; r++)
        for (guint m = 0; m < it->plan.n_months; m++)
          it->rate[(m * n_cells + c) * CD_RATE_COUNT + (guint)r] *= 0.5;
      least_room = (1 + least_room) / 2;
    }
    least_room = fmax(least_room, 0);
    for (guint to = 0; to < n_cells; to++)
      if (to != c && roll(&dice) < 0.5)
        add_move(it, (CdMove){.from = c,
                              .to = to,
                              .is_handover = (c + to) % 2 == 1,
                              .probability = roll_share(&dice, &least_room),
                              .loss_before = roll(&dice) < 0.2 ? 1 : roll(&dice),
                              .loss_after = roll(&dice) < 0.2 ? 0 : roll(&dice),
                              .switch_month = roll_below(&dice, 30)});
  }
  return it;
}

static gint64 sum_final(const Case *it, const Counts *counts, CdStock stock)
{
  gint64 sum = 0;
  for (guint c = 0; c < it->plan.n_cells; c++)
    sum += counts->final[final_index(it, stock, c)];
  return sum;
}

static double sum_mean_final(const Case *it, const Means *means, CdStock stock)
{
  double sum = 0;
  for (guint c = 0; c < it->plan.n_cells; c++)
    sum += means->final[final_index(it, stock, c)];
  return sum;
}

static gint64 sum_initial(const Case *it)
{
  gint64 sum = 0;
  for (gsize i = 0; i < cd_flow_final_size(&it->plan); i++)
    sum += it->initial[i];
  return sum;
}

static void assert_near(double a, double b, double relative)
{
  if (!(fabs(a - b) <= relative * fmax(1, fmax(fabs(a), fabs(b)))))
    fail_msg("%.17g and %.17g differ", a, b);
}

enum { RANDOM_PLANS = 2500 };

static void people_are_conserved(void **state)
{
  (void)state;
  g_autofree Counts *counts = g_new(Counts, 1);
  guint with_moves = 0, with_empty = 0;
  for (guint number = 0; number < RANDOM_PLANS; number++) {
    g_autofree Case *it = random_case(number);
    run(it, number, counts);
    gint64 people = 0;
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      people += sum_final(it, counts, (CdStock)s);
    assert_int_equal(people, sum_initial(it) + total_of(it, counts, CD_FLOW_ARRIVALS));
    for (gsize i = 0; i < cd_flow_final_size(&it->plan); i++)
      assert_true(counts->final[i] >= 0);
    for (gsize i = 0; i < cd_flow_count_size(&it->plan); i++)
      assert_true(counts->count[i] >= 0);
    assert_moves_told_apart(it, number, counts);
    with_moves += total_of(it, counts, CD_FLOW_MOVES) > 0 && total_of(it, counts, CD_FLOW_HANDOVERS) > 0;
    with_empty += sum_initial(it) == 0;
  }
  assert_true(with_moves > RANDOM_PLANS / 4);
  assert_true(with_empty > 0);
}

static void ends_agree_with_flows(void **state)
{
  (void)state;
  g_autofree Counts *counts = g_new(Counts, 1);
  for (guint number = 0; number < RANDOM_PLANS; number++) {
    g_autofree Case *it = random_case(number);
    run(it, number, counts);
    assert_int_equal(sum_final(it, counts, CD_STOCK_DEAD),
                     total_of(it, counts, CD_FLOW_DEATHS_IN) + total_of(it, counts, CD_FLOW_DEATHS_OUT));
    assert_int_equal(sum_final(it, counts, CD_STOCK_RECOVERED),
                     total_of(it, counts, CD_FLOW_COMPLETIONS) - total_of(it, counts, CD_FLOW_REPRESENTATIONS));
    assert_true(sum_final(it, counts, CD_STOCK_ELSEWHERE) >= total_of(it, counts, CD_FLOW_TRANSFERS));
    assert_true(total_of(it, counts, CD_FLOW_MOVE_LOSSES) <= total_of(it, counts, CD_FLOW_MOVES));
    assert_true(total_of(it, counts, CD_FLOW_NOT_REACHED) <= total_of(it, counts, CD_FLOW_ARRIVALS));
  }
}

static void expected_people_are_conserved(void **state)
{
  (void)state;
  g_autofree Means *means = g_new(Means, 1);
  for (guint number = 0; number < RANDOM_PLANS; number++) {
    g_autofree Case *it = random_case(number);
    expect(it, means);
    double people = 0;
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      people += sum_mean_final(it, means, (CdStock)s);
    assert_near(people, (double)sum_initial(it) + mean_total_of(it, means, CD_FLOW_ARRIVALS), 1e-9);
    assert_near(sum_mean_final(it, means, CD_STOCK_DEAD),
                mean_total_of(it, means, CD_FLOW_DEATHS_IN) + mean_total_of(it, means, CD_FLOW_DEATHS_OUT), 1e-9);
    for (gsize i = 0; i < cd_flow_final_size(&it->plan); i++)
      assert_true(means->final[i] > -1e-6);
  }
}

static void ends_alone_are_the_same_to_the_last_bit(void **state)
{
  (void)state;
  static const CdFlow ends[] = {CD_FLOW_STARTS, CD_FLOW_COMPLETIONS, CD_FLOW_MOVES, CD_FLOW_MOVE_LOSSES};
  g_autofree Means *all = g_new(Means, 1), *some = g_new(Means, 1);
  for (guint number = 0; number < RANDOM_PLANS; number++) {
    g_autofree Case *it = random_case(number);
    g_autofree double *scratch = g_new(double, cd_flow_scratch_size(&it->plan));
    expect(it, all);
    cd_flow_expect_ends(&it->plan, some->count, scratch);
    for (guint y = 0; y < it->plan.n_months / 12; y++)
      for (guint c = 0; c < it->plan.n_cells; c++)
        for (guint k = 0; k < G_N_ELEMENTS(ends); k++)
          assert_true(all->count[count_index(it, y, c, ends[k])] == some->count[count_index(it, y, c, ends[k])]);
  }
}

/* --- Expected values worked by hand ------------------------------------------------------------------ */

/* Cell A: waiting 40, early 40, settled 100, out 40; 20 arrive a month and half are reached. Start .5,
 *   give up .1; settle .25, early unplanned .25; complete .1 (half come back), unplanned .2; returning
 *   come back .5; of the out .5 return and .25 die.
 * Cell B: early 10, settled 20. Early deaths .1; complete .5 (none comes back), transfer .1, die .1;
 *   .2 leave from out.
 * A tenth of A's settled move to B every month; half of these are lost in months 0 and 1, a quarter
 *   later.
 *
 * Month 0, A: start 20, give up 4; settle 10, unplanned 10; complete 10 (5 back), unplanned 20, move
 *   10 (5 lost); out: 20 return, 10 die. Waiting 16 + 10 + 20 = 46, early 20 + 20 = 40, settled 60 +
 *   10 = 70, returning 5, out 10 + 4 + 10 + 20 + 10 = 54, recovered 5, dead 10.
 * Month 0, B: 1 of early dies; complete 10, transfer 2, die 2. Early 9, settled 6 + 5 = 11, out 5,
 *   recovered 10, elsewhere 2, dead 3.
 * Month 1, A: start 23, give up 4.6; settle 10, unplanned 10; complete 7 (3.5), unplanned 14, move 7
 *   (3.5 lost); 2.5 come back; out: 27 return, 13.5 die. Waiting 18.4 + 10 + 27 + 2.5 = 57.9, early
 *   43, settled 52, returning 6, out 13.5 + 4.6 + 10 + 14 + 10 = 52.1, recovered 8.5, dead 23.5.
 * Month 1, B: .9 die; complete 5.5, transfer 1.1, die 1.1; 1 leaves. Early 8.1, settled 3.3 + 3.5 =
 *   6.8, out 4 + 3.5 = 7.5, recovered 15.5, elsewhere 4.1, dead 5.
 * Month 2, A: start 28.95, give up 5.79; settle 10.75, unplanned 10.75; complete 5.2 (2.6), unplanned
 *   10.4, move 5.2 (1.3 lost); 3 come back; out: 26.05 return, 13.025 die. Waiting 23.16 + 10 + 26.05
 *   + 3 = 62.21, early 21.5 + 28.95 = 50.45, settled 31.2 + 10.75 = 41.95, returning 5.6, out 13.025 +
 *   5.79 + 10.75 + 10.4 + 10 = 49.965, recovered 11.1, dead 36.525.
 * Month 2, B: .81 die; complete 3.4, transfer .68, die .68; 1.5 leave. Early 7.29, settled 2.04 + 3.9
 *   = 5.94, out 6 + 1.3 = 7.3, recovered 18.9, elsewhere 6.28, dead 6.49.
 * Months 3 to 11: all rates nought, but moves go on. 41.95 (1 - .9^9) = 25.69771048645 move, a quarter
 *   of them, 6.4244276216125, lost, 19.2732828648375 not. A's settled at the starts of these nine
 *   months sum to 41.95 (1 - .9^9) / .1 = 256.9771048645, those moved by then to 41.95 x 9 - that =
 *   120.5728951355. */
static Case *worked_case(void)
{
  Case *it = case_new(2, 12);
  static const struct {
    guint cell;
    CdRate rate;
    double p;
  } rates[] = {{0, CD_RATE_ARRIVALS, 20},     {0, CD_RATE_REACH, 0.5},      {0, CD_RATE_START, 0.5},
               {0, CD_RATE_GIVE_UP, 0.1},     {0, CD_RATE_SETTLE, 0.25},    {0, CD_RATE_EARLY_UNPLANNED, 0.25},
               {0, CD_RATE_COMPLETE, 0.1},    {0, CD_RATE_UNPLANNED, 0.2},  {0, CD_RATE_COME_BACK_SHARE, 0.5},
               {0, CD_RATE_COME_BACK, 0.5},   {0, CD_RATE_OUT_RETURN, 0.5}, {0, CD_RATE_OUT_DEATH, 0.25},
               {1, CD_RATE_EARLY_DEATH, 0.1}, {1, CD_RATE_COMPLETE, 0.5},   {1, CD_RATE_TRANSFER, 0.1},
               {1, CD_RATE_DEATH, 0.1},       {1, CD_RATE_OUT_LEAVE, 0.2}};
  for (guint i = 0; i < G_N_ELEMENTS(rates); i++)
    set_rate(it, 0, 3, rates[i].cell, rates[i].rate, rates[i].p);
  *initial_at(it, CD_STOCK_WAITING, 0) = *initial_at(it, CD_STOCK_EARLY, 0) = *initial_at(it, CD_STOCK_OUT, 0) = 40;
  *initial_at(it, CD_STOCK_SETTLED, 0) = 100;
  *initial_at(it, CD_STOCK_EARLY, 1) = 10;
  *initial_at(it, CD_STOCK_SETTLED, 1) = 20;
  add_move(it,
           (CdMove){.from = 0, .to = 1, .probability = 0.1, .loss_before = 0.5, .loss_after = 0.25, .switch_month = 2});
  return it;
}

static const double worked_count[2][CD_FLOW_COUNT] = {{[CD_FLOW_ARRIVALS] = 60,
                                                       [CD_FLOW_NOT_REACHED] = 30,
                                                       [CD_FLOW_STARTS] = 71.95,
                                                       [CD_FLOW_GIVE_UPS] = 14.39,
                                                       [CD_FLOW_COMPLETIONS] = 22.2,
                                                       [CD_FLOW_UNPLANNED] = 30.75 + 44.4,
                                                       [CD_FLOW_DEATHS_OUT] = 36.525,
                                                       [CD_FLOW_REPRESENTATIONS] = 11.1,
                                                       [CD_FLOW_MOVES] = 22.2 + 25.69771048645,
                                                       [CD_FLOW_MOVE_LOSSES] = 9.8 + 6.4244276216125,
                                                       [CD_FLOW_MONTHS_WAITING] = 143.9 + 559.89,
                                                       [CD_FLOW_MONTHS_TREATED] = 345 + 454.05 + 256.9771048645,
                                                       [CD_FLOW_CLIENTS] = 140 + 71.95},
                                                      {[CD_FLOW_COMPLETIONS] = 18.9,
                                                       [CD_FLOW_TRANSFERS] = 3.78,
                                                       [CD_FLOW_DEATHS_IN] = 6.49,
                                                       [CD_FLOW_MONTHS_TREATED] = 64.9 + 119.07 + 0.75 * 120.5728951355,
                                                       [CD_FLOW_CLIENTS] = 30 + 12.4 + 19.2732828648375}};
static const double worked_final[2][CD_STOCK_COUNT] = {{[CD_STOCK_WAITING] = 62.21,
                                                        [CD_STOCK_EARLY] = 50.45,
                                                        [CD_STOCK_SETTLED] = 41.95 - 25.69771048645,
                                                        [CD_STOCK_RETURNING] = 5.6,
                                                        [CD_STOCK_OUT] = 49.965,
                                                        [CD_STOCK_RECOVERED] = 11.1,
                                                        [CD_STOCK_DEAD] = 36.525},
                                                       {[CD_STOCK_EARLY] = 7.29,
                                                        [CD_STOCK_SETTLED] = 5.94 + 19.2732828648375,
                                                        [CD_STOCK_OUT] = 7.3 + 6.4244276216125,
                                                        [CD_STOCK_RECOVERED] = 18.9,
                                                        [CD_STOCK_ELSEWHERE] = 6.28,
                                                        [CD_STOCK_DEAD] = 6.49}};

static void expectation_is_as_worked_by_hand(void **state)
{
  (void)state;
  g_autofree Case *it = worked_case();
  g_autofree Means *means = g_new(Means, 1);
  expect(it, means);
  for (guint c = 0; c < 2; c++) {
    for (guint f = 0; f < CD_FLOW_COUNT; f++)
      assert_near(means->count[count_index(it, 0, c, (CdFlow)f)], worked_count[c][f], 1e-12);
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      assert_near(means->final[final_index(it, (CdStock)s, c)], worked_final[c][s], 1e-12);
  }
}

/* --- Runs against the expectation -------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Holm (1979), all of N hypotheses together at ALPHA: none is rejected unless the least p is. */
static bool holm_keeps_all(double *p, guint n, double alpha)
{
  qsort(p, n, sizeof *p, by_value);
  return p[0] > alpha / n;
}

typedef struct {
  double sum, squares;
} Moments;

static double p_of_mean(Moments about_expected, guint n)
{
  double variance = (about_expected.squares - about_expected.sum * about_expected.sum / n) / (n - 1);
  if (variance <= 0)
    return fabs(about_expected.sum) < 1e-6 ? 1 : 0;
  return erfc(fabs(about_expected.sum) / sqrt(variance * n) / G_SQRT2);
}

static void add_observation(Moments *moments, double observed, double expected)
{
  double d = observed - expected;
  moments->sum += d;
  moments->squares += d * d;
}

enum { RUNS = 5000 };

static void assert_mean_is_expected(const Case *it)
{
  g_autofree Counts *counts = g_new(Counts, 1);
  g_autofree Means *means = g_new(Means, 1);
  guint n_count = (guint)cd_flow_count_size(&it->plan), n_final = (guint)cd_flow_final_size(&it->plan);
  g_autofree Moments *moments = g_new0(Moments, n_count + n_final);
  g_autofree double *p = g_new(double, n_count + n_final);
  expect(it, means);
  for (guint r = 0; r < RUNS; r++) {
    run(it, r, counts);
    for (guint i = 0; i < n_count; i++)
      add_observation(&moments[i], (double)counts->count[i], means->count[i]);
    for (guint i = 0; i < n_final; i++)
      add_observation(&moments[n_count + i], (double)counts->final[i], means->final[i]);
  }
  for (guint i = 0; i < n_count + n_final; i++)
    p[i] = p_of_mean(moments[i], RUNS);
  assert_true(holm_keeps_all(p, n_count + n_final, 0.001));
}

static void runs_average_what_was_worked_by_hand(void **state)
{
  (void)state;
  g_autofree Case *it = worked_case();
  assert_mean_is_expected(it);
}

/* Every rate above nought, changing with the months, three cells, moves between all. */
static Case *full_case(void)
{
  Case *it = case_new(3, 24);
  static const double rate[CD_RATE_COUNT] = {
      [CD_RATE_ARRIVALS] = 6,       [CD_RATE_REACH] = 0.8,         [CD_RATE_START] = 0.5,
      [CD_RATE_GIVE_UP] = 0.1,      [CD_RATE_SETTLE] = 0.3,        [CD_RATE_EARLY_UNPLANNED] = 0.1,
      [CD_RATE_EARLY_DEATH] = 0.02, [CD_RATE_COMPLETE] = 0.06,     [CD_RATE_UNPLANNED] = 0.05,
      [CD_RATE_TRANSFER] = 0.02,    [CD_RATE_DEATH] = 0.01,        [CD_RATE_COME_BACK_SHARE] = 0.2,
      [CD_RATE_COME_BACK] = 0.3,    [CD_RATE_OUT_RETURN] = 0.05,   [CD_RATE_OUT_LEAVE] = 0.03,
      [CD_RATE_OUT_DEATH] = 0.02,   [CD_RATE_WAITING_DEATH] = 0.03};
  for (guint c = 0; c < 3; c++) {
    for (guint r = 0; r < CD_RATE_COUNT; r++)
      for (guint m = 0; m < 24; m++)
        set_rate(it, m, m + 1, c, (CdRate)r, rate[r] * (1 + 0.2 * sin(m + 2.0 * c + r)));
    *initial_at(it, CD_STOCK_WAITING, c) = 10 + c;
    *initial_at(it, CD_STOCK_EARLY, c) = 20;
    *initial_at(it, CD_STOCK_SETTLED, c) = 60 * (c + 1);
    *initial_at(it, CD_STOCK_RETURNING, c) = 4;
    *initial_at(it, CD_STOCK_OUT, c) = 50;
    for (guint k = 1; k < 3; k++)
      add_move(it, (CdMove){.from = c,
                            .to = (c + k) % 3,
                            .probability = 0.02 * k,
                            .loss_before = 0.1 * k,
                            .loss_after = 0.3,
                            .switch_month = 7 + c});
  }
  return it;
}

/* Every flow but the people seen, who are counted anew each month; and the first month's waiting are those who waited before. */
static void months_add_up_to_years(void **state)
{
  (void)state;
  g_autofree Case *it = full_case();
  g_autofree Means *means = g_new(Means, 1);
  guint n_cells = it->plan.n_cells;
  g_autofree double *scratch = g_new(double, cd_flow_scratch_size(&it->plan)),
                    *month = g_new(double, 12 * cd_flow_count_size(&it->plan));
  expect(it, means);
  cd_flow_expect_months(&it->plan, month, scratch);
  /* All cells' completions, of some months alone, to the last bit. */
  g_autofree double *completions = g_new(double, 17), *own = g_new(double, cd_flow_completions_scratch_size(&it->plan));
  cd_flow_expect_completions(&it->plan, 17, completions, own);
  for (guint m = 0; m < 17; m++) {
    double sum = 0;
    for (guint c = 0; c < n_cells; c++)
      sum += month[count_index(it, m, c, CD_FLOW_COMPLETIONS)];
    assert_true(completions[m] == sum);
  }
  for (guint year = 0; year < it->plan.n_months / 12; year++)
    for (guint c = 0; c < n_cells; c++)
      for (guint flow = 0; flow < CD_FLOW_CLIENTS; flow++) {
        double sum = 0, whole = means->count[count_index(it, year, c, (CdFlow)flow)];
        for (guint m = 12 * year; m < 12 * (year + 1); m++)
          sum += month[count_index(it, m, c, (CdFlow)flow)];
        assert_true(fabs(sum - whole) <= 1e-9 * (1 + whole));
      }
  for (guint c = 0; c < n_cells; c++)
    assert_true(month[count_index(it, 0, c, CD_FLOW_MONTHS_WAITING)] == (double)*initial_at(it, CD_STOCK_WAITING, c));
}

static void runs_average_the_expectation(void **state)
{
  (void)state;
  g_autofree Case *it = full_case();
  assert_mean_is_expected(it);
}

/* --- One month is exactly multinomial ---------------------------------------------------------------- */

enum { DRAWS = 20000 };

/* Pearson's statistic, outcomes with an expected number below 5 taken together; its p value. */
static double p_of_fit(const double *probability, const guint *observed, guint n)
{
  double statistic = 0, rest_expected = 0, rest_observed = 0;
  guint classes = 0;
  for (guint i = 0; i < n; i++) {
    double expected = probability[i] * DRAWS;
    if (expected < 5) {
      rest_expected += expected;
      rest_observed += observed[i];
      continue;
    }
    statistic += (observed[i] - expected) * (observed[i] - expected) / expected;
    classes++;
  }
  if (rest_expected > 0) {
    statistic += (rest_observed - rest_expected) * (rest_observed - rest_expected) / rest_expected;
    classes++;
  }
  return gsl_cdf_chisq_Q(statistic, classes - 1);
}

/* Everything happens in month 11: until then nothing does, but that the early settle in month 10. Rates are
 * set there. */
enum { LAST = 11, PRESENT = 20 };

static Case *one_month_case(gint64 waiting, gint64 settled, gint64 out)
{
  Case *it = case_new(2, 12);
  *initial_at(it, CD_STOCK_WAITING, 0) = waiting;
  *initial_at(it, CD_STOCK_EARLY, 0) = settled;
  *initial_at(it, CD_STOCK_OUT, 0) = out;
  set_rate(it, 10, 11, 0, CD_RATE_SETTLE, 1);
  add_move(it, (CdMove){.from = 0, .to = 1, .probability = 0.4, .loss_before = 0.6, .loss_after = 0.6});
  return it;
}

static const struct {
  CdRate rate; /* CD_RATE_COUNT: moves */
  CdFlow flow;
  double p; /* of leaving the stock, and being counted */
} exits[] = {{CD_RATE_START, CD_FLOW_STARTS, 0.35},         {CD_RATE_GIVE_UP, CD_FLOW_GIVE_UPS, 0.3},
             {CD_RATE_COMPLETE, CD_FLOW_COMPLETIONS, 0.25}, {CD_RATE_UNPLANNED, CD_FLOW_UNPLANNED, 0.15},
             {CD_RATE_TRANSFER, CD_FLOW_TRANSFERS, 0.05},   {CD_RATE_DEATH, CD_FLOW_DEATHS_IN, 0.1},
             {CD_RATE_COUNT, CD_FLOW_MOVES, 0.4},           {CD_RATE_COUNT, CD_FLOW_MOVE_LOSSES, 0.4 * 0.6},
             {CD_RATE_OUT_DEATH, CD_FLOW_DEATHS_OUT, 0.2}};
enum { EXITS = G_N_ELEMENTS(exits) };

static void set_exits(Case *it)
{
  for (guint i = 0; i < EXITS; i++)
    if (exits[i].rate != CD_RATE_COUNT)
      set_rate(it, LAST, LAST + 1, 0, exits[i].rate, exits[i].p);
}

static void exits_of_a_month_are_binomial(void **state)
{
  (void)state;
  g_autofree Case *it = one_month_case(PRESENT, PRESENT, PRESENT);
  g_autofree Counts *counts = g_new(Counts, 1);
  guint observed[EXITS][PRESENT + 1] = {{0}};
  double p[EXITS];
  set_exits(it);
  for (guint d = 0; d < DRAWS; d++) {
    run(it, d, counts);
    for (guint i = 0; i < EXITS; i++)
      observed[i][counts->count[count_index(it, 0, 0, exits[i].flow)]]++;
  }
  for (guint i = 0; i < EXITS; i++) {
    double probability[PRESENT + 1];
    for (guint k = 0; k <= PRESENT; k++)
      probability[k] = gsl_ran_binomial_pdf(k, exits[i].p, PRESENT);
    p[i] = p_of_fit(probability, observed[i], PRESENT + 1);
  }
  assert_true(holm_keeps_all(p, EXITS, 0.001));
}

/* Of 100 waiting .5 start, .1 give up and .2 die; of the 20 who go on waiting as many again. Drawn, the dead are binomial. */
static void who_waits_may_die_waiting(void **state)
{
  (void)state;
  g_autofree Case *it = case_new(1, 12);
  g_autofree Means *means = g_new(Means, 1);
  g_autofree Counts *counts = g_new(Counts, 1);
  *initial_at(it, CD_STOCK_WAITING, 0) = 100;
  set_rate(it, 0, 2, 0, CD_RATE_START, 0.5);
  set_rate(it, 0, 2, 0, CD_RATE_GIVE_UP, 0.1);
  set_rate(it, 0, 2, 0, CD_RATE_WAITING_DEATH, 0.2);
  expect(it, means);
  assert_float_equal(means->count[CD_FLOW_DEATHS_OUT], 24, 1e-12);
  assert_float_equal(means->count[CD_FLOW_GIVE_UPS], 12, 1e-12);
  assert_float_equal(means->final[CD_STOCK_DEAD], 24, 1e-12);
  assert_float_equal(means->final[CD_STOCK_WAITING], 4, 1e-12);
  *initial_at(it, CD_STOCK_WAITING, 0) = PRESENT;
  set_rate(it, 1, 2, 0, CD_RATE_START, 0);
  set_rate(it, 1, 2, 0, CD_RATE_GIVE_UP, 0);
  set_rate(it, 1, 2, 0, CD_RATE_WAITING_DEATH, 0);
  guint observed[PRESENT + 1] = {0};
  double probability[PRESENT + 1];
  for (guint d = 0; d < DRAWS; d++) {
    run(it, d, counts);
    observed[counts->count[CD_FLOW_DEATHS_OUT]]++;
  }
  for (guint k = 0; k <= PRESENT; k++)
    probability[k] = gsl_ran_binomial_pdf(k, 0.2, PRESENT);
  assert_true(p_of_fit(probability, observed, PRESENT + 1) > 0.001);
}

/* Pairs of exits from one stock of four people: multinomial. An outcome is first x 5 + second. */
enum { FOUR = 4, OUTCOMES = (FOUR + 1) * (FOUR + 1) };

static double p_of_joint_fit(double first, double second, const guint *observed)
{
  double probability[OUTCOMES] = {0};
  const double p[3] = {first, second, 1 - first - second};
  for (guint j = 0; j <= FOUR; j++)
    for (guint k = 0; j + k <= FOUR; k++)
      probability[j * (FOUR + 1) + k] = gsl_ran_multinomial_pdf(3, p, (guint[]){j, k, FOUR - j - k});
  return p_of_fit(probability, observed, OUTCOMES);
}

static void exits_of_a_month_are_jointly_multinomial(void **state)
{
  (void)state;
  enum { PAIRS = 4 };
  static const guint pair[PAIRS][2] = {{0, 1}, {2, 3}, {2, 5}, {3, 6}};
  g_autofree Case *it = one_month_case(FOUR, FOUR, FOUR);
  g_autofree Counts *counts = g_new(Counts, 1);
  guint observed[PAIRS][OUTCOMES] = {{0}};
  double p[PAIRS];
  set_exits(it);
  for (guint d = 0; d < DRAWS; d++) {
    run(it, d, counts);
    for (guint i = 0; i < PAIRS; i++)
      observed[i][counts->count[count_index(it, 0, 0, exits[pair[i][0]].flow)] * (FOUR + 1) +
                  counts->count[count_index(it, 0, 0, exits[pair[i][1]].flow)]]++;
  }
  for (guint i = 0; i < PAIRS; i++)
    p[i] = p_of_joint_fit(exits[pair[i][0]].p, exits[pair[i][1]].p, observed[i]);
  assert_true(holm_keeps_all(p, PAIRS, 0.001));
}

static void movers_choose_among_destinations(void **state)
{
  (void)state;
  g_autofree Case *it = case_new(3, 12);
  g_autofree Counts *counts = g_new(Counts, 1);
  guint arrived[OUTCOMES] = {0}, lost[OUTCOMES] = {0};
  *initial_at(it, CD_STOCK_EARLY, 0) = FOUR;
  set_rate(it, LAST - 1, LAST, 0, CD_RATE_SETTLE, 1);
  add_move(it, (CdMove){.from = 0, .to = 1, .probability = 0.5, .loss_before = 0.3, .switch_month = 12});
  add_move(it, (CdMove){.from = 0, .to = 2, .probability = 0.3, .loss_before = 0.6, .switch_month = 12});
  for (guint d = 0; d < DRAWS; d++) {
    run(it, d, counts);
    const gint64 *final = counts->final;
    arrived[final[final_index(it, CD_STOCK_SETTLED, 1)] * (FOUR + 1) + final[final_index(it, CD_STOCK_SETTLED, 2)]]++;
    lost[final[final_index(it, CD_STOCK_OUT, 1)] * (FOUR + 1) + final[final_index(it, CD_STOCK_OUT, 2)]]++;
  }
  double p[2] = {p_of_joint_fit(0.5 * 0.7, 0.3 * 0.4, arrived), p_of_joint_fit(0.5 * 0.3, 0.3 * 0.6, lost)};
  assert_true(holm_keeps_all(p, 2, 0.001));
}

/* --- What is certain --------------------------------------------------------------------------------- */

/* Rates of one in the first month alone: each person makes one step, and no one two. */
static void nobody_makes_two_transitions_in_a_month(void **state)
{
  (void)state;
  g_autofree Case *it = case_new(1, 12);
  g_autofree Counts *counts = g_new(Counts, 1);
  static const CdRate certain[] = {CD_RATE_START,           CD_RATE_SETTLE,    CD_RATE_COMPLETE,
                                   CD_RATE_COME_BACK_SHARE, CD_RATE_COME_BACK, CD_RATE_OUT_RETURN};
  for (guint i = 0; i < G_N_ELEMENTS(certain); i++)
    set_rate(it, 0, 1, 0, certain[i], 1);
  for (guint s = 0; s <= CD_STOCK_OUT; s++)
    *initial_at(it, (CdStock)s, 0) = 10 + s;
  run(it, 0, counts);
  assert_int_equal(counts->final[CD_STOCK_EARLY], 10);        /* were waiting */
  assert_int_equal(counts->final[CD_STOCK_SETTLED], 11);      /* were early */
  assert_int_equal(counts->final[CD_STOCK_RETURNING], 12);    /* were settled */
  assert_int_equal(counts->final[CD_STOCK_WAITING], 13 + 14); /* were returning, or out */
  assert_int_equal(counts->final[CD_STOCK_OUT], 0);
  assert_int_equal(counts->count[CD_FLOW_REPRESENTATIONS], 12);          /* counted as they complete */
  assert_int_equal(counts->count[CD_FLOW_MONTHS_WAITING], 10 + 11 * 27); /* stocks at the months' starts */
  assert_int_equal(counts->count[CD_FLOW_MONTHS_TREATED], 23 + 11 * 21);
}

/* Everybody waiting starts at once; everybody settled in A moves to B. */
static void clients_are_those_present_starting_or_moving_in(void **state)
{
  (void)state;
  g_autofree Case *it = case_new(2, 24);
  g_autofree Counts *counts = g_new(Counts, 1);
  g_autofree Means *means = g_new(Means, 1);
  *initial_at(it, CD_STOCK_WAITING, 0) = 7;
  *initial_at(it, CD_STOCK_EARLY, 0) = 3;
  *initial_at(it, CD_STOCK_SETTLED, 0) = 5;
  *initial_at(it, CD_STOCK_SETTLED, 1) = 2;
  *initial_at(it, CD_STOCK_OUT, 1) = 90;
  set_rates(it, 0, CD_RATE_START, 1);
  set_rate(it, 12, 13, 0, CD_RATE_SETTLE, 1);
  add_move(it, (CdMove){.from = 0, .to = 1, .probability = 1, .loss_after = 1, .switch_month = 12});
  run(it, 0, counts);
  expect(it, means);
  static const gint64 clients[2][2] = {{3 + 5 + 7, 2 + 5}, /* the five are seen in both */
                                       {10, 7}}; /* ten are still early in A; settled, they move, and are lost */
  for (guint y = 0; y < 2; y++)
    for (guint c = 0; c < 2; c++) {
      assert_int_equal(counts->count[count_index(it, y, c, CD_FLOW_CLIENTS)], clients[y][c]);
      assert_near(means->count[count_index(it, y, c, CD_FLOW_CLIENTS)], (double)clients[y][c], 1e-12);
    }
  assert_int_equal(counts->count[count_index(it, 1, 0, CD_FLOW_MOVE_LOSSES)], 10);
  assert_int_equal(counts->final[final_index(it, CD_STOCK_OUT, 1)], 90 + 10);
  assert_int_equal(counts->final[final_index(it, CD_STOCK_SETTLED, 1)], 2 + 5);
}

static void loss_changes_from_the_switch_month_on(void **state)
{
  (void)state;
  for (guint switch_month = 0; switch_month <= 24; switch_month += 12) {
    g_autofree Case *it = case_new(2, 24);
    g_autofree Counts *counts = g_new(Counts, 1);
    g_autofree Means *means = g_new(Means, 1);
    *initial_at(it, CD_STOCK_SETTLED, 0) = 100000;
    add_move(it, (CdMove){.from = 0, .to = 1, .probability = 0.1, .loss_after = 1, .switch_month = switch_month});
    run(it, 0, counts);
    expect(it, means);
    for (guint y = 0; y < 2; y++) {
      gint64 moves = counts->count[count_index(it, y, 0, CD_FLOW_MOVES)];
      assert_true(moves > 10000);
      assert_int_equal(counts->count[count_index(it, y, 0, CD_FLOW_MOVE_LOSSES)], 12 * y >= switch_month ? moves : 0);
      assert_near(means->count[count_index(it, y, 0, CD_FLOW_MOVE_LOSSES)],
                  12 * y >= switch_month ? means->count[count_index(it, y, 0, CD_FLOW_MOVES)] : 0, 1e-12);
    }
    assert_int_equal(counts->final[final_index(it, CD_STOCK_OUT, 1)], total_of(it, counts, CD_FLOW_MOVE_LOSSES));
  }
}

/* 0.7 + 0.2 + 0.1 and the like, in doubles, may pass 1 by a rounding; people may not be fewer than none. */
static void exits_that_add_to_one_empty_the_stock(void **state)
{
  (void)state;
  g_autofree Counts *counts = g_new(Counts, 1);
  Dice dice = {9};
  for (guint i = 0; i < 2000; i++) {
    g_autofree Case *it = case_new(2, 12);
    double a = roll(&dice), b = roll(&dice), c = roll(&dice), d = roll(&dice), e = roll(&dice), sum = a + b + c + d + e;
    *initial_at(it, CD_STOCK_SETTLED, 0) = 100000;
    set_rates(it, 0, CD_RATE_COMPLETE, a / sum);
    set_rates(it, 0, CD_RATE_UNPLANNED, b / sum);
    set_rates(it, 0, CD_RATE_TRANSFER, c / sum);
    set_rates(it, 0, CD_RATE_DEATH, d / sum);
    add_move(it, (CdMove){.from = 0, .to = 1, .probability = e / sum});
    run(it, i, counts);
    assert_int_equal(counts->final[final_index(it, CD_STOCK_SETTLED, 0)], 0);
    assert_int_equal(counts->count[CD_FLOW_MONTHS_TREATED], 100000);
  }
}

/* --- Luck -------------------------------------------------------------------------------------------- */

static void same_luck_gives_the_same_run(void **state)
{
  (void)state;
  g_autofree Case *it = full_case();
  g_autofree Counts *first = g_new0(Counts, 1), *second = g_new0(Counts, 1);
  memset(second, 0xff, cd_flow_count_size(&it->plan) * sizeof *second->count); /* results do not depend on what was there */
  run_with(it, 5, 6, first);
  run_with(it, 5, 6, second);
  assert_memory_equal(first->count, second->count, cd_flow_count_size(&it->plan) * sizeof *first->count);
  assert_memory_equal(first->final, second->final, cd_flow_final_size(&it->plan) * sizeof *first->final);
}

static void other_luck_gives_another_run(void **state)
{
  (void)state;
  g_autofree Case *it = full_case();
  g_autofree Counts *base = g_new0(Counts, 1), *other = g_new0(Counts, 1);
  gsize bytes = cd_flow_count_size(&it->plan) * sizeof *base->count;
  run_with(it, 5, cd_run_word(3, 1), base);
  run_with(it, 6, cd_run_word(3, 1), other);
  assert_memory_not_equal(base->count, other->count, bytes);
  run_with(it, 5, cd_run_word(4, 1), other);
  assert_memory_not_equal(base->count, other->count, bytes);
  run_with(it, 5, cd_run_word(3, 2), other);
  assert_memory_not_equal(base->count, other->count, bytes);
}

/* IT with its cells in another order: cell TO[c] of the result is cell c of IT; cells that no TO names are
 * empty. */
static Case *renumbered(const Case *it, const guint *to, guint n_cells)
{
  Case *other = case_new(n_cells, it->plan.n_months);
  guint from[MAX_CELLS];
  for (guint c = 0; c < n_cells; c++)
    from[c] = G_MAXUINT, other->key[c] = 1000 + c;
  for (guint c = 0; c < it->plan.n_cells; c++) {
    from[to[c]] = c;
    other->key[to[c]] = it->key[c];
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      *initial_at(other, (CdStock)s, to[c]) = it->initial[s * it->plan.n_cells + c];
    for (guint m = 0; m < it->plan.n_months; m++)
      memcpy(&other->rate[(m * n_cells + to[c]) * CD_RATE_COUNT], &it->rate[(m * it->plan.n_cells + c) * CD_RATE_COUNT],
             CD_RATE_COUNT * sizeof(double));
  }
  for (guint c = 0; c < n_cells; c++)
    for (guint i = 0; i < it->plan.n_moves; i++)
      if (it->move[i].from == from[c]) {
        CdMove move = it->move[i];
        move.from = c;
        move.to = to[move.to];
        add_move(other, move);
      }
  return other;
}

static void assert_same_but_for_numbers(const Case *it, const Case *other, const guint *to)
{
  g_autofree Counts *first = g_new0(Counts, 1), *second = g_new0(Counts, 1);
  g_autofree Means *first_means = g_new0(Means, 1), *second_means = g_new0(Means, 1);
  run(it, 1, first);
  run(other, 1, second);
  expect(it, first_means);
  expect(other, second_means);
  for (guint c = 0; c < it->plan.n_cells; c++) {
    for (guint y = 0; y < it->plan.n_months / 12; y++)
      for (guint f = 0; f < CD_FLOW_COUNT; f++) {
        gsize here = count_index(it, y, c, (CdFlow)f), there = count_index(other, y, to[c], (CdFlow)f);
        assert_int_equal(first->count[here], second->count[there]);
        assert_near(first_means->count[here], second_means->count[there], 1e-12);
      }
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      assert_int_equal(first->final[final_index(it, (CdStock)s, c)],
                       second->final[final_index(other, (CdStock)s, to[c])]);
  }
}

static void numbering_of_cells_does_not_matter(void **state)
{
  (void)state;
  g_autofree Case *it = full_case();
  static const guint to[3] = {2, 0, 1};
  g_autofree Case *other = renumbered(it, to, 3);
  assert_same_but_for_numbers(it, other, to);
}

static void adding_a_cell_leaves_the_others_alone(void **state)
{
  (void)state;
  g_autofree Case *it = full_case();
  static const guint to[3] = {1, 2, 3};
  g_autofree Case *other = renumbered(it, to, 4);
  for (guint s = 0; s <= CD_STOCK_OUT; s++)
    *initial_at(other, (CdStock)s, 0) = 500;
  for (guint r = 0; r < CD_RATE_COUNT; r++)
    set_rates(other, 0, (CdRate)r, 0.1);
  assert_same_but_for_numbers(it, other, to);
}

/* Exact while the mean is at most 100 (sim/base/random.h): not once in thousands of pairs may it go the other
 * way. */
static void likelier_starts_are_never_fewer_in_the_first_month(void **state)
{
  (void)state;
  g_autofree Counts *counts = g_new(Counts, 1);
  guint strictly_more = 0;
  for (guint replicate = 0; replicate < 1000; replicate++) {
    gint64 before = 0;
    for (guint step = 1; step <= 8; step++) {
      g_autofree Case *it = case_new(1, 12);
      *initial_at(it, CD_STOCK_WAITING, 0) = 150;
      set_rate(it, 0, 1, 0, CD_RATE_START, 0.08 * step);
      set_rate(it, 0, 1, 0, CD_RATE_GIVE_UP, 0.1);
      run(it, replicate, counts);
      gint64 starts = counts->count[CD_FLOW_STARTS];
      assert_true(starts >= before);
      strictly_more += starts > before;
      before = starts;
    }
  }
  assert_true(strictly_more > 7000);
}

static double variance_of(Moments moments, guint n)
{
  return (moments.squares - moments.sum * moments.sum / n) / (n - 1);
}

/* (V_A + V_B) / V_(A - B), which is 2 when the arms share no luck: how many times fewer runs a comparison
 * needs. Completions are 3 % less likely in one arm. */
static void arms_of_a_comparison_share_their_luck(void **state)
{
  (void)state;
  enum { PAIRS = 300 };
  g_autofree Case *a = full_case(), *b = full_case();
  g_autofree Counts *first = g_new(Counts, 1), *second = g_new(Counts, 1);
  static const CdFlow flow[2] = {CD_FLOW_COMPLETIONS, CD_FLOW_DEATHS_IN};
  Moments of_a[2] = {{0, 0}}, of_b[2] = {{0, 0}}, of_difference[2] = {{0, 0}};
  for (guint i = CD_RATE_COMPLETE; i < 24 * 3 * CD_RATE_COUNT; i += CD_RATE_COUNT)
    b->rate[i] *= 0.97;
  for (guint replicate = 0; replicate < PAIRS; replicate++) {
    run(a, replicate, first);
    run(b, replicate, second);
    for (guint i = 0; i < 2; i++) {
      double x = (double)total_of(a, first, flow[i]), y = (double)total_of(b, second, flow[i]);
      add_observation(&of_a[i], x, 0);
      add_observation(&of_b[i], y, 0);
      add_observation(&of_difference[i], x, y);
    }
  }
  for (guint i = 0; i < 2; i++)
    assert_true((variance_of(of_a[i], PAIRS) + variance_of(of_b[i], PAIRS)) / variance_of(of_difference[i], PAIRS) > 20);
}

/* --- Starts held down ------------------------------------------------------------------------------------------------- */

/* 100 wait, half start, a tenth gives up, 60 come: a balance. Held to four fifths for two months, 40 start; the list, 110 then and 119 when
 * it is let go, is worked off at its own pace of half a month's list. */
static Case *waiting_list(void)
{
  Case *it = case_new(1, 12);
  *initial_at(it, CD_STOCK_WAITING, 0) = 100;
  set_rates(it, 0, CD_RATE_ARRIVALS, 60);
  set_rates(it, 0, CD_RATE_REACH, 1);
  set_rates(it, 0, CD_RATE_START, 0.5);
  set_rates(it, 0, CD_RATE_GIVE_UP, 0.1);
  return it;
}

static void hold(const CdFlowPlan *free, double *rate, const double *share)
{
  CdFlowPlan as_is = *free;
  g_autofree double *scratch = g_new(double, cd_flow_hold_scratch_size(free));
  g_autofree double *before = g_memdup2(free->rate, free->n_months * free->n_cells * CD_RATE_COUNT * sizeof *before);
  as_is.rate = before;
  cd_flow_hold_starts(&as_is, rate, share, scratch);
}

static void starts_held_down_lengthen_the_list_as_worked_by_hand(void **state)
{
  (void)state;
  Case *it = waiting_list();
  double share[12] = {0.8, 0.8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, count[12 * CD_FLOW_COUNT];
  hold(&it->plan, it->rate, share);
  assert_float_equal(it->rate[CD_RATE_START], 0.4, 1e-12);
  assert_float_equal(it->rate[CD_RATE_COUNT + CD_RATE_START], 40.0 / 110, 1e-12);
  assert_float_equal(it->rate[2 * CD_RATE_COUNT + CD_RATE_START], 0.5, 0);
  g_autofree double *scratch = g_new(double, cd_flow_scratch_size(&it->plan));
  cd_flow_expect_months(&it->plan, count, scratch);
  static const double waiting[] = {100, 110, 119, 107.6}, starts[] = {40, 40, 59.5, 53.8}, given_up[] = {10, 11, 11.9};
  for (guint m = 0; m < 4; m++) {
    assert_float_equal(count[m * CD_FLOW_COUNT + CD_FLOW_MONTHS_WAITING], waiting[m], 1e-9);
    assert_float_equal(count[m * CD_FLOW_COUNT + CD_FLOW_STARTS], starts[m], 1e-9);
  }
  for (guint m = 0; m < 3; m++)
    assert_float_equal(count[m * CD_FLOW_COUNT + CD_FLOW_GIVE_UPS], given_up[m], 1e-9);
  g_free(it);
}

static void starts_that_nothing_holds_keep_their_rates_and_none_is_raised(void **state)
{
  (void)state;
  Case *it = waiting_list();
  g_autofree double *rate = g_memdup2(it->rate, sizeof it->rate);
  double whole[12], none[12] = {0};
  for (guint m = 0; m < 12; m++)
    whole[m] = 1;
  hold(&it->plan, rate, whole);
  assert_memory_equal(rate, it->rate, sizeof it->rate);
  hold(&it->plan, rate, none);
  for (guint m = 0; m < 12; m++)
    assert_float_equal(rate[m * CD_RATE_COUNT + CD_RATE_START], 0, 0);
  g_free(it);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(starts_held_down_lengthen_the_list_as_worked_by_hand),
      cmocka_unit_test(starts_that_nothing_holds_keep_their_rates_and_none_is_raised),
      cmocka_unit_test(people_are_conserved),
      cmocka_unit_test(ends_agree_with_flows),
      cmocka_unit_test(expected_people_are_conserved),
      cmocka_unit_test(ends_alone_are_the_same_to_the_last_bit),
      cmocka_unit_test(months_add_up_to_years),
      cmocka_unit_test(expectation_is_as_worked_by_hand),
      cmocka_unit_test(runs_average_what_was_worked_by_hand),
      cmocka_unit_test(runs_average_the_expectation),
      cmocka_unit_test(exits_of_a_month_are_binomial),
      cmocka_unit_test(who_waits_may_die_waiting),
      cmocka_unit_test(exits_of_a_month_are_jointly_multinomial),
      cmocka_unit_test(movers_choose_among_destinations),
      cmocka_unit_test(nobody_makes_two_transitions_in_a_month),
      cmocka_unit_test(clients_are_those_present_starting_or_moving_in),
      cmocka_unit_test(loss_changes_from_the_switch_month_on),
      cmocka_unit_test(exits_that_add_to_one_empty_the_stock),
      cmocka_unit_test(same_luck_gives_the_same_run),
      cmocka_unit_test(other_luck_gives_another_run),
      cmocka_unit_test(numbering_of_cells_does_not_matter),
      cmocka_unit_test(adding_a_cell_leaves_the_others_alone),
      cmocka_unit_test(likelier_starts_are_never_fewer_in_the_first_month),
      cmocka_unit_test(arms_of_a_comparison_share_their_luck),
  };
  return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
