#include "sim/report/minutes-words.h"

#include <string.h>
#include "concordat/version.h"
#include "sim/report/csv.h"
#include "sim/report/partners-json.h"
#include "sim/report/screen.h"
#include "sim/scenario/names.h"

static const char *const departures[] = {"stayed", "gave-notice", "lapsed"};

static const char *council_label(const CdMinutes *minutes, guint party)
{
  return cd_council_text(minutes->scenario, party);
}

static int first_meeting(const CdMinutes *minutes)
{
  return cd_scenario_negotiation(minutes->scenario, 0)->begin;
}

char *cd_minutes_sentence(const CdMinutes *minutes, const CdEvent *event)
{
  const CdStep *step = &event->step;
  g_autoptr(GString) out = g_string_new(cd_step_wording((CdStepKind)step->kind)->words);
  g_autofree char *block = cd_block_text(minutes->scenario, step->block);
  g_autofree char *text =
      step->text == CD_NO_TEXT ? g_strdup("nothing") : cd_text_words(minutes->session, step->block, step->text);
  g_string_replace(out, "{party}", council_label(minutes, step->party), 0);
  g_string_replace(out, "{block}", block, 0);
  g_string_replace(out, "{text}", text, 0);
  const char *reason = cd_reason_wording((CdReason)event->reason)->words;
  if (*reason)
    g_string_append_printf(out, ": %s", reason);
  bool weighed = step->text != CD_NO_TEXT && step->kind != CD_STEP_AGREEMENT && step->kind != CD_STEP_REGROUPS;
  if (weighed)
    event->utility <= CD_REFUSED
        ? g_string_append(out, " (across a red line of its own)")
        : (g_string_append_printf(out, " (worth %.3f to it; held against %.3f)", event->utility, event->threshold), out);
  else if (step->kind == CD_STEP_NOTICE)
    g_string_append_printf(out, " (leaving is worth %.4f to it, staying %.4f at best)", event->threshold, event->utility);
  g_string_append_c(out, '.');
  return g_string_free(g_steal_pointer(&out), FALSE);
}

char *cd_minutes_meeting(const CdMinutes *minutes, guint meeting)
{
  g_autofree char *month = cd_month_format(first_meeting(minutes) + (int)meeting);
  return g_strdup_printf("Meeting %u, %s", meeting + 1, month);
}

static void add_council_end(const CdMinutes *minutes, guint i, GPtrArray *lines)
{
  const CdCouncilEnd *end = &minutes->decision.council[i];
  g_ptr_array_add(
      lines, g_strdup_printf(
                 "%s has what is worth %.3f to it; without the others it could have counted on %.3f.%s",
                 council_label(minutes, i), end->value, end->walk_away,
                 end->wanted_to_stay ? " When somebody left, another's text was worth more to it than leaving." : ""));
  if (end->joined_later)
    g_ptr_array_add(lines, g_strdup_printf("%s joined later, in month %u.", council_label(minutes, i), end->joined));
}

GPtrArray *cd_minutes_end(const CdMinutes *minutes)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  if (minutes->waits_for != CD_NO_PARTY) {
    g_ptr_array_add(lines,
                    g_strdup_printf("The talks wait for a move of %s.", council_label(minutes, minutes->waits_for)));
    return lines;
  }
  const CdDecision *decision = &minutes->decision;
  const CdPartingInfo *info = cd_parting_info(decision->kind);
  g_ptr_array_add(lines, g_strdup_printf("%s. %s", info->label, info->definition));
  for (guint b = 0; b < decision->division.n_blocks; b++) {
    g_autofree char *block = cd_block_text(minutes->scenario, decision->division.block[b]);
    g_autofree char *text = cd_text_words(minutes->session, decision->division.block[b], decision->text[b]);
    g_ptr_array_add(lines, g_strdup_printf("%s: %s", block, text));
  }
  for (guint i = 0; i < minutes->n_councils; i++)
    add_council_end(minutes, i, lines);
  return lines;
}

