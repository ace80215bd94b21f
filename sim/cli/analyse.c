#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

/* A number, kept in KEPT where it is given. */
static bool read_limit(const CliCall *call, CliOption option, double *kept, const double **limit, GError **error)
{
  *limit = cd_cli_value(call, option) ? kept : NULL;
  return cd_cli_number(call, option, kept, error);
}

static bool analyse_table(const CliCall *call, int format, GError **error)
{
  double above = 0, below = 0;
  CdTableAnalysisOptions options = {.design = cd_cli_value(call, CLI_DESIGN),
                                    .factors = cd_cli_value(call, CLI_FACTORS),
                                    .inputs = cd_cli_value(call, CLI_INPUTS),
                                    .outputs = cd_cli_value(call, CLI_OUTPUT),
                                    .methods = cd_cli_value(call, CLI_METHOD),
                                    .drop = cd_cli_given(call, CLI_DROP),
                                    .seed = 1};
  if (!read_limit(call, CLI_ABOVE, &above, &options.above, error) ||
      !read_limit(call, CLI_BELOW, &below, &options.below, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options.seed, error))
    return false;
  g_autoptr(CdTableAnalysis) analysis = cd_table_analysis_new(cd_cli_operand(call, 0), &options, error);
  if (!analysis)
    return false;
  bool color = cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR);
  g_autofree char *text = format == CLI_AS_JSON  ? cd_table_analysis_json(analysis)
                          : format == CLI_AS_CSV ? cd_table_analysis_csv(analysis)
                                                 : cd_table_analysis_text(analysis, cd_cli_width(), color);
  return cd_cli_print(text, error);
}

/* Each kind of file has options that say nothing of the other. */
static bool check_options(const CliCall *call, bool is_table, GError **error)
{
  static const CliOption of_stores[] = {CLI_METRIC, CLI_STRUCTURE, CLI_AGAINST, CLI_WHERE},
                         of_tables[] = {CLI_DESIGN, CLI_FACTORS, CLI_INPUTS, CLI_OUTPUT,
                                        CLI_METHOD, CLI_ABOVE,   CLI_BELOW,  CLI_SEED};
  const CliOption *other = is_table ? of_stores : of_tables;
  guint n = is_table ? G_N_ELEMENTS(of_stores) : G_N_ELEMENTS(of_tables);
  for (guint o = 0; o < n; o++)
    if (cd_cli_given(call, other[o])) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s is for %s", cd_cli_option(other[o])->name,
                  is_table ? "the store of a sweep, RESULTS.db" : "a table of runs, TABLE.csv");
      return false;
    }
  return true;
}

bool cd_cli_analyse(const CliCall *call, GError **error)
{
  int format = cd_cli_format(call, error);
  if (format < 0)
    return false;
  bool is_table = cd_table_analysis_is_for(cd_cli_operand(call, 0));
  if (!check_options(call, is_table, error))
    return false;
  if (is_table)
    return analyse_table(call, format, error);
  const char *metric = cd_cli_value(call, CLI_METRIC);
  const char *const asked[] = {metric, NULL};
  const CdAnalyseOptions options = {.metrics = asked,
                                    .first = cd_cli_value(call, CLI_STRUCTURE),
                                    .against = cd_cli_value(call, CLI_AGAINST),
                                    .where = cd_cli_values(call, CLI_WHERE),
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
