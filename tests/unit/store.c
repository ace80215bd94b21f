#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>
#include "concordat/concordat.h"
#include "sim/appraisal/minutes.h"
#include "sim/report/tables.h"
#include "sim/report/workbook.h"
#include "sim/store/store.h"
#include "tests/unit/minimal.h"

#define REPLICATES 6u

/* Results of the minimal scenario, and a folder of their own with them in "results.db". */
typedef struct {
  CdResults *results;
  char *folder, *path;
} Kept;

static CdResults *run_with(CdScenario *scenario, bool cells)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.cells = cells;
  options.replicates = REPLICATES;
  options.seed = G_MAXUINT64; /* which no signed whole number holds */
  options.jobs = 2;
  return cd_run(scenario, &options, NULL);
}

static CdResults *run(CdScenario *scenario)
{
  return run_with(scenario, false);
}

static int set_up(void **state)
{
  Kept *kept = g_new0(Kept, 1);
  const char *const as_it_is[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(as_it_is);
  kept->results = run(scenario);
  kept->folder = g_dir_make_tmp("concordat-XXXXXX", NULL);
  kept->path = g_build_filename(kept->folder, CD_STORE_NAME, NULL);
  *state = kept;
  return kept->results && kept->folder ? 0 : -1;
}

static int tear_down(void **state)
{
  Kept *kept = *state;
  g_unlink(kept->path);
  g_rmdir(kept->folder);
  cd_results_free(kept->results);
  g_free(kept->folder);
  g_free(kept->path);
  g_free(kept);
  return 0;
}

static void store(const Kept *kept)
{
  g_autoptr(GError) error = NULL;
  g_unlink(kept->path);
  if (!cd_store_write(kept->results, kept->path, &error))
    fail_msg("%s", error->message);
}

static CdResults *load(const char *path)
{
  g_autoptr(GError) error = NULL;
  CdResults *results = cd_results_load(path, 1, &error);
  if (!results)
    fail_msg("%s", error->message);
  return results;
}

static bool gather(const char *text, gsize length, gpointer user)
{
  g_string_append_len(user, text, (gssize)length);
  return true;
}

/* Everything that is written of results, but for the workbook, which tests/end-to-end compares. */
static char *all_of(const CdResults *results)
{
  g_autofree char *json = cd_report_json(results), *csv = cd_report_csv(results), *page = cd_report_html(results),
                  *differences = cd_differences_csv(results), *text = cd_report_text(results, 100, false),
                  *xml = cd_scenario_to_xml(results->scenario), *months = cd_months_csv(results);
  g_autoptr(GString) runs = g_string_new(NULL);
  cd_runs_csv(results, gather, runs);
  return g_strjoin("\n", json, csv, page, differences, text, xml, months, runs->str, NULL);
}

static void are_alike(const CdResults *a, const CdResults *b)
{
  g_autofree char *all_a = all_of(a), *all_b = all_of(b);
  assert_string_equal(all_a, all_b);
}

/* Without forcing it to disk, which would take most of the time here. */
static void put(const char *path, const char *bytes, gssize length)
{
  g_unlink(path);
  assert_true(g_file_set_contents_full(path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0666, NULL));
}

static void execute(const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  char *problem = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  sqlite3_exec(db, sql, NULL, NULL, &problem);
  if (problem)
    fail_msg("%s: %s", sql, problem);
  sqlite3_close(db);
}

static double number(const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  double x = sqlite3_column_double(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return x;
}

/* --- there and back --- */

static void what_is_read_is_what_was_stored(void **state)
{
  const Kept *kept = *state;
  store(kept);
  g_autoptr(CdResults) of_file = load(kept->path), of_folder = load(kept->folder);
  are_alike(kept->results, of_file);
  are_alike(kept->results, of_folder);
  assert_true(of_file->seed == G_MAXUINT64);
  assert_true(cd_results_are_at(kept->path) && cd_results_are_at(kept->folder));
  assert_false(cd_results_are_at("/etc/passwd") || cd_results_are_at("/nowhere"));
}

static void months_by_cell_are_kept_where_they_were_asked_for(void **state)
{
  const Kept *kept = *state;
  const char *const as_it_is[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(as_it_is);
  Kept cells = {.results = run_with(scenario, true), .path = kept->path};
  store(&cells);
  g_autoptr(CdResults) read = load(kept->path);
  assert_true(cd_month_is_by_cell(&read->months->layout) && !cd_month_is_by_cell(&kept->results->months->layout));
  are_alike(cells.results, read);
  cd_results_free(cells.results);
}

static void single_runs_and_talks_are_read_to_the_bit(void **state)
{
  const Kept *kept = *state;
  const CdResults *a = kept->results;
  store(kept);
  g_autoptr(CdResults) b = load(kept->path);
  gsize runs = REPLICATES * CD_LUCKS, n = runs * a->n_arms * a->n_values;
  guint undefined = 0;
  for (gsize i = 0; i < n; i++) {
    assert_true(isnan(a->value[i]) ? isnan(b->value[i]) : memcmp(&a->value[i], &b->value[i], sizeof(double)) == 0);
    undefined += isnan(a->value[i]) ? 1 : 0;
  }
  assert_true(undefined > 0);
  for (gsize i = 0; i < runs * 2 * a->n_contracts; i++) {
    const CdContractOutcome *x = &a->outcome[i], *y = &b->outcome[i];
    assert_true(x->provider == y->provider && x->bids == y->bids && x->no_bid == y->no_bid && x->price == y->price &&
                x->quality == y->quality);
  }
  for (guint k = 0; k < REPLICATES; k++) {
    const CdDecision *x = &a->decision[k], *y = &b->decision[k];
    assert_true(x->meeting == y->meeting && x->agreed == y->agreed && x->kind == y->kind &&
                x->division.n_blocks == y->division.n_blocks);
    for (guint d = 0; d < x->division.n_blocks; d++)
      assert_true(x->division.block[d] == y->division.block[d] && x->division.form[d] == y->division.form[d] &&
                  x->text[d] == y->text[d]);
    for (guint i = 0; i < a->accord->n_councils; i++) {
      const CdCouncilEnd *p = &x->council[i], *q = &y->council[i];
      assert_true(p->block == q->block && p->departure == q->departure && p->meeting == q->meeting &&
                  p->wanted_to_stay == q->wanted_to_stay && p->value == q->value && p->walk_away == q->walk_away &&
                  p->joined_later == q->joined_later && p->joined == q->joined);
    }
  }
}

static void bids_are_read_to_the_bit(void **state)
{
  const Kept *kept = *state;
  CdResults *a = kept->results;
  gsize of_first = 2 * (gsize)a->n_contracts;
  g_autofree CdTenderKept *tender = g_memdup2(a->tender, of_first * sizeof *tender);
  g_autofree CdBidKept *bid = g_memdup2(a->bid, of_first * a->n_bidders * sizeof *bid);
  a->tender[0].reference = 0; /* as where nothing was to be bought */
  a->tender[a->n_contracts].reference = 0;
  for (guint p = 0; p < a->n_bidders; p++)
    a->bid[p] = a->bid[a->n_contracts * a->n_bidders + p] = (CdBidKept){.reason = CD_BID_YES};
  store(kept);
  g_autoptr(CdResults) b = load(kept->path);
  gsize tenders = REPLICATES * CD_LUCKS * a->n_contracts;
  assert_memory_equal(a->tender, b->tender, tenders * sizeof(CdTenderKept));
  guint bids = 0, reasons = 0;
  for (gsize i = 0; i < tenders * a->n_bidders; i++) {
    const CdBidKept *x = &a->bid[i], *y = &b->bid[i];
    assert_true(x->reason == y->reason && x->quality == y->quality && x->price == y->price);
    bids += x->price > 0;
    reasons += x->reason != CD_BID_YES;
  }
  assert_true(bids > 0 && reasons > 0);
  memcpy(a->tender, tender, of_first * sizeof *tender);
  memcpy(a->bid, bid, of_first * a->n_bidders * sizeof *bid);
}

/* Sets come in their order, so that memory tells. */
static void reasons_and_minutes_are_read_to_the_bit(void **state)
{
  const Kept *kept = *state;
  const CdResults *a = kept->results;
  CdInquiry first = a->inquiry[0]; /* whatever this run found, one has several sets */
  a->inquiry[0].blocking = (CdBlocking){CD_BLOCKING_TERMS, 2, {1, 32 + 4}};
  a->inquiry[0].n_coalitions = 2;
  a->inquiry[0].coalition[0] = 1;
  a->inquiry[0].coalition[1] = 3;
  store(kept);
  g_autoptr(CdResults) b = load(kept->path);
  guint steps = 0;
  for (guint k = 0; k < REPLICATES; k++) {
    const CdInquiry *x = &a->inquiry[k], *y = &b->inquiry[k];
    assert_true(x->open == y->open && x->open_in_truth == y->open_in_truth && x->cause == y->cause &&
                x->blocking.kind == y->blocking.kind && x->blocking.n == y->blocking.n &&
                x->bridge.kind == y->bridge.kind && x->bridge.pounds == y->bridge.pounds &&
                x->concession.open == y->concession.open && x->concession.terms == y->concession.terms &&
                x->n_coalitions == y->n_coalitions && x->convention_dependent == y->convention_dependent &&
                cd_partition_equal(&x->expected, &y->expected));
    assert_memory_equal(x->stable, y->stable, sizeof x->stable);
    assert_memory_equal(x->blocking.set, y->blocking.set, x->blocking.n * sizeof *x->blocking.set);
    assert_memory_equal(x->coalition, y->coalition, x->n_coalitions * sizeof *x->coalition);
    for (guint i = 0; i < a->accord->n_councils; i++)
      assert_true(isnan(x->payment[i]) ? isnan(y->payment[i]) : x->payment[i] == y->payment[i]);
  }
  assert_int_equal(a->minutes->len, b->minutes->len);
  for (guint m = 0; m < a->minutes->len; m++) {
    const CdMinutes *x = g_ptr_array_index(a->minutes, m), *y = g_ptr_array_index(b->minutes, m);
    assert_true(x->replicate == y->replicate && x->seed == y->seed && x->ledger.n == y->ledger.n);
    assert_memory_equal(x->ledger.event, y->ledger.event, x->ledger.n * sizeof *x->ledger.event);
    assert_ptr_equal(b->reasons->example[m].minutes, y);
    steps += x->ledger.n;
  }
  assert_true(steps > 0 && b->inquiry[0].blocking.n == 2 && b->inquiry[0].n_coalitions == 2);
  a->inquiry[0] = first;
}

static void the_same_results_are_the_same_bytes(void **state)
{
  const Kept *kept = *state;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  gsize n_first = 0, n_second = 0, n_third = 0;
  store(kept);
  g_autoptr(CdResults) read = load(kept->path);
  assert_true(g_file_get_contents(kept->path, &first, &n_first, NULL));
  store(kept);
  assert_true(g_file_get_contents(kept->path, &second, &n_second, NULL));
  g_unlink(kept->path);
  assert_true(cd_store_write(read, kept->path, NULL));
  assert_true(g_file_get_contents(kept->path, &third, &n_third, NULL));
  assert_true(n_first == n_second && memcmp(first, second, n_first) == 0);
  assert_true(n_first == n_third && memcmp(first, third, n_first) == 0);
}

static void many_values_stand_in_several_tables(void **state)
{
  const Kept *kept = *state;
  const guint columns[] = {1, 7, 50, kept->results->n_values, kept->results->n_values - 1};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
    g_unlink(kept->path);
    assert_true(cd_store_write_within(kept->results, kept->path, columns[i], NULL));
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM sqlite_schema WHERE name = 'run_%u'",
                                           (kept->results->n_values + columns[i] - 1) / columns[i]);
    assert_true(number(kept->path, sql) == (columns[i] < kept->results->n_values));
    g_autoptr(CdResults) read = load(kept->path);
    are_alike(kept->results, read);
  }
}

static void scenarios_without_talks_are_kept_too(void **state)
{
  const Kept *kept = *state;
  g_autoptr(GError) error = NULL;
  g_autofree char *xml = cd_scenario_to_xml(kept->results->scenario);
  char *from = strstr(xml, "<negotiation"), *to = strstr(xml, "</negotiation>");
  assert_true(from && to);
  memset(from, ' ', (gsize)(to - from) + strlen("</negotiation>"));
  g_autofree char *path = g_build_filename(kept->folder, "silent.xml", NULL);
  put(path, xml, -1);
  g_autoptr(CdScenario) silent = cd_scenario_load(path, NULL, &error);
  g_unlink(path);
  if (!silent)
    fail_msg("%s", error->message);
  g_autoptr(CdResults) results = run(silent);
  g_unlink(kept->path);
  assert_true(cd_store_write(results, kept->path, NULL));
  g_autoptr(CdResults) read = load(kept->path);
  assert_null(read->decision);
  are_alike(results, read);
}

static void consortia_that_win_are_told_by_their_ids(void **state)
{
  const Kept *kept = *state;
  static const char *const with[] = {
      "<terms ",
      "<provider id=\"peers\" kind=\"lived-experience\"/><provider id=\"clinic\" kind=\"nhs-trust\" "
      "efficiency=\"0.6\" source=\"made-up\" grade=\"D\"/>"
      "<consortium id=\"clinic-and-peers\" members=\"clinic peers\" lead=\"clinic\"/><terms ",
      NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(with);
  g_autoptr(CdResults) results = run(scenario);
  guint row = cd_scenario_bidders(scenario) - 1;
  assert_string_equal(cd_scenario_bidder(scenario, row)->id, "clinic-and-peers");
  assert_true(results->market[0].won[row] > 0.9);
  g_autofree char *text = cd_report_text(results, 100, false), *page = cd_report_html(results);
  assert_non_null(strstr(text, "clinic-and-peers"));
  assert_non_null(strstr(page, "clinic-and-peers"));
  g_unlink(kept->path);
  assert_true(cd_store_write(results, kept->path, NULL));
  g_autoptr(CdResults) read = load(kept->path);
  are_alike(results, read);
}

static void sql_finds_the_numbers_of_the_report(void **state)
{
  const Kept *kept = *state;
  const CdSummary *cost = cd_results_summary(kept->results, CD_ARM(1, false), CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
  store(kept);
  const char *id = cd_scenario_structure(kept->results->scenario, 1)->head.id;
  g_autofree char *summary = g_strdup_printf(
      "SELECT mean FROM summary WHERE structure = '%s' AND terms = 'common' AND metric = 'cost-annual'", id);
  g_autofree char *runs =
      g_strdup_printf("SELECT avg(\"cost-annual\") FROM run WHERE structure = '%s' AND terms = 'common'", id);
  assert_true(number(kept->path, summary) == cost->mean);
  assert_true(fabs(number(kept->path, runs) - cost->mean) < 1e-6);
  /* Every column of every table has its line in the codebook. */
  assert_true(number(kept->path, "SELECT count(*) FROM sqlite_schema s JOIN pragma_table_info(s.name) c LEFT JOIN "
                                 "codebook b ON b.table_name = s.name AND b.column_name = c.name "
                                 "WHERE s.type = 'table' AND (b.meaning IS NULL OR b.meaning = '')") == 0);
  assert_true(number(kept->path, "SELECT count(*) FROM codebook WHERE table_name = 'run' AND column_name = 'deaths' "
                                 "AND unit = 'people a year' AND label LIKE 'Deaths%'") == 1);
}

static void is_refused(const char *path, CdErrorCode code, const char *what)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdResults) results = cd_results_load(path, 1, &error);
  if (results)
    fail_msg("accepted, though %s", what);
  if (!g_error_matches(error, CD_ERROR, (int)code) || !strstr(error->message, what))
    fail_msg("\"%s\", but not \"%s\"", error->message, what);
  assert_non_null(strstr(error->message, path));
  assert_true(g_utf8_validate(error->message, -1, NULL));
}

/* KEPT stored as if another version of the program had run it. */
static void set_version(const Kept *kept, const char *version)
{
  g_autofree char *ours = g_steal_pointer(&kept->results->version);
  kept->results->version = g_strdup(version);
  store(kept);
  g_free(kept->results->version);
  kept->results->version = g_steal_pointer(&ours);
}

static void what_another_version_appraised_is_appraised_anew(void **state)
{
  const Kept *kept = *state;
  store(kept);
  execute(kept->path, "UPDATE summary SET mean = 1; DELETE FROM curve; DROP TABLE difference");
  is_refused(kept->path, CD_ERROR_IO, "");
  set_version(kept, "0.0.9");
  execute(kept->path, "UPDATE summary SET mean = 1; DELETE FROM curve; DROP TABLE difference");
  g_autoptr(CdResults) read = load(kept->path);
  assert_string_equal(read->version, "0.0.9");
  g_free(read->version);
  read->version = g_strdup(kept->results->version);
  are_alike(kept->results, read);
}

/* --- what is no store, or none that holds together --- */

static void faults_are_told_with_file_table_and_row(void **state)
{
  const Kept *kept = *state;
  static const struct {
    const char *sql, *what;
    CdErrorCode code;
  } faults[] = {
      {"PRAGMA application_id = 7", "is an SQLite file, but none that concordat run wrote", CD_ERROR_IO},
      {"PRAGMA user_version = 9", "has format 9, and this program reads formats up to 7", CD_ERROR_IO},
      {"PRAGMA user_version = 2", "has format 2, of an older concordat", CD_ERROR_IO},
      {"PRAGMA user_version = 0", "has format 0, which no concordat wrote", CD_ERROR_IO},
      {"DROP TABLE about", "table about: is missing", CD_ERROR_IO},
      {"DROP TABLE scenario_file", "table scenario_file: is missing", CD_ERROR_IO},
      {"DROP TABLE run", "table run: is missing", CD_ERROR_IO},
      {"DROP TABLE curve", "table curve: is missing", CD_ERROR_IO},
      {"ALTER TABLE run ADD COLUMN mine", "table run: has other columns than this program gives it", CD_ERROR_IO},
      {"ALTER TABLE run RENAME COLUMN places TO spaces", "table run: has other columns", CD_ERROR_IO},
      {"DELETE FROM about", "table about, row 1: is missing", CD_ERROR_IO},
      {"INSERT INTO about SELECT * FROM about", "table about, row 1: more rows", CD_ERROR_IO},
      {"UPDATE about SET replicates = 7", "is missing, and belongs to its runs", CD_ERROR_IO},
      {"UPDATE about SET replicates = 1000000", "is too short for the 1000000 replicates", CD_ERROR_IO},
      {"UPDATE about SET replicates = 1", "1 replicates: at least 2", CD_ERROR_IO},
      {"UPDATE about SET replicates = 5", "more rows stand behind this one than belong to its runs", CD_ERROR_IO},
      {"UPDATE about SET replicates = -1", "replicates: -1 is not between", CD_ERROR_IO},
      {"UPDATE about SET replicates = 99999999999", "replicates: 99999999999 is not between", CD_ERROR_IO},
      {"UPDATE about SET replicates = 6.5", "replicates: a whole number is expected", CD_ERROR_IO},
      {"UPDATE about SET lucks = 1", "1 draws of chance in each replicate", CD_ERROR_IO},
      {"UPDATE about SET columns = 0", "a table of runs holds no value", CD_ERROR_IO},
      {"UPDATE about SET columns = 3", "table run: has other columns", CD_ERROR_IO},
      {"UPDATE about SET seed = '-1'", "the seed is no whole number", CD_ERROR_IO},
      {"UPDATE about SET seed = NULL", "seed: a text is expected", CD_ERROR_IO},
      {"UPDATE about SET sha256 = 'XYZ'", "the scenario's SHA-256 is none", CD_ERROR_IO},
      {"UPDATE about SET scenario = 'another'", "not the one that it is said to be of", CD_ERROR_IO},
      {"UPDATE about SET xml = CAST(x'3c00' AS TEXT)", "xml: this is not UTF-8", CD_ERROR_IO},
      {"UPDATE about SET xml = CAST(x'ff' AS TEXT)", "xml: this is not UTF-8", CD_ERROR_IO},
      {"UPDATE about SET xml = 'no scenario'", "the scenario in it", CD_ERROR_SCENARIO},
      {"UPDATE about SET xml = replace(xml, '<concordat ', '<concordance ')", "concordance", CD_ERROR_SCENARIO},
      {"UPDATE run SET places = places + 1 WHERE rowid = 5", "the tables of runs are not as they were written",
       CD_ERROR_IO},
      {"UPDATE run SET places = NULL WHERE rowid = 5", "the tables of runs are not as they were written", CD_ERROR_IO},
      {"UPDATE about SET replicates = 6, seed = '2'", "the tables of about are not as they were written", CD_ERROR_IO},
      {"UPDATE summary SET mean = 1.5 WHERE rowid = 2", "the tables of summaries are not", CD_ERROR_IO},
      {"UPDATE talks_council SET departure = CASE departure WHEN 'stayed' THEN 'lapsed' ELSE 'stayed' END",
       "the tables of talks are not", CD_ERROR_IO},
      {"UPDATE digest SET digest = '0'", "the tables of about are not as they were written", CD_ERROR_IO},
      {"DELETE FROM digest", "table digest, row 1: is missing", CD_ERROR_IO},
      {"DELETE FROM run WHERE rowid = 3", "table run, row 3: ", CD_ERROR_IO},
      {"DELETE FROM run WHERE rowid = (SELECT max(rowid) FROM run)", "is missing, and belongs to its runs", CD_ERROR_IO},
      {"INSERT INTO run SELECT * FROM run WHERE rowid = 1", "more rows stand behind", CD_ERROR_IO},
      {"UPDATE run SET structure = 'else' WHERE rowid = 2", "table run, row 2: structure: \"", CD_ERROR_IO},
      {"UPDATE run SET luck = 2 WHERE rowid = 1", "table run, row 1: luck: 2 is not between 1 and 1", CD_ERROR_IO},
      {"UPDATE run SET places = 'many' WHERE rowid = 5", "table run, row 5: places: a number is expected", CD_ERROR_IO},
      {"UPDATE run SET places = x'00' WHERE rowid = 5", "places: a number is expected", CD_ERROR_IO},
      {"UPDATE contract_run SET provider = 'nobody-we-know' WHERE rowid = 1", "provider: a word that is none",
       CD_ERROR_IO},
      {"UPDATE contract_run SET bids = -3 WHERE rowid = 1", "bids: -3 is not between 0", CD_ERROR_IO},
      {"UPDATE bid SET \"why_not[small]\" = 'tired' WHERE rowid = 1", "why_not[small]: a word that is none", CD_ERROR_IO},
      {"UPDATE bid SET \"price[large]\" = -2.5 WHERE \"price[large]\" > 0", "a bid has a price above 0", CD_ERROR_IO},
      {"UPDATE bid SET \"quality[large]\" = 1.5 WHERE \"price[large]\" > 0", "a bid has a price above 0", CD_ERROR_IO},
      {"UPDATE bid SET \"quality[large]\" = NULL WHERE \"price[large]\" > 0", "a bid has a price above 0", CD_ERROR_IO},
      {"UPDATE tender SET reference = reference + 1 WHERE rowid = 2", "the tables of bids are not as they were written",
       CD_ERROR_IO},
      {"UPDATE talks SET parting = 'in-tears'", "parting: a word that is none of those it may be", CD_ERROR_IO},
      {"UPDATE talks_council SET block = 9 WHERE rowid = 1", "block: 9 is not between 0 and 0", CD_ERROR_IO},
      {"UPDATE talks_council SET text = 99999999", "form or terms are none that its block has", CD_ERROR_IO},
      {"UPDATE talks_council SET form = 99", "form or terms are none that its block has", CD_ERROR_IO},
      {"UPDATE talks_inquiry SET cause = 'spite'", "cause: a word that is none of those it may be", CD_ERROR_IO},
      {"UPDATE talks_inquiry SET expected = 'nobody | else'", "is no partition of those that there are", CD_ERROR_IO},
      {"UPDATE talks_inquiry SET zone_open = 1 - zone_open", "the tables of inquiries are not as they were written",
       CD_ERROR_IO},
      {"INSERT INTO talks_blocking VALUES (1, 'length length')", "is no set of those that there are", CD_ERROR_IO},
      {"INSERT INTO talks_blocking VALUES (0, 'length')", "more than there can be of replicate 0", CD_ERROR_IO},
      {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 71) INSERT INTO talks_blocking SELECT 1, "
       "'length' FROM n",
       "more than there can be of replicate 1", CD_ERROR_IO},
      {"UPDATE talks_minutes SET text = 99999999 WHERE text IS NOT NULL", "text: 99999999 is not between", CD_ERROR_IO},
      {"UPDATE talks_minutes SET replicate = 0", "replicates are numbered from 1", CD_ERROR_IO},
      {"UPDATE talks_minutes SET block = ''", "is no set of those that there are", CD_ERROR_IO},
      {"UPDATE talks_council SET value = 9e999 WHERE rowid = 1", "value: a finite number is expected", CD_ERROR_IO},
      {"UPDATE summary SET mean = 9e999 WHERE rowid = 2", "table summary, row 2: mean: a finite number", CD_ERROR_IO},
      {"UPDATE summary SET n = 7 WHERE rowid = 2", "n: 7 is not between 0 and 6", CD_ERROR_IO},
      {"UPDATE difference SET verdict = 'sure' WHERE rowid = 1", "verdict: a word that is none", CD_ERROR_IO},
      {"UPDATE difference SET direction = 2 WHERE rowid = 1", "direction: 2 is not between -1 and 1", CD_ERROR_IO},
      {"UPDATE difference SET metric = NULL WHERE rowid = 1", "metric: a text is expected", CD_ERROR_IO},
      {"UPDATE market_won SET provider = 'else' WHERE provider IS NULL", "provider: nothing is expected", CD_ERROR_IO},
      {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10001) INSERT INTO curve SELECT 1, 1, 1, "
       "1 FROM n",
       "table curve: has more than 10000 rows", CD_ERROR_IO},
  };
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    store(kept);
    execute(kept->path, faults[i].sql);
    is_refused(kept->path, faults[i].code, faults[i].what);
  }
}

