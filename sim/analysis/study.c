#include "sim/analysis/study.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/sweep/filter.h"
#include "sim/sweep/journal.h"
#include "sim/sweep/table.h"

/* Of each input the number of its group, in the order in which designs name them (sim/sweep/plan.c). */
static void name_groups(CdStudy *study)
{
  const CdSweepPlan *plan = study->plan;
  bool grouped = plan->kind == CD_SWEEP_SALTELLI || plan->kind == CD_SWEEP_MORRIS;
  study->group = g_new0(char *, plan->n_factors + 1);
  study->group_of = g_new0(guint, plan->n_factors);
  for (guint f = 0; f < plan->n_factors; f++) {
    const char *name = grouped ? plan->factor[f].spec->group : NULL;
    guint g = 0;
    while (name && g < study->groups && !g_str_equal(study->group[g], name))
      g++;
    if (!name || g == study->groups) {
      g = study->groups++;
      study->group[g] = g_strdup(name ? name : plan->factor[f].spec->head.id);
    }
    study->group_of[f] = g;
  }
}

static void read_labels(CdStudy *study)
{
  const CdSweepPlan *plan = study->plan;
  g_autoptr(CdDesignCursor) cursor = plan->design ? cd_design_cursor_new(plan->design) : NULL;
  g_autofree double *value = g_new0(double, plan->n_factors);
  for (guint p = 0; p < study->rows; p++) {
    study->label[p] = (CdDesignLabel){p, CD_BLOCK_POINT, CD_NO_GROUP};
    if (cursor)
      cd_sweep_point(plan, cursor, p, &study->unit[(gsize)p * plan->n_factors], value, &study->label[p]);
  }
}

/* The points as they were run, which the store holds. */
CdStudy *cd_study_open(const char *path, GError **error)
{
  g_autoptr(CdJournal) journal = cd_journal_open(path, CD_JOURNAL_READ, error);
  CdSweepPlan *plan = journal ? cd_journal_plan(journal, error) : NULL;
  if (!plan)
    return NULL;
  g_autoptr(CdStudy) study = g_new0(CdStudy, 1);
  study->plan = plan;
  study->rows = (guint)plan->points;
  study->replicates = plan->replicates;
  study->filter = cd_filter_words(
      plan->scenario, (guint)cd_scenario_find(plan->scenario, CD_ENTITY_EXPERIMENT, -1, plan->experiment->head.id));
  study->second_order = plan->experiment->second_order == CD_YES;
  study->x = g_new0(double, (gsize)study->rows * plan->n_factors);
  study->unit = g_new0(double, (gsize)study->rows * plan->n_factors);
  study->label = g_new0(CdDesignLabel, study->rows);
  if (cd_journal_number(journal, "SELECT count(*) FROM run", 0) == 0) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s has no runs yet", path);
    return NULL;
  }
  name_groups(study);
  read_labels(study);
  return cd_table_read_points(journal, study->plan, study->rows, study->x, 1, study->rows, error)
             ? g_steal_pointer(&study)
             : NULL;
}

void cd_study_free(CdStudy *study)
{
  if (!study)
    return;
  cd_sweep_plan_unref(study->plan);
  g_free(study->x);
  g_free(study->unit);
  g_free(study->label);
  g_strfreev(study->group);
  g_free(study->group_of);
  g_free(study->left_out);
  g_free(study->where);
  g_strfreev(study->filter);
  g_free(study);
}

/* --- Conditions -------------------------------------------------------------------------------------------------- */

static bool refuse(const char *condition, char *why, GError **error)
{
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "\"%s\" is no condition: %s", condition, why);
  g_free(why);
  return false;
}

static int find_input(const CdStudy *study, const char *id)
{
  for (guint f = 0; f < study->plan->n_factors; f++)
    if (g_str_equal(study->plan->factor[f].spec->head.id, id))
      return (int)f;
  return -1;
}

/* "LOW..HIGH", "LOW..", "..HIGH", or one number. */
static bool read_range(const char *text, double *low, double *high)
{
  const char *dots = strstr(text, "..");
  char *end = NULL;
  *low = -INFINITY;
  *high = INFINITY;
  if (!dots) {
    *low = *high = g_ascii_strtod(text, &end);
    return end != text && !*end;
  }
  g_autofree char *first = g_strndup(text, (gsize)(dots - text));
  if (*first)
    *low = g_ascii_strtod(first, &end);
  if (*first && (end == first || *end))
    return false;
  if (dots[2])
    *high = g_ascii_strtod(dots + 2, &end);
  return (!dots[2] || !*end) && *low <= *high;
}

/* A choice's value is the number of its word among those it is varied over. */
static bool read_word(const CdSweepFactor *factor, const char *text, double *low, double *high)
{
  for (guint w = 0; w < factor->varied.n_words; w++)
    if (g_str_equal(cd_choices[factor->varied.address.field->choices][factor->varied.word[w]], text)) {
      *low = *high = w;
      return true;
    }
  return false;
}

static bool shut_out(CdStudy *study, const char *condition, GError **error)
{
  g_auto(GStrv) part = g_strsplit(condition, "=", 2);
  int input = g_strv_length(part) == 2 ? find_input(study, g_strstrip(part[0])) : -1;
  if (input < 0)
    return refuse(condition, g_strdup("write FACTOR=LOW..HIGH, with a factor of the sweep by its id"), error);
  const CdSweepFactor *factor = &study->plan->factor[input];
  bool is_choice = factor->varied.n_words > 0;
  double low, high;
  if (!(is_choice ? read_word(factor, g_strstrip(part[1]), &low, &high) : read_range(g_strstrip(part[1]), &low, &high)))
    return refuse(condition,
                  g_strdup(is_choice ? "of a choice write one of its words"
                                     : "write LOW..HIGH, LOW.. or ..HIGH, in numbers with a point"),
                  error);
  for (guint row = 0; row < study->rows; row++) {
    double x = study->x[(gsize)input * study->rows + row];
    study->left_out[row] = study->left_out[row] || !(x >= low && x <= high);
  }
  return true;
}

