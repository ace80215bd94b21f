/* value.h - a number that may be uncertain: its distribution, and where it comes from.
 *
 * Text forms (the only grammar, shared by XML, --set, defaults and documents):
 *   12.5 | triangular(low, mode, high) | uniform(low, high) | normal(mean, sd) | lognormal(median, sigma)
 *   beta(a, b, low, high) | discrete(v1:p1, v2:p2, ...)
 * Decimals only: no exponent, hexadecimal, comma decimal, NaN or infinity. Normal and lognormal are truncated to
 * the parameter's own range (the draw is the quantile within it), and their mean or median must lie inside; the others
 * must lie inside the range. low < high; sd and sigma above 0 and at
 * most a million times the width of the range (sigma: of its logarithm), beyond which a draw has no digits left; beta's a and b 0.01 to 100000; discrete: 2 to 12 rising
 * values, whose probabilities add up to one within 1e-9. Blanks may stand around numbers and at both ends. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
  CD_DIST_UNSET, /* not given; the drawn value is NAN, which its user replaces */
  CD_DIST_POINT,
  CD_DIST_TRIANGULAR,
  CD_DIST_UNIFORM,
  CD_DIST_NORMAL,
  CD_DIST_LOGNORMAL,
  CD_DIST_BETA,
  CD_DIST_DISCRETE
} CdDistKind;

#define CD_DIST_MAX_POINTS 12

typedef struct {
  CdDistKind kind;
  double a, b, c, d;                 /* parameters in the order of the text form */
  guint n_points;                    /* discrete only */
  double point[CD_DIST_MAX_POINTS];  /* discrete: ascending values */
  double weight[CD_DIST_MAX_POINTS]; /* discrete: probabilities, adding up to one */
} CdDist;

/* Where something stands in the user's files; line 0: nowhere (a default or --set). */
typedef struct {
  guint file, line, column;
} CdPlace;

typedef struct {
  CdDist dist;        /* money: at base-year prices, once the scenario is loaded */
  const char *source; /* id of a <source>, or the registry's own words; owned by the scenario */
  const char *grade;  /* A, Am, B, C or D; owned by the scenario or static */
  guint64 draw_key;   /* 0: keyed by its own path; else shared with all values of this key */
  bool is_default;    /* taken from the registry, not from the file */
  CdPlace place;
  const char *draw_as; /* the text that draw_key is the hash of; NULL where it is 0; owned by the scenario */
} CdValue;

/* A problem in the text of a value: where in the text it is, what is wrong and what would be right. */
typedef struct {
  gsize offset; /* bytes from the start of the text */
  char message[160];
  char hint[160];
} CdValueProblem;

/* Parses TEXT into DIST and checks it against [low, high]. False and PROBLEM on error; DIST then undefined. */
bool cd_dist_parse(const char *text, double low, double high, CdDist *dist, CdValueProblem *problem);

/* Strict decimal: digits, optional sign and point. Advances *text past it. */
bool cd_decimal_parse(const char **text, double *value);

/* Text form; the caller frees. Parsing it gives the same distribution. */
char *cd_dist_format(const CdDist *dist);

/* Quantile at u in (0, 1), normal and lognormal truncated to [low, high]; NAN where unset. */
double cd_dist_quantile(const CdDist *dist, double u, double low, double high);

/* Multiplies the distribution by FACTOR > 0 (price years); the kind stays. */
void cd_dist_rescale(CdDist *dist, double factor);

static inline bool cd_dist_is_uncertain(const CdDist *dist)
{
  return dist->kind > CD_DIST_POINT;
}
