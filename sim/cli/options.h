/* options.h - the command line, read by a table: what means the same is called the same everywhere. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "concordat/concordat.h"

typedef enum {
  CLI_OPTION_NONE = -1,
  CLI_REPLICATES,
  CLI_REPLICATE,
  CLI_MOVES,
  CLI_SEAT,
  CLI_SEEK,
  CLI_GENIUS,
  CLI_PROTOCOL,
  CLI_TACTIC,
  CLI_ROUNDS,
  CLI_CHANGES,
  CLI_MINUTES,
  CLI_TIME,
  CLI_SEED,
  CLI_SET,
  CLI_PARAMS,
  CLI_CSV,
  CLI_JOBS,
  CLI_NO_ALTERNATIVES,
  CLI_CELLS,
  CLI_STRUCTURE,
  CLI_AGAINST,
  CLI_METRIC,
  CLI_FOR,
  CLI_CLAIM,
  CLI_PATH,
  CLI_BEYOND,
  CLI_FORMAT,
  CLI_OUT,
  CLI_PROGRESS,
  CLI_NO_COLOR,
  CLI_PAPER,
  CLI_SCORING,
  CLI_QUALITY_WEIGHT,
  CLI_MINIMUM_QUALITY,
  CLI_WEIGHTS,
  CLI_COVER,
  CLI_DROP,
  CLI_WHERE,
  CLI_DESIGN,
  CLI_FACTORS,
  CLI_INPUTS,
  CLI_OUTPUT,
  CLI_METHOD,
  CLI_ABOVE,
  CLI_BELOW,
  CLI_LEVELS,
  CLI_SECOND_ORDER,
  CLI_UNSCRAMBLED,
  CLI_PRICE_LOW,
  CLI_PRICE_HIGH,
  CLI_WILLINGNESS,
  CLI_AREA,
  CLI_START,
  CLI_TODAY,
  CLI_LEAVING,
  CLI_FROM,
  CLI_OCID,
  CLI_TERM,
  CLI_EXPERIMENT,
  CLI_STORE,
  CLI_LIST,
  CLI_DRY_RUN,
  CLI_POINTS,
  CLI_SHARD,
  CLI_PARTS,
  CLI_LIMIT,
  CLI_EXTEND,
  CLI_RETRY,
  CLI_TIMEOUT,
  CLI_SAMPLE,
  CLI_QUIET,
  CLI_HELP,
  CLI_OPTION_COUNT
} CliOption;

typedef struct {
  const char *name;  /* without its dashes */
  const char *value; /* what it takes, as help calls it; NULL: nothing */
  const char *meaning;
  bool repeats;
} CliOptionKind;

const CliOptionKind *cd_cli_option(CliOption option);

/* What was given; texts belong to argv. */
typedef struct {
  GPtrArray *operands;                 /* const char *, NULL after the last */
  GPtrArray *values[CLI_OPTION_COUNT]; /* const char *, NULL after the last; NULL: not given */
} CliCall;

void cd_cli_call_free(CliCall *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CliCall, cd_cli_call_free)

/* Reads ARGUMENTS (NULL-terminated): --name value, --name=value, -h, and operands; all after -- are
 * operands. NULL and ERROR (CD_ERROR_USAGE) on an option that is not among OPTIONS, lacks its value or is
 * given twice. */
CliCall *cd_cli_parse(char **arguments, const CliOption *options, GError **error);

bool cd_cli_given(const CliCall *call, CliOption option);
const char *cd_cli_operand(const CliCall *call, guint i);
const char *cd_cli_value(const CliCall *call, CliOption option); /* NULL: not given */

/* NULL-terminated; NULL: not given. */
const char *const *cd_cli_values(const CliCall *call, CliOption option);

/* Leave *VALUE alone where the option is not given; false and ERROR (CD_ERROR_USAGE) where it is no such
 * number. */
bool cd_cli_whole(const CliCall *call, CliOption option, guint64 low, guint64 high, guint64 *value, GError **error);

/* As above for a number that the library judges beside the rest of the call, since something else may be wrong with that first: whatever is a whole number
 * passes, and of what is not LOW and HIGH are told. */
bool cd_cli_count(const CliCall *call, CliOption option, guint low, guint high, guint *value, GError **error);

/* As cd_cli_whole(). */
bool cd_cli_seconds(const CliCall *call, CliOption option, double *value, GError **error); /* 90, 60s, 5m, 2h */

/* A decimal number, which the library judges; *VALUE is left alone where the option is not given. */
bool cd_cli_number(const CliCall *call, CliOption option, double *value, GError **error);

/* Index of the option's value in ALLOWED (NULL-terminated), 0 where not given; -1 and ERROR where it is none
 * of them. */
int cd_cli_choice(const CliCall *call, CliOption option, const char *const *allowed, GError **error);
