#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

static CdResults *run(const CliCall *call, CdRunOptions *options, GError **error)
{
  g_autoptr(CdScenario) scenario = cd_scenario_load(cd_cli_operand(call, 0), NULL, error);
  return scenario && cd_options_check(scenario, error) ? cd_cli_run_told(call, scenario, options, error) : NULL;
}

bool cd_cli_options(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  int format = cd_cli_format(call, error);
  bool stored = cd_results_are_at(cd_cli_operand(call, 0));
  if (format < 0 || (stored && !cd_cli_check_stored(call, error)) || !cd_cli_run_options(call, &options, error))
    return false;
  g_autoptr(CdResults) results =
      stored ? cd_results_load(cd_cli_operand(call, 0), options.jobs, error) : run(call, &options, error);
  if (!results || !cd_options_check(cd_results_scenario(results), error))
    return false;
  const CdOptionTables *tables = cd_options(results);
  g_autofree char *text = format == CLI_AS_JSON  ? cd_options_json(tables)
                          : format == CLI_AS_CSV ? cd_options_csv(tables)
                                                 : cd_options_text(tables, cd_cli_width(),
                                                                   cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
  return cd_cli_print(text, error);
}
