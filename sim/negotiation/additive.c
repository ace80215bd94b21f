#include "sim/negotiation/additive.h"

void cd_additive(const CdGrid *grid, const double *const *part, guint position, guint n_parties, double *u)
{
  double before[CD_ISSUE_MAX + 1] = {0}; /* sums over the issues before each */
  guint level[CD_ISSUE_MAX] = {0}, changed = 0;
  for (guint text = 0; text < grid->n_texts; text++) {
    for (guint issue = changed; issue < grid->n_issues; issue++)
      before[issue + 1] = before[issue] + part[issue][level[issue]];
    u[(gsize)text * n_parties + position] = MIN(before[grid->n_issues], 1);
    changed = cd_grid_next(grid, level);
  }
}
