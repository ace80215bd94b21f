#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

static const CliOption of_genius[] = {CLI_PROTOCOL, CLI_TACTIC, CLI_ROUNDS,     CLI_CHANGES,
                                      CLI_MINUTES,  CLI_LEVELS, CLI_OPTION_NONE};
static const CliOption of_scenarios[] = {CLI_REPLICATES, CLI_REPLICATE, CLI_MOVES,      CLI_SEAT,
                                         CLI_SEEK,       CLI_SET,       CLI_PARAMS,     CLI_JOBS,
                                         CLI_OUT,        CLI_PROGRESS,  CLI_OPTION_NONE};

static bool refuse_options(const CliCall *call, const CliOption *options, const char *why, GError **error)
{
  for (; *options != CLI_OPTION_NONE; options++)
    if (cd_cli_given(call, *options)) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s %s", cd_cli_option(*options)->name, why);
      return false;
    }
  return true;
}

bool cd_cli_check_no_genius(const CliCall *call, GError **error)
{
  if (!refuse_options(call, of_genius, "belongs to --genius DOMAIN.xml PROFILE.xml PROFILE.xml ...", error))
    return false;
  if (call->operands->len - 1 <= 1)
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "negotiate takes one SCENARIO, or --genius and files of GENIUS: \"%s\" is too much",
              cd_cli_operand(call, 1));
  return false;
}

bool cd_cli_genius(const CliCall *call, GError **error)
{
  CdBargainingOptions options = CD_BARGAINING_OPTIONS_INIT;
  int format = cd_cli_format(call, error);
  if (format < 0 || !refuse_options(call, of_scenarios, "is about a scenario, and --genius has none", error) ||
      !cd_cli_count(call, CLI_ROUNDS, 1, CD_BARGAINING_ROUNDS_MOST, &options.rounds, error) ||
      !cd_cli_count(call, CLI_CHANGES, 1, CD_BARGAINING_CHANGES_MOST, &options.changes, error) ||
      !cd_cli_count(call, CLI_LEVELS, 2, 1000, &options.levels, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options.seed, error))
    return false;
  options.minutes = cd_cli_given(call, CLI_MINUTES);
  options.protocols = cd_cli_values(call, CLI_PROTOCOL);
  options.tactics = cd_cli_values(call, CLI_TACTIC);
  g_autoptr(CdBargaining) bargaining =
      cd_bargaining_read(cd_cli_operand(call, 0), (const char *const *)call->operands->pdata + 1, &options, error);
  if (!bargaining)
    return false;
  bool color = cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR);
  g_autofree char *text = format == CLI_AS_JSON  ? cd_bargaining_json(bargaining)
                          : format == CLI_AS_CSV ? cd_bargaining_csv(bargaining)
                                                 : cd_bargaining_text(bargaining, cd_cli_width(), color);
  return cd_cli_print(text, error);
}
