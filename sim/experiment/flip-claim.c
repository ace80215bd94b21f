#include "sim/experiment/flip.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/appraisal/results.h"

static bool refuse(GError **error, const CdFlip *flip, guint claim, const char *why)
{
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "claim \"%s\" %s", cd_scenario_claim(flip->scenario, claim)->head.id, why);
  return false;
}

/* Rows of the tests of CLAIM; the first into *FIRST. */
static GPtrArray *tests_of(const CdFlip *flip, guint claim, guint *first)
{
  GPtrArray *ids = g_ptr_array_new();
  for (guint t = flip->scenario->table[CD_ENTITY_CLAIM_TEST].n; t-- > 0;)
    if (cd_scenario_claim_test(flip->scenario, t)->head.parent == (int)claim) {
      g_ptr_array_insert(ids, 0, (gpointer)cd_scenario_claim_test(flip->scenario, t)->head.id);
      *first = t;
    }
  return ids;
}

static bool find_test(CdFlip *flip, guint claim, const char *test, guint *row, GError **error)
{
  g_autoptr(GPtrArray) ids = tests_of(flip, claim, row);
  if (ids->len == 0)
    return refuse(error, flip, claim, "is not modelled: the scenario says why");
  if (test) {
    int found = cd_scenario_find(flip->scenario, CD_ENTITY_CLAIM_TEST, (int)claim, test);
    *row = (guint)found;
    return found >= 0 || cd_flip_refuse_unknown("test of that claim called", test, ids, error);
  }
  if (ids->len == 1)
    return true;
  g_ptr_array_add(ids, NULL);
  g_autofree char *all = g_strjoinv(", ", (char **)ids->pdata);
  g_autofree char *why =
      g_strdup_printf("has several tests: ask about one, as %s/%s (there are %s)",
                      cd_scenario_claim(flip->scenario, claim)->head.id, (const char *)g_ptr_array_index(ids, 0), all);
  return refuse(error, flip, claim, why);
}

static bool is_own_terms(guint arm)
{
  return arm != CD_ARM(CD_ARM_STRUCTURE(arm), false);
}

bool cd_flip_find_claim(CdFlip *flip, const char *claim, GError **error)
{
  g_auto(GStrv) part = g_strsplit(claim, "/", 2);
  int found = cd_scenario_find(flip->scenario, CD_ENTITY_CLAIM, -1, part[0] ? part[0] : "");
  guint row = 0;
  if (found < 0) {
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint c = 0; c < flip->scenario->table[CD_ENTITY_CLAIM].n; c++)
      g_ptr_array_add(known, (gpointer)cd_scenario_claim(flip->scenario, c)->head.id);
    return cd_flip_refuse_unknown("claim", claim, known, error);
  }
  if (!find_test(flip, (guint)found, part[1], &row, error))
    return false;
  CdTestAnswer test = cd_claim_test(flip->scenario, flip->layout, row);
  if (test.once)
    return refuse(error, flip, (guint)found,
                  "is about the talks, which have no options to rerun: see claims and negotiate --seek");
  if (test.measure.value == G_MAXUINT)
    return refuse(error, flip, (guint)found, "asks for what this scenario's runs do not have");
  if (is_own_terms(test.measure.arm) || (test.measure.against >= 0 && is_own_terms((guint)test.measure.against)))
    return refuse(error, flip, (guint)found, "is about options on terms of their own: only common terms are rerun here");
  flip->test = (int)row;
  flip->measure = test.measure;
  flip->criterion = test.criterion;
  return true;
}

static double baseline_value(gconstpointer of, const CdEngine *engine, const double *value)
{
  return cd_measure_of_run(of, value, cd_engine_layout(engine)->n);
}

bool cd_flip_settle_delta(CdFlipWork *work)
{
  CdFlip *flip = work->flip;
  if (flip->test < 0 || cd_criterion_estimand(&flip->criterion) != CD_ESTIMAND_EFFECT)
    return true;
  int basis = cd_delta_basis(flip->layout, flip->measure.value);
  flip->criterion.delta = cd_metric(flip->layout->kind[flip->measure.value])->materiality;
  if (basis < 0)
    return true;
  guint baseline = (guint)cd_scenario_concordat(flip->scenario, 0)->baseline;
  const CdMeasure measure = {(guint)basis, CD_ARM(baseline, false), -1};
  g_autofree bool *among = g_new0(bool, flip->scenario->table[CD_ENTITY_STRUCTURE].n);
  g_autofree double *each = g_new(double, (gsize)flip->replicates *CD_LUCKS);
  among[baseline] = true;
  CdProbe probe = work->probe;
  probe.among = among;
  probe.probed = baseline_value;
  probe.of = &measure;
  probe.views_alone = false;
  if (!cd_probe_run(&probe, flip->scenario, flip->seed, flip->replicates, each))
    return false;
  CdSummary summary = cd_summarise(each, flip->replicates);
  flip->criterion.delta = isnan(summary.mean) ? 0 : flip->criterion.delta * fabs(summary.mean);
  return true;
}
