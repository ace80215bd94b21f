/* columns.h - how wide text is on a terminal. */
#pragma once

#include <glib.h>

/* Columns that the character C takes: wide ones two, combining ones none. */
static inline guint cd_character_columns(gunichar c)
{
  return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}
