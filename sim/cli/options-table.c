#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

static bool read_options(const CliCall *call, CdRunOptions *options, bool stored, GError **error)
{
  guint64 jobs = options->jobs;
  for (guint i = 0; i < 2; i++) {
    CliOption option = i == 0 ? CLI_REPLICATES : CLI_SEED;
    if (stored && cd_cli_given(call, option)) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s is for a scenario that is run: these are results already",
                  cd_cli_option(option)->name);
      return false;
    }
  }
  if (!cd_cli_count(call, CLI_REPLICATES, CD_RUN_REPLICATES_LEAST, CD_RUN_REPLICATES_MOST, &options->replicates, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options->seed, error) ||
      !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error))
    return false;
  options->jobs = (guint)jobs;
  return cd_run_check(options, error);
}

static CdResults *run(const CliCall *call, CdRunOptions *options, GError **error)
{
  g_autoptr(CdScenario) scenario = cd_scenario_load(cd_cli_operand(call, 0), NULL, error);
  if (!scenario || !cd_options_check(scenario, error))
    return NULL;
  CliProgress progress;
  cd_cli_progress_begin(&progress, 0, cd_cli_given(call, CLI_PROGRESS), cd_cli_given(call, CLI_QUIET));
  options->progress = cd_cli_progress_tell;
  options->user = &progress;
  CdResults *results = cd_run(scenario, options, error);
  cd_cli_progress_end(&progress);
  return results;
}

bool cd_cli_options(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  int format = cd_cli_format(call, error);
  bool stored = cd_results_are_at(cd_cli_operand(call, 0));
  if (format < 0 || !read_options(call, &options, stored, error))
    return false;
  g_autoptr(CdResults) results =
      stored ? cd_results_load(cd_cli_operand(call, 0), options.jobs, error) : run(call, &options, error);
  if (!results || !cd_options_check(cd_results_scenario(results), error))
    return false;
  g_autoptr(CdOptionTables) tables = cd_options(results);
  g_autofree char *text = format == CLI_AS_JSON  ? cd_options_json(tables)
                          : format == CLI_AS_CSV ? cd_options_csv(tables)
                                                 : cd_options_text(tables, cd_cli_width(),
                                                                   cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
  return cd_cli_print(text, error);
}
