/* bench-pairing: what it is worth to run two options of a whole case on the same draws of chance: LLR 2021 with every assumption held at its median, joint less apart, variance with draws of their own against
 * variance with the same. Less than of the flows alone (bench-draws): who wins which contract is luck that two structures cannot share. One JSON object a line. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "bench/measure.h"
#include "sim/base/mean.h"
#include "sim/experiment/bench.h"
#include "sim/model/held.h"
#include "sim/scenario/load.h"

enum { REPLICATES = 400 };

static CdScenario *hold_all(CdScenario *scenario)
{
  g_autoptr(GArray) held = g_array_new(FALSE, FALSE, sizeof(CdHeld));
  for (int kind = 0; kind < CD_ENTITY_COUNT; kind++) {
    const CdEntity *entity = cd_entity((CdEntityKind)kind);
    for (guint row = 0; row < scenario->table[kind].n; row++)
      for (guint f = 0; f < entity->n_fields; f++) {
        const CdField *field = &entity->field[f];
        if (field->kind != CD_FIELD_NUMBER)
          continue;
        const CdValue *value =
            (const CdValue *)((const char *)cd_scenario_row(scenario, (CdEntityKind)kind, row) + field->spec_offset);
        if (value->dist.kind == CD_DIST_UNSET || value->dist.kind == CD_DIST_POINT)
          continue;
        CdHeld it = {(CdEntityKind)kind, row, field, cd_value_median(value, field)};
        g_array_append_val(held, it);
      }
  }
  return cd_scenario_hold(scenario, (const CdHeld *)(const void *)held->data, held->len);
}

static double variance(const double *x, guint n)
{
  double mean = cd_mean(x, n), sum = 0;
  for (guint i = 0; i < n; i++)
    sum += (x[i] - mean) * (x[i] - mean);
  return sum / (n - 1);
}

int main(void)
{
  static const struct {
    const char *metric, *name;
  } told[] = {{"completions", "completions of LLR 2021: variance without pairing, against with"},
              {"deaths", "deaths: the same"},
              {"border-losses", "losses at borders: the same"}};
  GError *error = NULL;
  CdScenario *stated = cd_scenario_load(SCENARIO, NULL, &error);
  if (!stated) {
    fprintf(stderr, "%s\n", error->message);
    return 1;
  }
  CdScenario *scenario = hold_all(stated);
  const CdConcordatSpec *root = cd_scenario_concordat(scenario, 0);
  guint options[] = {(guint)root->joint, (guint)root->apart};
  g_autofree bool *among = g_new0(bool, scenario->table[CD_ENTITY_STRUCTURE].n);
  among[options[0]] = among[options[1]] = true;
  CdEngine *engine = cd_engine_new_among(scenario, 1, among);
  CdBench *bench = cd_bench_new(engine);
  gsize n = cd_engine_layout(engine)->n;
  double *x[G_N_ELEMENTS(told)][2], difference[REPLICATES];
  for (guint m = 0; m < G_N_ELEMENTS(told); m++)
    for (guint o = 0; o < 2; o++)
      x[m][o] = g_new(double, REPLICATES);
  guint replicates = scaled(REPLICATES, 20);
  for (guint k = 0; k < replicates; k++) {
    cd_engine_replicate(engine, bench->worker, k, &(CdReplicateOut){.value = bench->value});
    for (guint m = 0; m < G_N_ELEMENTS(told); m++)
      for (guint o = 0; o < 2; o++)
        x[m][o][k] =
            bench->value[CD_ARM(options[o], false) * n + (guint)cd_metric_find(cd_engine_layout(engine), told[m].metric)];
  }
  for (guint m = 0; m < G_N_ELEMENTS(told); m++) {
    for (guint k = 0; k < replicates; k++)
      difference[k] = x[m][0][k] - x[m][1][k];
    double apart = variance(x[m][0], replicates) + variance(x[m][1], replicates),
           ratio = apart / variance(difference, replicates);
    inform(told[m].name, ratio, "times");
  }
  return 0;
}
