#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "concordat/concordat.h"
#include "sim/report/assumption.h"
#include "sim/report/columns.h"
#include "sim/report/csv.h"
#include "sim/report/digits.h"
#include "sim/report/finding.h"
#include "sim/report/json.h"
#include "sim/report/number.h"
#include "sim/report/tables.h"
#include "sim/scenario/load.h"
#include "tests/unit/minimal.h"

#define REPLICATES 20u
#define FILES 11 /* that a folder of results holds */
#define SCRIPT "&lt;script>alert(1)&lt;/script>"
#define HOSTILE "=cmd|' /C calc'!A0 &quot;q&quot; \\x &amp; &lt;/style>&#x202E;&#x9B;31m " SCRIPT

/* tests/scenarios/minimal.xml with FROM replaced by TO (NULL: as it is). */
static CdScenario *load(const char *from, const char *to)
{
  const char *const pair[] = {from, to, NULL};
  return cd_minimal_scenario(pair);
}

static CdResults *run_scenario(CdScenario *scenario)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  options.jobs = 2;
  return cd_run(scenario, &options, NULL);
}

static CdResults *run(const char *from, const char *to)
{
  g_autoptr(CdScenario) scenario = load(from, to);
  return run_scenario(scenario);
}

static int set_up(void **state)
{
  *state = run(NULL, NULL);
  return *state ? 0 : -1;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

/* --- JSON, read by RFC 8259's grammar and by no library: past the value at AT, or NULL --- */

static const char *past_blank(const char *at)
{
  return at + strspn(at, " \t\n\r");
}

static const char *past_text(const char *at)
{
  if (*at++ != '"')
    return NULL;
  while (*at != '"') {
    if ((unsigned char)*at < 0x20)
      return NULL;
    if (*at == '\\') {
      at++;
      if (*at == 'u') {
        for (int i = 1; i <= 4; i++)
          if (!g_ascii_isxdigit(at[i]))
            return NULL;
        at += 4;
      } else if (!*at || !strchr("\"\\/bfnrt", *at))
        return NULL;
    }
    at++;
  }
  return at + 1;
}

static const char *past_digits(const char *at)
{
  gsize n = strspn(at, "0123456789");
  return n ? at + n : NULL;
}

static const char *past_number(const char *at)
{
  at += *at == '-';
  at = *at == '0' ? at + 1 : past_digits(at);
  if (at && *at == '.')
    at = past_digits(at + 1);
  if (at && (*at == 'e' || *at == 'E')) {
    at++;
    at = past_digits(at + (*at == '+' || *at == '-'));
  }
  return at;
}

static const char *past_value(const char *at);

static const char *past_list(const char *at, char end, bool named)
{
  at = past_blank(at + 1);
  if (*at == end)
    return at + 1;
  for (;; at = past_blank(at + 1)) {
    if (named) {
      at = past_text(at);
      if (!at || *(at = past_blank(at)) != ':')
        return NULL;
      at = past_blank(at + 1);
    }
    at = past_value(at);
    if (!at)
      return NULL;
    at = past_blank(at);
    if (*at == end)
      return at + 1;
    if (*at != ',')
      return NULL;
  }
}

static const char *past_value(const char *at)
{
  static const char *const words[] = {"true", "false", "null"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_has_prefix(at, words[i]))
      return at + strlen(words[i]);
  return *at == '{'   ? past_list(at, '}', true)
         : *at == '[' ? past_list(at, ']', false)
         : *at == '"' ? past_text(at)
                      : past_number(at);
}

static bool is_json(const char *text)
{
  const char *end = past_value(past_blank(text));
  return end && *past_blank(end) == '\0' && g_utf8_validate(text, -1, NULL);
}

static void the_json_grammar_bites(void **state)
{
  (void)state;
  static const char *const good[] = {"{}", "[1, -0.5e+10, \"\\u00e9\", null]", "{\"a\": {\"b\": []}}\n"};
  static const char *const bad[] = {"",          "nan",    "1e-10.0", "01",      "[1,]", "{a: 1}",
                                    "{\"a\" 1}", "\"\t\"", "[1] 2",   "\"\\x\"", "1."};
  for (guint i = 0; i < G_N_ELEMENTS(good); i++)
    assert_true(is_json(good[i]));
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    assert_false(is_json(bad[i]));
}

/* --- numbers --- */

static void numbers_read_back_exactly_and_are_json(void **state)
{
  (void)state;
  const double numbers[] = {
      0,      -0.0,  1,       -1,   0.1,      0.1 + 0.2,          1e-10, 1e17,  1.5e300,    5e-324, 1.0 / 3,
      123456, 7.8e6, -2.5e-7, 1e15, 1e15 + 1, 9007199254740993.0, M_PI,  -1e22, G_MAXDOUBLE};
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    assert_true(cd_append_number(text, numbers[i]));
    assert_true(is_json(text->str));
    assert_true(g_ascii_strtod(text->str, NULL) == numbers[i]);
    assert_true(text->len <= 24);
  }
  g_autoptr(GString) text = g_string_new(NULL);
  cd_append_number(text, 0.1);
  cd_append_number(text, -0.0);
  assert_string_equal(text->str, "0.10");
}

/* Against printing with 15, 16 and 17 digits and reading back: the definition. */
static void digits_are_as_few_as_read_back(void **state)
{
  (void)state;
  GRand *dice = g_rand_new_with_seed(7);
  guint quick = 0, n = 200000;
  for (guint i = 0; i < n; i++) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    double x;
    if (i % 3 == 0)
      x = ldexp(g_rand_double_range(dice, -1, 1), g_rand_int_range(dice, -14, 51));
    else if (i % 3 == 1)
      x = g_rand_int_range(dice, -99999, 99999) * pow(10, g_rand_int_range(dice, -9, 3));
    else {
      x = pow(10, g_rand_int_range(dice, -5, 16));
      for (int step = g_rand_int_range(dice, -3, 4); step; step += step < 0 ? 1 : -1)
        x = nextafter(x, step < 0 ? 0 : INFINITY);
    }
    g_autoptr(GString) digits = g_string_new(NULL);
    if (!cd_append_digits(digits, x)) {
      assert_int_equal(digits->len, 0);
      continue;
    }
    quick++;
    for (int precision = 15; precision <= 17; precision++) {
      char format[] = "%.15g";
      format[3] = (char)('0' + precision - 10);
      g_ascii_formatd(text, sizeof text, format, x);
      if (g_ascii_strtod(text, NULL) == x)
        break;
    }
    assert_string_equal(digits->str, text);
  }
#ifdef __SIZEOF_INT128__
  assert_true(quick > n / 2);
#endif
  g_rand_free(dice);
  g_autoptr(GString) whole = g_string_new(NULL);
  const gint64 numbers[] = {0, -1, 10, G_MAXINT64, G_MININT64};
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    cd_append_whole(whole, numbers[i]);
    g_string_append_c(whole, ' ');
  }
  assert_string_equal(whole->str, "0 -1 10 9223372036854775807 -9223372036854775808 ");
}

static void what_is_not_finite_is_no_number(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new(NULL);
  assert_false(cd_append_number(text, NAN));
  assert_false(cd_append_number(text, INFINITY));
  assert_int_equal(text->len, 0);
}

