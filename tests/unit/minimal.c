#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/report.h"
#include "concordat/run.h"
#include "sim/scenario/load.h"
#include "tests/unit/minimal.h"

CdScenario *cd_minimal_scenario(const char *const *pair)
{
  g_autofree char *here = g_path_get_dirname(__FILE__);
  g_autofree char *path = g_build_filename(here, "..", "scenarios", "minimal.xml", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
  g_autoptr(GString) text = g_string_new(bytes);
  for (; pair[0]; pair += 2)
    assert_true(g_string_replace(text, pair[0], pair[1], 0) > 0);
  CdScenario *scenario = cd_scenario_read_text(text->str, text->len, "minimal.xml", NULL, NULL, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  return scenario;
}

char *cd_minimal_page(const char *const *pair)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 4;
  options.jobs = 1;
  g_autoptr(CdResults) results = cd_run(scenario, &options, NULL);
  return cd_report_html(results);
}

void cd_assert_tells(const char *page, const char *text)
{
  if (!strstr(page, text))
    fail_msg("the page does not say: %s", text);
}

CdResults *cd_minimal_run(guint replicates, guint jobs)
{
  const char *const nothing[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(nothing);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = replicates;
  options.jobs = jobs;
  options.alternatives = false;
  g_autoptr(GError) error = NULL;
  CdResults *results = cd_run(scenario, &options, &error);
  if (!results)
    fail_msg("%s", error->message);
  return results;
}
