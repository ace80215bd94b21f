#include <string.h>
#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verb.h"

typedef enum { TALKS_TEXT, TALKS_JSON, TALKS_CSV } TalksFormat;
static const char *const formats[] = {"text", "json", "csv", NULL};

static bool read_options(const CliCall *call, CdRunOptions *options, GError **error)
{
  guint64 jobs = options->jobs;
  bool seeks = cd_cli_given(call, CLI_SEEK);
  guint least = seeks ? CD_SEEK_REPLICATES_LEAST : CD_TALKS_REPLICATES_LEAST;
  guint most = seeks ? CD_SEEK_REPLICATES_MOST : CD_TALKS_REPLICATES_MOST;
  options->replicates = 1000;
  if (!cd_cli_count(call, CLI_REPLICATES, least, most, &options->replicates, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options->seed, error) ||
      !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error))
    return false;
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
  guint64 replicate = 1;
  g_autofree char *moves = NULL;
  if (!cd_cli_whole(call, CLI_REPLICATE, 1, CD_MINUTES_REPLICATE_MOST, &replicate, error) ||
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

/* What is made beside the folder must not be left there by a signal. NULL for ACCORDS: only whether it could be written. */
static bool put_unsplit(const CdAccords *accords, const CdScenario *scenario, const char *folder, GError **error)
{
  if (!folder)
    return true;
  cd_cli_interrupts_hold();
  bool done = accords ? cd_accords_write(accords, folder, error) : cd_accords_check(scenario, folder, error);
  cd_cli_interrupts_release(done && accords ? folder : NULL);
  return done;
}

static bool tell_accords(const CliCall *call, CdScenario *scenario, CdRunOptions *options, TalksFormat format,
                         bool color, GError **error)
{
  const char *folder = cd_cli_value(call, CLI_OUT);
  if (!put_unsplit(NULL, scenario, folder, error))
    return false;
  CliProgress progress;
  cd_cli_progress_begin(&progress, 0, cd_cli_given(call, CLI_PROGRESS), cd_cli_given(call, CLI_QUIET));
  options->progress = cd_cli_progress_tell;
  options->user = &progress;
  g_autoptr(CdAccords) accords = cd_negotiate(scenario, options, error);
  cd_cli_progress_end(&progress);
  if (!accords || !put_unsplit(accords, scenario, folder, error))
    return false;
  char *text = format == TALKS_JSON  ? cd_accords_json(accords)
               : format == TALKS_CSV ? cd_accords_csv(accords)
                                     : cd_accords_text(accords, cd_cli_width(), color);
  if (!print(text, error))
    return false;
  if (folder && !cd_cli_given(call, CLI_QUIET))
    cd_cli_tell("Written: %s/talks.html, and beside it the same as data", folder);
  return true;
}

static bool seek(const CliCall *call, CdScenario *scenario, CdRunOptions *options, TalksFormat format, bool color,
                 GError **error)
{
  if (format == TALKS_CSV) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "what --seek finds is no table: use --format text or json");
    return false;
  }
  CliProgress progress;
  cd_cli_progress_begin(&progress, 0, cd_cli_given(call, CLI_PROGRESS), cd_cli_given(call, CLI_QUIET));
  options->progress = cd_cli_progress_tell;
  options->user = &progress;
  g_autoptr(CdFound) found = cd_seek(scenario, cd_cli_value(call, CLI_SEEK), options, error);
  cd_cli_progress_end(&progress);
  if (!found)
    return false;
  return print(format == TALKS_JSON ? cd_found_json(found) : cd_found_text(found, cd_cli_width(), color), error);
}

bool cd_cli_negotiate(const CliCall *call, GError **error)
{
  if (cd_cli_given(call, CLI_GENIUS))
    return cd_cli_genius(call, error);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  if (!cd_cli_check_no_genius(call, error))
    return false;
  int format = cd_cli_choice(call, CLI_FORMAT, formats, error);
  if (format < 0 || !read_options(call, &options, error))
    return false;
  if (cd_cli_given(call, CLI_REPLICATE) && cd_cli_given(call, CLI_REPLICATES)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "--replicate and --replicates exclude each other: the minutes of one, or how many go");
    return false;
  }
  if (cd_cli_given(call, CLI_REPLICATE) && cd_cli_given(call, CLI_OUT)) {
    g_set_error(
        error, CD_ERROR, CD_ERROR_USAGE,
        "--replicate and --out exclude each other: the minutes of one replicate are printed, the page is of them all");
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
  if (cd_cli_given(call, CLI_SEEK) && cd_cli_given(call, CLI_REPLICATE)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--seek looks at many draws, --replicate at one: leave one of them out");
    return false;
  }
  if (cd_cli_given(call, CLI_SEEK) && cd_cli_given(call, CLI_OUT)) {
    g_set_error(
        error, CD_ERROR, CD_ERROR_USAGE,
        "--seek and --out exclude each other: what is found is printed; to keep it, write --format json > FILE");
    return false;
  }
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  if (!scenario)
    return false;
  bool color = cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR);
  if (cd_cli_given(call, CLI_REPLICATE))
    return tell_minutes(call, scenario, options.seed, (TalksFormat)format, color, error);
  if (cd_cli_given(call, CLI_SEEK))
    return seek(call, scenario, &options, (TalksFormat)format, color, error);
  return tell_accords(call, scenario, &options, (TalksFormat)format, color, error);
}
