#include "sim/notice/json-scan.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"

#define LARGEST 1e15

/* An object or array that is open. */
typedef struct {
  GHashTable *names; /* char *: of an object, the members so far; NULL: an array */
  char *name;        /* of the member being read; owned by NAMES */
  guint index;
} Level;

typedef struct {
  const char *begin, *at, *end;
  Level level[CD_JSON_DEPTH];
  guint depth, values;
  GError **error;
} Scan;

char *cd_json_plain(const char *text, guint most)
{
  GString *plain = g_string_new(NULL);
  for (guint i = 0; *text && i < most; i++, text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    g_string_append_unichar(plain, g_unichar_isprint(c) && g_unichar_type(c) != G_UNICODE_FORMAT ? c : ' ');
  }
  return g_string_free(plain, FALSE);
}

static char *path_of(const Scan *it)
{
  GString *path = g_string_new("$");
  for (guint d = 0; d < it->depth; d++)
    if (!it->level[d].names)
      g_string_append_printf(path, "[%u]", it->level[d].index);
    else if (it->level[d].name) {
      g_autofree char *shown = cd_json_plain(it->level[d].name, 40);
      g_string_append_printf(path, ".%s", shown);
    }
  return g_string_free(path, FALSE);
}

static bool refuse_at(Scan *it, const char *at, const char *why)
{
  guint64 line = 1;
  const char *begin = it->begin;
  for (const char *p = it->begin; p < at; p++)
    if (*p == '\n') {
      line++;
      begin = p + 1;
    }
  g_autofree char *path = path_of(it);
  g_set_error(it->error, CD_ERROR, CD_ERROR_USAGE, "line %" G_GUINT64_FORMAT ", column %ld (%s): %s", line,
              g_utf8_strlen(begin, at - begin) + 1, path, why);
  return false;
}

static bool refuse(Scan *it, const char *why)
{
  return refuse_at(it, it->at, why);
}

static char next(const Scan *it)
{
  return it->at < it->end ? *it->at : '\0';
}

static void skip_blanks(Scan *it)
{
  while (it->at < it->end && strchr(" \t\r\n", *it->at) && *it->at)
    it->at++;
}

/* Four hexadecimal digits at AT; -1: they are none. */
static int hex_of(const Scan *it, const char *at)
{
  int value = 0;
  if (it->end - at < 4)
    return -1;
  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value(at[i]);
    if (digit < 0)
      return -1;
    value = 16 * value + digit;
  }
  return value;
}

/* At a backslash. Appends to OUT what it stands for. */
static bool read_escape(Scan *it, GString *out)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char *known = it->at + 1 < it->end && it->at[1] ? strchr(from, it->at[1]) : NULL;
  if (known) {
    g_string_append_c(out, to[known - from]);
    it->at += 2;
    return true;
  }
  int code = it->at + 1 < it->end && it->at[1] == 'u' ? hex_of(it, it->at + 2) : -1;
  gsize used = 6;
  if (code >= 0xd800 && code < 0xdc00) {
    int low = it->end - it->at >= 12 && it->at[6] == '\\' && it->at[7] == 'u' ? hex_of(it, it->at + 8) : -1;
    code = low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : -1;
    used = 12;
  }
  if (code <= 0 || (code >= 0xdc00 && code < 0xe000))
    return refuse(it, "this escape stands for no character");
  g_string_append_unichar(out, (gunichar)code);
  it->at += used;
  return true;
}

/* At a quotation mark. What it says is in OUT. */
static bool read_string(Scan *it, GString *out)
{
  const char *begin = it->at++;
  while (it->at < it->end && *it->at != '"') {
    if ((guchar)*it->at < 0x20)
      return refuse(it, "a control character stands in a string; write it as an escape");
    if (*it->at == '\\') {
      if (!read_escape(it, out))
        return false;
    } else
      g_string_append_c(out, *it->at++);
  }
  if (it->at == it->end)
    return refuse_at(it, begin, "this string does not end");
  it->at++;
  return true;
}

static bool read_digits(Scan *it)
{
  const char *begin = it->at;
  while (g_ascii_isdigit(next(it)))
    it->at++;
  return it->at > begin;
}

static bool read_number(Scan *it)
{
  const char *begin = it->at;
  bool is_sound = true;
  it->at += next(it) == '-';
  if (next(it) == '0')
    it->at++;
  else
    is_sound = read_digits(it);
  if (is_sound && next(it) == '.') {
    it->at++;
    is_sound = read_digits(it);
  }
  if (is_sound && (next(it) == 'e' || next(it) == 'E')) {
    it->at++;
    it->at += next(it) == '+' || next(it) == '-';
    is_sound = read_digits(it);
  }
  if (!is_sound)
    return refuse_at(it, begin, "a value belongs here: text in quotation marks, a number, {, [, true, false or null");
  g_autofree char *text = g_strndup(begin, (gsize)(it->at - begin));
  if (it->at - begin > CD_JSON_NUMBER || !(fabs(g_ascii_strtod(text, NULL)) < LARGEST))
    return refuse_at(it, begin, "this number is larger or longer than any that a notice can mean");
  return true;
}

