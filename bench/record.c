/* The engine's source, compiled again with the two draw functions that it calls replaced by ones that also
 * take notes. */
#define cd_flow_run flow_run_recorded
#define cd_flow_run_moves flow_run_moves_recorded
#define cd_stream_binomial record_binomial
#define cd_stream_poisson record_poisson
#include "sim/delivery/flow-run.c"
#undef cd_stream_binomial
#undef cd_stream_poisson

#include "bench/record.h"

gint64 cd_stream_binomial(CdStream stream, guint month, gint64 n, double p);
gint64 cd_stream_poisson(CdStream stream, guint month, double mean);

static GArray *recording;

gint64 record_binomial(CdStream stream, guint month, gint64 n, double p)
{
  RecordedDraw draw = {stream, month, n, p};
  g_array_append_val(recording, draw);
  return cd_stream_binomial(stream, month, n, p);
}

gint64 record_poisson(CdStream stream, guint month, double mean)
{
  RecordedDraw draw = {stream, month, -1, mean};
  g_array_append_val(recording, draw);
  return cd_stream_poisson(stream, month, mean);
}

GArray *record_draws(const CdFlowPlan *plan, guint64 seed, guint32 run)
{
  g_autofree gint64 *count = g_new(gint64, cd_flow_count_size(plan));
  g_autofree gint64 *final = g_new(gint64, cd_flow_final_size(plan));
  g_autofree gint64 *scratch = g_new(gint64, cd_flow_scratch_size(plan));
  recording = g_array_new(FALSE, FALSE, sizeof(RecordedDraw));
  flow_run_recorded(plan, seed, run, count, final, scratch);
  return g_steal_pointer(&recording);
}

gint64 replay_draws(const GArray *draws)
{
  gint64 sum = 0;
  for (guint i = 0; i < draws->len; i++) {
    const RecordedDraw *draw = &g_array_index(draws, RecordedDraw, i);
    sum += draw->n < 0 ? cd_stream_poisson(draw->stream, draw->month, draw->p)
                       : cd_stream_binomial(draw->stream, draw->month, draw->n, draw->p);
  }
  return sum;
}
