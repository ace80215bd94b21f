#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/scenario/complaint.h"
#include "sim/scenario/excerpt.h"
#include "sim/base/suggest.h"

static void lines_and_columns_count_code_points(void **state)
{
  (void)state;
  const char bytes[] = "ab\n\tü東x\r\n\nlast";
  g_autoptr(CdText) text = cd_text_new("t", bytes, sizeof bytes - 1, true);
  const struct {
    const char *at;
    guint line, column;
  } expected[] = {{"ab", 1, 1}, {"b", 1, 2}, {"\t", 2, 1},   {"ü", 2, 2},
                  {"東", 2, 3}, {"x", 2, 4}, {"last", 4, 1}, {"st", 4, 3}};
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
    gsize offset = (gsize)(strstr(bytes, expected[i].at) - bytes);
    assert_int_equal(cd_text_line(text, offset), expected[i].line);
    assert_int_equal(cd_text_column(text, offset), expected[i].column);
  }
  assert_int_equal(cd_text_line(text, sizeof bytes - 1), 4);
  assert_int_equal(cd_text_column(text, sizeof bytes - 1), 5);
}

static void columns_hold_far_into_long_lines(void **state)
{
  (void)state;
  GString *bytes = g_string_new("short\n");
  for (guint i = 0; i < 100000; i++)
    g_string_append(bytes, "é");
  g_autoptr(CdText) text = cd_text_new("t", bytes->str, bytes->len, true);
  for (guint i = 0; i < 100000; i += 997)
    assert_int_equal(cd_text_column(text, 6 + 2 * (gsize)i), i + 1);
  g_string_free(bytes, TRUE);
}

static void a_byte_order_mark_takes_no_column(void **state)
{
  (void)state;
  g_autoptr(CdText) text = cd_text_new("t", "\xef\xbb\xbf<a/>", 7, true);
  assert_int_equal(cd_text_column(text, 3), 1);
  assert_int_equal(cd_text_column(text, 4), 2);
}

static char *excerpt(const char *bytes, gsize length, guint32 offset, guint32 wide, const char *hint)
{
  g_autoptr(CdText) text = cd_text_new("t", bytes, length, true);
  GString *out = g_string_new(NULL);
  cd_append_excerpt(out, text, (CdSpan){0, offset, wide}, hint);
  return g_string_free(out, FALSE);
}

static void assert_excerpt(const char *bytes, const char *at, guint32 wide, const char *hint, const char *expected)
{
  g_autofree char *found = excerpt(bytes, strlen(bytes), (guint32)(strstr(bytes, at) - bytes), wide, hint);
  assert_string_equal(found, expected);
}

static void caret_stands_under_what_is_wrong(void **state)
{
  (void)state;
  assert_excerpt("one\n  <a b=\"c\"/>\n", "c\"", 1, "what?", "2 |   <a b=\"c\"/>\n  |         ^ what?");
  assert_excerpt("abcdef", "cd", 2, NULL, "1 | abcdef\n  |   ^^");
  assert_excerpt("abc\r\ndef", "c\r", 40, NULL, "1 | abc\n  |   ^");
  assert_excerpt("\n\n\n\n\n\n\n\n\nx", "x", 0, NULL, "10 | x\n   | ^");
  assert_excerpt("\tx", "x", 1, NULL, "1 |  x\n  |  ^");
}

static void caret_knows_how_wide_letters_are(void **state)
{
  (void)state;
  assert_excerpt("東京x", "x", 1, NULL, "1 | 東京x\n  |     ^");
  assert_excerpt("e\xcc\x81x", "x", 1, NULL, "1 | e\xcc\x81x\n  |  ^");
  assert_excerpt("a東x", "東", 3, NULL, "1 | a東x\n  |  ^^");
}

