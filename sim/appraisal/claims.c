#include "sim/appraisal/claims.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/appraisal/joint.h"
#include "sim/appraisal/reach.h"
#include "sim/appraisal/results.h"
#include "sim/appraisal/test-sample.h"
#include "sim/base/hash.h"

#define LEVEL 0.05 /* of all verdicts together */
#define CLEAR_EDGE 0.95
#define LEANING_EDGE 0.80

const CdClaimVerdictInfo *cd_claim_verdict(CdClaimVerdict verdict)
{
  static const CdClaimVerdictInfo info[CD_CLAIM_VERDICTS] = {
#define VERDICT(KIND, id, words, meaning) {id, words, meaning},
#include "sim/appraisal/claim-verdicts.def"
#undef VERDICT
  };
  return &info[verdict];
}

/* --- What is asked ------------------------------------------------------------------------------------------------------- */

/* A number that was not given is NAN. */
static double number(const CdValue *value)
{
  return value->dist.kind == CD_DIST_UNSET ? NAN : value->dist.a;
}

static CdTestKind kind_of(const CdClaimTestSpec *spec)
{
  if (spec->first.n > 0 || spec->level.n > 0)
    return CD_TEST_RANKING;
  return spec->metric ? CD_TEST_MEASURE : CD_TEST_TALKS;
}

/* What the partners decide stands behind the structures of the file. */
static CdMeasure measure_of(const CdScenario *scenario, const CdClaimTestSpec *spec, int value)
{
  int decided = (int)scenario->table[CD_ENTITY_STRUCTURE].n,
      option = spec->decided == CD_DECIDED_OPTION ? decided : spec->option,
      against = spec->decided == CD_DECIDED_AGAINST ? decided : spec->against;
  CdMeasure out = {.value = value >= 0 ? (guint)value : G_MAXUINT, .against = -1};
  out.arm = CD_ARM((guint)MAX(option, 0), spec->terms == CD_ARM_OWN);
  if (against >= 0) {
    int terms = spec->against_terms >= 0 ? spec->against_terms : spec->terms;
    out.against = (int)CD_ARM((guint)against, terms == CD_ARM_OWN);
  }
  return out;
}

CdTestAnswer cd_claim_test(const CdScenario *scenario, const CdMetricLayout *layout, guint row)
{
  const CdClaimTestSpec *spec = cd_scenario_claim_test(scenario, row);
  CdTestKind kind = kind_of(spec);
  CdTestAnswer out = {.row = row,
                      .kind = kind,
                      .once = kind != CD_TEST_MEASURE,
                      .measure = {.value = G_MAXUINT, .against = -1},
                      .criterion = {.expect = (CdExpect)spec->expect,
                                    .limit = number(&spec->limit),
                                    .from = number(&spec->from),
                                    .to = number(&spec->to),
                                    .chance = number(&spec->chance),
                                    .better = CD_NEITHER}};
  if (!spec->metric)
    return out;
  out.criterion.better = cd_metric(cd_metric_by_name(spec->metric))->better;
  out.measure = measure_of(scenario, spec, cd_measure_value(layout, spec->metric, spec->whose));
  return out;
}

static CdTestAnswer test_of(const CdResults *results, guint row)
{
  CdTestAnswer out = cd_claim_test(results->scenario, results->layout, row);
  double delta = out.measure.value == G_MAXUINT ? 0 : cd_results_delta(results, out.measure.value);
  out.criterion.delta = isnan(delta) ? 0 : delta;
  return out;
}

bool cd_claim_is_to_reproduce(const CdResults *results, const CdClaimAnswer *claim)
{
  return cd_scenario_claim(results->scenario, claim->claim)->reproduce == CD_YES;
}

CdClaims *cd_claims_ask(const CdResults *results)
{
  const CdScenario *scenario = results->scenario;
  CdClaims *claims = g_new0(CdClaims, 1);
  claims->n = scenario->table[CD_ENTITY_CLAIM].n;
  claims->n_tests = scenario->table[CD_ENTITY_CLAIM_TEST].n;
  claims->claim = g_new0(CdClaimAnswer, claims->n + 1);
  claims->test = g_new0(CdTestAnswer, claims->n_tests + 1);
  guint t = 0, counted = 0;
  for (guint c = 0; c < claims->n; c++) {
    CdClaimAnswer *it = &claims->claim[c];
    *it = (CdClaimAnswer){.claim = c, .first = t, .margin = NAN};
    for (; t < claims->n_tests && cd_scenario_claim_test(scenario, t)->head.parent == (int)c; t++, it->n++)
      claims->test[t] = test_of(results, t);
    counted += cd_claim_is_to_reproduce(results, it) ? 0 : it->n;
  }
  claims->confidence = 1 - LEVEL / MAX(counted, 1);
  return claims;
}

