#include "sim/start/profiles.h"

#include <math.h>
#include "sim/model/registry.h"
#include "sim/scenario/talks-limits.h"
#include "sim/start/told.h"

#define GRADE "C"       /* a document that was given, neither official nor reviewed */
#define WEIGHT_MOST 100 /* weight-length and the others */
#define ADDS_UP 1e-9
#define ROUNDING 1e-12 /* of sums of weights */

/* Of a new case: its pricing methods, and where its common terms stand (sim/start/case.xml). */
static const char *const methods[] = {"block", "cost-and-volume", "capped", "results"};
static const double common[CD_TERM_COUNT] = {
    [CD_TERM_LENGTH] = 5, [CD_TERM_QUALITY_WEIGHT] = 0.75, [CD_TERM_OUTCOMES_SHARE] = 0.3, [CD_TERM_LOCALISATION] = 0.3};

static const char *word_of(guint term)
{
  return cd_choices[CD_CHOICES_TERM][term];
}

static char *number(double x)
{
  return cd_dist_format(&(CdDist){.kind = CD_DIST_POINT, .a = x});
}

/* "city.xml:12". */
static char *place(const CdProfilesFrom *from, CdSpan span)
{
  const CdText *text = cd_complaints_text(from->files, span.text);
  g_autofree char *name = g_path_get_basename(text->name), *shown = g_filename_display_name(name);
  for (char *p = shown; *p; p++)
    if ((guchar)*p < 0x20 || *p == 0x7f)
      *p = ' ';
  return g_strdup_printf("%s:%u", shown, cd_text_line(text, span.offset));
}

static const CdGeniusIssue *issue_of(const CdProfilesFrom *from, guint term)
{
  int i = from->issues->term[term].issue;
  return i < 0 ? NULL : &from->genius->issue[i];
}

static double weight_of(const CdProfilesFrom *from, guint party, guint term)
{
  int i = from->issues->term[term].issue;
  return i < 0 ? 0 : from->genius->profile[party].weight[i];
}

static const double *values_of(const CdProfilesFrom *from, guint party, guint term)
{
  return from->genius->profile[party].value[from->issues->term[term].issue];
}

/* --- What is refused -------------------------------------------------------------------------------------------------- */

static bool check_weights(const CdProfilesFrom *from, guint party, CdComplaints *complaints)
{
  const CdGeniusProfile *it = &from->genius->profile[party];
  double sum = 0;
  CdSpan any = {0};
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    if (!issue_of(from, t))
      continue;
    any = it->weight_at[from->issues->term[t].issue];
    sum += weight_of(from, party, t);
    if (weight_of(from, party, t) > WEIGHT_MOST)
      return cd_complain(complaints, CD_COMPLAINT_PROFILE_WEIGHT, any, "allowed: 0 to 100",
                         "this weight is beyond what a scenario takes");
  }
  return sum > 0 ||
         cd_complain(complaints, CD_COMPLAINT_PROFILE_WEIGHT, any, "a party to a contract wants something of its terms",
                     "of the issues that are terms this profile weighs none");
}

static bool check_table(const CdProfilesFrom *from, CdComplaints *complaints)
{
  enum { STRUCTURES = 2 }; /* all together, and each alone */
  guint n = from->genius->n_profiles, largest = 0;
  double texts = G_N_ELEMENTS(methods);
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    if (t != CD_TERM_PRICING && issue_of(from, t)) {
      texts *= from->issues->term[t].n;
      largest = t;
    }
  if (texts <= CD_TALKS_TEXTS_MOST && texts * STRUCTURES <= CD_TALKS_FORMS_TEXTS_MOST &&
      texts * n * exp2(n - 1.0) <= CD_TALKS_UTILITIES_MOST)
    return true;
  return cd_complain(complaints, CD_COMPLAINT_PROFILE_TABLE, issue_of(from, largest)->name_at,
                     "fewer values of real issues: --levels; or --term ISSUE=none leaves one out",
                     "the issues that are terms put %.0f texts before %u councils, more than talks of so many hold",
                     texts, n);
}

/* --- Without agreement ------------------------------------------------------------------------------------------------ */

/* Of those that PARTY weighs: another changes no outcome's utility. */
static bool every_issue_is_a_term(const CdProfilesFrom *from, guint party)
{
  for (guint i = 0; i < from->genius->n_issues; i++)
    if (cd_issues_term_of(from->issues, i) == CD_TERM_COUNT && from->genius->profile[party].weight[i] > 0)
      return false;
  return true;
}

