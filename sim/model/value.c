#include "sim/model/value.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include "sim/base/suggest.h"

typedef struct {
  const char *name, *form;
  CdDistKind kind;
  guint n_numbers; /* 0: pairs, up to CD_DIST_MAX_POINTS */
} Form;

static const Form forms[] = {
    {"triangular", "triangular(low, mode, high)", CD_DIST_TRIANGULAR, 3},
    {"uniform", "uniform(low, high)", CD_DIST_UNIFORM, 2},
    {"normal", "normal(mean, sd)", CD_DIST_NORMAL, 2},
    {"lognormal", "lognormal(median, sigma)", CD_DIST_LOGNORMAL, 2},
    {"beta", "beta(a, b, low, high)", CD_DIST_BETA, 4},
    {"discrete", "discrete(value:probability, value:probability, ...)", CD_DIST_DISCRETE, 0},
};

/* Beyond these shapes the incomplete beta function loses its accuracy. */
#define BETA_SHAPE_LOW 0.01
#define BETA_SHAPE_HIGH 100000

/* ---- numbers as text ---- */

bool cd_decimal_parse(const char **text, double *value)
{
  const char *at = *text;
  if (*at == '+' || *at == '-')
    at++;
  gsize digits = strspn(at, "0123456789");
  at += digits;
  if (*at == '.') {
    gsize decimals = strspn(at + 1, "0123456789");
    digits += decimals;
    at += 1 + decimals;
  }
  if (digits == 0)
    return false;
  /* A copy, since strtod would read on into an exponent or a hexadecimal number. */
  g_autofree char *number = g_strndup(*text, (gsize)(at - *text));
  double parsed = g_ascii_strtod(number, NULL);
  if (!isfinite(parsed))
    return false;
  *value = parsed == 0 ? 0 : parsed; /* no -0 */
  *text = at;
  return true;
}

/* Digits d1d2d3... times 10^(POINT) with the point before d1, written out. */
static void append_digits(GString *out, const char *digits, int point)
{
  int n = (int)strlen(digits);
  if (point <= 0)
    g_string_append(out, "0.");
  for (int zeros = point; zeros < 0; zeros++)
    g_string_append_c(out, '0');
  for (int i = 0; i < MAX(n, point); i++) {
    if (i > 0 && i == point)
      g_string_append_c(out, '.');
    g_string_append_c(out, i < n ? digits[i] : '0');
  }
}

/* The fewest digits, from 15, that read back as VALUE. */
static void append_number(GString *out, double value)
{
  static const char *const formats[] = {"%.14e", "%.15e", "%.16e"};
  g_assert(isfinite(value));
  char text[32], digits[24];
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_ascii_formatd(text, sizeof text, formats[i], fabs(value));
    if (g_ascii_strtod(text, NULL) == fabs(value))
      break;
  }
  gsize n = 0;
  const char *at = text;
  for (; *at != 'e'; at++)
    if (g_ascii_isdigit(*at))
      digits[n++] = *at;
  while (n > 1 && digits[n - 1] == '0')
    n--;
  digits[n] = '\0';
  if (value < 0)
    g_string_append_c(out, '-');
  append_digits(out, digits, (int)g_ascii_strtoll(at + 1, NULL, 10) + 1);
}

static char *number_text(double value)
{
  GString *out = g_string_new(NULL);
  append_number(out, value);
  return g_string_free(out, FALSE);
}

/* ---- reading ---- */

#define MAX_NUMBERS (2 * CD_DIST_MAX_POINTS)

typedef struct {
  const char *text, *at;
  double low, high;
  CdValueProblem *problem;
  const Form *form; /* once its name is read */
  guint n;          /* numbers read: in a pair, value then probability */
  double number[MAX_NUMBERS];
  const char *place[MAX_NUMBERS]; /* where each stands */
} Reader;

static bool fail(Reader *reader, const char *at, const char *hint, const char *format, ...) G_GNUC_PRINTF(4, 5);

static bool fail(Reader *reader, const char *at, const char *hint, const char *format, ...)
{
  CdValueProblem *problem = reader->problem;
  problem->offset = (gsize)(at - reader->text);
  va_list arguments;
  va_start(arguments, format);
  g_vsnprintf(problem->message, sizeof problem->message, format, arguments);
  va_end(arguments);
  g_strlcpy(problem->hint, hint, sizeof problem->hint);
  return false;
}

static const char *after_blanks(const char *at)
{
  return at + strspn(at, " \t\r\n");
}

static const char *const plain_numbers = "write digits with an optional sign and decimal point, such as 12.5 or -3";

