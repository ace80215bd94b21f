#include "tests/unit/folder.h"

#include <glib.h>
#include <glib/gstdio.h>

char *folder;

int make_folder(void **state)
{
  (void)state;
  folder = g_dir_make_tmp("concordat-test-XXXXXX", NULL);
  return folder ? 0 : -1;
}

int remove_folder(void **state)
{
  (void)state;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_clear_pointer(&folder, g_free);
  return 0;
}
