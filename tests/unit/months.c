/* What is told month by month: sums that add up, a balance before the start, means and bands that no order of threads changes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/results.h"
#include "sim/report/tables.h"
#include "tests/unit/minimal.h"

enum { SEED = 11, REPLICATES = 24 };

static CdResults *run_with(guint jobs, bool cells)
{
  static const char *const none[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(none);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  options.seed = SEED;
  options.jobs = jobs;
  options.cells = cells;
  return cd_run(scenario, &options, NULL);
}

static CdResults *run_on(guint jobs)
{
  return run_with(jobs, false);
}

static bool is_ratio(CdMonthFigure figure)
{
  return cd_month_figure_info(figure)->by != CD_MONTH_NONE;
}

static void areas_and_cohorts_each_add_up_to_the_total(void **state)
{
  const CdMonths *months = ((CdResults *)*state)->months;
  const CdMonthLayout *it = &months->layout;
  for (guint option = 0; option < it->n_options; option++)
    for (guint month = 0; month < it->n_months; month++)
      for (CdMonthFigure f = 0; f < CD_MONTH_FIGURES; f++) {
        double areas = 0, cohorts = 0, total = cd_month_mean(months, option, month, 0, f);
        for (guint slice = 1; slice < it->n_slices; slice++)
          *(slice <= it->n_areas ? &areas : &cohorts) += cd_month_mean(months, option, month, slice, f);
        if (!is_ratio(f))
          assert_true(fabs(areas - total) < 1e-3 && fabs(cohorts - total) < 1e-3);
        assert_true(total >= 0);
      }
}

static void before_the_start_nothing_changes_and_options_are_alike(void **state)
{
  const CdMonths *months = ((CdResults *)*state)->months;
  for (guint option = 0; option < months->layout.n_options; option++)
    for (guint month = 0; month < CD_MONTHS_BEFORE; month++)
      for (CdMonthFigure f = 0; f < CD_MONTH_FIGURES; f++) {
        assert_true(cd_month_mean(months, option, month, 0, f) == cd_month_mean(months, 0, 0, 0, f));
        assert_true(cd_month_spread(months, option, month, f)->change_p5 == 0);
      }
  assert_true(cd_month_mean(months, 0, 0, 0, CD_MONTH_FIGURE_CAPACITY) == 1);
}

/* Whom the first month finds in treatment are those who were there before; from then on who starts and who leaves make the difference,
 * with those who move on between areas of the whole counted out by what is lost on the way, and transfers away, which are not told. */
static void caseloads_follow_from_what_happens_in_the_month(void **state)
{
  const CdMonths *months = ((CdResults *)*state)->months;
  for (guint month = CD_MONTHS_BEFORE; month + 1 < months->layout.n_months; month++) {
    double now = cd_month_mean(months, 1, month, 0, CD_MONTH_FIGURE_TREATED),
           next = cd_month_mean(months, 1, month + 1, 0, CD_MONTH_FIGURE_TREATED),
           known = cd_month_mean(months, 1, month, 0, CD_MONTH_FIGURE_STARTS) -
                   cd_month_mean(months, 1, month, 0, CD_MONTH_FIGURE_COMPLETIONS) -
                   cd_month_mean(months, 1, month, 0, CD_MONTH_FIGURE_UNPLANNED) -
                   cd_month_mean(months, 1, month, 0, CD_MONTH_FIGURE_LOSSES);
    double others =
        now + known - next; /* transfers and deaths in treatment: 5 to 10 % of exits, and 1 to 2 % of clients a year */
    assert_true(others > 0 && others < 0.025 * now);
  }
}

/* The expected months of a year and the runs of chance count the same people: over 48 runs the mean of the yearly completions. */
static void months_agree_with_the_runs(void **state)
{
  const CdResults *results = *state;
  guint horizon = results->months->layout.n_months - CD_MONTHS_BEFORE;
  for (guint option = 0; option < results->n_structures; option++) {
    double sum = 0;
    for (guint month = 0; month < horizon; month++)
      sum += cd_month_mean(results->months, option, CD_MONTHS_BEFORE + month, 0, CD_MONTH_FIGURE_COMPLETIONS);
    const CdSummary *runs = cd_results_summary(results, CD_ARM(option, false), CD_METRIC_COMPLETIONS, CD_TOTAL, 0);
    double yearly = sum / horizon * 12, error = sqrt(yearly / (horizon / 12.0) / (2 * REPLICATES));
    assert_true(fabs(yearly - runs->mean) < 4 * error);
  }
}

static void a_service_dips_as_it_begins_and_recovers(void **state)
{
  const CdMonths *months = ((CdResults *)*state)->months;
  guint first = CD_MONTHS_BEFORE, late = months->layout.n_months - 1;
  for (guint option = 0; option < months->layout.n_options; option++) {
    double before = cd_month_mean(months, option, 0, 0, CD_MONTH_FIGURE_CAPACITY), least = before;
    for (guint month = first; month < first + 12; month++)
      least = fmin(least, cd_month_mean(months, option, month, 0, CD_MONTH_FIGURE_CAPACITY));
    assert_true(least < 0.99 * before);
    assert_true(cd_month_mean(months, option, late, 0, CD_MONTH_FIGURE_CAPACITY) > 0.995);
    assert_true(cd_month_mean(months, option, first + 2, 0, CD_MONTH_FIGURE_WAIT) >
                cd_month_mean(months, option, 0, 0, CD_MONTH_FIGURE_WAIT));
  }
}

static void assert_adds_up(double parts, double whole)
{
  assert_true(fabs(parts - whole) < 1e-3); /* each told to a ten-thousandth */
}

