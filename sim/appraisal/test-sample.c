#include "sim/appraisal/test-sample.h"

#include <math.h>
#include "sim/appraisal/results.h"
#include "sim/appraisal/weighing.h"
#include "sim/engine/partners/course.h"

/* --- What the partners decide -------------------------------------------------------------------------------------------- */

static bool ended_so(const CdDecision *decision, CdTalksEnd end)
{
  if (end == CD_TALKS_AGREED || end == CD_TALKS_NOT_AGREED)
    return decision->agreed == (end == CD_TALKS_AGREED);
  return g_str_equal(cd_parting_info(decision->kind)->id, cd_choices[CD_CHOICES_TALKS_END][end]);
}

static guint32 joined_later(const CdDecision *decision, guint n_councils)
{
  guint32 mask = 0;
  for (guint i = 0; i < n_councils; i++)
    if (decision->council[i].joined_later)
      mask |= (guint32)1 << i;
  return mask;
}

static bool grouped_so(const CdClaimTestSpec *spec, const CdDecision *decision, guint n_councils)
{
  guint32 together = cd_refs_mask(&spec->together), without = cd_refs_mask(&spec->without),
          block = decision->council[spec->together.at[0]].block;
  if (spec->counted == CD_COUNTED_BEFORE_JOINING) {
    guint32 later = joined_later(decision, n_councils), one = (guint32)1 << spec->together.at[0];
    block = later & one ? one : block & ~later;
  }
  return (together & ~block) == 0 && (without & block) == 0;
}

static bool happens(const CdResults *results, const CdClaimTestSpec *spec, const CdDecision *decision)
{
  const CdScenario *scenario = results->scenario;
  if (spec->talks_event >= 0)
    return cd_course_step(cd_scenario_talks_event(scenario, (guint)spec->talks_event), decision) == CD_COURSE_TAKEN;
  return spec->talks_end >= 0 ? ended_so(decision, (CdTalksEnd)spec->talks_end)
                              : grouped_so(spec, decision, scenario->table[CD_ENTITY_COUNCIL].n);
}

/* NAN: not among those that are asked about. */
static double *talks_sample(const CdResults *results, const CdClaimTestSpec *spec)
{
  double *x = g_new(double, 2 * (gsize)results->replicates);
  for (guint k = 0; k < results->replicates; k++) {
    const CdDecision *decision = &results->decision[k];
    x[2 * k] = x[2 * k + 1] =
        spec->among == CD_AMONG_NOT_TOGETHER && decision->agreed ? NAN : happens(results, spec, decision);
  }
  return x;
}

/* --- How options are ranked ---------------------------------------------------------------------------------------------- */

typedef struct {
  double least, most; /* NAN: a score is; INFINITY, -INFINITY: of none */
} Range;

static Range range_of(CdRefs refs, const double *score)
{
  Range it = {INFINITY, -INFINITY};
  for (guint i = 0; i < refs.n; i++) {
    double at = score[refs.at[i]];
    it.least = at < it.least || isnan(at) ? at : it.least;
    it.most = at > it.most || isnan(at) ? at : it.most;
    if (isnan(at))
      break;
  }
  return it;
}

double cd_ranking_holds(const CdClaimTestSpec *spec, const double *score, double matters)
{
  const Range list[] = {range_of(spec->first, score), range_of(spec->then, score), range_of(spec->last, score)},
              level = range_of(spec->level, score);
  bool holds = true;
  for (guint before = 0; before < G_N_ELEMENTS(list); before++) {
    if (isnan(list[before].least))
      return NAN;
    for (guint after = before + 1; after < G_N_ELEMENTS(list); after++)
      holds = holds && list[before].least > list[after].most;
  }
  return isnan(level.least) ? NAN : holds && !(level.most - level.least > matters);
}

/* SCORE[structure] in replicate K; structures of which nothing is asked have one too. */
static void scores_by_metric(const CdResults *results, const CdTestAnswer *test, guint k, double *score)
{
  double sign = test->criterion.better == CD_LOWER ? -1 : 1;
  bool own = cd_scenario_claim_test(results->scenario, test->row)->terms == CD_ARM_OWN;
  for (guint s = 0; s < results->n_forced; s++) {
    CdMeasure measure = {test->measure.value, CD_ARM(s, own), -1};
    double sum = 0;
    for (guint luck = 0; luck < CD_LUCKS; luck++)
      sum += cd_measure_of_run(&measure,
                               &results->value[((gsize)k * CD_LUCKS + luck) * results->n_arms * results->n_values],
                               results->n_values);
    score[s] = sign * sum / CD_LUCKS;
  }
}

static double *ranking_sample(const CdResults *results, const CdTestAnswer *test, const CdClaimTestSpec *spec)
{
  guint n = results->n_forced;
  double *x = g_new(double, 2 * (gsize)results->replicates);
  g_autofree double *score = g_new0(double, n + 1);
  g_autofree double *sums = spec->by_table >= 0 ? cd_table_scores(results, (guint)spec->by_table) : NULL;
  for (guint k = 0; k < results->replicates; k++) {
    if (sums)
      for (guint s = 0; s < n; s++)
        score[s] = sums[(gsize)k * n + s];
    else
      scores_by_metric(results, test, k, score);
    x[2 * k] = x[2 * k + 1] = cd_ranking_holds(spec, score, sums ? 0 : test->criterion.delta);
  }
  return x;
}

double *cd_test_sample(const CdResults *results, const CdTestAnswer *test)
{
  const CdClaimTestSpec *spec = cd_scenario_claim_test(results->scenario, test->row);
  switch (test->kind) {
  case CD_TEST_TALKS:
    return results->decision ? talks_sample(results, spec) : NULL;
  case CD_TEST_RANKING:
    return spec->by_table >= 0 || test->measure.value != G_MAXUINT ? ranking_sample(results, test, spec) : NULL;
  case CD_TEST_MEASURE:
    break;
  }
  return test->measure.value != G_MAXUINT ? cd_measure_sample(results, &test->measure) : NULL;
}
