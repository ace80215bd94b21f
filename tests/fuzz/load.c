/* Feeds bytes to the loader: up to the first zero byte they are the file, behind it settings, one a line. What loads must write
 * and read back the same. */
#include <stdlib.h>
#include <string.h>
#include "sim/scenario/load.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Not g_error(), whose trap the fuzzer does not catch. */
static void fault(const char *what)
{
  g_printerr("%s\n", what);
  abort();
}

static void check_round_trip(const CdScenario *scenario)
{
  g_autofree char *written = cd_scenario_to_xml(scenario);
  g_autoptr(GError) error = NULL;
  CdScenario *again = cd_scenario_read_text(written, strlen(written), "written.xml", NULL, NULL, &error);
  if (!again)
    fault(error->message);
  g_autofree char *rewritten = cd_scenario_to_xml(again);
  if (!g_str_equal(written, rewritten))
    fault("what was written reads back as something else");
  cd_scenario_unref(again);
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  const char *text = (const char *)data, *zero = size ? memchr(text, 0, size) : NULL;
  gsize length = zero ? (gsize)(zero - text) : size;
  g_autofree char *rest = zero ? g_strndup(zero + 1, size - length - 1) : NULL;
  g_auto(GStrv) settings = rest ? g_strsplit(rest, "\n", 8) : NULL;
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_read_text(text, length, "fuzz.xml", NULL, (const char *const *)settings, &error);
  if (!scenario && (!error || error->domain != CD_ERROR || !g_utf8_validate(error->message, -1, NULL)))
    fault("refused without a fit message");
  if (scenario)
    check_round_trip(scenario);
  cd_scenario_unref(scenario);
  return 0;
}
