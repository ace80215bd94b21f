/* script.h - the script that draws a page's charts (draw.js and what it imports), held by the library. */
#pragma once

#include <glib.h>

/* The bytes of it, as they stand in a page; NULL where the program was built without. The caller unrefs. */
GBytes *cd_chart_script(void);
