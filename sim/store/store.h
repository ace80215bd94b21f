/* store.h - results kept in one file, an SQLite 3 database: what was run, every single run, and what was appraised. docs/results.md, results.db.
 *
 * Everything in it is data: texts are bound, never spliced into SQL, and what is read is checked against what the stored scenario calls for. A file may come
 * from anybody: it is opened read-only, a table counts only where its definition is, to the letter, the one this program makes, and no view, trigger or
 * function of the file's own is ever used. */
#pragma once

#include "concordat/store.h"
#include "sim/appraisal/results.h"

#define CD_STORE_FORMAT 7               /* user_version; greater ones are refused */
#define CD_STORE_APPLICATION 0x434f4e43 /* application_id: "CONC" */

/* Values of a run that one table holds; those beyond stand in further ones. SQLite allows 2,000 columns, keys among them. */
#define CD_STORE_COLUMNS 1900u

/* Makes PATH, which must not be there yet. Same results, same bytes, as far as SQLite is the same. False and ERROR (CD_ERROR_IO) where it cannot; what was
 * written until then is left. */
bool cd_store_write(const CdResults *results, const char *path, GError **error);

/* The same with at most COLUMNS (1 .. CD_STORE_COLUMNS) values of a run in one table. */
bool cd_store_write_within(const CdResults *results, const char *path, guint columns, GError **error);
