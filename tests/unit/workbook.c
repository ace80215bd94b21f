#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include "sim/report/workbook.h"
#include "tests/unit/minimal.h"

/* What a workbook holds is read, and recalculated, by tests/workbook and tests/office. */

typedef struct {
  CdResults *results;
  char *folder, *path;
} Fixture;

static int set_up(void **state)
{
  Fixture *it = g_new0(Fixture, 1);
  const char *const nothing[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(nothing);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 20;
  it->results = cd_run(scenario, &options, NULL);
  it->folder = g_dir_make_tmp("workbook-XXXXXX", NULL);
  it->path = g_build_filename(it->folder, "a.xlsx", NULL);
  *state = it;
  return it->results && it->folder ? 0 : -1;
}

static int tear_down(void **state)
{
  Fixture *it = *state;
  g_unlink(it->path);
  g_rmdir(it->folder);
  cd_results_free(it->results);
  g_free(it->folder);
  g_free(it->path);
  g_free(it);
  return 0;
}

static void the_same_results_give_the_same_bytes_at_any_time(void **state)
{
  const Fixture *it = *state;
  char *bytes[2] = {NULL, NULL};
  gsize length[2];
  for (int i = 0; i < 2; i++) {
    if (i > 0)
      g_usleep(2100000); /* archives tell time in steps of two seconds */
    assert_true(cd_workbook_write(it->results, it->path, NULL));
    assert_true(g_file_get_contents(it->path, &bytes[i], &length[i], NULL));
  }
  assert_int_equal(length[0], length[1]);
  assert_memory_equal(bytes[0], bytes[1], length[0]);
  g_free(bytes[0]);
  g_free(bytes[1]);
}

static void a_place_that_is_not_there_is_told(void **state)
{
  const Fixture *it = *state;
  g_autoptr(GError) error = NULL;
  assert_false(cd_workbook_write(it->results, "/nowhere/at/all.xlsx", &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
  assert_non_null(strstr(error->message, "/nowhere/at/all.xlsx: No such file or directory"));
}

static void a_full_disk_is_told(void **state)
{
  const Fixture *it = *state;
  struct rlimit limit, small;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
  small = limit;
  signal(SIGXFSZ, SIG_IGN);
  for (rlim_t most = 1000; most <= 64000; most *= 4) { /* in parts that wait to be packed, then in the archive */
    small.rlim_cur = most;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    g_autoptr(GError) error = NULL;
    bool written = cd_workbook_write(it->results, it->path, &error);
    setrlimit(RLIMIT_FSIZE, &limit);
    assert_false(written);
    assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_same_results_give_the_same_bytes_at_any_time, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_place_that_is_not_there_is_told, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_full_disk_is_told, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