/* A view, a virtual table or a trigger under a table's name is never asked; what else the file holds harms nothing. */
static void nothing_that_the_file_defines_is_run(void **state)
{
  const Kept *kept = *state;
  store(kept);
  execute(kept->path,
          "DROP TABLE curve; CREATE VIEW curve AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
          "SELECT i AS people, i AS cost, i AS cost_per_person, i AS elasticity FROM n");
  is_refused(kept->path, CD_ERROR_IO, "table curve: is missing");
  store(kept);
  execute(kept->path,
          "ALTER TABLE curve RENAME TO c; CREATE TABLE curve (people REAL, cost REAL, cost_per_person REAL, "
          "elasticity REAL AS (length(hex(zeroblob(100000000)))))");
  is_refused(kept->path, CD_ERROR_IO, "table curve: has other columns");
  store(kept);
  execute(kept->path,
          "DROP TABLE curve; CREATE VIRTUAL TABLE curve USING fts4(people, cost, cost_per_person, elasticity)");
  is_refused(kept->path, CD_ERROR_IO, "table curve: is missing");
  store(kept);
  execute(kept->path,
          "CREATE TABLE mine (x); CREATE VIEW costs AS SELECT structure, \"cost-annual\" FROM run; CREATE INDEX "
          "i ON run (structure); CREATE TRIGGER t AFTER INSERT ON mine BEGIN DELETE FROM run; END");
  g_autoptr(CdResults) read = load(kept->path);
  are_alike(kept->results, read);
}