static bool fail_no_number(Reader *reader)
{
  const char *at = reader->at;
  if (*at == '\0')
    return fail(reader, at, plain_numbers, "a number is missing");
  if (g_str_has_prefix(at, "\342\210\222")) /* U+2212 */
    return fail(reader, at, "type the hyphen, -, as the sign", "a typographic minus sign");
  if (strspn(at, "+-.0123456789") >= 300)
    return fail(reader, at, plain_numbers, "the number is too large");
  return fail(reader, at, plain_numbers, "a number should stand here");
}

/* "1800-2000", "1800 to 2000": a range as people write it. AT stands on what joins the two. */
static bool fail_range(Reader *reader, const char *at)
{
  static const char *const joins[] = {"-", "\342\200\223", "\342\200\224", "to ", "..."};
  const char *next = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(joins) && !next; i++)
    if (g_str_has_prefix(at, joins[i]))
      next = after_blanks(at + strlen(joins[i]));
  double from = reader->number[0], to;
  if (!next || reader->form || !cd_decimal_parse(&next, &to) || *after_blanks(next))
    return false;
  g_autofree char *first = number_text(from), *second = number_text(to), *low = number_text(reader->low),
                  *high = number_text(reader->high),
                  *hint = g_strdup_printf("write uniform(%s, %s), within %s to %s", first, second, low, high);
  fail(reader, at, hint, "a range is written as a distribution");
  return true;
}

/* What stands at AT, right behind a number or behind blanks after it, is neither the end nor a separator. */
static bool fail_after_number(Reader *reader, const char *at, bool spaced)
{
  if (g_ascii_isdigit(*at) && spaced)
    return fail(reader, at, "write 1000, not 1 000", "a space inside a number");
  if (fail_range(reader, at))
    return false;
  switch (*at) {
  case 'e':
  case 'E':
    return fail(reader, at, "write 1000000, not 1e6", "a number has no exponent");
  case 'x':
  case 'X':
    return fail(reader, at, "write the number in decimal digits", "a number is not hexadecimal");
  case ',':
    return fail(reader, at, "write 12.5 with a point and 1000 without a separator", "a comma inside a number");
  case '.':
    return fail(reader, at, plain_numbers, "a second decimal point");
  case ';':
    return fail(reader, at, reader->form ? reader->form->form : "write 12.5 with a point and 1000 without a separator",
                "a semicolon: numbers are separated by commas");
  case '%':
    return fail(reader, at, "write 5 % as 0.05", "a number has no per cent sign");
  case ':':
    return fail(reader, at, "pairs value:probability belong to discrete(...)", "a colon behind a number");
  default:
    return fail(reader, at, "the unit is the field's own: write the number alone", "unexpected text behind a number");
  }
}

/* A number and the blanks around it; then one of the characters ENDS must follow, or the text's end if ENDS is "". */
static bool read_number(Reader *reader, const char *ends)
{
  reader->at = after_blanks(reader->at);
  guint i = reader->n;
  reader->place[i] = reader->at;
  if (!cd_decimal_parse(&reader->at, &reader->number[i]))
    return fail_no_number(reader);
  reader->n++;
  const char *next = after_blanks(reader->at);
  if (*next == '\0' && *ends)
    return fail(reader, next, reader->form->form, "the bracket is not closed");
  if (*next && !strchr(ends, *next))
    return fail_after_number(reader, next, next > reader->at);
  reader->at = next;
  return true;
}

/* NULL when nothing is near: more than a third of the longer name differs. */
static const Form *nearest_form(const char *name, gsize length)
{
  const Form *nearest = NULL;
  guint least = G_MAXUINT;
  g_autofree char *plain = g_ascii_strdown(name, (gssize)length);
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
    gsize n = strlen(forms[i].name);
    if (length >= 3 && length < n && g_ascii_strncasecmp(name, forms[i].name, length) == 0)
      return &forms[i];
    guint distance = cd_text_distance(plain, forms[i].name);
    if (distance < least && 3 * distance <= MAX(length, n)) {
      least = distance;
      nearest = &forms[i];
    }
  }
  return nearest;
}

static bool is_no_number(const char *name, gsize length)
{
  static const char *const words[] = {"nan", "inf", "infinity"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strlen(words[i]) == length && g_ascii_strncasecmp(words[i], name, length) == 0)
      return true;
  return false;
}

#define LONGEST_NAME 32