static void cells_add_up_to_their_area_and_their_cohort(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run_with(2, true);
  const CdMonths *months = results->months;
  const CdMonthLayout *it = &months->layout;
  guint cohort = 1 + it->n_areas, cell = cohort + it->n_cohorts;
  assert_true(it->n_areas > 1 && it->n_cohorts > 1 && it->n_slices == cell + it->n_areas * it->n_cohorts);
  for (guint option = 0; option < it->n_options; option++)
    for (guint month = 0; month < it->n_months; month++)
      for (CdMonthFigure f = 0; f < CD_MONTH_FIGURES; f++) {
        if (is_ratio(f))
          continue;
        for (guint a = 0; a < it->n_areas; a++) {
          double sum = 0;
          for (guint k = 0; k < it->n_cohorts; k++)
            sum += cd_month_mean(months, option, month, cell + a * it->n_cohorts + k, f);
          assert_adds_up(sum, cd_month_mean(months, option, month, 1 + a, f));
        }
        for (guint k = 0; k < it->n_cohorts; k++) {
          double sum = 0;
          for (guint a = 0; a < it->n_areas; a++)
            sum += cd_month_mean(months, option, month, cell + a * it->n_cohorts + k, f);
          assert_adds_up(sum, cd_month_mean(months, option, month, cohort + k, f));
        }
      }
}

/* What is told without them is the same to the last digit, and is all that is told. */
static void cells_change_nothing_else(void **state)
{
  g_autoptr(CdResults) results = run_with(2, true);
  g_autofree char *plain = cd_months_csv(*state), *with = cd_months_csv(results);
  g_auto(GStrv) line = g_strsplit(with, "\r\n", -1);
  g_autoptr(GString) rest = g_string_new(NULL);
  guint cells = 0;
  for (guint i = 0; line[i]; i++)
    if (strstr(line[i], ",cell,"))
      cells++;
    else
      g_string_append_printf(rest, "%s%s", line[i], line[i + 1] ? "\r\n" : "");
  const CdMonthLayout *it = &results->months->layout;
  assert_int_equal(cells, it->n_options * it->n_months * it->n_areas * it->n_cohorts);
  assert_string_equal(rest->str, plain);
}

static void threads_change_nothing(void **state)
{
  g_autoptr(CdResults) again = run_on(3);
  g_autofree char *one = cd_months_csv(*state), *three = cd_months_csv(again);
  assert_string_equal(one, three);
}

/* Worked by hand: one option beside business as usual, 101 sets, in set k of which business as usual has k and the option 3 k waiting; p5 and
 * p95 are order statistics 5 and 95, counted from nought. */
static void bands_are_over_sets_and_changes_paired(void **state)
{
  (void)state;
  enum { SETS = 101 };
  CdMonthLayout layout = {2, 1, 1, 1, 3};
  g_autoptr(CdMonthTally) tally = cd_month_tally_new(&layout);
  g_autofree double *sum = g_new0(double, cd_month_size(&layout));
  for (guint i = 0; i < SETS; i++) {
    guint set = (i * 37) % SETS; /* in any order */
    for (guint slice = 0; slice < 3; slice++)
      for (guint option = 0; option < 2; option++)
        sum[cd_month_at(&layout, option, 0, slice) * CD_MONTH_SUMS + CD_MONTH_WAITING] = set * (option ? 3 : 1);
    cd_month_tally_add(tally, set, sum);
  }
  g_autoptr(CdMonths) months = cd_month_tally_tell(tally, SETS, 0);
  const CdMonthSpread *waiting = cd_month_spread(months, 1, 0, CD_MONTH_FIGURE_WAITING);
  assert_true(cd_month_mean(months, 1, 0, 2, CD_MONTH_FIGURE_WAITING) == 150);
  assert_true(waiting->p5 == 15 && waiting->p95 == 285);
  assert_true(waiting->change == 100 && waiting->change_p5 == 10 && waiting->change_p95 == 190);
  assert_true(isnan(cd_month_mean(months, 1, 0, 0, CD_MONTH_FIGURE_WAIT))); /* nobody leaves the list */
  assert_true(isnan(cd_month_spread(months, 1, 0, CD_MONTH_FIGURE_WAIT)->change_p5));
}

/* 60 wait at the beginning and 40 leave the list: 1.5 months of the clock, half a month beyond the one that all wait. */
static void waits_are_told_in_weeks(void **state)
{
  (void)state;
  double sum[CD_MONTH_SUMS] = {[CD_MONTH_WAITING] = 60, [CD_MONTH_LEFT_LIST] = 40};
  assert_true(fabs(cd_month_figure(CD_MONTH_FIGURE_WAIT, sum) - 0.5 * 30.4375 / 7) < 1e-12);
}

static int set_up(void **state)
{
  *state = run_on(1);
  return *state ? 0 : -1;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(areas_and_cohorts_each_add_up_to_the_total),
      cmocka_unit_test(cells_add_up_to_their_area_and_their_cohort),
      cmocka_unit_test(cells_change_nothing_else),
      cmocka_unit_test(before_the_start_nothing_changes_and_options_are_alike),
      cmocka_unit_test(caseloads_follow_from_what_happens_in_the_month),
      cmocka_unit_test(months_agree_with_the_runs),
      cmocka_unit_test(a_service_dips_as_it_begins_and_recovers),
      cmocka_unit_test(threads_change_nothing),
      cmocka_unit_test(bands_are_over_sets_and_changes_paired),
      cmocka_unit_test(waits_are_told_in_weeks),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
