/* journal.h - the file of a sweep: an SQLite database in which units stand whole or not at all. One writer; whoever reads meanwhile sees what was committed last. docs/sweeps.md, "The store". */
#pragma once

#include <sqlite3.h>
#include "sim/engine/replicate.h"
#include "sim/sweep/unit.h"

#define CD_JOURNAL_FORMAT 2
#define CD_JOURNAL_LUCKS CD_LUCKS         /* rows of RUN that an option has in a replicate */
#define CD_JOURNAL_APPLICATION 0x434f4e53 /* application_id: "CONS" */

typedef struct {
  sqlite3 *db;
  char *path;
  int lock; /* of the one writer; -1: only read */
  sqlite3_stmt *run, *work, *pilot;
  guint runs_each, metrics; /* of a unit; of a run */
  char **option;            /* ids, [runs_each / 2] */
} CdJournal;

/* WRITE: as its one writer. WRITE_SHARED: the same in a folder that several machines see, where SQLite's log of writes (WAL) may not be used, since those who read it share memory. */
typedef enum { CD_JOURNAL_READ, CD_JOURNAL_WRITE, CD_JOURNAL_WRITE_SHARED } CdJournalUse;

/* An existing store. NULL and ERROR. */
CdJournal *cd_journal_open(const char *path, CdJournalUse use, GError **error);

/* A new one for PLAN, of all of its points, with folders above it; GOLDEN: of cd_golden(). Whole on disk, or not there. */
CdJournal *cd_journal_new(const char *path, const CdSweepPlan *plan, const char *golden, CdJournalUse use,
                          GError **error);

void cd_journal_free(CdJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdJournal, cd_journal_free)

/* The text of META's KEY; NULL where there is none. The caller frees. */
char *cd_journal_meta(CdJournal *journal, const char *key);

/* A number of META; 0 where there is none. */
guint64 cd_journal_meta_number(CdJournal *journal, const char *key);

/* Of META's KEY another VALUE. */
bool cd_journal_set_meta(CdJournal *journal, const char *key, const char *value, GError **error);

/* False and ERROR (CD_ERROR_IO, naming the file) where SQL fails. */
bool cd_journal_execute(CdJournal *journal, const char *sql, GError **error);

/* The first number that SQL asks for; DEFLT where there is none. */
gint64 cd_journal_number(CdJournal *journal, const char *sql, gint64 deflt);

/* Units that are there: of points' first stages, and beyond, of second ones; ALL: of first stages when all is done. */
typedef struct {
  gint64 first, more, all;
} CdJournalUnits;
CdJournalUnits cd_journal_units(CdJournal *journal);

bool cd_journal_begin(CdJournal *journal, GError **error);
bool cd_journal_commit(CdJournal *journal, GError **error);

/* Within a transaction; those of UNITS in SKIP (point * replicates + replicate) are there already. NULL: none. */
bool cd_journal_add(CdJournal *journal, const CdUnits *units, const guint8 *skip, guint replicates, GError **error);

/* DIFFERENCE[plan->replicates] of a point's first stage: the first option less the second, of the metric that precision is of, each the mean of a replicate's two draws of chance; NAN where one of them is undefined, or not there. */
bool cd_journal_pilot(CdJournal *journal, const CdSweepPlan *plan, guint64 point, double *difference, GError **error);

/* More points or replicates than it was begun with. */
bool cd_journal_extend(CdJournal *journal, const CdSweepPlan *plan, GError **error);

/* The plan that it was begun with, from what it holds. */
CdSweepPlan *cd_journal_plan(CdJournal *journal, GError **error);

/* Notes why what was last asked of the file failed. False. */
bool cd_journal_fault(CdJournal *journal, GError **error);
