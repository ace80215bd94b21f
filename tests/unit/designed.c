/* From a design (sim/sampling) to what it is for (sim/sensitivity): their rows mean the same to both. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/sampling/design.h"
#include "sim/sensitivity/effects.h"
#include "sim/sensitivity/indices.h"
#include "tests/unit/analytic.h"
#include "tests/unit/near.h"

enum { FACTORS = 4 };
static const guint group[FACTORS] = {0, 1, 0, 1};

/* The first three are Ishigami's; the fourth moves the second's group by a line of variance 1. */
static double outcome(const double *u, guint k)
{
  (void)k;
  return cd_ishigami(u, 3) + sqrt(12) * (u[3] - 0.5);
}

/* Rows of PLAN and their outcomes. The caller frees both. */
static CdDesign *make(const CdDesignPlan *plan, double **unit, double **y)
{
  g_autoptr(GError) error = NULL;
  CdDesign *design = cd_design_new(plan, &error);
  assert_null(error);
  guint64 rows = cd_design_rows(design);
  g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(design);
  *unit = g_new(double, rows *FACTORS);
  *y = g_new(double, rows);
  cd_design_read(cursor, 0, rows, *unit, NULL);
  for (guint64 row = 0; row < rows; row++)
    (*y)[row] = outcome(&(*unit)[row * FACTORS], FACTORS);
  return design;
}

/* V = 13.8446 + 1. Of the group of x1 and x3 both indices are V1 + V3 + V13 = 13.8446 (.313905 + .243684); of that of x2 and x4 the rest: nothing is done together between the groups. */
static void groups_of_a_saltelli_design_have_their_indices(void **state)
{
  (void)state;
  g_autofree double *unit = NULL, *y = NULL;
  CdDesignPlan plan = {
      .kind = CD_DESIGN_SALTELLI, .factors = FACTORS, .n = 1 << 13, .seed = 3, .group = group, .second_order = true};
  g_autoptr(CdDesign) design = make(&plan, &unit, &y);
  CdSaltelliShape shape = {(guint)plan.n, 2, true, 1};
  assert_int_equal(cd_design_rows(design), plan.n * cd_saltelli_blocks(&shape));
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
  CdIndicesOptions options = {.confidence = 0.95};
  g_autoptr(CdIndices) it = cd_indices_new(outcomes, outcomes->n, &options, NULL);
  double v = 13.8445879407, mine = .557588855 * v / (v + 1), other = (.442411145 * v + 1) / (v + 1);
  assert_near(it->variance, v + 1, 0.01);
  assert_near(it->first[0].value, mine, 0.01);
  assert_near(it->total[0].value, mine, 0.01);
  assert_near(it->first[1].value, other, 0.01);
  assert_near(it->total[1].value, other, 0.01);
  assert_true(fabs(it->second[1].value) < 0.01);
}

/* Each factor alone, in SALib's order without BA. */
static void factors_of_a_saltelli_design_have_their_indices(void **state)
{
  (void)state;
  g_autofree double *unit = NULL, *y = NULL;
  CdDesignPlan plan = {.kind = CD_DESIGN_SALTELLI, .factors = FACTORS, .n = 1 << 13, .seed = 4};
  cd_design_free(make(&plan, &unit, &y));
  CdSaltelliShape shape = {(guint)plan.n, FACTORS, false, 1};
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
  CdIndicesOptions options = {.confidence = 0.95};
  g_autoptr(CdIndices) it = cd_indices_new(outcomes, outcomes->n, &options, NULL);
  double v = 13.8445879407;
  static const double first[] = {.313905191, .442411145, 0}, total[] = {.557588855, .442411145, .243683664};
  for (guint i = 0; i < 3; i++) {
    assert_near(it->first[i].value, first[i] * v / (v + 1), 0.01);
    assert_near(it->total[i].value, total[i] * v / (v + 1), 0.01);
  }
  assert_near(it->first[3].value, 1 / (v + 1), 0.01);
  assert_near(it->total[3].value, 1 / (v + 1), 0.01);
}

/* The population's effects (tests/unit/effects.c) of the first three, sqrt(12) of the fourth, from 4,000 trajectories; five standard errors. Of groups each step moves two, and has a size alone. */
static void trajectories_have_their_effects(void **state)
{
  (void)state;
  static const double star[] = {7.704054, 7.875, 6.248796, 3.4641016}, sigma[] = {6.248796, 7.875, 8.837132, 0};
  g_autofree double *unit = NULL, *y = NULL, *grouped_unit = NULL, *grouped_y = NULL;
  CdDesignPlan plan = {
      .kind = CD_DESIGN_MORRIS, .factors = FACTORS, .n = 4000, .seed = 5, .levels = 4, .where = CD_LEVELS_ENDS};
  cd_design_free(make(&plan, &unit, &y));
  CdEffectsShape shape = {(guint)plan.n, FACTORS, FACTORS, NULL}, of_groups = {(guint)plan.n, FACTORS, 2, group};
  CdEffectsOptions options = {.confidence = 0.95};
  g_autoptr(CdEffects) it = cd_effects_new(unit, y, &shape, CD_MISSING_REFUSE, &options, NULL);
  for (guint i = 0; i < FACTORS; i++) {
    double error = 5 * sigma[i] / sqrt((double)plan.n) + 1e-6;
    assert_true(fabs(it->effect[i].star - star[i]) < error);
    assert_true(fabs(it->effect[i].sigma - sigma[i]) < error);
  }
  plan.group = group;
  cd_design_free(make(&plan, &grouped_unit, &grouped_y));
  g_autoptr(CdEffects) two = cd_effects_new(grouped_unit, grouped_y, &of_groups, CD_MISSING_REFUSE, &options, NULL);
  assert_true(isnan(two->effect[0].mu) && isnan(two->effect[1].sigma));
  assert_true(two->effect[0].star > 5 && two->effect[1].star > 5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(groups_of_a_saltelli_design_have_their_indices),
      cmocka_unit_test(factors_of_a_saltelli_design_have_their_indices),
      cmocka_unit_test(trajectories_have_their_effects),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
