#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/model/value.h"

#define WIDE 1e12

static double uniform(guint index)
{
  return cd_stream_uniform(cd_stream(77, cd_run_word(0, 0), CD_PURPOSE_INPUT, index), 0, 0);
}

static CdDist parse(const char *text, double low, double high)
{
  CdDist dist;
  CdValueProblem problem;
  if (!cd_dist_parse(text, low, high, &dist, &problem))
    fail_msg("%s: %s at %" G_GSIZE_FORMAT, text, problem.message, problem.offset);
  return dist;
}

static void assert_same(const CdDist *left, const CdDist *right)
{
  assert_int_equal(left->kind, right->kind);
  assert_true(left->a == right->a && left->b == right->b && left->c == right->c && left->d == right->d);
  assert_int_equal(left->n_points, right->n_points);
  for (guint i = 0; i < left->n_points; i++)
    assert_true(left->point[i] == right->point[i] && left->weight[i] == right->weight[i]);
}

/* ---- reading ---- */

typedef struct {
  const char *text;
  CdDistKind kind;
  double number[4];
} Good;

static const Good good[] = {
    {"12.5", CD_DIST_POINT, {12.5}},
    {"-3", CD_DIST_POINT, {-3}},
    {"+0.25", CD_DIST_POINT, {0.25}},
    {".5", CD_DIST_POINT, {0.5}},
    {"5.", CD_DIST_POINT, {5}},
    {"-0", CD_DIST_POINT, {0}},
    {" 0007.0 ", CD_DIST_POINT, {7}},
    {"0.1000000000000000055511151231257827021181583404541015625", CD_DIST_POINT, {0.1}},
    {"triangular(0.82, 0.93, 1)", CD_DIST_TRIANGULAR, {0.82, 0.93, 1}},
    {"triangular(0,0,1)", CD_DIST_TRIANGULAR, {0, 0, 1}},
    {"  triangular( -1 ,\t0\n, 1 ) ", CD_DIST_TRIANGULAR, {-1, 0, 1}},
    {"uniform(3, 10)", CD_DIST_UNIFORM, {3, 10}},
    {"normal(-2.5, 0.125)", CD_DIST_NORMAL, {-2.5, 0.125}},
    {"lognormal(4, 0.7)", CD_DIST_LOGNORMAL, {4, 0.7}},
    {"beta(2, 5, 10, 20)", CD_DIST_BETA, {2, 5, 10, 20}},
};

static void good_texts_are_read(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
    CdDist dist = parse(good[i].text, -WIDE, WIDE);
    const double number[] = {dist.a, dist.b, dist.c, dist.d};
    assert_int_equal(dist.kind, good[i].kind);
    for (guint j = 0; j < 4; j++)
      assert_true(number[j] == good[i].number[j]);
    assert_int_equal(cd_dist_is_uncertain(&dist), good[i].kind != CD_DIST_POINT);
    assert_false(signbit(dist.a) && dist.a == 0);
  }
}

static void discrete_texts_are_read(void **state)
{
  (void)state;
  CdDist dist = parse("discrete(-1:0.25, 0 : 0.5,7.5:0.25)", -5, 10);
  assert_int_equal(dist.kind, CD_DIST_DISCRETE);
  assert_int_equal(dist.n_points, 3);
  assert_true(dist.point[0] == -1 && dist.point[1] == 0 && dist.point[2] == 7.5);
  assert_true(dist.weight[0] == 0.25 && dist.weight[1] == 0.5 && dist.weight[2] == 0.25);
  dist = parse("discrete(1:0.1,2:0.1,3:0.1,4:0.1,5:0.1,6:0.1,7:0.1,8:0.1,9:0.05,10:0.05,11:0.05,12:0.05)", 0, 100);
  assert_int_equal(dist.n_points, CD_DIST_MAX_POINTS);
}

typedef struct {
  const char *text;
  gsize offset;
  const char *message, *hint; /* parts */
} Bad;

