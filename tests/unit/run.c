#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "concordat/error.h"
#include "sim/appraisal/results.h"
#include "sim/experiment/run.h"
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdWorker, cd_worker_free)

#define PROVIDER                                                                                                       \
  "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 bid-cost=5000 risk-aversion=1 "

static CdScenario *scenario_new(void)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL, "management-fixed=uniform(5000,9000) procurement=40000");
  cd_small_set(s, CD_ENTITY_APPRAISAL, NULL, "horizon-months=12");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "one", PROVIDER "incumbent-in=east+hill");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "two", PROVIDER);
  cd_small_add_structures(s);
  return s;
}

static CdResults *run_with(CdRunOptions options, GError **error)
{
  g_autoptr(CdScenario) scenario = scenario_new();
  return cd_run(scenario, &options, error);
}

static CdResults *run(guint replicates, guint64 seed, guint jobs)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = replicates;
  options.seed = seed;
  options.jobs = jobs;
  return run_with(options, NULL);
}

static CdResults *run_talks(guint jobs)
{
  g_autoptr(CdScenario) scenario = cd_seated_small();
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 24;
  options.seed = 5;
  options.jobs = jobs;
  return cd_run(scenario, &options, NULL);
}

static gsize value_bytes(const CdResults *results)
{
  return sizeof(double) * results->replicates * CD_LUCKS * results->n_arms * results->n_values;
}

static bool alike(double a, double b)
{
  return a == b || (isnan(a) && isnan(b));
}

static void assert_same_results(const CdResults *one, const CdResults *other)
{
  assert_memory_equal(one->value, other->value, value_bytes(one));
  for (guint r = 0; r < one->replicates * CD_LUCKS * 2 * one->n_contracts; r++)
    assert_true(one->outcome[r].provider == other->outcome[r].provider &&
                one->outcome[r].price == other->outcome[r].price);
  for (guint v = 0; v < one->n_arms * one->n_values; v++) {
    const CdSummary *a = &one->summary[v], *b = &other->summary[v];
    assert_true(alike(a->mean, b->mean) && alike(a->low, b->low) && alike(a->p95, b->p95));
  }
  for (guint c = 0; c < one->n_comparisons; c++)
    for (guint v = 0; v < one->n_values; v++) {
      const CdDifference *a = &one->comparison[c].value[v], *b = &other->comparison[c].value[v];
      assert_true(a->verdict == b->verdict && a->more == b->more && alike(a->q_low, b->q_low));
    }
  for (guint p = 0; p < one->n_curve; p++)
    assert_true(one->curve[p].cost == other->curve[p].cost);
}

static void the_number_of_threads_moves_no_byte(void **state)
{
  (void)state;
  g_autoptr(CdResults) one = run(40, 5, 1);
  static const guint jobs[] = {2, 8, 0, 100};
  for (guint i = 0; i < G_N_ELEMENTS(jobs); i++) {
    g_autoptr(CdResults) many = run(40, 5, jobs[i]);
    assert_same_results(one, many);
  }
}

static void assert_same_decision(const CdDecision *a, const CdDecision *b, guint councils)
{
  assert_memory_equal(&a->division, &b->division, sizeof a->division);
  assert_memory_equal(a->text, b->text, sizeof a->text);
  assert_true(a->meeting == b->meeting && a->agreed == b->agreed && a->kind == b->kind);
  for (guint i = 0; i < councils; i++)
    assert_true(a->council[i].value == b->council[i].value && a->council[i].walk_away == b->council[i].walk_away &&
                a->council[i].departure == b->council[i].departure);
}

static void the_number_of_threads_moves_no_byte_of_talks(void **state)
{
  (void)state;
  g_autoptr(CdResults) one = run_talks(1);
  static const guint jobs[] = {2, 8};
  for (guint i = 0; i < G_N_ELEMENTS(jobs); i++) {
    g_autoptr(CdResults) many = run_talks(jobs[i]);
    assert_same_results(one, many);
    for (guint k = 0; k < one->replicates; k++)
      assert_same_decision(&one->decision[k], &many->decision[k], 2);
  }
}

static void each_replicate_stands_in_its_own_place(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run(6, 5, 2);
  g_autoptr(CdWorker) worker = cd_worker_new(results->engine);
  gsize stride = (gsize)CD_LUCKS * results->n_arms * results->n_values;
  g_autofree double *alone = g_new0(double, stride);
  for (guint32 k = 0; k < 6; k++) {
    cd_engine_replicate(results->engine, worker, k, alone, NULL, NULL, NULL, NULL);
    assert_memory_equal(alone, &results->value[k * stride], stride * sizeof(double));
  }
}

static void more_replicates_leave_the_first_as_they_were(void **state)
{
  (void)state;
  g_autoptr(CdResults) few = run(5, 5, 2), more = run(9, 5, 2);
  assert_memory_equal(few->value, more->value, value_bytes(few));
}

