#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verb.h"

typedef enum { RUN_TEXT, RUN_JSON, RUN_CSV } RunFormat;
static const char *const formats[] = {"text", "json", "csv", NULL};

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
  return cd_run_check(options, error);
}

/* What is made beside the folder must not be left there by a signal. */
static bool check_unsplit(const CdScenario *scenario, const char *folder, GError **error)
{
  cd_cli_interrupts_hold();
  bool fit = cd_report_check(scenario, folder, error);
  cd_cli_interrupts_release();
  return fit;
}

static bool write_unsplit(const CdResults *results, const char *folder, GError **error)
{
  cd_cli_interrupts_hold();
  bool written = cd_report_write(results, folder, error);
  cd_cli_interrupts_release();
  return written;
}

static char *summary(const CliCall *call, const CdResults *results, RunFormat format)
{
  switch (format) {
  case RUN_JSON:
    return cd_report_json(results);
  case RUN_CSV:
    return cd_report_csv(results);
  case RUN_TEXT:
    break;
  }
  return cd_report_text(results, cd_cli_width(), cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
}

bool cd_cli_run(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  bool quiet = cd_cli_given(call, CLI_QUIET);
  int format = cd_cli_choice(call, CLI_FORMAT, formats, error);
  if (format < 0 || !read_options(call, &options, error))
    return false;
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  if (!scenario)
    return false;
  g_autofree char *usual = g_build_filename("out", cd_scenario_id(scenario), NULL);
  const char *folder = cd_cli_given(call, CLI_OUT) ? cd_cli_value(call, CLI_OUT) : usual;
  if (!check_unsplit(scenario, folder, error))
    return false;
  CliProgress progress;
  cd_cli_progress_begin(&progress, options.seconds, cd_cli_given(call, CLI_PROGRESS), quiet);
  options.progress = cd_cli_progress_tell;
  options.user = &progress;
  g_autoptr(CdResults) results = cd_run(scenario, &options, error);
  cd_cli_progress_end(&progress);
  if (!results)
    return false;
  if (!write_unsplit(results, folder, error))
    return false;
  if (!quiet || cd_cli_given(call, CLI_FORMAT)) {
    g_autofree char *text = summary(call, results, (RunFormat)format);
    if (!cd_cli_print(text, error))
      return false;
  }
  if (!quiet)
    cd_cli_tell("Written: %s/report.html, and beside it a workbook and data", folder);
  return true;
}
