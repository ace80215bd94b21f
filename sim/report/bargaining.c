#include "sim/report/bargaining.h"

#include <math.h>
#include <string.h>
#include "sim/negotiation/additive.h"
#include "sim/negotiation/mediation.h"
#include "sim/report/table-file.h"

G_STATIC_ASSERT((int)CD_GENIUS_ISSUES == CD_ISSUE_MAX && (int)CD_GENIUS_PARTIES == CD_TALK_MAX);
G_STATIC_ASSERT(CD_BARGAINING_CHANGES_MOST == CD_MEDIATION_ROUNDS_MAX);

#define BETA_LEAST 0.01
#define BETA_MOST 100
#define WEIGHTS_OFF 1e-3 /* rounding of what GENIUS writes */

const CdSolutionName *cd_solution_name(CdSolutionKind kind)
{
  static const CdSolutionName name[CD_SOLUTION_COUNT] = {
      [CD_SOLUTION_NASH] = {"nash", "Nash"},
      [CD_SOLUTION_KALAI_SMORODINSKY] = {"kalai-smorodinsky", "Kalai-Smorodinsky"},
      [CD_SOLUTION_EVEN_RATIOS] = {"even-ratios", "Even ratios"},
      [CD_SOLUTION_EGALITARIAN] = {"egalitarian", "Egalitarian"},
      [CD_SOLUTION_UTILITARIAN] = {"utilitarian", "Utilitarian"},
      [CD_SOLUTION_UTILITARIAN_ANY] = {"utilitarian-any", "Utilitarian of all outcomes"}};
  return &name[kind];
}

char *cd_bargaining_item(const CdBargaining *it, guint text, guint issue)
{
  return cd_genius_item(&it->genius->issue[issue], cd_grid_level(&it->grid, text, issue));
}

double cd_bargaining_u(const CdBargaining *it, guint text, guint party)
{
  return cd_domain_u(&it->contest.domain, text, party);
}

char *cd_bargaining_caution(const CdBargaining *it, guint party)
{
  const CdGeniusProfile *profile = &it->genius->profile[party];
  g_autoptr(GString) text = g_string_new(NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (fabs(profile->weights - 1) > WEIGHTS_OFF)
    g_string_append_printf(
        text, "weights add up to %s, not 1; as in GENIUS they are taken as they stand, and utilities above 1 are 1",
        g_ascii_formatd(number, sizeof number, "%.6g", profile->weights));
  if (profile->discount_given != profile->discount)
    g_string_append_printf(text, "%sdiscount_factor %s is not above 0 and at most 1; as in GENIUS it is 1",
                           text->len ? "; " : "",
                           g_ascii_formatd(number, sizeof number, "%.6g", profile->discount_given));
  if (profile->uncertain)
    g_string_append_printf(text, "%smade for agents that do not know it in full; it is taken in full here",
                           text->len ? "; " : "");
  return text->len ? g_strdup_printf("%s: %s", profile->name, text->str) : NULL;
}

/* --- Reading ---------------------------------------------------------------------------------------------------------- */

static bool refuse(GError **error, const char *why)
{
  g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE, why);
  return false;
}

static bool asks_for(const CdBargainingOptions *options, const char *protocol)
{
  return !options->protocols || g_strv_contains(options->protocols, protocol);
}

static bool check(const CdBargainingOptions *options, guint n_profiles, GError **error)
{
  if (n_profiles < 2 || n_profiles > CD_GENIUS_PARTIES)
    return refuse(error, "--genius takes a domain and a profile of each party, 2 to 16 of them: --genius DOMAIN.xml "
                         "PROFILE.xml PROFILE.xml ...");
  if (options->rounds < 1 || options->rounds > CD_BARGAINING_ROUNDS_MOST)
    return refuse(error, "--rounds is from 1 to 10000");
  if (options->changes < 1 || options->changes > CD_BARGAINING_CHANGES_MOST)
    return refuse(error, "--changes is from 1 to 4096");
  if (options->levels < 2 || options->levels > CD_GENIUS_LEVELS_MOST)
    return refuse(error, "--levels is from 2 to 1000: values that a real issue is cut into");
  if (options->tactics && !asks_for(options, "offers"))
    return refuse(error, "--tactic is of offers: add --protocol offers, or leave it out");
  if (options->minutes && !asks_for(options, "offers"))
    return refuse(error, "--minutes are of offers: add --protocol offers, or leave it out");
  return true;
}

static CdGenius *read_files(const char *path, const char *const *profiles, guint n_profiles, guint levels, GError **error)
{
  CdGeniusFile file[CD_GENIUS_PARTIES + 1];
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
  for (guint f = 0; f <= n_profiles; f++) {
    file[f].name = f ? profiles[f - 1] : path;
    char *bytes = cd_table_file_read(file[f].name, &file[f].length, error);
    if (!bytes)
      return NULL;
    g_ptr_array_add(kept, bytes);
    file[f].bytes = bytes;
  }
  return cd_genius_read(file, n_profiles + 1, levels, error);
}