static void shows(char *text, const char *expected)
{
  assert_string_equal(text, expected);
  g_free(text);
}

static void figures_have_three_digits_or_so(void **state)
{
  (void)state;
  shows(cd_figure(CD_FIGURE_MONEY, 6941234), "£6.94m");
  shows(cd_figure(CD_FIGURE_MONEY, 387412), "£387k");
  shows(cd_figure(CD_FIGURE_MONEY, 38741), "£38.7k");
  shows(cd_figure(CD_FIGURE_MONEY, 999600), "£1.00m");
  shows(cd_figure(CD_FIGURE_MONEY, 9994), "£9,994");
  shows(cd_figure(CD_FIGURE_MONEY, 9996), "£10.0k");
  shows(cd_figure(CD_FIGURE_MONEY, 1.2345e9), "£1.23bn");
  shows(cd_figure(CD_FIGURE_MONEY, -26.4), "−£26");
  shows(cd_figure(CD_FIGURE_MONEY, 4.54), "£4.54");
  shows(cd_figure(CD_FIGURE_MONEY, 0), "£0");
  shows(cd_figure(CD_FIGURE_THOUSANDS, 1234567), "1,235");
  shows(cd_figure(CD_FIGURE_COUNT, 3660.2), "3,660");
  shows(cd_figure(CD_FIGURE_COUNT, 1234567), "1,234,567");
  shows(cd_figure(CD_FIGURE_COUNT, 26.31), "26.3");
  shows(cd_figure(CD_FIGURE_COUNT, 0.34), "0.34");
  shows(cd_figure(CD_FIGURE_COUNT, 9.996), "10.0");
  shows(cd_figure(CD_FIGURE_COUNT, -0.001), "0.00");
  shows(cd_figure(CD_FIGURE_SHARE, 0.62), "62%");
  shows(cd_figure(CD_FIGURE_SHARE, 0.042), "4.2%");
  shows(cd_figure(CD_FIGURE_SHARE, 0.996), "99.6%");
  shows(cd_figure(CD_FIGURE_SHARE, 1), "100%");
  shows(cd_figure(CD_FIGURE_TIME, 2.04), "2.0");
  shows(cd_figure(CD_FIGURE_INDEX, 0.906), "0.91");
  shows(cd_figure(CD_FIGURE_MONEY, NAN), "n/a");
  shows(cd_figure_about(33255), "34,000");
  shows(cd_figure_about(29), "29");
}

static void changes_carry_their_sign(void **state)
{
  (void)state;
  shows(cd_figure_change(CD_FIGURE_MONEY, 387412), "+£387k");
  shows(cd_figure_change(CD_FIGURE_COUNT, -12.34), "−12.3");
  shows(cd_figure_change(CD_FIGURE_COUNT, -0.002), "0.00");
  shows(cd_figure_change(CD_FIGURE_SHARE, 0.03), "+3.0 points");
  shows(cd_figure_range(CD_FIGURE_MONEY, -64000, 850000, true), "−£64.0k to +£850k");
  shows(cd_figure_range(CD_FIGURE_SHARE, -0.01, 1.02, false), "0% to 100%");
}

static void all_and_none_are_told_from_nearly(void **state)
{
  (void)state;
  shows(cd_figure_month(12 * 2022 + 3), "April 2022");
  shows(cd_figure_month_brief(12 * 2022 + 11.9), "Dec 2022");
  shows(cd_figure_month(-1), "n/a");
  shows(cd_figure_month_brief(1e300), "n/a");
  shows(cd_figure_month(NAN), "n/a");
  shows(cd_figure_share_of(0), "0%");
  shows(cd_figure_share_of(0.001), "<1%");
  shows(cd_figure_share_of(0.974), "97%");
  shows(cd_figure_share_of(0.999), ">99%");
  shows(cd_figure_share_of(1), "100%");
}

/* --- cells and columns --- */

static void csv_cells_are_quoted_and_formulas_inert(void **state)
{
  (void)state;
  static const char *const texts[] = {"plain", "a,b", "say \"so\"", "two\nlines", "=1+1", "+1", "-1",
                                      "@x",    "\tx", "\rx",        "",           "a=b",  NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, texts);
  cd_csv_number(&csv, -1.5);
  cd_csv_number(&csv, NAN);
  cd_csv_unit(&csv, "£ a year");
  cd_csv_end_row(&csv);
  assert_string_equal(csv.out->str,
                      "plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\",,a=b\r\n"
                      "-1.5,,GBP a year\r\n");
  g_string_free(csv.out, TRUE);
}

static void columns_are_cut_and_filled(void **state)
{
  (void)state;
  g_autoptr(GString) out = g_string_new(NULL);
  cd_append_column(out, "£7.81m", 8, true);
  cd_append_column(out, "|a long label", 7, false);
  cd_append_column(out, "|世界", 6, false);
  cd_append_column(out, "|x\x1b[31m\u202e", 9, false);
  assert_string_equal(out->str, "  £7.81m|a lon…|世界 |x\ufffd[31m\ufffd ");
}

static void wrapped_lines_keep_to_the_width(void **state)
{
  (void)state;
  g_autoptr(GString) out = g_string_new(NULL);
  cd_append_wrapped(out, "one two  three\nfour incomprehensibilities five", 12, "- ", "  ");
  assert_string_equal(out->str, "- one two\n  three four\n  incomprehensibilities\n  five\n");
}

/* --- what reports say --- */

static char *cost_text(const CdResults *results, guint structure)
{
  g_autoptr(GString) number = g_string_new(NULL);
  cd_append_number(number, cd_option_total(results, structure, CD_METRIC_COST_ANNUAL)->mean);
  return g_string_free(g_steal_pointer(&number), FALSE);
}

static void every_report_shows_the_same_cost(void **state)
{
  const CdResults *results = *state;
  g_autofree char *text = cd_report_text(results, 100, false), *json = cd_report_json(results);
  g_autofree char *csv = cd_report_csv(results), *html = cd_report_html(results);
  for (guint s = 0; s < results->n_structures; s++) {
    double mean = cd_option_total(results, s, CD_METRIC_COST_ANNUAL)->mean;
    g_autofree char *exact = cost_text(results, s), *shown = cd_figure(CD_FIGURE_MONEY, mean);
    g_autofree char *in_json = g_strdup_printf("\"cost-annual\": {\"mean\": %s,", exact);
    g_autofree char *in_csv =
        g_strdup_printf("%s,common,cost-annual,total,,GBP a year,%s,", cd_option_id(results, s), exact);
    g_autofree char *in_html = g_strdup_printf("<data value=\"%s\">%s</data>", exact, shown);
    assert_non_null(strstr(json, in_json));
    assert_non_null(strstr(csv, in_csv));
    assert_non_null(strstr(html, in_html));
    assert_non_null(strstr(text, shown));
  }
}

