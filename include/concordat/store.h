/* store.h - results kept in a file, and taken up again. */
#pragma once

#include <stdbool.h>
#include "concordat/run.h"

G_BEGIN_DECLS

/* The name of the file that a run leaves in its folder. */
#define CD_STORE_NAME "results.db"

/* Results as a run stored them: PATH is the file, or a folder that holds one by the name above. The caller frees. What another version of the program
 * appraised is appraised anew from the single runs, on JOBS threads (0: as many as processors).
 * NULL and ERROR when it cannot be read, is no such file, was written by a newer program, or does not hold together (CD_ERROR_IO, with the file's name and what
 * is wrong); when the scenario in it is refused (CD_ERROR_SCENARIO); or when the results would not fit in memory (CD_ERROR_BUDGET). */
CD_API CdResults *cd_results_load(const char *path, guint jobs, GError **error);

/* Whether PATH looks like stored results, by its first bytes or, of a folder, by what is in it: to tell them from a scenario. */
CD_API bool cd_results_are_at(const char *path);

G_END_DECLS
