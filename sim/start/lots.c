#include "sim/start/lots.h"

#include <string.h>

static const char *const component[] = {"adult-treatment", "young-people",   "criminal-justice",
                                        "recovery",        "detoxification", "residential-rehabilitation"};

/* Words of titles, small letters and single blanks, for the component that they name. */
static const struct {
  const char *word;
  guint component;
} named[] = {{"young people", 1}, {"young persons", 1},    {"children", 1},   {"youth", 1},
             {"under 18s", 1},    {"criminal justice", 2}, {"recovery", 3},   {"detoxification", 4},
             {"detox", 4},        {"inpatient", 4},        {"residential", 5}};

char *cd_lots_components(const CdLots *lots, guint lot)
{
  GString *text = g_string_new(NULL);
  for (guint c = 0; c < G_N_ELEMENTS(component); c++)
    if (lots->components[lot] >> c & 1)
      g_string_append_printf(text, "%s%s", text->len ? " " : "", component[c]);
  return g_string_free(text, FALSE);
}

/* " small letters and digits, single blanks ", so that a word is found with blanks round it. */
static char *words_of(const char *text)
{
  g_autofree char *folded = g_utf8_casefold(text, -1);
  GString *words = g_string_new(" ");
  for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isalnum(c))
      g_string_append_unichar(words, c);
    else if (words->str[words->len - 1] != ' ')
      g_string_append_c(words, ' ');
  }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c(words, ' ');
  return g_string_free(words, FALSE);
}

static bool names(const char *title, const char *what)
{
  g_autofree char *words = words_of(what);
  return strstr(title, words) != NULL;
}

/* What kind of area it is, and not which. */
static bool is_kind_of_area(const char *word)
{
  static const char *const kind[] = {"county", "city",    "borough", "district", "metropolitan", "unitary", "royal",
                                     "london", "council", "of",      "the",      "authority",    "combined"};
  for (guint i = 0; i < G_N_ELEMENTS(kind); i++)
    if (strcmp(kind[i], word) == 0)
      return true;
  return false;
}

/* " hillshire " of Hillshire County, " " where nothing is left. The caller frees. */
static char *short_name(const char *label)
{
  g_autofree char *words = words_of(label);
  g_auto(GStrv) word = g_strsplit(words, " ", -1);
  GString *kept = g_string_new(" ");
  for (guint i = 0; word[i]; i++)
    if (*word[i] && !is_kind_of_area(word[i]))
      g_string_append_printf(kept, "%s ", word[i]);
  return g_string_free(kept, FALSE);
}

/* By its whole name, or by a short one that is no other area's. */
static bool names_area(const char *title, const CdWished *wished, guint area)
{
  if (names(title, wished->area[area].label))
    return true;
  g_autofree char *own = short_name(wished->area[area].label);
  if (g_str_equal(own, " ") || !strstr(title, own))
    return false;
  for (guint i = 0; i < wished->n; i++) {
    g_autofree char *other = short_name(wished->area[i].label);
    if (i != area && g_str_equal(own, other))
      return false;
  }
  return true;
}

static guint areas_named(const char *title, const CdWished *wished)
{
  guint areas = 0;
  for (guint i = 0; i < wished->n; i++)
    if (names_area(title, wished, i))
      areas |= 1u << i;
  return areas ? areas : (1u << wished->n) - 1;
}

static guint components_named(const char *title)
{
  guint components = 0;
  for (guint w = 0; w < G_N_ELEMENTS(named); w++)
    if (names(title, named[w].word))
      components |= 1u << named[w].component;
  return components;
}

static bool takes_the_rest(const char *title, guint components)
{
  return components == 0 || names(title, "adult") || names(title, "adults");
}

/* Why some part of the care of some area has no lot, or two; NULL: each has one. */
static char *check(const CdLots *lots, const CdWished *wished)
{
  for (guint a = 0; a < wished->n; a++)
    for (guint c = 0; c < G_N_ELEMENTS(component); c++) {
      guint n = 0;
      for (guint l = 0; l < lots->n; l++)
        n += (lots->areas[l] >> a & 1) && (lots->components[l] >> c & 1);
      if (n != 1)
        return g_strdup_printf("by their titles %s of %s would be in %s", component[c], wished->area[a].label,
                               n ? "several lots" : "no lot");
    }
  return NULL;
}

char *cd_lots_divide(const GPtrArray *lot, const CdWished *wished, CdLots *lots)
{
  bool rest[CD_LOTS_MOST];
  lots->n = lot->len;
  if (lots->n > CD_LOTS_MOST)
    return g_strdup_printf("there are more than %d", CD_LOTS_MOST);
  for (guint l = 0; l < lots->n; l++) {
    const CdNoticeLot *one = g_ptr_array_index(lot, l);
    g_autofree char *title = words_of(one->title ? one->title : "");
    if (g_str_equal(title, " "))
      return g_strdup_printf("%s has no title", one->path);
    lots->areas[l] = areas_named(title, wished);
    lots->components[l] = components_named(title);
    rest[l] = takes_the_rest(title, lots->components[l]);
  }
  guint told[CD_LOTS_MOST];
  memcpy(told, lots->components, sizeof told);
  for (guint l = 0; l < lots->n; l++) {
    guint others = 0;
    for (guint other = 0; other < lots->n; other++)
      if (other != l && lots->areas[other] & lots->areas[l])
        others |= told[other];
    if (rest[l])
      lots->components[l] |= ((1u << G_N_ELEMENTS(component)) - 1) & ~others;
  }
  return check(lots, wished);
}
