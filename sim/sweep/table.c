#include "sim/sweep/table.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/model/metric.h"

/* Names come from ids of the scenario and metrics, which hold no quotes. */
static void append_name(GString *sql, const char *name)
{
  g_string_append_printf(sql, "\"%s\"", name);
}

char *cd_table_options(const CdSweepPlan *plan)
{
  GString *text = g_string_new(NULL);
  for (guint o = 0; o < plan->n_options; o++)
    g_string_append_printf(text, "%s%s", o > 0 ? " " : "",
                           cd_scenario_structure(plan->scenario, plan->option[o])->head.id);
  return g_string_free(text, FALSE);
}

static void append_point(const CdSweepPlan *plan, GString *sql)
{
  g_string_append(sql, "CREATE TABLE point(point INTEGER PRIMARY KEY, base_row INTEGER NOT NULL, block TEXT NOT NULL, "
                       "moved TEXT");
  for (guint f = 0; f < plan->n_factors; f++) {
    g_string_append(sql, ", ");
    append_name(sql, plan->factor[f].spec->head.id);
    g_string_append(sql, plan->factor[f].varied.n_words > 0 ? " TEXT NOT NULL" : " REAL NOT NULL");
  }
  g_string_append(sql, ");");
}

static void append_run(const CdSweepPlan *plan, GString *sql)
{
  g_string_append(sql, "CREATE TABLE run(replicate INTEGER NOT NULL, point INTEGER NOT NULL, luck INTEGER NOT NULL, "
                       "option TEXT NOT NULL, status TEXT NOT NULL, error TEXT");
  for (guint m = 0; m < plan->n_metrics; m++) {
    g_string_append(sql, ", ");
    append_name(sql, plan->metric[m]);
    g_string_append(sql, " REAL");
  }
  g_string_append(sql, ", PRIMARY KEY(replicate, point, luck, option)) WITHOUT ROWID;");
}

/* The first option less each other, of one unit and luck. */
static void append_paired(const CdSweepPlan *plan, GString *sql)
{
  const char *first = cd_scenario_structure(plan->scenario, plan->option[0])->head.id;
  g_string_append(sql, "CREATE VIEW paired AS SELECT a.replicate, a.point, a.luck, a.option, b.option AS against");
  for (guint m = 0; m < plan->n_metrics; m++) {
    g_string_append(sql, ", a.");
    append_name(sql, plan->metric[m]);
    g_string_append(sql, " - b.");
    append_name(sql, plan->metric[m]);
    g_string_append(sql, " AS ");
    append_name(sql, plan->metric[m]);
  }
  g_string_append_printf(
      sql,
      " FROM run a JOIN run b USING (replicate, point, luck) WHERE a.option = '%s' AND b.option <> '%s' "
      "AND a.status = 'ok' AND b.status = 'ok';",
      first, first);
}

static void append_long(const CdSweepPlan *plan, GString *sql)
{
  g_string_append(sql, "CREATE VIEW long AS ");
  for (guint m = 0; m < plan->n_metrics; m++) {
    g_string_append_printf(sql, "%sSELECT replicate, point, luck, option, status, '%s' AS metric, ",
                           m > 0 ? " UNION ALL " : "", plan->metric[m]);
    append_name(sql, plan->metric[m]);
    g_string_append(sql, " AS value FROM run");
  }
  g_string_append(sql, ";");
}

char *cd_table_definitions(const CdSweepPlan *plan)
{
  GString *sql = g_string_new(
      "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE codebook(table_name TEXT NOT NULL, column_name TEXT NOT NULL, unit TEXT, meaning TEXT NOT NULL);"
      "CREATE TABLE parameter(position INTEGER PRIMARY KEY, id TEXT NOT NULL, path TEXT NOT NULL, role TEXT NOT NULL, "
      "kind TEXT NOT NULL, distribution TEXT NOT NULL, grp TEXT, unit TEXT);"
      "CREATE TABLE telemetry(point INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, "
      "milliseconds REAL NOT NULL, host TEXT NOT NULL);");
  append_point(plan, sql);
  append_run(plan, sql);
  append_paired(plan, sql);
  append_long(plan, sql);
  return g_string_free(sql, FALSE);
}

/* --- What stands in them ------------------------------------------------------------------------------------------------- */

static bool put(CdJournal *journal, sqlite3_stmt *statement, GError **error)
{
  bool done = sqlite3_step(statement) == SQLITE_DONE;
  sqlite3_reset(statement);
  return done || cd_journal_fault(journal, error);
}

