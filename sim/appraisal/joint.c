#include "sim/appraisal/joint.h"

#include <math.h>
#include "sim/appraisal/resampled.h"
#include "sim/base/resample.h"

/* One statement in one replicate. */
typedef struct {
  double mean, c1, c2; /* over luck; each luck's, about the mean of all */
} Pair;

typedef struct {
  double keep, rest; /* expected margin: keep x mean + rest */
} Shrinkage;

/* As cd_difference() shrinks. */
static Shrinkage shrinkage_of(const Pair *pair, const guint *index, guint n, double centre)
{
  double s1 = 0, s2 = 0, product = 0, square = 0;
  for (guint i = 0; i < n; i++) {
    const Pair *p = &pair[index[i]];
    s1 += p->c1;
    s2 += p->c2;
    product += p->c1 * p->c2;
    square += (p->c1 - p->c2) * (p->c1 - p->c2);
  }
  double between = n > 1 ? MAX((product - s1 * s2 / n) / (n - 1), 0) : 0, total = between + square / (4.0 * n);
  double keep = n > 1 && total > 0 ? sqrt(between / total) : 1;
  return (Shrinkage){keep, (1 - keep) * (centre + (s1 + s2) / (2.0 * n))};
}

typedef struct {
  guint n, replicates;
  bool all;
  Pair *pair;     /* [statement * replicates + replicate] */
  double *centre; /* [statement] */
} Statements;

static double share_of(const Statements *it, const guint *index, Shrinkage *shrinkage)
{
  guint holds = 0;
  for (guint t = 0; t < it->n; t++)
    shrinkage[t] = shrinkage_of(&it->pair[(gsize)t * it->replicates], index, it->replicates, it->centre[t]);
  for (guint i = 0; i < it->replicates; i++) {
    guint met = 0;
    for (guint t = 0; t < it->n; t++)
      met += shrinkage[t].keep * it->pair[(gsize)t * it->replicates + index[i]].mean + shrinkage[t].rest > 0;
    holds += it->all ? met == it->n : met > 0;
  }
  return (double)holds / it->replicates;
}

static guint usable(const double *const *margin, guint n, guint replicates, guint *place)
{
  guint kept = 0;
  for (guint k = 0; k < replicates; k++) {
    bool fit = true;
    for (guint t = 0; t < n; t++)
      fit = fit && isfinite(margin[t][2 * k]) && isfinite(margin[t][2 * k + 1]);
    if (fit)
      place[kept++] = k;
  }
  return kept;
}

static void fill(Statements *it, const double *const *margin, const guint *place)
{
  for (guint t = 0; t < it->n; t++) {
    Pair *pair = &it->pair[(gsize)t * it->replicates];
    double sum = 0;
    for (guint i = 0; i < it->replicates; i++) {
      const double *x = &margin[t][2 * (gsize)place[i]];
      pair[i].mean = (x[0] + x[1]) / 2;
      sum += pair[i].mean;
    }
    it->centre[t] = sum / it->replicates;
    for (guint i = 0; i < it->replicates; i++) {
      const double *x = &margin[t][2 * (gsize)place[i]];
      pair[i].c1 = x[0] - it->centre[t];
      pair[i].c2 = x[1] - it->centre[t];
    }
  }
}

CdShareOfAssumptions cd_joint_share(const double *const *margin, guint n, guint replicates, bool all, double confidence,
                                    guint64 seed, guint64 key)
{
  g_autofree guint *place = g_new(guint, replicates + 1), *index = g_new(guint, replicates + 1);
  guint kept = usable(margin, n, replicates, place);
  if (kept == 0)
    return (CdShareOfAssumptions){NAN, NAN, NAN};
  g_autofree Pair *pair = g_new(Pair, (gsize)n * kept);
  g_autofree double *centre = g_new(double, n);
  g_autofree Shrinkage *shrinkage = g_new(Shrinkage, n);
  Statements it = {n, kept, all, pair, centre};
  fill(&it, margin, place);
  for (guint i = 0; i < kept; i++)
    index[i] = i;
  double share = share_of(&it, index, shrinkage), resampled[CD_RESAMPLES];
  for (guint b = 0; b < CD_RESAMPLES; b++) {
    cd_resample(seed, key, b, kept, index);
    resampled[b] = share_of(&it, index, shrinkage);
  }
  CdInterval interval = cd_resampled_interval(resampled, share, kept, confidence);
  return (CdShareOfAssumptions){share, interval.low, interval.high};
}
