#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/sweep/identity.h"
#include "sim/sweep/unit.h"
#include "tests/unit/minimal.h"

/* The first experiment of the minimal scenario with EXPERIMENT in it. */
static CdSweepPlan *plan_of(const char *experiment)
{
  g_autofree char *with = g_strconcat(experiment, "<appraisal/>", NULL);
  const char *const pair[] = {"<appraisal/>", with, NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  GError *error = NULL;
  CdSweepPlan *plan = cd_sweep_plan_new(scenario, 0, 0, 0, &error);
  assert_null(error);
  return plan;
}

static double value_of(const CdSweepPlan *plan, guint64 point, guint factor)
{
  double unit[8], value[8];
  g_autoptr(CdDesignCursor) cursor = plan->design ? cd_design_cursor_new(plan->design) : NULL;
  cd_sweep_point(plan, cursor, point, unit, value, NULL);
  return value[factor];
}

/* A grid has the ends of distributions that have ends, the points of a discrete one whatever their weights, and each word of a choice. */
static void levels_are_ends_points_and_words(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) plan =
      plan_of("<experiment id=\"e\" design=\"grid\" levels=\"3\">"
              "<factor id=\"a\" path=\"cost/overhead\" value=\"triangular(0.1, 0.2, 0.4)\"/>"
              "<factor id=\"b\" path=\"delivery/fit\" value=\"discrete(0:0.9, 0.01:0.05, 0.05:0.05)\"/>"
              "<factor id=\"c\" path=\"structure[joint]/intelligence\"/></experiment>");
  static const double fit[] = {0, 0.01, 0.05};
  assert_int_equal(plan->points, 3 * 3 * 2);
  for (guint p = 0; p < 18; p++) {
    assert_true(value_of(plan, p, 1) == fit[p / 2 % 3]);
    assert_true(value_of(plan, p, 2) == p % 2);
  }
  assert_true(value_of(plan, 0, 0) == 0.1);
  /* The median of triangular(0.1, 0.2, 0.4): 0.4 - sqrt(0.5 * 0.3 * 0.2). */
  assert_true(fabs(value_of(plan, 6, 0) - (0.4 - sqrt(0.03))) < 1e-12);
  assert_true(value_of(plan, 17, 0) == 0.4);
}

/* By what a factor is, what another is, or which word; in the order of the design, whose coordinates they keep. */
static void filters_let_points_through(void **state)
{
  (void)state;
  static const char grid[] = "<experiment id=\"e\" design=\"grid\" levels=\"4\">"
                             "<factor id=\"a\" path=\"cost/overhead\" value=\"uniform(0, 0.3)\"/>"
                             "<factor id=\"b\" path=\"delivery/fit\" value=\"uniform(0, 0.3)\"/>"
                             "<factor id=\"c\" path=\"structure[joint]/intelligence\"/>%s</experiment>";
  g_autofree char *all = g_strdup_printf(grid, ""),
                  *some = g_strdup_printf(grid, "<filter id=\"x\" factor=\"a\" from=\"0.05\" at-most=\"b\"/>"
                                                "<filter id=\"y\" factor=\"b\" to=\"0.25\"/>"
                                                "<filter id=\"z\" factor=\"c\" words=\"apart\"/>");
  g_autoptr(CdSweepPlan) whole = plan_of(all), plan = plan_of(some);
  guint64 next = 0;
  for (guint64 p = 0; p < whole->points; p++) {
    double a = value_of(whole, p, 0), b = value_of(whole, p, 1), c = value_of(whole, p, 2);
    if (a < 0.05 || a > b || b > 0.25 || c != CD_INTELLIGENCE_APART)
      continue;
    assert_true(next < plan->points);
    for (guint f = 0; f < 3; f++)
      assert_true(value_of(plan, next, f) == value_of(whole, p, f));
    next++;
  }
  assert_int_equal(plan->points, next);
  assert_int_equal(next, 3); /* (0.1, 0.1), (0.1, 0.2) and (0.2, 0.2) */
}

/* Distributions without ends are asked for none. */
static void endless_distributions_stay_finite(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) plan =
      plan_of("<experiment id=\"e\" design=\"grid\" levels=\"4\">"
              "<factor id=\"a\" path=\"cost/overhead\" value=\"normal(0.1, 0.02)\"/></experiment>");
  for (guint p = 0; p < 4; p++) /* in the middles of four equal parts: 1/8 of a normal lies 1.15 deviations out */
    assert_true(fabs(value_of(plan, p, 0) - 0.1) < 0.0231);
}

static CdUnits *run(CdUnitWorker *worker, const CdSweepPlan *plan, guint64 point, guint from, guint to)
{
  CdUnits *units = cd_units_new(plan, point, from, to);
  cd_units_run(worker, units, NULL, NULL);
  return units;
}

