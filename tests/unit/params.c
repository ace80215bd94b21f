#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/concordat.h"
#include "sim/scenario/load.h"
#include "tests/unit/minimal.h"

#define HEADS "path,value\r\n"
#define RENT "hub[west-hub]/rent" /* 25,000 of 2019: 26,595.744680851065 of 2021 */
#define BELIEF "council[east]/belief-scale"

static char *minimal_text(void)
{
  g_autofree char *here = g_path_get_dirname(__FILE__);
  g_autofree char *path = g_build_filename(here, "..", "scenarios", "minimal.xml", NULL);
  char *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

/* NULL: refused, and *MESSAGE, if wanted, is the caller's. SETTING may be NULL. */
static CdScenario *read_with(const char *sheet, const char *setting, char **message)
{
  g_autofree char *text = minimal_text();
  const char *const settings[] = {setting, NULL};
  g_autoptr(GError) error = NULL;
  CdScenario *scenario =
      cd_scenario_read_with(text, strlen(text), "t.xml", NULL, sheet, strlen(sheet), "t.csv", settings, &error);
  if (!scenario && !message)
    fail_msg("%s", error->message);
  if (!scenario)
    assert_int_equal(error->code, CD_ERROR_SCENARIO);
  if (message)
    *message = error ? g_strdup(error->message) : NULL;
  return scenario;
}

/* The minimal scenario under SHEET, written out. */
static char *written(const char *sheet)
{
  g_autoptr(CdScenario) scenario = read_with(sheet, NULL, NULL);
  return cd_scenario_to_xml(scenario);
}

static char *plain(void)
{
  const char *const nothing[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(nothing);
  return cd_scenario_to_xml(scenario);
}

static void unchanged(const char *sheet)
{
  g_autofree char *with = written(sheet), *without = plain();
  assert_string_equal(with, without);
}

static void sets(const char *sheet, const char *expected)
{
  g_autofree char *xml = written(sheet);
  if (!strstr(xml, expected))
    fail_msg("%s not in %s", expected, xml);
}

static void refuses(const char *sheet, const char *code, const char *place, const char *words)
{
  g_autofree char *message = NULL;
  g_autoptr(CdScenario) scenario = read_with(sheet, NULL, &message);
  if (scenario)
    fail_msg("accepted: %s", sheet);
  if (!strstr(message, code) || !strstr(message, place) || !strstr(message, words))
    fail_msg("%s, %s or %s not in %s", code, place, words, message);
}

static void out_and_back_changes_nothing(void **state)
{
  (void)state;
  const char *const nothing[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(nothing);
  g_autofree char *sheet = cd_scenario_params(scenario, CD_FORMAT_CSV);
  assert_non_null(strstr(sheet, "\r\n" RENT ",26595.744680851065,"));
  assert_non_null(strstr(sheet, "\r\n" BELIEF ",\"uniform(0.03, 0.1)\","));
  unchanged(sheet);
}

static void what_differs_is_set(void **state)
{
  (void)state;
  sets(HEADS RENT ",30000\r\n", "<rent value=\"30000\" source=\"--params\" grade=\"D\"/>");
  sets(HEADS BELIEF ",\"triangular(0, 0.02, 0.1)\"\n",
       "<belief-scale value=\"triangular(0, 0.02, 0.1)\" source=\"--params\" grade=\"D\"/>");
  sets("note,Value,x,PATH\n,2019,,base-year\n", "value=\"2019\" source=\"--params\"");
}

static void what_a_spreadsheet_rewrites_is_unchanged(void **state)
{
  (void)state;
  unchanged(HEADS RENT ",26595.7446808511\r\n"); /* 15 digits */
  unchanged(HEADS BELIEF ",\" uniform(0.030,0.10) \"\r\n");
  unchanged("\xef\xbb\xbf" HEADS RENT ",26595.744680851065\n"); /* a byte order mark, plain line feeds */
  unchanged("\"path\",\"value\",,\n\n,,,\n\"" RENT "\",\"26595.744680851065\",,,,\n\n");
  unchanged(HEADS);
  sets(HEADS RENT ",26595.744680852\r\n", "value=\"26595.744680852\" source=\"--params\""); /* one digit before */
}

static void settings_go_before_the_sheet(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = read_with(HEADS RENT ",30000\r\n", RENT "=31000", NULL);
  g_autofree char *xml = cd_scenario_to_xml(scenario);
  assert_non_null(strstr(xml, "<rent value=\"31000\" source=\"--set\" grade=\"D\"/>"));
}

static void what_was_set_reads_back(void **state)
{
  (void)state;
  g_autofree char *xml = written(HEADS RENT ",30000\r\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) again = cd_scenario_read_text(xml, strlen(xml), "t.xml", NULL, NULL, &error);
  assert_non_null(again);
  g_autofree char *twice = cd_scenario_to_xml(again);
  assert_string_equal(xml, twice);
}

static void a_value_is_refused_where_it_stands(void **state)
{
  (void)state;
  refuses(HEADS BELIEF ",5\r\n", "E0120", "t.csv:2:28", "unit: share");
  refuses(HEADS "\r\n" RENT ",cheap\r\n", "E0120", "t.csv:3:20", "rent");
  refuses(HEADS RENT ",\r\n", "E0157", "t.csv:2:20", "take the row away");
  refuses(HEADS RENT ",\"30,000\"\r\n", "E0157", "t.csv:2:21", "nothing between thousands");
  refuses(HEADS BELIEF ",\"0,05\"\r\n", "E0157", "t.csv:2:29", "decimal point");
  refuses(HEADS BELIEF ",5%\r\n", "E0157", "t.csv:2:28", "5% is 0.05");
  refuses(HEADS RENT ",£30000\r\n", "E0157", "t.csv:2:20", "without a sign of money");
  refuses(HEADS RENT ",3E+04\r\n", "E0157", "t.csv:2:20", "without an exponent");
}

static void a_path_is_refused_where_it_stands(void **state)
{
  (void)state;
  refuses(HEADS "hub[west-hub]/rant,1\r\n", "E0152", "t.csv:2:15", "did you mean \"rent\"?");
  refuses(HEADS "\"hub[west]/rent\",1\r\n", "E0153", "t.csv:2:6", "west-hub");
  refuses(HEADS ",1\r\n", "E0156", "t.csv:2:1", "path");
  refuses(HEADS RENT ",30000\r\n" RENT ",30000\r\n", "E0158", "t.csv:3:1", "line 2");
  refuses(HEADS "base-year,2022\nconcordat/base-year,2022\n", "E0158", "t.csv:3:1", "line 2");
}

/* One complaint a row would say nothing that the first few do not. */
static void a_sheet_of_another_scenario_is_not_told_row_by_row(void **state)
{
  (void)state;
  g_autoptr(GString) sheet = g_string_new(HEADS BELIEF ",5\r\n");
  for (guint i = 0; i < 30; i++)
    g_string_append_printf(sheet, "hub[other-%u]/rent,1\r\n%s", i, i == 5 ? RENT ",cheap\r\n" : "");
  g_autofree char *message = NULL;
  g_autoptr(CdScenario) scenario = read_with(sheet->str, NULL, &message);
  assert_null(scenario);
  assert_non_null(strstr(message, "unknown hub \"other-2\""));
  assert_null(strstr(message, "unknown hub \"other-3\""));
  assert_non_null(strstr(message, "error[E0152]: and 27 more rows name no value of this scenario\n  --> t.csv:6:1\n"));
  assert_non_null(strstr(message, "was this sheet written for another scenario?"));
  assert_non_null(strstr(message, "t.csv:2:")); /* what else is wrong is told as ever */
  assert_non_null(strstr(message, "t.csv:9:"));
  refuses(HEADS "a,1\r\nb,1\r\nc,1\r\nd,1\r\n", "E0152", "t.csv:5:1", "and 1 more row names no value");
  g_autofree char *three = NULL;
  g_autoptr(CdScenario) few = read_with(HEADS "a,1\r\nb,1\r\nc,1\r\n", NULL, &three);
  assert_null(few);
  assert_null(strstr(three, "more"));
}

static void what_is_no_sheet_is_refused(void **state)
{
  (void)state;
  refuses("", "E0156", "t.csv:1:1", "the sheet is empty");
  refuses("path;value\n" RENT ";30000\n", "E0156", "t.csv:1:5", "commas and decimal points");
  refuses("path\tvalue\n", "E0156", "t.csv:1:5", "commas and decimal points");
  refuses("name,amount\nx,1\n", "E0156", "t.csv:1:1", "path and value");
  refuses("value,path\n1\n", "E0156", "t.csv:2:1", "ends before");
  refuses(HEADS "\"" RENT ",1\n", "E0156", "t.csv:2:1", "not closed");
  refuses(HEADS "\xa3,1\n", "E0002", "t.csv:2:1", "UTF-8");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(out_and_back_changes_nothing),
      cmocka_unit_test(what_differs_is_set),
      cmocka_unit_test(what_a_spreadsheet_rewrites_is_unchanged),
      cmocka_unit_test(settings_go_before_the_sheet),
      cmocka_unit_test(what_was_set_reads_back),
      cmocka_unit_test(a_value_is_refused_where_it_stands),
      cmocka_unit_test(a_path_is_refused_where_it_stands),
      cmocka_unit_test(a_sheet_of_another_scenario_is_not_told_row_by_row),
      cmocka_unit_test(what_is_no_sheet_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
