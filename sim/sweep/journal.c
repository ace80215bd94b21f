#include "sim/sweep/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "concordat/error.h"
#include "concordat/version.h"
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"
#include "sim/sweep/identity.h"
#include "sim/sweep/table.h"

bool cd_journal_fault(CdJournal *journal, GError **error)
{
  int code = sqlite3_errcode(journal->db);
  const char *more = code == SQLITE_FULL || (code & 0xff) == SQLITE_IOERR
                         ? ": is the disk full? What was committed stays, and the same command goes on from there"
                     : code == SQLITE_BUSY ? ": another program writes to it"
                     : (code & 0xff) == SQLITE_CORRUPT || code == SQLITE_NOTADB
                         ? ": it is damaged, or no store of a sweep. A new sweep has the same runs; sqlite3 FILE "
                           ".recover gets out of this one what can be read"
                         : "";
  if (error && !*error)
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s: %s%s", journal->path, sqlite3_errmsg(journal->db), more);
  return false;
}

bool cd_journal_execute(CdJournal *journal, const char *sql, GError **error)
{
  return sqlite3_exec(journal->db, sql, NULL, NULL, NULL) == SQLITE_OK || cd_journal_fault(journal, error);
}

gint64 cd_journal_number(CdJournal *journal, const char *sql, gint64 deflt)
{
  sqlite3_stmt *statement = NULL;
  gint64 number = deflt;
  if (sqlite3_prepare_v2(journal->db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

char *cd_journal_meta(CdJournal *journal, const char *key)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;
  if (sqlite3_prepare_v2(journal->db, "SELECT value FROM meta WHERE key = ?", -1, &statement, NULL) == SQLITE_OK) {
    sqlite3_bind_text(statement, 1, key, -1, SQLITE_STATIC);
    if (sqlite3_step(statement) == SQLITE_ROW)
      value = g_strdup((const char *)sqlite3_column_text(statement, 0));
  }
  sqlite3_finalize(statement);
  return value;
}

guint64 cd_journal_meta_number(CdJournal *journal, const char *key)
{
  g_autofree char *text = cd_journal_meta(journal, key);
  return text ? g_ascii_strtoull(text, NULL, 10) : 0;
}

CdJournalUnits cd_journal_units(CdJournal *journal)
{
  guint64 stage = cd_journal_meta_number(journal, "replicates");
  g_autofree char *beyond = g_strdup_printf("SELECT count(*) FROM run WHERE replicate > %" G_GUINT64_FORMAT, stage);
  gint64 runs = cd_journal_number(journal, "SELECT count(*) FROM run", 0), more = cd_journal_number(journal, beyond, 0);
  return (CdJournalUnits){.first = (runs - more) / journal->runs_each,
                          .more = more / journal->runs_each,
                          .all = (gint64)(cd_journal_meta_number(journal, "points") * stage)};
}

/* --- One writer ---------------------------------------------------------------------------------------------------------- */

/* A file beside it that is locked, since SQLite's own locks are given back between transactions. */
static char *lock_path(const char *path)
{
  return g_strconcat(path, "-writer", NULL);
}

static bool take_lock(CdJournal *journal, GError **error)
{
  g_autofree char *path = lock_path(journal->path);
  struct stat here, there;
  for (;;) {
    journal->lock = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (journal->lock < 0) {
      int why = errno;
      g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot write beside %s: %s", journal->path, g_strerror(why));
      return false;
    }
    if (flock(journal->lock, LOCK_EX | LOCK_NB) != 0) {
      int why = errno;
      if (why == EWOULDBLOCK)
        g_set_error(
            error, CD_ERROR,
            CD_ERROR_IO, "%s: another sweep writes to it; wait for it, or take part of the work with --shard and a --store of its own",
            journal->path);
      else
        g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s cannot be locked, so that others keep from it: %s", path,
                    g_strerror(why));
      close(journal->lock);
      journal->lock = -1;
      return false;
    }
    /* Its last owner may have removed it meanwhile. */
    if (fstat(journal->lock, &here) == 0 && stat(path, &there) == 0 && here.st_ino == there.st_ino)
      return true;
    close(journal->lock);
  }
}

static void give_lock(CdJournal *journal)
{
  if (journal->lock < 0)
    return;
  g_autofree char *path = lock_path(journal->path);
  g_unlink(path);
  close(journal->lock);
  journal->lock = -1;
}

void cd_journal_free(CdJournal *journal)
{
  if (!journal)
    return;
  sqlite3_finalize(journal->run);
  sqlite3_finalize(journal->pilot);
  sqlite3_finalize(journal->work);
  if (journal->lock >= 0 && journal->db) /* one plain file, that may be read where nothing may be written */
    sqlite3_exec(journal->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  sqlite3_close(journal->db);
  give_lock(journal);
  g_strfreev(journal->option);
  g_free(journal->path);
  g_free(journal);
}

/* --- Opening ------------------------------------------------------------------------------------------------------------- */

static bool open_file(CdJournal *journal, int flags, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename(journal->path, NULL);
  if (sqlite3_open_v2(absolute, &journal->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s cannot be opened: %s", journal->path,
                sqlite3_errstr(sqlite3_errcode(journal->db)));
    return false;
  }
  sqlite3_busy_timeout(journal->db, 10000);
  sqlite3_db_config(journal->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(journal->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  return true;
}

static bool check_kind(CdJournal *journal, GError **error)
{
  gint64 application = cd_journal_number(journal, "PRAGMA application_id", -1),
         format = cd_journal_number(journal, "PRAGMA user_version", -1);
  if (application == CD_JOURNAL_APPLICATION && format == CD_JOURNAL_FORMAT)
    return true;
  if (sqlite3_errcode(journal->db) != SQLITE_OK && sqlite3_errcode(journal->db) != SQLITE_DONE && application < 0)
    return cd_journal_fault(journal, error);
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is no store of a sweep%s", journal->path,
              application == CD_JOURNAL_APPLICATION ? " that this program reads: another concordat wrote it" : "");
  return false;
}

/* Ids and metrics alone: they stand in SQL, and a store may come from anybody. */
static bool are_names(const char *text)
{
  return text && *text && !text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-[]> ")];
}

static bool set_up(CdJournal *journal, GError **error)
{
  g_autofree char *options = cd_journal_meta(journal, "options"), *metrics = cd_journal_meta(journal, "metrics");
  if (!are_names(options) || !are_names(metrics)) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is damaged: it does not say what it holds", journal->path);
    return false;
  }
  journal->option = g_strsplit(options, " ", -1);
  journal->runs_each = 2 * g_strv_length(journal->option);
  g_auto(GStrv) metric = g_strsplit(metrics, " ", -1);
  journal->metrics = g_strv_length(metric);
  return true;
}

/* Whoever waits to write waits for those that read: of a shared store for as long as an export may take. */
static bool make_ready(CdJournal *journal, CdJournalUse use, GError **error)
{
  if (use == CD_JOURNAL_WRITE_SHARED)
    sqlite3_busy_timeout(journal->db, 600000);
  return cd_journal_execute(journal,
                            use == CD_JOURNAL_READ           ? ""
                            : use == CD_JOURNAL_WRITE_SHARED ? "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL"
                                                             : "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
                            error);
}

CdJournal *cd_journal_open(const char *path, CdJournalUse use, GError **error)
{
  bool writes = use != CD_JOURNAL_READ;
  g_autoptr(CdJournal) journal = g_new0(CdJournal, 1);
  journal->path = g_strdup(path);
  journal->lock = -1;
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "there is no %s", path);
    return NULL;
  }
  if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) { /* a pipe would be waited for */
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is not a file", path);
    return NULL;
  }
  if ((writes && !take_lock(journal, error)) ||
      !open_file(journal, writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, error) ||
      !check_kind(journal, error) || !set_up(journal, error))
    return NULL;
  if (writes && sqlite3_db_readonly(journal->db, "main") == 1) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s may not be written", path);
    return NULL;
  }
  if (!make_ready(journal, use, error))
    return NULL;
  return g_steal_pointer(&journal);
}

