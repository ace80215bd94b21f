/* about.h - what was run: the first tables of a store, from which the sizes of all others follow. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/store/exchange.h"

typedef struct {
  char *version; /* of the program that ran it */
  char *sha256;  /* of the scenario's files */
  char *seed;    /* decimal: SQLite has no unsigned whole numbers */
  char *xml;     /* the scenario, as cd_scenario_to_xml() writes it */
  char *id;      /* of the scenario */
  guint replicates, lucks, columns;
  char **file; /* names of the scenario's files, NULL-terminated */
} CdStoreAbout;

void cd_exchange_about(CdStore *store, CdStoreAbout *about);
void cd_store_about_clear(CdStoreAbout *about);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CdStoreAbout, cd_store_about_clear)
