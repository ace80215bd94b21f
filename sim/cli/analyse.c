#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

bool cd_cli_analyse(const CliCall *call, GError **error)
{
  int format = cd_cli_format(call, error);
  if (format < 0)
    return false;
  const char *metric = cd_cli_value(call, CLI_METRIC);
  const char *const asked[] = {metric, NULL};
  const CdAnalyseOptions options = {.metrics = asked,
                                    .first = cd_cli_value(call, CLI_STRUCTURE),
                                    .against = cd_cli_value(call, CLI_AGAINST),
                                    .drop = cd_cli_given(call, CLI_DROP)};
  g_autoptr(CdAnalyses) analyses = cd_analyses_new(cd_cli_operand(call, 0), &options, error);
  if (!analyses)
    return false;
  bool color = cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR);
  g_autofree char *text = format == CLI_AS_JSON  ? cd_analyses_json(analyses)
                          : format == CLI_AS_CSV ? cd_analyses_csv(analyses)
                                                 : cd_analyses_text(analyses, cd_cli_width(), color);
  return cd_cli_print(text, error);
}