static void nothing_in_an_excerpt_moves_the_cursor(void **state)
{
  (void)state;
  assert_excerpt("a\x1b[31mb", "b", 1, NULL, "1 | a␛[31mb\n  |       ^");
  assert_excerpt("a\x7f\rb", "b", 1, "x\ny", "1 | a␡␍b\n  |    ^ x␊y");
  assert_excerpt("a\xe2\x80\xae\xe2\x80\xa8z", "z", 1, NULL, "1 | a\xef\xbf\xbd\xef\xbf\xbdz\n  |    ^");
  g_autofree char *broken = excerpt("a\xff\xe9z", 4, 3, 1, NULL);
  assert_string_equal(broken, "1 | a\xef\xbf\xbd\xef\xbf\xbdz\n  |    ^");
}

static void long_lines_are_shown_round_the_caret(void **state)
{
  (void)state;
  g_autofree char *line = g_strnfill(10000, 'a');
  line[5000] = 'b';
  g_autofree char *middle = excerpt(line, 10000, 5000, 1, NULL);
  g_auto(GStrv) part = g_strsplit(middle, "\n", 2);
  assert_int_equal(g_utf8_strlen(part[0], -1), 4 + 100 + 2);
  assert_true(g_str_has_prefix(part[0], "1 | …a") && g_str_has_suffix(part[0], "a…"));
  assert_int_equal(g_utf8_strlen(part[0], (gssize)(strchr(part[0], 'b') - part[0])), strchr(part[1], '^') - part[1]);
  g_autofree char *start = excerpt(line, 10000, 3, 1, NULL);
  assert_true(g_str_has_prefix(start, "1 | aaaa"));
  g_autofree char *all = excerpt(line, 100, 99, 5000, NULL);
  assert_null(strstr(all, "…"));
  g_autofree char *wide = excerpt(line, 10000, 9990, 5000, NULL);
  assert_true(g_str_has_suffix(wide, " ^^^^^^^^^^"));
}

/* Values worked out by hand; "ca" to "abc" is 3 in this restricted distance, 2 in the unrestricted one. */
static void distances_count_edits(void **state)
{
  (void)state;
  assert_int_equal(cd_text_distance("", ""), 0);
  assert_int_equal(cd_text_distance("", "abc"), 3);
  assert_int_equal(cd_text_distance("kitten", "sitting"), 3);
  assert_int_equal(cd_text_distance("blok", "block"), 1);
  assert_int_equal(cd_text_distance("lenght", "length"), 1);
  assert_int_equal(cd_text_distance("ca", "abc"), 3);
  assert_int_equal(cd_text_distance("für", "fur"), 1);
  g_autofree char *longest = g_strnfill(65, 'a');
  assert_true(cd_text_distance(longest, longest) == G_MAXUINT);
}

static void suggestions_are_close_or_not_made(void **state)
{
  (void)state;
  g_autoptr(GPtrArray) allowed = g_ptr_array_new();
  assert_null(cd_suggestion("x", allowed));
  const char *const names[] = {"block", "capped", "results"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    g_ptr_array_add(allowed, (gpointer)names[i]);
  g_autofree char *near = cd_suggestion("blok", allowed);
  assert_string_equal(near, "did you mean \"block\"? (allowed: block, capped, results)");
  g_autofree char *far = cd_suggestion("volume", allowed);
  assert_string_equal(far, "allowed: block, capped, results");
  for (guint i = 0; i < 10; i++)
    g_ptr_array_add(allowed, (gpointer) "more");
  g_autofree char *many = cd_suggestion("volume", allowed);
  assert_true(g_str_has_suffix(many, ", more, … 13 in all"));
}

static void complaints_come_in_the_order_of_the_text(void **state)
{
  (void)state;
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  guint first = cd_complaints_add_text(complaints, cd_text_new("a.xml", "abc\ndef", 7, true));
  guint second = cd_complaints_add_text(complaints, cd_text_new("--set 1", "x=y", 3, false));
  cd_complain(complaints, CD_COMPLAINT_NUMBER, (CdSpan){second, 2, 1}, NULL, "third %d", 3);
  cd_complain(complaints, CD_COMPLAINT_CHOICE, (CdSpan){first, 5, 2}, "hint", "second");
  cd_complain(complaints, CD_COMPLAINT_MONTH, (CdSpan){first, 0, 1}, NULL, "first");
  g_autoptr(GError) error = NULL;
  cd_complaints_report(complaints, &error);
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_SCENARIO));
  assert_string_equal(error->message, "error[E0122]: first\n  --> a.xml:1:1\n1 | abc\n  | ^\n\n"
                                      "error[E0121]: second\n  --> a.xml:2:2\n2 | def\n  |  ^^ hint\n\n"
                                      "error[E0120]: third 3\n  --> --set 1:1:3\n1 | x=y\n  |   ^");
}

