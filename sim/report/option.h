/* option.h - the structures of a scenario, and what the partners decide, as reports speak of them. Texts are owned by the scenario. */
#pragma once

#include "sim/appraisal/results.h"

const char *cd_option_id(const CdResults *results, guint structure);
const char *cd_option_label(const CdResults *results, guint structure);
guint cd_option_contracts(const CdResults *results, guint structure);

/* Whether any option has terms of its own. Then the own arm of each says something that its common one does not, for first choices
 * are made among all options, each on its own terms, and places are counted against business as usual on its own. */
bool cd_option_own_terms(const CdResults *results);

/* Business as usual. */
guint cd_option_baseline(const CdResults *results);

/* Index of a metric's total among the values of an arm. */
guint cd_total_at(const CdResults *results, CdMetricKind kind);

/* Summaries under the common terms: of a value, of a metric's total. */
const CdSummary *cd_option_summary(const CdResults *results, guint structure, guint value);
const CdSummary *cd_option_total(const CdResults *results, guint structure, CdMetricKind kind);

/* The month in which it is decided, as scenarios count months: the mean of it for what the partners decide. */
double cd_option_decided(const CdResults *results, guint structure);

/* Some of the options, where there is no room for all. */
#define CD_OPTIONS_SHOWN 6u
typedef struct {
  guint n, at[CD_OPTIONS_SHOWN]; /* in the scenario's order */
} CdOptions;

/* All where they are few enough; else business as usual, joint, apart, what the partners decide, and those of the least mean yearly cost. */
CdOptions cd_options_shown(const CdResults *results);
/* Business as usual, joint and apart, each once. */
CdOptions cd_options_key(const CdResults *results);
bool cd_options_hold(const CdOptions *options, guint structure); /* OPTIONS NULL: all */
