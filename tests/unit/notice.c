/* What is read of a notice: which release, kinds of organisation, months, weights. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/notice/notice.h"
#include "sim/scenario/names.h"

static CdNotice *read_of(const char *text)
{
  g_autoptr(GError) error = NULL;
  CdNotice *notice = cd_notice_read(text, strlen(text), NULL, &error);
  if (!notice)
    fail_msg("%s", error->message);
  return notice;
}

static void kinds_are_told_by_registers_and_size(void **state)
{
  (void)state;
  static const struct {
    const char *party;
    CdNoticeKind kind;
  } cases[] = {
      {"'name': 'Somewhere NHS Foundation Trust'", CD_NOTICE_NHS_TRUST},
      {"'name': 'Xnhsy Ltd', 'identifier': {'scheme': 'GB-COH'}", CD_NOTICE_UNTOLD},
      {"'name': 'A', 'additionalIdentifiers': [{'scheme': 'GB-NHSOCD', 'id': '1'}]", CD_NOTICE_NHS_TRUST},
      {"'name': 'B', 'identifier': {'scheme': 'GB-CHC'}", CD_NOTICE_NATIONAL_CHARITY},
      {"'name': 'B', 'identifier': {'scheme': 'GB-CHC'}, 'details': {'scale': 'sme'}", CD_NOTICE_LOCAL_CHARITY},
      {"'name': 'C', 'details': {'vcse': true, 'scale': 'large'}", CD_NOTICE_NATIONAL_CHARITY},
      {"'name': 'C', 'details': {'vcse': true, 'scale': 'small'}", CD_NOTICE_LOCAL_CHARITY},
      {"'name': 'D', 'details': {'vcse': false, 'scale': 'sme'}", CD_NOTICE_UNTOLD},
      {"'name': null", CD_NOTICE_UNTOLD},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = g_strdup_printf("{'ocid': 'a', 'parties': [{'id': 'other'}, {'id': 'x', %s}], 'tender': "
                                            "{'tenderers': [{'id': 'x'}]}}",
                                            cases[i].party);
    g_strdelimit(text, "'", '"');
    g_autoptr(CdNotice) notice = read_of(text);
    assert_int_equal(notice->tenderers.n, 1);
    assert_int_equal(notice->tenderers.kind[cases[i].kind], 1);
  }
}

/* A contract that ends on the last day of September, whenever in that day, is over as October begins. */
static void months_are_the_nearest(void **state)
{
  (void)state;
  static const struct {
    const char *start, *end;
    const char *from, *to;
  } cases[] = {
      {"2022-10-01T00:00:00+01:00", "2027-09-30T23:59:59+01:00", "2022-10", "2027-10"},
      {"2022-10-01", "2027-10-01", "2022-10", "2027-10"},
      {"2022-12-20T00:00:00Z", "2023-12-31", "2023-01", "2024-01"},
      {"2022-12-10T00:00:00Z", "2024-02-29", "2022-12", "2024-03"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = g_strdup_printf(
        "{\"ocid\": \"a\", \"tender\": {\"contractPeriod\": {\"startDate\": \"%s\", \"endDate\": \"%s\"}}}",
        cases[i].start, cases[i].end);
    g_autoptr(CdNotice) notice = read_of(text);
    assert_int_equal(notice->period.start, cd_month_parse(cases[i].from));
    assert_int_equal(notice->period.end, cd_month_parse(cases[i].to));
    assert_true(notice->period.months == notice->period.end - notice->period.start);
    assert_false(notice->in_force);
  }
  g_autoptr(CdNotice) days = read_of(
      "{\"ocid\": \"a\", \"tender\": {\"contractPeriod\": {\"startDate\": \"2027-04-01\", \"durationInDays\": 1826}}}");
  assert_true(days->period.months == 60);
  assert_int_equal(days->period.end, cd_month_parse("2032-04"));
}

static void the_compiled_release_is_read_else_the_latest(void **state)
{
  (void)state;
  g_autoptr(CdNotice) latest = read_of(
      "{\"releases\": [{\"ocid\": \"a\", \"date\": \"2026-02-01T00:00:00Z\", \"tender\": {\"title\": \"late\"}},"
      " {\"ocid\": \"a\", \"date\": \"2026-01-31T23:00:00-02:00\", \"tender\": {\"title\": \"latest\"}}, {\"ocid\": "
      "\"a\"}]}");
  assert_string_equal(latest->title, "latest");
  assert_string_equal(latest->path, "$.releases[1]");
  /* The latest has no contracts, and a tender of its own. */
  g_autoptr(CdNotice) parts =
      read_of("{\"releases\": [{\"ocid\": \"a\", \"date\": \"2026-01-01\", \"tender\": {\"title\": \"old\"}, "
              "\"contracts\": [{\"value\": {\"amount\": 1}}]},"
              " {\"ocid\": \"a\", \"date\": \"2026-03-01\", \"tender\": {\"title\": \"new\"}}, {\"ocid\": \"a\", "
              "\"date\": \"2026-02-01\","
              " \"contracts\": [{\"value\": {\"amount\": 2}}], \"buyer\": {\"name\": \"B\"}}]}");
  assert_string_equal(parts->title, "new");
  assert_true(parts->contract_value.amount == 2);
  assert_string_equal(parts->contract_value.path, "$.releases[2].contracts[0].value");
  assert_string_equal(parts->buyer_path, "$.releases[2].buyer");
  g_autoptr(CdNotice) compiled =
      read_of("{\"releases\": [{\"ocid\": \"a\", \"tag\": [\"compiled\"], \"tender\": {\"title\": \"whole\"}},"
              " {\"ocid\": \"a\", \"date\": \"2026-01-31T00:00:00Z\", \"tender\": {\"title\": \"part\"}}]}");
  assert_string_equal(compiled->title, "whole");
  g_autoptr(CdNotice) record = read_of("{\"ocid\": \"a\", \"compiledRelease\": {\"ocid\": \"a\", \"tender\": "
                                       "{\"title\": \"whole\"}}, \"releases\": []}");
  assert_string_equal(record->path, "$.compiledRelease");
}

static void only_contracts_in_force_count(void **state)
{
  (void)state;
  g_autoptr(CdNotice) notice =
      read_of("{\"ocid\": \"a\", \"contracts\": [{\"status\": \"terminated\", \"value\": {\"amount\": 1, \"currency\": "
              "\"GBP\"}},"
              " {\"status\": \"active\", \"value\": {\"amount\": 20, \"currency\": \"GBP\"}}, {\"value\": {\"amount\": "
              "3, \"currency\": \"GBP\"}},"
              " {\"value\": {\"amount\": 7, \"currency\": \"EUR\"}}],"
              " \"awards\": [{\"status\": \"unsuccessful\", \"suppliers\": [{\"name\": \"X\"}]}, {\"value\": "
              "{\"amount\": 9}, \"suppliers\": [{\"name\": \"Y NHS\"}]}]}");
  assert_true(notice->in_force && notice->contract_value.amount == 23);
  assert_string_equal(notice->contract_value.path, "$.contracts[1].value");
  assert_int_equal(notice->suppliers.n, 1);
  assert_int_equal(notice->suppliers.kind[CD_NOTICE_NHS_TRUST], 1);
}

static void weights_count_where_they_make_a_hundred(void **state)
{
  (void)state;
  g_autoptr(CdNotice) half =
      read_of("{\"ocid\": \"a\", \"tender\": {\"awardCriteria\": {\"criteria\": [{\"type\": \"quality\", \"numbers\": "
              "[{\"number\": 50, \"weight\": \"percentageExact\"}]}, {\"type\": \"price\"}]}}}");
  assert_true(isnan(half->quality));
  g_autoptr(CdNotice) price = read_of("{\"ocid\": \"a\", \"tender\": {\"awardCriteria\": \"priceOnly\"}}");
  assert_true(price->quality == 0);
  g_autoptr(CdNotice) lot = read_of("{\"ocid\": \"a\", \"tender\": {\"lots\": [{\"awardCriteria\": {\"criteria\": "
                                    "[{\"type\": \"quality\", \"numbers\": [{\"number\": 40, "
                                    "\"weight\": \"percentageExact\"}]}, {\"type\": \"cost\", \"numbers\": "
                                    "[{\"number\": 60, \"weight\": \"percentageExact\"}]}]}}]}}");
  assert_true(lot->quality == 0.4);
  assert_string_equal(lot->quality_path, "$.tender.lots[0].awardCriteria.criteria");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kinds_are_told_by_registers_and_size),         cmocka_unit_test(months_are_the_nearest),
      cmocka_unit_test(the_compiled_release_is_read_else_the_latest), cmocka_unit_test(only_contracts_in_force_count),
      cmocka_unit_test(weights_count_where_they_make_a_hundred),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
