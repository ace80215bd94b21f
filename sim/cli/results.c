#include "sim/cli/results.h"

#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/cli/progress.h"

int cd_cli_format(const CliCall *call, GError **error)
{
  static const char *const formats[] = {"text", "json", "csv", NULL};
  return cd_cli_choice(call, CLI_FORMAT, formats, error);
}

char *cd_cli_folder(const CliCall *call, const CdScenario *scenario)
{
  return cd_cli_given(call, CLI_OUT) ? g_strdup(cd_cli_value(call, CLI_OUT))
                                     : g_build_filename("out", cd_scenario_id(scenario), NULL);
}

/* What is made beside the folder must not be left there by a signal. */
bool cd_cli_check_folder(const CdScenario *scenario, const char *folder, GError **error)
{
  cd_cli_interrupts_hold();
  bool fit = cd_report_check(scenario, folder, error);
  cd_cli_interrupts_release(NULL);
  return fit;
}

bool cd_cli_write_folder(const CdResults *results, const char *folder, GError **error)
{
  cd_cli_interrupts_hold();
  bool written = cd_report_write(results, folder, error);
  cd_cli_interrupts_release(written ? folder : NULL);
  return written;
}

static char *as_text(const CliCall *call, const CdResults *results, CliFormat format)
{
  switch (format) {
  case CLI_AS_JSON:
    return cd_report_json(results);
  case CLI_AS_CSV:
    return cd_report_csv(results);
  case CLI_AS_TEXT:
    break;
  }
  return cd_report_text(results, cd_cli_width(), cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
}

bool cd_cli_print_results(const CliCall *call, const CdResults *results, CliFormat format, GError **error)
{
  g_autofree char *text = as_text(call, results, format);
  return cd_cli_print(text, error);
}

bool cd_cli_run_options(const CliCall *call, CdRunOptions *options, GError **error)
{
  guint64 jobs = options->jobs;
  if (!cd_cli_count(call, CLI_REPLICATES, CD_RUN_REPLICATES_LEAST, CD_RUN_REPLICATES_MOST, &options->replicates, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options->seed, error) ||
      !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error))
    return false;
  options->jobs = (guint)jobs;
  return cd_run_check(options, error);
}

bool cd_cli_check_stored(const CliCall *call, GError **error)
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

CdResults *cd_cli_run_told(const CliCall *call, CdScenario *scenario, CdRunOptions *options, GError **error)
{
  CliProgress progress;
  cd_cli_progress_begin(&progress, 0, cd_cli_given(call, CLI_PROGRESS), cd_cli_given(call, CLI_QUIET));
  options->progress = cd_cli_progress_tell;
  options->user = &progress;
  CdResults *results = cd_run(scenario, options, error);
  cd_cli_progress_end(&progress);
  return results;
}
