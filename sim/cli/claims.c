#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

static bool read_options(const CliCall *call, CdRunOptions *options, GError **error)
{
  guint64 jobs = options->jobs;
  if (!cd_cli_count(call, CLI_REPLICATES, CD_RUN_REPLICATES_LEAST, CD_RUN_REPLICATES_MOST, &options->replicates, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options->seed, error) ||
      !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error))
    return false;
  options->jobs = (guint)jobs;
  options->alternatives = false; /* no claim is answered by them */
  return cd_run_check(options, error);
}

/* What is stored was run with what it was run with. */
static bool check_stored(const CliCall *call, GError **error)
{
  static const CliOption of_runs[] = {CLI_REPLICATES, CLI_SEED, CLI_SET, CLI_PARAMS};
  for (guint i = 0; i < G_N_ELEMENTS(of_runs); i++)
    if (cd_cli_given(call, of_runs[i])) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s is for a scenario that is run: these are results already",
                  cd_cli_option(of_runs[i])->name);
      return false;
    }
  return true;
}

static CdResults *run_scenario(const CliCall *call, CdRunOptions *options, GError **error)
{
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  if (!scenario)
    return NULL;
  CliProgress progress;
  cd_cli_progress_begin(&progress, 0, cd_cli_given(call, CLI_PROGRESS), cd_cli_given(call, CLI_QUIET));
  options->progress = cd_cli_progress_tell;
  options->user = &progress;
  CdResults *results = cd_run(scenario, options, error);
  cd_cli_progress_end(&progress);
  return results;
}

bool cd_cli_claims(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  int format = cd_cli_format(call, error);
  bool stored = cd_results_are_at(cd_cli_operand(call, 0));
  if (format < 0 || !read_options(call, &options, error) || (stored && !check_stored(call, error)))
    return false;
  g_autoptr(CdResults) results =
      stored ? cd_results_load(cd_cli_operand(call, 0), options.jobs, error) : run_scenario(call, &options, error);
  if (!results)
    return false;
  g_autofree char *text = format == CLI_AS_JSON  ? cd_claims_json(results)
                          : format == CLI_AS_CSV ? cd_claims_csv(results)
                                                 : cd_claims_text(results, cd_cli_width(),
                                                                  cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
  return cd_cli_print(text, error);
}
