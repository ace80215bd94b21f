#include <string.h>
#include "sim/cli/output.h"
#include "sim/cli/verb.h"

static const CliOption of_notices[] = {CLI_OCID, CLI_LEAVING, CLI_OPTION_NONE};
static const CliOption of_profiles[] = {CLI_TERM, CLI_LEVELS, CLI_OPTION_NONE};

static bool check_options(const CliCall *call, const CliOption *options, const char *why, GError **error)
{
  for (; *options != CLI_OPTION_NONE; options++)
    if (cd_cli_given(call, *options)) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s %s", cd_cli_option(*options)->name, why);
      return false;
    }
  return true;
}

static bool import_notice(const CliCall *call, const char *folder, char **file, char **told, GError **error)
{
  if (!check_options(call, of_profiles, "belongs to import genius", error))
    return false;
  if (call->operands->len - 1 > 2) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "import ocds takes one NOTICE.json: \"%s\" is too much",
                cd_cli_operand(call, 2));
    return false;
  }
  const CdImportWish wish = {.notice = cd_cli_operand(call, 1),
                             .ocid = cd_cli_value(call, CLI_OCID),
                             .areas = cd_cli_values(call, CLI_AREA),
                             .start = cd_cli_value(call, CLI_START),
                             .today = cd_cli_value(call, CLI_TODAY),
                             .leaving = cd_cli_value(call, CLI_LEAVING)};
  return cd_import_ocds(&wish, folder, file, told, error);
}

static bool import_profiles(const CliCall *call, const char *folder, char **file, char **told, GError **error)
{
  CdProfilesWish wish = CD_PROFILES_WISH_INIT;
  if (!check_options(call, of_notices, "belongs to import ocds", error) ||
      !cd_cli_count(call, CLI_LEVELS, 2, 32, &wish.levels, error))
    return false;
  wish.domain = cd_cli_operand(call, 1);
  wish.profiles = (const char *const *)call->operands->pdata + 2;
  wish.terms = cd_cli_values(call, CLI_TERM);
  wish.areas = cd_cli_values(call, CLI_AREA);
  wish.start = cd_cli_value(call, CLI_START);
  wish.today = cd_cli_value(call, CLI_TODAY);
  return cd_import_genius(&wish, folder, file, told, error);
}

bool cd_cli_import(const CliCall *call, GError **error)
{
  static const char *const todays[] = {"apart", "joint", NULL};
  const char *what = cd_cli_operand(call, 0), *folder = cd_cli_value(call, CLI_OUT);
  g_autofree char *file = NULL, *told = NULL;
  folder = folder ? folder : ".";
  if (cd_cli_given(call, CLI_TODAY) && cd_cli_choice(call, CLI_TODAY, todays, error) < 0)
    return false;
  bool is_notice = strcmp(what, "ocds") == 0;
  if (!is_notice && strcmp(what, "genius") != 0) {
    g_autofree char *given = g_utf8_make_valid(what, -1);
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "\"%s\" is no kind of file that can be imported: ocds is, and genius, as in " CLI_PROGRAM
                " import ocds NOTICE.json",
                given);
    return false;
  }
  if (!(is_notice ? import_notice : import_profiles)(call, folder, &file, &told, error) || !cd_cli_print(told, error))
    return false;
  g_autofree char *shown = g_filename_display_name(file);
  cd_cli_tell("Next: " CLI_PROGRAM
              " %s %s; then check what was taken, and put what you know in the place of what is marked CHANGE.",
              is_notice ? "run" : "negotiate", shown);
  return true;
}