static void other_files_are_refused(void **state)
{
  const Kept *kept = *state;
  static const char *const texts[] = {"", "x", "<concordat format=\"1\"/>", "SQLite format 3"};
  is_refused(kept->path, CD_ERROR_IO, "cannot be read: No such file");
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    put(kept->path, texts[i], -1);
    is_refused(kept->path, CD_ERROR_IO, "");
  }
  is_refused("/dev/null", CD_ERROR_IO, "is no file of results");
  g_unlink(kept->path);
  is_refused(kept->folder, CD_ERROR_IO, CD_STORE_NAME); /* a folder without one */
  execute(kept->path, "CREATE TABLE t (x)");
  is_refused(kept->path, CD_ERROR_IO, "none that concordat run wrote");
}

/* Read as it was, since the damage lies where nothing is read, or refused with words that can be shown. */
static void is_read_or_refused(const char *path, const CdResults *as_it_was)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdResults) results = cd_results_load(path, 1, &error);
  if (results) {
    are_alike(as_it_was, results);
    return;
  }
  assert_true(error && error->domain == CD_ERROR && error->code != CD_ERROR_INTERNAL);
  assert_true(g_utf8_validate(error->message, -1, NULL));
}

static void damaged_files_are_read_or_refused(void **state)
{
  const Kept *kept = *state;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  guint refused = 0;
  store(kept);
  assert_true(g_file_get_contents(kept->path, &bytes, &length, NULL));
  GRand *dice = g_rand_new_with_seed(20211);
  for (guint i = 0; i < 300; i++) {
    g_autofree char *copy = g_memdup2(bytes, length);
    guint n = 1u << g_rand_int_range(dice, 0, 8);
    for (guint flip = 0; flip < n; flip++) {
      /* Half of them where pages begin, which is where the tree is. */
      gsize at = (gsize)g_rand_double_range(dice, 0, (double)length);
      if (g_rand_boolean(dice))
        at = MIN(at / 16384 * 16384 + (gsize)g_rand_int_range(dice, 0, 100), length - 1);
      copy[at] = (char)g_rand_int_range(dice, 0, 256);
    }
    put(kept->path, copy, (gssize)length);
    is_read_or_refused(kept->path, kept->results);
  }
  for (guint i = 0; i < 40; i++) {
    gsize kept_bytes = (gsize)g_rand_double_range(dice, 0, (double)length);
    g_autoptr(GError) error = NULL;
    put(kept->path, bytes, (gssize)kept_bytes);
    g_autoptr(CdResults) results = cd_results_load(kept->path, 1, &error);
    refused += !results;
  }
  assert_int_equal(refused, 40);
  g_rand_free(dice);
}

