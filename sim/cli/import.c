#include <string.h>
#include "sim/cli/output.h"
#include "sim/cli/verb.h"

static const char *const todays[] = {"apart", "joint", NULL};

static bool check(const CliCall *call, GError **error)
{
  const char *what = cd_cli_operand(call, 0);
  if (strcmp(what, "ocds") == 0 && (!cd_cli_given(call, CLI_TODAY) || cd_cli_choice(call, CLI_TODAY, todays, error) >= 0))
    return true;
  if (error && !*error) {
    g_autofree char *shown = g_utf8_make_valid(what, -1);
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "\"%s\" is no kind of file that can be imported: ocds is", shown);
  }
  return false;
}

bool cd_cli_import(const CliCall *call, GError **error)
{
  if (!check(call, error))
    return false;
  const CdImportWish wish = {.notice = cd_cli_operand(call, 1),
                             .ocid = cd_cli_value(call, CLI_OCID),
                             .areas = cd_cli_values(call, CLI_AREA),
                             .start = cd_cli_value(call, CLI_START),
                             .today = cd_cli_value(call, CLI_TODAY),
                             .leaving = cd_cli_value(call, CLI_LEAVING)};
  const char *folder = cd_cli_value(call, CLI_OUT);
  g_autofree char *file = NULL, *told = NULL;
  if (!cd_import_ocds(&wish, folder ? folder : ".", &file, &told, error) || !cd_cli_print(told, error))
    return false;
  g_autofree char *shown = g_filename_display_name(file);
  cd_cli_tell("Next: " CLI_PROGRAM
              " run %s; then check what was taken, and put what you know in the place of what is marked CHANGE.",
              shown);
  return true;
}
