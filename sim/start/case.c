#include "concordat/case.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "concordat/error.h"
#include "concordat/scenario.h"
#include "sim/model/spec.h"
#include "sim/scenario/file.h"
#include "sim/scenario/names.h"
#include "sim/start/beside.h"
#include "sim/start/template.h"
#include "sim/start/text.h"
#include "sim/start/wish.h"

/* ---- what the template's gaps hold ---- */

/* Young people for each hundred adults, England 2020/21; pounds that a commissioner's office may bring for each adult seen: as in the case of 2021. */
#define YOUNG_SHARE 0.04
#define FUNDER_POUNDS 65
/* Of those seen in the smaller of two areas that lie side by side, the part that moves between them in a year. */
#define MOVES_SHARE 0.05
/* Councils from which on every grouping of them is too many to try each text of a fine table. */
#define MANY 4
/* Up to so many every grouping of them is weighed in the talks; of more, those that the options show, or a draw would take many seconds. */
#define EVERY_GROUPING 5

static void say_number(CdTemplateScope *scope, const char *name, double value)
{
  cd_template_say(scope, name, g_strdup_printf("%.0f", value));
}

/* NAME-low, NAME and NAME-high, apart from one another even where they are small. */
static void say_range(CdTemplateScope *scope, const char *const name[3], double low, double value, double high)
{
  value = fmax(1, round(value));
  say_number(scope, name[0], fmin(round(low), value - 1));
  say_number(scope, name[1], value);
  say_number(scope, name[2], fmax(round(high), value + 1));
}

/* "A", "A and B", "A, B and C". */
static char *names_of(const CdWished *wished)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < wished->n; i++)
    g_string_append_printf(out, "%s%s", i == 0 ? "" : i + 1 == wished->n ? " and " : ", ", wished->area[i].label);
  return g_string_free(out, FALSE);
}

/* Ids of all areas but EXCEPT with each of ENDS behind them, a blank between two; EXCEPT may be none of them. */
static char *ids_of(const CdWished *wished, guint except, const char *const *ends)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < wished->n; i++)
    for (guint e = 0; i != except && ends[e]; e++)
      g_string_append_printf(out, "%s%s%s", out->len ? " " : "", wished->area[i].id, ends[e]);
  return g_string_free(out, FALSE);
}

static const char *const bare[] = {"", NULL}, *const premises[] = {"-hub", "-spoke", NULL};

static void say_neighbour(CdTemplateScope *scope, const char *name, const CdWishedArea *neighbour)
{
  cd_template_say(cd_template_each(scope, name), "neighbour", g_strdup(neighbour->id));
}

/* Of those in the countryside, the part best served in an area next to theirs that is at least as large. */
#define ACROSS 0.1
#define ACROSS_HIGH 0.25
/* Below, a share would be written with an exponent, which no scenario takes. */
#define LEAST_RATIO 0.001

/* A small neighbour has few places: what comes to it from a larger one falls as its clients do. */
static void say_nearest(CdTemplateScope *scope, const CdWishedArea *area, const CdWishedArea *nearest)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double ratio = CLAMP(nearest->adults / area->adults, LEAST_RATIO, 1);
  CdTemplateScope *near = cd_template_each(scope, "nearest");
  cd_template_say(near, "neighbour", g_strdup(nearest->id));
  cd_template_say(near, "across", g_strdup(g_ascii_formatd(number, sizeof number, "%.6g", ACROSS * ratio)));
  cd_template_say(near, "across-high", g_strdup(g_ascii_formatd(number, sizeof number, "%.6g", ACROSS_HIGH * ratio)));
}

static void say_area(CdTemplateScope *all, const CdWished *wished, guint i, const CdProfiles *profiles)
{
  static const char *const adults[] = {"adults-low", "adults", "adults-high"}, *const young[] = {"young-low", "young",
                                                                                                 "young-high"};
  CdTemplateScope *scope = cd_template_each(all, "area");
  const CdWishedArea *area = &wished->area[i];
  cd_template_say(scope, "area", g_strdup(area->id));
  cd_template_say(scope, "area-label", g_strdup(area->label));
  cd_template_say(scope, "kind", g_strdup(i % 2 ? "local-charity" : "national-charity"));
  cd_template_say(scope, "other-areas", ids_of(wished, i, bare));
  cd_template_say(scope, "other-hubs", ids_of(wished, i, premises));
  say_number(scope, "people", area->residents);
  say_range(scope, adults, area->adults * 7 / 8, area->adults, area->adults * 9 / 8);
  double under_18 = YOUNG_SHARE * area->adults;
  say_range(scope, young, under_18 * 2 / 3, under_18, under_18 * 4 / 3);
  if (i > 0)
    say_neighbour(scope, "neighbour", &wished->area[i - 1]);
  if (i + 1 < wished->n)
    say_neighbour(scope, "neighbour", &wished->area[i + 1]);
  say_nearest(scope, area, &wished->area[i > 0 ? i - 1 : 1]);
  cd_profiles_say_party(profiles, i, scope);
}

