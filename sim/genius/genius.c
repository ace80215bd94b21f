#include "sim/genius/genius.h"

#include <string.h>
#include "concordat/error.h"
#include "sim/genius/element.h"

void cd_genius_free(CdGenius *genius)
{
  if (!genius)
    return;
  for (guint i = 0; i < CD_GENIUS_ISSUES; i++) {
    g_free(genius->issue[i].name);
    g_free(genius->issue[i].at);
    g_free(genius->issue[i].item_at);
    g_strfreev(genius->issue[i].item);
  }
  for (guint j = 0; j < CD_GENIUS_PARTIES; j++) {
    g_free(genius->profile[j].name);
    for (guint i = 0; i < CD_GENIUS_ISSUES; i++)
      g_free(genius->profile[j].value[i]);
  }
  g_free(genius->name);
  g_free(genius);
}

char *cd_genius_item(const CdGeniusIssue *issue, guint level)
{
  if (!issue->at)
    return g_strdup(issue->item[level]);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(
      g_ascii_formatd(text, sizeof text, issue->kind == CD_GENIUS_INTEGER ? "%.0f" : "%.6g", issue->at[level]));
}

/* UTF-8 without what steers a terminal, whatever the file system has. */
static char *bare_name(const char *path)
{
  g_autofree char *given = g_path_get_basename(path), *base = g_utf8_make_valid(given, -1);
  for (char *p = base; *p; p++)
    if ((guchar)*p < 0x20 || *p == 0x7f)
      *p = ' ';
  gsize length = strlen(base);
  if (length > 4 && g_ascii_strcasecmp(base + length - 4, ".xml") == 0)
    base[length - 4] = '\0';
  return g_steal_pointer(&base);
}

/* Two files of one name get its place in the list behind it. */
static char *name_among(const CdGenius *genius, const char *path)
{
  g_autofree char *name = bare_name(path);
  for (guint j = 0; j < genius->n_profiles; j++)
    if (g_str_equal(genius->profile[j].name, name))
      return g_strdup_printf("%s (%u)", name, genius->n_profiles + 1);
  return g_steal_pointer(&name);
}

static void read_profile(const CdGeniusReading *it, const char *path, CdGenius *genius)
{
  CdGeniusProfile *profile = &genius->profile[genius->n_profiles];
  char *name = name_among(genius, path);
  genius->n_profiles++;
  profile->name = name;
  cd_genius_read_profile(it, genius, profile);
}

static void read_files(CdComplaints *complaints, const CdGeniusFile *files, guint n, guint real_levels, CdGenius *genius)
{
  bool known = false; /* the domain: else profiles cannot be held against it */
  genius->name = bare_name(files[0].name);
  for (guint f = 0; f < n; f++) {
    g_autoptr(CdDocument) document = cd_genius_parse(complaints, &files[f]);
    const CdGeniusReading it = {complaints, document};
    if (document && f == 0)
      known = cd_genius_read_domain(&it, real_levels, genius);
    else if (document && known)
      read_profile(&it, files[f].name, genius);
    else if (document)
      cd_genius_check_space(&it, xmlDocGetRootElement(document->tree));
  }
}

CdGenius *cd_genius_read_into(CdComplaints *complaints, const CdGeniusFile *files, guint n, guint real_levels)
{
  g_assert(n >= 3 && n <= CD_GENIUS_PARTIES + 1 && real_levels >= 2 && real_levels <= CD_GENIUS_LEVELS_MOST);
  g_autoptr(CdGenius) genius = g_new0(CdGenius, 1);
  read_files(complaints, files, n, real_levels, genius);
  return complaints->n == 0 ? g_steal_pointer(&genius) : NULL;
}

CdGenius *cd_genius_read(const CdGeniusFile *files, guint n, guint real_levels, GError **error)
{
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  CdGenius *genius = cd_genius_read_into(complaints, files, n, real_levels);
  if (!genius)
    cd_complaints_report(complaints, error);
  return genius;
}
