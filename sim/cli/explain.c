#include "sim/cli/output.h"
#include "sim/cli/verb.h"

bool cd_cli_explain(const CliCall *call, GError **error)
{
  const char *name = cd_cli_operand(call, 0);
  g_autofree char *text = cd_registry_explain(name);
  if (text)
    return cd_cli_print(text, error);
  g_autofree char *closest = cd_registry_closest(name), *perhaps = cd_registry_perhaps(name),
                  *shown = g_utf8_make_valid(name, -1);
  g_autofree char *hint = perhaps   ? g_strdup_printf("perhaps %s; ", perhaps)
                          : closest ? g_strdup_printf("did you mean \"%s\"? ", closest)
                                    : g_strdup("");
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "\"%s\" is no error code, metric, parameter or word of the talks: %stry " CLI_PROGRAM
              " metrics, or " CLI_PROGRAM " params",
              shown, hint);
  return false;
}