static void layers_add_up_to_the_yearly_cost(void **state)
{
  const CdResults *results = *state;
  for (guint s = 0; s < results->n_structures; s++) {
    double sum = 0, cost = cd_option_total(results, s, CD_METRIC_COST_ANNUAL)->mean;
    for (int l = 0; l < CD_LAYER_COUNT; l++)
      sum += cd_option_total(results, s, (CdMetricKind)(CD_METRIC_LAYER + l))->mean;
    assert_true(cost > 0 && fabs(sum - cost) < 0.5);
  }
}

static void json_is_json_and_has_its_keys(void **state)
{
  static const char *const keys[] = {"scenario",    "seed",    "replicates", "version",  "sha256",        "structures",
                                     "differences", "market",  "rankings",   "curve",    "own_terms",     "metrics",
                                     "contracts",   "verdict", "same_terms", "of_terms", "variance_ratio"};
  const CdResults *results = *state;
  g_autofree char *json = cd_report_json(results);
  assert_true(is_json(json));
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    g_autofree char *key = g_strdup_printf("\"%s\": ", keys[i]);
    assert_non_null(strstr(json, key));
  }
  assert_non_null(strstr(json, results->decision ? "\"agreement\": {" : "\"agreement\": null"));
}

static void what_is_undefined_is_null_with_n_of_nought(void **state)
{
  CdResults *results = *state;
  guint value = cd_total_at(results, CD_METRIC_WAIT);
  CdSummary *summary = &results->summary[value], before = *summary;
  *summary = (CdSummary){NAN, NAN, NAN, NAN, NAN, NAN, 0};
  g_autofree char *json = cd_report_json(results), *html = cd_report_html(results), *csv = cd_report_csv(results);
  *summary = before;
  assert_true(is_json(json));
  assert_non_null(strstr(json, "\"wait-months\": {\"mean\": null, \"low\": null, \"high\": null, \"sd\": "
                               "null, \"p5\": null, \"p95\": null, \"n\": 0}"));
  assert_non_null(strstr(html, "<data value=\"undefined\">n/a</data>"));
  assert_non_null(strstr(csv, "wait-months,total,,months,,,,,,,0\r\n"));
}

/* Each line of CSV, none of whose cells holds a line feed, has as many cells as the first. */
static guint rows_of(const char *csv)
{
  g_auto(GStrv) lines = g_strsplit(csv, "\r\n", -1);
  guint n = 0;
  for (; lines[n] && *lines[n]; n++) {
    g_auto(GStrv) cells = g_strsplit(lines[n], ",", -1), heads = g_strsplit(lines[0], ",", -1);
    assert_int_equal(g_strv_length(cells), g_strv_length(heads));
  }
  assert_string_equal(lines[n], "");
  return n;
}

static bool gather(const char *text, gsize length, gpointer user)
{
  g_string_append_len(user, text, (gssize)length);
  return true;
}

static bool refuse_piece(const char *text, gsize length, gpointer user)
{
  (void)text, (void)length, (void)user;
  return false;
}

static void tables_are_tidy(void **state)
{
  const CdResults *results = *state;
  g_autofree char *csv = cd_report_csv(results), *differences = cd_differences_csv(results);
  g_autoptr(GString) runs = g_string_new(NULL);
  guint arms = 0;
  for (guint s = 0; s < results->n_structures; s++)
    arms += cd_option_own_terms(results) ? 2 : 1;
  assert_true(cd_runs_csv(results, gather, runs));
  assert_int_equal(rows_of(csv), 1 + arms * results->n_values);
  assert_int_equal(rows_of(differences), 1 + results->n_comparisons * results->n_values);
  assert_int_equal(rows_of(runs->str), 1 + REPLICATES * CD_LUCKS * arms);
  assert_true(g_str_has_prefix(runs->str, "replicate,luck,structure,terms,cost-annual,"));
  assert_non_null(strstr(runs->str, "\r\n20,2,"));
  assert_false(cd_runs_csv(results, refuse_piece, NULL));
}

static int column_of(char **heads, const char *name)
{
  for (int i = 0; heads[i]; i++)
    if (g_str_equal(heads[i], name))
      return i;
  fail_msg("no column %s", name);
  return -1;
}

/* Whoever takes up single runs can check that what payers pay is the cost. */
static void payers_of_single_runs_add_up(void **state)
{
  const CdResults *results = *state;
  g_autoptr(GString) runs = g_string_new(NULL);
  cd_runs_csv(results, gather, runs);
  g_auto(GStrv) lines = g_strsplit(runs->str, "\r\n", -1);
  g_auto(GStrv) heads = g_strsplit(lines[0], ",", -1);
  int total = column_of(heads, "cost-annual");
  guint payers = 0;
  for (char **line = lines + 1; **line; line++) {
    g_auto(GStrv) cell = g_strsplit(*line, ",", -1);
    double sum = 0;
    for (guint i = 0; heads[i]; i++)
      if (g_str_has_prefix(heads[i], "cost-annual[")) {
        sum += g_ascii_strtod(cell[i], NULL);
        payers++;
      }
    assert_true(fabs(sum - g_ascii_strtod(cell[total], NULL)) < 0.01);
  }
  assert_true(payers > 0);
  assert_non_null(strstr(lines[0], ",cost-by-population["));
  assert_non_null(strstr(lines[0], ",cost-horizon["));
}

static void single_runs_average_to_the_mean(void **state)
{
  const CdResults *results = *state;
  g_autoptr(GString) runs = g_string_new(NULL);
  cd_runs_csv(results, gather, runs);
  g_auto(GStrv) lines = g_strsplit(runs->str, "\r\n", -1);
  double sum = 0;
  guint n = 0;
  for (char **line = lines + 1; **line; line++) {
    g_auto(GStrv) cell = g_strsplit(*line, ",", -1);
    if (!g_str_equal(cell[2], "joint") || !g_str_equal(cell[3], "common"))
      continue;
    sum += g_ascii_strtod(cell[4], NULL);
    n++;
  }
  assert_int_equal(n, REPLICATES * CD_LUCKS);
  double mean =
      cd_option_total(results, (guint)cd_scenario_concordat(results->scenario, 0)->joint, CD_METRIC_COST_ANNUAL)->mean;
  assert_true(fabs(sum / n - mean) < 1e-6 * mean);
}

static void a_difference_turned_round_mirrors(void **state)
{
  const CdResults *results = *state;
  CdFinding there, back;
  guint value = cd_total_at(results, CD_METRIC_COST_ANNUAL);
  assert_true(cd_finding_make(results, 0, 1, value, &there));
  assert_true(cd_finding_make(results, 1, 0, value, &back));
  assert_false(cd_finding_make(results, 1, 1, value, &back));
  assert_true(there.value.d.mean == -back.value.d.mean);
  assert_true(there.value.d.low == -back.value.d.high && there.value.d.p5 == -back.value.d.p95);
  assert_true(there.value.q == back.value.q_down && there.value.direction == -back.value.direction);
  double mean = cd_option_total(results, 0, CD_METRIC_COST_ANNUAL)->mean -
                cd_option_total(results, 1, CD_METRIC_COST_ANNUAL)->mean;
  assert_true(fabs(there.value.d.mean - mean) < 1e-6 * fabs(mean) + 1e-6);
}

