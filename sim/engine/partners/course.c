#include "sim/engine/partners/course.h"

#include <math.h>

static guint32 going(const CdTalksEventSpec *event)
{
  return cd_refs_mask(&event->notice) | cd_refs_mask(&event->with);
}

CdCourseStep cd_course_step(const CdTalksEventSpec *event, const CdDecision *decision)
{
  guint32 block = decision->council[event->notice.at[0]].block;
  for (guint r = 0; r < event->notice.n; r++)
    if (decision->council[event->notice.at[r]].departure != CD_GAVE_NOTICE)
      return CD_COURSE_NOT_BEGUN;
  if ((going(event) & ~block) != 0 || (cd_refs_mask(&event->without) & block) != 0)
    return CD_COURSE_NOTICE;
  for (guint r = 0; event->wanted == CD_YES && r < event->without.n; r++)
    if (!decision->council[event->without.at[r]].wanted_to_stay)
      return CD_COURSE_GROUPING;
  return CD_COURSE_TAKEN;
}

/* The most that COUNCIL expects of a block with any of OTHERS; -INFINITY where none would form. */
static double best_with(const CdBlockValues *values, guint council, guint32 others)
{
  double best = -INFINITY;
  for (guint32 block = 1; block < 1u << values->table->partners->n_councils; block++)
    if (block >> council & 1 && block & others && values->solution[block].forms)
      best = fmax(best, values->solution[block].value[council]);
  return best;
}

/* The most that any text leaves to whoever gains least over the block's own alternatives. */
static double surplus_of(const CdBlockValues *values, guint32 block)
{
  guint members[CD_COUNCILS_MOST], n = cd_mask_members(block, members);
  const double *reservation = values->solution[block].reservation, *u = cd_block_utilities(values, block);
  double most = -INFINITY;
  for (guint text = 0; n > 1 && text < values->table->partners->grid[block].n_texts; text++) {
    double least = INFINITY;
    for (guint m = 0; m < n; m++)
      least = fmin(least, u[(gsize)text * n + m] - reservation[members[m]]);
    most = fmax(most, least);
  }
  return n > 1 ? most : INFINITY;
}

double cd_course_nearness(const CdTalksEventSpec *event, const CdBlockValues *values)
{
  const CdPartners *partners = values->table->partners;
  guint32 block = going(event), others = cd_refs_mask(&event->without);
  double nearness = surplus_of(values, block);
  guint members[CD_COUNCILS_MOST], n = cd_mask_members(block, members);
  for (guint m = 0; m < n; m++) {
    guint i = members[m];
    double friction = partners->bau_block[i] != block ? values->table->manner[i].friction : 0;
    nearness = fmin(nearness, values->solution[block].value[i] - friction - best_with(values, i, others));
  }
  return nearness;
}