static void twenty_complaints_are_shown_and_all_counted(void **state)
{
  (void)state;
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  cd_complaints_add_text(complaints, cd_text_new("a.xml", "abc", 3, true));
  for (guint i = 0; i < 27; i++)
    cd_complain(complaints, CD_COMPLAINT_NUMBER, (CdSpan){0, 0, 1}, NULL, "no %u", i);
  g_autoptr(GError) error = NULL;
  cd_complaints_report(complaints, &error);
  assert_non_null(strstr(error->message, "no 19"));
  assert_null(strstr(error->message, "no 20"));
  assert_true(g_str_has_suffix(error->message, "\n\nand 7 more"));
}

static void an_unreadable_file_is_an_io_error(void **state)
{
  (void)state;
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  cd_complaints_add_text(complaints, cd_text_new("a.xml", "abc", 3, true));
  cd_complain(complaints, CD_COMPLAINT_INCLUDE_UNREADABLE, (CdSpan){0, 0, 1}, NULL, "gone");
  g_autoptr(GError) error = NULL;
  cd_complaints_report(complaints, &error);
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
}

static void every_code_is_explained_once(void **state)
{
  (void)state;
  for (int c = 0; c < CD_COMPLAINT_COUNT; c++) {
    const CdComplaintKind *kind = cd_complaint_kind((CdComplaintCode)c);
    assert_int_equal(strlen(kind->number), 5);
    assert_ptr_equal(cd_complaint_find(kind->number), kind);

    assert_true(g_str_has_suffix(kind->sentence, "."));
    if (c)
      assert_true(strcmp(cd_complaint_kind((CdComplaintCode)(c - 1))->number, kind->number) < 0);
  }
  assert_null(cd_complaint_find("E9999"));
  static const char *const of_genius[] = {"E0248", "E0252", "E0260", "E0261", "E0269"}, *const of_scenarios[] = {
                                                                                            "E0001", "E0247", "E0270"};
  for (guint k = 0; k < G_N_ELEMENTS(of_genius); k++)
    assert_string_equal(cd_complaint_refuses(cd_complaint_find(of_genius[k])), "a file of GENIUS");
  for (guint k = 0; k < G_N_ELEMENTS(of_scenarios); k++)
    assert_string_equal(cd_complaint_refuses(cd_complaint_find(of_scenarios[k])), "a scenario");
}

static void quotations_are_short_and_visible(void **state)
{
  (void)state;
  g_autofree char *plain = cd_quoted("blok");
  assert_string_equal(plain, "\"blok\"");
  g_autofree char *made = g_strnfill(60, 'x');
  g_autofree char *cut = cd_quoted(made);
  assert_int_equal(g_utf8_strlen(cut, -1), 51);
  g_autofree char *visible = cd_quoted("a\nb");
  assert_string_equal(visible, "\"a␊b\"");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_and_columns_count_code_points),
      cmocka_unit_test(columns_hold_far_into_long_lines),
      cmocka_unit_test(a_byte_order_mark_takes_no_column),
      cmocka_unit_test(caret_stands_under_what_is_wrong),
      cmocka_unit_test(caret_knows_how_wide_letters_are),
      cmocka_unit_test(nothing_in_an_excerpt_moves_the_cursor),
      cmocka_unit_test(long_lines_are_shown_round_the_caret),
      cmocka_unit_test(distances_count_edits),
      cmocka_unit_test(suggestions_are_close_or_not_made),
      cmocka_unit_test(complaints_come_in_the_order_of_the_text),
      cmocka_unit_test(twenty_complaints_are_shown_and_all_counted),
      cmocka_unit_test(an_unreadable_file_is_an_io_error),
      cmocka_unit_test(every_code_is_explained_once),
      cmocka_unit_test(quotations_are_short_and_visible),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