static void shares_of_assumptions_change_sides(void **state)
{
  (void)state;
  CdDifference it = {.d = {.mean = 3, .low = 2, .high = 5, .p5 = -1, .p95 = 8, .sd = 2, .n = 9},
                     .q = 0.7,
                     .q_down = 0.1,
                     .q_low = 0.6,
                     .q_high = 0.8,
                     .direction = 1};
  CdDifference turned = cd_difference_turned(&it);
  assert_true(turned.d.mean == -3 && turned.d.low == -5 && turned.d.high == -2 && turned.d.p5 == -8 && turned.d.p95 == 1);
  assert_true(turned.q == 0.1 && turned.q_down == 0.7 && turned.direction == -1 && turned.q_low == 0.6 &&
              turned.q_high == 0.8);
  assert_true(turned.d.sd == 2 && turned.d.n == 9);
}

/* Of one metric over the options, in JSON: how often it stands in the text. */
static guint times(const char *text, const char *part)
{
  guint n = 0;
  for (; (text = strstr(text, part)); text++)
    n++;
  return n;
}

static void one_option_s_own_terms_show_every_option_s_own_arm(void **state)
{
  const CdResults *results = *state;
  assert_true(cd_option_own_terms(results)); /* seven years in place of five for "joint" */
  assert_false(cd_engine_has_own_terms(results->engine, 0));
  g_autofree char *json = cd_report_json(results), *csv = cd_report_csv(results);
  assert_int_equal(times(json, "\"own_terms\": {"), results->n_structures);
  assert_int_equal(times(csv, ",own,cost-annual,total,"), results->n_structures);
}

static void without_own_terms_there_is_one_arm_to_show(void **state)
{
  (void)state;
  static const char *const plain[] = {" length=\"7\"", "", "<negotiation talks-begin=\"2020-07\"/>", "", NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(plain);
  g_autoptr(CdResults) results = run_scenario(scenario);
  guint n = results->n_structures;
  assert_false(cd_option_own_terms(results));
  assert_int_equal(results->n_comparisons, n * (n - 1) / 2);
  g_autofree char *json = cd_report_json(results), *csv = cd_report_csv(results), *html = cd_report_html(results);
  assert_int_equal(times(json, "\"own_terms\": null"), n);
  assert_int_equal(times(csv, ",own,"), 0);
  assert_null(strstr(html, "What the terms change")); /* nothing */
}

/* What the partners decide stands behind the structures: under the common terms and under what they agreed on. */
static void talks_alone_give_terms_of_their_own(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run(" length=\"7\"", "");
  assert_int_equal(results->n_structures, 4);
  assert_true(cd_engine_decides(results->engine) && cd_option_own_terms(results));
  for (guint s = 0; s < 3; s++)
    assert_false(cd_engine_has_own_terms(results->engine, s));
  assert_true(cd_engine_has_own_terms(results->engine, 3));
  g_autofree char *csv = cd_report_csv(results);
  assert_int_equal(times(csv, ",own,cost-annual,total,"), 4);
}

static void verdicts_are_worded(void **state)
{
  (void)state;
  const CdMetric *cost = cd_metric(CD_METRIC_COST_ANNUAL), *delay = cd_metric(CD_METRIC_START_DELAY);
  CdDifference it = {.d = {.mean = -1}, .q = 0.01, .q_down = 0.97, .direction = -1, .verdict = CD_VERDICT_CLEAR};
  shows(cd_finding_verdict(cost, &it), "clear: less under 97% of the assumptions tried");
  shows(cd_finding_note(cost, &it), "clear, 97%");
  it.verdict = CD_VERDICT_LEANING;
  it.q_low = 0.9499; /* leaning, and so told as less than 95% */
  shows(cd_finding_verdict(delay, &it), "leaning: sooner under 97% of the assumptions tried (94% at least)");
  shows(cd_finding_note(delay, &it), "leaning, 97% (94% at least)");
  it = (CdDifference){.q = 0.32, .q_down = 0.08, .direction = 1, .verdict = CD_VERDICT_DEPENDS};
  shows(cd_finding_verdict(cost, &it), "depends on assumptions: about the same under 60% of the assumptions "
                                       "tried, more under 32%, less under 8%");
  it = (CdDifference){.verdict = CD_VERDICT_CANNOT_TELL, .q_high = 0.071, .more = 300};
  shows(cd_finding_verdict(cost, &it),
        "cannot tell yet: about the same under 100% of the assumptions tried so far (different "
        "under 8% at most); about "
        "300 more replicates would tell");
  it = (CdDifference){.d.n = 100,
                      .q_down = 0.7,
                      .direction = -1,
                      .q_low = 0.5,
                      .q_high = 0.804,
                      .verdict = CD_VERDICT_CANNOT_TELL,
                      .more = 300};
  shows(cd_finding_verdict(cost, &it), "cannot tell yet: less under 70% of the assumptions tried so far (81% at most); "
                                       "about 300 more replicates would tell");
  it.q_down = 0.84;
  it.q_low = 0.72;
  shows(cd_finding_verdict(cost, &it), "cannot tell yet: less under 84% of the assumptions tried so far (72% at "
                                       "least); about 300 more replicates would tell");
  it.more = 2000; /* more than ten times as many as were run: nobody is asked for them */
  shows(cd_finding_verdict(cost, &it), "cannot tell yet: less under 84% of the assumptions tried (72% at least), on a "
                                       "border that more replicates hardly move");
  shows(cd_finding_note(cost, &it), "cannot tell: 84% (72% at least), on a border that more replicates hardly move");
  it.verdict = CD_VERDICT_NONE;
  shows(cd_finding_verdict(cost, &it), "no difference that matters");
  shows(cd_finding_range(cost, -248000, -175000), "£175k to £248k less");
  shows(cd_finding_range(cost, -76800, 253000), "£76.8k less to £253k more");
  shows(cd_finding_range(cost, 32100, 104000), "£32.1k to £104k more");
}

/* The minimal scenario has no criminal-justice clients, so nobody's dedicated team to keep or lose. */
static void what_is_not_defined_is_called_so_and_not_listed(void **state)
{
  CdResults *results = *state;
  CdFinding finding;
  guint joint = (guint)cd_scenario_concordat(results->scenario, 0)->joint;
  guint apart = (guint)cd_scenario_concordat(results->scenario, 0)->apart;
  assert_true(cd_finding_make(results, joint, apart, cd_total_at(results, CD_METRIC_CJ_TEAM), &finding));
  assert_int_equal(finding.value.d.n, 0);
  assert_int_equal(finding.value.verdict, CD_VERDICT_UNDEFINED);
  shows(cd_finding_verdict(finding.metric, &finding.value), "not defined");
  shows(cd_finding_note(finding.metric, &finding.value), "not defined");
  CdFindingGroup group[CD_FINDING_GROUPS];
  cd_finding_groups(results, joint, apart, group);
  guint listed = 0;
  for (guint g = 0; g < CD_FINDING_GROUPS; g++) {
    g_autofree char *effects = group[g].effects;
    listed += effects != NULL;
    assert_true(!effects || (!strstr(effects, "riminal-justice team") && !strstr(effects, "()")));
  }
  assert_true(listed > 0);
  g_autofree char *json = cd_report_json(results), *text = cd_report_text(results, 100, false);
  assert_non_null(strstr(json, "\"verdict\": \"not defined\", \"more\": 0"));
  assert_null(strstr(text, "()"));
}

static void the_summary_keeps_to_its_width(void **state)
{
  static const guint widths[] = {60, 80, 100, 200};
  for (guint w = 0; w < G_N_ELEMENTS(widths); w++) {
    g_autofree char *text = cd_report_text(*state, widths[w], false);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
      if (strchr(*line, ' ') && cd_text_columns(*line) > widths[w])
        fail_msg("%u columns: %s", cd_text_columns(*line), *line);
    assert_null(strchr(text, '\033'));
  }
  g_autofree char *colored = cd_report_text(*state, 100, true);
  assert_non_null(strstr(colored, "\033[1m"));
}

static void the_summary_keeps_interval_and_spread_apart(void **state)
{
  g_autofree char *text = cd_report_text(*state, 100, false);
  static const char *const said[] = {"95% interval of the mean",
                                     "spread: 90% of single runs",
                                     "verdict on that",
                                     "of it scale",
                                     "First choice, own / model's beliefs",
                                     "Together or apart?",
                                     "Seed 1, 20 replicates"};
  for (guint i = 0; i < G_N_ELEMENTS(said); i++)
    assert_non_null(strstr(text, said[i]));
}

static void options_that_are_one_are_not_compared(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run("joint=\"joint\" apart=\"apart\"", "joint=\"bau\" apart=\"bau\"");
  g_autofree char *text = cd_report_text(results, 100, false), *html = cd_report_html(results);
  assert_non_null(strstr(text, "There is nothing to compare"));
  assert_non_null(strstr(html, "There is nothing to compare"));
}

static void first_choices_are_among_what_can_be_chosen(void **state)
{
  const CdResults *results = *state;
  g_autofree char *wide = cd_report_text(results, 160, false), *narrow = cd_report_text(results, 60, false);
  assert_int_equal(results->n_structures, results->n_forced + 1);
  assert_non_null(strstr(wide, "is none: as-decided)"));
  assert_int_equal(times(narrow, "First choice,"), results->n_forced); /* a block of one option each */
  assert_null(strstr(narrow, "is none:"));
}

/* --- the page --- */

/* The section of this id, without what follows. The caller frees. */
static char *section_of(const char *html, const char *id)
{
  g_autofree char *open = g_strdup_printf("<section id=\"%s\">", id);
  const char *begin = strstr(html, open), *end = begin ? strstr(begin, "</section>") : NULL;
  assert_non_null(end);
  return g_strndup(begin, (gsize)(end - begin));
}

static void tables_have_no_heading_without_rows(void **state)
{
  g_autofree char *html = cd_report_html(*state);
  const char *end = "</th>\n";
  for (const char *at = strstr(html, "<tbody><tr class=\"group\">"); at;
       at = strstr(at, "<tbody><tr class=\"group\">")) {
    at = strstr(at, end) + strlen(end);
    if (!g_str_has_prefix(at, "<tr><th scope=\"row\">"))
      fail_msg("no row: %.80s", at);
  }
}

static void what_does_not_add_up_is_explained(void **state)
{
  g_autofree char *html = cd_report_html(*state), *options = section_of(html, "options"),
                  *areas = section_of(html, "authorities");
  const char *both[] = {options, areas};
  for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
    const char *row = strstr(both[i], "<tr><th scope=\"row\">Unplanned exits</th>"), *next = strstr(row + 1, "<tr>");
    assert_true(g_str_has_prefix(next, "<tr><th scope=\"row\">Unplanned exits on transfer"));
    assert_non_null(strstr(both[i], "leave out those on transfer between areas"));
    assert_non_null(strstr(both[i], "losing access to it may shorten the way"));
  }
  assert_non_null(strstr(areas, "together these are more than the total"));
}

