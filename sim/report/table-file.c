#include "sim/report/table-file.h"

#include <errno.h>
#include "concordat/error.h"
#include "sim/report/columns.h"
#include "sim/scenario/file.h"

#define BYTES_MOST ((gsize)64 << 20)

char *cd_table_file_read(const char *path, gsize *length, GError **error)
{
  char *bytes = NULL;
  CdFileOutcome outcome = cd_file_read(path, BYTES_MOST, &bytes, length);
  if (outcome == CD_FILE_READ && *length <= BYTES_MOST) {
    bytes = g_realloc(bytes, *length + 1);
    bytes[*length] = '\0';
    return bytes;
  }
  g_free(bytes);
  g_autofree char *shown = cd_harmless_text(path);
  const char *why = outcome == CD_FILE_FAILED    ? g_strerror(errno)
                    : outcome == CD_FILE_OUTSIDE ? "not a file"
                                                 : "more than 64 MiB";
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s: %s", shown, why);
  return NULL;
}

CdFactors *cd_table_file_factors(const char *path, GError **error)
{
  gsize length;
  g_autofree char *bytes = cd_table_file_read(path, &length, error);
  CdFactors *factors = bytes ? cd_factors_read(bytes, length, error) : NULL;
  if (bytes && !factors)
    g_prefix_error(error, "%s: ", path);
  return factors;
}
