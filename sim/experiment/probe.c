#include "sim/experiment/probe.h"

#include "sim/experiment/bench.h"
#include "sim/experiment/pool.h"

typedef struct {
  const CdProbe *probe;
  const CdEngine *engine;
  double *d;
} Piecework;

static gpointer bench_new(gpointer user)
{
  return cd_bench_new(((const Piecework *)user)->engine);
}

static void replicate(gpointer user, gpointer data, guint k)
{
  const Piecework *it = user;
  CdBench *bench = data;
  gsize stride = (gsize)cd_engine_arms(it->engine) * cd_engine_layout(it->engine)->n;
  cd_engine_replicate(it->engine, bench->worker, k, &(CdReplicateOut){.value = bench->value});
  for (guint luck = 0; luck < CD_LUCKS; luck++)
    it->d[(gsize)k * CD_LUCKS + luck] = it->probe->probed(it->probe->of, it->engine, &bench->value[luck * stride]);
}

static bool tell(guint done, guint total, gpointer user)
{
  const CdProbe *probe = user;
  (void)total;
  return !probe->progress || probe->progress(probe->done + done, MAX(probe->total, probe->done + done), probe->user);
}

bool cd_probe_run(CdProbe *probe, const CdScenario *scenario, guint64 seed, guint n, double *d)
{
  CdEngine *engine = probe->views_alone ? cd_engine_new_views(scenario, seed, probe->among)
                                        : cd_engine_new_among(scenario, seed, probe->among);
  Piecework piecework = {probe, engine, d};
  const CdPoolWork work = {bench_new, replicate, cd_bench_free, &piecework, tell, probe};
  bool complete = cd_pool_run(&work, 0, n, n, probe->jobs);
  probe->done += n;
  cd_engine_free(engine);
  return complete;
}

void cd_probe_means(const double *d, guint n, double *mean)
{
  for (guint k = 0; k < n; k++) {
    mean[k] = 0;
    for (guint luck = 0; luck < CD_LUCKS; luck++)
      mean[k] += d[k * CD_LUCKS + luck] / CD_LUCKS;
  }
}

bool cd_probe_held(CdProbe *probe, const CdHeld *held, guint n_held, guint64 seed, guint n, double *d)
{
  CdScenario *changed = cd_scenario_hold(probe->scenario, held, n_held);
  g_autofree double *each = g_new(double, (gsize)n *CD_LUCKS + 1);
  bool complete = cd_probe_run(probe, changed, seed, n, each);
  cd_scenario_unref(changed);
  if (complete)
    cd_probe_means(each, n, d);
  return complete;
}
