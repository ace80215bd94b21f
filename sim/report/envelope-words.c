#include "sim/report/envelope-words.h"

#include "sim/report/figure.h"

char *cd_envelope_sentence(const CdResults *results)
{
  g_autoptr(GString) line = g_string_new(NULL);
  for (guint s = 0; s < results->n_forced; s++) {
    double often = cd_option_total(results, s, CD_METRIC_OVER_ENVELOPE)->mean;
    if (!(often > 0))
      continue;
    g_autofree char *share = cd_figure_share_of(often),
                    *much = cd_figure(CD_FIGURE_MONEY,
                                      cd_option_total(results, s, CD_METRIC_OVER_ENVELOPE_COST)->mean / often);
    g_string_append_printf(line, "%s“%s” in %s of runs, by %s a year on average where so", line->len ? "; " : "",
                           cd_option_label(results, s), share, much);
  }
  return line->len == 0
             ? NULL
             : g_strdup_printf("Above the highest price that councils had set for a contract (by a remedy where nobody "
                               "bids, or an extension): %s. Costs here hold it.",
                               line->str);
}
