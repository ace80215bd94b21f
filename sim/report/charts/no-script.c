#include "sim/report/charts/script.h"

const CdChartScript *cd_chart_script(void)
{
  return NULL;
}