/* --- A new one ----------------------------------------------------------------------------------------------------------- */

bool cd_journal_set_meta(CdJournal *journal, const char *key, const char *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  bool done =
      sqlite3_prepare_v2(journal->db, "INSERT OR REPLACE INTO meta VALUES (?, ?)", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_bind_text(statement, 1, key, -1, SQLITE_STATIC) == SQLITE_OK &&
      sqlite3_bind_text(statement, 2, value, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(statement) == SQLITE_DONE;
  sqlite3_finalize(statement);
  return done || cd_journal_fault(journal, error);
}

static bool put_number(CdJournal *journal, const char *key, guint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, value);
  return cd_journal_set_meta(journal, key, text, error);
}

static bool put_size(CdJournal *journal, const CdSweepPlan *plan, GError **error)
{
  return put_number(journal, "n", plan->n, error) && put_number(journal, "points", plan->points, error) &&
         put_number(journal, "replicates", plan->replicates, error);
}

static bool put_manifest(CdJournal *journal, const CdSweepPlan *plan, const char *golden, GError **error)
{
  g_autofree char *meaning = cd_identity_hash(plan), *libm = cd_identity_libm(),
                  *metrics = g_strjoinv(" ", plan->metric), *options = cd_table_options(plan);
  return cd_journal_set_meta(journal, "version", CD_VERSION, error) &&
         cd_journal_set_meta(journal, "scenario", plan->scenario->id, error) &&
         cd_journal_set_meta(journal, "sha256", plan->scenario->sha256, error) &&
         cd_journal_set_meta(journal, "xml", plan->xml, error) &&
         cd_journal_set_meta(journal, "experiment", plan->experiment->head.id, error) &&
         cd_journal_set_meta(journal, "design", cd_choices[CD_CHOICES_DESIGN][plan->kind], error) &&
         cd_journal_set_meta(journal, "meaning", meaning, error) &&
         cd_journal_set_meta(journal, "points_sha256", plan->given_sha256 ? plan->given_sha256 : "", error) &&
         put_number(journal, "seed", plan->seed, error) && cd_journal_set_meta(journal, "options", options, error) &&
         cd_journal_set_meta(journal, "metrics", metrics, error) &&
         cd_journal_set_meta(journal, "rng", "philox4x32-10", error) &&
         cd_journal_set_meta(journal, "libm", libm, error) && cd_journal_set_meta(journal, "golden", golden, error) &&
         put_size(journal, plan, error);
}

static bool make(CdJournal *journal, const CdSweepPlan *plan, const char *golden, GError **error)
{
  g_autofree char *tables = cd_table_definitions(plan);
  return cd_journal_execute(
             journal,
             "PRAGMA page_size = 16384; PRAGMA encoding = 'UTF-8'; PRAGMA application_id = " G_STRINGIFY(CD_JOURNAL_APPLICATION) "; PRAGMA user_version = " G_STRINGIFY(
                 CD_JOURNAL_FORMAT) ";"
                                    "PRAGMA journal_mode = DELETE; BEGIN",
             error) &&
         cd_journal_execute(journal, tables, error) && put_manifest(journal, plan, golden, error) &&
         cd_table_put_codebook(journal, plan, error) && cd_table_put_parameters(journal, plan, error) &&
         cd_table_put_points(journal, plan, 0, error) && cd_journal_execute(journal, "COMMIT", error);
}

/* Made beside its place and moved there, so that it is whole or not there. */
CdJournal *cd_journal_new(const char *path, const CdSweepPlan *plan, const char *golden, CdJournalUse use, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path), *beside = g_strconcat(path, "-new", NULL);
  g_autoptr(CdJournal) journal = g_new0(CdJournal, 1);
  journal->path = g_strdup(path);
  journal->lock = -1;
  if (g_mkdir_with_parents(folder, 0777) != 0) {
    int why = errno;
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot make %s: %s", folder, g_strerror(why));
    return NULL;
  }
  if (!take_lock(journal, error))
    return NULL;
  if (g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is there already", path);
    return NULL;
  }
  g_unlink(beside);
  g_free(journal->path);
  journal->path = g_strdup(beside);
  bool made = open_file(journal, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) && make(journal, plan, golden, error);
  sqlite3_close(journal->db);
  journal->db = NULL;
  g_free(journal->path);
  journal->path = g_strdup(path);
  if (made && g_rename(beside, path) != 0) {
    int why = errno;
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot make %s: %s", path, g_strerror(why));
    made = false;
  }
  if (!made) {
    g_unlink(beside);
    return NULL;
  }
  if (!open_file(journal, SQLITE_OPEN_READWRITE, error) || !set_up(journal, error) || !make_ready(journal, use, error))
    return NULL;
  return g_steal_pointer(&journal);
}

