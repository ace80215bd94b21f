#include "sim/report/charts/script.h"

#include <gio/gio.h>
#include "sim/report/charts/charts-resource.h"

/* What is compiled in lies in memory as long as the program, and ends with nought. */
static const char *held(const char *path)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data(cd_charts_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert(bytes);
  return g_bytes_get_data(bytes, NULL);
}

const CdChartScript *cd_chart_script(void)
{
  static CdChartScript script;
  static gsize known = 0;
  if (g_once_init_enter(&known)) {
    script = (CdChartScript){held("/concordat/charts.packed"), held("/concordat/charts-loader.js"),
                             held("/concordat/charts.hash")};
    g_once_init_leave(&known, 1);
  }
  return &script;
}
