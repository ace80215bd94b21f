/* bench-draws: what a count costs beside GSL's, and how much of the noise of a comparison of two arms their shared luck
 * removes. One JSON object a line; a line with a limit has "ok". Exit 1 when a limit is missed. */
#include "bench/measure.h"
#include "sim/base/hash.h"
#include "sim/base/random.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPEATS = 7, DRAWS = 1 << 16, CELLS = 12, MONTHS = 60, PAIRS = 1000 };

/* --- A draw beside GSL's ----------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  gint64 n_low, n_high;
  double p_low, p_high;
  double limit; /* of the ratio; 0: none */
} Mix;

/* The first is the flows' own: cells of three councils, monthly rates. */
static const Mix mixes[] = {{"n 10 to 400, p 0.003 to 0.1", 10, 400, 0.003, 0.1, 1},
                            {"n 5 to 400, p 0.003 to 0.3", 5, 400, 0.003, 0.3, 1},
                            {"n 400 to 3,000, p 0.003 to 0.03", 400, 3000, 0.003, 0.03, 0},
                            {"n 30,000, p 0.003 to 0.1", 30000, 30000, 0.003, 0.1, 0},
                            {"n 3,000,000, p 0.003 to 0.1", 3000000, 3000000, 0.003, 0.1, 0}};

typedef struct {
  gint64 n[DRAWS];
  double p[DRAWS];
  gsl_rng *rng;
  gint64 sum; /* so that nothing is optimised away */
} Draws;

static Draws *draws_new(const Mix *mix)
{
  Draws *draws = g_new(Draws, 1);
  draws->rng = gsl_rng_alloc(gsl_rng_mt19937);
  draws->sum = 0;
  for (guint i = 0; i < DRAWS; i++) {
    CdStream stream = cd_stream(1, cd_run_word(0, 0), CD_PURPOSE_INPUT, i);
    double n = (double)mix->n_low + (double)(mix->n_high - mix->n_low + 1) * cd_stream_uniform(stream, 0, 0);
    draws->n[i] = (gint64)n;
    draws->p[i] = mix->p_low + (mix->p_high - mix->p_low) * cd_stream_uniform(stream, 0, 1);
  }
  return draws;
}

static void draws_free(Draws *draws)
{
  gsl_rng_free(draws->rng);
  g_free(draws);
}

static double time_ours(Draws *draws, guint month)
{
  double start = seconds();
  for (guint i = 0; i < DRAWS; i++) {
    CdStream stream = cd_stream(2, cd_run_word(0, 1), CD_PURPOSE_ARRIVALS, i);
    draws->sum += cd_stream_binomial(stream, month, draws->n[i], draws->p[i]);
  }
  return (seconds() - start) / DRAWS * 1e9;
}

static double time_gsl(Draws *draws)
{
  double start = seconds();
  for (guint i = 0; i < DRAWS; i++)
    draws->sum += gsl_ran_binomial(draws->rng, draws->p[i], (guint)draws->n[i]);
  return (seconds() - start) / DRAWS * 1e9;
}

static bool compare_with_gsl(const Mix *mix)
{
  Draws *draws = draws_new(mix);
  double ours[REPEATS], gsl[REPEATS], ratio[REPEATS];
  guint repeats = scaled(REPEATS, 1);
  for (guint i = 0; i < repeats; i++) {
    ours[i] = time_ours(draws, i);
    gsl[i] = time_gsl(draws);
    ratio[i] = ours[i] / gsl[i];
  }
  g_autofree char *ours_name = g_strconcat("a binomial draw, ", mix->name, NULL);
  g_autofree char *gsl_name = g_strconcat("gsl_ran_binomial, ", mix->name, NULL);
  g_autofree char *ratio_name = g_strconcat("a binomial draw / gsl_ran_binomial, ", mix->name, NULL);
  inform(ours_name, median(ours, repeats), "ns");
  inform(gsl_name, median(gsl, repeats), "ns");
  draws_free(draws);
  if (mix->limit > 0)
    return report(ratio_name, median(ratio, repeats), "<=", mix->limit);
  inform(ratio_name, median(ratio, repeats), "ratio");
  return true;
}

/* --- What shared luck removes ------------------------------------------------------------------------------ */

typedef struct {
  double complete, unplanned, die; /* a month */
  double lost;                     /* of those who move across the border */
  double arrivals;                 /* a cell and month */
  gint64 clients;                  /* a cell, at the start */
} Arm;

typedef struct {
  double completions, deaths, losses;
} Outcome;

/* A month's chance to move across the border: some two in a hundred a year. */
#define MOVE 0.0017

enum { COMPLETE, UNPLANNED, DIE, ARRIVE, MOVES, LOSE };

static CdStream flow_stream(guint32 run, guint flow, guint cell)
{
  return cd_stream(3, run, (CdPurpose)(CD_PURPOSE_ARRIVALS + flow), cd_hash_mix(cell + 1));
}

