#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/sweep/crew.h"
#include "sim/sweep/golden.h"
#include "sim/sweep/parcel.h"
#include "tests/unit/minimal.h"

enum { POINTS = 8, REPLICATES = 6 };

static CdSweepPlan *plan_of(void)
{
  const char *const pair[] = {"<appraisal/>",
                              "<experiment id=\"e\" n=\"8\" replicates=\"6\" metrics=\"cost-annual deaths\">"
                              "<factor id=\"a\" path=\"cost/overhead\"/></experiment><appraisal/>",
                              NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  GError *error = NULL;
  CdSweepPlan *plan = cd_sweep_plan_new(scenario, 0, 0, 0, &error);
  assert_null(error);
  return plan;
}

static gsize values_of(const CdSweepPlan *plan, guint replicates)
{
  return (gsize)replicates * CD_UNIT_RUNS(plan) * plan->n_metrics;
}

/* Run here and now, by nobody else. */
static CdUnits *alone(CdSweepPlan *plan, guint64 point, guint from, guint to)
{
  CdUnits *units = cd_units_new(plan, point, from, to);
  CdUnitWorker *worker = cd_unit_worker_new(plan);
  cd_units_run(worker, units, NULL, NULL);
  cd_unit_worker_free(worker);
  return units;
}

/* Whatever thread does it, and however the points are cut into tasks. */
static void a_crew_does_what_one_does(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) plan = plan_of();
  for (guint jobs = 1; jobs <= 4; jobs += 3) {
    g_autoptr(CdCrew) crew = cd_crew_new(plan, jobs, 0);
    guint seen = 0;
    for (guint64 p = 0; p < POINTS; p++)
      for (guint from = 0; from < REPLICATES; from += 2)
        cd_crew_give(crew, (CdTask){p, from, from + 2});
    for (CdUnits *units; (units = cd_crew_next(crew, -1)); cd_units_free(units)) {
      g_autoptr(CdUnits) as = alone(plan, units->point, units->from, units->to);
      assert_memory_equal(units->value, as->value, values_of(plan, 2) * sizeof(double));
      assert_int_equal(units->status[0], CD_UNIT_OK);
      seen++;
    }
    assert_int_equal(seen, POINTS * REPLICATES / 2);
    assert_int_equal(cd_crew_owes(crew), 0);
    assert_null(cd_crew_next(crew, 0));
  }
}

static bool count(guint done, gpointer user)
{
  GArray *heard = user;
  g_array_append_val(heard, done);
  return done < 2;
}

/* By which time limits are those of replicates: setting a point up takes as long as several. */
static void it_is_told_when_a_point_is_set_up_and_then_of_each_replicate(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) plan = plan_of();
  g_autoptr(CdUnits) units = cd_units_new(plan, 3, 1, 5);
  g_autoptr(GArray) heard = g_array_new(FALSE, FALSE, sizeof(guint));
  CdUnitWorker *worker = cd_unit_worker_new(plan);
  cd_units_run(worker, units, count, heard);
  cd_unit_worker_free(worker);
  assert_int_equal(heard->len, 3);
  for (guint h = 0; h < heard->len; h++)
    assert_int_equal(g_array_index(heard, guint, h), h);
  g_autoptr(CdUnits) as = alone(plan, 3, 1, 3);
  assert_memory_equal(units->value, as->value, values_of(plan, 2) * sizeof(double));
  assert_true(isnan(units->value[values_of(plan, 2)]));
}

/* What the first unit comes to is the same twice and another for another plan; where it may not take its time, nothing is known, and nothing held against anybody. */
static void the_first_unit_tells_programs_apart(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) plan = plan_of();
  g_autofree char *once = cd_golden(plan, 0), *again = cd_golden(plan, 60);
  assert_string_equal(once, again);
  assert_int_equal(strlen(once), 64);
  assert_true(cd_golden_agree(once, again));
  assert_true(cd_golden_agree(once, CD_GOLDEN_TIMEOUT));
  again[0] = again[0] == '0' ? '1' : '0';
  assert_false(cd_golden_agree(once, again));
  assert_false(cd_golden_agree(once, NULL));
}

/* A crew that is let go drops what nobody has taken up. */
static void it_may_be_let_go_at_any_time(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) plan = plan_of();
  for (guint round = 0; round < 20; round++) {
    CdCrew *crew = cd_crew_new(plan, 3, 0);
    for (guint64 p = 0; p < POINTS; p++)
      cd_crew_give(crew, (CdTask){p, 0, REPLICATES});
    if (round % 2)
      cd_units_free(cd_crew_next(crew, g_get_monotonic_time() + 100 * round));
    cd_crew_free(crew);
  }
}

