#include "sim/cli/output.h"
#include "sim/cli/verb.h"

int cd_cli_validate(const CliCall *call, GError **error)
{
  int worst = 0;
  for (guint i = 0; i + 1 < call->operands->len; i++) {
    g_autoptr(GError) fault = NULL;
    g_autoptr(CdScenario) scenario =
        cd_scenario_load(cd_cli_operand(call, i), cd_cli_values(call, CLI_SET), &fault);
    if (!scenario) {
      cd_cli_tell("%s%s", worst ? "\n" : "", fault->message);
      worst = MAX(worst, cd_error_exit_code(fault));
    } else if (!cd_cli_given(call, CLI_QUIET)) {
      g_autofree char *line = g_strdup_printf("%s: ok, %s (%s)\n", cd_cli_operand(call, i),
                                              cd_scenario_label(scenario), cd_scenario_id(scenario));
      if (!cd_cli_print(line, error))
        return 4;
    }
  }
  return worst;
}
