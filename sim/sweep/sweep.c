#include "concordat/sweep.h"

#include <string.h>
#include "concordat/error.h"
#include "concordat/version.h"
#include "sim/base/suggest.h"
#include "sim/scenario/load.h"
#include "sim/sweep/estimate.h"
#include "sim/sweep/golden.h"
#include "sim/sweep/identity.h"
#include "sim/sweep/ranks.h"
#include "sim/sweep/runner.h"
#include "sim/sweep/slurm.h"
#include "sim/sweep/table.h"

struct _CdSweep {
  CdSweepPlan *plan;
  CdSweepOptions options; /* its texts are the sweep's own, or NULL */
  guint experiment;
  char *store;
};

static bool find_experiment(const CdScenario *scenario, const char *id, guint *row, GError **error)
{
  const CdTable *table = &scenario->table[CD_ENTITY_EXPERIMENT];
  int found = !id && table->n > 0 ? 0 : id ? cd_scenario_find(scenario, CD_ENTITY_EXPERIMENT, -1, id) : -1;
  if (found >= 0) {
    *row = (guint)found;
    return true;
  }
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint e = 0; e < table->n; e++)
    g_ptr_array_add(known, (gpointer)cd_scenario_experiment(scenario, e)->head.id);
  g_autofree char *hint = id ? cd_suggestion(id, known) : NULL, *shown = id ? g_utf8_make_valid(id, -1) : NULL;
  if (table->n == 0)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s has no experiments: add an <experiment> to it", scenario->id);
  else
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s has no experiment \"%s\": %s", scenario->id, shown, hint);
  return false;
}

CdSweep *cd_sweep_new(CdScenario *scenario, const CdSweepOptions *options, GError **error)
{
  guint row;
  if (!find_experiment(scenario, options->experiment, &row, error))
    return NULL;
  if (options->shards > 0 && (options->shard < 1 || options->shard > options->shards)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "part %u of %u: parts count from 1", options->shard, options->shards);
    return NULL;
  }
  CdSweepPlan *plan = cd_sweep_plan_new(scenario, row, options->points, options->replicates, error);
  if (!plan)
    return NULL;
  CdSweep *sweep = g_new0(CdSweep, 1);
  sweep->plan = plan;
  sweep->options = *options;
  sweep->experiment = row;
  g_autofree char *name =
      options->shards > 0 ? g_strdup_printf("%s-%u-of-%u.db", plan->experiment->head.id, options->shard, options->shards)
                          : g_strdup_printf("%s.db", plan->experiment->head.id);
  sweep->store = options->store ? g_strdup(options->store) : g_build_filename("out", scenario->id, name, NULL);
  sweep->options.store = sweep->options.experiment = NULL;
  return sweep;
}

void cd_sweep_free(CdSweep *sweep)
{
  if (!sweep)
    return;
  cd_sweep_plan_unref(sweep->plan);
  g_free(sweep->store);
  g_free(sweep);
}

const char *cd_sweep_store(const CdSweep *sweep)
{
  return sweep->store;
}

/* --- What it takes ------------------------------------------------------------------------------------------------------- */

/* G_MAXUINT64 where there are more. */
static guint64 runs_of(const CdSweep *sweep)
{
  guint64 points = cd_sweep_part_points(sweep->plan, &sweep->options),
          each = (guint64)sweep->plan->most * CD_UNIT_RUNS(sweep->plan), runs;
  return g_uint64_checked_mul(&runs, points, each) ? runs : G_MAXUINT64;
}

static char *duration(double seconds)
{
  return seconds < 120    ? g_strdup_printf("%.0f s", seconds)
         : seconds < 7200 ? g_strdup_printf("%.0f min", seconds / 60)
                          : g_strdup_printf("%.1f h", seconds / 3600);
}

/* Measured: a row of a run takes its option's and status's letters, some ten bytes of keys, and nine a metric. */
static double megabytes(const CdSweep *sweep, double runs)
{
  const CdSweepPlan *plan = sweep->plan;
  double run = 26 + 9.0 * plan->n_metrics, point = 20 + 9.0 * plan->n_factors;
  return (runs * run + (double)plan->points * point) / 1e6;
}

/* What of it is in the store already; "" where there is none. The caller frees. */
static char *what_is_there(const CdSweep *sweep)
{
  g_autoptr(CdJournal) journal =
      g_file_test(sweep->store, G_FILE_TEST_EXISTS) ? cd_journal_open(sweep->store, CD_JOURNAL_READ, NULL) : NULL;
  if (!journal)
    return g_strdup("");
  g_autofree char *meaning = cd_identity_hash(sweep->plan), *stored = cd_journal_meta(journal, "meaning");
  if (g_strcmp0(meaning, stored) != 0)
    return g_strdup("  That file holds a sweep of something else, with which this would be refused.\n");
  CdJournalUnits units = cd_journal_units(journal);
  return g_strdup_printf("  there %" G_GINT64_FORMAT " runs, which take no time again\n",
                         (units.first + units.more) * journal->runs_each);
}

