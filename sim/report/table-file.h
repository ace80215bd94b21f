/* table-file.h - the bytes of a file that holds a table, and the table of inputs that several verbs read. */
#pragma once

#include "sim/tables/factors.h"

/* At most 64 MiB, ending on a zero byte that LENGTH does not count; NULL and ERROR (CD_ERROR_IO) where it is no file, larger, or not to be read. The caller frees. */
char *cd_table_file_read(const char *path, gsize *length, GError **error);

/* A model's inputs, as cd_factors_read() has them; its complaints with PATH before them. The caller frees. */
CdFactors *cd_table_file_factors(const char *path, GError **error);