/* Of the best outcome, on the scenario's scale. */
static double best_of(const CdProfiles *it, guint party)
{
  double best = 0;
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    double most = 0;
    for (guint k = 0; issue_of(&it->from, t) && k < it->from.issues->term[t].n; k++)
      most = fmax(most, values_of(&it->from, party, t)[it->from.issues->term[t].level[k]]);
    best += weight_of(&it->from, party, t) * most / it->sum[party];
  }
  return best;
}

static void take_reservation(CdProfiles *it, guint party)
{
  const CdGeniusProfile *profile = &it->from.genius->profile[party];
  double best = best_of(it, party), least = profile->reservation / it->sum[party];
  it->friction[party] = NAN;
  if (!every_issue_is_a_term(&it->from, party)) {
    cd_told(it->unused, "%s: reservation %g: of an outcome of every issue, and not every one that it weighs is a term",
            profile->name, profile->reservation);
    return;
  }
  if (!it->from.joint_today) {
    cd_told(
        it->unused,
        "%s: reservation %g: apart today, nothing keeps a council from its own best terms alone; --today joint does",
        profile->name, profile->reservation);
    return;
  }
  it->friction[party] = CLAMP(round((best - least) / ROUNDING) * ROUNDING, 0, 1);
  cd_told(it->taken, "%s: friction %.6g, so that leaving is worth the reservation value %g (best outcome %.6g)",
          profile->name, it->friction[party], profile->reservation, best * it->sum[party]);
  if (best < least)
    cd_told(it->doubt, "%s: no outcome is worth its reservation value; leaving is worth %.6g to it here", profile->name,
            best * it->sum[party]);
}

/* --- What is told ------------------------------------------------------------------------------------------------------ */

static void tell_term(CdProfiles *it, guint term)
{
  const CdGeniusIssue *issue = issue_of(&it->from, term);
  const CdIssueTerm *of = &it->from.issues->term[term];
  if (!issue) {
    if (term == CD_TERM_PRICING)
      cd_told(it->missing, "pricing: block alone is acceptable, and weighs nothing");
    else
      cd_told(it->missing, "%s: held at %g, and weighs nothing", word_of(term), common[term]);
    return;
  }
  g_autofree char *at = place(&it->from, issue->name_at);
  if (term == CD_TERM_PRICING)
    cd_told(it->taken, "%s: issue \"%s\", %s: %u methods; others are unacceptable", word_of(term), issue->name, at,
            of->n);
  else
    cd_told(it->taken, "%s: issue \"%s\", %s: %u values from %g to %g", word_of(term), issue->name, at, of->n,
            of->at[0], of->at[of->n - 1]);
}

static void tell_party(CdProfiles *it, guint party)
{
  const CdGeniusProfile *profile = &it->from.genius->profile[party];
  g_autoptr(GString) weights = g_string_new(NULL);
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    if (issue_of(&it->from, t)) {
      g_autofree char *at = place(&it->from, profile->weight_at[it->from.issues->term[t].issue]);
      g_string_append_printf(weights, "%s%s %g (%s)", weights->len ? ", " : "", word_of(t),
                             weight_of(&it->from, party, t), at);
    }
  cd_told(it->taken, "%s: weights %s, and its value of each", profile->name, weights->str);
  take_reservation(it, party);
  if (fabs(it->sum[party] - 1) > ADDS_UP)
    cd_told(
        it->doubt, "%s: these weights add up to %g; in a scenario they add up to 1: its value is the utility of these issues over %g",
        profile->name, it->sum[party], it->sum[party]);
  if (profile->discount_given != 1)
    cd_told(it->unused, "%s: discount_factor %g: a council's patience is a month's, GENIUS's a deadline's",
            profile->name, profile->discount_given);
  if (profile->uncertain)
    cd_told(it->unused, "%s: made for agents that do not know it in full; it is taken in full", profile->name);
}

static void tell_rest(CdProfiles *it)
{
  const CdGenius *genius = it->from.genius;
  for (guint i = 0; i < genius->n_issues; i++) {
    if (cd_issues_term_of(it->from.issues, i) != CD_TERM_COUNT)
      continue;
    g_autofree char *at = place(&it->from, genius->issue[i].name_at);
    g_autoptr(GString) weights = g_string_new(NULL);
    for (guint j = 0; j < genius->n_profiles; j++)
      g_string_append_printf(weights, "%s%s %g", j ? ", " : "", genius->profile[j].name, genius->profile[j].weight[i]);
    cd_told(it->unused, "issue \"%s\", %s: no term of a scenario's contracts; weights: %s", genius->issue[i].name, at,
            weights->str);
  }
}

