#include "sim/appraisal/contrast.h"

#include <math.h>
#include "concordat/error.h"
#include "sim/appraisal/unpaired.h"
#include "sim/base/hash.h"

#define CONFIDENCE 0.95

/* --- differences --- */

static CdDifference difference_of(const CdContrast *contrast, const double *b, const double *a, double delta,
                                  const char *name)
{
  return contrast->paired > 0
             ? cd_difference(b, a, contrast->paired, isnan(delta) ? 0 : delta, CONFIDENCE, contrast->a->seed,
                             cd_hash_text(name))
             : cd_difference_unpaired(b, contrast->b->replicates, a, contrast->a->replicates, CONFIDENCE);
}

/* --- what both have --- */

static const char *structure_id(const CdResults *results, guint s)
{
  return s < results->n_forced ? cd_scenario_structure(results->scenario, s)->head.id : CD_AS_DECIDED;
}

static void match_structures(CdContrast *contrast)
{
  contrast->structure = g_new0(CdContrastStructure, contrast->a->n_structures);
  for (guint s = 0; s < contrast->a->n_structures; s++)
    for (guint t = 0; t < contrast->b->n_structures; t++)
      if (g_str_equal(structure_id(contrast->a, s), structure_id(contrast->b, t)) &&
          (s < contrast->a->n_forced) == (t < contrast->b->n_forced))
        contrast->structure[contrast->n_structures++] = (CdContrastStructure){s, t, NULL};
}

static void match_values(CdContrast *contrast)
{
  contrast->value = g_new0(CdContrastValue, contrast->a->n_values);
  for (guint v = 0; v < contrast->a->n_values; v++) {
    int other = cd_metric_find(contrast->b->layout, contrast->a->layout->name[v]);
    if (other >= 0)
      contrast->value[contrast->n_values++] = (CdContrastValue){v, (guint)other, cd_results_delta(contrast->a, v)};
  }
}

static void compare_structure(const CdContrast *contrast, CdContrastStructure *it)
{
  it->value = g_new0(CdDifference, contrast->n_values);
  for (guint v = 0; v < contrast->n_values; v++) {
    const CdContrastValue *value = &contrast->value[v];
    g_autofree double *a = cd_results_sample(contrast->a, CD_ARM(it->a, false), value->a);
    g_autofree double *b = cd_results_sample(contrast->b, CD_ARM(it->b, false), value->b);
    it->value[v] = difference_of(contrast, b, a, value->delta, contrast->a->layout->name[value->a]);
  }
}

/* --- the answer --- */

bool cd_contrast_answer(const CdResults *results, CdDifference *answer)
{
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  int sign = 0;
  const CdComparison *it = cd_results_comparison(results, (guint)root->joint, (guint)root->apart, true, &sign);
  if (!it)
    return false;
  *answer = it->value[cd_metric_at(results->layout, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0)];
  if (sign < 0)
    *answer = cd_difference_turned(answer);
  return true;
}

