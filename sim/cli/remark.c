#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

static bool read_options(const CliCall *call, CdRemarkOptions *options, GError **error)
{
  options->scoring = cd_cli_value(call, CLI_SCORING);
  return cd_cli_number(call, CLI_QUALITY_WEIGHT, &options->quality_weight, error) &&
         cd_cli_number(call, CLI_MINIMUM_QUALITY, &options->minimum_quality, error) && cd_remark_check(options, error);
}

bool cd_cli_remark(const CliCall *call, GError **error)
{
  CdRemarkOptions options = CD_REMARK_OPTIONS_INIT;
  guint64 jobs = 0;
  int format = cd_cli_format(call, error);
  if (format < 0 || !cd_cli_whole(call, CLI_JOBS, 1, CD_RUN_JOBS_MOST, &jobs, error) ||
      !read_options(call, &options, error))
    return false;
  g_autoptr(CdResults) results = cd_results_load(cd_cli_operand(call, 0), (guint)jobs, error);
  if (!results)
    return false;
  g_autoptr(CdRemark) remark = cd_remark(results, &options);
  g_autofree char *text = format == CLI_AS_JSON  ? cd_remark_json(remark)
                          : format == CLI_AS_CSV ? cd_remark_csv(remark)
                                                 : cd_remark_text(remark, cd_cli_width(),
                                                                  cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR));
  return cd_cli_print(text, error);
}
