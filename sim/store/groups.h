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
void cd_exchange_regrets(CdStore *store, CdResults *results);
void cd_exchange_evidence(CdStore *store, CdResults *results);
void cd_exchange_curve(CdStore *store, CdResults *results);
void cd_exchange_scale(CdStore *store, CdResults *results);
void cd_exchange_influences(CdStore *store, CdResults *results);
void cd_exchange_claims(CdStore *store, CdResults *results);
void cd_exchange_claim_draws(CdStore *store, CdResults *results);
void cd_exchange_options(CdStore *store, CdResults *results);
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

/* An influence's cells, or as many empty ones, and their columns: by its path, one of PATH[N] (cd_store_paths(), the caller frees the array alone). Its two
 * ends have rows of their own, END 0: low, 1: high. */
const char **cd_store_paths(const CdQuestions *questions);
void cd_exchange_influence(CdStore *store, CdInfluence *influence, const char *const *path, guint n);
void cd_exchange_no_influence(CdStore *store);
void cd_exchange_fifth(CdStore *store, CdInfluence *influence, guint end, guint replicates);
#define CD_INFLUENCE_COLUMNS                                                                                           \
  CD_TEXT_COLUMN("input", "its path, as --set takes it; none told: NULL"),                                             \
      CD_REAL_COLUMN("share", "share", "of the variance of the expected D that goes with it by itself"),               \
      CD_REAL_COLUMN("share_low", "share", "95 % interval of that, lower end"),                                        \
      CD_REAL_COLUMN("share_high", "share", "95 % interval of that, upper end"),                                       \
      CD_REAL_COLUMN("p", "probability", "against no influence"),                                                      \
      CD_WHOLE_COLUMN("direction", "", "1, -1: D rises, falls with it; 0: bends"),                                     \
      CD_TEXT_COLUMN("reversal", "whether D has the other sign where it is low or high: none, perhaps, sure"),         \
      CD_REAL_COLUMN("break_even", "", "the input's value at which D is nought; none or several: NULL"),               \
      CD_REAL_COLUMN("break_even_low", "", "95 % interval of that, lower end"),                                        \
      CD_REAL_COLUMN("break_even_high", "", "95 % interval of that, upper end"),                                       \
      CD_WHOLE_COLUMN("crossings", "", "how often D crosses nought in what was drawn")
#define CD_FIFTH_COLUMNS                                                                                               \
  CD_TEXT_COLUMN("end", "low, high: where the input is in the lowest, the highest fifth of its draws"),                \
      CD_REAL_COLUMN("x", "", "the input's median there"), CD_REAL_COLUMN("from", "", "its least value there"),        \
      CD_REAL_COLUMN("to", "", "its greatest value there"), CD_DIFFERENCE_COLUMNS

/* The id of a structure as results speak of it, "as-decided" for what the partners decide; "common" or "own". */
const char *cd_store_structure(const CdResults *results, guint structure);
const char *cd_store_terms(guint arm);
