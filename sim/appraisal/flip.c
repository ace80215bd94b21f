#include "sim/appraisal/flip.h"

double cd_flip_way(const CdFlipTogether *together, guint move, double t)
{
  return MIN(1, t * together->move[move].gain / together->move[0].gain);
}

double cd_flip_place(const CdFlipTogether *together, guint move, double t)
{
  const CdFlipMove *it = &together->move[move];
  double z = cd_flip_way(together, move, t);
  return z >= 1 ? it->end : it->central + z * (it->end - it->central);
}

static void lever_clear(CdFlipLever *it)
{
  cd_lever_clear(&it->lever);
  cd_crossings_free(it->within);
  cd_crossings_free(it->below);
  cd_crossings_free(it->above);
  g_free(it->point);
}

void cd_flip_free(CdFlip *flip)
{
  if (!flip)
    return;
  for (guint l = 0; l < flip->n; l++)
    lever_clear(&flip->lever[l]);
  g_free(flip->lever);
  g_free(flip->together.move);
  cd_crossings_free(flip->together.along);
  for (guint c = 0; c < flip->n_choices; c++)
    cd_alternative_clear(&flip->choice[c].word);
  g_free(flip->choice);
  cd_metric_layout_free(flip->layout);
  cd_scenario_unref(flip->scenario);
  g_free(flip);
}
