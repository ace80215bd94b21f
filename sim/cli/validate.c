#include "sim/cli/output.h"
#include "sim/cli/verb.h"

/* Faults found so far; the last is not told yet, for where it is the only one the program tells it. */
typedef struct {
  guint n;
  GError *last;
  int worst;      /* the highest exit code of all */
  int worst_code; /* and the error code that stands for it */
} Faults;

static void tell_last(Faults *faults)
{
  if (faults->last)
    cd_cli_tell("%s\n", faults->last->message);
  g_clear_error(&faults->last);
}

/* Takes FAULT. */
static void note(Faults *faults, GError *fault)
{
  tell_last(faults);
  if (cd_error_exit_code(fault) > faults->worst) {
    faults->worst = cd_error_exit_code(fault);
    faults->worst_code = fault->code;
  }
  faults->n++;
  faults->last = fault;
}

static bool settle(Faults *faults, guint files, GError **error)
{
  if (faults->n == 0)
    return true;
  if (faults->n == 1) {
    g_propagate_error(error, faults->last);
    return false;
  }
  tell_last(faults);
  g_set_error(error, CD_ERROR, faults->worst_code, "%u of %u scenarios cannot be run", faults->n, files);
  return false;
}

static bool print_ok(const CliCall *call, const char *path, const CdScenario *scenario, GError **error)
{
  if (cd_cli_given(call, CLI_QUIET))
    return true;
  g_autofree char *name = cd_report_line(path), *label = cd_report_line(cd_scenario_label(scenario));
  g_autofree char *line = g_strdup_printf("%s: ok, %s (%s)\n", name, label, cd_scenario_id(scenario));
  return cd_cli_print(line, error);
}

/* UNSEEN: what was not looked at. */
static void warn(const CliCall *call, const char *path, const CdScenario *scenario, char **unseen)
{
  if (cd_cli_given(call, CLI_QUIET))
    return;
  g_autofree char *caution = cd_scoring_caution(scenario), *name = cd_report_line(path);
  if (caution)
    cd_cli_tell("%s: warning: %s", name, caution);
  g_auto(GStrv) others = cd_scenario_cautions(scenario);
  for (char **other = others; *other; other++)
    cd_cli_tell("%s: warning: %s", name, *other);
  for (char **other = unseen; *other; other++)
    cd_cli_tell("%s: warning: %s", name, *other);
}

bool cd_cli_validate(const CliCall *call, GError **error)
{
  guint files = call->operands->len - 1;
  Faults faults = {0};
  for (guint i = 0; i < files; i++) {
    GError *fault = NULL;
    const char *path = cd_cli_operand(call, i);
    g_auto(GStrv) unseen = NULL;
    g_autoptr(CdScenario) scenario =
        cd_sweep_validate(path, cd_cli_value(call, CLI_PARAMS), cd_cli_values(call, CLI_SET), &unseen, &fault);
    if (!scenario)
      note(&faults, fault);
    else if (!print_ok(call, path, scenario, error)) {
      g_clear_error(&faults.last);
      return false;
    } else
      warn(call, path, scenario, unseen);
  }
  return settle(&faults, files, error);
}
