#include "sim/sensitivity/robustness.h"

#include <math.h>
#include "sim/base/order.h"

static double weight_of(const CdScenarios *it, guint scenario)
{
  return it->weight ? it->weight[scenario] : 1;
}

static double value_of(const CdScenarios *it, guint option, guint scenario)
{
  return it->value[(gsize)option * it->scenarios + scenario];
}

static bool is_sound(const CdScenarios *it, GError **error)
{
  double total = 0;
  for (guint s = 0; s < it->scenarios; s++) {
    if (!(weight_of(it, s) >= 0) || !isfinite(weight_of(it, s))) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "scenario %u has a weight of %g: weights are 0 or more", s + 1,
                  weight_of(it, s));
      return false;
    }
    total += weight_of(it, s);
    for (guint o = 0; weight_of(it, s) > 0 && o < it->options; o++)
      if (!isfinite(value_of(it, o, s))) {
        g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                    "option %u has no value in scenario %u: leave the scenario out, of all options, or weigh it nought",
                    o + 1, s + 1);
        return false;
      }
  }
  if (it->options > 0 && total > 0)
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "there is no option, or no scenario that has a weight");
  return false;
}

/* The least X[n] up to which at least PART of the weight lies. */
static double percentile_of(const double *x, const CdScenarios *it, double total)
{
  g_autofree guint *order = g_new(guint, it->scenarios);
  double sum = 0, found = x[0];
  cd_order(x, it->scenarios, order);
  for (guint i = 0; i < it->scenarios; i++) {
    double weight = weight_of(it, order[i]);
    if (weight == 0)
      continue;
    found = x[order[i]];
    sum += weight;
    if (sum >= it->percentile * total * (1 - 1e-12)) /* weights such as 0.1 do not add up exactly */
      break;
  }
  return found;
}

static CdRobustness robustness_of(const CdScenarios *it, guint option, const double *best, double total)
{
  CdRobustness out = {.worst = INFINITY, .best = -INFINITY};
  g_autofree double *regret = g_new0(double, it->scenarios);
  for (guint s = 0; s < it->scenarios; s++) {
    double weight = weight_of(it, s), value = value_of(it, option, s);
    if (weight == 0)
      continue;
    regret[s] = best[s] - value;
    out.worst = fmin(out.worst, value);
    out.best = fmax(out.best, value);
    out.mean += weight / total * value;
    out.regret_most = fmax(out.regret_most, regret[s]);
    out.regret_mean += weight / total * regret[s];
    out.satisfies += value >= it->enough ? weight / total : 0;
  }
  out.hurwicz = it->optimism * out.best + (1 - it->optimism) * out.worst;
  out.regret_percentile = percentile_of(regret, it, total);
  return out;
}

bool cd_robustness(const CdScenarios *scenarios, CdRobustness *of, GError **error)
{
  g_assert(scenarios->optimism >= 0 && scenarios->optimism <= 1 && scenarios->percentile >= 0 &&
           scenarios->percentile <= 1);
  if (!is_sound(scenarios, error))
    return false;
  g_autofree double *best = g_new(double, scenarios->scenarios);
  double total = 0;
  for (guint s = 0; s < scenarios->scenarios; s++) {
    total += weight_of(scenarios, s);
    best[s] = -INFINITY;
    for (guint o = 0; o < scenarios->options; o++)
      best[s] = fmax(best[s], value_of(scenarios, o, s));
  }
  for (guint o = 0; o < scenarios->options; o++)
    of[o] = robustness_of(scenarios, o, best, total);
  return true;
}
