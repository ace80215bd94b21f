#include "sim/experiment/moves.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include "concordat/error.h"

/* The parser calls itself for every level; minutes have five. */
#define DEPTH_MOST 32
/* Meetings are monthly. */
#define MEETING_MOST 1000
/* Numbers of terms are written to more digits than this. */
#define LEVEL_TOLERANCE 1e-6

static bool refuse_all(GError **error, const char *text)
{
  g_set_error(error, CD_ERROR, CD_ERROR_SCENARIO, "moves: %s", text);
  return false;
}

static bool refuse(GError **error, guint event, const char *text)
{
  g_set_error(error, CD_ERROR, CD_ERROR_SCENARIO, "moves: event %u: %s", event, text);
  return false;
}

static bool find_council(const CdScenario *scenario, const char *id, guint *council)
{
  int row = id ? cd_scenario_find(scenario, CD_ENTITY_COUNCIL, -1, id) : -1;
  if (row >= 0)
    *council = (guint)row;
  return row >= 0;
}

static const char *string_in(JsonNode *node)
{
  bool is = node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING;
  return is ? json_node_get_string(node) : NULL;
}

static const char *text_of(JsonObject *object, const char *key)
{
  return string_in(json_object_get_member(object, key));
}

static bool is_left_out(JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member(object, key);
  return !node || JSON_NODE_HOLDS_NULL(node);
}

static bool number_of(JsonObject *object, const char *key, double *x)
{
  JsonNode *node = json_object_get_member(object, key);
  if (!node || !JSON_NODE_HOLDS_VALUE(node))
    return false;
  GType type = json_node_get_value_type(node);
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return false;
  *x = json_node_get_double(node);
  return isfinite(*x);
}

/* A whole number from 0 to MOST. */
static bool whole_of(JsonObject *object, const char *key, guint most, guint *n)
{
  double x;
  if (!number_of(object, key, &x) || x < 0 || x > most || x != floor(x))
    return false;
  *n = (guint)x;
  return true;
}

static bool read_block(const CdSession *session, JsonObject *event, guint32 *block)
{
  JsonNode *node = json_object_get_member(event, "block");
  *block = 0;
  if (!node || !JSON_NODE_HOLDS_ARRAY(node))
    return false;
  JsonArray *members = json_node_get_array(node);
  for (guint i = 0; i < json_array_get_length(members); i++) {
    guint council;
    if (!find_council(session->scenario, string_in(json_array_get_element(members, i)), &council))
      return false;
    *block |= 1u << council;
  }
  return *block != 0;
}

/* The level of TERM nearest to X; false where none is as near as rounding allows. */
static bool find_level(const CdTermTable *table, CdTerm term, double x, guint *level)
{
  *level = 0;
  for (guint l = 1; l < table->levels[term]; l++)
    if (fabs(table->at[term][l] - x) < fabs(table->at[term][*level] - x))
      *level = l;
  return fabs(table->at[term][*level] - x) < LEVEL_TOLERANCE;
}

/* Names of terms as in the registry's list of choices (CdTerm). */
static bool read_terms(const CdSession *session, JsonObject *terms, guint32 block, guint *text)
{
  const CdTermTable *table = &session->partners->table;
  const CdGrid *grid = &session->partners->grid[block];
  *text = 0;
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++) {
    const char *name = cd_choices[CD_CHOICES_TERM][term];
    guint level = 0;
    double x;
    if (term == CD_TERM_PRICING) {
      const char *id = text_of(terms, name);
      int row = id ? cd_scenario_find(session->scenario, CD_ENTITY_PRICING, -1, id) : -1;
      if (row < 0 || !find_level(table, term, row, &level))
        return false;
    } else if (!number_of(terms, name, &x) || !find_level(table, term, x, &level)) {
      return false;
    }
    *text = cd_grid_with(grid, *text, term, level);
  }
  guint form = 0;
  if (!is_left_out(terms, "form") && !whole_of(terms, "form", grid->levels[CD_ISSUE_FORM] - 1, &form))
    return false;
  *text = cd_grid_with(grid, *text, CD_ISSUE_FORM, form);
  return true;
}

static bool find_step(const char *id, guint32 *kind)
{
  for (*kind = 0; id && *kind < CD_STEP_COUNT; (*kind)++)
    if (g_str_equal(cd_step_wording((CdStepKind)*kind)->id, id))
      return true;
  return false;
}

static guint32 find_reason(const char *id)
{
  for (guint32 r = 0; id && r < CD_REASON_COUNT; r++)
    if (g_str_equal(cd_reason_wording((CdReason)r)->id, id))
      return r;
  return CD_REASON_AS_MOVED;
}

