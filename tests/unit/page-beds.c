#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/report.h"
#include "concordat/run.h"
#include "tests/unit/minimal.h"

#define COHORT "<cohort id=\"alcohol\""
#define WITH_NEED "<cohort id=\"alcohol\" mental-health-share=\"0.22\""
#define POST "<post id=\"liaison\""
#define OF_MENTAL_HEALTH "<post id=\"liaison\" serves=\"mental-health\""
#define PRICING "  <pricing id=\"block\"/>\n"
#define BEDS                                                                                                           \
  "  <bed-service id=\"detox\" label=\"Detoxification &amp; care\" component=\"adult\" stay-weeks=\"2\" "              \
  "week-price=\"2100\" source=\"made-up\" grade=\"D\">\n"                                                              \
  "    <bed-block id=\"east\" area=\"east\" places=\"2\"/><bed-block id=\"west\" area=\"west\" places=\"2\"/>\n"       \
  "    <bed-need id=\"all\" cohorts=\"opiate alcohol\" share=\"0.05\"/>\n"                                             \
  "  </bed-service>\n"

static void beds_and_the_wait_for_them_are_told(void **state)
{
  (void)state;
  const char *const pair[] = {PRICING, PRICING BEDS, NULL};
  g_autofree char *page = cd_minimal_page(pair);
  cd_assert_tells(page, "<a href=\"#beds\">");
  cd_assert_tells(page, "<h3>Detoxification &amp; care</h3>");
  cd_assert_tells(page, "4.00 bed-places, which");
  cd_assert_tells(page, "Beds: change against business as usual, with its verdict");
  cd_assert_tells(page, "People a year who give up waiting for a bed, by area of residence: means");
  assert_null(strstr(page, "Mental health need with a post for it"));
}

static void whose_mental_health_need_is_served_is_told(void **state)
{
  (void)state;
  const char *const pair[] = {COHORT, WITH_NEED, POST, OF_MENTAL_HEALTH, NULL};
  g_autofree char *page = cd_minimal_page(pair);
  cd_assert_tells(page, "<a href=\"#beds\">");
  cd_assert_tells(page, "Mental health need with a post for it, by area of residence: means");
  assert_null(strstr(page, "Beds: means"));
}

static void nothing_is_told_where_there_is_neither(void **state)
{
  (void)state;
  const char *const pair[] = {NULL};
  g_autofree char *page = cd_minimal_page(pair);
  assert_null(strstr(page, "#beds"));
  assert_null(strstr(page, "id=\"beds\""));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(beds_and_the_wait_for_them_are_told),
      cmocka_unit_test(whose_mental_health_need_is_served_is_told),
      cmocka_unit_test(nothing_is_told_where_there_is_neither),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