static void what_partners_decide_has_dates_of_its_own(void **state)
{
  static const char *const alone[] = {"<negotiation talks-begin=\"2020-07\"/>", "", NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(alone);
  g_autoptr(CdResults) untalked = run_scenario(scenario);
  g_autoptr(CdResults) late = run("talks-begin=\"2020-07\"", "talks-begin=\"2021-03\"");
  g_autofree char *html = cd_report_html(*state), *timetable = section_of(html, "timetable"),
                  *html_late = cd_report_html(late), *timetable_late = section_of(html_late, "timetable"),
                  *html_alone = cd_report_html(untalked), *timetable_alone = section_of(html_alone, "timetable");
  assert_non_null(strstr(timetable, "which begin in July 2020; the other options are decided in January 2021"));
  assert_non_null(strstr(timetable, "may start preparing sooner or later than they do"));
  assert_non_null(strstr(timetable_late, "which begin in March 2021; the other options are decided in January 2021"));
  assert_non_null(strstr(timetable_late, "may start preparing later than they do"));
  assert_null(strstr(timetable_alone, "talks"));
}

/* The cells of a row whose head ends in HEAD, up to the next row or the end of the table. */
static char *row_of(const char *section, const char *head)
{
  g_autofree char *close = g_strdup_printf("%s</th>", head);
  const char *begin = strstr(section, close);
  if (!begin)
    fail_msg("no row “%s”", head);
  const char *next = strstr(begin, "<tr"), *end = strstr(begin, "</table>");
  return g_strndup(begin, (gsize)((next && next < end ? next : end) - begin));
}

static void the_timetable_is_told_stage_by_stage(void **state)
{
  const CdResults *results = *state;
  g_autofree char *html = cd_report_html(results), *timetable = section_of(html, "timetable");
  g_autofree char *decided = row_of(timetable, "Decided");
  assert_non_null(strstr(decided, "Jan 2021"));
  assert_non_null(strstr(decided, "mean end of the talks"));
  g_autofree char *ended = cd_figure_month_brief(cd_option_decided(results, results->n_forced));
  assert_true(cd_option_decided(results, results->n_forced) == 12 * 2020 + 6 + results->accord->months);
  assert_non_null(strstr(decided, ended));
  g_autofree char *row = row_of(timetable, "Bids, choice or negotiation");
  for (guint s = 0; s < results->n_structures; s++) {
    const CdSummary *tender = cd_option_total(results, s, CD_METRIC_STAGE_TENDER);
    g_autofree char *mean = cd_figure(CD_FIGURE_TIME, tender->mean),
                    *spread = cd_figure_range(CD_FIGURE_TIME, tender->p5, tender->p95, false);
    assert_non_null(strstr(row, mean));
    assert_non_null(strstr(row, spread));
  }
}

static void the_critical_path_is_named(void **state)
{
  static const struct {
    const char *row;
    CdMetricKind metric;
    CdScope scope;
    guint at;
  } known[] = {
      {"It starts when planned", CD_METRIC_ON_TIME, CD_TOTAL, 0},
      {"Waiting for co-commissioners", CD_METRIC_CRITICAL_FUNDERS, CD_TOTAL, 0},
      {"Mobilisation", CD_METRIC_CRITICAL_MOBILISATION, CD_TOTAL, 0},
      {"Westham Council", CD_METRIC_LAST_DECISION, CD_BY_COUNCIL, 1},
      {"police", CD_METRIC_LAST_DECISION, CD_BY_FUNDER, 0},
  };
  const CdResults *results = *state;
  g_autofree char *html = cd_report_html(results), *timetable = section_of(html, "timetable");
  const char *table = strstr(timetable, "The critical path");
  assert_non_null(table);
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autofree char *row = row_of(table, known[i].row);
    guint value = cd_metric_at(results->layout, known[i].metric, known[i].scope, known[i].at);
    for (guint s = 0; s < results->n_structures; s++) {
      g_autofree char *share = cd_figure_share_of(cd_option_summary(results, s, value)->mean);
      assert_non_null(strstr(row, share));
    }
  }
}

