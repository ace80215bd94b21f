/* A case of one's own: whatever is asked for, what is written is a scenario that loads, and nothing that was there is lost. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/case.h"
#include "concordat/error.h"
#include "concordat/scenario.h"
#include "sim/model/spec.h"
#include "tests/unit/folder.h"

static CdScenario *written(const CdCaseWish *wish)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *told = NULL, *name = g_strconcat(wish->id, ".xml", NULL), *path = g_build_filename(folder, name, NULL);
  if (!cd_case_write(wish, folder, &told, &error))
    fail_msg("%s", error->message);
  CdScenario *scenario = cd_scenario_load(path, NULL, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  return scenario;
}

static void two_to_ten_areas_make_a_scenario_that_loads(void **state)
{
  (void)state;
  static const char *const names[CD_CASE_AREAS + 1] = {
      "Eden & Vale:60000:200", "Ny\303\266:1000:10", "C's \"Town\":20000000", "D:2000",  "E:3000:20",
      "F:400000:2400",         "G:50000:300",        "H:70000:400",           "I:90000", "J:100000:999"};
  for (guint n = 2; n <= CD_CASE_AREAS; n += n == 3 ? 7 : 1) {
    for (int joint = 0; joint < 2; joint++) {
      const char *areas[CD_CASE_AREAS + 1] = {NULL};
      memcpy(areas, names, n * sizeof *names);
      g_autofree char *id = g_strdup_printf("case-%u-%d", n, joint);
      const CdCaseWish wish = {.id = id, .areas = areas, .joint_today = joint, .start = "2028-10"};
      g_autoptr(CdScenario) scenario = written(&wish);
      assert_string_equal(scenario->id, id);
      assert_int_equal(scenario->table[CD_ENTITY_AREA].n, n);
      assert_int_equal(scenario->table[CD_ENTITY_COUNCIL].n, n);
      assert_int_equal(scenario->table[CD_ENTITY_BORDER].n, n - 1);
      assert_int_equal(scenario->table[CD_ENTITY_STRUCTURE].n, n == 2 ? 2 : 2 + n);
      assert_string_equal(cd_scenario_area(scenario, 0)->head.label, "Eden & Vale");
      assert_string_equal(cd_scenario_area(scenario, 0)->head.id, "eden-vale");
      assert_true(cd_scenario_area(scenario, 0)->population.dist.a == 60000);
      assert_int_equal(scenario->table[CD_ENTITY_NEGOTIATION].n, 1); /* they talk, however many */
      assert_int_equal(cd_scenario_negotiation(scenario, 0)->groupings, n > 5 ? CD_GROUPINGS_SHOWN : CD_GROUPINGS_EVERY);
      const CdConcordatSpec *root = cd_scenario_concordat(scenario, 0);
      assert_int_equal(root->baseline, joint ? root->joint : root->apart);
    }
  }
}

static void adults_that_are_not_stated_are_england_s(void **state)
{
  (void)state;
  const char *const areas[] = {"East:100000", "West:200000:700", NULL};
  g_autoptr(CdScenario) scenario = written(&(CdCaseWish){.id = "x", .areas = areas});
  const CdDist *stated = &cd_scenario_area(scenario, 1)->adults_in_treatment.dist;
  const CdDist *average = &cd_scenario_area(scenario, 0)->adults_in_treatment.dist;
  assert_true(stated->b == 700);
  assert_true(average->b == 570); /* 5.7 for each thousand residents */
}

static void who_leaves_is_what_is_answered(void **state)
{
  (void)state;
  const char *const areas[] = {"East:100000", "West Vale:200000", "South:300000", NULL};
  g_autoptr(CdScenario) leaves = written(&(CdCaseWish){.id = "x", .areas = areas, .leaving = "West Vale"}),
                        parts = written(&(CdCaseWish){.id = "y", .areas = areas});
  const CdStructureSpec *one = cd_scenario_structure(leaves, (guint)cd_scenario_concordat(leaves, 0)->apart),
                        *all = cd_scenario_structure(parts, (guint)cd_scenario_concordat(parts, 0)->apart);
  assert_string_equal(one->head.id, "west-vale-leaves");
  assert_string_equal(all->head.id, "apart");
}

/* A tenth of a large area's countryside does not attend at a hub for ten. */
static void a_small_neighbour_draws_few_across(void **state)
{
  (void)state;
  const char *const areas[] = {"Bigshire:2000000:20000", "Hamlet:3000:10", NULL};
  g_autoptr(CdScenario) scenario = written(&(CdCaseWish){.id = "x", .areas = areas});
  for (guint i = 0; i < scenario->table[CD_ENTITY_LOCALITY].n; i++) {
    const CdLocalitySpec *it = cd_scenario_locality(scenario, i);
    if (it->best_hub >= 0)
      assert_true(it->best_across.dist.b == (it->area == 0 ? 0.0001 : 0.1));
  }
}

