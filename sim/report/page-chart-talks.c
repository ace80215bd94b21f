#include "sim/report/page-charts.h"

#include <math.h>
#include "sim/report/partners.h"

/* Groupings that share less than this stand in the table alone. */
#define LEAST_SHARE 0.005

static char *headline_text(const CdResults *results)
{
  const CdAccordPartition *most = &results->accord->partition[0];
  g_autofree char *who = cd_partition_text(results->scenario, &most->partition);
  g_autofree char *share = cd_figure_share_of(most->share.share);
  g_autofree char *range = cd_figure_range(CD_FIGURE_PART, most->share.low, most->share.high, false);
  g_autofree char *months = cd_figure(CD_FIGURE_TIME, most->months);
  return g_strdup_printf(
      "Left to themselves, the councils%s end with %s: under %s of the assumptions tried (%s), after %s "
      "months of talks on average",
      results->accord->n_partitions > 1 ? " most often" : "", who, share, range, months);
}

void cd_chart_of_talks(CdSection section)
{
  const CdAccord *accord = section.results->accord;
  g_autoptr(GArray) rows = cd_chart_rows_new();
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (guint p = 0; p < cd_ends_told(accord); p++) {
    const CdAccordPartition *it = &accord->partition[p];
    if (it->share.share < LEAST_SHARE && p > 0)
      continue;
    const CdSummary share = {it->share.share, it->share.low, it->share.high, NAN, NAN, NAN, it->share.of};
    g_autofree char *told = cd_figure_share_of(it->share.share), *months = cd_figure(CD_FIGURE_TIME, it->months);
    char *who = cd_partition_text(section.results->scenario, &it->partition);
    g_ptr_array_add(names, who);
    cd_chart_rows_add(rows, who, g_strdup_printf("%s, %s months", told, months), &share);
  }
  if (rows->len == 0)
    return;
  g_autofree char *headline = headline_text(section.results);
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_rows(&chart, CD_FIGURE_PART, "Share of the assumptions tried", rows);
  cd_page_chart(
      section.page, &chart, "chart-talks", headline,
      "Each way in which they end up together or apart (| stands between those who part): the dot is its share of "
      "the assumptions tried, the bar the 95% interval of that share; at the right also the months that talks "
      "take. Not a forecast of what these councils will do.");
}