static bool fail_name(Reader *reader, gsize length)
{
  const char *name = reader->at;
  int shown = (int)MIN(length, LONGEST_NAME);
  if (is_no_number(name, length))
    return fail(reader, name, "every value is finite", "\"%.*s\" is not a number", shown, name);
  const Form *nearest = length <= LONGEST_NAME ? nearest_form(name, length) : NULL;
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean %s?", nearest->form) : NULL;
  return fail(reader, name, hint ? hint : "a number, triangular, uniform, normal, lognormal, beta or discrete",
              "\"%.*s\" is not a distribution", shown, name);
}

/* The name of a distribution and its opening bracket. */
static bool read_name(Reader *reader)
{
  gsize length = 0;
  while (g_ascii_isalpha(reader->at[length]) || reader->at[length] == '-' || reader->at[length] == '_')
    length++;
  for (guint i = 0; i < G_N_ELEMENTS(forms) && !reader->form; i++)
    if (strlen(forms[i].name) == length && strncmp(forms[i].name, reader->at, length) == 0)
      reader->form = &forms[i];
  if (!reader->form)
    return fail_name(reader, length);
  reader->at += length;
  if (*reader->at != '(')
    return fail(reader, reader->at, reader->form->form, "\"%s\" needs its bracket right behind it", reader->form->name);
  reader->at++;
  return true;
}

static bool read_pairs(Reader *reader)
{
  do {
    if (reader->n == MAX_NUMBERS)
      return fail(reader, reader->at, "join values that are close", "more than %d values", CD_DIST_MAX_POINTS);
    if (!read_number(reader, ":,)"))
      return false;
    if (*reader->at != ':')
      return fail(reader, reader->at, reader->form->form, "a value without its probability");
    reader->at++;
    if (!read_number(reader, ",)"))
      return false;
  } while (*reader->at++ == ',');
  return true;
}

static bool read_numbers(Reader *reader)
{
  guint wanted = reader->form->n_numbers;
  do {
    if (reader->n == wanted)
      return fail(reader, reader->at, "decimals are written with a point", "more than the %u numbers of %s", wanted,
                  reader->form->form);
    if (!read_number(reader, ",)"))
      return false;
  } while (*reader->at++ == ',');
  if (reader->n < wanted)
    return fail(reader, reader->at - 1, reader->form->form, "%s takes %u numbers, here are %u", reader->form->name,
                wanted, reader->n);
  return true;
}

static bool read_distribution(Reader *reader)
{
  if (!read_name(reader))
    return false;
  if (!(reader->form->n_numbers ? read_numbers(reader) : read_pairs(reader)))
    return false;
  const char *rest = after_blanks(reader->at);
  if (*rest)
    return fail(reader, rest, reader->form->form, "unexpected text behind the closing bracket");
  return true;
}

/* ---- meaning ---- */

static bool check_within(Reader *reader, guint i)
{
  double value = reader->number[i];
  if (value >= reader->low && value <= reader->high)
    return true;
  g_autofree char *number = number_text(value), *low = number_text(reader->low), *high = number_text(reader->high);
  return fail(reader, reader->place[i], "", "%s is outside %s to %s", number, low, high);
}

static bool check_positive(Reader *reader, guint i, const char *what)
{
  return reader->number[i] > 0 || fail(reader, reader->place[i], reader->form->form, "%s must be above 0", what);
}

static bool check_spread(Reader *reader, guint low, guint high)
{
  if (reader->number[low] < reader->number[high])
    return true;
  if (reader->number[low] > reader->number[high])
    return fail(reader, reader->place[high], reader->form->form, "high is below low");
  g_autofree char *alone = number_text(reader->number[low]);
  g_autofree char *hint = g_strdup_printf("a certain value is written as the number alone: %s", alone);
  return fail(reader, reader->place[high], hint, "low and high are equal");
}

/* A normal so much wider than the range it is cut to is flat there, and its probabilities differ in their last digits only. */
#define WIDEST 1e6

static bool check_width(Reader *reader, double range, const char *what)
{
  return reader->number[1] <= WIDEST * range ||
         fail(reader, reader->place[1], "write uniform(low, high): within the range it is no different",
              "%s is more than a million times the range", what);
}

static bool check_normal(Reader *reader)
{
  return check_within(reader, 0) && check_positive(reader, 1, "the standard deviation") &&
         check_width(reader, reader->high - reader->low, "the standard deviation");
}

static bool check_lognormal(Reader *reader)
{
  if (!check_positive(reader, 0, "the median") || !check_within(reader, 0) || !check_positive(reader, 1, "sigma"))
    return false;
  return reader->low <= 0 || check_width(reader, log(reader->high / reader->low), "sigma");
}

