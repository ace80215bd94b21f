#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/report/setting.h"
#include "sim/scenario/load.h"

static CdScenario *minimal(const char *const *settings)
{
  g_autofree char *here = g_path_get_dirname(__FILE__);
  g_autofree char *path = g_build_filename(here, "..", "scenarios", "minimal.xml", NULL);
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(path, settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  return scenario;
}

static CdScenario *again(const CdScenario *scenario)
{
  g_autofree char *xml = cd_scenario_to_xml(scenario);
  g_autoptr(GError) error = NULL;
  CdScenario *read = cd_scenario_read_text(xml, strlen(xml), "scenario.xml", NULL, NULL, &error);
  if (!read)
    fail_msg("%s\n%s", error->message, xml);
  return read;
}

static void tells(const CdScenario *scenario, const char *path, const char *value, const char *words)
{
  g_autoptr(GPtrArray) all = cd_settings(scenario);
  for (guint i = 0; i < all->len; i++) {
    const CdRunSetting *it = g_ptr_array_index(all, i);
    if (!g_str_equal(it->path, path))
      continue;
    if (g_strcmp0(it->value, value) != 0)
      fail_msg("%s: %s, not %s", path, it->value ? it->value : "nothing", value ? value : "nothing");
    assert_string_equal(it->words, words);
    assert_string_equal(it->by, "--set");
    return;
  }
  fail_msg("%s is not told", path);
}

static void told_whole(const CdScenario *scenario, guint n)
{
  assert_int_equal(scenario->set->len, n);
  tells(scenario, "concordat/base-year", "2019", "2019");
  tells(scenario, "council[east]/weight-outcomes", "uniform(0.1, 0.3)", "0.1 to 0.3, all alike");
  tells(scenario, "structure[joint]/border-policy", "recharged", "recharged");
  tells(scenario, "terms/pricing", "block", "block");
  tells(scenario, "structure[joint]/contract[all]/hubs", "west-hub", "west-hub");
  tells(scenario, "calendar/planned-start", "2023-04", "2023-04");
  tells(scenario, "cost/overhead", "0.1", "0.1");
}

static void what_is_set_is_told_whatever_its_kind(void **state)
{
  (void)state;
  const char *const settings[] = {"base-year=2019",
                                  "council[east]/weight-outcomes=uniform(0.1, 0.3)",
                                  "structure[joint]/border-policy=recharged",
                                  "terms/pricing=block",
                                  "structure[joint]/contract[all]/hubs=west-hub",
                                  "calendar/planned-start=2023-04",
                                  "cost/overhead=0.1",
                                  NULL};
  g_autoptr(CdScenario) scenario = minimal(settings), second = again(scenario), third = again(second);
  told_whole(scenario, 7);
  told_whole(second, 7);
  assert_string_equal(cd_scenario_sha256(scenario), cd_scenario_sha256(second));
  assert_string_equal(cd_scenario_sha256(scenario), cd_scenario_sha256(third));
  g_autofree char *text = cd_settings_text(scenario);
  assert_non_null(strstr(text, "and 2 more, which JSON lists"));
}

static void common_terms_are_said_to_hold_for_business_as_usual(void **state)
{
  (void)state;
  const char *const none[] = {NULL}, *const terms[] = {"terms/pricing=block", NULL},
                    *const other[] = {"cost/overhead=0.1", NULL};
  g_autoptr(CdScenario) plain = minimal(none), set = minimal(terms), beside = minimal(other);
  assert_null(cd_settings_text(plain));
  g_autofree char *text = cd_settings_text(set), *without = cd_settings_text(beside);
  assert_string_equal(text,
                      "Set for this run: terms/pricing block (--set). The common terms hold for business as usual "
                      "too, against which differences are told.");
  assert_string_equal(without, "Set for this run: cost/overhead 0.1 (--set)");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_set_is_told_whatever_its_kind),
      cmocka_unit_test(common_terms_are_said_to_hold_for_business_as_usual),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
