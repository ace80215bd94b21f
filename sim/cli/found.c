/* What a run found, one thing at a time: of a scenario that is run here, or of results that were kept. */
#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

typedef struct {
  bool (*check)(const CdScenario *scenario, GError **error); /* NULL: any scenario will do */
  char *(*text)(const CdResults *results, guint width, bool color);
  char *(*json)(const CdResults *results);
  char *(*csv)(const CdResults *results);
} Finding;

static CdResults *run(const CliCall *call, const Finding *finding, CdRunOptions *options, GError **error)
{
  g_autoptr(CdScenario) scenario = cd_scenario_load_with(cd_cli_operand(call, 0), cd_cli_value(call, CLI_PARAMS),
                                                         cd_cli_values(call, CLI_SET), error);
  options->alternatives = false; /* nothing that is told here is found from them */
  if (!scenario || (finding->check && !finding->check(scenario, error)))
    return NULL;
  return cd_cli_run_told(call, scenario, options, error);
}

static bool tell(const CliCall *call, const Finding *finding, GError **error)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  int format = cd_cli_format(call, error);
  bool stored = cd_results_are_at(cd_cli_operand(call, 0));
  if (format < 0 || !cd_cli_run_options(call, &options, error) || (stored && !cd_cli_check_stored(call, error)))
    return false;
  g_autoptr(CdResults) results =
      stored ? cd_results_load(cd_cli_operand(call, 0), options.jobs, error) : run(call, finding, &options, error);
  if (!results || (finding->check && !finding->check(cd_results_scenario(results), error)))
    return false;
  bool color = cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR);
  g_autofree char *text = format == CLI_AS_JSON  ? finding->json(results)
                          : format == CLI_AS_CSV ? finding->csv(results)
                                                 : finding->text(results, cd_cli_width(), color);
  return cd_cli_print(text, error);
}

bool cd_cli_claims(const CliCall *call, GError **error)
{
  static const Finding claims = {NULL, cd_claims_text, cd_claims_json, cd_claims_csv};
  return tell(call, &claims, error);
}

static char *options_text(const CdResults *results, guint width, bool color)
{
  return cd_options_text(cd_options(results), width, color);
}

static char *options_json(const CdResults *results)
{
  return cd_options_json(cd_options(results));
}

static char *options_csv(const CdResults *results)
{
  return cd_options_csv(cd_options(results));
}

bool cd_cli_options(const CliCall *call, GError **error)
{
  static const Finding options = {cd_options_check, options_text, options_json, options_csv};
  return tell(call, &options, error);
}

bool cd_cli_regret(const CliCall *call, GError **error)
{
  static const Finding regret = {NULL, cd_regret_text, cd_regret_json, cd_regret_csv};
  return tell(call, &regret, error);
}

bool cd_cli_evidence(const CliCall *call, GError **error)
{
  static const Finding evidence = {NULL, cd_evidence_text, cd_evidence_json, cd_evidence_csv};
  return tell(call, &evidence, error);
}
