/* Bed-places on any scenario: what more of them and a common pool do, and that people stay people. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/delivery/queue.h"
#include "tests/property/generate.h"
#include "tests/property/runs.h"
#include "tests/property/stage.h"
#include "tests/property/trials.h"
#include "tests/unit/small.h"

enum { JOINT, SEPARATE };

/* Draw J of queue I: a stream has room for 4,096 months, and a release is tried on more queues. */
static double drawn(guint64 seed, guint i, guint j)
{
  return cd_stream_uniform(cd_stream(seed, 0, CD_PURPOSE_INPUT, 1 + i / 4096), i % 4096, j);
}

static CdQueue any_queue(guint64 seed, guint i)
{
  double stay = 0.5 + 20 * drawn(seed, i, 0), places = 12 * drawn(seed, i, 1);
  double load = (0.1 + 1.6 * drawn(seed, i, 2)) * (places + 0.2);
  return (CdQueue){load / stay, stay, 1 + 40 * drawn(seed, i, 3), places};
}

static void more_places_never_lengthen_a_wait(void **state)
{
  (void)state;
  enum { SEED = 81 };
  guint n = cd_test_count(2000, 200);
  for (guint i = 0; i < n; i++) {
    CdQueue few = any_queue(SEED, i), more = few;
    more.places += 3 * drawn(SEED, i, 4);
    CdQueueBalance a = cd_queue_balance(&few), b = cd_queue_balance(&more);
    assert_true(b.wait <= a.wait + 1e-12 && b.give_up <= a.give_up + 1e-12);
    CdQueue busier = few;
    busier.arrivals *= 1.2;
    assert_true(cd_queue_balance(&busier).wait >= a.wait - 1e-12);
  }
}

/* Two queues whose people stay and wait alike, one fuller than the other: those of both together wait no longer on average. */
static void pooling_never_lengthens_the_mean_wait(void **state)
{
  (void)state;
  enum { SEED = 82 };
  guint n = cd_test_count(2000, 200), shorter = 0;
  for (guint i = 0; i < n; i++) {
    CdQueue a = any_queue(SEED, 2 * i), b = any_queue(SEED, 2 * i + 1);
    a.places = floor(a.places);
    b.places = floor(b.places);
    b.arrivals *= b.stay / a.stay;
    b.stay = a.stay;
    b.patience = a.patience;
    CdQueue both = {a.arrivals + b.arrivals, a.stay, a.patience, a.places + b.places};
    double apart = cd_queue_balance(&a).waiting + cd_queue_balance(&b).waiting;
    double pooled = cd_queue_balance(&both).waiting;
    if (pooled > apart + 1e-9)
      fail_msg("%u: %g waiting together, %g apart", i, pooled, apart);
    shorter += pooled < 0.9 * apart;
  }
  assert_true(shorter > n / 4);
}

/* Every area buys some places of the first component; all cohorts need them. */
static CdScenario *with_beds(guint seed, double need, guint price)
{
  CdScenario *s = cd_generate_any(seed);
  g_autofree char *service =
      g_strdup_printf("component=%s stay-weeks=6 week-price=%u patience-weeks=10 completion-effect=0.4",
                      cd_scenario_component(s, 0)->head.id, price);
  cd_small_add(s, CD_ENTITY_BED_SERVICE, NULL, "beds-of-the-test", service);
  for (guint a = 0; a < s->table[CD_ENTITY_AREA].n; a++) {
    const char *area = cd_scenario_area(s, a)->head.id;
    g_autofree char *fields = g_strdup_printf("area=%s places=%u", area, 1 + (seed + a) % 3);
    cd_small_add(s, CD_ENTITY_BED_BLOCK, "beds-of-the-test", area, fields);
  }
  for (guint k = 0; k < s->table[CD_ENTITY_COHORT].n; k++) {
    const char *cohort = cd_scenario_cohort(s, k)->head.id;
    g_autofree char *fields = g_strdup_printf("cohorts=%s share=%.3f", cohort, need);
    cd_small_add(s, CD_ENTITY_BED_NEED, "beds-of-the-test", cohort, fields);
  }
  return s;
}

static double of_beds(const CdRuns *runs, guint structure, CdMetricKind kind)
{
  return cd_runs_at(runs, 0, 2 * structure)[cd_metric_at(runs->layout, kind, CD_BY_BED_SERVICE, 0)];
}