static void say_border(CdTemplateScope *all, const CdWishedArea *first, const CdWishedArea *second)
{
  static const char *const moves[] = {"moves-low", "moves", "moves-high"};
  CdTemplateScope *scope = cd_template_each(all, "border");
  double people = MOVES_SHARE * fmin(first->adults, second->adults);
  cd_template_say(scope, "first", g_strdup(first->id));
  cd_template_say(scope, "second", g_strdup(second->id));
  cd_template_say(scope, "first-label", g_strdup(first->label));
  cd_template_say(scope, "second-label", g_strdup(second->label));
  say_range(scope, moves, people / 2, people, people * 3 / 2);
}

static void say_month(CdTemplateScope *scope, const char *name, int month)
{
  cd_template_say(scope, name, cd_month_format(month));
}

static void say_case(CdTemplateScope *scope, const CdCaseWish *wish, const CdWished *wished, const CdProfiles *profiles)
{
  static const char *const funder[] = {"funder-low", "funder", "funder-high"};
  double adults = 0;
  for (guint i = 0; i < wished->n; i++)
    adults += wished->area[i].adults;
  double pounds = round(FUNDER_POUNDS * adults / 1000) * 1000;
  cd_template_say(scope, "id", g_strdup(wish->id));
  cd_template_say(scope, "label", names_of(wished));
  cd_template_say(scope, "names", names_of(wished));
  cd_template_say(scope, "areas", ids_of(wished, wished->n, bare));
  cd_template_say(scope, "hubs", ids_of(wished, wished->n, premises));
  bool leaves = wished->leaving < wished->n && wished->n > 2; /* of two, either's leaving is parting */
  cd_template_say(scope, "apart",
                  leaves ? g_strconcat(wished->area[wished->leaving].id, "-leaves", NULL) : g_strdup("apart"));
  cd_template_say(scope, "today", g_strdup(wish->joint_today ? "joint" : "apart"));
  say_month(scope, "start", wished->start);
  say_month(scope, "decision", wished->start - 18);
  say_month(scope, "talks", wished->start - 27);
  say_range(scope, funder, pounds / 3, pounds, pounds * 2);
  cd_template_each(scope, wish->joint_today ? "joint-today" : "apart-today");
  if (wished->n > 2 && !profiles) /* with two, either's leaving is parting; profiles know all or nobody */
    cd_template_each(scope, "several");
  if (wished->n > (profiles ? 2 : EVERY_GROUPING))
    cd_template_each(scope, "shown");
  if (wished->n > MANY && !profiles) /* fewer levels of each term on the table, so that the talks stay quick */
    cd_template_each(scope, "many");
}

/* "National charity B", or "NHS trust" where there is one alone; ids likewise. FIRST: the letter of the first. */
static void say_providers(CdTemplateScope *all, const char *kind, const char *id, const char *label, char first, guint n)
{
  for (guint i = 0; i < n; i++) {
    CdTemplateScope *scope = cd_template_each(all, kind);
    bool lettered = first != 'a' || n > 1;
    char letter = (char)(first + (int)i);
    cd_template_say(scope, "provider", lettered ? g_strdup_printf("%s-%c", id, letter) : g_strdup(id));
    cd_template_say(scope, "provider-label",
                    lettered ? g_strdup_printf("%s %c", label, g_ascii_toupper(letter)) : g_strdup(label));
  }
}

static void say_market(CdTemplateScope *scope, const CdImported *imported)
{
  static const guint usual[CD_NOTICE_KINDS] = {
      [CD_NOTICE_NATIONAL_CHARITY] = 1, [CD_NOTICE_NHS_TRUST] = 1, [CD_NOTICE_LOCAL_CHARITY] = 1};
  static const char *const id[] = {"national-a", "nhs-today", "local-today"},
                           *const label[] = {"National charity A", "NHS trust", "Local charity"},
                           *const kind[] = {"national-charity", "nhs-trust", "local-charity"};
  const guint *n = imported && imported->has_bidders ? imported->bidders : usual;
  CdNoticeKind today =
      imported && imported->incumbent != CD_NOTICE_UNTOLD ? imported->incumbent : CD_NOTICE_NATIONAL_CHARITY;
  cd_template_say(scope, "incumbent", g_strdup(id[today]));
  cd_template_say(scope, "incumbent-label", g_strdup(label[today]));
  cd_template_say(scope, "incumbent-kind", g_strdup(kind[today]));
  say_providers(scope, "national-charity", "national", "National charity", 'b', n[CD_NOTICE_NATIONAL_CHARITY]);
  say_providers(scope, "nhs-trust", "nhs-trust", "NHS trust", 'a', n[CD_NOTICE_NHS_TRUST]);
  say_providers(scope, "local-charity", "local-charity", "Local charity", 'a', n[CD_NOTICE_LOCAL_CHARITY]);
}