static void routes_are_told_with_their_need_of_a_legal_check(void **state)
{
  g_autofree char *html = cd_report_html(*state), *market = section_of(html, "market");
  assert_non_null(strstr(market, "A tender open to everybody, as the law of the month of its notice has it."));
  assert_non_null(strstr(market, "Awarded without a competition"));
  assert_non_null(strstr(market, "needs a legal check"));
  static const char *const plain[] = {"<procurement/>", "", NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(plain);
  g_autoptr(CdResults) whole = run_scenario(scenario);
  g_autofree char *without = cd_report_html(whole), *timetable = section_of(without, "timetable");
  assert_null(strstr(without, "How each contract is to be awarded"));
  assert_non_null(strstr(timetable, "are not told apart"));
}

static void the_policy_names_the_style_sheet(void **state)
{
  g_autofree char *html = cd_report_html(*state);
  const char *from = strstr(html, "<style>") + strlen("<style>"), *to = strstr(from, "</style>");
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_checksum_update(checksum, (const guchar *)from, to - from);
  g_checksum_get_digest(checksum, digest, &length);
  g_autofree char *hash = g_base64_encode(digest, length);
  g_autofree char *policy = g_strdup_printf("content=\"default-src 'none'; style-src 'sha256-%s';", hash);
  assert_non_null(strstr(html, policy));
  *strstr(html, "</main>") = '\0'; /* the script behind it speaks of styles and sources */
  assert_null(strstr(html, "style="));
  assert_null(strstr(html, " src="));
}

static void the_border_is_told_of_one_who_lives_there(void **state)
{
  const CdResults *results = *state;
  g_autofree char *html = cd_report_html(results);
  const char *path = strstr(html, "One who lives at the border of "), *list = path ? strstr(path, "<ul>") : NULL;
  assert_non_null(list);
  assert_true(strstr(path, ", in riverside, the locality of Westham ") <
              list); /* of West's two, the one of whom anybody is seen across */
  guint joint = (guint)cd_scenario_concordat(results->scenario, 0)->joint;
  const CdSummary *travel =
      cd_option_summary(results, joint, cd_metric_at(results->layout, CD_METRIC_LOCALITY_TRAVEL, CD_BY_LOCALITY, 0));
  g_autofree char *minutes = cd_figure(CD_FIGURE_TIME, travel->mean),
                  *way = g_strdup_printf("the way to the hub used takes %s minutes. ", minutes),
                  *head = g_strdup_printf("<li>“%s”: ", cd_option_label(results, joint));
  const char *told = strstr(list, head), *end = told ? strstr(told, "</li>") : NULL;
  assert_true(end && strstr(told, way) && strstr(told, way) < end);
  assert_null(strstr(list, "One who lives at the border of ")); /* nobody from the East is seen across */
}

/* Who comes from one side has a way of its own: of quayside's clients 0.4 go 33 minutes and 0.6 go 11, 19.8 in the mean. */
static void either_side_of_a_border_is_told(void **state)
{
  (void)state;
  g_autoptr(CdResults) results =
      run("<border id=\"river\"",
          "<locality id=\"quayside\" area=\"east\" client-share=\"1\" best-hub=\"west-hub\" best-across=\"0.4\" "
          "source=\"made-up\" grade=\"D\"><travel id=\"to-west\" hub=\"west-hub\" minutes=\"33\"/>"
          "<travel id=\"to-east\" hub=\"east-hub\" minutes=\"11\"/></locality><border id=\"river\"");
  assert_non_null(results);
  g_autofree char *html = cd_report_html(results);
  const char *east = strstr(html, ", in quayside, the locality of Eastham "),
             *west = east ? strstr(east, ", in riverside, the locality of Westham ") : NULL;
  assert_non_null(west);
  guint joint = (guint)cd_scenario_concordat(results->scenario, 0)->joint;
  g_autofree char *head = g_strdup_printf("<li>“%s”: 40%% of those who live there", cd_option_label(results, joint));
  const char *told = strstr(east, head), *way = told ? strstr(told, "hub used takes 19.8 minutes. ") : NULL;
  assert_true(way && way < strstr(told, "</li>") && way < west);
  assert_null(strstr(west, "One who lives at the border of ")); /* each once */
}

static void the_page_has_its_sections_in_order(void **state)
{
  static const char *const ids[] = {"decision",    "answer",    "changes", "options",     "terms",
                                    "authorities", "scale",     "border",  "partners",    "talks",
                                    "market",      "timetable", "money",   "assumptions", "reproduce"};
  g_autofree char *html = cd_report_html(*state);
  const char *at = strstr(html, "<main");
  assert_true(g_str_has_prefix(html, "<!DOCTYPE html>\n<html lang=\"en-GB\" data-charts=\""));
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    g_autofree char *section = g_strdup_printf("<section id=\"%s\">\n<h2>", ids[i]);
    g_autofree char *link = g_strdup_printf("<a href=\"#%s\">", ids[i]);
    at = strstr(at, section);
    assert_non_null(at);
    assert_non_null(strstr(html, link));
  }
  assert_true(strlen(html) < 1500000);
}

static void every_assumption_is_listed(void **state)
{
  const CdResults *results = *state;
  g_autofree char *html = cd_report_html(results);
  g_autoptr(GPtrArray) all = cd_assumptions(results->scenario);
  assert_true(all->len > 100);
  for (guint i = 0; i < all->len; i++) {
    const CdAssumption *it = g_ptr_array_index(all, i);
    g_autofree char *head = g_strdup_printf("<th scope=\"row\">%s</th>", it->path);
    assert_non_null(strstr(html, head));
  }
  assert_non_null(
      strstr(html, "<th scope=\"row\">area[west]/adults-in-treatment</th><td>1,300 to 2,300, most likely 1,600</td>"));
  /* A default of grade A, one of B, what contracts state and what they leave open. */
  assert_non_null(strstr(html, "<th scope=\"row\">calendar/procurement-months</th>"));
  assert_non_null(strstr(html, "<th scope=\"row\">delivery/death-ratio-out</th>"));
  assert_non_null(strstr(html, "<th scope=\"row\">structure[joint]/contract[all]/length</th><td>7</td>"));
  assert_null(strstr(html, "structure[joint]/contract[all]/localisation"));
  assert_non_null(strstr(html, "<span class=\"weak\">D assumption</span>"));
  assert_non_null(strstr(html, "<a href=\"https://example.org/\">Invented for tests</a>"));
}

