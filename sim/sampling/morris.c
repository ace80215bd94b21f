#include "sim/sampling/morris.h"

#include "sim/base/random.h"

/* Parts of a trajectory's stream: its months. */
enum { LOW, DIRECTION, ORDER };

double cd_morris_step(CdLevels where, guint levels)
{
  return cd_level_unit(where, levels / 2, levels) - cd_level_unit(where, 0, levels);
}

static inline guint group_of(const CdMorris *morris, guint factor)
{
  return morris->group ? morris->group[factor] : factor;
}

static double draw(const CdMorris *morris, guint64 trajectory, guint32 column, guint part)
{
  return cd_stream_uniform(cd_stream(morris->seed, column, CD_PURPOSE_DESIGN_MORRIS, trajectory), part, 0);
}

void cd_morris_draw(const CdMorris *morris, guint64 trajectory, CdTrajectory *drawn)
{
  for (guint f = 0; f < morris->factors; f++) {
    drawn->low[f] = (guint)(draw(morris, trajectory, f, LOW) * (morris->levels / 2));
    drawn->rises[f] = draw(morris, trajectory, morris->mixed ? f : group_of(morris, f), DIRECTION) < 0.5;
  }
  for (guint g = 0; g < morris->groups; g++) { /* Fisher and Yates' shuffle, inside out */
    guint at = (guint)(draw(morris, trajectory, g, ORDER) * (g + 1));
    drawn->order[g] = drawn->order[at];
    drawn->order[at] = g;
  }
  for (guint g = 0; g < morris->groups; g++)
    drawn->place[drawn->order[g]] = g;
}

void cd_morris_levels(const CdMorris *morris, const CdTrajectory *trajectory, guint point, guint *level)
{
  guint half = morris->levels / 2;
  for (guint f = 0; f < morris->factors; f++) {
    bool has_moved = trajectory->place[group_of(morris, f)] < point;
    level[f] = trajectory->low[f] + (has_moved == trajectory->rises[f] ? half : 0);
  }
}