static bool read_word(Scan *it)
{
  static const char *const words[] = {"true", "false", "null"};
  for (guint w = 0; w < G_N_ELEMENTS(words); w++) {
    gsize length = strlen(words[w]);
    if ((gsize)(it->end - it->at) >= length && memcmp(it->at, words[w], length) == 0) {
      it->at += length;
      return true;
    }
  }
  return refuse(it, "a value belongs here: text in quotation marks, a number, {, [, true, false or null");
}

static bool open_level(Scan *it)
{
  if (it->depth == CD_JSON_DEPTH)
    return refuse(it, "objects and arrays stand in one another more than 64 deep");
  it->level[it->depth++] =
      (Level){.names = *it->at == '{' ? g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) : NULL};
  it->at++;
  return true;
}

static void close_level(Scan *it)
{
  Level *level = &it->level[--it->depth];
  g_clear_pointer(&level->names, g_hash_table_unref);
}

/* "name":, of the object that is open. */
static bool read_name(Scan *it)
{
  Level *level = &it->level[it->depth - 1];
  const char *begin = it->at;
  level->name = NULL;
  if (next(it) != '"')
    return refuse(it, "the name of a member belongs here, in quotation marks");
  g_autoptr(GString) name = g_string_new(NULL);
  if (!read_string(it, name))
    return false;
  bool is_new = !g_hash_table_contains(level->names, name->str);
  level->name = g_strdup(name->str);
  if (!is_new) {
    refuse_at(it, begin, "this member stands in its object twice");
    g_clear_pointer(&level->name, g_free);
    return false;
  }
  g_hash_table_add(level->names, level->name);
  skip_blanks(it);
  if (next(it) != ':')
    return refuse(it, "a colon belongs here");
  it->at++;
  skip_blanks(it);
  return true;
}

/* Past one value, or into it where it is an object or array with something in it. *WHOLE: it is over. */
static bool begin_value(Scan *it, bool *whole)
{
  *whole = true;
  if (++it->values > CD_JSON_VALUES)
    return refuse(it, "there are more than a million values");
  char c = next(it);
  if (c == '{' || c == '[') {
    if (!open_level(it))
      return false;
    skip_blanks(it);
    if (next(it) != (c == '{' ? '}' : ']')) {
      *whole = false;
      return c == '[' || read_name(it);
    }
    it->at++;
    close_level(it);
    return true;
  }
  if (c == '"') {
    g_autoptr(GString) unused = g_string_new(NULL);
    return read_string(it, unused);
  }
  return c == '-' || g_ascii_isdigit(c) ? read_number(it) : read_word(it);
}

/* After a value: past what closes, up to where the next begins. *OVER: nothing is open any more. */
static bool end_value(Scan *it, bool *over)
{
  for (*over = false;;) {
    if (it->depth == 0) {
      *over = true;
      return true;
    }
    skip_blanks(it);
    Level *level = &it->level[it->depth - 1];
    if (next(it) == ',') {
      it->at++;
      level->index++;
      skip_blanks(it);
      return !level->names || read_name(it);
    }
    if (next(it) != (level->names ? '}' : ']'))
      return refuse(it, level->names ? "a comma or } belongs here" : "a comma or ] belongs here");
    it->at++;
    close_level(it);
  }
}

static bool scan(Scan *it)
{
  bool whole, over = false;
  skip_blanks(it);
  if (it->at == it->end)
    return refuse(it, "there is nothing in it");
  while (!over)
    if (!begin_value(it, &whole) || (whole && !end_value(it, &over)))
      return false;
  skip_blanks(it);
  return it->at == it->end || refuse(it, "nothing belongs behind the value");
}

bool cd_json_scan(const char *bytes, gsize length, GError **error)
{
  Scan it = {.begin = bytes, .at = bytes, .end = bytes + length, .error = error};
  const char *bad;
  if (!g_utf8_validate_len(bytes, length, &bad)) {
    g_autofree char *why =
        g_strdup_printf("byte 0x%02x is no UTF-8 text here; save the notice in UTF-8", (guint)(guint8)*bad);
    it.end = bad;
    return refuse_at(&it, bad, why);
  }
  bool is_sound = scan(&it);
  while (it.depth > 0)
    close_level(&it);
  return is_sound;
}