/* All read against 0 to 100. */
static const Bad bad[] = {
    {"", 0, "empty", "12.5"},
    {"   ", 0, "empty", "12.5"},
    {"abc", 0, "\"abc\" is not a distribution", "triangular, uniform"},
    {"nan", 0, "\"nan\" is not a number", "finite"},
    {"INF", 0, "\"INF\" is not a number", "finite"},
    {"-INF", 0, "a number should stand here", "digits"},
    {"Infinity", 0, "\"Infinity\" is not a number", "finite"},
    {"+", 0, "a number should stand here", "digits"},
    {".", 0, "a number should stand here", "digits"},
    {"-.", 0, "a number should stand here", "digits"},
    {"--1", 0, "a number should stand here", "digits"},
    {"\302\24350", 0, "a number should stand here", "digits"},
    {"\342\210\2225", 0, "typographic minus", "hyphen"},
    {"1e3", 1, "no exponent", "not 1e6"},
    {"1.5E+1", 3, "no exponent", "not 1e6"},
    {"0x1F", 1, "hexadecimal", "decimal digits"},
    {"12,5", 2, "a comma inside", "12.5 with a point"},
    {"1,000", 1, "a comma inside", "1000 without"},
    {"1 000", 2, "a space inside", "1000, not 1 000"},
    {"1.2.3", 3, "second decimal point", "12.5"},
    {"5%", 1, "per cent", "0.05"},
    {"5 %", 2, "per cent", "0.05"},
    {"5 months", 2, "behind a number", "unit"},
    {"5)", 1, "behind a number", "number alone"},
    {"1:0.5", 1, "colon", "discrete"},
    {"-1", 0, "-1 is outside 0 to 100", ""},
    {"100.5", 0, "100.5 is outside 0 to 100", ""},
    {"triangluar(1, 2, 3)", 0, "\"triangluar\" is not a distribution", "did you mean triangular(low, mode, high)?"},
    {"Triangle(1, 2, 3)", 0, "\"Triangle\"", "did you mean triangular"},
    {"Normal(1, 2)", 0, "\"Normal\"", "did you mean normal(mean, sd)?"},
    {"log-normal(1, 2)", 0, "\"log-normal\"", "did you mean lognormal(median, sigma)?"},
    {"unif(1, 2)", 0, "\"unif\"", "did you mean uniform"},
    {"btea(1, 1, 2, 3)", 0, "\"btea\"", "did you mean beta(a, b, low, high)?"},
    {"discreet(1:1)", 0, "\"discreet\"", "did you mean discrete"},
    {"poisson(3)", 0, "\"poisson\" is not a distribution", "a number, triangular"},
    {"triangular", 10, "needs its bracket", "triangular(low, mode, high)"},
    {"triangular (1, 2, 3)", 10, "needs its bracket", "triangular(low, mode, high)"},
    {"triangular 1, 2, 3", 10, "needs its bracket", "triangular(low, mode, high)"},
    {"triangular()", 11, "a number should stand here", "digits"},
    {"triangular(1, 2)", 15, "triangular takes 3 numbers, here are 2", "triangular(low, mode, high)"},
    {"triangular(1, 2, 3, 4)", 19, "more than the 3 numbers", "point"},
    {"triangular(1,5, 2, 3)", 18, "more than the 3 numbers", "decimals are written with a point"},
    {"triangular(1, 2, 3", 18, "not closed", "triangular(low, mode, high)"},
    {"triangular(1, 2,", 16, "a number is missing", "12.5"},
    {"triangular(1, , 3)", 14, "a number should stand here", "digits"},
    {"triangular(1; 2; 3)", 12, "a semicolon", "triangular(low, mode, high)"},
    {"10-20", 2, "a range is written as a distribution", "write uniform(10, 20), within"},
    {"10 to 20", 3, "a range is written as a distribution", "write uniform(10, 20), within"},
    {"10 \342\200\223 20", 3, "a range is written as a distribution", "write uniform(10, 20), within"},
    {"10-x", 2, "behind a number", "unit"},
    {"triangular(1, 2, 1e1)", 18, "no exponent", "not 1e6"},
    {"triangular(1, 2, 3) x", 20, "behind the closing bracket", "triangular(low, mode, high)"},
    {"triangular(1, 2, 3))", 19, "behind the closing bracket", "triangular(low, mode, high)"},
    {"triangular(3, 2, 4)", 14, "the mode is below low", "low <= mode <= high"},
    {"triangular(1, 5, 4)", 17, "high is below the mode", "low <= mode <= high"},
    {"triangular(2, 2, 2)", 17, "equal", "the number alone: 2"},
    {"triangular(-1, 2, 4)", 11, "-1 is outside 0 to 100", ""},
    {"triangular(1, 2, 400)", 17, "400 is outside 0 to 100", ""},
    {"uniform(5, 2)", 11, "high is below low", "uniform(low, high)"},
    {"uniform(5, 5)", 11, "equal", "the number alone: 5"},
    {"uniform(5, 101)", 11, "101 is outside 0 to 100", ""},
    {"normal(5, 0)", 10, "standard deviation must be above 0", "normal(mean, sd)"},
    {"normal(5, -1)", 10, "standard deviation must be above 0", "normal(mean, sd)"},
    {"normal(500, 1)", 7, "500 is outside 0 to 100", ""},
    {"normal(50, 100000001)", 11, "the standard deviation is more than a million times the range", "uniform(low, high)"},
    {"lognormal(0, 1)", 10, "the median must be above 0", "lognormal(median, sigma)"},
    {"lognormal(2, 0)", 13, "sigma must be above 0", "lognormal(median, sigma)"},
    {"beta(0, 1, 2, 3)", 5, "shape a", "beta(a, b, low, high)"},
    {"beta(1, 1000000, 2, 3)", 8, "shape b", "beta(a, b, low, high)"},
    {"beta(1, 1, 3, 2)", 14, "high is below low", "beta(a, b, low, high)"},
    {"beta(1, 1, 3, 200)", 14, "200 is outside 0 to 100", ""},
    {"discrete(1)", 10, "without its probability", "discrete(value:probability"},
    {"discrete(1, 2)", 10, "without its probability", "discrete(value:probability"},
    {"discrete(1:1)", 9, "two values or more", "number alone"},
    {"discrete(1:0.5, 2:0.4)", 11, "add up to 0.9, not 1", "discrete(value:probability"},
    {"discrete(1:0.5, 2:0.499999)", 11, "add up to 0.999999, not 1", "discrete(value:probability"},
    {"discrete(2:0.5, 1:0.5)", 16, "do not rise", "lowest up"},
    {"discrete(1:0.5, 1:0.5)", 16, "do not rise", "each once"},
    {"discrete(1:0, 2:1)", 11, "above 0", "leave out"},
    {"discrete(1:1.5, 2:-0.5)", 11, "above 0, up to 1", "leave out"},
    {"discrete(1:0.5, 200:0.5)", 16, "200 is outside 0 to 100", ""},
    {"discrete(1:0.5:3)", 14, "a colon", "discrete"},
    {"discrete(1:.1,2:.1,3:.1,4:.1,5:.1,6:.1,7:.1,8:.1,9:.05,10:.05,11:.05,12:.03,13:.02)", 76, "more than 12 values",
     "close"},
};

