#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

#define SIDES 2u

static bool check_options(const CliCall *call, const bool stored[SIDES], GError **error)
{
  for (guint i = 0; i < 2; i++) {
    CliOption option = i == 0 ? CLI_REPLICATES : CLI_SEED;
    if (stored[0] && stored[1] && cd_cli_given(call, option)) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                  "--%s is for scenarios that are run: both of these are results already", cd_cli_option(option)->name);
      return false;
    }
  }
  return true;
}

/* Whether what is no stored result can be meant as a scenario: by its name, or by how XML begins. What is not there is left to who reads it. */
static bool may_be_scenario(const char *path)
{
  char bytes[64];
  if (g_str_has_suffix(path, ".xml") || !g_file_test(path, G_FILE_TEST_EXISTS))
    return true;
  FILE *stream = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? g_fopen(path, "rb") : NULL;
  gsize n = stream ? fread(bytes, 1, sizeof bytes - 1, stream) : 0;
  if (stream)
    fclose(stream);
  bytes[n] = '\0';
  const char *at = g_str_has_prefix(bytes, "\xEF\xBB\xBF") ? bytes + 3 : bytes;
  return at[strspn(at, " \t\r\n")] == '<';
}

static bool check_kinds(const CliCall *call, const bool stored[SIDES], GError **error)
{
  for (guint i = 0; i < SIDES; i++) {
    if (stored[i] || may_be_scenario(cd_cli_operand(call, i)))
      continue;
    g_autofree char *name = g_filename_display_name(cd_cli_operand(call, i));
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is no results file and no scenario", name);
    return false;
  }
  return true;
}

/* What is stored first: a scenario beside it runs on the same draws, unless the command line says otherwise. */
static bool load_stored(const CliCall *call, const bool stored[SIDES], CdResults *result[SIDES], CdRunOptions *options,
                        GError **error)
{
  for (guint i = 0; i < SIDES; i++) {
    if (!stored[i])
      continue;
    result[i] = cd_results_load(cd_cli_operand(call, i), options->jobs, error);
    if (!result[i])
      return false;
    if (!cd_cli_given(call, CLI_SEED))
      options->seed = cd_results_seed(result[i]);
    if (!cd_cli_given(call, CLI_REPLICATES))
      options->replicates = cd_results_replicates(result[i]);
  }
  return true;
}

/* All files are read, and found to be of one case, before anything runs: what is wrong with the second is told at once. */
static bool run_others(const CliCall *call, const bool stored[SIDES], CdResults *result[SIDES], CdRunOptions *options,
                       GError **error)
{
  CdScenario *scenario[SIDES] = {NULL};
  bool done = true;
  for (guint i = 0; done && i < SIDES; i++)
    done = stored[i] || (scenario[i] = cd_scenario_load(cd_cli_operand(call, i), NULL, error));
  const CdScenario *of[SIDES];
  for (guint i = 0; i < SIDES; i++)
    of[i] = stored[i] ? cd_results_scenario(result[i]) : scenario[i];
  done = done && cd_compare_check(of[0], of[1], error);
  for (guint i = 0; done && i < SIDES; i++)
    done = stored[i] || (result[i] = cd_cli_run_told(call, scenario[i], options, error));
  for (guint i = 0; i < SIDES; i++)
    g_clear_pointer(&scenario[i], cd_scenario_unref);
  return done;
}

static bool print(const CliCall *call, const CdContrast *contrast, CliFormat format, GError **error)
{
  g_autofree char *text =
      format == CLI_AS_JSON ? cd_contrast_json(contrast)
      : format == CLI_AS_CSV
          ? cd_contrast_csv(contrast)
          : cd_contrast_text(contrast, cd_cli_width(), cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
  return cd_cli_print(text, error);
}

bool cd_cli_compare(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  int format = cd_cli_format(call, error);
  bool stored[SIDES];
  for (guint i = 0; i < SIDES; i++)
    stored[i] = cd_results_are_at(cd_cli_operand(call, i));
  if (format < 0 || !cd_cli_run_options(call, &options, error) || !check_options(call, stored, error) ||
      !check_kinds(call, stored, error))
    return false;
  CdResults *result[SIDES] = {NULL};
  bool done = load_stored(call, stored, result, &options, error) && run_others(call, stored, result, &options, error);
  if (done) {
    g_autoptr(CdContrast) contrast = cd_compare(result[0], result[1]);
    cd_contrast_name(contrast, cd_cli_operand(call, 0), cd_cli_operand(call, 1));
    done = print(call, contrast, (CliFormat)format, error);
  }
  for (guint i = 0; i < SIDES; i++)
    cd_results_free(result[i]);
  return done;
}
