#include "sim/engine/partners/taste.h"

#include <string.h>
#include "sim/engine/preference.h"

void cd_taste_make(CdTaste *taste, const CdWorld *world, guint council, const CdTermTable *table)
{
  const CdCouncil *it = &world->council[council];
  *taste = (CdTaste){
      .weights = {it->weight_cost, it->weight_outcomes, it->weight_continuity, it->weight_control, it->weight_time},
      .scales = {it->cost_scale, it->outcome_scale, it->continuity_scale, it->time_scale, false},
      .terms_weight = it->terms_weight};
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++)
    for (guint l = 0; l < table->levels[term]; l++) {
      double at = table->at[term][l];
      double value = term == CD_TERM_PRICING ? cd_pricing_liking(world, council, (int)at)
                                             : cd_term_value(world, council, term, at);
      taste->term[term][l] = cd_term_weight(it, term) * value;
      taste->refused[term][l] = !cd_term_acceptable(world, council, term, at);
    }
}

static void add_mean(CdTaste *mean, const CdTaste *one, const CdTermTable *table, double part)
{
  double consequences = part * (1 - one->terms_weight);
  mean->weights.cost += consequences * one->weights.cost;
  mean->weights.outcomes += consequences * one->weights.outcomes;
  mean->weights.continuity += consequences * one->weights.continuity;
  mean->weights.control += consequences * one->weights.control;
  mean->weights.time += consequences * one->weights.time;
  mean->terms_weight += part * one->terms_weight;
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    for (guint l = 0; l < table->levels[t]; l++)
      mean->term[t][l] += part * one->terms_weight * one->term[t][l];
}

/* The sums were of weights times the parts that they weigh: taken apart again, so that utilities are linear in tastes. */
static void finish_mean(CdTaste *mean, const CdTermTable *table)
{
  double consequences = 1 - mean->terms_weight;
  if (consequences > 0) {
    mean->weights.cost /= consequences;
    mean->weights.outcomes /= consequences;
    mean->weights.continuity /= consequences;
    mean->weights.control /= consequences;
    mean->weights.time /= consequences;
  }
  for (guint t = 0; mean->terms_weight > 0 && t < CD_TERM_COUNT; t++)
    for (guint l = 0; l < table->levels[t]; l++)
      mean->term[t][l] /= mean->terms_weight;
}

/* A weight over its scale is the slope of utility, and slopes are averaged; where nobody weighs it, scales are. */
static double mean_scale(double weight, double slope, double plain)
{
  return slope > 0 ? weight / slope : plain;
}

static void mean_scales(CdTaste *mean, const CdTaste *const *taste, const double *part, guint n)
{
  CdScales slope = {0}, plain = {0};
  for (guint i = 0; i < n; i++) {
    const CdWeights *weight = &taste[i]->weights;
    const CdScales *scale = &taste[i]->scales;
    double consequences = part[i] * (1 - taste[i]->terms_weight);
    slope.cost_scale += consequences * weight->cost / scale->cost_scale;
    slope.outcome_scale += consequences * weight->outcomes / scale->outcome_scale;
    slope.continuity_scale += consequences * weight->continuity / scale->continuity_scale;
    slope.time_scale += consequences * weight->time / scale->time_scale;
    plain.cost_scale += part[i] * scale->cost_scale;
    plain.outcome_scale += part[i] * scale->outcome_scale;
    plain.continuity_scale += part[i] * scale->continuity_scale;
    plain.time_scale += part[i] * scale->time_scale;
  }
  double consequences = 1 - mean->terms_weight;
  mean->scales.cost_scale = mean_scale(consequences * mean->weights.cost, slope.cost_scale, plain.cost_scale);
  mean->scales.outcome_scale =
      mean_scale(consequences * mean->weights.outcomes, slope.outcome_scale, plain.outcome_scale);
  mean->scales.continuity_scale =
      mean_scale(consequences * mean->weights.continuity, slope.continuity_scale, plain.continuity_scale);
  mean->scales.time_scale = mean_scale(consequences * mean->weights.time, slope.time_scale, plain.time_scale);
}