static void hostile_labels_stay_labels(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run("label=\"Eastham Council\"", "label=\"" HOSTILE "\"");
  const CdSpecHead *head = cd_scenario_row(results->scenario, CD_ENTITY_COUNCIL, 0);
  assert_non_null(strstr(head->label, "<script>"));
  g_autofree char *html = cd_report_html(results), *json = cd_report_json(results),
                  *text = cd_report_text(results, 100, false);
  assert_non_null(strstr(html, "=cmd|&#39; /C calc&#39;!A0 &quot;q&quot; \\x &amp; &lt;/style&gt;"));
  assert_null(strstr(html, "<script>alert"));
  assert_true(strstr(html, "</style>") == g_strrstr(html, "</style>"));
  assert_null(strstr(json, "<script"));
  assert_true(is_json(json));
  assert_null(strstr(text, "\u202e"));
  assert_null(strstr(text, "\xc2\x9b"));
}

static void hostile_options_stay_options(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run("label=\"Together\"", "label=\"" HOSTILE "\"");
  g_autofree char *html = cd_report_html(results), *json = cd_report_json(results),
                  *text = cd_report_text(results, 100, false);
  assert_null(strstr(html, "<script>alert"));
  assert_true(strstr(html, "</style>") == g_strrstr(html, "</style>"));
  assert_true(is_json(json));
  assert_null(strstr(text, "\u202e"));
}

static void only_web_addresses_become_links(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run("href=\"https://example.org/\"", "href=\"javascript:alert(1)\"");
  g_autofree char *html = cd_report_html(results);
  assert_null(strstr(html, "javascript:"));
  assert_non_null(strstr(html, "Invented for tests"));
}

static void distributions_are_told_in_words(void **state)
{
  (void)state;
  static const struct {
    const char *text, *words;
  } cases[] = {{"0.5", "0.5"},
               {"triangular(1300, 1600, 2300)", "1,300 to 2,300, most likely 1,600"},
               {"uniform(0, 0.15)", "0 to 0.15, all alike"},
               {"normal(5, 1.5)", "normal, mean 5, sd 1.5"},
               {"lognormal(100, 0.2)", "lognormal, median 100, sigma 0.2"},
               {"beta(2, 3, 0, 1)", "beta(2, 3) from 0 to 1"},
               {"discrete(1:0.25, 2:0.75)", "1 (25%), 2 (75%)"}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    CdDist dist;
    CdValueProblem problem;
    assert_true(cd_dist_parse(cases[i].text, 0, 1e6, &dist, &problem));
    shows(cd_dist_words(&dist), cases[i].words);
  }
}

/* --- the folder --- */

typedef struct {
  CdResults *results;
  char *parent, *folder;
} Place;

static int make_place(void **state)
{
  Place *place = g_new0(Place, 1);
  place->results = run(NULL, NULL);
  place->parent = g_dir_make_tmp("report-XXXXXX", NULL);
  place->folder = g_build_filename(place->parent, "out", NULL);
  *state = place;
  return 0;
}

static void remove_all(const char *path)
{
  g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    remove_all(child);
  }
  g_remove(path);
}

static int remove_place(void **state)
{
  Place *place = *state;
  remove_all(place->parent);
  cd_results_free(place->results);
  g_free(place->parent);
  g_free(place->folder);
  g_free(place);
  return 0;
}

static guint entries(const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  guint n = 0;
  while (g_dir_read_name(dir))
    n++;
  return n;
}