/* --- Answers ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  double least, most;
} Bounds;

/* Frechet's, of a claim that needs all, or any. */
static Bounds bounds_of(const double *share, guint n, CdNeeds needs)
{
  double sum = 0, least = 1, most = 0;
  for (guint t = 0; t < n; t++) {
    sum += share[t];
    least = MIN(least, share[t]);
    most = MAX(most, share[t]);
  }
  return needs == CD_NEEDS_ALL ? (Bounds){MAX(sum - (n - 1.0), 0), least} : (Bounds){most, MIN(sum, 1)};
}

CdShareOfAssumptions cd_claim_combine(const CdShareOfAssumptions *test, guint n, CdNeeds needs,
                                      const CdShareOfAssumptions *counted)
{
  if (n == 1)
    return test[0];
  g_autofree double *share = g_new(double, n), *low = g_new(double, n), *high = g_new(double, n);
  for (guint t = 0; t < n; t++) {
    if (isnan(test[t].share))
      return (CdShareOfAssumptions){NAN, NAN, NAN};
    share[t] = test[t].share;
    low[t] = test[t].low;
    high[t] = test[t].high;
  }
  Bounds at = bounds_of(share, n, needs);
  double least = bounds_of(low, n, needs).least, most = bounds_of(high, n, needs).most;
  if (!counted || isnan(counted->share))
    return (CdShareOfAssumptions){(at.least + at.most) / 2, least, most};
  double told = CLAMP(counted->share, at.least, at.most);
  return (CdShareOfAssumptions){told, MIN(CLAMP(counted->low, least, most), told),
                                MAX(CLAMP(counted->high, least, most), told)};
}

CdClaimVerdict cd_claim_verdict_of(CdShareOfAssumptions holds)
{
  if (isnan(holds.share))
    return CD_CLAIM_UNDEFINED;
  if (holds.low >= CLEAR_EDGE)
    return CD_CLAIM_HOLDS;
  if (holds.high <= 1 - CLEAR_EDGE)
    return CD_CLAIM_FAILS;
  if (holds.low >= LEANING_EDGE)
    return CD_CLAIM_LEANS_FOR;
  if (holds.high <= 1 - LEANING_EDGE)
    return CD_CLAIM_LEANS_AGAINST;
  return holds.low > 1 - LEANING_EDGE && holds.high < LEANING_EDGE ? CD_CLAIM_DEPENDS : CD_CLAIM_CANNOT_TELL;
}

/* Until the interval would leave out the edge of leaning that it holds, as in cd_difference(). */
static guint more_replicates(CdShareOfAssumptions holds, guint n, double confidence)
{
  bool more = holds.share >= 0.5;
  double q = more ? holds.share : 1 - holds.share, low = more ? holds.low : 1 - holds.high,
         high = more ? holds.high : 1 - holds.low, z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
  double distance = MAX(fabs(q - LEANING_EDGE), MIN(1 / (2.0 * n), 0.005)), half = q < LEANING_EDGE ? high - q : q - low;
  double needed = MAX(z * z * q * (1 - q), n * half * half) / (distance * distance);
  return (guint)CLAMP(ceil(needed - n), 1, G_MAXUINT);
}

static guint decisive_of(const CdTestAnswer *test, guint n, CdNeeds needs)
{
  guint found = 0;
  for (guint t = 1; t < n; t++) {
    double it = test[t].answer.holds.share, best = test[found].answer.holds.share;
    if (needs == CD_NEEDS_ALL ? it < best : it > best)
      found = t;
  }
  return found;
}

bool cd_claim_turns(const CdClaimAnswer *claim)
{
  return claim->n_told > 0 && claim->hinge.reversal != CD_REVERSAL_NONE;
}

static const CdInfluence *hinge_of(const CdInfluences *influences)
{
  const CdInfluence *it = cd_influences_reversing(influences, CD_REVERSAL_SURE);
  it = it ? it : cd_influences_reversing(influences, CD_REVERSAL_PERHAPS);
  return it ? it : &influences->influence[0];
}

typedef struct {
  const CdResults *results;
  CdClaims *claims;
  const CdDrawnInputs *inputs;
} Answering;

/* x[2 * replicate + luck]; NULL: these runs have nothing of the kind. The caller frees. */
static double *margin_of(const CdResults *results, const CdTestAnswer *test)
{
  double *margin = cd_test_sample(results, test);
  if (margin)
    cd_criterion_margin(&test->criterion, margin, results->replicates, margin);
  return margin;
}

double *cd_claim_margin(const CdResults *results, const CdClaimAnswer *claim)
{
  return margin_of(results, &results->claims->test[claim->first + claim->decisive]);
}

/* On what the decisive test hangs. */
static void ask_why(const Answering *it, CdClaimAnswer *claim)
{
  const CdTestAnswer *test = &it->claims->test[claim->first + claim->decisive];
  g_autofree double *margin = margin_of(it->results, test);
  if (!margin)
    return;
  g_autofree double *nought = g_new0(double, 2 * (gsize)it->results->replicates);
  guint64 key = cd_scenario_row(it->results->scenario, CD_ENTITY_CLAIM_TEST, test->row)->key;
  CdInfluences *influences = cd_influences_new(&it->inputs->columns, margin, nought, 0, it->results->seed, key);
  claim->n_tested = influences->n_tested;
  claim->n_told = influences->n_told;
  claim->margin = influences->mean;
  if (influences->n_told > 0)
    claim->hinge = *hinge_of(influences);
  cd_influences_free(influences);
}