static void assert_refused(const CdCaseWish *wish, int code, const char *part)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *told = NULL;
  assert_false(cd_case_write(wish, folder, &told, &error));
  if (!g_error_matches(error, CD_ERROR, code) || !strstr(error->message, part))
    fail_msg("%s", error->message);
}

static void what_names_no_case_is_refused_and_writes_nothing(void **state)
{
  (void)state;
  static const struct {
    const char *id, *first, *second, *start, *part;
  } bad[] = {
      {"North", "A:5000:50", "B:5000:50", NULL, "\"North\" names no case"},
      {"../x", "A:5000:50", "B:5000:50", NULL, "names no case"},
      {"x", "A:5000:50", NULL, NULL, "1 area: a case has two to 10"},
      {"x", NULL, NULL, NULL, "0 areas"},
      {"x", "A:5000:50", "B", NULL, "area \"B\": write NAME:RESIDENTS:ADULTS"},
      {"x", "A:5000:50", "B:1:2:3", NULL, "write NAME:RESIDENTS:ADULTS"},
      {"x", "A:5000:50", "B:5,000:50", NULL, "residents \"5,000\""},
      {"x", "A:5000:50", "B:5000:5000", NULL, "adults in treatment \"5000\""},
      {"x", "A:5000:50", "9:5000:50", NULL, "its name begins with a letter"},
      {"x", "A:5000:50", "a :5000:50", NULL, "two areas are called \"a\""},
      {"x", "A:5000:50", "B:5000:50", "2028", "start \"2028\""},
      {"x", "A:5000:50", "B:5000:50", "2021-04", "start \"2021-04\""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    const char *const areas[] = {bad[i].first, bad[i].second, NULL};
    assert_refused(&(CdCaseWish){.id = bad[i].id, .areas = areas, .start = bad[i].start}, CD_ERROR_USAGE, bad[i].part);
  }
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  assert_null(g_dir_read_name(dir));
}

static void nothing_that_was_there_is_replaced(void **state)
{
  (void)state;
  static const char *const areas[] = {"A:5000:50", "B:5000:50", NULL};
  g_autofree char *library = g_build_filename(folder, "england-evidence.xml", NULL),
                  *mine = g_build_filename(folder, "mine.xml", NULL), *there = NULL, *told = NULL, *still = NULL;
  assert_true(g_file_set_contents(mine, "work", -1, NULL));
  assert_refused(&(CdCaseWish){.id = "mine", .areas = areas}, CD_ERROR_IO, "mine.xml: File exists; choose another name");
  assert_true(g_file_get_contents(mine, &still, NULL, NULL));
  assert_string_equal(still, "work");
  assert_false(g_file_test(library, G_FILE_TEST_EXISTS));
  assert_true(g_file_set_contents(library, "other evidence", -1, NULL));
  assert_true(cd_case_write(&(CdCaseWish){.id = "other", .areas = areas}, folder, &told, NULL));
  assert_non_null(strstr(told, "england-evidence.xml, which differs"));
  assert_true(g_file_get_contents(library, &there, NULL, NULL));
  assert_string_equal(there, "other evidence");
}

static void a_copy_is_the_same_under_another_name(void **state)
{
  (void)state;
  g_autoptr(CdScenario) original = cd_scenario_load(SCENARIOS "/llr-2021.xml", NULL, NULL);
  g_autoptr(CdScenario) copy = written(&(CdCaseWish){.id = "my-llr", .from = SCENARIOS "/llr-2021.xml"});
  assert_string_equal(copy->id, "my-llr");
  assert_int_equal(g_strv_length(copy->file), g_strv_length(original->file));
  g_autofree char *was = cd_scenario_to_xml(original), *is = cd_scenario_to_xml(copy);
  g_auto(GStrv) part = g_strsplit(is, "id=\"my-llr\"", 2);
  g_autofree char *renamed = g_strjoinv("id=\"llr-2021\"", part);
  assert_string_equal(renamed, was);
  assert_refused(&(CdCaseWish){.id = "y", .from = "/nowhere.xml"}, CD_ERROR_IO, "/nowhere.xml");
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
  const struct CMUnitTest tests[] = {
      IN_FOLDER(two_to_ten_areas_make_a_scenario_that_loads),
      IN_FOLDER(adults_that_are_not_stated_are_england_s),
      IN_FOLDER(who_leaves_is_what_is_answered),
      IN_FOLDER(a_small_neighbour_draws_few_across),
      IN_FOLDER(what_names_no_case_is_refused_and_writes_nothing),
      IN_FOLDER(nothing_that_was_there_is_replaced),
      IN_FOLDER(a_copy_is_the_same_under_another_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