/* Whatever the structure: the joint one pools all, so that nobody waits less on average than there; those who need a bed have one or give up. */
static void the_joint_pool_has_the_shortest_wait_and_people_add_up(void **state)
{
  (void)state;
  guint n = cd_test_count(30, 6), shorter = 0;
  for (guint seed = 8300; seed < 8300 + n; seed++) {
    g_autoptr(CdScenario) s = with_beds(seed, 0.05, 900);
    g_autoptr(CdRuns) runs = cd_runs_new(s, seed, 1);
    double joint = of_beds(runs, JOINT, CD_METRIC_BED_WAIT);
    for (guint structure = 0; structure < s->table[CD_ENTITY_STRUCTURE].n; structure++) {
      double wait = of_beds(runs, structure, CD_METRIC_BED_WAIT), need = of_beds(runs, structure, CD_METRIC_BED_NEED);
      double stays = of_beds(runs, structure, CD_METRIC_BED_STAYS),
             out = of_beds(runs, structure, CD_METRIC_BED_GIVE_UPS);
      assert_true(wait >= joint - 1e-9);
      assert_true(fabs(need - of_beds(runs, JOINT, CD_METRIC_BED_NEED)) < 1e-9 * need);
      assert_true(fabs(stays + out - need) < 1e-9 * need && stays >= 0 && out >= 0);
      double by_area = 0;
      for (guint a = 0; a < s->table[CD_ENTITY_AREA].n; a++)
        by_area +=
            cd_runs_at(runs, 0, 2 * structure)[cd_metric_at(runs->layout, CD_METRIC_BED_AREA_GIVE_UPS, CD_BY_AREA, a)];
      assert_true(fabs(by_area - out) < 1e-9 * need);
      shorter += wait > joint + 0.01;
    }
  }
  assert_true(shorter > 0);
}

static gint64 sum_of(const gint64 *x, gsize n, guint step, guint first)
{
  gint64 sum = 0;
  for (gsize i = first; i < n; i += step)
    sum += x[i];
  return sum;
}

static void people_are_kept_whatever_they_wait_for(void **state)
{
  (void)state;
  guint n = cd_test_count(30, 6);
  for (guint seed = 8400; seed < 8400 + n; seed++) {
    g_autoptr(CdScenario) s = with_beds(seed, 0.3, 900);
    g_autoptr(CdStage) stage = cd_stage_new(s, seed, 0);
    CdRealised it;
    gint64 *count = NULL, *final = NULL;
    cd_stage_realise(stage, seed % stage->world->n_structure, CD_TERMS_ARM_COMMON, cd_run_word(0, 1), &it);
    cd_stage_run(stage, &it.plan.flow, cd_run_word(0, 1), &count, &final);
    gsize people = cd_flow_final_size(&it.plan.flow), counts = cd_flow_count_size(&it.plan.flow);
    assert_int_equal(sum_of(it.plan.flow.initial, people, 1, 0) + sum_of(count, counts, CD_FLOW_COUNT, CD_FLOW_ARRIVALS),
                     sum_of(final, people, 1, 0));
  }
}

static double completions(const CdScenario *s, guint seed)
{
  g_autoptr(CdStage) stage = cd_stage_new(s, seed, 0);
  guint structure = seed % stage->world->n_structure;
  return cd_stage_sum(stage, cd_stage_expect_structure(stage, structure, 0.5), CD_FLOW_COMPLETIONS, 0,
                      cd_stage_years(stage));
}

/* Free beds that nobody needs are as good as none; beds that people need and do not have are not. */
static void without_need_all_goes_as_without_beds(void **state)
{
  (void)state;
  guint n = cd_test_count(30, 6), differ = 0;
  for (guint seed = 8500; seed < 8500 + n; seed++) {
    g_autoptr(CdScenario) unneeded = with_beds(seed, 0, 0);
    g_autoptr(CdScenario) none = cd_generate_any(seed);
    g_autoptr(CdScenario) needed = with_beds(seed, 0.1, 0);
    double plain = completions(none, seed);
    assert_true(completions(unneeded, seed) == plain);
    differ += fabs(completions(needed, seed) - plain) > 1e-6 * plain;
  }
  assert_true(differ > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(more_places_never_lengthen_a_wait),
      cmocka_unit_test(pooling_never_lengthens_the_mean_wait),
      cmocka_unit_test(the_joint_pool_has_the_shortest_wait_and_people_add_up),
      cmocka_unit_test(people_are_kept_whatever_they_wait_for),
      cmocka_unit_test(without_need_all_goes_as_without_beds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
