#include <string.h>
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verb.h"

#define UNITS_VERIFIED 20

static bool read_shard(const CliCall *call, CdSweepOptions *options, GError **error)
{
  const char *text = cd_cli_value(call, CLI_SHARD);
  g_auto(GStrv) part = text ? g_strsplit(text, "/", -1) : NULL;
  guint64 shard = 0, shards = 0;
  if (!text)
    return true;
  if (g_strv_length(part) == 2 && g_ascii_string_to_unsigned(part[0], 10, 1, 1000000, &shard, NULL) &&
      g_ascii_string_to_unsigned(part[1], 10, 1, 1000000, &shards, NULL) && shard <= shards) {
    options->shard = (guint)shard;
    options->shards = (guint)shards;
    return true;
  }
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--shard takes a part of all, such as 1/4, not \"%s\"", text);
  return false;
}

static bool read_options(const CliCall *call, CdSweepOptions *options, GError **error)
{
  guint64 jobs = 0, replicates = 0;
  const char *retry = cd_cli_value(call, CLI_RETRY);
  if (retry && !g_str_equal(retry, "failed")) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--retry takes failed, not \"%s\"", retry);
    return false;
  }
  if (!read_shard(call, options, error) || !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error) ||
      !cd_cli_whole(call, CLI_REPLICATES, 1, CD_RUN_REPLICATES_MOST, &replicates, error) ||
      !cd_cli_whole(call, CLI_POINTS, 1, G_MAXUINT32, &options->points, error) ||
      !cd_cli_whole(call, CLI_LIMIT, 1, G_MAXINT64, &options->limit, error) ||
      !cd_cli_seconds(call, CLI_TIMEOUT, &options->seconds, error))
    return false;
  options->jobs = (guint)jobs;
  options->replicates = (guint)replicates;
  options->experiment = cd_cli_value(call, CLI_EXPERIMENT);
  options->store = cd_cli_value(call, CLI_STORE);
  options->extend = cd_cli_given(call, CLI_EXTEND);
  options->retry = retry != NULL;
  return true;
}

static bool print_said(char *said, GError **error)
{
  g_autofree char *text = said;
  return cd_cli_print(text, error);
}

static bool print_unless_quiet(const CliCall *call, char *said, GError **error)
{
  if (!cd_cli_given(call, CLI_QUIET))
    return print_said(said, error);
  g_free(said);
  return true;
}

static bool run(const CliCall *call, CdSweep *sweep, CliProgress *progress, GError **error)
{
  char *said = NULL;
  bool done = cd_sweep_run(sweep, &said, error);
  cd_cli_progress_end(progress);
  if (!said)
    return false;
  if (cd_cli_given(call, CLI_QUIET))
    g_free(said);
  else if (!print_said(said, done ? error : NULL))
    return false;
  return done;
}

static CdScenario *load(const CliCall *call, const char *path, GError **error)
{
  return cd_scenario_load_with(path, cd_cli_value(call, CLI_PARAMS), cd_cli_values(call, CLI_SET), error);
}

static bool sweep_scenario(const CliCall *call, CdSweepOptions *options, GError **error)
{
  CliProgress progress;
  g_autoptr(CdScenario) scenario = load(call, cd_cli_operand(call, 0), error);
  if (!scenario)
    return false;
  if (cd_cli_given(call, CLI_LIST))
    return print_said(cd_sweep_list(scenario), error);
  cd_cli_progress_begin(&progress, 0, cd_cli_given(call, CLI_PROGRESS), cd_cli_given(call, CLI_QUIET));
  options->progress = cd_cli_progress_tell;
  options->user = &progress;
  g_autoptr(CdSweep) sweep = cd_sweep_new(scenario, options, error);
  if (!sweep)
    return false;
  return cd_cli_given(call, CLI_DRY_RUN) ? print_said(cd_sweep_plan(sweep), error) : run(call, sweep, &progress, error);
}

/* Under mpirun, by all processes together: all but the first do their work in joining. */
static bool sweep_together(const CliCall *call, GError **error)
{
  CdSweepOptions options = {0};
  bool is_first;
  if (call->operands->len > 2) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "sweep takes one SCENARIO: \"%s\" is too much", cd_cli_operand(call, 1));
    return false;
  }
  if (!read_options(call, &options, error))
    return false;
  bool done = cd_sweep_join(options.jobs, &is_first, error) && (!is_first || sweep_scenario(call, &options, error));
  cd_sweep_leave();
  return done;
}

/* --- What is done with stores -------------------------------------------------------------------------------------------- */

static bool status(const CliCall *call, GError **error)
{
  char *text = cd_sweep_status(cd_cli_operand(call, 1), error);
  return text && print_said(text, error);
}

static bool print_part(const char *text, gpointer unused, GError **error)
{
  (void)unused;
  return cd_cli_print(text, error);
}

static bool export(const CliCall *call, GError **error)
{
  return cd_sweep_export(cd_cli_operand(call, 1), print_part, NULL, error);
}

static bool merge(const CliCall *call, GError **error)
{
  char *said = NULL;
  return cd_sweep_merge(cd_cli_operand(call, 1), (const char *const *)&call->operands->pdata[2], &said, error) &&
         print_unless_quiet(call, said, error);
}

static bool repair(const CliCall *call, GError **error)
{
  char *said = NULL;
  return cd_sweep_repair(cd_cli_operand(call, 1), &said, error) && print_unless_quiet(call, said, error);
}