/* Anything but an infinite number may stand in a file that is made to deceive, digests and all. */
static double strange(GRand *dice)
{
  const double some[] = {NAN, 0, -1e300, 1e300, 5e-324, 1, -0.5, 1e15};
  return some[g_rand_int_range(dice, 0, G_N_ELEMENTS(some))];
}

static void make_strange(CdSummary *it, guint replicates, GRand *dice)
{
  double *cell[] = {&it->mean, &it->low, &it->high, &it->sd, &it->p5, &it->p95};
  for (guint i = 0; i < G_N_ELEMENTS(cell); i++)
    *cell[i] = strange(dice);
  it->n = (guint)g_rand_int_range(dice, 0, (int)replicates + 1);
}

static void make_all_strange(CdResults *results, GRand *dice)
{
  for (gsize i = 0; i < (gsize)results->n_arms * results->n_values; i++)
    make_strange(&results->summary[i], REPLICATES, dice);
  for (guint c = 0; c < results->n_comparisons; c++)
    for (guint v = 0; v < results->n_values; v++) {
      CdDifference *it = &results->comparison[c].value[v];
      make_strange(&it->d, REPLICATES, dice);
      it->q = strange(dice);
      it->q_down = strange(dice);
      it->q_low = strange(dice);
      it->q_high = strange(dice);
      it->variance_ratio = strange(dice);
      it->direction = g_rand_int_range(dice, -1, 2);
      it->verdict = (CdVerdict)g_rand_int_range(dice, 0, CD_VERDICT_UNDEFINED + 1);
      it->more = g_rand_int(dice);
    }
  for (guint i = 0; i < results->n_curve; i++)
    results->curve[i] = (CdCurvePoint){strange(dice), strange(dice), strange(dice), strange(dice)};
  for (guint p = 0; p < results->scale->n_posts; p++)
    results->scale->post[p].people = (CdSpread){strange(dice), strange(dice), strange(dice), 1};
  for (guint c = 0; c < results->n_contracts; c++)
    results->scale->contract[c].elasticity = (CdSpread){strange(dice), strange(dice), strange(dice), 1};
  for (guint s = 0; s < results->scale->n_structures; s++)
    results->scale->split[s].penalty = (CdSpread){strange(dice), strange(dice), strange(dice), 1};
  for (guint c = 0; c < results->n_contracts; c++) {
    make_strange(&results->market[c].bids, REPLICATES, dice);
    make_strange(&results->market[c].price, REPLICATES, dice);
    results->market[c].won[0] = strange(dice);
    results->market[c].unknown = strange(dice);
  }
  results->ranking_council[0].first_own[0] = strange(dice);
  results->ranking_council[0].parted = strange(dice);
}