static char *contents(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  char *text = NULL;
  return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

static void put_file(const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void writes(const Place *place)
{
  g_autoptr(GError) error = NULL;
  if (!cd_report_write(place->results, place->folder, &error))
    fail_msg("%s", error->message);
}

/* Refused with WORDS in the message, both when asked and when tried, with nothing left beside. */
static void refused(const Place *place, const char *folder, const char *words)
{
  guint before = entries(place->parent);
  g_autoptr(GError) error = NULL, asked = NULL;
  assert_false(cd_report_check(place->results->scenario, folder, &asked));
  assert_false(cd_report_write(place->results, folder, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO) && g_error_matches(asked, CD_ERROR, CD_ERROR_IO));
  if (!strstr(error->message, words))
    fail_msg("%s", error->message);
  assert_int_equal(entries(place->parent), before);
}

static void the_folder_holds_what_the_reports_say(void **state)
{
  const Place *place = *state;
  writes(place);
  assert_int_equal(entries(place->folder), FILES);
  assert_int_equal(entries(place->parent), 1);
  g_autofree char *json = contents(place->folder, "results.json"), *expected = cd_report_json(place->results);
  g_autofree char *manifest = contents(place->folder, "manifest.json"), *xml = contents(place->folder, "scenario.xml");
  assert_string_equal(json, expected);
  assert_true(is_json(manifest));
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) again = cd_scenario_read_text(xml, strlen(xml), "scenario.xml", NULL, NULL, &error);
  assert_non_null(again);
}

static void a_run_of_another_scenario_is_left_alone(void **state)
{
  const Place *place = *state;
  writes(place);
  put_file(place->folder, "manifest.json",
           "{\"made_by\": \"concordat\", \"scenario\": \"elsewhere\", \"files\": [\"report.html\"]}");
  refused(place, place->folder, "holds \"report.html\" of the scenario \"elsewhere\"");
  put_file(place->folder, "manifest.json", "{\"made_by\": \"concordat\", \"scenario\": 1, \"files\": []}");
  refused(place, place->folder, "is not a folder of results");
  assert_int_equal(entries(place->folder), FILES);
}

static void its_own_folder_is_replaced(void **state)
{
  const Place *place = *state;
  writes(place);
  put_file(place->folder, "results.csv", "old");
  writes(place);
  g_autofree char *csv = contents(place->folder, "results.csv");
  assert_true(g_str_has_prefix(csv, "structure,"));
  assert_int_equal(entries(place->folder), FILES);
  assert_int_equal(entries(place->parent), 1);
}

static void an_empty_folder_is_filled(void **state)
{
  const Place *place = *state;
  assert_int_equal(g_mkdir(place->folder, 0755), 0);
  writes(place);
  assert_int_equal(entries(place->folder), FILES);
}

static void folders_on_the_way_are_made(void **state)
{
  Place *place = *state;
  g_free(place->folder);
  place->folder = g_build_filename(place->parent, "a", "b", "c", NULL);
  writes(place);
  assert_int_equal(entries(place->folder), FILES);
}

static void to_ask_leaves_nothing_behind(void **state)
{
  const Place *place = *state;
  g_autofree char *deep = g_build_filename(place->parent, "a", "b", "c", NULL);
  g_autofree char *half = g_build_filename(place->parent, "a", NULL);
  assert_true(cd_report_check(place->results->scenario, deep, NULL));
  assert_int_equal(entries(place->parent), 0);
  assert_int_equal(g_mkdir(half, 0755), 0); /* what was there stays */
  assert_true(cd_report_check(place->results->scenario, deep, NULL));
  assert_int_equal(entries(place->parent), 1);
  assert_int_equal(entries(half), 0);
}

static void a_stranger_s_folder_is_left_alone(void **state)
{
  const Place *place = *state;
  assert_int_equal(g_mkdir(place->folder, 0755), 0);
  put_file(place->folder, "thesis.txt", "years of work");
  refused(place, place->folder, "is not a folder of results");
  put_file(place->folder, "manifest.json", "{\"made_by\": \"somebody else\"}");
  refused(place, place->folder, "is not a folder of results");
  g_autofree char *thesis = contents(place->folder, "thesis.txt");
  assert_string_equal(thesis, "years of work");
}

static void a_stranger_s_file_among_ours_is_left_alone(void **state)
{
  const Place *place = *state;
  writes(place);
  put_file(place->folder, "notes.txt", "mine");
  refused(place, place->folder, "also holds “notes.txt”");
  g_autofree char *notes = contents(place->folder, "notes.txt");
  assert_string_equal(notes, "mine");
}

static void files_and_links_are_left_alone(void **state)
{
  const Place *place = *state;
  put_file(place->parent, "file", "text");
  g_autofree char *file = g_build_filename(place->parent, "file", NULL),
                  *link = g_build_filename(place->parent, "link", NULL);
  g_autofree char *below = g_build_filename(file, "below", NULL);
  assert_int_equal(symlink("elsewhere", link), 0);
  refused(place, file, "is not a folder");
  refused(place, link, "is a symbolic link");
  refused(place, below, "Not a directory");
}

static void a_failed_write_leaves_the_old_results(void **state)
{
  const Place *place = *state;
  writes(place);
  g_autofree char *before = contents(place->folder, "results.json");
  struct rlimit limit, small;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
  small = limit;
  small.rlim_cur = 20000;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  g_autoptr(GError) error = NULL;
  bool written = cd_report_write(place->results, place->folder, &error);
  setrlimit(RLIMIT_FSIZE, &limit);
  assert_false(written);
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
  assert_non_null(strstr(error->message, "report.html"));
  g_autofree char *after = contents(place->folder, "results.json");
  assert_string_equal(before, after);
  assert_int_equal(entries(place->parent), 1);
}

/* --- the registries --- */

static void registries_are_complete_in_every_format(void **state)
{
  (void)state;
  for (int format = CD_FORMAT_TEXT; format <= CD_FORMAT_MARKDOWN; format++) {
    g_autofree char *metrics = cd_registry_metrics((CdFormat)format), *params = cd_registry_params((CdFormat)format);
    for (int m = 0; m < CD_METRIC_COUNT; m++)
      assert_non_null(strstr(metrics, cd_metric((CdMetricKind)m)->id));
    for (int k = 0; k < CD_ENTITY_COUNT; k++)
      for (guint f = 0; f < cd_entity((CdEntityKind)k)->n_fields; f++)
        assert_non_null(strstr(params, cd_entity((CdEntityKind)k)->field[f].name));
    if (format == CD_FORMAT_JSON)
      assert_true(is_json(metrics) && is_json(params));
  }
}

static void names_are_explained(void **state)
{
  (void)state;
  static const struct {
    const char *name, *word;
  } cases[] = {{"places", "people in treatment"},
               {"deaths[city]", "Deaths a year"},
               {"layer-margin", "layer of the yearly cost"},
               {"cost/overhead", "Corporate overhead"},
               {"council[county]/belief-scale", "0 to 0.3"},
               {"e0123", "this id"},
               {"structure[joint]/contract[all]/length", "Length of the contract"}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = cd_registry_explain(cases[i].name);
    assert_non_null(text);
    assert_non_null(strstr(text, cases[i].word));
  }
  assert_null(cd_registry_explain("no-such-thing"));
  shows(cd_registry_closest("deths"), "deaths");
  shows(cd_registry_closest("cost/overhed"), "cost/overhead");
  assert_null(cd_registry_closest("xyzzy"));
  g_autofree char *recharge = cd_registry_perhaps("recharge");
  assert_true(g_str_has_prefix(recharge, "border-recharge, "));
  assert_non_null(strstr(recharge, "recharged"));
  assert_null(cd_registry_perhaps("xyzzy"));
  assert_null(cd_registry_perhaps("-"));
  g_autofree char *cost = cd_registry_perhaps("cost");
  assert_non_null(strstr(cost, " more"));
}

#define TEST(name) cmocka_unit_test(name)
#define PLACED(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(the_json_grammar_bites),
      TEST(numbers_read_back_exactly_and_are_json),
      TEST(digits_are_as_few_as_read_back),
      TEST(what_is_not_finite_is_no_number),
      TEST(figures_have_three_digits_or_so),
      TEST(changes_carry_their_sign),
      TEST(all_and_none_are_told_from_nearly),
      TEST(csv_cells_are_quoted_and_formulas_inert),
      TEST(columns_are_cut_and_filled),
      TEST(wrapped_lines_keep_to_the_width),
      TEST(every_report_shows_the_same_cost),
      TEST(layers_add_up_to_the_yearly_cost),
      TEST(json_is_json_and_has_its_keys),
      TEST(what_is_undefined_is_null_with_n_of_nought),
      TEST(tables_are_tidy),
      TEST(single_runs_average_to_the_mean),
      TEST(payers_of_single_runs_add_up),
      TEST(a_difference_turned_round_mirrors),
      TEST(shares_of_assumptions_change_sides),
      TEST(one_option_s_own_terms_show_every_option_s_own_arm),
      TEST(without_own_terms_there_is_one_arm_to_show),
      TEST(talks_alone_give_terms_of_their_own),
      TEST(verdicts_are_worded),
      TEST(what_is_not_defined_is_called_so_and_not_listed),
      TEST(the_summary_keeps_to_its_width),
      TEST(the_summary_keeps_interval_and_spread_apart),
      TEST(options_that_are_one_are_not_compared),
      TEST(what_partners_decide_has_dates_of_its_own),
      TEST(the_timetable_is_told_stage_by_stage),
      TEST(the_critical_path_is_named),
      TEST(routes_are_told_with_their_need_of_a_legal_check),
      TEST(tables_have_no_heading_without_rows),
      TEST(what_does_not_add_up_is_explained),
      TEST(first_choices_are_among_what_can_be_chosen),
      TEST(the_policy_names_the_style_sheet),
      TEST(the_border_is_told_of_one_who_lives_there),
      TEST(either_side_of_a_border_is_told),
      TEST(the_page_has_its_sections_in_order),
      TEST(every_assumption_is_listed),
      TEST(hostile_labels_stay_labels),
      TEST(hostile_options_stay_options),
      TEST(only_web_addresses_become_links),
      TEST(distributions_are_told_in_words),
      PLACED(the_folder_holds_what_the_reports_say),
      PLACED(a_run_of_another_scenario_is_left_alone),
      PLACED(its_own_folder_is_replaced),
      PLACED(an_empty_folder_is_filled),
      PLACED(folders_on_the_way_are_made),
      PLACED(to_ask_leaves_nothing_behind),
      PLACED(a_stranger_s_folder_is_left_alone),
      PLACED(a_stranger_s_file_among_ours_is_left_alone),
      PLACED(files_and_links_are_left_alone),
      PLACED(a_failed_write_leaves_the_old_results),
      TEST(registries_are_complete_in_every_format),
      TEST(names_are_explained),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
