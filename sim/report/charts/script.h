/* script.h - the script that draws a page's charts (draw.js and what it imports), held by the library: packed (gzip, base64), for a page is sent by mail and a script
 * of 0.8 MB takes 0.4 so; with the small one that unpacks and runs it in the reader's browser (unpack.js), which holds the licences. */
#pragma once

#include <glib.h>

typedef struct {
  const char *packed, *loader; /* as they stand in a page */
  const char *hash;            /* SHA-256 of what is packed, as content policies write it */
} CdChartScript;

/* Static; NULL where the program was built without. */
const CdChartScript *cd_chart_script(void);
