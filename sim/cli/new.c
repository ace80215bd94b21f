#include "sim/cli/output.h"
#include "sim/cli/verb.h"

static const char *const todays[] = {"apart", "joint", NULL};

static bool check(const CliCall *call, GError **error)
{
  if (!cd_cli_given(call, CLI_FROM) || !(cd_cli_given(call, CLI_AREA) || cd_cli_given(call, CLI_START) ||
                                         cd_cli_given(call, CLI_TODAY) || cd_cli_given(call, CLI_LEAVING)))
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "--from copies a scenario as it is: --area, --start, --today and --leaving are for a new one");
  return false;
}

bool cd_cli_new(const CliCall *call, GError **error)
{
  int today = cd_cli_choice(call, CLI_TODAY, todays, error);
  if (today < 0 || !check(call, error))
    return false;
  const CdCaseWish wish = {.id = cd_cli_operand(call, 0),
                           .areas = cd_cli_values(call, CLI_AREA),
                           .start = cd_cli_value(call, CLI_START),
                           .joint_today = today == 1,
                           .leaving = cd_cli_value(call, CLI_LEAVING),
                           .from = cd_cli_value(call, CLI_FROM)};
  const char *folder = cd_cli_value(call, CLI_OUT);
  g_autofree char *told = NULL;
  if (!cd_case_write(&wish, folder ? folder : ".", &told, error) || !cd_cli_print(told, error))
    return false;
  g_autofree char *file = g_strconcat(wish.id, ".xml", NULL),
                  *path = folder ? g_build_filename(folder, file, NULL) : g_strdup(file),
                  *shown = g_filename_display_name(path);
  cd_cli_tell("Next: " CLI_PROGRAM " run %s; then put what you know in the place of what is marked CHANGE in it.", shown);
  return true;
}
