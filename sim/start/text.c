#include "sim/start/text.h"

#include <gio/gio.h>
#include "sim/start/case-resource.h"

GBytes *cd_case_resource(const char *name)
{
  g_autofree char *path = g_strconcat("/concordat/start/", name, NULL);
  GBytes *text = g_resource_lookup_data(cd_case_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert(text);
  return text;
}
