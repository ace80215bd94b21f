/* bench-coalition: what ten parties cost: six senses of stability over all 115,975 partitions, and the walk-away
 * values of every block. One JSON object a line; a line with a limit has "ok". Exit 1 when a limit is missed. */
#include "bench/measure.h"
#include "sim/base/random.h"
#include "sim/coalition/reservation.h"
#include "sim/coalition/survey.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPEATS = 5, N = CD_COALITION_MAX, TEXTS_MOST = 7776, APART = 13 };

typedef struct {
  CdArena *arena;
  const double *u;     /* of the game: [mask * N + party] */
  const double *table; /* block m's from m * APART on */
  guint n_texts;
  double friction[N];
  guint32 bau_block[N];
  guint found; /* so that nothing is optimised away */
} Work;

typedef void (*Job)(Work *work);

static double median_seconds(Job job, Work *work)
{
  double taken[REPEATS];
  guint repeats = scaled(REPEATS, 1);
  for (guint r = 0; r < repeats; r++) {
    gsize mark = cd_arena_mark(work->arena);
    double start = seconds();
    job(work);
    taken[r] = seconds() - start;
    cd_arena_rewind(work->arena, mark);
  }
  return median(taken, repeats);
}

/* --- Stability ------------------------------------------------------------------------------------------- */

static void job_survey(Work *work)
{
  CdHedonic game = cd_hedonic(work->u, N, work->arena);
  CdSurvey survey = cd_survey(&game, work->arena);
  work->found = cd_survey_expected(&survey, work->arena).n;
}

static bool all_gain(const double *u, guint32 coalition, const double *now)
{
  for (guint32 rest = coalition; rest; rest &= rest - 1) {
    guint i = (guint)__builtin_ctz(rest);
    if (!cd_better(u[coalition * N + i], now[i]))
      return false;
  }
  return true;
}

static bool in_core(const double *u, const CdPartition *partition)
{
  double now[N];
  for (guint i = 0; i < N; i++)
    now[i] = u[cd_partition_block_of(partition, i) * N + i];
  for (guint32 coalition = 1; coalition < 1u << N; coalition++)
    if (all_gain(u, coalition, now))
      return false;
  return true;
}

/* The core alone, as one would write it first: each coalition in turn, until its first member who does not gain. */
static void job_core_plainly(Work *work)
{
  CdPartitionWalk walk;
  cd_partition_first(&walk, (1u << N) - 1);
  work->found = 0;
  do
    work->found += in_core(work->u, &walk.now);
  while (cd_partition_next(&walk));
}

static double uniform(guint64 entity, guint index)
{
  return cd_stream_uniform(cd_stream(1, cd_run_word(0, 0), CD_PURPOSE_INPUT, entity), index / 1000, index % 1000);
}

static double *utilities(guint64 entity, guint n, double spread)
{
  double *u = g_new(double, n);
  for (guint k = 0; k < n; k++)
    u[k] = 0.5 + spread * (uniform(entity, k) - 0.5);
  return u;
}

static bool compare_stability(Work *work)
{
  g_autofree double *distinct = utilities(1, N << N, 1), *level = utilities(1, N << N, 0);
  work->u = distinct;
  double senses = median_seconds(job_survey, work);
  bool ok = report("six senses, all partitions of ten, random game, ms", senses * 1e3, "<=", 500);
  work->u = level; /* all is the same to all: nothing blocks anything and every test goes to its end */
  senses = median_seconds(job_survey, work);
  inform("core alone, coalition by coalition / all six senses, all stable",
         median_seconds(job_core_plainly, work) / senses, "ratio");
  return report("six senses, all partitions of ten, all stable, ms", senses * 1e3, "<=", 500) && ok;
}

/* --- Walk-away values ------------------------------------------------------------------------------------ */

static CdBlockTable look(gpointer user, guint32 mask)
{
  const Work *work = user;
  return (CdBlockTable){work->n_texts, work->table + mask * APART};
}

static void job_reservation(Work *work)
{
  CdParties parties = {.n_parties = N, .friction = work->friction, .bau_block = work->bau_block};
  const CdBlockSolution *solution = cd_reservation(&parties, look, work, work->arena);
  work->found = solution[(1u << N) - 1].n_feasible;
}

static double milliseconds(Work *work, guint n_texts)
{
  work->n_texts = n_texts;
  return median_seconds(job_reservation, work) * 1e3;
}

static bool compare_reservation(Work *work)
{
  g_autofree double *table = utilities(2, TEXTS_MOST * N + (APART << N), 1);
  work->table = table;
  for (guint i = 0; i < N; i++)
    work->bau_block[i] = 1u << i;
  inform("walk-away values of ten, 256 texts a block, few feasible", milliseconds(work, 256), "ms");
  for (guint i = 0; i < N; i++) { /* always together, and parting is dear: every text is feasible, every block forms */
    work->bau_block[i] = (1u << N) - 1;
    work->friction[i] = 1;
  }
  inform("walk-away values of ten, 256 texts a block, all feasible", milliseconds(work, 256), "ms");
  bool ok = report("walk-away values of ten, 7,776 texts a block, all feasible, ms", milliseconds(work, TEXTS_MOST),
                   "<=", 1000);
  g_assert(work->found == TEXTS_MOST);
  return report("walk-away values of ten, a text a block, some cores empty, ms", milliseconds(work, 1), "<=", 1000) && ok;
}

int main(void)
{
  Work work = {.arena = cd_arena_new()};
  bool ok = compare_stability(&work);
  ok &= compare_reservation(&work);
  cd_arena_free(work.arena);
  return ok ? 0 : 1;
}
