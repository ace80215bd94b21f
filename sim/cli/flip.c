#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

#define REPLICATES 800

static bool read_options(const CliCall *call, CdRunOptions *options, GError **error)
{
  guint64 jobs = options->jobs;
  if (cd_cli_given(call, CLI_REPLICATES) && cd_cli_given(call, CLI_TIME)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "--replicates and --time exclude each other: a number of replicates, or as many as fit");
    return false;
  }
  options->replicates = REPLICATES;
  if (!cd_cli_count(call, CLI_REPLICATES, CD_FLIP_REPLICATES_LEAST, CD_FLIP_REPLICATES_MOST, &options->replicates, error) ||
      !cd_cli_seconds(call, CLI_TIME, &options->seconds, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options->seed, error) ||
      !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error))
    return false;
  options->jobs = (guint)jobs;
  return true;
}

static char *as_text(const CliCall *call, const CdFlip *flip, CliFormat format)
{
  switch (format) {
  case CLI_AS_JSON:
    return cd_flip_json(flip);
  case CLI_AS_CSV:
    return cd_flip_csv(flip);
  case CLI_AS_TEXT:
    break;
  }
  return cd_flip_text(flip, cd_cli_width(), cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
}

bool cd_cli_flip(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  const CdFlipQuestion question = {.option = cd_cli_value(call, CLI_STRUCTURE),
                                   .against = cd_cli_value(call, CLI_AGAINST),
                                   .metric = cd_cli_value(call, CLI_METRIC),
                                   .partner = cd_cli_value(call, CLI_FOR),
                                   .claim = cd_cli_value(call, CLI_CLAIM),
                                   .path = cd_cli_values(call, CLI_PATH),
                                   .beyond = cd_cli_given(call, CLI_BEYOND)};
  int format = cd_cli_format(call, error);
  if (format < 0 || !read_options(call, &options, error))
    return false;
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  if (!scenario)
    return false;
  CliProgress progress;
  cd_cli_progress_begin(&progress, 0, cd_cli_given(call, CLI_PROGRESS), cd_cli_given(call, CLI_QUIET));
  options.progress = cd_cli_progress_tell;
  options.user = &progress;
  g_autoptr(CdFlip) flip = cd_flip(scenario, &question, &options, error);
  cd_cli_progress_end(&progress);
  if (!flip)
    return false;
  g_autofree char *text = as_text(call, flip, (CliFormat)format);
  return cd_cli_print(text, error);
}
