/* genius.h - negotiation on somebody's own domain: parties' preferences in the XML of GENIUS and NegMAS, benchmarks, protocols and tactics. */
#pragma once

#include <stdbool.h>
#include "concordat/error.h"

G_BEGIN_DECLS

typedef struct _CdBargaining CdBargaining;

#define CD_BARGAINING_ROUNDS_MOST 10000
#define CD_BARGAINING_CHANGES_MOST 4096

/* Lists are NULL-terminated. */
typedef struct {
  const char *const *protocols; /* offers, mediated, lead; NULL: all */
  const char *const *tactics; /* of offers: WORD or WORD:BETA for everybody, or with commas one a party, in their order; NULL: each word for everybody, those that answer in kind beside a trade-off first */
  guint rounds;               /* of offers, 1 .. CD_BARGAINING_ROUNDS_MOST */
  guint changes;              /* that a mediator tries, 1 .. CD_BARGAINING_CHANGES_MOST */
  guint levels;               /* values that a real issue is cut into, 2 .. 1000 */
  guint64 seed;               /* of the mediator's draws */
  bool minutes;               /* of offers: every step is kept, and told */
} CdBargainingOptions;

#define CD_BARGAINING_OPTIONS_INIT                                                                                     \
  {                                                                                                                    \
    NULL, NULL, 100, 1000, 11, 1, false                                                                                \
  }

/* The domain at PATH and a profile of each party (2 .. 16) at PROFILES, negotiated in every way asked for. NULL and ERROR: CD_ERROR_IO where a file is not to be read,
 * CD_ERROR_SCENARIO with file, line and column where one is refused, CD_ERROR_USAGE where an option is. The caller frees. */
CD_API CdBargaining *cd_bargaining_read(const char *path, const char *const *profiles,
                                        const CdBargainingOptions *options, GError **error);
CD_API void cd_bargaining_free(CdBargaining *bargaining);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdBargaining, cd_bargaining_free)

/* On a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_bargaining_text(const CdBargaining *bargaining, guint width, bool color);

/* {domain, parties, solutions: {nash|...: {outcome: {ISSUE: value}, utilities: [..]}}, pareto_size, opposition, agreement|null, runs: [..]}: docs/tables.md. The caller frees. */
CD_API char *cd_bargaining_json(const CdBargaining *bargaining);

/* Tidy: a row a solution, run or efficient outcome, and party. The caller frees. */
CD_API char *cd_bargaining_csv(const CdBargaining *bargaining);

G_END_DECLS
