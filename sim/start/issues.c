#include "sim/start/issues.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/model/registry.h"

#define EVENLY 1e-9 /* of the range: rounding of what is written */

static const char none[] = "none";

/* --- Which term an issue is ------------------------------------------------------------------------------------------ */

/* Beside the terms' own words. */
static const struct {
  const char *name;
  CdTerm term;
} other_names[] = {
    {"contract length", CD_TERM_LENGTH}, {"pricing method", CD_TERM_PRICING}, {"localization", CD_TERM_LOCALISATION}};

static const char *word_of(CdTerm term)
{
  return cd_choices[CD_CHOICES_TERM][term];
}

/* Small letters; blanks, hyphens and underscores are one thing. */
static char *plain(const char *name)
{
  char *text = g_strstrip(g_ascii_strdown(name, -1));
  return g_strdelimit(text, "-_", ' ');
}

static CdTerm term_named(const char *name)
{
  g_autofree char *asked = plain(name);
  for (int term = 0; term < CD_TERM_COUNT; term++) {
    g_autofree char *known = plain(word_of((CdTerm)term));
    if (g_str_equal(asked, known))
      return (CdTerm)term;
  }
  for (guint i = 0; i < G_N_ELEMENTS(other_names); i++)
    if (g_str_equal(asked, other_names[i].name))
      return other_names[i].term;
  return CD_TERM_COUNT;
}

static char *all_terms(void)
{
  GString *text = g_string_new(NULL);
  for (int term = 0; term < CD_TERM_COUNT; term++)
    g_string_append_printf(text, "%s%s", term ? ", " : "", word_of((CdTerm)term));
  return g_string_free(text, FALSE);
}

/* What --term says: TERM[issue] is overwritten. */
static bool hear(const CdGenius *genius, const char *word, CdTerm *term, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid(word, -1), *terms = all_terms();
  const char *cut = strrchr(shown, '=');
  g_autofree char *name = cut ? g_strndup(shown, (gsize)(cut - shown)) : NULL;
  guint i = 0;
  while (name && i < genius->n_issues && !g_str_equal(genius->issue[i].name, name))
    i++;
  bool leaves = cut && g_str_equal(cut + 1, none);
  CdTerm asked = cut ? term_named(cut + 1) : CD_TERM_COUNT;
  if (!name || (asked == CD_TERM_COUNT && !leaves))
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--term \"%s\": write ISSUE=TERM, where TERM is one of %s, %s", shown,
                terms, none);
  else if (i == genius->n_issues)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--term \"%s\": the domain has no issue of this name", shown);
  else {
    term[i] = asked;
    return true;
  }
  return false;
}

/* --- Its values ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const CdGeniusIssue *issue;
  CdTerm term;
  CdComplaints *complaints;
} Reading;

static bool refuse_item(const Reading *it, guint level, const char *hint, const char *why)
{
  g_autofree char *item = cd_genius_item(it->issue, level), *quoted = cd_quoted(item);
  return cd_complain(it->complaints, CD_COMPLAINT_PROFILE_VALUE,
                     it->issue->item_at ? it->issue->item_at[level] : it->issue->name_at, hint, "%s %s", quoted, why);
}

/* "3", of lengths "3 years" too. */
static bool number_of(const Reading *it, guint level, double *x)
{
  g_autofree char *text = g_ascii_strdown(it->issue->item[level], -1);
  g_strstrip(text);
  char *end = text;
  *x = strspn(text, "0123456789.") > 0 ? g_ascii_strtod(text, &end) : NAN;
  g_strstrip(end);
  bool is_length = it->term == CD_TERM_LENGTH;
  if (isfinite(*x) && end > text && (!*end || (is_length && (!strcmp(end, "years") || !strcmp(end, "year")))))
    return true;
  return refuse_item(it, level,
                     is_length ? "a length is in years: 3, or 3 years" : "a share is from 0 to 1: 0.6 is 60 per cent",
                     "is no value of this term");
}

static bool within(const Reading *it, guint level, double x)
{
  bool is_length = it->term == CD_TERM_LENGTH;
  if (is_length ? x >= 1 && x <= 15 : x >= 0 && x <= 1)
    return true;
  return refuse_item(it, level,
                     is_length ? "allowed: 1 to 15 years; --term ISSUE=none leaves the issue out"
                               : "allowed: a share from 0 to 1, as 0.6 for 60 per cent; --term ISSUE=none leaves the "
                                 "issue out",
                     "is out of the term's range");
}

static void add_sorted(CdIssueTerm *out, guint level, double x)
{
  guint k = out->n++;
  for (; k > 0 && out->at[k - 1] > x; k--) {
    out->at[k] = out->at[k - 1];
    out->level[k] = out->level[k - 1];
  }
  out->at[k] = x;
  out->level[k] = level;
}

/* A scenario's table goes from least to most in even steps. */
static bool check_steps(const Reading *it, const CdIssueTerm *out)
{
  double span = out->at[out->n - 1] - out->at[0];
  for (guint k = 1; k < out->n; k++) {
    if (!(out->at[k] - out->at[k - 1] > EVENLY))
      return refuse_item(it, out->level[k], NULL, "is the same number as another item");
    if (fabs(out->at[k] - (out->at[0] + span * k / (out->n - 1))) > EVENLY * span)
      return refuse_item(
          it, out->level[k],
          "a scenario's table goes from least to most in even steps; --term ISSUE=none leaves the issue out",
          "is not evenly spaced from the others");
  }
  return true;
}