void cd_taste_mean(CdTaste *mean, const CdTaste *const *taste, const double *part, guint n, const CdTermTable *table)
{
  *mean = (CdTaste){0};
  for (guint i = 0; i < n; i++)
    add_mean(mean, taste[i], table, part[i]);
  finish_mean(mean, table);
  mean_scales(mean, taste, part, n);
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    for (guint l = 0; l < table->levels[t]; l++) {
      mean->refused[t][l] = true;
      for (guint i = 0; i < n; i++)
        mean->refused[t][l] = mean->refused[t][l] && taste[i]->refused[t][l];
    }
}

CdTaste cd_taste_alone(const CdTaste *taste, const CdTermTable *table)
{
  CdTaste alone = *taste;
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++) {
    bool none_left = true;
    for (guint l = 0; l < table->levels[term]; l++)
      none_left = none_left && taste->refused[term][l];
    if (none_left)
      memset(alone.refused[term], 0, sizeof alone.refused[term]);
  }
  return alone;
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
  CdValues values = {.cost = cd_cost_value(change->cost, scales->cost_scale),
                     .outcomes = cd_linear_value(change->completions, scales->outcome_scale),
                     .continuity = cd_linear_value(change->continuity, scales->continuity_scale),
                     .control = change->control,
                     .time = CLAMP(1 - change->delay / scales->time_scale, 0, 1)};
  return (1 - taste->terms_weight) * cd_weigh(&taste->weights, &values) + taste->terms_weight * terms;
}

CdChange cd_text_change(const CdGrid *grid, const CdCompiled *form, guint position, const CdConsequences *now,
                        guint text, guint *level)
{
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    level[t] = cd_grid_level(grid, text, t);
  CdConsequences then = cd_compiled_consequences(&form[cd_grid_level(grid, text, CD_ISSUE_FORM)], position, level);
  return cd_change_of(&then, now);
}

/* What stays the same over the outcomes shares and localisations of one offer (length, quality weight, pricing) of a form. */
typedef struct {
  const CdTaste *taste;
  const CdCompiled *form;
  const CdConsequences *now;
  guint position, length, pricing;
  gsize offer; /* place in the form's tables */
  double flow[CD_CHANNEL_COUNT]; /* at the base of outcomes share and the quality offered at the least localisation, localisation itself left out */
  double worth; /* of time and the offer's own terms, weighed */
} Offer;

/* What the quality offered does to flow K. */
static double quality_factor(const Offer *it, gsize k, guint localisation)
{
  double quality = cd_compiled_quality(it->form, it->offer, localisation);
  return 1 + it->form->by_quality[k] * (quality - it->form->quality_base[it->pricing]);
}

static Offer offer_of(const CdTaste *taste, const CdCompiled *form, guint position, const CdConsequences *now,
                      guint length, guint quality, guint pricing)
{
  const guint *n = form->table->levels;
  Offer it = {.taste = taste, .form = form, .now = now, .position = position, .length = length, .pricing = pricing};
  it.offer = cd_compiled_offer(form, length, quality, pricing);
  for (guint channel = 0; channel < CD_CHANNEL_COUNT; channel++) {
    gsize k = (gsize)position * CD_CHANNEL_COUNT + channel;
    it.flow[channel] = form->base[k * n[CD_TERM_PRICING] + pricing] * quality_factor(&it, k, 0);
  }
  double of_time = CLAMP(1 - form->delay / taste->scales.time_scale, 0, 1);
  it.worth = (1 - taste->terms_weight) * taste->weights.time * of_time +
             taste->terms_weight * (taste->term[CD_TERM_LENGTH][length] + taste->term[CD_TERM_QUALITY_WEIGHT][quality] +
                                    taste->term[CD_TERM_PRICING][pricing]);
  return it;
}

/* LOCAL[channel * n_local + a]: what localisation does to each flow, by itself and through the quality that it leaves the envelope to pay for. */
static void shape_by_localisation(const Offer *it, double *local)
{
  guint n = it->form->table->levels[CD_TERM_LOCALISATION];
  for (gsize channel = 0; channel < CD_CHANNEL_COUNT; channel++) {
    gsize k = (gsize)it->position * CD_CHANNEL_COUNT + channel;
    for (guint a = 0; a < n; a++) {
      local[channel * n + a] = it->form->by_localisation[k * n + a];
      if (it->form->n_localities > 1)
        local[channel * n + a] *= quality_factor(it, k, a) / quality_factor(it, k, 0);
    }
  }
}