/* x[2 k + luck] of joint - apart. */
static double *gap_sample(const CdResults *results)
{
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  guint cost = cd_metric_at(results->layout, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
  double *joint = cd_results_sample(results, CD_ARM((guint)root->joint, false), cost);
  g_autofree double *apart = cd_results_sample(results, CD_ARM((guint)root->apart, false), cost);
  for (guint r = 0; r < results->replicates * CD_LUCKS; r++)
    joint[r] -= apart[r];
  return joint;
}

static bool same_options(const CdResults *a, const CdResults *b)
{
  const CdConcordatSpec *in_a = cd_scenario_concordat(a->scenario, 0), *in_b = cd_scenario_concordat(b->scenario, 0);
  return g_str_equal(structure_id(a, (guint)in_a->joint), structure_id(b, (guint)in_b->joint)) &&
         g_str_equal(structure_id(a, (guint)in_a->apart), structure_id(b, (guint)in_b->apart));
}

static void compare_answers(CdContrast *contrast)
{
  CdDifference a, b;
  contrast->answer = CD_ANSWER_NOT_ASKED;
  if (!same_options(contrast->a, contrast->b) || !cd_contrast_answer(contrast->a, &a) ||
      !cd_contrast_answer(contrast->b, &b) || a.d.n == 0 || b.d.n == 0)
    return;
  contrast->answer = (a.d.mean > 0) != (b.d.mean > 0) ? CD_ANSWER_TURNS
                     : a.verdict != b.verdict         ? CD_ANSWER_SURER
                                                      : CD_ANSWER_STAYS;
  g_autofree double *gap_a = gap_sample(contrast->a), *gap_b = gap_sample(contrast->b);
  guint cost = cd_metric_at(contrast->a->layout, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
  contrast->gap = difference_of(contrast, gap_b, gap_a, cd_results_delta(contrast->a, cost), "joint - apart");
}

guint cd_contrast_first_choice(const CdResults *results, const CdRanking *ranking)
{
  guint first = 0;
  for (guint s = 1; s < results->n_forced; s++)
    if (ranking->first_own[s] > ranking->first_own[first])
      first = s;
  return first;
}

bool cd_compare_check(const CdScenario *a, const CdScenario *b, GError **error)
{
  for (guint i = 0; i < a->table[CD_ENTITY_AREA].n; i++)
    if (cd_scenario_find(b, CD_ENTITY_AREA, -1, cd_scenario_area(a, i)->head.id) >= 0)
      return true;
  g_set_error(
      error, CD_ERROR, CD_ERROR_USAGE,
      "\"%s\" and \"%s\" are different cases: they have no area in common. What can be compared are variants of "
      "one case, whose areas have the same ids",
      a->id, b->id);
  return false;
}

void cd_contrast_name(CdContrast *contrast, const char *a, const char *b)
{
  g_free(contrast->name_a);
  g_free(contrast->name_b);
  contrast->name_a = g_strdup(a);
  contrast->name_b = g_strdup(b);
}

/* The first N replicates of RESULTS, appraised as a run of so many: draws are keyed by replicate, so that they are the same. What they have in common with
 * RESULTS stays those's. */
static CdResults *first_of(const CdResults *results, guint n)
{
  CdResults *first = g_new0(CdResults, 1);
  *first = (CdResults){.version = results->version,
                       .scenario = results->scenario,
                       .engine = results->engine,
                       .seed = results->seed,
                       .replicates = n,
                       .value = results->value,
                       .outcome = results->outcome,
                       .tender = results->tender,
                       .bid = results->bid,
                       .decision = results->decision,
                       .inquiry = results->inquiry};
  cd_results_lay_out(first);
  cd_results_appraise(first, g_get_num_processors());
  return first;
}

CdContrast *cd_compare(const CdResults *a, const CdResults *b)
{
  CdContrast *contrast = g_new0(CdContrast, 1);
  contrast->replicates_a = a->replicates;
  contrast->replicates_b = b->replicates;
  contrast->paired = a->seed == b->seed ? MIN(a->replicates, b->replicates) : 0;
  if (contrast->paired > 0 && a->replicates != b->replicates)
    contrast->first = first_of(a->replicates > b->replicates ? a : b, contrast->paired);
  contrast->a = contrast->first && a->replicates > b->replicates ? contrast->first : a;
  contrast->b = contrast->first && b->replicates > a->replicates ? contrast->first : b;
  contrast->input = cd_inputs_contrast(a->scenario, b->scenario);
  match_structures(contrast);
  match_values(contrast);
  for (guint s = 0; s < contrast->n_structures; s++)
    compare_structure(contrast, &contrast->structure[s]);
  compare_answers(contrast);
  contrast->grouping = cd_talks_contrast(contrast->a, contrast->b, contrast->paired);
  return contrast;
}

void cd_contrast_free(CdContrast *contrast)
{
  if (!contrast)
    return;
  g_ptr_array_unref(contrast->input);
  if (contrast->grouping)
    g_array_free(contrast->grouping, TRUE);
  for (guint s = 0; s < contrast->n_structures; s++)
    g_free(contrast->structure[s].value);
  if (contrast->first)
    cd_results_forget(contrast->first);
  g_free(contrast->first);
  g_free(contrast->name_a);
  g_free(contrast->name_b);
  g_free(contrast->structure);
  g_free(contrast->value);
  g_free(contrast);
}
