#include <string.h>
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verb.h"

typedef enum { TALKS_TEXT, TALKS_JSON, TALKS_CSV } TalksFormat;
static const char *const formats[] = {"text", "json", "csv", NULL};

static bool read_options(const CliCall *call, CdRunOptions *options, GError **error)
{
  guint64 replicates = 1000, jobs = options->jobs;
  if (!cd_cli_whole(call, CLI_REPLICATES, 0, G_MAXUINT, &replicates, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options->seed, error) ||
      !cd_cli_whole(call, CLI_JOBS, 1, G_MAXUINT, &jobs, error))
    return false;
  options->replicates = (guint)replicates;
  options->jobs = (guint)jobs;
  return true;
}

static bool print(char *text, GError **error)
{
  g_autofree char *owned = text;
  return cd_cli_print(owned, error);
}

static bool read_moves(const char *path, char **text, GError **error)
{
  g_autoptr(GError) problem = NULL;
  if (g_file_get_contents(path, text, NULL, &problem))
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot read moves: %s", problem->message);
  return false;
}

static bool tell_minutes(const CliCall *call, CdScenario *scenario, guint64 seed, TalksFormat format, bool color,
                         GError **error)
{
  guint64 replicate = 0;
  g_autofree char *moves = NULL;
  if (!cd_cli_whole(call, CLI_REPLICATE, 0, G_MAXUINT, &replicate, error) ||
      (cd_cli_given(call, CLI_MOVES) && !read_moves(cd_cli_value(call, CLI_MOVES), &moves, error)))
    return false;
  g_autoptr(CdMinutes) minutes =
      cd_minutes(scenario, seed, (guint)replicate, moves, cd_cli_values(call, CLI_SEAT), error);
  if (!minutes)
    return false;
  switch (format) {
  case TALKS_JSON:
    return print(cd_minutes_json(minutes), error);
  case TALKS_CSV:
    return print(cd_minutes_csv(minutes), error);
  case TALKS_TEXT:
    break;
  }
  return print(cd_minutes_text(minutes, cd_cli_width(), color), error);
}

static bool tell_accords(const CliCall *call, CdScenario *scenario, CdRunOptions *options, TalksFormat format,
                         bool color, GError **error)
{
  CliProgress progress;
  cd_cli_progress_begin(&progress, 0, cd_cli_given(call, CLI_PROGRESS), cd_cli_given(call, CLI_QUIET));
  options->progress = cd_cli_progress_tell;
  options->user = &progress;
  g_autoptr(CdAccords) accords = cd_negotiate(scenario, options, error);
  cd_cli_progress_end(&progress);
  if (!accords)
    return false;
  switch (format) {
  case TALKS_JSON:
    return print(cd_accords_json(accords), error);
  case TALKS_CSV:
    return print(cd_accords_csv(accords), error);
  case TALKS_TEXT:
    break;
  }
  return print(cd_accords_text(accords, cd_cli_width(), color), error);
}

bool cd_cli_negotiate(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  int format = cd_cli_choice(call, CLI_FORMAT, formats, error);
  if (format < 0 || !read_options(call, &options, error))
    return false;
  if (cd_cli_given(call, CLI_REPLICATE) && cd_cli_given(call, CLI_REPLICATES)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "--replicate and --replicates exclude each other: the minutes of one, or how many go");
    return false;
  }
  if (!cd_cli_given(call, CLI_REPLICATE) && (cd_cli_given(call, CLI_MOVES) || cd_cli_given(call, CLI_SEAT))) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "--moves and --seat belong to the minutes of one replicate: add --replicate K");
    return false;
  }
  if (cd_cli_given(call, CLI_MOVES) && !cd_cli_given(call, CLI_SEAT)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--moves without a seat that makes them: add --seat COUNCIL");
    return false;
  }
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  if (!scenario)
    return false;
  bool color = cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR);
  if (cd_cli_given(call, CLI_REPLICATE))
    return tell_minutes(call, scenario, options.seed, (TalksFormat)format, color, error);
  return tell_accords(call, scenario, &options, (TalksFormat)format, color, error);
}
