#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "concordat/error.h"
#include "concordat/version.h"
#include "sim/scenario/load.h"
#include "sim/store/about.h"
#include "sim/store/digests.h"
#include "sim/store/groups.h"
#include "sim/store/open.h"
#include "sim/store/store.h"

/* A table of results larger than this is refused, as that of a run is. */
#define BYTES_MOST ((guint64)8 << 30)

#define SHA256_LENGTH 64u

/* Whether what was run can be what it says; SEED is read. */
static bool check_about(CdStore *store, const CdStoreAbout *about, guint64 *seed)
{
  gsize digits = about->sha256 ? strspn(about->sha256, "0123456789abcdef") : 0;
  if (store->problem)
    return false;
  if (digits != SHA256_LENGTH || about->sha256[digits])
    cd_store_fault(store, "the scenario's SHA-256 is none");
  else if (!g_ascii_string_to_unsigned(about->seed, 10, 0, G_MAXUINT64, seed, NULL))
    cd_store_fault(store, "the seed is no whole number below 2^64");
  else if (about->replicates < CD_RUN_REPLICATES_LEAST)
    cd_store_fault(store, "%u replicates: at least %d are possible", about->replicates, CD_RUN_REPLICATES_LEAST);
  else if (about->lucks != CD_LUCKS)
    cd_store_fault(store, "%u draws of chance in each replicate: this program makes %d", about->lucks, CD_LUCKS);
  else if (about->columns < 1)
    cd_store_fault(store, "a table of runs holds no value");
  return !store->problem;
}

/* The scenario that was stored; a fault of it is told as that of a file, under the name of the store. */
static CdScenario *read_scenario(CdStore *store, const CdStoreAbout *about)
{
  g_autofree char *name = g_strdup_printf("%s, the scenario in it", store->name);
  g_autoptr(CdScenario) scenario = cd_scenario_read_again(about->xml, strlen(about->xml), name, about->sha256,
                                                          (const char *const *)about->file, &store->problem);
  if (scenario && !g_str_equal(scenario->id, about->id)) {
    cd_store_fault(store, "the scenario in it is not the one that it is said to be of");
    return NULL;
  }
  return g_steal_pointer(&scenario);
}

static CdResults *results_of(CdScenario *scenario, const CdStoreAbout *about, guint64 seed)
{
  CdResults *results = g_new0(CdResults, 1);
  results->version = g_strdup(about->version);
  results->scenario = cd_scenario_ref(scenario);
  results->engine = cd_engine_outline(scenario, seed);
  results->seed = seed;
  results->replicates = about->replicates;
  cd_results_lay_out(results);
  return results;
}

/* Room is made for no more than the file can hold. */
static bool check_size(CdStore *store, const CdResults *results, guint64 file_bytes)
{
  guint64 least = cd_store_least_bytes(results, results->replicates);
  if (least > file_bytes)
    cd_store_fault(store, "is too short for the %u replicates that it is said to hold", results->replicates);
  else if (least * sizeof(double) > BYTES_MOST)
    g_set_error(&store->problem, CD_ERROR, CD_ERROR_BUDGET,
                "%s: its %u replicates need %.1f GB of memory; at most %.0f GB are used", store->name,
                results->replicates, (double)(least * sizeof(double)) / (1 << 30), (double)BYTES_MOST / (1 << 30));
  return !store->problem;
}

static void read_groups(CdStore *store, CdResults *results, bool all, CdDigests *digests)
{
  for (const CdStoreGroup *group = cd_store_groups; group->name; group++) {
    bool skipped = group->is_derived && !all;
    if (!skipped)
      group->exchange(store, results);
    cd_digests_note(digests, store, group->name, skipped);
  }
  cd_exchange_digests(store, digests);
}

static CdResults *read_all(CdStore *store, guint64 file_bytes, guint jobs)
{
  g_auto(CdStoreAbout) about = {0};
  CdDigests digests = {0};
  guint64 seed = 0;
  cd_exchange_about(store, &about);
  cd_digests_note(&digests, store, "about", false);
  if (!check_about(store, &about, &seed))
    return NULL;
  store->columns = about.columns;
  g_autoptr(CdScenario) scenario = read_scenario(store, &about);
  if (!scenario)
    return NULL;
  g_autoptr(CdResults) results = results_of(scenario, &about, seed);
  if (!check_size(store, results, file_bytes))
    return NULL;
  bool is_ours = g_str_equal(about.version, CD_VERSION);
  read_groups(store, results, is_ours, &digests);
  if (store->problem)
    return NULL;
  if (is_ours)
    cd_results_take_up(results);
  else
    cd_results_appraise(results, jobs > 0 ? jobs : g_get_num_processors());
  return g_steal_pointer(&results);
}

static char *file_at(const char *path)
{
  return g_file_test(path, G_FILE_TEST_IS_DIR) ? g_build_filename(path, CD_STORE_NAME, NULL) : g_strdup(path);
}

CdResults *cd_results_load(const char *path, guint jobs, GError **error)
{
  g_autofree char *file = file_at(path), *name = g_filename_display_name(file);
  CdStore store = {.name = name};
  guint64 file_bytes = 0;
  CdResults *results = cd_store_open(&store, file, &file_bytes) ? read_all(&store, file_bytes, jobs) : NULL;
  cd_store_close(&store);
  if (store.problem)
    g_propagate_error(error, store.problem);
  return results;
}

bool cd_results_are_at(const char *path)
{
  static const char first[] = "SQLite format 3";
  g_autofree char *file = file_at(path);
  char bytes[sizeof first] = {0};
  if (!g_file_test(file, G_FILE_TEST_IS_REGULAR))
    return g_file_test(path, G_FILE_TEST_IS_DIR);
  FILE *stream = g_fopen(file, "rb");
  bool is = stream && fread(bytes, 1, sizeof first, stream) == sizeof first && memcmp(bytes, first, sizeof first) == 0;
  if (stream)
    fclose(stream);
  return is;
}