bool cd_journal_extend(CdJournal *journal, const CdSweepPlan *plan, GError **error)
{
  guint64 from = cd_journal_meta_number(journal, "points");
  return cd_journal_execute(journal, "BEGIN IMMEDIATE", error) && put_size(journal, plan, error) &&
         cd_table_put_points(journal, plan, from, error) && cd_journal_execute(journal, "COMMIT", error);
}

/* --- Units --------------------------------------------------------------------------------------------------------------- */

static bool prepare(CdJournal *journal, GError **error)
{
  if (journal->run)
    return true;
  GString *sql = g_string_new("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?");
  for (guint m = 0; m < journal->metrics; m++)
    g_string_append(sql, ", ?");
  g_string_append(sql, ")");
  bool done = sqlite3_prepare_v2(journal->db, sql->str, -1, &journal->run, NULL) == SQLITE_OK &&
              sqlite3_prepare_v2(journal->db, "INSERT INTO telemetry VALUES (?, ?, ?, ?, ?)", -1, &journal->work,
                                 NULL) == SQLITE_OK;
  g_string_free(sql, TRUE);
  return done || cd_journal_fault(journal, error);
}

bool cd_journal_begin(CdJournal *journal, GError **error)
{
  return prepare(journal, error) && cd_journal_execute(journal, "BEGIN IMMEDIATE", error);
}

