#include "sim/engine/taste.h"

#include "sim/engine/preference.h"

void cd_taste_make(CdTaste *taste, const CdWorld *world, guint council, const CdTermTable *table)
{
  const CdCouncil *it = &world->council[council];
  *taste = (CdTaste){.weights = {it->weight_cost, it->weight_outcomes, it->weight_continuity, it->weight_control, it->weight_time},
                     .scales = {it->cost_scale, it->outcome_scale, it->continuity_scale, it->time_scale},
                     .terms_weight = it->terms_weight};
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++)
    for (guint l = 0; l < table->levels[term]; l++) {
      double at = table->at[term][l];
      double value = term == CD_TERM_PRICING ? cd_pricing_liking(world, council, (int)at) : cd_term_value(world, council, term, at);
      taste->term[term][l] = cd_term_weight(it, term) * value;
      taste->refused[term][l] = !cd_term_acceptable(world, council, term, at);
    }
}

CdChange cd_change_of(const CdConsequences *then, const CdConsequences *now)
{
  return (CdChange){.cost = cd_relative_change(then->cost, now->cost),
                    .completions = cd_relative_change(then->completions, now->completions),
                    .continuity = cd_relative_change(then->continuity, now->continuity),
                    .control = then->control,
                    .delay = then->delay};
}

double cd_taste_utility(const CdTaste *taste, const CdChange *change, const guint *level)
{
  double terms = 0;
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    if (taste->refused[t][level[t]])
      return CD_REFUSED;
    terms += taste->term[t][level[t]];
  }
  const CdScales *scales = &taste->scales;
  CdValues values = {.cost = cd_linear_value(-change->cost, scales->cost_scale),
                     .outcomes = cd_linear_value(change->completions, scales->outcome_scale),
                     .continuity = cd_linear_value(change->continuity, scales->continuity_scale),
                     .control = change->control,
                     .time = CLAMP(1 - change->delay / scales->time_scale, 0, 1)};
  return (1 - taste->terms_weight) * cd_weigh(&taste->weights, &values) + taste->terms_weight * terms;
}

CdChange cd_text_change(const CdGrid *grid, const CdCompiled *form, guint position, const CdConsequences *now, guint text, guint *level)
{
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    level[t] = cd_grid_level(grid, text, t);
  CdConsequences then = cd_compiled_consequences(&form[cd_grid_level(grid, text, CD_ISSUE_FORM)], position, level);
  return cd_change_of(&then, now);
}

void cd_taste_fill(const CdTaste *taste, const CdGrid *grid, const CdCompiled *form, guint position, const CdConsequences *now,
                   double *u, guint stride)
{
  guint level[CD_TERM_COUNT];
  for (guint text = 0; text < grid->n_texts; text++) {
    CdChange change = cd_text_change(grid, form, position, now, text, level);
    u[(gsize)text * stride] = cd_taste_utility(taste, &change, level);
  }
}
