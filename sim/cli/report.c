#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

/* Without --out: the folder that RESULTS lie in. Another run of the scenario, in a folder named by it, must not be lost. */
static char *folder_of(const CliCall *call)
{
  const char *results = cd_cli_operand(call, 0);
  if (cd_cli_given(call, CLI_OUT))
    return g_strdup(cd_cli_value(call, CLI_OUT));
  return g_file_test(results, G_FILE_TEST_IS_DIR) ? g_strdup(results) : g_path_get_dirname(results);
}

/* With --format and no --out nothing is written, and so no paper. */
static bool check_paper(const CliCall *call, GError **error)
{
  if (!cd_cli_given(call, CLI_PAPER) || !cd_cli_given(call, CLI_FORMAT) || cd_cli_given(call, CLI_OUT))
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "--paper with --format needs --out: --format alone prints, and writes no paper");
  return false;
}

bool cd_cli_report(const CliCall *call, GError **error)
{
  guint64 jobs = 0;
  int format = cd_cli_format(call, error);
  if (format < 0 || !check_paper(call, error) || !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error))
    return false;
  g_autoptr(CdResults) results = cd_results_load(cd_cli_operand(call, 0), (guint)jobs, error);
  if (!results)
    return false;
  if (cd_cli_given(call, CLI_FORMAT) && !cd_cli_print_results(call, results, (CliFormat)format, error))
    return false;
  if (cd_cli_given(call, CLI_FORMAT) && !cd_cli_given(call, CLI_OUT))
    return true;
  g_autofree char *folder = folder_of(call);
  if (!cd_cli_write_folder(results, folder, error))
    return false;
  if (cd_cli_given(call, CLI_QUIET))
    return true;
  if (cd_cli_given(call, CLI_PAPER))
    cd_cli_tell("Written: %s/paper.html, to be printed from a browser, and beside it the report and data", folder);
  else
    cd_cli_tell("Written: %s/report.html, and beside it a paper, a workbook and data", folder);
  return true;
}
