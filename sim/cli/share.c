#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

bool cd_cli_share(const CliCall *call, GError **error)
{
  int format = cd_cli_format(call, error);
  if (format < 0)
    return false;
  g_autoptr(CdCostTable) table =
      cd_cost_table_read(cd_cli_operand(call, 0), cd_cli_value(call, CLI_WEIGHTS), cd_cli_given(call, CLI_COVER), error);
  if (!table)
    return false;
  bool color = cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR);
  g_autofree char *text = format == CLI_AS_JSON  ? cd_cost_table_json(table)
                          : format == CLI_AS_CSV ? cd_cost_table_csv(table)
                                                 : cd_cost_table_text(table, cd_cli_width(), color);
  return cd_cli_print(text, error);
}
