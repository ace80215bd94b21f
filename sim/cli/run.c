#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

static bool read_options(const CliCall *call, CdRunOptions *options, GError **error)
{
  guint64 jobs = options->jobs;
  if (cd_cli_given(call, CLI_REPLICATES) && cd_cli_given(call, CLI_TIME)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "--replicates and --time exclude each other: a number of replicates, or as many as fit");
    return false;
  }
  if (!cd_cli_count(call, CLI_REPLICATES, CD_RUN_REPLICATES_LEAST, CD_RUN_REPLICATES_MOST, &options->replicates, error) ||
      !cd_cli_seconds(call, CLI_TIME, &options->seconds, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options->seed, error) ||
      !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error))
    return false;
  options->jobs = (guint)jobs;
  options->alternatives = !cd_cli_given(call, CLI_NO_ALTERNATIVES);
  options->cells = cd_cli_given(call, CLI_CELLS);
  return cd_run_check(options, error);
}

bool cd_cli_run(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  bool quiet = cd_cli_given(call, CLI_QUIET);
  int format = cd_cli_format(call, error);
  if (format < 0 || !read_options(call, &options, error))
    return false;
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  if (!scenario)
    return false;
  g_autofree char *folder = cd_cli_folder(call, scenario);
  if (!cd_cli_check_folder(scenario, folder, error))
    return false;
  CliProgress progress;
  cd_cli_progress_begin(&progress, options.seconds, cd_cli_given(call, CLI_PROGRESS), quiet);
  options.progress = cd_cli_progress_tell;
  options.user = &progress;
  g_autoptr(CdResults) results = cd_run(scenario, &options, error);
  cd_cli_progress_end(&progress);
  if (!results)
    return false;
  if (!cd_cli_write_folder(results, folder, error))
    return false;
  if ((!quiet || cd_cli_given(call, CLI_FORMAT)) && !cd_cli_print_results(call, results, (CliFormat)format, error))
    return false;
  if (!quiet)
    cd_cli_tell("Written: %s/report.html, and beside it a paper, a workbook and data", folder);
  return true;
}
