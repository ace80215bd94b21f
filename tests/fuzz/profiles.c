/* Feeds bytes to what makes a case of GENIUS's files: cut at bytes 0xff, the first part says which issues are terms (a word of --term a line), the second is a domain, the others profiles.
 * What is accepted must be within a scenario's limits; what is not, refused with a fit message.
 * With: sim/start/issues.c sim/start/profiles.c sim/start/told.c sim/start/template.c */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/start/profiles.h"

enum { PARTIES = 2, LEVELS = 5, WORDS = 8 };

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Not g_error(), whose trap the fuzzer does not catch. */
static void fault(const char *what)
{
  g_printerr("%s\n", what);
  abort();
}

static void check_text(const char *text)
{
  if (!text || !g_utf8_validate(text, -1, NULL))
    fault("text that is none");
}

static void check_term(const CdGenius *genius, const CdIssueTerm *it, CdTerm term)
{
  if (it->issue < 0)
    return;
  if (it->issue >= (int)genius->n_issues || it->n < 1 || it->n > CD_ISSUE_LEVELS_MOST || !it->at == !it->method)
    fault("a term that is none");
  for (guint v = 0; v < it->n; v++) {
    if (it->level[v] >= genius->issue[it->issue].levels)
      fault("a value that the issue has not");
    if (it->method)
      check_text(it->method[v]);
    else if (!(it->at[v] >= 0 && it->at[v] <= (term == CD_TERM_LENGTH ? 15 : 1)) ||
             (v > 0 && !(it->at[v] > it->at[v - 1])))
      fault("values out of range or order");
  }
}

static void check_issues(const CdGenius *genius, const CdIssues *issues)
{
  guint terms = 0;
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++) {
    check_term(genius, &issues->term[term], term);
    terms += issues->term[term].issue >= 0;
    if (issues->term[term].issue >= 0 && cd_issues_term_of(issues, (guint)issues->term[term].issue) != term)
      fault("an issue that is two terms");
  }
  if (terms == 0)
    fault("no term, and not refused");
}

static void check_scope(CdTemplateScope *scope)
{
  GHashTableIter iter;
  gpointer name, text, each;
  g_hash_table_iter_init(&iter, scope->text);
  while (g_hash_table_iter_next(&iter, &name, &text))
    check_text(text);
  g_hash_table_iter_init(&iter, scope->each);
  while (g_hash_table_iter_next(&iter, &name, &each))
    for (guint k = 0; k < ((GPtrArray *)each)->len; k++)
      check_scope(g_ptr_array_index((GPtrArray *)each, k));
}

static void check_profiles(const CdProfiles *profiles)
{
  for (guint j = 0; j < profiles->from.genius->n_profiles; j++) {
    if (!(profiles->sum[j] > 0 && isfinite(profiles->sum[j])))
      fault("weights that are none");
    if (!isnan(profiles->friction[j]) && !(profiles->friction[j] >= 0 && profiles->friction[j] <= 1))
      fault("friction that is none");
  }
  check_text(profiles->taken->str);
  check_text(profiles->missing->str);
  check_text(profiles->unused->str);
  check_text(profiles->doubt->str);
  g_autoptr(CdTemplateScope) all = cd_template_scope_new();
  cd_profiles_say(profiles, all);
  for (guint j = 0; j < profiles->from.genius->n_profiles; j++)
    cd_profiles_say_party(profiles, j, cd_template_each(all, "area"));
  check_scope(all);
}

static void make(const CdGeniusFile *files, const char *const *words, bool joint_today)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  g_autoptr(CdGenius) genius = cd_genius_read_into(complaints, files, PARTIES + 1, LEVELS);
  g_autoptr(CdIssues) issues = genius ? cd_issues_new(genius, words, complaints, &error) : NULL;
  g_autoptr(CdProfiles) profiles =
      issues ? cd_profiles_new((CdProfilesFrom){genius, issues, complaints, joint_today}, complaints) : NULL;
  if (issues)
    check_issues(genius, issues);
  if (profiles)
    check_profiles(profiles);
  else if (!error)
    cd_complaints_report(complaints, &error);
  if (!profiles == !error || (error && (error->domain != CD_ERROR || !g_utf8_validate(error->message, -1, NULL))))
    fault("refused without a fit message");
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  CdGeniusFile part[PARTIES + 2];
  const char *p = (const char *)data, *end = p + size;
  for (guint f = 0; f < PARTIES + 2; f++) {
    const char *cut = f < PARTIES + 1 && p < end ? memchr(p, 0xff, (gsize)(end - p)) : NULL;
    gsize length = (gsize)((cut ? cut : end) - p);
    part[f] = (CdGeniusFile){.name = "f.xml", .bytes = p ? p : "", .length = length};
    p = cut ? cut + 1 : end;
  }
  g_autofree char *lines = g_strndup(part[0].bytes, part[0].length);
  g_auto(GStrv) words = g_strsplit(lines, "\n", WORDS);
  gsize last = g_strv_length(words);
  if (last > 0 && !*words[last - 1])
    g_clear_pointer(&words[last - 1], g_free);
  make(&part[1], (const char *const *)words, size % 2 == 0);
  return 0;
}
