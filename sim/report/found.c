#include "sim/appraisal/found.h"

#include <math.h>
#include "concordat/version.h"
#include "sim/report/accords-words.h"
#include "sim/report/screen.h"
#include "sim/report/figure.h"
#include "sim/report/input.h"
#include "sim/report/partners-json.h"

/* "1 in 5,300". */
static char *odds_text(double share)
{
  g_autofree char *of = cd_figure_whole((guint)lround(1 / share));
  return g_strdup_printf("1 in %s", of);
}

static void write_limit(CdScreen *screen, const CdFound *found, const CdFoundLimit *it)
{
  g_autofree char *text = cd_input_text(found->scenario, &it->input);
  g_autofree char *limit = cd_input_figure(&it->input, it->limit), *low = cd_input_figure(&it->input, it->lowest),
                  *high = cd_input_figure(&it->input, it->highest);
  g_autofree char *without = cd_figure_share_of(it->without.share);
  g_autofree char *part = odds_text(it->to - it->from);
  g_autofree char *line = g_strdup_printf("%s: at %s %s, of %s to %s (%s of what is tried); without this limit %s.",
                                          text, it->from > 0 ? "least" : "most", limit, low, high, part, without);
  cd_screen_paragraph(screen, line, "  ", "    ");
}

static void write_region(CdScreen *screen, const CdFound *found)
{
  g_autofree char *inside = cd_share_words(found->inside);
  if (found->n_limits == 0) {
    cd_screen_paragraph(screen,
                        "No assumption could be told to lead to it: more draws a step (--replicates) may find one, or "
                        "what the scenario allows holds no such region.",
                        "  ", "  ");
    return;
  }
  g_autofree char *odds = odds_text(found->mass);
  g_autofree char *head = g_strdup_printf(
      "Where all of these hold at once, which is so in %s of the assumptions tried, it happens in %s:", odds, inside);
  cd_screen_paragraph(screen, head, "  ", "  ");
  for (guint l = 0; l < found->n_limits; l++)
    write_limit(screen, found, &found->limit[l]);
}

static void write_notes(CdScreen *screen, const CdFound *found)
{
  const char *illustration = cd_scenario_concordat(found->scenario, 0)->illustration;
  cd_screen_paragraph(
      screen,
      "One region of those there may be. Each step halved the range of the assumption that went most with "
      "coming nearer, on fresh draws; limits that made little difference were dropped; the share inside is "
      "counted on draws that served for nothing else. It says under which assumptions the model has this "
      "happen, not that they were so.",
      "  ", "  ");
  g_string_append_c(screen->out, '\n');
  if (illustration)
    cd_screen_paragraph(screen, illustration, "", "");
  g_autofree char *made = g_strdup_printf(
      "Seed %" G_GUINT64_FORMAT ", %u replicates a step, %u talks in all, concordat %s, scenario SHA-256 %.12s…",
      found->seed, found->replicates, found->talks, CD_VERSION, found->scenario->sha256);
  cd_screen_paragraph(screen, made, "", "");
}

char *cd_found_text(const CdFound *found, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  const CdSpecHead *event = &cd_scenario_talks_event(found->scenario, found->event)->head;
  cd_screen_paragraph(&screen, found->scenario->label, "", "");
  cd_screen_heading(&screen, "UNDER WHICH ASSUMPTIONS");
  g_autofree char *anywhere = cd_share_words(found->anywhere);
  g_autofree char *head =
      g_strdup_printf("“%s”: over all assumptions tried, in %s of %u.", event->label, anywhere, found->anywhere.of);
  cd_screen_paragraph(&screen, head, "  ", "  ");
  write_region(&screen, found);
  write_notes(&screen, found);
  return g_string_free(screen.out, FALSE);
}

static void put_limit(CdJson *json, const CdFoundLimit *it)
{
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_text(json, "input", it->input.path);
  cd_json_number(json, it->from > 0 ? "at_least" : "at_most", it->limit);
  cd_json_number(json, "lowest", it->lowest);
  cd_json_number(json, "highest", it->highest);
  cd_json_number(json, "from_quantile", it->from);
  cd_json_number(json, "to_quantile", it->to);
  cd_json_put_share(json, "without", it->without);
  cd_json_close_object(json);
}

char *cd_found_json(const CdFound *found)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_put_effort(&json, found->scenario, found->seed, found->replicates);
  cd_json_integer(&json, "talks", found->talks);
  cd_json_text(&json, "version", CD_VERSION);
  cd_json_text(&json, "event", cd_scenario_talks_event(found->scenario, found->event)->head.id);
  cd_json_put_share(&json, "anywhere", found->anywhere);
  cd_json_open_array(&json, "limits", CD_JSON_TALL);
  for (guint l = 0; l < found->n_limits; l++)
    put_limit(&json, &found->limit[l]);
  cd_json_close_array(&json);
  cd_json_number(&json, "mass", found->mass);
  cd_json_put_share(&json, "inside", found->inside);
  cd_json_close_object(&json);
  g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}