/* Twelve cells of clients for five years; each month's exits are drawn one after another from those still there. */
static Outcome live(const Arm *arm, guint32 run)
{
  Outcome outcome = {0, 0, 0};
  double unplanned = arm->unplanned / (1 - arm->complete), die = arm->die / (1 - arm->complete - arm->unplanned);
  for (guint cell = 0; cell < CELLS; cell++) {
    gint64 clients = arm->clients;
    for (guint month = 0; month < MONTHS; month++) {
      gint64 completed = cd_stream_binomial(flow_stream(run, COMPLETE, cell), month, clients, arm->complete);
      gint64 left = cd_stream_binomial(flow_stream(run, UNPLANNED, cell), month, clients - completed, unplanned);
      gint64 died = cd_stream_binomial(flow_stream(run, DIE, cell), month, clients - completed - left, die);
      clients += cd_stream_poisson(flow_stream(run, ARRIVE, cell), month, arm->arrivals) - completed - left - died;
      outcome.completions += (double)completed;
      outcome.deaths += (double)died;
      gint64 moved = cd_stream_binomial(flow_stream(run, MOVES, cell), month, clients, MOVE);
      outcome.losses += (double)cd_stream_binomial(flow_stream(run, LOSE, cell), month, moved, arm->lost);
    }
  }
  return outcome;
}

typedef struct {
  double sum, squares;
} Moments;

static void note(Moments *moments, double x)
{
  moments->sum += x;
  moments->squares += x * x;
}

static double variance(Moments moments, guint pairs)
{
  return (moments.squares - moments.sum * moments.sum / pairs) / (pairs - 1);
}

/* (V_A + V_B) / V_(A - B): 1 for independent arms. */
typedef struct {
  double completions, deaths, losses;
} Ratios;

static Ratios noise_removed(const Arm *a, const Arm *b, bool shared)
{
  Moments of[9] = {{0, 0}};
  guint pairs = scaled(PAIRS, 50);
  for (guint32 pair = 0; pair < pairs; pair++) {
    Outcome x = live(a, cd_run_word(pair, 1)), y = live(b, cd_run_word(pair, shared ? 1 : 2));
    note(&of[0], x.completions);
    note(&of[1], y.completions);
    note(&of[2], x.completions - y.completions);
    note(&of[3], x.deaths);
    note(&of[4], y.deaths);
    note(&of[5], x.deaths - y.deaths);
    note(&of[6], x.losses);
    note(&of[7], y.losses);
    note(&of[8], x.losses - y.losses);
  }
  return (Ratios){(variance(of[0], pairs) + variance(of[1], pairs)) / variance(of[2], pairs),
                  (variance(of[3], pairs) + variance(of[4], pairs)) / variance(of[5], pairs),
                  (variance(of[6], pairs) + variance(of[7], pairs)) / variance(of[8], pairs)};
}

/* In balance at a completion probability of 0.05. */
static Arm arm_of(gint64 clients, double complete, double lost)
{
  const double unplanned = 0.035, die = 0.0015;
  return (Arm){complete, unplanned, die, lost, (double)clients * (0.05 + unplanned + die), clients};
}

/* Of people who move 4 in 100 are lost within one contract and 20 between two providers. Where a cell has fewer than one a month, the difference is of those whom the one loses and the other keeps, however the draws
 * are tied, and the ratio comes to about (0.2 + 0.04) / (0.2 - 0.04) at most. */
#define LOST_ONE 0.04
#define LOST_TWO 0.2

static bool compare_arms(const char *name, gint64 clients, double complete, double least, double least_deaths)
{
  Arm a = arm_of(clients, 0.05, LOST_ONE), b = arm_of(clients, complete, LOST_TWO);
  Ratios shared = noise_removed(&a, &b, true), apart = noise_removed(&a, &b, false);
  g_autofree char *completions = g_strconcat("noise removed by shared luck, completions, ", name, NULL);
  g_autofree char *deaths = g_strconcat("noise removed by shared luck, deaths, ", name, NULL);
  g_autofree char *independent = g_strconcat("the same, independent luck, completions, ", name, NULL);
  inform(independent, apart.completions, "ratio");
  g_autofree char *losses = g_strconcat("noise removed by shared luck, losses at borders, ", name, NULL);
  bool ok = true;
  if (least_deaths > 0)
    ok = report(deaths, shared.deaths, ">=", least_deaths);
  else
    inform(deaths, shared.deaths, "ratio");
  inform(losses, shared.losses, "ratio");
  if ((double)clients * MOVE < 1)
    inform("  about what it can be, where they are so rare", (LOST_TWO + LOST_ONE) / (LOST_TWO - LOST_ONE), "ratio");
  return report(completions, shared.completions, ">=", least) && ok;
}

int main(void)
{
  bool ok = true;
  for (guint i = 0; i < G_N_ELEMENTS(mixes); i++)
    ok &= compare_with_gsl(&mixes[i]);
  ok &= compare_arms("0.050 v 0.048, 305 clients a cell", 305, 0.048, 100, 50);
  ok &= compare_arms("0.05 v 0.04, 305 clients a cell", 305, 0.04, 50, 0);
  ok &= compare_arms("0.050 v 0.048, 30,000 clients a cell", 30000, 0.048, 50, 50);
  ok &= compare_arms("0.05 v 0.04, 30,000 clients a cell", 30000, 0.04, 30, 50);
  return ok ? 0 : 1;
}