static void write_end(CdScreen *screen, const CdMinutes *minutes)
{
  g_autoptr(GPtrArray) lines = cd_minutes_end(minutes);
  cd_screen_heading(screen, "THE END");
  for (guint i = 0; i < lines->len; i++)
    cd_screen_paragraph(screen, g_ptr_array_index(lines, i), i > 0 ? "  " : "", i > 0 ? "    " : "");
}

char *cd_minutes_text(const CdMinutes *minutes, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  cd_screen_paragraph(&screen, minutes->scenario->label, "", "");
  g_string_append_printf(screen.out, "Minutes of replicate %u, seed %" G_GUINT64_FORMAT "\n", minutes->replicate,
                         minutes->seed);
  guint meeting = G_MAXUINT;
  for (guint e = 0; e < minutes->ledger.n; e++) {
    const CdEvent *event = &minutes->ledger.event[e];
    if (event->step.meeting != meeting) {
      meeting = event->step.meeting;
      g_autofree char *head = cd_minutes_meeting(minutes, meeting);
      cd_screen_heading(&screen, head);
    }
    g_autofree char *sentence = cd_minutes_sentence(minutes, event);
    cd_screen_paragraph(&screen, sentence, "  ", "    ");
  }
  write_end(&screen, minutes);
  const char *illustration = cd_scenario_concordat(minutes->scenario, 0)->illustration;
  if (illustration) {
    g_string_append_c(screen.out, '\n');
    cd_screen_paragraph(&screen, illustration, "", "");
  }
  return g_string_free(screen.out, FALSE);
}

static void put_event(CdJson *json, const CdMinutes *minutes, const CdEvent *event)
{
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "meeting", event->step.meeting);
  cd_json_text(json, "council", cd_scenario_council(minutes->scenario, event->step.party)->head.id);
  cd_json_text(json, "step", cd_step_wording((CdStepKind)event->step.kind)->id);
  cd_json_put_block(json, "block", minutes->scenario, event->step.block);
  cd_json_put_text(json, "terms", minutes->session, event->step.block, event->step.text);
  cd_json_text(json, "reason", cd_reason_wording((CdReason)event->reason)->id);
  cd_json_number(json, "utility", event->utility);
  cd_json_number(json, "threshold", event->threshold);
  cd_json_close_object(json);
}

static void put_end(CdJson *json, const CdMinutes *minutes)
{
  const CdDecision *decision = &minutes->decision;
  cd_json_open_object(json, "end", CD_JSON_TALL);
  cd_json_text(json, "parting", cd_parting_info(decision->kind)->id);
  cd_json_integer(json, "meeting", decision->meeting);
  cd_json_open_array(json, "blocks", CD_JSON_TALL);
  for (guint b = 0; b < decision->division.n_blocks; b++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_put_block(json, "councils", minutes->scenario, decision->division.block[b]);
    cd_json_put_text(json, "terms", minutes->session, decision->division.block[b], decision->text[b]);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_open_array(json, "councils", CD_JSON_TALL);
  for (guint i = 0; i < minutes->n_councils; i++) {
    const CdCouncilEnd *it = &decision->council[i];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "id", cd_scenario_council(minutes->scenario, i)->head.id);
    cd_json_text(json, "departure", departures[it->departure]);
    cd_json_integer(json, "meeting", it->meeting);
    cd_json_bool(json, "wanted_to_stay", it->wanted_to_stay);
    if (it->joined_later)
      cd_json_integer(json, "joined", it->joined);
    else
      cd_json_null(json, "joined");
    cd_json_number(json, "value", it->value);
    cd_json_number(json, "walk_away", it->walk_away);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static int by_mask(gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *)a, second = *(const guint32 *)b;
  return first < second ? -1 : first > second;
}

/* What the number of a form means, for every block that a text of the minutes is of. */
static void put_forms(CdJson *json, const CdMinutes *minutes)
{
  g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint e = 0; e < minutes->ledger.n; e++)
    if (minutes->ledger.event[e].step.text != CD_NO_TEXT)
      g_array_append_val(blocks, minutes->ledger.event[e].step.block);
  for (guint b = 0; minutes->waits_for == CD_NO_PARTY && b < minutes->decision.division.n_blocks; b++)
    g_array_append_val(blocks, minutes->decision.division.block[b]);
  g_array_sort(blocks, by_mask);
  cd_json_open_array(json, "forms", CD_JSON_TALL);
  for (guint b = 0; b < blocks->len; b++) {
    guint32 block = g_array_index(blocks, guint32, b);
    bool again = b > 0 && block == g_array_index(blocks, guint32, b - 1);
    for (guint f = 0; !again && f < minutes->session->partners->blocks->block[block].n_forms; f++) {
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_put_block(json, "block", minutes->scenario, block);
      cd_json_put_form(json, minutes->session, block, f);
      cd_json_close_object(json);
    }
  }
  cd_json_close_array(json);
}