bool cd_study_where(CdStudy *study, const char *const *conditions, GError **error)
{
  guint left = 0;
  if (!conditions || !conditions[0])
    return true;
  study->left_out = g_new0(bool, study->rows);
  study->where = g_strjoinv(", ", (char **)conditions);
  for (guint c = 0; conditions[c]; c++)
    if (!shut_out(study, conditions[c], error))
      return false;
  for (guint row = 0; row < study->rows; row++)
    left += !study->left_out[row];
  if (left == 0)
    g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE, "no point of the sweep is where --where says");
  return left > 0;
}

/* --- Runs ---------------------------------------------------------------------------------------------------------- */

double *cd_study_values(const CdStudy *study, const char *path, guint metric, GError **error)
{
  g_autoptr(CdJournal) journal = cd_journal_open(path, CD_JOURNAL_READ, error);
  if (!journal)
    return NULL;
  gsize n = (gsize)journal->runs_each / 2 * study->rows * study->replicates * 2;
  g_autofree double *value = g_new(double, n);
  for (gsize i = 0; i < n; i++)
    value[i] = NAN;
  g_autofree char *sql = g_strdup_printf("SELECT replicate, point, luck, option, \"%s\" FROM run WHERE status = 'ok'",
                                         study->plan->metric[metric]);
  sqlite3_stmt *rows = NULL;
  if (sqlite3_prepare_v2(journal->db, sql, -1, &rows, NULL) != SQLITE_OK) {
    cd_journal_fault(journal, error);
    return NULL;
  }
  int code;
  while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
    gint64 replicate = sqlite3_column_int64(rows, 0) - 1, row = sqlite3_column_int64(rows, 1) - 1,
           luck = sqlite3_column_int64(rows, 2) - 1;
    const char *id = (const char *)sqlite3_column_text(rows, 3);
    guint option = 0;
    while (option < journal->runs_each / 2 && g_strcmp0(journal->option[option], id) != 0)
      option++;
    bool is_ours = option < journal->runs_each / 2 && replicate >= 0 && replicate < study->replicates && row >= 0 &&
                   row < study->rows && luck >= 0 && luck < 2;
    if (is_ours && sqlite3_column_type(rows, 4) != SQLITE_NULL)
      value[(((gsize)option * study->rows + (gsize)row) * study->replicates + (gsize)replicate) * 2 + (gsize)luck] =
          sqlite3_column_double(rows, 4);
  }
  bool whole = code == SQLITE_DONE || cd_journal_fault(journal, error);
  sqlite3_finalize(rows);
  return whole ? g_steal_pointer(&value) : NULL;
}

/* --- Second stages ---------------------------------------------------------------------------------------------- */

/* A replicate of a point, as its runs come. */
typedef struct {
  gint64 replicate, point;
  double sum;
  guint runs;
} Pair;

/* One that lacks a run counts for nothing. */
static void settle(const CdStudy *study, const Pair *pair, guint runs, double *sum, guint *n)
{
  if (pair->runs != runs || pair->point < 1 || pair->point > study->rows || !isfinite(pair->sum))
    return;
  sum[pair->point - 1] += pair->sum;
  n[pair->point - 1]++;
}

static void add_run(Pair *pair, sqlite3_stmt *run, const char *first)
{
  double value = sqlite3_column_type(run, 3) == SQLITE_NULL ? NAN : sqlite3_column_double(run, 3) / CD_JOURNAL_LUCKS;
  pair->sum += g_strcmp0((const char *)sqlite3_column_text(run, 2), first) == 0 ? value : -value;
  pair->runs++;
}

bool cd_study_more(const CdStudy *study, const char *path, guint metric, guint first, guint against, double *sum,
                   guint *n, GError **error)
{
  memset(sum, 0, study->rows * sizeof *sum);
  memset(n, 0, study->rows * sizeof *n);
  if (study->plan->half <= 0)
    return true;
  g_autoptr(CdJournal) journal = cd_journal_open(path, CD_JOURNAL_READ, error);
  if (!journal)
    return false;
  const char *other = journal->option[against == G_MAXUINT ? first : against];
  guint runs = CD_JOURNAL_LUCKS * (against == G_MAXUINT ? 1 : 2);
  g_autofree char *sql =
      g_strdup_printf("SELECT replicate, point, option, \"%s\" FROM run WHERE status = 'ok' AND replicate > %u "
                      "AND option IN ('%s', '%s') ORDER BY replicate, point",
                      study->plan->metric[metric], study->replicates, journal->option[first], other);
  sqlite3_stmt *rows = NULL;
  if (sqlite3_prepare_v2(journal->db, sql, -1, &rows, NULL) != SQLITE_OK)
    return cd_journal_fault(journal, error);
  Pair pair = {0};
  int code;
  while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
    gint64 replicate = sqlite3_column_int64(rows, 0), point = sqlite3_column_int64(rows, 1);
    if (replicate != pair.replicate || point != pair.point) {
      settle(study, &pair, runs, sum, n);
      pair = (Pair){replicate, point, 0, 0};
    }
    add_run(&pair, rows, journal->option[first]);
  }
  settle(study, &pair, runs, sum, n);
  bool whole = code == SQLITE_DONE || cd_journal_fault(journal, error);
  sqlite3_finalize(rows);
  return whole;
}