/* The units of a point are the same one by one, all at once, and whether its values are held or read again like --set. */
static void a_unit_is_a_function_of_its_numbers(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) held =
      plan_of("<experiment id=\"e\" n=\"4\" replicates=\"4\"><factor id=\"a\" path=\"cost/overhead\"/></experiment>");
  const CdDist *dist = &held->factor[0].varied.dist;
  g_autofree char *stated = cd_dist_format(dist),
                  *text = g_strdup_printf(
                      "<experiment id=\"e\" n=\"4\" replicates=\"4\"><factor id=\"a\" path=\"cost/overhead\" "
                      "value=\"%s\"/></experiment>",
                      stated);
  g_autoptr(CdSweepPlan) again = plan_of(text);
  assert_false(held->reads_again);
  assert_true(again->reads_again);
  CdUnitWorker *a = cd_unit_worker_new(held), *b = cd_unit_worker_new(again);
  g_autoptr(CdUnits) all = run(a, held, 2, 0, 4), third = run(a, held, 2, 2, 3), other = run(b, again, 2, 0, 4),
                     elsewhere = run(a, held, 1, 0, 4);
  gsize n = CD_UNIT_RUNS(held) * held->n_metrics;
  assert_memory_equal(&all->value[2 * n], third->value, n * sizeof(double));
  assert_memory_equal(all->value, other->value, 4 * n * sizeof(double));
  assert_memory_not_equal(all->value, elsewhere->value, 4 * n * sizeof(double));
  for (guint k = 0; k < 4; k++)
    assert_int_equal(other->status[k], CD_UNIT_OK);
  cd_unit_worker_free(a);
  cd_unit_worker_free(b);
}

/* Numbers that share a factor's draw move along with it. */
static void what_draws_alike_moves_alike(void **state)
{
  (void)state;
  const char *const pair[] = {
      "<appraisal/>", "<experiment id=\"e\" n=\"2\"><factor id=\"a\" path=\"delivery/fit\"/></experiment><appraisal/>",
      "<delivery/>",
      "<delivery source=\"made-up\" grade=\"D\"><fit value=\"uniform(0, 0.08)\" draw-as=\"both\"/>"
      "<intelligence-effect value=\"uniform(0, 0.02)\" draw-as=\"both\"/></delivery>",
      NULL};
  g_autoptr(CdScenario) sharing = cd_minimal_scenario(pair);
  GError *error = NULL;
  g_autoptr(CdSweepPlan) plan = cd_sweep_plan_new(sharing, 0, 0, 0, &error);
  assert_null(error);
  assert_int_equal(plan->factor[0].member->len, 2);
  assert_string_equal(g_array_index(plan->factor[0].member, CdSweepMember, 1).path, "delivery/intelligence-effect");
}

/* What runs depend on is told by path; what is only said about them is no difference. */
static void identity_is_of_meaning(void **state)
{
  (void)state;
#define EXPERIMENT(label, n, value)                                                                                    \
  "<experiment id=\"e\" label=\"" label "\" n=\"" n "\"><factor id=\"a\" path=\"cost/overhead\" value=\"" value        \
  "\"/></experiment>"
  g_autoptr(CdSweepPlan) plan = plan_of(EXPERIMENT("A", "4", "uniform(0.1, 0.2)")),
                         other = plan_of(EXPERIMENT("B", "8", "uniform(0.1, 0.2)")),
                         changed = plan_of(EXPERIMENT("A", "4", "uniform(0.1, 0.3)"));
  g_autofree char *a = cd_identity_hash(plan), *b = cd_identity_hash(other), *c = cd_identity_hash(changed);
  assert_string_equal(a, b);
  assert_string_not_equal(a, c);
  g_autoptr(GPtrArray) was = cd_identity_lines(plan->scenario, 0), is = cd_identity_lines(changed->scenario, 0),
                       same = cd_identity_lines(other->scenario, 0);
  g_autofree char *difference = cd_identity_difference(was, is);
  assert_string_equal(difference, "  experiment[e]/factor[a]/value: uniform(0.1, 0.2), now uniform(0.1, 0.3)");
  assert_null(cd_identity_difference(was, same));
}

/* The libm of one machine is one. */
static void libm_has_a_fingerprint(void **state)
{
  (void)state;
  g_autofree char *a = cd_identity_libm(), *b = cd_identity_libm();
  assert_string_equal(a, b);
  assert_int_equal(strlen(a), 16);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(levels_are_ends_points_and_words),
      cmocka_unit_test(filters_let_points_through),
      cmocka_unit_test(endless_distributions_stay_finite),
      cmocka_unit_test(a_unit_is_a_function_of_its_numbers),
      cmocka_unit_test(what_draws_alike_moves_alike),
      cmocka_unit_test(identity_is_of_meaning),
      cmocka_unit_test(libm_has_a_fingerprint),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