/* --- What is negotiated ----------------------------------------------------------------------------------------------- */

static void fill_utilities(CdBargaining *it, double *u)
{
  const CdGenius *genius = it->genius;
  for (guint j = 0; j < genius->n_profiles; j++) {
    gsize mark = cd_arena_mark(it->arena);
    const double *part[CD_ISSUE_MAX];
    for (guint i = 0; i < genius->n_issues; i++) {
      double *weighed = cd_arena_array_raw(it->arena, double, genius->issue[i].levels);
      for (guint level = 0; level < genius->issue[i].levels; level++)
        weighed[level] = genius->profile[j].weight[i] * genius->profile[j].value[i][level];
      part[i] = weighed;
    }
    cd_additive(&it->grid, part, j, genius->n_profiles, u);
    cd_arena_rewind(it->arena, mark);
  }
}

static void set_up(CdBargaining *it)
{
  const CdGenius *genius = it->genius;
  guint levels[CD_ISSUE_MAX], n = genius->n_profiles;
  for (guint i = 0; i < genius->n_issues; i++) {
    levels[i] = genius->issue[i].levels;
    it->contest.scale.at[i] = genius->issue[i].at;
  }
  cd_grid_init(&it->grid, genius->n_issues, levels);
  double *u = cd_arena_array_raw(it->arena, double, (gsize)genius->n_outcomes *n),
         *reservation = cd_arena_array_raw(it->arena, double, n), *discount = cd_arena_array_raw(it->arena, double, n);
  guint *party = cd_arena_array_raw(it->arena, guint, n);
  fill_utilities(it, u);
  for (guint j = 0; j < n; j++) {
    party[j] = j;
    reservation[j] = genius->profile[j].reservation;
    discount[j] = genius->profile[j].discount;
    it->discounted |= discount[j] < 1;
  }
  it->contest.domain = (CdDomain){.grid = &it->grid, .n_parties = n, .party = party, .u = u};
  it->contest.reservation = reservation;
  it->contest.discount = discount;
  it->contest.rounds = it->options.rounds;
  it->contest.changes = it->options.changes;
  it->contest.seed = it->options.seed;
  cd_contest_solve(&it->contest, it->arena);
}

/* --- Ways of negotiating it -------------------------------------------------------------------------------------------- */

static void add_run(CdBargaining *it, const CdBout *bout, char *name)
{
  CdBargainingRun run = {.bout = *bout, .name = name};
  cd_ledger_init(&run.ledger, it->minutes);
  run.result = cd_contest_bout(&it->contest, bout, it->options.minutes ? &run.ledger : NULL);
  g_array_append_val(it->run, run);
}

/* WORD, or WORD:BETA. */
static bool read_tactic(const char *given, CdPosture *posture, double *beta, GError **error)
{
  const char *colon = strchr(given, ':');
  g_autofree char *word = colon ? g_strndup(given, (gsize)(colon - given)) : g_strdup(given),
                  *shown = g_utf8_make_valid(given, -1);
  *posture = cd_posture_named(word);
  if (*posture == CD_POSTURE_COUNT) {
    g_autoptr(GString) known = g_string_new(NULL);
    for (CdPosture p = 0; p < CD_POSTURE_COUNT; p++)
      g_string_append_printf(known, "%s%s", p ? ", " : "", cd_posture_info(p)->id);
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--tactic knows no \"%s\" (allowed: %s; with commas, one a party)",
                shown, known->str);
    return false;
  }
  if (!colon)
    return true;
  char *end;
  *beta = g_ascii_strtod(colon + 1, &end);
  bool is_number = colon[1] && !*end && strspn(colon + 1, "0123456789.") == strlen(colon + 1);
  if (is_number && *beta >= BETA_LEAST && *beta <= BETA_MOST && cd_posture_has_pace(*posture))
    return true;
  g_set_error(
      error, CD_ERROR,
      CD_ERROR_USAGE, "--tactic %s: after the colon stands how early a tactic of time concedes, 0.01 to 100: late below 1, early above it",
      shown);
  return false;
}

static bool has_order(const CdBargaining *it)
{
  for (guint i = 0; i < it->genius->n_issues; i++)
    if (it->genius->issue[i].at)
      return true;
  return false;
}

/* WORDS: tactics, one of which answers number by number. */
static void omit(CdBargaining *it, const char *words)
{
  g_ptr_array_add(
      it->omitted,
      g_strdup_printf("offers: %s: left out, for it answers number by number, and no issue here is integer or real",
                      words));
}