static void bad_texts_are_explained(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    CdDist dist;
    CdValueProblem problem;
    if (cd_dist_parse(bad[i].text, 0, 100, &dist, &problem))
      fail_msg("\"%s\" was read", bad[i].text);
    if (problem.offset != bad[i].offset || !strstr(problem.message, bad[i].message) || !strstr(problem.hint, bad[i].hint))
      fail_msg("\"%s\" at %" G_GSIZE_FORMAT ": %s; %s", bad[i].text, problem.offset, problem.message, problem.hint);
  }
}

static void too_large_a_number_is_refused(void **state)
{
  (void)state;
  CdDist dist;
  CdValueProblem problem;
  g_autofree char *zeros = g_strnfill(310, '0');
  g_autofree char *large = g_strconcat("1", zeros, NULL), *small = g_strconcat("0.", zeros, "1", NULL);
  assert_false(cd_dist_parse(large, 0, INFINITY, &dist, &problem));
  assert_non_null(strstr(problem.message, "too large"));
  assert_true(cd_dist_parse(small, 0, 1, &dist, &problem));
  assert_true(dist.a == 1e-311);
}

static void ends_of_the_range_are_inside(void **state)
{
  (void)state;
  assert_true(parse("0", 0, 1).a == 0);
  assert_true(parse("1", 0, 1).a == 1);
  parse("uniform(0, 1)", 0, 1);
  parse("normal(1, 3)", 0, 1);
}

