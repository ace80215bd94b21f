#include "sim/negotiation/domain.h"

void cd_grid_init(CdGrid *grid, guint n_issues, const guint *levels)
{
  g_assert(n_issues >= 1 && n_issues <= CD_ISSUE_MAX);
  *grid = (CdGrid){.n_issues = n_issues, .n_texts = 1};
  for (guint i = n_issues; i-- > 0;) {
    g_assert(levels[i] >= 1);
    grid->levels[i] = levels[i];
    grid->stride[i] = grid->n_texts;
    grid->n_texts *= levels[i];
  }
}