static void another_seed_is_another_run(void **state)
{
  (void)state;
  g_autoptr(CdResults) one = run(5, 5, 1), other = run(5, 6, 1);
  assert_memory_not_equal(one->value, other->value, value_bytes(one));
}

static void assert_refused(CdRunOptions options, CdErrorCode code)
{
  g_autoptr(GError) error = NULL;
  assert_null(run_with(options, &error));
  assert_true(g_error_matches(error, CD_ERROR, (gint)code));
}

static void too_few_and_too_many_replicates_are_refused(void **state)
{
  (void)state;
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.jobs = 1;
  static const guint wrong[] = {0, 1, 1000001};
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    options.replicates = wrong[i];
    assert_refused(options, CD_ERROR_USAGE);
  }
  options.replicates = 2;
  g_autoptr(CdResults) results = run_with(options, NULL);
  assert_non_null(results);
}

/* A million replicates of two lucks, 2 x 2 arms and some 120 values of 8 bytes are 8 GB and more: said before it is tried. */
static void a_table_that_would_not_fit_is_refused(void **state)
{
  (void)state;
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 1000000;
  options.jobs = 1;
  g_autoptr(CdScenario) scenario = scenario_new();
  for (guint i = 0; i < 4; i++) {
    g_autofree char *id = g_strdup_printf("s%u", i);
    cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, id, "");
    cd_small_add(scenario, CD_ENTITY_CONTRACT, id, "all", "areas=east+west+hill components=treatment+justice+youth+beds");
  }
  g_autoptr(GError) error = NULL;
  assert_null(cd_run(scenario, &options, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_BUDGET));
}

static gint64 run_by_time(double seconds, CdResults **results)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 0; /* does not count */
  options.seconds = seconds;
  options.seed = 5;
  options.jobs = 2;
  gint64 began = g_get_monotonic_time();
  *results = run_with(options, NULL);
  return g_get_monotonic_time() - began;
}

static void by_time_it_runs_whole_batches_of_the_same_replicates(void **state)
{
  (void)state;
  g_autoptr(CdResults) timed = NULL;
  run_by_time(0.1, &timed);
  assert_true(timed->replicates >= 20 && timed->replicates % 20 == 0);
  assert_true(timed->seed == 5);
  g_autoptr(CdResults) counted = run(timed->replicates, 5, 1);
  assert_memory_equal(timed->value, counted->value, value_bytes(timed));
}

/* Of this scenario it takes about as long as running. Once in three times, since others use the machine too. */
static void the_time_includes_the_appraisal(void **state)
{
  (void)state;
  for (guint i = 0; i < 3; i++) {
    g_autoptr(CdResults) timed = NULL;
    gint64 taken = run_by_time(1, &timed);
    assert_true(taken >= G_USEC_PER_SEC / 4);
    if (taken < G_USEC_PER_SEC * 5 / 4)
      return;
  }
  fail();
}

static void the_least_time_makes_the_least_batch(void **state)
{
  (void)state;
  g_autoptr(CdResults) timed = NULL;
  run_by_time(1e-9, &timed);
  assert_int_equal(timed->replicates, 20);
}

static void impossible_times_and_jobs_are_refused(void **state)
{
  (void)state;
  static const double wrong[] = {NAN, -1, -1e-300, 7 * 24 * 3600 + 1, 1e300, INFINITY, -INFINITY};
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    options.seconds = wrong[i];
    assert_refused(options, CD_ERROR_USAGE);
  }
  options.seconds = 7 * 24 * 3600;
  options.replicates = 0;
  assert_true(cd_run_check(&options, NULL));
  options.jobs = 1024;
  assert_true(cd_run_check(&options, NULL));
  static const guint crowds[] = {1025, 1000000, G_MAXUINT};
  for (guint i = 0; i < G_N_ELEMENTS(crowds); i++) {
    options.jobs = crowds[i];
    assert_refused(options, CD_ERROR_USAGE);
  }
}

/* Bytes of the table of N replicates. */
static gsize table_of(guint n)
{
  g_autoptr(CdResults) results = run(2, 1, 1);
  return n * CD_LUCKS *
         (sizeof(double) * results->n_arms * results->n_values + sizeof(CdContractOutcome) * 2 * results->n_contracts);
}

static void a_run_by_time_ends_where_memory_does(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autoptr(GError) error = NULL;
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.seconds = 3600;
  options.jobs = 1;
  g_autoptr(CdResults) results = cd_run_within(scenario, &options, table_of(50), &error);
  assert_null(error);
  assert_int_equal(results->replicates, 40);
  assert_int_equal(results->summary[0].n, 40);
  assert_null(cd_run_within(scenario, &options, table_of(19), &error)); /* not even the first batch */
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_BUDGET));
}

typedef struct {
  guint calls, last, total, stop_at;
  GThread *thread;
  bool falls, strange;
} Heard;

