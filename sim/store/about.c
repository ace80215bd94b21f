#include "sim/store/about.h"

#include "sim/store/store.h"

#define WORD_MOST 256u
#define NAME_MOST 4096u
#define FILES_MOST 1000u
#define XML_MOST ((gsize)64 << 20) /* the reader of scenarios has narrower limits */

static const CdColumn about_columns[] = {
    CD_TEXT_COLUMN("version", "version of the program that ran it"),
    CD_TEXT_COLUMN("scenario", "id of the scenario"),
    CD_TEXT_COLUMN("sha256", "of the scenario's file and what it includes"),
    CD_TEXT_COLUMN("seed", "seed of all random numbers, a whole number below 2^64"),
    CD_WHOLE_COLUMN("replicates", "", "draws of the inputs"),
    CD_WHOLE_COLUMN("lucks", "", "draws of chance in each"),
    CD_WHOLE_COLUMN("columns", "", "values that one table of runs holds at most; those beyond stand in run_2, run_3, ..."),
    CD_TEXT_COLUMN("xml", "the scenario as it was run, settings included, money at base-year prices"),
};
static const CdStoreTable about_table =
    CD_STORE_TABLE("about", "What was run: one row. The format's number is the file's user_version", about_columns);

static const CdColumn file_columns[] = {CD_TEXT_COLUMN("name", "of a file of the scenario, as it was given")};
static const CdStoreTable file_table =
    CD_STORE_TABLE("scenario_file", "The scenario's file, then what it includes", file_columns);

static void exchange_files(CdStore *store, CdStoreAbout *about)
{
  cd_store_begin(store, &file_table);
  guint n = cd_store_rows(store, about->file ? g_strv_length(about->file) : 0, FILES_MOST);
  if (store->reads)
    about->file = g_new0(char *, n + 1);
  for (guint i = 0; i < n; i++) {
    cd_store_row(store);
    cd_store_text(store, &about->file[i], NAME_MOST);
    cd_store_end_row(store);
  }
  cd_store_end(store);
}

void cd_exchange_about(CdStore *store, CdStoreAbout *about)
{
  cd_store_begin(store, &about_table);
  cd_store_row(store);
  cd_store_text(store, &about->version, WORD_MOST);
  cd_store_text(store, &about->id, WORD_MOST);
  cd_store_text(store, &about->sha256, WORD_MOST);
  cd_store_text(store, &about->seed, WORD_MOST);
  cd_store_count(store, &about->replicates, CD_RUN_REPLICATES_MOST);
  cd_store_count(store, &about->lucks, CD_LUCKS);
  cd_store_count(store, &about->columns, CD_STORE_COLUMNS);
  cd_store_text(store, &about->xml, XML_MOST);
  cd_store_end_row(store);
  cd_store_end(store);
  exchange_files(store, about);
}

void cd_store_about_clear(CdStoreAbout *about)
{
  g_free(about->version);
  g_free(about->sha256);
  g_free(about->seed);
  g_free(about->xml);
  g_free(about->id);
  g_strfreev(about->file);
}