static bool check_triangular(Reader *reader)
{
  const double *number = reader->number;
  for (guint i = 0; i < 2; i++)
    if (number[i] > number[i + 1])
      return fail(reader, reader->place[i + 1], "triangular needs low <= mode <= high",
                  i == 0 ? "the mode is below low" : "high is below the mode");
  return check_spread(reader, 0, 2) && check_within(reader, 0) && check_within(reader, 2);
}

static bool check_beta(Reader *reader)
{
  for (guint i = 0; i < 2; i++)
    if (!(reader->number[i] >= BETA_SHAPE_LOW && reader->number[i] <= BETA_SHAPE_HIGH))
      return fail(reader, reader->place[i], reader->form->form, "the shape %s must lie within 0.01 to 100000",
                  i == 0 ? "a" : "b");
  return check_spread(reader, 2, 3) && check_within(reader, 2) && check_within(reader, 3);
}

/* Probabilities are typed to a few digits; closer than this they do add up. */
#define SUM_TOLERANCE 1e-9

static bool check_discrete(Reader *reader)
{
  double sum = 0;
  for (guint i = 0; i < reader->n; i += 2) {
    if (!check_within(reader, i))
      return false;
    if (i > 0 && reader->number[i] <= reader->number[i - 2])
      return fail(reader, reader->place[i], "list the values from the lowest up, each once", "the values do not rise");
    if (!(reader->number[i + 1] > 0 && reader->number[i + 1] <= 1))
      return fail(reader, reader->place[i + 1], "leave out a value that cannot happen",
                  "a probability must lie above 0, up to 1");
    sum += reader->number[i + 1];
  }
  if (reader->n == 2)
    return fail(reader, reader->place[0], "a certain value is written as the number alone",
                "discrete needs two values or more");
  if (fabs(sum - 1) <= SUM_TOLERANCE)
    return true;
  g_autofree char *total = number_text(round(sum * 1e10) / 1e10);
  return fail(reader, reader->place[1], reader->form->form, "the probabilities add up to %s, not 1", total);
}

static bool check(Reader *reader)
{
  switch (reader->form->kind) {
  case CD_DIST_TRIANGULAR:
    return check_triangular(reader);
  case CD_DIST_UNIFORM:
    return check_spread(reader, 0, 1) && check_within(reader, 0) && check_within(reader, 1);
  case CD_DIST_NORMAL:
    return check_normal(reader);
  case CD_DIST_LOGNORMAL:
    return check_lognormal(reader);
  case CD_DIST_BETA:
    return check_beta(reader);
  case CD_DIST_DISCRETE:
    return check_discrete(reader);
  case CD_DIST_UNSET:
  case CD_DIST_POINT:
    break;
  }
  g_assert_not_reached();
}

static void fill(const Reader *reader, CdDist *dist)
{
  *dist = (CdDist){.kind = reader->form ? reader->form->kind : CD_DIST_POINT};
  if (dist->kind == CD_DIST_DISCRETE) {
    dist->n_points = reader->n / 2;
    for (guint i = 0; i < dist->n_points; i++) {
      dist->point[i] = reader->number[2 * i];
      dist->weight[i] = reader->number[2 * i + 1];
    }
    return;
  }
  double *const slot[] = {&dist->a, &dist->b, &dist->c, &dist->d};
  for (guint i = 0; i < reader->n; i++)
    *slot[i] = reader->number[i];
}

bool cd_dist_parse(const char *text, double low, double high, CdDist *dist, CdValueProblem *problem)
{
  Reader reader = {.text = text, .at = after_blanks(text), .low = low, .high = high, .problem = problem};
  if (*reader.at == '\0')
    return fail(&reader, text, plain_numbers, "the value is empty");
  if (g_ascii_isalpha(*reader.at)) {
    if (!read_distribution(&reader) || !check(&reader))
      return false;
  } else if (!read_number(&reader, "") || !check_within(&reader, 0)) {
    return false;
  }
  fill(&reader, dist);
  return true;
}

char *cd_dist_format(const CdDist *dist)
{
  if (dist->kind == CD_DIST_UNSET)
    return g_strdup("");
  if (dist->kind == CD_DIST_POINT)
    return number_text(dist->a);
  const Form *form = forms;
  while (form->kind != dist->kind)
    form++;
  const double number[] = {dist->a, dist->b, dist->c, dist->d};
  GString *out = g_string_new(form->name);
  guint n = form->n_numbers ? form->n_numbers : dist->n_points;
  for (guint i = 0; i < n; i++) {
    g_string_append(out, i == 0 ? "(" : ", ");
    append_number(out, form->n_numbers ? number[i] : dist->point[i]);
    if (form->n_numbers == 0) {
      g_string_append_c(out, ':');
      append_number(out, dist->weight[i]);
    }
  }
  g_string_append_c(out, ')');
  return g_string_free(out, FALSE);
}

