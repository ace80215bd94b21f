#include "sim/scenario/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "concordat/error.h"

#define FIRST_READ ((gsize)64 << 10)

static CdFileOutcome read_all(int fd, gsize limit, char **bytes, gsize *length)
{
  g_autofree char *buffer = NULL;
  gsize size = 0, n = 0;
  for (;;) {
    if (n == size) {
      if (n > limit)
        break;
      size = MIN(MAX(size * 2, FIRST_READ), limit + 1);
      buffer = g_realloc(buffer, size);
    }
    ssize_t got = read(fd, buffer + n, size - n);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return CD_FILE_FAILED;
    if (got == 0)
      break;
    n += (gsize)got;
  }
  *length = n;
  *bytes = g_steal_pointer(&buffer);
  return CD_FILE_READ;
}

static CdFileOutcome read_and_close(int fd, gsize limit, char **bytes, gsize *length)
{
  CdFileOutcome outcome = read_all(fd, limit, bytes, length);
  int why = errno;
  close(fd);
  errno = why;
  return outcome;
}

CdFileOutcome cd_file_read(const char *path, gsize limit, char **bytes, gsize *length)
{
  struct stat status;
  if (stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
    return CD_FILE_OUTSIDE; /* to open a pipe that nobody writes to takes for ever */
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  return fd < 0 ? CD_FILE_FAILED : read_and_close(fd, limit, bytes, length);
}

char *cd_file_bytes(const char *path, gsize limit, gsize *length, GError **error)
{
  char *bytes = NULL;
  CdFileOutcome outcome = cd_file_read(path, limit, &bytes, length);
  if (outcome == CD_FILE_READ)
    return bytes;
  const char *why = outcome == CD_FILE_FAILED ? g_strerror(errno) : "not a file";
  g_autofree char *shown = g_filename_display_name(path);
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s: %s", shown, why);
  return NULL;
}

static bool is_plain_name(const char *name)
{
  return *name && *name != '.' && !strpbrk(name, "/\\");
}

CdFileOutcome cd_file_read_inside(const char *folder, const char *name, gsize limit, char **bytes, gsize *length)
{
  if (!is_plain_name(name))
    return CD_FILE_OUTSIDE;
  int directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0)
    return CD_FILE_FAILED;
  int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  int why = errno;
  close(directory);
  errno = why;
  if (fd < 0)
    return errno == ELOOP ? CD_FILE_OUTSIDE : CD_FILE_FAILED;
  struct stat status;
  if (fstat(fd, &status) == 0 && !S_ISREG(status.st_mode)) {
    close(fd);
    return CD_FILE_OUTSIDE;
  }
  return read_and_close(fd, limit, bytes, length);
}