bool cd_journal_commit(CdJournal *journal, GError **error)
{
  return cd_journal_execute(journal, "COMMIT", error);
}

/* One run; VALUE[metrics]. */
static bool add_run(CdJournal *journal, const CdUnits *units, guint k, guint luck, guint option, const double *value)
{
  CdUnitStatus status = units->status[k - units->from];
  sqlite3_stmt *run = journal->run;
  sqlite3_reset(run);
  sqlite3_bind_int64(run, 1, k + 1);
  sqlite3_bind_int64(run, 2, (gint64)units->point + 1);
  sqlite3_bind_int64(run, 3, luck + 1);
  sqlite3_bind_text(run, 4, journal->option[option], -1, SQLITE_STATIC);
  sqlite3_bind_text(run, 5, cd_unit_status[status], -1, SQLITE_STATIC);
  sqlite3_bind_text(run, 6, units->error[k - units->from], -1, SQLITE_STATIC); /* NULL: null */
  for (guint m = 0; m < journal->metrics; m++)
    if (status != CD_UNIT_OK || isnan(value[m]))
      sqlite3_bind_null(run, (int)m + 7);
    else
      sqlite3_bind_double(run, (int)m + 7, value[m]);
  return sqlite3_step(run) == SQLITE_DONE;
}

static bool add_work(CdJournal *journal, const CdUnits *units)
{
  sqlite3_stmt *work = journal->work;
  sqlite3_reset(work);
  sqlite3_bind_int64(work, 1, (gint64)units->point + 1);
  sqlite3_bind_int64(work, 2, units->from + 1);
  sqlite3_bind_int64(work, 3, units->to);
  sqlite3_bind_double(work, 4, units->milliseconds);
  sqlite3_bind_text(work, 5, g_get_host_name(), -1, SQLITE_STATIC);
  return sqlite3_step(work) == SQLITE_DONE;
}

bool cd_journal_add(CdJournal *journal, const CdUnits *units, const guint8 *skip, guint replicates, GError **error)
{
  const double *value = units->value;
  for (guint k = units->from; k < units->to; k++)
    for (guint r = 0; r < journal->runs_each; r++, value += journal->metrics) {
      gsize unit = units->point * replicates + k;
      bool is_there = skip && (skip[unit / 8] & 1u << unit % 8);
      guint options = journal->runs_each / 2;
      if (!is_there && !add_run(journal, units, k, r / options, r % options, value))
        return cd_journal_fault(journal, error);
    }
  return add_work(journal, units) || cd_journal_fault(journal, error);
}

/* --- A point's first stage ----------------------------------------------------------------------------------------------- */

