/* levels.h - where N levels of a factor stand in [0, 1]. */
#pragma once

#include <glib.h>

typedef enum {
  CD_LEVELS_ENDS, /* l / (n - 1): the lowest at 0, the highest at 1; a single one in the middle */
  CD_LEVELS_MIDDLES /* (l + 1/2) / n: in the middle of n equal parts, so never at 0 or 1, where many distributions have no end */
} CdLevels;

static inline double cd_level_unit(CdLevels where, guint level, guint n)
{
  if (where == CD_LEVELS_MIDDLES || n == 1)
    return (level + 0.5) / n;
  return (double)level / (n - 1);
}