static bool add_offers(CdBargaining *it, const char *words, GError **error)
{
  g_auto(GStrv) word = g_strsplit(words, ",", -1);
  guint n = g_strv_length(word), n_parties = it->genius->n_profiles;
  CdBout bout = {.protocol = CD_CONTEST_OFFERS};
  if (n != 1 && n != n_parties) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--tactic %s: one word for everybody, or %u with commas, one a party",
                words, n_parties);
    return false;
  }
  bool needs_order = false;
  for (guint j = 0; j < n_parties; j++) {
    if (!read_tactic(g_strstrip(word[n == 1 ? 0 : j]), &bout.posture[j], &bout.beta[j], error))
      return false;
    needs_order |= cd_posture_needs_order(bout.posture[j]);
  }
  if (needs_order && !has_order(it))
    omit(it, words);
  else
    add_run(it, &bout, g_strdup_printf("offers: %s", words));
  return true;
}

/* Those that answer in kind would wait for one another; and who hops about the grid moves no number. */
static char *beside_trade_off(const CdBargaining *it, CdPosture posture)
{
  GString *words = g_string_new(cd_posture_info(CD_POSTURE_TRADE_OFF)->id);
  for (guint j = 1; j < it->genius->n_profiles; j++)
    g_string_append_printf(words, ",%s", cd_posture_info(posture)->id);
  return g_string_free(words, FALSE);
}

static bool add_all_offers(CdBargaining *it, const char *const *tactics, GError **error)
{
  g_autoptr(GString) omitted = g_string_new(NULL);
  for (CdPosture p = CD_POSTURE_BOULWARE; !tactics && p < CD_POSTURE_COUNT; p++) {
    const char *id = cd_posture_info(p)->id;
    if (cd_posture_needs_order(p) && !has_order(it)) {
      g_string_append_printf(omitted, "%s%s", omitted->len ? ", " : "", id);
      continue;
    }
    g_autofree char *words = cd_posture_needs_order(p) ? beside_trade_off(it, p) : g_strdup(id);
    if (!add_offers(it, words, error))
      return false;
  }
  if (omitted->len)
    omit(it, omitted->str);
  for (; tactics && *tactics; tactics++)
    if (!add_offers(it, *tactics, error))
      return false;
  return true;
}

static bool add_protocol(CdBargaining *it, const char *protocol, const char *const *tactics, GError **error)
{
  if (g_str_equal(protocol, "offers"))
    return add_all_offers(it, tactics, error);
  if (g_str_equal(protocol, "mediated")) {
    add_run(it, &(CdBout){.protocol = CD_CONTEST_ANNEALED}, g_strdup("mediated: annealing"));
    add_run(it, &(CdBout){.protocol = CD_CONTEST_UNANIMOUS}, g_strdup("mediated: unanimity"));
    return true;
  }
  if (g_str_equal(protocol, "lead")) {
    for (guint j = 0; j < it->genius->n_profiles; j++)
      add_run(it, &(CdBout){.protocol = CD_CONTEST_LEAD, .lead = j},
              g_strdup_printf("lead: %s", it->genius->profile[j].name));
    return true;
  }
  g_autofree char *shown = g_utf8_make_valid(protocol, -1);
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--protocol knows no \"%s\" (allowed: offers, mediated, lead)", shown);
  return false;
}

static void clear_run(gpointer data)
{
  g_free(((CdBargainingRun *)data)->name);
}

CdBargaining *cd_bargaining_read(const char *path, const char *const *profiles, const CdBargainingOptions *options,
                                 GError **error)
{
  static const char *const every[] = {"offers", "mediated", "lead", NULL};
  guint n_profiles = g_strv_length((char **)profiles);
  if (!check(options, n_profiles, error))
    return NULL;
  g_autoptr(CdGenius) genius = read_files(path, profiles, n_profiles, options->levels, error);
  if (!genius)
    return NULL;
  g_autoptr(CdBargaining) it = g_new0(CdBargaining, 1);
  it->genius = g_steal_pointer(&genius);
  it->options = *options;
  it->options.protocols = it->options.tactics = NULL;
  it->arena = cd_arena_new();
  it->minutes = cd_arena_new();
  it->run = g_array_new(FALSE, FALSE, sizeof(CdBargainingRun));
  g_array_set_clear_func(it->run, clear_run);
  it->omitted = g_ptr_array_new_with_free_func(g_free);
  set_up(it);
  for (const char *const *protocol = options->protocols ? options->protocols : every; *protocol; protocol++)
    if (!add_protocol(it, *protocol, options->tactics, error))
      return NULL;
  return g_steal_pointer(&it);
}

void cd_bargaining_free(CdBargaining *it)
{
  if (!it)
    return;
  cd_genius_free(it->genius);
  g_array_unref(it->run);
  g_ptr_array_unref(it->omitted);
  cd_arena_free(it->arena);
  cd_arena_free(it->minutes);
  g_free(it);
}
