/* refusal.h - why a changed scenario cannot be run, in one line. */
#pragma once

#include <glib.h>

/* What is wrong in one line, without "error": "E0209: council[city] has no historic-share to share cost by". The caller frees. */
char *cd_refusal_text(const GError *problem);
