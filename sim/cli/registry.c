#include "sim/cli/output.h"
#include "sim/cli/verb.h"

/* In the order of CdFormat. */
static const char *const formats[] = {"text", "json", "csv", "markdown", NULL};

static bool print_registry(const CliCall *call, char *(*registry)(CdFormat format), GError **error)
{
  int format = cd_cli_choice(call, CLI_FORMAT, formats, error);
  if (format < 0)
    return false;
  g_autofree char *text = registry((CdFormat)format);
  return cd_cli_print(text, error);
}

bool cd_cli_params(const CliCall *call, GError **error)
{
  return print_registry(call, cd_registry_params, error);
}

bool cd_cli_metrics(const CliCall *call, GError **error)
{
  return print_registry(call, cd_registry_metrics, error);
}

bool cd_cli_schema(const CliCall *call, GError **error)
{
  (void)call;
  g_autofree char *text = cd_registry_schema();
  return cd_cli_print(text, error);
}
