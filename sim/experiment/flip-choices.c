#include "sim/experiment/flip.h"

#include <math.h>
#include <string.h>
#include "sim/experiment/refusal.h"
#include "sim/scenario/load.h"

static bool run(CdFlipWork *work, const CdScenario *scenario, guint64 seed, guint n, double *d)
{
  g_autofree double *each = g_new(double, (gsize)n *CD_LUCKS);
  if (!cd_probe_run(&work->probe, scenario, seed, n, each))
    return false;
  cd_probe_means(each, n, d);
  return true;
}

static bool look_at(CdFlipWork *work, CdFlipChoice *it, const CdScenario *scenario)
{
  const CdFlip *flip = work->flip;
  g_autofree double *d = g_new(double, flip->replicates);
  const double *base = work->base;
  if (!run(work, scenario, flip->seed, flip->each, d))
    return false;
  CdEstimate with = cd_controlled(&base, 1, flip->replicates, d, flip->each);
  it->with = cd_flip_end(NAN, &with, flip->freedom);
  if (!(flip->side * it->with.mean < 0))
    return true;
  it->change = CD_FLIP_PERHAPS;
  if (!cd_flip_is_clear(&it->with))
    return true;
  if (!run(work, scenario, flip->fresh, flip->replicates, d))
    return false;
  CdEstimate fresh = cd_uncontrolled(d, flip->replicates);
  it->fresh = cd_flip_end(NAN, &fresh, flip->replicates - 1.0);
  if (cd_flip_is_clear(&it->fresh) && flip->side * it->fresh.mean < 0)
    it->change = CD_FLIP_REVERSES;
  return true;
}

bool cd_flip_look_at_choices(CdFlipWork *work)
{
  CdFlip *flip = work->flip;
  g_autofree CdAlternative *word = cd_alternatives_words(flip->scenario, &flip->n_choices);
  g_autofree char *xml = cd_scenario_to_xml(flip->scenario);
  flip->choice = g_new0(CdFlipChoice, flip->n_choices + 1);
  for (guint c = 0; c < flip->n_choices; c++)
    flip->choice[c] = (CdFlipChoice){.word = word[c], .with = {NAN, NAN, NAN, NAN}, .fresh = {NAN, NAN, NAN, NAN}};
  for (guint c = 0; c < flip->n_choices; c++) {
    CdFlipChoice *it = &flip->choice[c];
    const char *const settings[] = {it->word.setting, NULL};
    g_autoptr(GError) problem = NULL;
    g_autoptr(CdScenario) scenario =
        cd_scenario_read_text(xml, strlen(xml), flip->scenario->id, NULL, settings, &problem);
    if (!scenario)
      it->word.refusal = cd_refusal_text(problem);
    else if (!look_at(work, it, scenario))
      return false;
  }
  return true;
}