char *cd_sweep_plan(CdSweep *sweep)
{
  const CdSweepPlan *plan = sweep->plan;
  guint jobs = sweep->options.jobs > 0 ? sweep->options.jobs : g_get_num_processors();
  CdEstimate estimate = cd_estimate(sweep->plan, sweep->options.seconds);
  double points = (double)cd_sweep_part_points(sweep->plan, &sweep->options),
         runs = estimate.replicates * points * CD_UNIT_RUNS(plan);
  g_autofree char *time = duration(cd_estimate_point(&estimate) * points / jobs);
  g_autofree char *there = what_is_there(sweep);
  g_autofree char *replicates = plan->half > 0 ? g_strdup_printf("%u to %u", plan->replicates, plan->most)
                                               : g_strdup_printf("%u", plan->replicates);
  return g_strdup_printf("%s of %s: %s, %" G_GUINT64_FORMAT " points%s of %u factors, %s replicates, %u options\n"
                         "  runs  %s%.0f (each replicate has two draws of chance)\n"
                         "  time  about %s on %u thread%s\n"
                         "  disk  about %.1f MB, in %s\n%s",
                         plan->experiment->head.id, plan->scenario->id, cd_choices[CD_CHOICES_DESIGN][plan->kind],
                         cd_sweep_part_points(sweep->plan, &sweep->options),
                         sweep->options.shards > 0 ? " (of this part)" : "", plan->n_factors, replicates,
                         plan->n_options, plan->half > 0 ? "about " : "", runs, time, jobs, jobs == 1 ? "" : "s",
                         megabytes(sweep, runs), sweep->store, there);
}

char *cd_sweep_slurm(CdSweep *sweep, guint parts, const char *const *words)
{
  return cd_slurm_script(sweep->plan, sweep->options.seconds, sweep->store, parts, words);
}

/* --- The store that is there --------------------------------------------------------------------------------------------- */

static bool refuse(const CdSweep *sweep, const char *what, GError **error)
{
  g_set_error(
      error, CD_ERROR,
      CD_ERROR_USAGE, "%s holds a sweep of something else:\n%s\nIts runs would not go with new ones. Keep it and name another --store, or remove it.",
      sweep->store, what);
  return false;
}

static bool is_same(CdJournal *journal, const char *key, const char *now, char **what)
{
  g_autofree char *was = cd_journal_meta(journal, key);
  if (g_strcmp0(was, now) != 0 && !*what)
    *what = g_strdup_printf("  %s: %s, now %s", key, was ? was : "not there", now);
  return g_strcmp0(was, now) == 0;
}

/* Which values differ. */
static char *difference(const CdSweep *sweep, CdJournal *journal)
{
  g_autofree char *xml = cd_journal_meta(journal, "xml");
  g_autoptr(CdScenario) stored = xml ? cd_scenario_read_text(xml, strlen(xml), sweep->store, NULL, NULL, NULL) : NULL;
  int row = stored ? cd_scenario_find(stored, CD_ENTITY_EXPERIMENT, -1, sweep->plan->experiment->head.id) : -1;
  if (row < 0)
    return g_strdup("  the scenario");
  g_autoptr(GPtrArray) was = cd_identity_lines(stored, (guint)row),
                       now = cd_identity_lines(sweep->plan->scenario, sweep->experiment);
  char *what = cd_identity_difference(was, now);
  return what ? what : g_strdup("  the scenario");
}

static bool check_identity(const CdSweep *sweep, CdJournal *journal, GError **error)
{
  const CdSweepPlan *plan = sweep->plan;
  g_autofree char *metrics = g_strjoinv(" ", plan->metric), *options = cd_table_options(plan);
  g_autofree char *what = NULL, *libm = cd_identity_libm(), *meaning = cd_identity_hash(plan),
                  *stored = cd_journal_meta(journal, "meaning");
  bool same = is_same(journal, "version", CD_VERSION, &what);
  same &= is_same(journal, "scenario", plan->scenario->id, &what);
  same &= is_same(journal, "experiment", plan->experiment->head.id, &what);
  same &= is_same(journal, "libm", libm, &what);
  same &= is_same(journal, "metrics", metrics, &what);
  same &= is_same(journal, "options", options, &what);
  same &= is_same(journal, "points_sha256", plan->given_sha256 ? plan->given_sha256 : "", &what);
  if (!same)
    return refuse(sweep, what, error);
  if (g_strcmp0(stored, meaning) == 0)
    return true;
  what = difference(sweep, journal);
  return refuse(sweep, what, error);
}