static bool put_meaning(CdJournal *journal, sqlite3_stmt *into, const char *table, const char *column, const char *unit,
                        const char *meaning, GError **error)
{
  sqlite3_bind_text(into, 1, table, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(into, 2, column, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(into, 3, unit, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(into, 4, meaning, -1, SQLITE_TRANSIENT);
  return put(journal, into, error);
}

static const char *const fixed[][3] = {
    {"meta",
     "", "What was run: scenario (xml, sha256), experiment, design, n, points, replicates, seed, options, metrics, version, random numbers, libm"},
    {"meta", "meaning", "a key: SHA-256 of all values that results depend on; a sweep goes on only where it is the same"},
    {"parameter", "", "The factors"},
    {"parameter", "distribution",
     "what it is varied over: a distribution, or the words of a choice; money at base-year prices"},
    {"parameter", "role", "lever: somebody may pull it; uncertainty: nobody knows it"},
    {"parameter", "grp", "factors of one group are looked at as one"},
    {"point", "", "The points of the design, with the value of each factor"},
    {"point", "point", "number of the point, from 1"},
    {"point", "base_row", "base point or trajectory of saltelli and morris, else the point, from 1"},
    {"point", "block", "what the row is for: point; a, ab, ba, b of saltelli; start, move of morris and one-at-a-time"},
    {"point", "moved", "the factor, or group, that is mixed in or moved"},
    {"run", "", "Runs: a row a replicate, point, luck and option"},
    {"run", "replicate", "draw of all that is no factor, from 1: the same at every point"},
    {"run", "point", "of table point"},
    {"run", "luck", "draw of chance, 1 or 2: rows of one replicate and luck share all their draws"},
    {"run", "option", "id of the structure"},
    {"run",
     "status", "ok; failed: a value is infinite or missing; timeout; invalid: the scenario with these values is refused. Only ok has values"},
    {"run", "error", "what was wrong"},
    {"telemetry", "", "How long units took, and where: apart, since it differs from run to run"},
    {"paired", "", "The first option's values less each other's, under the same draws"},
    {"long", "", "Runs, a row a metric"},
};

bool cd_table_put_codebook(CdJournal *journal, const CdSweepPlan *plan, GError **error)
{
  sqlite3_stmt *into = NULL;
  bool done = sqlite3_prepare_v2(journal->db, "INSERT INTO codebook VALUES (?, ?, ?, ?)", -1, &into, NULL) == SQLITE_OK ||
              cd_journal_fault(journal, error);
  for (guint i = 0; done && i < G_N_ELEMENTS(fixed); i++)
    done = put_meaning(journal, into, fixed[i][0], fixed[i][1], NULL, fixed[i][2], error);
  for (guint f = 0; done && f < plan->n_factors; f++) {
    const CdField *field = plan->factor[f].varied.address.field;
    done = put_meaning(journal, into, "point", plan->factor[f].spec->head.id,
                       field->kind == CD_FIELD_NUMBER ? cd_unit_text(field->unit) : NULL, field->meaning, error);
  }
  for (guint m = 0; done && m < plan->n_metrics; m++) {
    g_autofree char *name = g_strndup(plan->metric[m], strcspn(plan->metric[m], "["));
    const CdMetric *metric = cd_metric(cd_metric_by_name(name));
    done = put_meaning(journal, into, "run", plan->metric[m], cd_unit_text(metric->unit), metric->definition, error);
  }
  sqlite3_finalize(into);
  return done;
}

static char *words_of(const CdVaried *varied)
{
  GString *text = g_string_new(NULL);
  for (guint w = 0; w < varied->n_words; w++)
    g_string_append_printf(text, "%s%s", w > 0 ? " " : "", cd_choices[varied->address.field->choices][varied->word[w]]);
  return g_string_free(text, FALSE);
}

bool cd_table_put_parameters(CdJournal *journal, const CdSweepPlan *plan, GError **error)
{
  sqlite3_stmt *into = NULL;
  bool done = sqlite3_prepare_v2(journal->db, "INSERT INTO parameter VALUES (?, ?, ?, ?, ?, ?, ?, ?)", -1, &into,
                                 NULL) == SQLITE_OK ||
              cd_journal_fault(journal, error);
  for (guint f = 0; done && f < plan->n_factors; f++) {
    const CdSweepFactor *factor = &plan->factor[f];
    bool is_choice = factor->varied.n_words > 0;
    g_autofree char *over = is_choice ? words_of(&factor->varied) : cd_dist_format(&factor->varied.dist);
    sqlite3_bind_int64(into, 1, f + 1);
    sqlite3_bind_text(into, 2, factor->spec->head.id, -1, SQLITE_STATIC);
    sqlite3_bind_text(into, 3, factor->spec->path, -1, SQLITE_STATIC);
    sqlite3_bind_text(into, 4, cd_choices[CD_CHOICES_ROLE][factor->spec->role], -1, SQLITE_STATIC);
    sqlite3_bind_text(into, 5, is_choice ? "choice" : "number", -1, SQLITE_STATIC);
    sqlite3_bind_text(into, 6, over, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(into, 7, factor->spec->group, -1, SQLITE_STATIC);
    sqlite3_bind_text(into, 8, is_choice ? NULL : cd_unit_text(factor->varied.address.field->unit), -1, SQLITE_STATIC);
    done = put(journal, into, error);
  }
  sqlite3_finalize(into);
  return done;
}

/* The group that a row of a design moves, by name; a factor without a group by its own. */
static const char *moved(const CdSweepPlan *plan, guint group)
{
  guint next = 0;
  if (group == CD_NO_GROUP || !plan->design)
    return NULL;
  bool grouped = plan->kind == CD_SWEEP_SALTELLI || plan->kind == CD_SWEEP_MORRIS;
  for (guint f = 0; f < plan->n_factors; f++) {
    const char *name = grouped ? plan->factor[f].spec->group : NULL;
    bool is_first = true;
    for (guint other = 0; name && other < f; other++)
      is_first = is_first && g_strcmp0(plan->factor[other].spec->group, name) != 0;
    if (is_first && next++ == group)
      return name ? name : plan->factor[f].spec->head.id;
  }
  return NULL;
}

static void bind_value(sqlite3_stmt *into, int column, const CdSweepFactor *factor, double value)
{
  const CdField *field = factor->varied.address.field;
  if (factor->varied.n_words > 0)
    sqlite3_bind_text(into, column, cd_choices[field->choices][(guint)value], -1, SQLITE_STATIC);
  else
    sqlite3_bind_double(into, column, value);
}

bool cd_table_put_points(CdJournal *journal, const CdSweepPlan *plan, guint64 from, GError **error)
{
  GString *sql = g_string_new("INSERT INTO point VALUES (?, ?, ?, ?");
  for (guint f = 0; f < plan->n_factors; f++)
    g_string_append(sql, ", ?");
  g_string_append(sql, ")");
  sqlite3_stmt *into = NULL;
  bool done = sqlite3_prepare_v2(journal->db, sql->str, -1, &into, NULL) == SQLITE_OK || cd_journal_fault(journal, error);
  g_string_free(sql, TRUE);
  CdDesignCursor *cursor = plan->design ? cd_design_cursor_new(plan->design) : NULL;
  g_autofree double *unit = g_new0(double, plan->n_factors), *value = g_new0(double, plan->n_factors);
  for (guint64 p = from; done && p < plan->points; p++) {
    CdDesignLabel label;
    cd_sweep_point(plan, cursor, p, unit, value, &label);
    sqlite3_bind_int64(into, 1, (gint64)p + 1);
    sqlite3_bind_int64(into, 2, (gint64)label.base + 1);
    sqlite3_bind_text(into, 3, cd_design_block_word(label.block), -1, SQLITE_STATIC);
    sqlite3_bind_text(into, 4, moved(plan, label.group), -1, SQLITE_STATIC);
    for (guint f = 0; f < plan->n_factors; f++)
      bind_value(into, (int)f + 5, &plan->factor[f], value[f]);
    done = put(journal, into, error);
  }
  sqlite3_finalize(into);
  if (cursor)
    cd_design_cursor_free(cursor);
  return done;
}

/* NAN: no word of the factor's. */
static double factor_of(sqlite3_stmt *row, const CdSweepFactor *factor, guint f)
{
  const CdVaried *varied = &factor->varied;
  if (varied->n_words == 0)
    return sqlite3_column_type(row, (int)f + 4) == SQLITE_NULL ? NAN : sqlite3_column_double(row, (int)f + 4);
  const char *word = (const char *)sqlite3_column_text(row, (int)f + 4);
  for (guint w = 0; w < varied->n_words; w++)
    if (g_strcmp0(cd_choices[varied->address.field->choices][varied->word[w]], word) == 0)
      return w;
  return NAN;
}

bool cd_table_read_points(CdJournal *journal, const CdSweepPlan *plan, guint64 rows, double *value, gsize by_point,
                          gsize by_factor, GError **error)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(journal->db, "SELECT * FROM point ORDER BY point", -1, &statement, NULL) != SQLITE_OK)
    return cd_journal_fault(journal, error);
  guint64 read = 0;
  bool whole = sqlite3_column_count(statement) >= (int)plan->n_factors + 4;
  int code = SQLITE_ROW;
  while (whole && read < rows && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    for (guint f = 0; f < plan->n_factors; f++) {
      double x = factor_of(statement, &plan->factor[f], f);
      value[read * by_point + f * by_factor] = x;
      whole = whole && isfinite(x);
    }
    read += whole;
  }
  bool failed = code != SQLITE_ROW && code != SQLITE_DONE;
  if (failed)
    cd_journal_fault(journal, error);
  sqlite3_finalize(statement);
  if (read < rows && !failed)
    g_set_error(error, CD_ERROR, CD_ERROR_IO,
                "%s is damaged: point %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                " is not there, or no point of its design",
                journal->path, read + 1, rows);
  return read == rows;
}
