#include "sim/cli/output.h"
#include "sim/cli/verb.h"

static bool print_part(const char *text, gpointer unused, GError **error)
{
  (void)unused;
  return cd_cli_print(text, error);
}

bool cd_cli_sample(const CliCall *call, GError **error)
{
  CdSampleOptions options = CD_SAMPLE_OPTIONS_INIT;
  guint64 levels = options.levels;
  if (!cd_cli_whole(call, CLI_POINTS, 1, G_MAXUINT32, &options.n, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options.seed, error) ||
      !cd_cli_whole(call, CLI_LEVELS, 1, 10000, &levels, error))
    return false;
  options.design = cd_cli_value(call, CLI_DESIGN);
  options.levels = (guint)levels;
  options.second_order = cd_cli_given(call, CLI_SECOND_ORDER);
  options.plain = cd_cli_given(call, CLI_UNSCRAMBLED);
  return cd_sample(cd_cli_operand(call, 0), &options, print_part, NULL, error);
}
