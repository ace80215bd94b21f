/* error.h - how the library reports that the world (a file, a value, a disk) is wrong. Programming errors are asserted. */
#pragma once

#include <glib.h>
#include "concordat/api.h"

G_BEGIN_DECLS

#define CD_ERROR (cd_error_quark())
CD_API GQuark cd_error_quark(void);

/* Each code is also the program's way to an exit code: see cd_error_exit_code(). */
typedef enum {
  CD_ERROR_USAGE,    /* a command or option is wrong */
  CD_ERROR_SCENARIO, /* a scenario file is refused: not well formed, out of range, over a limit */
  CD_ERROR_IO,       /* something could not be read or written */
  CD_ERROR_BUDGET,   /* a run is over its limits */
  CD_ERROR_INTERNAL, /* a result that must hold does not (conservation, say) */
  CD_ERROR_STOPPED,  /* the caller stopped it */
  CD_ERROR_PARTIAL   /* done, but some of what was asked for failed */
} CdErrorCode;

/* 0 none, 1 failure, 2 usage, 3 scenario refused, 4 unreadable or unwritable, 5 over budget, 6 done in part. */
CD_API int cd_error_exit_code(const GError *error);

G_END_DECLS
