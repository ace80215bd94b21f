#include "sim/report/charts/script.h"

#include <gio/gio.h>
#include "sim/report/charts/charts-resource.h"

GBytes *cd_chart_script(void)
{
  GBytes *script =
      g_resource_lookup_data(cd_charts_get_resource(), "/concordat/charts.js", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert(script);
  return script;
}