static void decimals_advance_only_when_read(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    gsize length; /* 0: refused */
    double value;
  } of[] = {{"12.5 rest", 4, 12.5},
            {"-.25,", 4, -0.25},
            {"7.e5", 2, 7},
            {"0x10", 1, 0},
            {"1e5", 1, 1},
            {"+3", 2, 3},
            {"", 0, 0},
            {" 1", 0, 0},
            {"e5", 0, 0},
            {"-", 0, 0},
            {".", 0, 0},
            {"nan", 0, 0},
            {"inf", 0, 0},
            {"--1", 0, 0},
            {"1.2.3", 3, 1.2},
            {"1,5", 1, 1},
            {"99999999999999999999", 20, 1e20}};
  for (guint i = 0; i < G_N_ELEMENTS(of); i++) {
    const char *at = of[i].text;
    double value = 0;
    assert_int_equal(cd_decimal_parse(&at, &value), of[i].length > 0);
    assert_int_equal(at - of[i].text, of[i].length);
    assert_true(value == of[i].value);
  }
}

/* ---- writing ---- */

static void numbers_are_written_short_and_without_exponent(void **state)
{
  (void)state;
  static const struct {
    double value;
    const char *text;
  } of[] = {{0, "0"},
            {1, "1"},
            {-3, "-3"},
            {0.1, "0.1"},
            {12.5, "12.5"},
            {1e-7, "0.0000001"},
            {100, "100"},
            {1e15, "1000000000000000"},
            {-0.05, "-0.05"},
            {1e22, "10000000000000000000000"},
            {0.1 + 0.2, "0.30000000000000004"},
            {1.0 / 3, "0.3333333333333333"},
            {123456.789, "123456.789"},
            {9007199254740993.0, "9007199254740992"},
            {0x1p-20, "0.00000095367431640625"}};
  for (guint i = 0; i < G_N_ELEMENTS(of); i++) {
    CdDist dist = {.kind = CD_DIST_POINT, .a = of[i].value};
    g_autofree char *text = cd_dist_format(&dist);
    assert_string_equal(text, of[i].text);
  }
}

static void distributions_are_written_in_their_form(void **state)
{
  (void)state;
  static const char *const texts[] = {"0.25",
                                      "triangular(0.82, 0.93, 1)",
                                      "uniform(-3, 10.5)",
                                      "normal(5, 0.000001)",
                                      "lognormal(4, 0.7)",
                                      "beta(2, 5.5, 10, 20)",
                                      "discrete(-1:0.25, 0:0.5, 7.5:0.25)"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    CdDist dist = parse(texts[i], -WIDE, WIDE);
    g_autofree char *text = cd_dist_format(&dist);
    assert_string_equal(text, texts[i]);
  }
  CdDist unset = {.kind = CD_DIST_UNSET};
  g_autofree char *text = cd_dist_format(&unset);
  assert_string_equal(text, "");
}

/* Any finite double: sign, exponent and digits at random. */
static double any_double(guint i)
{
  for (guint lane = 0;; lane += 2) {
    CdStream stream = cd_stream(78, i, CD_PURPOSE_INPUT, 1);
    guint64 bits = (guint64)(cd_stream_uniform(stream, 0, lane) * 0x1p53) << 11 |
                   (guint64)(cd_stream_uniform(stream, 0, lane + 1) * 0x1p11);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value))
      return value;
  }
}

static void numbers_read_back_as_themselves(void **state)
{
  (void)state;
  for (guint i = 0; i < 30000; i++) {
    double value = i % 2 ? any_double(i) : (uniform(i) - 0.3) * pow(10, i % 20);
    CdDist dist = {.kind = CD_DIST_POINT, .a = value};
    g_autofree char *text = cd_dist_format(&dist);
    assert_int_equal(strspn(text, "-.0123456789"), strlen(text));
    assert_true(parse(text, -INFINITY, INFINITY).a == value);
  }
}