/* ---- quantiles ---- */

static double clamp(double x, double low, double high)
{
  return CLAMP(x, low, high);
}

/* Of a standard normal within [low, high]. In the upper half by reflection, since only the lower tail has its full
 * accuracy; with no probability left to speak of, the end nearest to the mean. */
static double normal_within(double u, double low, double high)
{
  if (low > 0)
    return -normal_within(1 - u, -high, -low);
  double from = gsl_cdf_ugaussian_P(low), to = gsl_cdf_ugaussian_P(high);
  if (!(to > 0))
    return high;
  return clamp(gsl_cdf_ugaussian_Pinv(from + u * (to - from)), low, high);
}

static double normal(double u, double mean, double sd, double low, double high)
{
  return mean + sd * normal_within(u, (low - mean) / sd, (high - mean) / sd);
}

static double lognormal(double u, double median, double sigma, double low, double high)
{
  double z_low = low > 0 ? log(low / median) / sigma : -INFINITY;
  double z_high = high > 0 ? log(high / median) / sigma : -INFINITY;
  return median * exp(sigma * normal_within(u, z_low, z_high));
}

/* (x - low)^2 = u (high - low) (mode - low) below the mode, likewise from above; Kotz & van Dorp (2004), Beyond Beta,
 * chapter 1. */
static double triangular(double u, double low, double mode, double high)
{
  double width = high - low, share = (mode - low) / width;
  return u <= share ? low + width * sqrt(u * share) : high - width * sqrt((1 - u) * (1 - share));
}

/* Bisection: gsl_cdf_beta_Pinv gives up, and by default aborts the process, at shapes as plain as (10, 300). */
static double standard_beta(double u, double a, double b)
{
  double below = 0, above = 1;
  for (;;) {
    double middle = 0.5 * (below + above);
    if (above - below < 0x1p-53 || middle <= below || middle >= above)
      return above;
    if (gsl_cdf_beta_P(middle, a, b) < u)
      below = middle;
    else
      above = middle;
  }
}

static double discrete(const CdDist *dist, double u)
{
  double sum = 0;
  for (guint i = 0; i + 1 < dist->n_points; i++) {
    sum += dist->weight[i];
    if (u <= sum)
      return dist->point[i];
  }
  return dist->point[dist->n_points - 1];
}

double cd_dist_quantile(const CdDist *dist, double u, double low, double high)
{
  g_assert(u > 0 && u < 1);
  switch (dist->kind) {
  case CD_DIST_UNSET:
    return NAN;
  case CD_DIST_POINT:
    return dist->a;
  case CD_DIST_TRIANGULAR:
    return clamp(triangular(u, dist->a, dist->b, dist->c), dist->a, dist->c);
  case CD_DIST_UNIFORM:
    return clamp(dist->a + u * (dist->b - dist->a), dist->a, dist->b);
  case CD_DIST_NORMAL:
    return clamp(normal(u, dist->a, dist->b, low, high), low, high);
  case CD_DIST_LOGNORMAL:
    return clamp(lognormal(u, dist->a, dist->b, low, high), low, high);
  case CD_DIST_BETA:
    return clamp(dist->c + (dist->d - dist->c) * standard_beta(u, dist->a, dist->b), dist->c, dist->d);
  case CD_DIST_DISCRETE:
    return discrete(dist, u);
  }
  g_assert_not_reached();
}

void cd_dist_rescale(CdDist *dist, double factor)
{
  g_assert(factor > 0);
  switch (dist->kind) {
  case CD_DIST_UNSET:
    break;
  case CD_DIST_TRIANGULAR:
    dist->c *= factor;
    G_GNUC_FALLTHROUGH;
  case CD_DIST_UNIFORM:
  case CD_DIST_NORMAL:
    dist->b *= factor;
    G_GNUC_FALLTHROUGH;
  case CD_DIST_POINT:
  case CD_DIST_LOGNORMAL: /* sigma is a ratio's */
    dist->a *= factor;
    break;
  case CD_DIST_BETA: /* a and b are shapes */
    dist->c *= factor;
    dist->d *= factor;
    break;
  case CD_DIST_DISCRETE:
    for (guint i = 0; i < dist->n_points; i++)
      dist->point[i] *= factor;
    break;
  }
}
