#include "sim/negotiation/tactic.h"

#include <math.h>
#include "sim/model/registry.h"

#define TACTIC(KIND, id, family, label, sentence, source)                                                              \
  G_STATIC_ASSERT((int)CD_TACTIC_##KIND == (int)CD_COUNCIL_TACTIC_##KIND);
#include "sim/negotiation/tactics.def"
#undef TACTIC
G_STATIC_ASSERT((int)CD_TACTIC_COUNT == (int)CD_COUNCIL_TACTIC_COUNT);

static const CdTacticInfo info[CD_TACTIC_COUNT] = {
#define TACTIC(KIND, id_, family_, label_, sentence_, source_)                                                         \
  [CD_TACTIC_##                                                                                                        \
      KIND] = {.id = id_, .label = label_, .sentence = sentence_, .source = source_, .family = CD_TACTIC_##family_},
#include "sim/negotiation/tactics.def"
#undef TACTIC
};

const CdTacticInfo *cd_tactic_info(CdTacticKind kind)
{
  g_assert(kind < CD_TACTIC_COUNT);
  return &info[kind];
}

double cd_tactic_time(guint meeting, guint last)
{
  return meeting >= last ? 1 : (double)meeting / last;
}

double cd_tactic_conceded(CdTacticKind kind, double kappa, double beta, double t)
{
  g_assert(t >= 0 && t <= 1 && beta > 0 && kappa >= 0 && kappa <= 1);
  if (kind == CD_TACTIC_POLYNOMIAL)
    return kappa + (1 - kappa) * pow(t, 1 / beta);
  g_assert(kind == CD_TACTIC_EXPONENTIAL);
  if (kappa <= 0)
    return t < 1 ? 0 : 1;
  return exp(pow(1 - t, beta) * log(kappa));
}

double cd_concede_issue(double alpha, double min, double max, CdWants wants)
{
  double share = wants == CD_WANTS_LITTLE ? alpha : 1 - alpha;
  return min + share * (max - min);
}

double cd_tit_for_tat_relative(double own, double before, double after, double min, double max)
{
  g_assert(after > 0);
  return CLAMP(own * before / after, min, max);
}

double cd_tit_for_tat_absolute(double own, double before, double after, double noise, double min, double max)
{
  return CLAMP(own + (before - after) + noise, min, max);
}

double cd_target_of_time(const CdTactic *tactic, double t, double limit, double u_max)
{
  double alpha = cd_tactic_conceded(tactic->of_time, tactic->kappa, tactic->beta, t);
  return limit + fmax(0, u_max - limit) * (1 - alpha);
}

double cd_target_in_answer(double target, const double *conceded, guint n, double limit, double u_max)
{
  double least = n == 0 ? 0 : INFINITY;
  for (guint j = 0; j < n; j++)
    least = fmin(least, fmax(0, conceded[j]));
  return fmax(limit, fmin(target - least, u_max));
}

double cd_target_mixed(const CdTactic *tactic, double of_time, double in_answer)
{
  g_assert(tactic->reciprocity >= 0 && tactic->reciprocity <= 1);
  return (1 - tactic->reciprocity) * of_time + tactic->reciprocity * in_answer;
}