/* Ids of the areas in BITS with each of ENDS behind them. */
static char *ids_in(const CdWished *wished, guint bits, const char *const *ends)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < wished->n; i++)
    for (guint e = 0; bits >> i & 1 && ends[e]; e++)
      g_string_append_printf(out, "%s%s%s", out->len ? " " : "", wished->area[i].id, ends[e]);
  return g_string_free(out, FALSE);
}

static void say_lots(CdTemplateScope *all, const CdImported *imported, const CdWished *wished)
{
  const CdLots *lots = &imported->lots;
  if (lots->n == 0)
    return;
  cd_template_say(cd_template_each(all, "lotted"), "n-lots", g_strdup_printf("%u", lots->n));
  for (guint l = 0; l < lots->n; l++) {
    CdTemplateScope *scope = cd_template_each(all, "lot");
    cd_template_say(scope, "lot", g_strdup_printf("lot-%u", l + 1));
    cd_template_say(scope, "lot-label", g_strdup(((const CdNoticeLot *)g_ptr_array_index(imported->lot, l))->title));
    cd_template_say(scope, "lot-areas", ids_in(wished, lots->areas[l], bare));
    cd_template_say(scope, "lot-hubs", ids_in(wished, lots->areas[l], premises));
    cd_template_say(scope, "lot-components", cd_lots_components(lots, l));
  }
}

static void say_imported(CdTemplateScope *all, const CdImported *imported, const CdWished *wished)
{
  say_lots(all, imported, wished);
  cd_template_each(all, "notice");
  if (imported->has_bidders || imported->incumbent != CD_NOTICE_UNTOLD)
    cd_template_each(all, "notice-bidders");
  for (guint i = 0; i < imported->figure->len; i++) {
    const CdImportedFigure *it = &g_array_index(imported->figure, CdImportedFigure, i);
    CdTemplateScope *scope = cd_template_each(all, "notice-figure");
    cd_template_say(scope, "figure-source", g_strdup_printf("notice-%u", i + 1));
    cd_template_say(scope, "figure-title", g_strdup_printf("Open Contracting notice %s: %s", imported->ocid, it->from));
    cd_template_say(scope, "figure-path", g_strdup(it->path));
    cd_template_say(scope, "figure-value", g_strdup(it->value));
    cd_template_say(scope, "figure-grade", g_strdup_printf("%c", it->grade));
    cd_template_say(scope, "figure-note", g_strdup(it->note));
  }
}

static char *text_of(const CdCaseWish *wish, CdCaseBeside beside, GError **error)
{
  g_autoptr(CdWished) wished = cd_wish_read(wish, error);
  if (!wished)
    return NULL;
  g_autoptr(CdTemplateScope) scope = cd_template_scope_new();
  say_case(scope, wish, wished, beside.profiles);
  cd_profiles_say(beside.profiles, scope);
  for (guint i = 0; i < wished->n; i++)
    say_area(scope, wished, i, beside.profiles);
  for (guint i = 0; i + 1 < wished->n; i++)
    say_border(scope, &wished->area[i], &wished->area[i + 1]);
  say_market(scope, beside.imported);
  if (beside.imported)
    say_imported(scope, beside.imported, wished);
  g_autoptr(GBytes) template = cd_case_resource(CD_CASE_TEMPLATE);
  return cd_template_fill(g_bytes_get_data(template, NULL), scope);
}

char *cd_case_text(const CdCaseWish *wish, GError **error)
{
  return text_of(wish, (CdCaseBeside){NULL, NULL}, error);
}

/* ---- files ---- */

static bool fail(GError **error, const char *path, int why)
{
  g_autofree char *name = g_filename_display_name(path);
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot write %s: %s%s", name, g_strerror(why),
              why == EEXIST ? "; choose another name, or move it away" : "");
  return false;
}