static void distributions_read_back_as_themselves(void **state)
{
  (void)state;
  for (guint i = 0; i < 5000; i++) {
    double a = uniform(7 * i) * 1e5, b = a + uniform(7 * i + 1), c = b + uniform(7 * i + 2) * 1e-3,
           w = uniform(7 * i + 3);
    const CdDist of[] = {
        {.kind = CD_DIST_TRIANGULAR, .a = a, .b = b, .c = c},
        {.kind = CD_DIST_UNIFORM, .a = a, .b = b},
        {.kind = CD_DIST_NORMAL, .a = a, .b = w},
        {.kind = CD_DIST_LOGNORMAL, .a = a, .b = w},
        {.kind = CD_DIST_BETA, .a = w + 0.01, .b = 1 / w + 0.01, .c = a, .d = c},
        {.kind = CD_DIST_DISCRETE, .n_points = 3, .point = {a, b, c}, .weight = {w / 2, w / 2, 1 - w}},
    };
    for (guint k = 0; k < G_N_ELEMENTS(of); k++) {
      g_autofree char *text = cd_dist_format(&of[k]);
      CdDist back = parse(text, 0, WIDE);
      assert_same(&back, &of[k]);
    }
  }
}

/* Under a locale whose decimal sign is a comma, where this machine has one. */
static void locale_changes_nothing(void **state)
{
  (void)state;
  static const char *const comma[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "fr_FR.utf8", "nl_NL.UTF-8", "de_DE"};
  const char *found = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(comma) && !found; i++)
    found = setlocale(LC_ALL, comma[i]);
  if (!found)
    skip();
  assert_string_equal(localeconv()->decimal_point, ",");
  numbers_are_written_short_and_without_exponent(state);
  distributions_are_written_in_their_form(state);
  good_texts_are_read(state);
  bad_texts_are_explained(state);
  setlocale(LC_ALL, "C");
}

/* Texts of grammar-like scraps: whatever they are, they are read and written back alike, or explained. */
static void scraps_are_read_alike_or_explained(void **state)
{
  (void)state;
  static const char *const scraps[] = {"triangular",
                                       "uniform",
                                       "normal",
                                       "lognormal",
                                       "beta",
                                       "discrete",
                                       "(",
                                       ")",
                                       ",",
                                       ":",
                                       "1",
                                       "2",
                                       "3.5",
                                       "0.5",
                                       "-",
                                       ".",
                                       " ",
                                       "e",
                                       "x",
                                       "%",
                                       "\303\251",
                                       "\377",
                                       "9999999999999999999",
                                       "inf"};
  guint read = 0;
  for (guint i = 0; i < 200000; i++) {
    CdStream stream = cd_stream(79, i, CD_PURPOSE_INPUT, 1);
    GString *text = g_string_new(NULL);
    guint n = 1 + (guint)(7 * cd_stream_uniform(stream, 0, 0));
    for (guint j = 1; j <= n; j++)
      g_string_append(text, scraps[(guint)(G_N_ELEMENTS(scraps) * cd_stream_uniform(stream, 0, j))]);
    CdDist dist;
    CdValueProblem problem;
    if (cd_dist_parse(text->str, -WIDE, WIDE, &dist, &problem)) {
      g_autofree char *written = cd_dist_format(&dist);
      CdDist back = parse(written, -WIDE, WIDE);
      assert_same(&back, &dist);
      read++;
    } else {
      assert_true(problem.offset <= text->len);
      assert_true(*problem.message && (*problem.hint || strstr(problem.message, " is outside ")));
      assert_true(g_utf8_validate(problem.message, -1, NULL) && g_utf8_validate(problem.hint, -1, NULL));
    }
    g_string_free(text, TRUE);
  }
  assert_in_range(read, 5000, 100000);
}

/* ---- quantiles ---- */

static double quantile(const char *text, double u, double low, double high)
{
  CdDist dist = parse(text, low, high);
  return cd_dist_quantile(&dist, u, low, high);
}

#define assert_within(x, y, slack) assert_true(fabs((x) - (y)) <= (slack))
#define assert_near(x, y) assert_within(x, y, 1e-12 * MAX(1, fabs(y)))

