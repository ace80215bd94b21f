#include "sim/report/json.h"

#include <string.h>
#include "sim/report/columns.h"
#include "sim/report/number.h"

void cd_json_append_text(GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_string_append_c(out, '"');
  for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", (char)c);
    else if (c == '\n')
      g_string_append(out, "\\n");
    else if (c == '\t')
      g_string_append(out, "\\t");
    else if (cd_character_steers(c) || strchr("<>&", (int)MIN(c, 0x7f)))
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_unichar(out, c);
  }
  g_string_append_c(out, '"');
}

static bool is_flat(const CdJson *json)
{
  return json->flat_from > 0 && json->depth >= json->flat_from;
}

static void new_line(CdJson *json)
{
  g_string_append_c(json->out, '\n');
  for (guint i = 0; i < json->depth; i++)
    g_string_append(json->out, "  ");
}

static void begin_value(CdJson *json, const char *key)
{
  if (!json->first)
    g_string_append(json->out, is_flat(json) ? ", " : ",");
  if (json->depth > 0 && !is_flat(json))
    new_line(json);
  json->first = false;
  if (key) {
    cd_json_append_text(json->out, key);
    g_string_append(json->out, ": ");
  }
}

static void open_with(CdJson *json, const char *key, CdJsonShape shape, char bracket)
{
  begin_value(json, key);
  g_string_append_c(json->out, bracket);
  json->depth++;
  if (shape == CD_JSON_FLAT && !is_flat(json))
    json->flat_from = json->depth;
  json->first = true;
}

static void close_with(CdJson *json, char bracket)
{
  bool flat = is_flat(json), empty = json->first;
  g_assert(json->depth > 0);
  if (json->flat_from == json->depth)
    json->flat_from = 0;
  json->depth--;
  if (!flat && !empty)
    new_line(json);
  g_string_append_c(json->out, bracket);
  json->first = false;
  if (json->depth == 0)
    g_string_append_c(json->out, '\n');
}

void cd_json_begin(CdJson *json, GString *out)
{
  *json = (CdJson){.out = out, .first = true};
}

void cd_json_open_object(CdJson *json, const char *key, CdJsonShape shape)
{
  open_with(json, key, shape, '{');
}

void cd_json_close_object(CdJson *json)
{
  close_with(json, '}');
}

void cd_json_open_array(CdJson *json, const char *key, CdJsonShape shape)
{
  open_with(json, key, shape, '[');
}

void cd_json_close_array(CdJson *json)
{
  close_with(json, ']');
}

void cd_json_text(CdJson *json, const char *key, const char *text)
{
  if (!text) {
    cd_json_null(json, key);
    return;
  }
  begin_value(json, key);
  cd_json_append_text(json->out, text);
}

void cd_json_number(CdJson *json, const char *key, double x)
{
  begin_value(json, key);
  if (!cd_append_number(json->out, x))
    g_string_append(json->out, "null");
}

void cd_json_integer(CdJson *json, const char *key, guint64 n)
{
  begin_value(json, key);
  g_string_append_printf(json->out, "%" G_GUINT64_FORMAT, n);
}

void cd_json_bool(CdJson *json, const char *key, bool value)
{
  begin_value(json, key);
  g_string_append(json->out, value ? "true" : "false");
}

void cd_json_null(CdJson *json, const char *key)
{
  begin_value(json, key);
  g_string_append(json->out, "null");
}

void cd_json_raw(CdJson *json, const char *key, const char *value)
{
  begin_value(json, key);
  g_string_append(json->out, value);
}
