/* What another program needs to do, in C and in C++: read a scenario, run it, print its results, read a GError of ours. */
#include <concordat/concordat.h>

static gboolean refuses(void)
{
  GError *error = NULL;
  CdScenario *none = cd_scenario_load("no-such-file.xml", NULL, &error);
  gboolean refused = !none && g_error_matches(error, CD_ERROR, CD_ERROR_IO) && cd_error_exit_code(error) == 4;
  g_clear_error(&error);
  return refused;
}

static bool count(guint done, guint total, gpointer user)
{
  *(guint *)user = done;
  return done <= total;
}

int main(int argc, char **argv)
{
  guint done = 0;
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 2;
  options.progress = count;
  options.user = &done;
  GError *error = NULL;
  CdScenario *scenario = argc > 1 && refuses() ? cd_scenario_load(argv[1], NULL, &error) : NULL;
  CdResults *results = scenario ? cd_run(scenario, &options, &error) : NULL;
  char *json = results ? cd_report_json(results) : NULL;
  if (json)
    g_print("%s", json);
  else
    g_printerr("concordat %s: %s\n", CD_VERSION, error ? error->message : "nothing to run");
  g_free(json);
  cd_results_free(results);
  if (scenario)
    cd_scenario_unref(scenario);
  g_clear_error(&error);
  return json && done == 2 ? 0 : 1;
}