static void quantiles_are_the_closed_forms(void **state)
{
  (void)state;
  for (guint i = 1; i < 200; i++) {
    double u = i / 200.0;
    assert_near(quantile("7.5", u, 0, 10), 7.5);
    assert_near(quantile("uniform(3, 10)", u, 0, 10), 3 + 7 * u);
    /* symmetric: the sum of two uniforms */
    assert_near(quantile("triangular(0, 1, 2)", u, 0, 10), u < 0.5 ? sqrt(2 * u) : 2 - sqrt(2 * (1 - u)));
    assert_near(quantile("triangular(2, 2, 6)", u, 0, 10), 6 - 4 * sqrt(1 - u));
    assert_near(quantile("triangular(2, 6, 6)", u, 0, 10), 2 + 4 * sqrt(u));
    assert_near(quantile("normal(1, 2)", u, -1000, 1000), 1 + 2 * gsl_cdf_ugaussian_Pinv(u));
    /* half a normal */
    assert_near(quantile("normal(0, 2)", u, 0, 1000), 2 * gsl_cdf_ugaussian_Pinv((1 + u) / 2));
    assert_near(quantile("lognormal(3, 0.5)", u, 0, 1e9), 3 * exp(0.5 * gsl_cdf_ugaussian_Pinv(u)));
    assert_near(quantile("lognormal(3, 0.5)", u, 3, 1e9), 3 * exp(0.5 * gsl_cdf_ugaussian_Pinv((1 + u) / 2)));
    assert_near(quantile("lognormal(3, 0.5)", u, 0, 3), 3 * exp(0.5 * gsl_cdf_ugaussian_Pinv(u / 2)));
    assert_near(quantile("lognormal(3, 0.5)", u, 0, 6),
                3 * exp(0.5 * gsl_cdf_ugaussian_Pinv(u * gsl_cdf_ugaussian_P(log(2) / 0.5))));
    assert_near(quantile("beta(1, 1, 2, 4)", u, 0, 10), 2 + 2 * u);
    assert_near(quantile("beta(3, 1, 0, 1)", u, 0, 10), cbrt(u));
    assert_near(quantile("beta(1, 4, 0, 10)", u, 0, 10), 10 * (1 - pow(1 - u, 0.25)));
    assert_near(quantile("beta(0.5, 0.5, 0, 1)", u, 0, 10), pow(sin(G_PI * u / 2), 2)); /* arcsine law */
    assert_near(quantile("beta(1, 1000, 0, 1)", u, 0, 1), -expm1(log1p(-u) / 1000));
  }
}

static void discrete_quantile_is_a_step(void **state)
{
  (void)state;
  const char *text = "discrete(-1:0.25, 0:0.5, 7.5:0.25)";
  assert_true(quantile(text, 1e-9, -5, 10) == -1);
  assert_true(quantile(text, 0.25, -5, 10) == -1);
  assert_true(quantile(text, 0.2500001, -5, 10) == 0);
  assert_true(quantile(text, 0.75, -5, 10) == 0);
  assert_true(quantile(text, 0.7500001, -5, 10) == 7.5);
  assert_true(quantile(text, 1 - 0x1p-53, -5, 10) == 7.5);
  /* adds up to 1 only within the tolerance */
  assert_true(quantile("discrete(1:0.3333333333, 2:0.3333333333, 3:0.3333333333)", 1 - 0x1p-53, 0, 10) == 3);
}

static void beta_quantile_inverts_at_awkward_shapes(void **state)
{
  (void)state;
  static const double shapes[] = {0.5, 1, 1.2, 3, 10, 300, 10000, 100000};
  static const double levels[] = {1e-6, 0.001, 0.05, 0.5, 0.9, 0.999, 1 - 1e-9};
  for (guint i = 0; i < G_N_ELEMENTS(shapes); i++)
    for (guint j = 0; j < G_N_ELEMENTS(shapes); j++)
      for (guint l = 0; l < G_N_ELEMENTS(levels); l++) {
        CdDist dist = {.kind = CD_DIST_BETA, .a = shapes[i], .b = shapes[j], .c = 0, .d = 1};
        double x = cd_dist_quantile(&dist, levels[l], 0, 1), step = 0x1p-50;
        assert_true(gsl_cdf_beta_P(MAX(x - step, 0), shapes[i], shapes[j]) <= levels[l] + 1e-11);
        assert_true(gsl_cdf_beta_P(MIN(x + step, 1), shapes[i], shapes[j]) >= levels[l] - 1e-11);
      }
}

