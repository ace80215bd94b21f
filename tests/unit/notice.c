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
    assert_int_equal(notice->contract->len, 0);
  }
  g_autoptr(CdNotice) days = read_of(
      "{\"ocid\": \"a\", \"tender\": {\"contractPeriod\": {\"startDate\": \"2027-04-01\", \"durationInDays\": 1826}}}");
  assert_true(days->period.months == 60);
  assert_int_equal(days->period.end, cd_month_parse("2032-04"));
}

static void the_compiled_release_is_read_else_all_joined(void **state)
{
  (void)state;
  g_autoptr(CdNotice) latest = read_of(
      "{\"releases\": [{\"ocid\": \"a\", \"date\": \"2026-02-01T00:00:00Z\", \"tender\": {\"title\": \"late\"}},"
      " {\"ocid\": \"a\", \"date\": \"2026-01-31T23:00:00-02:00\", \"tender\": {\"title\": \"latest\"}}, {\"ocid\": "
      "\"a\"}]}");
  assert_string_equal(latest->title, "latest");
  assert_string_equal(latest->path, "$.releases[1]");
  /* Joined member by member: the latest tells of a title alone, and takes the buyer away. */
  g_autoptr(CdNotice) parts = read_of(
      "{\"releases\": [{\"ocid\": \"a\", \"date\": \"2026-01-01\", \"buyer\": {\"name\": \"B\"}, \"tender\": "
      "{\"title\": \"old\", \"value\": {\"amount\": 5, \"currency\": \"GBP\"}},"
      " \"contracts\": [{\"id\": 1, \"value\": {\"amount\": 1, \"currency\": \"GBP\"}}]},"
      " {\"ocid\": \"a\", \"date\": \"2026-03-01\", \"buyer\": null, \"tender\": {\"title\": \"new\"}},"
      " {\"ocid\": \"a\", \"date\": \"2026-02-01\", \"contracts\": [{\"id\": 1, \"value\": {\"amount\": 2}}, {\"id\": "
      "2, \"status\": \"active\"}, {\"id\": 3, \"value\": {\"amount\": null}}], \"parties\": [{\"name\": \"C\", "
      "\"roles\": [\"buyer\"]}]}]}");
  assert_string_equal(parts->title, "new");
  assert_string_equal(parts->value.path, "$.releases[0].tender.value");
  assert_int_equal(parts->contract->len, 2);
  const CdNoticeContract *first = &g_array_index(parts->contract, CdNoticeContract, 0);
  assert_true(first->value.amount == 2);
  assert_string_equal(first->value.currency, "GBP");
  assert_string_equal(first->value.path, "$.releases[2].contracts[0].value");
  assert_string_equal(parts->buyer_path, "$.releases[2].parties[0]");
  assert_int_equal(parts->buyer->len, 1);
  g_autoptr(CdNotice) compiled =
      read_of("{\"releases\": [{\"ocid\": \"a\", \"tag\": [\"compiled\"], \"tender\": {\"title\": \"whole\"}},"
              " {\"ocid\": \"a\", \"date\": \"2026-01-31T00:00:00Z\", \"tender\": {\"title\": \"part\"}}]}");
  assert_string_equal(compiled->title, "whole");
  g_autoptr(CdNotice) record = read_of("{\"ocid\": \"a\", \"compiledRelease\": {\"ocid\": \"a\", \"tender\": "
                                       "{\"title\": \"whole\"}}, \"releases\": []}");
  assert_string_equal(record->path, "$.compiledRelease");
}

static const CdNoticeContract *contract_of(const CdNotice *notice, guint c)
{
  assert_true(c < notice->contract->len);
  return &g_array_index(notice->contract, CdNoticeContract, c);
}

