#include "sim/start/imported.h"

#include <string.h>
#include "sim/start/tenderers.h"
#include "sim/start/to-come.h"
#include "sim/start/today.h"
#include "sim/start/told.h"

static void clear_figure(gpointer data)
{
  CdImportedFigure *figure = data;
  g_free(figure->path);
  g_free(figure->value);
  g_free(figure->note);
  g_free(figure->from);
}

void cd_imported_free(CdImported *it)
{
  if (!it)
    return;
  g_array_unref(it->figure);
  g_free(it->start);
  g_strfreev(it->areas);
  g_ptr_array_unref(it->lot);
  g_string_free(it->heed, TRUE);
  g_string_free(it->taken, TRUE);
  g_string_free(it->missing, TRUE);
  g_string_free(it->unused, TRUE);
  g_free(it);
}

/* "Northshire Council" is the council of Northshire: cases add the word. What would part an area's name from its residents is left out. */
static char *area_of(const char *buyer)
{
  g_autofree char *plain = g_utf8_make_valid(buyer, -1);
  for (char *p = plain; *p; p++)
    if (*p == ':' || (guchar)*p < 0x20)
      *p = ' ';
  if (g_str_has_suffix(plain, " Council"))
    plain[strlen(plain) - strlen(" Council")] = '\0';
  return g_strdup_printf("%s:%d", g_strstrip(plain), CD_WISH_USUAL_RESIDENTS);
}

static void take_buyers(CdImported *it, const CdNotice *notice, bool named)
{
  g_autoptr(GStrvBuilder) areas = g_strv_builder_new();
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < notice->buyer->len; i++) {
    g_autofree char *area = area_of(g_ptr_array_index(notice->buyer, i));
    g_strv_builder_add(areas, area);
    g_string_append_printf(names, "%s%s", names->len ? ", " : "", (const char *)g_ptr_array_index(notice->buyer, i));
  }
  it->areas = g_strv_builder_end(areas);
  if (notice->buyer->len > 0)
    cd_told(named ? it->unused : it->taken, "buyers, from %s: %s%s", notice->buyer_path, names->str,
            named ? "; --area names the partners" : "");
}

/* Those of which something will come, or came. */
static void take_lots(CdImported *it, const CdNotice *notice)
{
  for (guint l = 0; l < notice->lot->len; l++) {
    const CdNoticeLot *lot = &g_array_index(notice->lot, CdNoticeLot, l);
    if (lot->is_off)
      cd_told(it->unused, "%s (%s) is %s", lot->path, lot->title ? lot->title : "no title", lot->status);
    else
      g_ptr_array_add(it->lot, (gpointer)lot);
  }
}

CdImported *cd_imported_new(const CdNotice *notice, CdImportedBeside beside)
{
  CdImported *it = g_new0(CdImported, 1);
  it->ocid = notice->ocid;
  it->incumbent = CD_NOTICE_UNTOLD;
  it->figure = g_array_new(FALSE, TRUE, sizeof(CdImportedFigure));
  g_array_set_clear_func(it->figure, clear_figure);
  it->lot = g_ptr_array_new();
  it->heed = g_string_new(NULL);
  it->taken = g_string_new(NULL);
  it->missing = g_string_new(NULL);
  it->unused = g_string_new(NULL);
  if (!notice->is_care)
    cd_told(it->heed, "nothing in the notice tells of drugs, alcohol, or health and social care: is it the right one?");
  take_buyers(it, notice, beside.areas);
  take_lots(it, notice);
  return it;
}

/* Each lot is of some areas, and none of all: each council, or group of them, has its own. */
static bool lots_part_areas(const CdImported *it, const CdWished *wished)
{
  CdLots lots;
  g_autofree char *why = it->lot->len < 2 ? g_strdup("one lot") : cd_lots_divide(it->lot, wished, &lots);
  for (guint l = 0; !why && l < lots.n; l++)
    if (lots.areas[l] == (1u << wished->n) - 1)
      return false;
  return !why;
}

void cd_imported_take(CdImported *it, const CdNotice *notice, const CdWished *wished, CdImportedBeside beside)
{
  CdToday today = cd_today_find(notice, it->unused);
  bool by_notice = today.main && notice->buyer->len > 1 && !lots_part_areas(it, wished);
  it->joint_today = beside.today ? g_str_equal(beside.today, "joint") : by_notice;
  if (today.main && !beside.today)
    cd_told(it->taken, "they commission today %s (grade C): --today says how",
            it->joint_today ? "together" : "each for itself");
  if (today.main)
    cd_today_take(it, notice, &today, it->joint_today, beside.start);
  else if (today.over)
    cd_told(it->missing, "today's contract, when the new service is to start, and its terms");
  else
    cd_to_come_take(it, notice, wished, (CdToComeBeside){beside.start, beside.areas, wished->n > 2});
  if (today.main && it->lot->len > 1)
    cd_told(it->unused, "%u lots: lots of a contract in force are no option to come", it->lot->len);
  cd_tenderers_take(it, notice, &today);
  for (guint i = 0; i < notice->unread->len; i++)
    cd_told(it->unused, "%s", (const char *)g_ptr_array_index(notice->unread, i));
  cd_today_clear(&today);
}
