#include "sim/start/template.h"

#include <string.h>

CdTemplateScope *cd_template_scope_new(void)
{
  CdTemplateScope *scope = g_new0(CdTemplateScope, 1);
  scope->text = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  scope->each = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  return scope;
}

void cd_template_scope_free(CdTemplateScope *scope)
{
  if (!scope)
    return;
  g_hash_table_unref(scope->text);
  g_hash_table_unref(scope->each);
  g_free(scope);
}

void cd_template_say(CdTemplateScope *scope, const char *name, char *text)
{
  g_hash_table_insert(scope->text, (gpointer)name, text);
}

CdTemplateScope *cd_template_each(CdTemplateScope *scope, const char *name)
{
  GPtrArray *inside = g_hash_table_lookup(scope->each, name);
  if (!inside) {
    inside = g_ptr_array_new_with_free_func((GDestroyNotify)cd_template_scope_free);
    g_hash_table_insert(scope->each, (gpointer)name, inside);
  }
  CdTemplateScope *one = cd_template_scope_new();
  one->parent = scope;
  g_ptr_array_add(inside, one);
  return one;
}

static const char *text_of(const CdTemplateScope *scope, const char *name)
{
  for (; scope; scope = scope->parent) {
    const char *text = g_hash_table_lookup(scope->text, name);
    if (text)
      return text;
  }
  g_error("the template has a gap \"%s\" that nothing fills", name);
}

static const GPtrArray *scopes_of(const CdTemplateScope *scope, const char *name)
{
  for (; scope; scope = scope->parent) {
    const GPtrArray *inside = g_hash_table_lookup(scope->each, name);
    if (inside)
      return inside;
  }
  return NULL;
}

static void append_line(GString *out, const char *line, const CdTemplateScope *scope)
{
  g_auto(GStrv) piece = g_strsplit(line, "@", -1); /* what is between two is a name */
  for (guint i = 0; piece[i]; i++) {
    g_autofree char *text = i % 2 ? g_markup_escape_text(text_of(scope, piece[i]), -1) : g_strdup(piece[i]);
    g_string_append(out, text);
  }
  g_string_append_c(out, '\n');
}

/* The name that a line opens a part with; NULL: it opens none. The caller frees. */
static char *opens(const char *line)
{
  static const char *const starts[] = {"<!--: each ", "<!--: if "};
  for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
    if (g_str_has_prefix(line, starts[i]))
      return g_strndup(line + strlen(starts[i]), strcspn(line + strlen(starts[i]), " "));
  return NULL;
}

static bool closes(const char *line)
{
  return g_str_has_prefix(line, "<!--: end");
}

/* Of LINE[FROM..TO). */
static void append_part(GString *out, char **line, guint from, guint to, const CdTemplateScope *scope)
{
  for (guint i = from; i < to; i++) {
    g_autofree char *name = opens(line[i]);
    if (!name) {
      append_line(out, line[i], scope);
      continue;
    }
    guint end = i + 1;
    for (guint depth = 1; end < to; end++) {
      g_autofree char *inner = opens(line[end]);
      depth += inner != NULL;
      if (closes(line[end]) && --depth == 0)
        break;
    }
    g_assert(end < to); /* every part is closed */
    const GPtrArray *inside = scopes_of(scope, name);
    for (guint k = 0; inside && k < inside->len; k++)
      append_part(out, line, i + 1, end, g_ptr_array_index(inside, k));
    i = end;
  }
}

char *cd_template_fill(const char *template, const CdTemplateScope *scope)
{
  g_auto(GStrv) line = g_strsplit(template, "\n", -1);
  guint n = g_strv_length(line);
  GString *out = g_string_new(NULL);
  append_part(out, line, 0, n > 0 && !*line[n - 1] ? n - 1 : n, scope);
  return g_string_free(out, FALSE);
}
