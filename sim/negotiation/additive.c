#include "sim/negotiation/additive.h"

void cd_additive(const CdGrid *grid, const double *const *part, guint position, guint n_parties, double *u)
{
  double before[CD_ISSUE_MAX + 1] = {0}; /* sums over the issues before each */
  guint level[CD_ISSUE_MAX] = {0}, issue = 0;
  for (guint text = 0; text < grid->n_texts; text++) {
    for (; issue < grid->n_issues; issue++)
      before[issue + 1] = before[issue] + part[issue][level[issue]];
    u[(gsize)text * n_parties + position] = MIN(before[issue], 1);
    while (issue > 0 && ++level[issue - 1] == grid->levels[issue - 1])
      level[--issue] = 0;
    issue -= issue > 0;
  }
}