static void strange_numbers_are_reported_all_the_same(void **state)
{
  const Kept *kept = *state;
  GRand *dice = g_rand_new_with_seed(77);
  for (guint i = 0; i < 12; i++) {
    store(kept);
    g_autoptr(CdResults) deceiving = load(kept->path);
    make_all_strange(deceiving, dice);
    g_unlink(kept->path);
    assert_true(cd_store_write(deceiving, kept->path, NULL));
    g_autoptr(CdResults) read = load(kept->path);
    are_alike(deceiving, read);
    g_autoptr(CdContrast) contrast = cd_compare(read, kept->results);
    g_autofree char *text = cd_contrast_text(contrast, 100, false), *json = cd_contrast_json(contrast);
    assert_true(strlen(text) > 0 && strlen(json) > 0);
  }
  for (guint i = 0; i < 6; i++) { /* and so are single runs, appraised anew */
    store(kept);
    g_autoptr(CdResults) deceiving = load(kept->path);
    gsize n = (gsize)REPLICATES * CD_LUCKS * deceiving->n_arms * deceiving->n_values;
    for (gsize at = 0; at < n; at++)
      if (g_rand_int_range(dice, 0, 4) < (int)i)
        deceiving->value[at] = g_rand_int_range(dice, 0, 9) ? strange(dice) : INFINITY;
    g_free(deceiving->version);
    deceiving->version = g_strdup("0.0.9");
    g_unlink(kept->path);
    assert_true(cd_store_write(deceiving, kept->path, NULL));
    g_autoptr(CdResults) read = load(kept->path);
    g_autofree char *all = all_of(read);
    assert_true(strlen(all) > 0);
  }
  g_autofree char *path = g_build_filename(kept->folder, "strange.xlsx", NULL);
  g_autoptr(CdResults) read = load(kept->path);
  assert_true(cd_workbook_write(read, path, NULL));
  g_unlink(path);
  g_rand_free(dice);
}