static void answer_test(const Answering *it, CdTestAnswer *test)
{
  const CdResults *results = it->results;
  g_autofree double *x = cd_test_sample(results, test);
  bool has = x != NULL;
  if (!x)
    x = g_new0(double, 2 * (gsize)results->replicates);
  guint64 key = cd_scenario_row(results->scenario, CD_ENTITY_CLAIM_TEST, test->row)->key;
  test->answer = cd_criterion_answer(&test->criterion, x, has ? results->replicates : 0, it->claims->confidence,
                                     results->seed, key);
}

/* False where an event is among its tests, or it has but one. */
static bool count_together(const Answering *it, const CdClaimAnswer *claim, CdNeeds needs, CdShareOfAssumptions *counted)
{
  const CdTestAnswer *test = &it->claims->test[claim->first];
  guint replicates = it->results->replicates;
  for (guint t = 0; t < claim->n; t++)
    if (test[t].answer.estimand == CD_ESTIMAND_EVENT || test[t].answer.n == 0)
      return false;
  if (claim->n == 1)
    return false;
  g_autoptr(GPtrArray) margin = g_ptr_array_new_with_free_func(g_free);
  for (guint t = 0; t < claim->n; t++) {
    double *x = cd_test_sample(it->results, &test[t]);
    cd_criterion_margin(&test[t].criterion, x, replicates, x);
    g_ptr_array_add(margin, x);
  }
  guint64 key = cd_scenario_row(it->results->scenario, CD_ENTITY_CLAIM, claim->claim)->key;
  *counted = cd_joint_share((const double *const *)margin->pdata, claim->n, replicates, needs == CD_NEEDS_ALL,
                            it->claims->confidence, it->results->seed, key);
  return true;
}

/* Each fills its own place and draws from streams keyed by its own id, so the order of threads cannot matter. */
static void answer(gpointer data, gpointer user)
{
  CdClaimAnswer *claim = data;
  const Answering *it = user;
  CdTestAnswer *test = &it->claims->test[claim->first];
  const CdClaimSpec *spec = cd_scenario_claim(it->results->scenario, claim->claim);
  if (claim->n == 0) {
    claim->holds = (CdShareOfAssumptions){NAN, NAN, NAN};
    claim->draws = cd_share_of(0, 0);
    cd_region_tell(&claim->region, 0, 0, 0, 0);
    claim->verdict = CD_CLAIM_NOT_MODELLED;
    return;
  }
  g_autofree CdShareOfAssumptions *holds = g_new(CdShareOfAssumptions, claim->n);
  guint least = G_MAXUINT;
  for (guint t = 0; t < claim->n; t++) {
    answer_test(it, &test[t]);
    holds[t] = test[t].answer.holds;
    least = MIN(least, test[t].answer.n);
  }
  CdShareOfAssumptions counted;
  bool together = count_together(it, claim, (CdNeeds)spec->needs, &counted);
  claim->holds = cd_claim_combine(holds, claim->n, (CdNeeds)spec->needs, together ? &counted : NULL);
  claim->verdict = cd_claim_verdict_of(claim->holds);
  cd_claim_reach(it->results, it->claims, it->inputs, claim);
  if (cd_claim_is_to_reproduce(it->results, claim)) {
    claim->holds = (CdShareOfAssumptions){claim->draws.share, claim->draws.low, claim->draws.high};
    claim->verdict = claim->draws.of == 0  ? CD_CLAIM_UNDEFINED
                     : claim->draws.n == 0 ? CD_CLAIM_NOT_REACHED
                                           : CD_CLAIM_REACHED;
  }
  claim->decisive = decisive_of(test, claim->n, (CdNeeds)spec->needs);
  if (claim->verdict == CD_CLAIM_CANNOT_TELL)
    claim->more = more_replicates(claim->holds, least, it->claims->confidence);
  if (claim->verdict != CD_CLAIM_UNDEFINED && !cd_claim_is_to_reproduce(it->results, claim)) /* there .region tells where */
    ask_why(it, claim);
}

CdClaims *cd_claims_new(const CdResults *results, guint jobs)
{
  CdClaims *claims = cd_claims_ask(results);
  if (claims->n == 0)
    return claims;
  g_autoptr(CdDrawnInputs) inputs = cd_questions_draw(results->questions, results);
  Answering answering = {results, claims, inputs};
  GThreadPool *pool = g_thread_pool_new(answer, &answering, (gint)jobs, FALSE, NULL);
  for (guint c = 0; c < claims->n; c++)
    g_thread_pool_push(pool, &claims->claim[c], NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
  return claims;
}

void cd_claims_free(CdClaims *claims)
{
  if (!claims)
    return;
  g_free(claims->claim);
  g_free(claims->test);
  g_free(claims);
}