/* Mean by the midpoint rule on the quantile; STEPS fine enough for four digits of it. */
static double mean_of(const char *text, double low, double high)
{
  enum { STEPS = 20000 };
  CdDist dist = parse(text, low, high);
  double sum = 0;
  for (guint i = 0; i < STEPS; i++)
    sum += cd_dist_quantile(&dist, (i + 0.5) / STEPS, low, high);
  return sum / STEPS;
}

/* Of a normal truncated to [low, high]; Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1,
 * 13.10. */
static double truncated_mean(double mean, double sd, double low, double high)
{
  double a = (low - mean) / sd, b = (high - mean) / sd;
  double held = gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a);
  return mean + sd * (gsl_ran_ugaussian_pdf(a) - gsl_ran_ugaussian_pdf(b)) / held;
}

static void means_are_the_closed_forms(void **state)
{
  (void)state;
  assert_within(mean_of("triangular(2, 3, 7)", 0, 10), 4, 1e-4);
  assert_within(mean_of("uniform(2, 7)", 0, 10), 4.5, 1e-4);
  assert_within(mean_of("normal(5, 1)", 0, 10), 5, 1e-4);
  assert_within(mean_of("normal(1, 2)", 0, 10), truncated_mean(1, 2, 0, 10), 1e-4);
  assert_within(mean_of("normal(9, 4)", 0, 10), truncated_mean(9, 4, 0, 10), 1e-4);
  assert_within(mean_of("lognormal(2, 0.3)", 0, 1000), 2 * exp(0.045), 1e-4);
  assert_within(mean_of("beta(2, 5, 10, 20)", 0, 100), 10 + 10 * 2.0 / 7, 1e-4);
  assert_within(mean_of("discrete(1:0.25, 4:0.5, 9:0.25)", 0, 100), 4.5, 1e-4);
}

static void quantiles_rise_within_their_limits(void **state)
{
  (void)state;
  static const char *const texts[] = {"triangular(1, 4, 9)",  "uniform(1, 9)",
                                      "normal(2, 5)",         "normal(0, 1000000)",
                                      "normal(10, 0.001)",    "lognormal(2, 1.5)",
                                      "lognormal(10, 0.01)",  "beta(0.05, 0.05, 1, 9)",
                                      "beta(10, 300, 0, 10)", "discrete(1:0.5, 3:0.25, 4:0.25)"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    CdDist dist = parse(texts[i], 0, 10);
    double before = cd_dist_quantile(&dist, 0x1p-53, 0, 10);
    assert_true(before >= 0);
    for (guint step = 1; step < 2000; step++) {
      double x = cd_dist_quantile(&dist, step / 2000.0, 0, 10);
      assert_true(x >= before);
      before = x;
    }
    double last = cd_dist_quantile(&dist, 1 - 0x1p-53, 0, 10);
    assert_true(last >= before && last <= 10);
  }
}

/* As wide as a million times its range a normal still has ten digits: it is uniform but for about 1e-7 of it. */
static void the_widest_normals_are_flat(void **state)
{
  (void)state;
  static const double u[] = {0.001, 0.25, 0.5, 0.9};
  CdDist dist;
  CdValueProblem problem;
  assert_true(cd_dist_parse("normal(50, 100000000)", 0, 100, &dist, &problem));
  for (guint i = 0; i < G_N_ELEMENTS(u); i++)
    assert_within(cd_dist_quantile(&dist, u[i], 0, 100), 100 * u[i], 1e-6);
  assert_true(cd_dist_parse("lognormal(2, 690775)", 1, 2.7182818, &dist, &problem) && dist.b > 0);
  assert_false(cd_dist_parse("lognormal(2, 1000001)", 1, 2.7182818, &dist, &problem));
  assert_non_null(strstr(problem.message, "sigma is more than a million times"));
  assert_true(cd_dist_parse("lognormal(2, 1000001)", 0, 100, &dist, &problem)); /* its logarithm has no lower end */
}