static bool read_numbers(const Reading *it, CdIssueTerm *out)
{
  const CdGeniusIssue *issue = it->issue;
  out->at = g_new0(double, issue->levels);
  for (guint level = 0; level < issue->levels; level++) {
    double x = issue->at ? issue->at[level] : 0;
    if ((!issue->at && !number_of(it, level, &x)) || !within(it, level, x))
      return false;
    add_sorted(out, level, x);
  }
  return check_steps(it, out);
}

/* Words of pricing methods, for the scenario's ids. */
static const struct {
  const char *word, *method;
} method_words[] = {
    {"block", "block"},        {"block contract", "block"},          {"cost and volume", "cost-and-volume"},
    {"capped", "capped"},      {"capped cost and volume", "capped"}, {"results", "results"},
    {"by results", "results"}, {"payment by results", "results"}};

static const char *method_of(const char *item)
{
  g_autofree char *asked = plain(item);
  for (guint i = 0; i < G_N_ELEMENTS(method_words); i++)
    if (g_str_equal(asked, method_words[i].word))
      return method_words[i].method;
  return NULL;
}

static bool complain_of_method(const Reading *it, guint level, const char *why)
{
  g_autofree char *quoted = cd_quoted(it->issue->item[level]);
  return cd_complain(it->complaints, CD_COMPLAINT_PROFILE_PRICING, it->issue->item_at[level],
                     "allowed: block, cost and volume, capped, results", "%s %s", quoted, why);
}

static bool read_methods(const Reading *it, CdIssueTerm *out)
{
  const CdGeniusIssue *issue = it->issue;
  if (!issue->item)
    return cd_complain(it->complaints, CD_COMPLAINT_PROFILE_PRICING, issue->name_at,
                       "allowed: a discrete issue of block, cost and volume, capped, results",
                       "pricing is no issue of numbers");
  out->method = g_new0(const char *, issue->levels);
  for (guint level = 0; level < issue->levels; level++) {
    const char *method = method_of(issue->item[level]);
    if (!method)
      return complain_of_method(it, level, "is no pricing method of a scenario");
    for (guint k = 0; k < out->n; k++)
      if (g_str_equal(out->method[k], method))
        return complain_of_method(it, level, "is the same method as another item");
    out->level[out->n] = level;
    out->method[out->n++] = method;
  }
  return true;
}

static bool read_values(const Reading *it, CdIssueTerm *out)
{
  if (it->issue->levels > CD_ISSUE_LEVELS_MOST)
    return cd_complain(it->complaints, CD_COMPLAINT_PROFILE_VALUE, it->issue->name_at,
                       "allowed: 32; fewer values of real issues: --levels",
                       "%u values are more than a scenario's table has of a term", it->issue->levels);
  out->level = g_new0(guint, it->issue->levels);
  return it->term == CD_TERM_PRICING ? read_methods(it, out) : read_numbers(it, out);
}

/* --- The whole -------------------------------------------------------------------------------------------------------- */

void cd_issues_free(CdIssues *issues)
{
  if (!issues)
    return;
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    g_free(issues->term[t].level);
    g_free(issues->term[t].at);
    g_free(issues->term[t].method);
  }
  g_free(issues);
}

CdTerm cd_issues_term_of(const CdIssues *issues, guint issue)
{
  guint t = 0;
  while (t < CD_TERM_COUNT && issues->term[t].issue != (int)issue)
    t++;
  return (CdTerm)t;
}

static bool take(CdIssues *issues, const Reading *it, guint i)
{
  CdIssueTerm *out = &issues->term[it->term];
  if (out->issue >= 0)
    return cd_complain(it->complaints, CD_COMPLAINT_PROFILE_TERMS, it->issue->name_at,
                       "--term ISSUE=none leaves one of them out", "another issue is the term %s already",
                       word_of(it->term));
  out->issue = (int)i;
  return read_values(it, out);
}

CdIssues *cd_issues_new(const CdGenius *genius, const char *const *words, CdComplaints *complaints, GError **error)
{
  CdTerm term[CD_GENIUS_ISSUES];
  for (guint i = 0; i < genius->n_issues; i++)
    term[i] = term_named(genius->issue[i].name);
  for (; words && *words; words++)
    if (!hear(genius, *words, term, error))
      return NULL;
  g_autoptr(CdIssues) issues = g_new0(CdIssues, 1);
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    issues->term[t].issue = -1;
  guint n = 0;
  bool fit = true;
  for (guint i = 0; i < genius->n_issues; i++)
    if (term[i] != CD_TERM_COUNT) {
      n++;
      fit &= take(issues, &(Reading){&genius->issue[i], term[i], complaints}, i);
    }
  if (n == 0) {
    g_autofree char *terms = all_terms(), *hint = g_strdup_printf("known: %s; or --term ISSUE=TERM", terms);
    fit = cd_complain(complaints, CD_COMPLAINT_PROFILE_TERMS, genius->issue[0].name_at, hint,
                      "no issue of the domain is a term of a scenario's contracts");
  }
  return fit ? g_steal_pointer(&issues) : NULL;
}