static bool prepare_pilot(CdJournal *journal, const CdSweepPlan *plan, GError **error)
{
  if (journal->pilot)
    return true;
  g_autofree char *sql = g_strdup_printf(
      "SELECT option, \"%s\" FROM run WHERE replicate = ? AND point = ? AND status = 'ok'", plan->metric[plan->precise]);
  return sqlite3_prepare_v2(journal->db, sql, -1, &journal->pilot, NULL) == SQLITE_OK || cd_journal_fault(journal, error);
}

bool cd_journal_pilot(CdJournal *journal, const CdSweepPlan *plan, guint64 point, double *difference, GError **error)
{
  if (!prepare_pilot(journal, plan, error))
    return false;
  for (guint k = 0; k < plan->replicates; k++) {
    guint lucks = 0;
    int code;
    difference[k] = 0;
    sqlite3_reset(journal->pilot);
    sqlite3_bind_int64(journal->pilot, 1, k + 1);
    sqlite3_bind_int64(journal->pilot, 2, (gint64)point + 1);
    while ((code = sqlite3_step(journal->pilot)) == SQLITE_ROW) {
      const char *option = (const char *)sqlite3_column_text(journal->pilot, 0);
      bool is_number = sqlite3_column_type(journal->pilot, 1) != SQLITE_NULL;
      double value = is_number ? sqlite3_column_double(journal->pilot, 1) / CD_LUCKS : NAN;
      if (g_strcmp0(option, journal->option[0]) == 0)
        difference[k] += value;
      else if (g_strcmp0(option, journal->option[1]) == 0)
        difference[k] -= value;
      else
        continue;
      lucks++;
    }
    if (code != SQLITE_DONE)
      return cd_journal_fault(journal, error);
    difference[k] = lucks == 2 * CD_LUCKS ? difference[k] : NAN;
  }
  sqlite3_reset(journal->pilot);
  return true;
}

/* --- The plan that it holds ---------------------------------------------------------------------------------------------- */

/* Points given do not stand in the scenario: they are those of the file. */
static bool take_points(CdJournal *journal, CdSweepPlan *plan, GError **error)
{
  gint64 rows = cd_journal_number(journal, "SELECT count(*) FROM point", 0);
  double *value = g_new0(double, (gsize)rows * plan->n_factors + 1);
  if (!cd_table_read_points(journal, plan, (guint64)rows, value, plan->n_factors, 1, error)) {
    g_free(value);
    return false;
  }
  cd_sweep_plan_take_points(plan, (guint64)rows, value, cd_journal_meta(journal, "points_sha256"));
  return true;
}

CdSweepPlan *cd_journal_plan(CdJournal *journal, GError **error)
{
  g_autofree char *xml = cd_journal_meta(journal, "xml"), *experiment = cd_journal_meta(journal, "experiment"),
                  *n = cd_journal_meta(journal, "n"), *replicates = cd_journal_meta(journal, "replicates");
  if (!xml || !experiment || !n || !replicates) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is damaged: it does not say what was run", journal->path);
    return NULL;
  }
  g_autoptr(CdScenario) scenario = cd_scenario_read_text(xml, strlen(xml), journal->path, NULL, NULL, error);
  if (!scenario)
    return NULL;
  int row = cd_scenario_find(scenario, CD_ENTITY_EXPERIMENT, -1, experiment);
  if (row < 0) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is damaged: its scenario has no experiment %s", journal->path,
                experiment);
    return NULL;
  }
  CdSweepPlan *plan = cd_sweep_plan_new_kept(scenario, (guint)row, g_ascii_strtoull(n, NULL, 10),
                                             (guint)g_ascii_strtoull(replicates, NULL, 10), error);
  g_autofree char *metrics = plan ? g_strjoinv(" ", plan->metric) : NULL,
                  *options = plan ? cd_table_options(plan) : NULL, *had_metrics = cd_journal_meta(journal, "metrics"),
                  *had_options = cd_journal_meta(journal, "options");
  if (plan && (g_strcmp0(metrics, had_metrics) != 0 || g_strcmp0(options, had_options) != 0)) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is damaged: its metrics or options are not those of its experiment",
                journal->path);
    g_clear_pointer(&plan, cd_sweep_plan_unref);
  }
  if (plan && plan->kind == CD_SWEEP_LIST && !take_points(journal, plan, error))
    g_clear_pointer(&plan, cd_sweep_plan_unref);
  return plan;
}
