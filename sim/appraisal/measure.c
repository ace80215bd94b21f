#include "sim/appraisal/measure.h"

#include "sim/appraisal/results.h"

int cd_measure_value(const CdMetricLayout *layout, const char *metric, const char *whose)
{
  if (!whose || !*whose)
    return cd_metric_find(layout, metric);
  g_autofree char *name = g_strdup_printf("%s[%s]", metric, whose);
  return cd_metric_find(layout, name);
}

double cd_measure_of_run(const CdMeasure *measure, const double *run, guint n_values)
{
  double value = run[(gsize)measure->arm * n_values + measure->value];
  return measure->against < 0 ? value : value - run[(gsize)measure->against * n_values + measure->value];
}

double *cd_measure_sample(const CdResults *results, const CdMeasure *measure)
{
  guint runs = results->replicates * CD_LUCKS;
  double *x = g_new(double, runs);
  for (guint r = 0; r < runs; r++)
    x[r] = cd_measure_of_run(measure, &results->value[(gsize)r * results->n_arms * results->n_values], results->n_values);
  return x;
}
