#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

static CdResults *run_scenario(const CliCall *call, CdRunOptions *options, GError **error)
{
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  options->alternatives = false; /* no claim is answered by them */
  return scenario ? cd_cli_run_told(call, scenario, options, error) : NULL;
}

bool cd_cli_claims(const CliCall *call, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  int format = cd_cli_format(call, error);
  bool stored = cd_results_are_at(cd_cli_operand(call, 0));
  if (format < 0 || !cd_cli_run_options(call, &options, error) || (stored && !cd_cli_check_stored(call, error)))
    return false;
  g_autoptr(CdResults) results =
      stored ? cd_results_load(cd_cli_operand(call, 0), options.jobs, error) : run_scenario(call, &options, error);
  if (!results)
    return false;
  g_autofree char *text = format == CLI_AS_JSON  ? cd_claims_json(results)
                          : format == CLI_AS_CSV ? cd_claims_csv(results)
                                                 : cd_claims_text(results, cd_cli_width(),
                                                                  cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
  return cd_cli_print(text, error);
}
