/* Feeds bytes to the reader of sheets of values, laid over a small scenario. What is accepted must be fit to be written and read again. */
#include <stdlib.h>
#include <string.h>
#include "sim/scenario/load.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static char *scenario_text;

/* Not g_error(), whose trap the fuzzer does not catch. */
static void fault(const char *what)
{
  g_printerr("%s\n", what);
  abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc, (void)argv;
  if (!g_file_get_contents("tests/fuzz/corpus/load/base.xml", &scenario_text, NULL, NULL))
    fault("tests/fuzz/corpus/load/base.xml cannot be read");
  return 0;
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autofree char *sheet = g_malloc0(size + 1); /* readers end on a zero byte */
  if (size > 0)
    memcpy(sheet, data, size);
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_read_with(scenario_text, strlen(scenario_text), "fuzz.xml", NULL, sheet, size,
                                               "fuzz.csv", NULL, &error);
  if (!scenario && (!error || error->domain != CD_ERROR || !g_utf8_validate(error->message, -1, NULL)))
    fault("refused without a fit message");
  if (scenario) {
    g_autofree char *written = cd_scenario_to_xml(scenario);
    CdScenario *again = cd_scenario_read_text(written, strlen(written), "written.xml", NULL, NULL, NULL);
    if (!again)
      fault("what a sheet set cannot be written");
    cd_scenario_unref(again);
  }
  cd_scenario_unref(scenario);
  return 0;
}