static bool read_event(const CdSession *session, JsonNode *node, guint i, CdEvent *event, GError **error)
{
  *event = (CdEvent){.step.text = CD_NO_TEXT};
  if (!JSON_NODE_HOLDS_OBJECT(node))
    return refuse(error, i, "an object is needed");
  JsonObject *object = json_node_get_object(node);
  if (!whole_of(object, "meeting", MEETING_MOST, &event->step.meeting))
    return refuse(error, i, "\"meeting\", a whole number from 0, is needed");
  if (!find_council(session->scenario, text_of(object, "council"), &event->step.party))
    return refuse(error, i, "\"council\" is no council of the scenario");
  if (!find_step(text_of(object, "step"), &event->step.kind))
    return refuse(error, i, "\"step\" is none that there is, such as tables, accepts, gives-notice");
  if (!read_block(session, object, &event->step.block))
    return refuse(error, i, "\"block\" must list the councils at the table");
  JsonNode *terms = json_object_get_member(object, "terms");
  if (!is_left_out(object, "terms") &&
      (!JSON_NODE_HOLDS_OBJECT(terms) ||
       !read_terms(session, json_node_get_object(terms), event->step.block, &event->step.text)))
    return refuse(error, i, "\"terms\" are not on the table: each must be one of the levels in <negotiation>");
  event->reason = find_reason(text_of(object, "reason"));
  if (!is_left_out(object, "utility") && !number_of(object, "utility", &event->utility))
    return refuse(error, i, "\"utility\" is no number");
  if (!is_left_out(object, "threshold") && !number_of(object, "threshold", &event->threshold))
    return refuse(error, i, "\"threshold\" is no number");
  return true;
}

/* How deep brackets lie within one another. Those in texts and comments count too: what the parser takes for one is not to be guessed at. */
static guint depth_of(const char *text)
{
  guint depth = 0, most = 0;
  for (; *text; text++) {
    if (*text == '[' || *text == '{') {
      depth++;
      most = MAX(most, depth);
    } else if (depth > 0 && (*text == ']' || *text == '}'))
      depth--;
  }
  return most;
}

static bool is_readable(const char *text, GError **error)
{
  if (strnlen(text, CD_MOVES_BYTES_MOST + 1) > CD_MOVES_BYTES_MOST)
    return refuse_all(error, "more than 16 MB");
  if (!g_utf8_validate(text, -1, NULL))
    return refuse_all(error, "not UTF-8");
  return depth_of(text) <= DEPTH_MOST || refuse_all(error, "not minutes: brackets lie too deep within one another");
}

static GArray *read_ledger(const CdSession *session, JsonArray *array, GError **error)
{
  guint n = json_array_get_length(array), meeting = 0;
  if (n > CD_MOVES_EVENTS_MOST) {
    refuse_all(error, "more than 100,000 events");
    return NULL;
  }
  g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(CdEvent));
  for (guint i = 0; i < n; i++) {
    CdEvent event;
    if (!read_event(session, json_array_get_element(array, i), i, &event, error))
      return NULL;
    if (event.step.meeting < meeting) {
      refuse(error, i, "meetings run backwards");
      return NULL;
    }
    meeting = event.step.meeting;
    g_array_append_val(events, event);
  }
  return g_steal_pointer(&events);
}

/* Whether the file tells no replicate, or REPLICATE, counted from 1. */
static bool is_of(JsonObject *root, guint replicate, GError **error)
{
  guint first = 0, of = 0;
  if (is_left_out(root, "replicate"))
    return true;
  if (!whole_of(root, "first_replicate", G_MAXINT, &first) || first != 1)
    return refuse_all(error, "written when replicates were counted from 0: what it calls replicate K is K + 1 now; "
                             "write the ledger anew, or leave "
                             "\"replicate\" out to play its moves in the one asked for");
  if (!whole_of(root, "replicate", G_MAXINT, &of))
    return refuse_all(error, "\"replicate\", a whole number from 1, is needed or to be left out");
  if (of == replicate)
    return true;
  g_set_error(
      error, CD_ERROR,
      CD_ERROR_SCENARIO, "moves: of replicate %u, not %u: ask for --replicate %u, or leave \"replicate\" out of the file to play them in another",
      of, replicate, of);
  return false;
}

GArray *cd_moves_read(const CdSession *session, guint replicate, const char *text, GError **error)
{
  if (!is_readable(text, error))
    return NULL;
  g_autoptr(JsonParser) parser = json_parser_new_immutable();
  g_autoptr(GError) problem = NULL;
  if (!json_parser_load_from_data(parser, text, -1, &problem)) {
    g_set_error(error, CD_ERROR, CD_ERROR_SCENARIO, "moves: not JSON: %s", problem->message);
    return NULL;
  }
  JsonNode *root = json_parser_get_root(parser);
  JsonNode *ledger =
      root && JSON_NODE_HOLDS_OBJECT(root) ? json_object_get_member(json_node_get_object(root), "ledger") : NULL;
  if (!ledger || !JSON_NODE_HOLDS_ARRAY(ledger)) {
    refuse_all(error, "an object with an array \"ledger\" is needed");
    return NULL;
  }
  if (!is_of(json_node_get_object(root), replicate, error))
    return NULL;
  return read_ledger(session, json_node_get_array(ledger), error);
}