/* U[(outcomes share * localisations + localisation) * STRIDE] for one offer. */
static void fill_offer(const Offer *it, double *u, guint stride)
{
  const CdTaste *taste = it->taste;
  const CdCompiled *form = it->form;
  guint n_outcomes = form->table->levels[CD_TERM_OUTCOMES_SHARE], n_local = form->table->levels[CD_TERM_LOCALISATION];
  gsize k = (gsize)it->position * CD_CHANNEL_COUNT;
  const double *control = &form->control[it->position * n_local];
  double local[CD_CHANNEL_COUNT * CD_LEVELS_MOST];
  shape_by_localisation(it, local);
  double consequences = 1 - taste->terms_weight;
  double per_completion = consequences * taste->weights.outcomes,
         per_continuity = consequences * taste->weights.continuity;
  double of_control[CD_LEVELS_MOST]; /* and of cost: both go by localisation alone */
  for (guint a = 0; a < n_local; a++) {
    double paid = cd_compiled_cost(form, it->position, it->offer, it->length, a);
    double cost = cd_relative_change(paid, it->now->cost);
    of_control[a] = consequences * (taste->weights.control * control[a] +
                                    taste->weights.cost * cd_cost_value(cost, taste->scales.cost_scale));
  }
  for (guint o = 0; o < n_outcomes; o++) {
    double away = form->table->at[CD_TERM_OUTCOMES_SHARE][o] - form->outcomes_base, flow[CD_CHANNEL_COUNT];
    for (guint channel = 0; channel < CD_CHANNEL_COUNT; channel++)
      flow[channel] = it->flow[channel] * (1 + form->by_outcomes[k + channel] * away);
    double avoided = form->avoided_base[it->position] + form->avoided[it->position] * away;
    for (guint a = 0; a < n_local; a++, u += stride) {
      if (taste->refused[CD_TERM_OUTCOMES_SHARE][o] || taste->refused[CD_TERM_LOCALISATION][a]) {
        *u = CD_REFUSED;
        continue;
      }
      double completions = flow[CD_CHANNEL_COMPLETIONS] * local[CD_CHANNEL_COMPLETIONS * n_local + a] + avoided;
      double continuity = flow[CD_CHANNEL_CJ] * local[CD_CHANNEL_CJ * n_local + a] -
                          flow[CD_CHANNEL_LOSSES] * local[CD_CHANNEL_LOSSES * n_local + a];
      *u = it->worth + of_control[a] +
           per_completion *
               cd_linear_value(cd_relative_change(completions, it->now->completions), taste->scales.outcome_scale) +
           per_continuity *
               cd_linear_value(cd_relative_change(continuity, it->now->continuity), taste->scales.continuity_scale) +
           taste->terms_weight * (taste->term[CD_TERM_OUTCOMES_SHARE][o] + taste->term[CD_TERM_LOCALISATION][a]);
    }
  }
}

static void refuse_offer(double *u, guint n, guint stride)
{
  for (guint i = 0; i < n; i++)
    u[(gsize)i * stride] = CD_REFUSED;
}

/* The form is the last issue, so texts of one form lie its number of forms apart. */
void cd_taste_fill(const CdTaste *taste, const CdGrid *grid, const CdCompiled *form, guint position,
                   const CdConsequences *now, double *u, guint stride)
{
  const guint *n = grid->levels;
  guint forms = n[CD_ISSUE_FORM], inner = n[CD_TERM_OUTCOMES_SHARE] * n[CD_TERM_LOCALISATION];
  for (guint l = 0; l < n[CD_TERM_LENGTH]; l++)
    for (guint q = 0; q < n[CD_TERM_QUALITY_WEIGHT]; q++)
      for (guint p = 0; p < n[CD_TERM_PRICING]; p++)
        for (guint f = 0; f < forms; f++) {
          gsize first = (((gsize)l * n[CD_TERM_QUALITY_WEIGHT] + q) * n[CD_TERM_PRICING] + p) * inner * forms + f;
          if (taste->refused[CD_TERM_LENGTH][l] || taste->refused[CD_TERM_QUALITY_WEIGHT][q] ||
              taste->refused[CD_TERM_PRICING][p]) {
            refuse_offer(&u[first * stride], inner, forms * stride);
            continue;
          }
          Offer offer = offer_of(taste, &form[f], position, now, l, q, p);
          fill_offer(&offer, &u[first * stride], forms * stride);
        }
}
