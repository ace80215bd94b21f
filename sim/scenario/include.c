#include "sim/scenario/include.h"

#include <errno.h>
#include "sim/scenario/file.h"

/* The name by which messages call the file: as the author's shell would find it. */
static char *shown_name(const CdReader *reader, const char *name)
{
  return g_str_equal(reader->folder, ".") ? g_strdup(name) : g_build_filename(reader->folder, name, NULL);
}

static bool is_read_already(const CdReader *reader, const char *name)
{
  for (guint i = 0; i < reader->complaints->texts->len; i++)
    if (g_str_equal(cd_complaints_text(reader->complaints, i)->name, name))
      return true;
  return false;
}

static void read_library(CdReader *reader, const char *name, const char *bytes, gsize length)
{
  guint text = cd_reader_add(reader, name, bytes, length);
  if (text == G_MAXUINT)
    return;
  g_autoptr(CdDocument) document = cd_document_parse(reader->complaints, text, &reader->budget);
  if (document)
    cd_reader_library(reader, document);
  else
    reader->broken = true;
}

void cd_include(CdReader *reader, const CdGiven *href, CdSpan tag)
{
  CdComplaints *complaints = reader->complaints;
  g_autofree char *quoted = cd_quoted(href->text);
  if (!reader->folder) {
    reader->incomplete = true;
    cd_complain(complaints, CD_COMPLAINT_INCLUDE_FOLDER, tag, NULL, "there is no folder to include %s from", quoted);
    return;
  }
  if (complaints->texts->len > CD_INCLUDES_MAX) {
    cd_complain(complaints, CD_COMPLAINT_INCLUDE_TWICE, tag, NULL, "more than %u files are included", CD_INCLUDES_MAX);
    return;
  }
  g_autofree char *name = shown_name(reader, href->text);
  if (is_read_already(reader, name)) {
    cd_complain(complaints, CD_COMPLAINT_INCLUDE_TWICE, href->span, NULL, "%s has been read already", quoted);
    return;
  }
  g_autofree char *bytes = NULL;
  gsize length = 0;
  switch (cd_file_read_inside(reader->folder, href->text, reader->budget.bytes, &bytes, &length)) {
  case CD_FILE_OUTSIDE:
    reader->incomplete = true;
    cd_complain(complaints, CD_COMPLAINT_INCLUDE_NAME, href->span,
                "name a file of the scenario's own folder, which is no symbolic link", "%s is not to be included",
                quoted);
    break;
  case CD_FILE_FAILED:
    reader->incomplete = true;
    cd_complain(complaints, CD_COMPLAINT_INCLUDE_UNREADABLE, href->span,
                "the file lies beside the scenario, under just this name", "cannot read %s: %s", name, g_strerror(errno));
    break;
  case CD_FILE_READ:
    read_library(reader, name, bytes, length);
    break;
  }
}
