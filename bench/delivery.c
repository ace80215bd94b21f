/* bench-delivery: what the clients' flows cost, as ratios measured side by side. One JSON object a line; a
 * line with a limit has "ok". Exit 1 when a limit is missed, 2 when the person-by-person reference disagrees
 * with the expectation. */
#include "bench/measure.h"
#include "bench/person.h"
#include "bench/record.h"
#include "sim/base/hash.h"
#include "sim/delivery/flow.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
  AREAS = 3,
  SUBSTANCES = 4,
  COHORTS = 2 * SUBSTANCES,
  CELLS = AREAS * COHORTS,
  MONTHS = 60,
  REPEATS = 7,
  RUNS = 200
};

/* --- A plan in balance: 24 cells (three areas, four substances, two routes in), 60 months ------------ */

typedef struct {
  guint64 key[CELLS];
  gint64 initial[CELLS * CD_STOCK_COUNT];
  double rate[MONTHS * CELLS * CD_RATE_COUNT];
  CdMove move[2 * CELLS];
  CdFlowPlan plan;
} Case;

/* National figures for opiate, alcohol, non-opiate, both: mean stay in months; shares of exits; deaths a
 * year; share of completers who come back; share of the caseload. */
static const struct {
  double stay, completed, unplanned, transferred, death, comes_back, share;
} substances[SUBSTANCES] = {{42, 0.24, 0.60, 0.16, 0.020, 0.17, 0.42},
                            {6, 0.58, 0.33, 0.09, 0.012, 0.09, 0.30},
                            {6, 0.53, 0.38, 0.09, 0.003, 0.05, 0.13},
                            {6, 0.51, 0.40, 0.09, 0.006, 0.05, 0.15}};
static const double area_share[AREAS] = {0.5, 0.4, 0.1}, route_share[2] = {0.84, 0.16}, route_reach[2] = {1, 0.9};

enum { EARLY_MONTHS = 3, COME_BACK_MONTHS = 3 };
static const double early_share = 0.35, give_up = 0.1, wait = 0.4, out_return = 0.4 / 12, out_leave = 0.2 / 12;

static void set_rates(double *rate, guint substance, double reach)
{
  double death = substances[substance].death / 12, stay = substances[substance].stay;
  double early = early_share * substances[substance].unplanned * (1 - death * stay);
  double settle = 1 - early - death * EARLY_MONTHS, exit = (1 - death * stay) / (stay - EARLY_MONTHS);
  rate[CD_RATE_REACH] = reach;
  rate[CD_RATE_START] = (1 - give_up) / (1 + wait);
  rate[CD_RATE_GIVE_UP] = give_up / (1 + wait);
  rate[CD_RATE_SETTLE] = settle / EARLY_MONTHS;
  rate[CD_RATE_EARLY_UNPLANNED] = early / EARLY_MONTHS;
  rate[CD_RATE_EARLY_DEATH] = rate[CD_RATE_DEATH] = death;
  rate[CD_RATE_COMPLETE] = exit * substances[substance].completed;
  rate[CD_RATE_UNPLANNED] = exit * (1 - early_share) * substances[substance].unplanned;
  rate[CD_RATE_TRANSFER] = exit * substances[substance].transferred;
  rate[CD_RATE_COME_BACK_SHARE] = substances[substance].comes_back;
  rate[CD_RATE_COME_BACK] = 1.0 / COME_BACK_MONTHS;
  rate[CD_RATE_OUT_RETURN] = out_return;
  rate[CD_RATE_OUT_LEAVE] = out_leave;
  rate[CD_RATE_WAITING_DEATH] = rate[CD_RATE_OUT_DEATH] = substance == 0 ? 2.5 * death : death;
}

/* Stocks and arrivals that these rates keep, near enough. */
static void set_stocks(Case *it, guint cell, double *rate, guint substance, double treated)
{
  double starts = treated / substances[substance].stay, waiting = starts / rate[CD_RATE_START];
  double referred = waiting * (rate[CD_RATE_START] + rate[CD_RATE_GIVE_UP] + rate[CD_RATE_WAITING_DEATH]);
  double come_back = starts * substances[substance].completed * substances[substance].comes_back;
  double into_out = starts * substances[substance].unplanned + waiting * rate[CD_RATE_GIVE_UP];
  double leave_out = out_return + out_leave + rate[CD_RATE_OUT_DEATH], returns = out_return / leave_out;
  double missed = 1 / rate[CD_RATE_REACH] - 1;
  double reached = (referred - come_back - returns * into_out) / (1 + returns * missed);
  rate[CD_RATE_ARRIVALS] = reached / rate[CD_RATE_REACH];
  const double stock[CD_STOCK_COUNT] = {[CD_STOCK_WAITING] = waiting,
                                        [CD_STOCK_EARLY] = starts * EARLY_MONTHS,
                                        [CD_STOCK_SETTLED] = treated - starts * EARLY_MONTHS,
                                        [CD_STOCK_RETURNING] = come_back * COME_BACK_MONTHS,
                                        [CD_STOCK_OUT] = (into_out + reached * missed) / leave_out};
  for (guint s = 0; s < CD_STOCK_COUNT; s++)
    it->initial[s * CELLS + cell] = (gint64)(stock[s] + 0.5);
}