/* A new file: what stands there may be somebody's work. */
static bool write_new(const char *path, const char *bytes, gsize length, GError **error)
{
  int file = g_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  FILE *out = file >= 0 ? fdopen(file, "wb") : NULL;
  if (!out)
    return fail(error, path, errno);
  bool written = fwrite(bytes, 1, length, out) == length;
  int why = errno;
  if (fclose(out) != 0 && written) {
    written = false;
    why = errno;
  }
  if (written)
    return true;
  g_unlink(path); /* ours, and not whole */
  return fail(error, path, why);
}

/* A file that the case includes, unless one of that name is there: its owner's choice stands. */
static bool write_beside(const char *folder, const char *name, const char *bytes, gsize length, GString *told,
                         GError **error)
{
  g_autofree char *path = g_build_filename(folder, name, NULL), *there = NULL;
  gsize there_length = 0;
  g_autofree char *shown = g_filename_display_name(path);
  if (g_file_get_contents(path, &there, &there_length, NULL)) {
    bool same = there_length == length && memcmp(there, bytes, length) == 0;
    g_string_append_printf(told, "Kept: %s%s\n", shown, same ? "" : ", which differs from that of the case copied");
    return true;
  }
  if (!write_new(path, bytes, length, error))
    return false;
  g_string_append_printf(told, "Written: %s\n", shown);
  return true;
}

/* TEXT with the id of its root changed to ID; NULL where the root states none. */
static char *renamed(const char *text, const char *id)
{
  g_autoptr(GRegex) root = g_regex_new("(<concordat\\b[^<]*?\\sid=[\"'])[^\"'<]*", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  int from = 0, to = 0;
  if (!g_regex_match(root, text, 0, &match))
    return NULL;
  g_match_info_fetch_pos(match, 1, NULL, &from);
  g_match_info_fetch_pos(match, 0, NULL, &to);
  return g_strdup_printf("%.*s%s%s", from, text, id, text + to);
}

static bool copy_included(const CdScenario *scenario, const char *folder, GString *told, GError **error)
{
  for (guint i = 1; scenario->file[i]; i++) {
    g_autofree char *bytes = NULL, *name = g_path_get_basename(scenario->file[i]);
    gsize length = 0;
    if (!g_file_get_contents(scenario->file[i], &bytes, &length, error) ||
        !write_beside(folder, name, bytes, length, told, error))
      return false;
  }
  return true;
}

/* The copy is written first: where it cannot be, nothing else is. */
static bool write_copy(const CdCaseWish *wish, const char *folder, const char *path, GString *told, GError **error)
{
  g_autoptr(CdScenario) scenario = cd_scenario_load(wish->from, NULL, error);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  if (!scenario || !g_file_get_contents(wish->from, &bytes, &length, error))
    return false;
  g_autofree char *text = renamed(bytes, wish->id), *shown = g_filename_display_name(path);
  g_assert(text); /* it was read, so it has a root with an id */
  if (!write_new(path, text, strlen(text), error))
    return false;
  g_string_append_printf(told, "Written: %s\n", shown);
  return copy_included(scenario, folder, told, error);
}

static bool write_fresh(const char *text, const char *folder, const char *path, GString *told, GError **error)
{
  g_autofree char *shown = g_filename_display_name(path);
  if (!write_new(path, text, strlen(text), error))
    return false;
  g_string_append_printf(told, "Written: %s\n", shown);
  g_autoptr(GBytes) library = cd_case_resource(CD_CASE_LIBRARY);
  gsize length = 0;
  const char *bytes = g_bytes_get_data(library, &length);
  return write_beside(folder, CD_CASE_LIBRARY, bytes, length, told, error);
}

bool cd_case_write(const CdCaseWish *wish, const char *folder, char **told, GError **error)
{
  return cd_case_write_beside(wish, (CdCaseBeside){NULL, NULL}, folder, told, error);
}

bool cd_case_write_beside(const CdCaseWish *wish, CdCaseBeside beside, const char *folder, char **told, GError **error)
{
  *told = NULL;
  if (!cd_wish_check_id(wish->id, error))
    return false;
  g_autofree char *text = wish->from ? NULL : text_of(wish, beside, error);
  if (!wish->from && !text)
    return false; /* before there is a folder */
  if (g_mkdir_with_parents(folder, 0777) != 0)
    return fail(error, folder, errno);
  g_autofree char *file = g_strconcat(wish->id, ".xml", NULL), *path = g_build_filename(folder, file, NULL);
  g_autoptr(GString) lines = g_string_new(NULL);
  bool done = wish->from ? write_copy(wish, folder, path, lines, error) : write_fresh(text, folder, path, lines, error);
  *told = g_strdup(lines->str);
  return done;
}
