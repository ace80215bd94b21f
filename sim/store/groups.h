/* groups.h - the groups of tables of a store: each a walk (exchange.h) through its part of the results, in a file of its own.
 *
 * To add one: the walk, its file, a line in groups.c, its tables in docs/results.md; and where tables that were there change, CD_STORE_FORMAT. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/store/exchange.h"

typedef struct {
  const char *name;
  bool is_derived; /* follows from the single runs by appraisal: left aside where another version of the program wrote it */
  void (*exchange)(CdStore *store, CdResults *results);
} CdStoreGroup;

/* In the order in which they are written and read; ends with one without a name. The scenario, and with it the sizes of everything, is there before the first
 * (about.h). */
extern const CdStoreGroup cd_store_groups[];

void cd_exchange_runs(CdStore *store, CdResults *results);
void cd_exchange_contracts(CdStore *store, CdResults *results);
void cd_exchange_bids(CdStore *store, CdResults *results);
void cd_exchange_talks(CdStore *store, CdResults *results);
void cd_exchange_inquiries(CdStore *store, CdResults *results);
void cd_exchange_minutes(CdStore *store, CdResults *results);
void cd_exchange_months(CdStore *store, CdResults *results);
void cd_exchange_alternatives(CdStore *store, CdResults *results);
void cd_exchange_summaries(CdStore *store, CdResults *results);
void cd_exchange_differences(CdStore *store, CdResults *results);
void cd_exchange_market(CdStore *store, CdResults *results);
void cd_exchange_rankings(CdStore *store, CdResults *results);
void cd_exchange_curve(CdStore *store, CdResults *results);
void cd_exchange_scale(CdStore *store, CdResults *results);
void cd_exchange_influences(CdStore *store, CdResults *results);
void cd_exchange_claims(CdStore *store, CdResults *results);
void cd_exchange_claim_draws(CdStore *store, CdResults *results);
void cd_exchange_alternative_answers(CdStore *store, CdResults *results);

/* Bytes that the file must have, at the least, to hold the single runs of REPLICATES; to be asked before room is made for them. */
guint64 cd_store_least_bytes(const CdResults *results, guint replicates);

/* A summary's seven cells, and their columns. */
void cd_exchange_summary(CdStore *store, CdSummary *summary, guint replicates);
#define CD_SUMMARY_COLUMNS                                                                                             \
  CD_REAL_COLUMN("mean", "", "mean of all runs"), CD_REAL_COLUMN("low", "", "95 % interval of the mean, lower end"),   \
      CD_REAL_COLUMN("high", "", "95 % interval of the mean, upper end"),                                              \
      CD_REAL_COLUMN("sd", "", "standard deviation of single runs"),                                                   \
      CD_REAL_COLUMN("p5", "", "5 % of single runs lie below"),                                                        \
      CD_REAL_COLUMN("p95", "", "5 % of single runs lie above"),                                                       \
      CD_WHOLE_COLUMN("n", "", "replicates that have a value")

/* A difference's: a summary's and nine more. */
void cd_exchange_difference(CdStore *store, CdDifference *difference, guint replicates);
#define CD_DIFFERENCE_COLUMNS                                                                                          \
  CD_SUMMARY_COLUMNS,                                                                                                  \
      CD_REAL_COLUMN("var_between", "", "variance of D between replicates: what differs with the assumptions"),        \
      CD_REAL_COLUMN("var_luck", "", "variance of D between the draws of chance of one replicate"),                    \
      CD_REAL_COLUMN("q", "share", "share of the assumptions under which the expected D exceeds delta"),               \
      CD_REAL_COLUMN("q_down", "share", "share of the assumptions under which it lies below -delta"),                  \
      CD_REAL_COLUMN("q_low", "share", "95 % interval of the larger of the two, lower end"),                           \
      CD_REAL_COLUMN("q_high", "share", "95 % interval of the larger of the two, upper end"),                          \
      CD_WHOLE_COLUMN("direction", "", "1, -1: which of the two is larger; 0: neither"),                               \
      CD_TEXT_COLUMN("verdict", "what may be said of it"),                                                             \
      CD_WHOLE_COLUMN("more", "", "about how many more replicates would tell, where none can"),                        \
      CD_REAL_COLUMN("variance_ratio", "", "what pairing won")

/* The id of a structure as results speak of it, "as-decided" for what the partners decide; "common" or "own". */
const char *cd_store_structure(const CdResults *results, guint structure);
const char *cd_store_terms(guint arm);