static void fill_cell(Case *it, guint area, guint cohort, double clients)
{
  guint cell = area * COHORTS + cohort, substance = cohort / 2;
  double rate[CD_RATE_COUNT] = {0};
  it->key[cell] = cd_hash_pair(area + 1, cohort);
  set_rates(rate, substance, route_reach[cohort % 2]);
  set_stocks(it, cell, rate, substance,
             clients * area_share[area] * substances[substance].share * route_share[cohort % 2]);
  for (guint month = 0; month < MONTHS; month++)
    memcpy(it->rate + (month * CELLS + cell) * CD_RATE_COUNT, rate, sizeof rate);
  for (guint other = 0; other < AREAS; other++)
    if (other + 1 == area || area + 1 == other)
      it->move[it->plan.n_moves++] = (CdMove){.from = cell,
                                              .to = other * COHORTS + cohort,
                                              .probability = 0.008 * area_share[other],
                                              .loss_before = 0.04,
                                              .loss_after = 0.2,
                                              .switch_month = 24};
}

/* CLIENTS in treatment at the start. People who wait or are out come on top: as many again. */
static Case *case_new(double clients)
{
  Case *it = g_new0(Case, 1);
  for (guint area = 0; area < AREAS; area++)
    for (guint cohort = 0; cohort < COHORTS; cohort++)
      fill_cell(it, area, cohort, clients);
  it->plan.n_cells = CELLS;
  it->plan.n_months = MONTHS;
  it->plan.cell_key = it->key;
  it->plan.initial = it->initial;
  it->plan.rate = it->rate;
  it->plan.move = it->move;
  return it;
}

/* --- Timing ------------------------------------------------------------------------------------------ */

typedef struct {
  const CdFlowPlan *plan;
  GArray *draws;
  gint64 *count, *final, *scratch;
  double *mean_count, *mean_final, *mean_scratch;
  guint32 run;
} Work;

typedef void (*Job)(Work *work);

static void job_run(Work *work)
{
  cd_flow_run(work->plan, 1, cd_run_word(0, 1), work->count, work->final, work->scratch);
}

static void job_expect(Work *work)
{
  cd_flow_expect(work->plan, work->mean_count, work->mean_final, work->mean_scratch);
}

static void job_person_streamed(Work *work)
{
  person_run(work->plan, PERSON_STREAMED, work->run++, work->count, work->final);
}

static void job_person_keyed(Work *work)
{
  person_run(work->plan, PERSON_KEYED, work->run++, work->count, work->final);
}

static void job_replay(Work *work)
{
  work->final[0] = replay_draws(work->draws);
}

static Work work_new(const CdFlowPlan *plan)
{
  gsize n_count = cd_flow_count_size(plan), n_final = cd_flow_final_size(plan), n_scratch = cd_flow_scratch_size(plan);
  return (Work){.plan = plan,
                .draws = record_draws(plan, 1, cd_run_word(0, 1)),
                .count = g_new0(gint64, n_count),
                .final = g_new0(gint64, n_final),
                .scratch = g_new0(gint64, n_scratch),
                .mean_count = g_new0(double, n_count),
                .mean_final = g_new0(double, n_final),
                .mean_scratch = g_new0(double, n_scratch)};
}

static void work_clear(Work *work)
{
  g_array_unref(work->draws);
  g_free(work->count);
  g_free(work->final);
  g_free(work->scratch);
  g_free(work->mean_count);
  g_free(work->mean_final);
  g_free(work->mean_scratch);
}

/* Processor time, which other programs disturb less than the time of day. */
static double seconds_each(Job job, Work *work, guint times)
{
  double start = seconds();
  for (guint i = 0; i < times; i++)
    job(work);
  return (seconds() - start) / times;
}

/* How often a job must be done for 20 ms to pass, so that the clock's grain does not matter. */
static guint times_for(Job job, Work *work)
{
  guint times = 1, most = scaled(1 << 20, 1);
  while (times < most && seconds_each(job, work, times) * times < 0.02)
    times *= 2;
  return times;
}

/* Medians of REPEATS interleaved repeats: seconds of each, and second / first of the same repeat. */
typedef struct {
  double first, second, ratio;
} Pair;

