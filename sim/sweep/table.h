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

/* VALUE[point * BY_POINT + f * BY_FACTOR] of the first ROWS points: a factor's number, or which of its words. False and ERROR (CD_ERROR_IO) where they are not there, or are no words of the plan's. */
bool cd_table_read_points(CdJournal *journal, const CdSweepPlan *plan, guint64 rows, double *value, gsize by_point,
                          gsize by_factor, GError **error);