/* Each replicate comes back once, as itself or as timed out; of those before it in its task nothing is lost. */
static void what_takes_too_long_is_given_up(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) plan = plan_of();
  g_autoptr(CdCrew) crew = cd_crew_new(plan, 2, 1e-6);
  guint seen[POINTS][REPLICATES] = {0}, late = 0;
  for (guint64 p = 0; p < POINTS; p++)
    cd_crew_give(crew, (CdTask){p, 0, REPLICATES});
  for (CdUnits *units; (units = cd_crew_next(crew, -1)); cd_units_free(units)) {
    g_autoptr(CdUnits) as = alone(plan, units->point, units->from, units->to);
    for (guint k = units->from; k < units->to; k++) {
      gsize at = values_of(plan, k - units->from);
      seen[units->point][k]++;
      if (units->status[k - units->from] == CD_UNIT_OK)
        assert_memory_equal(&units->value[at], &as->value[at], values_of(plan, 1) * sizeof(double));
      else {
        assert_int_equal(units->status[k - units->from], CD_UNIT_TIMEOUT);
        assert_string_equal(units->error[k - units->from], "took longer than 1e-06 s");
        late++;
      }
    }
  }
  for (guint p = 0; p < POINTS; p++)
    for (guint k = 0; k < REPLICATES; k++)
      assert_int_equal(seen[p][k], 1);
  assert_true(late > 0);
}

/* --- Parcels ------------------------------------------------------------------------------------------------------------- */

static GVariant *by_post(GVariant *parcel, const char *type)
{
  gsize n = g_variant_get_size(parcel);
  void *bytes = g_memdup2(g_variant_get_data(parcel), n);
  return g_variant_ref_sink(g_variant_new_from_data(G_VARIANT_TYPE(type), bytes, n, FALSE, g_free, bytes));
}

static void a_plan_and_its_units_arrive_as_they_were_sent(void **state)
{
  (void)state;
  GError *error = NULL;
  g_autoptr(CdSweepPlan) plan = plan_of();
  g_autoptr(GVariant) sent = cd_parcel_plan(plan), got = by_post(sent, CD_PARCEL_PLAN);
  g_autoptr(CdSweepPlan) there = cd_parcel_open_plan(got, &error);
  assert_null(error);
  g_autofree char *here_golden = cd_golden(plan, 0), *there_golden = cd_golden(there, 0);
  assert_string_equal(here_golden, there_golden);
  g_autoptr(CdUnits) units = alone(there, 3, 2, 5);
  cd_units_fail(units, 1, CD_UNIT_FAILED, "a value is infinite");
  g_autoptr(GVariant) parcel = cd_parcel_units(there, units), posted = by_post(parcel, CD_PARCEL_UNITS);
  g_autoptr(CdUnits) arrived = cd_parcel_open_units(plan, posted);
  assert_non_null(arrived);
  assert_int_equal(arrived->point, 3);
  assert_int_equal(arrived->from, 2);
  assert_int_equal(arrived->to, 5);
  assert_int_equal(arrived->status[1], CD_UNIT_FAILED);
  assert_string_equal(arrived->error[1], "a value is infinite");
  assert_memory_equal(arrived->value, units->value, values_of(plan, 3) * sizeof(double));
}

/* Cut at any byte, or of another plan, it is none; nothing breaks. */
static void what_is_no_parcel_is_refused(void **state)
{
  (void)state;
  g_autoptr(CdSweepPlan) plan = plan_of();
  g_autoptr(CdUnits) units = alone(plan, 0, 0, 2);
  g_autoptr(GVariant) parcel = cd_parcel_units(plan, units);
  gsize n = g_variant_get_size(parcel);
  for (gsize cut = 0; cut < n; cut++) {
    void *bytes = g_memdup2(g_variant_get_data(parcel), n);
    g_autoptr(GVariant) less =
        g_variant_ref_sink(g_variant_new_from_data(G_VARIANT_TYPE(CD_PARCEL_UNITS), bytes, cut, FALSE, g_free, bytes));
    assert_null(cd_parcel_open_units(plan, less));
  }
  units->point = POINTS;
  g_autoptr(GVariant) beyond = cd_parcel_units(plan, units);
  assert_null(cd_parcel_open_units(plan, beyond));
  GError *error = NULL;
  g_autoptr(GVariant) nonsense =
      g_variant_ref_sink(g_variant_new("(sstus@ad)", "<concordat/>", "e", (guint64)8, 6u, "",
                                       g_variant_new_fixed_array(G_VARIANT_TYPE_DOUBLE, NULL, 0, sizeof(double))));
  assert_null(cd_parcel_open_plan(nonsense, &error));
  assert_non_null(error);
  g_clear_error(&error);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_crew_does_what_one_does),
      cmocka_unit_test(it_is_told_when_a_point_is_set_up_and_then_of_each_replicate),
      cmocka_unit_test(the_first_unit_tells_programs_apart),
      cmocka_unit_test(it_may_be_let_go_at_any_time),
      cmocka_unit_test(what_takes_too_long_is_given_up),
      cmocka_unit_test(a_plan_and_its_units_arrive_as_they_were_sent),
      cmocka_unit_test(what_is_no_parcel_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
