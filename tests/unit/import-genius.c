/* Profiles become councils: what a scenario's own code makes of an outcome is the profile's utility of it, for every outcome. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/error.h"
#include "concordat/genius.h"
#include "concordat/import.h"
#include "concordat/scenario.h"
#include "sim/engine/preference.h"
#include "sim/model/world.h"
#include "sim/report/bargaining.h"
#include "tests/unit/folder.h"
#include "tests/unit/near.h"

#define TERMS "../tests/genius/terms/"

static const char *const two[] = {TERMS "hillshire.xml", TERMS "daleborough.xml", NULL};

static CdProfilesWish wish_of(const char *const *terms)
{
  CdProfilesWish wish = CD_PROFILES_WISH_INIT;
  wish.domain = TERMS "agreement.xml";
  wish.profiles = two;
  wish.terms = terms;
  wish.levels = 9;
  return wish;
}

static CdWorld *world_of(const CdProfilesWish *wish, CdScenario **scenario, char **told)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;
  if (!cd_import_genius(wish, folder, &file, told, &error))
    fail_msg("%s", error->message);
  *scenario = cd_scenario_load(file, NULL, &error);
  if (!*scenario)
    fail_msg("%s", error->message);
  CdWorld *world = cd_world_new(*scenario);
  cd_world_central(world);
  return world;
}

static CdBargaining *bargain(void)
{
  g_autoptr(GError) error = NULL;
  static const char *const lead[] = {"lead", NULL};
  CdBargainingOptions options = CD_BARGAINING_OPTIONS_INIT;
  options.protocols = lead;
  options.levels = 9;
  CdBargaining *it = cd_bargaining_read(TERMS "agreement.xml", two, &options, &error);
  assert_non_null(it);
  return it;
}

/* The scenario's row of the domain's pricing item. */
static int pricing_row(const CdScenario *scenario, guint item)
{
  static const char *const ids[] = {"block", "cost-and-volume", "results"};
  return cd_scenario_find(scenario, CD_ENTITY_PRICING, -1, ids[item]);
}

/* LOCAL: the issue "set locally" is a term too. */
static CdTermsDrawn terms_of(const CdBargaining *it, const CdScenario *scenario, guint text, bool local)
{
  static const double length[] = {7, 3, 5};
  CdTermsDrawn terms = {0};
  terms.length = length[cd_grid_level(&it->grid, text, 0)];
  terms.quality_weight = 0.5 + 0.05 * cd_grid_level(&it->grid, text, 1);
  terms.pricing = pricing_row(scenario, cd_grid_level(&it->grid, text, 2));
  terms.outcomes_share = 0.3;
  terms.localisation = local ? cd_grid_level(&it->grid, text, 3) : 0.3;
  return terms;
}

static void the_scenario_values_every_outcome_as_the_profiles_do(void **state)
{
  (void)state;
  static const char *const terms[] = {"set locally=localisation", NULL};
  const CdProfilesWish wish = wish_of(terms);
  CdScenario *scenario = NULL;
  g_autofree char *told = NULL;
  CdWorld *world = world_of(&wish, &scenario, &told);
  g_autoptr(CdBargaining) it = bargain();
  assert_int_equal(it->genius->n_outcomes, 3 * 9 * 3 * 2);
  for (guint text = 0; text < it->genius->n_outcomes; text++) {
    CdTermsDrawn drawn = terms_of(it, scenario, text, true);
    for (guint j = 0; j < 2; j++)
      assert_near(cd_terms_value(world, j, &drawn), cd_bargaining_u(it, text, j), 1e-12);
  }
  assert_nine(world->council[0].terms_weight, 1);
  assert_nine(world->council[0].friction, 0.55); /* 1 less .45 */
  assert_nine(world->council[1].friction, 0.6);
  /* By hand: .3 * 6/8 + .4 * 1 + .1 * 1/4 + .2, and .4 * 3/4 + .2 * .25 + .3 * 1 + 0: Nash's solution. */
  CdTermsDrawn nash = {.length = 5, .quality_weight = 0.8, .localisation = 1, .outcomes_share = 0.3};
  nash.pricing = pricing_row(scenario, 1);
  assert_nine(cd_terms_value(world, 0, &nash), 0.85);
  assert_nine(cd_terms_value(world, 1, &nash), 0.65);
  cd_world_free(world);
  cd_scenario_unref(scenario);
}

