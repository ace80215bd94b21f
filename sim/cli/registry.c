#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
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

/* Without it Excel takes UTF-8 for the local code page. */
#define BYTE_ORDER_MARK "\357\273\277"

/* A new file: what stands there may be somebody's work. It opens with a byte order mark; standard output, which programs read, has none. */
static bool write_sheet(const char *path, const char *text, GError **error)
{
  int file = g_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  FILE *out = file >= 0 ? fdopen(file, "wb") : NULL;
  bool written = out && fputs(BYTE_ORDER_MARK, out) >= 0 && fputs(text, out) >= 0;
  int why = errno;
  if (out && fclose(out) != 0 && written) {
    written = false;
    why = errno;
  }
  if (written)
    return true;
  g_autofree char *name = g_filename_display_name(path);
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot write %s: %s%s", name, g_strerror(why),
              why == EEXIST ? "; name another file, or move it away" : "");
  return false;
}

bool cd_cli_params(const CliCall *call, GError **error)
{
  guint operands = call->operands->len - 1;
  bool csv = cd_cli_given(call, CLI_CSV);
  int format = cd_cli_choice(call, CLI_FORMAT, formats, error);
  if (format < 0)
    return false;
  if (operands == 0 && (cd_cli_given(call, CLI_SET) || cd_cli_given(call, CLI_PARAMS))) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--set and --params change a scenario's values: name the scenario");
    return false;
  }
  if (operands == 2 && !csv) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "a file is written with --csv: params SCENARIO --csv FILE");
    return false;
  }
  if (csv && cd_cli_given(call, CLI_FORMAT) && format != CD_FORMAT_CSV) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--csv and --format %s exclude each other", formats[format]);
    return false;
  }
  CdFormat as = csv ? CD_FORMAT_CSV : (CdFormat)format;
  if (operands == 0) {
    g_autofree char *registry = cd_registry_params(as);
    return cd_cli_print(registry, error);
  }
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  if (!scenario)
    return false;
  g_autofree char *text = cd_scenario_params(scenario, as);
  return operands == 2 ? write_sheet(cd_cli_operand(call, 1), text, error) : cd_cli_print(text, error);
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
