/* file.h - the bytes of a file, never more than are wanted. */
#pragma once

#include <glib.h>

typedef enum {
  CD_FILE_READ,
  CD_FILE_FAILED,  /* errno says why */
  CD_FILE_OUTSIDE, /* not a plain name in the folder, a symbolic link, or no regular file */
} CdFileOutcome;

/* Reads at most LIMIT + 1 bytes of PATH, so that a longer file shows. A pipe or device is OUTSIDE and never opened; a folder cannot be read. The caller frees BYTES, also those of an empty file. */
CdFileOutcome cd_file_read(const char *path, gsize limit, char **bytes, gsize *length);

/* The same; NULL and ERROR (CD_ERROR_IO), naming the file, where it is not read. The caller frees. */
char *cd_file_bytes(const char *path, gsize limit, gsize *length, GError **error);

/* Same for the file NAME of FOLDER itself: NAME holds no "/", does not begin with ".", and no link is followed. */
CdFileOutcome cd_file_read_inside(const char *folder, const char *name, gsize limit, char **bytes, gsize *length);
