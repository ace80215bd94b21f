#include "sim/experiment/refusal.h"

char *cd_refusal_text(const GError *problem)
{
  g_auto(GStrv) line = g_strsplit(problem->message, "\n", 2);
  g_auto(GStrv) part = g_strsplit_set(line[0], "[]", 3);
  return g_str_equal(part[0], "error") && part[1] && part[2] ? g_strconcat(part[1], part[2], NULL) : g_strdup(line[0]);
}