static Pair time_pair(Job first, Work *first_work, Job second, Work *second_work)
{
  guint first_times = times_for(first, first_work), second_times = times_for(second, second_work);
  double a[REPEATS], b[REPEATS], ratio[REPEATS];
  guint repeats = scaled(REPEATS, 1);
  for (guint i = 0; i < repeats; i++) {
    a[i] = seconds_each(first, first_work, first_times);
    b[i] = seconds_each(second, second_work, second_times);
    ratio[i] = b[i] / a[i];
  }
  return (Pair){median(a, repeats), median(b, repeats), median(ratio, repeats)};
}

/* --- The reference must be a reference --------------------------------------------------------------- */

/* Total of a flow over cells and years. */
static double total(const gint64 *count, CdFlow flow)
{
  gint64 sum = 0;
  for (guint i = 0; i < MONTHS / 12 * CELLS; i++)
    sum += count[i * CD_FLOW_COUNT + flow];
  return (double)sum;
}

/* Over RUNS runs of 1,000 clients, the largest difference of a flow's mean from its expectation, in standard
 * errors. */
static double worst_error(Job job)
{
  guint runs = scaled(RUNS, 20);
  Case *it = case_new(1000);
  Work work = work_new(&it->plan);
  double sum[CD_FLOW_COUNT] = {0}, squares[CD_FLOW_COUNT] = {0}, mean[CD_FLOW_COUNT] = {0}, worst = 0;
  job_expect(&work);
  for (guint i = 0; i < MONTHS / 12 * CELLS; i++)
    for (guint f = 0; f < CD_FLOW_COUNT; f++)
      mean[f] += work.mean_count[i * CD_FLOW_COUNT + f];
  for (guint r = 0; r < runs; r++) {
    job(&work);
    for (guint f = 0; f < CD_FLOW_COUNT; f++) {
      double x = total(work.count, (CdFlow)f) - mean[f];
      sum[f] += x;
      squares[f] += x * x;
    }
  }
  for (guint f = 0; f < CD_FLOW_COUNT; f++)
    if (squares[f] > 0) /* else nothing was expected, and nothing came */
      worst = MAX(worst, fabs(sum[f]) / sqrt(squares[f] - sum[f] * sum[f] / runs));
  work_clear(&work);
  g_free(it);
  return worst;
}

static bool persons_agree(void)
{
  bool streamed = report("persons streamed: worst mean, standard errors off", worst_error(job_person_streamed), "<=", 4);
  return report("persons keyed: worst mean, standard errors off", worst_error(job_person_keyed), "<=", 4) && streamed;
}

static bool compare_sizes(void)
{
  Case *small = case_new(2e4), *large = case_new(1e7);
  Work of_small = work_new(&small->plan), of_large = work_new(&large->plan);
  Pair pair = time_pair(job_run, &of_small, job_run, &of_large);
  inform("flows, 20,000 clients", pair.first * 1e3, "ms");
  inform("flows, 10,000,000 clients", pair.second * 1e3, "ms");
  work_clear(&of_small);
  work_clear(&of_large);
  g_free(small);
  g_free(large);
  return report("flows, 10,000,000 / 20,000 clients", pair.ratio, "<=", 2);
}

static bool compare_persons(const char *clients_text, double clients, double limit)
{
  Case *it = case_new(clients);
  Work work = work_new(&it->plan);
  Pair streamed = time_pair(job_run, &work, job_person_streamed, &work);
  Pair keyed = time_pair(job_run, &work, job_person_keyed, &work);
  g_autofree char *name = g_strconcat("persons keyed / flows, ", clients_text, " clients", NULL);
  g_autofree char *streamed_name = g_strconcat("persons streamed / flows, ", clients_text, " clients", NULL);
  inform(streamed_name, streamed.ratio, "ratio");
  work_clear(&work);
  g_free(it);
  return report(name, keyed.ratio, ">=", limit);
}

static bool compare_draws(void)
{
  Case *it = case_new(2e4);
  Work work = work_new(&it->plan);
  Pair draws = time_pair(job_replay, &work, job_run, &work);
  Pair expect = time_pair(job_expect, &work, job_run, &work);
  inform("draws of a run, 20,000 clients", work.draws->len, "draws");
  inform("a draw", draws.first * 1e9 / work.draws->len, "ns");
  inform("the expectation", expect.first * 1e6, "us");
  inform("flows / their expectation, 20,000 clients", expect.ratio, "ratio");
  work_clear(&work);
  g_free(it);
  return report("flows / their draws alone, 20,000 clients", draws.ratio, "<=", 1.3);
}

int main(void)
{
  if (!persons_agree())
    return 2;
  bool ok = compare_sizes();
  ok &= compare_persons("5,000", 5e3, 3);
  ok &= compare_persons("100,000", 1e5, 30);
  ok &= compare_persons("1,000,000", 1e6, 300);
  ok &= compare_draws();
  return ok ? 0 : 1;
}
