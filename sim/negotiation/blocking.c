#include "sim/negotiation/blocking.h"

enum { PARTIES_MAX = 32 };

/* Since the largest of some utilities reaches a threshold where any of them does, it is enough to know who reaches
 * theirs: a bit a party. Relaxing an issue is then OR over its levels. One cell a text of the issues that are
 * left. */
typedef struct {
  guint n;
  const guint32 *cell;
} Reach;

static Reach reach_of(const CdDomain *domain, const double *threshold, CdArena *arena)
{
  guint n = domain->grid->n_texts;
  guint32 *cell = cd_arena_array(arena, guint32, n);
  for (guint x = 0; x < n; x++)
    for (guint j = 0; j < domain->n_parties; j++)
      cell[x] |= (guint32)cd_reaches(cd_domain_u(domain, x, j), threshold[j]) << j;
  return (Reach){.n = n, .cell = cell};
}

/* FROM, in which the issues in RELAXED have gone, without ISSUE also. */
static Reach relax(const CdGrid *grid, Reach from, guint relaxed, guint issue, CdArena *arena)
{
  guint levels = grid->levels[issue], inner = 1;
  for (guint i = issue + 1; i < grid->n_issues; i++)
    inner *= relaxed >> i & 1 ? 1 : grid->levels[i];
  Reach to = {.n = from.n / levels};
  guint32 *cell = cd_arena_array(arena, guint32, to.n);
  for (guint x = 0; x < from.n; x++)
    cell[x / (inner * levels) * inner + x % inner] |= from.cell[x];
  to.cell = cell;
  return to;
}

static bool open_to(Reach reach, guint32 everybody)
{
  for (guint x = 0; x < reach.n; x++)
    if (reach.cell[x] == everybody)
      return true;
  return false;
}

static bool holds_one_of(guint set, const CdBlocking *found)
{
  for (guint k = 0; k < found->n; k++)
    if ((set & found->set[k]) == found->set[k])
      return true;
  return false;
}

CdBlocking cd_blocking(const CdDomain *domain, const double *threshold, CdArena *arena)
{
  g_assert(domain->n_parties <= PARTIES_MAX && domain->grid->n_issues <= CD_BLOCKING_ISSUES);
  const CdGrid *grid = domain->grid;
  CdBlocking found = {.kind = CD_BLOCKING_NOTHING};
  guint32 everybody = G_MAXUINT32 >> (PARTIES_MAX - domain->n_parties);
  gsize mark = cd_arena_mark(arena);
  Reach reach[1 << CD_BLOCKING_ISSUES] = {[0] = reach_of(domain, threshold, arena)};
  bool open = open_to(reach[0], everybody);
  /* Subsets have smaller numbers: whatever a set is made from, or contains, has been looked at. */
  for (guint set = 1; !open && set < 1u << grid->n_issues; set++) {
    if (holds_one_of(set, &found))
      continue;
    guint rest = set & (set - 1), issue = (guint)g_bit_nth_lsf(set, -1);
    reach[set] = relax(grid, reach[rest], rest, issue, arena);
    if (open_to(reach[set], everybody))
      found.set[found.n++] = set;
  }
  cd_arena_rewind(arena, mark);
  if (!open)
    found.kind = found.n > 0 ? CD_BLOCKING_TERMS : CD_BLOCKING_CONSEQUENCES;
  return found;
}
