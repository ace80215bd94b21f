#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "tests/unit/minimal.h"

#define RENT_ALONE "part of premises, the rent of the hub that they use, and no more"
#define SHUT_OUT "So “residents only” looks better here than it can be"
#define ON_TRANSFER "leave out those on transfer between areas"

static void lacks(const char *page, const char *text)
{
  if (strstr(page, text))
    fail_msg("the page says: %s", text);
}

static void borders_tell_what_is_left_out(void **state)
{
  (void)state;
  const char *const recharged[] = {"id=\"joint\" label=\"Together\"",
                                   "id=\"joint\" label=\"Together\" border-policy=\"recharged\"", NULL},
                    *const closed[] = {"intelligence=\"apart\"",
                                       "intelligence=\"apart\" border-policy=\"residents-only\"", NULL},
                    *const open[] = {NULL};
  g_autofree char *charged = cd_minimal_page(recharged), *shut = cd_minimal_page(closed), *plain = cd_minimal_page(open);
  cd_assert_tells(charged, RENT_ALONE);
  lacks(charged, SHUT_OUT);
  cd_assert_tells(shut, SHUT_OUT);
  lacks(shut, RENT_ALONE);
  lacks(plain, RENT_ALONE);
  lacks(plain, SHUT_OUT);
  cd_assert_tells(plain, ON_TRANSFER);
}

static void sizes_are_told_against_an_option_by_its_name(void **state)
{
  (void)state;
  const char *const nothing[] = {NULL};
  g_autofree char *page = cd_minimal_page(nothing);
  cd_assert_tells(page, "cost before anybody has bid, against “Together”");
  lacks(page, "the joint option");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(borders_tell_what_is_left_out),
      cmocka_unit_test(sizes_are_told_against_an_option_by_its_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
