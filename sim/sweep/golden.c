#include "sim/sweep/golden.h"

#include <math.h>
#include "sim/sweep/crew.h"

char *cd_golden(CdSweepPlan *plan, double seconds)
{
  g_autoptr(CdCrew) crew = cd_crew_new(plan, 1, seconds);
  cd_crew_give(crew, (CdTask){.point = 0, .from = 0, .to = 1});
  g_autoptr(CdUnits) units = cd_crew_next(crew, -1);
  if (units->status[0] == CD_UNIT_TIMEOUT)
    return g_strdup(CD_GOLDEN_TIMEOUT);
  gsize n = cd_units_values(plan, 1);
  for (gsize v = 0; v < n; v++)
    units->value[v] = isnan(units->value[v]) ? (double)NAN : units->value[v];
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)cd_unit_status[units->status[0]], -1);
  g_checksum_update(sum, (const guchar *)units->value, (gssize)(n * sizeof *units->value));
  return g_strdup(g_checksum_get_string(sum));
}

bool cd_golden_agree(const char *a, const char *b)
{
  return g_strcmp0(a, b) == 0 || g_strcmp0(a, CD_GOLDEN_TIMEOUT) == 0 || g_strcmp0(b, CD_GOLDEN_TIMEOUT) == 0;
}
