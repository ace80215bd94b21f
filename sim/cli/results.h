/* results.h - what becomes of a run's results: a folder, and what stands on standard output. */
#pragma once

#include "sim/cli/options.h"

typedef enum { CLI_AS_TEXT, CLI_AS_JSON, CLI_AS_CSV } CliFormat;

/* As --format says; -1 and ERROR where it says nothing of the kind. */
int cd_cli_format(const CliCall *call, GError **error);

/* --out, or else out/SCENARIO-ID. The caller frees. */
char *cd_cli_folder(const CliCall *call, const CdScenario *scenario);

/* cd_report_check() and cd_report_write() that no signal splits. */
bool cd_cli_check_folder(const CdScenario *scenario, const char *folder, GError **error);
bool cd_cli_write_folder(const CdResults *results, const char *folder, GError **error);

bool cd_cli_print_results(const CliCall *call, const CdResults *results, CliFormat format, GError **error);

/* --replicates, --seed and --jobs into OPTIONS, checked. */
bool cd_cli_run_options(const CliCall *call, CdRunOptions *options, GError **error);

/* Whether CALL gives nothing that is for runs alone: what is stored was run with what it was run with. */
bool cd_cli_check_stored(const CliCall *call, GError **error);

/* SCENARIO run with OPTIONS, its progress told. */
CdResults *cd_cli_run_told(const CliCall *call, CdScenario *scenario, CdRunOptions *options, GError **error);