/* The scenario and options that say what is run, as they were given. */
static char **words_of(const CliCall *call, const char *scenario)
{
  static const CliOption kept[] = {CLI_EXPERIMENT, CLI_POINTS, CLI_REPLICATES, CLI_PARAMS, CLI_TIMEOUT, CLI_LIMIT};
  GPtrArray *words = g_ptr_array_new();
  const char *const *set = cd_cli_values(call, CLI_SET);
  g_ptr_array_add(words, g_strdup(scenario));
  for (guint k = 0; k < G_N_ELEMENTS(kept); k++)
    if (cd_cli_value(call, kept[k])) {
      g_ptr_array_add(words, g_strconcat("--", cd_cli_option(kept[k])->name, NULL));
      g_ptr_array_add(words, g_strdup(cd_cli_value(call, kept[k])));
    }
  for (guint s = 0; set && set[s]; s++) {
    g_ptr_array_add(words, g_strdup("--set"));
    g_ptr_array_add(words, g_strdup(set[s]));
  }
  if (cd_cli_given(call, CLI_EXTEND))
    g_ptr_array_add(words, g_strdup("--extend"));
  g_ptr_array_add(words, NULL);
  return (char **)g_ptr_array_free(words, FALSE);
}

static bool emit_slurm(const CliCall *call, GError **error)
{
  CdSweepOptions options = {0};
  guint64 parts = 10;
  if (!read_options(call, &options, error) || !cd_cli_whole(call, CLI_PARTS, 1, 100000, &parts, error))
    return false;
  g_autoptr(CdScenario) scenario = load(call, cd_cli_operand(call, 1), error);
  g_autoptr(CdSweep) sweep = scenario ? cd_sweep_new(scenario, &options, error) : NULL;
  g_auto(GStrv) words = words_of(call, cd_cli_operand(call, 1));
  return sweep && print_said(cd_sweep_slurm(sweep, (guint)parts, (const char *const *)words), error);
}

/* What an experiment is run with; what lists it; and what each of the others goes by. */
static const CliOption of_runs[] = {CLI_LIST,   CLI_DRY_RUN, CLI_EXPERIMENT, CLI_STORE, CLI_POINTS, CLI_REPLICATES,
                                    CLI_EXTEND, CLI_RETRY,   CLI_TIMEOUT,    CLI_SHARD, CLI_LIMIT,  CLI_SET,
                                    CLI_PARAMS, CLI_JOBS,    CLI_PROGRESS,   CLI_QUIET, CLI_HELP,   CLI_OPTION_NONE},
                       of_export[] = {CLI_CSV, CLI_HELP, CLI_OPTION_NONE}, of_status[] = {CLI_HELP, CLI_OPTION_NONE},
                       of_stores[] = {CLI_QUIET, CLI_HELP, CLI_OPTION_NONE},
                       of_slurm[] = {CLI_EXPERIMENT, CLI_STORE,   CLI_POINTS, CLI_REPLICATES,
                                     CLI_EXTEND,     CLI_TIMEOUT, CLI_LIMIT,  CLI_SET,
                                     CLI_PARAMS,     CLI_PARTS,   CLI_HELP,   CLI_OPTION_NONE};

static const struct {
  const char *name, *operands;
  guint least, most;
  const CliOption *options;
  bool (*act)(const CliCall *call, GError **error);
} kinds[] = {{"status", "FILE.db", 2, 2, of_status, status},
             {"export", "FILE.db", 2, 2, of_export, export},
             {"merge", "INTO.db FILE.db...", 3, CLI_ANY_NUMBER, of_stores, merge},
             {"repair", "FILE.db", 2, 2, of_stores, repair},
             {"emit-slurm", "SCENARIO", 2, 2, of_slurm, emit_slurm}};

/* An option that has no say would be taken for one that has. */
static bool check_options(const CliCall *call, const CliOption *allowed, const char *what, GError **error)
{
  for (int option = CLI_OPTION_NONE + 1; option < CLI_OPTION_COUNT; option++) {
    const CliOption *one = allowed;
    while (*one != CLI_OPTION_NONE && (int)*one != option)
      one++;
    if (*one == CLI_OPTION_NONE && cd_cli_given(call, (CliOption)option)) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s has no say in sweep %s",
                  cd_cli_option((CliOption)option)->name, what);
      return false;
    }
  }
  return true;
}

bool cd_cli_sweep(const CliCall *call, GError **error)
{
  guint n = call->operands->len - 1;
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
    if (g_str_equal(cd_cli_operand(call, 0), kinds[k].name)) {
      if (n >= kinds[k].least && n <= kinds[k].most)
        return check_options(call, kinds[k].options, kinds[k].name, error) && kinds[k].act(call, error);
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "sweep %s takes %s", kinds[k].name, kinds[k].operands);
      return false;
    }
  return check_options(call, of_runs, "SCENARIO", error) && sweep_together(call, error);
}

bool cd_cli_verify(const CliCall *call, GError **error)
{
  guint64 units = UNITS_VERIFIED;
  char *said = NULL;
  return cd_cli_whole(call, CLI_SAMPLE, 1, G_MAXUINT32 / 2, &units, error) &&
         cd_sweep_verify(cd_cli_operand(call, 0), (guint)units, &said, error) && print_said(said, error);
}