char *cd_minutes_json(const CdMinutes *minutes)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  bool over = minutes->waits_for == CD_NO_PARTY;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_text(&json, "scenario", minutes->scenario->id);
  cd_json_text(&json, "sha256", minutes->scenario->sha256);
  cd_json_integer(&json, "seed", minutes->seed);
  cd_json_integer(&json, "replicate", minutes->replicate);
  cd_json_integer(&json, "first_replicate", 1);
  cd_json_text(&json, "version", CD_VERSION);
  g_autofree char *begin = cd_month_format(first_meeting(minutes));
  cd_json_text(&json, "first_meeting", begin);
  put_forms(&json, minutes);
  cd_json_open_array(&json, "ledger", CD_JSON_TALL);
  for (guint e = 0; e < minutes->ledger.n; e++)
    put_event(&json, minutes, &minutes->ledger.event[e]);
  cd_json_close_array(&json);
  cd_json_text(&json, "waits_for", over ? NULL : cd_scenario_council(minutes->scenario, minutes->waits_for)->head.id);
  if (over)
    put_end(&json, minutes);
  cd_json_close_object(&json);
  g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}

char *cd_minutes_csv(const CdMinutes *minutes)
{
  static const char *const heads[] = {
      "meeting",        "month",        "council", "step",           "block",  "length",  "quality-weight", "pricing",
      "outcomes-share", "localisation", "form",    "form_structure", "reason", "utility", "threshold",      NULL};
  CdCsv csv = {g_string_new(NULL), 0};
  cd_csv_heads(&csv, heads);
  for (guint e = 0; e < minutes->ledger.n; e++) {
    const CdEvent *event = &minutes->ledger.event[e];
    const CdStep *step = &event->step;
    g_autofree char *month = cd_month_format(first_meeting(minutes) + (int)step->meeting);
    CdPartition block = {0};
    cd_partition_add(&block, step->block);
    g_autofree char *ids = cd_partition_ids(minutes->scenario, &block);
    cd_csv_integer(&csv, step->meeting);
    cd_csv_text(&csv, month);
    cd_csv_text(&csv, cd_scenario_council(minutes->scenario, step->party)->head.id);
    cd_csv_text(&csv, cd_step_wording((CdStepKind)step->kind)->id);
    cd_csv_text(&csv, ids);
    bool has_text = step->text != CD_NO_TEXT;
    CdTextValues it = has_text ? cd_text_values(minutes->session, step->block, step->text) : (CdTextValues){.form = 0};
    for (guint t = 0; t < CD_TERM_COUNT; t++) {
      if (!has_text || t == CD_TERM_PRICING)
        cd_csv_text(&csv, has_text ? cd_scenario_pricing(minutes->scenario, (guint)it.value[t])->head.id : NULL);
      else
        cd_csv_number(&csv, it.value[t]);
    }
    if (has_text)
      cd_csv_integer(&csv, it.form);
    else
      cd_csv_text(&csv, NULL);
    cd_csv_text(&csv, has_text ? cd_form_structure(minutes->session, step->block, it.form) : NULL);
    cd_csv_text(&csv, cd_reason_wording((CdReason)event->reason)->id);
    cd_csv_number(&csv, event->utility);
    cd_csv_number(&csv, event->threshold);
    cd_csv_end_row(&csv);
  }
  return g_string_free(csv.out, FALSE);
}