CdProfiles *cd_profiles_new(CdProfilesFrom from, CdComplaints *complaints)
{
  bool fit = check_table(&from, complaints);
  for (guint j = 0; j < from.genius->n_profiles; j++)
    fit &= check_weights(&from, j, complaints);
  if (!fit)
    return NULL;
  CdProfiles *it = g_new0(CdProfiles, 1);
  it->from = from;
  it->taken = g_string_new(NULL);
  it->missing = g_string_new(NULL);
  it->unused = g_string_new(NULL);
  it->doubt = g_string_new(NULL);
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    tell_term(it, t);
  for (guint j = 0; j < from.genius->n_profiles; j++) {
    for (guint t = 0; t < CD_TERM_COUNT; t++)
      it->sum[j] += weight_of(&from, j, t);
    tell_party(it, j);
  }
  tell_rest(it);
  if (isnan(it->friction[0]))
    cd_told(it->doubt,
            "leaving costs the template's friction alone (0 to 0.06 of a council's values), so that hardly anything is "
            "worth agreeing to; --set 'council[ID]/friction=0.5' of negotiate says what it costs");
  return it;
}

void cd_profiles_free(CdProfiles *it)
{
  if (!it)
    return;
  g_string_free(it->taken, TRUE);
  g_string_free(it->missing, TRUE);
  g_string_free(it->unused, TRUE);
  g_string_free(it->doubt, TRUE);
  g_free(it);
}

/* --- What the template's gaps hold -------------------------------------------------------------------------------------- */

static const char domain_source[] = "genius-domain";

static char *source_of(guint party, guint term)
{
  return g_strdup_printf("genius-%u-%s", party + 1, word_of(term));
}

/* Takes VALUE and SOURCE over. */
static void say_figure(CdTemplateScope *scope, const char *part, char *name, char *value, char *source, const char *grade)
{
  CdTemplateScope *one = cd_template_each(scope, part);
  cd_template_say(one, "profile-name", name);
  cd_template_say(one, "profile-value", value);
  cd_template_say(one, "profile-source", source);
  cd_template_say(one, "profile-grade", g_strdup(grade));
}

static void say_source(CdTemplateScope *all, char *id, char *title)
{
  CdTemplateScope *one = cd_template_each(all, "profile-source-of");
  cd_template_say(one, "profile-source", id);
  cd_template_say(one, "profile-title", title);
}

static char *friction_source(const CdProfiles *it, guint party)
{
  return it->from.genius->profile[party].reserved ? g_strdup_printf("genius-%u-reservation", party + 1)
                                                  : g_strdup(domain_source);
}

static void say_sources(const CdProfiles *it, CdTemplateScope *all)
{
  const CdGenius *genius = it->from.genius;
  say_source(all, g_strdup(domain_source), g_strdup_printf("GENIUS domain %s", genius->name));
  for (guint j = 0; j < genius->n_profiles; j++) {
    if (genius->profile[j].reserved && !isnan(it->friction[j])) {
      g_autofree char *at = place(&it->from, genius->profile[j].reservation_at);
      say_source(all, friction_source(it, j),
                 g_strdup_printf("GENIUS profile of %s: reservation at %s", genius->profile[j].name, at));
    }
    for (guint t = 0; t < CD_TERM_COUNT; t++) {
      const CdGeniusIssue *issue = issue_of(&it->from, t);
      if (!issue)
        continue;
      int i = it->from.issues->term[t].issue;
      g_autofree char *at = place(&it->from, genius->profile[j].value_at[i]),
                      *weight = place(&it->from, genius->profile[j].weight_at[i]);
      say_source(all, source_of(j, t),
                 g_strdup_printf("GENIUS profile of %s: issue \"%s\" at %s, its weight at %s", genius->profile[j].name,
                                 issue->name, at, weight));
    }
  }
}

static void say_table(const CdProfiles *it, CdTemplateScope *all)
{
  static const char *const ends[] = {"least", "most", "levels"};
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    if (t == CD_TERM_PRICING)
      continue;
    const CdIssueTerm *of = &it->from.issues->term[t];
    bool has = of->issue >= 0;
    const double figure[] = {has ? of->at[0] : common[t], has ? of->at[of->n - 1] : common[t], has ? of->n : 1};
    for (guint e = 0; e < G_N_ELEMENTS(ends); e++)
      say_figure(all, "profile-table", g_strdup_printf("%s-%s", word_of(t), ends[e]), number(figure[e]),
                 g_strdup(has ? domain_source : "construction"), has ? GRADE : "D");
  }
}

