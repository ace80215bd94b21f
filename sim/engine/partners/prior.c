#include "sim/engine/partners/prior.h"

#include <math.h>

static gsize place(const CdPriorOf *of, guint observer, guint other, guint32 block)
{
  guint n = of->values->table->partners->n_councils;
  return (gsize)(observer * n + other) << n | block;
}

static const double *mean_utilities(gpointer user, guint observer, guint other, guint32 block)
{
  CdPriorOf *of = user;
  CdRoundtable *table = of->values->table;
  double **mean = &of->mean[place(of, observer, other, block)];
  if (!*mean) {
    const CdGrid *grid = &table->partners->grid[block];
    *mean = cd_arena_array_raw(table->arena, double, grid->n_texts);
    cd_taste_fill(&table->partners->mean[other], grid, cd_roundtable_compiled(table, observer, block),
                  cd_mask_position(block, other), cd_roundtable_now(table, observer, other), *mean, 1);
  }
  return *mean;
}

static void particle_utilities(gpointer user, guint observer, guint other, guint32 block, const guint *text, guint n,
                               double *u)
{
  CdPriorOf *of = user;
  CdRoundtable *table = of->values->table;
  const CdCompiled *form = cd_roundtable_compiled(table, observer, block);
  const CdConsequences *now = cd_roundtable_now(table, observer, other);
  const CdTaste *taste = &table->partners->taste[other * CD_PARTICLES];
  for (guint i = 0; i < n; i++) {
    guint level[CD_TERM_COUNT];
    CdChange change =
        cd_text_change(&table->partners->grid[block], form, cd_mask_position(block, other), now, text[i], level);
    for (guint p = 0; p < CD_PARTICLES; p++)
      u[(gsize)p * n + i] = cd_taste_utility(&taste[p], &change, level);
  }
}

/* The text with the level of every term that TASTE likes best, in the block's first form. */
static guint ideal_text(const CdTaste *taste, const CdTermTable *table, const CdGrid *grid)
{
  guint text = 0;
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    guint best = 0;
    for (guint l = 1; l < table->levels[t]; l++)
      if ((taste->refused[t][best] && !taste->refused[t][l]) ||
          (taste->refused[t][best] == taste->refused[t][l] && taste->term[t][l] > taste->term[t][best]))
        best = l;
    text = cd_grid_with(grid, text, t, best);
  }
  return text;
}

static double ideal_utility(CdRoundtable *table, guint observer, guint other, guint32 block, const CdTaste *taste)
{
  const CdGrid *grid = &table->partners->grid[block];
  guint level[CD_TERM_COUNT];
  CdChange change = cd_text_change(grid, cd_roundtable_compiled(table, observer, block), cd_mask_position(block, other),
                                   cd_roundtable_now(table, observer, other),
                                   ideal_text(taste, &table->partners->table, grid), level);
  return cd_taste_utility(taste, &change, level);
}

static const double *anchors(CdPriorOf *of, guint observer, guint other, guint32 block)
{
  CdRoundtable *table = of->values->table;
  double **anchor = &of->anchor[place(of, observer, other, block)];
  if (!*anchor) {
    *anchor = cd_arena_array_raw(table->arena, double, 2 * CD_PARTICLES);
    for (guint p = 0; p < CD_PARTICLES; p++) {
      const CdTaste *taste = &table->partners->taste[other * CD_PARTICLES + p];
      (*anchor)[2 * p] = ideal_utility(table, observer, other, block, taste);
      CdTaste alone = cd_taste_alone(taste, &table->partners->table);
      (*anchor)[2 * p + 1] = ideal_utility(table, observer, other, 1u << other, &alone);
    }
  }
  return *anchor;
}

/* What leaving is worth to a particle: going alone on its own terms, less the friction that it would cost. */
static double particle_limit(const CdPriorOf *of, guint other, guint particle, double alone)
{
  const CdPartners *partners = of->values->table->partners;
  bool parts = partners->bau_block[other] != 1u << other;
  return alone - (parts ? partners->manner[other * CD_PARTICLES + particle].friction : 0);
}

static void particle_thresholds(gpointer user, guint observer, guint other, guint32 block, guint meeting, bool closing,
                                double *threshold)
{
  CdPriorOf *of = user;
  const CdRoundtable *table = of->values->table;
  const double *anchor = anchors(of, observer, other, block);
  double t = cd_tactic_time(meeting, MAX(meeting, table->last[other]));
  for (guint p = 0; p < CD_PARTICLES; p++) {
    double limit = particle_limit(of, other, p, anchor[2 * p + 1]);
    const CdTactic *tactic = &table->partners->manner[other * CD_PARTICLES + p].tactic;
    threshold[p] = closing ? limit : cd_target_of_time(tactic, t, limit, fmax(limit, anchor[2 * p]));
  }
}

CdPrior cd_prior_of(CdPriorOf *of, CdBlockValues *values)
{
  CdRoundtable *table = values->table;
  guint n = table->partners->n_councils;
  *of = (CdPriorOf){.values = values,
                    .mean = cd_arena_array(table->arena, double *, (gsize)(n * n) << n),
                    .anchor = cd_arena_array(table->arena, double *, (gsize)(n * n) << n)};
  return (CdPrior){.n_particles = CD_PARTICLES,
                   .spread = CD_PRIOR_SPREAD,
                   .user = of,
                   .mean = mean_utilities,
                   .utilities = particle_utilities,
                   .thresholds = particle_thresholds};
}

const double *cd_prior_chances(CdPriorOf *of, guint observer, guint32 block)
{
  CdRoundtable *table = of->values->table;
  guint members[CD_COUNCILS_MOST], n = cd_mask_members(block, members), n_texts = table->partners->grid[block].n_texts;
  double *chance = cd_arena_array_raw(table->arena, double, n_texts);
  for (guint text = 0; text < n_texts; text++)
    chance[text] = 1;
  for (guint m = 0; m < n; m++) {
    if (members[m] == observer)
      continue;
    const double *u = mean_utilities(of, observer, members[m], block), *anchor = anchors(of, observer, members[m], block);
    double limit = 0;
    for (guint p = 0; p < CD_PARTICLES; p++)
      limit += particle_limit(of, members[m], p, anchor[2 * p + 1]) / CD_PARTICLES;
    for (guint text = 0; text < n_texts; text++)
      chance[text] /= 1 + exp(-(u[text] - limit) / CD_PRIOR_SPREAD);
  }
  return chance;
}
