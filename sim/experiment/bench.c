#include "sim/experiment/bench.h"

CdBench *cd_bench_new(const CdEngine *engine)
{
  CdBench *bench = g_new(CdBench, 1);
  bench->worker = cd_worker_new(engine);
  bench->value = g_new(double, (gsize)CD_LUCKS *cd_engine_arms(engine) * cd_engine_layout(engine)->n);
  return bench;
}

void cd_bench_free(gpointer data)
{
  CdBench *bench = data;
  cd_worker_free(bench->worker);
  g_free(bench->value);
  g_free(bench);
}
