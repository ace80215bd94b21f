#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

bool cd_cli_report(const CliCall *call, GError **error)
{
  guint64 jobs = 0;
  int format = cd_cli_format(call, error);
  if (format < 0 || !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error))
    return false;
  g_autoptr(CdResults) results = cd_results_load(cd_cli_operand(call, 0), (guint)jobs, error);
  if (!results)
    return false;
  if (cd_cli_given(call, CLI_FORMAT) && !cd_cli_print_results(call, results, (CliFormat)format, error))
    return false;
  if (cd_cli_given(call, CLI_FORMAT) && !cd_cli_given(call, CLI_OUT))
    return true;
  g_autofree char *folder = cd_cli_folder(call, cd_results_scenario(results));
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