void cd_profiles_say(const CdProfiles *it, CdTemplateScope *all)
{
  cd_template_each(all, it ? "profiled" : "guessed");
  if (!it)
    return;
  say_sources(it, all);
  say_table(it, all);
}

/* Methods that the domain has not: nobody signs them. */
static void say_methods(const CdProfiles *it, guint party, CdTemplateScope *area)
{
  const CdIssueTerm *of = &it->from.issues->term[CD_TERM_PRICING];
  for (guint m = 0; m < G_N_ELEMENTS(methods); m++) {
    guint k = 0;
    while (k < of->n && !g_str_equal(of->method[k], methods[m]))
      k++;
    bool has = k < of->n, open = has || (of->issue < 0 && m == 0);
    double liking = has ? values_of(&it->from, party, CD_TERM_PRICING)[of->level[k]] : 0;
    CdTemplateScope *one = cd_template_each(area, "profile-method");
    cd_template_say(one, "method", g_strdup(methods[m]));
    cd_template_say(one, "acceptable", g_strdup(open ? "yes" : "no"));
    cd_template_say(one, "profile-value", number(liking));
    cd_template_say(one, "profile-source", has ? source_of(party, CD_TERM_PRICING) : g_strdup("construction"));
    cd_template_say(one, "profile-grade", g_strdup(has ? GRADE : "D"));
  }
}

static void say_function(const CdProfiles *it, guint party, guint term, CdTemplateScope *area)
{
  const CdIssueTerm *of = &it->from.issues->term[term];
  CdTemplateScope *function = cd_template_each(area, "profile-function");
  cd_template_say(function, "term", g_strdup(word_of(term)));
  cd_template_say(function, "profile-source", source_of(party, term));
  cd_template_say(function, "profile-grade", g_strdup(GRADE));
  for (guint k = 0; k < of->n; k++) {
    CdTemplateScope *point = cd_template_each(function, "profile-point");
    cd_template_say(point, "point", g_strdup_printf("p%u", k + 1));
    cd_template_say(point, "at", number(of->at[k]));
    cd_template_say(point, "profile-value", number(values_of(&it->from, party, term)[of->level[k]]));
  }
}

/* What options under the councils' own terms go by: of several equally good values the least. */
static void say_ideal(const CdProfiles *it, guint party, guint term, CdTemplateScope *area)
{
  static const char *const name[CD_TERM_COUNT] = {[CD_TERM_LENGTH] = "ideal-length",
                                                  [CD_TERM_QUALITY_WEIGHT] = "ideal-quality-weight",
                                                  [CD_TERM_OUTCOMES_SHARE] = "ideal-outcomes",
                                                  [CD_TERM_LOCALISATION] = "ideal-localisation"};
  const CdIssueTerm *of = &it->from.issues->term[term];
  if (!name[term])
    return;
  bool has = of->issue >= 0;
  guint best = 0;
  for (guint k = 1; has && k < of->n; k++)
    if (values_of(&it->from, party, term)[of->level[k]] > values_of(&it->from, party, term)[of->level[best]])
      best = k;
  say_figure(area, "profile-figure", g_strdup(name[term]), number(has ? of->at[best] : common[term]),
             has ? source_of(party, term) : g_strdup("construction"), has ? GRADE : "D");
}

void cd_profiles_say_party(const CdProfiles *it, guint party, CdTemplateScope *area)
{
  if (!it)
    return;
  say_figure(area, "profile-figure", g_strdup("terms-weight"), g_strdup("1"), g_strdup("construction"), "D");
  if (!isnan(it->friction[party]))
    say_figure(area, "profile-figure", g_strdup("friction"), number(it->friction[party]), friction_source(it, party),
               GRADE);
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    bool has = issue_of(&it->from, t) != NULL;
    say_figure(area, "profile-figure", g_strdup_printf("weight-%s", word_of(t)), number(weight_of(&it->from, party, t)),
               has ? source_of(party, t) : g_strdup("construction"), has ? GRADE : "D");
    say_ideal(it, party, t, area);
    if (has && t != CD_TERM_PRICING)
      say_function(it, party, t, area);
  }
  say_methods(it, party, area);
}
