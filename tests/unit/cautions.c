/* What a scenario may say and probably does not mean is told; what is meant is not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/scenario.h"

/* Those of two towns with these settings, a line each; the caller frees. */
static char *cautions(const char *const *settings)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) scenario = cd_scenario_load(SCENARIOS "/two-towns.xml", settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  g_auto(GStrv) all = cd_scenario_cautions(scenario);
  return g_strjoinv("\n", all);
}

static void assert_told(const char *const *settings, const char *said)
{
  g_autofree char *found = cautions(settings);
  if (said ? !strstr(found, said) : *found)
    fail_msg("%s: \"%s\"", settings[0], found);
}

static void assert_not_told(const char *const *settings, const char *said)
{
  g_autofree char *found = cautions(settings);
  if (strstr(found, said))
    fail_msg("%s: \"%s\"", settings[0], found);
}

static void a_weight_on_another_scale_is_told(void **state)
{
  (void)state;
  static const char *const
      share[] = {"council[north]/weight-cost=0.3", NULL},
      *const nought[] = {"council[north]/weight-cost=0", NULL}, *const small[] = {"council[north]/weight-cost=3", NULL},
      *const term[] = {"council[north]/weight-length=0.2", NULL}, *const all[] = {"council[north]/weight-cost=0.2",
                                                                                  "council[north]/weight-outcomes=0.2",
                                                                                  "council[north]/weight-continuity=0.2",
                                                                                  "council[north]/weight-control=0.3",
                                                                                  "council[north]/weight-time=0.1",
                                                                                  NULL};
  assert_told(share, "council[north]/weight-cost is 0.3 points");
  assert_told(term, "council[north]/weight-length is 0.2 points");
  assert_told(nought, NULL);
  assert_told(small, NULL);
  assert_told(all, NULL);
}

static void a_place_without_a_hub_is_told(void **state)
{
  (void)state;
  static const char *const none[] = {"structure[joint]/contract[both]/hubs=south-hub", NULL};
  assert_not_told(none, "without a hub"); /* farther, but one */
  static const char *const lost[] = {"structure[shared-justice]/contract[north-adults]/hubs=",
                                     "structure[shared-justice]/contract[justice]/hubs=", NULL};
  assert_told(lost, "structure[shared-justice] leaves north without a hub");
}

static void a_term_that_nothing_reads_is_told(void **state)
{
  (void)state;
  static const char *const alone[] = {"structure[separate]/contract[north]/localisation=0.8", NULL},
                           *const shared[] = {"structure[joint]/contract[both]/localisation=0.8", NULL},
                           *const block[] = {"structure[joint]/contract[both]/results-share=0.2",
                                             "structure[joint]/contract[both]/pricing=block", NULL},
                           *const results[] = {"structure[joint]/contract[both]/results-share=0.2",
                                               "structure[joint]/contract[both]/pricing=capped",
                                               "pricing[capped]/by-results=yes", NULL},
                           *const marks[] = {"structure[joint]/contract[both]/willingness-to-pay=0.2", NULL},
                           *const pounds[] = {"structure[joint]/contract[both]/willingness-to-pay=0.2",
                                              "structure[joint]/contract[both]/scoring=monetised", NULL};
  assert_told(alone, "structure[separate]/contract[north] states localisation, which nothing reads");
  assert_not_told(shared, "nothing reads");
  assert_told(block, "states results-share, which nothing reads");
  assert_not_told(results, "nothing reads");
  assert_told(marks, "states willingness-to-pay, which nothing reads");
  assert_not_told(pounds, "nothing reads");
}

/* The common terms hold for all options in the answer, whatever a contract states; where claims ask for own terms (scoring.xml) nothing is told. */
static void terms_that_the_answer_does_not_go_by_are_told(void **state)
{
  (void)state;
  static const char *const one[] = {"structure[joint]/contract[both]/localisation=0.8", NULL},
                           *const two[] = {"structure[separate]/contract[north]/length=7",
                                           "structure[separate]/contract[south]/scoring=relative", NULL};
  assert_told(
      one,
      "structure[joint]/contract[both]: what contracts state (localisation) counts under an option's own terms alone");
  assert_told(two, "structure[separate]/contract[north] and 1 more: what contracts state (length, scoring) counts");
}

static void money_beyond_its_care_is_told(void **state)
{
  (void)state;
  static const char *const none[] = {"area[north-town]/adults-in-treatment=1", "area[south-town]/adults-in-treatment=1",
                                     NULL};
  assert_told(none, "/contribution is £");
}

static void shipped_scenarios_have_none(void **state)
{
  (void)state;
  g_autoptr(GDir) folder = g_dir_open(SCENARIOS, 0, NULL);
  guint seen = 0;
  for (const char *name; (name = g_dir_read_name(folder));) {
    g_autofree char *path = g_build_filename(SCENARIOS, name, NULL);
    g_autoptr(CdScenario) scenario = g_str_has_suffix(name, ".xml") ? cd_scenario_load(path, NULL, NULL) : NULL;
    if (!scenario) /* a library */
      continue;
    g_auto(GStrv) all = cd_scenario_cautions(scenario);
    if (all[0])
      fail_msg("%s: %s", name, all[0]);
    seen++;
  }
  assert_true(seen > 10);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_weight_on_another_scale_is_told),
      cmocka_unit_test(a_place_without_a_hub_is_told),
      cmocka_unit_test(a_term_that_nothing_reads_is_told),
      cmocka_unit_test(terms_that_the_answer_does_not_go_by_are_told),
      cmocka_unit_test(money_beyond_its_care_is_told),
      cmocka_unit_test(shipped_scenarios_have_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