/* SQLite keeps no sign of nought: that is no damage. */
static void a_nought_below_nought_is_kept_as_nought(void **state)
{
  const Kept *kept = *state;
  g_autofree char *path = g_build_filename(kept->folder, "nought.db", NULL);
  CdSummary *summary = &kept->results->summary[0];
  double was = summary->sd;
  summary->sd = -0.0;
  assert_true(cd_store_write(kept->results, path, NULL));
  summary->sd = was;
  g_autoptr(CdResults) read = load(path);
  assert_true(read->summary[0].sd == 0);
  g_unlink(path);
}

static void a_file_is_not_written_over(void **state)
{
  const Kept *kept = *state;
  g_autoptr(GError) error = NULL;
  g_unlink(kept->path);
  put(kept->path, "mine", -1);
  assert_false(cd_store_write(kept->results, kept->path, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
  assert_non_null(strstr(error->message, kept->path));
  g_unlink(kept->path);
  g_clear_error(&error);
  assert_false(cd_store_write(kept->results, "/dev/full/results.db", &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_read_is_what_was_stored),
      cmocka_unit_test(months_by_cell_are_kept_where_they_were_asked_for),
      cmocka_unit_test(single_runs_and_talks_are_read_to_the_bit),
      cmocka_unit_test(bids_are_read_to_the_bit),
      cmocka_unit_test(reasons_and_minutes_are_read_to_the_bit),
      cmocka_unit_test(the_same_results_are_the_same_bytes),
      cmocka_unit_test(many_values_stand_in_several_tables),
      cmocka_unit_test(consortia_that_win_are_told_by_their_ids),
      cmocka_unit_test(scenarios_without_talks_are_kept_too),
      cmocka_unit_test(sql_finds_the_numbers_of_the_report),
      cmocka_unit_test(what_another_version_appraised_is_appraised_anew),
      cmocka_unit_test(faults_are_told_with_file_table_and_row),
      cmocka_unit_test(nothing_that_the_file_defines_is_run),
      cmocka_unit_test(damaged_files_are_read_or_refused),
      cmocka_unit_test(strange_numbers_are_reported_all_the_same),
      cmocka_unit_test(a_nought_below_nought_is_kept_as_nought),
      cmocka_unit_test(a_file_is_not_written_over),
      cmocka_unit_test(other_files_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