static bool hear(guint done, guint total, gpointer user)
{
  Heard *heard = user;
  g_usleep(5000); /* others work on meanwhile */
  heard->calls++;
  heard->falls = heard->falls || done < heard->last;
  heard->strange = heard->strange || g_thread_self() != heard->thread;
  heard->last = done;
  heard->total = total;
  return heard->stop_at == 0 || done < heard->stop_at;
}

static void progress_is_told_to_the_caller_s_thread_and_ends_at_all(void **state)
{
  (void)state;
  Heard heard = {.thread = g_thread_self()};
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 10;
  options.jobs = 2;
  options.progress = hear;
  options.user = &heard;
  g_autoptr(CdResults) results = run_with(options, NULL);
  assert_non_null(results);
  assert_true(heard.calls > 0);
  assert_int_equal(heard.last, 10);
  assert_int_equal(heard.total, 10);
  assert_false(heard.falls);
  assert_false(heard.strange);
}

static void progress_can_stop_the_run(void **state)
{
  (void)state;
  static const double seconds[] = {0, 3600};
  for (guint i = 0; i < G_N_ELEMENTS(seconds); i++) {
    Heard heard = {.thread = g_thread_self(), .stop_at = 3};
    CdRunOptions options = CD_RUN_OPTIONS_INIT;
    options.replicates = 1000;
    options.seconds = seconds[i];
    options.jobs = 2;
    options.progress = hear;
    options.user = &heard;
    assert_refused(options, CD_ERROR_STOPPED);
    assert_true(heard.last >= 3 && heard.last < 1000); /* and it heard nothing more */
  }
}

typedef struct {
  guint calls, first, second;
} Nap;

static bool nap(guint done, guint total, gpointer user)
{
  (void)total;
  Nap *it = user;
  if (it->calls == 0)
    g_usleep(G_USEC_PER_SEC / 2);
  *(it->calls++ == 0 ? &it->first : &it->second) = done;
  return it->calls < 2;
}

/* Were they held up, each of the two could end one replicate, and a few more until the caller's thread has come round. */
static void threads_work_on_while_progress_is_told(void **state)
{
  (void)state;
  Nap it = {0};
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 1000;
  options.jobs = 2;
  options.progress = nap;
  options.user = &it;
  assert_refused(options, CD_ERROR_STOPPED);
  assert_true(it.second > it.first + 30);
}

static gpointer load_and_run(gpointer path)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 2;
  options.jobs = 2;
  g_autoptr(CdScenario) scenario = cd_scenario_load(path, NULL, NULL);
  return scenario ? cd_run(scenario, &options, NULL) : NULL;
}

static void several_threads_may_load_and_run_at_once(void **state)
{
  (void)state;
  g_autofree char *here = g_path_get_dirname(__FILE__);
  g_autofree char *path = g_build_filename(here, "..", "scenarios", "minimal.xml", NULL);
  GThread *thread[6];
  CdResults *results[G_N_ELEMENTS(thread)];
  for (guint i = 0; i < G_N_ELEMENTS(thread); i++)
    thread[i] = g_thread_new("load", load_and_run, path);
  for (guint i = 0; i < G_N_ELEMENTS(thread); i++)
    results[i] = g_thread_join(thread[i]);
  for (guint i = 0; i < G_N_ELEMENTS(thread); i++) {
    assert_non_null(results[i]);
    assert_same_results(results[0], results[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS(thread); i++)
    cd_results_free(results[i]);
}

static void results_outlive_the_caller_s_scenario(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run(2, 1, 1); /* whose scenario run_with() has let go */
  assert_string_equal(results->scenario->id, "small");
  cd_results_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_number_of_threads_moves_no_byte),
      cmocka_unit_test(the_number_of_threads_moves_no_byte_of_talks),
      cmocka_unit_test(each_replicate_stands_in_its_own_place),
      cmocka_unit_test(more_replicates_leave_the_first_as_they_were),
      cmocka_unit_test(another_seed_is_another_run),
      cmocka_unit_test(too_few_and_too_many_replicates_are_refused),
      cmocka_unit_test(a_table_that_would_not_fit_is_refused),
      cmocka_unit_test(by_time_it_runs_whole_batches_of_the_same_replicates),
      cmocka_unit_test(the_time_includes_the_appraisal),
      cmocka_unit_test(the_least_time_makes_the_least_batch),
      cmocka_unit_test(impossible_times_and_jobs_are_refused),
      cmocka_unit_test(a_run_by_time_ends_where_memory_does),
      cmocka_unit_test(progress_can_stop_the_run),
      cmocka_unit_test(threads_work_on_while_progress_is_told),
      cmocka_unit_test(progress_is_told_to_the_caller_s_thread_and_ends_at_all),
      cmocka_unit_test(several_threads_may_load_and_run_at_once),
      cmocka_unit_test(results_outlive_the_caller_s_scenario),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