/* Without "set locally" the rest of the weights, .8 and .9, is what the scenario's value is a share of. */
static void an_issue_that_is_no_term_is_left_out_and_told(void **state)
{
  (void)state;
  const CdProfilesWish wish = wish_of(NULL);
  CdScenario *scenario = NULL;
  g_autofree char *told = NULL;
  CdWorld *world = world_of(&wish, &scenario, &told);
  CdTermsDrawn terms = {.length = 5, .quality_weight = 0.8, .localisation = 0.9, .outcomes_share = 0.3};
  terms.pricing = pricing_row(scenario, 1);
  assert_nine(cd_terms_value(world, 0, &terms), 0.65 / 0.8);
  assert_nine(cd_terms_value(world, 1, &terms), 0.65 / 0.9);
  assert_non_null(strstr(told, "issue \"set locally\", agreement.xml:19: no term of a scenario's contracts; weights: "
                               "hillshire 0.2, daleborough 0.1"));
  assert_non_null(strstr(told, "hillshire: reservation 0.45: of an outcome of every issue"));
  assert_non_null(strstr(told, "hillshire: discount_factor 0.9"));
  assert_true(world->council[0].friction < 0.1);
  assert_false(cd_term_acceptable(world, 0, CD_TERM_PRICING, 2)); /* capped: not in the domain */
  cd_world_free(world);
  cd_scenario_unref(scenario);
}

static void assert_refused(CdProfilesWish wish, CdErrorCode code, const char *why)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL, *told = NULL;
  assert_false(cd_import_genius(&wish, folder, &file, &told, &error));
  assert_int_equal(error->code, code);
  if (!strstr(error->message, why))
    fail_msg("%s", error->message);
  assert_null(file);
}

static void what_does_not_fit_is_refused(void **state)
{
  (void)state;
  static const char *const no_issue[] = {"colour=length", NULL}, *const no_term[] = {"pricing=price", NULL},
                           *const twice[] = {"set locally=length", NULL},
                           *const share[] = {"contract length=outcomes-share", "Quality weight=none", NULL},
                           *const nothing[] = {"contract length=none", "Quality weight=none", "pricing=none", NULL},
                           *const areas[] = {"Elsewhere:20000", NULL}, *const one[] = {TERMS "hillshire.xml", NULL};
  assert_refused(wish_of(no_issue), CD_ERROR_USAGE, "the domain has no issue of this name");
  assert_refused(wish_of(no_term), CD_ERROR_USAGE, "write ISSUE=TERM");
  assert_refused(wish_of(twice), CD_ERROR_SCENARIO, "E0248");
  assert_refused(wish_of(share), CD_ERROR_SCENARIO, "agreement.xml:7:32");
  assert_refused(wish_of(nothing), CD_ERROR_SCENARIO,
                 "known: length, quality-weight, pricing, outcomes-share, localisation");
  CdProfilesWish wish = wish_of(NULL);
  wish.areas = areas;
  assert_refused(wish, CD_ERROR_USAGE, "no profile's file is called so");
  wish = wish_of(NULL);
  wish.profiles = one;
  assert_refused(wish, CD_ERROR_USAGE, "2 to 10 of them");
  wish = wish_of(NULL);
  wish.levels = 33;
  assert_refused(wish, CD_ERROR_USAGE, "2 to 32");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_scenario_values_every_outcome_as_the_profiles_do, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(an_issue_that_is_no_term_is_left_out_and_told, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(what_does_not_fit_is_refused, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