/* Of one award two contracts, one of them ended early; of another none; of a third, which was cancelled, one that nobody ended. */
static void contracts_stand_with_their_awards(void **state)
{
  (void)state;
  g_autoptr(CdNotice) notice = read_of(
      "{\"ocid\": \"a\", \"tender\": {\"lots\": [{\"id\": \"x\"}, {\"id\": \"y\"}, {\"id\": \"z\"}]},"
      " \"contracts\": [{\"id\": 1, \"awardID\": \"A\", \"status\": \"terminated\"},"
      " {\"id\": 2, \"awardID\": \"A\", \"status\": \"active\"}, {\"id\": 3, \"awardID\": 7, \"status\": \"active\"}],"
      " \"awards\": [{\"id\": \"A\", \"relatedLots\": [\"z\"], \"value\": {\"amount\": 9, \"currency\": \"GBP\"}, "
      "\"suppliers\": [{\"name\": \"Y NHS\"}]},"
      " {\"id\": \"B\", \"items\": [{\"relatedLot\": \"x\"}, {\"relatedLot\": \"y\"}], \"status\": \"pending\"},"
      " {\"id\": 7, \"status\": \"cancelled\"}]}");
  assert_int_equal(notice->contract->len, 4);
  assert_false(contract_of(notice, 0)->in_force);
  const CdNoticeContract *second = contract_of(notice, 1), *third = contract_of(notice, 2),
                         *awarded = contract_of(notice, 3);
  assert_true(second->in_force && second->value.amount == 9 && second->lots == 4);
  assert_string_equal(second->value.path, "$.awards[0].value");
  assert_int_equal(second->suppliers.kind[CD_NOTICE_NHS_TRUST], 1);
  assert_false(third->in_force);
  assert_true(awarded->in_force && awarded->lots == 3);
  assert_string_equal(awarded->path, "$.awards[1]");
  assert_string_equal(awarded->status, "pending");
  assert_int_equal(notice->suppliers.n, 0);
  /* Two contracts of one award: which has how much of its sum is not known. */
  g_autoptr(CdNotice) two = read_of("{\"ocid\": \"a\", \"contracts\": [{\"awardID\": \"A\"}, {\"awardID\": \"A\"}],"
                                    " \"awards\": [{\"id\": \"A\", \"value\": {\"amount\": 9}}]}");
  assert_null(contract_of(two, 0)->value.path);
  assert_null(contract_of(two, 1)->value.path);
}

static void what_nobody_asks_for_is_listed(void **state)
{
  (void)state;
  g_autoptr(CdNotice) notice = read_of(
      "{\"ocid\": \"a\", \"id\": \"1\", \"language\": \"en\", \"planning\": {\"budget\": {}}, \"tender\": {\"id\": 4, "
      "\"minValue\": "
      "{}, \"title\": \"Street lamps\", \"lots\": [{\"options\": 1}, {\"options\": 2, \"value\": {\"amount\": 1, "
      "\"vat\": "
      "20}}]}, \"bids\": {\"statistics\": []}, \"parties\": [{\"id\": \"p\", \"contactPoint\": {\"name\": \"N\"}}]}");
  static const char *const unread[] = {"planning", "tender.minValue", "tender.lots[*].options",
                                       "tender.lots[*].value.vat", "bids"};
  assert_int_equal(notice->unread->len, G_N_ELEMENTS(unread));
  for (guint i = 0; i < G_N_ELEMENTS(unread); i++)
    assert_string_equal(g_ptr_array_index(notice->unread, i), unread[i]);
  assert_false(notice->is_care);
  g_autoptr(CdNotice) care =
      read_of("{\"ocid\": \"a\", \"tender\": {\"items\": [{\"classification\": {\"scheme\": \"CPV\", "
              "\"id\": \"85312500\"}}]}}");
  assert_true(care->is_care);
  g_autoptr(CdNotice) named =
      read_of("{\"ocid\": \"a\", \"tender\": {\"lots\": [{\"title\": \"Adults' Substance use\"}]}}");
  assert_true(named->is_care);
}

static void weights_count_where_they_make_a_hundred(void **state)
{
  (void)state;
  g_autoptr(CdNotice) half =
      read_of("{\"ocid\": \"a\", \"tender\": {\"awardCriteria\": {\"criteria\": [{\"type\": \"quality\", \"numbers\": "
              "[{\"number\": 50, \"weight\": \"percentageExact\"}]}, {\"type\": \"price\"}]}}}");
  assert_true(isnan(half->weights.quality) && half->weights.all == 50);
  g_autoptr(CdNotice) price = read_of("{\"ocid\": \"a\", \"tender\": {\"awardCriteria\": \"priceOnly\"}}");
  assert_true(price->weights.quality == 0);
  g_autoptr(CdNotice) lot = read_of("{\"ocid\": \"a\", \"tender\": {\"lots\": [{\"awardCriteria\": {\"criteria\": "
                                    "[{\"type\": \"quality\", \"numbers\": [{\"number\": 40, "
                                    "\"weight\": \"percentageExact\"}]}, {\"type\": \"cost\", \"numbers\": "
                                    "[{\"number\": 60, \"weight\": \"percentageExact\"}]}]}}]}}");
  const CdNoticeWeights *weights = &g_array_index(lot->lot, CdNoticeLot, 0).weights;
  assert_true(weights->quality == 0.4);
  assert_string_equal(weights->path, "$.tender.lots[0].awardCriteria.criteria");
  assert_null(lot->weights.path);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kinds_are_told_by_registers_and_size),
      cmocka_unit_test(months_are_the_nearest),
      cmocka_unit_test(the_compiled_release_is_read_else_all_joined),
      cmocka_unit_test(contracts_stand_with_their_awards),
      cmocka_unit_test(what_nobody_asks_for_is_listed),
      cmocka_unit_test(weights_count_where_they_make_a_hundred),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
