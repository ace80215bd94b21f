#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "concordat/sweep.h"
#include "sim/sweep/table.h"

/* Of a point's number, in parts of it: coordinates of correlated factors differ by less from one type of machine to another. */
#define SAME 1e-9

static bool give_up(const char *path, const char *what, GError **error)
{
  g_clear_error(error);
  g_set_error(error, CD_ERROR, CD_ERROR_IO,
              "%s is damaged%s. What can be read comes out with: sqlite3 %s .recover | sqlite3 NEW.db; a new sweep "
              "with the same --shard and seed has the same runs",
              path, what, path);
  return false;
}

static bool is_sound(CdJournal *journal)
{
  sqlite3_stmt *statement = NULL;
  bool sound = sqlite3_prepare_v2(journal->db, "PRAGMA integrity_check(1)", -1, &statement, NULL) == SQLITE_OK &&
               sqlite3_step(statement) == SQLITE_ROW &&
               g_strcmp0((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
  sqlite3_finalize(statement);
  return sound;
}

/* The scenario is the one that was begun with, to the letter. */
static bool has_its_scenario(CdJournal *journal)
{
  g_autofree char *xml = cd_journal_meta(journal, "xml"), *sum = cd_journal_meta(journal, "sha256"),
                  *now = xml ? g_compute_checksum_for_string(G_CHECKSUM_SHA256, xml, -1) : NULL;
  return g_strcmp0(sum, now) == 0;
}

/* --- Points -------------------------------------------------------------------------------------------------------------- */

/* Whether the table has the points of PLAN's design, and no others. */
static bool has_its_points(CdJournal *journal, const CdSweepPlan *plan)
{
  guint k = plan->n_factors;
  if (cd_journal_number(journal, "SELECT count(*) FROM point", 0) != (gint64)plan->points ||
      cd_journal_number(journal, "SELECT max(point) FROM point", 0) != (gint64)plan->points)
    return false;
  g_autofree double *stored = g_new(double, (gsize)plan->points *k), *unit = g_new(double, k), *value = g_new(double, k);
  g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(plan->design);
  bool same = cd_table_read_points(journal, plan, plan->points, stored, k, 1, NULL);
  for (guint64 p = 0; same && p < plan->points; p++) {
    cd_sweep_point(plan, cursor, p, unit, value, NULL);
    for (guint f = 0; f < k; f++) {
      const CdVaried *varied = &plan->factor[f].varied;
      double x = stored[p * k + f], had = varied->n_words > 0 ? varied->word[(guint)x] : x;
      same = same && fabs(had - value[f]) <= SAME * fabs(value[f]);
    }
  }
  return same;
}

/* Points of a design are reckoned anew; those of a list stand here alone. */
static bool mend_points(CdJournal *journal, const CdSweepPlan *plan, bool *mended, GError **error)
{
  *mended = plan->design && !has_its_points(journal, plan);
  return !*mended || (cd_journal_begin(journal, error) && cd_journal_execute(journal, "DELETE FROM point", error) &&
                      cd_table_put_points(journal, plan, 0, error) && cd_journal_commit(journal, error));
}

/* --- Runs ---------------------------------------------------------------------------------------------------------------- */

static void append_words(GString *sql, const char *column, const char *const *word)
{
  g_string_append_printf(sql, " OR %s NOT IN (", column);
  for (guint w = 0; word[w]; w++)
    g_string_append_printf(sql, "%s'%s'", w > 0 ? ", " : "", word[w]);
  g_string_append(sql, ")");
}

/* Units that lack a run, or have one that nobody can have written. */
static char *no_units(const CdJournal *journal, const CdSweepPlan *plan)
{
  g_autoptr(GPtrArray) option = g_ptr_array_new();
  for (guint o = 0; o < journal->runs_each / CD_JOURNAL_LUCKS; o++)
    g_ptr_array_add(option, journal->option[o]);
  g_ptr_array_add(option, NULL);
  GString *sql = g_string_new(NULL);
  g_string_append_printf(sql,
                         "DELETE FROM run WHERE (replicate, point) IN (SELECT replicate, point FROM run GROUP BY "
                         "replicate, point HAVING count(*) <> %u"
                         " OR sum(luck NOT IN (1, 2)",
                         journal->runs_each);
  append_words(sql, "option", (const char *const *)option->pdata);
  append_words(sql, "status", cd_unit_status);
  for (guint m = 0; m < plan->n_metrics; m++)
    g_string_append_printf(sql, " OR typeof(\"%s\") NOT IN ('real', 'null')", plan->metric[m]);
  g_string_append_printf(sql, ") > 0) OR point NOT IN (SELECT point FROM point) OR replicate NOT BETWEEN 1 AND %u",
                         plan->most);
  return g_string_free(sql, FALSE);
}

bool cd_sweep_repair(const char *path, char **said, GError **error)
{
  g_autoptr(CdJournal) journal = cd_journal_open(path, CD_JOURNAL_WRITE, error);
  if (!journal)
    return false;
  if (!is_sound(journal))
    return give_up(path, "", error);
  if (!has_its_scenario(journal))
    return give_up(path, ": its scenario is not the one that it was begun with", error);
  g_autoptr(CdSweepPlan) plan = cd_journal_plan(journal, error);
  bool mended = false;
  if (!plan || !mend_points(journal, plan, &mended, error))
    return false;
  g_autofree char *sql = no_units(journal, plan);
  if (!cd_journal_execute(journal, sql, error))
    return false;
  int dropped = sqlite3_changes(journal->db);
  g_autofree char *runs =
      dropped > 0 ? g_strdup_printf("; %d runs of units that were not whole are dropped and will run again", dropped)
                  : g_strdup("");
  *said = g_strdup_printf("%s: sound%s%s%s\n", path,
                          mended ? "; its points are written anew, for they were not those of its design" : "", runs,
                          mended || dropped > 0 ? "" : ", nothing to repair");
  return true;
}
