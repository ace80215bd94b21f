/* bench.h - what a thread of the pool runs replicates on where nothing but their values is kept. */
#pragma once

#include "sim/engine/replicate.h"

typedef struct {
  CdWorker *worker;
  double *value; /* of one replicate, both lucks: [(luck * arms + arm) * values + value] */
} CdBench;

CdBench *cd_bench_new(const CdEngine *engine);
void cd_bench_free(gpointer bench); /* a CdBench */
