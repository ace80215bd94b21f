/* verb.h - the verbs of the program: one row each in main.c, one file each for what it does. */
#pragma once

#include "sim/cli/options.h"

typedef struct {
  const char *name, *operands, *summary;
  const char *examples;     /* whole lines, indented by two */
  guint least, most;        /* operands */
  const CliOption *options; /* ends with CLI_OPTION_NONE */
  /* False and ERROR, whose code is the program's way to an exit code, where it failed. */
  bool (*act)(const CliCall *call, GError **error);
} CliVerb;

#define CLI_PROGRAM "concordat"
#define CLI_ANY_NUMBER 100000

/* All verbs; ends with one without a name. */
extern const CliVerb cd_cli_verbs[];

bool cd_cli_analyse(const CliCall *call, GError **error);
bool cd_cli_run(const CliCall *call, GError **error);
bool cd_cli_report(const CliCall *call, GError **error);
bool cd_cli_remark(const CliCall *call, GError **error);
bool cd_cli_claims(const CliCall *call, GError **error);
bool cd_cli_compare(const CliCall *call, GError **error);
bool cd_cli_regret(const CliCall *call, GError **error);
bool cd_cli_evidence(const CliCall *call, GError **error);
bool cd_cli_options(const CliCall *call, GError **error);
bool cd_cli_negotiate(const CliCall *call, GError **error);

/* negotiate with --genius; and whether CALL, which has not got it, gives nothing that only belongs to it. */
bool cd_cli_genius(const CliCall *call, GError **error);
bool cd_cli_check_no_genius(const CliCall *call, GError **error);

bool cd_cli_flip(const CliCall *call, GError **error);
bool cd_cli_sample(const CliCall *call, GError **error);
bool cd_cli_score(const CliCall *call, GError **error);
bool cd_cli_share(const CliCall *call, GError **error);
bool cd_cli_sweep(const CliCall *call, GError **error);
bool cd_cli_verify(const CliCall *call, GError **error);
bool cd_cli_validate(const CliCall *call, GError **error);
bool cd_cli_new(const CliCall *call, GError **error);
bool cd_cli_import(const CliCall *call, GError **error);
bool cd_cli_params(const CliCall *call, GError **error);
bool cd_cli_metrics(const CliCall *call, GError **error);
bool cd_cli_schema(const CliCall *call, GError **error);
bool cd_cli_explain(const CliCall *call, GError **error);
bool cd_cli_help(const CliCall *call, GError **error);

/* The verb of this name; NULL and ERROR, with what may be meant, where there is none. */
const CliVerb *cd_cli_verb(const char *name, GError **error);

/* Help on one verb; on the program. The caller frees. */
char *cd_cli_verb_help(const CliVerb *verb);
char *cd_cli_program_help(void);
