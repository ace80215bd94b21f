/* folder.h - a folder of results that appears whole or not at all.
 *
 * Files are written, and forced to disk, in a new folder beside the one meant, which then takes its place in
 * one step. What is replaced must be ours: an empty folder, or one whose manifest this program wrote for
 * the same scenario and the same page, and that holds nothing but its files. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct _CdFolder CdFolder;

/* NULL and ERROR (CD_ERROR_IO) when PATH could not be replaced, for example since it holds something else,
 * or when nothing can be written beside it. SCENARIO: its id. NAMES: the files that a folder of
 * ours may hold, its page first, NULL-terminated, beside the manifest; it must outlive the folder. */
CdFolder *cd_folder_begin(const char *path, const char *scenario, const char *const *names, GError **error);

/* A new file of the folder; one at a time. Each is false with ERROR when it cannot be written. */
bool cd_folder_open(CdFolder *folder, const char *name, GError **error);
bool cd_folder_append(CdFolder *folder, const char *text, gsize length, GError **error);
bool cd_folder_close(CdFolder *folder, GError **error);

/* All three at once. */
bool cd_folder_put(CdFolder *folder, const char *name, const char *text, GError **error);

/* For a file that a library writes by itself: its path, owned by the folder, until cd_folder_made() forces what was written there to disk. */
const char *cd_folder_make(CdFolder *folder, const char *name);
bool cd_folder_made(CdFolder *folder, GError **error);

/* Has ERROR, of something that could not be written into the folder, name the file where it was to stand in the end: of the place beside it, which is removed
 * again, its reader knows nothing. */
void cd_folder_tell(const CdFolder *folder, GError *error);

/* Takes PATH's place. False with ERROR when it cannot; what was there is there still. */
bool cd_folder_commit(CdFolder *folder, GError **error);

/* Frees FOLDER and removes what was not committed, with the folders that were made on the way to it. */
void cd_folder_free(CdFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdFolder, cd_folder_free)