/* A rescaled mean may leave its range: then the tail within the range counts, as far as doubles know it. */
static void far_tails_stay_accurate(void **state)
{
  (void)state;
  CdDist dist = {.kind = CD_DIST_NORMAL, .a = 0, .b = 1};
  for (guint i = 1; i < 20; i++) {
    double u = i / 20.0, q9 = gsl_cdf_ugaussian_Q(9), q12 = gsl_cdf_ugaussian_Q(12);
    assert_near(cd_dist_quantile(&dist, u, 9, 12), gsl_cdf_ugaussian_Qinv(q9 - u * (q9 - q12)));
    assert_near(cd_dist_quantile(&dist, u, -12, -9), -gsl_cdf_ugaussian_Qinv(q9 - (1 - u) * (q9 - q12)));
    assert_true(cd_dist_quantile(&dist, u, 50, 60) == 50);
    assert_true(cd_dist_quantile(&dist, u, -60, -50) == -50);
  }
  CdDist lognormal = {.kind = CD_DIST_LOGNORMAL, .a = 1, .b = 0.001};
  assert_true(cd_dist_quantile(&lognormal, 0.5, 2, 3) == 2);
  assert_true(cd_dist_quantile(&lognormal, 0.5, 0, 0.5) == 0.5);
}

static void unset_is_not_a_number(void **state)
{
  (void)state;
  CdDist unset = {.kind = CD_DIST_UNSET};
  assert_true(isnan(cd_dist_quantile(&unset, 0.3, 0, 1)));
  assert_false(cd_dist_is_uncertain(&unset));
}

static void rescaling_scales_every_quantile(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
    CdDist dist = parse(good[i].text, -WIDE, WIDE), scaled = dist;
    cd_dist_rescale(&scaled, 1.25);
    assert_int_equal(scaled.kind, dist.kind);
    for (double u = 0.05; u < 1; u += 0.1)
      assert_near(cd_dist_quantile(&scaled, u, -1.25 * WIDE, 1.25 * WIDE),
                  1.25 * cd_dist_quantile(&dist, u, -WIDE, WIDE));
  }
  CdDist steps = parse("discrete(1:0.5, 4:0.5)", 0, 10);
  cd_dist_rescale(&steps, 0.5);
  g_autofree char *text = cd_dist_format(&steps);
  assert_string_equal(text, "discrete(0.5:0.5, 2:0.5)");
  CdDist unset = {.kind = CD_DIST_UNSET};
  cd_dist_rescale(&unset, 2);
  assert_int_equal(unset.kind, CD_DIST_UNSET);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(good_texts_are_read),
      cmocka_unit_test(discrete_texts_are_read),
      cmocka_unit_test(bad_texts_are_explained),
      cmocka_unit_test(the_widest_normals_are_flat),
      cmocka_unit_test(too_large_a_number_is_refused),
      cmocka_unit_test(ends_of_the_range_are_inside),
      cmocka_unit_test(decimals_advance_only_when_read),
      cmocka_unit_test(numbers_are_written_short_and_without_exponent),
      cmocka_unit_test(distributions_are_written_in_their_form),
      cmocka_unit_test(numbers_read_back_as_themselves),
      cmocka_unit_test(distributions_read_back_as_themselves),
      cmocka_unit_test(locale_changes_nothing),
      cmocka_unit_test(scraps_are_read_alike_or_explained),
      cmocka_unit_test(quantiles_are_the_closed_forms),
      cmocka_unit_test(discrete_quantile_is_a_step),
      cmocka_unit_test(beta_quantile_inverts_at_awkward_shapes),
      cmocka_unit_test(means_are_the_closed_forms),
      cmocka_unit_test(quantiles_rise_within_their_limits),
      cmocka_unit_test(far_tails_stay_accurate),
      cmocka_unit_test(unset_is_not_a_number),
      cmocka_unit_test(rescaling_scales_every_quantile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