/* GROWS: it is to have more points or replicates than it was begun with, as asked. */
static bool check_size(const CdSweep *sweep, CdJournal *journal, bool *grows, GError **error)
{
  const CdSweepPlan *plan = sweep->plan;
  guint64 points = cd_journal_meta_number(journal, "points"),
          replicates = cd_journal_meta_number(journal, "replicates");
  *grows = points != plan->points || replicates != plan->replicates;
  if (!*grows)
    return true;
  if (points > plan->points || replicates > plan->replicates)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "%s was begun with %" G_GUINT64_FORMAT " points of %" G_GUINT64_FORMAT
                " replicates, more than the %" G_GUINT64_FORMAT " of %u now: name another --store",
                sweep->store, points, replicates, plan->points, plan->replicates);
  else if (points != plan->points && !cd_sweep_nests(plan))
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "%s has %" G_GUINT64_FORMAT " points, now %" G_GUINT64_FORMAT
                ": a %s of another size is another one; name another --store",
                sweep->store, points, plan->points, cd_choices[CD_CHOICES_DESIGN][plan->kind]);
  else if (!sweep->options.extend)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "%s was begun with %" G_GUINT64_FORMAT " points of %" G_GUINT64_FORMAT
                " replicates, now %" G_GUINT64_FORMAT " of %u: add --extend to keep its runs and go on",
                sweep->store, points, replicates, plan->points, plan->replicates);
  else
    return true;
  return false;
}

/* The version does not tell two builds apart. */
static bool check_golden(const CdSweep *sweep, CdJournal *journal, GError **error)
{
  g_autofree char *was = cd_journal_meta(journal, "golden"), *golden = cd_golden(sweep->plan, sweep->options.seconds);
  return cd_golden_agree(was, golden) ||
         refuse(sweep,
                "  its first unit, run again now, comes to other results: another build of the program, or another "
                "type of machine, began it",
                error);
}

static CdJournal *open_store(const CdSweep *sweep, GError **error)
{
  CdJournalUse use = sweep->options.shards > 0 ? CD_JOURNAL_WRITE_SHARED : CD_JOURNAL_WRITE;
  if (!g_file_test(sweep->store, G_FILE_TEST_EXISTS)) {
    g_autofree char *golden = cd_golden(sweep->plan, sweep->options.seconds);
    return cd_journal_new(sweep->store, sweep->plan, golden, use, error);
  }
  CdJournal *journal = cd_journal_open(sweep->store, use, error);
  if (!journal)
    return NULL;
  bool grows = false;
  if (check_identity(sweep, journal, error) && check_size(sweep, journal, &grows, error) &&
      check_golden(sweep, journal, error) && (!grows || cd_journal_extend(journal, sweep->plan, error)) &&
      (!sweep->options.retry ||
       cd_journal_execute(journal, "DELETE FROM run WHERE status IN ('failed', 'timeout')", error)))
    return journal;
  cd_journal_free(journal);
  return NULL;
}

bool cd_sweep_join(guint jobs, bool *is_first, GError **error)
{
  return cd_ranks_join(is_first, error) && (*is_first || cd_ranks_work(jobs, error));
}

void cd_sweep_leave(void)
{
  cd_ranks_leave();
}

bool cd_sweep_run(CdSweep *sweep, char **said, GError **error)
{
  guint64 limit = sweep->options.limit > 0 ? sweep->options.limit : CD_SWEEP_LIMIT;
  if (runs_of(sweep) > limit) {
    g_set_error(error, CD_ERROR, CD_ERROR_BUDGET,
                "%s %s %" G_GUINT64_FORMAT " runs, over the limit of %" G_GUINT64_FORMAT
                ": look at --dry-run, then raise it with --limit %" G_GUINT64_FORMAT,
                sweep->plan->experiment->head.id, sweep->plan->half > 0 ? "may have" : "has", runs_of(sweep), limit,
                runs_of(sweep));
    return false;
  }
  g_autoptr(CdJournal) journal = open_store(sweep, error);
  CdSweepDone done;
  if (!journal || !cd_sweep_work(sweep->plan, journal, &sweep->options, &done, error))
    return false;
  *said = g_strdup_printf("%s: %" G_GUINT64_FORMAT " units of %u runs%s, %" G_GUINT64_FORMAT " of them run now\n",
                          sweep->store, done.before + done.run, CD_UNIT_RUNS(sweep->plan),
                          sweep->options.shards > 0 ? " of this part" : "", done.run);
  gint64 not_ok = cd_journal_number(journal, "SELECT count(*) FROM run WHERE status <> 'ok'", 0);
  if (not_ok > 0)
    g_set_error(error, CD_ERROR, CD_ERROR_PARTIAL,
                "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                " runs failed, timed out or are invalid, and have no values: concordat sweep status %s tells which",
                not_ok, cd_journal_number(journal, "SELECT count(*) FROM run", 0), sweep->store);
  return not_ok == 0;
}
