/* table-file.h - the bytes of a file that holds a table. */
#pragma once

#include <glib.h>

/* At most 64 MiB, ending on a zero byte that LENGTH does not count; NULL and ERROR (CD_ERROR_IO) where it is no file, larger, or not to be read. The caller frees. */
char *cd_table_file_read(const char *path, gsize *length, GError **error);
