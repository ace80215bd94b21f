#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "concordat/sweep.h"
#include "sim/sweep/journal.h"

/* NAN stands for what is undefined. */
static bool is_equal(double a, double b)
{
  return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0;
}

/* Whether a stored run is what was run now. */
static bool compare(sqlite3_stmt *row, CdJournal *journal, const CdUnits *units)
{
  guint luck = (guint)sqlite3_column_int(row, 2) - 1, options = journal->runs_each / 2, option = 0;
  while (option + 1 < options && g_strcmp0(journal->option[option], (const char *)sqlite3_column_text(row, 3)) != 0)
    option++;
  if (luck >= 2 || g_strcmp0((const char *)sqlite3_column_text(row, 4), cd_unit_status[units->status[0]]) != 0)
    return false;
  const double *value = &units->value[(luck * options + option) * journal->metrics];
  for (guint m = 0; m < journal->metrics; m++) {
    bool is_null = sqlite3_column_type(row, (int)m + 6) == SQLITE_NULL;
    double now = units->status[0] == CD_UNIT_OK ? value[m] : NAN;
    if (!is_equal(is_null ? NAN : sqlite3_column_double(row, (int)m + 6), now))
      return false;
  }
  return true;
}

/* Runs of a unit that are as stored; G_MAXUINT where one is not. */
static guint check_unit(CdJournal *journal, const CdSweepPlan *plan, sqlite3_stmt *rows, CdUnitWorker *worker,
                        gint64 replicate, gint64 point)
{
  g_autoptr(CdUnits) units = cd_units_new(plan, (guint64)point - 1, (guint)replicate - 1, (guint)replicate);
  guint equal = 0;
  cd_units_run(worker, units, NULL, NULL);
  sqlite3_reset(rows);
  sqlite3_bind_int64(rows, 1, replicate);
  sqlite3_bind_int64(rows, 2, point);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    if (!compare(rows, journal, units))
      return G_MAXUINT;
    equal++;
  }
  return equal == journal->runs_each ? equal : G_MAXUINT;
}

static bool check_all(CdJournal *journal, const CdSweepPlan *plan, sqlite3_stmt *chosen, sqlite3_stmt *rows,
                      guint *units, GError **error)
{
  CdUnitWorker *worker = cd_unit_worker_new(plan);
  bool fit = true;
  while (fit && sqlite3_step(chosen) == SQLITE_ROW) {
    gint64 replicate = sqlite3_column_int64(chosen, 0), point = sqlite3_column_int64(chosen, 1);
    fit = point >= 1 && (guint64)point <= plan->points && replicate >= 1 && replicate <= plan->most &&
          check_unit(journal, plan, rows, worker, replicate, point) != G_MAXUINT;
    if (!fit)
      g_set_error(error, CD_ERROR, CD_ERROR_INTERNAL,
                  "%s: replicate %" G_GINT64_FORMAT " of point %" G_GINT64_FORMAT
                  " is not what it is run again: another program or type of machine made it, or it was changed",
                  journal->path, replicate, point);
    *units += fit;
  }
  cd_unit_worker_free(worker);
  return fit;
}

bool cd_sweep_verify(const char *path, guint units, char **said, GError **error)
{
  g_autoptr(CdJournal) journal = cd_journal_open(path, CD_JOURNAL_READ, error);
  g_autoptr(CdSweepPlan) plan = journal ? cd_journal_plan(journal, error) : NULL;
  if (!plan)
    return false;
  gint64 each = journal->runs_each,
         late = cd_journal_number(journal, "SELECT count(*) FROM run WHERE status = 'timeout'", 0) / each,
         all = cd_journal_number(journal, "SELECT count(*) FROM run", 0) / each - late;
  if (all <= 0) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s has no runs %s", path,
                late > 0 ? "that were not given up for their time" : "yet");
    return false;
  }
  g_autofree char *sql = g_strdup_printf(
      "SELECT replicate, point FROM (SELECT replicate, point, row_number() OVER (ORDER BY replicate, "
      "point) - 1 AS unit "
      "FROM run WHERE luck = 1 AND option = '%s' AND status <> 'timeout') WHERE unit %% %" G_GINT64_FORMAT
      " = 0 LIMIT %u",
      journal->option[0], MAX(1, all / MAX(1, units)), units);
  sqlite3_stmt *chosen = NULL, *rows = NULL;
  bool fit = (sqlite3_prepare_v2(journal->db, sql, -1, &chosen, NULL) == SQLITE_OK &&
              sqlite3_prepare_v2(journal->db, "SELECT * FROM run WHERE replicate = ? AND point = ?", -1, &rows, NULL) ==
                  SQLITE_OK) ||
             cd_journal_fault(journal, error);
  guint done = 0;
  fit = fit && check_all(journal, plan, chosen, rows, &done, error);
  sqlite3_finalize(chosen);
  sqlite3_finalize(rows);
  g_autofree char *left =
      late > 0 ? g_strdup_printf("; %" G_GINT64_FORMAT " more were given up for their time, and are not run again", late)
               : g_strdup("");
  if (fit)
    *said = g_strdup_printf("%s: %u of %" G_GINT64_FORMAT " units run again, each equal to the bit%s\n", path, done,
                            all, left);
  return fit;
}
