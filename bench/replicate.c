/* A whole replicate, talks apart (bench/talks.c: they draw nothing), against the time of its own random draws alone: what everything else
 * (footprints, tenders, agents' views, plans, appraisal) costs in the measure of what cannot be saved. The draws are recorded by linker wraps, then replayed. One JSON object a line; one with a limit has "ok". Exit 1 when it is missed. */
#include <stdio.h>
#include <stdlib.h>
#include "bench/measure.h"
#include "sim/base/random.h"
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"

#define REPEATS 7
#define REPLICATES 6
#define LIMIT 2.0

typedef enum { UNIFORM, NORMAL, BINOMIAL, POISSON } Kind;

typedef struct {
  Kind kind;
  guint month, index;
  CdStream stream;
  gint64 n;
  double p;
} Draw;

static GArray *record; /* NULL: not recording */

double __real_cd_stream_uniform(CdStream stream, guint month, guint index);
double __real_cd_stream_normal(CdStream stream, guint month, guint index);
gint64 __real_cd_stream_binomial(CdStream stream, guint month, gint64 n, double p);
gint64 __real_cd_stream_poisson(CdStream stream, guint month, double mean);
double __wrap_cd_stream_uniform(CdStream stream, guint month, guint index);
double __wrap_cd_stream_normal(CdStream stream, guint month, guint index);
gint64 __wrap_cd_stream_binomial(CdStream stream, guint month, gint64 n, double p);
gint64 __wrap_cd_stream_poisson(CdStream stream, guint month, double mean);

static void note(Draw draw)
{
  if (record)
    g_array_append_val(record, draw);
}

double __wrap_cd_stream_uniform(CdStream stream, guint month, guint index)
{
  note((Draw){UNIFORM, month, index, stream, 0, 0});
  return __real_cd_stream_uniform(stream, month, index);
}

double __wrap_cd_stream_normal(CdStream stream, guint month, guint index)
{
  note((Draw){NORMAL, month, index, stream, 0, 0});
  return __real_cd_stream_normal(stream, month, index);
}

gint64 __wrap_cd_stream_binomial(CdStream stream, guint month, gint64 n, double p)
{
  note((Draw){BINOMIAL, month, 0, stream, n, p});
  return __real_cd_stream_binomial(stream, month, n, p);
}

gint64 __wrap_cd_stream_poisson(CdStream stream, guint month, double mean)
{
  note((Draw){POISSON, month, 0, stream, 0, mean});
  return __real_cd_stream_poisson(stream, month, mean);
}

static double replay(const GArray *draws)
{
  double sum = 0; /* kept, so that nothing is optimised away */
  for (guint i = 0; i < draws->len; i++) {
    const Draw *d = &g_array_index(draws, Draw, i);
    switch (d->kind) {
    case UNIFORM:
      sum += __real_cd_stream_uniform(d->stream, d->month, d->index);
      break;
    case NORMAL:
      sum += __real_cd_stream_normal(d->stream, d->month, d->index);
      break;
    case BINOMIAL:
      sum += (double)__real_cd_stream_binomial(d->stream, d->month, d->n, d->p);
      break;
    case POISSON:
      sum += (double)__real_cd_stream_poisson(d->stream, d->month, d->p);
      break;
    }
  }
  return sum;
}

int main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(argc > 1 ? argv[1] : SCENARIO, NULL, &error);
  if (!scenario) {
    fprintf(stderr, "%s\n", error->message);
    return 1;
  }
  scenario->table[CD_ENTITY_NEGOTIATION].n = 0;
  CdEngine *engine = cd_engine_new(scenario, 1);
  CdWorker *worker = cd_worker_new(engine);
  double *value = g_new(double, (gsize)cd_engine_arms(engine) * CD_LUCKS * cd_engine_layout(engine)->n);
  double whole[REPEATS], draws[REPEATS], ratio[REPEATS], sink = 0;
  GArray *list = g_array_new(FALSE, FALSE, sizeof(Draw));
  record = list;
  for (guint32 k = 0; k < REPLICATES; k++)
    cd_engine_replicate(engine, worker, k, &(CdReplicateOut){.value = value});
  record = NULL;
  guint repeats = scaled(REPEATS, 1);
  for (guint r = 0; r < repeats; r++) {
    gint64 start = g_get_monotonic_time();
    for (guint32 k = 0; k < REPLICATES; k++)
      cd_engine_replicate(engine, worker, k, &(CdReplicateOut){.value = value});
    gint64 middle = g_get_monotonic_time();
    sink += replay(list);
    whole[r] = (double)(middle - start) / REPLICATES / 1000;
    draws[r] = (double)(g_get_monotonic_time() - middle) / REPLICATES / 1000;
    ratio[r] = whole[r] / draws[r];
  }
  bool ok = report("replicate without talks against its own draws", median(ratio, repeats), "<=", LIMIT);
  inform("replicate without talks", median(whole, repeats), "ms");
  inform("its draws", median(draws, repeats), "ms");
  inform("how many they are", list->len / REPLICATES, "draws");
  inform("check", sink, "");
  g_array_unref(list);
  g_free(value);
  cd_worker_free(worker);
  cd_engine_free(engine);
  cd_scenario_unref(scenario);
  return ok ? 0 : 1;
}
