/* table.h - the tables of a sweep's store: what they are called, what stands in them, and what each column means. */
#pragma once

#include "sim/sweep/journal.h"

/* SQL that makes all tables and views. The caller frees. */
char *cd_table_definitions(const CdSweepPlan *plan);

/* Ids of its options, separated by spaces. The caller frees. */
char *cd_table_options(const CdSweepPlan *plan);

bool cd_table_put_codebook(CdJournal *journal, const CdSweepPlan *plan, GError **error);
bool cd_table_put_parameters(CdJournal *journal, const CdSweepPlan *plan, GError **error);

/* Points from FROM on. */
bool cd_table_put_points(CdJournal *journal, const CdSweepPlan *plan, guint64 from, GError **error);

/* The value of factor F in a row of `point`: a number, or of a choice which of its words, counted from 0 in the order of the factor. */
double cd_table_factor(sqlite3_stmt *row, const CdSweepFactor *factor, guint f);
